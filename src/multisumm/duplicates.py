"""Who says the same, and who would but for a number or a negation.

Two sentences are compared by their content words; numbers, negations and names then decide whether
a close pair says the same, contradicts itself, or speaks of different things.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from multisumm.concepts import distinct_pairs
from multisumm.languages import function_words, has_spaces, negations
from multisumm.model import Sentence
from multisumm.terms import TermTable, sentence_of_token, stem_words, tokenize

REWORDED = 0.6
"""From this Jaccard similarity of content words on, one sentence rewords the other."""

CONTAINED = 0.9
"""From this share of the shorter one's content words in the other on, it is inside the other."""

CLAUSE = 0.7
"""From this share of the shorter one's content words in one common run, it is inside the other."""

FEWEST_SHARED = 4
"""Sentences that share fewer content words are not compared; a clause needs one less."""

DENIED = 0.8
"""From this similarity on, a negation in one of two sentences denies the other, wherever it is."""

PREFILTER = 0.4
"""Sentences that share less than this of the shorter one's content words are never compared."""

REPEATED = 0.5
"""Above this Jaccard similarity of all words, a reader meets the same sentence twice."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as it is compared; words are term ids.

    Attributes:
        words: All its words, in order.
        vocabulary: The same, each once.
        content: Its content words that are neither numbers nor negations.
        names: Its capitalised words, in order; the first only if others have it capitalised inside.
        clause: Its words in order, without negations, each number as `ANY_NUMBER`.
        figures: For each word of `clause` the value of the number there, or "".
        denials: For each word of `clause` the negations right before it, or ""; the last word has
            those behind it, too.
    """

    words: tuple[int, ...]
    vocabulary: frozenset[int]
    content: frozenset[int]
    names: tuple[int, ...]
    clause: tuple[int, ...]
    figures: tuple[str, ...]
    denials: tuple[str, ...]


ANY_NUMBER = -1
"""What stands for every number in a clause."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How two sentences relate: `similarity` of content words, and what they disagree `about`.

    `similarity` is the Jaccard index, 0 to 1; `about` is None where they say the same.
    """

    similarity: float
    about: str | None = None


StatementOf = Callable[[int], Statement]
"""Gives the statement of a sentence by its index."""


def relate(ours: Statement, theirs: Statement) -> Relation | None:
    """How the second sentence relates to the first; None if they speak of different things.

    They say the same if one rewords the other or is inside it, with no other names, negations or
    numbers, and not if one content word stands in the place of another (`rose` for `fell`). They
    conflict if they have a clause in common in which one number or a negation differs, or if one
    would reword the other but for that.
    """
    if ours.words == theirs.words:
        return Relation(1.0)
    shared = len(ours.content & theirs.content)
    if shared < FEWEST_SHARED - 1:
        return None
    similarity = shared / len(ours.content | theirs.content)
    about = _contradiction(ours, theirs)
    if about is not None:
        return Relation(similarity, about)
    if shared < FEWEST_SHARED or _names_differ(ours, theirs):
        return None
    our_numbers, their_numbers = _own_numbers(ours, theirs), _own_numbers(theirs, ours)
    if our_numbers and their_numbers:
        alone = len(our_numbers) == len(their_numbers) == 1
        same_place = alone and _beside(ours, *our_numbers) & _beside(theirs, *their_numbers)
        comparable = same_place and similarity >= REWORDED
        return (
            Relation(similarity, f"{our_numbers[0]} / {their_numbers[0]}") if comparable else None
        )
    denial, denied = _denial(ours), _denial(theirs)
    if bool(denial) != bool(denied):
        return Relation(similarity, _versus(denial, denied)) if similarity >= DENIED else None
    if _one_word_differs(ours, theirs):
        return None
    return Relation(similarity) if similarity >= REWORDED or _inside(ours, theirs, shared) else None


def repeats(ours: Statement, theirs: Statement) -> bool:
    """Whether one summary should not hold both: they relate, or share over half of their words."""
    shared = len(ours.vocabulary & theirs.vocabulary)
    union = len(ours.vocabulary) + len(theirs.vocabulary) - shared
    return shared > REPEATED * union or relate(ours, theirs) is not None


def _one_word_differs(ours: Statement, theirs: Statement) -> bool:
    """Whether the sentences are the same but for one content word in one place."""
    mine, yours = ours.content - theirs.content, theirs.content - ours.content
    if len(mine) != 1 or len(yours) != 1 or len(ours.clause) != len(theirs.clause):
        return False
    pairs = zip(ours.clause, theirs.clause, strict=True)
    return all(own == other or (own in mine and other in yours) for own, other in pairs)


def find_related(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    table: TermTable,
    statement: StatementOf,
) -> list[list[tuple[int, Relation]]]:
    """For each picked sentence those that say the same or contradict it, in order of the input.

    Those of its own document count only where they repeat it word for word. A pass over the terms
    finds the sentences that share enough content words; only these are compared.
    """
    content = table.content[table.tokens]
    place, terms = distinct_pairs(
        sentence_of_token(table)[content], table.tokens[content].astype(np.int64)
    )
    sizes = np.bincount(place, minlength=len(sentences))
    related = []
    for sentence in picked:
        wanted = np.zeros(len(table.vocabulary), bool)
        wanted[terms[place == sentence]] = True
        overlap = np.bincount(place[wanted[terms]], minlength=len(sentences))
        candidates = np.flatnonzero(overlap > PREFILTER * np.minimum(sizes, sizes[sentence]))
        related.append(_relations(sentence, candidates.tolist(), sentences, statement))
    return related


def _relations(
    picked: int, candidates: Sequence[int], sentences: Sequence[Sentence], statement: StatementOf
) -> list[tuple[int, Relation]]:
    found = []
    for other in candidates:
        if other == picked:
            continue
        elsewhere = sentences[other].document != sentences[picked].document
        if elsewhere or statement(other).words == statement(picked).words:
            relation = relate(statement(picked), statement(other))
            if relation is not None:
                found.append((other, relation))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What the words of a cluster mean to a comparison; words are term ids.

    Attributes:
        ids: The id of each term.
        content: Whether each term is a content word.
        denying: The negating words, as they are listed.
        values: The value of each word that is a number, in figures.
        names: Words that are capitalised inside some sentence, case folded.
        language: Code of the language.
    """

    ids: Mapping[str, int]
    content: NDArray[np.bool_]
    denying: Mapping[int, str]
    values: Mapping[int, str]
    names: frozenset[str]
    language: str

    def of(self, word: str) -> list[int]:
        """The ids of the terms of a word as it stands in the text."""
        return [self.ids[term] for term in _terms(word, self.language) if term in self.ids]


def make_lexicon(sentences: Sequence[Sentence], table: TermTable, *, language: str) -> Lexicon:
    """The lexicon of the sentences of a cluster."""
    ids = {term: number for number, term in enumerate(table.vocabulary)}
    figures = np.flatnonzero(table.numeric).tolist()
    values = {
        number: _value(table.vocabulary[number])
        for number in figures
        if ":" not in table.vocabulary[number]  # the time of day differs between any two events
    }
    values.update((ids[term], value) for term, value in _counting(language).items() if term in ids)
    text = "\n".join(sentence.text for sentence in sentences)
    return Lexicon(
        ids=ids,
        content=table.content,
        denying=_denying_among(ids, language),
        values=values,
        names=frozenset(name.casefold() for name in _names_in(text)),
        language=language,
    )


def _terms(word: str, language: str) -> list[str]:
    """The terms of one word as a table has them: function words as they are, others stemmed."""
    return [
        term if term in function_words(language) else stem_words([term], language)[0]
        for term in tokenize(word, language=language)
    ]


@cache
def _denying(language: str) -> Mapping[str, str]:
    """The term of each negating word of a language, and the word itself."""
    return {term: word for word in sorted(negations(language)) for term in _terms(word, language)}


def _denying_among(ids: Mapping[str, int], language: str) -> dict[int, str]:
    """The terms that negate; where words are pairs of characters, one of the two is enough."""
    words = _denying(language)
    if has_spaces(language):
        return {ids[term]: word for term, word in words.items() if term in ids}
    parts = {term: [part for part in (*term, term) if part in words] for term in ids}
    return {ids[term]: words[found[0]] for term, found in parts.items() if found}


@cache
def _counting(language: str) -> Mapping[str, str]:
    """The term of each number in words and its value in figures; not of 1, an article too."""
    text = (files("multisumm") / "data" / "number_words.json").read_text(encoding="utf-8")
    words: Mapping[str, int] = json.loads(text).get(language, {})
    return {term: str(value) for word, value in words.items() for term in _terms(word, language)}


def make_statement(sentence: Sentence, words: Sequence[int], lexicon: Lexicon) -> Statement:
    """The sentence as it is compared, given the ids of its terms."""
    plain = frozenset(
        word
        for word in words
        if lexicon.content[word] and word not in lexicon.values and word not in lexicon.denying
    )
    first = _FIRST_WORD.search(sentence.text)
    opens = [first[0]] if first and first[0].casefold() in lexicon.names else []
    names = chain.from_iterable(map(lexicon.of, [*opens, *_names_in(sentence.text)]))
    clause: list[int] = []
    figures: list[str] = []
    denials: list[str] = []
    denial = ""
    for word in words:
        figure = lexicon.values.get(word, "")
        joined = _joined_number(figures[-1], figure) if figures and not denial else ""
        if word in lexicon.denying:
            denying = lexicon.denying[word]
            denial = denial if denial.endswith(denying) else f"{denial} {denying}".lstrip()
        elif joined:
            figures[-1] = joined
        else:
            clause.append(ANY_NUMBER if figure else word)
            figures.append(figure)
            denials.append(denial)
            denial = ""
    if denial and denials:  # a negation may end a sentence: "Er kam nicht."
        denials[-1] = f"{denials[-1]} {denial}".lstrip()
    return Statement(
        words=tuple(words),
        vocabulary=frozenset(words),
        content=plain,
        names=tuple(name for name in names if name in plain),
        clause=tuple(clause),
        figures=tuple(map(_plain, figures)),
        denials=tuple(denials),
    )


def statements(sentences: Sequence[Sentence], table: TermTable, *, language: str) -> StatementOf:
    """A function from the index of a sentence to its statement, made when first asked for."""
    lexicon = make_lexicon(sentences, table, language=language)

    @cache
    def statement(index: int) -> Statement:
        words = table.tokens[table.starts[index] : table.starts[index + 1]].tolist()
        return make_statement(sentences[index], words, lexicon)

    return statement


_GROUPED = re.compile(r"\d{1,3}(?:[.,'\u00a0\u202f]\d{3})+")
_FIRST_WORD = re.compile(r"\w+")
_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f\u0386-\u03ab\u0400-\u042f\u0531-\u0556"
_INSIDE = re.compile(rf"(?<=[\w,;:’'\"”»)–-] )[{_CAPITAL}]\w+")
_SCALES = tuple(map(Decimal, (100, 1000, 10**5, 10**6, 10**7, 10**9, 10**12)))


def _names_in(text: str) -> list[str]:
    """The capitalised words inside a sentence."""
    return [word for word in _INSIDE.findall(text) if word[0].isupper()]


def _value(number: str) -> str:
    """A number in figures without the marks between its thousands, with a point for decimals."""
    if _GROUPED.fullmatch(number):
        return re.sub(r"\D", "", number)
    return number.replace(",", ".")


def _decimal(figure: str) -> Decimal | None:
    """The number that a figure is, if it is one: `447` but not `LH447`, `2016-02-01` or `1.2.3`."""
    try:
        number = Decimal(figure)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _plain(figure: str) -> str:
    """A figure as it compares: `5.0` and `05` are 5."""
    number = _decimal(figure)
    return figure if number is None else f"{number.normalize():f}"


def _joined_number(first: str, second: str) -> str:
    """The number that two make: 3 million, two hundred, thirty-four, 20 000; else ""."""
    a, b = _decimal(first), _decimal(second)
    if a is None or b is None:
        return ""
    if b in _SCALES and a < b:
        return f"{a * b:f}"
    if len(second) == 3 and second.isdigit() and first.isdigit():
        return first + second
    if (20 <= a < 100 and a % 10 == 0 < b < 10) or (a >= 100 and a % 100 == 0 < b < 100):
        return f"{a + b:f}"
    return ""


def _names_differ(ours: Statement, theirs: Statement) -> bool:
    """Whether each has a name of its own, or the same words have the names in another order."""
    missing = set(ours.names) - set(theirs.words)
    if missing and set(theirs.names) - set(ours.words):
        return True
    if set(ours.words) != set(theirs.words):
        return False
    return [name for name in ours.names if name in theirs.names] != [
        name for name in theirs.names if name in ours.names
    ]


def _contradiction(ours: Statement, theirs: Statement) -> str | None:
    """What differs in a clause that both have word for word but for a number or a negation.

    Where several numbers of a clause differ, it tells of two occasions, not of one in two ways. A
    number counts only before what it numbers: `127 people`, not `stage 13`.
    """
    if ours.figures == theirs.figures and ours.denials == theirs.denials:
        return None
    for start, begin, length in _common_runs(ours, theirs):
        if _content_of(ours, start, length) < FEWEST_SHARED - 1:
            continue
        places = range(length)
        figures = [(ours.figures[start + i], theirs.figures[begin + i]) for i in places]
        different = [i for i in places if figures[i][0] != figures[i][1]]
        if len(different) == 1 and _numbers_something(ours, start + different[0], start + length):
            return _versus(*figures[different[0]])
        denials = [(ours.denials[start + i], theirs.denials[begin + i]) for i in places[1:]]
        denied = [pair for pair in denials if bool(pair[0]) != bool(pair[1])]
        if denied and not different:
            ours_denied, theirs_denied = zip(*denied, strict=True)
            return _versus(_joined(ours_denied), _joined(theirs_denied))
    return None


def _numbers_something(statement: Statement, place: int, end: int) -> bool:
    """Whether a content word follows the number before the clause ends."""
    return place + 1 < end and statement.clause[place + 1] in statement.content


def _inside(ours: Statement, theirs: Statement, shared: int) -> bool:
    """Whether most of the shorter sentence is in the longer, by words or as one clause."""
    smaller = min(len(ours.content), len(theirs.content))
    if shared >= CONTAINED * smaller:
        return True
    runs = [_content_of(ours, start, length) for start, _, length in _common_runs(ours, theirs)]
    return max(runs) > max(FEWEST_SHARED, CLAUSE * smaller)


def _common_runs(ours: Statement, theirs: Statement) -> list[tuple[int, int, int]]:
    """Start in ours, start in theirs and length of the word sequences that both clauses have."""
    first, second = sorted((ours.clause, theirs.clause))  # of equal runs the matcher prefers one
    matches = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    if first == ours.clause:
        return [(match.a, match.b, match.size) for match in matches]
    return [(match.b, match.a, match.size) for match in matches]


def _content_of(statement: Statement, start: int, length: int) -> int:
    """Number of content words in a run of the clause."""
    return sum(word in statement.content for word in statement.clause[start : start + length])


def _own_numbers(ours: Statement, theirs: Statement) -> list[str]:
    """The numbers of the first that the second does not have, in order."""
    return [value for value in ours.figures if value and value not in theirs.figures]


def _beside(statement: Statement, value: str) -> set[int]:
    """The content word right behind a number, if there is one."""
    place = statement.figures.index(value)
    return {*statement.clause[place + 1 : place + 2]} & statement.content


def _denial(statement: Statement) -> str:
    return _joined(statement.denials)


def _joined(denials: Iterable[str]) -> str:
    return " ".join(filter(None, denials))


def _versus(ours: str, theirs: str) -> str:
    return f"{ours or '–'} / {theirs or '–'}"
