"""Rules for modality: one statement says that something is so, the other that it may be."""

from __future__ import annotations

from multisumm.comparison.contrast import Contrast
from multisumm.comparison.rules.event_coreference import COVERED
from multisumm.comparison.rules.rulings import Rule, Ruling, of_operators, of_opposed
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import Statement

GOVERNS = 5
"""A verb bears on an infinitive up to so many words behind it: ordered the paper to pay."""


def _admitted_denied(both: Contrast) -> Ruling | None:
    """One affirms by a verb what the other denies by its opposite."""
    if not both.alignment.opposed:
        return None
    heads = [{op.first for op in s.operators if op.name == "denial"} for s in (both.a, both.b)]
    opposed = any(i in heads[0] or j in heads[1] for i, j in both.alignment.opposed)
    if opposed and both.kinds[0] ^ both.kinds[1] == {"denial"} and min(both.covered) >= COVERED:
        return of_opposed(both, "conflict")
    return None


def _modality(both: Contrast) -> Ruling | None:
    """One says that something is so, the other that it may be, is planned, claimed or asked for."""
    ours, theirs = both.kinds
    if ours ^ theirs == {"denial"} and both.denies_in_own_words:
        return None
    if ours == theirs and not future_differs(both):
        return None
    return of_operators(both, sorted(ours ^ theirs or {"future"}), "similar")


def future_differs(both: Contrast) -> bool:
    """Return whether one tells the future, and the other has its verb in another form."""
    ours, theirs = ([op for op in s.operators if op.name == "future"] for s in (both.a, both.b))
    if bool(ours) == bool(theirs):
        return False
    planned = [any(op.name == "plan" for op in s.operators) for s in (both.a, both.b)]
    if planned[1 if ours else 0]:
        return False
    op, side = (ours or theirs)[0], 0 if ours else 1
    for pair in both.alignment.pairs:
        if pair[side] in op.scope[:1]:
            verb = (both.a, both.b)[side].words[pair[side]].text
            form = (both.b, both.a)[side].words[pair[1 - side]].text
            if past := small_words(both.a.language).past_endings:
                return form.endswith(past)
            return form not in (verb, f"{verb}s", f"{verb}es") and not form.endswith("ing")
    return False


def _embedded(both: Contrast) -> Ruling | None:
    """What one says is in the other an infinitive behind a word that need not mean it is so."""
    for i, j in both.alignment.pairs:
        ours = _is_infinitive(both.a, i, both.b.words[j].text)
        theirs = _is_infinitive(both.b, j, both.a.words[i].text)
        if ours == theirs:
            continue
        side, word = (0, i) if ours else (1, j)
        s = (both.a, both.b)[side]
        own = (both.alignment.ours, both.alignment.theirs)[side]
        governing = [k for k in own if 0 < word - k <= GOVERNS]
        if governing and not _is_implicative(s, governing[-1]):
            return Ruling(
                "similar", governing if side == 0 else [i], [j] if side == 0 else governing
            )
    return None


def _is_infinitive(s: Statement, i: int, other: str) -> bool:
    """Whether a word is the infinitive of a verb that has another form in the other statement.

    It stands behind `to`, or ends like one; a noun (to customers, la lettre) has its form there,
    too, or that of the plural. One of that form has an object: to cut the rent, cut the rent.
    """
    small = small_words(s.language)
    text = s.words[i].text
    if small.infinitive_endings:
        ends = text.endswith(small.infinitive_endings) and not text.endswith(small.noun_endings)
    else:
        ends = i > 0 and s.words[i - 1].text in small.infinitive
    if not ends or i in s.names:
        return False
    after = s.words[i + 1].text if i + 1 < len(s.words) else ""
    alike = {text.rstrip("s"), text} & {other.rstrip("s"), other}
    return not alike or after in small.determiners


def _is_implicative(s: Statement, i: int) -> bool:
    """Whether what follows a word is so: managed to, was forced to."""
    return any(first <= i < first + tag.length for first, tag in s.listed.get("implicative", ()))


MODALITY_RULES: tuple[Rule, ...] = (
    Rule("admitted or denied", "admitted / denied", _admitted_denied,
         ("The bishop admitted that he had known of the letters.",
          "The bishop denied that he had known of the letters.", "conflict")),
    Rule("modality", "how certain it is", _modality,
         ("The council approved the plan.", "The council may approve the plan.", "similar")),
    Rule("embedded", "how certain it is", _embedded,
         ("The court ordered the paper to pay the actress damages.",
          "The paper paid the actress damages.", "similar")),
)  # fmt: skip
