"""Documents -> their articles and sentences on the subject: what all ways begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from multisumm.documents import cleaned_documents
from multisumm.focus.relevance import Relevance
from multisumm.messages import printable
from multisumm.model import Document, Documents, Sentence
from multisumm.subjects.off_subject import Subjects
from multisumm.text.articles import Article, drop_furniture, read_article
from multisumm.text.cluster_languages import ClusterLanguages, identify_languages
from multisumm.text.language_names import name_of_language
from multisumm.text.languages import SEVERAL, UNDECIDED, check_language
from multisumm.text.sentences import DEFAULT_SPLITTER
from multisumm.text.terms import TermTable, take_rows


def read_articles(
    documents: Documents,
    *,
    language: str,
    keep_noise: bool,
    splitter: str = DEFAULT_SPLITTER,
) -> tuple[list[Article], ClusterLanguages, tuple[str, ...]]:
    """Return the article of each document, their languages, and what the user should know."""
    sources, warnings = cleaned_documents(documents)
    languages = identify_documents(sources, language)
    articles = [
        read_article(source, language=own, keep_noise=keep_noise, splitter=splitter)
        for source, own in zip(sources, languages.own, strict=True)
    ]
    articles = articles if keep_noise else drop_furniture(articles)
    return articles, languages, (*warnings, *_warnings(articles, languages))


def identify_documents(documents: Sequence[Document], language: str) -> ClusterLanguages:
    """Return the languages of the documents: the one that the user names, or those recognised."""
    code = language if language == "auto" else check_language(language)
    if code in ("auto", SEVERAL):
        return identify_languages([document.text for document in documents])
    return ClusterLanguages(code, (code,) * len(documents))


def _warnings(articles: Sequence[Article], languages: ClusterLanguages) -> list[str]:
    """Return what the user should know about the input."""
    warnings = [
        f"{printable(article.document.id)}: only noise was found in it; nothing of it is used"
        for article in articles
        if not article.spans
    ]
    if languages.main == UNDECIDED:
        warnings.append("the language was not recognised; words are compared as they stand")
    if languages.has_several:
        counts = Counter(languages.own).most_common()
        named = ", ".join(f"{name_of_language(code)} ({count})" for code, count in counts)
        warnings.append(
            f"the documents are in {len(counts)} languages: {named};"
            " each is split and compared in its own"
        )
    return warnings


def on_subject(subjects: Subjects, sentences: Sequence[Sentence]) -> list[int]:
    """Return which sentences are of documents that are not off the subject."""
    off = frozenset(subjects.off)
    return [i for i, sentence in enumerate(sentences) if sentence.document not in off]


def take_sentences(
    rows: Sequence[int],
    sentences: list[Sentence],
    table: TermTable,
    relevance: Relevance | None = None,
) -> tuple[list[Sentence], TermTable, Relevance | None]:
    """Return these sentences only, with their terms and their relevance."""
    if len(rows) == len(sentences):
        return sentences, table, relevance
    taken = take_rows(table, rows)
    return [sentences[i] for i in rows], taken, relevance and relevance.take(rows, taken)


def are_off(subjects: Subjects, articles: Sequence[Article]) -> list[bool]:
    """Return whether each document is off the subject."""
    off = frozenset(subjects.off)
    return [i in off for i in range(len(articles))]


def ids_of(articles: Sequence[Article]) -> list[str]:
    """Return the ids of the documents."""
    return [article.document.id for article in articles]


def count_left_out(articles: Sequence[Article], off: Sequence[int]) -> list[Counter[str]]:
    """Return for each document how many sentences are left out as headings or off the subject."""
    counts = [Counter(fragment=article.headings) for article in articles]
    for i in off:
        counts[i]["off the subject"] = len(articles[i].spans)
    return counts
