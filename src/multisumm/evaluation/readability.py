"""A summary, its sources and references -> how it reads, in shares of its sentences.

These measures count what blind readers mark as flaws, by rules. A rule can be wrong of a sentence;
over many summaries the shares tell versions and systems apart. All are 1 at best; the last may be
below 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log, nan

import numpy as np

from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.related import relations_of
from multisumm.evaluation.tasks import EvaluationTask, split_text
from multisumm.model import Sentence
from multisumm.selection.context import DEPENDENT_FACTOR, context_factors
from multisumm.text.furniture import Text, find_furniture
from multisumm.text.quotations import join_quotations
from multisumm.text.terms import tabulate_sentences

READABILITY = (
    "whole-starts", "whole-quotations", "stands-alone", "no-furniture", "no-repeats", "order-tau",
)  # fmt: skip
"""The keys of what `measure_readability` returns, in this order."""

MIN_ALIGNED = 0.2
"""A sentence is aligned to the sentence of a reference that has most of its words, by their rarity,
if it has this share of them."""

MIN_WRAPPED = 40
"""A line of so many characters may have been broken inside a sentence."""

_WORD = re.compile(r"\w+")
_BEFORE = re.compile(r"([^\n]*)(\n?)[^\S\n]*\Z")


def measure_readability(sentences: Sequence[str], task: EvaluationTask) -> dict[str, float]:
    """Return the measures of a summary; NaN where an empty summary or its order has no value.

    * `whole-starts`: share of the sentences that do not begin inside a sentence of their source.
    * `whole-quotations`: share that have both ends of their quotation marks.
    * `stands-alone`: share that need no sentence before them, or follow it (`context_factors`).
    * `no-furniture`: share that are no caption, notice, call to click or the like.
    * `no-repeats`: share that relate to no sentence before them: same, part, contrary, or nearly
      the same (`comparison/related.py`).
    * `order-tau`: Kendall's tau, -1 to 1, between the order of the sentences and that of the
      sentences of the references to which they are aligned, the mean over references.
    """
    if not sentences:
        return dict.fromkeys(READABILITY, nan)
    texts = [" ".join(sentence.split()) for sentence in sentences]
    sources = [document.text for document in task.documents]
    places = [find_in_sources(text, sources) for text in texts]
    quotes = [
        Sentence(place[0] if place else -1 - i, 0, 0, len(text), text, task.language)
        for i, (text, place) in enumerate(zip(texts, places, strict=True))
    ]
    shares = {
        "whole-starts": [not _begins_inside(place, sources) for place in places],
        "whole-quotations": [_is_whole(text) for text in texts],
        "stands-alone": _stand_alone(texts, places, sources, task.language),
        "no-furniture": _are_no_furniture(texts, sources, task.language),
        "no-repeats": _are_new(quotes, task.language),
    }
    means = {name: float(np.mean(values)) for name, values in shares.items()}
    return {**means, "order-tau": order_tau(texts, [*task.references], language=task.language)}


def order_tau(texts: Sequence[str], references: Sequence[str], *, language: str) -> float:
    """Return Kendall's tau between the order of sentences and that of references, -1 to 1.

    NaN if no reference has two sentences to which they are aligned.
    """
    taus = []
    for pairs in aligned_pairs(texts, references, language=language):
        if pairs:
            taus.append(sum(1 if i < j else -1 for i, j in pairs) / len(pairs))
    return sum(taus) / len(taus) if taus else nan


def aligned_pairs(
    texts: Sequence[str], references: Sequence[str], *, language: str
) -> list[list[tuple[int, int]]]:
    """Return for each reference the pairs of sentences, the first of which it tells first."""
    words = [_words(text) for text in texts]
    told = [[_words(one) for one in split_text(text, language=language)] for text in references]
    everything = [*words, *(one for sentences in told for one in sentences)]
    counts = Counter(word for one in everything for word in one)
    rarity = {word: log(1 + len(everything) / count) for word, count in counts.items()}
    found = []
    for sentences in told:
        places = [_align(one, sentences, rarity) for one in words]
        pairs = []
        for (i, first), (j, second) in combinations(enumerate(places), 2):
            if first is not None and second is not None and first != second:
                pairs.append((i, j) if first < second else (j, i))
        found.append(pairs)
    return found


def _align(
    words: frozenset[str], sentences: Sequence[frozenset[str]], rarity: Mapping[str, float]
) -> int | None:
    """Return the sentence that has most of some words, if it has enough of them."""
    shares = [sum(sorted(rarity[word] for word in words & own)) for own in sentences]
    best = int(np.argmax(shares)) if shares else 0
    total = sum(sorted(rarity[word] for word in words))
    return best if shares and shares[best] > MIN_ALIGNED * total else None


def _words(text: str) -> frozenset[str]:
    return frozenset(map(str.casefold, _WORD.findall(text)))


def find_in_sources(text: str, sources: Sequence[str]) -> tuple[int, int, int] | None:
    """Return the source that has a text first, apart from white space, and where; or None."""
    pattern = quote_pattern(text)
    for number, source in enumerate(sources):
        if found := pattern.search(source):
            return number, *found.span()
    return None


def quote_pattern(text: str) -> re.Pattern[str]:
    """Return the pattern that finds a text apart from white space; nothing, if it has none."""
    return re.compile(r"\s+".join(map(re.escape, text.split())) or "(?!)")


def _begins_inside(place: tuple[int, int, int] | None, sources: Sequence[str]) -> bool:
    """Whether a quote begins inside a sentence: in lower case, or in the next line, behind words.

    Only a word or a comma before it in the same paragraph shows that.
    """
    if place is None:
        return False
    text, start = sources[place[0]], place[1]
    found = _BEFORE.search(text[max(0, start - 200) : start])
    line, new_line = found.groups() if found else ("", "")
    line = line.rstrip()
    if not line or not (line[-1].isalnum() or line[-1] == ","):
        return False
    first = next((letter for letter in text[start:] if letter.isalpha()), "")
    return first.islower() or (bool(new_line) and len(line) >= MIN_WRAPPED)


def _is_whole(text: str) -> bool:
    """Whether a sentence has both ends of each quotation in it."""
    everything = [(0, len(text))]
    return not join_quotations(text, everything, everything)[1]


def _stand_alone(
    texts: Sequence[str],
    places: Sequence[tuple[int, int, int] | None],
    sources: Sequence[str],
    language: str,
) -> list[bool]:
    """Whether each sentence needs none before it, or follows that which stands before it."""
    sentences = [Sentence(0, i, 0, len(text), text, language) for i, text in enumerate(texts)]
    table = tabulate_sentences(sentences)
    factors = context_factors(sentences, table, language=language).tolist()
    alone = [factor > DEPENDENT_FACTOR for factor in factors]
    for i in range(1, len(texts)):
        before, here = places[i - 1], places[i]
        if before and here and before[0] == here[0]:
            between = sources[here[0]][before[2] : here[1]]
            alone[i] = alone[i] or (before[2] <= here[1] and not between.strip())
    return alone


def _are_no_furniture(texts: Sequence[str], sources: Sequence[str], language: str) -> list[bool]:
    """Whether each sentence is no furniture, as one of a document beside the sources."""
    spans, offset = [], 0
    for text in texts:
        spans.append((offset, offset + len(text)))
        offset += len(text) + 1
    summary = Text(" ".join(texts), spans, language, "")
    others = [Text(source, [(0, len(source))], language, "") for source in sources if source]
    found = find_furniture([summary, *others])[0]
    return [i not in found for i in range(len(texts))]


def _are_new(sentences: Sequence[Sentence], language: str) -> list[bool]:
    """Whether each sentence relates to none before it."""
    index = index_words(tabulate_sentences(sentences), languages=[language])
    relations = relations_of(sentences, index, language=language, days={})
    return [
        not any(j < i and relations.of(j, i) for j in relations.near(i))
        for i in range(len(sentences))
    ]
