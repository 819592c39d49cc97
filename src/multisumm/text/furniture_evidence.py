"""Judge one sentence: what speaks for it being furniture, and how much.

Cues are looked for (`furniture_cues.py`), and forms (`furniture_forms.py`). Where these are not
enough, `furniture.py` decides by the rest of the cluster.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from multisumm.characters import CLOSING_QUOTES, OPENING_QUOTES
from multisumm.text.furniture_cues import (
    BYLINE,
    SIGNATURE,
    WORD,
    bare_words,
    matching_cues,
    words_inside,
    words_listed,
)
from multisumm.text.furniture_forms import by_form, has_sign_of_form, words_of_forms

_NUMBERED = re.compile(
    r"\W*(?:(\w+)\.?\s*(?:no\.?|nr\.?|№)?\s*\d{1,3}[a-z]?|[图圖表図]\s*\d{1,3})\s*(?:[:.：–—|-]|\Z)",
    re.IGNORECASE,
)
"""The label of a table or a picture that has a number, like `Table 2:`, by its first word."""

_LINE = re.compile(r"[^\n]+")
_MAX_CLOSING_LINES, _MAX_WORDS_OF_A_CLOSING_LINE = 8, 10
MAX_WORDS_OF_A_GREETING = 6
_APOSTROPHES = "'’‘‛＇"
QUOTES = re.compile(
    "["
    + "".join(mark for mark in OPENING_QUOTES + CLOSING_QUOTES if mark not in _APOSTROPHES)
    + "]"
)
"""The marks of quoted speech."""

_MAX_LIKELY_SHARE = 0.3  # words in common with the rest of the cluster, for a likely cue
_MAX_PASSING_SHARE = 0.1  # if it is one cue inside the sentence
_EVEN_WITH_QUOTES = frozenset(("archive notice", "cookie notice", "copyright", "player", "widget"))
_RUNS_IN = frozenset(("sign-up", "share", "player", "call to act", "copyright"))
_MAX_REST, _MAX_DOUBTFUL_REST = 8, 14  # words behind the evidence; more may be a sentence


def judge(written: str, words: Sequence[str]) -> tuple[str, float]:
    """Return the reason why a sentence may be furniture, and the limit of its share of the subject.

    It is furniture if its share is below the limit; above 1, it is in any case. The reason is empty
    if nothing speaks for it, or if a sentence of the article seems to run on behind the furniture.
    """
    tells = not _telling_words().isdisjoint(words)
    cues = matching_cues(written, words, tells=tells)
    has_sign = has_sign_of_form(written) or (tells and not words_of_forms().isdisjoint(words))
    if not (cues or has_sign):
        return "", 0.0
    sentence = " ".join(written.split())
    speech = QUOTES.search(sentence) is not None
    reason, end = by_form(sentence, words, speech=speech) if has_sign else ("", 0)
    if reason and len(WORD.findall(sentence[end:])) <= _MAX_REST:
        return reason, 2.0
    if not cues:
        return "", 0.0
    rest = len(words) - max(end for _, end in cues)
    for cue, _ in cues:
        runs_in = cue.kind == "label" or cue.reason in _RUNS_IN
        counts = cue.kind != "likely" and (not speech or cue.reason in _EVEN_WITH_QUOTES)
        if counts and (rest <= _MAX_REST or not runs_in):
            return cue.reason, 2.0
        limit = _MAX_REST if cue.reason == BYLINE else _MAX_DOUBTFUL_REST
        if speech or (rest > limit and (runs_in or cue.starts)):
            return "", 0.0
    passing = len(cues) == 1 and not cues[0][0].starts
    return cues[0][0].reason, _MAX_PASSING_SHARE if passing else _MAX_LIKELY_SHARE


def surely_furniture(text: str) -> bool:
    """Return whether a text of a line is furniture wherever it stands.

    >>> surely_furniture("Photo: AFP"), surely_furniture("Table 2: Jobs"), surely_furniture("Jobs")
    (True, True, False)
    """
    numbered = _NUMBERED.match(text)
    if numbered and (not numbered[1] or numbered[1].casefold() in words_listed("numbered")):
        return True
    return judge(text, bare_words(text.casefold()))[1] > 1


def closing_of_message(text: str) -> int:
    r"""Return where the closing of a message begins, with who signs it; its end if it has none.

    It begins with one of the last lines, but never the first one, that is short and begins like
    `Best regards,`, or is the mark of a signature, `--`. The lines behind it are short, too.

    >>> text = "The ferry sank.\nBest regards,\nJane Roe\nHarbour Office"
    >>> text[: closing_of_message(text)]
    'The ferry sank.\n'
    """
    lines = [match for match in _LINE.finditer(text) if match[0].strip()]
    closing = len(text)
    for line in reversed(lines[1:][-_MAX_CLOSING_LINES:]):
        words = bare_words(line[0].casefold())
        if len(words) > _MAX_WORDS_OF_A_CLOSING_LINE:
            break
        is_short = len(words) <= MAX_WORDS_OF_A_GREETING
        if line[0].strip() == "--" or (is_short and judge(line[0], words)[0] == SIGNATURE):
            closing = line.start()
    return closing


@cache
def _telling_words() -> frozenset[str]:
    """Return the words without which a sentence has none of these forms, and no cue inside it."""
    return words_of_forms() | words_inside()
