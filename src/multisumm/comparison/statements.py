"""A sentence as comparisons see it: what it says, of whom, how certainly, and by whose word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from multisumm.comparison.figures import Line, Moment, Quantity, find_figures
from multisumm.comparison.lexicon import OPERATORS, Lexicon, Tag, load_lexicon
from multisumm.comparison.words import Word, split_words
from multisumm.text.languages import function_words

SCOPE = 3
"""So many content words behind it a denying or hedging word bears on."""

MAX_SPEAKER = 14
"""A longer stretch of words with `said` in it tells more than who says it."""

MIN_SAID = 2
"""What is left when those words are taken away that tell who says it has at least so many."""

MAX_APPOSITION = 4
"""A stretch of so few words beside a speaker names the speaker."""

QUESTION = "question"
"""The operator of a sentence that ends in a question mark."""


class Operator(NamedTuple):
    """A phrase that changes how a statement is meant.

    Attributes:
        name: One of `lexicon.OPERATORS`, or `QUESTION`.
        first: Index of its first word.
        last: Index behind its last word.
        scope: Indices of the content words that it bears on.
    """

    name: str
    first: int
    last: int
    scope: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as it is compared; all indices are those of its words.

    Attributes:
        text: The sentence.
        language: Its ISO 639-1 code.
        words: Its words.
        stems: The stem of each word.
        tags: What the phrases that begin at each word are listed as in the lexicon.
        content: The words that say something: none of an attribution, a figure, an operator.
        keys: For each word what it can be matched by: its stem, its groups of synonyms.
        rivals: For each word the keys of its opposites.
        names: The content words that are names.
        quantities: Its numbers.
        moments: Its dates and times.
        operators: What denies, hedges or plans in it.
        changes: Words of change, like `now` and `revised`.
        spoken: Words that only tell who says it.
        figures: Words that belong to quantities and moments.
    """

    text: str
    language: str
    words: tuple[Word, ...]
    stems: tuple[str, ...]
    tags: tuple[tuple[Tag, ...], ...]
    content: tuple[int, ...]
    keys: tuple[frozenset[str], ...]
    rivals: tuple[frozenset[str], ...]
    names: frozenset[int]
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    operators: tuple[Operator, ...]
    changes: frozenset[int]
    spoken: frozenset[int]
    figures: frozenset[int]

    def has(self, listed: str) -> bool:
        """Return whether a phrase of a list of the lexicon stands in the sentence."""
        return any(tag.list == listed for tags in self.tags for tag in tags)

    def tagged(self, i: int, listed: str) -> bool:
        """Return whether a phrase of a list begins at a word."""
        return any(tag.list == listed for tag in self.tags[i])


_BREAK = re.compile(r"[,;:()–—\"“”„«»、，；。「」]")
_QUOTE = re.compile(r"[\"“”„«»「」]")
_FUTURE_ENDINGS = {"it": ("rà", "ranno"), "es": ("rá", "rán"), "pt": ("rá", "rão"), "fr": ("ront",)}
_CAPITALISED_NOUNS = frozenset({"de", "lb"})
_NOTHING: frozenset[str] = frozenset()


def make_statement(
    text: str, *, language: str, known_names: Collection[str] = frozenset()
) -> Statement:
    """Return a sentence as it is compared.

    Args:
        text: The sentence.
        language: Its ISO 639-1 code; without a lexicon only stems, numbers and names count.
        known_names: Casefolded words that are capitalised inside other sentences, so that one at
            the beginning of this sentence is known to be a name.
    """
    lexicon = load_lexicon(language)
    words = split_words(text, language)
    stems = lexicon.stems(words)
    tags = lexicon.tags(words, stems)
    function = function_words(language)
    line = Line(words, tags, text, function)
    quantities, moments, figures = find_figures(line)
    spoken = _attribution(line, figures)
    operators = [op for op in _operators(line, lexicon, figures)
                 if op.first not in spoken or op.name in ("hedge", "claim")]  # fmt: skip
    taken = figures | spoken | {i for op in operators for i in range(op.first, op.last)}
    changes = {i + k for i, here in enumerate(tags) for tag in here if tag.list == "change"
               for k in range(tag.length)}  # fmt: skip
    content = [
        i
        for i, word in enumerate(words)
        if i not in taken
        and i not in changes
        and stems[i] not in function
        and word.text not in function
        and (len(word.text) > 1 or word.text > "\u3000")
        and not any(tag.list == "trifles" and tag.length == 1 for tag in tags[i])
    ]
    content, keys, rivals = _meanings(content, stems, tags, taken)
    names = frozenset(
        i
        for i in content
        if language not in _CAPITALISED_NOUNS
        and line.is_capital(i)
        and (words[i].text in known_names or not _opens(text, words[i].start))
    )
    scoped = [op._replace(scope=_scope(op, content, line)) for op in operators]
    if text.rstrip().endswith(("?", "？", "؟", "՞")):
        scoped.append(Operator(QUESTION, len(words), len(words), tuple(content)))
    return Statement(
        text=text,
        language=language,
        words=tuple(words),
        stems=tuple(stems),
        tags=tuple(tags),
        content=tuple(content),
        keys=keys,
        rivals=rivals,
        names=names,
        quantities=tuple(quantities),
        moments=tuple(moments),
        operators=tuple(scoped),
        changes=frozenset(changes),
        spoken=frozenset(spoken),
        figures=frozenset(figures),
    )


def _meanings(
    content: Sequence[int],
    stems: Sequence[str],
    tags: Sequence[Sequence[Tag]],
    taken: Collection[int],
) -> tuple[list[int], tuple[frozenset[str], ...], tuple[frozenset[str], ...]]:
    """What each word can be matched by, and by what its opposites; phrases hang on one word."""
    keys: defaultdict[int, set[str]] = defaultdict(set)
    rivals: defaultdict[int, set[str]] = defaultdict(set)
    kept = set(content)
    for i, here in enumerate(tags):
        for tag in here:
            if tag.list != "synonyms" and tag.list != "opposites":
                continue
            inside = [k for k in range(i, i + tag.length) if k in kept]
            head = inside[0] if inside else i
            if tag.length > 1 and head not in taken:
                kept.difference_update(inside[1:])
                kept.add(head)
            if tag.list == "synonyms":
                keys[head].add(f"={tag.entry}")
            else:
                pair, side = tag.entry
                keys[head].add(f"{pair}/{side}")
                rivals[head].add(f"{pair}/{1 - side}")
    for i in kept:
        keys[i].add(stems[i])
    return (
        sorted(kept),
        tuple([frozenset(keys[i]) if i in keys else _NOTHING for i in range(len(stems))]),
        tuple([frozenset(rivals[i]) if i in rivals else _NOTHING for i in range(len(stems))]),
    )


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins at this place."""
    before = text[:start].rstrip()
    return not before or before[-1] in '"“”„«».!?:'


def _operators(line: Line, lexicon: Lexicon, figures: Collection[int]) -> Iterator[Operator]:
    """The operators of a sentence, without scope; of phrases that begin together the longest."""
    i = 0
    while i < len(line.words):
        tag = line.tag(i, *OPERATORS, "not_negation")
        whole = line.tag(i, "synonyms", "opposites")
        if tag is None or i in figures:
            if i not in figures and _is_negated_in_czech(line, i, lexicon):
                yield Operator("negation", i, i, ())
            elif line.word(i).endswith(_FUTURE_ENDINGS.get(lexicon.language, "\n")):
                yield Operator("future", i, i, ())
            i += 1
        elif whole and whole.length > tag.length:  # "not guilty" is one word
            i += whole.length
        else:
            if tag.list != "not_negation":
                yield Operator(tag.list, i, i + tag.length, ())
            i += tag.length


def _is_negated_in_czech(line: Line, i: int, lexicon: Lexicon) -> bool:
    """Whether a word is a Czech verb that is denied by its beginning: neschválil."""
    word = line.word(i)
    if lexicon.language != "cs" or not word.startswith("ne") or len(word) <= 5:
        return False
    return word not in line.function and not line.tag(i, "not_negation")


def _scope(op: Operator, content: Sequence[int], line: Line) -> tuple[int, ...]:
    """The content words that an operator bears on: the next of its clause, else the last before."""
    if op.name == "condition":
        return tuple(content)
    behind = [i for i in content if i >= op.last][:SCOPE]
    scope: list[int] = []
    for before, i in pairwise([max(op.first, op.last - 1), *behind]):
        if scope and _BREAK.search(line.text[line.words[before].end : line.words[i].start]):
            break
        scope.append(i)
    if scope or not content:
        return tuple(scope)
    last = max((i for i in content if i < op.first), default=None)
    if last is None or _BREAK.search(line.text[line.words[last].end : line.words[op.first].start]):
        return ()
    return (last,)


# --- who says it ----------------------------------------------------------------------------------


def _attribution(line: Line, figures: Collection[int]) -> set[int]:
    """The words that only tell who says it: "police said", ", the mayor told reporters"."""
    saying = {i: tag.length for i in range(len(line.words)) if (tag := line.tag(i, "saying"))}
    if not saying:
        return set()
    return (
        _set_apart(line, saying)
        or _leading_clause(line, saying, figures)
        or _trailing_phrase(line, saying)
    )


def _set_apart(line: Line, saying: dict[int, int]) -> set[int]:
    """Stretches with a word of saying between commas and quotation marks."""
    spoken: set[int] = set()
    segments = list(_segments(line))
    for number, (first, last) in enumerate(segments):
        inside = [i for i in saying if first <= i < last and not _is_told_of(line, first, i)]
        if not inside or last - first > MAX_SPEAKER or len(line.words) - (last - first) < 3:
            continue
        end, begin = number == len(segments) - 1, number == 0
        according = inside[0] == first and saying[first] > 1
        quoted = last < len(line.words) and _QUOTE.search(line.gap(last))
        short = last - first <= 8
        tells = end or (begin and (according or quoted)) or (not begin and short)
        if tells and not any(line.tag(i, "that") for i in range(inside[0] + 1, last)):
            spoken.update(range(first, last))
    if len(segments) < 2 or not spoken:
        return set()
    spoken |= _beside_speaker(segments, spoken, saying)
    return spoken if len(line.words) - len(spoken) >= MIN_SAID else set()


def _is_told_of(line: Line, first: int, i: int) -> bool:
    """Whether somebody is told of and does not tell: ", has been found", ", were not told"."""
    before = range(max(first, i - 2), i)
    return any(line.word(k) in ("been", "was", "were") or line.tag(k, "negation") for k in before)


def _beside_speaker(
    segments: Sequence[tuple[int, int]], spoken: Collection[int], saying: Collection[int]
) -> set[int]:
    """Short stretches beside one that tells who says it: ", its operator, Nordline, said"."""
    told = [first in spoken for first, _ in segments]
    found: set[int] = set()
    for number, (first, last) in enumerate(segments):
        if told[number] or last - first > MAX_APPOSITION:
            continue
        behind = (
            number + 1 < len(segments) and told[number + 1] and segments[number + 1][0] in saying
        )
        at_end = number == len(segments) - 1 and number and told[number - 1]
        if behind or at_end:
            found.update(range(first, last))
            told[number] = True
            before = number - 1
            while (
                behind
                and before > 0
                and not told[before]
                and (segments[before][1] - segments[before][0] <= MAX_APPOSITION)
            ):
                found.update(range(*segments[before]))
                told[before] = True
                before -= 1
    return found


def _leading_clause(line: Line, saying: dict[int, int], figures: Collection[int]) -> set[int]:
    """The mayor said on Monday that ...; in English also "Police said", without `that`."""
    for i in sorted(saying):
        counted = any(k in figures and line.word(k)[0].isalnum() for k in range(i))
        if i > MAX_SPEAKER or counted:  # "Half of the farmers said": not only who says it
            return set()
        stop = next(
            (k for k in range(i, min(len(line.words), i + 10)) if line.tag(k, "that")), None
        )
        between = line.text[line.words[i].end : line.words[stop].start] if stop is not None else ";"
        if stop is not None and not _BREAK.search(between.replace(",", "")):  # сказал, что
            return set(range(stop + 1))
        if line.word(i) in ("said", "says") and 0 < i < len(line.words) - 3:
            end = i + 1
            while end in figures:
                end += 1
            return set(range(end))
    return set()


def _trailing_phrase(line: Line, saying: dict[int, int]) -> set[int]:
    """At the end, without a comma: according to the report."""
    for i, length in saying.items():
        if length > 1 and i >= 4 and len(line.words) - i <= 8:
            return set(range(i, len(line.words)))
    return set()


def _segments(line: Line) -> Iterator[tuple[int, int]]:
    """The stretches of words between commas, quotation marks and the like."""
    cuts = [i for i in range(1, len(line.words)) if _BREAK.search(line.gap(i))]
    yield from pairwise([0, *cuts, len(line.words)])
