"""What the next sentence of its own source takes back."""

import pytest

from multisumm import summarize
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.rebuttals import add_rebuttals, find_rebuttal
from multisumm.comparison.related import relations_of
from multisumm.comparison.retractions import is_taken_back
from multisumm.comparison.statements import make_statement
from multisumm.model import Sentence
from multisumm.text.terms import tabulate_terms

CLAIM = "In our statement of Monday we said that the fan in the tower was working."


def sentences_of(*texts, document=0):
    return [Sentence(document, n, 0, len(text), text) for n, text in enumerate(texts)]


def related(sentences):
    table = tabulate_terms([one.text for one in sentences], language="en")
    return relations_of(sentences, index_words(table, languages=["en"]), language="en", days={})


def taken_back(*texts, language="en"):
    sentences = sentences_of(*texts)
    return is_taken_back(
        0, sentences, lambda i: make_statement(texts[i], language=language), language=language
    )


@pytest.mark.parametrize(
    "reply",
    [
        "That was not correct.",
        "That statement was wrong.",
        "It was a mistake.",
        "This was untrue.",
        "We withdraw this.",
        "This has since been corrected.",
    ],
)
def test_a_short_sentence_takes_back_the_one_before_it(reply):
    assert taken_back(CLAIM, reply)
    assert not taken_back(CLAIM, "It rained.", reply)
    assert not taken_back(CLAIM)


@pytest.mark.parametrize(
    "following",
    [
        "We regret it.",
        "It would be wrong to guess.",
        "This may not be correct.",
        "Was that a mistake?",
        "It rained on Tuesday.",
        "“That was not correct,” he said.",
        "The road to the harbour was on the wrong map.",
        "The union says that it was wrong to unload the ship without a fan.",
    ],
)
def test_other_sentences_take_nothing_back(following):
    assert not taken_back(CLAIM, following)


def test_a_sentence_of_another_document_takes_nothing_back():
    sentences = [*sentences_of(CLAIM), *sentences_of("That was wrong.", document=1)]
    assert not is_taken_back(0, sentences, related(sentences).statement, language="en")


@pytest.mark.parametrize(
    ("language", "replies"),
    [
        ("de", ["Das war nicht richtig.", "Das stimmte nicht.", "Wir nehmen das zurück."]),
        ("fr", ["Ce n'était pas exact.", "C'était une erreur.", "Cela a depuis été corrigé."]),
        ("es", ["Eso no era correcto.", "Fue un error.", "Retiramos esta afirmación."]),
        ("it", ["Non era corretto.", "È stato un errore.", "Ritiriamo questa dichiarazione."]),
        ("pt", ["Isso não estava correto.", "Foi um erro.", "Retiramos essa afirmação."]),
        ("ru", ["Это было неверно.", "Это была ошибка.", "Мы отзываем это заявление."]),
        ("cs", ["To nebylo správné.", "Byl to omyl.", "Toto prohlášení odvoláváme."]),
        ("el", ["Αυτό δεν ήταν σωστό.", "Αυτό ήταν λάθος.", "Αυτό έχει διορθωθεί."]),
        ("ar", ["لم يكن ذلك صحيحا.", "كان ذلك خطأ.", "تم تصحيح ذلك."]),
        ("zh", ["这一说法不正确。", "这不属实。", "我们收回这一说法。"]),
    ],
)
def test_sentences_are_taken_back_in_eleven_languages(language, replies):
    for reply in replies:
        assert taken_back("...", reply, language=language), reply


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Das wäre falsch."), ("fr", "Ce serait une erreur."), ("es", "Sería un error.")],
)
def test_what_would_be_wrong_takes_nothing_back(language, text):
    assert not taken_back("...", text, language=language)


def test_what_is_taken_back_is_quoted_with_that_or_not_at_all():
    sentences = sentences_of(CLAIM, "That was not correct.", "It rained.")
    relations = related(sentences)
    assert find_rebuttal(0, sentences, relations) == 1
    assert add_rebuttals([2, 0], sentences, relations, lambda _: True) == ([2, 0, 1], [])
    one = lambda chosen: len(chosen) <= 1  # noqa: E731
    assert add_rebuttals([0], sentences, relations, one) == ([], [0])
    not_the_reply = lambda chosen: 1 not in chosen  # noqa: E731
    assert add_rebuttals([0], sentences, relations, not_the_reply) == ([], [0])


def test_what_is_taken_back_supports_nothing():
    told = "The fan in the tower was working."
    sentences = [*sentences_of(CLAIM, "That was not correct."), *sentences_of(told, document=1)]
    found = related(sentences).of(2, 0)
    assert (found.kind, found.differs_in) == ("similar", "taken back")
    kept = [*sentences_of(CLAIM, "That was on Monday."), *sentences_of(told, document=1)]
    assert related(kept).of(2, 0).kind == "same"


def test_a_summary_quotes_a_statement_with_its_retraction():
    text = f"{CLAIM} That was not correct. The fan in the tower had been off since Saturday."
    other = "Divers found the wreck of the ferry on Tuesday at a depth of sixty metres."
    for words in (12, 20, 30, 60):
        quoted = [one.text for one in summarize([text, other], words=words).sentences]
        assert CLAIM not in quoted or "That was not correct." in quoted
