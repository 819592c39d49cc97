"""Read the article in each document: its sentences and the noise left out; find copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from multisumm.datelines import is_day
from multisumm.model import Document, Sentence, Span
from multisumm.text.blocks import split_blocks
from multisumm.text.boilerplate import HEADING_LINE, dropped_spans, find_noise
from multisumm.text.furniture import Text, find_furniture
from multisumm.text.quotations import join_quotations
from multisumm.text.sentences import DEFAULT_SPLITTER, is_complete, split_sentences
from multisumm.text.transcripts import (
    is_transcript,
    join_answers,
    speakers_of,
    writers_of,
)
from multisumm.text.trimming import trim_sentences

MAX_DATE = 40
"""Characters of a sentence that is only a date."""

MAX_HEAD_CHARACTERS = 300
"""Characters of the lines above an article that may be its heading."""

AROUND_A_QUOTE = "dateline or label"
"""Why the ends of sentences are left out: datelines, labels, list marks and the like."""


@dataclass(frozen=True, slots=True)
class Article:
    """A document and the article in it.

    Attributes:
        document: The document, as given.
        spans: Its sentences, in order and disjoint, each without what is left out at its ends.
        dropped: The stretches left out as noise, in order and disjoint; also those at the ends of
            sentences.
        headings: Number of sentences that are neither: headings and other lines without a closing
            mark.
        language: Code of its language.
        trimmed: Indices of the sentences at whose ends something is left out.
        halves: Indices of the sentences that are half quotations: pieces of a quotation of several
            sentences, or with a quotation mark without its other end.
        reasons: Why each stretch was dropped, in a few words: `menu or teaser`, `caption`.
        speakers: Who says each sentence, if it is a transcript; otherwise empty.
    """

    document: Document
    spans: tuple[Span, ...]
    dropped: tuple[Span, ...]
    headings: int = 0
    language: str = ""
    trimmed: frozenset[int] = frozenset()
    halves: frozenset[int] = frozenset()
    reasons: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


def read_article(
    document: Document, *, language: str, keep_noise: bool, splitter: str = DEFAULT_SPLITTER
) -> Article:
    """Return the article in a document.

    If most sentences end in a closing mark, those that do not (headings) are left out of `spans`,
    because they would count as the first sentences of the article. They are not `dropped`, though,
    but counted as `headings`. In chats, where nothing is noise, and in transcripts they stay: a
    turn that breaks off is no heading, and may have the only word of what is asked. The sentences
    of a quotation that can be quoted as a whole are one (see `join_quotations`).

    Args:
        document: The document.
        language: Code of its language.
        keep_noise: Whether to keep all of the document; otherwise noise, headings and what
            `trim_sentences` trims are left out.
        splitter: Name of one of `SPLITTERS`.
    """
    text, blocks = document.text, split_blocks(document.text)
    is_chat, reasons = document.kind == "chat", [""] * len(blocks)
    if not (keep_noise or is_chat):
        reasons = find_noise(text, blocks, language=language)
    kept = [block for block, reason in zip(blocks, reasons, strict=True) if not reason]
    found = join_dates(text, split_sentences(text, kept, language=language, splitter=splitter))
    are_turns = is_chat or is_transcript([text[slice(*one)] for one in kept], language=language)
    if is_chat:
        found = join_answers(text, kept, found, language=language)
    spans, pieces = join_quotations(text, found, kept)
    halves = {spans[index] for index in pieces}
    complete = [span for span in spans if is_complete(text[slice(*span)], language=language)]
    has_headings = not keep_noise and not are_turns and 2 * len(complete) > len(spans)
    article = complete if has_headings else spans
    speakers: tuple[str, ...] = ()
    if are_turns:
        speakers = writers_of(text, article) if is_chat else speakers_of(text, kept, article)
    stretches = article
    if not keep_noise:
        stretches = trim_sentences(text, article, kept, language=language, title=document.title)
    ends = [end for pair in zip(article, stretches, strict=True) for end in _ends_left_out(*pair)]
    dropped = sorted([*dropped_spans(blocks, reasons), *((end, AROUND_A_QUOTE) for end in ends)])
    return Article(
        document,
        spans=tuple(stretches),
        dropped=tuple(span for span, _ in dropped),
        headings=len(spans) - len(article),
        language=language,
        trimmed=frozenset(i for i, span in enumerate(article) if span != stretches[i]),
        halves=frozenset(i for i, span in enumerate(article) if span in halves),
        reasons=tuple(reason for _, reason in dropped),
        speakers=speakers,
    )


def head_of(article: Article) -> str:
    """Return what may be the heading of an article: its first heading, and what stands above it.

    That are the first line that its document marks as a heading, and the lines above its first
    sentence that are no noise, of which the first `MAX_HEAD_CHARACTERS` are taken.
    """
    noise = zip(article.dropped, article.reasons, strict=True)
    marked = [span for span, reason in noise if reason == HEADING_LINE][:1]
    begin, above = 0, []
    for start, end in sorted((*article.dropped, *article.spans[:1])):
        if not article.spans or start > article.spans[0][0]:
            break
        above.append((begin, start))
        begin = end
    texts = (article.document.text[slice(*span)].strip() for span in (*marked, *above))
    told = (text for text in texts if any(map(str.isalnum, text)))
    return "\n".join(told)[:MAX_HEAD_CHARACTERS]


def join_dates(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the sentences, each date that stands alone before one joined to it.

    In a timeline, `4 October.` tells when the sentence behind it in its line is true.
    """
    joined: list[Span] = []
    for start, end in spans:
        if joined:
            first, last = joined[-1]
            gap = text[last:start]
            if last - first <= MAX_DATE and "\n" not in gap and is_day(text[first:last]):
                joined[-1] = (first, end)
                continue
        joined.append((start, end))
    return joined


def _ends_left_out(sentence: Span, stretch: Span) -> Iterator[Span]:
    """Yield what a stretch of a sentence leaves out before and behind it."""
    if sentence[0] < stretch[0]:
        yield sentence[0], stretch[0]
    if stretch[1] < sentence[1]:
        yield stretch[1], sentence[1]


def drop_furniture(articles: Sequence[Article]) -> list[Article]:
    """Return the articles of a cluster without the sentences that are furniture.

    They are captions, notices, calls to act and the like: see `furniture.py`. They are `dropped`,
    each with its reason.
    """
    found = find_furniture(
        [
            Text(one.document.text, one.spans, one.language, one.document.site or "")
            for one in articles
        ]
    )
    return [_without(one, furniture) for one, furniture in zip(articles, found, strict=True)]


def _without(article: Article, furniture: Mapping[int, str]) -> Article:
    """Return an article without some of its sentences, given by their index, with the reasons."""
    if not furniture:
        return article
    kept = [i for i in range(len(article.spans)) if i not in furniture]
    dropped = [
        *zip(article.dropped, article.reasons, strict=True),
        *((article.spans[i], reason) for i, reason in furniture.items()),
    ]
    dropped.sort()
    return replace(
        article,
        spans=tuple(article.spans[i] for i in kept),
        dropped=tuple(span for span, _ in dropped),
        trimmed=frozenset(new for new, old in enumerate(kept) if old in article.trimmed),
        halves=frozenset(new for new, old in enumerate(kept) if old in article.halves),
        reasons=tuple(reason for _, reason in dropped),
        speakers=tuple(article.speakers[i] for i in kept if article.speakers),
    )


def find_copies(articles: Sequence[Article]) -> dict[int, int]:
    """Return the articles that copy an earlier one: index of the copy -> index of the original.

    A copy has the same sentences, apart from case and white space. Its sentences are not candidates
    for the summary, so a source that is given twice does not count twice.
    """
    openings = [(len(article.spans), tuple(_plain(article, 1))) for article in articles]
    alike = Counter(openings)  # the other sentences are compared only where these are
    originals: dict[tuple[str, ...], int] = {}
    copies = {}
    for index, (article, opening) in enumerate(zip(articles, openings, strict=True)):
        if article.spans and alike[opening] > 1:
            original = originals.setdefault(tuple(_plain(article)), index)
            if original != index:
                copies[index] = original
    return copies


def _plain(article: Article, most: int | None = None) -> Iterator[str]:
    """Yield the sentences of an article, at most so many, apart from case and white space."""
    for start, end in article.spans[:most]:
        yield " ".join(article.document.text[start:end].casefold().split())


def sentences_of(articles: Sequence[Article], *, without: dict[int, int]) -> Iterator[Sentence]:
    """Yield the sentences of all articles in order, except for those of the copies."""
    for index, article in enumerate(articles):
        if index not in without:
            for position, (start, end) in enumerate(article.spans):
                text = article.document.text[start:end]
                yield Sentence(
                    index,
                    position,
                    start,
                    end,
                    text,
                    article.language,
                    trimmed=position in article.trimmed,
                    half_quotation=position in article.halves,
                    speaker=article.speakers[position] if article.speakers else "",
                    ends_message=article.document.kind == "chat"
                    and article.document.text[end : end + 1] in ("", "\n"),
                )
