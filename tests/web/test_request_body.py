import inspect
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.errors import InputError, MultisummError, OptionError
from multisumm.model import Document
from multisumm.pipeline import compare, summarize
from multisumm.pipeline.digesting import digest
from multisumm.web.request_body import MAX_ADDRESSES, NamedBytes, TaskRequest, parse_request
from multisumm.web.tasks import TASKS
from web_server import form


def ordered(**record):
    return parse_request("application/json; charset=utf-8", json.dumps(record).encode())


def sent(*parts):
    body, content_type = form(*parts)
    return parse_request(content_type, body)


def test_texts_come_as_json():
    assert ordered(
        documents=["One.", {"id": "b", "text": "Two.", "url": "https://e.org", "sha256": "0"}],
        words=20,
        method="lead",
        keep_noise=True,
        format="text",
    ) == TaskRequest(
        documents=(Document("1", "One."), Document("b", "Two.", url="https://e.org")),
        options={"words": 20, "method": "lead", "keep_noise": True},
        output_format="text",
    )


def test_a_query_comes_as_json_and_as_a_form():
    for request in (
        ordered(documents=["One."], query="Who was it?"),
        sent(("text", "One."), ("query", " Who was it? ")),
    ):
        assert request.options == {"query": "Who was it?"}
    assert sent(("text", "One."), ("query", " ")).options == {}
    with pytest.raises(OptionError, match=r"^query must be a string, not 5$"):
        ordered(documents=["One."], query=5)


def test_null_equals_a_missing_field():
    assert ordered(documents=["One."], words=None, language=None) == ordered(documents=["One."])
    assert ordered(documents=["One."]).output_format == "json"


def test_a_number_without_a_fraction_is_whole():
    assert ordered(documents=["One."], words=20.0).options == {"words": 20}


def test_files_texts_and_options_come_as_a_form():
    assert sent(
        *(("files", "a.csv", b"Body\nOne.\n"), ("files", "", b""), ("text", "Two."), ("text", " ")),
        *(("words", "20"), ("ratio", ""), ("keep_noise", "on"), ("fields", "text=Body")),
    ) == TaskRequest(
        files=(NamedBytes("a.csv", b"Body\nOne.\n"),),
        documents=(Document("text 1", "Two."),),
        options={"words": 20, "keep_noise": True},
        fields={"text": "Body"},
    )


def test_an_encoding_of_tiktoken_can_count_tokens():
    options = {"tokens": 20, "tokenizer": "tiktoken:gpt2"}
    assert ordered(documents=["One."], **options).options == options
    assert (
        sent(("text", "One."), ("tokens", "20"), ("tokenizer", "tiktoken:gpt2")).options == options
    )


@pytest.mark.parametrize(("value", "ratio"), [("0.5", 0.5), ("1", 1.0), ("5e-3", 0.005)])
def test_a_share_is_written_as_numbers_are(value, ratio):
    assert sent(("text", "One."), ("ratio", value)).options == {"ratio": ratio}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({}, "`documents` is missing"),
        ({"documents": "One."}, "must be a list of one or more texts or objects"),
        ({"documents": []}, "must be a list of one or more texts or objects"),
        ({"documents": [5]}, "document 1 is neither a text nor an object with a `text`"),
        ({"documents": ["One.", {}]}, "document 2 is neither"),
        ({"documents": [{"text": "One.", "title": 5}]}, "document 1: `title` is not a string"),
        ({"documents": [{"text": "A", "id": "a"}, {"text": "B", "id": "a"}]}, "is taken already"),
        ({"words": 0}, "words must be a whole number of at least 1, not 0"),
        ({"words": 2.5}, "words must be a whole number of at least 1, not 2.5"),
        ({"words": True}, "words must be a whole number of at least 1, not True"),
        ({"bytes": "9"}, "bytes must be a whole number of at least 1, not '9'"),
        ({"ratio": 2}, "ratio must be above 0 and at most 1, not 2"),
        ({"ratio": True}, "ratio must be a number, not True"),
        ({"method": "magic"}, "unknown method 'magic'; choose from coverage, textrank,"),
        ({"words": 9, "ratio": 0.5}, "give one limit, not 2: words, ratio"),
        ({"tokens": 9}, "tokens needs a tokenizer: tiktoken:ENCODING or hf:PATH"),
        ({"tokenizer": "tiktoken:gpt2"}, "tokenizer needs a limit in tokens"),
        (
            {"tokens": 9, "tokenizer": "hf:a"},
            "tokenizer must be tiktoken:ENCODING here, not 'hf:a'",
        ),
        ({"tokens": 9, "tokenizer": 5}, "tokenizer must be a string, not 5"),
        ({"tokens": 9, "tokenizer": ["tiktoken:gpt2"]}, "tokenizer must be a string, not ["),
        ({"order": []}, "unknown order []; choose from reading, rank, chronological"),
        ({"format": "pdf"}, "unknown format 'pdf'; choose from text, markdown, json, html"),
        ({"language": "xx"}, "unknown language 'xx'"),
        ({"language": 5}, "language must be a code like en, or auto, not 5"),
        ({"keep_noise": "yes"}, "keep_noise must be true or false, not 'yes'"),
        ({"wrods": 5}, "unknown option 'wrods'; did you mean words?"),
        ({"\ud800\n": 5}, "unknown option '\\ud800\\n'; choose from words, "),
        ({"x" * 500: 5}, f"unknown option '{'x' * 39}...; choose from"),
        ({"method": "x" * 500}, f"unknown method '{'x' * 39}...; choose from"),
    ],
)
def test_invalid_values_are_refused_in_one_line(record, said):
    given = record if "documents" in record or not record else {"documents": ["One."]} | record
    with pytest.raises(OptionError) as error:
        ordered(**given)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([("words", "20")], "the form is empty"),
        ([("files", "a.txt")], "`files` has a part that is not a file"),
        ([("text", "A"), ("words", "many")], "words must be a whole number"),
        ([("text", "A"), ("words", "2"), ("words", "3")], "`words` is given twice"),
        ([("text", "A"), ("ratio", "half")], "ratio must be a number, not 'half'"),
        ([("text", "A"), ("keep_noise", "perhaps")], "keep_noise must be true or false"),
        ([("text", "A"), ("colour", "")], "unknown option 'colour'"),
        ([("text", "A"), ("colour", "red")], "unknown option 'colour'"),
        ([("text", "A"), ("x" * 500, "1"), ("x" * 500, "2")], "unknown option 'x{39}...; choose"),
        ([("text", "A"), ("fields", "Body")], "is not FIELD=COLUMN"),
    ],
)
def test_invalid_forms_are_refused_in_one_line(parts, said):
    with pytest.raises(OptionError, match=said):
        sent(*parts)


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"\xff", b"[" * 100_000])
def test_a_body_that_is_not_a_json_object_is_malformed(body):
    with pytest.raises(InputError, match=r"^the body: not "):
        parse_request("application/json", body)


def test_a_field_that_is_not_utf8_is_malformed():
    with pytest.raises(InputError, match="`words` is not UTF-8"):
        sent(("words", b"\xff"))


@pytest.mark.parametrize(
    ("name", "function"), [("summarize", summarize), ("digest", digest), ("compare", compare)]
)
def test_every_option_of_a_task_is_accepted_but_a_file_of_weights(name, function):
    _, *options = inspect.signature(function).parameters
    assert set(TASKS[name].options) - {"format", "fields"} == set(options) - {"weights"}


def test_each_task_takes_its_own_options():
    def asked(name, **options):
        body = json.dumps({"documents": ["One."], **options}).encode()
        return parse_request("application/json", body, TASKS[name])

    assert asked("digest", subjects=3, min_sources=1, format="eml").options == {
        "subjects": 3,
        "min_sources": 1,
    }
    assert asked("compare", conflicts_only=True).options == {"conflicts_only": True}
    assert asked("read", format="text").output_format == "text"
    for name, option in (("compare", "words"), ("read", "query"), ("summarize", "subjects")):
        with pytest.raises(OptionError, match=f"unknown option '{option}'"):
            asked(name, **{option: 3})
    with pytest.raises(OptionError, match="unknown format 'eml'"):
        asked("summarize", format="eml")


def test_what_is_left_out_is_a_list_of_names():
    assert ordered(documents=["One."], exclude=["a", "b", "a"]).exclude == ("a", "b")
    assert sent(("text", "One."), ("exclude", "a b"), ("exclude", "c")).exclude == ("a b", "c")
    with pytest.raises(OptionError, match=r"^exclude must be a list of strings, not 'a'$"):
        ordered(documents=["One."], exclude="a")


def test_what_is_known_comes_as_documents_a_summary_a_text_or_files():
    record = {"schema": "multisumm-summary/2"}
    assert ordered(documents=["One."], known=record).known == record
    assert ordered(documents=["One."], known="Two.").known == "Two."
    assert ordered(documents=["One."], known=["Two."]).known == (Document("1", "Two."),)
    assert ordered(documents=["One."], known=[]).known == ()
    assert sent(("text", "One."), ("known", "a.txt", b"Two.")).known_files == (
        NamedBytes("a.txt", b"Two."),
    )
    for value, said in (
        (5, "known must be a list of documents, a summary or a text, not 5"),
        (["One.", 5], "known: document 2 is neither a text nor an object with a `text`"),
    ):
        with pytest.raises(OptionError, match=said):
            ordered(documents=["One."], known=value)
    with pytest.raises(OptionError, match="`known` has a part that is not a file"):
        sent(("text", "One."), ("known", "Two."))
    body, content_type = form(("text", "One."), ("known", "a.txt", b"Two."))
    with pytest.raises(OptionError, match="unknown option 'known'"):
        parse_request(content_type, body, TASKS["compare"])


def test_addresses_are_taken_only_where_they_may_be_fetched():
    def asked(urls, *, fetch=True):
        body = json.dumps({"urls": urls}).encode()
        return parse_request("application/json", body, fetch=fetch).urls

    assert asked(["https://a.org/", "http://b.org/x", "https://a.org/"]) == (
        "https://a.org/",
        "http://b.org/x",
    )
    body, content_type = form(("urls", "https://a.org/"))
    assert parse_request(content_type, body, fetch=True).urls == ("https://a.org/",)
    for urls, fetch, said in (
        (["https://a.org/"], False, "urls: this server fetches no addresses"),
        (["file:///etc/passwd"], True, "urls: 'file:///etc/passwd' is not an http or https"),
        ([f"http://a/{n}" for n in range(MAX_ADDRESSES + 1)], True, "101 addresses; at most 100"),
    ):
        with pytest.raises(OptionError, match=said):
            asked(urls, fetch=fetch)


@given(
    st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=20),
    st.binary(max_size=60),
)
def test_any_body_is_a_request_or_a_one_line_error(header, data):
    for content_type in (
        *(f"multipart/form-data; boundary={header}", f"multipart/form-data;{header}"),
        *("multipart/form-data; boundary=x", f"application/json;{header}"),
    ):
        said = b'--x\r\nContent-Disposition: form-data; name="' + data + b'"\r\n\r\nA\r\n--x--\r\n'
        for body in (data, b"--x\r\n" + data + b"\r\n\r\nA\r\n--x--\r\n", said):
            try:
                parse_request(content_type, body)
            except MultisummError as error:
                lines = str(error).splitlines()
            else:
                lines = [""]
            assert len(lines) == 1
