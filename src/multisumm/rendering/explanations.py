"""Why sentences are quoted and others are not, in words, and as records of the JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from multisumm.escaping import one_line
from multisumm.model import Citation, Explanation, SummaryData
from multisumm.rendering.record_parts import SourcesById, citation_record

WHY = "Why these sentences, and why not others"
"""What stands above the explanations, where they are folded."""


def fate_of(one: Explanation) -> str:
    """Return `quoted`, or why a sentence is left out: `left out: contradicts`."""
    return "quoted" if one.quoted else f"left out: {one.reason}"


def score_of(one: Explanation) -> str:
    """Return what the score of a sentence is made of, in words."""
    parts = [
        f"score {one.score:.3g}",
        f"{one.adds:.0%} of it told by no {'other ' if one.quoted else ''}quote",
        f"quality {one.quality:.2f}",
        *(f"{one_line(word)} {share:.0%}" for word, share in one.words),
    ]
    return ", ".join(parts)


def why(one: Explanation, address: Callable[[Citation], str]) -> str:
    """Return why a sentence is quoted or left out, and what its score is made of, in one line.

    Args:
        one: The explanation.
        address: Function that returns an address as the line has it.
    """
    beside = f" {address(one.beside)}" if one.beside else ""
    return f"{fate_of(one)}{beside}, {score_of(one)}"


def explanation_lines(summary: SummaryData, numbers: Mapping[str, int]) -> list[str]:
    """Return a line for each explained sentence: its address, why it is quoted or not, its text.

    Args:
        summary: The summary.
        numbers: Number of each source.
    """

    def address(citation: Citation) -> str:
        return f"[{numbers[citation.document]}] {citation.start}-{citation.end}"

    return [
        f"  {address(one.citation)} ({why(one, address)}): {one_line(one.text)}"
        for one in summary.explanations
    ]


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
