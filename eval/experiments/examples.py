"""Clusters as all variants see them, read once."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.experiments.features import (
    concept_columns,
    named_concepts,
    sentence_columns,
    sentence_flags,
)
from eval.experiments.references import concept_targets, known_terms, sentence_targets
from eval.experiments.sets import FILES, File
from multisumm.comparison.families import number_families, set_aside_copies
from multisumm.comparison.provenance import Copies
from multisumm.documents import cleaned_documents
from multisumm.evaluation.oracle import choose_oracle
from multisumm.evaluation.plan import scoring
from multisumm.evaluation.tasks import split_text
from multisumm.model import Cluster, Document, Sentence
from multisumm.reading import cluster_lines, parse_cluster
from multisumm.reading.records import parse_object
from multisumm.rouge import Prepared, Settings, prepare
from multisumm.selection.budget import count_words
from multisumm.selection.concepts import find_concepts
from multisumm.text.articles import drop_furniture, find_copies, read_article, sentences_of
from multisumm.text.terms import TermTable, tabulate_terms, take_rows
from multisumm.training.examples import FOLDS

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Example:
    """A cluster as all variants see it: n sentences, c concepts.

    Attributes:
        id, language, kind, fold: What it is, and when it is left out of a fit.
        documents, pool, table: Its documents, their sentences, their terms.
        families: Family of each document; its sentences count once.
        set_aside: The copies of a sentence, by document and position.
        costs: Words of each sentence (n,).
        owned, ids, single, named: Sentence and concept of each entry; whether a concept (c,) is a
            single word, and whether it is a capitalised one.
        sentences, concepts: Features, shapes (n, len(SENTENCE_COLUMNS)), (c, ...).
        flags: `opener`, `question`, `broken`, `quote` -> which sentences (n,).
        shares: Name of a target -> what the references have of each concept (c,).
        precision: Name of a target -> what of each sentence (n,) the references have.
        tokens: ROUGE's tokens of each sentence.
        references: Words that the references are cut to, 0 for whole -> ROUGE's tokens of them.
    """

    id: str
    language: str
    kind: str
    fold: int
    documents: tuple[Document, ...]
    pool: tuple[Sentence, ...]
    table: TermTable
    families: tuple[int, ...]
    set_aside: Copies
    costs: NDArray[np.int64]
    owned: NDArray[np.int64]
    ids: NDArray[np.int64]
    single: Flags
    named: Flags
    sentences: NDArray[np.float32]
    concepts: NDArray[np.float32]
    flags: Mapping[str, Flags]
    shares: Mapping[str, Array]
    precision: Mapping[str, Array]
    tokens: tuple[Prepared, ...]
    references: Mapping[int, tuple[Prepared, ...]]


EXAMPLES: dict[str, list[Example]] = {}
"""Name of a file -> its clusters; filled before the processes are started that use it."""


def read_file(file: File, data: Path, most: int | None) -> list[tuple[int, Cluster, str]]:
    """Number, cluster and language of the clusters of a file."""
    lines = islice(cluster_lines(data / file.path), file.first, file.last, file.step)
    return [
        (
            number,
            parse_cluster(line, where=where, number=number),
            str(parse_object(line, where=where).get("lang") or "en"),
        )
        for number, (_, where, line) in enumerate(islice(lines, most))
    ]


def make_example(given: tuple[int, Cluster, str], *, file: File) -> Example | None:
    """A cluster as the variants see it, or None if there is nothing in it."""
    number, cluster, language = given
    documents = cleaned_documents(cluster.documents).documents
    articles = drop_furniture(
        [read_article(document, language=language, keep_noise=False) for document in documents]
    )
    copies = find_copies(articles)
    pool = tuple(sentences_of(articles, without=copies))
    table = tabulate_terms([sentence.text for sentence in pool], language=language)
    families = number_families(pool, table, copies, len(articles))
    kept, set_aside = set_aside_copies(articles, pool, copies, families)
    pool, table = tuple(pool[i] for i in kept), take_rows(table, kept)
    owned, ids, keys = find_concepts(table)
    if not len(keys):
        return None
    settings = rouge_settings(language)
    tokens = tuple(prepare(" ".join(sentence.text.split()), settings) for sentence in pool)
    texts = ["\n".join(split_text(text, language=language)) for text in cluster.references]
    references = {
        words: tuple(prepare(text, replace(settings, limit_words=words or None)) for text in texts)
        for words in (0, 100)
    }
    costs = np.array([count_words(sentence.text, language=language) for sentence in pool])
    named = named_concepts(pool, table, keys, language)
    terms = [known_terms(text, table, language) for text in cluster.references]
    flags = sentence_flags(pool, table, language)
    member = np.zeros(len(pool))
    if file.trained:
        member[choose_oracle(tokens, costs.tolist(), file.words, references[0])] = 1.0
    rows = sentence_columns(pool, table, flags)
    return Example(
        id=cluster.id,
        set_aside=set_aside,
        language=language,
        kind=file.kind,
        fold=number % FOLDS,
        documents=documents,
        pool=pool,
        table=table,
        families=tuple(families),
        costs=costs,
        owned=owned,
        ids=ids,
        single=keys < len(table.vocabulary),
        named=named,
        sentences=rows.astype(np.float32),
        concepts=concept_columns(pool, table, owned, ids, keys, named, rows, families).astype(
            np.float32
        ),
        flags=flags,
        shares=concept_targets(terms, table, keys),
        precision={**sentence_targets(terms, table), "oracle": member},
        tokens=tokens,
        references=references,
    )


@cache
def rouge_settings(language: str) -> Settings:
    """How texts of a language are scored."""
    return scoring("rouge155" if language == "en" else "unicode", stem=True)(language)


def tokens_of(example: Example, picked: Sequence[int]) -> Prepared:
    """ROUGE's tokens of a summary."""
    sentences = tuple(chain.from_iterable(example.tokens[i].sentences for i in picked))
    return Prepared(tuple(chain.from_iterable(sentences)), sentences)


def load(data: Path, workers: int, *, quick: bool) -> list[str]:
    """Read all clusters; give the paths that are missing.

    Clusters of Multi-News to train on that are among those measured on are left out.
    """
    start = time.perf_counter()
    missing = []
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        for file in FILES:
            if not (data / file.path).exists():
                missing.append(file.path)
                continue
            given = read_file(file, data, 12 if quick else None)
            made = pool.map(partial(make_example, file=file), given, chunksize=4)
            EXAMPLES[file.name] = [example for example in made if example is not None]
    measured_on = {
        opening(example) for name in ("cut", "whole") for example in EXAMPLES.get(name, [])
    }
    for name in ("train", "many"):
        if name in EXAMPLES:
            EXAMPLES[name] = [e for e in EXAMPLES[name] if opening(e) not in measured_on]
    print(f"read: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    return list(dict.fromkeys(missing))


def opening(example: Example) -> tuple[str, ...]:
    """The first tokens of the first reference, by which a cluster is known in several files."""
    return example.references[0][0].tokens[:40]
