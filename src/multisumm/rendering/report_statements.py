"""The sentences of a summary as statements, so that they are shown as those of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from multisumm.model import (
    ComparedSentence,
    ComparedStatement,
    Conflict,
    SummarySentence,
    Support,
    Update,
)
from multisumm.rendering.wording import Related, related_by_relation


def statement_of(sentence: SummarySentence) -> ComparedStatement:
    """Return a sentence of a summary as a statement: what each source says about it.

    Its own cell is the first; the others come by relation, each in the order of the documents.
    """
    quote = sentence.citation
    own = ComparedSentence(
        *(quote, sentence.text, "same", quote, sentence.text), copy=True, family=sentence.family
    )
    related = (one for items in related_by_relation(sentence).values() for one in items)
    cells = (own, *(_cell(one, sentence) for one in related))
    return ComparedStatement(sentence.text, quote, cells, sentence.family)


def further_statements(
    sentences: Sequence[SummarySentence], disagreements: Sequence[ComparedStatement]
) -> list[ComparedStatement]:
    """Return the disagreements of the sources that are about no sentence of the summary."""
    quoted = {sentence.citation for sentence in sentences}
    return [one for one in disagreements if one.citation not in quoted]


def _cell(related: Related, sentence: SummarySentence) -> ComparedSentence:
    place, text, against = related.citation, related.text, sentence.citation
    if isinstance(related, Support):
        return ComparedSentence(
            *(place, text, related.relation, against, sentence.text, related.similarity),
            says_more=related.says_more,
            copy=related.copy,
            family=related.family,
        )
    cell = ComparedSentence(
        *(place, text, "similar", against, sentence.text),
        differs_in=related.differs_in,
        about=related.about,
        here=related.here,
        there=related.there,
        family=related.family,
    )
    if isinstance(related, Update):
        return replace(cell, relation="update", time=related.time)
    return replace(cell, relation="conflict") if isinstance(related, Conflict) else cell
