"""A summary and its sources -> which of its statements more sources contradict than make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan

from multisumm.comparison.families import number_families
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.related import languages_of, relations_of
from multisumm.comparison.sides import supporters
from multisumm.documents import cleaned_documents
from multisumm.errors import NothingToSummarize
from multisumm.evaluation.readability import find_in_sources
from multisumm.evaluation.tasks import EvaluationTask
from multisumm.model import Document, Sentence
from multisumm.text.articles import drop_furniture, read_article, sentences_of
from multisumm.text.days import find_days
from multisumm.text.terms import tabulate_sentences

OUTVOTED = "outvoted"
"""Name of the measure: share of the sentences that more sources contradict than make, 0 to 1."""

_NO_FAMILY = -1


@dataclass(frozen=True, slots=True)
class Voices:
    """The sentences of the documents of a task, made once for all systems.

    Attributes:
        documents: The documents that have text.
        sentences: Their sentences, without noise.
        families: Family of each document: documents that share most of their text are one voice.
        days: Document -> its date as `YYYY-MM-DD`, where it is known.
        language: Main language of the task.
    """

    documents: tuple[Document, ...]
    sentences: tuple[Sentence, ...]
    families: tuple[int, ...]
    days: Mapping[int, str]
    language: str


def read_voices(task: EvaluationTask) -> Voices:
    """Return the sentences of the documents of a task and who is a voice of its own."""
    try:
        documents = cleaned_documents(task.documents).documents
    except NothingToSummarize:
        return Voices((), (), (), {}, task.language)
    articles = drop_furniture(
        [read_article(document, language=task.language, keep_noise=False) for document in documents]
    )
    sentences = tuple(sentences_of(articles, without={}))
    families = number_families(sentences, tabulate_sentences(sentences), {}, len(documents))
    days = find_days(documents).days
    return Voices(tuple(documents), sentences, tuple(families), days, task.language)


def measure_outvoted(texts: Sequence[str], voices: Voices) -> float:
    """Return the share of sentences that more families contradict than make; NaN without any.

    A family makes a statement if one of its documents says the same or more. It contradicts it if
    one says the contrary and none makes it; what is an update does not count. The rules are those
    of `summarize` (`comparison/`), whatever system wrote the summary.

    Args:
        texts: The sentences of a summary.
        voices: The sentences of its sources.
    """
    if not texts:
        return nan
    sources = [document.text for document in voices.documents]
    places = [find_in_sources(text, sources) for text in texts]
    quotes = [
        Sentence(place[0] if place else len(sources), 0, 0, len(text), text, voices.language)
        for text, place in zip(texts, places, strict=True)
    ]
    sentences = [*voices.sentences, *quotes]
    families = [*voices.families, _NO_FAMILY]
    table = tabulate_sentences(sentences)
    index = index_words(table, languages=languages_of(sentences, voices.language))
    relations = relations_of(sentences, index, language=voices.language, days=voices.days)
    outvoted = 0
    for i in range(len(voices.sentences), len(sentences)):
        making = supporters(i, sentences, relations, families) - {_NO_FAMILY}
        against = {
            families[sentences[j].document]
            for j in relations.near(i)
            if (relation := relations.of(i, j)) and relation.kind == "conflict"
        }
        outvoted += len(against - making - {_NO_FAMILY}) > len(making)
    return outvoted / len(texts)
