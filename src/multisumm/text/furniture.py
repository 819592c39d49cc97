"""Find the sentences inside articles that are furniture, and say of which kind.

Captions, sign-up and cookie lines, archive notices, texts of players and embedded posts, calls to
click or to phone, greetings and signatures stand inside the article, or read like it, so the line
filter of `boilerplate.py` keeps them. Here each sentence is judged in its cluster; what it shows by
itself is the concern of `furniture_evidence.py`. The evidence:

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

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from multisumm.model import Span
from multisumm.text.furniture_cues import CAPTION, GREETING, SIGNATURE, bare_words
from multisumm.text.furniture_evidence import MAX_WORDS_OF_A_GREETING, QUOTES, judge
from multisumm.text.languages import function_words, has_spaces
from multisumm.text.tokens import tokenize

REPEATED_ON_SITE = "repeated on the site"

_OF_MESSAGES = (GREETING, SIGNATURE)
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

_MAX_REPEATED_SHARE = 0.25
_MAX_GAP_SHARE = 0.2
_MAX_COPIED_SHARE = 0.4  # of the sentences of a document that others have, too; else it is a copy
_MAX_WORDS_OF_A_CREDIT = 8
_MIN_REPEATED_WORDS = 3
_MIN_ARTICLES = 2
"""So many documents with sentences make one of captions only superfluous."""

_EDGE = 3  # sentences at the beginning and at the end of a message


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


def find_furniture(texts: Sequence[Text]) -> list[dict[int, str]]:
    """Return for each document of a cluster its sentences that are furniture.

    Args:
        texts: The documents of the cluster.

    Returns:
        For each document: index of the sentence in its `spans` -> the reason, such as `caption`.
    """
    sentences = [[one.text[a:b] for a, b in one.spans] for one in texts]
    words = [[bare_words(sentence.casefold()) for sentence in own] for own in sentences]
    sure: list[dict[int, str]] = []
    likely: list[dict[int, tuple[str, float]]] = []  # the share of the subject must be below
    for one, own, lists in zip(texts, sentences, words, strict=True):
        judged = [judge(*both) for both in zip(own, lists, strict=True)]
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


def _captions_before_credits(
    text: Text, words: Sequence[Sequence[str]], sure: Mapping[int, str]
) -> dict[int, str]:
    """Return the sentences of a caption that stand in one line with the credit of the picture."""
    found = {}
    for i, reason in sure.items():
        if reason == CAPTION and len(words[i]) <= _MAX_WORDS_OF_A_CREDIT and i:
            before, here = text.spans[i - 1], text.spans[i]
            line_start = text.text.rfind("\n", 0, before[0]) + 1
            first = i == 1 or text.spans[i - 2][1] <= line_start
            last = _ends_line(text.text, here[1])
            between = text.text[before[0] : here[0]]
            if first and last and "\n" not in between and not QUOTES.search(between):
                found[i - 1] = CAPTION
    return found


def _message_parts(
    text: Text, words: Sequence[Sequence[str]], likely: Mapping[int, tuple[str, float]]
) -> dict[int, str]:
    """Return the greetings and signatures: short lines of their own at the edges of a message."""
    found = {}
    for i, (reason, _) in likely.items():
        edge = i < _EDGE if reason == GREETING else i >= len(words) - _EDGE
        if reason in _OF_MESSAGES and edge and len(words[i]) <= MAX_WORDS_OF_A_GREETING:
            start, end = text.spans[i]
            before = text.text[text.text.rfind("\n", 0, start) + 1 : start]
            if not before.strip("> \t") and _ends_line(text.text, end):
                found[i] = reason
    return found


def _ends_line(text: str, end: int) -> bool:
    """Return whether nothing but blanks stands behind a place in its line."""
    line_end = text.find("\n", end)
    return not text[end : line_end if line_end >= 0 else len(text)].strip()


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
    superfluous = {CAPTION} if articles >= _MIN_ARTICLES else set[str]()
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
