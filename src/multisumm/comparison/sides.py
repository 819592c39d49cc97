"""Which of several statements that contradict each other is quoted: the better supported one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from multisumm.comparison.related import BY_DATE, Relations
from multisumm.comparison.relations import Relation
from multisumm.comparison.statements import begins_with_pronoun
from multisumm.model import Sentence

MAX_RIVALS = 10
"""Of the sentences that contradict a pick so many are weighed against it, the most similar ones."""

MAX_VOICES = 40
"""So many sentences that are near a statement are asked whether they say it, too. More are near
only in tables and lists, in which all rows are alike."""

Fits = Callable[[Sequence[int]], bool]
"""Whether a selection is within the budget, and each sentence of it may be quoted."""


def prefer_supported(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    relations: Relations,
    fits: Fits,
    *,
    families: Sequence[int],
    days: Mapping[int, str],
    outdated: Set[int] = frozenset(),
) -> list[int]:
    """Return the picked sentences, each exchanged for a rival that more independent sources tell.

    Of statements that contradict each other, or differ between reports of different days without a
    word of change, the one is taken that most families of documents make, then the one of the
    latest document, then one that tells by whose word it is so; of an update that words tell, the
    latest. Where nothing decides, and where the rival does not fit, even without the last pick, or
    repeats another pick, the pick stays.

    Args:
        picked: Indices of the picked sentences, in the order of choice.
        sentences: All sentences.
        relations: How they relate.
        fits: Whether a selection may stand.
        families: Family of each document.
        days: Document -> its date as `YYYY-MM-DD`, where it is known.
        outdated: Sentences with figures that a later day has told anew: no rivals.
    """
    chosen = list(picked)
    for pick in picked:
        if pick not in chosen:
            continue
        place = chosen.index(pick)
        related = {i: it for i in relations.near(pick) if (it := relations.of(pick, i))}
        rivals = [
            i
            for i, it in related.items()
            if it.kind in ("conflict", "update") and i not in outdated
        ]
        rivals = sorted(rivals, key=lambda i: (-related[i].similarity, i))[:MAX_RIVALS]
        if not rivals:
            continue
        ranked = sorted(
            [pick, *rivals],
            key=lambda i: _rank(i, pick, related, sentences, relations, families, days),
        )
        others = chosen[:place] + chosen[place + 1 :]
        for rival in ranked:
            if rival == pick:
                break
            exchanged = [
                [*chosen[:place], one, *chosen[place + 1 :]]
                for one in _self_contained_first(rival, relations)
                if one not in others and not any(relations.of(other, one) for other in others)
            ]
            shorter = [_without_last(one, place) for one in exchanged if len(one) > 1]
            fitting = next(filter(fits, [*exchanged, *shorter]), None)
            if fitting:
                chosen = fitting
                break
    return chosen


def _without_last(chosen: Sequence[int], place: int) -> list[int]:
    """A selection of several without what was chosen last, or before that if that is here."""
    last = len(chosen) - 1 if place < len(chosen) - 1 else place - 1
    return [pick for k, pick in enumerate(chosen) if k != last]


def _self_contained_first(i: int, relations: Relations) -> list[int]:
    """A sentence; before it, if it begins with a pronoun, those that say the same without one."""
    if not begins_with_pronoun(relations.statement(i)):
        return [i]
    same = [j for j in relations.near(i) if (it := relations.of(i, j)) and it.kind == "same"]
    return [*(j for j in same if not begins_with_pronoun(relations.statement(j))), i]


def _rank(
    i: int,
    pick: int,
    related: Mapping[int, Relation],
    sentences: Sequence[Sentence],
    relations: Relations,
    families: Sequence[int],
    days: Mapping[int, str],
) -> tuple[int, int, str, bool, bool, int]:
    """The order of rivals: later of an update, more families, later document, attributed, pick."""
    relation = related.get(i)
    told = relation is not None and relation.kind == "update" and relation.rule not in BY_DATE
    later = relation.later if relation is not None and told else None
    newer = {1: -1, 0: 1, None: 0}[later]
    voices = supporters(i, sentences, relations, families)
    day = days.get(sentences[i].document, "")
    attributed = bool(relations.statement(i).spoken)
    return newer, -len(voices), _descending(day), not attributed, i != pick, i


def _descending(day: str) -> str:
    """A date that sorts later dates first, and none last."""
    return "".join(chr(ord("9") - ord(digit) + ord("0")) for digit in day if digit.isdigit()) or "~"


def supporters(
    i: int,
    sentences: Sequence[Sentence],
    relations: Relations,
    families: Sequence[int],
) -> frozenset[int]:
    """Return the families of documents that make a statement: its own, and those that say it too.

    A sentence that says more says it too; one that says only a part does not.
    """
    told = {families[sentences[i].document]}
    for other in relations.near(i)[:MAX_VOICES]:
        relation = relations.of(i, other)
        if relation and (relation.kind == "same" or relation.whole == 1):
            told.add(families[sentences[other].document])
    return frozenset(told)
