"""What the rules of trimming know: the listed words, and a sentence with what stands around it.

The words are in `data/edge_cues.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import NamedTuple

from multisumm.characters import OPENING_QUOTES
from multisumm.datelines import Dateline
from multisumm.resources import read_data

EDGES = "\"'“”„‘’«»()[],;:–—-"
"""Marks that are stripped off the words of a head."""

CAPTION_LABEL = r"(?:image|media)\s(?:copyright\s.{1,60}?\simage\scaption|caption)"
"""Stands before the text of a picture, as a regular expression for any case."""


class EdgeCues(NamedTuple):
    """The listed words, as patterns and sets.

    Attributes:
        labels: Labels before a colon: `Breaking`.
        players: Texts of players and buttons that may stand in any case.
        buttons: Texts of buttons, as they are written.
        photo_labels: Words before the place and the text of a picture: `photo`.
        photo_credits: A credit in brackets behind a sentence: `(Photo: Jane Roe)`.
        first_words: The first words of labels, players and buttons.
        here: Words that point to the place of a dateline, by language.
        first_person: Words of somebody who speaks of himself, by language.
        verdicts: Words that look like a place and judge what follows: `FALSE - `.
        doubts: Words that tell who says something, or that it is not sure.
    """

    labels: re.Pattern[str]
    players: re.Pattern[str]
    buttons: re.Pattern[str]
    photo_labels: re.Pattern[str]
    photo_credits: re.Pattern[str]
    first_words: frozenset[str]
    here: Mapping[str, frozenset[str]]
    first_person: Mapping[str, frozenset[str]]
    verdicts: frozenset[str]
    doubts: frozenset[str]


class SentenceContext(NamedTuple):
    """What the rules know of a sentence besides its own words.

    Attributes:
        language: Code of its language.
        title: Matches the title of the document; None without one.
        opens_block: Whether a block begins with the sentence.
        follows_time: Whether a time stands before it, as `10:45 a.m.`, which may end a sentence.
        position: Index of the sentence in the document.
        labels: Labels of all sentences, like `1`, if they begin with one.
        heads: How many sentences begin with each place and dash, without a known agency or a day.
        head: The beginning of the sentence.
        dateline: The dateline there.
        is_uncased: Whether the document is written without capitals, but at begins of sentences.
        has_sign: Whether other rules than that for headlines may leave something out of the head.
    """

    language: str
    title: re.Pattern[str] | None
    opens_block: bool
    follows_time: bool
    position: int
    labels: frozenset[str]
    heads: Mapping[str, int]
    head: str
    dateline: Dateline | None
    is_uncased: bool
    has_sign: bool


def opens_sentence(text: str, context: SentenceContext) -> bool:
    """Return whether a sentence may begin here: with a capital, or in a text without capitals."""
    opening = text.lstrip(OPENING_QUOTES + "¿¡")[:1]
    return opening.isalnum() and (context.is_uncased or not opening.islower())


@cache
def edge_cues() -> EdgeCues:
    """Return the words of `data/edge_cues.json`."""
    listed = json.loads(read_data("edge_cues.json"))

    def pattern(name: str, *others: str, end: str, flags: int = 0) -> re.Pattern[str]:
        longest_first: list[str] = sorted(listed[name], key=len, reverse=True)
        words = [re.escape(words).replace(r"\ ", r"\s+") for words in longest_first]
        return re.compile(f"(?:{'|'.join([*words, *others])}){end}", flags)

    def words_of(name: str) -> Mapping[str, frozenset[str]]:
        return {code: frozenset(words) for code, words in listed[name].items()}

    leading = chain(listed["labels"], listed["players"], listed["buttons"])
    return EdgeCues(
        first_words=frozenset(words.split()[0].casefold() for words in leading),
        labels=pattern("labels", end=r"(?!\w)", flags=re.IGNORECASE),
        players=pattern("players", CAPTION_LABEL, end=r"\s+(?=\S)", flags=re.IGNORECASE),
        buttons=pattern("buttons", end=r"\s+(?=\S)"),
        photo_labels=pattern("photo_labels", end=r"\s(?=\S)", flags=re.IGNORECASE),
        photo_credits=re.compile(
            rf"\s*\((?:{'|'.join(map(re.escape, listed['photo_credits']))})[^()]*\)\Z",
            re.IGNORECASE,
        ),
        here=words_of("here"),
        first_person=words_of("first_person"),
        verdicts=frozenset(listed["verdicts"]),
        doubts=frozenset(listed["doubts"]),
    )
