"""Lines that were broken are joined, whatever broke them; lines that were written stay apart."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from multisumm.text.blocks import split_blocks
from multisumm.text.sentences import split_sentences
from multisumm.text.tokens import tokenize

PARAGRAPHS = (
    "The harbour master had been at his desk since five in the morning, when the first of the "
    "boats came in from the banks with less fish than anyone had hoped for. He wrote down what "
    "each of them had landed, as he had done for Mr. Brandt and for the company before him. Nobody "
    "in Northaven, not even Ada Marsh, could remember a spring with so few herring.",
    "On 3 May the council met in the old customs house. It heard the fishermen, the ferry company "
    "and two engineers from Port Saint Ann, who spoke for more than an hour about the depth of "
    "the channel. A decision was put off until the autumn, to the anger of those who had come.",
    "The bridge stays closed until the work on its third pier is done; the trust has said that "
    "this may take until the end of the month. Those who cross every day will have to take "
    "the ferry.",
)
GERMAN = (
    "Der Hafenmeister saß seit fünf Uhr am Schreibtisch, als die ersten Boote mit weniger Fisch "
    "einliefen, als alle gehofft hatten. Am 3. Mai trat der Rat der Stadt im alten Zollhaus "
    "zusammen und hörte die Fischer, die Reederei und zwei Ingenieure an, die mehr als eine Stunde "
    "lang über die Tiefe der Fahrrinne sprachen. Die Brücke bleibt bis Ende Mai gesperrt."
)
ARABIC = (
    "قال مدير الميناء إن الجسر سيبقى مغلقا حتى نهاية الشهر بسبب أعمال الصيانة في الدعامة الثالثة. "
    "واجتمع المجلس يوم الخميس في مبنى الجمارك القديم واستمع إلى الصيادين وإلى شركة العبارات وإلى "
    "مهندسين تحدثا أكثر من ساعة عن عمق القناة. ولم يتخذ المجلس أي قرار حتى الآن."
)
CHINESE = (
    "港务局长从清晨五点起就坐在办公桌前，第一批渔船带着比大家期望的少得多的鱼回到港口。五月三日，市议会在旧海关大楼开会，"
    "听取了渔民、轮渡公司和两位工程师的意见，他们就航道的深度谈了一个多小时。大桥在月底之前仍然封闭，每天过河的人只能乘坐渡轮。"
)


def blocks_of(text: str) -> list[str]:
    return [text[start:end] for start, end in split_blocks(text)]


def sentences_of(text: str, language: str = "en") -> list[str]:
    """Return the sentences without what breaking their lines put in."""
    spans = split_sentences(text, split_blocks(text), language=language)
    return [" ".join(text[a:b].replace(">", " ").split()) for a, b in spans]


WHOLE = sentences_of("\n\n".join(PARAGRAPHS))


def wrapped(width: int, first: str = "", rest: str = "") -> list[str]:
    fill = textwrap.TextWrapper(
        width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
    return [fill.fill(paragraph) for paragraph in PARAGRAPHS]


def broken_after(paragraph: str, column: int) -> str:
    lines, line = [], ""
    for word in paragraph.split():
        line += word + " "
        if len(line) > column:
            lines.append(line)
            line = ""
    return "\n".join([*lines, line])


@settings(deadline=None, derandomize=True, max_examples=122)
@given(st.integers(40, 100), st.sampled_from(["\n\n", "\n"]))
@example(72, "\n")
def test_prose_broken_at_any_width_keeps_its_sentences(width: int, between: str) -> None:
    assert sentences_of(between.join(wrapped(width))) == WHOLE


@pytest.mark.parametrize("width", [50, 66, 78])
@pytest.mark.parametrize(
    ("first", "rest", "between"),
    [
        ("> ", "> ", "\n>\n"),
        ("> > ", "> > ", "\n> >\n"),
        ("    ", "    ", "\n\n"),
        ("   ", "", "\n"),
        ("", "    ", "\n"),
    ],
)
def test_quoted_and_indented_prose_keeps_its_sentences(
    width: int, first: str, rest: str, between: str
) -> None:
    assert sentences_of(between.join(wrapped(width, first, rest))) == WHOLE


@pytest.mark.parametrize("column", [45, 65, 72])
def test_lines_broken_at_the_first_blank_behind_a_column_are_joined(column: int) -> None:
    text = "\n\n".join(broken_after(paragraph, column) for paragraph in PARAGRAPHS)
    assert sentences_of(text) == WHOLE


def test_paragraphs_of_several_widths_keep_their_sentences() -> None:
    own = zip(PARAGRAPHS, (48, 64, 80), strict=True)
    text = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p, width in own)
    assert sentences_of(text) == WHOLE


def test_lines_with_blank_lines_between_all_of_them_are_joined() -> None:
    text = "\n\n".join(wrapped(70)).replace("\n", "\n\n")
    assert sentences_of(text) == WHOLE
    assert sentences_of("\n\n\n".join(wrapped(70)).replace("\n", "\n\n")) == WHOLE


def test_a_sentence_goes_on_behind_a_page_but_not_over_its_number() -> None:
    lines = "\n".join(wrapped(60)).split("\n")
    assert lines[2][0].islower()
    page = "\n".join([*lines[:2], "", "", *lines[2:]])
    assert sentences_of(page) == WHOLE
    numbered = "\n".join([*lines[:2], "", "- 12 -", "", *lines[2:]])
    assert "- 12 -" in blocks_of(numbered) or "12 -" in blocks_of(numbered)
    assert not any("12" in sentence for sentence in sentences_of(numbered) if len(sentence) > 9)


@pytest.mark.parametrize(
    ("text", "language", "width"),
    [(GERMAN, "de", 44), (GERMAN, "de", 70), (ARABIC, "ar", 50), (ARABIC, "ar", 72)],
)
def test_other_scripts_are_joined(text: str, language: str, width: int) -> None:
    assert sentences_of(textwrap.fill(text, width), language) == sentences_of(text, language)


@pytest.mark.parametrize("width", [20, 30, 38])
def test_chinese_prose_is_joined(width: int) -> None:
    lines = [CHINESE[at : at + width] for at in range(0, len(CHINESE), width)]
    assert blocks_of("\n".join(lines)) == ["\n".join(lines)]


def test_three_lines_are_enough() -> None:
    text = (
        "The ferry will leave at nine from the new pier at\n"
        "Port Saint Ann and it is going to call at Eastby on\n"
        "the way to the islands."
    )
    assert blocks_of(text) == [text]


def test_a_word_broken_by_a_hyphen_is_one_word_of_an_exact_quote() -> None:
    text = "The house offers accom-\nmodation to those who miss the ferry."
    assert blocks_of(text) == [text]
    assert "accommodation" in tokenize(text, language="en")
    assert "accommodation" in tokenize("> accom-\r\n> modation", language="en")
    assert tokenize("Anglo-\nSaxon", language="en") == ["anglo", "saxon"]


def test_numbers_and_dashes_at_the_beginning_of_a_full_line_are_not_items() -> None:
    text = (
        "Der Rat der Stadt trat nach langem Streit erst am\n"
        "3. Mai zusammen und hörte die Fischer sowie deren\n"
        "Anwälte an, bevor die Sitzung \u2013 es war schon spät\n"
        "\u2013 vertagt wurde, weil der Vorsitzende krank war\n"
        "und niemand sonst die Sitzung leiten wollte."
    )
    assert blocks_of(text) == [text]


def test_items_of_a_list_in_broken_prose_stay_apart() -> None:
    prose = wrapped(60)[0]
    items = ["1. Take the train to the harbour", "2. Cross the bridge on foot", "3. Ask Ada"]
    text = "\n".join([prose, *items, prose])
    assert blocks_of(text) == [prose, *items, prose]


APART = {
    "verse": "The lamps go out along the shore,\nThe last boat leaves the bay,\n"
    "And nobody is at the door\nTo ask us in to stay.",
    "lower-case verse": "we left the keys under the stone\nand the cat with the neighbours\n"
    "not knowing how long\nthe road would keep us",
    "long verse": "He came along the harbour wall and called her name across the tide,\n"
    "She heard the wind, she heard the bell, she heard the water at her side,\n"
    "The boats were drawn upon the sand, the nets were hung along the rail,\n"
    "And over all the sleeping town there went the shadow of a sail,",
    "table": "City            Inhabitants   Area\nNorthaven            12 400     33\n"
    "Port Saint Ann        8 050     12\nLower Wickham       104 900     61",
    "rows": "| Town | Bridges |\n|------|---------|\n| Northaven | 4 |\n| Eastby | 1 |",
    "results": "Northaven United 3 Eastby Rovers 1\nLower Wickham 0 Saint Ann Athletic 0\n"
    "Harbour Town 2 Old Mill Wanderers 4\nCastle Hill 1 Ferry Road Albion 1",
    "letters": "(a) the tenant shall keep the garden\n(b) the owner shall mend the roof\n"
    "(c) both shall be told of any leak",
    "address": "Northaven Harbour Trust\nCustoms House, Room 12\n4 Quay Street\nNorthaven NH4 2QX",
    "code": "def land(boat, catch):\n    total = 0\n    for fish in catch:\n"
    "        total += fish.weight\n    return total",
    "transcript": "HOST: Good evening and welcome\nBRANDT: Thank you for having me\n"
    "HOST: Let us start with the bridge\nBRANDT: The bridge is closed until May",
    "times": "19:00 News and weather\n19:30 The harbour: a film in two parts\n"
    "20:15 Live from the town hall\n22:05 Late news",
    "headlines": "Harbour Trust Elects a New Head for the First Time in Ten Years\n"
    "Bridge at Northaven to Stay Closed Until the End of the Month\n"
    "Fishermen Ask for a Deeper Channel and a New Light at Eastby\n"
    "Two Hurt as Morning Ferry Hits the Quay in Thick Fog at Wickham",
    "Arabic headlines": "مجلس الميناء ينتخب رئيسة جديدة\nإغلاق الجسر حتى نهاية الشهر\n"
    "الصيادون يطلبون قناة أعمق\nعاصفة قوية على الساحل",
}


STORY = (
    "The harbour master had been at his desk since five in the morning, when the first of the "
    "boats came in from the banks with less fish than anyone had hoped for. He wrote down what "
    "each of them had landed."
)
NAMES = (
    "The letter was signed by Anna Bergmann, Carl Friedrich Sommer, Dora Wilhelmine Achternbusch, "
    "Emil Vandermeer, Frieda Steinhauser and Gustav Lindholm."
)
FULL_HEADLINE = "Storm sinks four boats off the northern coast near Aldermouth"


def blocks(text: str) -> list[str]:
    """Return the blocks with each line break as one blank."""
    return [" ".join(text[start:end].split()) for start, end in split_blocks(text)]


def test_lines_of_a_broken_text_may_all_begin_with_names() -> None:
    paragraphs = [STORY, NAMES, STORY]
    assert blocks("\n\n".join(textwrap.fill(part, 44) for part in paragraphs)) == paragraphs


def test_each_paragraph_may_have_a_width_of_its_own() -> None:
    paragraphs = [STORY, NAMES, f"Later that year he changed his mind. {STORY}"]
    widths = (72, 50, 60)
    text = "\n\n".join(map(textwrap.fill, paragraphs, widths))
    assert blocks(text) == paragraphs


def test_a_full_headline_above_a_day_stays_alone() -> None:
    lines = [FULL_HEADLINE, "Friday, 12 March 2004", STORY, STORY]
    assert blocks("\n".join(textwrap.fill(line, 64) for line in lines)) == lines


@pytest.mark.parametrize(("first", "rest"), [("   ", ""), ("", "   ")])
def test_every_line_at_the_indent_of_first_lines_begins_a_block(first: str, rest: str) -> None:
    lines = [FULL_HEADLINE, "What the harbour says", STORY, STORY]
    text = "\n".join(
        textwrap.fill(line, 64, initial_indent=first, subsequent_indent=rest) for line in lines
    )
    assert blocks(text) == lines


def test_a_blank_at_the_line_ends_marks_the_lines_that_go_on() -> None:
    lines = [FULL_HEADLINE, "What the harbour says", STORY, STORY]
    text = "\n".join(textwrap.fill(line, 64).replace("\n", " \n") for line in lines)
    assert blocks(text) == lines


@pytest.mark.parametrize("name", APART)
@pytest.mark.parametrize("between", ["", "\n"])
def test_lines_that_were_written_stay_apart(name: str, between: str) -> None:
    lines = APART[name].split("\n")
    assert len(split_blocks(f"{between}\n".join(lines))) == len(
        [x for x in lines if "--|" not in x]
    ) + (name == "rows")


@pytest.mark.parametrize("name", APART)
def test_they_stay_apart_in_broken_prose(name: str) -> None:
    prose, count = "\n\n".join(wrapped(66)), len(PARAGRAPHS)
    lines = len(APART[name].split("\n"))
    assert len(split_blocks(f"{prose}\n\n{APART[name]}\n\n{prose}")) == 2 * count + lines


@pytest.mark.parametrize(
    "unit", ["a b c d\n", "> a\n\n", "the cat sat on a mat and\nThe ", "- x\n"]
)
def test_many_lines_take_linear_time(unit: str) -> None:
    assert split_blocks(unit * 50_000)
