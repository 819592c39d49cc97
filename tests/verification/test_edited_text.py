from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from locations import SEEDS
from multisumm.rendering.explanations import WHY
from multisumm.verification.edited_text import (
    parse_edited_text,
    quotations_of,
    with_marks,
)
from multisumm.verification.findings import HEADING, NOTE, SOURCE_LINE, Unchecked
from work_count import lines_run


def pieces(text, *, markdown=False):
    """The running text, cut at its breaks: `|` for a mark or a line break, `¶` for a strong one."""
    edited = parse_edited_text(text, markdown=markdown)
    shown, reached = "", 0
    for offset, mark, strong in edited.breaks:
        shown += edited.running[reached:offset] + ("¶" if strong else "|") + mark
        reached = offset
    return shown + edited.running[reached:]


# Plain text


def test_marks_are_taken_out_and_kept_as_breaks():
    text = (
        "The ship [sic] sank. [2; also in 1, 3 (3 sources, 2 of one text); contradicted by 4]"
        " Ten died [1; see 2] there. [2; updates 1, 3, 4, 5, 6 and 3 more]\n"
    )
    edited = parse_edited_text(text, markdown=False)
    assert edited.running == "The ship [sic] sank. Ten died [1; see 2] there."
    ((offset, mark, strong),) = edited.breaks
    assert edited.running[offset:].startswith("Ten")
    assert mark == "[2; also in 1, 3 (3 sources, 2 of one text); contradicted by 4]"
    assert not strong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was [3] late.", "It was |[3]late."),
        ("It was\n[3] late.", "It was |[3]late."),
        ("It was [3] [4] late.", "It was |[3] [4]late."),
        ("It was[3] late [4].", "It was[3] late [4]."),
        ("It was\nlate.", "It was |late."),
        ("It was\n\nlate.", "It was ¶late."),
        ("It was\n- late.", "It was ¶late."),
        ("It was [3]\n\nlate. [4]", "It was ¶[3]late."),
        ("[3] It was", "[3] It was"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_a_break_is_a_mark_a_line_break_or_a_blank_line(text, expected):
    assert pieces(text) == expected


def test_quotes_in_lists_are_listed_and_lines_of_sources_are_told():
    text = (
        "It sank. [2]\n\n"
        "Contradicted:\n  [2] 1-9: The ship sank.\n    [1] 3-9 (number: 7 / 8): It sank.\n\n"
        "Earlier and later:\n  [2] 1-9 (May): It sank.\n    [1] 3-9 (earlier (a): b): Now.\n\n"
        "Also in:\n  [2] 1-9: It sank.\n    [1] 3-9 (word for word)\n    and 1,003 more\n\n"
        "Similar, but different:\n  2 sentences that the JSON and the HTML report list\n\n"
        "Sources:\n  [2] a.txt\n  [1], [3]: one text, and counted as one source\n"
    )
    edited = parse_edited_text(text, markdown=False)
    assert edited.running == "It sank."
    assert edited.listed == (
        ("The ship sank.",),
        ("It sank.",),
        ("It sank.",),
        ("b): Now.", "Now."),
        ("It sank.",),
    )
    assert edited.unchecked == tuple(
        Unchecked(SOURCE_LINE, line)
        for line in (
            "[1] 3-9 (word for word)",
            "and 1,003 more",
            "2 sentences that the JSON and the HTML report list",
            "[2] a.txt",
            "[1], [3]: one text, and counted as one source",
        )
    )


def test_a_line_of_another_form_in_a_list_is_running_text():
    text = "It sank. [2]\n\nSources:\n  [2] a.txt\n  The captain was drunk.\n"
    edited = parse_edited_text(text, markdown=False)
    assert edited.running == "It sank. The captain was drunk."
    assert [part.text for part in edited.unchecked] == ["[2] a.txt"]


def test_a_note_that_holds_the_sign_of_its_end_gives_several_readings():
    text = "Contradicted:\n  [2] 1-9 (said (so): yes / no): It sank (he said): twice.\n"
    ((*readings,),) = parse_edited_text(text, markdown=False).listed
    assert readings == [
        "yes / no): It sank (he said): twice.",
        "It sank (he said): twice.",
        "twice.",
    ]


def test_marks_and_lists_of_the_first_version_are_known_too():
    text = (
        "The ship [sic] sank. [2; not 1, 3] Ten died [1] there. [2, 1 + 3 more]\n\n"
        "Contradicted:\n  [2] 1-9: The ship sank.\n    7 / 8  [1] 3-9: It sank.\n\n"
        "Sources (the first of a mark is quoted, the others say the same):\n  [2] a.txt\n"
    )
    edited = parse_edited_text(text, markdown=False)
    assert edited.running == "The ship [sic] sank. Ten died there."
    assert edited.listed == (("The ship sank.",), ("It sank.",))
    assert [part.text for part in edited.unchecked] == ["[2] a.txt"]


def test_marks_can_be_put_back_inside_a_part():
    edited = parse_edited_text("It was [3] late [4] there. [5] So.", markdown=False)
    assert edited.running == "It was late there. So."
    assert with_marks(edited, (0, 18)) == "It was [3] late [4] there."
    assert with_marks(edited, (7, 18)) == "late [4] there."


# Markdown


def test_markdown_is_read_as_it_is_shown():
    text = (
        "# A title\n\n"
        "The *ship* cost \\$5 \\[sic\\].[^1] Ten **died**\non [Sunday](https://e.org).[^2]\n\n"
        "- One `item`.\n> It snake_case sank.\n\n---\n\n"
        "[^1]: a.txt, characters 1–9.\n    More of it.\n[^2]: b.txt, characters 1–9.\n"
    )
    assert pieces(text, markdown=True) == (
        "The ship cost $5 [sic]. |[^1]Ten died on Sunday. ¶[^2]One item. ¶It snake_case sank."
    )
    assert parse_edited_text(text, markdown=True).unchecked == (
        Unchecked(NOTE, "[^1]: a.txt, characters 1–9. More of it."),
        Unchecked(NOTE, "[^2]: b.txt, characters 1–9."),
        Unchecked(HEADING, "A title"),
    )


def test_the_quotes_of_footnotes_are_listed():
    text = (
        "It sank.[^1]\n\n"
        "[^1]: a.txt, characters 1–9 (The “title”). Also in b.txt 3–9. Partly in c.txt 3–9"
        " (“It \\[sic\\] sank.”). Contradicted by d.txt 4–9 (number (so): 1 / 2): “He said “no”"
        " twice.” Updates e.txt 1–2: “Earlier.”\n"
    )
    assert parse_edited_text(text, markdown=True).listed == (
        ("It [sic] sank.",),
        ("He said “no” twice.",),
        ("Earlier.",),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was[^1] late.", "It was |[^1]late."),
        ("It was late[^1].", "It was late|[^1]."),
        ("It was\nlate.", "It was late."),
        ("It was\n\nlate.", "It was ¶late."),
        ("It was\n- late.", "It was ¶late."),
        ("It was\n# Title\nlate.", "It was ¶late."),
        ("It was\n\n[^1]: a.txt\n\nlate.", "It was ¶late."),
        (
            "1. It sank.\n2) Ten died.\n\n2\\. Mai was a holiday.\n",
            "It sank. ¶Ten died. ¶2. Mai was a holiday.",
        ),
    ],
)
def test_a_break_of_markdown_is_a_note_a_blank_line_or_the_sign_of_a_list(text, expected):
    assert pieces(text, markdown=True) == expected


@pytest.mark.parametrize("text", ["", " \n", "[^1]: a note\n", "# Title\n"])
def test_there_may_be_no_running_text(text):
    assert parse_edited_text(text, markdown=True).running == ""


@given(st.text(st.sampled_from("ab .\n#*_`[]()^1:\\->")), st.booleans())
def test_any_text_becomes_one_line_and_its_breaks_ascend_within_it(text, markdown):
    edited = parse_edited_text(text, markdown=markdown)
    assert edited.running == " ".join(edited.running.split())
    offsets = [place.offset for place in edited.breaks]
    assert offsets == sorted({*offsets})
    assert all(0 < offset < len(edited.running) for offset in offsets)


def test_each_break_is_looked_at_once_for_each_part_that_has_it():
    """Not every break for every part: the work grows with the text."""

    def put_back(edited):
        starts = [0, *(place.offset for place in edited.breaks)]
        for span in pairwise(starts):
            with_marks(edited, span)

    texts = (parse_edited_text("It sank. [1]\n" * size, markdown=False) for size in (200, 400))
    few, many = (lines_run(put_back, edited) for edited in texts)
    assert many <= 2.5 * few


def test_a_headline_without_words_is_no_quote():
    edited = parse_edited_text("   [1 0-5]\n\nThe ferry sank.", markdown=False)
    assert (edited.running, edited.listed) == ("The ferry sank.", ())
    assert edited.unchecked == (Unchecked(HEADING, "[1 0-5]"),)


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_ends_of_lines_may_be_those_of_another_system(end, markdown):
    documents = multisumm.read_documents([SEEDS / "ferry" / "sources"])
    summary = multisumm.summarize(documents, words=60)
    text = summary.to_markdown() if markdown else summary.to_text()
    parsed = parse_edited_text(text.replace("\n", end), markdown=markdown)
    assert parsed == parse_edited_text(text, markdown=markdown)
    assert multisumm.verify_text(text.replace("\n", end), documents, markdown=markdown).verified


def test_no_text_takes_more_than_linear_time():
    for unit in (
        "[^1]: a 1–2 (",
        "1–2: “",
        "Sources:\n  [1] 1-2 (",
        "a [1] ",
        "a\n",
        "  [1] 1-2 (a): ",
    ):
        for markdown in (False, True):
            parse_edited_text(unit * 30_000, markdown=markdown)


def test_explanations_are_notes_and_what_they_explain_is_looked_up():
    line = "* [1] 5–9: “He said “no” (a).” (left out: contradicts [2] 3–8: “b”, score 1, “c” 2%)"
    for blank in ("\n", " \t\n", "\n\n\n"):
        text = f"It sank.\n\n<details><summary>{WHY}</summary>{blank}\n{line}\n{blank}</details>\n"
        edited = parse_edited_text(text, markdown=True)
        assert edited.running == "It sank."
        assert edited.listed == (("He said “no” (a).",),)
        assert edited.unchecked == (Unchecked(NOTE, line),)


def test_no_explanations_take_more_than_linear_time():
    opened = f"<details><summary>{WHY}</summary>\n"
    starts, ends = "* " + "1–2: “" * 20_000, "” (quoted, " * 20_000
    for text in (
        opened + "\n" * 10_000,
        opened + " \n\t\n" * 10_000 + "</details",
        opened * 10_000,
        f"{opened}{starts}{ends}\n</details>\n",
        f"{opened}{starts})\n</details>\n",
    ):
        assert parse_edited_text(text, markdown=True).listed == ()


# Quotations


def quotations(text):
    return [text[start:end] for start, end in quotations_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "it sank" and "ten died."', ["it sank", "ten died."]),
        ("He said “it sank”, she: „ten died“.", ["it sank", "ten died"]),
        ("„Es sank”, «il coula», »es sank«, ‹si›.", ["Es sank", "il coula", "es sank", "si"]),
        ("「沈んだ」と『言った』。", ["沈んだ", "言った"]),
        ("He said ‘it isn’t so’ and 'they don't'.", ["it isn’t so", "they don't"]),
        ("\"He said 'it sank' twice.\"", ["He said 'it sank' twice."]),
        ("It isn't the boys' ship, it's Ann's.", []),
        ('A 5" pipe and a 6" one.', []),
        ('"..." and ""', []),
        ('"never closed', []),
        ("", []),
    ],
)
def test_quotations_are_what_stands_in_quotation_marks(text, expected):
    assert quotations(text) == expected


@given(st.text(st.sampled_from("ab '\"’‘“”„«»‹›「」")))
def test_quotations_are_disjoint_and_stand_between_marks(text):
    reached = 0
    for start, end in quotations_of(text):
        assert reached < start < end < len(text)
        assert not text[start - 1].isalnum()
        assert not text[end].isalnum()
        reached = end + 1


def test_no_quotation_takes_more_than_linear_time():
    for text in ("'a" * 50_000, "'a " * 50_000, "“" * 50_000, "('a" * 50_000, "'a'" * 50_000):
        quotations(text)
