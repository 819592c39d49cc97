"""Transcripts are told from other texts with labels, and kept whole."""

import json

import pytest

import multisumm
from multisumm.pipeline.articles import read_articles
from multisumm.reading.sources import read_documents
from multisumm.text.transcripts import is_transcript, join_answers
from multisumm.verification.verify import verify_record, verify_text

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


CHAT = (
    "05/03/2024, 09:12 - Ana: The Stennick bridge is closed, the crack is 12 cm long\n"
    "05/03/2024, 09:14 - +49 170 1234: I heard it will reopen in six weeks.\n"
    "Is that right?\n"
    "05/03/2024, 09:15 - Bob [Council]: No way. It will not reopen then."
    " The council said ten weeks."
)


@pytest.fixture
def chat(tmp_path):
    (tmp_path / "chat.txt").write_text(CHAT, encoding="utf-8")
    return multisumm.summarize(read_documents([str(tmp_path / "chat.txt")]), words=100)


def test_each_quote_of_a_chat_has_its_speaker_and_needs_no_full_stop(chat):
    assert [(one.text, one.speaker) for one in chat.sentences] == [
        ("Ana: The Stennick bridge is closed, the crack is 12 cm long", ""),
        ("+49 170 1234: I heard it will reopen in six weeks.", ""),
        ("Is that right?", "+49 170 1234"),
        ("Bob [Council]: No way. It will not reopen then.", ""),
        ("The council said ten weeks.", "Bob [Council]"),
    ]


def test_the_speaker_is_told_in_every_format(chat):
    assert "The council said ten weeks. [1; said by Bob (Council)]" in chat.to_text()
    assert "Said by Bob (Council)." in chat.to_markdown().replace("\\", "")
    assert "(said by Bob (Council))" in chat.to_html()
    speakers = [one.get("speaker") for one in json.loads(chat.to_json())["sentences"]]
    assert speakers == [None, None, "+49 170 1234", None, "Bob [Council]"]


def test_a_summary_with_speakers_is_verified(chat, tmp_path):
    documents = read_documents([str(tmp_path / "chat.txt")])
    for found in (
        verify_record(json.loads(chat.to_json()), documents),
        verify_text(chat.to_text(), documents),
        verify_text(chat.to_markdown(), documents, markdown=True),
    ):
        assert found.verified
        assert found.findings


def test_a_short_answer_without_a_sentence_after_it_stays_alone():
    text = "Ana: Is it safe? I ask.\n\nBen: No.\n\nAna: Why is it not?\n"
    lines = [(0, 23), (25, 32), (34, 52)]
    found = [(0, 16), (17, 23), (25, 32), (34, 52)]
    assert join_answers(text, lines, found, language="en") == found
    assert join_answers("Ben: No. It is.", [(0, 15)], [(0, 8), (9, 15)], language="en") == [(0, 15)]
    assert join_answers("Not so. It is.", [(0, 14)], [(0, 7), (8, 14)], language="en") == [
        (0, 7),
        (8, 14),
    ]
