"""What stands in a turn of a transcript has the words of its speaker."""

from multisumm.focus.relevance import measure_relevance
from multisumm.focus.speakers import with_speakers
from multisumm.text.terms import tabulate_sentences
from strategies import sentences_of

TURNS = [
    "Chair: The harbour is old.",
    "It needs a crane.",
    "Engineer: The old crane lifts eleven tonnes.",
    "A new one lifts thirty.",
    "Chair: Who pays?",
    "Engineer: The bank.",
    "It gives a loan.",
    "Guest: Good.",
    "So be it.",
]


def spoken(*documents):
    sentences = sentences_of(*documents)
    table = with_speakers(tabulate_sentences(sentences), sentences, language="en")
    rows = zip(table.starts[:-1], table.starts[1:], strict=True)
    return [" ".join(table.vocabulary[t] for t in table.tokens[a:b]) for a, b in rows]


def test_the_sentences_inside_a_turn_have_the_name_of_its_speaker():
    rows = spoken(TURNS)
    assert [row.split()[0] for row in rows] == [
        "chair", "chair", "engineer", "engineer", "chair", "engineer", "engineer", "guest", "so",
    ]  # fmt: skip
    assert rows[0].count("chair") == rows[1].count("chair") == 1


def test_a_turn_ends_with_its_document_and_other_texts_stay_as_they_are():
    assert spoken(TURNS[:7], ["It rained."])[-1] == "it rained"
    for texts in (["Note: It rained."] * 3 + ["It snowed."], TURNS[:2]):
        assert spoken(texts) == spoken(texts[::-1])[::-1]


def test_what_a_speaker_says_answers_a_question_about_the_speaker():
    sentences = sentences_of(TURNS)
    table = tabulate_sentences(sentences)
    found = measure_relevance(
        "What did the engineer say on cranes?", sentences, table, language="en"
    )
    assert found.scores[3] > 2 * found.scores[8]
    assert found.words_met(3) == ()  # it has no word of the query itself
