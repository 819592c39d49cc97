"""Text files of candidates, references and word lists, up to a limit."""

from __future__ import annotations

from pathlib import Path

from multisumm.errors import InputError
from multisumm.messages import NOT_UTF8, format_size, os_reason, printable

MAX_FILE_BYTES = 200_000_000
"""Limit for the bytes of a file, as for the files of a summary."""


def read_utf8(path: Path) -> str:
    """Return the text of a UTF-8 file, without a byte order mark.

    Raises:
        InputError: If it cannot be read, is larger than `MAX_FILE_BYTES`, or is not UTF-8.
    """
    source = printable(str(path))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise InputError(f"larger than {format_size(MAX_FILE_BYTES)}", source=source)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"{NOT_UTF8}: byte {error.start} is not valid"
        raise InputError(reason, source=source) from error
    except InputError:
        raise
    except (OSError, ValueError) as error:
        raise InputError(os_reason(error), source=source) from error
