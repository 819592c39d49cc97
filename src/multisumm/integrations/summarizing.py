"""The checks and the call of `summarize` that integrations of retrieval programs share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from multisumm.errors import EmptyQuery, InputError, NothingToSummarize, OptionError
from multisumm.integrations.scikit_learn import Summarizer
from multisumm.messages import is_iterable
from multisumm.model import Document, SummarySentence
from multisumm.rendering.wording import documents_by_relation
from multisumm.summary import Summary

Foreign = TypeVar("Foreign")


def check_documents(documents: Iterable[Foreign], kind: type[Foreign]) -> list[Foreign]:
    """Return the documents of another program as a list.

    Args:
        documents: The documents.
        kind: The class that each of them must have.

    Raises:
        InputError: They are not a list of such documents.
    """
    name = f"{kind.__module__.partition('.')[0]}.{kind.__name__}"
    if isinstance(documents, str | Mapping | kind) or not is_iterable(documents):
        raise InputError(f"documents must be a list of {name}, not {type(documents).__name__}")
    listed = list(documents)
    for number, document in enumerate(listed, start=1):
        if not isinstance(document, kind):
            raise InputError(f"document {number} is not a {name}, but {type(document).__name__}")
    return listed


def summarize_if_any(
    documents: Sequence[Document],
    *,
    query: object,
    words: object,
    method: object,
    options: object,
) -> Summary | None:
    """Return a summary, or None if there is nothing to summarise.

    Args:
        documents: What to summarise.
        query: What it should answer; without a word to look for in it, all is summarised.
        words: Limit in words, or None.
        method: How sentences are chosen.
        options: Further arguments of `summarize`, a mapping or None; they win over the others.

    Raises:
        OptionError: An option is not known or has no meaning.
        InputError: Two documents have one id.
    """
    if not isinstance(options, Mapping | None):
        raise OptionError(f"options must be a mapping, not {type(options).__name__}")
    arguments: dict[str, Any] = {"words": words, "method": method, **(options or {})}
    try:
        try:
            (summary,) = Summarizer(**{"query": query, **arguments}).transform([documents])
        except EmptyQuery:
            (summary,) = Summarizer(**arguments).transform([documents])
    except NothingToSummarize:
        return None
    return summary


def describe_quote(sentence: SummarySentence, identify: Callable[[str], object]) -> dict[str, Any]:
    """Return the address of a quote and the documents that relate to it, as metadata.

    With a query, these are also how relevant it is and the words of the query that it has.

    Args:
        sentence: The quote.
        identify: Returns what stands for a document, given its id in the summary.
    """
    citation = sentence.citation
    relations = documents_by_relation(sentence).items()
    return {
        "document": identify(citation.document),
        "start": citation.start,
        "end": citation.end,
        "family": sentence.family,
        "families": sentence.families,
        **_describe_relevance(sentence),
        **{relation: [*map(identify, documents)] for relation, documents in relations},
    }


def _describe_relevance(sentence: SummarySentence) -> dict[str, Any]:
    if sentence.relevance is None:
        return {}
    return {"relevance": sentence.relevance, "query_words": list(sentence.query_words)}
