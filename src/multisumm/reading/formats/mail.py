"""E-mails: the words of their sender."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
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
from multisumm.messages import plural
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.decoding import decode
from multisumm.reading.formats.extras import damage_as_input_error
from multisumm.reading.formats.markup import strip_markup

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_DATED = re.compile(r"[@\d]")
_BLOCK_QUOTATION = re.compile(r"(</?blockquote\b[^<>]*>)", re.IGNORECASE)
_MAX_HEADER = 2000
_HEADER = re.compile(rb"\A(?:From [^\n]*\n)?[!-9;-~]+[ \t]*:")


class _ShortHeaders(Compat32):
    """A policy that cuts headers, because long ones take hours to parse."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name and the cut value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MAX_HEADER]


def read_mail(payload: Payload) -> Content:
    """Return the one document of an e-mail.

    Its text is that of its plain parts, or else of its HTML parts without the markup; each part
    begins on a new line. It has only the words of the sender, without quoted lines (`>`; in HTML,
    block quotations), the line `... wrote:` above them, and the signature below `-- `. A mail with
    nothing else keeps them. The title is the subject, and the site is the sender.

    Attachments are not read; a note counts them.

    Raises:
        InputError: The file does not begin with the headers of an e-mail, or has no text.
    """
    data = payload.data.lstrip(BOM_UTF8 + b"\r\n")
    if not _HEADER.match(data):
        raise payload.error("not an e-mail: it does not begin with a header")
    with damage_as_input_error(payload.name, "e-mail"):
        message = message_from_bytes(data, policy=_ShortHeaders())
        parts = list(_leaf_parts(message))
        shown = [part for part in parts if part.get_content_disposition() != "attachment"]
        plain = [part for part in shown if part.get_content_type() == "text/plain"]
        html = [part for part in shown if part.get_content_type() == "text/html"]
        if not plain and not html:
            raise payload.error("no text in this e-mail")
        decoded = [_decode_part(part, payload.name) for part in plain or html]
        headers = [_decode_header(message, name) for name in ("Subject", "From", "Date")]
    title, sender, date = (value for value, _ in headers)
    text = "\n".join(text for text, _ in decoded)
    notes = [note for _, notes in (*decoded, *headers) for note in notes]
    if plain:
        text = strip_quotations(text)
    else:
        own = strip_quotations(strip_markup(_mark_quotations(text))).strip("\n")
        text = own if own.strip(">\n") else strip_markup(text)
    if attachments := len(parts) - len(shown):
        notes.append(f"{plural(attachments, 'attachment')} not read")
    name = (sender or "").partition("<")[0].strip(' "') or sender
    document = Document("", text, title, _parse_day(date), payload.url, name, kind="mail")
    return Content((document,), tuple(dict.fromkeys(notes)))


def _decode_part(part: Message, name: str) -> tuple[str, tuple[str, ...]]:
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    text, _, notes, _ = decode(data, name, declared=part.get_content_charset())
    # Bytes missing from the last group of four do no harm.
    harmful = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)
    if any(isinstance(defect, harmful) for defect in part.defects):
        return text, (*notes, "the text is declared to be base64, but is not, or is damaged")
    return text, notes


def _leaf_parts(message: Message) -> Iterator[Message]:
    """Yield the parts without parts of their own, in order; an enclosed mail is one of them."""
    rest: list[Message] = [message]
    while rest:
        part = rest.pop()
        inner = part.get_payload()
        if part.get_content_maintype() != "multipart":
            yield part
        elif isinstance(inner, list):
            rest += (child for child in reversed(inner) if isinstance(child, Message))


def strip_quotations(text: str) -> str:
    r"""Return a mail without quoted lines and signature, or all of it if there is nothing else.

    >>> strip_quotations("Yes.\n\nOn 18 May 2024, Tom wrote:\n> Is it safe?\n\n-- \nPriya")
    'Yes.\n\n\n'
    """
    own: list[str] = []
    in_quotation = False
    for line in _LINE.findall(text):
        if line.rstrip("\r\n") == "-- ":
            break
        if line.startswith(">"):
            if not in_quotation:
                _drop_attribution(own)
            in_quotation = True
        else:
            own.append(line)
            in_quotation = False
    return "".join(own) if "".join(own).strip() else text


def _drop_attribution(lines: list[str]) -> None:
    """Remove `On 18 May 2024 at 14:26, Priya Raman wrote:` from the end; it may take two lines."""
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


def _mark_quotations(markup: str) -> str:
    """Return HTML with `>` on a line of its own instead of each block quotation."""
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


def _decode_header(message: Message, name: str) -> tuple[str | None, tuple[str, ...]]:
    """Return a header, decoded as far as possible, and a note if it is damaged."""
    value = str(message.get(name) or "")
    notes: tuple[str, ...] = ()
    try:
        value = str(make_header(decode_header(value)))
    except (LookupError, ValueError, MessageError):
        notes = (f"the header {name} is damaged or in an unknown encoding",)
        value = _decode_damaged(value)
    return " ".join(value.split()) or None, notes


def _decode_damaged(value: str) -> str:
    """Return a header decoded like a text, or unchanged if it is not even base64."""
    try:
        parts = decode_header(value)
    except MessageError:
        return value
    texts = []
    for part, charset in parts:
        try:
            data = part.encode() if isinstance(part, str) else part
            texts.append(decode(data, "", declared=charset).text)
        except InputError:  # binary
            texts.append("\ufffd")
    return " ".join(texts)


def _parse_day(date: str | None) -> str | None:
    """Return the day in ISO 8601, by the sender's clock."""
    try:
        return parsedate_to_datetime(date).date().isoformat() if date else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
