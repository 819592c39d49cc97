"""Find out by its form that a sentence is furniture: a caption, a credit, a post, an address.

The words in these decisions are listed in `data/furniture.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from multisumm.text.credits import find_credit
from multisumm.text.furniture_cues import (
    ADDRESS_LINE,
    CALL,
    CAPTION,
    COPYRIGHT,
    POST,
    WORD,
    words_listed,
)

_MAX_WORDS_AROUND_AN_ADDRESS = 4
_MAX_WORDS_OF_A_CALL = 30
_MAX_WORDS_BEFORE_A_SCENE = 30

_POST_NAME = re.compile(
    r"[—–-]\s?[^\n@]{1,60}\(\s?@\s?\w{2,30}\s?\)"
    r"|\(\s?@\s?\w{2,30}\s?\)[^\w]{0,3}\w+ \d{1,2}, 20\d\d"
    r"|pic\.twitter\.com/|//t\.co/"
)
_PHONE = re.compile(
    r"(?<![\d.,])(?:\+?\d{1,3}[-. ])?\(?\d{3}\)?[-. /]\s?\d{3,4}[-. ]\d{3,4}(?!\d)"
    r"|(?<!\d)1?-?8\d\d-[\dA-Z-]{7,9}|\+\d{1,3}[ -]\d[\d -]{6,12}\d"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,200}\.\w{2,}")
_DAY_APART = re.compile(r", ?\w{3,6}day, \w+\.? \d{1,2},? (?:19|20)\d\d\b", re.IGNORECASE)
_DAY = re.compile(r"\b\d{1,2},? (?:19|20)\d\d\b")
_LABEL = re.compile(r"\W*\w+\s?[:：|/©]")
_LAST_BRACKET = re.compile(r"[(（\[【][^()（）\[\]【】]{3,80}[)）\]】]\W*\Z")
_AFTER_BRACKET = tuple(")）]】.。!")
_COPYRIGHT_FORM = re.compile(
    r"\W*(?:copyright|\(c\)|©)\W*(?:\(c\)|©)?\W*(?:19|20)\d\d\b", re.IGNORECASE
)


class _Patterns(NamedTuple):
    """Patterns of what a picture shows, made of the listed words.

    Attributes:
        seen: `is seen`, `poses for`.
        position: `, left,` and `(center)`.
        in_this_photo: `in this picture taken in May` at the end of a sentence.
    """

    seen: re.Pattern[str]
    position: re.Pattern[str]
    in_this_photo: re.Pattern[str]


def by_form(sentence: str, words: Sequence[str], *, speech: bool) -> tuple[str, int]:
    """Return the reason that the form of a sentence gives, and where the evidence ends.

    The reason is empty if there is none.
    """
    dated = "19" in sentence or "20" in sentence
    if dated and (form := _COPYRIGHT_FORM.match(sentence)):
        return COPYRIGHT, form.end()
    if ("@" in sentence or "/" in sentence) and (name := _POST_NAME.search(sentence)):
        return POST, name.end()
    day = _DAY.search(sentence) if dated else None
    if day and _is_scene(sentence, words, speech=speech):
        return CAPTION, day.end()
    if speech:
        return "", 0
    if _shows_position(sentence, words):
        return CAPTION, len(sentence)
    if credit := _credit_end(sentence, words):
        return CAPTION, credit
    everything = len(sentence)
    is_seen = not _words_of_showing().isdisjoint(words) and _patterns().seen.search(sentence)
    may_be_shown = "in" in words and not words_listed("this photo").isdisjoint(words)
    if (is_seen and day) or (may_be_shown and _patterns().in_this_photo.search(sentence)):
        return CAPTION, everything
    if len(words) <= _MAX_WORDS_OF_A_CALL and not words_listed("phone").isdisjoint(words):
        return CALL if _PHONE.search(sentence) else "", everything
    may_have = "@" in sentence or "://" in sentence or "www." in sentence
    address = _ADDRESS.search(sentence) if may_have and "." in sentence else None
    if address is None:
        return "", 0
    before = len(WORD.findall(sentence[: address.start()]))
    others = len(words) - len(WORD.findall(address[0]))
    is_line = others == 0 or (before > 0 and others <= _MAX_WORDS_AROUND_AN_ADDRESS)
    return ADDRESS_LINE if is_line else "", everything


def has_sign_of_form(sentence: str) -> bool:
    """Return whether a sentence has a sign, which its form needs if it has no telling word."""
    return (
        "20" in sentence
        or "19" in sentence
        or "/" in sentence
        or "@" in sentence
        or "www." in sentence
        or "Getty" in sentence
        or "©" in sentence
    )


@cache
def words_of_forms() -> frozenset[str]:
    """Return the words without which a sentence is no credit, call or text of a picture.

    With a sign (see `has_sign_of_form`), it may be one without any of them.
    """
    names = ("photo", "phone", "this photo", "sides", "short sides")
    return _words_of_showing().union(*map(words_listed, names))


@cache
def _words_of_showing() -> frozenset[str]:
    return words_listed("seen") | words_listed("pose")


def _is_scene(sentence: str, words: Sequence[str], *, speech: bool) -> bool:
    """Return whether a sentence with a full date tells what a picture shows.

    It does so in the present: `A man watches the flood in Tindalo, Monday, Oct. 7, 2019.` News of a
    day is told in the past, so no word of the past stands before the verb; what is planned for a
    day is told with few of these verbs, and no weekday stands beside the year. Verbs that are nouns
    too, or that tell of plans (`talks`, `enters`), count only where the weekday follows a comma,
    and where no word of the past stands before `as`, `after` and the like.
    """
    verbs, past = words_listed("scene"), words_listed("past")
    if not words_listed("weekdays").isdisjoint(words):
        are, passive = words_listed("are"), words_listed("scene passive")
        if not speech and any(
            verb in passive and before in are and past.isdisjoint(words[:at])
            for at, (before, verb) in enumerate(pairwise(words[: _MAX_WORDS_BEFORE_A_SCENE + 1]))
        ):
            return True
        verbs = verbs | words_listed("scene on a weekday")
        clause = takewhile(lambda word: word not in words_listed("clause"), words)
        if _DAY_APART.search(sentence) and not any(
            word in past or word.endswith("ed") for word in clause
        ):
            verbs = verbs | words_listed("scene or noun")
    elif speech:
        return False
    begin = words[: _MAX_WORDS_BEFORE_A_SCENE + 1]
    for at, (before, word) in enumerate(pairwise(begin), start=1):
        if word in verbs and before not in words_listed("no scene"):
            return past.isdisjoint(words[:at])
    return False


def _shows_position(sentence: str, words: Sequence[str]) -> bool:
    """Return whether a sentence says who stands where in a picture: `Jane Roe, left, greets`.

    Two such places are enough; one needs a verb of a scene directly behind it.
    """
    found = [*islice(_patterns().position.finditer(sentence), 2)]
    if all(place[0].strip("( )") == "R" for place in found):
        return False  # none, or the party of politicians: Jane Roe (R) and John Doe (R) voted
    places = [place.end() for place in found]
    if len(places) != 1:
        return bool(places)
    behind = WORD.match(sentence[places[0] :].lstrip().casefold())
    verbs = (
        words_listed("scene") | words_listed("scene on a weekday") | words_listed("scene or noun")
    )
    return behind is not None and behind[0] in verbs and words_listed("past").isdisjoint(words)


def _credit_end(sentence: str, words: Sequence[str]) -> int:
    """Return where the credit of a picture ends: `(AP Photo/Jane Roe)`, `Foto: dpa`; or 0."""
    photo = words_listed("photo")
    if words and words[0] in photo and (label := _LABEL.match(sentence)):
        return label.end()
    if "/" in sentence or "Getty" in sentence or "©" in sentence:
        credit = find_credit(sentence)
        if credit:
            return credit.end()
    if photo.isdisjoint(words) or not sentence.endswith(_AFTER_BRACKET):
        return 0
    last = _LAST_BRACKET.search(sentence)
    begin = WORD.findall(last[0].casefold())[:3] if last else ()
    return last.end() if last and not photo.isdisjoint(begin) else 0


@cache
def _patterns() -> _Patterns:
    def one_of(words: Iterable[str]) -> str:
        return f"(?:{'|'.join(map(re.escape, sorted(words)))})"

    side = f"(?:{one_of(words_listed('which side'))} )?{one_of(words_listed('sides'))}"
    are, seen = one_of(words_listed("are")), one_of(words_listed("seen"))
    photos, made = one_of(words_listed("this photo")), one_of(words_listed("made"))
    return _Patterns(
        seen=re.compile(rf"\b{are} {seen}\b|\b{one_of(words_listed('pose'))} for\b"),
        position=re.compile(
            rf", {side},|\( ?(?:{side}|{one_of(words_listed('short sides'))}) ?\)", re.IGNORECASE
        ),
        in_this_photo=re.compile(
            rf"\bin (?:this|these) (?:[\w.,]+ ){{0,4}}{photos}(?: {made}\b[^;:]{{0,60}})?\W*\Z",
            re.IGNORECASE,
        ),
    )
