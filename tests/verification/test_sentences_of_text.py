import pytest
from hypothesis import given
from hypothesis import strategies as st

from locations import FERRY
from multisumm import read_documents, summarize, verify_text
from multisumm.model import Document
from multisumm.verification import lookup
from multisumm.verification.findings import ALTERED, RETYPED, VERIFIED

SOURCES = [
    Document(
        "a.txt",
        "Ferry disaster: what we know\n\nThe captain had not been warned, said the operator. The"
        " ferry was not insured, as Smith [3] writes. It sank near St. Mary Island. Ten died.",
    ),
    Document("b.txt", "The captain had been warned, the coast guard insists.\n\nMourning declared"),
]


def looked_up(text, *, markdown=False, sources=SOURCES):
    found = verify_text(text, sources, markdown=markdown).findings
    return [(finding.status, finding.quote.text) for finding in found]


WHOLE = "The captain had been warned, said the operator."


@pytest.mark.parametrize(
    "inside",
    [" [3] ", "\n[3] ", " [2; also in 1] ", "\n", "\n\n", "\n \n\n", "\n- ", "\n\n* ", "\n> ",
     "\n\nSources:\n  [1] a.txt\n\n", " [3]\n\n"],
)  # fmt: skip
def test_what_is_taken_out_of_a_sentence_does_not_split_it(inside):
    text = f"The captain had{inside}been warned, said the operator."
    assert looked_up(text) == [(ALTERED, WHOLE)]


@pytest.mark.parametrize(
    "inside",
    ["[^1] ", " [^1] ", "\n", "\n\n", "\n- ", "\n1. ", "\n# Title\n", "\n---\n",
     "\n\n[^1]: a.txt 1–2\n\n", "[^1]\n\n"],
)  # fmt: skip
def test_nor_does_what_is_taken_out_of_markdown(inside):
    text = f"The captain had{inside}been warned, said the operator."
    assert looked_up(text, markdown=True) == [(ALTERED, WHOLE)]


def test_a_sentence_with_marks_and_line_breaks_inside_is_verified_if_it_stands_in_a_source():
    sentence = "The captain had been warned, the coast guard insists."
    for inside in (" [1] ", "\n", "\n\n"):
        assert looked_up(sentence.replace(" been", f"{inside}been")) == [(VERIFIED, sentence)]


def test_a_mark_may_be_of_the_source():
    sentence = "The ferry was not insured, as Smith [3] writes."
    assert looked_up(f"{sentence} [1]") == [(VERIFIED, sentence)]
    assert looked_up(sentence.replace(" was", " [2] was")) == [
        (ALTERED, "The ferry was not insured, as Smith writes.")
    ]


def test_a_quote_without_a_closing_mark_ends_where_a_sentence_of_the_source_ends():
    text = "Ferry disaster: what we know [1] Mourning declared [2] Ten died. [1]"
    assert looked_up(text) == [
        (VERIFIED, "Ferry disaster: what we know"),
        (VERIFIED, "Mourning declared"),
        (VERIFIED, "Ten died."),
    ]


def test_a_heading_of_the_writer_does_not_hide_the_quote_below_it():
    for between in ("\n", "\n\n"):
        text = f"Our summary{between}Ten died."
        assert looked_up(text) == [(ALTERED, "Our summary"), (VERIFIED, "Ten died.")]


def test_a_fragment_that_is_cut_off_shows_the_whole_sentence_of_the_source():
    fragment, quote = verify_text("The ferry was\n\nTen died.", SOURCES).findings
    assert (fragment.status, quote.status) == (ALTERED, VERIFIED)
    assert fragment.nearest == "The ferry was not insured, as Smith [3] writes."
    assert ("", "not insured, as Smith [3] writes.") in fragment.differences


def test_items_of_a_list_that_are_cut_off_are_altered_one_by_one():
    text = "- Ten died\n- The captain had\n- Mourning declared\n"
    assert looked_up(text) == [
        (ALTERED, "Ten died"),
        (ALTERED, "The captain had"),
        (VERIFIED, "Mourning declared"),
    ]


def test_an_abbreviation_before_a_mark_does_not_end_a_sentence():
    assert looked_up("It sank near St. [1] Mary Island.") == [
        (VERIFIED, "It sank near St. Mary Island.")
    ]
    assert looked_up("It sank near St. [1] Peter.") == [(ALTERED, "It sank near St. Peter.")]


def test_other_typography_across_a_mark_is_retyped():
    sources = [Document("a", "The agency’s chief said “no” – twice.")]
    text = 'The agency\'s chief [1] said "no" - twice.'
    assert looked_up(text, sources=sources) == [(RETYPED, 'The agency\'s chief said "no" - twice.')]


@pytest.mark.parametrize("inside", ["\u202e", "\u2067", "\u202d\u202c"])
def test_direction_overrides_are_told_and_not_verified(inside):
    text = f"Ten {inside}died."
    verification = verify_text(text, SOURCES)
    assert [finding.status for finding in verification.findings] == [ALTERED]
    assert f"<U+{ord(inside[0]):04X}>" in verification.to_text()
    assert verification.notes == (
        f"{len(inside)} character{'s' if len(inside) > 1 else ''} of the text, the first in line 1,"
        " may show other characters in another order",
    )
    source = [Document("a", f"So: Ten {inside}died.")]
    assert [finding.status for finding in verify_text(text, source).findings] == [VERIFIED]


def test_letters_that_look_alike_are_told():
    verification = verify_text("Ten di\u0435d.", SOURCES)
    assert "differs only in letters that look alike: di<U+0435>d / died\n" in verification.to_text()


# Punkt cuts `a.m.`: in a longer summary, halves of two sources read as one sentence.
@pytest.mark.parametrize(("splitter", "words"), [("rules", 60), ("rules", 400), ("punkt", 60)])
def test_all_that_the_package_writes_is_verified(splitter, words):
    documents = read_documents([FERRY])
    summary = summarize(documents, words=words, splitter=splitter)
    for text, markdown in ((summary.to_text(), False), (summary.to_markdown(), True)):
        verification = verify_text(text, documents, markdown=markdown)
        assert {finding.status for finding in verification.findings} == {VERIFIED}
        roles = [finding.quote.role for finding in verification.findings]
        together = splitter == "punkt"  # it cuts `Oct. 7`; side by side, the two are one again
        assert len(summary.sentences) - together <= roles.count("sentence")
        assert roles.count("sentence") <= len(summary.sentences)
        assert roles.count("listed") > 0
        assert verification.unchecked


words = st.lists(st.sampled_from(["Ten", "died", "had", "not", "sank."]), min_size=1, max_size=8)
breaks = st.sampled_from([" ", " [1] ", "\n", "\n\n", "\n- "])


@given(words, st.lists(breaks, min_size=8, max_size=8))
def test_no_word_is_lost_and_what_is_verified_stands_in_the_source(words, between):
    text = words[0] + "".join(gap + word for gap, word in zip(between, words[1:], strict=False))
    source = Document("a", "Ten had not died. Ten sank. It had sank.")
    found = verify_text(text, [source]).findings
    assert " ".join(finding.quote.text for finding in found).split() == words
    for finding in found:
        if finding.status == VERIFIED:
            assert finding.quote.text in source.text


def test_the_work_grows_with_the_text(monkeypatch):
    """Lines without a closing mark are looked up a bounded number of times each."""
    calls = 0
    find_in_lines = lookup.find_in_lines

    def counted(*arguments):
        nonlocal calls
        calls += 1
        return find_in_lines(*arguments)

    monkeypatch.setattr(lookup, "find_in_lines", counted)
    numbers = []
    for size in (20, 40):
        calls = 0
        verify_text("\n\n".join(["Ten died", "of that"] * size), SOURCES)
        numbers.append(calls)
    assert numbers[1] <= 2.2 * numbers[0]
