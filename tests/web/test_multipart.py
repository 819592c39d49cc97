from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.errors import InputError
from multisumm.web import multipart
from multisumm.web.multipart import Part, form_parts
from web_server import form


def parts(*given):
    body, content_type = form(*given)
    return list(form_parts(content_type, body))


def test_a_form_has_fields_and_files():
    assert parts(("words", "20"), ("files", "a b.txt", b"One.\r\n\r\nTwo.")) == [
        Part("words", None, b"20"),
        Part("files", "a b.txt", b"One.\r\n\r\nTwo."),
    ]


@given(st.lists(st.binary(max_size=60), max_size=4))
def test_file_contents_come_out_unchanged(contents):
    given = [("files", f"{n}.bin", data) for n, data in enumerate(contents)]
    body, _ = form(*given)
    if body.count(b"--" + b"----boundary") == len(given) + 1:
        assert [part.data for part in parts(*given)] == contents


@given(st.binary(max_size=200))
def test_any_other_bytes_are_a_form_or_an_explained_error(data):
    for body in (data, form(("a", "b"))[0][: len(data)], data + form(("a", data))[0]):
        with suppress(InputError):
            list(form_parts("multipart/form-data; boundary=----boundary", body))


@pytest.mark.parametrize(
    ("content_type", "body", "said"),
    [
        ("multipart/form-data", b"", "the form has no boundary"),
        ("multipart/form-data; boundary=x", b"", "the form is cut off"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nA", "the form is cut off"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nA\r\n--x--\r\n", "has no name"),
        ("multipart/form-data; boundary=x", b"--y\r\n", "not a form: "),
    ],
)
def test_every_error_in_a_form_is_explained(content_type, body, said):
    with pytest.raises(InputError, match=said):
        list(form_parts(content_type, body))


def test_the_number_of_parts_is_limited(monkeypatch):
    monkeypatch.setattr(multipart, "MAX_PARTS", 2)
    assert len(parts(("a", "1"), ("b", "2"))) == 2
    with pytest.raises(InputError, match="more than 2 files and fields"):
        parts(("a", "1"), ("b", "2"), ("c", "3"))
