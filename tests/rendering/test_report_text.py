"""The paragraphs of the running text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

import multisumm
from locations import FERRY
from multisumm.model import Citation, SummarySentence
from multisumm.rendering.report_sentences import direction_of
from multisumm.rendering.report_sources import name_sources
from multisumm.rendering.report_text import ATTACHED, ENOUGH, MOST, paragraph_starts, show_text


def sentence(length=100, document="a", start=0, letter="x"):
    return SummarySentence(letter * length, Citation(document, start, start + length), 1.0)


def starts_of(*sentences, days=()):
    return paragraph_starts(sentences, days or [""] * len(sentences))


def test_a_paragraph_ends_where_it_is_long_enough():
    apart = [sentence(100, str(number)) for number in range(9)]
    assert starts_of(*apart) == [0, 4, 8]


def test_what_follows_in_the_same_source_stays_together():
    first, other = sentence(ENOUGH), sentence(100, "b")
    assert starts_of(first, other) == [0, 1]
    assert starts_of(first, sentence(100, start=ENOUGH + ATTACHED)) == [0]
    assert starts_of(first, sentence(100, start=ENOUGH + ATTACHED + 1)) == [0, 1]
    assert starts_of(first, sentence(MOST, start=ENOUGH + 1)) == [0, 1]


def test_each_day_of_a_timeline_begins_a_paragraph():
    assert starts_of(*[sentence(9)] * 3, days=["2020-01-01", "", "2020-01-02"]) == [0, 2]


def test_a_paragraph_has_one_direction_and_ideographs_are_wide():
    assert starts_of(sentence(9), sentence(9, letter="ש"), sentence(9, letter="ש")) == [0, 1]
    wide = [sentence(ENOUGH // 2, str(number), letter="云") for number in range(2)]
    assert starts_of(*wide) == [0, 1]
    assert direction_of("«سلام» x") == "rtl"


def test_an_empty_text_has_no_paragraph():
    assert starts_of() == []


@given(st.lists(st.builds(sentence, st.integers(1, 900), st.sampled_from("ab"),
                          st.integers(0, 999), st.sampled_from("xש云1")), max_size=20))  # fmt: skip
def test_paragraphs_have_all_sentences_once_and_are_not_too_long(sentences):
    starts = starts_of(*sentences)
    assert starts == sorted({*starts})
    assert starts[:1] == [0] * bool(sentences)
    for first, last in pairwise([*starts, len(sentences)]):
        one = sentences[first:last]
        assert len(one) == 1 or sum(len(each.text) for each in one) <= MOST
        assert len({direction_of(each.text) for each in one}) == 1


def test_the_sentences_of_a_summary_are_shown_in_order_and_numbered_through():
    summary = multisumm.summarize(multisumm.read_documents([FERRY]), words=250)
    paragraphs = show_text(summary, name_sources(summary), first=7)
    shown = [one for paragraph in paragraphs for one in paragraph.sentences]
    assert len(paragraphs) > 1
    assert [one.number for one in shown] == [*range(7, 7 + len(summary.sentences))]
    assert ["".join(text for text, _ in one.parts) for one in shown] == [
        one.text for one in summary.sentences
    ]
