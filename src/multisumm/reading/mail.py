"""E-mails: what their sender wrote."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from multisumm.decoding import counted, decode, shown
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.extras import explained
from multisumm.reading.markup import strip_markup

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_DATED = re.compile(r"[@\d]")
_BLOCK_QUOTATION = re.compile(r"(</?blockquote\b[^<>]*>)", re.IGNORECASE)
_HEADER = re.compile(rb"\A(?:From [^\n]*\n)?[!-9;-~]+[ \t]*:")


def read_mail(payload: Payload) -> Content:
    """Return the one document of an e-mail.

    Its text is the plain part, or else the HTML part with its markup taken off, without what is
    no word of the sender: quoted lines (`>`; in HTML, block quotations) with the line `... wrote:`
    above them, and the signature below `-- `. A mail with nothing else keeps them. The title is
    the subject, the site the sender.

    Attachments are not read, but named in a note.

    Raises:
        InputError: It does not begin with the headers of an e-mail, or has no text.
    """
    if not _HEADER.match(payload.data.lstrip(b"\xef\xbb\xbf\r\n")):
        raise InputError(f"{shown(payload.name)}: not an e-mail: it begins with no header")
    with explained(payload.name, "e-mail"):
        message = message_from_bytes(
            payload.data.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default
        )
        part = message.get_body(("plain", "html"))
        if not isinstance(part, EmailMessage) or part.is_multipart():
            raise InputError(f"{shown(payload.name)}: no text in this e-mail")
        data = part.get_payload(decode=True)
        charset = part.get_content_charset()
        is_html = part.get_content_type() == "text/html"
        title, site = _header(message, "Subject"), _sender(message)
        date = _date(message)
        attached = len([*message.iter_attachments()]) if message.is_multipart() else 0
    assert isinstance(data, bytes)
    text, notes = decode(data, payload.name, declared=charset)
    if is_html:
        text = own_words(strip_markup(_marked(text))).strip(">\n") or strip_markup(text)
    else:
        text = own_words(text)
    if attached:
        notes = (*notes, f"{counted(attached, 'attachment')} not read")
    return Content((Document("", text, title, date, payload.url, site, kind="mail"),), notes)


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


def _header(message: EmailMessage, name: str) -> str | None:
    return " ".join(str(message.get(name) or "").split()) or None


def _sender(message: EmailMessage) -> str | None:
    sender = _header(message, "From")
    name, address = parseaddr(sender or "")
    return name or address or sender


def _date(message: EmailMessage) -> str | None:
    """Return the day in ISO 8601, as the sender's clock had it."""
    given = _header(message, "Date")
    try:
        return parsedate_to_datetime(given).date().isoformat() if given else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
