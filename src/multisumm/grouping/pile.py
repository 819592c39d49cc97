"""The words of all documents: how often, how early, and how rare in the pile."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.families import hash_shingles
from multisumm.model import Document
from multisumm.subjects.commonness import rarity_of_words
from multisumm.subjects.empty_pages import is_empty_page
from multisumm.subjects.likeness import Numbers
from multisumm.subjects.off_subject import MAX_EMPTY_WORDS
from multisumm.text.blocks import split_blocks
from multisumm.text.boilerplate import dropped_spans, find_noise
from multisumm.text.furniture_evidence import closing_of_message
from multisumm.text.languages import UNDECIDED, identify_language
from multisumm.text.terms import TermTable, tabulate_terms
from multisumm.text.tokens import stem_words, tokenize

_ADDRESS = re.compile(r"(?:\w+://|www\.)[^\s<>]+|[\w.+-]{1,64}@[\w.-]+\w")

Rows = Any
"""A sparse matrix of scipy with a row for each document and a column for each word."""

FADE, LAST_COUNT = 200, 1 / 75
"""News tell first what they are about: after 200 words, a word counts 1/e of the first one, and far
behind, hardly anything. So a long page is as like a short one as its beginning is."""

SATURATION = 3
"""A word that comes once at the start has half of the value of one that comes five times."""

NUMBER_BONUS = 1.5
"""A number counts for so many words: events of one kind differ in their numbers."""

PRIOR_TEXTS = 1000
"""How rare a word is in the pile is seen as if 1,000 texts of the language lay there, too. So a
pile of ten documents is judged by the language, a pile of 100,000 by itself."""

MIN_ARTICLE_WORDS = 20
"""If less is left without menus and teasers, the text is taken as it is."""

SKETCH_SIZE = 32
"""Number of shingles that are kept of each text, those with the smallest hashes (Broder 1997)."""

DOCUMENTS_AT_A_TIME = 4000
"""Documents that are read at a time; it bounds the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Pile:
    """The words of n documents; v is the number of different words.

    Attributes:
        languages: Language of each document; shape (n,).
        articles: The text of each, as `article_text`; shape (n,).
        vocabulary: A form of each word, to be shown; the rows are about stems.
        numbers: Stem -> number of its column.
        counts: How often each document has each content word, early ones count more; shape (n, v).
        numeric: Whether a word is a number; shape (v,).
        rarity: How rare each word is in its language, as `rarity_of_words`; shape (v,).
        empty: Whether it is a page about nothing, as `is_empty_page`; shape (n,).
        sketch_owners: Document of each shingle that is kept; shape (s,).
        sketches: Hash of each of these shingles; shape (s,).
    """

    languages: tuple[str, ...]
    articles: tuple[str, ...]
    vocabulary: tuple[str, ...]
    numbers: Mapping[str, int]
    counts: Rows
    numeric: NDArray[np.bool_]
    rarity: NDArray[np.float64]
    empty: NDArray[np.bool_]
    sketch_owners: Numbers
    sketches: NDArray[np.uint64]


class _Words:
    """The words met so far, numbered: the shortest form of each, its rarity, whether a number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.forms: list[str] = []
        self.rarity: list[float] = []
        self.numeric: list[bool] = []

    def add(self, table: TermTable, forms: Sequence[str], language: str) -> Numbers:
        """Return the number of each term of a table."""
        new = [i for i, term in enumerate(table.vocabulary) if term not in self.numbers]
        terms = [table.vocabulary[i] for i in new]
        self.numbers |= zip(terms, range(len(self.forms), len(self.forms) + len(new)), strict=True)
        self.forms += terms
        self.rarity += rarity_of_words(terms, language).tolist()
        self.numeric += table.numeric[new].tolist()
        shown: dict[str, str] = {}
        for stem, form in zip(stem_words(forms, language), forms, strict=True):
            best = shown.get(stem, form)
            shown[stem] = min(best, form, key=lambda word: (len(word), word))
        for term in terms:
            self.forms[self.numbers[term]] = shown.get(term, term)
        return np.array([self.numbers[term] for term in table.vocabulary], np.int64)


class _Part(NamedTuple):
    """The words of a few documents: their texts, each entry of the table, and shingles."""

    articles: list[tuple[int, str]]
    owners: Numbers
    words: Numbers
    counts: NDArray[np.float32]
    sketch_owners: Numbers
    sketches: NDArray[np.uint64]


def read_pile(documents: Sequence[Document], *, language: str = "auto") -> Pile:
    """Return the words of documents, without menus and teasers; titles are read first.

    Args:
        documents: The n documents.
        language: Code of the language of all; `auto` recognises that of each. Where it cannot be
            told, it is that of most documents.
    """
    from scipy.sparse import csr_matrix

    languages = _languages(documents, language)
    words = _Words()
    parts = [
        _read_part(own, documents, code, words)
        for code, _ in sorted(Counter(languages).items(), key=lambda item: (-item[1], item[0]))
        for own in _chunks([i for i, one in enumerate(languages) if one == code])
    ]
    articles, *tables = zip(*parts, strict=True)
    owners, terms, counts, sketch_owners, sketches = map(np.concatenate, tables)
    article_of = dict(chain.from_iterable(articles))
    shape = (len(documents), max(len(words.forms), 1))
    content = csr_matrix((counts, (owners, terms)), shape)
    return Pile(
        languages=languages,
        articles=tuple(article_of[i] for i in range(len(documents))),
        vocabulary=tuple(words.forms),
        numbers=words.numbers,
        counts=content,
        numeric=np.array([*words.numeric, *[False][: not words.forms]], np.bool_),
        rarity=np.array([*words.rarity, *[0.0][: not words.forms]]),
        empty=np.array(
            [
                words <= MAX_EMPTY_WORDS and is_empty_page(document.text, language=code)
                for document, code, words in zip(
                    documents, languages, np.diff(content.indptr).tolist(), strict=True
                )
            ]
        ),
        sketch_owners=sketch_owners,
        sketches=sketches,
    )


def weigh_words(pile: Pile, voices: Sequence[int]) -> NDArray[np.float64]:
    """Return how much each word tells about the subject of a document that has it: shape (v,).

    It is the logarithm of the inverse share of texts that have the word. The share is that of the
    pile, in which those with the same number in `voices` count once, and of `PRIOR_TEXTS` other
    texts of the language.

    Args:
        pile: The n documents.
        voices: Index of the document that stands for each of them; shape (n,).
    """
    own = np.unique(voices)
    frequency = np.bincount(pile.counts[own].indices, minlength=pile.counts.shape[1])
    elsewhere = PRIOR_TEXTS * np.exp(-pile.rarity)
    share = (frequency + elsewhere + 0.5) / (len(own) + PRIOR_TEXTS)
    bonus = np.where(pile.numeric, NUMBER_BONUS, 1.0)
    weights: NDArray[np.float64] = np.maximum(-np.log(share), 0) * bonus
    return weights


def unit_rows(rows: Rows, weights: NDArray[np.float64]) -> Rows:
    """Return rows of unit length: an entry c becomes log(1 + 3 c) times the weight of its word.

    Words without weight are left out.
    """
    from scipy.sparse import csr_matrix

    weighing = weights[rows.indices] > 0
    owners = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))[weighing]
    words = rows.indices[weighing]
    values = np.log1p(SATURATION * rows.data[weighing]) * weights[words]
    length = np.sqrt(np.bincount(owners, values**2, rows.shape[0]))
    return csr_matrix(((values / length[owners]).astype(np.float32), (owners, words)), rows.shape)


def _languages(documents: Sequence[Document], language: str) -> tuple[str, ...]:
    if language != "auto":
        return (language,) * len(documents)
    found = [identify_language(document.text) for document in documents]
    counts = Counter(code for code in found if code != UNDECIDED)
    main = min(counts, key=lambda code: (-counts[code], code), default=UNDECIDED)
    return tuple(main if code == UNDECIDED else code for code in found)


def _chunks(documents: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(documents), DOCUMENTS_AT_A_TIME):
        yield documents[start : start + DOCUMENTS_AT_A_TIME]


def _read_part(
    own: Sequence[int], documents: Sequence[Document], language: str, words: _Words
) -> _Part:
    texts = [article_text(documents[i], language) for i in own]
    table = tabulate_terms(texts, language=language)
    forms = sorted({*tokenize("\n".join(texts), language=language)})
    numbers = words.add(table, forms, language)
    row = table.owners
    place = np.arange(len(row)) - table.starts[row]
    tells = table.content & np.array([len(term) > 1 for term in table.vocabulary], np.bool_)
    kept = tells[table.tokens]
    count = np.exp(-place[kept] / FADE) + LAST_COUNT
    packed = row[kept] * max(len(words.forms), 1) + numbers[table.tokens[kept]]
    entries, entry = np.unique(packed, return_inverse=True)
    indices = np.array(own, np.int64)
    owners, hashes = _smallest(*hash_shingles(row, numbers[table.tokens]))
    return _Part(
        list(zip(own, texts, strict=True)),
        indices[entries // max(len(words.forms), 1)],
        entries % max(len(words.forms), 1),
        np.bincount(entry, count, len(entries)).astype(np.float32),
        indices[owners],
        hashes,
    )


def article_text(document: Document, language: str) -> str:
    """Return a document on one line, without menus and teasers; its title counts twice.

    Who signs a message says nothing of its subject.
    """
    text = document.text[: closing_of_message(document.text)]
    blocks = split_blocks(text)
    noise = dropped_spans(blocks, find_noise(text, blocks, language=language))
    kept, start = [], 0
    for (begin, end), _ in noise:
        kept.append(text[start:begin])
        start = end
    article = _words_only(" ".join([*kept, text[start:]]))
    if len(article.split()) < MIN_ARTICLE_WORDS:
        article = _words_only(text)
    title = " ".join((document.title or "").split())
    return f"{title} {title} {article}" if title else article


def _words_only(text: str) -> str:
    """Return a text on one line, without addresses of pages and people: no words of its subject."""
    return " ".join(_ADDRESS.sub(" ", text).split())


def _smallest(owners: Numbers, hashes: NDArray[np.uint64]) -> tuple[Numbers, NDArray[np.uint64]]:
    """Return the `SKETCH_SIZE` smallest different hashes of each document."""
    order = np.lexsort((hashes, owners))
    owners, hashes = owners[order], hashes[order]
    new = np.ones(len(owners), np.bool_)
    new[1:] = (owners[1:] != owners[:-1]) | (hashes[1:] != hashes[:-1])
    owners, hashes = owners[new], hashes[new]
    rank = np.arange(len(owners)) - np.searchsorted(owners, owners)
    return owners[rank < SKETCH_SIZE], hashes[rank < SKETCH_SIZE]
