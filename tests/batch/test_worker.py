import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batch_data import TWO, cluster_line
from multisumm.batch.worker import (
    Task,
    failure_reason,
    failure_record,
    is_failure,
    prepare,
    summarize_line,
)
from multisumm.errors import OptionError
from multisumm.model import Document
from multisumm.pipeline import summarize
from multisumm.reading.records import parse_cluster


def done(line, number=7, **options):
    return json.loads(prepare(options)(Task(number, line)))


def test_a_record_is_the_json_format_plus_the_id_of_the_cluster():
    record = done(cluster_line(3), words=20)
    cluster = parse_cluster(cluster_line(3), where="")
    expected = json.loads(summarize(cluster.documents, words=20).to_json())
    assert record == {"id": "c3", **expected}
    assert next(iter(record)) == "id"


def test_the_id_of_a_cluster_without_an_id_is_the_number_of_its_line():
    assert done(b'{"documents": ["The ferry sank on Sunday."]}')["id"] == "7"


@pytest.mark.parametrize(
    ("line", "cluster", "message"),
    [
        (b'{"id": ', None, "line 7: not valid JSON: Expecting value (column 8)"),
        (b"\xff", None, "line 7: not UTF-8"),
        (b"[1]", None, "line 7: not an object, but [1]"),
        (b'{"id": "x"}', "x", "line 7: not a cluster: it has no `documents`"),
        (b'{"id": 5, "documents": [{}]}', "5", "line 7, document 1: `text` is missing, not a"),
        (b'{"id": "x", "documents": [" "]}', "x", "nothing to summarize: no text in 1 document"),
        (b'{"documents": [" "]}', "7", "nothing to summarize: no text in 1 document"),
    ],
)
def test_a_bad_cluster_gives_a_record_with_its_error_its_id_and_its_line(line, cluster, message):
    record = done(line)
    assert [*record] == ["error", "id", "line"]
    assert record["error"].startswith(message)
    assert (record["id"], record["line"]) == (cluster, 7)


@pytest.mark.parametrize(
    ("line", "message", "reason"),
    [
        (b"{", "line 7: not valid JSON", "line 7: not valid JSON"),
        (b'{"id": "x"}', "no text", "cluster 'x': no text"),
        (b'{"documents": []}', "no text", "cluster '7': no text"),
        (b"", "two\nlines", r"two\nlines"),
    ],
)
def test_the_reason_of_a_failure_names_the_cluster_if_its_id_is_known(line, message, reason):
    assert failure_reason(failure_record(Task(7, line), message)) == reason


@pytest.mark.parametrize(
    "record", [b'{"error": "no"}\n', b'{"error": "no\n', b'{"error": [' * 9000]
)
def test_the_reason_in_a_file_of_another_program_is_not_an_error(record):
    assert failure_reason(record) == "not a record of multisumm"


@pytest.mark.parametrize(
    ("error", "message"),
    [(MemoryError(), "out of memory"), (KeyError("x"), "internal error: KeyError: 'x'")],
)
def test_every_error_in_a_cluster_is_reported_in_its_record(monkeypatch, error, message):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("multisumm.pipeline.summarize", fail)
    record = json.loads(summarize_line(Task(1, cluster_line(1)), options={}))
    told, _, place = record.pop("error").partition(" (")
    assert told == message
    assert not place or place.startswith("test_worker.py:")
    assert record == {"id": "c1", "line": 1}


def test_unreadable_input_gives_an_error_at_its_line():
    record = json.loads(summarize_line(Task(9, b"", "the compressed data is cut off"), options={}))
    assert record == {"error": "the compressed data is cut off", "id": None, "line": 9}


def test_a_very_long_line_is_not_parsed_again_for_its_id(monkeypatch):
    monkeypatch.setattr("multisumm.batch.worker.MAX_BYTES_FOR_AN_ID", 10)
    assert json.loads(failure_record(Task(1, b'{"id": "x" }'), "too long"))["id"] is None
    assert json.loads(failure_record(Task(1, b'{"id":"x"}'), "too long"))["id"] == "x"


def with_query(query):
    return json.dumps({**json.loads(cluster_line(3)), "query": query}).encode()


def test_the_query_of_a_cluster_wins_over_that_of_the_command():
    assert "query" not in done(cluster_line(3))
    assert done(cluster_line(3), query="a ferry")["query"]["text"] == "a ferry"
    record = done(with_query("Whom did the rescuers look for?"), query="a ferry")
    assert record["query"]["text"] == record["settings"]["query"]
    assert record["summary"] == TWO
    own = {"id": "x", "documents": ["Die Not ist groß."], "query": "Not"}  # German: hardship
    assert done(json.dumps(own).encode(), language="de")["query"]["words"] == ["not"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("of the", "the query has only function words to look for: name what it is about"),
        ("?!", "the query has no word to look for: name what it is about"),
        ("zeppelins", "nothing to summarize: no document has a word of the query"),
        (5, "line 7: `query` is 5, not a string"),
    ],
)
def test_a_bad_query_is_the_error_of_its_cluster(query, message):
    expected = {"error": message, "id": "c3", "line": 7}
    assert done(with_query(query)) == expected
    if isinstance(query, str):
        assert done(cluster_line(3), query=query) == expected


def test_a_query_of_any_characters_stays_one_line():
    query = "ferry\u2028\ud800\0\n?"
    record = summarize_line(Task(1, with_query(query)), options={})
    assert len(record.decode().splitlines()) == 1
    assert json.loads(record)["query"]["text"] == query


def test_invalid_options_are_refused_before_any_line():
    with pytest.raises(OptionError, match="words must be a whole number of at least 1, not 0"):
        prepare({"words": 0})
    with pytest.raises(OptionError, match="unknown language 'xx'"):
        prepare({"language": "xx"})
    assert prepare({"characters": 1})  # too few for our own example, which says nothing


@given(st.binary(max_size=40) | st.text(max_size=40).map(lambda text: json.dumps(text).encode()))
def test_any_line_gives_one_line_of_json_and_only_errors_begin_like_errors(line):
    for record in (
        summarize_line(Task(1, line), options={}),
        summarize_line(Task(1, b'{"documents": [%s]}' % line), options={}),
    ):
        assert record.count(b"\n") == 1
        assert record.endswith(b"}\n")
        assert is_failure(record) == ("error" in json.loads(record))


def test_an_id_of_any_characters_stays_one_line():
    cluster = {"id": "a\u2028b\ud800", "documents": ["The ferry sank on Sunday."]}
    record = summarize_line(Task(1, json.dumps(cluster).encode()), options={})
    assert len(record.decode().splitlines()) == 1
    assert json.loads(record)["id"] == cluster["id"]


def test_documents_are_those_of_the_line():
    texts = {source["id"] for source in done(cluster_line(1))["documents"]}
    assert texts == {Document("a", "").id, "b"}


def test_the_old_name_of_the_module_gives_the_same_and_warns():
    sys.modules.pop("multisumm.batch.lines", None)
    with pytest.warns(DeprecationWarning, match=r"import from multisumm\.batch\.worker instead$"):
        from multisumm.batch import lines
    assert (lines.Task, lines.prepare) == (Task, prepare)
