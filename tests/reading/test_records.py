import gzip
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.errors import InputError, MultisummError
from multisumm.model import Citation, Cluster, Document
from multisumm.reading import READERS
from multisumm.reading.content import Payload
from multisumm.reading.lines import cluster_lines
from multisumm.reading.records import parse_cluster

WHERE = "clusters.jsonl, line 7"


def parse_documents(data, name):
    return READERS["jsonl"](Payload(data, name)).documents


def parsed(record):
    return parse_cluster(json.dumps(record), where=WHERE)


def test_a_cluster_has_its_documents_and_references():
    first = {"id": "a", "text": "One.", "title": "T", "date": "2016-02-01", "url": "http://e.org"}
    cluster = parsed({"id": "x", "documents": [first, {"text": "Two."}], "references": ["R."]})
    assert cluster == Cluster(
        "x",
        (Document("a", "One.", "T", "2016-02-01", "http://e.org"), Document("2", "Two.")),
        ("R.",),
    )


def test_a_cluster_may_have_a_query_and_known_documents_and_where_the_answer_is():
    passage = {"document": "b", "start": 1, "end": 4}
    record = {
        "documents": [{"id": "a", "text": "One."}, {"id": "b", "text": "Two."}],
        "query": " Who? \n",
        "known": ["Old.", {"id": "b", "text": "Older."}],
        "relevant": ["a", passage, {"document": "b", "start": 2}],
        "answers": ["Ann", "Anne"],
    }
    cluster = parsed(record)
    assert cluster.query == "Who?"
    assert cluster.known == (Document("1", "Old."), Document("b", "Older."))
    assert cluster.relevant == (Citation("a", 0, 4), Citation("b", 1, 4), Citation("b", 2, 4))
    assert cluster.answers == ("Ann", "Anne")
    assert parsed({"document": "A. ||||| B.", "query": "Who?", "relevant": [2]}) == Cluster(
        "1",
        (Document("1", "A."), Document("2", "B.")),
        query="Who?",
        relevant=(Citation("2", 0, 2),),
    )


def test_a_query_or_list_that_is_null_or_blank_is_missing():
    empty = {"query": " ", "known": [], "relevant": None, "answers": None}
    assert parsed({"documents": ["A."]} | empty) == parsed({"documents": ["A."], "query": None})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"query": 5}, ": `query` is 5, not a string"),
        ({"query": ["Who?"]}, ": `query` is a list, not a string"),
        ({"known": "Old."}, ": `known` is not a list"),
        ({"known": [{"id": "x"}]}, ", known document 1: `text` is missing, not a string"),
        (
            {"known": ["a", {"id": "1", "text": "b"}]},
            ", known document 2: the document id '1' is taken already by "
            "clusters.jsonl, line 7, known document 1",
        ),
        ({"relevant": "1"}, ": `relevant` is not a list"),
        (
            {"relevant": [["1"]]},
            ", relevant 1: not the id of a document, nor an object with `document`",
        ),
        ({"relevant": ["1", "2"]}, ", relevant 2: no document has the id '2'"),
        (
            {"relevant": [{"document": "1", "start": 1, "end": 3}]},
            ", relevant 1: `start` and `end` must be ascending offsets from 0 to 2",
        ),
        (
            {"relevant": [{"document": "1", "start": True}]},
            ", relevant 1: `start` and `end` must be ascending offsets from 0 to 2",
        ),
        ({"answers": [1]}, ": `answers` is not a list of strings"),
    ],
)
def test_fields_of_a_wrong_shape_are_named(fields, message):
    with pytest.raises(InputError) as caught:
        parsed({"documents": ["A."]} | fields)
    assert str(caught.value) == f"{WHERE}{message}"


def test_multi_news_as_published_is_split_at_its_separators():
    text = "A one. NEWLINE_CHAR A two. ||||| B. story_separator_special_tag  ||||| C |||||"
    cluster = parse_cluster(json.dumps({"document": text, "summary": "S."}), where=WHERE, number=7)
    assert cluster.id == "7"
    assert [document.text for document in cluster.documents] == ["A one. \n A two.", "B.", "C"]
    assert [document.id for document in cluster.documents] == ["1", "2", "3"]
    assert cluster.references == ("S.",)


def test_ids_that_are_numbers_are_kept_and_others_are_counted():
    records = [{"id": given, "text": "a"} for given in (17, 2.5, None, True, ["x"], "")]
    ids = [document.id for document in parsed({"id": 3, "documents": records}).documents]
    assert ids == ["17", "2.5", "3", "4", "5", "6"]
    assert parsed({"id": 3, "documents": records}).id == "3"


def test_documents_may_be_strings_and_labels_numbers_or_null():
    documents = parsed(
        {"documents": ["A.", {"text": "B.", "date": 2016, "title": None, "url": ""}]}
    ).documents
    assert documents == (Document("1", "A."), Document("2", "B.", date="2016"))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_programs_write_for_no_number_is_null(value):
    line = f'{{"id": {value}, "documents": [{{"id": {value}, "text": "A.", "date": {value}}}]}}'
    assert parse_cluster(line, where=WHERE).documents == (Document("1", "A."),)
    with pytest.raises(InputError, match="`text` is null, not a string"):
        parse_cluster(f'{{"documents": [{{"text": {value}}}]}}', where=WHERE)


def test_line_ends_and_lone_surrogates_stay_in_the_text():
    cluster = parse_cluster('{"documents": ["a\\r\\nb\\ud800"]}', where=WHERE)
    assert cluster.documents[0].text == "a\r\nb\ud800"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not valid JSON: Expecting property name enclosed in double quotes (column 2)"),
        (b'{"a": "\xff"}', "not UTF-8"),
        ("[" * 100_000, "not valid JSON: nested too deeply"),
        ("[1]", "not an object, but [1]"),
        ("{}", "not a cluster: it has no `documents`"),
        ('{"documents": []}', "the cluster has no documents"),
        ('{"document": " ||||| "}', "the cluster has no documents"),
        ('{"documents": {}}', "`documents` is not a list"),
        ('{"document": 5}', "`document` is not a string"),
        ('{"documents": [5]}', ", document 1: a document is an object with `id` and `text`"),
        ('{"documents": ["a", {}]}', ", document 2: `text` is missing, not a string"),
        ('{"documents": [{"text": null}]}', ", document 1: `text` is null, not a string"),
        ('{"documents": [{"text": 5}]}', ", document 1: `text` is 5, not a string"),
        *(
            (
                f'{{"documents": [{{"text": "a b", "pages": {pages}}}]}}',
                f", document 1: `pages` must be rising offsets in `text`, not {pages}",
            )
            for pages in ("[99, -1]", "[2, 1]", "[0, 4]")
        ),
        (
            '{"documents": [{"text": "a", "title": []}]}',
            ", document 1: `title` is a list, not a string",
        ),
        (
            '{"documents": [{"id": "x", "text": "a"}, {"id": "x", "text": "b"}]}',
            f", document 2: the document id 'x' is taken already by {WHERE}, document 1",
        ),
        ('{"documents": ["a"], "references": [1]}', "the references are not a list of strings"),
    ],
)
def test_a_broken_record_is_an_error_with_its_line(line, message):
    with pytest.raises(InputError) as caught:
        parse_cluster(line, where=WHERE)
    expected = WHERE + message if message.startswith(",") else f"{WHERE}: {message}"
    assert str(caught.value) == expected


def test_a_number_of_too_many_digits_is_an_error():
    with pytest.raises(InputError, match=r"line 7: not valid JSON: a number has too many digits$"):
        parse_cluster("1" * 5000, where=WHERE)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "text", "documents", "document", "title", "references"]), inner
        )
    ),
)


@settings(deadline=None, derandomize=True)
@given(json_values.map(json.dumps) | st.text() | st.binary())
def test_any_line_is_a_cluster_or_an_error_of_one_line(line):
    try:
        result = parse_cluster(line, where="a, line 1").documents
    except MultisummError as error:
        result = str(error)
    assert result
    assert isinstance(result, tuple) or result.isprintable()


def test_a_file_of_one_cluster_gives_its_documents():
    data = b'\xef\xbb\xbf\r\n{"id": "x", "documents": ["A.", "B."]}\r\n\r\n'
    assert parse_documents(data, "a.jsonl") == (Document("1", "A."), Document("2", "B."))


def test_a_file_of_several_clusters_is_for_batch():
    with pytest.raises(InputError) as caught:
        parse_documents(b'{"documents": ["A."]}\n' * 3, "a.jsonl")
    assert str(caught.value) == (
        "a.jsonl: 3 clusters, each for a summary of its own; `multisumm batch` takes them as JSONL,"
        " and multisumm.read_clusters returns each"
    )


def test_a_file_may_have_one_document_a_line():
    data = b'{"id": "a", "text": "A."}\n\n{"text": "B."}'
    assert parse_documents(data, "a.jsonl") == (Document("a", "A."), Document("3", "B."))
    with pytest.raises(InputError, match=r"^a\.jsonl, line 2: `text` is missing"):
        parse_documents(b'{"text": "A."}\n{"documents": ["B."]}', "a.jsonl")


def test_a_file_without_lines_is_an_error(tmp_path):
    with pytest.raises(InputError, match=r"^a\.jsonl: no line in this file$"):
        parse_documents(b"\n", "a.jsonl")
    (tmp_path / "a.jsonl").write_bytes(b" \n")
    with pytest.raises(InputError, match=r"a\.jsonl: no cluster in this file$"):
        list(cluster_lines(tmp_path / "a.jsonl"))


def test_lines_come_with_their_addresses_and_without_the_mark(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf{}\n\n[]"))
    assert list(cluster_lines(path)) == [
        (1, f"{path}, line 1", b"{}\n"),
        (3, f"{path}, line 3", b"[]"),
    ]
    assert list(cluster_lines("-", stdin=io.BytesIO(b"{}\n"))) == [(1, "stdin, line 1", b"{}\n")]


def test_a_cut_or_missing_or_false_gzip_file_is_an_error(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress(b"".join(b'{"id": %d}\n' % number**9 for number in range(20000)))
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"the compressed data is cut off behind line \d+$"):
        list(cluster_lines(path))
    path.write_bytes(whole[:12])
    with pytest.raises(InputError, match=r"the compressed data is cut off$"):
        list(cluster_lines(path))
    path.write_bytes(b"{}")
    with pytest.raises(InputError, match="gz: not a gzipped file"):
        list(cluster_lines(path))
    with pytest.raises(InputError, match="none: no such file or directory"):
        list(cluster_lines(tmp_path / "none"))
    with pytest.raises(InputError, match="embedded null"):
        list(cluster_lines("a\0b"))
