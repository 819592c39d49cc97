import pytest

from multisumm.errors import InputError
from multisumm.model import Citation
from multisumm.verification.quotes import (
    Quote,
    digests_of,
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


def test_of_explanations_the_quotes_come_that_no_sentence_has():
    told = [entry(), entry("It swam.", "c", 5), entry("It swam.", "c", 6)]
    found = list(quotes_of(record(sentence(), explanations=told)))
    assert found[1:] == [
        Quote(2, "explanation", "It swam.", Citation("c", 5, 13)),
        Quote(3, "explanation", "It swam.", Citation("c", 6, 14)),
    ]
    for broken, message in (
        ({}, "the summary: `explanations` is not a list of objects"),
        ([entry(), {}], "explanation 2: `text` is not a string"),
    ):
        with pytest.raises(InputError) as error:
            list(quotes_of(record(sentence(), explanations=broken)))
        assert str(error.value) == message


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
