"""Claims that the next sentences of their own source rebut: quoted with the rebuttal, or not."""

from __future__ import annotations

from collections.abc import Sequence

from multisumm.comparison.attribution import QUOTE
from multisumm.comparison.phrases import may_have
from multisumm.comparison.related import Relations
from multisumm.comparison.retractions import MAX_WORD, SHORT_REPLY, is_taken_back
from multisumm.comparison.sides import Fits
from multisumm.comparison.statements import Statement
from multisumm.model import Sentence
from multisumm.text.languages import function_words

LOOKED_AT = 2
"""A rebuttal stands so many sentences behind a claim, or nearer."""


def find_rebuttal(claim: int, sentences: Sequence[Sentence], relations: Relations) -> int | None:
    """Return the sentence that rebuts a claim, soon behind it in its document; None if none does.

    A claim is a sentence that tells by whose word it is so. A later one rebuts it if it contradicts
    it, if it has a word of contradiction and a content word of the claim, or if it is a reply that
    says nothing by itself: He says he had. The next sentence also rebuts whatever it takes back:
    That was not correct. Sentences are in the order of their documents.
    """
    if is_taken_back(claim, sentences, relations.statement, language=relations.language):
        return claim + 1
    one = sentences[claim]
    for other in range(claim + 1, min(claim + 1 + LOOKED_AT, len(sentences))):
        reply = sentences[other]
        if reply.document != one.document or reply.position > one.position + LOOKED_AT:
            break
        relation = relations.of(claim, other)
        kind = relation.kind if relation else "similar"
        may_rebut = kind == "conflict" or (
            kind == "similar" and _may_rebut(reply.text, reply.language or relations.language)
        )
        if not may_rebut or not may_have("saying", one.text, one.language or relations.language):
            continue
        if not relations.statement(claim).spoken:
            continue
        if kind == "conflict" or _rebuts(relations.statement(other), relations.statement(claim)):
            return other
    return None


def _may_rebut(text: str, language: str) -> bool:
    """Whether a text may have a word of contradiction or, if it is short, one of saying.

    This is quicker to find out than what the sentence says.
    """
    if len(text) <= SHORT_REPLY * MAX_WORD and len(text.split()) <= SHORT_REPLY:
        if QUOTE.search(text):
            return False
        if may_have("saying", text, language):
            return True
    return may_have("rebuttal", text, language)


def _rebuts(reply: Statement, claim: Statement) -> bool:
    if len(reply.words) <= SHORT_REPLY and not QUOTE.search(reply.text):
        saying = next((i for i in range(len(reply.words)) if reply.tagged(i, "saying")), None)
        if saying is not None and saying < len(reply.words) - 1:
            function = function_words(reply.language)
            return all(stem in function for stem in reply.stems[saying + 1 :])
    if not reply.has("rebuttal") or claim.has("rebuttal"):
        return False
    return not claim.matching.isdisjoint(reply.matching)


def add_rebuttals(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    relations: Relations,
    fits: Fits,
) -> tuple[list[int], list[int]]:
    """Return the picked sentences with the rebuttals of claims among them, and what was given up.

    A claim is given up if its rebuttal does not fit. A rebuttal that is told with another pick, or
    that may not be quoted, changes nothing, unless it takes the claim back.

    Args:
        picked: Indices of the picked sentences, in the order of choice.
        sentences: All sentences.
        relations: How they relate.
        fits: Whether a selection may stand.
    """
    chosen, given_up = list(picked), []
    for claim in picked:
        rebuttal = find_rebuttal(claim, sentences, relations)
        if rebuttal is None or rebuttal in chosen:
            continue
        told = any(relations.of(i, rebuttal) for i in chosen if i != claim)
        taken_back = is_taken_back(
            claim, sentences, relations.statement, language=relations.language
        )
        if not taken_back and (told or not fits([rebuttal])):
            continue
        if fits([*chosen, rebuttal]):
            chosen.insert(chosen.index(claim) + 1, rebuttal)
        else:
            chosen.remove(claim)
            given_up.append(claim)
    return chosen, given_up
