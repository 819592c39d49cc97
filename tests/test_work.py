"""How often the stages call numpy and regular expressions: fast stays fast, without a clock."""

from functools import partial
from pathlib import Path
from random import Random

import pytest

import multisumm
from multisumm.reading import read_documents
from work_count import calls_by_part, lines_run

SEEDS = Path(__file__).parents[1] / "seeds"

MOST = {
    "summarize": {
        "text": {"numpy": 78, "re": 198},
        "datelines": {"numpy": 0, "re": 80},
        "comparison": {"numpy": 40, "re": 141},
        "subjects": {"numpy": 32, "re": 5},
        "selection": {"numpy": 51, "re": 104},
        "timeline": {"numpy": 0, "re": 24},
        "pipeline": {"numpy": 5, "re": 2},
    },
    "compare": {
        "text": {"numpy": 70, "re": 179},
        "datelines": {"numpy": 0, "re": 61},
        "comparison": {"numpy": 36, "re": 166},
        "subjects": {"numpy": 32, "re": 0},
        "pipeline": {"numpy": 0, "re": 2},
    },
    "group": {
        "grouping": {"numpy": 221, "re": 2},
        "datelines": {"numpy": 0, "re": 5},
        "text": {"numpy": 62, "re": 50},
        "subjects": {"numpy": 1, "re": 0},
        "comparison": {"numpy": 10, "re": 0},
    },
}
"""Calls for each document of `seeds/ferry`, at most: 1.3 times as many as when written."""

FUNCTIONS = {
    "summarize": partial(multisumm.summarize, words=120),
    "compare": multisumm.compare,
    "group": multisumm.group,
}


def calls_for_a_document(name, documents):
    FUNCTIONS[name](documents)  # word lists and the like are read once
    found = calls_by_part(FUNCTIONS[name], documents)
    return {
        part: {kind: number / len(documents) for kind, number in counts.items()}
        for part, counts in found.items()
    }


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_stage_calls_numpy_or_a_pattern_more_often_than_stated(name):
    found = calls_for_a_document(name, read_documents([str(SEEDS / "ferry" / "sources")]))
    over = {
        (part, kind): number
        for part, counts in found.items()
        for kind, number in counts.items()
        if number > MOST[name].get(part, {}).get(kind, 0)
    }
    assert over == {}
    assert found["text"]["re"] > 10  # something is counted


@pytest.mark.parametrize("name", ["summarize", "group"])  # compare has more to compare
def test_more_documents_do_not_need_more_calls_for_each(name):
    documents = read_documents([str(SEEDS / "reef" / "sources")])
    few, many = (calls_for_a_document(name, part) for part in (documents[:4], documents))
    for part, counts in many.items():
        for kind, number in counts.items():
            assert number <= 1.5 * few.get(part, {}).get(kind, 0) + 5, (part, kind)


def text_of(sentences, *, between):
    """A text without repetitions, in one language."""
    chance = Random(7)
    syllables = [f"{a}{b}" for a in "bdfklmnrst" for b in "aeiou"]
    words = [f"{first}{last}n" for first in syllables for last in syllables[::7]]
    told = []
    for number in range(sentences):
        names = " ".join(chance.choices(words, k=8))
        told.append(f"The {names} was seen by the {words[number % len(words)]} of the town.")
    return between.join(told)


@pytest.mark.parametrize("between", [" ", "\n", "\n\n"], ids=["one line", "lines", "paragraphs"])
def test_a_long_document_needs_work_in_step_with_its_sentences(between):
    few, many = (
        lines_run(lambda text: multisumm.summarize([text], words=50), text_of(n, between=between))
        for n in (150, 600)
    )
    assert many < 5 * few
