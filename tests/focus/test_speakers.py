"""What stands in a turn of a transcript has the words of its speaker."""

import pytest

import multisumm
from multisumm.focus.relevance import measure_relevance
from multisumm.focus.speakers import with_speakers
from multisumm.pipeline.articles import read_articles
from multisumm.text.articles import sentences_of
from multisumm.text.terms import tabulate_sentences

TURNS = (
    "Chair: The harbour is old. It needs a crane.",
    "Engineer: The old crane lifts eleven tonnes. Mind one thing: a new one lifts thirty.",
    "Chair: Who pays?",
    "Engineer: The bank. It gives a loan.",
    "Guest: That is good. So be it.",
    "Chair: It has been done before.",
    "Engineer: Not here.",
    "Chair: Then it is time. We vote.",
    "Engineer: Agreed.",
)
ARTICLE = (
    "Note: The harbour is old. It needs a crane.",
    "The mayor said it at the quay: the crane comes first. The old one lifts eleven tonnes.",
    "Note: The bank gives a loan. The council votes on Friday.",
    "Prices: A crane costs a million. It lasts thirty years.",
    "Prices: A loan costs more. The bank says so.",
    "Nobody has seen the offer. It is secret.",
    "The harbour master is content. He waits for the crane.",
    "He has three ships. They lie at the quay.",
)


def sentences_in(*documents):
    articles = read_articles(
        ["\n".join(lines) for lines in documents],
        language="en",
        keep_noise=False,
        splitter="rules",
    )[0]
    return list(sentences_of(articles, without={}))


def spoken(*documents):
    sentences = sentences_in(*documents)
    table = with_speakers(tabulate_sentences(sentences), sentences, language="en")
    rows = zip(table.starts[:-1], table.starts[1:], strict=True)
    return [" ".join(table.vocabulary[t] for t in table.tokens[a:b]) for a, b in rows]


def test_the_sentences_inside_a_turn_have_the_name_of_its_speaker():
    rows = spoken(TURNS)
    assert [row.split()[0] for row in rows[:9]] == [
        "chair", "chair", "engin", "engin", "chair", "engin", "engin", "guest", "so",
    ]  # fmt: skip
    assert rows[0].count("chair") == rows[1].count("chair") == 1


def test_a_colon_inside_a_turn_does_not_end_it():
    assert spoken(TURNS)[3].startswith("engin mind one thing")


def test_a_turn_ends_with_its_document():
    assert spoken(TURNS, ["It rained."])[-1] == "it rain"


@pytest.mark.parametrize(
    "lines", [ARTICLE, [*TURNS, *ARTICLE[1:]], TURNS[:2]], ids=["article", "half", "short"]
)
def test_other_texts_with_colons_have_no_speakers(lines):
    sentences = sentences_in(lines)
    assert {one.speaker for one in sentences} == {""}
    table = tabulate_sentences(sentences)
    assert with_speakers(table, sentences, language="en") is table


def test_a_name_with_a_long_title_speaks():
    name = "Ms Ada Lind (North Harbour and the Outer Islands)"
    turns = [line.replace("Engineer", name) for line in TURNS]
    assert [one.speaker for one in sentences_in(turns)][2:4] == [name, name]


def test_a_name_whose_lines_are_left_out_adds_no_word():
    sentences = [one for one in sentences_in(TURNS) if one.text.startswith("It needs")]
    table = with_speakers(tabulate_sentences(sentences), sentences, language="en")
    assert table.vocabulary == ("it", "need", "a", "crane")
    assert len(table.tokens) == 4


def test_what_a_speaker_says_answers_a_question_about_the_speaker():
    sentences = sentences_in(TURNS)
    table = tabulate_sentences(sentences)
    found = measure_relevance(
        "What did the engineer say on cranes?", sentences, table, language="en"
    )
    assert found.scores[2] > 2 * found.scores[8]
    assert found.words_met(3) == ()  # it has no word of the query itself


def test_summaries_of_a_question_quote_what_the_speaker_says():
    (first, *_) = multisumm.summarize(
        ["\n".join(TURNS)], query="What did the engineer say on a loan?", words=6
    ).sentences
    assert first.text == "It gives a loan."
