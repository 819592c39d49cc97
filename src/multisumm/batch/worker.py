"""One line of a file of clusters -> one line of the output; what runs in the workers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

from multisumm.errors import InputError, MultisummError, NothingToSummarize
from multisumm.escaping import safe_json
from multisumm.messages import describe_bug
from multisumm.reading.records import cluster_id, parse_cluster, parse_object
from multisumm.rendering.json_record import summary_record

ERROR_MARK = b'{"error": '
"""How the line of a cluster without a summary begins, and no other."""

MAX_BYTES_FOR_AN_ID = 1 << 26
"""A longer line is not parsed again to find out which cluster it was that could not be done."""

WARM_UP = "The ferry sank off the island on Sunday. Divers found the wreck on Monday morning."


class Task(NamedTuple):
    """A line of the input.

    Attributes:
        number: Of the line, from 1.
        line: Its bytes.
        broken: Why the line, or the input from here on, is not read; then there is no line.
    """

    number: int
    line: bytes
    broken: str = ""


Work = Callable[[Task], bytes]
"""From a line of the input to the line of the output, with its line end."""


def prepare(options: Mapping[str, Any]) -> Work:
    """Return the function that summarises lines, with all loaded that it needs.

    Args:
        options: Keyword arguments of `multisumm.summarize`.

    Raises:
        OptionError: One of them has no meaning.
    """
    from multisumm.pipeline import summarize  # here: a worker first sets its limits, then loads

    with suppress(NothingToSummarize):  # not within so small a ceiling
        summarize([WARM_UP], **options)
    return partial(summarize_line, options=options)


def summarize_line(task: Task, *, options: Mapping[str, Any]) -> bytes:
    """Return the record of `summarize --format json` with the cluster's id, or one with an error.

    It never raises: whatever is wrong with a cluster is told in its record.
    """
    from multisumm.pipeline import summarize

    try:
        if task.broken:
            raise InputError(task.broken)
        where = f"line {task.number}"
        cluster = parse_cluster(task.line, where=where, number=task.number)
        summary = summarize(cluster.documents, **options)
        return _encoded({"id": cluster.id, **summary_record(summary)})
    except MultisummError as error:
        message = str(error)
    except MemoryError:
        message = "out of memory"
    except Exception as error:  # a fault of ours in one cluster must not end the run
        message = f"internal error: {describe_bug(error)}"
    return failure(task, message)


def failure(task: Task, message: str) -> bytes:
    """Return the record of a cluster without a summary: why, its id where known, its line."""
    return _encoded({"error": message, "id": _known_id(task), "line": task.number})


def is_failure(record: bytes) -> bool:
    """Return whether this line of the output tells of an error."""
    return record.startswith(ERROR_MARK)


def _known_id(task: Task) -> str | None:
    if len(task.line) <= MAX_BYTES_FOR_AN_ID:
        with suppress(InputError, MemoryError):
            return cluster_id(parse_object(task.line, where=""), task.number)
    return None


def _encoded(record: Mapping[str, object]) -> bytes:
    return safe_json(record).encode() + b"\n"
