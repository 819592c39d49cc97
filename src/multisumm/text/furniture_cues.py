"""The cues of furniture: words and phrases that show what a sentence is, in many languages.

They are listed in `data/furniture.json`, with the other words of these rules.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from multisumm.characters import SPACELESS
from multisumm.resources import read_data

GREETING, SIGNATURE, CAPTION, POST = "greeting", "signature", "caption", "embedded post"
CALL, COPYRIGHT, ADDRESS_LINE, BYLINE = "call to act", "copyright", "address", "byline"
"""Why a sentence is furniture, in the words that the summary reports; the data list more."""

WORD = re.compile(r"\w+|©")
_SPACED = bytes(c if chr(c).isalnum() or chr(c) == "_" else ord(" ") for c in range(256))
"""Each character of ASCII, or a space if it is not in words."""

_SPACELESS = re.compile(f"[{SPACELESS}]")
_MAX_GAP = 8  # words that a star in a cue stands for


@dataclass(frozen=True, slots=True)
class FurnitureCue:
    """A cue.

    Attributes:
        reason: What the sentence is, such as `caption`.
        kind: How much it counts: `sure`, `label` or `likely`.
        starts: Whether it begins a sentence.
        words: Its words; a star stands for up to `_MAX_GAP` words.
        second: Its second word; a star if any may stand there, or none has to.
    """

    reason: str
    kind: str
    starts: bool
    words: tuple[str, ...]
    second: str


@dataclass(frozen=True, slots=True)
class _Cues:
    """The cues that begin a sentence, by their first word, and others by their longest, rare word.

    Seconds are the second words of those that begin a sentence, by the first one. Substrings are
    for scripts without spaces.
    """

    starts: defaultdict[str, list[FurnitureCue]]
    seconds: defaultdict[str, set[str]]
    inside: defaultdict[str, list[FurnitureCue]]
    substrings: list[FurnitureCue]


def bare_words(text: str) -> list[str]:
    """Return the words of a text, and each © as one: what `WORD` finds, often faster."""
    if text.isascii():
        return text.encode().translate(_SPACED).decode().split()
    return WORD.findall(text)


def matching_cues(
    sentence: str, words: Sequence[str], *, tells: bool
) -> list[tuple[FurnitureCue, int]]:
    """Return the cues in a sentence, those that begin it first, and at which word each ends.

    `tells` is whether any of `words_inside` may be among its words.
    """
    cues = _cues()
    found = []
    if words and words[0] in cues.starts:
        seconds = "*", *words[1:2]
        if not cues.seconds[words[0]].isdisjoint(seconds):
            found = [
                (c, len(c.words))
                for c in cues.starts[words[0]]
                if c.second in seconds and _fits(c, words, 0)
            ]
    if tells:
        for at in [at for at, word in enumerate(words) if word in cues.inside]:
            for c in cues.inside[words[at]]:
                begin = at - c.words.index(words[at])
                if begin >= 0 and _fits(c, words, begin):
                    found.append((c, begin + len(c.words)))
    if not sentence.isascii() and _SPACELESS.search(sentence):
        text = "".join(sentence.casefold().split())
        found += [
            (c, len(words))
            for c in cues.substrings
            if (text.startswith(c.words[0]) if c.starts else c.words[0] in text)
        ]
    return found


def _fits(cue: FurnitureCue, words: Sequence[str], at: int) -> bool:
    """Return whether a cue stands at a word; a star in it stands for up to eight words."""
    if "*" in cue.words:
        star = cue.words.index("*")
        head, tail = cue.words[:star], cue.words[star + 1 :]
        begin = at + len(head)
        return tuple(words[at:begin]) == head and any(
            tuple(words[k : k + len(tail)]) == tail for k in range(begin, begin + _MAX_GAP + 1)
        )
    return tuple(words[at : at + len(cue.words)]) == cue.words


@cache
def words_inside() -> frozenset[str]:
    """Return the words of which each cue inside a sentence has one."""
    return frozenset(_cues().inside)


@cache
def _listed() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(read_data("furniture.json"))
    return data


@cache
def words_listed(name: str) -> frozenset[str]:
    """Return the words of a list of `data/furniture.json`, such as `photo`."""
    return frozenset(_listed()[name])


@cache
def _cues() -> _Cues:
    """Return all cues."""
    cues = _Cues(defaultdict(list), defaultdict(set), defaultdict(list), [])
    for reason, kinds in _listed()["cues"].items():
        for kind, texts in kinds.items():
            for text in texts:
                starts, plain = text.startswith("^"), text.removeprefix("^")
                if _SPACELESS.search(plain):
                    words = ("".join(plain.split()),)
                    cues.substrings.append(FurnitureCue(reason, kind, starts, words, "*"))
                    continue
                words = tuple(
                    word
                    for part in plain.split()
                    for word in ([part] if part == "*" else WORD.findall(part))
                )
                by_word = cues.starts if starts else cues.inside
                key = words[0] if starts else max(words, key=len)
                second = words[1] if len(words) > 1 else "*"
                by_word[key].append(FurnitureCue(reason, kind, starts, words, second))
                if starts:
                    cues.seconds[key].add(second)
    return cues
