"""The scores of pairs of files -> text, JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from multisumm.rouge.pair_scores import CandidatesReport, RougeReport
from multisumm.rouge.paired import PairedTest, notes_on_power
from multisumm.rouge.scores import Scores

ROUGE_SCHEMA = "multisumm-rouge/1"
CANDIDATES_SCHEMA = "multisumm-rouge-candidates/1"


def render_rouge_text(report: RougeReport) -> str:
    """Return a table of recall, precision and F of each metric, and the signature.

    With more than one pair, the scores are means, and F has its interval.
    """
    rows = [_heading(report), *(_row(name, report) for name in report.system)]
    return "\n".join([*_aligned(rows), "", _report_signature(report)]) + "\n"


def render_candidates_text(report: CandidatesReport) -> str:
    """Return a table of all scores, a table of the differences from the baseline, and signatures.

    A difference is that of the means of F, with its interval; p is that of the paired randomisation
    test, also corrected for the number of candidates by Holm's method.
    """
    first, *_ = report.candidates.values()
    scores = [
        [name, *_row(metric, found)]
        for name, found in report.candidates.items()
        for metric in found.system
    ]
    tests = [
        [name, metric, *_test_cells(test)]
        for name, found in report.comparisons.items()
        for metric, test in found.items()
    ]
    heading = ["candidate", "metric", f"f1 - {report.baseline}", "interval", "p", "p (Holm)"]
    lines = [
        *_aligned([["candidate", *_heading(first)], *scores]),
        "",
        *_aligned([[*heading, "wins/ties/losses"], *tests]),
        *notes_on_power(len(first.instances), len(report.comparisons), "file", "candidate"),
        "",
        _report_signature(first),
        f"tests: {report.method}",
    ]
    return "\n".join(lines) + "\n"


def render_rouge_json(report: RougeReport) -> str:
    """Return one JSON object: scores with intervals, the same for each pair, and the signature."""
    content = {
        "schema": ROUGE_SCHEMA,
        "signature": _report_signature(report),
        "pairs": len(report.instances),
        **_content(report),
    }
    return _dumped(content)


def render_candidates_json(report: CandidatesReport) -> str:
    """Return one JSON object: the scores of each candidate, and the differences from the baseline.

    In `differences`, `mean`, `low` and `high` are of the difference of F.
    """
    first, *_ = report.candidates.values()
    content = {
        "schema": CANDIDATES_SCHEMA,
        "signature": _report_signature(first),
        "tests": report.method,
        "pairs": len(first.instances),
        "baseline": report.baseline,
        "candidates": {name: _content(found) for name, found in report.candidates.items()},
        "differences": {
            name: {metric: _test_record(test) for metric, test in found.items()}
            for name, found in report.comparisons.items()
        },
    }
    return _dumped(content)


def _content(report: RougeReport) -> dict[str, object]:
    return {
        "empty": list(report.empty),
        "scores": {name: asdict(report.system[name]) for name in report.system},
        "instances": {id_: _values(scores) for id_, scores in report.instances.items()},
        "warnings": list(report.warnings),
    }


def _dumped(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _heading(report: RougeReport) -> list[str]:
    interval = ["interval of f1"] if len(report.instances) > 1 else []
    return ["metric", "recall", "precision", "f1", *interval]


def _row(name: str, report: RougeReport) -> list[str]:
    score = report.system[name]
    cells = [f"{part.mean:.5f}" for part in (score.recall, score.precision, score.f1)]
    interval = [f"{score.f1.low:.5f} - {score.f1.high:.5f}"] if len(report.instances) > 1 else []
    return [name, *cells, *interval]


def _test_cells(test: PairedTest) -> list[str]:
    difference = test.difference
    interval = f"{difference.low:+.5f} to {difference.high:+.5f}"
    counts = f"{test.wins}/{test.ties}/{test.losses}"
    return [f"{difference.mean:+.5f}", interval, f"{test.p:.4f}", f"{test.p_holm:.4f}", counts]


def _test_record(test: PairedTest) -> dict[str, object]:
    record = asdict(test)
    return {**record.pop("difference"), **record}


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
