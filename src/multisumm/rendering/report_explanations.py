"""Why sentences are quoted and others are not -> the values that the report shows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from multisumm.model import Explanation
from multisumm.rendering.explanations import fate_of, score_of
from multisumm.rendering.highlighting import LEFT_OUT, QUOTED, Mention
from multisumm.rendering.report_sources import NamedSource, QuoteLink, link_to_mark


@dataclass(frozen=True, slots=True)
class ShownExplanation:
    """Why a sentence is quoted or left out, as a page shows it.

    Attributes:
        number: Its number in the page; it is not shown.
        text: The sentence.
        link: Where it stands.
        fate: `quoted`, or why it is left out.
        beside: The quote that this is about, if any.
        score: What its score is made of.
    """

    number: int
    text: str
    link: QuoteLink
    fate: str
    beside: QuoteLink | None
    score: str


def mentions_of_explanations(
    explanations: Sequence[Explanation], *, first: int
) -> Iterator[tuple[str, Mention]]:
    """Yield what the page marks in the sources for the explanations, each with its document.

    Args:
        explanations: The explanations.
        first: Number of the first of them in the page.
    """
    for number, one in enumerate(explanations, start=first):
        role, place = QUOTED if one.quoted else LEFT_OUT, one.citation
        yield place.document, Mention(place.start, place.end, one.text, number, role)


def show_explanations(
    explanations: Sequence[Explanation], sources: Mapping[str, NamedSource], *, first: int
) -> list[ShownExplanation]:
    """Return what the page shows of the explanations.

    Args:
        explanations: The explanations.
        sources: The sources by id, with what the page marks in them.
        first: Number of the first of them in the page.
    """
    return [
        ShownExplanation(
            number=number,
            text=one.text,
            link=link_to_mark(one.citation, sources),
            fate=fate_of(one),
            beside=link_to_mark(one.beside, sources) if one.beside else None,
            score=score_of(one),
        )
        for number, one in enumerate(explanations, start=first)
    ]
