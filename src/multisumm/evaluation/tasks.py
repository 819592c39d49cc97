"""Files of clusters -> tasks: what to summarise, what to score it against, how long it may be."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from multisumm.errors import InputError, OptionError
from multisumm.messages import os_reason, printable
from multisumm.model import Cluster, Document
from multisumm.reading import cluster_lines, parse_cluster, read_clusters
from multisumm.reading.paths import STANDARD_INPUT
from multisumm.reading.records import parse_object
from multisumm.selection.budget import Budget, count_words, resolve_budget
from multisumm.text.blocks import split_blocks
from multisumm.text.languages import UNDECIDED, check_language, identify_language
from multisumm.text.sentences import split_sentences

_AMOUNT = re.compile(r"(\d+)\s*(words|characters|bytes|sentences)\b")


@dataclass(frozen=True, slots=True)
class EvaluationTask:
    """A cluster to be summarised.

    Attributes:
        id: Name of the cluster.
        documents: Its sources.
        references: Summaries by people, at least one, each with text in it.
        language: ISO 639-1 code, or `und`.
        budget: The ceiling that every system is given.
        source: The path that it was read from.
    """

    id: str
    documents: tuple[Document, ...]
    references: tuple[str, ...]
    language: str
    budget: Budget
    source: str


def read_tasks(
    paths: Sequence[str],
    *,
    amounts: Mapping[str, int | None] | None = None,
    language: str = "auto",
    sample: int | None = None,
) -> tuple[EvaluationTask, ...]:
    """Return the tasks of files of clusters and of folders of subjects, in their order.

    The budget of a task is the amount given; else the one that its record states in
    `length_budget`, the words before any other unit; else the mean length of its references in
    words (characters where a script has no spaces), rounded.

    Args:
        paths: `.jsonl`, `.jsonl.gz`, or folders as `reading.read_clusters` takes them.
        amounts: Unit (`words`, `sentences`, `characters`, `bytes`) -> amount; at most one given.
        language: Code of the language of all clusters; `auto` finds it for each.
        sample: Take this many clusters of each path, at even distances; None takes all.

    Raises:
        InputError: A path cannot be read, has no clusters, or a cluster has no references, an
            empty one, or the id of another.
        OptionError: An amount, the language or the sample has no meaning.
    """
    if sample is not None and sample < 1:
        raise OptionError(f"sample must be at least 1, not {sample}")
    code = language if language == "auto" else check_language(language)
    seen: dict[str, str] = {}
    tasks = []
    for path in paths:
        for cluster, stated in _sampled(list(_clusters(path)), sample):
            if cluster.id in seen:
                where = f"in {printable(seen[cluster.id])} and in {printable(path)}"
                raise InputError(f"two clusters have the id {cluster.id!r}: {where}")
            seen[cluster.id] = path
            tasks.append(_task(cluster, stated, amounts or {}, code, path))
    if not tasks:
        raise InputError("no clusters: name files or folders of clusters to evaluate")
    return tuple(tasks)


def split_text(text: str, *, language: str) -> list[str]:
    """Return the sentences of a text, white space as one space: what ROUGE sees, one a line."""
    spans = split_sentences(text, split_blocks(text), language=language)
    sentences = [" ".join(text[start:end].split()) for start, end in spans]
    return sentences or [line for line in [" ".join(text.split())] if line]


def digest(path: str | Path) -> str:
    """Return the sha256 of a file, or of a folder: of the lines `sha256  name` of its files.

    In a folder only what subjects consist of counts, their `sources` and `references`.

    Raises:
        InputError: Nothing is there, or it cannot be read.
    """
    place = Path(path)
    try:
        if not place.is_dir():
            return hashlib.sha256(place.read_bytes()).hexdigest()
        below = sorted((each.relative_to(place).as_posix(), each) for each in place.rglob("*"))
        lines = [
            f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {name}\n"
            for name, each in below
            if each.is_file() and _is_data(f"{place.resolve().name}/{name}")
        ]
    except OSError as error:
        raise InputError(os_reason(error), source=printable(str(path))) from None
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _is_data(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith(".") for part in parts)
    return not hidden and not {"sources", "references"}.isdisjoint(parts[:-1])


def _clusters(path: str) -> Iterator[tuple[Cluster, object]]:
    """Yield each cluster with what its record says of the length, None in folders."""
    if path != STANDARD_INPUT and Path(path).is_dir():
        yield from ((cluster, None) for cluster in read_clusters(path))
        return
    for number, where, line in cluster_lines(path):
        cluster = parse_cluster(line, where=where, number=number)
        yield cluster, parse_object(line, where=where).get("length_budget")


def _sampled(
    clusters: Sequence[tuple[Cluster, object]], sample: int | None
) -> Iterable[tuple[Cluster, object]]:
    if sample is None or sample >= len(clusters):
        return clusters
    return [clusters[index * len(clusters) // sample] for index in range(sample)]


def _task(
    cluster: Cluster,
    stated: object,
    amounts: Mapping[str, int | None],
    language: str,
    source: str,
) -> EvaluationTask:
    if not cluster.references:
        raise InputError(f"cluster {cluster.id!r} has no references to evaluate against")
    for number, reference in enumerate(cluster.references, start=1):
        if not reference.strip():
            of = f"reference {number} of {len(cluster.references)}"
            raise InputError(f"{of} of cluster {cluster.id!r} is empty")
    if language == "auto":
        language = identify_language("\n".join(each.text for each in cluster.documents))
        if language == UNDECIDED:
            language = identify_language("\n".join(cluster.references))
    given = {unit: amount for unit, amount in amounts.items() if amount is not None}
    amount = given or stated_amount(stated) or _reference_length(cluster, language)
    budget = resolve_budget(dict(amount), [], language=language)
    return EvaluationTask(
        cluster.id, cluster.documents, cluster.references, language, budget, source
    )


def stated_amount(stated: object) -> dict[str, int]:
    """Return the unit and amount that a record's `length_budget` states; empty if none.

    >>> stated_amount("~2 sentences / <=25 words"), stated_amount(100), stated_amount(None)
    ({'words': 25}, {'words': 100}, {})
    """
    if isinstance(stated, int) and not isinstance(stated, bool) and stated > 0:
        return {"words": stated}
    found = _AMOUNT.findall(stated[:200]) if isinstance(stated, str) else []
    amounts = {unit: int(amount) for amount, unit in reversed(found) if int(amount) > 0}
    unit = "words" if "words" in amounts else next(reversed(amounts), None)
    return {unit: amounts[unit]} if unit else {}


def _reference_length(cluster: Cluster, language: str) -> dict[str, int]:
    lengths = [count_words(text, language=language) for text in cluster.references]
    return {"words": max(1, int(fmean(lengths) + 0.5))}
