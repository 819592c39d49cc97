"""The measures of relations: what is changed, drawn and labelled."""

import json
import random
import re
from collections import Counter

import pytest

from eval.accuracy.cluster_relations import overlap, plain, read_sentences
from eval.accuracy.mutations import CHANGES
from eval.accuracy.natural_relations import (
    CONTRARY,
    FILES,
    LABELLED_ONLY,
    LABELS,
    MAX_VERBATIM,
    SIZES,
    SUPPORT,
    Judged,
    NaturalPair,
    measures,
)
from eval.accuracy.relations import line
from eval.datasets import DATA
from multisumm import Document, read_clusters

NEEDS_DATA = pytest.mark.skipif(
    not DATA.is_dir(), reason="../shared/data is absent: only developers and CI have it"
)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("number", "The dam killed 12 men.", r"The dam killed (6|7|8|17|19|24) men\."),
        ("number", "It cost $1,200 in May.", r"It cost \$(600|720|840|1,680|1,920|2,400) in May\."),
        ("number", "The dam killed seven men.", r"The dam killed (?!seven)[a-z]+ men\."),
        ("date", "It sank on Monday.", r"It sank on (?!Monday)[A-Z][a-z]+day\."),
        ("date", "It sank in 1998.", r"It sank in 19(89|9[0-7])\."),
        (
            "name",
            "The ship sank off Tessa in May.",
            r"The ship sank off (?!Tessa)[A-Z]\w+ in May\.",
        ),
        ("negation", "The ship was insured.", r"The ship was not insured\."),
        ("negation", "The ship was not insured.", r"The ship was insured\."),
        ("comparator", "They say at least 40 died.", r"They say (at most|up to) 40 died\."),
        ("comparator", "It sank before the storm.", r"It sank after the storm\."),
    ],
)
def test_one_fact_of_a_kind_is_changed(kind, text, expected):
    for seed in range(5):
        changed = CHANGES[kind](text, text, random.Random(seed))
        assert changed is not None
        assert re.fullmatch(expected, changed), changed


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("number", "It sank in 1998.", "It sank in 1998."),
        ("number", "It sank on May 3.", "It sank on May 3."),
        ("number", "At least 40 died.", "At least 40 died."),
        ("number", "The dam killed 12 men.", "The dam killed many men."),
        ("name", "The mayor of Tessa, said Vargas.", "The mayor said it."),
        ("name", "It sank, said Vargas.", "It sank, said Vargas."),
        ("date", "It sank on Monday.", "It sank."),
        ("negation", "The ship sank.", "The ship sank."),
        ("comparator", "The ship sank.", "The ship sank."),
    ],
)
def test_what_only_one_has_or_is_no_fact_is_not_changed(kind, text, kept):
    assert CHANGES[kind](text, kept, random.Random(1)) is None


def test_overlap_is_a_share_of_all_stems():
    assert overlap(frozenset("abc"), frozenset("bcd")) == 0.5
    assert overlap(frozenset(), frozenset()) == 0.0
    assert plain("“It SANK,” he said.") == "itsankhesaid"


def test_sentences_of_a_cluster_are_read_without_copies():
    text = "The ferry sank off Tindalo on Sunday. Divers found the wreck on Monday."
    documents = [Document("1", text), Document("2", text.upper())]
    assert [s.document for s in read_sentences(documents, "en")] == [0, 0]


def test_an_interval_is_wilsons():
    assert line("right", 8, 10) == f"{'right':32} 80.0%  (49.0% to 94.3%, 8 of 10)"
    assert line("right", 0, 0).endswith("-")


# The labels


@pytest.fixture(scope="module")
def pairs():
    record = json.loads(LABELS.read_text("utf-8"))
    assert record.keys() == {"about", "pairs"}
    return record["pairs"]


def test_labels_have_addresses_and_no_text(pairs):
    for draw, file, cluster, a, b, label, number in pairs:
        assert number in (1, 2, 3)
        assert draw in SIZES
        assert file in FILES | LABELLED_ONLY
        assert isinstance(cluster, str)
        for document, start, end in (a, b):
            assert isinstance(document, str)
            assert 0 <= start < end
        assert label in {*SUPPORT, *CONTRARY, "different"}


def test_no_draw_is_larger_than_it_should_be_and_no_pair_drawn_twice(pairs):
    for number in (1, 2, 3):
        counts = Counter(draw for draw, *_, round_of_pair in pairs if round_of_pair == number)
        assert all(counts[draw] <= size for draw, size in SIZES.items())
        assert counts["support"] == SIZES["support"] > 2 * MAX_VERBATIM
    keys = [(draw, file, cluster, *a, *b) for draw, file, cluster, a, b, *_ in pairs]
    assert len(keys) == len(set(keys))


@NEEDS_DATA
def test_nearly_all_labelled_addresses_are_sentences(pairs):
    name = "multiling2011/en.jsonl.gz"
    clusters = {cluster.id: cluster for cluster in read_clusters(DATA / name)}
    right = []
    for _, file, cluster, a, b, *_ in pairs:
        if file == name:
            documents = clusters[cluster].documents
            spans = {
                (documents[s.document].id, s.start, s.end)
                for s in read_sentences(documents, FILES[name])
            }
            right.append({tuple(a), tuple(b)} <= spans)
    assert sum(right) > 0.9 * len(right)


def test_measures_count_what_is_right():
    def judged(draw, label, kind):
        pair = NaturalPair(draw, "file", "1", ("a", 0, 1), ("b", 0, 1), label)
        return Judged(pair, kind, "rule", ("a", "b"))

    lines = [
        *measures(
            [
                judged("support", "same", "same"),
                judged("support", "same", "part"),
                judged("contrary", "update", "conflict"),
                judged("contrary", "different", "conflict"),
                judged("overlap", "same", "part"),
                judged("overlap", "different", "same"),
            ]
        )
    ]
    assert [text.split("(")[1].split(", ")[-1] for text in lines] == [
        "1 of 2)",
        "1 of 2)",
        "2 of 2)",
        "0 of 1)",
        "1 of 1)",
    ]
