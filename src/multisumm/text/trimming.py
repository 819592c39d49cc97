"""Trim sentences to the stretch that says something: no datelines, list marks, labels, buttons.

Only the ends of a sentence are left out, and only what is listed here, so what is left makes the
same claim. Whatever tells who says it or how certain it is stays: `ANNA: ...`, `FALSE: ...`,
`Opinion: ...`, `If ...`, `On Monday, ...`.

The place and the day of a dateline are left out too: the day is that of the document. The dateline
stays where the sentence points to its place with a word like `here`. What stood at a point of time
in a live ticker (`10:45 a.m. — `) is left without it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from multisumm.characters import BULLETS, CLOSING_MARKS, DASHES, OPENING_QUOTES, SPACELESS
from multisumm.datelines import Dateline, find_dateline, is_agency
from multisumm.model import Span
from multisumm.resources import read_data
from multisumm.text.credits import leading_credit
from multisumm.text.languages import function_words, has_spaces, negations
from multisumm.text.sentence_rules import is_uncased, primary_code, rules_of

MIN_LEFT_WORDS = 4
"""A sentence that would be left with fewer words is not trimmed."""

CHARACTERS_OF_A_WORD = 2
"""So many characters count as a word in languages without spaces."""

MAX_HEAD = 400
"""Characters at the beginning of a sentence in which all that is left out stands."""

MAX_TAIL = 120
"""Characters at its end in which all that is left out stands."""

WORDS_OF_SPEAKER = 8
"""So many words behind a place are looked at for somebody who speaks of himself."""

MAX_PLACE_POSITION = 3
"""Sentences from the first in which a place and a dash are a dateline without a known agency."""

MAX_PLACE_WORDS = 5
"""Words of a place before an agency."""

MAX_LABEL = 30
"""Characters of a label with what ends it."""

MAX_TIME = 20
"""Characters of a time before a dash."""

MIN_HEADLINE_WORDS = 4
MIN_TITLE_WORDS = 3

_DOT_LABEL = re.compile(r"(?P<label>\d{1,2}|[a-z])\.\s+(?=\S)")
_LIST_MARK = re.compile(
    r"(?:\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|(?:\d{1,2}|[a-z])\)|\[\d{1,3}\])\s+(?=\S)"
    rf"|(?:[{BULLETS}]\s*)+(?=\S)|>>+\s*(?=\S)"
)
_HYPHEN = re.compile(r"-\s+(?=\S)")
_SPACED_DASH = re.compile(rf"\s[{DASHES}]{{1,2}}\s")
_TIME = r"\d{1,2}[:.h]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,4})?"
_STAMP = re.compile(rf"(?:{_TIME}\s*[-–—|]{{1,2}}\s+|[\[(]{_TIME}[\])]\s*(?:[-–—]\s+)?)(?=\S)")
_TIME_BEFORE = re.compile(rf"{_TIME}\s+\Z")
_DASH = re.compile(rf"[{DASHES}]{{1,2}}\s+(?=\S)")
_LABEL_END = re.compile(r"\s?[:：]\s*(?=\S)|\s\d{1,2}\s?[:：]\s*(?=[^\s\d])|\s\d{1,2}-(?=\S)")
_LABEL_SIGN = re.compile("[:：-]")
_CAPTION = r"(?:image|media)\s(?:copyright\s.{1,60}?\simage\scaption|caption)"
_AGENCY = re.compile(
    rf"[(（]\s?(?P<name>[^()（）]{{2,30}}?)\s?[)）]\s*(?P<dash>[{DASHES}]{{1,2}})?\s*(?=\S)"
)
_BARE_AGENCY = re.compile(r"[(\[]\s?(?P<name>[^()\[\]]{2,30}?)\s?[)\]]\s+(?=\S)")
_COUNT = re.compile(r"\(\s?\d{1,3} of \d{1,3}\s?\)\s+(?=\S)")
_TWICE = re.compile(r"(?P<once>\S[^.!?]{3,100}?)\s(?P=once)\s(?=\S)")
_CREDIT_SIGN = re.compile(r"\S/\S|\w: ")
_PHOTO_LABEL = re.compile(r"(?:photo|image|credit)\s(?=\S)", re.IGNORECASE)
_ANY_DASH = re.compile(rf"\s[{DASHES}]|[—–]|--")
_UNCASED_PLACE = re.compile(  # one word, or a town and what it lies in: flint, mi
    rf"[^\W\d_][\w.'’-]*(?:(?: [^\W\d_][\w.'’-]*){{0,2}}, [^\W\d_][\w.'’-]*)?"
    rf"(?:\s[{DASHES}]{{1,2}}|[—–]|--)\s?(?=\S)"
)
_EDGES = "\"'“”„‘’«»()[],;:–—-"
_PHOTO = re.compile(
    r"\s*\((?:AP Photo|Photo|Foto|Image|Picture|Bild|Фото|Getty Images|EPA/|REUTERS/|AFP/)"
    r"[^()]*\)\Z",
    re.IGNORECASE,
)
_BEHIND_A_CLAIM = ")]>»"
"""The last characters of notes and credits."""

_NOTE = re.compile(r"\s*(?:\[(?:\d{1,3}|\^[^\]\s]{1,30})\]|>>|»»)\Z")


class _Cues(NamedTuple):
    labels: re.Pattern[str]
    players: re.Pattern[str]
    buttons: re.Pattern[str]
    first_words: frozenset[str]  # of these three
    here: Mapping[str, frozenset[str]]
    first_person: Mapping[str, frozenset[str]]
    verdicts: frozenset[str]
    doubts: frozenset[str]


class _Context(NamedTuple):
    """What the rules know of a sentence besides its own words.

    Attributes:
        language: Code of its language.
        title: Matches the title of the document; None without one.
        opens_block: Whether a block begins with the sentence.
        follows_time: Whether a time stands before it, as `10:45 a.m.`, which may end a sentence.
        position: Index of the sentence in the document.
        labels: Labels of all sentences, like `1`, if they begin with one.
        heads: How many sentences begin with each place and dash, without a known agency or a day.
        head: The beginning of the sentence.
        dateline: The dateline there.
        is_uncased: Whether the document is written without capitals, but at begins of sentences.
        has_sign: Whether other rules than that for headlines may leave something out of the head.
    """

    language: str
    title: re.Pattern[str] | None
    opens_block: bool
    follows_time: bool
    position: int
    labels: frozenset[str]
    heads: Mapping[str, int]
    head: str
    dateline: Dateline | None
    is_uncased: bool
    has_sign: bool


def trim_sentences(
    text: str,
    spans: Sequence[Span],
    blocks: Sequence[Span],
    *,
    language: str,
    title: str | None = None,
) -> list[Span]:
    """Return for each sentence the stretch of it that says something, often all of it.

    Args:
        text: The text that all offsets refer to.
        spans: Its sentences, in order and disjoint.
        blocks: Its blocks, as from `split_blocks`.
        language: Code of its language.
        title: Title of the document; it is left out where the first sentence repeats it.
    """
    begins = {start for start, _ in blocks}
    heads = [text[start : min(end, start + MAX_HEAD)] for start, end in spans]
    labels = frozenset(mark["label"] for head in heads if (mark := _DOT_LABEL.match(head)))
    datelines = [find_dateline(head) for head in heads]
    places = Counter(
        found.place
        for found in datelines
        if found and not (found.is_dated or is_agency(found.agency))
    )
    repeated = _title_pattern(title or "")
    is_uncased_text, folded = is_uncased(text), text.encode("utf-8", "surrogatepass").lower()
    in_any = is_uncased_text or b"caption" in folded or b"copyright" in folded
    trimmed = []
    for position, ((start, end), head, dateline) in enumerate(
        zip(spans, heads, datelines, strict=True)
    ):
        opens_block = start in begins
        has_sign = in_any or dateline is not None or _has_sign(head)
        if not (has_sign or opens_block or text[end - 1] in _BEHIND_A_CLAIM):
            trimmed.append((start, end))
            continue
        follows_time = text[start] in DASHES and bool(
            _TIME_BEFORE.search(text, max(0, start - MAX_TIME), start)
        )
        context = _Context(
            language,
            repeated,
            opens_block,
            follows_time,
            position,
            labels,
            places,
            head,
            dateline,
            is_uncased_text,
            has_sign,
        )
        trimmed.append(_trim(text, start, end, context))
    return trimmed


def labels_caption(left_out: str) -> bool:
    """Return whether what is left out before a stretch says that this is the text of a picture."""
    return re.search(_CAPTION, left_out, re.IGNORECASE) is not None


def _title_pattern(title: str) -> re.Pattern[str] | None:
    words = title.split()
    if len(words) < MIN_TITLE_WORDS:
        return None
    separator = rf"(?P<separator>\s+|\s*[{DASHES}|:]{{1,2}}\s+)(?=\S)"
    return re.compile(r"\s+".join(map(re.escape, words)) + separator, re.IGNORECASE)


def _trim(text: str, start: int, end: int, context: _Context) -> Span:
    first, last = start, _end_of_claim(text, start, end, context.language)
    for _ in range(6):
        head = text[first : min(last, first + MAX_HEAD)]
        for rule in _RULES if context.has_sign or head != context.head else (_headline,):
            if left_out := rule(head, context):
                break
        if not left_out or not _says_enough(text[first + left_out : last], context.language):
            break
        if rule not in (_credit, _twice) and _bears_on_claim(head[:left_out], context.language):
            break
        first += left_out
    return first, last


def _end_of_claim(text: str, start: int, end: int, language: str) -> int:
    """Return where a sentence ends without the notes and credits behind its closing mark."""
    if text[end - 1] not in _BEHIND_A_CLAIM:
        return end
    floor = max(start, end - MAX_TAIL)
    closed, last = rules_of(language).closed, end
    while (found := _NOTE.search(text, floor, last) or _PHOTO.search(text, floor, last)) and (
        closed.search(text[floor : found.start()])
    ):
        last = found.start()
    return last if _says_enough(text[start:last], language) else end


def _bears_on_claim(head: str, language: str) -> bool:
    """Return whether words that would be left out may tell who says the rest, or that it is so.

    >>> _bears_on_claim("Fake News (CNN) ", "en"), _bears_on_claim("ROS (CNN) ", "en")
    (True, False)
    """
    words = {word.strip(_EDGES + ".").casefold() for word in head.split()}
    return not words.isdisjoint(_cues().doubts | negations(language))


def _says_enough(text: str, language: str) -> bool:
    if has_spaces(language) and not re.match(rf"[{SPACELESS}]", text):
        return len(text.split(None, MIN_LEFT_WORDS)) >= MIN_LEFT_WORDS
    return sum(map(str.isalnum, text)) >= MIN_LEFT_WORDS * CHARACTERS_OF_A_WORD


def _opens_sentence(text: str, context: _Context) -> bool:
    """Return whether a sentence may begin here: with a capital, or in a text without capitals."""
    opening = text.lstrip(OPENING_QUOTES + "¿¡")[:1]
    return opening.isalnum() and (context.is_uncased or not opening.islower())


def _has_sign(head: str) -> bool:
    """Return whether a head has a sign of what is left out before a sentence, but for headlines."""
    initial = head[0]
    return (
        "(" in head
        or ":" in head
        or "[" in head
        or "/" in head
        or "（" in head
        or "：" in head
        or not (initial.isalpha() or initial in OPENING_QUOTES)
        or head[1:2] in (".", ")")
        or head.split(None, 1)[0].casefold() in _cues().first_words
    )


# --- rules: the number of characters to leave out at the beginning, 0 for none -------------------


def _player(head: str, context: _Context) -> int:
    cues = _cues()
    phrase = cues.players.match(head)
    if phrase:
        return phrase.end()
    button = cues.buttons.match(head)
    return button.end() if button and _opens_sentence(head[button.end() :], context) else 0


def _dateline(head: str, context: _Context) -> int:
    found = context.dateline if head == context.head else find_dateline(head)
    if found is None:
        return _agency(head, context) if context.opens_block else 0
    rest, cues = head[found.end :], _cues()
    code, nothing = primary_code(context.language), frozenset[str]()
    words = [word.strip(_EDGES + ".").casefold() for word in rest.split()]
    if not cues.here.get(code, nothing).isdisjoint(words):
        return 0
    agency = found.agency
    if is_agency(agency) or agency.removesuffix("电")[-1:] == "日":
        return found.end
    if not _opens_sentence(rest, context) or rest[0].isdigit() or agency.isdigit():
        return 0
    if found.is_dated:
        return found.end if context.opens_block else 0
    place = found.place  # or a speaker with a party in brackets, who comes again or says `we`
    is_place = (
        context.opens_block
        and cues.first_person.get(code, nothing).isdisjoint(words[:WORDS_OF_SPEAKER])
        and context.position < MAX_PLACE_POSITION
        and context.heads.get(place, 0) <= 1
        and sum(context.heads.values()) <= MAX_PLACE_POSITION
        and place.casefold() not in cues.verdicts | function_words(context.language)
    )
    return found.end if is_place else 0


def _agency(head: str, context: _Context) -> int:
    """Leave out what runs into the first sentence up to an agency in brackets.

    That is a headline and a place, if a dash follows: `Ferry sinks ROS (AP) - The ferry`; or a
    place alone: `ROS (CNN) The ferry`.
    """
    for found in _AGENCY.finditer(head):
        if not is_agency(found["name"]):
            continue
        before, rest = head[: found.start()], head[found.end() :]
        if found["dash"]:
            is_head = context.position == 0 or _opens_sentence(rest, context)
            return found.end() if is_head else 0
        words = [word.strip(_EDGES + ".") for word in before.split()]
        initials = "".join(word[:1] for word in words).casefold()
        is_place = len(words) <= MAX_PLACE_WORDS and (
            context.is_uncased or all(word[:1].isupper() for word in words)
        )
        spelt_out = initials.endswith(found["name"].casefold())  # Associated Press (AP)
        if is_place and not spelt_out and _opens_sentence(rest, context):
            return found.end()
    return 0


def _bare_agency(head: str, context: _Context) -> int:
    """Leave out an agency in brackets that stands alone before a sentence: `(CNN) The ferry`."""
    found = _BARE_AGENCY.match(head)
    is_alone = found and is_agency(found["name"]) and _opens_sentence(head[found.end() :], context)
    return found.end() if found and is_alone else 0


def _count(head: str, context: _Context) -> int:
    """Leave out which of several pictures one is: `(2 of 5) `."""
    found = _COUNT.match(head)
    return found.end() if found and _opens_sentence(head[found.end() :], context) else 0


def _twice(head: str, context: _Context) -> int:
    """Leave out a credit that stands there twice, once below the picture and once below its text.

    `Jane Roe/WNPR Jane Roe/WNPR The ferry sank`.
    """
    found = _TWICE.match(head) if "/" in head or ":" in head else None
    if found is None or not _CREDIT_SIGN.search(found["once"]):
        return 0
    return found.end() if _opens_sentence(head[found.end() :], context) else 0


def _uncased_place(head: str, context: _Context) -> int:
    """Leave out a place and a dash in a document without capitals: `flint, mi -- a judge said`.

    A label of a picture may stand before it.
    """
    label = _PHOTO_LABEL.match(head) if context.is_uncased and context.opens_block else None
    if label and (behind := _place_and_dash(head[label.end() :], context)):
        return label.end() + behind
    return _place_and_dash(head, context)


def _place_and_dash(head: str, context: _Context) -> int:
    place = _UNCASED_PLACE.match(head) if context.is_uncased and context.opens_block else None
    if place is None or context.position >= MAX_PLACE_POSITION:
        return 0
    words = [word.strip(_EDGES + ".") for word in place[0].casefold().split()]
    is_aside = _ANY_DASH.search(head, place.end()) is not None  # obama -- who won -- said
    is_named = function_words(context.language).isdisjoint(words)
    return place.end() if is_named and not is_aside else 0


def _credit(head: str, context: _Context) -> int:
    end = leading_credit(head, any_case=context.is_uncased)
    return end if end and _opens_sentence(head[end:], context) else 0


def _list_mark(head: str, context: _Context) -> int:
    if head[:1].isupper():
        return 0
    mark = _LIST_MARK.match(head)
    if mark and _opens_sentence(head[mark.end() :], context):
        return mark.end()
    counted = _DOT_LABEL.match(head)
    if counted and _opens_sentence(head[counted.end() :], context):
        # `2. Mai` is a date, but `1.` and `2.` at the begin of two sentences are labels of a list.
        near = _neighbours(counted["label"])
        return counted.end() if not context.labels.isdisjoint(near) else 0
    hyphen = _HYPHEN.match(head)
    if hyphen and _opens_sentence(head[hyphen.end() :], context):
        # In a dialogue another dash stands before the speaker, who is not told otherwise.
        return 0 if _SPACED_DASH.search(head, hyphen.end()) else hyphen.end()
    return 0


def _neighbours(label: str) -> tuple[str, str]:
    if label.isdigit():
        return str(int(label) - 1), str(int(label) + 1)
    return chr(ord(label) - 1), chr(ord(label) + 1)


def _label(head: str, _: _Context) -> int:
    label = _cues().labels.match(head) if _LABEL_SIGN.search(head, 0, MAX_LABEL) else None
    end = _LABEL_END.match(head, label.end()) if label else None
    return end.end() if end else 0


def _stamp(head: str, context: _Context) -> int:
    if head[:1].isalpha():
        return 0
    stamp = _STAMP.match(head) or (context.follows_time and _DASH.match(head))
    return stamp.end() if stamp and _opens_sentence(head[stamp.end() :], context) else 0


def _headline(head: str, context: _Context) -> int:
    """Leave out a headline that runs into the first sentence of a block.

    It is the title of the document, or four or more words in capitals or with capitals. The
    sentence behind it begins with a function word with a capital, after which small letters follow:
    `Man Dies in Crash on Highway A man died`.
    """
    if not context.opens_block:
        return 0
    little = function_words(context.language)
    repeated = context.title.match(head) if context.title else None
    if repeated:
        rest = head[repeated.end() :]
        is_set_off = repeated["separator"].strip(" ") or find_dateline(rest)
        if _opens_sentence(rest, context) and (is_set_off or _begins(rest.split(), 0, little)):
            return repeated.end()
    for number, word in enumerate(head.split(None, MIN_HEADLINE_WORDS)[:MIN_HEADLINE_WORDS]):
        if not _is_of_headline(word, number, little):
            return 0
    if head == head.lower():
        return 0
    words = head.split()
    for number, word in enumerate(words[:-2]):
        if number >= MIN_HEADLINE_WORDS and _begins(words, number, little):
            return len(head) - len(head.split(None, number)[-1])
        if not _is_of_headline(word, number, little):
            return 0
    return 0


def _is_of_headline(word: str, number: int, little: frozenset[str]) -> bool:
    """Return whether a word may stand at a place of a headline that runs into a sentence."""
    bare = word.strip(_EDGES)
    return not (
        (bare[:1].islower() and bare not in little)
        or not bare
        or word[0] in "(["
        or word[-1] in CLOSING_MARKS
        or (number and word[-1] in ",;:")
    )


def _begins(words: Sequence[str], number: int, little: frozenset[str]) -> bool:
    """Return whether a sentence begins with a word: a function word and small letters behind it."""
    if number + 3 > len(words):
        return False
    word = words[number].lstrip(_EDGES)
    following = [one.strip(_EDGES) for one in words[number + 1 : number + 3]]
    if (
        word.casefold() not in little
        or not word[:1].isupper()
        or (len(word) > 1 and word.isupper())
    ):
        return False
    if len(word) == 1 and (word == "I" or following[0].casefold() in little):
        return False  # World War I, Vitamin A in winter
    return all(one[:1].islower() for one in following)


_RULES = (
    _player,
    _credit,
    _twice,
    _dateline,
    _bare_agency,
    _uncased_place,
    _count,
    _list_mark,
    _label,
    _stamp,
    _headline,
)


@cache
def _cues() -> _Cues:
    listed = json.loads(read_data("edge_cues.json"))

    def pattern(name: str, *others: str, end: str, flags: int = 0) -> re.Pattern[str]:
        longest_first: list[str] = sorted(listed[name], key=len, reverse=True)
        words = [re.escape(words).replace(r"\ ", r"\s+") for words in longest_first]
        return re.compile(f"(?:{'|'.join([*words, *others])}){end}", flags)

    def words_of(name: str) -> Mapping[str, frozenset[str]]:
        return {code: frozenset(words) for code, words in listed[name].items()}

    leading = chain(listed["labels"], listed["players"], listed["buttons"])
    return _Cues(
        first_words=frozenset(words.split()[0].casefold() for words in leading),
        labels=pattern("labels", end=r"(?!\w)", flags=re.IGNORECASE),
        players=pattern("players", _CAPTION, end=r"\s+(?=\S)", flags=re.IGNORECASE),
        buttons=pattern("buttons", end=r"\s+(?=\S)"),
        here=words_of("here"),
        first_person=words_of("first_person"),
        verdicts=frozenset(listed["verdicts"]),
        doubts=frozenset(listed["doubts"]),
    )
