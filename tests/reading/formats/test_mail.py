import pytest
from hypothesis import given
from hypothesis import strategies as st

from input_files import MAIL
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.mail import read_mail, strip_quotations


def read(data):
    return read_mail(Payload(data if isinstance(data, bytes) else data.encode(), "a.eml"))


def parts(*typed, kind="alternative"):
    """An e-mail of several parts, given by their types and texts."""
    inner = "".join(f"--X\nContent-Type: {type_}\n\n{text}\n" for type_, text in typed)
    return f"Subject: S\nContent-Type: multipart/{kind}; boundary=X\n\n{inner}--X--\n"


def test_a_mail_has_the_words_of_its_sender_with_subject_day_and_sender():
    text = "The tour was sold twice. It costs £12.\n\n\nI will call you.\n\n"
    expected = Document("", text, "Tour sold twíce", "2024-05-18", site="Priya Raman", kind="mail")
    assert read(MAIL) == ((expected,), ())


def test_the_plain_part_comes_before_html():
    html = ("text/html", "<p>In <b>HTML</b>.</p>")
    assert read(parts(html, ("text/plain", "Plain."))).documents[0].text == "Plain."
    assert read(parts(html)).documents[0].text == "In HTML."


def test_quotations_in_html_are_left_out_with_their_introduction():
    html = (
        "<div>Yes.</div><div>On 18 May 2024 Tom wrote:<br></div><blockquote>Is it"
        "<blockquote>all</blockquote>safe?</blockquote><p>And <BLOCKQUOTE>x</BLOCKQUOTE>no."
    )
    assert read(parts(("text/html", html))).documents[0].text == "Yes.\nAnd\nno."
    quoted = "<blockquote>Is it safe?</blockquote>"
    assert read(parts(("text/html", quoted))).documents[0].text == "Is it safe?"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("A.\n> Q.\nB.\n", "A.\nB.\n"),
        ("Am 18.05. schrieb Tom:\r\n> Q.\r\nB.\r\n", "B.\r\n"),
        ("A.\n\nOn Sat, Tom <t@e.org>\nwrote:\n\n> Q.\n", "A.\n\n"),
        ("A.\nOn 18 May Tom wrote:\n> Q.\n", "A.\n"),
        ("A at 5.\nOn 18 May, at home,\nTom wrote:\n> Q.\n", "A at 5.\n"),
        ("Two reasons:\n> Q.\n", "Two reasons:\n"),
        ("A.\nB.\nSee 5 of the list:\n> Q.\n", "A.\nB.\n"),
        ("A.\n-- \nPriya\n> Q.\n", "A.\n"),
        ("A.\n--\nB.\n", "A.\n--\nB.\n"),
        ("> Q.\n", "> Q.\n"),
        ("-- \nPriya", "-- \nPriya"),
        ("A > B.\n", "A > B.\n"),
        ("", ""),
    ],
)
def test_quoted_lines_and_the_signature_are_left_out(text, own):
    assert strip_quotations(text) == own


@given(st.lists(st.sampled_from(["A.", "> B.", "", "On 1 May:", "-- ", "\r"])).map("\n".join))
def test_whole_lines_remain_in_order_and_never_none(text):
    lines = iter(text.split("\n"))
    assert all(line in lines for line in strip_quotations(text).split("\n") if line)
    assert bool(strip_quotations(text).strip()) == bool(text.strip())


def test_attachments_are_named_but_not_read():
    attached = ("text/plain\nContent-Disposition: attachment", "Attached.")
    data = parts(("text/plain", "A."), attached, ("text/plain", "B."), kind="mixed")
    documents, notes = read(data)
    assert documents[0].text == "A.\nB."
    assert notes == ("1 attachment not read",)


def test_a_mail_whose_encoding_is_unknown_or_wrong_is_read():
    head = "Content-Type: text/plain; charset={}\n\ncaf\u00e9"
    assert read(head.format("no-such").encode()).documents[0].text == "café"
    documents, notes = read(head.format("iso-8859-1").encode())
    assert documents[0].text == "café"
    assert notes == ("the declared encoding iso-8859-1 is wrong",)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?x-foo?B?aGVsbG8=?=", "hello"),
        ("Re: =?x-foo?Q?caf=C3=A9?= now", "Re: café now"),
        ("=?utf-8?Q?caf=E9?=", "café"),
        ("=?utf-8?Q?=FF=FE?=", None),
        ("=?utf-8?B?a?=", "=?utf-8?B?a?="),
        ("=?x-foo?B?AAAAAAA=?=", "\ufffd"),
        ("=?\0?Q?a?=", "a"),
    ],
)
def test_an_undecodable_header_is_reported_and_the_text_is_kept(subject, title):
    (document,), notes = read(f"Subject: {subject}\nFrom: A <a@e.org>\n\nThe text.")
    assert (document.title, document.text, document.site) == (title, "The text.", "A")
    assert notes == ("the header Subject is damaged or in an unknown encoding",)


def test_text_that_is_falsely_declared_base64_is_reported():
    head = "Content-Transfer-Encoding: base64\n\n"
    note = "the text is declared to be base64, but is not, or is damaged"
    for body in ("@@@@not base64!!!", "abcde"):
        assert read(head + body).notes[-1] == note
    for body in ("VGhlIHRleHQu", "VGhl\r\nIHRleHQu\n\n", "VGhlIHRleHQuCg"):
        (document,), notes = read(head + body)
        assert (document.text.strip(), notes) == ("The text.", ())


@pytest.mark.parametrize("date", ["soon", "99 Xyz", "", "Sat, 18 May 99999 14:26 +0100"])
def test_an_invalid_date_is_left_out(date):
    assert read(f"Date: {date}\n\nA.").documents[0].date is None


def test_a_mail_without_text_is_an_error():
    image = "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n"
    with pytest.raises(InputError, match=r"^a\.eml: no text in this e-mail$"):
        read(image)
    with pytest.raises(InputError, match=r"^a\.eml: no text in this e-mail$"):
        read(parts(("image/png", "A"), kind="mixed"))


def test_a_mail_of_the_unix_kind_begins_with_a_line_of_its_own():
    assert read("From tom Sat May 18\nSubject: S\n\nA.").documents[0].title == "S"


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: " + b"=?utf-8?q?a?= " * 150_000,
        b"From: " + b"(" * 2_000_000,
        b"From: " + b"a <b@c.d>, " * 150_000,
        b"Date: " + b"1" * 2_000_000,
        b"Content-Type: text/plain; " + b"a=b; " * 100_000,
    ],
    ids=lambda header: header[:8].decode(),
)
def test_a_header_of_megabytes_is_harmless(header):
    assert read(header + b"\n\nA.").documents[0].text == "A."


def test_endlessly_nested_parts_are_a_one_line_error():
    heads = "".join(f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(2000))
    with pytest.raises(InputError, match=r"^a\.eml: [^\n]+$"):
        read(heads)
