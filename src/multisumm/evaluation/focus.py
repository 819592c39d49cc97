"""A summary, its query and the known documents -> whether it answers, and what in it is not new.

Each measure is reported only where a cluster has what it needs: `relevant` passages, `known`
documents, `answers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import nan
from unicodedata import normalize

import numpy as np

from multisumm.characters import SPACELESS
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.related import relations_of
from multisumm.evaluation.readability import quote_pattern
from multisumm.evaluation.systems import System
from multisumm.evaluation.tasks import EvaluationTask
from multisumm.focus.novelty import says_all
from multisumm.model import Citation, Sentence
from multisumm.selection.budget import resolve_budget
from multisumm.text.articles import read_article, sentences_of
from multisumm.text.terms import tabulate_sentences

FOCUS = ("relevant-quotes", "known-quotes", "known-bigrams", "answer-found")
"""The keys of what `measure_focus` returns, in this order."""

ANSWER_FOUND_AT = "answer-found@"
"""`answer-found@25` is `answer-found` of a summary of 25 words at most."""

_LETTER = rf"[^\W{SPACELESS}]"
"""A character of words that have white space around them."""


def focus_names(tasks: Sequence[EvaluationTask], budgets: Sequence[int] = ()) -> tuple[str, ...]:
    """Return the names of the measures that at least one task has, in their order.

    Args:
        tasks: The tasks.
        budgets: Numbers of words, for which `answer-found` is measured as well.
    """
    relevant, known, answers = (
        any(getattr(task, field) for task in tasks) for field in ("relevant", "known", "answers")
    )
    measured = zip(FOCUS, (relevant, known, known, answers), strict=True)
    within = [f"{ANSWER_FOUND_AT}{words}" for words in dict.fromkeys(budgets) if answers]
    return (*(name for name, is_measured in measured if is_measured), *within)


def read_known(task: EvaluationTask) -> list[Sentence]:
    """Return the sentences of the known documents of a task, also those that are noise."""
    articles = [
        read_article(document, language=task.language, keep_noise=True) for document in task.known
    ]
    return list(sentences_of(articles, without={}))


def measure_focus(
    sentences: Sequence[str], task: EvaluationTask, known: Sequence[Sentence]
) -> dict[str, float]:
    """Return the measures of a summary; NaN where the task lacks what it needs.

    The shares are also NaN where an empty summary has no value.

    * `relevant-quotes`: share of the sentences of which a part is in a relevant passage. Where
      several documents have a sentence, one of its places is enough.
    * `known-quotes`: share of the sentences that say the same as a sentence of the known documents,
      or a part of it (`comparison/relations.py`).
    * `known-bigrams`: share of the distinct pairs of neighbouring content words, within sentences
      and as stems, that the known documents have. Function words between them are passed over.
    * `answer-found`: 1 if one of the answers is in the summary, else 0 (`answer_found`).

    Args:
        sentences: The sentences of the summary.
        task: Its task.
        known: What `read_known` returns for the task.
    """
    values = (
        _mean(are_relevant(sentences, task)) if task.relevant else nan,
        _mean(are_known(sentences, known, language=task.language)) if task.known else nan,
        known_bigrams(sentences, known, language=task.language) if task.known else nan,
        float(answer_found(sentences, task.answers)) if task.answers else nan,
    )
    return dict(zip(FOCUS, values, strict=True))


def measure_answers_within(
    write: System, task: EvaluationTask, budgets: Sequence[int]
) -> dict[str, float]:
    """Return `answer-found` of a summary of each number of words; NaN without answers."""
    found = {}
    for words in budgets:
        budget = resolve_budget({"words": words}, [], language=task.language)
        is_found = (
            answer_found(write(replace(task, budget=budget)), task.answers) if task.answers else nan
        )
        found[f"{ANSWER_FOUND_AT}{words}"] = float(is_found)
    return found


def are_relevant(sentences: Sequence[str], task: EvaluationTask) -> list[bool]:
    """Return whether a part of each sentence is in a relevant passage, apart from white space."""
    texts = {document.id: document.text for document in task.documents}
    patterns = [quote_pattern(sentence) for sentence in sentences]
    return [
        any(_is_in(pattern, passage, texts[passage.document]) for passage in task.relevant)
        for pattern in patterns
    ]


def _is_in(pattern: re.Pattern[str], passage: Citation, text: str) -> bool:
    """Whether a part of one of the matches in a text is in a passage of it."""
    matches = pattern.finditer(text)
    return any(match.start() < passage.end and passage.start < match.end() for match in matches)


def are_known(sentences: Sequence[str], known: Sequence[Sentence], *, language: str) -> list[bool]:
    """Return whether a known sentence says the same as each sentence, or more."""
    pool = [*known, *_as_document(sentences, language)]
    index = index_words(tabulate_sentences(pool), languages=[language])
    relations = relations_of(pool, index, language=language, days={})

    def is_known(i: int) -> bool:
        found = (relations.of(i, j) for j in relations.near(i) if j < len(known))
        return any(relation is not None and says_all(relation) for relation in found)

    return [is_known(i) for i in range(len(known), len(pool))]


def known_bigrams(sentences: Sequence[str], known: Sequence[Sentence], *, language: str) -> float:
    """Return the share of the pairs of neighbouring content words that are known; NaN without any.

    >>> round(known_bigrams(["The dam of Arlo broke."], [
    ...     Sentence(0, 0, 0, 18, "The Arlo dam broke", "en"),
    ...     Sentence(0, 1, 19, 30, "Dam at Arlo", "en")], language="en"), 2)
    0.5
    """
    pool = [*known, *_as_document(sentences, language)]
    table = tabulate_sentences(pool)
    rows = [
        [term for term in table.tokens[start:end].tolist() if table.content[term]]
        for start, end in pairwise(table.starts.tolist())
    ]
    heard = {pair for row in rows[: len(known)] for pair in pairwise(row)}
    told = {pair for row in rows[len(known) :] for pair in pairwise(row)}
    return len(told & heard) / len(told) if told else nan


def answer_found(sentences: Sequence[str], answers: Sequence[str]) -> bool:
    """Return whether an answer is in a summary, apart from case and white space.

    It must not begin or end inside a word, in scripts with spaces between words.

    >>> answer_found(["He lives in New", "York."], ["new york"]), answer_found(["12."], ["2"])
    (True, False)
    """
    summary = _folded(" ".join(sentences))
    wanted = [folded for answer in answers if (folded := _folded(answer))]
    return any(re.search(_whole_words(answer), summary) for answer in wanted)


def _whole_words(text: str) -> str:
    """Return the pattern of a text that does not begin or end inside a word."""
    before = f"(?<!{_LETTER})" if re.match(_LETTER, text) else ""
    behind = f"(?!{_LETTER})" if re.match(_LETTER, text[-1:]) else ""
    return f"{before}{re.escape(text)}{behind}"


def _folded(text: str) -> str:
    return " ".join(normalize("NFC", text).casefold().split())


def _as_document(sentences: Sequence[str], language: str) -> list[Sentence]:
    """Return sentences as those of a document beside the known ones."""
    return [Sentence(-1, i, 0, len(one), one, language) for i, one in enumerate(sentences)]


def _mean(values: Sequence[bool]) -> float:
    return float(np.mean(values)) if values else nan
