import math

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.selection import ranking
from multisumm.selection.ranking import (
    LINK_THRESHOLD,
    RANKINGS,
    binary_rows,
    centroid_scores,
    count_rows,
    evenly_spread,
    landmark_rank,
    lead_scores,
    lexrank_scores,
    link_rank,
    links_to,
    pagerank,
    similarity_graph,
    textrank_scores,
    tfidf_rows,
)
from strategies import clusters, sentences_of, table_of

# Content words: police attack airport | attack bomb | bomb police | Monday.
FOUR = sentences_of(
    ["Police: an attack at the airport.", "The attack was a bomb."], ["Bomb police!", "On Monday."]
)


def test_the_lead_by_hand():
    # All first sentences, then all second ones, then the third: 1, 1/2 | 1/3, 1/4 | 1/5.
    sentences = sentences_of(["A", "B", "C"], ["D", "E"])
    expected = [1, 1 / 3, 1 / 5, 1 / 2, 1 / 4]
    assert lead_scores(sentences, table_of(sentences)).tolist() == expected


def test_the_centroid_by_hand():
    # "Police" twice and "Bombs" once: as unit vectors (1, 0) (1, 0) (0, 1), their sum is (2, 1)
    # and its length sqrt(5), so that the cosines are 2, 2 and 1 over sqrt(5).
    sentences = sentences_of(["Police.", "Police!", "Bombs."])
    expected = np.array([2, 2, 1]) / math.sqrt(5)
    assert centroid_scores(sentences, table_of(sentences)) == pytest.approx(expected)


def test_textrank_by_hand():
    # Two words each, one shared with the next: the path A - B - C with links of equal weight.
    # a = 0.05 + 0.85 b / 2 for both ends and b = 0.05 + 0.85 * 2 a, so that
    # a = (0.05 + 0.02125) / (1 - 0.7225) = 0.256757 and b = 0.486486.
    sentences = sentences_of(["Police airport.", "Airport attack.", "Attack Brussels."])
    expected = [0.0950 / 0.37, 0.18 / 0.37, 0.0950 / 0.37]
    assert textrank_scores(sentences, table_of(sentences)) == pytest.approx(expected, abs=1e-9)


def test_lexrank_by_hand():
    # Cosines of B with A and C are above 0.1, those of A with C and of all with D are 0. D votes
    # for all alike: d = 0.0375 + 0.85 d / 4, so that d = 0.0375 / 0.7875 = 1 / 21. The path gets
    # the same from outside, 1 / 21 each: a = 1 / 21 + 0.425 b, b = 1 / 21 + 1.7 a.
    sentences = sentences_of(["Police airport.", "Airport attack.", "Attack Brussels.", "Monday."])
    a = (1 + 0.425) / 21 / (1 - 0.425 * 1.7)
    expected = [a, 1 / 21 + 1.7 * a, a, 1 / 21]
    assert lexrank_scores(sentences, table_of(sentences)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("name", RANKINGS)
@given(clusters())
def test_every_ranking_scores_each_sentence(name, sentences):
    scores = RANKINGS[name](sentences, table_of(sentences))
    assert scores.shape == (len(sentences),)
    assert scores.dtype == np.float64
    assert (scores >= 0).all()
    assert (scores <= 1 + 1e-12).all()


@pytest.mark.parametrize("name", ["textrank", "lexrank"])
@given(clusters().filter(bool))
def test_votes_sum_to_one(name, sentences):
    assert RANKINGS[name](sentences, table_of(sentences)).sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("name", ["textrank", "lexrank", "centroid"])
@given(clusters())
def test_sentences_of_the_same_words_score_the_same(name, sentences):
    scores = RANKINGS[name](sentences, table_of(sentences))
    by_words = {}
    for sentence, score in zip(sentences, scores, strict=True):
        first = by_words.setdefault(sentence.text.casefold(), score)
        assert score == pytest.approx(first, abs=1e-9)


@given(clusters())
def test_lead_goes_round_the_documents(sentences):
    scores = lead_scores(sentences, table_of(sentences))
    told = [sentences[i] for i in np.argsort(-scores, kind="stable")]
    places = [(sentence.position, sentence.document) for sentence in told]
    assert places == sorted(places)


def words_of(table):
    """The content words of each sentence, as a slow and obvious list of lists."""
    rows = zip(table.starts[:-1], table.starts[1:], strict=True)
    return [[int(t) for t in table.tokens[a:b] if table.content[t]] for a, b in rows]


@given(clusters())
def test_counts_are_those_of_a_slow_count(sentences):
    table = table_of(sentences)
    expected = np.zeros((len(sentences), len(table.vocabulary)))
    for row, words in enumerate(words_of(table)):
        for word in words:
            expected[row, word] += 1
    assert count_rows(table).toarray().tolist() == expected.tolist()
    assert binary_rows(table).toarray().tolist() == (expected > 0).tolist()


@given(clusters().filter(bool))
def test_tfidf_is_that_of_scikit_learn(sentences):
    from sklearn.feature_extraction.text import TfidfTransformer

    table = table_of(sentences)
    counts = count_rows(table)
    if not counts.shape[1]:  # of which scikit-learn makes an error
        assert tfidf_rows(table).shape == counts.shape
        return
    expected = TfidfTransformer().fit_transform(counts).toarray()
    np.testing.assert_allclose(tfidf_rows(table).toarray(), expected, rtol=0, atol=1e-12)


@given(clusters())
def test_the_graph_is_that_of_all_pairs_whatever_the_block(sentences):
    rows = tfidf_rows(table_of(sentences))
    dense = rows.toarray()
    expected = (dense @ dense.T > 0.3) & ~np.eye(len(sentences), dtype=bool)
    for block in (1, 3, 2048):
        graph = similarity_graph(rows, threshold=0.3, block=block)
        assert graph.toarray().tolist() == expected.tolist()


def networkx_scores(weights):
    graph = networkx.from_numpy_array(np.asarray(weights, dtype=float))
    ranks = networkx.pagerank(graph, alpha=0.85, tol=1e-14, max_iter=1000)
    return [ranks[node] for node in range(len(weights))]


@given(clusters().filter(bool))
def test_textrank_is_the_pagerank_of_networkx(sentences):
    table = table_of(sentences)
    words = [set(each) for each in words_of(table)]
    n = len(words)
    weights = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i != j and words[i] & words[j]:
                lengths = math.log1p(len(words[i])) * math.log1p(len(words[j]))
                weights[i, j] = len(words[i] & words[j]) / math.sqrt(lengths)
    scores = textrank_scores(sentences, table)
    np.testing.assert_allclose(scores, networkx_scores(weights), rtol=0, atol=1e-8)


@given(clusters().filter(bool))
def test_lexrank_is_the_pagerank_of_networkx(sentences):
    table = table_of(sentences)
    dense = tfidf_rows(table).toarray()
    weights = (dense @ dense.T > 0.1) & ~np.eye(len(sentences), dtype=bool)
    scores = lexrank_scores(sentences, table)
    np.testing.assert_allclose(scores, networkx_scores(weights), rtol=0, atol=1e-8)


@given(clusters())
def test_links_to_some_places_are_those_of_the_graph(sentences):
    rows = tfidf_rows(table_of(sentences))
    graph = similarity_graph(rows, threshold=0.3).toarray()
    places = np.arange(0, len(sentences), 2)
    seen = 0
    for block, links in links_to(rows, places, threshold=0.3, block=3):
        assert links.toarray().tolist() == graph[block][:, places].tolist()
        seen += links.shape[0]
    assert seen == len(sentences)


@given(clusters().filter(bool), st.integers(0, 5))
def test_with_all_sentences_as_landmarks_lexrank_is_exact(sentences, leading):
    rows = tfidf_rows(table_of(sentences))
    exact = link_rank(similarity_graph(rows, threshold=LINK_THRESHOLD))
    found = landmark_rank(rows, landmarks=len(sentences), leading=leading)
    np.testing.assert_allclose(found, exact, rtol=0, atol=1e-8)


@given(clusters().filter(bool), st.integers(1, 5), st.integers(0, 5))
def test_votes_by_landmarks_are_a_distribution(sentences, landmarks, leading):
    rows = tfidf_rows(table_of(sentences))
    scores = landmark_rank(rows, landmarks=landmarks, leading=leading)
    assert (scores > 0).all()
    assert scores.sum() == pytest.approx(1, abs=1e-12)


def zipf_rows(n):
    """Vectors of n sentences of eight words, of which some are frequent and most are rare."""
    generator = np.random.default_rng(12345)
    texts = [
        " ".join(f"w{word}" for word in np.minimum(generator.zipf(1.3, 8), 3000)) + "."
        for _ in range(n)
    ]
    return tfidf_rows(table_of(sentences_of(texts[: n // 2], texts[n // 2 :])))


def test_a_third_of_the_sentences_as_landmarks_finds_those_that_lead():
    rows = zipf_rows(900)
    exact = link_rank(similarity_graph(rows, threshold=LINK_THRESHOLD))
    found = landmark_rank(rows, landmarks=300, leading=100)
    first, led = np.argsort(-exact)[:50], np.argsort(-found)[:50]
    assert len({*first} & {*led}) >= 45
    assert found[first] == pytest.approx(exact[first], rel=0.15)
    assert np.corrcoef(exact, found)[0, 1] > 0.9


def test_lexrank_is_exact_up_to_a_number_of_sentences_and_takes_landmarks_beyond(monkeypatch):
    sentences = sentences_of(
        ["Police airport.", "Airport attack."], ["Attack Brussels.", "Monday."]
    )
    table = table_of(sentences)
    asked = []
    monkeypatch.setattr(ranking, "landmark_rank", lambda rows, **_: asked.append(rows.shape[0]))
    monkeypatch.setattr(ranking, "LANDMARKS", 4)
    assert lexrank_scores(sentences, table).shape == (4,)
    assert asked == []
    monkeypatch.setattr(ranking, "LANDMARKS", 3)
    lexrank_scores(sentences, table)
    assert asked == [4]


@given(st.integers(0, 3000), st.integers(1, 4000))
def test_landmarks_are_spread_evenly(n, m):
    places = evenly_spread(n, m)
    assert abs(len(places) - min(n, m)) <= 3
    if len(places) > 1:
        assert len({*np.diff(places).tolist()}) <= 3
        assert np.diff(places).max() <= 3 * n / len(places)


@st.composite
def graphs(draw):
    """Symmetric weights of 1 to 8 nodes, most pairs without a link."""
    n = draw(st.integers(1, 8))
    weights = np.zeros((n, n))
    for i in range(n):
        for j in range(i):
            weights[i, j] = weights[j, i] = draw(st.sampled_from([0, 0, 0, 0.25, 1, 7]))
    return weights


@given(graphs(), st.sampled_from([0.0, 0.5, 0.85]))
def test_pagerank_is_that_of_networkx(weights, damping):
    ranks = pagerank(lambda x: weights @ x, weights.sum(axis=1), damping=damping)
    graph = networkx.from_numpy_array(weights)
    expected = networkx.pagerank(graph, alpha=damping, tol=1e-14, max_iter=1000)
    assert ranks == pytest.approx([expected[node] for node in range(len(weights))], abs=1e-8)


@pytest.mark.parametrize(
    "links",
    [[], [(0, 1)], [(0, 1), (2, 3)], [(0, 1), (1, 2), (3, 4)], [(0, i) for i in range(1, 5)]],
    ids=["no link", "three apart", "two pairs and one apart", "a path and a pair", "a star"],
)
def test_pagerank_of_a_graph_in_pieces_is_that_of_networkx(links):
    weights = np.zeros((5, 5))
    for i, j in links:
        weights[i, j] = weights[j, i] = 1
    ranks = pagerank(lambda x: weights @ x, weights.sum(axis=1))
    assert ranks == pytest.approx(networkx_scores(weights), abs=1e-8)


def test_pagerank_meets_its_tolerance_within_146_steps_at_the_worst():
    # The votes of a star swing between its middle and its ends, a share of 0.85 of them each time;
    # 2 * 0.85 ** 146 is the first below 1e-10.
    weights = np.zeros((40, 40))
    weights[0, 1:] = weights[1:, 0] = 1
    steps = []
    pagerank(lambda x: steps.append(1) or weights @ x, weights.sum(axis=1))
    assert 140 < len(steps) <= 146


def test_pagerank_stops_at_its_bound_on_steps():
    weights = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    steps = []
    pagerank(lambda x: steps.append(1) or weights @ x, weights.sum(axis=1), max_iterations=3)
    assert len(steps) == 3


@pytest.mark.parametrize("name", RANKINGS)
def test_no_sentence_has_no_score(name):
    assert RANKINGS[name]([], table_of([])).tolist() == []


@pytest.mark.parametrize(("name", "score"), [(n, 0 if n == "centroid" else 1) for n in RANKINGS])
def test_one_sentence_without_content_words_gets_what_there_is(name, score):
    sentences = sentences_of(["It was not."])
    assert RANKINGS[name](sentences, table_of(sentences)).tolist() == [score]


@pytest.mark.parametrize(
    ("name", "score"), [("textrank", 0.25), ("lexrank", 0.25), ("centroid", 1)]
)
def test_equal_sentences_share_alike(name, score):
    sentences = sentences_of(["Police closed it.", "Police closed it."], ["Police closed it."] * 2)
    assert RANKINGS[name](sentences, table_of(sentences)) == pytest.approx([score] * 4)


@pytest.mark.parametrize("name", ["textrank", "lexrank"])
@pytest.mark.parametrize("texts", [["It was.", "...", "Of the."], ["Police.", "Bombs.", "Monday."]])
def test_sentences_that_share_no_word_share_the_votes(name, texts):
    sentences = sentences_of(texts)
    assert RANKINGS[name](sentences, table_of(sentences)) == pytest.approx([1 / 3] * 3)


def test_sentences_of_any_length_that_share_no_word_share_the_votes():
    # What rounding leaves of a sentence's link to itself must not become a link.
    sentences = sentences_of([" ".join(f"w{n}x{i}" for i in range(n)) for n in range(1, 40)])
    scores = textrank_scores(sentences, table_of(sentences))
    assert scores == pytest.approx([1 / 39] * 39, rel=1e-12)


def test_a_sentence_that_shares_no_word_is_below_all_others():
    for name in ("textrank", "lexrank", "centroid"):
        scores = RANKINGS[name](FOUR, table_of(FOUR))
        assert scores.argmin() == 3
