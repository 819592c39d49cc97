"""Blocks (paragraphs, headings, list items) and sentences of a text, as exact spans.

Nothing here changes the text. A block or a sentence is a pair of offsets, free of white space
at both ends; `text[start:end]` is what it says.

Blocks come from line ends: one for each line that is not blank, except where the lines of a
paragraph were broken at a fixed width. Sentences come from closing marks: every mark is a
candidate, and what stands before and behind it decides. The words in that decision
(abbreviations, sentence openers) are listed by language in `data/abbreviations.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from multisumm.errors import OptionError
from multisumm.messages import unknown_choice
from multisumm.model import Span
from multisumm.resources import read_data
from multisumm.text.blocks import _SPACE

Splitter = Callable[[str, str], Sequence[int]]
"""Takes the text of one block and a language, gives the offsets at which a new sentence begins."""


# --- blocks -------------------------------------------------------------------------------------


# --- sentences ----------------------------------------------------------------------------------


def split_sentences(
    text: str, blocks: Sequence[Span], *, language: str, splitter: str = "rules"
) -> list[Span]:
    """Spans of the sentences of each block, in order; no sentence crosses a block.

    Every character of a block that is not white space (or zero-width) is in exactly one
    sentence, except a `>` in front of one, which is the sign of an e-mail quotation.

    Args:
        text: The text that all offsets address.
        blocks: Its blocks, as from `split_blocks`.
        language: ISO 639-1 code; with any other, the abbreviations of all languages are known.
        splitter: Name of one of `SPLITTERS`.

    Raises:
        OptionError: There is no splitter of that name.
    """
    if splitter not in SPLITTERS:
        raise OptionError(unknown_choice("sentence splitter", splitter, SPLITTERS))
    split = SPLITTERS[splitter]
    sentences: list[Span] = []
    for start, end in blocks:
        block = text[start:end]
        for first, last in pairwise((0, *split(block, language), end - start)):
            sentence = block[first:last].rstrip(_SPACE)
            ink = len(sentence.lstrip(_SPACE + ">"))
            if ink:
                behind = start + first + len(sentence)
                sentences.append((behind - ink, behind))
    return sentences


class _Words(NamedTuple):
    """What `data/abbreviations.txt` says about one language, and where its sentences may end."""

    candidates: re.Pattern[str]
    before: frozenset[str]
    number: frozenset[str]
    either: frozenset[str]
    starts: frozenset[str]
    resumes: frozenset[str]
    ordinals: bool


_CLOSED = re.compile(r"[.!?…。！？؟۔।॥።։។။།．｡‼⁇⁈⁉][\"'”’“‘»›«‹)\]』」】》〉＂＇）］]*$")
"""A closing mark of any script at the end, with the quotation mark or bracket behind it.

The quotation marks that close in German („so.“ and »so.«) are those that open elsewhere.
"""
_CUT = re.compile(r"(?:\.\.|…)[\"'”’“‘»«)\]]*$")


def is_complete(text: str) -> bool:
    """Whether a sentence ends with a closing mark, and not in dots, as a cut-off teaser does."""
    return _CLOSED.search(text) is not None and _CUT.search(text) is None


@lru_cache(maxsize=1)
def _listed() -> dict[str, list[str]]:
    """The lists of the data file, by their names (`en before`)."""
    content = read_data("abbreviations.txt")
    lines = [line.partition(": ") for line in content.splitlines() if line and line[0] != "#"]
    return {name: words.split() for name, _, words in lines}


@lru_cache(maxsize=64)
def _words(language: str) -> _Words:
    """The word lists of a language; of an unknown one, those of all languages together.

    Together, an abbreviation that is an everyday word elsewhere (Italian `on.`) is left out.
    """
    listed = _listed()
    code = re.split("[-_]", language.lower(), maxsplit=1)[0]  # "pt" of "pt-BR"
    known = f"{code} before" in listed

    def words(kind: str) -> frozenset[str]:
        names = (f"any {kind}", f"{code} {kind}") if known else listed
        return frozenset(w for name in names if name.endswith(kind) for w in listed.get(name, ()))

    starts = words("starts")
    everyday: frozenset[str] = frozenset() if known else starts
    return _Words(
        candidates=_candidates(_MORE_MARKS.get(code, "")),
        before=words("before") - everyday,
        number=words("number") - everyday,
        either=words("either") - everyday,
        starts=starts,
        resumes=words("resumes"),
        ordinals=code in listed["ordinals"],
    )


# Marks that end a sentence where white space follows, and those that need none.
_MARKS = ".!?…‼⁇⁈⁉‽؟۔።፧։"
_FULL_WIDTH = "。！？．｡।॥။።፧"
_MORE_MARKS = {"el": ";\u037e", "hy": ":"}
_CLOSING = "\"'“”‘’»›)\\]}」』）】》〉］｣*_"
_OPENING = "\"'“”‘’„‚«»‹›(\\[{「『（【《〈¿¡*_`>–—-"
# What goes on behind a closed quotation: comma, mark, the Japanese particles.
_PARTICLES = "、，,。！？とのがをにではもっな"
_ROMAN = re.compile("[IVXL]+")


def _candidates(more: str) -> re.Pattern[str]:
    """Every place where a sentence may end; `more` are marks that only one language has."""
    marks = f"[{_MARKS}{_FULL_WIDTH}{more}]"
    return re.compile(
        rf"(?P<mark>{marks}{marks}*(?:[ ]{marks}+(?!\w))*)"
        rf"(?P<closing>[{_CLOSING}]*(?:\s?[»›])?(?:\s?\[\d{{1,3}}\])*)"
        rf"(?P<space>\s*)"
        rf"(?P<quote>(?<=\s)\"\s+)?"  # stands alone: closes or opens, see _split_by_rules
        rf"(?=[{_OPENING}]{{0,3}}\s?(?P<next>\w\.|\w{{1,20}}|.|$))",
        re.DOTALL,
    )


def _split_by_rules(block: str, language: str) -> list[int]:
    """Cuts behind closing marks, by what stands before and behind them; linear in the length.

    A mark ends a sentence unless a lower-case word follows; a full stop also not behind an
    abbreviation, an initial or an ordinal number. Sentences inside a quotation are sentences.
    """
    words = _words(language)
    cuts: list[int] = []
    begin = counted = quotes = 0
    for candidate in words.candidates.finditer(block):
        cut = candidate.end()
        if candidate["quote"]:  # it closes if the number of quotation marks before it is odd
            before = candidate.end("space")
            quotes += block.count('"', counted, before)
            counted = before
            cut = cut if quotes % 2 else before
        if cut < len(block) and _ends_sentence(block, begin, candidate, cut, words):
            cuts.append(cut)
            begin = cut
    return cuts


def _ends_sentence(
    block: str, begin: int, candidate: re.Match[str], cut: int, words: _Words
) -> bool:
    """Whether the sentence from `begin` ends with this mark, so that the next starts at `cut`."""
    mark, closing, space, _, following = candidate.groups()
    stop = candidate.start()
    if mark[-1] in _FULL_WIDTH and not (closing and space):
        if closing:
            return mark == "。" and following[:1] not in _PARTICLES
        return mark != "．" or not following[:1].isdigit()
    if not space:
        return _is_glued(block, stop, candidate.end(), following)
    if not following or following in ",;:/)%.!?":
        return False
    opened = cut == candidate.end("space") and block[cut] in '"“„«'
    low = following[0].islower() and not (opened and mark == ".")
    if mark == "." and block[stop - 1 : stop].isspace():  # tokenised text: no abbreviation
        return not (low and candidate["quote"]) or cut == candidate.end("space")
    if low and (closing or not block[begin].islower()):
        return False
    if mark != "." or closing not in ("", ")"):
        return True
    tail = block[max(begin, stop - 32) : stop].split()
    return bool(tail) and _full_stop_ends(tail, following, words)


def _is_glued(block: str, stop: int, end: int, following: str) -> bool:
    """Whether a blank was lost between sentences (`he said.The end`), unlike in `www.News.com`."""
    before, behind = block[max(0, stop - 2) : stop], end + len(following)
    return (
        len(before) == 2
        and before.isalpha()
        and before.islower()
        and following[:1].isupper()
        and block.startswith(following, end)
        and block[behind : behind + 1].isspace()
    )


def _full_stop_ends(tail: list[str], following: str, words: _Words) -> bool:
    """Whether a full stop ends the sentence whose last words are `tail`, `following` coming next.

    The order is: labels of a list (`1.`), abbreviations, initials, ordinal numbers.
    """
    written = tail[-1].lstrip("\"'“‘„«([{-–—•").rpartition("'")[2]
    word, after = written.lower(), following.lower()
    amount = len(tail) > 1 and tail[-2][0].isdigit()
    dotted = "." in word and max(map(len, word.split("."))) == 1
    if len(tail) == 1 and (word.isdigit() or len(word) == 1):
        return False
    if word in words.before or (word in words.number and following[0].isdigit()):
        return False
    if following[0].islower() and (len(word) == 1 or dotted or word in words.either):
        return False
    if amount and written.islower() and (len(word) == 1 or dotted or word in words.either):
        return after not in words.resumes  # "5 p.m. Police said", but "5 p.m. Monday"
    if (
        word in words.either
        or (len(word) == 1 and word.isalpha())
        or (dotted and written[0].isupper())
    ):
        return after in words.starts
    if words.ordinals and ((word.isdigit() and len(word) <= 2) or _ROMAN.fullmatch(written)):
        return after in words.starts
    return True


def _split_by_sentencex(block: str, language: str) -> list[int]:
    """Cuts of sentencex (Rust; Wikimedia); keeps a quotation of several sentences whole."""
    from sentencex import segment  # type: ignore[import-untyped]

    encodable = re.sub("[\ud800-\udfff]", "?", block)
    cuts = [0]
    for piece in segment(language, encodable):
        cuts.append(cuts[-1] + len(piece))
    return cuts[1:-1]


def _split_by_punkt(block: str, language: str) -> list[int]:
    """Cuts of NLTK's Punkt (Kiss & Strunk 2006) with its bundled defaults, for any language."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    spans: Iterator[Span] = PunktSentenceTokenizer().span_tokenize(block)
    return [start for start, _ in spans][1:]


SPLITTERS: dict[str, Splitter] = {
    "rules": _split_by_rules,
    "sentencex": _split_by_sentencex,
    "punkt": _split_by_punkt,
}
"""The ways to split a block into sentences, by name."""
