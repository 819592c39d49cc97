"""Features of sentences and concepts; the package has some of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Sentence
from multisumm.selection import candidates
from multisumm.selection.concepts import CONCEPT_FEATURES, concept_features
from multisumm.selection.context import DEPENDENT_FACTOR, LEANING_FACTOR, context_factors
from multisumm.selection.quality import SENTENCE_FEATURES, sentence_features
from multisumm.selection.ranking import RANKINGS, tfidf_rows
from multisumm.text.quotations import is_only_quotation
from multisumm.text.sentences import is_question
from multisumm.text.terms import TermTable, distinct_pairs
from multisumm.text.tokens import stem_words, tokenize

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

EXTRA_SENTENCE = (
    "inverse_position",
    "relative_position",
    "first",
    "last",
    "squared_log_words",
    "short",
    "textrank",
    "centroid",
    "own_document",
    "other_documents",
    "shared_words",
    "any_shared_words",
    "digits",
    "quote",
    "question",
    "opener",
    "document_words",
    "documents_x_position",
    "documents_x_shared",
    "sentences_x_position",
)
SENTENCE_COLUMNS = (*SENTENCE_FEATURES, *EXTRA_SENTENCE)
EXTRA_CONCEPT = (
    "log_documents",
    "share_of_documents",
    "log_frequency",
    "in_first_sentences",
    "inverse_position",
    "textrank",
    "centroid",
    "name",
    "function_word",
    "digits",
    "rarer_word",
    "commoner_word",
    "glue",
    "documents_x_spread",
    "documents_x_frequency",
)
CONCEPT_COLUMNS = (*CONCEPT_FEATURES, *EXTRA_CONCEPT)
INSIDE = re.compile(r"(?<=[\w,;:] )\w+")


def sentence_flags(pool: Sequence[Sentence], table: TermTable, language: str) -> dict[str, Flags]:
    """Flags (n,) of sentences that lean on others, ask, have half a quotation, or are one."""
    texts = [sentence.text for sentence in pool]
    context = context_factors(pool, table, language=language)
    return {
        "opener": context == DEPENDENT_FACTOR,
        "leaning": context == LEANING_FACTOR,
        "question": np.array([is_question(text, language=language) for text in texts]),
        "broken": np.array([candidates._is_broken(text) for text in texts]),
        "quote": np.array([is_only_quotation(text) for text in texts]),
    }


def sentence_columns(
    pool: Sequence[Sentence], table: TermTable, flags: Mapping[str, Flags]
) -> Array:
    """The features of each sentence, shape (n, len(SENTENCE_COLUMNS))."""
    own = sentence_features(pool, table)
    position = np.array([sentence.position for sentence in pool], float)
    _, document = np.unique([sentence.document for sentence in pool], return_inverse=True)
    length = np.bincount(document)
    words = np.maximum(table.lengths, 1).astype(float)
    n, documents = len(pool), len(length)
    rows = tfidf_rows(table)
    parts = np.array(
        [np.asarray(rows[document == d].sum(axis=0)).ravel() for d in range(documents)]
    )
    whole = parts.sum(axis=0)
    to_own = np.einsum("ij,ij->i", rows.toarray(), parts[document]) - 1.0
    norm = np.maximum(np.linalg.norm(whole), 1e-9)
    rest = np.maximum(np.linalg.norm(whole - parts, axis=1), 1e-9)
    to_whole = np.asarray(rows @ whole)
    tokens, place = table.tokens.astype(np.int64), table.owners
    v = len(table.vocabulary)
    spread = np.bincount(np.unique(document[place] * v + tokens) % v, minlength=v)
    content = table.content[tokens].astype(float)
    shared = np.bincount(place, content * (spread[tokens] > 1), n)
    count = np.maximum(np.bincount(place, content, n), 1)
    rank = RANKINGS["textrank"](pool, table)
    in_document = np.bincount(document, words)
    log_documents = np.log(documents)
    log_position = np.log1p(position)
    others = np.bincount(place, content * np.maximum(spread[tokens] - 1, 0), n)
    shared_words = others / count / max(documents - 1, 1)
    columns = {
        "inverse_position": 1.0 / (1.0 + position),
        "relative_position": position / np.maximum(length[document], 1),
        "first": position == 0,
        "last": position == length[document] - 1,
        "squared_log_words": np.log(words) ** 2,
        "short": words < 8,
        "textrank": np.log(np.maximum(rank * n, 1e-3)),
        "centroid": to_whole / norm,
        "own_document": np.maximum(to_own, 0)
        / np.maximum(np.linalg.norm(parts, axis=1), 1e-9)[document],
        "other_documents": np.maximum(to_whole - to_own - 1.0, 0) / rest[document],
        "shared_words": shared_words,
        "any_shared_words": shared / count,
        "digits": np.bincount(place, table.numeric[tokens], n) / words,
        "quote": flags["quote"],
        "question": flags["question"],
        "opener": flags["opener"],
        "document_words": np.log(in_document[document] / in_document.mean()),
        "documents_x_position": log_documents * log_position,
        "documents_x_shared": log_documents * shared_words,
        "sentences_x_position": np.log(n) * log_position,
    }
    return np.column_stack([own, *(columns[name] for name in EXTRA_SENTENCE)])


def concept_columns(
    pool: Sequence[Sentence],
    table: TermTable,
    owned: NDArray[np.int64],
    ids: NDArray[np.int64],
    keys: NDArray[np.int64],
    named: Flags,
    sentences: Array,
    families: Sequence[int],
) -> Array:
    """The features of each concept, shape (c, len(CONCEPT_COLUMNS))."""
    v, c = len(table.vocabulary), len(keys)
    single = keys < v
    own = concept_features(pool, owned, ids, single, families)
    _, document = np.unique([sentence.document for sentence in pool], return_inverse=True)
    position = np.array([sentence.position for sentence in pool], float)
    documents = int(document.max()) + 1
    spread = np.bincount(distinct_pairs(ids, document[owned])[0], minlength=c).astype(float)
    first = position[owned] == 0
    opening = distinct_pairs(ids[first], document[owned][first])[0]
    frequency = np.bincount(ids, minlength=c).astype(float)
    best = np.full(c, np.inf)
    np.minimum.at(best, ids, position[owned])
    rank = np.full(c, -np.inf)
    np.maximum.at(rank, ids, sentences[owned, SENTENCE_COLUMNS.index("textrank")])
    centroid = np.bincount(ids, sentences[owned, SENTENCE_COLUMNS.index("centroid")], c) / frequency
    left = np.where(single, keys, keys // v - 1)
    right = np.where(single, keys, keys % v)
    tokens, place = table.tokens.astype(np.int64), table.owners
    terms = np.bincount(np.unique(document[place] * v + tokens) % v, minlength=v)
    often = np.bincount(tokens, minlength=v)
    log_documents = np.log(documents)
    columns = {
        "log_documents": np.log(spread),
        "share_of_documents": spread / documents,
        "log_frequency": np.log(frequency),
        "in_first_sentences": np.bincount(opening, minlength=c) / documents,
        "inverse_position": 1.0 / (1.0 + best),
        "textrank": rank,
        "centroid": centroid,
        "name": named,
        "function_word": ~table.content[left] | ~table.content[right],
        "digits": table.numeric[left] | table.numeric[right],
        "rarer_word": np.log(np.minimum(terms[left], terms[right])),
        "commoner_word": np.log(np.maximum(terms[left], terms[right])),
        "glue": np.log(frequency / np.minimum(often[left], often[right])),
        "documents_x_spread": log_documents * own[:, CONCEPT_FEATURES.index("log_spread")],
        "documents_x_frequency": log_documents * np.log(frequency),
    }
    return np.column_stack([own, *(columns[name] for name in EXTRA_CONCEPT)])


def named_concepts(
    pool: Sequence[Sentence], table: TermTable, keys: NDArray[np.int64], language: str
) -> Flags:
    """Which concepts (c,) have a word that is mostly capitalised inside sentences."""
    number = {term: i for i, term in enumerate(table.vocabulary)}
    upper, seen = np.zeros(len(number)), np.zeros(len(number))
    forms: dict[str, list[int]] = {}
    for sentence in pool:
        for form in INSIDE.findall(sentence.text):
            if form not in forms:
                terms = stem_words(tokenize(form, language=language), language)
                forms[form] = [number[term] for term in terms if term in number]
            for term in forms[form]:
                seen[term] += 1
                upper[term] += form[0].isupper()
    name = table.content & (seen > 0) & (2 * upper > seen)
    v = len(number)
    return np.where(keys < v, name[keys % v], name[keys // v - 1] | name[keys % v])
