import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from input_files import jsonl, parquet
from multisumm.errors import InputError, OptionError
from multisumm.model import Cluster, Document
from multisumm.reading import READERS, read_clusters
from multisumm.reading.columns import FIELDS, USUAL_NAMES, find_columns, parse_fields
from multisumm.reading.content import Payload
from multisumm.reading.formats.tables import cell_text


def read(kind, data, **fields):
    data = data if isinstance(data, bytes) else data.encode()
    return READERS[kind](Payload(data, f"a.{kind}", fields))


# Columns


def test_columns_are_found_by_their_usual_names_in_order_of_preference():
    columns = ["ID", "Full Text", "body", "Date-Published", "Source", "link", "other"]
    assert find_columns(columns, {}, where="a") == {
        "id": "ID",
        "text": "body",
        "date": "Date-Published",
        "url": "link",
        "site": "Source",
    }
    assert find_columns(columns, {"text": "other", "cluster": "ID"}, where="a")["text"] == "other"


@pytest.mark.parametrize("field", USUAL_NAMES)
def test_every_field_has_its_own_name_first(field):
    assert find_columns(USUAL_NAMES[field], {}, where="a")[field] == field


def test_a_missing_given_column_is_an_error_that_lists_the_columns():
    with pytest.raises(InputError) as caught:
        find_columns(["a\n", "b"], {"text": "c"}, where="a.csv")
    assert str(caught.value) == "a.csv: no column 'c'; the columns are: a, b"
    with pytest.raises(InputError, match=r"there are no columns$"):
        find_columns([], {"text": "c"}, where="a.csv")
    with pytest.raises(InputError, match=r"x28, x29 and 70 more$"):
        find_columns([f"x{n}" for n in range(100)], {"text": "c"}, where="a.csv")


def test_a_column_that_is_given_need_not_have_the_same_case_if_only_one_can_be_meant():
    columns = ["Issue Key", "BODY", "Text", "text"]
    assert find_columns(columns, {"id": "issue_key", "text": "body"}, where="a") == {
        "id": "Issue Key",
        "text": "BODY",
    }
    assert find_columns(columns, {"text": "text"}, where="a")["text"] == "text"
    with pytest.raises(InputError) as caught:
        find_columns(columns, {"text": "TEXT"}, where="a.csv")
    assert str(caught.value) == (
        "a.csv: several columns could be 'TEXT'; the columns are: Text, text"
    )
    assert read("jsonl", jsonl({"Body": "A."}, {"body": "B."}), text="BODY").documents == (
        Document("1", "A."),
        Document("2", "B."),
    )


def test_fields_are_given_as_pairs():
    assert parse_fields(["id=Key, text=The Body", "date=d=1"]) == {
        "id": "Key",
        "text": "The Body",
        "date": "d=1",
    }
    assert parse_fields([]) == {}


@pytest.mark.parametrize("text", ["", "id", "id=", "text=a,,id=b"])
def test_fields_that_are_not_pairs_are_wrong_usage(text):
    with pytest.raises(OptionError, match=r"is not FIELD=COLUMN, like text=Body$"):
        parse_fields([text])


def test_an_unknown_field_is_wrong_usage():
    choices = ", ".join(FIELDS)
    with pytest.raises(OptionError, match=f"^unknown field 'body'; choose from {choices}$"):
        parse_fields(["body=x"])


# CSV and TSV


def test_a_row_of_a_csv_file_is_a_document():
    data = (
        '\ufeffid,Title,body,date,extra\r\n7,"T, 1","A ""b""\r\nc.",2019-10-07,x\r\n8,,B.\r\n\r\n'
    )
    assert read("csv", data) == (
        (Document("7", 'A "b"\r\nc.', "T, 1", "2019-10-07"), Document("8", "B.")),
        (),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_most_frequent_in_the_first_line(delimiter):
    data = delimiter.join(["id", "text", "url"]) + "\n" + delimiter.join(["1", "A", "b"])
    assert read("csv", data).documents == (Document("1", "A", url="b"),)


@pytest.mark.parametrize("kind", ["csv", "tsv"])
@pytest.mark.parametrize("delimiter", [";", "^", "\t"])
def test_the_first_line_can_state_the_delimiter(kind, delimiter):
    data = f"sep={delimiter}\r\nid{delimiter}text\r\n1{delimiter}A, b, c.\r\n"
    assert read(kind, data).documents == (Document("1", "A, b, c."),)
    assert read("csv", "sep=x,text\n1,A\n").documents == (Document("a.csv row 1", "A"),)
    with pytest.raises(InputError, match="there are no columns"):
        read(kind, f"sep={delimiter}")


@pytest.mark.parametrize(
    ("name", "cell", "date"),
    [
        ("Date Opened", "2019-10-07T08:00:00Z", "2019-10-07T08:00:00Z"),
        ("datum", "7.10.2019", "2019-10-07"),
        ("created_on", "Oct 7, 2019 8:00 AM", "2019-10-07"),
        ("Fecha", "3/4/2019", "3/4/2019"),
        ("日付", "2019年10月7日", "2019-10-07"),
        ("year", "2019", "2019"),
    ],
)
def test_a_date_is_found_by_usual_names_and_given_in_iso_if_it_has_one_reading(name, cell, date):
    ((document,), _) = read("csv", f'text,{name}\nA.,"{cell}"\n')
    assert document.date == date


@pytest.mark.parametrize("blank", ["\n", "\r\n\r\n", "\r", " \n", ";\n;;\n"])
def test_blank_lines_above_the_names_do_not_count(blank):
    assert read("csv", f"{blank}id;text\n1;A, b, c.\n").documents == (Document("1", "A, b, c."),)


def test_lines_may_end_as_on_old_computers():
    documents = read("csv", "id,text\r1,A; b; c.\r2,B.\r").documents
    assert [document.text for document in documents] == ["A; b; c.", "B."]


def test_columns_can_be_given_and_rows_without_an_id_are_counted():
    data = "text\twords\nx\tA, b.\ny\tB.\n"
    assert read("tsv", data, text="words").documents == (
        Document("a.tsv row 1", "A, b."),
        Document("a.tsv row 2", "B."),
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            "key,number\n1,2\n",
            "no column with texts; the columns are: key, number;"
            " name one by option `fields`, as text=COLUMN",
        ),
        (
            "",
            "no column with texts; there are no columns;"
            " name one by option `fields`, as text=COLUMN",
        ),
        ("text\n", "no document in it"),
        ("text,text\nA,B\n", "'text' names several columns"),
    ],
)
def test_a_csv_file_that_cannot_be_used_is_an_error(data, message):
    with pytest.raises(InputError) as caught:
        read("csv", data)
    assert str(caught.value).removeprefix("a.csv").lstrip(":, ") == message


def test_a_note_counts_the_rows_that_lose_text_behind_the_last_column():
    documents, notes = read("csv", "id,text\n1,Fish, chips and peas are good\n2,B.,, \n")
    assert [document.text for document in documents] == ["Fish", "B."]
    assert notes == ("1 row has more cells than columns; the rest of it is not read",)
    notes = read("tsv", "text\nA.\tB.\nC.\tD.\nE.\n").notes
    assert notes == ("2 rows have more cells than columns; the rest of them is not read",)


def test_rows_with_the_same_id_get_distinct_ids_within_their_cluster(tmp_path):
    data = "id,text,topic\nT-1,A.,x\nT-1,B.,x\nT-1,C.,y\n,D.,x\n"
    documents, notes = read("csv", data)
    assert [document.id for document in documents] == ["T-1", "T-1 (2)", "T-1 (3)", "a.csv row 4"]
    assert notes == ("2 rows have the id of an earlier one; renamed to ID (2) and so on",)
    (tmp_path / "a.csv").write_text(data)
    clusters = read_clusters(tmp_path / "a.csv", fields={"cluster": "topic"})
    assert [[one.id for one in each.documents] for each in clusters] == [
        ["T-1", "T-1 (2)", "a.csv row 4"],
        ["T-1"],
    ]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ('id,text\n1,"A.\n2,B.\n3,C.\n', 2),
        ('id,text\n1,"A\nB."\n\n2,"B.', 5),
        ('id,"text\n1,A.\n', 1),
        ('id,text\n1,"', 2),
        ('id,text\n1,"A.""\n', 2),
    ],
)
def test_a_quote_that_is_never_closed_is_an_error_with_its_line(data, line):
    with pytest.raises(InputError) as caught:
        read("csv", data)
    what = "a quote is opened in the row that begins here, and never closed"
    assert str(caught.value) == f"a.csv, line {line}: {what}"


def test_quotes_within_a_cell_and_an_unfinished_last_line_are_harmless():
    documents = read("csv", 'text\nA "b\n"C." D\n"E."').documents
    assert [document.text for document in documents] == ['A "b', "C. D", "E."]


@pytest.mark.parametrize("kind", ["tsv", "csv"])
@pytest.mark.parametrize("head", ["", "sep=\t\n"])
@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        (['1\t"Stop," he said.', '2\tHe "ran".'], ['"Stop," he said.', 'He "ran".']),
        (['1\t"Stop', "2\tHe ran.", '3\tHe said "'], ['"Stop', "He ran.", 'He said "']),
        (
            ['1\t"A ""ferry"" sank."', '2\t"It\tsank\nlate."'],
            ['A "ferry" sank.', "It\tsank\nlate."],
        ),
        (['1\t"A ferry sank."', "2\tIt did."], ["A ferry sank.", "It did."]),
        (['1\t"A ""ferry""\nsank."', '2\t"It," he said.'], ['A "ferry"\nsank.', "It, he said."]),
    ],
)
def test_quotes_in_a_table_with_tabs_are_text_if_they_quote_no_cell(kind, head, lines, texts):
    documents = read(kind, head + "\n".join(["id\ttext", *lines, ""])).documents
    assert [document.text for document in documents] == texts


def test_a_text_may_be_long():
    assert len(read("csv", "text\n" + "A" * 10**6).documents[0].text) == 10**6


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), min_size=1))
def test_every_text_comes_back_from_a_csv_file(texts):
    quoted = "".join('"{}"\r\n'.format(text.replace('"', '""')) for text in texts)
    assert [one.text for one in read("csv", f"text\r\n{quoted}").documents] == texts


# Parquet


def test_a_row_of_a_parquet_file_is_a_document():
    pytest.importorskip("pyarrow", reason='pyarrow is not installed: pip install ".[test]"')
    columns = {
        "content": ["A.", None],
        "published": [datetime.datetime(2019, 10, 7), None],
        "uid": [17, 18],
        "vector": [[1.0], [2.0]],
    }
    assert read("parquet", parquet(columns)).documents == (
        Document("17", "A.", date="2019-10-07"),
        Document("18", ""),
    )


def test_a_parquet_file_without_texts_or_unpacking_to_too_much_is_an_error():
    pytest.importorskip("pyarrow", reason='pyarrow is not installed: pip install ".[test]"')
    with pytest.raises(InputError, match=r"^a\.parquet: no column with texts; .* are: x; "):
        read("parquet", parquet({"x": [1]}))
    big = parquet({"text": [f"{n} A." * 1000 for n in range(100)]})
    with pytest.raises(InputError, match=r"^a: larger than 100 kB"):
        READERS["parquet"](Payload(big, "a", max_bytes=100_000))


def test_a_text_that_a_parquet_file_holds_once_counts_as_often_as_it_is_there():
    pytest.importorskip("pyarrow", reason='pyarrow is not installed: pip install ".[test]"')
    few = parquet({"text": ["A" * 1000] * 50 + [None], "a.b": [b"x"] * 51})
    assert len(few) < 10_000
    documents = READERS["parquet"](Payload(few, "a", max_bytes=60_000)).documents
    assert [len(document.text) for document in documents] == [1000] * 50 + [0]
    many = parquet({"text": ["A" * 10_000] * 3_000})
    with pytest.raises(InputError, match=r"^a: larger than 1 MB"):
        READERS["parquet"](Payload(many, "a", max_bytes=1_000_000))
    documents = READERS["parquet"](Payload(few, "a", {"text": "a.b"})).documents
    assert {document.text for document in documents} == {"x"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (2.5, "2.5"),
        (b"caf\xc3\xa9", "café"),
        (datetime.date(2019, 1, 2), "2019-01-02"),
        (datetime.datetime(2019, 1, 2, 3), "2019-01-02T03:00:00"),
        (datetime.datetime(2019, 1, 2), "2019-01-02"),
    ],
)
def test_a_cell_is_text(value, text):
    assert cell_text(value) == text


# JSON


def test_json_is_a_list_of_documents_or_one_or_one_a_line():
    a, b = {"id": 1, "text": "A."}, {"content": "B.", "source": {"id": "x"}, "link": "u"}
    expected = (Document("1", "A."), Document("2", "B.", url="u"))
    assert read("json", json.dumps([a, b])).documents == expected
    assert read("json", json.dumps([a, b], indent=1)).documents == expected
    assert read("json", jsonl(a, b)).documents == expected
    assert read("jsonl", jsonl(a, b)).documents == expected
    assert read("json", json.dumps(a)).documents == expected[:1]
    assert read("json", '["A.", "B."]').documents == (Document("1", "A."), Document("2", "B."))
    assert read("json", json.dumps({"documents": [a]}, indent=1)).documents == expected[:1]


def test_keys_of_records_can_be_given():
    records = jsonl({"a": "A.", "text": 5, "t": "T"}, {"a": "B.", "text": 6, "t": "U"})
    documents = read("jsonl", records, text="a", title="t").documents
    assert documents == (Document("1", "A.", "T"), Document("2", "B.", "U"))
    with pytest.raises(InputError, match=r"^a\.jsonl, line 1: no column 'b'; the columns are: a"):
        read("jsonl", records, text="b")


def test_records_are_read_as_the_rows_of_a_table():
    records = [
        {
            "id": "a",
            "text": "A.",
            "published": True,
            "title": ["x"],
            "url": {"y": 1},
            "topic": None,
        },
        {"id": "a", "text": "B.", "published": "2019-10-07", "site": 5},
        {"id": True, "text": "C.", "topic": "x"},
    ]
    documents, notes = read("json", json.dumps(records))
    expected = (Document("a", "A."), Document("a (2)", "B.", date="2019-10-07", site="5"))
    assert documents == (*expected, Document("3", "C."))
    assert notes == read("csv", "id,text\na,A.\na,B.\n").notes
    assert read("json", json.dumps(records[:2]), cluster="topic").documents == expected
    named = read("jsonl", jsonl(*records), title="id", site="site").documents
    assert [document.site for document in named] == [None, "5", None]
    with pytest.raises(InputError, match=r"^a\.jsonl, line 1: no column 'kind'; the columns are"):
        read("jsonl", jsonl(*records), title="kind")


def test_clusters_of_records_are_renamed_and_warned_about(tmp_path):
    records = [
        {"id": "a", "text": t, "topic": topic} for t, topic in (("A.", 1), ("B.", 1), ("C.", None))
    ]
    for name, data in (("a.jsonl", jsonl(*records)), ("a.json", json.dumps(records))):
        (tmp_path / name).write_text(data if isinstance(data, str) else data.decode())
        one, other = read_clusters(tmp_path / name, fields={"cluster": "topic"})
        assert [document.id for document in one.documents] == ["a", "a (2)"]
        assert [warning.rpartition(": ")[2] for warning in one.warnings] == [
            "1 row has the id of an earlier one; renamed to ID (2) and so on"
        ]
        assert (one.id, other.id) == ("1", "")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("[]", ": an empty list"),
        ('{"text": "A", "text": "B"}',
         ": not valid JSON: the key 'text' comes twice in one object"),
        ('{"text": "A"}\n{"text": "B", "x": [{"\\n": 1, "a": 2, "\\n": 1}]}',
         ", line 2: not valid JSON: the key '\\\\n' comes twice in one object"),
        ("[1]", ", record 1: not an object, but 1"),
        ("{", ": not valid JSON: Expecting property name enclosed in double quotes (column 2)"),
        ('{\n"a"}', ": not valid JSON: Expecting ':' delimiter (line 2, column 4)"),
        ('{"text": "A"}\n{"text"', ", line 2: not valid JSON: Expecting ':' delimiter (column 8)"),
        ('{"a": 1}', ", record 1: not a cluster: it has no `documents`"),
        ('[{"text": 1}]', ", record 1: `text` is 1, not a string"),
        ('[{"documents": ["A."]}, {"documents": ["B."]}]',
         ": 2 clusters, each for a summary of its own; `multisumm batch` takes them as JSONL,"
         " and multisumm.read_clusters returns each"),
    ],
)  # fmt: skip
def test_json_that_cannot_be_used_is_an_error_with_its_place(data, message):
    with pytest.raises(InputError) as caught:
        read("json", data)
    assert str(caught.value) == f"a.json{message}"


# Clusters


def test_a_column_can_separate_clusters(tmp_path):
    rows = [("x", "1", "A."), ("y", "1", "B."), ("x", "2", "C.")]
    x = Cluster("x", (Document("1", "A."), Document("2", "C.")))
    expected = [x, Cluster("y", (Document("1", "B."),))]
    (tmp_path / "a.csv").write_text("topic,id,text\n" + "\n".join(map(",".join, rows)))
    records = [dict(zip(("topic", "id", "text"), row, strict=True)) for row in rows]
    (tmp_path / "a.jsonl").write_bytes(jsonl(*records))
    for name in ("a.csv", "a.jsonl"):
        assert [*read_clusters(tmp_path / name, fields={"cluster": "topic"})] == expected
    with pytest.raises(InputError) as caught:
        read("csv", (tmp_path / "a.csv").read_bytes(), cluster="topic")
    assert str(caught.value) == (
        "a.csv: 2 clusters, each for a summary of its own; option `fields` without a column"
        " for `cluster` takes them as one, and multisumm.read_clusters returns each"
    )


def test_multi_news_is_read_in_every_form_that_it_is_published_in(tmp_path):
    pytest.importorskip("pyarrow", reason='pyarrow is not installed: pip install ".[test]"')
    text = "A. NEWLINE_CHAR b ||||| C. story_separator_special_tag D. |||||"
    pieces = [Document("1", "A. \n b"), Document("2", "C."), Document("3", "D.")]
    row = {"document": [text], "summary": ["S."]}
    forms = {
        "a.parquet": parquet(row),
        "a.csv": f'document,summary\n"{text}",S.\n'.encode(),
        "a.json": json.dumps({"document": text, "summary": "S."}).encode(),
        "a.src": f"{text}\n".encode(),
        "a.src.cleaned": text.encode(),
    }
    for name, data in forms.items():
        (tmp_path / name).write_bytes(data)
        (cluster,) = read_clusters(tmp_path / name)
        references = () if ".src" in name else ("S.",)
        assert cluster == Cluster("1", tuple(pieces), references)
        assert read(name.split(".")[1].replace("src", "multi-news"), data).documents == (*pieces,)
    with pytest.raises(InputError, match="2 clusters, each for a summary of its own"):
        read("multi-news", f"{text}\n{text}\n")


def test_a_text_with_multi_news_separators_is_split_and_a_note_says_so():
    documents, notes = read("text", "A.\nB.\n|||||\n\nC.\n|||||\n")
    assert documents == (Document("1", "A.\nB."), Document("2", "C."))
    assert notes == ("read as Multi-News, for its separators",)
    one_line = "A. story_separator_special_tag B."
    assert len(read("text", f"{one_line}\n").documents) == 2
    with pytest.raises(InputError, match="2 clusters"):
        read("text", f"{one_line}\n{one_line}\n")
    assert read("text", "a |||||| b||||| c").documents == (Document("", "a |||||| b||||| c"),)


def test_a_file_of_clusters_that_is_cut_off_is_an_error(tmp_path):
    import gzip

    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"text\n" + b"A." * 99)[:-9])
    with pytest.raises(InputError, match=r"a\.csv\.gz: the compressed data is cut off$"):
        list(read_clusters(tmp_path / "a.csv.gz"))
