"""Find the sentences inside articles that are furniture, and say of which kind.

Captions, sign-up and cookie lines, archive notices, texts of players and embedded posts, calls to
click or to phone, greetings and signatures stand inside the article, or read like it, so the line
filter of `boilerplate.py` keeps them. Here each sentence is judged in its cluster. The evidence:

* Cues of many languages (`data/furniture.json`). Sure cues are enough. Likely ones count only if
  the sentence has few words in common with the rest of the cluster. Where furniture runs into a
  sentence of the article, both are kept.
* Form: the credit of a picture, what it shows on a day (in English), the name under an embedded
  post, an address or a telephone number.
* The same sentence in several documents of one site that are no copies, if its words occur nowhere
  else.
* Place: a sentence without words of the subject between sentences that are furniture.

Sentences with quoted speech are kept. A document that would lose all it has is kept, too.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, pairwise, takewhile
from typing import Any

from multisumm.characters import CLOSING_QUOTES, OPENING_QUOTES, SPACELESS
from multisumm.model import Span
from multisumm.resources import read_data
from multisumm.text.credits import find_credit
from multisumm.text.languages import function_words, has_spaces
from multisumm.text.tokens import tokenize

REPEATED_ON_SITE = "repeated on the site"

_GREETING, _SIGNATURE, _CAPTION, _POST = "greeting", "signature", "caption", "embedded post"
_CALL, _COPYRIGHT, _ADDRESS_LINE, _BYLINE = "call to act", "copyright", "address", "byline"
_OF_MESSAGES = (_GREETING, _SIGNATURE)
_OF_PAGES = frozenset(
    (
        "archive notice",
        "cookie notice",
        "copyright",
        "player",
        "share",
        "sign-up",
        "widget",
        REPEATED_ON_SITE,
    )
)
"""Reasons for which a document may be left without a sentence, if others have some."""

_WORD = re.compile(r"\w+|©")
_SPACED = bytes(c if chr(c).isalnum() or chr(c) == "_" else ord(" ") for c in range(256))
"""Each character of ASCII, or a space if it is not in words."""

_NUMBERED = re.compile(
    r"\W*(?:(\w+)\.?\s*(?:no\.?|nr\.?|№)?\s*\d{1,3}[a-z]?|[图圖表図]\s*\d{1,3})\s*(?:[:.：–—|-]|\Z)",
    re.IGNORECASE,
)
"""The label of a table or a picture that has a number, like `Table 2:`, by its first word."""

_LINE = re.compile(r"[^\n]+")
_MAX_CLOSING_LINES, _MAX_WORDS_OF_A_CLOSING_LINE = 8, 10
_SPACELESS = re.compile(f"[{SPACELESS}]")
_APOSTROPHES = "'’‘‛＇"
_QUOTES = re.compile(
    "["
    + "".join(mark for mark in OPENING_QUOTES + CLOSING_QUOTES if mark not in _APOSTROPHES)
    + "]"
)
_MAX_GAP = 8  # words that a star in a cue stands for
_MAX_WORDS_AROUND_AN_ADDRESS = 4
_MAX_WORDS_OF_A_CALL, _MAX_WORDS_OF_A_GREETING = 30, 6
_MAX_LIKELY_SHARE = 0.3  # words in common with the rest of the cluster, for a likely cue
_MAX_PASSING_SHARE = 0.1  # if it is one cue inside the sentence
_MAX_REPEATED_SHARE = 0.25
_EVEN_WITH_QUOTES = frozenset(("archive notice", "cookie notice", "copyright", "player", "widget"))
_RUNS_IN = frozenset(("sign-up", "share", "player", "call to act", "copyright"))
_MAX_REST, _MAX_DOUBTFUL_REST = 8, 14  # words behind the evidence; more may be a sentence
_MAX_GAP_SHARE = 0.2
_MAX_COPIED_SHARE = 0.4  # of the sentences of a document that others have, too; else it is a copy
_MAX_WORDS_OF_A_CREDIT = 8
_MIN_REPEATED_WORDS = 3
_MAX_WORDS_BEFORE_A_SCENE = 30
_MIN_ARTICLES = 2
"""So many documents with sentences make one of captions only superfluous."""

_ARE = ("is", "are")
_EDGE = 3  # sentences at the beginning and at the end of a message

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
_SEEN_WORDS = frozenset(("seen", "pictured", "shown", "pose", "poses"))
_SEEN = re.compile(r"\b(?:is|are) (?:seen|pictured|shown)\b|\bposes? for\b")
_DAY_APART = re.compile(r", ?\w{3,6}day, \w+\.? \d{1,2},? (?:19|20)\d\d\b", re.IGNORECASE)
_DAY = re.compile(r"\b\d{1,2},? (?:19|20)\d\d\b")
_SIDE = r"(?:(?:far|front|back|second from|third from) )?(?:left|right|cent(?:er|re))"
_POSITION = re.compile(rf", {_SIDE},|\( ?(?:{_SIDE}|[lr]) ?\)", re.IGNORECASE)
_SIDES = frozenset(("left", "right", "center", "centre", "l", "r"))
_PHOTO_WORDS = ("photo", "photograph", "picture", "image")
_IN_THIS_PHOTO = re.compile(
    rf"\bin (?:this|these) (?:[\w.,]+ ){{0,4}}(?:{'|'.join(_PHOTO_WORDS)})s?"
    r"(?: (?:taken|made|provided|released)\b[^;:]{0,60})?\W*\Z",
    re.IGNORECASE,
)
_PHOTOS = frozenset(f"{word}{end}" for word in _PHOTO_WORDS for end in ("", "s"))
_LABEL = re.compile(r"\W*\w+\s?[:：|/©]")
_LAST_BRACKET = re.compile(r"[(（\[【][^()（）\[\]【】]{3,80}[)）\]】]\W*\Z")
_AFTER_BRACKET = tuple(")）]】.。!")
_COPYRIGHT_FORM = re.compile(
    r"\W*(?:copyright|\(c\)|©)\W*(?:\(c\)|©)?\W*(?:19|20)\d\d\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Text:
    """The sentences of a document that may be furniture.

    Attributes:
        text: The document's text.
        spans: The spans of its sentences, in order.
        language: Code of its language.
        site: The site that it is from; empty if that is not known.
    """

    text: str
    spans: Sequence[Span]
    language: str
    site: str = ""


@dataclass(frozen=True, slots=True)
class _Cue:
    reason: str
    kind: str
    starts: bool
    words: tuple[str, ...]
    second: str  # its second word; a star if any may stand there, or none has to


@dataclass(frozen=True, slots=True)
class _Cues:
    """The cues that begin a sentence, by their first word, and others by their longest, rare word.

    Seconds are the second words of those that begin a sentence, by the first one. Substrings are
    for scripts without spaces.
    """

    starts: defaultdict[str, list[_Cue]]
    seconds: defaultdict[str, set[str]]
    inside: defaultdict[str, list[_Cue]]
    substrings: list[_Cue]


def find_furniture(texts: Sequence[Text]) -> list[dict[int, str]]:
    """Return for each document of a cluster its sentences that are furniture.

    Args:
        texts: The documents of the cluster.

    Returns:
        For each document: index of the sentence in its `spans` -> the reason, such as `caption`.
    """
    sentences = [[one.text[a:b] for a, b in one.spans] for one in texts]
    words = [[_words_of(sentence.casefold()) for sentence in own] for own in sentences]
    sure: list[dict[int, str]] = []
    likely: list[dict[int, tuple[str, float]]] = []  # the share of the subject must be below
    for one, own, lists in zip(texts, sentences, words, strict=True):
        judged = [_judge(*both) for both in zip(own, lists, strict=True)]
        found = {i: reason for i, (reason, limit) in enumerate(judged) if reason and limit > 1}
        doubtful = {i: pair for i, pair in enumerate(judged) if pair[0] and pair[1] <= 1}
        sure.append(found | _captions_before_credits(one, lists, found))
        sure[-1].update(_message_parts(one, lists, doubtful))
        likely.append(doubtful)
    for doubtful, repeated in zip(likely, _repeated(texts, words, sure), strict=True):
        for i in repeated:
            doubtful.setdefault(i, (REPEATED_ON_SITE, _MAX_REPEATED_SHARE))
    if any(sure) or any(likely):
        shares = _subject_shares(texts, sentences, words, sure, likely)
        for found, doubtful, share in zip(sure, likely, shares, strict=True):
            for i, (reason, limit) in doubtful.items():
                if i not in found and reason not in _OF_MESSAGES and share[i] < limit:
                    found[i] = reason
            _fill_gaps(found, share)
    return _waive(sure, [len(own) for own in sentences])


def surely_furniture(text: str) -> bool:
    """Return whether a text of a line is furniture wherever it stands.

    >>> surely_furniture("Photo: AFP"), surely_furniture("Table 2: Jobs"), surely_furniture("Jobs")
    (True, True, False)
    """
    numbered = _NUMBERED.match(text)
    if numbered and (not numbered[1] or numbered[1].casefold() in _data()["numbered"]):
        return True
    return _judge(text, _words_of(text.casefold()))[1] > 1


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
        words = _words_of(line[0].casefold())
        if len(words) > _MAX_WORDS_OF_A_CLOSING_LINE:
            break
        is_short = len(words) <= _MAX_WORDS_OF_A_GREETING
        if line[0].strip() == "--" or (is_short and _judge(line[0], words)[0] == _SIGNATURE):
            closing = line.start()
    return closing


def _words_of(text: str) -> list[str]:
    """Return the words of a text, and each © as one: what `_WORD` finds, often faster."""
    if text.isascii():
        return text.encode().translate(_SPACED).decode().split()
    return _WORD.findall(text)


def _judge(written: str, words: Sequence[str]) -> tuple[str, float]:
    """Return the reason why a sentence may be furniture, and the limit of its share of the subject.

    It is furniture if its share is below the limit; above 1, it is in any case. The reason is empty
    if nothing speaks for it, or if a sentence of the article seems to run on behind the furniture.
    """
    tells = not _telling_words().isdisjoint(words)
    cues = _matching_cues(written, words, tells=tells)
    has_sign = _has_sign_of_form(written) or (tells and not _words_of_forms().isdisjoint(words))
    if not (cues or has_sign):
        return "", 0.0
    sentence = " ".join(written.split())
    speech = _QUOTES.search(sentence) is not None
    reason, end = _by_form(sentence, words, speech=speech) if has_sign else ("", 0)
    if reason and len(_WORD.findall(sentence[end:])) <= _MAX_REST:
        return reason, 2.0
    if not cues:
        return "", 0.0
    rest = len(words) - max(end for _, end in cues)
    for cue, _ in cues:
        runs_in = cue.kind == "label" or cue.reason in _RUNS_IN
        counts = cue.kind != "likely" and (not speech or cue.reason in _EVEN_WITH_QUOTES)
        if counts and (rest <= _MAX_REST or not runs_in):
            return cue.reason, 2.0
        limit = _MAX_REST if cue.reason == _BYLINE else _MAX_DOUBTFUL_REST
        if speech or (rest > limit and (runs_in or cue.starts)):
            return "", 0.0
    passing = len(cues) == 1 and not cues[0][0].starts
    return cues[0][0].reason, _MAX_PASSING_SHARE if passing else _MAX_LIKELY_SHARE


def _has_sign_of_form(sentence: str) -> bool:
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


def _by_form(sentence: str, words: Sequence[str], *, speech: bool) -> tuple[str, int]:
    """Return the reason that the form of a sentence gives, and where the evidence ends.

    The reason is empty if there is none.
    """
    dated = "19" in sentence or "20" in sentence
    if dated and (form := _COPYRIGHT_FORM.match(sentence)):
        return _COPYRIGHT, form.end()
    if ("@" in sentence or "/" in sentence) and (name := _POST_NAME.search(sentence)):
        return _POST, name.end()
    day = _DAY.search(sentence) if dated else None
    if day and _is_scene(sentence, words, speech=speech):
        return _CAPTION, day.end()
    if speech:
        return "", 0
    if _shows_position(sentence, words):
        return _CAPTION, len(sentence)
    if credit := _credit_end(sentence, words):
        return _CAPTION, credit
    everything = len(sentence)
    is_seen = not _SEEN_WORDS.isdisjoint(words) and _SEEN.search(sentence)
    may_be_shown = "in" in words and not _PHOTOS.isdisjoint(words)
    if (is_seen and day) or (may_be_shown and _IN_THIS_PHOTO.search(sentence)):
        return _CAPTION, everything
    if len(words) <= _MAX_WORDS_OF_A_CALL and not _cue_words()["phone"].isdisjoint(words):
        return _CALL if _PHONE.search(sentence) else "", everything
    may_have = "@" in sentence or "://" in sentence or "www." in sentence
    address = _ADDRESS.search(sentence) if may_have and "." in sentence else None
    if address is None:
        return "", 0
    before = len(_WORD.findall(sentence[: address.start()]))
    others = len(words) - len(_WORD.findall(address[0]))
    is_line = others == 0 or (before > 0 and others <= _MAX_WORDS_AROUND_AN_ADDRESS)
    return _ADDRESS_LINE if is_line else "", everything


def _is_scene(sentence: str, words: Sequence[str], *, speech: bool) -> bool:
    """Return whether a sentence with a full date tells what a picture shows.

    It does so in the present: `A man watches the flood in Tindalo, Monday, Oct. 7, 2019.` News of a
    day is told in the past, so no word of the past stands before the verb; what is planned for a
    day is told with few of these verbs, and no weekday stands beside the year. Verbs that are nouns
    too, or that tell of plans (`talks`, `enters`), count only where the weekday follows a comma,
    and where no word of the past stands before `as`, `after` and the like.
    """
    cues = _cue_words()
    verbs = cues["scene"]
    if not cues["weekdays"].isdisjoint(words):
        if not speech and any(
            verb in cues["scene passive"] and before in _ARE and cues["past"].isdisjoint(words[:at])
            for at, (before, verb) in enumerate(pairwise(words[: _MAX_WORDS_BEFORE_A_SCENE + 1]))
        ):
            return True
        verbs = verbs | cues["scene on a weekday"]
        clause = takewhile(lambda word: word not in cues["clause"], words)
        if _DAY_APART.search(sentence) and not any(
            word in cues["past"] or word.endswith("ed") for word in clause
        ):
            verbs = verbs | cues["scene or noun"]
    elif speech:
        return False
    begin = words[: _MAX_WORDS_BEFORE_A_SCENE + 1]
    for at, (before, word) in enumerate(pairwise(begin), start=1):
        if word in verbs and before not in cues["no scene"]:
            return cues["past"].isdisjoint(words[:at])
    return False


def _shows_position(sentence: str, words: Sequence[str]) -> bool:
    """Return whether a sentence says who stands where in a picture: `Jane Roe, left, greets`.

    Two such places are enough; one needs a verb of a scene directly behind it.
    """
    found = [*islice(_POSITION.finditer(sentence), 2)]
    if all(place[0].strip("( )") == "R" for place in found):
        return False  # none, or the party of politicians: Jane Roe (R) and John Doe (R) voted
    places = [place.end() for place in found]
    if len(places) != 1:
        return bool(places)
    cues = _cue_words()
    behind = _WORD.match(sentence[places[0] :].lstrip().casefold())
    verbs = cues["scene"] | cues["scene on a weekday"] | cues["scene or noun"]
    return behind is not None and behind[0] in verbs and cues["past"].isdisjoint(words)


def _credit_end(sentence: str, words: Sequence[str]) -> int:
    """Return where the credit of a picture ends: `(AP Photo/Jane Roe)`, `Foto: dpa`; or 0."""
    photo = _cue_words()["photo"]
    if words and words[0] in photo and (label := _LABEL.match(sentence)):
        return label.end()
    if "/" in sentence or "Getty" in sentence or "©" in sentence:
        credit = find_credit(sentence)
        if credit:
            return credit.end()
    if photo.isdisjoint(words) or not sentence.endswith(_AFTER_BRACKET):
        return 0
    last = _LAST_BRACKET.search(sentence)
    begin = _WORD.findall(last[0].casefold())[:3] if last else ()
    return last.end() if last and not photo.isdisjoint(begin) else 0


def _matching_cues(sentence: str, words: Sequence[str], *, tells: bool) -> list[tuple[_Cue, int]]:
    """Return the cues in a sentence, those that begin it first, and at which word each ends.

    `tells` is whether any of `_telling_words` is among its words.
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


def _fits(cue: _Cue, words: Sequence[str], at: int) -> bool:
    """Return whether a cue stands at a word; a star in it stands for up to eight words."""
    if "*" in cue.words:
        star = cue.words.index("*")
        head, tail = cue.words[:star], cue.words[star + 1 :]
        begin = at + len(head)
        return tuple(words[at:begin]) == head and any(
            tuple(words[k : k + len(tail)]) == tail for k in range(begin, begin + _MAX_GAP + 1)
        )
    return tuple(words[at : at + len(cue.words)]) == cue.words


def _ends_line(text: str, end: int) -> bool:
    """Return whether nothing but blanks stands behind a place in its line."""
    line_end = text.find("\n", end)
    return not text[end : line_end if line_end >= 0 else len(text)].strip()


def _captions_before_credits(
    text: Text, words: Sequence[Sequence[str]], sure: Mapping[int, str]
) -> dict[int, str]:
    """Return the sentences of a caption that stand in one line with the credit of the picture."""
    found = {}
    for i, reason in sure.items():
        if reason == _CAPTION and len(words[i]) <= _MAX_WORDS_OF_A_CREDIT and i:
            before, here = text.spans[i - 1], text.spans[i]
            line_start = text.text.rfind("\n", 0, before[0]) + 1
            first = i == 1 or text.spans[i - 2][1] <= line_start
            last = _ends_line(text.text, here[1])
            between = text.text[before[0] : here[0]]
            if first and last and "\n" not in between and not _QUOTES.search(between):
                found[i - 1] = _CAPTION
    return found


def _message_parts(
    text: Text, words: Sequence[Sequence[str]], likely: Mapping[int, tuple[str, float]]
) -> dict[int, str]:
    """Return the greetings and signatures: short lines of their own at the edges of a message."""
    found = {}
    for i, (reason, _) in likely.items():
        edge = i < _EDGE if reason == _GREETING else i >= len(words) - _EDGE
        if reason in _OF_MESSAGES and edge and len(words[i]) <= _MAX_WORDS_OF_A_GREETING:
            start, end = text.spans[i]
            before = text.text[text.text.rfind("\n", 0, start) + 1 : start]
            if not before.strip("> \t") and _ends_line(text.text, end):
                found[i] = reason
    return found


def _repeated(
    texts: Sequence[Text],
    words: Sequence[Sequence[Sequence[str]]],
    sure: Sequence[Mapping[int, str]],
) -> list[list[int]]:
    """Return the sentences of each document that other documents of its site have, too.

    There are none in a document whose site is not known, and in one that is mostly a copy.
    """
    keys = [
        [(one.site, *sentence) for sentence in own if one.site]
        for one, own in zip(texts, words, strict=True)
    ]
    documents = Counter(key for own in keys for key in dict.fromkeys(own))
    found = []
    for own, certain in zip(keys, sure, strict=True):
        shared = [i for i, key in enumerate(own) if documents[key] > 1]
        is_copy = sum(i not in certain for i in shared) > _MAX_COPIED_SHARE * len(own)
        long = [i for i in shared if len(own[i]) > _MIN_REPEATED_WORDS]
        found.append([] if is_copy else long)
    return found


def _subject_shares(
    texts: Sequence[Text],
    sentences: Sequence[Sequence[str]],
    words: Sequence[Sequence[Sequence[str]]],
    sure: Sequence[Mapping[int, str]],
    likely: Sequence[Mapping[int, tuple[str, float]]],
) -> list[dict[int, float]]:
    """Return the share of words about the subject, 0 to 1, of sentences of each document.

    These are the content words that two other sentences use that are not suspected. Asked for are
    the suspected sentences, and the two before each, which may stand in a gap.
    """
    lists = [
        own
        if has_spaces(one.language)
        else [tokenize(" ".join(sentence.split()), language=one.language) for sentence in told]
        for one, told, own in zip(texts, sentences, words, strict=True)
    ]
    suspects = [{*own, *others} for own, others in zip(sure, likely, strict=True)]
    content = [
        {
            i: _content_words(own[i], one.language)
            for i in sorted({j for i in suspected for j in (i - 2, i - 1, i) if j >= 0})
        }
        for one, own, suspected in zip(texts, lists, suspects, strict=True)
    ]
    asked = frozenset(word for own in content for distinct in own.values() for word in distinct)
    used: Counter[str] = Counter()
    for one, own, suspected in zip(texts, lists, suspects, strict=True):
        counted = asked - function_words(one.language)
        others = (told for i, told in enumerate(own) if i not in suspected)
        used.update(chain.from_iterable(map(counted.intersection, others)))
    return [
        {
            i: sum(used[word] - (i not in suspected) >= 2 for word in distinct)
            / max(len(distinct), 1)
            for i, distinct in own.items()
        }
        for own, suspected in zip(content, suspects, strict=True)
    ]


def _content_words(words: Sequence[str], language: str) -> list[str]:
    """Return the distinct words that are no function words, in order."""
    function = function_words(language)
    return [
        word
        for word in dict.fromkeys(words)
        if len(word) > 1 and word not in function and not word.isdigit()
    ]


def _fill_gaps(found: dict[int, str], share: Mapping[int, float]) -> None:
    """Add sentences without words of the subject that stand between notices of a page.

    Args:
        found: The furniture of a document; it is added to.
        share: The share of words about the subject of sentences, in their order.
    """
    notices = {i for i, reason in found.items() if reason in _OF_PAGES}
    for i, own in share.items():
        between = i not in found and i - 1 in notices and (i + 1 in notices or i + 2 in notices)
        if between and own < _MAX_GAP_SHARE:
            found[i] = found[i - 1]
            notices.add(i)


def _waive(found: Sequence[dict[int, str]], counts: Sequence[int]) -> list[dict[int, str]]:
    """Return the furniture without that of documents that would have no sentence left.

    A document of one kind (captions, posts, bylines) is kept; captions only where hardly another
    document has sentences. One of notices only is left out, if others have sentences.
    """
    counted = [
        Counter(reason for reason in own.values() if reason not in _OF_PAGES) for own in found
    ]
    kept = [
        {kind for kind, count in kinds.items() if 4 * count >= 3 * n}
        for kinds, n in zip(counted, counts, strict=True)
    ]
    articles = sum(len(own) < n and not k for own, n, k in zip(found, counts, kept, strict=True))
    superfluous = {_CAPTION} if articles >= _MIN_ARTICLES else set[str]()
    left = [
        {i: reason for i, reason in sorted(own.items()) if reason not in kinds - superfluous}
        for own, kinds in zip(found, kept, strict=True)
    ]
    if all(len(own) == n for own, n in zip(left, counts, strict=True)):
        return [{} for _ in found]
    return [
        own if len(own) < n or {*own.values()} <= _OF_PAGES | superfluous else {}
        for own, n in zip(left, counts, strict=True)
    ]


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(read_data("furniture.json"))
    return data


@cache
def _cue_words() -> dict[str, frozenset[str]]:
    """Return the lists of words: for pictures, telephones and what a picture shows."""
    names = (
        "photo",
        "phone",
        "scene",
        "scene on a weekday",
        "scene or noun",
        "scene passive",
        "no scene",
        "past",
        "clause",
        "weekdays",
    )
    return {name: frozenset(_data()[name]) for name in names}


@cache
def _words_of_forms() -> frozenset[str]:
    """Return the words without which a sentence is no credit, call or text of a picture.

    With a sign (see `_has_sign_of_form`), it may be one without any of them.
    """
    return _PHOTOS | _SEEN_WORDS | _SIDES | _cue_words()["photo"] | _cue_words()["phone"]


@cache
def _telling_words() -> frozenset[str]:
    """Return the words without which a sentence has none of these forms, and no cue inside it."""
    return _words_of_forms() | _cues().inside.keys()


@cache
def _cues() -> _Cues:
    """Return all cues."""
    cues = _Cues(defaultdict(list), defaultdict(set), defaultdict(list), [])
    for reason, kinds in _data()["cues"].items():
        for kind, texts in kinds.items():
            for text in texts:
                starts, plain = text.startswith("^"), text.removeprefix("^")
                if _SPACELESS.search(plain):
                    words = ("".join(plain.split()),)
                    cues.substrings.append(_Cue(reason, kind, starts, words, "*"))
                    continue
                words = tuple(
                    word
                    for part in plain.split()
                    for word in ([part] if part == "*" else _WORD.findall(part))
                )
                by_word = cues.starts if starts else cues.inside
                key = words[0] if starts else max(words, key=len)
                second = words[1] if len(words) > 1 else "*"
                by_word[key].append(_Cue(reason, kind, starts, words, second))
                if starts:
                    cues.seconds[key].add(second)
    return cues
