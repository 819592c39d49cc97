from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.text.blocks import split_blocks
from multisumm.text.quotations import MAX_UNIT_WORDS, is_only_quotation, join_quotations
from multisumm.text.sentences import split_sentences


def units(text, language="en"):
    """The sentences of a text with joined quotations, and those that are halves."""
    blocks = split_blocks(text)
    spans = split_sentences(text, blocks, language=language)
    joined, halves = join_quotations(text, spans, blocks)
    quotes = [text[start:end] for start, end in joined]
    return quotes, [quotes[i] for i in sorted(halves)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('"It is late. We go home," Ann Lee said.', "en"),
        ("“It is late. We go home,” Ann Lee said.", "en"),
        ('Ann Lee said: "It is late. We go home."', "en"),
        ("'It is late. 'Tis the boys' fault,' Ann Lee said.", "en"),
        ('"It is late," Ann Lee said. "We go home."', "en"),
        ('"It is late. We go!" Ann Lee wrote.', "en"),
        ("Anna sagte: „Es ist spät. Wir gehen.“", "de"),
        ("»Es ist spät. Wir gehen«, sagte Anna.", "de"),
        ("”Det är sent. Vi går hem”, sade Anna.", "sv"),
        ("Anne a dit : « Il est tard. Nous partons. »", "fr"),
        ("«Es tarde. Nos vamos», dijo Ana.", "es"),
        ("安娜说：「很晚了。我们回家。」", "zh"),
        ("“He said ‘no’. We heard “no” too,” Ann Lee said.", "en"),
        ('Ann Lee said , " it is late . We go . "', "en"),
    ],
)
def test_the_sentences_of_a_quotation_with_its_speaker_are_one(text, language):
    assert units(f"{text} Then the rain came.", language)[0][0] == text
    assert units(text, language)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "The pole is 6'2\" tall. It is new.",
        'The 12" pipe broke. The 10" pipe held.',
        "The players' union met. It's over.",
        "'Tis late. It is not.",
        'צה"ל הודיע היום. הדובר אמר זאת.',
        'The "old" ferry sank. The "new" one did not.',
        "Er nannte es „alt“. Sie nannte es “neu”.",
    ],
)
def test_other_marks_hold_nothing_together(text):
    quotes, halves = units(text)
    assert len(quotes) == 2
    assert halves == []


def test_a_quotation_that_is_too_long_or_has_no_speaker_is_in_halves():
    long = '"' + "We all go home now. " * (MAX_UNIT_WORDS // 5) + 'It is late," Ann Lee said.'
    assert units(long)[0] == units(long)[1]
    assert len(units(long)[0]) == MAX_UNIT_WORDS // 5 + 1
    assert units('Rain fell on the town. "It is late. We go."')[1] == ['"It is late.', 'We go."']


def test_a_mark_without_its_other_end_makes_only_its_own_sentence_a_half():
    text = "The rain fell. She said “it is late. The town slept. Nobody came.\n\nThe sun rose."
    assert units(text)[1] == ["She said “it is late."]
    text = "The rain fell. It is late,” she said. The town slept."
    assert units(text)[1] == ["It is late,” she said."]


def test_a_quotation_of_several_paragraphs_ends_where_no_opening_mark_begins_the_next():
    text = (
        "Ann Lee said: “It is late. We go.\n\n“The town is far. Rain falls.\n\n"
        "“We are tired. We stay,” she added.\n\nThe town slept. Nobody came."
    )
    quotes, halves = units(text)
    assert halves == [
        "Ann Lee said: “It is late.",
        "We go.",
        "“The town is far.",
        "Rain falls.",
    ]
    assert quotes[4:] == ["“We are tired. We stay,” she added.", "The town slept.", "Nobody came."]


def test_a_quotation_goes_on_only_in_its_own_block():
    text = '"It is late," Ann Lee said.\n\n"We go home now."'
    assert units(text) == (text.split("\n\n"), [])


@pytest.mark.parametrize(
    ("text", "is_only"),
    [
        ('"We go home."', True),
        ("“We go home”.", True),
        ("'We go home.'", True),
        ("„Wir gehen heim.“", True),
        ("「走吧。」", True),
        ("“We go,” she said, “home.”", False),
        ('"We go home," she said.', False),
        ("We go home.", False),
        ("'Tis late.", False),
        ("", False),
    ],
)
def test_a_quotation_alone_has_no_speaker(text, is_only):
    assert is_only_quotation(text) is is_only


PARTS = [
    '"',
    "“",
    "”",
    "„",
    "«",
    "»",
    "「",
    "」",
    "'",
    "’",
    "A is so. ",
    "B, ",
    " ",
    "\n\n",
    "6",
    "Ann ",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_units_are_runs_of_sentences_and_lose_none(parts):
    text = "".join(parts)
    blocks = split_blocks(text)
    spans = split_sentences(text, blocks, language="en")
    joined, halves = join_quotations(text, spans, blocks)
    assert {start for start, _ in joined} <= {start for start, _ in spans}
    assert {end for _, end in joined} <= {end for _, end in spans}
    assert all(before[1] <= after[0] for before, after in pairwise(joined))
    covered = [span for span in spans if any(a <= span[0] and span[1] <= b for a, b in joined)]
    assert covered == spans
    assert all(0 <= index < len(joined) for index in halves)
