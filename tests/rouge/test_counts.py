from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.rouge import counts as module
from multisumm.rouge.counts import (
    Counts,
    ngrams,
    pool,
    shared,
    shared_skip_bigrams,
    skip_bigram_total,
    skip_bigrams,
)

TOKENS = st.lists(st.sampled_from("abcdef"), max_size=24)
GAPS = st.one_of(st.none(), st.integers(0, 30))


def obvious_skip_bigrams(tokens, gap):
    """Rule 3.5: ordered pairs i < j <= i + gap + 1."""
    return Counter(
        (tokens[i], tokens[j])
        for i, j in combinations(range(len(tokens)), 2)
        if gap is None or j <= i + gap + 1
    )


def test_bigrams_of_a_sentence_by_hand():
    tokens = ["police", "killed", "the", "gunman"]
    assert ngrams(tokens, 2) == {
        ("police", "killed"): 1,
        ("killed", "the"): 1,
        ("the", "gunman"): 1,
    }


def test_skip_bigrams_of_the_example_of_the_paper():
    """Lin 2004, section 5: S1 and S2 share 3 of 6 skip-bigrams, S1 and S3 one, S1 and S4 two."""
    first = ["police", "killed", "the", "gunman"]
    for other, hits in [
        ("police kill the gunman", 3),
        ("the gunman kill police", 1),
        ("the gunman police killed", 2),
    ]:
        assert shared_skip_bigrams(first, other.split(), None) == hits
    assert skip_bigram_total(4, None) == 6


@given(TOKENS, st.integers(1, 9))
@settings(derandomize=True, deadline=None)
def test_ngrams_are_all_windows(tokens, n):
    windows = [tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1)]
    found = ngrams(tokens, n)
    assert found == (Counter(tokens) if n == 1 else Counter(windows))


@given(TOKENS, TOKENS)
@settings(derandomize=True, deadline=None)
def test_two_texts_share_the_smaller_count_of_each_ngram(first, second):
    assert shared(Counter(first), Counter(second)) == (Counter(first) & Counter(second)).total()


@given(TOKENS, GAPS)
@settings(derandomize=True, deadline=None)
def test_skip_bigrams_are_the_pairs_in_order_within_the_gap(tokens, gap):
    expected = obvious_skip_bigrams(tokens, gap)
    assert skip_bigrams(tokens, len(tokens) if gap is None else gap) == expected
    assert skip_bigram_total(len(tokens), gap) == expected.total()


@given(TOKENS, TOKENS, GAPS)
@settings(derandomize=True, deadline=None)
def test_counting_by_first_token_gives_what_listing_pairs_gives(first, second, gap):
    expected = (obvious_skip_bigrams(first, gap) & obvious_skip_bigrams(second, gap)).total()
    assert shared_skip_bigrams(first, second, gap) == expected
    assert module._shared_by_first_token(first, second, gap) == expected


def test_a_text_of_a_hundred_thousand_words_needs_no_memory_for_its_pairs():
    first = [str(index % 7) for index in range(100_000)]
    hits = shared_skip_bigrams(first, first, None)
    assert hits == skip_bigram_total(100_000, None) == 100_000 * 99_999 // 2


def test_counts_add_up():
    assert pool([Counts(1, 2, 3), Counts(4, 5, 6)]) == Counts(5, 7, 9)
