"""Files of clusters -> tasks: documents to summarise, references, language, budget."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from statistics import fmean

from multisumm.errors import InputError, OptionError
from multisumm.messages import os_reason, printable
from multisumm.model import Citation, Cluster, Document
from multisumm.reading import cluster_lines, read_clusters
from multisumm.reading.clusters import KNOWN_FILE, QUERY_FILE, known_paths, subjects_below
from multisumm.reading.paths import STANDARD_INPUT
from multisumm.reading.records import cluster_of, parse_object
from multisumm.rouge.checks import check_type, whole_number
from multisumm.selection.budget import Budget, check_budget, count_words, resolve_budget
from multisumm.selection.token_counts import TokenCounter, load_token_counter
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
        references: Summaries by people, at least one, none of them empty.
        language: ISO 639-1 code, or `und`.
        budget: The limit that every system gets.
        source: The path that the cluster was read from.
        query: As in `Cluster`, and so are those that follow.
        known: Documents of which only what is new is wanted.
        relevant: Where in the documents the answer to the query is.
        answers: Strings of which a good answer has one.
    """

    id: str
    documents: tuple[Document, ...]
    references: tuple[str, ...]
    language: str
    budget: Budget
    source: str
    query: str | None = None
    known: tuple[Document, ...] = ()
    relevant: tuple[Citation, ...] = ()
    answers: tuple[str, ...] = ()


def read_evaluation_tasks(
    paths: Sequence[str],
    *,
    amounts: Mapping[str, int | None] | None = None,
    tokenizer: str | None = None,
    language: str = "auto",
    sample: int | None = None,
) -> tuple[EvaluationTask, ...]:
    """Return the tasks of files of clusters and of folders of subjects, in their order.

    The budget of a task is the amount given; else the one in `length_budget` of its record, words
    before any other unit; else the mean length of its references in words (characters where a
    script has no spaces), rounded.

    Args:
        paths: `.jsonl`, `.jsonl.gz`, or folders as `reading.read_clusters` takes them.
        amounts: Unit (`words`, `sentences`, `characters`, `bytes`, `tokens`) -> amount; at most one
            given.
        tokenizer: What counts tokens, by its name; None for the other units.
        language: Code of the language of all clusters; `auto` identifies it for each.
        sample: Number of clusters to take of each path, evenly spaced; None takes all.

    Raises:
        InputError: A path cannot be read, has no clusters, or a cluster has no references, an
            empty one, or the id of another.
        OptionError: An amount, the tokenizer, the language or the sample has a wrong type or value.
    """
    if sample is not None and (sample := whole_number("sample", sample)) < 1:
        raise OptionError(f"sample must be at least 1, not {sample}")
    check_type("language", language, str, "a code, like 'fr', or 'auto'")
    code = language if language == "auto" else check_language(language)
    check_budget(amounts or {}, tokenizer)
    counter = None if tokenizer is None else load_token_counter(tokenizer)
    seen: dict[str, str] = {}
    tasks = []
    for path in paths:
        for cluster, stated in _sampled(list(_clusters(path)), sample):
            if cluster.id in seen:
                both = f"in {printable(seen[cluster.id])} and in {printable(path)}"
                raise InputError(f"two clusters have the id {cluster.id!r}: {both}")
            seen[cluster.id] = path
            tasks.append(_task(cluster, stated, amounts or {}, counter, code, path))
    if not tasks:
        raise InputError("no clusters: name files or folders of clusters to evaluate")
    return tuple(tasks)


def split_text(text: str, *, language: str) -> list[str]:
    """Return the sentences of a text, as ROUGE sees them; white space becomes one space."""
    spans = split_sentences(text, split_blocks(text), language=language)
    sentences = [" ".join(text[start:end].split()) for start, end in spans]
    return sentences or [line for line in [" ".join(text.split())] if line]


def data_digest(path: str | Path) -> str:
    """Return the sha256 of a file, or of a folder: of the lines `sha256  name` of its files.

    In a folder, only files in the `sources` and `references` of subjects count, their `query.txt`
    and `known.txt`, and what these name.

    Raises:
        InputError: The path does not exist, or cannot be read.
    """
    top = Path(path)
    try:
        if not top.is_dir():
            return _file_digest(top)
        below = sorted((file.relative_to(top).as_posix(), file) for file in top.rglob("*"))
        named = {os.path.relpath(path, top) for path in _named_data(top)}
        lines = [
            f"{_file_digest(file)}  {name}\n"
            for name, file in below
            if file.is_file() and _is_data(top.resolve().name, name, named)
        ]
    except OSError as error:
        raise InputError(os_reason(error), source=printable(str(path))) from None
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _file_digest(file: Path) -> str:
    with file.open("rb") as stream:  # a large file is not held in memory
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _named_data(top: Path) -> Iterator[Path]:
    """Yield the files with queries and with names of known documents, and what these name."""
    for subject in subjects_below(top):
        yield from (subject / QUERY_FILE, subject / KNOWN_FILE, *known_paths(subject, top))


def _is_data(top: str, name: str, named: Set[str]) -> bool:
    parts = (top, *name.split("/"))
    if any(part.startswith(".") for part in parts):
        return False
    if not {"sources", "references"}.isdisjoint(parts[:-1]):
        return True
    return not named.isdisjoint({name, *map(str, PurePosixPath(name).parents)})


def _clusters(path: str) -> Iterator[tuple[Cluster, object]]:
    """Yield each cluster with the `length_budget` of its record; None in folders."""
    if path != STANDARD_INPUT and Path(path).is_dir():
        yield from ((cluster, None) for cluster in read_clusters(path))
        return
    for number, where, line in cluster_lines(path):
        record = parse_object(line, where=where)
        cluster = cluster_of(record, where=where, number=str(number))
        yield cluster, record.get("length_budget")


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
    counter: TokenCounter | None,
    language: str,
    source: str,
) -> EvaluationTask:
    if not cluster.references:
        raise InputError(f"cluster {cluster.id!r} has no references to score a summary against")
    for number, reference in enumerate(cluster.references, start=1):
        if not reference.strip():
            count = len(cluster.references)
            raise InputError(f"reference {number} of {count} of cluster {cluster.id!r} is empty")
    if language == "auto":
        texts = [document.text for document in cluster.documents]
        language = identify_language("\n".join(texts))
        if language == UNDECIDED:
            language = identify_language("\n".join(cluster.references))
    given = {unit: amount for unit, amount in amounts.items() if amount is not None}
    amount = given or stated_amount(stated) or _reference_length(cluster, language)
    budget = resolve_budget(dict(amount), [], language=language, tokenizer=counter)
    return EvaluationTask(
        cluster.id,
        cluster.documents,
        cluster.references,
        language,
        budget,
        source,
        cluster.query,
        cluster.known,
        cluster.relevant,
        cluster.answers,
    )


def stated_amount(stated: object) -> dict[str, int]:
    """Return the unit and amount in a record's `length_budget`; empty if it has none.

    >>> stated_amount("~2 sentences / <=25 words"), stated_amount(100), stated_amount(None)
    ({'words': 25}, {'words': 100}, {})
    """
    if isinstance(stated, int) and not isinstance(stated, bool) and stated > 0:
        return {"words": stated}
    pairs = _AMOUNT.findall(stated[:200]) if isinstance(stated, str) else []
    amounts = {unit: int(amount) for amount, unit in reversed(pairs) if int(amount) > 0}
    unit = "words" if "words" in amounts else next(reversed(amounts), None)
    return {unit: amounts[unit]} if unit else {}


def _reference_length(cluster: Cluster, language: str) -> dict[str, int]:
    lengths = [count_words(text, language=language) for text in cluster.references]
    return {"words": max(1, int(fmean(lengths) + 0.5))}
