from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import multisumm
from locations import SEEDS
from multisumm import Document, summarize
from multisumm.comparison.inverted_index import index_words
from multisumm.errors import NothingNew
from multisumm.focus import novelty
from multisumm.focus.novelty import first_known, propose_known
from multisumm.options import METHODS
from strategies import clusters, sentences_of, table_of

MONDAY = Document(
    "monday",
    "The dam at Arlo broke on Monday morning. The flood killed 127 people in the valley."
    " Prime Minister Ana Duarte visited the town of Arlo. Engineers had warned of cracks.",
    date="2025-03-10",
)
TUESDAY = Document(
    "tuesday",
    "The dam at Arlo broke on Monday morning. The flood killed 130 people in the valley."
    " Police arrested the manager of the dam on Tuesday. Engineers had warned of cracks.",
    date="2025-03-11",
)
SILO = SEEDS / "silo"


def texts(summary):
    return [sentence.text for sentence in summary.sentences]


def test_only_what_is_new_is_quoted():
    assert {*texts(summarize([TUESDAY], known=[MONDAY]))} == {
        "The flood killed 130 people in the valley.",
        "Police arrested the manager of the dam on Tuesday.",
    }


def test_an_update_says_what_was_known_and_what_is_new():
    summary = summarize([TUESDAY], known=[MONDAY])
    (toll,) = [one for one in summary.sentences if "killed" in one.text]
    (known,) = toll.known
    assert (known.relation, known.about) == ("update", "127 → 130")
    assert known.citation.document == "monday"
    assert MONDAY.text[known.citation.start : known.citation.end] == known.text
    assert [MONDAY.text[a:b] for a, b in known.there] == ["127"]
    assert [TUESDAY.text[a:b] for a, b in known.here] == ["130"]


def test_what_is_known_counts_as_earlier_where_no_dates_tell():
    before, after = (Document(one.id, one.text) for one in (MONDAY, TUESDAY))
    summary = summarize([after], known=[before])
    assert [one.about for s in summary.sentences for one in s.known if one.about] == ["127 → 130"]


def test_an_older_state_than_the_known_one_is_no_news():
    assert "127" not in summarize([MONDAY], known=[TUESDAY]).text
    undated = [Document(one.id, one.text) for one in (MONDAY, TUESDAY)]
    assert "127" in summarize(undated[:1], known=undated[1:]).text


@pytest.mark.parametrize("method", METHODS)
def test_every_method_tells_only_what_is_new(method):
    summary = summarize([TUESDAY], known=[MONDAY], method=method)
    assert "warned of cracks" not in summary.text
    assert "130" in summary.text


def test_documents_that_are_known_have_nothing_new():
    with pytest.raises(NothingNew, match=r"^nothing new: ") as caught:
        summarize([MONDAY, TUESDAY], known=[MONDAY, TUESDAY])
    assert caught.value.exit_status == 7


def test_what_is_not_quoted_because_it_is_known_is_counted():
    (source,) = summarize([TUESDAY], known=[MONDAY]).documents
    assert source.not_quotable["known"] == 2


def test_known_documents_of_another_subject_change_no_choice():
    plain = summarize([TUESDAY], words=20)
    other = summarize([TUESDAY], words=20, known=["The orchestra opened its season in Lund."])
    assert texts(other) == texts(plain)
    assert not any(one.known for one in other.sentences)


def test_the_summary_of_yesterday_stands_for_yesterday():
    day = [multisumm.read_documents([str(SILO / f"day-{n}" / "sources")]) for n in (1, 2)]
    yesterday = summarize(day[0], words=120)
    today = summarize(day[1], words=120, known=yesterday)
    assert not {*texts(yesterday)} & {*texts(today)}
    assert texts(today) == texts(summarize(day[1], words=120, known=yesterday.to_json()))


def test_ids_of_known_documents_may_be_those_of_new_ones():
    summary = summarize([Document("x", TUESDAY.text)], known=[Document("x", MONDAY.text)])
    assert [source.id for source in summary.known] == ["x"]
    assert all(TUESDAY.text[s.citation.start : s.citation.end] == s.text for s in summary.sentences)


def test_a_query_and_what_is_known_go_together():
    summary = summarize([TUESDAY], known=[MONDAY], query="Who was arrested?", words=10)
    assert texts(summary) == ["Police arrested the manager of the dam on Tuesday."]


SENTENCES = [
    "The dam at Arlo broke on Monday morning.",
    "The flood killed 127 people in the valley.",
    "The flood killed 130 people in the valley.",
    "Police arrested the manager of the dam.",
    "Engineers had warned of cracks in the wall.",
    "No!",
    "Arlo 1999",
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1), st.lists(st.sampled_from(SENTENCES)))
def test_no_known_sentence_is_quoted(new, known):
    try:
        summary = summarize([" ".join(new)], known=[" ".join(known)])
    except multisumm.NothingToSummarize:
        return
    assert not {*texts(summary)} & {*known}


def test_a_short_known_text_is_taken_to_be_in_the_language_of_the_documents():
    with pytest.raises(NothingNew):
        summarize(["Rescuers searched all night."], known=["Rescuers searched all night."])


def test_words_of_known_documents_are_none_of_the_documents():
    with pytest.raises(multisumm.NothingToSummarize, match="no document has a word of the query"):
        summarize([TUESDAY], query="volcano", known=["A volcano erupted."])
    summary = summarize([TUESDAY], query="flood volcano", known=["A volcano erupted."])
    assert summary.query.missing == ("volcano",)


def test_that_all_that_is_relevant_is_known_is_nothing_new():
    with pytest.raises(NothingNew):
        summarize([TUESDAY], query="Who had warned of cracks?", known=[MONDAY], words=10)


def test_a_sentence_that_says_more_than_a_known_one_names_no_difference():
    more = "The dam at Arlo in the upper valley broke on Monday morning after heavy rain."
    (sentence,) = summarize([more], known=["The dam at Arlo broke on Monday morning."]).sentences
    assert [(one.relation, one.about) for one in sentence.known] == [("more", "")]


def test_no_exchange_for_a_better_supported_side_brings_back_what_is_known():
    documents = multisumm.read_documents([str(SEEDS / "ferry" / "sources")])
    known = "The manifest listed 214 people."
    for words in (20, 40, 100):
        assert known not in texts(summarize(documents, words=words, known=[known]))


def test_a_denial_of_what_was_known_says_on_which_side_it_is():
    before = "The captain of the ferry was not warned of the storm by radio."
    now = "The captain of the ferry was warned of the storm by radio."
    text = summarize([now], known=[before]).to_text()
    assert "(said / denied: “not” only before)" in text


@given(clusters(), st.integers(0, 9))
def test_of_few_known_sentences_all_that_share_a_term_are_proposed(sentences, count):
    table = table_of(sentences)
    index = index_words(table, languages=["en"])
    firsts = first_known(index, count)
    terms = [{*index.terms_of(i).tolist()} for i in range(len(sentences))]
    for i, own in enumerate(terms):
        proposed = Counter(propose_known(index, firsts, index.terms_of(i)).tolist())
        assert proposed == {
            j: len(own & terms[j]) for j in range(count, len(terms)) if own & terms[j]
        }


@pytest.mark.parametrize("number", [100, 400])
def test_frequent_words_propose_no_more_the_more_is_known(monkeypatch, number):
    monkeypatch.setattr(novelty, "MAX_PROPOSED", 50)
    frequent = "na ya wa kwa"  # function words of a language that has no list of them
    known = [f"{frequent} neno{n} jambo{n // 2}." for n in range(number)]
    both = ["na ya.", f"{frequent} neno7 jambo3.", *known]
    index = index_words(table_of(sentences_of(both)), languages=["und"])
    firsts = first_known(index, 2)
    proposed = [propose_known(index, firsts, index.terms_of(i)) for i in range(len(both))]
    assert max(map(len, proposed)) == 50
    assert Counter(proposed[1].tolist()).most_common(1) == [(2 + 7, 2)]
