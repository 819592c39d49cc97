"""E-mails: what their sender wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import (
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    MessageError,
)
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime

from multisumm.errors import InputError
from multisumm.messages import plural, printable
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.decoding import decode
from multisumm.reading.formats.extras import explained
from multisumm.reading.formats.markup import strip_markup

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_DATED = re.compile(r"[@\d]")
_BLOCK_QUOTATION = re.compile(r"(</?blockquote\b[^<>]*>)", re.IGNORECASE)
_MAX_HEADER = 2000
_HEADER = re.compile(rb"\A(?:From [^\n]*\n)?[!-9;-~]+[ \t]*:")


class _ShortHeaders(Compat32):
    """How headers are parsed: as far as a person would read, for long ones take hours."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return name and value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MAX_HEADER]


def read_mail(payload: Payload) -> Content:
    """Return the one document of an e-mail.

    Its text is that of its plain parts, or else of its HTML parts with the markup taken off, each
    beginning on a line of its own, without what is no word of the sender: quoted lines (`>`; in
    HTML, block quotations) with the line `... wrote:` above them, and the signature below `-- `.
    A mail with nothing else keeps them. The title is the subject, the site the sender.

    Attachments are not read; a note counts them.

    Raises:
        InputError: It does not begin with the headers of an e-mail, or has no text.
    """
    if not _HEADER.match(payload.data.lstrip(b"\xef\xbb\xbf\r\n")):
        raise InputError(f"{printable(payload.name)}: not an e-mail: it begins with no header")
    with explained(payload.name, "e-mail"):
        data = payload.data.lstrip(b"\xef\xbb\xbf\r\n")
        message = message_from_bytes(data, policy=_ShortHeaders())
        parts = list(_parts(message))
        shown_parts = [part for part in parts if part.get_content_disposition() != "attachment"]
        plain = [part for part in shown_parts if part.get_content_type() == "text/plain"]
        html = [part for part in shown_parts if part.get_content_type() == "text/html"]
        if not plain and not html:
            raise InputError(f"{printable(payload.name)}: no text in this e-mail")
        decoded = [_decoded(part, payload.name) for part in plain or html]
        headers = [_header(message, name) for name in ("Subject", "From", "Date")]
    title, sender, date = (value for value, _ in headers)
    text = "\n".join(text for text, _ in decoded)
    notes = [note for _, notes in (*decoded, *headers) for note in notes]
    if plain:
        text = own_words(text)
    else:
        own = own_words(strip_markup(_marked(text))).strip("\n")
        text = own if own.strip(">\n") else strip_markup(text)
    if attached := len(parts) - len(shown_parts):
        notes.append(f"{plural(attached, 'attachment')} not read")
    name = (sender or "").partition("<")[0].strip(' "') or sender
    document = Document("", text, title, _day(date), payload.url, name, kind="mail")
    return Content((document,), tuple(dict.fromkeys(notes)))


def _decoded(part: Message, name: str) -> tuple[str, tuple[str, ...]]:
    data = part.get_payload(decode=True)
    text, notes = decode(
        data if isinstance(data, bytes) else b"", name, declared=part.get_content_charset()
    )
    # Bytes that are missing at the end of the last four are no harm.
    wrong = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)
    if any(isinstance(defect, wrong) for defect in part.defects):
        return text, (*notes, "the text is declared to be base64, but is not, or is damaged")
    return text, notes


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts that are not made of others, in order; a mail within is one of them."""
    rest: list[Message] = [message]
    while rest:
        part = rest.pop()
        inner = part.get_payload()
        if part.get_content_maintype() != "multipart":
            yield part
        elif isinstance(inner, list):
            rest += (one for one in reversed(inner) if isinstance(one, Message))


def own_words(text: str) -> str:
    r"""Return a mail without quoted lines and signature, or all of it if there is nothing else.

    >>> own_words("Yes.\n\nOn 18 May 2024, Tom wrote:\n> Is it safe?\n\n-- \nPriya")
    'Yes.\n\n\n'
    """
    own: list[str] = []
    within = False
    for line in _LINE.findall(text):
        if line.rstrip("\r\n") == "-- ":
            break
        if line.startswith(">"):
            if not within:
                _drop_attribution(own)
            within = True
        else:
            own.append(line)
            within = False
    return "".join(own) if "".join(own).strip() else text


def _drop_attribution(lines: list[str]) -> None:
    """Take `On 18 May 2024 at 14:26, Priya Raman wrote:`, perhaps on two lines, off the end."""
    end = len(lines)
    if end and not lines[end - 1].strip():
        end -= 1
    above, last = ("", "", *lines[:end])[-2:]
    if not last.rstrip().endswith(":"):
        return
    if _DATED.search(above) and above.rstrip()[-1] not in ".!?…:;":
        del lines[end - 2 :]
    elif _DATED.search(last):
        del lines[end - 1 :]


def _marked(markup: str) -> str:
    """Return HTML with `>` on a line of its own in place of each block quotation."""
    depth = 0
    parts = []
    for part in _BLOCK_QUOTATION.split(markup):
        if part[:1] != "<" or not _BLOCK_QUOTATION.fullmatch(part):
            parts += [part] if depth == 0 else []
        elif part[1] != "/":
            parts += ["<p>&gt;</p>"] if depth == 0 else []
            depth += 1
        else:
            depth = max(0, depth - 1)
    return "".join(parts)


def _header(message: Message, name: str) -> tuple[str | None, tuple[str, ...]]:
    """Return a header, as well as it can be decoded, and a note if that is not well."""
    value = str(message.get(name) or "")
    notes: tuple[str, ...] = ()
    try:
        value = str(make_header(decode_header(value)))
    except (LookupError, ValueError, MessageError):
        notes = (f"the header {name} is damaged or in an unknown encoding",)
        value = _leniently(value)
    return " ".join(value.split()) or None, notes


def _leniently(value: str) -> str:
    """Return a header decoded as a text would be; as it is where it is not even base64."""
    try:
        parts = decode_header(value)
    except MessageError:
        return value
    texts = []
    for part, charset in parts:
        try:
            data = part.encode() if isinstance(part, str) else part
            texts.append(decode(data, "", declared=charset)[0])
        except InputError:  # binary
            texts.append("\ufffd")
    return " ".join(texts)


def _day(date: str | None) -> str | None:
    """Return the day in ISO 8601, as the sender's clock had it."""
    try:
        return parsedate_to_datetime(date).date().isoformat() if date else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
