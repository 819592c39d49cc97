from collections import Counter
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.comparison import families as families_module
from multisumm.comparison.families import (
    ALL_PAIRS,
    SHARED_TEXT,
    SHINGLE,
    find_families,
    number_families,
    set_aside_copies,
)
from multisumm.model import Document
from multisumm.text.articles import find_copies, read_article, sentences_of
from multisumm.text.terms import tabulate_terms


def slow_families(texts):
    """Documents that share half of the shorter one's shingles, and all that are linked so."""

    def shingles(words):
        return {tuple(words[i : i + SHINGLE]) for i in range(max(len(words) - SHINGLE + 1, 1))}

    sets = [shingles(words) if words else set() for words in texts]
    family = list(range(len(texts)))
    for i, own in enumerate(sets):
        for j, other in enumerate(sets[:i]):
            if own and other and len(own & other) >= SHARED_TEXT * min(len(own), len(other)):
                old, new = family[i], family[j]
                family = [new if one == old else one for one in family]
    numbers = {}
    return [numbers.setdefault(one, len(numbers)) for one in family]


def found(texts):
    documents = np.repeat(np.arange(len(texts)), [len(words) for words in texts])
    tokens = np.array([word for words in texts for word in words], np.int64)
    return find_families(documents.astype(np.int64), tokens, len(texts))


WORDS = st.lists(st.integers(0, 3), max_size=9)
VERSIONS = st.lists(st.integers(0, 30), min_size=6, max_size=20)


@st.composite
def documents(draw):
    """Some texts, several of them cut or continued from others."""
    texts = draw(st.lists(WORDS | VERSIONS, min_size=1, max_size=4))
    for _ in range(draw(st.integers(0, 3))):
        text = draw(st.sampled_from(texts))
        start, stop = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        texts.append([*text[start:stop], *draw(WORDS)])
    return texts


@given(documents())
def test_families_are_those_of_the_slow_definition(texts):
    assert found(texts) == slow_families(texts)


def test_copies_versions_and_replies_are_one_family():
    story = [*range(100, 160)]
    version = [*story[:40], *range(200, 215)]
    reply = [*range(300, 330), *story[10:50]]
    other = [*range(400, 460)]
    assert found([story, other, story, version, reply]) == [0, 1, 0, 0, 0]


def test_what_shares_less_than_half_is_another_family():
    story, other = [*range(100, 140)], [*range(100, 115), *range(500, 530)]
    assert found([story, other]) == [0, 1]


def test_families_are_numbered_by_their_first_documents():
    first, second = [*range(20)], [*range(50, 70)]
    assert found([first, second, second, first]) == [0, 1, 1, 0]


@pytest.mark.parametrize("texts", [[], [[]], [[], [1]], [[1], [1]], [[1, 2], [1, 2, 3]]], ids=str)
def test_short_and_empty_texts_have_families(texts):
    assert found(texts) == slow_families(texts)


@pytest.mark.parametrize("count", [ALL_PAIRS - 1, ALL_PAIRS + 1, 60])
def test_many_copies_of_one_text_are_one_family(count):
    assert found([[*range(30)]] * count) == [0] * count


def test_the_work_grows_with_the_text_and_not_with_the_pairs():
    """Of a shingle that many documents have, each is compared to two others."""
    pairs = {}
    for count in (100, 200):
        shared = [*range(20)]
        with patch.object(families_module, "_joined", wraps=families_module._joined) as joined:
            found([[*shared, *range(1000 * n, 1000 * n + 3)] for n in range(1, count + 1)])
        first, *_ = joined.call_args.args
        pairs[count] = len(first)
    assert 0 < pairs[200] <= 2.5 * pairs[100] <= 2.5 * 3 * 100


# Of sentences

STORY = (
    "The ferry sank off the island on Sunday morning, and 12 people died in the cold water. "
    "Divers found the wreck near the lighthouse of Punta Bato on Monday. "
    "The captain had been warned of the storm by the port of Almira."
)


def read(*texts):
    articles = [
        read_article(Document(str(n), text), language="en", keep_noise=True)
        for n, text in enumerate(texts, start=1)
    ]
    copies = find_copies(articles)
    pool = list(sentences_of(articles, without=copies))
    table = tabulate_terms([sentence.text for sentence in pool], language="en")
    numbers = number_families(pool, table, copies, len(articles))
    return articles, pool, copies, numbers


def test_a_document_that_copies_another_is_of_its_family():
    other = "The council raised the rent of the market hall in May by 4 percent for all stalls."
    assert read(STORY, other, STORY.upper(), f"{STORY} More will follow.")[3] == [1, 2, 1, 1]


def test_a_sentence_that_its_family_has_twice_counts_once():
    more = "The owners of the ferry will pay each family 1,200 pesos in the spring."
    articles, pool, copies, numbers = read(STORY, STORY, f"{STORY} {more}")
    kept, aside = set_aside_copies(articles, pool, copies, numbers)
    assert [pool[i].document for i in kept] == [0, 0, 0, 2]
    assert pool[kept[-1]].text == more
    assert {key: [copy.document for copy in group] for key, group in aside.items()} == {
        (0, 0): [1, 2],
        (0, 1): [1, 2],
        (0, 2): [1, 2],
    }


def test_the_same_sentence_in_another_family_keeps_its_vote():
    sentence = "The ferry sank off the island on Sunday morning."
    rent = "The council raised the rent of the market hall in May by 4 percent for all stalls."
    articles, pool, copies, numbers = read(
        f"{sentence} {rent} {rent.replace('rent', 'price')}", f"{sentence} {STORY}"
    )
    assert numbers == [1, 2]
    kept, aside = set_aside_copies(articles, pool, copies, numbers)
    assert len(kept) == len(pool)
    assert aside == {}


def test_no_sentence_is_lost():
    more = "The owners of the ferry will pay each family 1,200 pesos in the spring."
    articles, pool, copies, numbers = read(STORY, STORY, f"{STORY} {more}", f"{more} {STORY}", more)
    kept, aside = set_aside_copies(articles, pool, copies, numbers)
    told = Counter((pool[i].document, pool[i].position) for i in kept)
    told.update((copy.document, copy.position) for group in aside.values() for copy in group)
    everything = Counter(
        (n, position)
        for n, article in enumerate(articles)
        for position in range(len(article.spans))
    )
    assert told == everything
