"""The errors of the package. Each class has a documented exit status, each message is one line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

_Error = TypeVar("_Error", bound=BaseException)


class MultisummError(Exception):
    """An error whose message explains it to the user; the command ends with status 1."""

    exit_status = 1


class InputError(MultisummError, ValueError):
    """The input cannot be used: a file is missing, data is binary, a record is broken; status 1.

    The message is `source: reason`, or only the reason without a source.

    Attributes:
        reason: What is wrong, in one line.
        source: The file, address or line that is wrong, as one printable line; None if unknown.
    """

    def __init__(self, reason: str, *, source: str | None = None) -> None:
        super().__init__(f"{source}: {reason}" if source else reason)
        self.reason = reason
        self.source = source


class OptionError(MultisummError, ValueError):
    """An argument is not valid, for example a budget of 0 or an unknown method; status 2."""

    exit_status = 2


class EmptyQuery(OptionError):
    """A query has no word, or only function words, so there is nothing to look for; status 2."""


class NothingToSummarize(MultisummError):
    """The input was read, but none of its sentences can be in a summary; status 3."""

    exit_status = 3


class NothingDated(NothingToSummarize):
    """A timeline was asked for, but nothing that can be quoted has a date; status 3."""


class NothingNew(NothingToSummarize):
    """All that the documents say is known already; status 7."""

    exit_status = 7


class Interrupted(MultisummError):
    """Ctrl-C stopped work of which a part is kept; status 130."""

    exit_status = 130


def with_notes(error: _Error, lines: Iterable[str]) -> _Error:
    """Return the error with these lines as its notes, which the command prints above it.

    They say what else the user should know, for example why each of several files was not read.
    """
    for line in lines:
        error.add_note(line)
    return error
