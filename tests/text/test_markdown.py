import time

import pytest

from multisumm import summarize
from multisumm.model import Document
from multisumm.text.blocks import split_blocks
from multisumm.text.markdown import find_markup

PROSE = "The bridge was closed on Monday.", "It reopens in six weeks, the council said."


def found(text):
    return [(text[slice(*span)], reason) for span, reason in find_markup(text)]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ('```python\nprint("hello world")\n\nThe code goes on. It prints.\n```', "code"),
        ("````\n```\nThe inner fence is code.\n```\n````", "code"),
        ("~~~sh\nmake all\n~~~", "code"),
        ("  ```\r\n  x = 1\r\n  ```", "code"),
        ("> ```\n> A line of code.\n> ```", "code"),
        ("| item | cost |\n|---|---:|\n| The steel is dear. | 100 |", "table"),
        ("| one row | of two cells |", "table"),
        ("item | cost\n--- | ---\nsteel | 100\nThe wood is cheap. | 20", "table"),
        ("[^1]: Source: council.\n    It said so in May.", "footnote"),
        ('[report]: https://example.org/report "The report."', "footnote"),
        ("<!-- The draft is old.\n\nIt must be checked. -->", "comment"),
    ],
)
def test_markup_between_paragraphs_is_found_and_not_quoted(markup, reason):
    text = f"{PROSE[0]}\n\n{markup}\n\n{PROSE[1]}\n"
    assert {why for _, why in found(text)} == {reason}
    assert sum(len(stretch.split()) for stretch, _ in found(text)) == len(markup.split())
    summary = summarize([Document("a", text)], words=100)
    assert tuple(one.text for one in summary.sentences) == PROSE
    assert reason in {why for one in summary.documents for why in one.dropped_reasons}


def test_front_matter_is_found_only_at_the_head():
    front = "---\ntitle: Notes on the bridge.\ndate: 2024-03-06\n---"
    assert found(f"{front}\n{PROSE[0]}\n") == [(front, "front matter")]
    assert found(f"{PROSE[0]}\n{front}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The mayor said: `no`. ```It``` is over.",
        "~~~\nThe news.\n~~~",  # rules around a title
        "---\nThe bridge is closed.\n---\nIt is old.",
        "He was in office (1990|1994).\nThe wind blew at 30 | 40 knots.",
        "[1] The first of the notes.\n[Applause]: It went on for an hour.",
        "The <!-- not --> bridge is closed.\n<!-- a --> It is old.",
        "<!-- never closed\nThe bridge is closed.",
    ],
)
def test_prose_with_the_same_signs_is_no_markup(text):
    assert find_markup(text) == []


def test_a_fence_that_nothing_closes_is_only_its_line():
    assert found("It works.\n```python\nThe text goes on.\n") == [("```python", "code")]


def test_a_text_of_nothing_else_is_kept():
    summary = summarize([Document("a", "```\nThe bridge was closed on Monday.\n```\n")], words=50)
    assert "The bridge was closed on Monday." in summary.to_text()


def test_a_sentence_before_the_mark_of_a_footnote_is_one_and_loses_the_mark():
    text = "The bridge was closed.[^1] It is quite old.[^note]\n\n[^1]: Said the council.\n"
    summary = summarize([Document("a", text)], words=50)
    assert [one.text for one in summary.sentences] == ["The bridge was closed.", "It is quite old."]


def test_no_block_goes_over_the_edge_of_markup():
    text = "the code of the tool is here\n```\nand goes on in lower case here\n```\nand ends here"
    edges = {edge for span, _ in find_markup(text) for edge in span}
    assert not any(start < edge < end for start, end in split_blocks(text) for edge in edges)


@pytest.mark.parametrize(
    "text",
    [
        "|" * 100_000,
        "a|" * 100_000,
        "a|b\n" + "--|" * 100_000,
        "<!--\n" * 50_000 + "--> x",
        "<!---->" * 50_000,
        "```a\n" * 50_000,
        "[" * 100_000 + "]:",
        "---\na:\n" + "a:\n" * 100_000,
        " " * 100_000 + "| ]: --> ```",
    ],
)
def test_no_text_takes_long(text):
    begun = time.process_time()
    find_markup(text)
    assert time.process_time() - begun < 5
