"""The name of a system -> a function that writes summaries: methods, baselines, external files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from zlib import crc32

import numpy as np

from multisumm.documents import cleaned_documents
from multisumm.errors import EmptyQuery, InputError, NothingToSummarize, OptionError
from multisumm.evaluation.bm25 import bm25_scores
from multisumm.evaluation.external import external_sentences, read_external
from multisumm.evaluation.oracle import choose_oracle
from multisumm.evaluation.sumy_baseline import notes_on_sumy, rank_by_sumy
from multisumm.evaluation.tasks import EvaluationTask, split_text
from multisumm.messages import unknown_choice
from multisumm.model import Sentence
from multisumm.options import METHODS, MethodName, is_method
from multisumm.pipeline import summarize
from multisumm.rouge import Prepared, Settings, prepare
from multisumm.selection.sumy import SUMY_METHODS
from multisumm.selection.weights import PACKAGE, Weights
from multisumm.text.articles import drop_furniture, find_copies, read_article, sentences_of

System = Callable[[EvaluationTask], Sequence[str]]
"""A task -> the sentences of its summary, in order; none if nothing can be quoted."""

SettingsOf = Callable[[str], Settings]
"""A language -> the settings of ROUGE for its texts."""

FILE_PREFIX = "file:"
METHOD_PREFIX = "method:"
BASELINES = ("random", "oracle", "bm25")
BUILT_IN_SYSTEMS = (*METHODS, *BASELINES)
"""Names of the systems that need no file. A name of `SUMY_METHODS` is sumy itself; with
`method:` before it, it is the method of `summarize`, which rates by the words of multisumm.
`file:PATH` names summaries of another program."""


@dataclass(frozen=True, slots=True)
class Systems:
    """The systems of an evaluation.

    Attributes:
        writers: Name of each system -> the function that writes its summaries.
        specs: Name of each system -> how it was asked for: its name, or `file:PATH`.
        notes: Notes for the user, a line each.
    """

    writers: Mapping[str, System]
    specs: Mapping[str, str]
    notes: tuple[str, ...]


def make_systems(
    specs: Sequence[str], tasks: Sequence[EvaluationTask], *, seed: int, settings_of: SettingsOf
) -> Systems:
    """Return the systems that are asked for.

    Args:
        specs: Names in `BUILT_IN_SYSTEMS`, and `file:PATH`, which can stand for several systems.
        tasks: The tasks that they will get.
        seed: Seed of the random system, together with the id of each task.
        settings_of: Settings of the scores that the oracle aims at.

    Raises:
        OptionError: A name is not known or comes twice.
        InputError: A file cannot be used.
    """
    writers: dict[str, System] = {}
    origins: dict[str, str] = {}
    notes: list[str] = []
    for spec in specs:
        named: dict[str, System]
        if spec.startswith(FILE_PREFIX):
            outputs, more = read_external(spec.removeprefix(FILE_PREFIX), tasks)
            named = {name: partial(external_sentences, texts) for name, texts in outputs.items()}
            notes += more
        else:
            named = {spec: _built_in_system(spec, seed, settings_of)}
        if spec == "bm25":
            _check_queries(tasks)
        if spec in SUMY_METHODS:
            notes += notes_on_sumy({task.language for task in tasks})
        for name in named:
            if name in writers:
                raise OptionError(f"two systems are called {name!r}; give it once")
            origins[name] = spec
        writers |= named
    if not writers:
        raise OptionError("no systems: name at least one, like --systems coverage,lead")
    return Systems(writers, origins, tuple(dict.fromkeys(notes)))


def _check_queries(tasks: Sequence[EvaluationTask]) -> None:
    for task in tasks:
        if task.query is None:
            raise OptionError(f"bm25 needs a query, and the cluster {task.id!r} has none")


def _built_in_system(name: str, seed: int, settings_of: SettingsOf) -> System:
    if name == "random":
        return partial(write_random, seed=seed)
    if name == "oracle":
        return partial(write_oracle, settings_of=settings_of)
    if name == "bm25":
        return write_bm25
    if name in SUMY_METHODS:
        return partial(write_sumy, name=name)
    if is_method(method := name.removeprefix(METHOD_PREFIX)):
        return partial(write_method, method=method)
    raise OptionError(unknown_choice("system", name, (*BUILT_IN_SYSTEMS, f"{FILE_PREFIX}PATH")))


def write_method(
    task: EvaluationTask, *, method: MethodName, weights: Weights | str = PACKAGE
) -> tuple[str, ...]:
    """Return the sentences that a method of `summarize` chooses, by the query of a task, too.

    None, if nothing is relevant to the query, or nothing new beside the known documents.
    """
    focus = {"query": task.query, "known": task.known or None}
    given = {name: value for name, value in focus.items() if value is not None}
    try:
        summary = summarize(
            task.documents,
            method=method,
            language=task.language,
            weights=weights,
            tokenizer=task.budget.tokenizer,
            **{task.budget.unit: task.budget.limit, **given},  # type: ignore[arg-type]
        )
    except NothingToSummarize:
        return ()
    except EmptyQuery as error:
        raise OptionError(f"cluster {task.id!r}: {error}") from None
    return tuple(sentence.text for sentence in summary.sentences)


def write_random(task: EvaluationTask, *, seed: int) -> tuple[str, ...]:
    """Return random sentences, each that still fits the budget, in the order of the sources.

    PCG64 is seeded with the seed and the CRC-32 of the task's id, so that a summary does not depend
    on the other tasks. Noise and copies are left out, as the methods leave them out.
    """
    texts = [sentence.text for sentence in quotable_sentences(task)]
    generator = np.random.PCG64([seed, crc32(task.id.encode(errors="backslashreplace"))])
    order = np.argsort(generator.random_raw(len(texts)), kind="stable").tolist()
    return _fill_budget(task, texts, order)


def write_bm25(task: EvaluationTask) -> tuple[str, ...]:
    """Return the sentences nearest to the query by `bm25_scores`, in the order of the sources.

    From the best down, each that still fits the budget; ties go to the earlier one. A sentence
    without a word of the query is not taken; without a query, none is.
    """
    texts = [sentence.text for sentence in quotable_sentences(task)]
    scores = bm25_scores(task.query or "", texts, language=task.language)
    order = [i for i in np.argsort(-scores, kind="stable").tolist() if scores[i] > 0]
    return _fill_budget(task, texts, order)


def write_sumy(task: EvaluationTask, *, name: str) -> tuple[str, ...]:
    """Return the sentences that sumy itself rates highest, in the order of the sources.

    sumy reads the whole text of all documents as one, noise and copies included, and nothing but
    the budget is taken care of: from the best down, each that still fits.
    """
    texts, order = rank_by_sumy(
        [document.text for document in task.documents], name, language=task.language
    )
    return _fill_budget(task, texts, order)


def _fill_budget(
    task: EvaluationTask, texts: Sequence[str], order: Sequence[int]
) -> tuple[str, ...]:
    """Return each text in some order that still fits, in the order of the sources."""
    left = task.budget.limit + task.budget.separator_cost
    picked = []
    for index in order:
        cost = task.budget.measure(texts[index]) + task.budget.separator_cost
        if cost <= left:
            left -= cost
            picked.append(index)
    return _told_within(task, texts, picked)


def write_oracle(task: EvaluationTask, *, settings_of: SettingsOf) -> tuple[str, ...]:
    """Return the extract of `choose_oracle`, in the order of the sources."""
    texts = [sentence.text for sentence in quotable_sentences(task)]
    settings = settings_of(task.language)
    separator_cost = task.budget.separator_cost
    picked = choose_oracle(
        [prepare(" ".join(text.split()), settings) for text in texts],
        [task.budget.measure(text) + separator_cost for text in texts],
        task.budget.limit + separator_cost,
        prepare_references(task, settings),
    )
    return _told_within(task, texts, picked)


def _told_within(
    task: EvaluationTask, texts: Sequence[str], picked: Sequence[int]
) -> tuple[str, ...]:
    """Return the picked texts in their order, without the last picks if together they cost more.

    That is so only in tokens, where a tokenizer merges across sentences.
    """
    for kept in range(len(picked), 0, -1):
        told = tuple(texts[index] for index in sorted(picked[:kept]))
        if task.budget.total(told) <= task.budget.limit:
            return told
    return ()


def prepare_references(task: EvaluationTask, settings: Settings) -> list[Prepared]:
    """Return the tokens of each reference, split into sentences by the rules of `text`.

    Raises:
        InputError: A reference has no tokens under these settings.
    """
    prepared = []
    for number, text in enumerate(task.references, start=1):
        reference = prepare("\n".join(split_text(text, language=task.language)), settings)
        if not reference.tokens:
            raise InputError(
                f"reference {number} of cluster {task.id!r} has no tokens for the preset"
                f" {settings.preset!r}; use --preset unicode"
            )
        prepared.append(reference)
    return prepared


def quotable_sentences(task: EvaluationTask) -> list[Sentence]:
    """Return the sentences of the documents that are neither noise nor in a copy."""
    try:
        documents = cleaned_documents(task.documents).documents
    except NothingToSummarize:
        return []
    articles = drop_furniture(
        [read_article(document, language=task.language, keep_noise=False) for document in documents]
    )
    return list(sentences_of(articles, without=find_copies(articles)))
