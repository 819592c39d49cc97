"""The file of a summary, as JSON or as a report in HTML -> its verification."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import NOT_UTF8, printable
from multisumm.model import Document
from multisumm.reading.kinds import detect_kind
from multisumm.reading.records import parse_object
from multisumm.verification.findings import Verification
from multisumm.verification.report_page import record_in_page
from multisumm.verification.verify import verify_record


def verify_file(
    data: bytes, name: str, documents: Iterable[Document], **options: Any
) -> Verification:
    """Return the verification of a summary in JSON, or of a report in HTML that carries it.

    Args:
        data: The file.
        name: Its name in errors.
        documents: As for `verify`.
        options: Further arguments of `verify_record`.

    Raises:
        InputError, OptionError: As for `verify`, or it is another kind of file.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    with named_errors(name):
        page, record = None, data
        if detect_kind(data) == "html":
            try:
                page = data.decode()
            except UnicodeDecodeError:
                raise InputError(
                    f"a report of multisumm is UTF-8, and this is {NOT_UTF8}"
                ) from None
            record = record_in_page(page).encode()
        elif re.match(rb"\s*[^\s{\[\x80-\xff]", data):
            raise InputError(
                "this is not a summary in JSON or HTML; option `text` takes plain text or Markdown"
            )
        summary = parse_object(record, where=printable(name))
        return verify_record(summary, documents, page=page, **options)


@contextmanager
def named_errors(name: str) -> Iterator[None]:
    """Let every InputError begin with the name of the file, unless it names another source."""
    try:
        yield
    except InputError as error:
        source = error.source or printable(name)
        raise InputError(error.reason, source=source) from None
