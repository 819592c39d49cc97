"""Split the blocks of a text into sentences, as exact spans.

The text is not changed. A sentence is a pair of offsets without white space at either end, and
`text[start:end]` is its text. The rules take every closing mark as a candidate, and decide by what
stands before and after it. The words in these decisions (abbreviations, words that open sentences)
are listed by language in `data/abbreviations.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from multisumm.characters import (
    BLANKS,
    BULLETS,
    CLOSING_BRACKETS,
    CLOSING_MARKS,
    CLOSING_QUOTES,
    DASHES,
    MARKS_ANYWHERE,
    MARKS_OF_LANGUAGE,
    OPENING_BRACKETS,
    OPENING_QUOTES,
    QUESTION_MARK_INSIDE,
    QUESTION_MARKS,
    QUESTION_MARKS_OF_LANGUAGE,
)
from multisumm.errors import OptionError
from multisumm.messages import unknown_choice
from multisumm.model import Span
from multisumm.resources import read_data

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

DEFAULT_SPLITTER = "rules"

Splitter = Callable[[str, str], Sequence[int]]
"""Takes the text of a block and a language; returns the offsets at which new sentences begin."""


_CLOSING = CLOSING_QUOTES + CLOSING_BRACKETS + "*_"  # with the emphasis of Markdown
_OPENING = OPENING_QUOTES + OPENING_BRACKETS + DASHES + "¿¡*_`>"
# After a space, » closes in French; but directly before a word, it opens in German.
_AFTER_MARK = rf"[{re.escape(_CLOSING)}]*(?:\s[»›](?!\w))?(?:\s?\[\d{{1,3}}\])*"
_UP_TO_END = rf"{_AFTER_MARK}(?:\s+\")?\Z"
_CUT = re.compile(rf"(?:\.\.|…){_UP_TO_END}")
# The sentence continues if one of these follows a closed quotation: commas, marks, particles.
_PARTICLES = "、，,。！？とのがをにではもっな"
_ROMAN = re.compile("[IVXL]+")


def split_sentences(
    text: str, blocks: Sequence[Span], *, language: str, splitter: str = DEFAULT_SPLITTER
) -> list[Span]:
    """Return the spans of the sentences of each block, in order; no sentence crosses a block.

    Every character of a block that is not white space (or zero-width) is in exactly one sentence.
    The exception is a `>` before a sentence, the sign of a quoted e-mail.

    Args:
        text: The text that all offsets refer to.
        blocks: Its blocks, as from `split_blocks`.
        language: ISO 639-1 code; for any other value, the abbreviations of all languages count.
        splitter: Name of one of `SPLITTERS`.

    Raises:
        OptionError: There is no splitter of that name.
    """
    if splitter not in SPLITTERS:
        raise OptionError(unknown_choice("splitter", splitter, SPLITTERS))
    return apply_splitter(SPLITTERS[splitter], text, blocks, language=language)


def apply_splitter(
    split: Splitter, text: str, blocks: Sequence[Span], *, language: str
) -> list[Span]:
    """Return the spans of the sentences that a function finds in each block; see `Splitter`."""
    sentences: list[Span] = []
    for start, end in blocks:
        block = text[start:end]
        for first, last in pairwise((0, *split(block, language), end - start)):
            sentence = block[first:last].rstrip(BLANKS)
            length = len(sentence.lstrip(BLANKS + ">"))
            if length:
                stop = start + first + len(sentence)
                sentences.append((stop - length, stop))
    return sentences


class _Rules(NamedTuple):
    """The rules of one language: where sentences may end, and its lists of words.

    The lists are described in `data/abbreviations.txt`.
    """

    candidates: re.Pattern[str]
    closed: re.Pattern[str]
    closings: re.Pattern[str]
    before: frozenset[str]
    number: frozenset[str]
    either: frozenset[str]
    starts: frozenset[str]
    resumes: frozenset[str]
    ordinals: bool


def is_closed(text: str, *, language: str) -> bool:
    """Return whether a text ends with the closing mark of a sentence.

    Quotation marks, brackets and footnote numbers may follow the mark, as between sentences.
    """
    return _rules(language).closed.search(text) is not None


def is_complete(text: str, *, language: str) -> bool:
    """Return whether a sentence ends with a closing mark, and not in dots, as a cut-off teaser."""
    return is_closed(text, language=language) and _CUT.search(text) is None


def count_closings(text: str, *, language: str) -> int:
    """Return the number of closing marks in a text, a run of marks counting once."""
    return sum(1 for _ in _rules(language).closings.finditer(text))


def is_question(text: str, *, language: str) -> bool:
    """Return whether a sentence ends with a question mark, or has an Armenian one in a word."""
    marks = QUESTION_MARKS + QUESTION_MARKS_OF_LANGUAGE.get(_code(language), "")
    return text.rstrip(_CLOSING + BLANKS).endswith((*marks,)) or QUESTION_MARK_INSIDE in text


@lru_cache(maxsize=1)
def _listed() -> dict[str, list[str]]:
    """Return the lists of the data file by their names, such as `en before`."""
    content = read_data("abbreviations.txt")
    lines = [line.partition(": ") for line in content.splitlines() if line and line[0] != "#"]
    return {name: words.split() for name, _, words in lines}


@lru_cache(maxsize=64)
def _rules(language: str) -> _Rules:
    """Return the rules of a language; for an unknown one, those of all languages together.

    Then abbreviations that are everyday words of another language (Italian `on.`) are left out.
    """
    listed = _listed()
    code = _code(language)
    marks = re.escape(CLOSING_MARKS + MARKS_OF_LANGUAGE.get(code, ""))
    is_listed = f"{code} before" in listed

    def words(kind: str) -> frozenset[str]:
        names = (f"any {kind}", f"{code} {kind}") if is_listed else listed
        own = [listed.get(name, []) for name in names if name.endswith(kind)]
        return frozenset(chain.from_iterable(own))

    starts = words("starts")
    everyday: frozenset[str] = frozenset() if is_listed else starts
    return _Rules(
        candidates=_candidates(marks),
        closed=re.compile(rf"[{marks}]{_UP_TO_END}"),
        closings=re.compile(rf"[{marks}]{_AFTER_MARK}(?=\s|\Z)|[{MARKS_ANYWHERE}]"),
        before=words("before") - everyday,
        number=words("number") - everyday,
        either=words("either") - everyday,
        starts=starts,
        resumes=words("resumes"),
        ordinals=code in listed["ordinals"],
    )


def _code(language: str) -> str:
    """Return the code of a language without its region: `pt` of `pt-BR`."""
    return re.split("[-_]", language.lower(), maxsplit=1)[0]


def _candidates(marks: str) -> re.Pattern[str]:
    """Return a pattern of the places where a sentence may end, at one of these marks."""
    return re.compile(
        rf"(?P<mark>[{marks}]+(?:[ ][{marks}]+(?!\w))*)"
        rf"(?P<closing>{_AFTER_MARK})"
        rf"(?P<space>\s*)"
        rf"(?P<quote>(?<=\s)\"\s+)?"  # stands alone: closes or opens, see _split_by_rules
        rf"(?=[{re.escape(_OPENING)}]{{0,3}}\s?(?P<next>\w\.|\w{{1,20}}|.|$))",
        re.DOTALL,
    )


def _split_by_rules(block: str, language: str) -> list[int]:
    """Return the cuts after closing marks, by what stands before and after them, in linear time.

    A mark ends a sentence unless a lower-case word follows. A full stop does not end one after an
    abbreviation, an initial or an ordinal number, either. Sentences inside a quotation are split.
    """
    rules = _rules(language)
    cuts: list[int] = []
    begin = counted = quotes = 0
    for candidate in rules.candidates.finditer(block):
        cut = candidate.end()
        if candidate["quote"]:  # it closes if there is an odd number of quotation marks before it
            before = candidate.end("space")
            quotes += block.count('"', counted, before)
            counted = before
            cut = cut if quotes % 2 else before
        if cut < len(block) and _ends_sentence(block, begin, candidate, cut, rules):
            cuts.append(cut)
            begin = cut
    return cuts


def _ends_sentence(
    block: str, begin: int, candidate: re.Match[str], cut: int, rules: _Rules
) -> bool:
    """Return whether the sentence from `begin` ends with this mark, so the next starts at `cut`."""
    mark, closing, space, _, following = candidate.groups()
    stop = candidate.start()
    if mark[-1] in MARKS_ANYWHERE and not (closing and space):
        if closing:
            return mark == "。" and following[:1] not in _PARTICLES
        return mark != "．" or not following[:1].isdigit()
    if not space:
        return _is_glued(block, stop, candidate.end(), following)
    if not following or following in ",;:/)%.!?":
        return False
    opened = cut == candidate.end("space") and block[cut] in OPENING_QUOTES
    low = following[0].islower() and not (opened and mark == ".")
    if mark == "." and block[stop - 1 : stop].isspace():  # tokenised text: no abbreviation
        return not (low and candidate["quote"]) or cut == candidate.end("space")
    if low and (closing or not block[begin].islower()):
        return False
    if mark != "." or closing not in ("", ")"):
        return True
    tail = block[max(begin, stop - 32) : stop].split()
    return bool(tail) and _full_stop_ends(tail, following, rules)


def _is_glued(block: str, stop: int, end: int, following: str) -> bool:
    """Return whether a space is missing after a sentence: `he said.The end`, not `www.News.com`."""
    before, after = block[max(0, stop - 2) : stop], end + len(following)
    return (
        len(before) == 2
        and before.isalpha()
        and before.islower()
        and following[:1].isupper()
        and block.startswith(following, end)
        and block[after : after + 1].isspace()
    )


def _full_stop_ends(tail: list[str], following: str, rules: _Rules) -> bool:
    """Return whether a full stop ends the sentence with the last words `tail`, before `following`.

    Checked in this order: labels of a list (`1.`), abbreviations, initials, ordinal numbers.
    """
    written = tail[-1].lstrip(_OPENING + BULLETS).rpartition("'")[2]
    word, after = written.lower(), following.lower()
    amount = len(tail) > 1 and tail[-2][0].isdigit()
    dotted = "." in word and max(map(len, word.split("."))) == 1
    if len(tail) == 1 and (word.isdigit() or len(word) == 1):
        return False
    if word in rules.before or (word in rules.number and following[0].isdigit()):
        return False
    if following[0].islower() and (len(word) == 1 or dotted or word in rules.either):
        return False
    if amount and written.islower() and (len(word) == 1 or dotted or word in rules.either):
        return after not in rules.resumes  # "5 p.m. Police said", but "5 p.m. Monday"
    if (
        word in rules.either
        or (len(word) == 1 and word.isalpha())
        or (dotted and written[0].isupper())
    ):
        return after in rules.starts
    if rules.ordinals and ((word.isdigit() and len(word) <= 2) or _ROMAN.fullmatch(written)):
        return after in rules.starts
    return True


def _split_by_punkt(block: str, language: str) -> list[int]:
    """Return the cuts of NLTK's Punkt (Kiss & Strunk 2006), untrained, for any language.

    Without training it knows no abbreviations and needs no downloaded data.
    """
    spans: Iterator[Span] = _punkt().span_tokenize(block)
    return [start for start, _ in spans][1:]


@lru_cache(maxsize=1)
def _punkt() -> PunktSentenceTokenizer:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    return PunktSentenceTokenizer()


SPLITTERS: dict[str, Splitter] = {"rules": _split_by_rules, "punkt": _split_by_punkt}
"""The ways to split a block into sentences, by name."""
