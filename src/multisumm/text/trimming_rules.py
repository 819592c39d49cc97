"""The rules of trimming: how many characters each leaves out at the beginning of a sentence.

A rule takes the beginning of a sentence (its head) and what is known of it, and returns 0 where it
leaves out nothing.
"""

from __future__ import annotations

import re

from multisumm.characters import BULLETS, DASHES, OPENING_QUOTES
from multisumm.datelines import find_dateline, is_agency
from multisumm.text.credits import leading_credit
from multisumm.text.languages import function_words
from multisumm.text.run_in_headlines import leave_out_headline
from multisumm.text.sentence_rules import primary_code
from multisumm.text.trimming_cues import EDGES, SentenceContext, edge_cues, opens_sentence

WORDS_OF_SPEAKER = 8
"""So many words behind a place are looked at for somebody who speaks of himself."""

MAX_PLACE_POSITION = 3
"""Sentences from the first in which a place and a dash are a dateline without a known agency."""

MAX_PLACE_WORDS = 5
"""Words of a place before an agency."""

MAX_LABEL = 30
"""Characters of a label with what ends it."""

DOT_LABEL = re.compile(r"(?P<label>\d{1,2}|[a-z])\.\s+(?=\S)")
_LIST_MARK = re.compile(
    r"(?:\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|(?:\d{1,2}|[a-z])\)|\[\d{1,3}\])\s+(?=\S)"
    rf"|(?:[{BULLETS}]\s*)+(?=\S)|>>+\s*(?=\S)"
)
_HYPHEN = re.compile(r"-\s+(?=\S)")
_SPACED_DASH = re.compile(rf"\s[{DASHES}]{{1,2}}\s")
TIME = r"\d{1,2}[:.h]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,4})?"
"""A time of day, as a regular expression."""

_STAMP = re.compile(rf"(?:{TIME}\s*[-–—|]{{1,2}}\s+|[\[(]{TIME}[\])]\s*(?:[-–—]\s+)?)(?=\S)")
_DASH = re.compile(rf"[{DASHES}]{{1,2}}\s+(?=\S)")
_LABEL_END = re.compile(r"\s?[:：]\s*(?=\S)|\s\d{1,2}\s?[:：]\s*(?=[^\s\d])|\s\d{1,2}-(?=\S)")
_LABEL_SIGN = re.compile("[:：-]")
_AGENCY = re.compile(
    rf"[(（]\s?(?P<name>[^()（）]{{2,30}}?)\s?[)）]\s*(?P<dash>[{DASHES}]{{1,2}})?\s*(?=\S)"
)
_BARE_AGENCY = re.compile(r"[(\[]\s?(?P<name>[^()\[\]]{2,30}?)\s?[)\]]\s+(?=\S)")
_COUNT = re.compile(r"\(\s?\d{1,3} of \d{1,3}\s?\)\s+(?=\S)")
_TWICE = re.compile(r"(?P<once>\S[^.!?]{3,100}?)\s(?P=once)\s(?=\S)")
_CREDIT_SIGN = re.compile(r"\S/\S|\w: ")
_ANY_DASH = re.compile(rf"\s[{DASHES}]|[—–]|--")
_UNCASED_PLACE = re.compile(  # one word, or a town and what it lies in: flint, mi
    rf"[^\W\d_][\w.'’-]*(?:(?: [^\W\d_][\w.'’-]*){{0,2}}, [^\W\d_][\w.'’-]*)?"
    rf"(?:\s[{DASHES}]{{1,2}}|[—–]|--)\s?(?=\S)"
)


def has_sign_before(head: str) -> bool:
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
        or head.split(None, 1)[0].casefold() in edge_cues().first_words
    )


def _player(head: str, context: SentenceContext) -> int:
    cues = edge_cues()
    phrase = cues.players.match(head)
    if phrase:
        return phrase.end()
    button = cues.buttons.match(head)
    return button.end() if button and opens_sentence(head[button.end() :], context) else 0


def _dateline(head: str, context: SentenceContext) -> int:
    found = context.dateline if head == context.head else find_dateline(head)
    if found is None:
        return _agency(head, context) if context.opens_block else 0
    rest, cues = head[found.end :], edge_cues()
    code, nothing = primary_code(context.language), frozenset[str]()
    words = [word.strip(EDGES + ".").casefold() for word in rest.split()]
    if not cues.here.get(code, nothing).isdisjoint(words):
        return 0
    agency = found.agency
    if is_agency(agency) or agency.removesuffix("电")[-1:] == "日":
        return found.end
    if not opens_sentence(rest, context) or rest[0].isdigit() or agency.isdigit():
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


def _agency(head: str, context: SentenceContext) -> int:
    """Leave out what runs into the first sentence up to an agency in brackets.

    That is a headline and a place, if a dash follows: `Ferry sinks ROS (AP) - The ferry`; or a
    place alone: `ROS (CNN) The ferry`.
    """
    for found in _AGENCY.finditer(head):
        if not is_agency(found["name"]):
            continue
        before, rest = head[: found.start()], head[found.end() :]
        if found["dash"]:
            is_head = context.position == 0 or opens_sentence(rest, context)
            return found.end() if is_head else 0
        words = [word.strip(EDGES + ".") for word in before.split()]
        initials = "".join(word[:1] for word in words).casefold()
        is_place = len(words) <= MAX_PLACE_WORDS and (
            context.is_uncased or all(word[:1].isupper() for word in words)
        )
        spelt_out = initials.endswith(found["name"].casefold())  # Associated Press (AP)
        if is_place and not spelt_out and opens_sentence(rest, context):
            return found.end()
    return 0


def _bare_agency(head: str, context: SentenceContext) -> int:
    """Leave out an agency in brackets that stands alone before a sentence: `(CNN) The ferry`."""
    found = _BARE_AGENCY.match(head)
    is_alone = found and is_agency(found["name"]) and opens_sentence(head[found.end() :], context)
    return found.end() if found and is_alone else 0


def _count(head: str, context: SentenceContext) -> int:
    """Leave out which of several pictures one is: `(2 of 5) `."""
    found = _COUNT.match(head)
    return found.end() if found and opens_sentence(head[found.end() :], context) else 0


def leave_out_repeated_credit(head: str, context: SentenceContext) -> int:
    """Leave out a credit that stands there twice, once below the picture and once below its text.

    `Jane Roe/WNPR Jane Roe/WNPR The ferry sank`.
    """
    found = _TWICE.match(head) if "/" in head or ":" in head else None
    if found is None or not _CREDIT_SIGN.search(found["once"]):
        return 0
    return found.end() if opens_sentence(head[found.end() :], context) else 0


def _uncased_place(head: str, context: SentenceContext) -> int:
    """Leave out a place and a dash in a document without capitals: `flint, mi -- a judge said`.

    A label of a picture may stand before it.
    """
    is_near_the_top = context.position < MAX_PLACE_POSITION
    if not (context.is_uncased and context.opens_block and is_near_the_top):
        return 0
    label = edge_cues().photo_labels.match(head)
    if label and (behind := _place_and_dash(head[label.end() :], context.language)):
        return label.end() + behind
    return _place_and_dash(head, context.language)


def _place_and_dash(head: str, language: str) -> int:
    place = _UNCASED_PLACE.match(head)
    if place is None:
        return 0
    words = [word.strip(EDGES + ".") for word in place[0].casefold().split()]
    is_aside = _ANY_DASH.search(head, place.end()) is not None  # obama -- who won -- said
    is_named = function_words(language).isdisjoint(words)
    return place.end() if is_named and not is_aside else 0


def leave_out_credit(head: str, context: SentenceContext) -> int:
    """Leave out the credit of a picture, perhaps with its caption (`leading_credit`)."""
    end = leading_credit(head, any_case=context.is_uncased)
    return end if end and opens_sentence(head[end:], context) else 0


def _list_mark(head: str, context: SentenceContext) -> int:
    if head[:1].isupper():
        return 0
    mark = _LIST_MARK.match(head)
    if mark and opens_sentence(head[mark.end() :], context):
        return mark.end()
    counted = DOT_LABEL.match(head)
    if counted and opens_sentence(head[counted.end() :], context):
        # `2. Mai` is a date, but `1.` and `2.` at the begin of two sentences are labels of a list.
        near = _neighbours(counted["label"])
        return counted.end() if not context.labels.isdisjoint(near) else 0
    hyphen = _HYPHEN.match(head)
    if hyphen and opens_sentence(head[hyphen.end() :], context):
        # In a dialogue another dash stands before the speaker, who is not told otherwise.
        return 0 if _SPACED_DASH.search(head, hyphen.end()) else hyphen.end()
    return 0


def _neighbours(label: str) -> tuple[str, str]:
    if label.isdigit():
        return str(int(label) - 1), str(int(label) + 1)
    return chr(ord(label) - 1), chr(ord(label) + 1)


def _label(head: str, _: SentenceContext) -> int:
    label = edge_cues().labels.match(head) if _LABEL_SIGN.search(head, 0, MAX_LABEL) else None
    end = _LABEL_END.match(head, label.end()) if label else None
    return end.end() if end else 0


def _stamp(head: str, context: SentenceContext) -> int:
    if head[:1].isalpha():
        return 0
    stamp = _STAMP.match(head) or (context.follows_time and _DASH.match(head))
    return stamp.end() if stamp and opens_sentence(head[stamp.end() :], context) else 0


TRIMMING_RULES = (
    _player,
    leave_out_credit,
    leave_out_repeated_credit,
    _dateline,
    _bare_agency,
    _uncased_place,
    _count,
    _list_mark,
    _label,
    _stamp,
    leave_out_headline,
)
