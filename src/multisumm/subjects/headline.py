"""Which words of the sources name their subject best."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from math import sqrt
from urllib.parse import urlsplit

import numpy as np

from multisumm.characters import QUESTION_MARKS
from multisumm.datelines import MAX_TITLE_CHARACTERS, Heading, read_heading
from multisumm.model import Document, Headline, Sentence, Span, SummaryData
from multisumm.resources import read_data
from multisumm.text.furniture_evidence import surely_furniture
from multisumm.text.languages import SEVERAL, function_words, identify_language
from multisumm.text.mail_headers import header_value, without_reply_marks
from multisumm.text.terms import TermTable, distinct_pairs
from multisumm.text.tokens import stem_words, tokenize
from multisumm.text.trimming import labels_caption, trim_sentences

IN_SUMMARY = 1.0
"""Weight of a word of a title that the summary has, beside the share of other documents with it."""

OUTDATED = -1.0
"""Weight of a number that the summary has not: other sources may have a newer one."""

LEAST_IN_COMMON = 1 / 3
"""A title is fit if this share of its words is in the summary or in another document."""

LEAST_WORDS = 2
"""A title is fit if it has this many words with content, each counted once."""

SHORT = 3
"""A title with no more words than this is fit only if one of them is in the summary."""

IN_TEXT, NEWEST, ASKING = 1.25, 1.25, 0.5
"""Factors of a title that stands in the text, too, of one of the newest day, and of a question."""

_OTHER_HEADERS = ("sender", "to", "copy", "date")

_SITE = re.compile(r"\s+[|–—-]\s+(?=[^|–—]+\Z)|\s*\|\s*(?=[^|]+\Z)")
_SITE_AHEAD = re.compile(r"([^|–—:]{2,60}?)(?:\s+[|–—-]|\s*[|:])\s+")
_KIND = re.compile(r"([^:：]{2,40}?)\s?[:：]\s*(?=\S)")
_LABEL_MARKS = frozenset(":：|–—-")
"""One of these stands between a title and each label before or behind it."""

_BETWEEN_RESTS = " | "
"""No word goes on behind it."""

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
    languages: Sequence[str] = (),
    heading: Callable[[str], Heading] = read_heading,
    tabulated: tuple[Sequence[Sentence], TermTable] | None = None,
) -> Headline:
    """Return the title of a source that has most in common with the subject.

    A title counts by its content words: by how many of the other documents have each, and whether
    the summary does; the sum is divided by the root of their number, so that a longer title wins
    only if it says more. Numbers that the summary has not count against it, and so does a question;
    that it stands in the text and is of the newest day counts for it. Ties go to the earlier
    document. A short title that has no word of the summary is not fit, unless a document answers it
    (`Re: ...`); nor is furniture, like a caption or a table's label, nor is a header of a mail
    other than its subject. If no title is
    fit, it is the first sentence of the summary. With a query, a short title is taken only if no
    longer one is fit: a summary of a few sentences has all of its words, and it tells little.

    Args:
        documents: The documents of the subject, at least one.
        summary: Their summary.
        newest: Ids of the documents of the newest day.
        without: Ids of documents whose titles are not taken, such as those with several subjects.
        languages: Code of the language of each document, as far as the caller knows them.
        heading: Gives what the head of a text says.
        tabulated: Sentences of the documents and their terms, as far as the caller has them; only
            the rest of the texts is split into words.
    """
    off = {source.id for source in summary.documents if source.off_subject} | {*without}
    ids = [document.id for document in documents]
    language_of = dict(zip(ids, languages or _languages(documents, summary), strict=True))
    left_out = {source.id: source.dropped for source in summary.documents}
    titles = {
        title: _content_words(title.text, language_of[document.id])
        for i, document in enumerate(documents)
        if document.id not in off
        for title in _titles(
            document,
            i,
            heading(document.text).title,
            left_out.get(document.id, ()),
            language_of[document.id],
        )
    }
    asked = frozenset[str]().union(*titles.values())
    codes = [language_of[one.id] for one in documents]
    words = _words_in_rest(asked, documents, codes, tabulated[0] if tabulated else ())
    if tabulated:
        in_sentences = _words_in_sentences(asked, codes, *tabulated)
        words = [own | rest for own, rest in zip(in_sentences, words, strict=True)]
    having = Counter(chain.from_iterable(words))
    quoted = frozenset[str]().union(
        *(_among(asked, one.text, language_of[one.citation.document]) for one in summary.sentences)
    )
    sites = {_outlet(document.site or "") for document in documents}
    answered = {_outlet(_given_title(one)) for one in documents if _answers(one)}
    recent = frozenset(newest)
    best, highest = None, (False, 0.0)
    for title, in_title in titles.items():
        if _outlet(title.text) in sites:
            continue
        others = {word: having[word] - (word in words[title.document]) for word in in_title}
        is_newest = documents[title.document].id in recent
        is_answered = _outlet(title.text) in answered
        score = _score(title, others, quoted, number=len(words) - 1, is_answered=is_answered)
        score *= NEWEST if is_newest else 1.0
        rank = (summary.query is None or len(in_title) > SHORT, score)
        if score and rank > highest:
            best, highest = title, rank
    if best is None:
        told_first = (one for one in summary.sentences if not surely_furniture(one.text))
        first = next(told_first, summary.sentences[0])
        place = first.citation
        return Headline(first.text, place.document, (place.start, place.end))
    return Headline(best.text, documents[best.document].id, best.span)


def _languages(documents: Sequence[Document], summary: SummaryData) -> list[str]:
    """Return the language of each document: that of the summary, unless it is in several."""
    main = str(summary.settings["language"])
    return [identify_language(one.text) if main == SEVERAL else main for one in documents]


def _score(
    title: _Title,
    others: Mapping[str, int],
    told: frozenset[str],
    *,
    number: int,
    is_answered: bool,
) -> float:
    """Return how well a title names the subject; 0 if it is not fit.

    Args:
        title: The title.
        others: Each of its content words -> number of other documents that have it.
        told: The content words of the summary.
        number: Number of other documents.
        is_answered: Whether it is the subject that one of the documents answers.
    """
    weights = {
        word: having / max(number, 1) + IN_SUMMARY * (word in told)
        for word, having in others.items()
    }
    shared = sum(weight > 0 for weight in weights.values())
    few = len(weights) < LEAST_WORDS or shared < LEAST_IN_COMMON * len(weights)
    is_short = len(weights) <= SHORT and not is_answered
    if few or (is_short and told.isdisjoint(weights)):
        return 0.0
    for word in weights.keys() - told:
        if any(character.isdigit() for character in word):
            weights[word] = OUTDATED
    score = sum(sorted(weights.values())) / sqrt(len(weights))
    asks = title.text.rstrip()[-1] in QUESTION_MARKS
    return score * (IN_TEXT if title.span else 1.0) * (ASKING if asks else 1.0)


def _titles(
    document: Document, index: int, headline: str | None, dropped: Sequence[Span], language: str
) -> Iterator[_Title]:
    """Yield the title of a document, and the headline of its text if that is another one.

    That headline is quoted as a sentence is: without what the summary leaves out of the text, and
    without a label before it, such as `Story highlights`.
    """
    given, headline = titles_of(document, headline, language)
    if given and not surely_furniture(given):
        span = _find(given, document.text)
        yield _Title(document.text[slice(*span)] if span else given, index, span)
    span = _find(headline, document.text) if headline and headline != given else None
    if span is None or any(start <= span[0] and span[1] <= end for start, end in dropped):
        return
    (stretch,) = trim_sentences(document.text, [span], [span], language=language)
    text = document.text[slice(*stretch)]
    if not (surely_furniture(text) or labels_caption(document.text[span[0] : stretch[0]])):
        yield _Title(text, index, stretch)


def titles_of(document: Document, headline: str | None, language: str) -> tuple[str, str]:
    """Return the title of a document and the headline of its text without labels; empty for none.

    Args:
        document: The document.
        headline: The headline that the head of its text has, if any.
        language: Code of its language.
    """
    given = _subject_of(_given_title(document), document, language)
    if headline:
        headline = _subject_of(_without_labels(headline, document), document, language)
    return given, headline or ""


def _given_title(document: Document) -> str:
    """Return the title that the metadata give, without the labels around it.

    A text that is too long for a title is none.
    """
    title = (document.title or "").strip()
    return "" if len(title) > MAX_TITLE_CHARACTERS else _without_labels(title, document)


def _without_labels(title: str, document: Document) -> str:
    """Return a title without marks of a reply, the kind of the text and the name of its site."""
    if _LABEL_MARKS.isdisjoint(title):
        return title
    title = without_reply_marks(title, of_mail=document.kind == "mail")
    known = _outlet(f"{document.site or ''} {_host(document.url or '')}")

    def names_site(words: str) -> bool:
        name = _outlet(words)
        return bool(name) and name in known

    if (ahead := _SITE_AHEAD.match(title)) and names_site(ahead[1]):
        title = title[ahead.end() :]
    if (kind := _KIND.match(title)) and kind[1].casefold() in _kinds_of_text():
        title = title[kind.end() :]
    for mark in _SITE.finditer(title):
        if names_site(title[mark.end() :]):
            return title[: mark.start()]
    return title


def _host(url: str) -> str:
    """Return the host of an address. Its path names no site, but often repeats the title."""
    try:
        return urlsplit(url if "://" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""


@cache
def _kinds_of_text() -> frozenset[str]:
    """Return what names the kind of a text before its title: `Press release: `, `Breaking: `."""
    cues = json.loads(read_data("edge_cues.json"))
    return frozenset((*cues["kinds_of_text"], *cues["labels"]))


def _answers(document: Document) -> bool:
    """Return whether the title of a document says that it answers or forwards something."""
    title = (document.title or "").strip()
    return without_reply_marks(title, of_mail=document.kind == "mail") != title


def _subject_of(title: str, document: Document, language: str) -> str:
    """Return a title without the label of a subject line; empty if another label is before it."""
    if ":" not in title and "：" not in title:
        return title
    subject = header_value(title, "subject", language=language)
    if subject is not None:
        return without_reply_marks(subject, of_mail=document.kind == "mail")
    is_other = any(header_value(title, one, language=language) for one in _OTHER_HEADERS)
    return "" if is_other else title


def _outlet(name: str) -> str:
    return name.casefold() if name.isalnum() else _OUTLET_CHARACTERS.sub("", name).casefold()


def _find(title: str, text: str) -> Span | None:
    """Return where a title first stands in a text, whatever white space is between its words."""
    words = title.split()
    start = text.find(words[0]) if words else -1
    while start >= 0:
        end = _end_of(words, text, start)
        if end and not (_is_of_word(text[start - 1 : start]) or _is_of_word(text[end : end + 1])):
            return start, end
        start = text.find(words[0], start + 1)
    return None


def _end_of(words: Sequence[str], text: str, start: int) -> int:
    """Return where words end of which the first stands at a place; 0 if the others do not."""
    end = start + len(words[0])
    for word in words[1:]:
        begin = end
        while text[begin : begin + 1].isspace():
            begin += 1
        if begin == end or not text.startswith(word, begin):
            return 0
        end = begin + len(word)
    return end


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _content_words(text: str, language: str) -> frozenset[str]:
    """Return the content words of a text as stems."""
    return frozenset(_stems(text, language)) - function_words(language)


def _words_in_rest(
    asked: frozenset[str],
    documents: Sequence[Document],
    languages: Sequence[str],
    sentences: Sequence[Sentence],
) -> list[frozenset[str]]:
    """Return which of the stems asked for each document has outside of some sentences, in order."""
    rests: list[list[str]] = [[] for _ in documents]
    ends = [0] * len(documents)
    for one in sentences:
        rests[one.document].append(documents[one.document].text[ends[one.document] : one.start])
        ends[one.document] = one.end
    for own, document, end in zip(rests, documents, ends, strict=True):
        own.append(document.text[end:])
    texts = [_BETWEEN_RESTS.join(filter(str.strip, own)) for own in rests]
    return [_among(asked, *both) for both in zip(texts, languages, strict=True)]


def _words_in_sentences(
    asked: frozenset[str],
    languages: Sequence[str],
    sentences: Sequence[Sentence],
    table: TermTable,
) -> list[frozenset[str]]:
    """Return which of the stems asked for some sentences of each document have, by their terms."""
    size = len(table.vocabulary)
    is_asked = np.fromiter(map(asked.__contains__, table.vocabulary), np.bool_, size)
    at = np.flatnonzero(is_asked[table.tokens])
    document = np.array([one.document for one in sentences], np.int64)[table.owners[at]]
    words: list[set[str]] = [set() for _ in languages]
    pairs = distinct_pairs(document, table.tokens[at].astype(np.int64))
    for i, term in zip(*(column.tolist() for column in pairs), strict=True):
        words[i].add(table.vocabulary[term])
    return [
        frozenset(own) - function_words(code) for own, code in zip(words, languages, strict=True)
    ]


def _among(asked: frozenset[str], text: str, language: str) -> frozenset[str]:
    """Return which of the stems asked for are content words of a text."""
    return asked.intersection(_stems(text, language)) - function_words(language) if asked else asked


def _stems(text: str, language: str) -> list[str]:
    return stem_words([*{*tokenize(text, language=language)}], language)
