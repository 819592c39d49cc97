import mailbox as standard_mailbox
from email.message import EmailMessage

import pytest

from input_files import read_sources
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.mailbox import begins_as_mailbox, read_mailbox, split_mailbox

LINE = b"From ana@e.org Mon Mar  4 09:12:00 2024\n"


def mail(sender, subject, text, *, day=4):
    """A mail, made by the standard library."""
    message = EmailMessage()
    message["From"], message["Subject"] = sender, subject
    message["Date"] = f"Mon, {day} Mar 2024 09:12:00 +0100"
    message.set_content(text)
    return message


def thread():
    """A question and the answer, which quotes it."""
    question = mail(
        "Ana Reyes <ana@e.org>", "Pumps", "Is the pump safe?\n\nFrom Monday on, I mean.\n"
    )
    answer = mail("Ben Ode <ben@e.org>", "Re: Pumps", "Yes.\n\nOn 4 March 2024 Ana wrote:\n"
                  "> Is the pump safe?\n", day=5)  # fmt: skip
    return [question, answer]


def test_each_mail_of_a_mailbox_is_a_document(tmp_path):
    box = standard_mailbox.mbox(tmp_path / "Inbox")
    for message in thread():
        box.add(message)
    box.close()
    documents, warnings = read_sources(tmp_path)
    assert documents == (
        Document("Inbox mail 1", "Is the pump safe?\n\nFrom Monday on, I mean.\n\n", "Pumps",
                 "2024-03-04", site="Ana Reyes", kind="mail"),
        Document("Inbox mail 2", "Yes.\n\n\n", "Re: Pumps", "2024-03-05", site="Ben Ode",
                 kind="mail"),
    )  # fmt: skip
    assert warnings == ("Inbox: left out: 2 lines quoted from others",)


def test_a_maildir_is_a_folder_of_mails(tmp_path):
    box = standard_mailbox.Maildir(tmp_path / "mails")
    for message in thread():
        box.add(message)
    documents, _ = read_sources(tmp_path / "mails")
    assert sorted(document.site for document in documents) == ["Ana Reyes", "Ben Ode"]
    assert all(document.kind == "mail" for document in documents)


def test_two_mailboxes_keep_their_mails_apart(tmp_path):
    for name in ("a.mbox", "b.mbox"):
        (tmp_path / name).write_bytes(b"\n".join(LINE + bytes(message) for message in thread()))
    names = [document.id for document in read_sources(tmp_path).documents]
    assert names == ["a.mbox mail 1", "a.mbox mail 2", "b.mbox mail 1", "b.mbox mail 2"]


def test_a_mailbox_with_one_mail_is_that_mail(tmp_path):
    (tmp_path / "a.mbox").write_bytes(LINE + bytes(thread()[0]))
    (document,) = read_sources(tmp_path).documents
    assert (document.id, document.title) == ("a.mbox", "Pumps")


def test_a_mail_that_cannot_be_read_is_counted_and_the_others_are_read():
    image = LINE + b"Content-Type: image/png\n\nAAAA\n\n"
    documents, notes = read_mailbox(Payload(image + LINE + bytes(thread()[0]), "a"))
    assert [document.id for document in documents] == [" mail 2"]
    assert notes == ("1 of 2 mails left out (no text in this e-mail)",)
    with pytest.raises(InputError, match=r"^a: no text in this e-mail$"):
        read_mailbox(Payload(image * 2, "a"))


def test_a_line_of_a_mail_that_begins_with_from_does_not_end_it():
    data = (
        LINE
        + b"To: b\n\nA.\nFrom here at 10:30 on.\n\nFrom 10:30 on\nwe rest.\n\n>From >x\n>>From y\n"
    )
    assert [*split_mailbox(data)] == [
        b"To: b\n\nA.\nFrom here at 10:30 on.\n\nFrom 10:30 on\nwe rest.\n\nFrom >x\n>From y\n"
    ]


def test_line_ends_may_be_those_of_dos():
    data = (LINE + b"To: b\n\nA.\n\n" + LINE + b"To: c\n\nB.\n").replace(b"\n", b"\r\n")
    assert len([*split_mailbox(data)]) == 2


def test_a_file_that_begins_otherwise_is_no_mailbox():
    assert begins_as_mailbox(LINE + b"To: b\n")
    assert not begins_as_mailbox(b"From the council at 10:30 came a letter.\n\nIt was long.")
    with pytest.raises(
        InputError, match=r"^a: not a mailbox: it does not begin with a line `From "
    ):
        read_mailbox(Payload(b"A.\n\n" + LINE + b"To: b\n\nA.\n", "a"))
