"""Decide where the sentences of a block end, by what stands before and after each closing mark.

The words in these decisions (abbreviations, words that open sentences) are listed by language in
`data/abbreviations.txt`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from multisumm.characters import (
    BULLETS,
    CLOSING_BRACKETS,
    CLOSING_MARKS,
    CLOSING_QUOTES,
    DASHES,
    MARKS_ANYWHERE,
    MARKS_OF_LANGUAGE,
    OPENING_BRACKETS,
    OPENING_QUOTES,
    QUESTION_MARKS,
    QUESTION_MARKS_OF_LANGUAGE,
    run_of,
)
from multisumm.model import Span
from multisumm.resources import read_data
from multisumm.text.enclosures import enclosed_spans, is_quotation_open
from multisumm.text.languages import function_words
from multisumm.text.run_in_lines import begins_around_stamps, begins_of_clauses, begins_of_items

CLOSING = CLOSING_QUOTES + CLOSING_BRACKETS + "*_"
"""Signs that may follow a closing mark, with the emphasis of Markdown."""

_CLOSING_QUOTES = frozenset(CLOSING_QUOTES)
_OPENING = OPENING_QUOTES + OPENING_BRACKETS + DASHES + "¿¡*_`>"
# After a space, » closes in French; but directly before a word, it opens in German.
_AFTER_MARK = (
    rf"[{re.escape(CLOSING)}]*(?:\s[»›](?!\w))?(?:\s?\[(?:\d{{1,3}}|\^[^\]\s]{{1,30}})\])*"
)
UP_TO_END = rf"{_AFTER_MARK}(?:\s+\")?\Z"
"""What may stand between a closing mark and the end of the sentence, as a regular expression."""

# The sentence continues if one of these follows a closed quotation: commas, marks, particles.
_PARTICLES = "、，,。！？とのがをにではもっな"
_PLACE = re.compile(  # BAD ORLACH, Ill. — The
    r"[^\W\d_a-z]{2}(?:[^\W\d_a-z]|['’.-])*(?: [^\W\d_a-z]{2,}){0,3}, [^\W\d_a-z][\w.]{1,12}\. "
    rf"(?=[{DASHES}]{{1,2}}\s|[(（][^()（）]{{2,30}}[)）]\s?[{DASHES}]{{1,2}}\s)"
)
_BEHIND_PLACE = DASHES + "(（"
_CALL = re.compile(rf"[{re.escape(OPENING_QUOTES)}]\w+")
_ROMAN = re.compile("[IVXL]+")
_CLITIC = re.compile("['’][a-z]")
_DOTS = re.compile(r"(?:\.{3}|…)\w")
_NUMBER = re.compile(r"[\d.,:/-]*\d{3}")
# Semitic scripts: they have no capitals to show that a sentence begins after three dots.
_SEMITIC = re.compile("[\u0590-\u08ff]")
_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýāēīōūăąęőűœıаеёиоуыэюяіїєαεηιουωάέήίόύώ")
MIN_WHOLE, MIN_WHOLE_WITH_VOWEL = 7, 4
"""Letters from which on a word is hardly an abbreviation; the second if a vowel ends it."""

MAX_SHORT, MAX_LONE = 4, 5
"""Letters of a word that may be an abbreviation of a number's name: `Cr. 1.8`, `Tab. 3`.

The first counts for a word without a vowel, the second for one that would be all of a sentence.
"""


MAX_UNIT = 3
"""Letters of a unit behind a number: `3 in.`"""


MAX_QUOTATION = 1000
"""Characters within which a quotation that a mark may close begins."""

MIN_BEFORE_COMMA = 5
"""Letters of a word from which on it is not the end of an address like `Booking.Com`."""

MIN_CHARACTERS_FOR_CASE, MAX_CHARACTERS_FOR_CASE = 200, 4000
"""Characters of a text by which it shows whether it is written without capitals."""

_WORD_INSIDE = re.compile(r" (?:(?<=\w )|(?<=\w, ))[^\W\d_a-z]")  # unless it begins with a to z


class Rules(NamedTuple):
    """The rules of one language: where sentences may end, and its lists of words.

    The lists of abbreviations are described in `data/abbreviations.txt`.

    Attributes:
        language: Its code, without a region.
        candidates: Matches each place where a sentence may end.
        closed: Found in a text that ends like a sentence.
        closings: Matches each closing mark, a run of them once.
        questions: The closing marks of questions.
        before: Abbreviations that a word follows.
        number: Abbreviations that a number may follow.
        either: Abbreviations that may end a sentence.
        abbreviations: All of these.
        starts: Words that open sentences.
        resumes: Words that continue one after a unit.
        little_words: Its function words.
        ordinals: Whether `12.` is `12th`.
    """

    language: str
    candidates: re.Pattern[str]
    closed: re.Pattern[str]
    closings: re.Pattern[str]
    questions: tuple[str, ...]
    before: frozenset[str]
    number: frozenset[str]
    either: frozenset[str]
    abbreviations: frozenset[str]
    starts: frozenset[str]
    resumes: frozenset[str]
    little_words: frozenset[str]
    ordinals: bool


@lru_cache(maxsize=1)
def _listed() -> dict[str, list[str]]:
    """Return the lists of the data file by their names, such as `en before`."""
    content = read_data("abbreviations.txt")
    listed: dict[str, list[str]] = {}
    for line in content.splitlines():
        if line and line[0] != "#":
            name, _, words = line.partition(": ")
            listed.setdefault(name, []).extend(words.split())
    return listed


@lru_cache(maxsize=64)
def rules_of(language: str) -> Rules:
    """Return the rules of a language; for an unknown one, those of all languages together.

    Then abbreviations that are everyday words of another language (Italian `on.`) are left out.
    """
    listed = _listed()
    code = primary_code(language)
    marks = re.escape(CLOSING_MARKS + MARKS_OF_LANGUAGE.get(code, ""))
    is_listed = f"{code} before" in listed

    def words(kind: str) -> frozenset[str]:
        names = (f"any {kind}", f"{code} {kind}") if is_listed else listed
        own = [listed.get(name, []) for name in names if name.endswith(kind)]
        return frozenset(chain.from_iterable(own))

    starts = words("starts")
    everyday: frozenset[str] = frozenset() if is_listed else starts
    before, number, either = (words(kind) - everyday for kind in ("before", "number", "either"))
    return Rules(
        language=code,
        candidates=_candidates(marks),
        closed=re.compile(rf"[{marks}]{UP_TO_END}"),
        closings=re.compile(rf"[{marks}](?:{_AFTER_MARK}(?=\s|\Z)|(?<=[{MARKS_ANYWHERE}]))"),
        questions=(*QUESTION_MARKS, *QUESTION_MARKS_OF_LANGUAGE.get(code, "")),
        before=before,
        number=number,
        either=either,
        abbreviations=before | number | either,
        starts=starts,
        resumes=words("resumes"),
        little_words=function_words(code),
        ordinals=code in listed["ordinals"],
    )


def is_uncased(text: str) -> bool:
    """Return whether a text of some length is in small letters but for begins of sentences."""
    known = text[:MAX_CHARACTERS_FOR_CASE]
    return (
        len(known) >= MIN_CHARACTERS_FOR_CASE
        and not any(found[0][-1].isupper() for found in _WORD_INSIDE.finditer(known))
        and 2 * sum(map(str.islower, known)) > sum(map(str.isalpha, known))
    )


def primary_code(language: str) -> str:
    """Return the code of a language without its region: `pt` of `pt-BR`."""
    return re.split("[-_]", language.lower(), maxsplit=1)[0]


def _candidates(marks: str) -> re.Pattern[str]:
    """Return a pattern of the places where a sentence may end, at one of these marks."""
    return re.compile(
        rf"(?P<mark>{run_of(marks)}(?:[ ][{marks}]+(?![\w{marks}]))*)"
        rf"(?P<closing>{_AFTER_MARK})"
        rf"(?P<space>\s*)"
        rf"(?P<quote>(?<=\s)\"\s+)?"  # stands alone: closes or opens, see _cuts_at_marks
        rf"(?=[{re.escape(_OPENING)}]{{0,3}}\s?(?P<next>\w\.|\w{{1,20}}|.|$))",
        re.DOTALL,
    )


def cut_by_rules(block: str, language: str, *, without_capitals: bool = False) -> list[int]:
    """Return the offsets at which new sentences begin in a block, in linear time.

    A sentence ends at a closing mark (see `_ends_sentence`). A line that lost its line break ends,
    too: the item of a list, a stamp of time, a clause of Thai or Lao.

    Args:
        block: The text of a paragraph or the like.
        language: Code of its language.
        without_capitals: Whether the whole text is written so (`is_uncased`).
    """
    rules = rules_of(language)
    begins = {
        *begins_of_items(block, rules.little_words),
        *begins_around_stamps(block, rules.little_words),
        *begins_of_clauses(block, rules.language),
    }
    return _cuts_at_marks(block, rules, sorted(begins), without_capitals=without_capitals)


def _cuts_at_marks(
    block: str, rules: Rules, begins: list[int], *, without_capitals: bool
) -> list[int]:
    """Return the offsets behind the closing marks that end a sentence, and the given ones."""
    cuts: list[int] = []
    enclosed = [*enclosed_spans(block), (len(block), len(block))]
    has_brackets = len(enclosed) > 1
    given = pair = begin = counted = 0
    is_open = False
    for candidate in rules.candidates.finditer(block):
        cut = candidate.end()
        while given < len(begins) and begins[given] <= candidate.start():
            cuts.append(begin := begins[given])
            given += 1
        if candidate["quote"]:
            before = candidate.end("space")
            is_open = is_quotation_open(block, counted, before, before=is_open)
            counted = before
            cut = cut if is_open else before
        elif candidate["closing"] and not candidate["space"]:
            cut, is_open, counted = _glued_opening(block, candidate, counted, is_open)
        while enclosed[pair][1] <= cut < len(block):
            pair += 1
        if cut == len(block) or enclosed[pair][0] < cut:
            continue
        pairs = enclosed[max(0, pair - 1) : pair + 1] if has_brackets else []
        if pairs and _continues_at_brackets(block, begin, candidate, cut, pairs, rules):
            continue
        if without_capitals and candidate["mark"] in "?!" and candidate["next"][:1].islower():
            ends = _ends_uncased(candidate, rules)
        else:
            ends = _ends_sentence(block, begin, candidate, cut, rules)
        if ends:
            cuts.append(begin := cut)
    return sorted({*cuts, *begins[given:]})


def _glued_opening(
    block: str, candidate: re.Match[str], counted: int, is_open: bool
) -> tuple[int, bool, int]:
    """Return where the next sentence would begin if no space stands behind a mark with a quote.

    That is before the quotation mark where this one opens a quotation (`he said."They are`; only “
    and straight marks are told), and behind it where it closes one. The other two values are
    whether a straight quotation is open before it, and up to where this was counted.
    """
    last = candidate.end("closing") - 1
    if block[last] == "“":
        near = max(0, last - MAX_QUOTATION)
        opens = block.rfind("„", near, last) <= block.rfind("“", near, last)
    elif block[last] == '"':
        is_open = is_quotation_open(block, counted, last, before=is_open)
        counted, opens = last, not is_open
    else:
        opens = False
    return (last if opens else candidate.end()), is_open, counted


def _continues_at_brackets(
    block: str,
    begin: int,
    candidate: re.Match[str],
    cut: int,
    pairs: list[Span],
    rules: Rules,
) -> bool:
    """Return whether brackets at a mark belong to the sentence before it.

    Three kinds do: brackets behind an abbreviation that the sentence goes on after (`2020 r. (Dz.
    U. 5) sąd`), the source of a quotation (`"Why?" (Smith 5).`), and in Chinese and Japanese
    brackets that open in a sentence and close behind a mark.

    Args:
        block: The block.
        begin: Begin of the sentence.
        candidate: The mark.
        cut: Where the next sentence would begin.
        pairs: The last brackets that close before the cut, and the next ones.
        rules: The rules of the language.
    """
    stop = candidate.start()
    if candidate["mark"][-1] in MARKS_ANYWHERE:
        return any(begin < start < stop < end <= cut for start, end in pairs)
    start, end = pairs[-1]
    after = block[end : end + 2].strip()[:1]
    if start != cut or not after:
        return False
    if after.islower():
        words = block[max(begin, stop - 32) : stop].lower().split()
        return bool(words) and words[-1] in rules.abbreviations
    return after == "." and not _CLOSING_QUOTES.isdisjoint(candidate["closing"])


def _ends_sentence(
    block: str, begin: int, candidate: re.Match[str], cut: int, rules: Rules
) -> bool:
    """Return whether the sentence from `begin` ends with this mark, so the next starts at `cut`.

    A mark ends a sentence unless a lower-case word follows. A full stop ends it there, too, if the
    word before it is whole; but not after an abbreviation, an initial or an ordinal number.
    """
    mark, closing, space, _, following = candidate.groups()
    stop = candidate.start()
    if mark[-1] in MARKS_ANYWHERE and not (closing and space):
        if closing:
            return mark == "。" and following[:1] not in _PARTICLES
        return mark != "．" or not following[:1].isdigit()
    if not space:
        return _is_glued(block, stop, candidate, following, rules)
    if not following or following in ",;:/)%.!?…":
        return _DOTS.match(block, cut) is not None
    if block[cut] in _BEHIND_PLACE and (place := _PLACE.match(block, begin)) and place.end() == cut:
        return False
    tail = block[max(begin, stop - 32) : stop].split()
    opened = cut == candidate.end("space") and block[cut] in OPENING_QUOTES
    low = following[0].islower() and not (opened and mark == ".")
    if low and not block[begin].islower() and not (mark == "." and _is_whole(tail, rules)):
        return False
    if mark == "." and block[stop - 1 : stop].isspace():  # tokenised text: no abbreviation
        return not (low and candidate["quote"]) or cut == candidate.end("space")
    if low and closing:
        return False
    if mark == "." and closing in ("", ")"):
        return bool(tail) and _full_stop_ends(tail, following, rules)
    return not _is_inside(mark, closing, tail[-1] if tail else "", following, rules)


def _ends_uncased(candidate: re.Match[str], rules: Rules) -> bool:
    """Return whether a mark ends a sentence in a text without capitals, before a small letter.

    An exclamation mark may be of a name (`e! news`); it ends one before a function word.
    """
    mark, closing, space, quote, following = candidate.groups()
    if closing or quote or not space:
        return False
    return mark == "?" or following in rules.little_words


def _is_inside(mark: str, closing: str, word: str, following: str, rules: Rules) -> bool:
    """Return whether a mark other than a plain full stop is inside a sentence.

    So are a call at the begin of a quotation (`"Oh! The queen`), dots in a Semitic language, and
    the full stop of an abbreviation before a reference: `Ref. [3]`.
    """
    if mark == "!" and not closing:
        return _CALL.fullmatch(word) is not None
    if mark.endswith(("...", "…")) and _SEMITIC.match(following):
        return True
    return closing.startswith(" [") and word.lower() in rules.number


def _is_glued(
    block: str, stop: int, candidate: re.Match[str], following: str, rules: Rules
) -> bool:
    """Return whether a space is missing after a sentence: `he said.The end`, not `www.News.com`."""
    if not _ends_like_a_word(block[max(0, stop - 3) : stop], following, rules):
        return False
    begin, end = candidate.span("next")
    after = block[end : end + 2]
    return block[candidate.end() : begin] in ("", *OPENING_QUOTES) and (
        after[:1].isspace()
        or _CLITIC.match(after) is not None
        or (after == ", " and len(following) >= MIN_BEFORE_COMMA)
        or (after == ". " and following.lower() in rules.before)
    )


def _ends_like_a_word(before: str, following: str, rules: Rules) -> bool:
    """Return whether a mark without a space stands behind a word or number and before a new one.

    Args:
        before: The three characters before the mark.
        following: The word behind it.
        rules: The rules of the language.
    """
    if not following[:1].isupper():
        return False
    if before.isalpha() and before.isupper() and len(before) == 3:  # "the USGS.They say"
        return following.istitle() and following.lower() in rules.starts
    before = before[-2:]
    return len(before) == 2 and (
        (before.isalpha() and before.islower()) or (before.isdigit() and following.istitle())
    )


def _is_whole(tail: list[str], rules: Rules) -> bool:
    """Return whether the last word before a full stop is no abbreviation, whatever follows it.

    That is a function word, a long number, a long word, or one of `MIN_WHOLE_WITH_VOWEL` letters
    that a vowel ends: abbreviations are cut before a vowel.
    """
    word = tail[-1].lstrip(_OPENING + BULLETS).lower() if tail else ""
    if _NUMBER.fullmatch(word):
        return not rules.ordinals
    if len(word) <= MAX_UNIT and len(tail) > 1 and tail[-2][0].isdigit():
        return False
    if not word.isalpha() or word in rules.abbreviations or rules.language == "hy":
        return False
    least = MIN_WHOLE_WITH_VOWEL if word[-1] in _VOWELS else MIN_WHOLE
    return len(word) >= least or (len(word) > 1 and word in rules.little_words)


def _full_stop_ends(tail: list[str], following: str, rules: Rules) -> bool:
    """Return whether a full stop ends the sentence with the last words `tail`, before `following`.

    Checked in this order: labels of a list (`1.`), abbreviations, initials, ordinal numbers. Of
    abbreviations that are joined (`Det.-Sgt.`), the last one counts.
    """
    written = tail[-1].lstrip(_OPENING + BULLETS).rpartition("'")[2].rpartition(".-")[2]
    word, after = written.lower(), following.lower()
    amount = len(tail) > 1 and tail[-2][0].isdigit() and written.isascii()
    dotted = "." in word and max(map(len, word.split("."))) == 1
    if len(tail) == 1 and (word.isdigit() or len(word) == 1):
        return False
    if word in rules.before or _names_number(word, tail, following, rules):
        return False
    if following[0].islower() and (len(word) == 1 or dotted or word in rules.either):
        return False
    if amount and written.islower() and (len(word) == 1 or dotted or word in rules.either):
        # "5 p.m. Police said", but "5 p.m. Monday" and "Art. 5 i. V. m."
        return after not in rules.resumes and following[1:] != "."
    if (
        word in rules.either
        or (len(word) == 1 and word.isalpha())
        or (dotted and written[0].isupper())
    ):
        return after in rules.starts
    if rules.ordinals and ((word.isdigit() and len(word) <= 2) or _ROMAN.fullmatch(written)):
        return after in rules.starts
    return True


def _names_number(word: str, tail: list[str], following: str, rules: Rules) -> bool:
    """Return whether a word before a full stop is short for what a number behind it is.

    In the law, the number may begin with a letter: `art. L. 123`.
    """
    if word in rules.number:
        return following[0].isdigit() or following[1:] == "."
    if not following[0].isdigit() or not word.isalpha() or word in rules.little_words:
        return False
    lone = len(tail) == 1 and len(word) <= MAX_LONE
    return lone or (len(word) <= MAX_SHORT and word.isascii() and _VOWELS.isdisjoint(word))
