"""A sentence as comparisons see it: what it says, of whom, how certainly, and by whose word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from multisumm.comparison.attribution import find_speaker, is_aside, is_in_label
from multisumm.comparison.figures.extraction import find_figures
from multisumm.comparison.figures.values import Moment, Quantity
from multisumm.comparison.lexicon import OPERATORS, ReadWords, Tag, read_words
from multisumm.comparison.line import BREAK, Line
from multisumm.comparison.small_words import small_words
from multisumm.comparison.words import Word, split_words
from multisumm.text.languages import function_words

SCOPE = 3
"""So many content words behind it a denying or hedging word bears on."""

NEGATIVE = ("negation", "failure")
"""Operators that turn a statement into its contrary."""

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
        listed: List -> the words at which its phrases begin, and their tags, in order.
        capitals: The words that begin with a capital letter.
        content: The words that say something: none of an attribution, a figure, an operator.
        keys: For each word what it can be matched by: its stem, its groups of synonyms.
        rivals: For each word the keys of its opposites.
        matching: What any of its content words can be matched by.
        names: The content words that are names.
        quantities: Its numbers.
        moments: Its dates and times.
        asides: Dates and times that only tell when it is said.
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
    listed: Mapping[str, Sequence[tuple[int, Tag]]]
    capitals: frozenset[int]
    content: tuple[int, ...]
    keys: tuple[frozenset[str], ...]
    rivals: tuple[frozenset[str], ...]
    matching: frozenset[str]
    names: frozenset[int]
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    asides: tuple[Moment, ...]
    operators: tuple[Operator, ...]
    changes: frozenset[int]
    spoken: frozenset[int]
    figures: frozenset[int]

    @property
    def line(self) -> Line:
        """The sentence as it is read."""
        return _line(self.words, self.tags, self.listed, self.text, self.language)

    def has(self, listed: str) -> bool:
        """Return whether a phrase of a list of the lexicon stands in the sentence."""
        return listed in self.listed

    def is_capital(self, i: int) -> bool:
        """Return whether a word begins with a capital letter."""
        return i in self.capitals

    def tagged(self, i: int, listed: str) -> bool:
        """Return whether a phrase of a list begins at a word."""
        return listed in self.listed and listed in [tag.list for tag in self.tags[i]]


_END = re.compile(r"[.;:!?\"“”„«»；。]")
_OPERATING = (*OPERATORS, "not_negation")
_CAPITALISED_NOUNS = frozenset({"de", "lb"})
_NOTHING: frozenset[str] = frozenset()


class ReadSentence(NamedTuple):
    """The words and figures of a sentence: what is read of it first, and all that some need.

    Attributes:
        line: The sentence as it is read.
        read: Its words with what they mean.
        quantities: Its numbers.
        moments: Its dates and times.
        figures: Words that belong to these.
    """

    line: Line
    read: ReadWords
    quantities: Sequence[Quantity]
    moments: Sequence[Moment]
    figures: Collection[int]


def read_sentence(text: str, *, language: str) -> ReadSentence:
    """Return the words and figures of a sentence in a language, given by its ISO 639-1 code."""
    words = split_words(_without_references(text), language)
    read = read_words(words, language)
    line = _line(words, read.tags, read.listed, text, language)
    return ReadSentence(line, read, *find_figures(line))


def make_statement(
    text: str, *, language: str, known_names: Collection[str] = frozenset()
) -> Statement:
    """Return a sentence as it is compared.

    Args:
        text: The sentence.
        language: Its ISO 639-1 code; without a lexicon only stems, numbers and names count.
        known_names: As those of `interpret`.
    """
    return interpret(read_sentence(text, language=language), known_names=known_names)


def interpret(reading: ReadSentence, *, known_names: Collection[str]) -> Statement:
    """Return a sentence as it is compared, given its words and figures.

    Args:
        reading: Its words and figures.
        known_names: Casefolded words that are capitalised inside other sentences, so that one at
            the beginning of this sentence is known to be a name.
    """
    line, read, quantities, moments, figures = reading
    words, listed, text, language = line.words, line.listed, line.text, line.language
    dates = {i for one in moments for i in range(one.first, one.last)}
    spoken = find_speaker(line, figures, dates)
    moments = [one for one in moments if not is_in_label(line, one)]
    asides = [one for one in moments if one.first in spoken or is_aside(line, one)]
    operators = [op for op in _operators(line, figures)
                 if op.first not in spoken or op.name in ("hedge", "claim")]  # fmt: skip
    taken = spoken.union(figures, *[range(op.first, op.last) for op in operators])
    changes = {i + k for i, tag in listed.get("change", ()) for k in range(tag.length)}
    trifles = {i for i, tag in listed.get("trifles", ()) if tag.length == 1}
    aside = taken | changes | trifles
    content = [i for i, says in enumerate(read.tells) if says and i not in aside]
    content, keys, rivals = _meanings(content, read, line, taken)
    if language == "cs":
        keys = _with_bare_verbs(keys, operators, words)
    capitals = frozenset([i for i, word in enumerate(words) if text[word.start].isupper()])
    named = [] if language in _CAPITALISED_NOUNS else [i for i in content if i in capitals]
    names = frozenset(
        [i for i in named if words[i].text in known_names or not _opens(text, words[i].start)]
    )
    scoped = [op._replace(scope=_scope(op, content, line)) for op in operators]
    if text.rstrip().endswith(("?", "？", "؟", "՞")):
        scoped.append(Operator(QUESTION, len(words), len(words), tuple(content)))
    return Statement(
        text=text,
        language=language,
        words=tuple(words),
        stems=read.stems,
        tags=read.tags,
        listed=listed,
        capitals=capitals,
        content=tuple(content),
        keys=keys,
        rivals=rivals,
        matching=_NOTHING.union(*[keys[i] for i in content]),
        names=names,
        quantities=tuple(quantities),
        moments=tuple([one for one in moments if one not in asides]),
        asides=tuple(asides),
        operators=tuple(scoped),
        changes=frozenset(changes),
        spoken=frozenset(spoken),
        figures=frozenset(figures),
    )


_REFERENCE = re.compile(
    r"\(? ?(?:https?://|www\.)[^\s()]+ ?\)?"
    r"|\[\d+(?:\s*[,–-]\s*\d+)*\]|\((?:[^\W\d_][\w.&’'-]*,? ){1,5}(?:1[6-9]|20)\d\d[a-z]?\)"
)


def _line(
    words: Sequence[Word],
    tags: Sequence[Sequence[Tag]],
    listed: Mapping[str, Sequence[tuple[int, Tag]]],
    text: str,
    language: str,
) -> Line:
    """A sentence as it is read."""
    function, small = function_words(language), small_words(language)
    return Line(words, tags, listed, text, function, small, language)


def _without_references(text: str) -> str:
    """The text with blanks for references and addresses, no part of what it says: [12]."""
    if "[" not in text and "(" not in text and "://" not in text and "www." not in text:
        return text
    return _REFERENCE.sub(lambda mark: " " * len(mark[0]), text)


def _meanings(
    content: Collection[int], read: ReadWords, line: Line, taken: Collection[int]
) -> tuple[list[int], tuple[frozenset[str], ...], tuple[frozenset[str], ...]]:
    """What each word can be matched by, and by what its opposites; phrases hang on one word."""
    meanings, rivals = list(read.meanings), list(read.rivals)
    kept, heads, denied = {*content}, set(), set()
    denying = line.places(("negation",))
    for i in read.phrases:
        for tag in read.tags[i]:
            if tag.length == 1 or not tag.keys:
                continue
            inside = [k for k in range(i, i + tag.length) if k in kept]
            head = inside[0] if inside else i
            if head not in taken:
                kept.difference_update(inside[1:])
                kept.add(head)
            if not denying.isdisjoint(range(i, i + tag.length)):
                denied.add(head)  # "not guilty" is no form of "guilty"
            heads.add(head)
            meanings[head] |= tag.keys
            rivals[head] |= tag.rivals
    keys = list(meanings)
    for i in kept - denied:
        keys[i] = read.keys[i] if i not in heads else read.keys[i] | meanings[i]
    return sorted(kept), tuple(keys), tuple(rivals)


def _with_bare_verbs(
    keys: Sequence[frozenset[str]], operators: Sequence[Operator], words: Sequence[Word]
) -> tuple[frozenset[str], ...]:
    """The keys, with those of the verb itself for a Czech one that denies by its beginning."""
    found = list(keys)
    for op in operators:
        if op.name == "negation" and op.first == op.last:
            bare = read_words([words[op.first]._replace(text=words[op.first].text[2:])], "cs")
            found[op.first] |= bare.keys[0]
    return tuple(found)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins at this place."""
    i = start - 1
    while i >= 0 and text[i].isspace():
        i -= 1
    return i < 0 or text[i] in '"“”„«».!?:'


def _operators(line: Line, figures: Collection[int]) -> Iterator[Operator]:
    """The operators of a sentence, without scope; of phrases that begin together the longest."""
    telling_forms = line.language == "cs" or bool(line.small.future_endings)
    end = 0
    for i in range(len(line.words)) if telling_forms else sorted(line.places(_OPERATING)):
        if i < end or i in figures:
            continue
        tag = line.tag(i, *_OPERATING)
        if tag is None:
            yield from _told_by_form(line, i)
            continue
        whole = line.tag(i, "synonyms", "opposites")
        if whole and whole.length > tag.length:  # "not guilty" is one word
            end = i + whole.length
        else:
            if tag.list != "not_negation" and not _abbreviates_number(line, i):
                yield Operator(tag.list, i, i + tag.length, ())
            end = i + tag.length


def _abbreviates_number(line: Line, i: int) -> bool:
    """Whether a word is short for number: the no. 2 of the league."""
    if line.word(i) != "no":
        return False
    return line.word(i + 1)[:1].isdecimal() and line.gap(i + 1).startswith(".")


def _told_by_form(line: Line, i: int) -> Iterator[Operator]:
    """A denial or the future that the form of a word tells."""
    if _is_negated_in_czech(line, i):
        yield Operator("negation", i, i, ())
    elif line.word(i).endswith(line.small.future_endings):
        yield Operator("future", i, i, ())


def _is_negated_in_czech(line: Line, i: int) -> bool:
    """Whether a word is a Czech verb that is denied by its beginning: neschválil."""
    word = line.word(i)
    if line.language != "cs" or not word.startswith("ne") or len(word) <= 5:
        return False
    return word not in line.function and not line.tag(i, "not_negation")


@cache
def _next_clause(language: str) -> re.Pattern[str]:
    """What begins the next clause: a comma, and a word that means `and` or `but`."""
    small = small_words(language)
    links = "|".join(sorted(small.conjunctions | small.adversatives)) or "(?!)"
    return re.compile(rf",\s+(?:{links})\s", re.IGNORECASE)


def _scope(op: Operator, content: Sequence[int], line: Line) -> tuple[int, ...]:
    """The content words that an operator bears on: the next of its clause, else the last before."""
    if op.name == "condition":
        return tuple(content)
    behind = [i for i in content if i >= op.last][:SCOPE]
    scope: list[int] = []
    next_clause = _next_clause(line.language)
    for before, i in pairwise([max(op.first, op.last - 1), *behind]):
        between = line.text[line.words[before].end : line.words[i].start] if before < i else ""
        if (BREAK if scope else _END).search(between) or next_clause.search(between):
            break
        scope.append(i)
    if scope or not content:
        return tuple(scope)
    last = max((i for i in content if i < op.first), default=None)
    if last is None or BREAK.search(line.text[line.words[last].end : line.words[op.first].start]):
        return ()
    return (last,)


def begins_with_pronoun(s: Statement) -> bool:
    """Return whether a statement begins with a pronoun that stands for a noun of another."""
    return bool(s.words) and s.words[0].text in small_words(s.language).pronouns


_WITH_ARTICLES = frozenset(("en", "de", "fr", "es", "it", "pt", "el", "nl", "sv"))


def is_label(s: Statement) -> bool:
    """Return whether a statement has no function word, in a language with articles."""
    return s.language in _WITH_ARTICLES and function_words(s.language).isdisjoint(s.stems)
