import pytest
from hypothesis import given
from hypothesis import strategies as st

from input_files import SUBTITLES
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats import subtitles
from multisumm.reading.formats.subtitles import (
    MAX_UNMARKED_WORDS,
    Cue,
    begins_as_subtitles,
    join_cues,
    parse_cues,
    read_subtitles,
)


def read(text):
    (document,), _ = read_subtitles(Payload(text.encode(), "a.vtt"))
    return document.text


def cues(*lines, gap=0.1):
    """Cues of one second each with a gap between two."""
    return [
        Cue(number * (1 + gap), number * (1 + gap) + 1, tuple(line.split("\n")))
        for number, line in enumerate(lines)
    ]


def test_the_spoken_words_are_read_with_their_speakers():
    text = "Ana Reyes: The ferry sank off the island.\n\nBen Ode: Ten are missing."
    expected = Document("", text, kind="subtitles")
    assert read_subtitles(Payload(SUBTITLES, "a.vtt")) == ((expected,), ())


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,000 --> 00:00:02,000\nIt is\n\n2\n00:00:02,100 --> 00:00:03,000\nopen.\n",
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nIt is\r\n2\r\n00:00:2,1 --> 00:00:3,0\r\nopen.\r\n",
        "00:00:01,000-->00:00:02,000 X1:1 Y1:2\n{\\an8}<i>It</i> is\n\n00:02.1 -> 00:03.0\nopen.",
        "0:00:01.000,0:00:02.000\nIt is\n\n0:00:02.100,0:00:03.000\nopen.\n",
        "WEBVTT - A talk\n\nSTYLE\n::cue {}\n\nNOTE\nnot said\n\nintro\n00:01.000 --> 00:02.000\n"
        "<c.red>It</c> is\n\nNOTE not said\n\n2\n00:02.100 --> 00:03.000 align:start\nopen.\n",
        "\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nIt is\n00:02.100 --> 00:03.000\nopen.\n",
    ],
    ids=["srt", "no-blank-line", "no-numbers", "sbv", "vtt", "no-blank-line-vtt"],
)
def test_the_formats_have_the_same_words(text):
    assert begins_as_subtitles(text.encode().removeprefix(b"\xef\xbb\xbf"))
    assert read(text) == "It is open."


def test_a_number_that_is_said_stays_and_the_number_of_a_cue_does_not():
    srt = "1\n00:00:01,000 --> 00:00:02,000\nSince\n\n2\n00:00:02,100 --> 00:00:03,000\n1984\n"
    assert read(srt) == "Since 1984"
    assert read(srt + "\n3\n00:00:03,100 --> 00:00:04,000\nor so.") == "Since 1984 or so."


def test_damaged_times_are_not_said_and_what_is_below_them_is():
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nIt\n\n00:0x.000 --> 00:03.000\nis\n\n"
    assert read(vtt + "00:04.000 --> 00:05.000\nopen.\n") == "It is open."
    assert read("0:00:01.000,0:00:02.000\nIt\n\n0:00:0x.0,0:00:04.0\nis.\n") == "It is."


def test_a_blank_line_in_a_cue_of_subrip_loses_nothing():
    assert read("1\n00:00:01,000 --> 00:00:02,000\nIt is\n\nopen.\n") == "It is open."


@pytest.mark.parametrize(
    "shown",
    [
        ["we close\n ", "we close", "we close\nthe old", "the old", "the old\nbridge", "bridge"],
        ["we", "we close", "we close the", "we close the old", "we close the old bridge"],
        ["we close\nthe", "the\nold", "old\nbridge"],
        ["we close", "close the", "the old bridge"],
    ],
    ids=["youtube", "growing", "two-lines", "words"],
)
def test_rolling_captions_are_said_once(shown):
    assert join_cues(cues(*shown, gap=0)) == "we close the old bridge"


def test_what_is_said_twice_stays_twice():
    said = ["No.", "No.", "I said so.", "So be it.", "Go."]
    assert join_cues(cues(*said)) == "No. No. I said so. So be it. Go."


@given(st.lists(st.sampled_from("ab"), max_size=9), st.lists(st.sampled_from("ab"), max_size=9))
def test_the_overlap_is_the_longest_end_that_is_a_beginning(before, own):
    numbers = range(min(len(before), len(own)) + 1)
    longest = max(n for n in numbers if before[len(before) - n :] == own[:n])
    assert subtitles._overlap(before, own) == longest


def test_the_work_for_an_overlap_grows_with_the_words(monkeypatch):
    steps = 0
    advance = subtitles._advance

    def counted(*arguments):
        nonlocal steps
        steps += 1
        return advance(*arguments)

    monkeypatch.setattr(subtitles, "_advance", counted)
    subtitles._overlap(["a"] * 1000 + ["b"], ["a"] * 1000)
    assert steps < 2001


def test_a_new_speaker_begins_a_paragraph_and_is_named_once():
    said = ["ANA: It is open.", "ANA: To all.", "BEN: Why?", ">> Because.", "- Now?\n- Yes."]
    expected = ["ANA: It is open. To all.", "BEN: Why?", "Because.", "Now?", "Yes."]
    assert join_cues(cues(*said)).split("\n\n") == expected


def test_a_sign_or_a_dash_within_a_sentence_is_not_a_new_speaker():
    assert join_cues(cues("It was", "-40 degrees.", "He said", "- and I heard", "it: no."[4:])) == (
        "It was -40 degrees. He said - and I heard no."
    )


def test_sounds_are_not_said():
    said = ["[Music]", "♪ la la ♪", "Come in. [Applause]", "(door closes)", "He [inaudible] it."]
    assert join_cues(cues(*said)) == "la la Come in. He [inaudible] it."


def test_the_name_on_a_line_of_its_own_is_the_speaker():
    said = ["Ana Reyes\nIt is open.", "Ben Ode\nWhy?", "Ana Reyes\nBecause."]
    assert join_cues(cues(*said)).split("\n\n") == [
        "Ana Reyes: It is open.",
        "Ben Ode: Why?",
        "Ana Reyes: Because.",
    ]


def test_a_paragraph_ends_at_a_pause_only_where_a_sentence_ends():
    assert join_cues(cues("It is", "open.", "Come in.", gap=3)) == "It is open.\n\nCome in."
    assert join_cues(cues("Leeds", "It is open.", gap=6)) == "Leeds\n\nIt is open."
    assert join_cues(cues("it is open", "come in", gap=1)) == "it is open\n\ncome in"


def test_captions_without_marks_get_paragraphs():
    said = [f"word{number} and more of them" for number in range(30)]
    lengths = [len(part.split()) for part in join_cues(cues(*said, gap=0)).split("\n\n")]
    assert lengths == [MAX_UNMARKED_WORDS] * 3 + [30]


def test_lines_of_chinese_are_joined_without_a_space():
    assert join_cues(cues("大桥于星期日", "关闭。")) == "大桥于星期日关闭。"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("WEBVTT\n\nNothing.", "no subtitles in it: no line has the times of a cue"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n[Music]\n", "nothing is said in these subtitles"),
    ],
)
def test_subtitles_without_words_are_an_error(text, message):
    with pytest.raises(InputError) as caught:
        read(text)
    assert str(caught.value) == f"a.vtt: {message}"


def test_the_times_are_seconds():
    (cue,) = parse_cues("1:02:03.5 --> 1:02:04,25\nA.")
    assert cue == Cue(3723.5, 3724.25, ("A.",))


def test_an_arrow_in_what_is_said_is_no_time():
    text = "1\n00:00:01,000 --> 00:00:02,500\nThe arrow --> points north.\n"
    (document,) = read_subtitles(Payload(text.encode(), "a.srt")).documents
    assert document.text == "The arrow --> points north."
