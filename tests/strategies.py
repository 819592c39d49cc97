"""What several test files draw from: clusters of short sentences, and problems of selection."""

import random
from itertools import combinations
from random import Random

import numpy as np
from hypothesis import strategies as st

from multisumm.model import Document, Sentence
from multisumm.selection.concepts import Concepts
from multisumm.selection.coverage import Problem
from multisumm.text.terms import tabulate_terms

# Few enough to be shared by most sentences; some inflected, some of no content, one no word at all.
WORDS = "the of it was not police attack attacks Brussels airport bombs injured 34 Monday ..."

TEXTS = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=5).map(" ".join)
"""Texts of sentences, with repeats, function words alone and punctuation alone among them."""


def sentences_of(*documents):
    """The sentences of documents that are given as lists of texts, joined by one space."""
    sentences = []
    for number, texts in enumerate(documents):
        start = 0
        for position, text in enumerate(texts):
            sentences.append(Sentence(number, position, start, start + len(text), text))
            start += len(text) + 1
    return sentences


def table_of(sentences, language="en"):
    return tabulate_terms([sentence.text for sentence in sentences], language=language)


def documents_dated(*dates):
    return [Document(str(number), "", date=date) for number, date in enumerate(dates)]


def invented_reports(count):
    """Texts of this many sentences: ten in a row have a subject, and most of its words, in common.

    Some words are common to all subjects; a number is of the sentence alone.
    """
    draw = Random(7)

    def word():
        return "".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(3))

    common = [word() for _ in range(200)]
    texts = []
    while len(texts) < count:
        subject = [word().capitalize(), *(word() for _ in range(5))]
        for _ in range(10):
            words = [*draw.sample(subject, 5), *draw.sample(common, 2)]
            texts.append(f"The {' '.join(words)} of {draw.randint(2, 900)}.")
    return texts[:count]


def clusters(max_documents=3, max_sentences=4):
    """Sentences of up to some documents, which may be empty; all of them may be."""
    texts = st.lists(TEXTS, max_size=max_sentences)
    return st.lists(texts, max_size=max_documents).map(lambda lists: sentences_of(*lists))


def concepts_of(sets, weights):
    """Concepts from the set of concepts of each sentence and the weight of each concept."""
    ids = [sorted(concepts) for concepts in sets]
    starts = np.cumsum([0, *map(len, ids)], dtype=np.int64)
    flat = np.array([concept for concepts in ids for concept in concepts], dtype=np.int64)
    return Concepts(starts, flat, np.array(weights, dtype=np.float64))


def problem_of(sets, weights, costs, capacity, clashing=()):
    """A problem of selection from plain lists; `clashing` holds pairs of sentences."""
    pairs = {frozenset(pair) for pair in clashing}

    def clashes(sentence, others):
        return any(frozenset((sentence, other)) in pairs for other in others)

    return Problem(
        concepts_of(sets, weights), np.ones(len(sets)), np.array(costs, np.int64), capacity, clashes
    )


@st.composite
def problems(draw, max_sentences=8, clashing=True):
    """Small problems of selection; weights are quarters, so that sums of them are exact."""
    n = draw(st.integers(0, max_sentences))
    weights = draw(st.lists(st.integers(0, 8).map(lambda w: w / 4), min_size=1, max_size=7))
    some = st.sets(st.integers(0, len(weights) - 1), max_size=4)
    sets = draw(st.lists(some, min_size=n, max_size=n))
    costs = draw(st.lists(st.integers(1, 12), min_size=n, max_size=n))
    pairs = list(combinations(range(n), 2))
    chosen = draw(st.sets(st.sampled_from(pairs), max_size=6)) if pairs and clashing else ()
    return problem_of(sets, weights, costs, draw(st.integers(0, 30)), sorted(chosen))


def random_sentences(number):
    """Sentences of words as frequent as in a language (Zipf), so that most pairs share one."""
    generator = random.Random(number)
    words = [
        f"{a}{b}{c}{d}" for a in "bdfgklmnprst" for b in "aeiou" for c in "dklmnrst" for d in "ai"
    ]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    return [" ".join(generator.choices(words, weights, k=12)) for _ in range(number)]
