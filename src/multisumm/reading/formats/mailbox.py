"""Mailboxes in the format mbox: each mail is a document."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from multisumm.errors import InputError
from multisumm.messages import plural
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.formats.mail import note_additions, read_letter
from multisumm.reading.formats.mail_passages import Addition

_FROM_LINE = re.compile(
    rb"^From [^\n]{1,300}?\d\d:\d\d[^\n]{0,100}\n(?=[!-9;-~]{1,80}[ \t]*:)", re.MULTILINE
)
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)


def read_mailbox(payload: Payload) -> Content:
    """Return the documents of the mails in a mailbox, as those of `read_mail`.

    The id of a mail is the name of the file with `mail 1`, `mail 2` and so on. Mails that cannot be
    read, or have no text, are left out with a note.

    Raises:
        InputError: The file does not begin with the line of a mailbox, or none of its mails can be
            read.
    """
    documents: list[Document] = []
    notes: list[str] = []
    additions: Counter[Addition] = Counter()
    problems: list[InputError] = []
    data = payload.data.lstrip(BOM_UTF8 + b"\r\n")
    if not begins_as_mailbox(data):
        raise payload.error("not a mailbox: it does not begin with a line `From ...`")
    mails = list(split_mailbox(data))
    for number, mail in enumerate(mails, start=1):
        try:
            letter = read_letter(mail, payload)
        except InputError as error:
            problems.append(error)
            continue
        name, place = (f" mail {number}", f"mail {number}: ") if len(mails) > 1 else ("", "")
        documents += (replace(one, id=name + one.id) for one in letter.documents)
        notes += (place + note for note in letter.notes)
        additions += letter.additions
    if not documents:
        raise problems[0]
    if problems:
        number_of_mails = plural(len(mails), "mail")
        notes.append(f"{len(problems)} of {number_of_mails} left out ({problems[0].reason})")
    return Content(tuple(documents), (*notes, *note_additions(additions)))


def begins_as_mailbox(head: bytes) -> bool:
    """Return whether a file begins with the line of a mailbox and a header below it."""
    return _FROM_LINE.match(head) is not None


def split_mailbox(data: bytes) -> Iterator[bytes]:
    """Yield each mail of a mailbox, without the line above it and with escaped lines as sent.

    A mail begins at the beginning of the file and behind a blank line, with `From `, an address and
    a time. Lines of a mail that begin with `From ` have `>` in front in a mailbox.
    """
    starts = [
        line
        for line in _FROM_LINE.finditer(data)
        if not line.start()
        or data[max(0, line.start() - 3) : line.start()].endswith((b"\n\n", b"\n\r\n"))
    ]
    ends = [line.start() for line in starts[1:]] + [len(data)]
    for line, end in zip(starts, ends, strict=True):
        yield _ESCAPED.sub(b"", data[line.end() : end])
