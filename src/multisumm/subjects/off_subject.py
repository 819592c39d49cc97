"""Which documents of a cluster are off its subject, and whether it has several subjects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from multisumm.messages import first_names
from multisumm.model import Sentence
from multisumm.subjects.empty_pages import is_empty_page
from multisumm.subjects.likeness import Numbers, make_profiles, measure_likeness
from multisumm.text.articles import Article
from multisumm.text.terms import TermTable, tabulate_sentences

MIN_SHARED_WORDS = 8
"""A text with fewer different content words is not compared."""

FEW_WORDS, VERY_FEW_WORDS = 60, 20
"""A text with fewer different content words may be about the subject in words of its own: below 60,
it is off the subject only if `EVIDENT`, below 20, only if it is a page about nothing. Nor is a
document off it that is like such a text."""

EVIDENT, EVIDENT_AMONG = 0.4, 9
"""That is evident if its likeness to the subject is below 0.4 of what others need, and there are at
least 9 documents about the subject."""

MAX_EMPTY_WORDS = 100
"""A text with more different content words is no page about nothing."""

MIN_VOICES = 3
"""Of two texts, nobody can say which one is off the subject."""

MAX_REFERENCES = 200
"""Each document is compared with at most so many others, so that the cost grows with the text."""

SAME_SUBJECT = 0.17
"""A document is about the subject of a group if its likeness to the group as a whole is at least so
many times the square root of `closeness`: where the documents are less alike, less is needed."""

MIN_CLOSENESS = 0.06
"""Where the nearest neighbours of half the documents are less alike, the subject is too loose for a
document to be evidently off it."""

IN_COMMON = 0.05
"""If no two documents are so much alike, they have no subject in common."""

LIKE_SIZE = 4
"""A subject with one in four of the documents is as much a subject of the cluster as the first."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects of a cluster. All documents are named by their indices, ascending.

    Attributes:
        off: The documents off the subject; empty if there are several subjects or none.
        several: The documents of each subject, if there are several of like size; the subject with
            the first document comes first.
        in_common: False if no two documents have a subject in common.
    """

    off: tuple[int, ...] = ()
    several: tuple[tuple[int, ...], ...] = ()
    in_common: bool = True

    def with_answers(self, documents: Collection[int]) -> Subjects:
        """Return the subjects for a query, given the documents that answer it: none of them is off.

        A query may well be about one of several subjects.
        """
        return Subjects(off=tuple(i for i in self.off if i not in documents))

    def warnings(self, names: Sequence[str]) -> Iterator[str]:
        """Yield what the user should know, a line each, given the names of the documents."""
        if self.off:
            named = first_names([names[i] for i in self.off])
            keeps = "keeps it" if len(self.off) == 1 else "keeps them"
            yield f"off the subject, left out: {named} (option `keep_all` {keeps})"
        if self.several:
            groups = "; ".join(first_names([names[i] for i in group]) for group in self.several)
            yield f"these documents are about {len(self.several)} subjects: {groups}"
        if not self.in_common:
            yield "these documents have no subject in common"


def find_subjects(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    table: TermTable,
    families: Sequence[int],
) -> Subjects:
    """Return which documents are off the subject of the others, and whether there are several.

    Documents are grouped by the words that are rare in their language. A document is off the
    subject only if that is evident: both its sentences and its text as a whole, title and headings
    included, are unlike the group that holds most of the documents; it is in the language of most
    of them, because words of two languages cannot be compared; it has enough words, or is a page
    about nothing; and the others are about the same.
    Documents that share most of their text are one voice, and two voices give no majority.

    The order of the documents makes no difference. Of more than 200 documents, each is compared
    with 200.

    Args:
        articles: All documents.
        sentences: The sentences of all documents that copy no other.
        table: Their terms.
        families: Family of each document, as `number_families` gives them.
    """
    language = _main_language(articles)
    found = _subjects_of_texts(articles, sentences, table, families, language)
    if found == Subjects():
        return found
    texts = [
        Sentence(i, 0, 0, 0, f"{article.document.title or ''} {article.document.text}", code)
        for i, (article, code) in enumerate((one, one.language) for one in articles)
    ]
    whole = _subjects_of_texts(articles, texts, tabulate_sentences(texts), families, language)
    if found.off:
        both = frozenset(whole.off)
        return Subjects(off=tuple(i for i in found.off if i in both))
    return found if found == whole else Subjects()


def _main_language(articles: Sequence[Article]) -> str:
    """Return the language of most documents, the first in the alphabet if several are equal."""
    counts = Counter(article.language for article in articles if article.spans)
    return min(counts, key=lambda code: (-counts[code], code), default="")


def _subjects_of_texts(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    table: TermTable,
    families: Sequence[int],
    language: str,
) -> Subjects:
    """Return the subjects, judged by these sentences alone."""
    voices = [family - 1 for family in families]
    count = max(voices, default=-1) + 1
    voice_of_sentence = np.array([voices[one.document] for one in sentences], np.int64)
    owners = voice_of_sentence[table.owners]
    profiles = make_profiles(table, owners, count, language=language)
    same_language = np.zeros(count, np.bool_)
    for voice, article in zip(voices, articles, strict=True):
        same_language[voice] |= article.language == language
    comparable = same_language & (profiles.sizes >= MIN_SHARED_WORDS)
    short = np.flatnonzero(comparable & (profiles.sizes <= MAX_EMPTY_WORDS))
    empty = np.array(_empty_voices(short.tolist(), articles, voices), np.int64)
    comparable[empty] = False
    rows = np.flatnonzero(comparable)
    if len(rows) + len(empty) < MIN_VOICES or len(rows) < 2:
        return Subjects()
    columns = np.array(_compared(rows.tolist(), articles, voices), np.int64)
    likeness = measure_likeness(profiles, columns)
    own = np.searchsorted(rows, columns)
    nearest = _nearest(likeness[columns])
    closeness = float(np.median(nearest))
    least = SAME_SUBJECT * closeness**0.5

    def documents(groups: Sequence[Numbers]) -> tuple[int, ...]:
        wanted = {voice for group in groups for voice in group.tolist()}
        return tuple(i for i, voice in enumerate(voices) if voice in wanted)

    if closeness < MIN_CLOSENESS:
        is_all = len(rows) == count and len(rows) >= MIN_VOICES
        return Subjects(in_common=not is_all or bool((nearest >= IN_COMMON).any()))
    groups = _group(likeness[rows], own, least)
    large = [group for group in groups if len(group) > 1 and LIKE_SIZE * len(group) >= len(rows)]
    if len(large) > 1:
        return Subjects(several=tuple(sorted(documents([rows[group]]) for group in large)))
    if 2 * len(groups[0]) <= len(rows):
        return Subjects()
    shared = _likeness_to_groups(likeness, own, likeness[rows], groups[:1])[:, 0]
    is_evident = (len(groups[0]) >= EVIDENT_AMONG) & (shared < EVIDENT * least)
    is_off = (profiles.sizes >= FEW_WORDS) | ((profiles.sizes >= VERY_FEW_WORDS) & is_evident)
    others = [rows[group] for group in groups[1:] if is_off[rows[group]].all()]
    return Subjects(documents([*others, empty[shared[empty] < least]]))


def _compared(
    comparable: Sequence[int], articles: Sequence[Article], voices: Sequence[int]
) -> list[int]:
    """Return the voices that all are compared with: all, or so many by lot, whatever the order."""
    if len(comparable) <= MAX_REFERENCES:
        return list(comparable)
    lots: dict[int, bytes] = {}
    for voice, article in zip(voices, articles, strict=True):
        lot = sha256(article.document.text.encode()).digest()
        lots[voice] = min(lots.get(voice, lot), lot)
    return sorted(sorted(comparable, key=lots.__getitem__)[:MAX_REFERENCES])


def _nearest(likeness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how alike each of m documents and the one most like it are: shape (m,)."""
    others = likeness.copy()
    np.fill_diagonal(others, 0)
    nearest: NDArray[np.float32] = others.max(axis=1)
    return nearest


def _group(likeness: NDArray[np.float32], columns: Numbers, least: float) -> list[Numbers]:
    """Return the rows of each group, first the groups that hold most.

    Of the m documents that all are compared with, the two groups that are most alike become one,
    until none are alike; at first, each document is a group. The other documents join the group
    that they are most like. The likeness of groups is the cosine of the sums of their profiles.

    Args:
        likeness: How far n documents are like m of them; shape (n, m).
        columns: Row of each of these m, ascending; shape (m,).
        least: How much alike two groups are that become one.
    """
    sums = likeness[columns].astype(np.float64)  # products of the sums of the profiles
    group_of = np.arange(len(columns))
    is_joined = np.zeros(len(columns), np.bool_)  # to a group before it
    while True:
        length = np.sqrt(sums.diagonal())
        alike = sums / np.outer(length, length)
        np.fill_diagonal(alike, -1)
        alike[is_joined] = alike[:, is_joined] = -1
        first, second = divmod(int(alike.argmax()), len(sums))
        if alike[first, second] < least:
            break
        sums[first] += sums[second]
        sums[:, first] += sums[:, second]
        is_joined[second] = True
        group_of[group_of == second] = first
    groups = [columns[group_of == number] for number in np.flatnonzero(~is_joined)]
    rest = np.setdiff1d(np.arange(len(likeness)), columns)
    if len(rest):
        shared = _likeness_to_groups(likeness[rest], columns, likeness, groups)
        best = np.where(shared.max(axis=1) < least, -1, shared.argmax(axis=1))
        groups = [np.union1d(group, rest[best == i]) for i, group in enumerate(groups)]
        groups += [np.array([row]) for row in rest[best < 0]]
    return sorted(groups, key=len, reverse=True)


def _likeness_to_groups(
    rows: NDArray[np.float32],
    columns: Numbers,
    likeness: NDArray[np.float32],
    groups: Sequence[Numbers],
) -> NDArray[np.float64]:
    """Return how far some documents are like each of g groups of others: shape (r, g).

    Args:
        rows: How far these r documents are like m others; shape (r, m).
        columns: Row of each of these m in `likeness`.
        likeness: How far all are like these m; shape (n, m).
        groups: Rows of each group.
    """
    member = np.array([np.isin(columns, group) for group in groups]).astype(np.float64)
    length = np.sqrt(np.einsum("gi,ij,gj->g", member, likeness[columns], member))
    shared: NDArray[np.float64] = rows @ member.T / np.maximum(length, 1e-9)
    return shared


def _empty_voices(
    candidates: Sequence[int], articles: Sequence[Article], voices: Sequence[int]
) -> list[int]:
    """Return those of the voices whose documents are all pages about nothing."""
    texts: dict[int, list[Article]] = {voice: [] for voice in candidates}
    for voice, article in zip(voices, articles, strict=True):
        if voice in texts:
            texts[voice].append(article)
    return [
        voice
        for voice, own in texts.items()
        if all(is_empty_page(one.document.text, language=one.language) for one in own)
    ]
