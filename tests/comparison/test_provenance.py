from hashlib import sha256

import pytest

from multisumm.comparison.provenance import Origin, cite, describe
from multisumm.comparison.relations import Relation
from multisumm.model import (
    Citation,
    Conflict,
    Document,
    Sentence,
    Similar,
    Source,
    Support,
    Update,
)
from multisumm.text.articles import Article

TEXTS = {
    "a": "We counted 12. It rained.",
    "b": "They counted 13. It rained a lot.",
    "c": "WE COUNTED 12.  IT RAINED.",
    "d": "They  counted 13. It rained  a lot.",
}
SPANS = {
    "a": ((0, 14), (15, 25)),
    "b": ((0, 16), (17, 33)),
    "c": ((0, 14), (16, 26)),
    "d": ((0, 17), (18, 35)),
}
FAMILIES = (1, 2, 1, 2)
NUMBER = Relation("conflict", 0.5, "number", "number", ours=((11, 13),), theirs=((13, 15),))


def sentence(document, position):
    start, end = SPANS["abcd"[document]][position]
    return Sentence(document, position, start, end, TEXTS["abcd"[document]][start:end])


def origin(*, copies=True):
    """Documents a and b; c copies a, and d copies b, sentence by sentence."""
    articles = [Article(Document(name, text), SPANS[name], ()) for name, text in TEXTS.items()]
    pairs = [((0, 0), (2, 0)), ((0, 1), (2, 1)), ((1, 0), (3, 0)), ((1, 1), (3, 1))]
    aside = {original: [sentence(*copy)] for original, copy in pairs} if copies else {}
    return Origin(articles, aside, FAMILIES)


def test_a_quote_has_its_address_its_family_and_its_copies():
    found = cite(sentence(0, 0), 2.5, [], origin())
    assert (found.text, found.citation, found.score) == (
        "We counted 12.",
        Citation("a", 0, 14),
        2.5,
    )
    assert found.family == 1
    assert found.support == (
        Support(Citation("c", 0, 14), "WE COUNTED 12.", 1.0, "same", copy=True, family=1),
    )
    assert (found.conflicts, found.updates, found.similar) == ((), (), ())
    assert found.families == 1


def test_a_contradiction_is_listed_with_its_copies_and_the_words_on_which_it_rests():
    found = cite(sentence(0, 0), 0.0, [(sentence(1, 0), NUMBER)], origin())
    assert found.conflicts[0] == Conflict(
        Citation("b", 0, 16), "They counted 13.", "12 / 13", "number",
        here=((11, 13),), there=((13, 15),), family=2,
    )  # fmt: skip
    assert [one.citation.document for one in found.conflicts] == ["b", "d"]
    assert [one.citation.document for one in found.support] == ["c"]


def test_spans_are_those_of_the_document():
    moved = Relation("conflict", 0.5, "number", "number", ours=((3, 9),), theirs=((3, 9),))
    [found] = cite(sentence(0, 1), 0.0, [(sentence(1, 1), moved)], origin(copies=False)).conflicts
    [(start, end)], [(first, last)] = found.here, found.there
    assert TEXTS["a"][start:end] == TEXTS["b"][first:last] == "rained"
    assert found.about == "rained / rained"


def test_where_only_one_has_the_words_the_other_has_a_dash():
    denied = Relation("conflict", 0.5, "negation", "said / denied", theirs=((0, 4),))
    [found] = cite(sentence(0, 0), 0.0, [(sentence(1, 0), denied)], origin(copies=False)).conflicts
    assert found.about == "– / They"


@pytest.mark.parametrize(("later", "time"), [(1, "later"), (0, "earlier"), (None, None)])
def test_an_update_tells_whether_it_is_later(later, time):
    relation = Relation("update", 0.5, "level", "number", ((11, 13),), ((13, 15),), later=later)
    found = cite(sentence(0, 0), 0.0, [(sentence(1, 0), relation)], origin(copies=False))
    assert found.updates == (
        Update(
            Citation("b", 0, 16), "They counted 13.", "12 / 13", "number", time,
            here=((11, 13),), there=((13, 15),), family=2,
        ),
    )  # fmt: skip


def test_an_update_has_the_dates_of_both_documents():
    days = {"a": "2019-10-07", "b": "2019-10-08"}
    articles = [
        Article(Document(name, TEXTS[name], date=date), SPANS[name], ())
        for name, date in days.items()
    ]
    relation = Relation("update", 0.5, "number", "number", ((11, 13),), ((13, 15),), later=1)
    found = cite(sentence(0, 0), 0.0, [(sentence(1, 0), relation)], Origin(articles, {}, (1, 2)))
    assert [(one.here_date, one.there_date) for one in found.updates] == [(days["a"], days["b"])]


@pytest.mark.parametrize(("whole", "says_more"), [(1, True), (0, False)])
def test_a_part_tells_which_says_more(whole, says_more):
    relation = Relation("part", 0.75, "part", whole=whole)
    [found] = cite(sentence(0, 1), 0.0, [(sentence(1, 1), relation)], origin(copies=False)).support
    assert found == Support(
        Citation("b", 17, 33), "It rained a lot.", 0.75, "part", says_more=says_more, family=2
    )


def test_what_is_only_similar_has_words_only_where_something_differs():
    plain = Relation("similar", 0.4, "stems", "words")
    [found] = cite(sentence(0, 1), 0.0, [(sentence(1, 1), plain)], origin(copies=False)).similar
    assert found == Similar(Citation("b", 17, 33), "It rained a lot.", 0.4, "", "words", family=2)
    words = Relation("similar", 0.4, "near", "details", ours=((0, 2),))
    [found] = cite(sentence(0, 1), 0.0, [(sentence(1, 1), words)], origin(copies=False)).similar
    assert found.about == "It / –"


def test_families_are_counted_and_not_documents():
    same, part = Relation("same", 0.9, "same"), Relation("part", 0.9, "part", whole=0)
    both = cite(sentence(0, 1), 0.0, [(sentence(1, 1), same)], origin())
    assert [one.citation.document for one in both.support] == ["b", "c", "d"]
    assert both.families == 2
    less = cite(sentence(0, 1), 0.0, [(sentence(1, 1), part)], origin())
    assert less.families == 1  # a source that says only a part does not say it


def test_all_lists_are_in_the_order_of_documents_and_places():
    relation = Relation("same", 0.9, "same")
    related = [(sentence(1, 1), relation), (sentence(1, 0), relation), (sentence(0, 0), relation)]
    found = cite(sentence(0, 1), 0.0, related, origin(copies=False))
    assert [one.citation for one in found.support] == [
        Citation("a", 0, 14),
        Citation("b", 0, 16),
        Citation("b", 17, 33),
    ]


def test_a_copy_differs_only_in_case_marks_and_white_space():
    same = Relation("same", 0.9, "same")
    found = cite(sentence(1, 0), 0.0, [(sentence(0, 0), same)], origin())
    assert [(one.citation.document, one.copy) for one in found.support] == [
        ("a", False),
        ("c", False),
        ("d", True),
    ]


def test_every_citation_quotes_its_source_exactly():
    related = [(sentence(1, 0), NUMBER), (sentence(1, 1), Relation("same", 0.5, "same"))]
    found = cite(sentence(0, 0), 0.0, related, origin())
    for one in (found, *found.support, *found.conflicts):
        place = one.citation
        assert TEXTS[place.document][place.start : place.end] == one.text


def test_a_document_is_described_with_the_digest_of_its_utf_8():
    document = Document("é", "Ça va. 😀", "Title", "2016-02-01", "https://e.org")
    described = describe(Article(document, ((0, 6),), ((7, 8),)), 3, {"no word": 1})
    assert described == Source(
        id="é",
        title="Title",
        date="2016-02-01",
        url="https://e.org",
        sha256=sha256("Ça va. 😀".encode()).hexdigest(),
        characters=8,
        sentences=1,
        dropped=((7, 8),),
        family=3,
        not_quotable={"no word": 1},
        text="Ça va. 😀",
    )
    assert hash(described) == hash(described)
