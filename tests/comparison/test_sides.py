from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm import Document, summarize
from multisumm.comparison.related import Relations
from multisumm.comparison.relations import Relation, turned
from multisumm.comparison.sides import prefer_supported, supporters
from multisumm.comparison.statements import interpret, read_sentence
from multisumm.model import Sentence

SAME = Relation("same", 1.0, "same")
CONFLICT = Relation("conflict", 0.8, "number")


def sentences_of(number, text="It sank on {}."):
    """One sentence a document."""
    texts = [text.format(n) for n in range(number)]
    return [Sentence(n, 0, 0, len(text), text) for n, text in enumerate(texts)]


def relations_of(pairs, texts=()):
    """Relations from (i, j) -> relation of j to i."""
    known = {**pairs, **{(j, i): turned(one) for (i, j), one in pairs.items()}}
    others = {i: sorted(j for k, j in known if k == i) for i, _ in known}

    def reading(i):
        return read_sentence(texts[i] if texts else "It sank.", language="en")

    return Relations(
        lambda i, j: known.get((i, j)),
        lambda i: others.get(i, []),
        reading,
        lambda i: interpret(reading(i), known_names=()),
        "en",
    )


def preferred(
    picked, pairs, number=4, *, families=None, days=None, fits=lambda chosen: True, texts=()
):
    return prefer_supported(
        picked,
        sentences_of(number),
        relations_of(pairs, texts),
        fits,
        families=families or list(range(1, number + 1)),
        days=days or {},
    )


def test_the_side_of_more_families_is_quoted():
    pairs = {(0, 1): CONFLICT, (0, 2): CONFLICT, (1, 2): SAME}
    assert preferred([0], pairs) == [1]
    assert preferred([2], pairs) == [2]


def test_copies_of_one_text_are_one_voice():
    pairs = {(0, 1): CONFLICT, (0, 2): CONFLICT, (1, 2): SAME}
    assert preferred([0], pairs, families=[1, 2, 2, 3]) == [0]


def test_a_sentence_that_says_more_is_a_voice_and_one_that_says_a_part_is_none():
    more, less = (Relation("part", 0.8, "part", whole=whole) for whole in (1, 0))
    assert preferred([0], {(0, 1): CONFLICT, (1, 2): more}) == [1]
    assert preferred([0], {(0, 1): CONFLICT, (1, 2): less}) == [0]


def test_where_the_voices_are_equal_the_later_document_is_quoted():
    days = {0: "2019-10-07", 1: "2019-10-08"}
    assert preferred([0], {(0, 1): CONFLICT}, days=days) == [1]
    assert preferred([1], {(0, 1): CONFLICT}, days=days) == [1]


@pytest.mark.parametrize("picked", [[0], [1]])
def test_a_tie_leaves_the_pick(picked):
    assert preferred(picked, {(0, 1): CONFLICT}) == picked


def test_of_an_update_the_latest_is_quoted_whoever_has_more_voices():
    later = Relation("update", 0.8, "level", later=1)
    pairs = {(0, 1): later, (0, 2): SAME, (1, 2): turned(later)}
    assert preferred([0], pairs) == [1]
    assert preferred([1], pairs) == [1]


def test_where_the_words_do_not_tell_which_is_later_the_dates_do():
    changed = Relation("update", 0.8, "number")
    days = {0: "2019-10-07", 1: "2019-10-08"}
    assert preferred([0], {(0, 1): changed}, days=days) == [1]
    assert preferred([1], {(0, 1): changed}, days=days) == [1]
    assert preferred([0], {(0, 1): changed}) == [0]


def test_a_rival_that_does_not_fit_is_not_taken():
    pairs = {(0, 1): CONFLICT, (0, 2): CONFLICT, (1, 2): SAME}
    assert preferred([0], pairs, fits=lambda chosen: 1 not in chosen) == [2]
    assert preferred([0], pairs, fits=lambda chosen: False) == [0]


def test_a_rival_that_repeats_another_pick_is_not_taken():
    pairs = {(0, 1): CONFLICT, (0, 2): CONFLICT, (1, 2): SAME, (1, 3): SAME, (2, 3): SAME}
    assert preferred([0, 3], pairs) == [0, 3]


def test_where_all_else_is_equal_the_side_with_a_speaker_is_quoted():
    texts = ["The ferry sank at 7.", "The ferry sank at 8, police said."]
    assert preferred([0], {(0, 1): CONFLICT}, texts=texts, number=2) == [1]
    assert preferred([1], {(0, 1): CONFLICT}, texts=texts, number=2) == [1]


def test_the_families_of_a_statement_are_its_own_and_those_that_say_it():
    pairs = {(0, 1): SAME, (0, 2): CONFLICT, (0, 3): SAME}
    families = [1, 2, 3, 2]
    found = supporters(0, sentences_of(4), relations_of(pairs), families)
    assert found == {1, 2}


KINDS = st.sampled_from(
    [SAME, CONFLICT, Relation("similar", 0.5, "near"), Relation("update", 0.5, "level", later=1),
     Relation("part", 0.5, "part", whole=1)]
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from([*combinations(range(6), 2)]), KINDS),
    st.lists(st.integers(1, 3), min_size=6, max_size=6),
    st.randoms(use_true_random=False),
)
def test_no_pick_is_lost_or_repeated_and_exchanges_stay_within_the_relations(
    pairs, families, random
):
    picked = []
    for i in random.sample(range(6), 6):
        if not any((min(i, j), max(i, j)) in pairs for j in picked):
            picked.append(i)
    chosen = preferred(picked, pairs, 6, families=families)
    assert len(chosen) == len(set(chosen)) == len(picked)
    relations = relations_of(pairs)
    for old, new in zip(picked, chosen, strict=True):
        assert old == new or relations.of(old, new).kind in ("conflict", "update")
    for i, j in combinations(chosen, 2):
        assert relations.of(i, j) is None


# In a summary

LEFT = "The ferry sank off Tindalo on Sunday, killing 127 people."
RIGHT = "The ferry sank off Tindalo on Sunday, killing 130 people."
REWORDED = "On Sunday the ferry sank off Tindalo, killing 130 people."


@pytest.mark.parametrize("method", ["coverage", "textrank", "lexrank", "centroid"])
@pytest.mark.parametrize(
    "texts", [[LEFT, RIGHT, REWORDED], [RIGHT, LEFT, REWORDED], [RIGHT, REWORDED, LEFT]]
)
def test_a_summary_quotes_the_majority_and_tells_of_the_other_side(texts, method):
    summary = summarize(texts, words=10, method=method)
    [sentence] = summary.sentences
    assert "130" in sentence.text
    assert [one.text for one in sentence.conflicts] == [LEFT]
    assert sentence.families == 2


def test_lead_chooses_as_it_does_and_tells():
    [sentence] = summarize([LEFT, RIGHT, REWORDED], words=10, method="lead").sentences
    assert sentence.text == LEFT
    assert [one.text for one in sentence.conflicts] == [RIGHT, REWORDED]


def test_of_an_update_a_summary_quotes_the_latest_with_the_earlier_beside_it():
    documents = [Document("1", LEFT, date="2019-10-07"), Document("2", RIGHT, date="2019-10-08")]
    [sentence] = summarize(documents, words=10).sentences
    assert sentence.text == RIGHT
    assert [(one.text, one.time) for one in sentence.updates] == [(LEFT, "earlier")]
    assert sentence.conflicts == ()


def test_a_sentence_that_stands_alone_is_quoted_instead_of_one_with_a_pronoun():
    texts = ["It listed 241 people.", "It listed 214 people.", "The manifest listed 214 people."]
    pairs = {(0, 1): CONFLICT, (0, 2): CONFLICT, (1, 2): SAME}
    assert preferred([0], pairs, texts=texts, number=3) == [2]


def test_a_number_that_only_differs_between_days_is_quoted_by_its_voices():
    later = Relation("update", 0.8, "number", later=1)
    assert preferred([0], {(0, 1): later, (0, 2): SAME}) == [0]
    assert preferred([1], {(0, 1): later, (0, 2): SAME}) == [0]
    told = Relation("update", 0.8, "level", later=1)
    assert preferred([0], {(0, 1): told, (0, 2): SAME}) == [1]
