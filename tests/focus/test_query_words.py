import pytest

from multisumm.focus.query_words import OTHER_FORM, language_of_query, match_words
from multisumm.text.terms import tabulate_terms


def matched(query, *texts, language="en"):
    """Term -> the words of the query that it stands for, and what it counts for."""
    table = tabulate_terms(texts, language=language)
    words = match_words(query, table, (language,))
    return {
        table.vocabulary[term]: (*met, words.content[term]) for term, met in words.forms.items()
    }


@pytest.mark.parametrize(
    ("language", "query", "text", "term"),
    [
        ("en", "When did the ferry sink?", "It sank.", "sank"),
        ("en", "child", "Children sang.", "children"),
        ("en", "sank", "The ferry is sinking.", "sink"),
        ("de", "Wann sank sie?", "Sie ist gesunken.", "gesunk"),
        ("fr", "mourir", "Elle est morte.", "mort"),
    ],
)
def test_an_irregular_form_counts_like_the_word(language, query, text, term):
    found = matched(query, text, language=language)
    assert [value for *_, value in found.values()] == [1.0]
    assert [*found] == [term]


def test_what_means_the_same_counts_less_than_the_word_and_like_it_if_no_document_has_that():
    assert matched("frontiers", "The border is a frontier.") == {
        "border": ("frontiers", OTHER_FORM), "frontier": ("frontiers", 1.0)
    }  # fmt: skip
    assert matched("frontiers", "The border is open.") == {"border": ("frontiers", 1.0)}
    assert matched("How many died?", "Nine were killed.") == {"kill": ("died", 1.0)}


def test_a_word_with_more_meanings_than_that_of_the_query_does_not_stand_for_it():
    assert matched("boat, bridge", "They ship goods to the bridge.").keys() == {"bridg"}
    assert matched("life jackets, bridge", "They lived near the bridge.").keys() == {"bridg"}


@pytest.mark.parametrize(
    ("language", "query", "words"),
    [
        ("en", "How much was the family promised?", ["family", "promised"]),
        ("en", "How many captains?", ["captains"]),
        ("de", "Wie viele Kapitäne?", ["kapitäne"]),
        ("fr", "Combien de capitaines ?", ["capitaines"]),
        ("es", "¿Cuántos capitanes?", ["capitanes"]),
        ("it", "Quanti capitani?", ["capitani"]),
        ("pt", "Quantos capitães?", ["capitães"]),
        ("nl", "Hoeveel kapiteins?", ["kapiteins"]),
        ("sv", "Hur många kaptener?", ["kaptener"]),
        ("pl", "Ilu kapitanów?", ["kapitanów"]),
        ("cs", "Kolik kapitánů?", ["kapitánů"]),
        ("ru", "Сколько капитанов?", ["капитанов"]),
        ("tr", "Kaç kaptan?", ["kaptan"]),
        ("ar", "كم عدد القباطنة؟", ["القباطنة"]),
        ("zh", "多少船长?", ["船长"]),
    ],
)
def test_the_words_of_a_question_are_no_words_to_look_for(language, query, words):
    table = tabulate_terms([query], language=language)
    assert [*match_words(query, table, (language,)).found] == words


def test_a_word_of_the_request_alone_does_not_make_a_sentence_meet_the_query():
    table = tabulate_terms(["The widow came.", "It says no."], language="en")
    words = match_words("What did the widow say?", table, ("en",))
    assert [table.vocabulary[term] for term in words.telling] == ["widow"]
    alone = match_words("say", table, ("en",))
    assert [table.vocabulary[term] for term in alone.telling] == ["say"]


def test_the_language_of_a_short_query_is_told_by_its_question():
    assert language_of_query("Combien de morts ?") == "fr"
    assert language_of_query("Wer wurde verhaftet?") == "de"
    assert language_of_query("Estrella") == "und"
