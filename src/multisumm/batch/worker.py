"""One line of a file of clusters -> one line of the output; this runs in the workers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

from multisumm.errors import InputError, MultisummError, NothingToSummarize
from multisumm.escaping import safe_json
from multisumm.messages import brief_repr, describe_bug, printable
from multisumm.reading.records import cluster_id, parse_cluster, parse_object
from multisumm.rendering.json_record import summary_record

ERROR_MARK = b'{"error": '
"""The beginning of an output line with an error; no other line begins like this."""

MAX_BYTES_FOR_AN_ID = 1 << 26
"""A longer line is not parsed a second time to find the id of a cluster that failed."""

_WARM_UP = "The ferry sank off the island on Sunday. Divers found the wreck on Monday morning."


class Task(NamedTuple):
    """A line of the input.

    Attributes:
        number: The number of the line, from 1.
        line: Its bytes.
        broken: Why the line, or the rest of the input, cannot be read; then the line is empty.
    """

    number: int
    line: bytes
    broken: str = ""


Work = Callable[[Task], bytes]
"""A function from a line of the input to a line of the output, with its line end."""


def prepare(options: Mapping[str, Any]) -> Work:
    """Return the function that summarises lines, after loading everything that it needs.

    Args:
        options: Keyword arguments of `multisumm.summarize` without `known`, which clusters have.

    Raises:
        OptionError: An option is not valid.
    """
    warm_up(options)
    return partial(summarize_line, options=options)


def warm_up(options: Mapping[str, Any]) -> None:
    """Load everything that a summary with these options needs.

    Raises:
        OptionError: An option is not valid.
    """
    from multisumm.pipeline import summarize  # here, because a worker sets its limits first

    with suppress(NothingToSummarize):  # the budget may be too small for the text
        summarize([_WARM_UP], **{**options, "query": None})  # a query depends on the language


def summarize_line(task: Task, *, options: Mapping[str, Any]) -> bytes:
    """Return the record of `summarize --format json` with the cluster's id, or one with an error.

    The query of the cluster wins over that of the options. It never raises: the record has the
    error of a cluster that fails.
    """
    from multisumm.pipeline import summarize

    def make() -> Mapping[str, object]:
        if task.broken:
            raise InputError(task.broken)
        where = f"line {task.number}"
        cluster = parse_cluster(task.line, where=where, number=task.number)
        query = options.get("query") if cluster.query is None else cluster.query
        known = cluster.known or None
        summary = summarize(cluster.documents, **{**options, "query": query, "known": known})
        return {"id": cluster.id, **summary_record(summary)}

    return answer_task(task, make)


def answer_task(task: Task, make: Callable[[], Mapping[str, object]]) -> bytes:
    """Return the record that a function makes for a task, or one with the error that it raises."""
    try:
        return encode_record(make())
    except MultisummError as error:
        message = str(error)
    except MemoryError:
        message = "out of memory"
    except Exception as error:  # a bug that shows in one cluster must not end the run
        message = f"internal error: {describe_bug(error)}"
    return failure_record(task, message)


def failure_record(task: Task, message: str) -> bytes:
    """Return the record of a cluster without a summary: the error, the id if known, the line."""
    return encode_record({"error": message, "id": _find_id(task), "line": task.number})


def is_failure(record: bytes) -> bool:
    """Return whether a line of the output has an error instead of a summary."""
    return record.startswith(ERROR_MARK)


def failure_reason(record: bytes) -> str:
    """Return the id, if it is known, and the error of a record without a summary.

    >>> failure_reason(b'{"error": "no text", "id": "x", "line": 7}')
    "cluster 'x': no text"
    """
    try:
        failure = json.loads(record)
        reason, name = printable(str(failure["error"])), failure["id"]
    except (ValueError, KeyError, RecursionError):  # in a file of another program
        return "not a record of multisumm"
    return reason if name is None else f"cluster {brief_repr(name)}: {reason}"


def _find_id(task: Task) -> str | None:
    if len(task.line) <= MAX_BYTES_FOR_AN_ID:
        with suppress(InputError, MemoryError):
            return cluster_id(parse_object(task.line, where=""), task.number)
    return None


def encode_record(record: object) -> bytes:
    """Return a record as a line of JSON."""
    return safe_json(record).encode() + b"\n"
