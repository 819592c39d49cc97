"""A system's name -> what writes its summaries: our methods, sumy's, baselines, outside files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from zlib import crc32

import numpy as np

from multisumm.documents import cleaned_documents
from multisumm.errors import InputError, NothingToSummarize, OptionError
from multisumm.evaluation.external import outside_sentences, read_outside
from multisumm.evaluation.oracle import choose_oracle
from multisumm.evaluation.tasks import EvaluationTask, split_text
from multisumm.messages import unknown_choice
from multisumm.pipeline import METHODS, summarize
from multisumm.rouge import Prepared, Settings, prepare
from multisumm.selection.weights import PACKAGE, Weights
from multisumm.text.articles import find_copies, read_article, sentences_of

System = Callable[[EvaluationTask], Sequence[str]]
"""Takes a task, gives the sentences of a summary in order; none if there is nothing to say."""

SettingsOf = Callable[[str], Settings]
"""How texts of a language are scored."""

OUTSIDE = "file:"
REFERENCE_SYSTEMS = ("random", "oracle")
SYSTEMS = (*METHODS, *REFERENCE_SYSTEMS)
"""Names of the systems that are always there; `file:PATH` is what another program wrote."""


@dataclass(frozen=True, slots=True)
class Systems:
    """What writes the summaries.

    Attributes:
        writers: Name of each system -> what writes its summaries.
        specs: Name of each system -> what it was asked for by: the name, or `file:PATH`.
        notes: What to tell the user, a line each.
    """

    writers: Mapping[str, System]
    specs: Mapping[str, str]
    notes: tuple[str, ...]


def make_systems(
    specs: Sequence[str], tasks: Sequence[EvaluationTask], *, seed: int, settings_of: SettingsOf
) -> Systems:
    """Return what writes the summaries of each system that is asked for.

    Args:
        specs: Names out of `SYSTEMS`, and `file:PATH`, which can stand for several systems.
        tasks: What they will be asked for.
        seed: What the random system starts from, with the id of each task.
        settings_of: How the scores are made that the oracle aims at.

    Raises:
        OptionError: A name is not known or comes twice.
        InputError: A file cannot be used.
    """
    writers: dict[str, System] = {}
    origins: dict[str, str] = {}
    notes: list[str] = []
    for spec in specs:
        found: dict[str, System]
        if spec.startswith(OUTSIDE):
            outputs, more = read_outside(spec.removeprefix(OUTSIDE), tasks)
            found = {name: partial(outside_sentences, each) for name, each in outputs.items()}
            notes += more
        else:
            found = {spec: _known_system(spec, seed, settings_of)}
        for name in found:
            if name in writers:
                raise OptionError(f"two systems are called {name!r}; give it once")
            origins[name] = spec
        writers |= found
    if not writers:
        raise OptionError("no systems: name one at least, like --systems coverage,lead")
    return Systems(writers, origins, tuple(notes))


def _known_system(name: str, seed: int, settings_of: SettingsOf) -> System:
    if name == "random":
        return partial(write_random, seed=seed)
    if name == "oracle":
        return partial(write_oracle, settings_of=settings_of)
    if name in METHODS:
        return partial(write_method, method=name)
    raise OptionError(unknown_choice("system", name, (*SYSTEMS, f"{OUTSIDE}PATH")))


def write_method(
    task: EvaluationTask, *, method: str, weights: Weights | str = PACKAGE
) -> tuple[str, ...]:
    """Return the sentences that a method of ours chooses."""
    try:
        summary = summarize(
            task.documents,
            method=method,
            language=task.language,
            weights=weights,
            **{task.budget.unit: task.budget.limit},  # type: ignore[arg-type]
        )
    except NothingToSummarize:
        return ()
    return tuple(sentence.text for sentence in summary.sentences)


def write_random(task: EvaluationTask, *, seed: int) -> tuple[str, ...]:
    """Return sentences in random order, each that still fits, told in the order of the sources.

    PCG64 is started from the seed and the CRC-32 of the task's id: a task's summary
    does not depend on the other tasks. Noise and copies are left out, as our methods do.
    """
    texts = quotable_sentences(task)
    generator = np.random.PCG64([seed, crc32(task.id.encode(errors="backslashreplace"))])
    left = task.budget.limit + task.budget.joint
    picked = []
    for index in np.argsort(generator.random_raw(len(texts)), kind="stable").tolist():
        cost = task.budget.measure(texts[index]) + task.budget.joint
        if cost <= left:
            left -= cost
            picked.append(index)
    return tuple(texts[index] for index in sorted(picked))


def write_oracle(task: EvaluationTask, *, settings_of: SettingsOf) -> tuple[str, ...]:
    """Return the greedy extract with the references in view, in the order of the sources."""
    texts = quotable_sentences(task)
    settings = settings_of(task.language)
    joint = task.budget.joint
    picked = choose_oracle(
        [prepare(" ".join(text.split()), settings) for text in texts],
        [task.budget.measure(text) + joint for text in texts],
        task.budget.limit + joint,
        prepare_references(task, settings),
    )
    return tuple(texts[index] for index in sorted(picked))


def prepare_references(task: EvaluationTask, settings: Settings) -> list[Prepared]:
    """Return the tokens of each reference, split into sentences by our own rules.

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


def quotable_sentences(task: EvaluationTask) -> list[str]:
    """Return the sentences of the documents that are neither noise nor in a copy."""
    try:
        documents = cleaned_documents(task.documents).documents
    except NothingToSummarize:
        return []
    articles = [read_article(each, language=task.language, keep_noise=False) for each in documents]
    return [each.text for each in sentences_of(articles, without=find_copies(articles))]
