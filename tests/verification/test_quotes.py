import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.errors import InputError
from multisumm.model import Citation
from multisumm.verification.quotes import (
    Quote,
    digests_of,
    passages_of,
    quotations_of,
    quotes_of,
)


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
        support=[entry("Sank.", "b", 3)],
        conflicts=[entry("It swam.", "c", 5, about="sank / swam")],
        updates=[entry("Now it sank.", "c", 5, about="– / Now")],
        similar=[entry("Boat.", "d", 5, about="")],
    )
    found = list(quotes_of(record(one, sentence("Ten died.", start=9))))
    assert found == [
        Quote(1, "sentence", "It sank.", Citation("a", 0, 8)),
        Quote(1, "support", "Sank.", Citation("b", 3, 8)),
        Quote(1, "conflict", "It swam.", Citation("c", 5, 13), "sank / swam"),
        Quote(1, "update", "Now it sank.", Citation("c", 5, 17), "– / Now"),
        Quote(1, "similar", "Boat.", Citation("d", 5, 10), ""),
        Quote(2, "sentence", "Ten died.", Citation("a", 9, 18)),
    ]
    assert all(quote.founded for quote in found)
    assert digests_of(record(one)) == {"a": "0" * 64}


def test_the_earlier_schema_has_support_and_conflicts_and_its_values_may_be_rewritten():
    one = entry(support=[entry("Sank.")], conflicts=[entry("No.", about="12000 / 13000")])
    roles = [quote.role for quote in quotes_of(record(one, schema="multisumm-summary/1"))]
    assert roles == ["sentence", "support", "conflict"]
    assert all(quote.founded for quote in quotes_of(record(one, schema="multisumm-summary/1")))
    with pytest.raises(InputError, match=r"^sentence 1: `updates` is not a list of objects$"):
        list(quotes_of(record(one)))


@pytest.mark.parametrize(
    ("about", "spans", "founded"),
    [
        ("127 / 130", {}, True),
        ("127 / 130", {"here": [[8, 11]], "there": [[27, 30]]}, True),
        ("Killed ... 127 / 130", {"here": [[0, 6], [8, 11]], "there": [[27, 30]]}, True),
        ("– / 130", {"there": [[27, 30]]}, True),
        ("127 / –", {"here": [[8, 11]]}, True),
        ("Killed ... 127 / –", {}, True),
        ("", {}, True),
        ("– / –", {}, True),
        ("127 / 131", {}, False),
        ("131 / 130", {}, False),
        ("127 ... Killed / 130", {}, False),
        ("130", {}, False),
        ("127 / 131", {"here": [[8, 11]], "there": [[27, 30]]}, False),
        ("127 / 130", {"here": [[8, 11]], "there": [[26, 29]]}, False),
        ("127 / 130", {"here": [[8, 11]]}, False),
        ("127 / 130", {"here": [[8, 11]], "there": [[7, 10]]}, False),
        ("127 / 130", {"here": [[8, 11]], "there": [[27, 99]]}, False),
        ("127 / ", {"here": [[8, 11]], "there": [[27, 27]]}, False),
        ("", {"here": [[8, 11]]}, False),
    ],
)
@pytest.mark.parametrize("key", ["conflicts", "updates", "similar"])
def test_what_two_sentences_differ_in_stands_in_both(key, about, spans, founded):
    """The sentence is `Killed: 127 in all.`, the other one `Killed: 130\n in all.` from 19 on."""
    other = entry("Killed: 130\n in all.", "b", 19, about=about, **spans)
    _, quote = quotes_of(record(sentence("Killed: 127 in all.", **{key: [other]})))
    assert (quote.about, quote.founded) == (about, founded)


def statement(*cells):
    return entry("It sank.", cells=[*cells])


def cell(text, *, about="sank / swam", against=None, **more):
    return entry(text, "c", 5, about=about, against=against or entry("It sank."), **more)


def test_of_disagreements_the_quotes_come_that_no_sentence_has():
    one = sentence(conflicts=[entry("It swam.", "c", 5, about="sank / swam")])
    cells = (
        cell("It swam."),
        cell("So it swam.", against=entry("We sank.", "d", 3)),
        cell("It swam."),
    )
    found = list(quotes_of(record(one, disagreements=[statement(*cells)])))
    assert found[2:] == [
        Quote(1, "disagreement", "We sank.", Citation("d", 3, 11)),
        Quote(1, "disagreement", "So it swam.", Citation("c", 5, 16), "sank / swam"),
    ]
    found = list(quotes_of(record(one, disagreements=[statement(), statement(cell("It swims."))])))
    assert [(quote.sentence, quote.founded) for quote in found[2:]] == [(2, False)]
    found = list(quotes_of(record(one, disagreements=[statement(cell("It swam.", about="a / b"))])))
    assert [(quote.text, quote.founded) for quote in found[2:]] == [("It swam.", False)]


@pytest.mark.parametrize(
    ("disagreements", "message"),
    [
        ({}, "the summary: `disagreements` is not a list of objects"),
        ([1], "the summary: `disagreements` is not a list of objects"),
        ([entry()], "disagreement 1: `cells` is not a list of objects"),
        ([statement(), statement(entry())], "disagreement 2, cell 1: `against` is not an object"),
        ([statement({})], "disagreement 1, cell 1: `text` is not a string"),
        ([statement(cell("x", against={"x": 1}))], "cell 1, `against`: `text` is not a string"),
        ([statement(cell("x", about=1))], "disagreement 1, cell 1: `about` is not a string"),
        ([statement(cell("x", here=1))], "disagreement 1, cell 1: `here` is not a list of spans"),
    ],
)
def test_disagreements_of_another_shape_are_refused_with_the_position(disagreements, message):
    with pytest.raises(InputError) as error:
        list(quotes_of(record(sentence(), disagreements=disagreements)))
    assert message in str(error.value)
    old = record(entry(support=[], conflicts=[]), schema="multisumm-summary/1")
    assert len(list(quotes_of(old | {"disagreements": disagreements}))) == 1


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({}, "`schema` is missing, not 'multisumm-summary/2'"),
        ({"schema": "multisumm-summary/3"}, "`schema` is 'multisumm-summary/3', not"),
        ({"schema": ["multisumm-summary/2"]}, "`schema` is ['multisumm-summary/2'], not"),
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
        (record(sentence(conflicts=[entry()])), "sentence 1, conflict 1: `about` is not a string"),
        (
            record(sentence(updates=[entry(about="", here=[0, 1])])),
            "sentence 1, update 1: `here` is not a list of spans",
        ),
        (
            record(sentence(similar=[entry(about="", there=[[0, True]])])),
            "sentence 1, similar 1: `there` is not a list of spans",
        ),
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
