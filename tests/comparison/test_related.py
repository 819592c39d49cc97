from dataclasses import replace
from itertools import pairwise
from unicodedata import normalize
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locations import SEEDS
from multisumm.comparison import related as related_module
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.related import (
    LEADS,
    MIN_IN_LEADS,
    MIN_NEARNESS,
    MIN_RETOLD,
    MIN_SHARE_OF_SHORTER,
    REPEATED,
    RETOLD,
    RETOLD_IN_LEADS,
    RETOLD_WITHIN,
    clash_test,
    dated,
    find_related,
    least_shared,
    relations_of,
)
from multisumm.comparison.relations import Relation, relate, turned
from multisumm.comparison.statements import make_statement
from multisumm.model import Sentence
from multisumm.reading import read_documents
from multisumm.text.articles import read_article, sentences_of
from multisumm.text.terms import tabulate_terms
from relation_pairs import ENGLISH
from strategies import invented_reports


def in_documents(*texts):
    """One sentence a document."""
    return [Sentence(number, 0, 0, len(text), text) for number, text in enumerate(texts)]


def related(sentences, language="en", days=None):
    table = tabulate_terms([sentence.text for sentence in sentences], language=language)
    index = index_words(table, languages=[language])
    return table, relations_of(sentences, index, language=language, days=days or {})


def slow_relation(sentences, table, index, i, j, days, names, language="en"):
    """How the second of two sentences relates to the first, by the definition."""

    def terms(k):
        return set(table.tokens[table.starts[k] : table.starts[k + 1]].tolist())

    ours, theirs = terms(i), terms(j)
    first, second = ({term for term in own if index.content[term]} for own in (ours, theirs))
    alike = len(ours & theirs) / (len(ours | theirs) or 1)
    smaller, common = min(len(first), len(second)), first & second
    enough = len(common) >= least_shared(np.array(smaller)) or not (first or second)
    of_first, of_second, of_both = (
        sum(index.rarity[term] for term in one) for one in (first, second, first | second)
    )
    of_common = sum(index.rarity[term] for term in common)
    nearness = common and of_common / min(of_first, of_second) + 2 * of_common / of_both
    close = bool(common) and len(common) >= MIN_SHARE_OF_SHORTER * smaller
    rare = bool(common) and nearness >= MIN_NEARNESS - 1e-12
    within = sentences[i].document == sentences[j].document
    retold = len(common) >= max(MIN_RETOLD, (RETOLD_WITHIN if within else RETOLD) * smaller)
    telling = sum(index.content[term] or index.changing[term] for term in ours & theirs)
    leads = not within and max(sentences[k].position for k in (i, j)) < LEADS
    of_one_day = len({days.get(sentences[k].document) for k in (i, j)} - {None}) < 2
    if leads and of_one_day and telling >= MIN_IN_LEADS and language != "zh":
        retold = retold or len(common) >= RETOLD_IN_LEADS * smaller
    similar = Relation("similar", alike, "stems", "words")
    if not retold and (not enough or not ((close and rare) or alike > REPEATED)):
        return None
    if sentences[i].text == sentences[j].text:
        return Relation("same", 1.0, "equal")
    statements = (
        make_statement(sentences[k].text, language=language, known_names=names) for k in (i, j)
    )
    found = relate(*statements)
    if found is None:
        return similar if alike > REPEATED or retold else None
    return dated(found, days.get(sentences[i].document), days.get(sentences[j].document))


def assert_as_all_pairs_one_by_one(sentences, days=None, language="en"):
    table, relations = related(sentences, language, days)
    names = related_module._capitalised(sentences)
    index = index_words(table, languages=[language])
    places = range(len(sentences))
    told = find_related([0], relations)[0] if sentences else []
    for i in places:
        expected = {}
        for j in places:
            if i != j:
                found = slow_relation(sentences, table, index, i, j, days or {}, names, language)
                assert relations.of(i, j) == found
                if found:
                    expected[j] = found
        assert {j for j in relations.near(i) if relations.of(i, j)} == expected.keys()
        if i == 0:
            assert dict(told) == expected


SENTENCES = [text for pairs in ENGLISH.values() for _, a, b, *_ in pairs for text in (a, b)]
WORDS = "it was not the of in ferry storm captain port 12 13 more Tindalo sank rose fell"
MADE_UP = st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join)
DAYS = st.dictionaries(
    st.integers(0, 5), st.sampled_from(["2019-10-07", "2019-10-08", "2020-01-01"])
)


@given(st.lists(st.sampled_from(SENTENCES) | MADE_UP, max_size=7), DAYS)
def test_relations_are_those_of_all_pairs_one_by_one(texts, days):
    assert_as_all_pairs_one_by_one(in_documents(*texts), days)


@given(st.lists(MADE_UP, min_size=2, max_size=6))
def test_what_is_near_to_one_has_that_one_near(texts):
    _, relations = related(in_documents(*texts))
    for i in range(len(texts)):
        assert i not in relations.near(i)
        assert all(first < second for first, second in pairwise(relations.near(i)))
        assert all(i in relations.near(j) for j in relations.near(i))


@given(st.lists(st.sampled_from(SENTENCES) | MADE_UP, min_size=2, max_size=6))
def test_a_relation_is_turned_for_the_other_sentence(texts):
    _, relations = related(in_documents(*texts))
    for i in range(len(texts)):
        for j in range(len(texts)):
            found = relations.of(i, j)
            assert relations.of(j, i) == (found and turned(found))
            assert found is None or turned(turned(found)) == found


@given(st.lists(st.sampled_from(SENTENCES[:40]) | MADE_UP, min_size=1, max_size=8))
def test_a_sentence_clashes_with_those_that_it_relates_to_however_many_there_are(texts):
    _, relations = related(in_documents(*texts))
    clashes = clash_test(relations)
    places = range(len(texts))
    for most in (0, 30):
        with patch.object(related_module, "ONE_BY_ONE", most):
            for i in places:
                others = {j for j in places if j != i}
                assert clashes(i, others) == any(relations.of(j, i) for j in others)
                assert not clashes(i, set())


def test_each_pair_is_compared_once():
    sentences = in_documents("The ferry sank off Graz.", "The ferry sank off Graz in May.")
    with patch.object(related_module, "relate", wraps=relate) as comparing:
        _, relations = related(sentences)
        for _ in range(3):
            relations.of(0, 1)
            relations.of(1, 0)
    assert comparing.call_count == 1


def test_equal_sentences_are_not_compared_word_by_word():
    _, relations = related(in_documents("The ferry sank.", "The ferry sank."))
    with patch.object(related_module, "relate", side_effect=AssertionError):
        assert relations.of(0, 1) == Relation("same", 1.0, "equal")


RETELLINGS = (
    "The founder of the nuclear program claims that officials of Marania paid kickbacks to a few"
    " generals.",
    "In a letter released yesterday that founder says two former members of the nuclear program"
    " got money from Marania, its army and its officials, too.",
)


def test_an_event_in_other_words_is_similar_to_it_but_hardly_within_a_document():
    others = [f"Nothing else that day {word}." for word in "abcdefgh"]
    _, relations = related(in_documents(*RETELLINGS, *others))
    assert relations.of(0, 1).kind == "similar"
    assert relations.near(0) == [1]
    within = [replace(sentence, document=0) for sentence in in_documents(*RETELLINGS, *others)]
    assert related(within)[1].of(0, 1) is None


BY_TWO_OUTLETS = (
    "The mayors of Graz and Linz agreed on Monday on the need to build a joint waterworks, after "
    "drought emptied wells, closed pools and left gardens brown from spring to autumn.",
    "Two mayors shook hands Monday over common pipes and pumps, a waterworks that engineers had "
    "sketched long ago for Graz and Linz, whose gardens had turned to dust in the drought.",
)


def test_leads_of_two_outlets_tell_one_event_with_a_smaller_share_of_their_words():
    others = [f"Nothing else that day {word}." for word in "abcdefgh"]
    leads = in_documents(*BY_TWO_OUTLETS, *others)
    assert related(leads)[1].of(0, 1).kind == "similar"
    one_day, two_days = {0: "2019-10-07", 1: "2019-10-07"}, {0: "2019-10-07", 1: "2019-10-08"}
    assert related(leads, days=one_day)[1].of(0, 1).kind == "similar"
    assert related(leads, days=two_days)[1].of(0, 1) is None
    later = [replace(sentence, position=LEADS) for sentence in leads]
    assert related(later)[1].of(0, 1) is None


def test_picked_sentences_are_not_listed_beside_each_other():
    texts = ["The ferry sank off Graz.", "The ferry sank off Graz!", "The ferry sank, off Graz."]
    _, relations = related(in_documents(*texts))
    assert [[j for j, _ in others] for others in find_related([0, 2], relations)] == [[1], [1]]
    assert find_related([], relations) == []


# Dates


NUMBER = Relation("conflict", 0.8, "number", "number")


@pytest.mark.parametrize(
    ("relation", "mine", "theirs", "kind", "later"),
    [
        (NUMBER, "2019-10-07", "2019-10-08", "update", 1),
        (NUMBER, "2019-10-08", "2019-10-07", "update", 0),
        (NUMBER, "2019-10-07", "2019-10-07", "conflict", None),
        (NUMBER, None, "2019-10-08", "conflict", None),
        (NUMBER, "2019-10-07", None, "conflict", None),
        (Relation("conflict", 0.8, "date"), "2019-10-07", "2019-10-08", "conflict", None),
        (Relation("conflict", 0.8, "name"), "2019-10-07", "2019-10-08", "conflict", None),
        (Relation("update", 0.8, "number"), "2019-10-07", "2019-10-08", "update", 1),
        (Relation("update", 0.8, "level", later=0), "2019-10-07", "2019-10-08", "update", 0),
        (Relation("same", 0.8, "same"), "2019-10-07", "2019-10-08", "same", None),
    ],
)
def test_what_was_told_on_another_day_may_have_changed(relation, mine, theirs, kind, later):
    found = dated(relation, mine, theirs)
    assert (found.kind, found.later) == (kind, later)


# The seeds


@pytest.mark.parametrize(
    ("name", "language"), [("ferry", "en"), ("bruecke", "de"), ("ditie", "zh")]
)
def test_relations_of_the_seeds_are_those_of_all_pairs(name, language):
    articles = [
        read_article(document, language=language, keep_noise=False)
        for document in read_documents([SEEDS / name / "sources"])
    ]
    sentences = [*sentences_of(articles, without={})][:45]
    assert_as_all_pairs_one_by_one(sentences, language=language)


# How the work grows


@pytest.mark.parametrize("count", [300, 1200])
def test_a_sentence_is_only_compared_to_those_of_its_subject(count):
    _, relations = related(in_documents(*invented_reports(count)))
    picked = range(0, count, 10)
    with patch.object(related_module, "relate", wraps=relate) as comparing:
        find_related(picked, relations)
    assert len(picked) < comparing.call_count <= 9 * len(picked)


def test_sentences_of_two_languages_are_not_compared_and_each_has_its_own_rules():
    texts = ["Die Fähre hatte 214 Passagiere.", "Die Fähre hatte 241 Passagiere.",
             "Die Fähre hatte 241 Passagiere an Bord, 2019."]  # fmt: skip
    sentences = [
        replace(one, language=code)
        for one, code in zip(in_documents(*texts), ("de", "de", "fr"), strict=True)
    ]
    _, relations = related(sentences, language="en")
    assert relations.of(0, 1).kind == "conflict"
    assert relations.of(1, 2) is None
    assert relations.statement(0).language == "de"


def test_composed_and_decomposed_letters_are_the_same():
    text = "Le député a été élu à Besançon avec 1 250 voix d'avance."
    _, relations = related(in_documents(text, normalize("NFD", text)), language="fr")
    assert relations.of(0, 1).kind == "same"


def test_what_two_speakers_dispute_is_no_update_whatever_the_days():
    texts = (
        "The ferry was insured, its owners say.",
        "The ferry was not insured, the agency said.",
    )
    days = {0: "2019-10-07", 1: "2019-10-08"}
    _, relations = related(in_documents(*texts), days=days)
    assert relations.of(0, 1).kind == "conflict"
    _, relations = related(in_documents(*(one.partition(",")[0] + "." for one in texts)), days=days)
    assert relations.of(0, 1).kind == "update"


def test_clauses_without_spaces_between_words_are_compared():
    texts = ("มีผู้เสียชีวิต 130 คน", "มีผู้เสียชีวิต 127 คน", "รัฐบาลประกาศไว้อาลัยสามวัน")
    _, relations = related(in_documents(*texts), language="th")
    assert relations.of(0, 1).kind == "conflict"
    assert relations.of(0, 2) is None
