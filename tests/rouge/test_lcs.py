from collections import Counter
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.rouge import lcs, rouge, weighted
from multisumm.rouge.lcs import lcs_length, marked_tokens
from multisumm.rouge.weighted import sentences_with, union_lcs, weighted_positions

SENTENCES = st.one_of(
    st.lists(st.sampled_from("ab"), max_size=12),
    st.lists(st.sampled_from("abcdefgh"), max_size=16),
    st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), max_size=16),
)


def table_positions(reference, candidate, gain=lambda value, run: value + 1):
    """Rule 3.6, word by word: the table, then the walk from its corner."""
    table = [[0.0] * (len(candidate) + 1) for _ in range(len(reference) + 1)]
    runs = [[0] * (len(candidate) + 1) for _ in range(len(reference) + 1)]
    for i, token in enumerate(reference, 1):
        for j, other in enumerate(candidate, 1):
            if token == other:
                runs[i][j] = runs[i - 1][j - 1] + 1
                table[i][j] = gain(table[i - 1][j - 1], runs[i][j])
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    i, j, positions = len(reference), len(candidate), []
    while i and j:
        if reference[i - 1] == candidate[j - 1]:
            i, j = i - 1, j - 1
            positions.append(i)
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return positions


def marked_by_the_table(reference, candidate):
    """The tokens at the positions that the table of any pair of sentences marks."""
    marked = Counter()
    for sentence in reference:
        positions = {at for other in candidate for at in table_positions(sentence, other)}
        marked.update(sentence[at] for at in positions)
    return marked


def test_the_tie_break_of_the_original_goes_up():
    assert table_positions("ab", "ba") == [0]
    assert marked_tokens(["ab"], ["ba"]) == ["a"]


def test_an_equal_pair_is_taken_where_the_row_above_counts_as_much():
    assert table_positions("aba", "a") == [2]
    assert table_positions("abcb", "acb") == [3, 2, 0]
    assert sorted(marked_tokens(["abcb"], ["acb"])) == ["a", "b", "c"]


@given(SENTENCES, SENTENCES)
@settings(derandomize=True, deadline=None, max_examples=150)
def test_bit_parallel_rows_walk_the_path_of_the_table(reference, candidate):
    marked = marked_tokens([reference], [candidate])
    assert Counter(marked) == marked_by_the_table([reference], [candidate])
    assert lcs_length(reference, candidate) == len(marked)


@given(
    st.lists(SENTENCES, max_size=5),
    st.lists(SENTENCES, max_size=5),
    st.sampled_from([1, 20, 1 << 12]),
    st.sampled_from([1, 50, 1 << 15]),
    st.sampled_from([1, 200, 1 << 27]),
)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_the_union_is_that_of_all_pairs_of_sentences_however_they_are_laid_out(
    reference, candidate, block_bits, row_bits, kept_bits
):
    with (
        patch.object(lcs, "_BLOCK_BITS", block_bits),
        patch.object(lcs, "_ROW_BITS", row_bits),
        patch.object(lcs, "_KEPT_BITS", kept_bits),
    ):
        marked = marked_tokens(reference, candidate)
    assert Counter(marked) == marked_by_the_table(reference, candidate)


@given(SENTENCES, st.lists(SENTENCES, max_size=5))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_the_weighted_union_is_that_of_all_candidate_sentences(reference, candidates):
    expected = {at for other in candidates for at in table_positions(reference, other)}
    found = sentences_with([dict.fromkeys(other) for other in candidates])
    union = union_lcs(reference, found, lambda at: table_positions(reference, candidates[at]))
    assert union == sorted(expected)


@given(SENTENCES, SENTENCES, st.sampled_from([1.0, 1.2, 1.5, 2.0]))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_the_weighted_path_is_that_of_the_weighted_table(reference, candidate, weight):
    found = weighted_positions(reference, candidate, weight)
    assert found == weighted_table_positions(reference, candidate, weight)


@given(SENTENCES, SENTENCES, st.integers(0, 40))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_weighted_rows_that_are_computed_again_walk_the_same_path(reference, candidate, cells):
    with patch.object(weighted, "_KEPT_CELLS", cells), patch.object(weighted, "isqrt", lambda _: 1):
        found = weighted_positions(reference, candidate, 1.2)
    assert found == weighted_table_positions(reference, candidate, 1.2)


def weighted_table_positions(reference, candidate, weight):
    # In this order: sums that differ in the last bit would break ties in another way.
    def gain(value, run):
        return value + run**weight - (run - 1) ** weight

    return table_positions(reference, candidate, gain)


def test_one_line_of_a_hundred_thousand_words_is_aligned():
    words = [str(index * index % 997) for index in range(100_000)]
    text = " ".join(words)
    assert rouge(text, text, metrics=["rouge-l"])["rouge-l"].f1 == 1.0


def test_a_hundred_thousand_words_in_lines_are_aligned():
    words = [str(index * index % 997) for index in range(100_000)]
    text = "\n".join(" ".join(words[at : at + 25]) for at in range(0, len(words), 25))
    assert rouge(text, text, metrics=["rouge-l"])["rouge-l"].f1 == 1.0


def test_the_greatest_weight_does_not_overflow_on_a_hundred_thousand_words():
    scores = rouge("word", "word " * 100_000, metrics=["rouge-w-5"])
    assert scores["rouge-w-5"].precision == 1
