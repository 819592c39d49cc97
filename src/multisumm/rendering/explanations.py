"""Why sentences are quoted and others are not: lines of the text, and records of the JSON."""

from __future__ import annotations

from collections.abc import Mapping

from multisumm.escaping import one_line
from multisumm.model import Citation, Explanation, SummaryData
from multisumm.rendering.record_parts import SourcesById, citation_record


def explanation_lines(summary: SummaryData, numbers: Mapping[str, int]) -> list[str]:
    """Return a line for each explained sentence: its address, why it is quoted or not, its text.

    Args:
        summary: The summary.
        numbers: Number of each source.
    """

    def address(citation: Citation) -> str:
        return f"[{numbers[citation.document]}] {citation.start}-{citation.end}"

    lines = []
    for one in summary.explanations:
        beside = f" {address(one.beside)}" if one.beside else ""
        parts = [
            "quoted" if one.quoted else f"left out: {one.reason}{beside}",
            f"score {one.score:.3g}",
            f"{one.adds:.0%} of it told by no {'other ' if one.quoted else ''}quote",
            f"quality {one.quality:.2f}",
            *(f"{one_line(word)} {share:.0%}" for word, share in one.words),
        ]
        lines.append(f"  {address(one.citation)} ({', '.join(parts)}): {one_line(one.text)}")
    return lines


def explanation_record(one: Explanation, sources: SourcesById) -> dict[str, object]:
    """Return an explanation as an object of the JSON."""
    return {
        "text": one.text,
        **citation_record(one.citation, sources),
        "quoted": one.quoted,
        "score": float(f"{one.score:.6g}"),
        "adds": float(f"{one.adds:.4g}"),
        "quality": float(f"{one.quality:.4g}"),
        "words": [{"word": word, "share": float(f"{share:.4g}")} for word, share in one.words],
        **({"reason": one.reason} if one.reason else {}),
        **({"beside": citation_record(one.beside, sources)} if one.beside else {}),
    }
