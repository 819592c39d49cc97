import json
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.errors import EmptyQuery, NothingToSummarize
from multisumm.focus import query_words
from multisumm.focus.query_words import MAX_ALIKE, REQUEST_WORD, words_that_ask
from multisumm.focus.relevance import (
    EACH_WORD,
    FLOOR,
    MIN_RELEVANCE,
    POWER,
    measure_relevance,
)
from multisumm.resources import read_data
from multisumm.selection.coverage import one_concept_each
from multisumm.text.languages import LANGUAGES, function_words
from multisumm.text.terms import tabulate_sentences, take_rows
from strategies import TEXTS, sentences_of

HARBOUR = [
    "The ferry left the harbour of Tindalo at dawn.",
    "Rescuers in boats searched the bay.",
    "The mayor visited the school on Friday.",
    "A choir sang in the old church.",
    "The bakery on the square stayed closed.",
]
GARDEN = [
    "Roses need water twice a week in summer.",
    "Prune the apple tree before the frost.",
    "Slugs eat lettuce at night.",
    "Compost feeds the soil for years.",
]


def relevance_of(query, *documents, language="en"):
    """The relevance to a query of the sentences of documents, given as lists of texts."""
    sentences = [replace(one, language=language) for one in sentences_of(*documents)]
    return measure_relevance(query, sentences, tabulate_sentences(sentences), language=language)


def best_of(query, *documents, language="en"):
    """The most relevant sentence."""
    found = relevance_of(query, *documents, language=language)
    texts = [text for texts in documents for text in texts]
    return texts[int(np.argmax(found.scores * found.documents))]


# Words


def test_the_sentence_with_the_rarest_words_of_the_query_is_the_most_relevant():
    assert best_of("Who visited the school?", HARBOUR) == HARBOUR[2]
    assert best_of("school choir", HARBOUR, GARDEN) in HARBOUR[2:4]
    found = relevance_of("Who visited the school?", HARBOUR)
    assert found.scores.max() == 1.0
    assert found.words_met(2) == ("visited", "school")
    assert found.words_met(0) == ()


def test_another_form_of_a_word_is_found_and_counts_less_than_the_word():
    said = ["They negotiate in Geneva.", "The negotiation in Geneva failed.", *GARDEN]
    found = relevance_of("negotiate", said)
    assert found.scores[0] > found.scores[1] > 2 * found.scores[2:].max()
    assert [found.words_met(n) for n in range(3)] == [("negotiate",), ("negotiate",), ()]
    assert found.query.missing == ()


@pytest.mark.parametrize("word", ["neg", "negligent", "nephew", "ego"])
def test_a_word_that_only_begins_alike_is_another_word(word):
    found = relevance_of("negotiate Geneva", [f"The {word} is here.", "Geneva is far."])
    assert found.query.missing == ("negotiate",)


def test_the_cost_of_many_words_that_begin_alike_is_bounded(monkeypatch):
    compared, are_forms = [], query_words._are_forms
    monkeypatch.setattr(
        query_words, "_are_forms", lambda *pair: compared.append(pair) or are_forms(*pair)
    )
    words = ["begin" + "".join(letters) for letters in product("abcdefghkm", repeat=3)]
    found = relevance_of(" ".join(words), [f"{' '.join(words[n : n + 10])}." for n in range(999)])
    assert found.query.missing == ()
    assert len(compared) <= MAX_ALIKE * len(words)
    assert max(map(len, found.forms.values())) <= MAX_ALIKE + 1


def test_numbers_have_no_other_forms():
    found = relevance_of("12345 people", ["They counted 12346 people.", "They saw 12345 birds."])
    assert found.words_met(0) == ("people",)
    assert found.words_met(1) == ("12345",)


def test_function_words_of_the_query_tell_between_sentences_with_its_content_words():
    texts = ["The ferry is insured.", "The ferry had been insured.", *GARDEN]
    found = relevance_of("Had the ferry been insured?", texts)
    assert found.scores[1] > found.scores[0] > 0.5


def test_words_are_those_of_the_query_in_their_order_each_once():
    found = relevance_of("Schools, the FERRY and zeppelins; ferry?", HARBOUR)
    assert found.query.text == "Schools, the FERRY and zeppelins; ferry?"
    assert found.query.words == ("schools", "ferry", "zeppelins")
    assert found.query.missing == ("zeppelins",)


# Context


def test_a_sentence_beside_a_relevant_one_is_more_relevant_than_one_far_from_it():
    texts = [*GARDEN, "Was the captain warned?", "Yes, at five.", *GARDEN[::-1], *HARBOUR]
    found = relevance_of("captain warned", texts)
    near, far = found.scores[5], found.scores[12:].max()
    assert near > 0.1 > far
    assert found.scores[3] < 0.1  # a question tells nothing of what stands before it
    told = relevance_of("captain warned", [*GARDEN, "The captain was warned.", *GARDEN[::-1]])
    assert told.scores[3] > 0.1
    apart = relevance_of("captain warned", texts[:5], texts[5:])
    assert apart.scores[5] < near  # it is in another document


def test_a_synonym_that_stands_with_the_words_of_the_query_is_found_by_feedback():
    told = [
        "The hulk, a ferry of Almira Lines, sank off Tindalo.",
        "Divers reached the ferry, the hulk of Almira Lines, on Monday.",
        *GARDEN,
    ]
    apart = ["The sea was calm on Tuesday.", "A choir sang.", "The hulk lies at forty metres."]
    found = relevance_of("ferry", told, [*apart, *HARBOUR[2:]])
    scores = dict(zip([*told, *apart, *HARBOUR[2:]], found.scores, strict=True))
    hulk = scores["The hulk lies at forty metres."]
    assert found.words_met(len(told) + 2) == ()
    assert hulk == max(found.scores[len(told) :])
    assert hulk > 1.2 * scores["A choir sang."]  # beside it


def test_a_word_of_the_request_counts_for_nothing_beside_what_is_asked_about():
    told = [
        "The discussion was long.",
        *GARDEN[:3],
        "The budget of the port was cut.",
        *HARBOUR[2:],
    ]
    found = relevance_of("Summarize the discussion of the budget", told)
    scores = dict(zip(told, found.scores, strict=True))
    assert scores["The budget of the port was cut."] > 2 * scores["The discussion was long."]
    assert relevance_of("the budget, of", told).scores == pytest.approx(found.scores)
    alone = relevance_of("discussion", told)
    assert alone.scores.argmax() == 0


@pytest.mark.parametrize("query", ["peace talks", "Who left the peace talks?"])
def test_a_word_that_may_ask_is_a_matter_where_nothing_is_asked_with_it(query):
    told = ["The peace accord of 1998 is old.", *GARDEN, "Both sides left the talks.", *HARBOUR]
    assert relevance_of(query, told).meets[5]
    assert not relevance_of("talks about the peace", told).meets[5]


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("Describe ferry traffic at Tindalo", {"describe": 0.0}),
        ("What did they say about the ferry?", {"say": 0.0}),
        ("opinion polls", {}),
        ("What did the widow say?", {"say": 0.0}),
        ("Who left the peace talks?", {"talks": REQUEST_WORD}),
        ("Summarize the report of the peace talks", {"summarize": 0, "report": 0, "talks": 0.3}),
        ("Discuss the discussion", {"discuss": 0.0, "discussion": REQUEST_WORD}),
    ],
)
def test_words_ask_at_the_head_of_a_query_and_before_function_words(query, asks):
    assert words_that_ask(query, ["en"], function_words("en")) == asks


def test_a_word_is_of_the_request_by_the_language_of_the_query():
    sentences = [
        replace(one, language=code)
        for code, texts in (("de", ["Die Reden dauerten lange."]), ("en", ["Police reden roses."]))
        for one in sentences_of(texts)
    ]
    table = tabulate_sentences(sentences)
    words = measure_relevance("Who did reden the roses?", sentences, table, language="en")
    assert words.power == POWER
    assert words.words_met(1) == ("reden", "roses")


def test_a_need_of_many_words_is_weighed_less_sharply_than_a_question():
    need = " ".join(text.lower() for text in (*HARBOUR, *GARDEN))
    asked = [
        relevance_of(query, HARBOUR, GARDEN) for query in ("ferry", "Describe the ferry", need)
    ]
    assert [one.power for one in asked] == [POWER, POWER, 1.0]
    concepts = one_concept_each(np.ones(len(asked[0].scores)))
    assert asked[0].of_concepts(concepts).min() < 0.5
    assert asked[2].of_concepts(concepts) == pytest.approx(np.ones(len(concepts.weights)))


def test_a_question_answers_less_than_a_statement_with_the_same_words():
    told = [
        "How many people were on board the ferry?",
        "Many people were on board the ferry.",
        *GARDEN,
    ]
    found = relevance_of("people on board the ferry", told)
    assert found.scores.argmax() == 1
    assert found.scores[0] < 0.7 * found.scores[1]


def test_words_of_request_are_words_and_listed_once():
    for language, words in json.loads(read_data("request_words.json")).items():
        listed = [*words["verbs"].split(), *words["nouns"].split()]
        assert language in LANGUAGES
        assert len(listed) == len({*listed})


def test_a_document_about_something_else_is_not_relevant_for_a_word_that_it_happens_to_have():
    water = [
        "Cryptosporidium was found in the tap water of Aldermouth.",
        "Residents of Aldermouth must boil their tap water.",
        "The parasite came into the reservoir with the rain.",
        "The waterworks of Aldermouth closed the reservoir.",
    ]
    more = [
        "Aldermouth residents boil tap water because of a parasite.",
        "The parasite cryptosporidium is in the reservoir of the waterworks.",
    ]
    garden = [*GARDEN, *HARBOUR]  # it has "water" once
    found = relevance_of("parasite in the tap water of Aldermouth", water, more, garden)
    assert found.relevant[:4].any()
    assert not found.relevant[6:].any()
    assert found.documents[0] == 1.0
    assert not found.factors[6:].any()


def test_what_is_not_relevant_has_no_factor_and_the_best_has_one():
    found = relevance_of("school", HARBOUR, GARDEN)
    assert found.factors.max() == found.factors[2] == 1.0
    assert np.array_equal(found.factors > 0, found.relevant)
    assert found.scores[found.relevant].min() >= MIN_RELEVANCE
    assert found.factors[found.relevant].min() >= (FLOOR * found.documents.min()) ** POWER


# Order, subsets, several languages


def test_the_order_of_the_documents_changes_no_score():
    documents = [HARBOUR, GARDEN, ["The ferry sank.", "The school mourns."], HARBOUR[::-1]]
    query = "When did the ferry leave the harbour, and which school mourns?"
    found = relevance_of(query, *documents)
    back = relevance_of(query, *documents[::-1])
    starts = np.cumsum([0, *map(len, documents)])
    mirrored = np.concatenate([np.arange(a, b) for a, b in pairwise(starts)][::-1])
    np.testing.assert_allclose(back.scores, found.scores[mirrored], rtol=1e-9)
    np.testing.assert_allclose(back.documents, found.documents[mirrored], rtol=1e-9)


def test_the_order_of_documents_in_several_languages_changes_no_score():
    documents = [["The ferry sank.", "The school mourns."], ["Die Fähre sank am Montag."],
                 ["A ferry left.", "Divers came."]]  # fmt: skip
    scores = []
    for order in ([0, 1, 2], [1, 2, 0], [2, 1, 0]):
        sentences = [
            replace(one, language="de" if order[one.document] == 1 else "en")
            for one in sentences_of(*(documents[n] for n in order))
        ]
        table = tabulate_sentences(sentences)
        found = measure_relevance("ferry school Fähre", sentences, table, language="en")
        scores.append({one.text: found.of(n) for n, one in enumerate(sentences)})
    assert scores[0] == pytest.approx(scores[1])
    assert scores[0] == pytest.approx(scores[2])


def test_the_relevance_of_some_sentences_is_what_they_had_among_all():
    found = relevance_of("Who visited the school?", HARBOUR, GARDEN)
    kept = [2, 4, 6]
    taken = found.take(kept, take_rows(found.table, kept))
    assert [taken.of(n) for n in range(3)] == [found.of(n) for n in kept]
    assert [taken.words_met(n) for n in range(3)] == [("visited", "school"), (), ()]


def test_the_words_are_looked_for_in_each_language_of_the_documents():
    sentences = sentences_of(["Die Fähre sank am Sonntag."], ["The ferry sank on Sunday."])
    sentences = [
        replace(one, language=code) for one, code in zip(sentences, ("de", "en"), strict=True)
    ]
    table = tabulate_sentences(sentences)
    found = measure_relevance("ferries Fähren", sentences, table, language="en")
    assert [found.words_met(n) for n in range(2)] == [("fähren",), ("ferries",)]
    for query in ("Wo ist die Fähre am Sonntag?", "Was there a ferry on Sunday?"):
        words = measure_relevance(query, sentences, table, language="en").query.words
        assert {"die", "wo", "ist", "was", "there"}.isdisjoint(words)


@pytest.mark.parametrize(
    ("language", "query", "best", "others"),
    [
        ("fr", "Le capitaine avait-il été averti ?", "On avait averti le capitaine de la tempête.",
         ["Le maire visite une école.", "La boulangerie reste fermée lundi."]),
        ("de", "Wurde der Kapitän gewarnt?", "Die Küstenwache warnte den Kapitän am Morgen.",
         ["Der Bürgermeister besuchte eine Schule.", "Die Bäckerei bleibt geschlossen."]),
        ("ru", "Был ли предупреждён капитан?", "Капитана предупредили о шторме утром.",
         ["Мэр посетил школу в пятницу.", "Пекарня на площади закрыта."]),
        ("ar", "هل تم تحذير القبطان؟", "تلقى القبطان تحذيرا من العاصفة صباحا.",
         ["زار العمدة المدرسة يوم الجمعة.", "بقي المخبز مغلقا في الساحة."]),
        ("el", "Είχε προειδοποιηθεί ο καπετάνιος;", "Ο καπετάνιος είχε προειδοποιηθεί το πρωί.",
         ["Ο δήμαρχος επισκέφθηκε το σχολείο.", "Ο φούρνος έμεινε κλειστός."]),
        ("zh", "船长收到警告了吗?", "船长当天早上收到了大风警告。",
         ["市长星期五参观了学校。", "广场上的面包店没有营业。"]),
        ("cs", "Byl kapitán varován?", "Kapitána varovali před bouří ráno.",
         ["Starosta navštívil školu.", "Pekárna zůstala zavřená."]),
    ],
)  # fmt: skip
def test_answers_are_found_in_many_languages(language, query, best, others):
    assert best_of(query, [others[0], best], [others[1]], language=language) == best


# Queries that cannot be answered


@pytest.mark.parametrize(
    ("query", "language", "what"),
    [
        ("", "en", "no word"),
        (" \n", "en", "no word"),
        ("?!", "en", "no word"),
        ("\0\ud800", "en", "no word"),
        ("Was it there?", "en", "only function words"),
        ("Was ist das?", "de", "only function words"),
        ("Qui est-ce?", "fr", "only function words"),
        ("的了 谁", "zh", "only function words"),
        ("Was ist das?", "en", "only function words"),  # German, about English documents
    ],
)
def test_a_query_without_a_word_to_look_for_is_refused(query, language, what):
    with pytest.raises(EmptyQuery) as caught:
        relevance_of(query, HARBOUR, language=language)
    assert str(caught.value) == f"the query has {what} to look for: name what it is about"
    assert caught.value.exit_status == 2


@pytest.mark.parametrize(
    ("query", "more"),
    [
        ("zeppelins", ""),
        ("Wer wurde verhaftet?", "; it seems to be in German, the documents are in English"),
        (
            "Le capitaine de la péniche avait-il été averti ?",
            "; it seems to be in French, the documents are in English",
        ),
        ("谁被逮捕了?", "; it seems to be in Chinese, the documents are in English"),
    ],
)
def test_a_query_of_which_no_document_has_a_word_is_told_with_its_language(query, more):
    documents = [*HARBOUR, "Atty. Socorro Vda. de Leon showed a receipt."]
    with pytest.raises(NothingToSummarize) as caught:
        relevance_of(query, documents)
    assert str(caught.value) == f"nothing to summarize: no document has a word of the query{more}"


def test_a_warning_names_the_words_that_are_missing_if_they_tell_most_of_the_query():
    (line,) = relevance_of("zeppelins over the school", HARBOUR).warnings()
    assert line == "the documents have little of the query; missing: zeppelins"
    assert not [*relevance_of("mayor, school, choir, zeppelins", HARBOUR).warnings()]
    found = relevance_of("Wer hat den Hafen von Tindalo gesperrt?", HARBOUR)
    (line,) = found.warnings()
    assert line.endswith("; it seems to be in German, the documents are in English")


# Anything


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=5), min_size=1, max_size=4), TEXTS)
def test_scores_are_between_0_and_1_and_words_met_are_of_the_query(documents, query):
    try:
        found = relevance_of(query, *documents)
    except (EmptyQuery, NothingToSummarize):
        return
    for values in (found.scores, found.documents, found.factors):
        assert values.min() >= 0
        assert values.max() <= 1 + 1e-12
    assert found.scores.max() == pytest.approx(1)
    assert set(found.query.missing) <= set(found.query.words)
    met = [found.words_met(n) for n in range(len(found.scores))]
    assert {word for words in met for word in words} == {*found.query.words} - {
        *found.query.missing
    }


# Answers


def test_a_question_that_asks_the_same_is_quoted_after_all_else_and_what_is_behind_it_answers():
    told = [
        "A day of mourning was declared.",
        "How many people were on board?",
        "The operator speaks of 241.",
        *GARDEN,
        *HARBOUR,
    ]
    found = relevance_of("How many people were on board of the ferry?", told)
    assert found.scores[2] == 1.0
    assert not found.relevant[1]
    assert found.scores[0] < 0.1 < found.scores[2]
    asked_elsewhere = relevance_of("Which roses need water?", told)
    assert not asked_elsewhere.relevant[2]


def test_a_number_is_told_by_a_sentence_with_a_number():
    told = [
        "Many people left the ferry in boats.",
        "Forty people left the ferry in boats.",
        *GARDEN,
    ]
    assert relevance_of("How many people left the ferry?", told).scores.argmax() == 1
    alike = relevance_of("Which people left the ferry?", told).scores
    assert alike[0] == pytest.approx(alike[1], abs=0.05)


def test_a_sentence_with_all_words_of_the_query_is_before_a_short_one_with_some():
    told = [
        "The ferry is old.",
        "The ferry of Almira Lines sank in the bay of Tindalo on Sunday morning in a gale.",
        *GARDEN,
        "The ferry left.",
    ]
    assert relevance_of("When did the ferry sink?", told).scores.argmax() == 1


def test_two_words_for_one_of_the_query_count_once():
    told = ["They agreed on a pact, an accord.", "They agreed on borders.", *GARDEN]
    found = relevance_of("What was agreed on borders?", told)
    assert found.scores[0] < 0.8 < found.scores[1] == 1.0


def test_a_sentence_without_a_word_of_the_query_does_not_meet_it_by_function_words():
    told = ["Was it on the wall, on the roof?", "Borders were discussed.", *GARDEN]
    found = relevance_of("What was on the agenda, on borders?", told)
    assert found.scores.argmax() == 1
    assert not found.meets[0]


def test_in_a_transcript_the_words_of_the_query_themselves_are_looked_for():
    told = ["The ferry sank at noon.", "A ferry can sink.", *GARDEN]
    written = sentences_of(told)
    spoken = [replace(one, speaker="Ana") for one in written]
    met = [
        measure_relevance("sink", some, tabulate_sentences(some), language="en").meets[:2].tolist()
        for some in (written, spoken)
    ]
    assert met == [[True, True], [False, True]]


def test_in_a_short_document_the_neighbours_of_a_match_are_no_answers():
    told = ["The mayor came.", "The captain was warned.", "A choir sang.", "The bakery is closed."]
    found = relevance_of("Was the captain warned?", told)
    assert found.scores[1] == 1.0
    assert max(found.scores[[0, 2, 3]]) < 0.3


def test_in_a_short_transcript_what_is_said_near_a_match_may_answer_it():
    told = ["The captain was warned.", "Ana came at noon.", *["We sang."] * 20, "It rained."]
    written = sentences_of(told)
    spoken = [replace(one, speaker="Ben") for one in written]
    scores = [
        measure_relevance("captain", some, tabulate_sentences(some), language="en").scores
        for some in (written, spoken)
    ]
    assert scores[1][1] > scores[0][1]
    assert scores[1][1] > scores[1][-1]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        (
            "Wer hat die mayor gesehen und gewarnt?",
            "the documents have little of the query; missing: ",
        ),
        (
            "Wer hat die mayor, school, choir gesehen?",
            "the documents do not have all words of the ",
        ),
    ],
)
def test_a_query_in_another_language_is_told_if_any_of_its_words_is_missing(query, line):
    (warning,) = relevance_of(query, HARBOUR).warnings()
    assert warning.startswith(line)
    assert warning.endswith("; it seems to be in German, the documents are in English")


# Each word


def test_the_best_sentence_with_a_word_conveys_all_that_the_word_counts_for():
    found = relevance_of("Which harbour has a bakery?", HARBOUR)
    quality = np.array([0.5, 1.0, 1.0, 1.0, 0.1])
    concepts = found.with_words(one_concept_each(np.zeros(5)), quality, 10.0)
    counts = {word: 10.0 * EACH_WORD * share for word, share in found.shares.items()}
    assert set(counts) == {"harbour", "bakery"}
    assert sum(counts.values()) == pytest.approx(10.0 * EACH_WORD)
    sums = concepts.sums() * quality
    assert sums == pytest.approx([counts["harbour"], 0, 0, 0, counts["bakery"]])


def test_a_word_whose_sentences_may_not_be_quoted_counts_for_nothing():
    found = relevance_of("Which harbour has a bakery?", HARBOUR)
    concepts = found.with_words(one_concept_each(np.zeros(5)), np.zeros(5), 10.0)
    assert not concepts.sums().any()
