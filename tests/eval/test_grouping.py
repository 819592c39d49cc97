"""The piles and the baselines of the evaluation of `group`."""

import numpy as np

from eval.accuracy.grouping import (
    BASELINES,
    MixedPile,
    cut_every_second,
    find_odd,
    groups_of,
    interval,
    mix,
    tf_idf_cosines,
    without_quotations,
)
from eval.training.same_event import retell
from multisumm import Cluster, Document

FERRY = Cluster(
    "ferry",
    (
        Document("1", "The ferry Maria sank off Tindalo with 61 passengers on Monday."),
        Document("2", "Off Tindalo, the ferry Maria sank with 61 passengers aboard."),
        Document("3", "Enable cookies."),
    ),
)
VOTE = Cluster("vote", (Document("1", "Helena Brusk won the election in Garvia."),))


def test_a_pile_has_the_documents_of_all_clusters_and_one_of_those_that_stand_alone():
    pile = mix([FERRY], alone=[VOTE])
    assert [one.id for one in pile.documents] == ["ferry/1", "ferry/2", "ferry/3", "vote/1"]
    assert pile.events == ["ferry", "ferry", "ferry", "vote"]


def test_a_document_with_nothing_in_common_with_its_cluster_is_odd():
    assert find_odd(mix([FERRY, VOTE])).tolist() == [False, False, True, False]


def test_group_and_the_baselines_find_the_two_that_belong_together():
    pile = mix([FERRY, VOTE])
    first, second, *others = groups_of(pile)
    assert first == second
    assert first not in others
    distances = np.clip(1 - tf_idf_cosines(pile), 0, 1)
    for name in ("average link", "DBSCAN"):
        assert any(groups[0] == groups[1] != groups[3] for groups in BASELINES[name](distances))
    assert all(len(groups) == len(pile.documents) for groups in BASELINES["HDBSCAN"](distances))


def test_every_second_document_is_cut():
    pile = mix([Cluster("a", tuple(Document(str(i), "word " * 200) for i in range(3)))])
    lengths = [len(one.text.split()) for one in cut_every_second(pile).documents]
    assert lengths == [100, 200, 100]


def test_headers_and_quoted_lines_of_mails_are_left_out():
    mails = (
        Document("1", 'Name: "Ann"\nSubject: "Re: x"\n> quoted\nMy own line.'),
        Document("2", "> only this"),
    )
    assert [one.text for one in without_quotations(Cluster("t", mails)).documents] == [
        "My own line."
    ]


def test_documents_are_retold_in_sentences_of_their_cluster():
    text = "The ferry sank off the coast on Monday. Divers found the wreck near the red reef."
    pile = retell([Cluster("a", (Document("1", text),))], documents=3, sentences=1)
    assert len(pile.documents) == 3
    assert all(one.text in text for one in pile.documents)


def test_an_interval_holds_the_score_and_is_narrow_where_all_events_are_found():
    pile = MixedPile([], ["a", "a", "b", "b", "c", "c"])
    scored = np.ones(6, np.bool_)
    assert interval(pile, [0, 0, 1, 1, 2, 2], scored) == (1, 1)
    low, high = interval(pile, [0, 0, 1, 1, 1, 2], scored)  # F1 .805
    assert low < 0.805 < high
    assert interval(pile, [0, 0, 1, 1, 1, 2], np.array(pile.events) == "a") == (1, 1)
