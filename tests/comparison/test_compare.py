"""Statements by source: which sentences are one statement, and what stands beside it."""

from collections import Counter
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from locations import FERRY
from multisumm.comparison import compare as stage
from multisumm.comparison import related
from multisumm.comparison.compare import Graph, related_pairs, tabulate_statements
from multisumm.comparison.provenance import Origin
from multisumm.comparison.relations import Relation
from multisumm.model import Document, Sentence
from multisumm.text.articles import Article
from strategies import random_sentences

SAME = Relation("same", 1.0, "same")
LESS = Relation("part", 0.5, "part", whole=0)
MORE = Relation("part", 0.5, "part", whole=1)
CONFLICT = Relation("conflict", 0.8, "name", "name", ((0, 1),), ((0, 1),))
NUMBER = Relation("conflict", 0.8, "number", "number", ((0, 1),), ((0, 1),))
UPDATE = Relation("update", 0.8, "state", "state, changed since", ((0, 1),), ((0, 1),), later=1)
SIMILAR = Relation("similar", 0.6, "near", "details")


def tabulate(documents, relations, *, families=None, sizes=None, days=None):
    """The statements of documents, given as strings with a letter for each sentence.

    Relations are given by two letters, as seen from the first. A letter in two documents is one
    text in both.
    """
    letters = sorted({*"".join(documents)})
    articles = [Article(Document(str(n), text), (), ()) for n, text in enumerate(documents, 1)]
    places = {
        letter: [
            Sentence(d, at, at, at + 1, letter)
            for d, text in enumerate(documents)
            for at, other in enumerate(text)
            if other == letter
        ]
        for letter in letters
    }
    pairs = {tuple(map(letters.index, pair)): relation for pair, relation in relations.items()}
    graph = Graph(
        sentences=[places[letter] for letter in letters],
        edges=related_pairs(pairs, lambda i, j: pairs[i, j]),
        sizes=[(sizes or {}).get(letter, 1) for letter in letters],
        origin=Origin(articles, {}, families or range(1, len(documents) + 1)),
        days=days or {},
    )
    return tabulate_statements(graph)


def rows(statements):
    """Each statement with its cells: `A: B2=conflict` is text B in document 2."""
    return [
        f"{one.text}: "
        + " ".join(
            f"{cell.text}{cell.citation.document}={'more' if cell.says_more else cell.relation}"
            for cell in one.cells
        )
        for one in statements
    ]


# Which sentences are one statement


def test_what_two_families_say_is_a_statement_and_what_one_says_is_none():
    assert rows(tabulate(["AC", "B"], {"AB": SAME})) == ["A: A1=same B2=same"]


def test_a_text_that_two_documents_have_is_a_statement():
    assert rows(tabulate(["A", "A"], {})) == ["A: A1=same A2=same"]


def test_documents_of_one_family_are_one_voice():
    assert tabulate(["A", "B"], {"AB": SAME}, families=[1, 1]) == ()
    (row,) = tabulate(["A", "B", "C"], {"AB": SAME, "AC": SAME}, families=[1, 1, 2])
    assert (row.families, len(row.cells)) == (2, 3)


def test_the_sentence_with_most_supporters_is_the_statement():
    relations = {"AB": SAME, "BC": SAME, "BD": SAME}
    assert rows(tabulate(["A", "B", "C", "D"], relations)) == ["B: A1=same B2=same C3=same D4=same"]


def test_of_equally_supported_sentences_the_most_complete_is_the_statement():
    assert rows(tabulate(["A", "B"], {"AB": SAME}, sizes={"B": 2})) == ["B: A1=same B2=same"]


def test_what_says_more_supports_and_what_says_a_part_does_not():
    (row,) = tabulate(["A", "B", "C"], {"AB": MORE, "AC": MORE})
    assert rows([row]) == ["A: A1=same B2=more C3=more"]
    assert row.families == 3
    assert tabulate(["A", "B"], {"AB": SIMILAR}) == ()


def test_a_sentence_that_says_more_can_be_beside_several_statements():
    relations = {"AC": MORE, "BC": MORE}
    assert rows(tabulate(["A", "B", "C"], relations)) == [
        "A: A1=same C3=more",
        "B: B2=same C3=more",
    ]


def test_a_single_word_is_no_statement():
    assert tabulate(["A", "A"], {}, sizes={"A": 0}) == ()


# Disagreements


def test_a_disagreement_is_one_row_with_the_better_supported_side_as_its_statement():
    relations = {"AB": CONFLICT, "AC": CONFLICT, "BC": SAME}
    (row,) = tabulate(["A", "B", "C"], relations)
    assert rows([row]) == ["B: A1=conflict B2=same C3=same"]
    assert (row.families, row.disagreement) == (2, True)


def test_what_repeats_the_other_side_is_on_the_other_side():
    relations = {"AC": SAME, "AB": CONFLICT, "BD": SAME}
    (row,) = tabulate(["A", "B", "C", "D"], relations)
    assert rows([row]) == ["A: A1=same B2=conflict C3=same D4=conflict"]
    told = row.cells[3]
    assert (told.about, told.there) == ("A / B", ())  # as the source that it repeats writes it


def test_a_conflict_with_a_supporter_is_beside_the_statement():
    relations = {"AB": SAME, "AC": SAME, "BD": CONFLICT}
    (row,) = tabulate(["A", "B", "C", "D"], relations)
    assert rows([row]) == ["A: A1=same B2=same C3=same D4=conflict"]
    assert (row.cells[3].against.document, row.cells[3].against_text) == ("2", "B")


def test_three_values_are_one_row():
    relations = {"AB": CONFLICT, "AC": CONFLICT, "BC": CONFLICT}
    assert rows(tabulate(["A", "B", "C"], relations)) == ["A: A1=same B2=conflict C3=conflict"]


def test_no_disagreement_is_lost_where_it_does_not_fit_into_the_row_of_another():
    relations = {"AB": CONFLICT, "BC": CONFLICT, "AD": SAME}
    assert rows(tabulate(["A", "B", "C", "D"], relations)) == [
        "A: A1=same B2=conflict D4=same",
        "C: B2=conflict C3=same",
    ]


def test_a_source_with_something_similar_is_not_silent():
    relations = {"AB": CONFLICT, "AC": SIMILAR, "BD": SIMILAR}
    (row,) = tabulate(["AC", "B", "D"], relations)
    assert rows([row]) == ["A: A1=same B2=conflict D3=similar"]


def test_an_update_tells_whether_it_is_earlier_or_later():
    (row,) = tabulate(["A", "B"], {"AB": UPDATE})
    assert [(cell.relation, cell.time) for cell in row.cells] == [
        ("same", None),
        ("update", "later"),
    ]
    assert row.disagreement


def test_a_number_that_differs_between_two_days_is_an_update():
    (row,) = tabulate(["A", "A", "B"], {"AB": NUMBER}, days={0: "2020-05-02", 2: "2020-05-03"})
    assert [(cell.relation, cell.time) for cell in row.cells][2] == ("update", "later")


# Within one document


def test_a_document_can_contradict_itself():
    (row,) = tabulate(["AB", "C"], {"AB": CONFLICT})
    assert rows([row]) == ["A: A1=same B1=conflict"]
    assert row.disagreement


def test_a_list_of_values_in_one_document_is_no_contradiction():
    relations = {"AB": CONFLICT, "AC": CONFLICT, "BC": CONFLICT}
    assert tabulate(["ABC"], relations) == ()
    assert rows(tabulate(["ABC", "D"], {**relations, "AD": CONFLICT})) == ["A: A1=same D2=conflict"]


def test_one_document_that_tells_of_two_states_does_not_disagree_with_itself():
    assert tabulate(["AB"], {"AB": UPDATE}) == ()


# Order


def test_what_most_families_speak_of_comes_first_and_ties_keep_the_order_of_the_input():
    relations = {"AD": SAME, "BE": CONFLICT, "CF": SAME, "CG": SAME}
    statements = tabulate(["ABC", "DEF", "G"], relations)
    assert rows(statements) == [
        "C: C1=same F2=same G3=same",
        "A: A1=same D2=same",
        "B: B1=same E2=conflict",
    ]


KINDS = st.sampled_from([SAME, LESS, MORE, CONFLICT, NUMBER, UPDATE, SIMILAR])
PAIRS = st.dictionaries(
    st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from("ABCDEFGH")).filter(
        lambda p: p[0] < p[1]
    ),
    KINDS,
    max_size=14,
)


@given(PAIRS, st.lists(st.sampled_from([1, 2, 3]), min_size=8, max_size=8))
def test_every_agreement_and_disagreement_of_documents_stands_somewhere(relations, families):
    statements = tabulate("ABCDEFGH", relations, families=families)
    told = Counter(one.text for one in statements)
    assert all(number == 1 for number in told.values())  # no statement twice
    for (one, other), relation in relations.items():
        together = [
            (row, cell)
            for row in statements
            for cell in row.cells
            if {one, other} <= {each.text for each in row.cells} and cell.text in (one, other)
        ]
        apart = families["ABCDEFGH".index(one)] != families["ABCDEFGH".index(other)]
        if relation.kind in ("conflict", "update"):
            assert any(cell.disagrees for _, cell in together)
        elif relation.kind == "same" and apart:
            assert {one, other} & {cell.text for row in statements for cell in row.cells}
    for row in statements:
        own = [cell for cell in row.cells if cell.citation == row.citation]
        assert [(cell.relation, cell.copy) for cell in own] == [("same", True)]
        assert row.families > 1 or row.disagreement
        places = [(cell.citation.document, cell.citation.start) for cell in row.cells]
        assert places == sorted(set(places))


# The stage as a whole


def compared_pairs(documents):
    """The pairs of texts that are asked about, and those that the rules are applied to."""
    asked, applied = [], Counter()
    real_pairs, real_relate = stage.related_pairs, related.relate

    def related_pairs(pairs, relation_of):
        asked.extend(pairs)
        return real_pairs(asked, relation_of)

    def relate(a, b):
        applied[frozenset((a.text, b.text))] += 1
        return real_relate(a, b)

    with (
        patch.object(stage, "related_pairs", related_pairs),
        patch.object(related, "relate", relate),
    ):
        multisumm.compare(documents, language="en", keep_noise=True)
    return asked, applied


def test_no_pair_is_compared_twice():
    asked, applied = compared_pairs(
        [document.text for document in multisumm.read_documents([FERRY])]
    )
    assert len(asked) == len({frozenset(pair) for pair in asked}) > 50
    assert set(applied.values()) == {1}


def test_the_number_of_comparisons_grows_with_the_text_and_not_with_its_square():
    numbers = {}
    for number in (1500, 3000):
        texts = random_sentences(number)
        documents = [". ".join(texts[at : at + 50]) + "." for at in range(0, number, 50)]
        numbers[number] = len(compared_pairs(documents)[0])
    assert numbers[1500] > 1500  # there is something to compare
    assert numbers[3000] < 2.6 * numbers[1500]


def test_sentences_that_share_no_words_are_not_compared():
    documents = ["The ferry sank near Tindalo.", "Rain fell on the hills."]
    assert compared_pairs(documents) == ([], Counter())


def test_the_cells_of_the_ferry_are_quotes_at_their_addresses():
    documents = {one.id: one.text for one in multisumm.read_documents([FERRY])}
    comparison = multisumm.compare(multisumm.read_documents([FERRY]))
    assert len(comparison.statements) >= 4
    for row in comparison.statements:
        for cell in row.cells:
            for place, text in ((cell.citation, cell.text), (cell.against, cell.against_text)):
                assert documents[place.document][place.start : place.end] == text
            for start, end in cell.there:
                assert cell.citation.start <= start < end <= cell.citation.end
            for start, end in cell.here:
                assert cell.against.start <= start < end <= cell.against.end


@pytest.mark.parametrize("rule", ["number", "negation", "opposite", "date"])
def test_the_example_of_a_rule_is_a_row(rule):
    from multisumm.comparison.relations import RULES

    first, second, kind = next(one.example for one in RULES if one.name == rule)
    (row,) = multisumm.compare([first, second], language="en").statements
    assert {cell.relation for cell in row.cells} == {"same", kind}
