"""A digest as an e-mail, with the digest as text and as HTML."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from multisumm.escaping import one_line
from multisumm.messages import plural, shortened
from multisumm.model import DigestData
from multisumm.rendering.digest_html import shown_subjects
from multisumm.rendering.digest_labels import asked, digest_title, left_out
from multisumm.rendering.digest_text import render_digest_text
from multisumm.rendering.report_dates import stated_time
from multisumm.rendering.templates import render_template

SENDER = "multisumm <digest@multisumm.invalid>"
"""A mail needs a sender; no host has this name (RFC 2606)."""

BOUNDARY = "=_multisumm_digest"
"""What stands between the parts. Quoted-printable text never has `=_`."""

MAX_SUBJECT_CHARACTERS = 120
"""Characters of the first headline in the subject line."""


def render_digest_mail(digest: DigestData) -> str:
    """Return a message with two alternatives, in ASCII with CRLF line ends (RFC 5322, RFC 2046).

    The date is that of SOURCE_DATE_EPOCH, or else the day of the newest document, if one is known.
    There is no identifier, and the boundary is always the same.

    Raises:
        OptionError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = SENDER
    message["To"] = "undisclosed-recipients:;"
    message["Subject"] = _subject_line(digest)
    if date := _date(digest):
        message["Date"] = format_datetime(date)
    message.set_content(render_digest_text(digest), cte="quoted-printable")
    message.add_alternative(_page(digest), subtype="html", cte="quoted-printable")
    message.set_boundary(BOUNDARY)
    return message.as_bytes().decode("ascii")


def _page(digest: DigestData) -> str:
    page = render_template(
        "digest_mail.html.jinja",
        title=digest_title(digest),
        asked=asked(digest),
        subjects=[*shown_subjects(digest, restart=True)],
        left_out=left_out(digest),
    )
    return f"{page}\n"


def _subject_line(digest: DigestData) -> str:
    """Return the first headline, and how many more there are."""
    first = shortened(one_line(digest.subjects[0].headline.text), MAX_SUBJECT_CHARACTERS)
    more = len(digest.subjects) - 1
    return f"{first} - and {plural(more, 'more subject')}" if more else first


def _date(digest: DigestData) -> datetime | None:
    stated = stated_time()
    if stated:
        return stated
    newest = max((subject.day for subject in digest.subjects if subject.day), default=None)
    return datetime.fromisoformat(newest).replace(tzinfo=UTC) if newest else None
