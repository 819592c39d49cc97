"""A sentence as comparisons see it: what it says, of whom, how certain, and by whose word."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from multisumm.comparison.lexicon import OPERATORS, Lexicon, Tag, load_lexicon
from multisumm.comparison.quantities import Moment, Quantity, find_figures
from multisumm.comparison.words import Word, split_words
from multisumm.text.languages import function_words

SCOPE = 3
"""How many content words behind a denying or hedging word it bears on."""


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that changes how a statement is meant.

    Attributes:
        name: One of `lexicon.OPERATORS`, or `question`.
        first: Index of its first word.
        last: Index behind its last word.
        bears_on: Indices of the content words that it bears on.
    """

    name: str
    first: int
    last: int
    bears_on: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as it is compared; indices are those of its words.

    Attributes:
        text: The sentence.
        words: All its words.
        stems: The stem of each word.
        content: Indices of the words that say something, in order; none of an attribution,
            a figure, an operator or a trifle.
        concepts: For each word the groups of synonyms that it belongs to.
        opposites: For each word the pairs of opposites that it belongs to, each with its side.
        names: Indices of the content words that are names.
        quantities: Its numbers.
        moments: Its dates and times.
        operators: What denies, hedges or plans in it.
        changes: Indices of words of change (`now`, `revised`).
        spoken: Indices of the words that only tell who says it.
    """

    text: str
    language: str
    words: tuple[Word, ...]
    stems: tuple[str, ...]
    content: tuple[int, ...]
    concepts: tuple[frozenset[str], ...]
    opposites: tuple[frozenset[tuple[int, int]], ...]
    names: frozenset[int]
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    operators: tuple[Operator, ...]
    changes: frozenset[int]
    spoken: frozenset[int]
    used: frozenset[int]
    passive: bool
    laters: tuple[frozenset[tuple[int, int]], ...] = ()
    contests: frozenset[int] = frozenset()


_BREAK = re.compile(r"[,;:()–—\"“”„«»、，；。]")
_QUOTES = "\"“”„«»"
_THAT = {"en": {"that"}, "de": {"dass", "daß"}, "fr": {"que", "qu"}, "es": {"que"}, "pt": {"que"}, "it": {"che"},
         "ru": {"что"}, "cs": {"že"}, "el": {"ότι", "πως"}, "ar": {"أن", "إن", "بأن"}, "zh": set()}  # fmt: skip
_CAPITALISED_NOUNS = frozenset({"de"})
_MAX_SPEAKER = 14


def make_statement(
    text: str, *, language: str, known_names: Collection[str] = ()
) -> Statement:
    """Return a sentence as it is compared."""
    lexicon = load_lexicon(language)
    words = split_words(text, language)
    stems = lexicon.stems([word.text for word in words])
    hits = _phrases(stems, words, lexicon)
    function = function_words(language)
    figures = find_figures(words, hits, text, function)
    spoken = _attribution(words, hits, text, language, figures.used)
    operators, used = _operators(words, stems, hits, figures.used, language)
    operators = [op for op in operators if op.first not in spoken or op.name in ("hedge", "claim")]
    trifles = {i for i, entries in hits.items() for length, tag in entries if tag.name == "trifles" and length == 1}
    changes = {i + k for i, entries in hits.items() for length, tag in entries if tag.name == "change" for k in range(length)}
    content = [
        i
        for i, word in enumerate(words)
        if i not in figures.used and i not in spoken and i not in used
        and word.text not in function and stems[i] not in function
        and i not in trifles and i not in changes
        and (len(word.text) > 1 or _is_wide(word.text) )
    ]
    bearing = [
        Operator(op.name, op.first, op.last, tuple(content) if op.name == "condition" else _scope(op, content, words, text))
        for op in operators
    ]
    if text.rstrip().endswith(("?", "？", "؟")) :
        bearing.append(Operator("question", len(words), len(words), tuple(content)))
    concepts: list[frozenset[str]] = [frozenset()] * len(words)
    opposites: list[frozenset[tuple[int, int]]] = [frozenset()] * len(words)
    inner: set[int] = set()
    for i in sorted(hits):
        for length, tag in hits[i]:
            if tag.name == "synonym":
                concepts[i] |= {tag.value}
                if length > 1:
                    inner.update(range(i + 1, i + length))
            elif tag.name == "opposite":
                opposites[i] |= {tag.value}
    # phrases of several words hang on their first content word
    for i in sorted(hits):
        for length, tag in hits[i]:
            if length > 1 and tag.name in ("synonym", "opposite"):
                inside = [k for k in range(i, i + length) if k in content]
                head = inside[0] if inside else i
                if head not in content and head not in used and head not in spoken and head not in figures.used:
                    content = sorted({*content, head})
                if tag.name == "synonym":
                    concepts[head] |= {tag.value}
                else:
                    opposites[head] |= {tag.value}
                content = [k for k in content if k not in inside[1:]]
    for i in sorted(hits):  # opposites that are function words (above, before) count too
        if opposites[i] and i not in content and i not in figures.used and i not in spoken and i not in used:
            pass
    names = frozenset(
        i for i in content
        if text[words[i].start].isupper()
        and (i > 0 and not _opens(text, words[i].start) or words[i].text in known_names)
        and language not in _CAPITALISED_NOUNS
    )
    passive = any(tag.name == "passive" for entries in hits.values() for _, tag in entries)
    return Statement(
        text, language, tuple(words), tuple(stems), tuple(content), tuple(concepts), tuple(opposites), names,
        figures.quantities, figures.moments, tuple(bearing), frozenset(changes), frozenset(spoken), figures.used, passive,
        tuple(frozenset(tag.value for _, tag in hits.get(i, ()) if tag.name == "later") for i in range(len(words))),
        frozenset(i for i in hits for _, tag in hits[i] if tag.name == "contests"),
    )


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins at this place."""
    before = text[:start].rstrip()
    return not before or before[-1] in _QUOTES + ".!?:"


def _is_wide(text: str) -> bool:
    return text >= "\u3005"


def _phrases(stems: Sequence[str], words: Sequence[Word], lexicon: Lexicon) -> dict[int, list[tuple[int, Tag]]]:
    """Index of a word -> the phrases that begin there, the longest of each list."""
    hits: dict[int, list[tuple[int, Tag]]] = {}
    for i, stem in enumerate(stems):
        for _, tag in lexicon.phrases.get(f"={words[i].text}", ()):
            hits.setdefault(i, []).append((1, tag))
        for phrase, tag in lexicon.phrases.get(stem, ()):
            if tuple(stems[i : i + len(phrase)]) == phrase:
                hits.setdefault(i, []).append((len(phrase), tag))
    return hits


def _operators(
    words: Sequence[Word], stems: Sequence[str], hits: dict[int, list[tuple[int, Tag]]],
    taken: Collection[int], language: str,
) -> tuple[list[Operator], set[int]]:
    """The operators of a sentence, the longest phrase first, and the words they take."""
    found: list[Operator] = []
    used: set[int] = set()
    i = 0
    while i < len(words):
        entries = [e for e in hits.get(i, ()) if e[1].name in (*OPERATORS, "not_negation")]
        longer = max((n for n, tag in hits.get(i, ()) if tag.name in ("synonym", "opposite")), default=0)
        if entries and longer > entries[0][0]:  # "not guilty" is a word of its own
            i += longer
            continue
        if entries and i not in taken:
            length, tag = entries[0]
            if tag.name != "not_negation" and not (taken and set(range(i, i + length)) & set(taken)):
                found.append(Operator(tag.name, i, i + length, ()))
                used.update(range(i, i + length))
                i += length
                continue
            if tag.name == "not_negation":
                i += length
                continue
        if language == "cs" and stems[i].startswith("ne") and len(words[i].text) > 5 and i not in taken and f"~{words[i].text[2:]}":
            found.append(Operator("negation", i, i, ()))
        i += 1
    return found, used


def _scope(op: Operator, content: Sequence[int], words: Sequence[Word], text: str) -> tuple[int, ...]:
    """The content words that an operator bears on: the next ones of its clause, else the last."""
    behind = [i for i in content if i >= op.last][:SCOPE]
    kept: list[int] = []
    for i in behind:
        between = text[words[op.last - 1 if op.last > op.first else op.first].end : words[i].start]
        if kept and _BREAK.search(between):
            break
        kept.append(i)
    if kept:
        return tuple(kept)
    before = [i for i in content if i < op.first][-1:]
    cut = before and _BREAK.search(text[words[before[0]].end : words[min(op.first, len(words) - 1)].start])
    return () if cut else tuple(before)


def _attribution(
    words: Sequence[Word], hits: dict[int, list[tuple[int, Tag]]], text: str, language: str,
    figures: Collection[int],
) -> set[int]:
    """The words that tell who says it and no more."""
    saying = {i: max(length for length, tag in entries if tag.name == "saying") for i, entries in hits.items()
              if any(tag.name == "saying" for _, tag in entries)}
    if not saying:
        return set()
    n = len(words)
    that = _THAT.get(language, set())
    spoken: set[int] = set()
    segments = _segments(words, text)
    # behind or before a comma or a quotation: "..., the water company said on Thursday"
    for number, (first, last) in enumerate(segments):
        inside = [i for i in saying if first <= i < last]
        if not inside or last - first > _MAX_SPEAKER or len(segments) == 1:
            continue
        rest = n - (last - first)
        at_end = number == len(segments) - 1 and number > 0
        at_begin = number == 0
        head = saying[inside[0]]
        leads = inside[0] == first and head > 1  # according to
        quoted = at_begin and text[words[last - 1].end : words[last].start].strip()[-1:] in _QUOTES and last < n
        middle = 0 < number < len(segments) - 1 and last - first <= 8
        tells = at_end or quoted or middle or (at_begin and leads)
        after = [i for i in range(inside[0] + 1, last) if words[i].text in that]
        if tells and rest >= 3 and not after:
            spoken.update(range(first, last))
    if not spoken:
        for i in sorted(saying):
            if i > _MAX_SPEAKER:
                break
            stop = next((k for k in range(i, min(n, i + 10)) if words[k].text in that), None)
            if any(k in figures and words[k].text[0].isalnum() for k in range(i)):
                break  # "Half of the farmers said": not only who says it
            if stop is not None and not _BREAK.search(text[words[i].end : words[stop].start].replace(",", "")):
                spoken.update(range(stop + 1))
                break
            if language == "en" and words[i].text in ("said", "says") and i and n - i > 3:
                end = i + 1
                while end < n and end in figures:
                    end += 1
                spoken.update(range(end))
                break
            if language == "zh":
                spoken.update(range(0))
    # "according to X ..." at either end without a comma
    for i in sorted(saying):
        if saying[i] > 1 and i and not spoken and n - i <= 8 and i >= 4:
            spoken.update(range(i, n))
    return spoken


def _segments(words: Sequence[Word], text: str) -> list[tuple[int, int]]:
    """The stretches of words between commas and quotation marks."""
    cuts = [0]
    for i in range(1, len(words)):
        if _BREAK.search(text[words[i - 1].end : words[i].start]):
            cuts.append(i)
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True) if b > a]
