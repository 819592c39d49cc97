"""What other programs wrote: a JSONL file of summaries, or a folder of text files -> systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from multisumm.errors import InputError
from multisumm.evaluation.tasks import EvaluationTask, split_text
from multisumm.messages import printable
from multisumm.reading.lines import cluster_lines
from multisumm.reading.records import parse_object
from multisumm.rouge.pairing import read_text

Outputs = dict[str, dict[str, str | tuple[str, ...]]]
"""System -> id of a cluster -> its summary: a text, or its sentences where they are known."""

OTHER_CLUSTERS_NOTE = "summaries of other clusters; skipped"
"""The end of the note on summaries whose clusters are not evaluated."""

_LISTED = 5


def read_outside(path: str, tasks: Sequence[EvaluationTask]) -> tuple[Outputs, list[str]]:
    """Return the summaries of each system in a file or a folder, and what to tell the user.

    A line of a file is `{"id" or "cluster", "summary", "system"?}`; one without a system counts for
    the file's name. A line of `multisumm batch` has its sentences, which are taken as they are. In
    a folder each file is a summary, called by the id of its cluster with or without an ending.

    A system that has none of the clusters is left out, with a line for the user (in MultiLing not
    every system did every language); summaries of other clusters are passed over, with a line.

    Raises:
        InputError: A summary is missing or given twice, or none of them is for these clusters.
    """
    wanted = [task.id for task in tasks]
    found = _folder(Path(path), wanted) if Path(path).is_dir() else _file(path)
    fitting = {name: texts for name, texts in found.items() if not texts.keys().isdisjoint(wanted)}
    if not fitting:
        theirs = listed([name for texts in found.values() for name in texts])
        raise InputError(
            f"{printable(path)}: the ids do not match: there are {theirs or 'none'},"
            f" and the clusters are {listed(wanted)}"
        )
    for name, texts in fitting.items():
        missing = [task for task in wanted if task not in texts]
        if missing:
            raise InputError(f"{printable(path)}: {name} has no summary for {listed(missing)}")
    return fitting, _notes(path, found, fitting, wanted)


def outside_sentences(
    outputs: Mapping[str, str | tuple[str, ...]], task: EvaluationTask
) -> tuple[str, ...]:
    """Return the sentences of the summary of a task; a text is split by our own rules."""
    output = outputs[task.id]
    if isinstance(output, str):
        return tuple(split_text(output, language=task.language))
    return output


def listed(names: Sequence[str]) -> str:
    """Return names in one line: the first five, and how many more there are."""
    rest = len(names) - _LISTED
    line = ", ".join(map(printable, names[:_LISTED]))
    return f"{line} and {rest} more" if rest > 0 else line


def _file(path: str) -> Outputs:
    name = Path(path).name
    for ending in (".gz", ".jsonl", ".json"):
        name = name.removesuffix(ending)
    found: Outputs = {}
    for _, where, line in cluster_lines(path):
        record = parse_object(line, where=where)
        task = record.get("cluster", record.get("id"))
        summary = record.get("summary")
        if not isinstance(task, str) or not isinstance(summary, str):
            raise InputError(f'{where}: a summary is {{"id": "...", "summary": "..."}}')
        texts = found.setdefault(str(record.get("system") or name), {})
        if task in texts:
            raise InputError(f"{where}: a second summary for {task!r}")
        texts[task] = _known_sentences(record.get("sentences")) or summary
    return found


def _known_sentences(sentences: object) -> tuple[str, ...]:
    if not isinstance(sentences, list):
        return ()
    texts = [each.get("text") if isinstance(each, dict) else each for each in sentences]
    known = tuple(text for text in texts if isinstance(text, str))
    return known if len(known) == len(texts) else ()


def _folder(folder: Path, wanted: Sequence[str]) -> Outputs:
    known = frozenset(wanted)
    texts: dict[str, str | tuple[str, ...]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith(".") for part in name.split("/")):
            continue
        task = name if name in known else name.removesuffix(path.suffix)
        if task in texts:
            raise InputError(f"{printable(str(path))}: a second summary for {task!r}")
        texts[task] = read_text(path)
    return {folder.resolve().name: texts}


def _notes(path: str, found: Outputs, fitting: Outputs, wanted: Sequence[str]) -> list[str]:
    absent = [name for name in found if name not in fitting]
    known = frozenset(wanted)
    others = sum(task not in known for texts in fitting.values() for task in texts)
    notes = []
    if absent:
        notes.append(
            f"{printable(path)}: no summary of these clusters by {listed(absent)}; skipped"
        )
    if others:
        notes.append(f"{printable(path)}: {others} {OTHER_CLUSTERS_NOTE}")
    return notes
