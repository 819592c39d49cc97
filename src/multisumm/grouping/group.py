"""Group the documents of a pile, and say why each is where it is."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.grouping.agglomeration import agglomerate
from multisumm.grouping.digests import find_digests
from multisumm.grouping.neighbours import (
    NEAREST,
    DocumentPairs,
    chunks_of_pairs,
    find_neighbours,
    multiply_pairs,
)
from multisumm.grouping.pile import Pile, Rows, read_pile, unit_rows, weigh_words
from multisumm.grouping.same_event import EventFeatures, pair_features, probability_of_one_event
from multisumm.grouping.voices import find_voices
from multisumm.model import Document, DocumentGroup, Neighbour
from multisumm.subjects.likeness import Numbers

LEAST_LINKAGE = 0.4
"""Two groups become one if the mean probability between their documents is at least this."""

LEAST_PROBABILITY = 0.03
"""A pair with a lower probability counts as one with 0."""

MAX_TOLD, MAX_SHARED_WORDS = 3, 5
"""Neighbours that are told of each document, and words that it shares with each of them."""


@dataclass(frozen=True, slots=True, eq=False)
class ComparedPile:
    """The voices of a pile, how far they are alike, and what speaks for one event.

    Attributes:
        pile: The words of the n documents.
        voices: Index of the document that stands for each; shape (n,).
        weights: Weight of each word; shape (v,).
        rows: Words of the documents, with weights of unit length; shape (n, v).
        pairs: The pairs of neighbours, by their indices; each document in them stands for others.
        features: What speaks for one event; `pair_features`.
        gaps: Days between the documents of each pair, NaN if not known; shape (p,).
    """

    pile: Pile
    voices: list[int]
    weights: NDArray[np.float64]
    rows: Rows
    pairs: DocumentPairs
    features: EventFeatures
    gaps: NDArray[np.float64]


class _Links(NamedTuple):
    """The pairs of documents that may be of one group, and how probable that is.

    Attributes:
        pairs: The pairs of neighbours.
        probabilities: Probability of one event for each; shape (p,).
        others: For each document, the probability of the last of as many neighbours as are looked
            for, 0 if it has fewer: others that were not found may be as probable; shape (n,).
    """

    pairs: DocumentPairs
    probabilities: NDArray[np.float64]
    others: NDArray[np.float64]


def group_documents(
    documents: Sequence[Document],
    days: NDArray[np.float64],
    *,
    language: str = "auto",
    window: float | None = None,
    across_languages: bool = False,
    given: Sequence[str | None] = (),
) -> list[DocumentGroup]:
    """Return the groups of documents, those with most families first.

    The order of the documents changes nothing. A document that has several subjects stays where
    most of it belongs and is marked.

    Args:
        documents: The n documents.
        days: Day of each as a number, NaN if unknown; shape (n,).
        language: Code of the language of all, or `auto`.
        window: Documents that are more days apart do not join directly; None is no limit.
        across_languages: Whether documents in different languages are compared.
        given: Id of the group in which each document already is, None if in none. Such groups stay
            as they are, but others may join them. Empty: all are new.
    """
    order = sorted(range(len(documents)), key=lambda i: _lot(documents[i], i))
    documents, days = [documents[i] for i in order], days[order]
    earlier = [given[i] for i in order] if given else [None] * len(documents)
    compared = compare_documents(
        documents, days, language=language, window=window, across_languages=across_languages
    )
    links = _links(compared, window)
    numbers = _group_numbers(compared.voices, links, earlier)
    digests = find_digests(compared.pile, compared.rows, compared.weights, compared.pairs, numbers)
    members: dict[int, list[int]] = {}
    for i in sorted(range(len(documents)), key=lambda i: _by_date(documents[i], float(days[i]))):
        members.setdefault(numbers[i], []).append(i)
    names = _names(members, documents, earlier, digests)
    neighbours = _neighbours(documents, compared, links)
    groups = [
        DocumentGroup(
            id=names[number],
            documents=tuple(documents[i] for i in own),
            neighbours=tuple(neighbours[i] for i in own),
            families=len({compared.voices[i] for i in own}),
            about_nothing=tuple(documents[i].id for i in own if compared.pile.empty[i]),
            several={
                documents[i].id: tuple(sorted(names[other] for other in digests[i]))
                for i in own
                if i in digests
            },
        )
        for number, own in members.items()
    ]
    return sorted(groups, key=lambda one: (-one.families, -len(one.documents), one.id))


def compare_documents(
    documents: Sequence[Document],
    days: NDArray[np.float64],
    *,
    language: str = "auto",
    window: float | None = None,
    across_languages: bool = False,
) -> ComparedPile:
    """Return how far the documents of a pile are alike; arguments as for `group_documents`."""
    pile = read_pile(documents, language=language)
    voices = find_voices(pile, documents, days, window)
    weights = weigh_words(pile, voices)
    rows = unit_rows(pile.counts, weights)
    own = np.unique(voices)
    codes = ["" if across_languages else pile.languages[i] for i in own.tolist()]
    near = find_neighbours(rows[own], np.unique(codes, return_inverse=True)[1].astype(np.int64))
    gaps = _gaps(near, own, voices, days)
    figures = unit_rows(pile.counts[own], np.where(pile.numeric, weights, 0))
    features = pair_features(near, figures, gaps)
    pairs = DocumentPairs(own[near.first], own[near.second], near.likeness)
    return ComparedPile(pile, voices, weights, rows, pairs, features, gaps)


def _lot(document: Document, index: int) -> tuple[bytes, str, int]:
    """Return the key by which documents are ordered, whatever the order of the input."""
    return sha256(document.text.encode()).digest(), document.id, index


def _by_date(document: Document, day: float) -> tuple[bool, float, str]:
    return bool(np.isnan(day)), 0.0 if np.isnan(day) else day, document.id


def _gaps(
    near: DocumentPairs, own: Numbers, voices: Sequence[int], days: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the days between the nearest documents of two voices: shape (p,)."""
    position = np.searchsorted(own, voices)
    first, last = np.full(len(own), np.inf), np.full(len(own), -np.inf)
    known = ~np.isnan(days)
    np.minimum.at(first, position[known], days[known])
    np.maximum.at(last, position[known], days[known])
    unknown = np.isinf(first)
    first[unknown] = last[unknown] = np.nan
    before, behind = first[near.second] - last[near.first], first[near.first] - last[near.second]
    gaps: NDArray[np.float64] = np.maximum(np.maximum(before, behind), 0)
    return gaps


def _links(compared: ComparedPile, window: float | None) -> _Links:
    """Return the pairs that may be of one group; a page about nothing is in none."""
    probabilities = probability_of_one_event(compared.features)
    empty = compared.pile.empty
    about = ~(empty[compared.pairs.first] | empty[compared.pairs.second])
    probabilities = np.where(about, probabilities, 0.0)
    if window is not None:
        probabilities = np.where(compared.gaps > window, 0.0, probabilities)
    owners = np.concatenate([compared.pairs.first, compared.pairs.second])
    values = np.concatenate([probabilities, probabilities])
    order = np.lexsort((-values, owners))
    rank = np.arange(len(order)) - np.searchsorted(owners[order], owners[order])
    last = order[rank == NEAREST - 1]
    others = np.zeros(len(compared.voices))
    others[owners[last]] = values[last]
    return _Links(compared.pairs, probabilities, others)


def _group_numbers(
    voices: Sequence[int], links: _Links, earlier: Sequence[str | None]
) -> list[int]:
    """Return the number of the group of each document."""
    names = sorted({name for name in earlier if name is not None})
    number_of = {name: number for number, name in enumerate(names)}
    given = [-1] * len(voices)
    for i, name in sorted(enumerate(earlier), key=lambda item: item[1] or "", reverse=True):
        if name is not None:
            given[voices[i]] = number_of[name]
    may = links.probabilities >= LEAST_PROBABILITY
    pairs = links.pairs.where(may)
    found = agglomerate(
        len(voices),
        pairs.first,
        pairs.second,
        links.probabilities[may],
        links.others,
        least=LEAST_LINKAGE,
        given=given,
    )
    there = {found[i]: number for i, number in enumerate(given) if number >= 0}
    return [
        number_of[name]
        if name is not None
        else there.get(found[voices[i]], len(names) + found[voices[i]])
        for i, name in enumerate(earlier)
    ]


def _names(
    members: Mapping[int, Sequence[int]],
    documents: Sequence[Document],
    earlier: Sequence[str | None],
    digests: Container[int],
) -> dict[int, str]:
    """Return the id of each group: that which it has, or that of its first document.

    A document with several subjects names a group only if there is no other.
    """
    names: dict[int, str] = {}
    for number, own in members.items():
        known = [name for i in own if (name := earlier[i]) is not None]
        if known:
            names[number] = known[0]
    taken = {*names.values()}
    for number, own in members.items():
        if number not in names:
            own_subject = [i for i in own if i not in digests]
            name = first = documents[(own_subject or own)[0]].id
            step = 2
            while name in taken:
                name, step = f"{first} ({step})", step + 1
            names[number] = name
            taken.add(name)
    return names


def _neighbours(
    documents: Sequence[Document], compared: ComparedPile, links: _Links
) -> list[tuple[Neighbour, ...]]:
    """Return the nearest neighbours of each document, the most probable first."""
    nearest = _nearest_voices(len(documents), links)
    others = _others_of_voices(compared.voices)
    found = []
    for i, voice in enumerate(compared.voices):
        copies = [(j, 1.0) for j in others[voice] if j != i][:MAX_TOLD]
        near = [*copies, *nearest[voice]][:MAX_TOLD]
        found.append([(j, probability) for j, probability in near])
    first = np.array([i for i, near in enumerate(found) for _ in near], np.int64)
    second = np.array([j for near in found for j, _ in near], np.int64)
    likeness = iter(multiply_pairs(compared.rows, first, second).tolist())
    words = _shared_words(compared, first, second)
    return [
        tuple(
            Neighbour(documents[j].id, min(next(likeness), 1.0), probability, next(words))
            for j, probability in near
        )
        for near in found
    ]


def _nearest_voices(count: int, links: _Links) -> list[list[tuple[int, float]]]:
    owners = np.concatenate([links.pairs.first, links.pairs.second])
    others = np.concatenate([links.pairs.second, links.pairs.first])
    values = np.concatenate([links.probabilities, links.probabilities])
    likeness = np.concatenate([links.pairs.likeness, links.pairs.likeness])
    order = np.lexsort((others, -likeness, -values, owners))
    rank = np.arange(len(order)) - np.searchsorted(owners[order], owners[order])
    nearest: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for at in order[rank < MAX_TOLD].tolist():
        nearest[int(owners[at])].append((int(others[at]), float(values[at])))
    return nearest


def _others_of_voices(voices: Sequence[int]) -> dict[int, list[int]]:
    """Return the first documents of each voice; so many that each has enough others."""
    members: dict[int, list[int]] = {}
    for i, voice in enumerate(voices):
        own = members.setdefault(voice, [])
        if len(own) <= MAX_TOLD:
            own.append(i)
    return members


def _shared_words(
    compared: ComparedPile, first: Numbers, second: Numbers
) -> Iterator[tuple[str, ...]]:
    """Yield the words that tell most about what the documents of each pair are about."""
    for part in chunks_of_pairs(compared.rows, first, second):
        product = compared.rows[first[part]].multiply(compared.rows[second[part]]).tocsr()
        owners = np.repeat(np.arange(product.shape[0]), np.diff(product.indptr))
        order = np.lexsort((product.indices, -product.data, owners))
        owners = owners[order]
        rank = np.arange(len(owners)) - np.searchsorted(owners, owners)
        best = rank < MAX_SHARED_WORDS
        words: list[list[str]] = [[] for _ in range(product.shape[0])]
        for owner, word in zip(
            owners[best].tolist(), product.indices[order[best]].tolist(), strict=True
        ):
            words[owner].append(compared.pile.vocabulary[word])
        yield from map(tuple, words)
