import math
from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.selection.concepts import extract_concepts as extract
from strategies import clusters, concepts_of, sentences_of, table_of

COEFFICIENTS = {"word": -1.0, "log_spread": 1.5, "shared": 0.5}
WORD, SHARED = math.exp(-1), math.exp(0.5)


def extract_concepts(sentences, table, voices=None):
    return extract(sentences, table, coefficients=COEFFICIENTS, voices=voices)


def slow_concepts(sentences, table, voices=range(9)):
    """The weight of each concept by name, and the names of each sentence: the definition."""
    names, first = [], defaultdict(dict)
    for number, sentence in enumerate(sentences):
        terms = table.tokens[table.starts[number] : table.starts[number + 1]].tolist()
        own = {(term,) for term in terms if table.content[term]}
        pairs = pairwise(terms)
        own |= {pair for pair in pairs if table.content[pair[0]] or table.content[pair[1]]}
        names.append(own)
        for name in own:
            voice = voices[sentence.document]
            first[name][voice] = min(first[name].get(voice, math.inf), sentence.position)
    weights = {}
    for name, positions in first.items():
        spread = sum(1 / math.sqrt(1 + position) for position in positions.values())
        shared = SHARED if len(positions) > 1 else 1
        weights[name] = spread**1.5 * shared * (WORD if len(name) == 1 else 1)
    return names, weights


def values(concepts):
    """What each sentence is worth alone."""
    return [float(concepts.weights[concepts.of(i)].sum()) for i in range(len(concepts.starts) - 1)]


def test_two_documents_by_hand():
    # "Police attack" opens both documents: its bigram has the spread 1 + 1, and so have its words.
    # "The bombs" comes second in the first document: 1 / sqrt(2), for `the bomb` and for `bomb`;
    # `the` is a function word and no concept. One document alone tells them.
    sentences = sentences_of(["Police attack!", "The bombs."], ["Police attack."])
    told_twice, told_late = 2**1.5 * SHARED, math.sqrt(0.5) ** 1.5
    expected = [(1 + 2 * WORD) * told_twice, (1 + WORD) * told_late]
    concepts = extract_concepts(sentences, table_of(sentences))
    assert values(concepts) == pytest.approx([*expected, expected[0]])
    assert len(concepts.weights) == 5
    assert concepts.of(0).tolist() == concepts.of(2).tolist()


@given(clusters())
def test_concepts_are_distinct_and_have_positive_weights(sentences):
    concepts = extract_concepts(sentences, table_of(sentences))
    assert concepts.starts.shape == (len(sentences) + 1,)
    assert concepts.starts[0] == 0
    assert concepts.starts[-1] == len(concepts.ids)
    assert (np.diff(concepts.starts) >= 0).all()
    assert (concepts.weights > 0).all()
    assert sorted(set(concepts.ids.tolist())) == list(range(len(concepts.weights)))
    for i in range(len(sentences)):
        assert (np.diff(concepts.of(i)) > 0).all()


@given(clusters(), st.lists(st.integers(1, 3), min_size=3, max_size=3) | st.none())
def test_concepts_are_those_of_the_slow_definition(sentences, voices):
    table = table_of(sentences)
    names, weights = slow_concepts(sentences, table, voices or range(9))
    concepts = extract_concepts(sentences, table, voices)
    for i, own in enumerate(names):
        expected = sorted(weights[name] for name in own)
        assert sorted(concepts.weights[concepts.of(i)].tolist()) == pytest.approx(expected)
        for j, other in enumerate(names):
            assert len({*concepts.of(i)} & {*concepts.of(j)}) == len(own & other)
    assert len(concepts.weights) == len(weights)


@given(clusters())
def test_a_document_more_takes_no_weight_from_a_concept(sentences):
    more = [*sentences, *sentences_of([], [], [], ["The police bombs.", "Not the attack."])]
    before = values(extract_concepts(sentences, table_of(sentences)))
    after = values(extract_concepts(more, table_of(more)))
    assert all(new >= old - 1e-9 for old, new in zip(before, after, strict=False))


def test_documents_of_one_family_are_one_voice():
    sentences = sentences_of(["Police attack."], ["Police attack."], ["Bombs. Police attack."])
    table = table_of(sentences)
    alone, together = (
        values(extract_concepts(sentences, table, voices)) for voices in ([1, 2, 3], [1, 1, 1])
    )
    assert together[0] < alone[0]
    once = sentences_of(["Police attack."])
    assert together[0] == pytest.approx(values(extract_concepts(once, table_of(once)))[0])


@given(st.lists(st.sets(st.integers(0, 4))), st.randoms(use_true_random=False))
def test_taken_sentences_keep_their_concepts(sets, random):
    concepts = concepts_of(sets, [1.0] * 5)
    members = [i for i in range(len(sets)) if random.random() < 0.5]
    taken = concepts.take(np.array(members, dtype=np.int64))
    assert [taken.of(i).tolist() for i in range(len(members))] == [sorted(sets[i]) for i in members]
    assert taken.starts.dtype == taken.ids.dtype == np.int64
    assert taken.weights is concepts.weights


@pytest.mark.parametrize(
    "texts", [[], ["..."], ["It was."], ["It was.", "...", "Not of the."]], ids=repr
)
def test_a_text_without_content_words_has_no_concept(texts):
    sentences = sentences_of(texts)
    concepts = extract_concepts(sentences, table_of(sentences))
    assert concepts.starts.tolist() == [0] * (len(texts) + 1)
    assert len(concepts.ids) == len(concepts.weights) == 0


def test_one_word_is_one_concept():
    sentences = sentences_of(["Police."])
    concepts = extract_concepts(sentences, table_of(sentences))
    assert concepts.ids.tolist() == [0]
    assert concepts.weights == pytest.approx([WORD])


def test_words_of_neighbouring_sentences_are_not_a_bigram():
    sentences = sentences_of(["Police.", "Bombs."])
    assert len(extract_concepts(sentences, table_of(sentences)).weights) == 2


def test_a_repeat_in_the_same_document_adds_nothing():
    once, twice = sentences_of(["Police attack."]), sentences_of(["Police attack."] * 2)
    expected = values(extract_concepts(once, table_of(once)))
    assert values(extract_concepts(twice, table_of(twice))) == expected * 2


def test_further_concepts_are_counted_beside_the_others():
    concepts = concepts_of([{0, 1}, set(), {1}], [4.0, 3.0])
    more = concepts.with_further(np.array([2, 0]), np.array([1, 0]), np.array([2.0, 1.0]))
    assert [more.of(i).tolist() for i in range(3)] == [[0, 1, 2], [], [1, 3]]
    assert more.sums().tolist() == [9.0, 0.0, 4.0]
