"""A form with files (`multipart/form-data`) -> its parts, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from multisumm.errors import InputError

FORM = "multipart/form-data"

MAX_PARTS = 10_000
"""Files and fields that a form may have."""


class Part(NamedTuple):
    """A file or a field of a form; a field has no file name."""

    name: str
    file_name: str | None
    data: bytes


class _Raw(NamedTuple):
    headers: list[tuple[bytearray, bytearray]]
    data: bytearray


def form_parts(content_type: str, body: bytes) -> Iterator[Part]:
    """Yield the parts of a form.

    Raises:
        InputError: The form is cut off, damaged, or has too many parts.
    """
    from python_multipart.multipart import parse_options_header

    for headers, data in _raw_parts(content_type, body):
        by_name = {bytes(name).lower(): bytes(value) for name, value in headers}
        _, options = parse_options_header(by_name.get(b"content-disposition", b""))
        name, file_name = options.get(b"name"), options.get(b"filename")
        if name is None:
            raise InputError("a part of the form has no name")
        decoded = None if file_name is None else file_name.decode(errors="replace")
        yield Part(name.decode(errors="replace"), decoded, bytes(data))


def _raw_parts(content_type: str, body: bytes) -> list[_Raw]:
    """Return headers and content of each part, as `python_multipart` finds them."""
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import MultipartParser, parse_options_header

    parts: list[_Raw] = []
    ends: list[bool] = []

    def begin() -> None:
        if len(parts) >= MAX_PARTS:
            raise InputError(f"more than {MAX_PARTS:,} files and fields")
        parts.append(_Raw([], bytearray()))

    boundary = parse_options_header(content_type)[1].get(b"boundary")
    if not boundary:
        raise InputError("the form has no boundary")
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": begin,
                "on_part_data": _appender(lambda: parts[-1].data),
                "on_header_begin": lambda: parts[-1].headers.append((bytearray(), bytearray())),
                "on_header_field": _appender(lambda: parts[-1].headers[-1][0]),
                "on_header_value": _appender(lambda: parts[-1].headers[-1][1]),
                "on_end": lambda: ends.append(True),
            },
        )
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise InputError(f"not a form: {' '.join(str(error).split())[:200]}") from None
    if not ends:
        raise InputError("the form is cut off")
    return parts


def _appender(target: Callable[[], bytearray]) -> Callable[[bytes, int, int], None]:
    def append(data: bytes, start: int, end: int) -> None:
        target().extend(memoryview(data)[start:end])

    return append
