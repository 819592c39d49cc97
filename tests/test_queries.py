"""Summaries with a query: what holds of every one of them, whatever is asked and wherever."""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import multisumm
from locations import FERRY, SEEDS, SHARED
from multisumm import Document, MultisummError, NothingToSummarize, OptionError
from multisumm.options import METHODS, OrderName
from multisumm.reading import read_documents
from multisumm.rendering.formats import RENDERERS
from strategies import TEXTS
from summary_checks import assert_exact

CAPTAIN = "Had the captain been warned?"
LIMITS = {"words": 40, "sentences": 2, "characters": 250, "bytes": 250, "ratio": 0.1}
WATER = SEEDS / "water" / "sources"


@cache
def ferry():
    return tuple(multisumm.read_documents([FERRY]))


@cache
def water():
    return tuple(multisumm.read_documents([WATER]))


def ask(query, documents=None, **options):
    """A summary with a query, after checks of what holds of every one."""
    documents = ferry() if documents is None else documents
    summary = multisumm.summarize(documents, query=query, **(options or {"words": 40}))
    assert_answers(summary, query, documents)
    return summary


def assert_answers(summary, query, documents):
    assert_exact(summary, documents)
    assert summary.budget.used <= summary.budget.limit
    assert summary.settings["query"] == summary.query.text == query
    assert summary.sentences
    for sentence in summary.sentences:
        assert 0 < sentence.relevance <= 1
        assert [w for w in summary.query.words if w in sentence.query_words] == [
            *sentence.query_words
        ]
        assert not set(sentence.query_words) & set(summary.query.missing)


# What is asked


def test_a_question_is_answered_with_what_contradicts_the_answer():
    first, *_ = ask(CAPTAIN).sentences
    assert first.text.startswith("The captain had been warned of the approaching storm")
    assert [conflict.citation.document for conflict in first.conflicts] == [
        "03-public-broadcaster.txt"
    ]
    assert first.query_words == ("captain", "warned")


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="../shared/seeds is absent: only developers and CI have it"
)
@pytest.mark.parametrize("words", [40, 60, 120])
def test_an_answer_has_each_word_of_the_question_where_it_can(words):
    documents = read_documents([SHARED / "seeds"])
    summary = multisumm.summarize(documents, words=words, query="What was agreed on borders?")
    assert {word for one in summary.sentences for word in one.query_words} == {"agreed", "borders"}


def test_without_a_query_nothing_is_said_of_one():
    summary = multisumm.summarize(ferry(), words=40)
    assert summary.query is None
    assert summary == multisumm.summarize(ferry(), words=40, query=None)
    assert {(one.relevance, one.query_words) for one in summary.sentences} == {(None, ())}
    record = json.loads(summary.to_json())
    assert "query" not in {*record, *record["settings"]}
    assert not {"relevance", "query_words"} & record["sentences"][0].keys()


@pytest.mark.parametrize(
    "query",
    [
        "Balagtas",
        "CAPTAIN",
        "captain\0 \x1b[31mwarned\ud800\u202e\n\t",
        "214 241",
        "warned " * 10_000,
        " ".join(f"word{n}" for n in range(9_999)) + " captain",
        "captain " + "x" * 100_000,
    ],
    ids=lambda query: ascii(query[:20]),
)
def test_queries_of_every_kind_are_answered_in_every_format(query):
    summary = ask(query)
    for form, render in RENDERERS.items():
        assert render(summary).encode("utf-8"), form  # no lone surrogate is left
    assert json.loads(summary.to_json())["query"]["text"] == query
    assert "\x1b" not in summary.to_text() + summary.to_html() + summary.to_markdown()


def test_a_query_can_be_a_whole_document():
    text = ferry()[0].text
    summary = ask(text, words=60)
    assert len(summary.query.words) > 100
    assert len(summary.to_text().partition("asked: ")[2].partition("\n")[0]) < 310


def test_what_most_of_the_query_is_missing_is_a_warning():
    line = "the documents have little of the query; missing: life, jackets"
    assert line in ask("life jackets of the captain").warnings


@pytest.mark.parametrize("query", ["", "?!", "\0", "\ud800", "What was it?"])
def test_a_query_without_a_word_to_look_for_is_refused(query):
    with pytest.raises(OptionError, match=r"to look for: name what it is about$"):
        ask(query)


@pytest.mark.parametrize("query", [5, b"captain", ["captain"], {}, True, 1.5])
def test_a_query_of_another_type_is_refused(query):
    with pytest.raises(OptionError, match=r"^query must be a string, not "):
        ask(query)


def test_a_query_in_another_language_says_so():
    with pytest.raises(NothingToSummarize) as caught:
        ask("Wer wurde verhaftet?")
    assert str(caught.value).endswith("; it seems to be in German, the documents are in English")
    summary = ask("Was hat der Käpten Balagtas gesagt, und warum?")
    assert any("it seems to be in German" in line for line in summary.warnings)
    bridge = multisumm.read_documents([SEEDS / "bruecke" / "sources"])
    assert "gesperrt" in ask("Warum wurde die Brücke gesperrt?", bridge).text


# With everything else


@pytest.mark.parametrize("method", METHODS)
def test_every_method_answers_within_the_limit(method):
    for limit, amount in LIMITS.items():
        summary = ask(CAPTAIN, method=method, **{limit: amount})
        assert any(one.query_words for one in summary.sentences), limit


@pytest.mark.parametrize("order", OrderName.__args__)
@pytest.mark.parametrize("flags", [{}, {"keep_all": True}, {"keep_noise": True}], ids=str)
def test_every_order_tells_the_same_sentences(order, flags):
    summary = ask(CAPTAIN, words=60, order=order, **flags)
    reading = ask(CAPTAIN, words=60, **flags)
    assert {one.citation for one in summary.sentences} == {
        one.citation for one in reading.sentences
    }


@given(
    st.lists(st.lists(TEXTS, min_size=1, max_size=5).map(". ".join), min_size=1, max_size=4),
    TEXTS,
    st.sampled_from([method for method in METHODS if not method.startswith("sumy-")]),
    st.sampled_from([{"words": 6}, {"sentences": 1}, {"bytes": 30}, {"ratio": 0.5}]),
)
@settings(deadline=None)
def test_whatever_is_asked_of_whatever_texts(texts, query, method, limit):
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    try:
        summary = multisumm.summarize(documents, query=query, method=method, **limit)
    except MultisummError:
        return
    assert_answers(summary, query, documents)


def test_a_document_that_answers_is_never_off_the_subject():
    documents = (*water(), ferry()[0])
    name = ferry()[0].id
    plain = multisumm.summarize(documents, words=60)
    assert [source.id for source in plain.documents if source.off_subject] == [name]
    asked = ask(CAPTAIN, documents)
    assert {one.citation.document for one in asked.sentences} == {name}
    assert not any(source.off_subject for source in asked.documents)
    other = ask("How did the parasite get into the reservoir?", documents)
    assert [source.id for source in other.documents if source.off_subject] == [name]


def test_sentences_that_are_not_relevant_are_counted():
    counts = [source.not_quotable for source in ask("Who was arrested?").documents]
    assert sum(count.get("not relevant", 0) for count in counts) > 40


def test_a_summarizer_asks_the_same_of_every_cluster():
    summarizer = multisumm.Summarizer(words=40, query=CAPTAIN)
    assert summarizer.get_params()["query"] == CAPTAIN
    (summary,) = summarizer.transform([ferry()])
    assert summary == multisumm.summarize(ferry(), words=40, query=CAPTAIN)
    assert repr(summarizer) == f"Summarizer(words=40, query={CAPTAIN!r})"


# On the command line


@pytest.mark.parametrize(
    ("query", "status", "line"),
    [
        ("", 2, "the query has no word to look for: name what it is about"),
        ("the", 2, "the query has only function words to look for: name what it is about"),
        ("Zeppelins", 3, "nothing to summarize: no document has a word of the query"),
        (
            "What did Obama say?",
            3,
            "nothing to summarize: no document has a word of the query but say",
        ),
    ],
)
def test_what_cannot_be_answered_is_one_line_and_a_status(main, query, status, line):
    assert main("summarize", str(FERRY), "--query", query) == (
        status, b"", f"multisumm: error: {line}\n"
    )  # fmt: skip


def test_a_summary_with_a_query_is_made_again(main, tmp_path):
    path = tmp_path / "summary.json"
    asked = ("--query", CAPTAIN, "--words", "40", "--quiet")
    for form in ("json", "html"):
        name = str(path.with_suffix(f".{form}"))
        main("summarize", str(FERRY), *asked, "--format", form, "--output", name)
        assert main("verify", name, str(FERRY), "--recompute", "--quiet")[0] == 0
    record = json.loads(path.read_text(encoding="utf-8"))
    for change in (
        {"settings": {**record["settings"], "query": "Who was arrested?"}},
        {"query": {**record["query"], "missing": ["warned"]}},
        {"sentences": [{**one, "relevance": 0.5} for one in record["sentences"]]},
    ):
        path.write_text(json.dumps(record | change), encoding="utf-8")
        assert main("verify", str(path), str(FERRY), "--recompute", "--quiet")[0] == 5, change
    path.write_text(json.dumps(record | {"settings": {**record["settings"], "query": 5}}))
    status, _, errors = main("verify", str(path), str(FERRY), "--recompute")
    assert status == 1
    assert errors.endswith("cannot be made again: query must be a string, not 5\n")


def test_the_text_of_an_answer_verifies_and_its_query_is_not_looked_up(main, tmp_path):
    path = tmp_path / "answer.txt"
    path.write_text(ask("Had the captain Zuckerberg been warned?").to_text(), encoding="utf-8")
    status, output, errors = main("verify", "--text", str(path), str(FERRY))
    assert (status, errors) == (0, "")
    assert b"not checked: " in output
    edited = path.read_text(encoding="utf-8").replace("asked: Had", "asked and Had")
    path.write_text(edited, encoding="utf-8")
    assert main("verify", "--text", str(path), str(FERRY))[0] == 5  # it is no line of the list
