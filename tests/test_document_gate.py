import dataclasses

import numpy as np
import pytest

from multisumm.documents import cleaned_documents
from multisumm.errors import InputError, NothingToSummarize
from multisumm.model import Document


def test_strings_become_documents_and_cleaning_twice_changes_nothing():
    given = ["A.", Document("x\ud800", "B\udfff\ud800.", title="T\ud800"), " "]
    documents, warnings = cleaned_documents(given)
    assert documents == (
        Document("1", "A."),
        Document("x\\ud800", "B\ufffd\ufffd.", title="T\ufffd"),
    )
    assert warnings == (
        "x\\ud800: 2 lone surrogates replaced by U+FFFD",
        "3: nothing but white space; skipped",
    )
    again = cleaned_documents(documents)
    assert again == (documents, ())
    assert all(one is other for one, other in zip(again.documents, documents, strict=True))


@pytest.mark.parametrize(
    ("documents", "error", "message"),
    [
        ("text", InputError, "documents must be a list of documents or strings, not str"),
        (b"text", InputError, "documents must be a list of documents or strings, not bytes"),
        ({"a": "A."}, InputError, "documents must be a list of documents or strings, not dict"),
        (None, InputError, "documents must be a list of documents or strings, not NoneType"),
        (
            Document("a", "A."),
            InputError,
            "documents must be a list of documents or strings, not Document",
        ),
        ([b"text"], InputError, "document 1 must be a string or a Document, not bytes"),
        (["A.", None], InputError, "document 2 must be a string or a Document, not NoneType"),
        ([Document("a", "A."), Document("a", "B.")], InputError, "two documents have the id 'a'"),
        (
            [Document("\ud800", "A."), Document("\\ud800", "B.")],
            InputError,
            "two documents have the id '\\\\ud800' (with lone surrogates as escapes)",
        ),
        ([], NothingToSummarize, "nothing to summarize: no documents"),
        (["", " "], NothingToSummarize, "nothing to summarize: no text in 2 documents"),
    ],
)
def test_a_value_that_is_not_a_list_of_documents_is_an_error(documents, error, message):
    with pytest.raises(error) as caught:
        cleaned_documents(documents)
    assert str(caught.value) == message


def test_a_generator_of_documents_is_taken():
    texts = (text for text in ("A.", "B."))
    assert [document.text for document in cleaned_documents(texts).documents] == ["A.", "B."]


@pytest.mark.parametrize("value", [5, None, b"A.", ["A."]], ids=repr)
@pytest.mark.parametrize("field", ["id", "text", "title", "date", "url", "site", "kind", "pages"])
def test_a_field_of_a_wrong_type_is_an_error_with_the_document_and_the_field(field, value):
    if value is None and field in ("title", "date", "url", "site"):
        return
    document = dataclasses.replace(Document("a", "A."), **{field: value})
    name = "document 2" if field == "id" else "document 'a'"
    with pytest.raises(InputError) as caught:
        cleaned_documents(["B.", document])
    assert str(caught.value).startswith(f"{name}: {field} must be ")
    assert str(caught.value).endswith(f", not {value!r}")


def test_a_long_id_is_shortened_in_an_error():
    with pytest.raises(InputError) as caught:
        cleaned_documents([Document("x" * 10_000, None)])
    assert len(str(caught.value)) < 100


def test_offsets_of_pages_may_be_integers_of_numpy_and_a_list():
    document = Document("a", "A. B.", pages=[np.int64(0), np.uint8(3)])
    (cleaned,) = cleaned_documents([document]).documents
    assert cleaned.pages == (0, 3)
    assert {type(start) for start in cleaned.pages} == {int}


@pytest.mark.parametrize("pages", [(99, -1), (-1,), (3, 0), (0, 6), (99,)])
def test_offsets_of_pages_rise_within_the_text(pages):
    with pytest.raises(InputError) as told:
        cleaned_documents([Document("a", "A. B.", pages=pages)])
    assert str(told.value) == f"document 'a': pages must be rising offsets in the text, not {pages}"


def test_an_empty_page_begins_where_the_next_one_does_and_the_last_may_be_empty():
    document = Document("a", "A. B.", pages=(0, 3, 3, 5))
    assert cleaned_documents([document]).documents == (document,)


@pytest.mark.parametrize("pages", [(0.5,), (True,), ("0",), "0", 5])
def test_offsets_of_pages_are_integers(pages):
    with pytest.raises(InputError, match=r"^document 'a': pages must be a tuple of offsets, not "):
        cleaned_documents([Document("a", "A.", pages=pages)])
