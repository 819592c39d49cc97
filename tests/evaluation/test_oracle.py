from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation_data import FIRST, REFERENCE, SECOND, task_of
from multisumm.evaluation.oracle import choose_oracle
from multisumm.evaluation.plan import scoring
from multisumm.evaluation.systems import write_oracle
from multisumm.rouge import Prepared, make_settings, prepare, score_prepared

SETTINGS = make_settings()
TEXTS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5).map(" ".join)


def prepared(texts):
    return [prepare(text, SETTINGS) for text in texts]


def worth(sentences, picked, references):
    """ROUGE-1 F + ROUGE-2 F with bigrams within sentences only, from the definition."""
    total = 0.0
    for n in (1, 2):
        hits = ours = theirs = 0
        for reference in references:
            grams = [
                gram
                for index in picked
                for gram in zip(*(sentences[index].tokens[k:] for k in range(n)), strict=False)
            ]
            left = list(zip(*(reference.tokens[k:] for k in range(n)), strict=False))
            ours += len(grams)
            theirs += len(left)
            for gram in grams:
                if gram in left:
                    left.remove(gram)
                    hits += 1
        total += 2 * hits / max(1, ours + theirs)
    return total


def slow_oracle(sentences, costs, capacity, references):
    picked, best = [], 0.0
    while True:
        free = [
            i
            for i in range(len(sentences))
            if i not in picked and costs[i] + sum(costs[j] for j in picked) <= capacity
        ]
        tried = [(worth(sentences, [*picked, i], references), -i) for i in free]
        if not tried or max(tried)[0] <= best + 1e-12:
            return picked
        best = max(tried)[0]
        picked.append(-next(i for value, i in tried if value > best - 1e-12))


def test_the_oracle_takes_only_sentences_that_the_reference_has():
    sentences = prepared(["a b", "x y", "c d", "a b"])
    assert choose_oracle(sentences, [2, 2, 2, 2], 99, prepared(["c d a b"])) == [0, 2]
    assert choose_oracle(sentences, [2, 2, 2, 2], 3, prepared(["c d"])) == [2]
    assert choose_oracle(sentences, [5, 5, 5, 5], 4, prepared(["c d"])) == []


@given(
    st.lists(TEXTS, max_size=6),
    st.lists(TEXTS, min_size=1, max_size=3),
    st.integers(0, 12),
)
def test_the_oracle_equals_the_slow_definition(texts, references, capacity):
    sentences = prepared(texts)
    costs = [len(sentence.tokens) for sentence in sentences]
    found = choose_oracle(sentences, costs, capacity, prepared(references))
    slow = slow_oracle(sentences, costs, capacity, prepared(references))
    assert worth(sentences, found, prepared(references)) == pytest.approx(
        worth(sentences, slow, prepared(references))
    )
    assert found == slow
    assert sum(costs[index] for index in found) <= capacity


def test_of_sentences_that_are_worth_the_same_the_first_is_taken():
    assert choose_oracle(prepared(["b a", "a b", "a b"]), [1, 1, 1], 1, prepared(["a b"])) == [1]


def test_nothing_to_choose_from_gives_nothing():
    assert choose_oracle([], [], 5, prepared(["a"])) == []
    assert choose_oracle([Prepared((), ())], [0], 5, prepared(["a"])) == []


def test_no_extract_of_the_same_length_scores_much_higher():
    task = task_of(FIRST, SECOND, words=25)
    settings = scoring("rouge155", stem=True)
    references = [prepare(REFERENCE, settings("en"))]

    def score(sentences):
        candidate = prepare("\n".join(sentences), settings("en"))
        scores = score_prepared(candidate, references, ["rouge-1", "rouge-2"], settings("en"))
        return scores["rouge-1"].f1 + scores["rouge-2"].f1

    every = [s for text in (FIRST, SECOND) for s in text.replace(". ", ".\n").split("\n")]
    fitting = [pair for pair in combinations(every, 2) if sum(len(s.split()) for s in pair) <= 25]
    found = score(write_oracle(task, settings_of=settings))
    assert found >= 0.95 * max(map(score, fitting))
