"""Count how common words are in a language, and write `multisumm/data/word_commonness.txt`.

    python -m eval.training.word_commonness [--data FOLDER] [--out FILE]

What is counted are pieces of text of 200 words: in which share of them a word (a stem) is. Each
subject (of MultiLing), cluster (of Multi-News) or stretch of 10 pieces of unrelated sentences
(Universal Dependencies) has one vote, so that the words of one subject are not common. Only the
common words are written, with a rounded logarithm; no text is. The same data give the same file.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from pathlib import Path

from eval.datasets import DATA, TOP, read_records
from multisumm.text.languages import function_words
from multisumm.text.terms import terms_of

OUT = TOP / "src" / "multisumm" / "data" / "word_commonness.txt"
NEWS = "multinews/train.jsonl.gz"
TOPICS = "multiling2011"
SENTENCES = "sentences/ud-dev.jsonl.gz"
TOPIC_LANGUAGES = ("ar", "cs", "fr")
NAMES = {"English": "en", "French": "fr", "German": "de", "Greek": "el", "Hebrew": "he",
         "Italian": "it", "Portuguese": "pt", "Russian": "ru", "Vietnamese": "vi"}  # fmt: skip

PIECE, MIN_PIECE, STRETCH = 200, 60, 10
EVERY = 2
"""Of the clusters of English news, every second one is counted."""

MIN_SHARE = {"en": 0.004}
"""Rarer words are not written: what few texts tell of them is chance."""

MIN_VOTES = 3
"""Nor are words that fewer votes have, where there are so many."""

OTHER_MIN_SHARE = 0.03
"""For the languages that have less text."""

LEVELS = 4
"""A level of the table is a quarter of a natural logarithm."""

Votes = list[dict[str, float]]


def pieces_of(texts: Iterable[str], language: str) -> Iterator[frozenset[str]]:
    """Yield the different words of each piece of some texts."""
    for terms in terms_of([*texts], language=language):
        for start in range(0, len(terms), PIECE):
            piece = terms[start : start + PIECE]
            if len(piece) >= MIN_PIECE:
                yield frozenset(piece)


def vote(pieces: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return the share of the pieces that has each word."""
    counts = Counter(word for piece in pieces for word in piece)
    return {word: number / len(pieces) for word, number in counts.items()}


def read_votes(data: Path) -> dict[str, Votes]:
    """Return the votes of each language, those of MultiLing first, in its order of subjects."""
    votes: defaultdict[str, Votes] = defaultdict(list)
    for language in TOPIC_LANGUAGES:
        for record in read_records(data / TOPICS / f"{language}.jsonl.gz"):
            texts = [document["text"] for document in record["documents"]]
            votes[language].append(vote([*pieces_of(texts, language)]))
    for number, record in enumerate(read_records(data / NEWS)):
        texts = [document["text"] for document in record["documents"]]
        pieces = [] if number % EVERY else [*pieces_of(texts, "en")]
        if pieces:
            votes["en"].append(vote(pieces))
    sentences: defaultdict[str, list[str]] = defaultdict(list)
    for record in read_records(data / SENTENCES):
        language = NAMES.get(record["treebank"].removeprefix("UD_").partition("-")[0], "")
        if language not in ("", "en"):
            sentences[language].append(record["text"])
    for language, texts in sorted(sentences.items()):
        pieces = [*pieces_of([" ".join(texts)], language)]
        for start in range(0, len(pieces), STRETCH):
            votes[language].append(vote(pieces[start : start + STRETCH]))
    return dict(sorted(votes.items()))


def shares(votes: Sequence[Mapping[str, float]], language: str) -> dict[str, float]:
    """Return how common each word is that is common enough: 0 to 1.

    The highest vote for a word does not count: where it is a word of the subject, say.
    """
    total: defaultdict[str, float] = defaultdict(float)
    highest: defaultdict[str, float] = defaultdict(float)
    voters: Counter[str] = Counter()
    for one in votes:
        voters.update(one.keys())
        for word, share in one.items():
            total[word] += share
            highest[word] = max(highest[word], share)
    number = len(votes) - 1
    common = {word: (share - highest[word]) / number for word, share in sorted(total.items())}
    needed = min(MIN_VOTES, number)
    least = MIN_SHARE.get(language, OTHER_MIN_SHARE)
    function = function_words(language)
    return {
        word: share
        for word, share in common.items()
        if share >= least and voters[word] >= needed and len(word) > 1 and word not in function
    }


def write_table(words: Mapping[str, Mapping[str, float]]) -> str:
    """Return the table: a line for each language and level, with its words."""
    lines = []
    for language, common in words.items():
        levels: defaultdict[int, list[str]] = defaultdict(list)
        for word, share in common.items():
            levels[round(-LEVELS * log(share))].append(word)
        lines += [f"{language} {level} {' '.join(own)}\n" for level, own in sorted(levels.items())]
    return "".join(lines)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    votes = read_votes(options.data)
    words = {language: shares(own, language) for language, own in votes.items()}
    options.out.write_text(write_table(words), "utf-8", newline="\n")
    for language, common in words.items():
        print(f"{language}: {len(common):,} words from {len(votes[language]):,} votes")


if __name__ == "__main__":
    main()
