import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.errors import InputError
from multisumm.model import Citation
from multisumm.verification.quotes import Quote, digests_of, passages_of, quotes_of


def entry(text="It sank.", document="a", start=0, **more):
    return {"text": text, "document": document, "start": start, "end": start + len(text)} | more


def sentence(*arguments, **more):
    lists = {name: [] for name in ("support", "conflicts", "updates", "similar")}
    return entry(*arguments, **lists | more)


def record(*sentences, **more):
    document = {"id": "a", "sha256": "0" * 64}
    return {
        "schema": "multisumm-summary/2", "sentences": [*sentences], "documents": [document]
    } | more  # fmt: skip


# JSON


def test_quotes_are_the_sentences_with_all_that_stands_beside_them():
    one = sentence(
        **{"support": [entry("Sank.", "b", 3)], "conflicts": [entry("No.", "c", 5)]},
        **{"updates": [entry("Yes.", "c", 9)], "similar": [entry("So.", "d")]},
    )
    found = list(quotes_of(record(one, sentence("Ten died.", start=9))))
    assert found == [
        Quote(1, "sentence", "It sank.", Citation("a", 0, 8)),
        Quote(1, "support", "Sank.", Citation("b", 3, 8)),
        Quote(1, "conflict", "No.", Citation("c", 5, 8)),
        Quote(1, "update", "Yes.", Citation("c", 9, 13)),
        Quote(1, "similar", "So.", Citation("d", 0, 3)),
        Quote(2, "sentence", "Ten died.", Citation("a", 9, 18)),
    ]
    assert digests_of(record(one)) == {"a": "0" * 64}


def test_summaries_of_the_first_schema_have_support_and_conflicts_alone():
    one = entry(support=[entry("Sank.", "b", 3)], conflicts=[entry("No.", "c", 5)])
    found = list(quotes_of(record(one) | {"schema": "multisumm-summary/1"}))
    assert [quote.role for quote in found] == ["sentence", "support", "conflict"]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({}, "`schema` is missing, not 'multisumm-summary/2'"),
        ({"schema": "multisumm-summary/3"}, "`schema` is 'multisumm-summary/3', not"),
        (record(), "there is no sentence in the summary"),
        (record() | {"sentences": None}, "the summary: `sentences` is not a list of objects"),
        (record(1), "the summary: `sentences` is not a list of objects"),
        (record(entry()), "sentence 1: `support` is not a list of objects"),
        (record(sentence() | {"text": None}), "sentence 1: `text` is not a string"),
        (record(sentence(" ")), "sentence 1: `text` is empty"),
        (record(sentence() | {"document": 7}), "sentence 1: `document` is not a string"),
        (record(sentence() | {"start": "0"}), "sentence 1: `start` and `end` are not offsets"),
        (record(sentence() | {"start": True}), "sentence 1: `start` and `end` are not offsets"),
        (record(sentence() | {"start": 9}), "sentence 1: `start` and `end` are not offsets"),
        (record(sentence() | {"start": -1}), "sentence 1: `start` and `end` are not offsets"),
        (record(sentence(support=[{}])), "sentence 1, support 1: `text` is not a string"),
        (record(sentence(updates=[{}])), "sentence 1, update 1: `text` is not a string"),
        (record(sentence(similar=None)), "sentence 1: `similar` is not a list of objects"),
        (record(sentence(), summary="It swam."), "`summary` is not its sentences joined by one"),
    ],
)
def test_a_record_that_is_not_a_summary_is_refused_with_the_position(broken, message):
    with pytest.raises(InputError) as error:
        list(quotes_of(broken))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("documents", [None, [1], [{"id": "a"}], [{"sha256": "0"}]])
def test_documents_need_an_id_and_a_digest(documents):
    with pytest.raises(InputError):
        digests_of(record() | {"documents": documents})


# Text and Markdown


def test_marks_part_passages_and_lists_of_sources_are_left_out():
    text = (
        "The ship [sic] sank. [2; also in 1, 3 (3 sources, 2 of one text); contradicted by 4]"
        " Ten died [1; see 2] there. [2; updates 1, 3, 4, 5, 6 and 3 more]\n\n"
        "Contradicted:\n  [2] 1-9: The ship sank.\n    [1] 3-9 (number: 7 / 8): It sank.\n\n"
        "Earlier and later:\n  [2] 1-9 (May): The ship sank.\n    [1] 3-9 (earlier): It sank.\n\n"
        "Also in:\n  [2] 1-9: The ship sank.\n    [1] 3-9: It sank.\n    and 3 more\n\n"
        "Similar, but different:\n  2 sentences that the JSON and the HTML report list\n\n"
        "Sources:\n  [2] a.txt\n  [1], [3]: one text, and counted as one source\n"
    )
    assert list(passages_of(text, markdown=False)) == [
        "The ship [sic] sank.",
        "Ten died [1; see 2] there.",
    ]


def test_marks_and_lists_of_the_first_version_are_left_out_too():
    text = (
        "The ship [sic] sank. [2; not 1, 3] Ten died [1] there. [2, 1 + 3 more]\n\n"
        "Contradicted:\n  [2] 1-9: The ship sank.\n    7 / 8  [1] 3-9: It sank.\n\n"
        "Sources (the first of a mark is quoted, the others say the same):\n  [2] a.txt\n"
    )
    assert list(passages_of(text, markdown=False)) == [
        "The ship [sic] sank.",
        "Ten died",
        "there.",
    ]


def test_markdown_is_read_as_it_is_shown():
    text = (
        "# A title\n\n"
        "The *ship* cost \\$5 \\[sic\\].[^1] Ten **died**\non [Sunday](https://e.org).[^2]\n\n"
        "- One `item`.\n> It snake_case sank.\n\n---\n\n"
        "[^1]: a.txt, characters 1–9.\n    More of it.\n[^2]: b.txt, characters 1–9.\n"
    )
    assert list(passages_of(text, markdown=True)) == [
        "The ship cost $5 [sic].",
        "Ten died on Sunday.",
        "One item.",
        "It snake_case sank.",
    ]


@pytest.mark.parametrize("text", ["", " \n", "[^1]: a note\n", "# Title\n"])
def test_there_may_be_no_passage(text):
    assert list(passages_of(text, markdown=True)) == []


@given(st.text(st.sampled_from("ab .\n#*_`[]()^1:\\->")), st.booleans())
def test_any_text_gives_passages_of_one_line(text, markdown):
    for passage in passages_of(text, markdown=markdown):
        assert passage == " ".join(passage.split()) != ""


def test_list_numbers_are_markup_and_escaped_numbers_are_text():
    text = "1. It sank.\n2) Ten died.\n\n2\\. Mai was a holiday.\n"
    found = list(passages_of(text, markdown=True))
    assert found == ["It sank.", "Ten died.", "2. Mai was a holiday."]
