"""Files of candidates and references -> pairs by name -> scores -> text, JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from multisumm.errors import InputError
from multisumm.messages import EMPTY, first_names, os_reason, printable
from multisumm.rouge import (
    Scores,
    Settings,
    SystemScores,
    aggregate,
    prepare,
    score_prepared,
)
from multisumm.rouge.text_files import read_utf8

ROUGE_SCHEMA = "multisumm-rouge/1"


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate file and the files of its references.

    Attributes:
        id: The name that they share.
        candidate: The file of the candidate.
        references: The files of its references.
    """

    id: str
    candidate: Path
    references: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class RougeReport:
    """The scores of all pairs.

    Attributes:
        instances: Id of a pair -> its scores.
        system: Their means and intervals.
        empty: Ids of the candidates without tokens, which score 0.
        warnings: Notes for a reader of the numbers, a line each.
    """

    instances: Mapping[str, Scores]
    system: SystemScores
    empty: tuple[str, ...]
    warnings: tuple[str, ...]


def pair_files(candidate: Path, references: Sequence[Path]) -> list[Pair]:
    """Return the pairs of a candidate and its references, in the order of their names.

    A candidate file goes with every reference file given; from a reference folder it takes the
    files of its own name. A folder of candidates goes with folders of references, by name. Names
    agree without their extension; `d1.txt` also takes `d1.A.txt`, `d1.B.txt` as references.

    Raises:
        InputError: If a path is missing, there is nothing to pair, or a name has no partner.
    """
    for path in (candidate, *references):
        try:
            path.stat()
        except (OSError, ValueError) as error:
            raise InputError(os_reason(error), source=printable(str(path))) from None
    if not references:
        raise InputError("no reference given")
    if not candidate.is_dir():
        files = [file for path in references for file in _references_of(candidate.stem, path)]
        if not files:
            raise InputError(f"no reference with the name of {str(candidate)!r}")
        return [Pair(candidate.stem, candidate, tuple(files))]
    return _pair_folders(candidate, references)


def score_pairs(pairs: Sequence[Pair], metrics: Sequence[str], settings: Settings) -> RougeReport:
    """Return the scores of all pairs, their means and intervals.

    Raises:
        InputError: If there is no pair, or a file is empty (references), missing or not UTF-8.
        OptionError: If a metric is unknown, or none is given.
    """
    if not pairs:
        raise InputError("no pairs to score")
    instances, empty, warnings = {}, [], []
    for pair in pairs:
        references = [
            prepare(_read_reference(path, settings), settings) for path in pair.references
        ]
        candidate = prepare(read_utf8(pair.candidate), settings)
        scores = score_prepared(candidate, references, metrics, settings)
        instances[pair.id] = scores
        warnings += [f"{pair.id}: {warning}" for warning in scores.warnings]
        if not candidate.tokens:
            empty.append(pair.id)
    if empty:
        warnings.append(f"{len(empty)} of {len(pairs)} candidates have no tokens and score 0")
    original = settings.preset == "rouge155" and not settings.references.startswith("jackknife")
    system = aggregate(instances, seed=None) if original else aggregate(instances)
    return RougeReport(instances, system, tuple(empty), tuple(warnings))


def render_rouge_text(report: RougeReport) -> str:
    """Return a table of recall, precision and F of each metric, and the signature.

    With more than one pair, the scores are means, and F has its interval.
    """
    several = len(report.instances) > 1
    heading = ["metric", "recall", "precision", "f1", *(["interval of f1"] if several else [])]
    rows = [heading, *(_row(name, report, several) for name in report.system)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heading))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, "", _report_signature(report)]) + "\n"


def render_rouge_json(report: RougeReport) -> str:
    """Return one JSON object: scores with intervals, the same for each pair, and the signature."""
    content = {
        "schema": ROUGE_SCHEMA,
        "signature": _report_signature(report),
        "pairs": len(report.instances),
        "empty": list(report.empty),
        "scores": {name: asdict(report.system[name]) for name in report.system},
        "instances": {id_: _values(scores) for id_, scores in report.instances.items()},
        "warnings": list(report.warnings),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _read_reference(path: Path, settings: Settings) -> str:
    text = read_utf8(path)
    if not text.strip() and not settings.rules.empty_references:
        raise InputError(f"the reference is {EMPTY}", source=printable(str(path)))
    return text


def _files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")
    )


def _references_of(name: str, path: Path) -> list[Path]:
    """Return a file itself, or the files of a folder that belong to the candidate of that name."""
    if not path.is_dir():
        return [path]
    return [file for file in _files(path) if _candidate_of(file, {name}) == name]


def _candidate_of(reference: Path, names: Mapping[str, object] | set[str]) -> str | None:
    """Return the longest candidate name that a reference's name begins with, up to a dot."""
    stem = reference.stem
    while stem and stem not in names:
        stem = stem.rpartition(".")[0]
    return stem or None


def _pair_folders(folder: Path, references: Sequence[Path]) -> list[Pair]:
    candidates: dict[str, Path] = {}
    for file in _files(folder):
        if file.stem in candidates:
            raise InputError(f"two candidates have the name {file.stem!r} in {str(folder)!r}")
        candidates[file.stem] = file
    paired: dict[str, list[Path]] = {name: [] for name in candidates}
    unpaired: list[Path] = []
    for path in references:
        if not path.is_dir():
            raise InputError(f"{str(path)!r} is not a folder; a folder of candidates needs folders")
        for file in _files(path):
            name = _candidate_of(file, candidates)
            (unpaired if name is None else paired[name]).append(file)
    alone = [name for name, files in paired.items() if not files]
    if alone or unpaired:
        raise InputError(_mismatch(alone, [file.stem for file in unpaired]))
    if not candidates:
        raise InputError(f"no candidates in {str(folder)!r}")
    return [Pair(name, file, tuple(paired[name])) for name, file in sorted(candidates.items())]


def _mismatch(candidates: Sequence[str], references: Sequence[str]) -> str:
    sides = (("reference", candidates), ("candidate", references))
    parts = [f"no {side} for {first_names(names)}" for side, names in sides if names]
    return "names do not match: " + "; ".join(parts)


def _row(name: str, report: RougeReport, several: bool) -> list[str]:
    score = report.system[name]
    cells = [f"{part.mean:.5f}" for part in (score.recall, score.precision, score.f1)]
    interval = [f"{score.f1.low:.5f} - {score.f1.high:.5f}"] if several else []
    return [name, *cells, *interval]


def _report_signature(report: RougeReport) -> str:
    """Return the signature of the means, or of the scores if there is only one pair."""
    if len(report.instances) > 1:
        return report.system.signature
    return next(iter(report.instances.values())).signature


def _values(scores: Scores) -> dict[str, dict[str, float]]:
    return {
        name: {
            "recall": scores[name].recall,
            "precision": scores[name].precision,
            "f1": scores[name].f1,
        }
        for name in scores
    }
