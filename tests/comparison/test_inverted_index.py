import math

import pytest
from hypothesis import given

from multisumm.comparison.inverted_index import index_words
from strategies import clusters, sentences_of, table_of


@given(clusters())
def test_an_index_holds_the_terms_of_sentences_and_the_sentences_of_terms(sentences):
    table = table_of(sentences)
    index = index_words(table, languages=["en"])
    own = [
        set(table.tokens[start:end].tolist())
        for start, end in zip(table.starts, table.starts[1:], strict=False)
    ]
    for i, terms in enumerate(own):
        assert index.terms_of(i).tolist() == sorted(terms)
        assert index.sizes[i] == sum(bool(index.content[term]) for term in terms)
    for term in range(len(table.vocabulary)):
        having = [i for i, terms in enumerate(own) if term in terms]
        start, end = index.postings[term : term + 2]
        assert index.sentences[start:end].tolist() == having
        assert index.rarity[term] == pytest.approx(math.log1p(len(own) / max(len(having), 1)))


def test_numbers_dates_and_words_of_change_are_no_content():
    table = table_of(sentences_of(["Police still search for sixteen people on 5 May."]))
    index = index_words(table, languages=["en"])
    content = {word for word, is_one in zip(table.vocabulary, index.content, strict=True) if is_one}
    assert content == {"polic", "search", "peopl"}
