import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.model import Document, Sentence
from multisumm.text.articles import (
    MAX_HEAD_CHARACTERS,
    Article,
    find_copies,
    head_of,
    read_article,
    sentences_of,
)

TWO = "The ferry sank on Sunday. Divers found the wreck."
PAGE = """Home

Menu

Share

The ferry Estrella del Sur sank on Sunday off the island of Tindalo, the coast guard said.

Divers found the wreck on Tuesday at a depth of 64 metres, where it lies on its port side.

The owners of the ship promised each family of a victim a payment of 200,000 pesos.

Read more

Read more
"""


def article(text, name="a"):
    return read_article(Document(name, text), language="en", keep_noise=True)


def test_an_article_has_its_sentences_by_their_offsets():
    assert article(TWO) == Article(Document("a", TWO), ((0, 25), (26, 49)), (), language="en")


def test_noise_is_dropped_unless_it_is_to_be_kept():
    document = Document("a", PAGE)
    clean = read_article(document, language="en", keep_noise=False)
    whole = read_article(document, language="en", keep_noise=True)
    assert [PAGE[start:end].split()[0] for start, end in clean.spans] == ["The", "Divers", "The"]
    assert [PAGE[start:end] for start, end in clean.dropped] == [
        "Home\n\nMenu\n\nShare",
        "Read more\n\nRead more",
    ]
    assert whole.dropped == ()
    assert {*clean.spans} < {*whole.spans}


def test_copies_are_set_aside_whatever_their_case_and_white_space():
    texts = [TWO, "Nothing of it.", TWO.upper(), TWO.replace(" ", "  \t"), f"\n\n{TWO}\n", TWO[:25]]
    assert find_copies([article(text, str(n)) for n, text in enumerate(texts)]) == {
        2: 0,
        3: 0,
        4: 0,
    }


def test_a_copy_of_a_copy_is_one_of_the_original():
    articles = [article(text) for text in ("It rained.", TWO, TWO, "It rained.", TWO)]
    assert find_copies(articles) == {2: 1, 3: 0, 4: 1}


def test_noise_does_not_make_a_copy_another_article():
    clean = [read_article(Document(n, text), language="en", keep_noise=False)
             for n, text in (("a", PAGE), ("b", PAGE.replace("Home", "Start")))]  # fmt: skip
    assert find_copies(clean) == {1: 0}


def test_articles_without_sentences_are_not_copies_of_each_other():
    nothing = [Article(Document(name, "Menu"), (), ((0, 4),)) for name in "ab"]
    assert find_copies(nothing) == {}
    assert list(sentences_of(nothing, without={})) == []


def test_sentences_know_their_document_and_place_and_copies_give_none():
    articles = [article("It rained."), article(TWO), article("It rained.")]
    assert list(sentences_of(articles, without={2: 0})) == [
        Sentence(0, 0, 0, 10, "It rained.", "en"),
        Sentence(1, 0, 0, 25, "The ferry sank on Sunday.", "en"),
        Sentence(1, 1, 26, 49, "Divers found the wreck.", "en"),
    ]


TEXTS = st.lists(
    st.sampled_from(["It rained. ", "it  rained.\n", "All IS well. ", "\n"]), max_size=4
)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(TEXTS.map("".join), max_size=6))
def test_copies_are_found_as_comparing_all_pairs_finds_them(texts):
    articles = [article(text) for text in texts]
    words = [
        [text[start:end].casefold().split() for start, end in one.spans]
        for text, one in zip(texts, articles, strict=True)
    ]
    expected = {
        later: words.index(words[later])
        for later in range(len(texts))
        if words[later] and words.index(words[later]) < later
    }
    assert find_copies(articles) == expected
    for sentence in sentences_of(articles, without={}):
        assert texts[sentence.document][sentence.start : sentence.end] == sentence.text


def test_what_is_left_out_at_the_ends_of_sentences_is_dropped():
    document = Document("a", f"TINDALO (IBP) - {TWO}[3]")
    trimmed = read_article(document, language="en", keep_noise=False)
    assert trimmed.spans == ((16, 41), (42, 65))
    assert trimmed.dropped == ((0, 16), (65, 68))
    assert trimmed.trimmed == {0, 1}
    whole = read_article(document, language="en", keep_noise=True)
    assert (whole.spans, whole.dropped) == (((0, 41), (42, 68)), ())
    assert [one.trimmed for one in sentences_of([trimmed], without={})] == [True, True]


def test_half_quotations_are_marked_and_quotations_with_a_speaker_are_one():
    halves = article('"It is late. We go." Nobody came to the harbour.')
    assert halves.halves == {0, 1}
    assert [one.half_quotation for one in sentences_of([halves], without={})] == [
        True,
        True,
        False,
    ]
    assert len(article('"It is late. We go," Ann Lee said.').spans) == 1


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Fires in Attica\nPeople fled on Monday. Planes came.", "Fires in Attica"),
        ("# Fires in Attica\n\nPeople fled on Monday. Planes came.", "Fires in Attica"),
        ("People fled on Monday. Planes came.", ""),
        ("PARIS (AFP) - People fled on Monday. Planes came.", ""),
        ("Fires\n\nIn Attica\n\nPeople fled. Planes came. It rained.", "Fires\n\nIn Attica"),
    ],
)
def test_the_head_is_the_first_heading_and_what_stands_above_the_article(text, head):
    article = read_article(Document("1", text), language="en", keep_noise=False)
    assert head_of(article) == head


def test_the_head_of_many_lines_is_cut():
    lines = "\n\n".join(f"Line {i} of the head" for i in range(100))
    text = lines + "\n\n" + " ".join(f"People fled on day {i}." for i in range(200))
    article = read_article(Document("1", text), language="en", keep_noise=False)
    assert len(head_of(article)) <= MAX_HEAD_CHARACTERS
