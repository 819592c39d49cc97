"""Transcripts are told from other texts with labels, and kept whole."""

import pytest

import multisumm
from multisumm.pipeline.articles import read_articles
from multisumm.text.transcripts import is_transcript

TURNS = {
    "en": [
        "Chair: The harbour needs a new crane before the winter.",
        "Engineer: Um , I think",
        "Chair: Go on.",
        "Engineer: The old crane lifts eleven tonnes , and the new one would lift thirty.",
        "Treasurer: Right",
        "Chair: Can we pay for it?",
        "Treasurer: Not this year, but the bank offers a loan over ten years.",
        "Engineer: Mm - hmm .",
        "Chair: Then we decide on Friday.",
    ],
    "zh": [
        "主席：我们需要一台新的起重机。",
        "工程师：旧的只能吊十一吨。",
        "主席：明白",
        "工程师：新的能吊三十吨。",
    ]
    * 3,
}


@pytest.mark.parametrize("language", sorted(TURNS))
def test_turns_of_several_people_are_a_transcript(language):
    assert is_transcript(TURNS[language], language=language)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        TURNS["en"][:7],
        [f"Chair: We saw {number} ships." for number in range(20)],
        [f"{name}: They spoke once." for name in "ABCDEFGHIJ"],
        ["Price: 5 euros", "Size: large", "Colour: red"] * 5,
        [*TURNS["en"], *["The ferry left at dawn."] * 9],
    ],
    ids=["nothing", "few turns", "one speaker", "each once", "a list", "half of it"],
)
def test_other_texts_with_colons_are_none(lines):
    assert not is_transcript(lines, language="en")


def test_nothing_of_a_transcript_is_left_out_as_a_menu():
    text = "\n".join(["Engineer: Yeah .", "Chair: OK", "Treasurer: I mean", *TURNS["en"]] * 3)
    (source,) = multisumm.summarize([text], words=40).documents
    assert source.dropped == ()


def test_a_turn_that_breaks_off_is_told_from_a_heading():
    text = "\n".join(TURNS["en"])
    (article,) = read_articles([text], language="en", keep_noise=False, splitter="rules")[0]
    assert article.headings == 0
    assert [text[slice(*span)] for span in article.spans] == TURNS["en"]


def test_a_question_with_a_word_that_only_a_turn_that_breaks_off_has_is_answered():
    text = "\n".join([*TURNS["en"], "Treasurer: I mean the microphones are just", *TURNS["en"]])
    (first, *_) = multisumm.summarize([text], query="the microphones", words=20).sentences
    assert first.query_words == ("microphones",)
