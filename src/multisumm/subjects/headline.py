"""Which words of the sources name their subject best."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from multisumm.characters import QUESTION_MARKS
from multisumm.datelines import MAX_TITLE_CHARACTERS, read_heading
from multisumm.model import Document, Headline, Span, SummaryData
from multisumm.text.languages import SEVERAL, function_words, identify_language
from multisumm.text.terms import terms_of

IN_SUMMARY = 1.0
"""Weight of a word of a title that the summary has, beside the share of other documents with it."""

OUTDATED = -1.0
"""Weight of a number that the summary has not: other sources may have a newer one."""

LEAST_IN_COMMON = 1 / 3
"""A title is fit if this share of its words is in the summary or in another document."""

LEAST_WORDS = 2
"""A title is fit if it has this many words with content, each counted once."""

IN_TEXT, NEWEST, ASKING = 1.25, 1.25, 0.5
"""Factors of a title that stands in the text, too, of one of the newest day, and of a question."""

_REPLY = re.compile(
    r"(?:(?:re|fwd?|aw|wg|antw|sv|vs|vb|tr|rv|rif|odp|回复|答复|转发)(?:\[\d+\])?[:：]\s*)+",
    re.IGNORECASE,
)
"""Marks of replies and forwarded mails before a subject line."""

_SITE = re.compile(r"\s+[|–—-]\s+(?=[^|–—]+\Z)|\s*\|\s*(?=[^|]+\Z)")
_OUTLET_CHARACTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Title:
    """A title: the document that has it by its index, and where it stands in the text."""

    text: str
    document: int
    span: Span | None


def choose_headline(
    documents: Sequence[Document],
    summary: SummaryData,
    *,
    newest: Collection[str] = (),
    without: Collection[str] = (),
) -> Headline:
    """Return the title of a source that has most in common with the subject.

    A title counts by its content words: by how many of the other documents have each, and whether
    the summary does; the sum is divided by the root of their number, so that a longer title wins
    only if it says more. Numbers that the summary has not count against it, and so does a question;
    that it stands in the text and is of the newest day counts for it. Ties go to the earlier
    document. If no title is fit, it is the first sentence of the summary.

    Args:
        documents: The documents of the subject, at least one.
        summary: Their summary.
        newest: Ids of the documents of the newest day.
        without: Ids of documents whose titles are not taken, such as those with several subjects.
    """
    off = {source.id for source in summary.documents if source.off_subject} | {*without}
    main = str(summary.settings["language"])
    languages = {
        document.id: identify_language(document.text) if main == SEVERAL else main
        for document in documents
    }
    words = [_content_words(one.text, languages[one.id]) for one in documents]
    told = frozenset[str]().union(
        *(_content_words(one.text, languages[one.citation.document]) for one in summary.sentences)
    )
    sites = {_outlet(document.site or "") for document in documents}
    best, highest = None, 0.0
    for i, document in enumerate(documents):
        if document.id in off:
            continue
        for title in _titles(document, i):
            if _outlet(title.text) in sites:
                continue
            others = [own for j, own in enumerate(words) if j != i]
            score = (NEWEST if document.id in newest else 1.0) * _score(
                title, _content_words(title.text, languages[document.id]), told, others
            )
            if score > highest:
                best, highest = title, score
    if best is None:
        first = summary.sentences[0]
        place = first.citation
        return Headline(first.text, place.document, (place.start, place.end))
    return Headline(best.text, documents[best.document].id, best.span)


def _score(
    title: _Title,
    words: frozenset[str],
    told: frozenset[str],
    others: Sequence[frozenset[str]],
) -> float:
    """Return how well a title names the subject; 0 if it is not fit."""
    weights = {
        word: sum(word in own for own in others) / max(len(others), 1) + IN_SUMMARY * (word in told)
        for word in words
    }
    shared = sum(weight > 0 for weight in weights.values())
    if len(words) < LEAST_WORDS or shared < LEAST_IN_COMMON * len(words):
        return 0.0
    for word in words - told:
        if any(character.isdigit() for character in word):
            weights[word] = OUTDATED
    score = sum(sorted(weights.values())) / sqrt(len(words))
    asks = title.text.rstrip()[-1] in QUESTION_MARKS
    return score * (IN_TEXT if title.span else 1.0) * (ASKING if asks else 1.0)


def _titles(document: Document, index: int) -> Iterator[_Title]:
    """Yield the title of a document, and the headline of its text if that is another one."""
    given = _without_labels(document)
    for text in dict.fromkeys(filter(None, (given, read_heading(document.text).title))):
        span = _find(text, document.text)
        yield _Title(document.text[slice(*span)] if span else text, index, span)


def _without_labels(document: Document) -> str:
    """Return a title without marks of a reply before it and the name of its site behind it.

    A text that is too long for a title is none.
    """
    title = (document.title or "").strip()
    if len(title) > MAX_TITLE_CHARACTERS:
        return ""
    reply = _REPLY.match(title)
    title = title[reply.end() :] if reply else title
    for mark in _SITE.finditer(title):
        behind = _outlet(title[mark.end() :])
        if behind and behind in _outlet(f"{document.site or ''} {document.url or ''}"):
            return title[: mark.start()]
    return title


def _outlet(name: str) -> str:
    return _OUTLET_CHARACTERS.sub("", name).casefold()


def _find(title: str, text: str) -> Span | None:
    """Return where a title first stands in a text, whatever white space is between its words."""
    pattern = r"\s+".join(map(re.escape, title.split()))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text) if pattern else None
    return found.span() if found else None


def _content_words(text: str, language: str) -> frozenset[str]:
    """Return the content words of a text as stems."""
    (terms,) = terms_of([text], language=language)
    return frozenset(terms) - function_words(language)
