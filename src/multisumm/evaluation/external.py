"""Summaries of other programs: a JSONL file, or a folder of text files -> systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from multisumm.errors import InputError
from multisumm.evaluation.tasks import EvaluationTask, split_text
from multisumm.messages import first_names, printable, skipped
from multisumm.reading.file_bytes import MAX_BYTES, check_size
from multisumm.reading.lines import bare_name, cluster_lines
from multisumm.reading.records import parse_object
from multisumm.rouge.text_files import read_utf8

Outputs = dict[str, dict[str, str | tuple[str, ...]]]
"""System -> id of a cluster -> its summary: a text, or its sentences if the file has them."""


def read_external(path: str, tasks: Sequence[EvaluationTask]) -> tuple[Outputs, list[str]]:
    """Return the summaries of each system in a file or a folder, and notes for the user.

    A line of a file is `{"id" or "cluster", "summary", "system"?}`; without a system, the name of
    the file is the system. Lines of `multisumm batch` have sentences, which are taken as they are.
    In a folder, each file is a summary, named by the id of its cluster, with or without a suffix.

    A system without summaries of these clusters is left out (in MultiLing, not every system did
    every language), and so are summaries of other clusters; a note says so.

    Raises:
        InputError: A summary is missing or given twice, or none of them is for these clusters.
    """
    wanted = [task.id for task in tasks]
    read = _read_folder(Path(path), wanted) if Path(path).is_dir() else _read_file(path)
    fitting = {name: texts for name, texts in read.items() if not texts.keys().isdisjoint(wanted)}
    if not fitting:
        ids = first_names([task for texts in read.values() for task in texts])
        reason = f"there are {ids or 'none'}, and the clusters are {first_names(wanted)}"
        raise InputError(f"the ids do not match: {reason}", source=printable(path))
    for name, texts in fitting.items():
        missing = [task for task in wanted if task not in texts]
        if missing:
            reason = f"{name} has no summary for {first_names(missing)}"
            raise InputError(reason, source=printable(path))
    return fitting, _notes(path, read, fitting, wanted)


def external_sentences(
    outputs: Mapping[str, str | tuple[str, ...]], task: EvaluationTask
) -> tuple[str, ...]:
    """Return the sentences of the summary of a task; a text is split by the rules of `text`."""
    output = outputs[task.id]
    if isinstance(output, str):
        return tuple(split_text(output, language=task.language))
    return output


def _read_file(path: str) -> Outputs:
    name = bare_name(path)
    outputs: Outputs = {}
    for _, where, line in cluster_lines(path, longest=MAX_BYTES):
        check_size(len(line.rstrip(b"\r\n")), where, max_bytes=MAX_BYTES)
        record = parse_object(line, where=where)
        task = record.get("cluster", record.get("id"))
        summary = record.get("summary")
        if not isinstance(task, str) or not isinstance(summary, str):
            raise InputError('a summary is {"id": "...", "summary": "..."}', source=where)
        texts = outputs.setdefault(str(record.get("system") or name), {})
        if task in texts:
            raise InputError(f"a second summary for {task!r}", source=where)
        texts[task] = _sentences(record.get("sentences")) or summary
    return outputs


def _sentences(value: object) -> tuple[str, ...]:
    """Return the texts of a list of strings or of objects with a `text`; empty if it is not one."""
    if not isinstance(value, list):
        return ()
    items = [item.get("text") if isinstance(item, dict) else item for item in value]
    texts = tuple(text for text in items if isinstance(text, str))
    return texts if len(texts) == len(items) else ()


def _read_folder(folder: Path, wanted: Sequence[str]) -> Outputs:
    ids = frozenset(wanted)
    texts: dict[str, str | tuple[str, ...]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith(".") for part in name.split("/")):
            continue
        task = name if name in ids else name.removesuffix(path.suffix)
        if task in texts:
            raise InputError(f"a second summary for {task!r}", source=printable(str(path)))
        texts[task] = read_utf8(path)
    return {folder.resolve().name: texts}


def _notes(path: str, read: Outputs, fitting: Outputs, wanted: Sequence[str]) -> list[str]:
    absent = [name for name in read if name not in fitting]
    ids = frozenset(wanted)
    others = sum(task not in ids for texts in fitting.values() for task in texts)
    notes = []
    if absent:
        notes.append(f"no summary of these clusters by {first_names(absent)}")
    if others:
        notes.append(f"{others} summaries of other clusters")
    return [skipped(f"{printable(path)}: {note}") for note in notes]
