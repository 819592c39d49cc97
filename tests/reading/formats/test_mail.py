from email.message import EmailMessage

import pytest

from input_files import MAIL
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.mail import begins_as_mail, name_of, read_mail


def read(data):
    return read_mail(Payload(data if isinstance(data, bytes) else data.encode(), "a.eml"))


def parts(*typed, kind="alternative"):
    """An e-mail of several parts, given by their types and texts."""
    inner = "".join(f"--X\nContent-Type: {type_}\n\n{text}\n" for type_, text in typed)
    return f"Subject: S\nContent-Type: multipart/{kind}; boundary=X\n\n{inner}--X--\n"


def test_a_mail_has_the_words_of_its_sender_with_subject_day_and_sender():
    text = "The tour was sold twice. It costs £12.\n\n\nI will call you.\n\n"
    expected = Document("", text, "Tour sold twíce", "2024-05-18", site="Priya Raman", kind="mail")
    note = "left out: 4 lines quoted from others, 2 lines of signatures"
    assert read(MAIL) == ((expected,), (note,))


def test_the_plain_part_comes_before_html():
    html = ("text/html", "<p>In <b>HTML</b>.</p>")
    assert read(parts(html, ("text/plain", "Plain."))).documents[0].text == "Plain."
    assert read(parts(html)).documents[0].text == "In HTML."


def test_quotations_in_html_are_left_out_with_their_introduction():
    html = (
        "<div>Yes.</div><div>On 18 May 2024 Tom wrote:<br></div><blockquote>Is it"
        "<blockquote>all</blockquote>safe?</blockquote><p>And <BLOCKQUOTE>x</BLOCKQUOTE>no."
    )
    assert read(parts(("text/html", html))).documents[0].text == "Yes.\n\nAnd\n\nno."


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
        ("渡輪".encode(), "渡輪"),
        ("Паром затонул ночью".encode("cp1251"), "Паром затонул ночью"),
        (b"=?utf-8?Q?caf=C3=A9?= " + "über".encode(), "café über"),
    ],
)
def test_bytes_of_a_header_that_nothing_declares_are_decoded_like_a_text(subject, title):
    (document,), notes = read(b"Subject: " + subject + b"\nFrom: A <a@e.org>\n\nThe text.")
    assert (document.title, notes) == (title, ())


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
    with pytest.raises(InputError, match=r"^a\.eml: damaged e-mail: nested too deeply$"):
        read(heads)


def message(text, *, subject="Pumps", sender="Ben Ode <ben@e.org>"):
    """A mail, made by the standard library."""
    made = EmailMessage()
    made["From"], made["Subject"] = sender, subject
    made["Date"] = "Tue, 5 Mar 2024 09:12:00 +0100"
    made.set_content(text)
    return made


FORWARDED = (
    "---------- Forwarded message ---------\nFrom: Ana Reyes <ana@e.org>\n"
    "Date: Mon, Mar 4, 2024 at 9:12 AM\nSubject: Pump station\nTo: Ben Ode <ben@e.org>\n\n"
    "The motor costs 18,000 euros.\n"
)


def test_a_forwarded_mail_is_a_document_of_its_writer():
    documents, notes = read(bytes(message(f"See below.\n\n{FORWARDED}", subject="Fwd: Pumps")))
    assert documents == (
        Document("", "See below.\n\n", "Fwd: Pumps", "2024-03-05", site="Ben Ode", kind="mail"),
        Document(" forwarded mail", "The motor costs 18,000 euros.\n", "Pump station", "2024-03-04",
                 site="Ana Reyes", kind="mail"),
    )  # fmt: skip
    assert notes == ("1 forwarded mail in it, read apart from the sender's words",)


def test_a_forward_without_words_of_its_sender_is_the_mail_that_it_forwards():
    documents, notes = read(bytes(message(FORWARDED, subject="Fwd: Pumps")))
    assert [(one.id, one.site, one.date) for one in documents] == [("", "Ana Reyes", "2024-03-04")]
    assert notes[0].startswith("no words of its sender; 1 forwarded mail in it")


def test_the_words_of_another_are_not_the_senders_where_there_is_nothing_else():
    text = (
        "On 4 March 2024 at 9:12, Ana Reyes <ana@e.org> wrote:\n\nThe motor costs 18,000 euros.\n"
    )
    (document,), _ = read(bytes(message(text, subject="Re: Pumps")))
    assert (document.site, document.date) == ("Ana Reyes", None)
    (document,), _ = read(bytes(message("> The motor costs 18,000 euros.\n", subject="Re: Pumps")))
    assert (document.site, document.text) == (None, "The motor costs 18,000 euros.\n")


def test_attached_mails_are_read_as_forwarded_ones():
    inner = message("The motor costs 18,000 euros.\n", subject="Pump station", sender="ana@e.org")
    inner.add_attachment(message("It is new.\n", subject="Motor", sender="cleo@e.org"))
    outer = message("See the mails.\n", subject="Fwd: Pumps")
    outer.add_attachment(inner)
    outer.add_attachment(b"%PDF", maintype="application", subtype="pdf")
    documents, notes = read(bytes(outer))
    assert [(one.id, one.title, one.site) for one in documents] == [
        ("", "Fwd: Pumps", "Ben Ode"),
        (" forwarded mail", "Pump station", "ana@e.org"),
        (" forwarded mail 2", "Motor", "cleo@e.org"),
    ]
    assert notes == (
        "1 attachment not read",
        "2 forwarded mails in it, read apart from the sender's words",
    )


def test_html_is_read_where_its_plain_alternative_is_blank():
    assert read(parts(("text/plain", " \n"), ("text/html", "<p>A.</p>"))).documents[0].text == "A."


def test_enriched_text_is_read_without_its_markup():
    """A digest called a subject after such markup, and the mail alone had no text."""
    minutes = "<bold>Minutes</bold>\n\nThe board met\non <italic>Monday</italic>: 3 << 4.\n"
    enriched = ("text/enriched", minutes)
    assert read(parts(enriched)).documents[0].text == "Minutes\n\nThe board met on Monday: 3 < 4.\n"
    assert read(parts(enriched, ("text/html", "<p>B.</p>"))).documents[0].text == "B."
    mixed = read(parts(("text/plain", "See below."), enriched, kind="mixed"))
    words = mixed.documents[0].text.split()
    assert " ".join(words) == "See below. Minutes The board met on Monday: 3 < 4."


def test_the_commands_of_rich_text_break_its_lines():
    """Words on both sides of a break were joined to one."""
    rich = ("text/richtext", "<bold>Minutes</bold><np>The board<nl>met on\nMonday: 3 <lt> 4.\n")
    text = read(parts(rich)).documents[0].text
    assert text.strip() == "Minutes\n\nThe board\nmet on Monday: 3 < 4."


def test_the_plain_footer_of_a_list_does_not_hide_a_mail_in_html():
    footer = "_____________________\nPumps mailing list\nhttps://lists.e.org/listinfo/pumps\n"
    data = parts(("text/html", "<p>The pump runs.</p>"), ("text/plain", footer), kind="mixed")
    documents, notes = read(data)
    assert documents[0].text.strip() == "The pump runs."
    assert notes == ("left out: 3 lines of mailing lists",)


@pytest.mark.parametrize(
    "head",
    [
        b"From: Ana <ana@e.org>\nSubject: Pumps\n\nText.",
        b"Return-Path: <a@e.org>\r\nReceived: from a\r\n\tby b\r\n\r\nText.",
        b"MIME-Version: 1.0\nContent-Type: text/plain\n\n",
        b"From: ana@e.org\nTo: ben@e.org\n",
        b"Received: from a\n" + b"X-Long: " + b"a" * 4000,
    ],
)
def test_a_file_that_begins_with_headers_is_a_mail(head):
    assert begins_as_mail(head)


@pytest.mark.parametrize(
    "head",
    [
        b"From: the director\nTo: all\nSubject: Pumps\n\nText.",
        b"From: ana@e.org came a letter.\nIt was long.\n",
        b"Note: this is a text.\n\nText.",
        b"Subject: ana@e.org\n\nText.",
        b"Message-ID: a\n",
        b"",
        b"Text.",
    ],
)
def test_a_text_with_colons_is_no_mail(head):
    assert not begins_as_mail(head)


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ('"Ana Reyes" <ana@e.org>', "Ana Reyes"),
        ("Ana Reyes [mailto:ana@e.org]", "Ana Reyes"),
        ("<ana@e.org>", "ana@e.org"),
        ("ana@e.org", "ana@e.org"),
        ("", None),
        (None, None),
    ],
)
def test_the_name_of_a_sender_stands_before_the_address(sender, name):
    assert name_of(sender) == name
