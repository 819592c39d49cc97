"""E-mails: the words of their sender, and of those whose mails are forwarded."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.errors import (
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    MessageError,
)
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from typing import NamedTuple

from multisumm.errors import InputError
from multisumm.messages import plural
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.decoding import decode
from multisumm.reading.formats.enriched_text import plain_of_enriched, plain_of_richtext
from multisumm.reading.formats.extras import damage_as_input_error
from multisumm.reading.formats.mail_html import mail_html_to_lines
from multisumm.reading.formats.mail_passages import Addition, MailPart, split_mail
from multisumm.reading.stated_dates import sender_day

_ADDITIONS: dict[Addition, str] = {
    "quotation": "quoted from others",
    "signature": "of signatures",
    "footer": "of mailing lists",
    "notice": "of notices",
    "encoded": "of encoded data",
}
"""Kind of addition -> what a note calls its lines."""

_PLAIN_TEXT: Mapping[str, Callable[[str], str]] = {
    "text/plain": str,
    "text/html": mail_html_to_lines,
    "text/enriched": plain_of_enriched,
    "text/richtext": plain_of_richtext,
}
"""Type of a part that is read -> what makes its text plain; of alternatives, the first are read."""

_MAX_HEADER = 2000
MAIL_HEADER = re.compile(rb"\A(?:From [^\n]*\n)?[!-9;-~]+[ \t]*:")
"""The first header of a mail, perhaps below the line of a mailbox."""

_ADDRESS_BEHIND = re.compile(r"\s*(?:<|\[mailto:|\(mailto:)")
_FIELD = re.compile(rb"([!-9;-~]{1,80})[ \t]*:[ \t]*([^\n]*)(?:\n[ \t][^\n]*)*(?:\n|\Z)")
_TRANSPORT = {b"received", b"return-path", b"delivered-to", b"message-id", b"mime-version",
              b"dkim-signature", b"x-original-to", b"envelope-to", b"arc-seal"}  # fmt: skip
"""Headers that programs write, and people who write a memo do not."""


def begins_as_mail(head: bytes) -> bool:
    """Return whether a file begins with the headers of a mail.

    One that programs write is enough, beside another. Without one, there must be an address after
    `From:`, and a date, a subject or a receiver: a memo to `From: the director` is no mail.

    Args:
        head: The first bytes of the file, some of its headers at least.
    """
    fields: dict[bytes, bytes] = {}
    at = 0
    while (field := _FIELD.match(head, at)) is not None:
        fields.setdefault(field[1].lower(), field[2])
        at = field.end()
    rest = head[at:]
    if b"\n" in rest and rest[:1] not in (b"\r", b"\n"):
        return False  # other text follows
    if fields.keys() & _TRANSPORT:
        return len(fields) > 1
    return b"@" in fields.get(b"from", b"") and bool(
        fields.keys() & {b"date", b"subject", b"to", b"cc"}
    )


class ShortHeaders(Compat32):
    """A policy that cuts headers, because long ones take hours to parse."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name and the cut value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MAX_HEADER]


class Letter(NamedTuple):
    """What one mail holds.

    Attributes:
        documents: The words of its sender, if there are any, and the mails that it forwards. Their
            ids follow the name of the mail.
        own: Number of the documents that are of its sender, 0 or 1.
        notes: Notes on how it was read, without those on additions.
        additions: Kind of addition -> number of lines that were left out.
    """

    documents: tuple[Document, ...]
    own: int
    notes: tuple[str, ...]
    additions: Counter[Addition]


def read_mail(payload: Payload) -> Content:
    """Return the documents of an e-mail: the words of its sender, and each mail that it forwards.

    The text is that of the plain parts, or else of the HTML or enriched parts without the markup;
    each part begins on a new line. `split_mail` tells which of it the sender wrote. The title is
    the subject, and the site is the sender. What is left out is counted in a note.

    Attachments are not read; a note counts them. An attached mail is read as a forwarded one.

    Raises:
        InputError: The file does not begin with the headers of an e-mail, or has no text.
    """
    data = payload.data.lstrip(BOM_UTF8 + b"\r\n")
    if not MAIL_HEADER.match(data):
        raise payload.error("not an e-mail: it does not begin with a header")
    letter = read_letter(data, payload)
    notes = (*letter.notes, *note_additions(letter.additions))
    return Content(letter.documents, notes)


def read_letter(data: bytes, payload: Payload) -> Letter:
    """Return what a mail holds, from its bytes; the payload names the file in errors.

    Raises:
        InputError: The mail is damaged, or has no text.
    """
    with damage_as_input_error(payload.name, "e-mail"):
        message = message_from_bytes(data, policy=ShortHeaders())
        waiting, letters = deque([message]), list[Letter]()
        while waiting:
            message = waiting.popleft()
            leaves = list(_leaf_parts(message))
            waiting += (mail for leaf in leaves for mail in _enclosed_mails(leaf.part))
            if letter := _read_parts(message, leaves, payload):
                letters.append(letter)
    if not letters:
        raise payload.error("no text in this e-mail")
    documents = [document for letter in letters for document in letter.documents]
    own = letters[0].own
    notes = [note for letter in letters for note in letter.notes]
    if forwarded := len(documents) - own:
        number = plural(forwarded, "forwarded mail")
        own_words = "" if own else "no words of its sender; "
        notes.append(f"{own_words}{number} in it, read apart from the sender's words")
    additions = sum((letter.additions for letter in letters), Counter[Addition]())
    return Letter(_named(documents, own), own, tuple(dict.fromkeys(notes)), additions)


def _enclosed_mails(part: Message) -> list[Message]:
    inner = part.get_payload() if part.get_content_type() == "message/rfc822" else None
    return [mail for mail in inner if isinstance(mail, Message)] if isinstance(inner, list) else []


def _read_parts(message: Message, leaves: Sequence[_Leaf], payload: Payload) -> Letter | None:
    """Return what a mail holds without the mails attached to it, None if it has no text."""
    leaves = [leaf for leaf in leaves if not _enclosed_mails(leaf.part)]
    shown = [leaf for leaf in leaves if leaf.part.get_content_disposition() != "attachment"]
    texts = _preferred_texts(
        [leaf for leaf in shown if leaf.part.get_content_type() in _PLAIN_TEXT]
    )
    if not texts:
        return None
    headers = [_decode_header(message, name) for name in ("subject", "from", "date")]
    decoded = [_decode_part(part, payload.name) for part in texts]
    notes = [note for _, part_notes in (*decoded, *headers) for note in part_notes]
    if attachments := len(leaves) - len(shown):
        notes.append(f"{plural(attachments, 'attachment')} not read")
    is_html = [part.get_content_type() == "text/html" for part in texts]
    text = "\n".join(
        _PLAIN_TEXT[part.get_content_type()](text)
        for part, (text, _) in zip(texts, decoded, strict=True)
    )
    subject, sender, date = (value for value, _ in headers)
    first, *forwarded = split_mail(text, subject=subject, is_html=all(is_html))
    documents = [_forwarded_document(part, subject, payload.url) for part in forwarded]
    own = int(bool(first.text.strip()) or not forwarded)
    if own:
        site, day = name_of(sender), sender_day(date or "")
        documents.insert(0, Document("", first.text, subject, day, payload.url, site, kind="mail"))
    additions = sum((Counter(part.additions) for part in (first, *forwarded)), Counter[Addition]())
    return Letter(tuple(documents), own, tuple(dict.fromkeys(notes)), additions)


def _preferred_texts(parts: Sequence[_Leaf]) -> list[Message]:
    """Return the parts to read: of alternatives the plain ones, or the HTML ones if they are blank.

    Parts that are no alternatives are all read: a list adds a plain footer to a mail in HTML.
    """
    ranks = {kind: rank for rank, kind in enumerate(_PLAIN_TEXT)}
    best: dict[int, int] = {}
    for leaf in parts:
        rank = ranks[leaf.part.get_content_type()]
        if leaf.group is not None and _payload_of(leaf.part).strip():
            best[leaf.group] = min(rank, best.get(leaf.group, rank))
    return [
        leaf.part
        for leaf in parts
        if leaf.group is None
        or ranks[leaf.part.get_content_type()] == best.get(leaf.group, ranks["text/html"])
    ]


def _forwarded_document(part: MailPart, subject: str | None, url: str | None) -> Document:
    """Return a forwarded mail with the subject, day and sender that the mail states for it."""
    title = part.headers.get("subject") or subject
    date = part.headers.get("date")
    site = name_of(part.headers.get("sender"))
    day = sender_day(date or "") or date
    return Document("", part.text.lstrip("\r\n"), title, day, url, site, "mail")


def _named(documents: Sequence[Document], own: int) -> tuple[Document, ...]:
    """Return the documents of a mail with ids that follow its name; that of a single one is ""."""
    if len(documents) == 1:
        return tuple(documents)
    names = [" forwarded mail", *(f" forwarded mail {n}" for n in range(2, len(documents) + 1))]
    ids = ([""] * own + names)[: len(documents)]
    return tuple(replace(document, id=name) for document, name in zip(documents, ids, strict=True))


def note_additions(additions: Mapping[Addition, int]) -> list[str]:
    """Return the note on what was left out, none if nothing was."""
    counted = [
        f"{plural(additions[kind], 'line')} {name}"
        for kind, name in _ADDITIONS.items()
        if additions.get(kind)
    ]
    return [f"left out: {', '.join(counted)}"] if counted else []


def name_of(sender: str | None) -> str | None:
    """Return the name in a sender like `"Ana Reyes" <ana@example.org>`, or else all of it."""
    name = _ADDRESS_BEHIND.split(sender or "", maxsplit=1)[0].strip(" \t'\"")
    return name or (sender or "").strip(" <>") or None


class _Leaf(NamedTuple):
    """A part without parts of its own, and the number of the alternatives that it is one of."""

    part: Message
    group: int | None


def _leaf_parts(message: Message) -> Iterator[_Leaf]:
    """Yield the parts without parts of their own, in order; an enclosed mail is one of them."""
    rest: list[_Leaf] = [_Leaf(message, None)]
    groups = 0
    while rest:
        part, group = rest.pop()
        inner = part.get_payload()
        if part.get_content_maintype() != "multipart":
            yield _Leaf(part, group)
        elif isinstance(inner, list):
            if group is None and part.get_content_subtype() == "alternative":
                groups += 1
                group = groups
            rest += (_Leaf(child, group) for child in reversed(inner) if isinstance(child, Message))


def _payload_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _decode_part(part: Message, name: str) -> tuple[str, tuple[str, ...]]:
    text, _, notes, _ = decode(_payload_of(part), name, declared=part.get_content_charset())
    # Bytes missing from the last group of four do no harm.
    harmful = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)
    if any(isinstance(defect, harmful) for defect in part.defects):
        return text, (*notes, "the text is declared to be base64, but is not, or is damaged")
    return text, notes


def _decode_header(message: Message, name: str) -> tuple[str | None, tuple[str, ...]]:
    """Return a header, decoded as far as possible, and a note if it is damaged.

    Bytes that no encoded word declares (RFC 6532 has UTF-8) are decoded like a text.
    """
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    value = raw.encode("ascii", "surrogateescape").decode("latin-1")  # a character for each byte
    notes: tuple[str, ...] = ()
    try:
        value = str(make_header(decode_header(value))) if value.isascii() else _decode_parts(value)
    except (LookupError, ValueError, MessageError):
        notes = (f"the header {name.title()} is damaged or in an unknown encoding",)
        value = _decode_parts(value)
    return " ".join(value.split()) or None, notes


def _decode_parts(value: str) -> str:
    """Return a header decoded like a text, or unchanged if it is not even base64.

    Args:
        value: The header, with a character for each byte.
    """
    try:
        parts = decode_header(value)
    except MessageError:
        return value
    texts = []
    for part, charset in parts:
        try:
            data = part.encode("latin-1") if isinstance(part, str) else part
            texts.append(decode(data, "", declared=charset).text)
        except InputError:  # binary
            texts.append("\ufffd")
    return " ".join(texts)
