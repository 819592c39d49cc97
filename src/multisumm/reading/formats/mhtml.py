"""Web pages as browsers save them with everything in one file (MHTML): the article of the page."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from email import message_from_bytes

from multisumm.reading.content import Content, Payload
from multisumm.reading.formats.extras import damage_as_input_error
from multisumm.reading.formats.html import read_html
from multisumm.reading.formats.mail import MAIL_HEADER, ShortHeaders

_SAVED = re.compile(
    rb"^(?:Snapshot-Content-Location:|From: +<?Saved by )", re.MULTILINE | re.IGNORECASE
)


def begins_as_mhtml(head: bytes) -> bool:
    """Return whether a file with the headers of a mail is a page that a browser saved."""
    return _SAVED.search(head) is not None


def read_mhtml(payload: Payload) -> Content:
    """Return the one document of a saved page, as `read_html`; its address is that of the page.

    Raises:
        InputError: The file does not begin with headers, or there is no page or article in it.
    """
    data = payload.data.lstrip(BOM_UTF8 + b"\r\n")
    if not MAIL_HEADER.match(data):
        raise payload.error("not a saved web page: it does not begin with a header")
    with damage_as_input_error(payload.name, "saved web page"):
        message = message_from_bytes(data, policy=ShortHeaders())
        parts = (part for part in message.walk() if part.get_content_type() == "text/html")
        part = next(parts, None)
        if part is None:
            raise payload.error("no web page in this file")
        content = part.get_payload(decode=True)
        addresses = (message["Snapshot-Content-Location"], part["Content-Location"])
        address = next((str(one).strip() for one in addresses if one), None)
        page = payload._replace(
            data=content if isinstance(content, bytes) else b"",
            url=payload.url or address,
            charset=part.get_content_charset(),
        )
    return read_html(page)
