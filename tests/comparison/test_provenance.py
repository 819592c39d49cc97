from hashlib import sha256

from multisumm.comparison.provenance import by_original, cite, describe
from multisumm.comparison.relations import Relation
from multisumm.model import (
    Citation,
    Conflict,
    Document,
    Sentence,
    Source,
    SummarySentence,
    Support,
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
COPIES = {0: [2], 1: [3]}


def articles(names="abcd"):
    return [Article(Document(name, TEXTS[name]), SPANS[name], ()) for name in names]


def sentence(document, position):
    start, end = SPANS["abcd"[document]][position]
    return Sentence(document, position, start, end, TEXTS["abcd"[document]][start:end])


def test_support_and_conflicts_are_cited_also_in_the_copies():
    conflict = (sentence(1, 0), Relation(0.5, "12 / 13"))
    assert cite(sentence(0, 0), 2.5, [conflict], articles(), COPIES) == SummarySentence(
        "We counted 12.",
        Citation("a", 0, 14),
        2.5,
        support=(Support(Citation("c", 0, 14), "WE COUNTED 12.", 1.0),),
        conflicts=(
            Conflict(Citation("b", 0, 16), "They counted 13.", "12 / 13"),
            Conflict(Citation("d", 0, 17), "They  counted 13.", "12 / 13"),
        ),
    )


def test_a_copy_supports_as_much_as_its_original_does():
    found = cite(sentence(0, 1), 0.0, [(sentence(1, 1), Relation(0.75))], articles(), COPIES)
    assert found.support == (
        Support(Citation("b", 17, 33), "It rained a lot.", 0.75),
        Support(Citation("c", 16, 26), "IT RAINED.", 1.0),
        Support(Citation("d", 18, 35), "It rained  a lot.", 0.75),
    )
    assert found.conflicts == ()


def test_support_comes_in_order_of_documents_and_places():
    related = [(sentence(1, 1), Relation(0.2)), (sentence(1, 0), Relation(0.9)),
               (sentence(0, 0), Relation(1.0))]  # fmt: skip
    found = cite(sentence(0, 1), 0.0, related, articles("ab"), {})
    assert [one.citation for one in found.support] == [
        Citation("a", 0, 14),
        Citation("b", 0, 16),
        Citation("b", 17, 33),
    ]


def test_every_citation_quotes_its_source_exactly():
    related = [(sentence(1, 0), Relation(0.5, "12 / 13")), (sentence(1, 1), Relation(0.5))]
    found = cite(sentence(0, 0), 0.0, related, articles(), COPIES)
    for one in (found, *found.support, *found.conflicts):
        place = one.citation
        assert TEXTS[place.document][place.start : place.end] == one.text


def test_a_sentence_without_relations_has_neither_support_nor_conflicts():
    found = cite(sentence(0, 0), 0.0, [], articles("ab"), {})
    assert (found.support, found.conflicts) == ((), ())


def test_each_original_has_its_copies_in_their_order():
    assert by_original({2: 0, 3: 1, 5: 0}) == {0: [2, 5], 1: [3]}
    related = [(sentence(1, 0), Relation(0.5))]
    found = cite(sentence(0, 0), 0.0, related, articles("abcdcd"), {0: [2, 4], 1: [3, 5]})
    assert [one.citation.document for one in found.support] == ["b", "c", "d", "c", "d"]


def test_a_document_is_described_with_the_digest_of_its_utf_8():
    document = Document("é", "Ça va. 😀", "Title", "2016-02-01", "https://e.org")
    assert describe(Article(document, ((0, 6),), ((7, 8),))) == Source(
        id="é",
        title="Title",
        date="2016-02-01",
        url="https://e.org",
        sha256=sha256("Ça va. 😀".encode()).hexdigest(),
        characters=8,
        sentences=1,
        dropped=((7, 8),),
        text="Ça va. 😀",
    )
