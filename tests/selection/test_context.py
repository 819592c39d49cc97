from itertools import chain

import pytest

from multisumm.model import Sentence
from multisumm.selection.context import (
    DEPENDENT_FACTOR,
    LEANING_FACTOR,
    context_factors,
    context_words,
)
from strategies import table_of

LANGUAGES = ["ar", "cs", "de", "el", "en", "es", "fr", "he", "hi", "it", "ja", "nl", "pl", "pt",
             "ru", "sv", "vi", "zh"]  # fmt: skip


def factors_of(*texts, language="en"):
    """Factors of sentences of one document, in order."""
    sentences = [Sentence(0, i, 0, 1, text, language) for i, text in enumerate(texts)]
    return context_factors(sentences, table_of(sentences, language), language=language).tolist()


def factor(text, language="en"):
    """Factor of a sentence behind one that has nothing to do with it."""
    before = {"en": "Rain fell in Port Almira."}.get(language, "Regen.")
    return factors_of(before, text, language=language)[1]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("This week, the bridge was closed.", "en"),
        ("This October the bridge was closed.", "en"),
        ("This past week, the bridge was closed.", "en"),
        ("Diesen Mai wurde die Brücke gesperrt.", "de"),
        ("Dieses Jahr wurde die Brücke gesperrt.", "de"),
        ("Cette semaine, le pont a été fermé.", "fr"),
        ("Esta semana se cerró el puente.", "es"),
        ("Questa settimana il ponte è chiuso.", "it"),
        ("Tento týden byl most uzavřen.", "cs"),
    ],
)
def test_words_for_a_time_refer_to_nothing_before_them(text, language):
    assert factor(text, language) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_opener_and_phrase_is_found_at_the_head_of_a_sentence(language):
    words = context_words(language)
    assert words.openers
    assert words.phrases
    for opener in (*words.openers, *chain.from_iterable(words.phrases.values())):
        text = f"“{opener.capitalize()} x y z.”"
        assert factor(text, language) == DEPENDENT_FACTOR, opener


@pytest.mark.parametrize(
    "text",
    [
        "This time the police came late.",
        "For example, the bridge at Tindalo fell.",
        "To cite one example, the bridge fell.",
        "Second, the bridge at Tindalo was closed.",
        "Another died of his wounds.",
        "This video shows the bridge.",
        "Here we show that the bridge is safe.",
        "She's the mayor of Tindalo.",
        "They’re the oldest bridges of Tindalo.",
        "As previously reported, the bridge fell.",
    ],
)
def test_phrases_that_refer_back_need_what_stands_before(text):
    assert factor(text) == DEPENDENT_FACTOR


@pytest.mark.parametrize(
    "text",
    [
        "First Lady Ann Miller opened the bridge.",
        "Second-hand cars are sold at Tindalo.",
        "So-called experts met in Almira.",
        "No one was hurt in Almira.",
        "Thereza Moreno resigned.",
        "It's not clear who closed the bridge.",
    ],
)
def test_what_only_looks_like_such_a_phrase_stands_alone(text):
    assert factor(text) == 1


@pytest.mark.parametrize(
    "text", ["Police said she called Ann Miller.", "Before dawn he left the town."]
)
def test_a_pronoun_with_nobody_before_it_is_loose(text):
    assert factors_of("The police and Ann Miller came, as police said.", text)[1] == (
        DEPENDENT_FACTOR
    )


@pytest.mark.parametrize(
    "text",
    [
        "Miller said she left.",
        "A man said he saw Ann Miller.",
        "The owner said he saw Ann Miller.",
        "Ann Miller, who is 40, said she left.",
    ],
)
def test_a_pronoun_behind_somebody_is_not_loose(text):
    assert factor(text) == 1


def test_without_capitals_it_cannot_be_told_who_is_meant():
    assert factors_of("rain fell in almira.", "miller said she left.")[1] == 1


def test_a_pronoun_as_the_speaker_of_a_quotation_leans():
    assert factor("“The bridge is safe,” she said.") == LEANING_FACTOR
    assert factor("“The bridge is safe,” added she.") == LEANING_FACTOR
    assert factor("“The bridge is safe,” Ann Miller said.") == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Police also closed the bridge.", "en"),
        ("Die Polizei sperrte auch die Brücke.", "de"),
        ("La police a également fermé le pont.", "fr"),
        ("La policía también cerró el puente.", "es"),
        ("Полиция также закрыла мост.", "ru"),
    ],
)
def test_a_word_that_adds_to_what_was_said_leans(text, language):
    assert factor(text, language) == LEANING_FACTOR


def test_a_word_that_adds_far_from_the_head_joins_two_parts():
    assert factor("Police closed the bridge at Tindalo and, on Monday, also the port.") == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In it, Portugal asked for four aircraft.", "en"),
        ("Darin bat Portugal um vier Flugzeuge.", "de"),
        ("Parmi eux, quatre pompiers sont morts.", "fr"),
        ("Rightly so, says the engineer.", "en"),
        ("The answer is 2029, if all goes well.", "en"),
        ("Zu Recht, sagt die Gutachterin.", "de"),
        ("Die Antwort lautet: Ende 2029.", "de"),
        ("Zu diesem Ergebnis kommt das Gutachten.", "de"),
        ("Rien d'étonnant, dit le maire.", "fr"),
    ],
)
def test_comments_and_answers_need_what_they_are_about(text, language):
    assert factor(text, language) == DEPENDENT_FACTOR


def test_a_noun_that_is_taken_as_known_leans():
    told = "Rain fell in Almira.", "Minister Ann Miller paid a visit to Tindalo."
    assert factors_of(*told, "The visit is expected to end today.")[2] == LEANING_FACTOR
    assert factors_of(*told, "The visit of Ann Miller ended today.")[2] == 1
    assert factors_of(*told, "The storm ended today in Almira.")[2] == 1


def test_a_noun_that_opens_a_document_is_known_to_the_reader():
    told = "Minister Ann Miller paid a visit to Tindalo.", "Rain fell in Almira."
    assert factors_of(*told, "The visit is expected to end today.")[2] == 1


def test_a_last_name_that_its_document_introduced_before_leans():
    told = "Rain fell in Almira.", "Mayor Jean Robb spoke in Tindalo.", "Robb said it was over."
    assert factors_of(*told)[2] == LEANING_FACTOR
    assert factors_of(told[1], told[0], told[2])[2] == 1  # the first sentence introduces her
    assert factors_of(told[0], told[2])[1] == 1  # nobody does: the name may be known


def test_a_role_stands_for_somebody_who_was_named_otherwise():
    told = "Rain fell in Almira.", "Ann Miller has a new film."
    assert factors_of(*told, "The actress lives in Tindalo.")[2] == LEANING_FACTOR
    assert factors_of(*told, "The actress of the year lives in Tindalo.")[2] == 1
    told = "An actress left Almira.", "Ann Miller has a new film."
    assert factors_of(*told, "The actress lives in Tindalo.")[2] == 1


@pytest.mark.parametrize(
    ("text", "factor_of_it"),
    [
        ("“I saw no crane” in the harbour, he told the paper this week.", LEANING_FACTOR),
        ("“I saw no crane” in the harbour, Ann Miller told the paper, he says.", 1),
        ("No, and they will not leave the harbour either.", DEPENDENT_FACTOR),
        ("By that measure the harbour is the largest of Almira.", DEPENDENT_FACTOR),
        ("Moments later the crane fell into the harbour.", DEPENDENT_FACTOR),
    ],
)
def test_answers_and_speakers_further_on_need_what_stands_before(text, factor_of_it):
    assert factor(text) == factor_of_it


def test_an_unknown_language_has_no_such_words():
    assert factors_of("Rain fell.", "He also left.", language="und") == [1, 1]
