"""A claim is quoted with the rebuttal that follows it in its own source, or not at all."""

import pytest

from multisumm import summarize
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.rebuttals import add_rebuttals, find_rebuttal
from multisumm.comparison.related import relations_of
from multisumm.model import Sentence
from multisumm.text.terms import tabulate_terms

CLAIM = "The ferry was insured against liability, its owners say."


def sentences_of(*texts):
    """Sentences of one document."""
    return [Sentence(0, n, 0, len(text), text) for n, text in enumerate(texts)]


def related(sentences, language="en"):
    table = tabulate_terms([one.text for one in sentences], language=language)
    index = index_words(table, languages=[language])
    return relations_of(sentences, index, language=language, days={})


def rebuttal(*texts, language="en"):
    sentences = sentences_of(*texts)
    return find_rebuttal(0, sentences, related(sentences, language))


@pytest.mark.parametrize(
    "reply",
    [
        "The ferry was not insured against liability, the agency said.",
        "The regulator has a letter from the insurer that says the contrary.",
        "The agency disputes that the ferry had any cover.",
        "The agency says it was not.",
    ],
)
def test_a_claim_is_rebutted_by_a_denial_a_word_of_contradiction_or_a_short_reply(reply):
    assert rebuttal(CLAIM, reply) == 1
    assert rebuttal(CLAIM, "It rained.", reply) == 2
    assert rebuttal(CLAIM, "It rained.", "It snowed.", reply) is None


@pytest.mark.parametrize(
    "following",
    [
        "The ferry had left the harbour at noon.",
        "“It is awful,” he said.",
        "The union denied that it had called a strike.",
        "They were later arrested, the police said.",
    ],
)
def test_what_speaks_of_something_else_is_no_rebuttal(following):
    assert rebuttal(CLAIM, following) is None


def test_what_nobody_is_said_to_claim_is_not_rebutted():
    assert rebuttal("The ferry was insured against liability.", "The agency denies it.") is None


@pytest.mark.parametrize(
    ("language", "claim", "reply"),
    [
        ("de", "Die Fähre war versichert, sagte der Betreiber.",
         "Die Behörde bestreitet, dass die Fähre Schutz hatte."),
        ("fr", "Le ferry était assuré, a déclaré l'exploitant.",
         "L'agence dément que le ferry ait eu une couverture."),
        ("es", "El ferry estaba asegurado, dijo el operador.",
         "La agencia niega que el ferry tuviera cobertura."),
        ("ru", "Паром был застрахован, заявил оператор.",
         "Ведомство отрицает, что паром имел страховку."),
        ("zh", "渡轮已投保，运营商表示。", "监管机构否认渡轮已投保。"),
    ],
)  # fmt: skip
def test_claims_are_rebutted_in_other_languages(language, claim, reply):
    assert rebuttal(claim, reply, language=language) == 1


def test_a_rebuttal_is_added_behind_its_claim_or_the_claim_is_given_up():
    sentences = sentences_of("It rained.", CLAIM, "The agency disputes that the ferry had cover.")
    relations = related(sentences)
    assert add_rebuttals([1, 0], sentences, relations, lambda _: True) == ([1, 2, 0], [])
    few = lambda chosen: len(chosen) <= 2  # noqa: E731
    assert add_rebuttals([1, 0], sentences, relations, few) == ([0], [1])


def test_a_rebuttal_that_may_not_be_quoted_changes_nothing():
    sentences = sentences_of(CLAIM, "The agency disputes that the ferry had cover")
    quotable = lambda chosen: 1 not in chosen  # noqa: E731
    assert add_rebuttals([0], sentences, related(sentences), quotable) == ([0], [])


def test_a_summary_quotes_a_claim_with_its_rebuttal():
    text = f"{CLAIM} The regulator has a letter from the insurer that says the contrary."
    other = "Divers found the wreck of the ferry on Tuesday at a depth of sixty metres."
    quoted = [one.text for one in summarize([text, other], words=40).sentences]
    assert CLAIM not in quoted or any("the contrary" in one for one in quoted)
    assert CLAIM not in [one.text for one in summarize([text, other], words=12).sentences]
