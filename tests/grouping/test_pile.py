"""The words of a pile."""

import numpy as np

from multisumm import Document
from multisumm.grouping.pile import article_text, read_pile, unit_rows, weigh_words


def weight(pile, weights, stem):
    return float(weights[pile.numbers[stem]])


def test_a_word_weighs_less_if_more_documents_have_it_and_a_number_more():
    texts = ["zorbel quimby 4711", "zorbel brindle", "zorbel nacelle"]
    pile = read_pile([Document(str(i), text) for i, text in enumerate(texts)], language="en")
    weights = weigh_words(pile, [0, 1, 2])
    assert weight(pile, weights, "zorbel") < weight(pile, weights, "brindl")
    assert weight(pile, weights, "4711") == 1.5 * weight(pile, weights, "brindl")


def test_copies_count_once_for_how_rare_a_word_is():
    texts = ["zorbel quimby", "zorbel quimby", "nacelle"]
    pile = read_pile([Document(str(i), text) for i, text in enumerate(texts)], language="en")
    weights = weigh_words(pile, [0, 0, 2])
    assert weight(pile, weights, "zorbel") == weight(pile, weights, "nacell")


def test_rows_have_unit_length_and_an_empty_text_an_empty_row():
    pile = read_pile([Document("a", "zorbel quimby"), Document("b", "the of")], language="en")
    rows = unit_rows(pile.counts, weigh_words(pile, [0, 1])).toarray()
    assert np.allclose((rows**2).sum(axis=1), [1, 0])


def test_early_words_count_more():
    text = " ".join(["zorbel", *(f"filler{i}" for i in range(199)), "nacelle"])
    pile = read_pile([Document("a", text)], language="en")
    counts = pile.counts.toarray()[0]
    early, late = counts[pile.numbers["zorbel"]], counts[pile.numbers["nacell"]]
    assert np.isclose(early, 1 + 1 / 75)
    assert np.isclose(late, np.exp(-1) + 1 / 75)


def test_a_long_page_is_as_like_a_short_one_as_its_beginning_is():
    report = "zorbel quimby brindle sank near tarnholm"
    rest = " ".join(f"filler{i}" for i in range(3000))
    pile = read_pile([Document("a", report), Document("b", f"{report} {rest}")], language="en")
    rows = unit_rows(pile.counts, np.ones(pile.counts.shape[1]))
    assert (rows[[0]] @ rows[[1]].T).toarray().item() > 0.15  # 0.04 if each word counted alike


def test_a_title_counts_twice_and_addresses_of_pages_do_not():
    document = Document("a", "It sank. https://example.org/a?b=c www.example.org", title="Ferry")
    assert article_text(document, "en") == "Ferry Ferry It sank."


def test_who_writes_and_who_signs_are_no_words_of_the_subject():
    text = "Ask ann.lee+list@mail.example.org about it.\nThe ferry sank.\nKind regards,\nJane Roe"
    assert article_text(Document("a", text), "en") == "Ask about it. The ferry sank."


def test_a_word_is_shown_in_its_shortest_form():
    pile = read_pile([Document("a", "elections elections election")], language="en")
    assert pile.vocabulary[pile.numbers["elect"]] == "election"
