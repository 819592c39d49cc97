"""Which files a user leaves out, by patterns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from multisumm.errors import OptionError
from multisumm.messages import brief_repr, is_iterable, must_be, named_option, printable
from multisumm.reading.paths import File


class Patterns(NamedTuple):
    """Patterns like `*.tmp` or `drafts/*`, in which `*`, `?` and `[...]` stand for characters.

    Attributes:
        exclude: Files that match one of these are left out.
        only: Files that match none of these are left out, if there are any.
    """

    exclude: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    def reason(self, file: File) -> str:
        """Return why a file is left out; empty if it is not."""
        for pattern in self.exclude:
            if matches(file, pattern):
                return f"{named_option('exclude')} {printable(pattern)}"
        return "" if self._is_meant(file) else f"matches no pattern of {named_option('only')}"

    def _is_meant(self, file: File) -> bool:
        return not self.only or any(matches(file, pattern) for pattern in self.only)

    def unmatched(self, files: Collection[File]) -> Iterator[str]:
        """Yield a warning for each pattern that matches none of the files."""
        named: Mapping[str, Sequence[str]] = self._asdict()
        for name, patterns in named.items():
            for pattern in patterns:
                if not any(matches(file, pattern) for file in files):
                    yield f"{named_option(name)} {printable(pattern)}: no file matches it"


def matches(file: File, pattern: str) -> bool:
    """Return whether a pattern matches the name of a file, or its path from any folder on.

    `*` matches "/", too, and capitals count.

    >>> matches(File(None, ("reports", "drafts"), "a.txt", "a.txt"), "drafts/*.txt")
    True
    """
    parts = [*file.parents, *file.name.split("/")]
    return any(fnmatchcase("/".join(parts[first:]), pattern) for first in range(len(parts)))


def check_patterns(name: str, patterns: object) -> tuple[str, ...]:
    """Return patterns as a tuple.

    Raises:
        OptionError: They are not several strings, or one of them is empty.
    """
    if isinstance(patterns, str | bytes) or not is_iterable(patterns):
        raise OptionError(must_be(name, "a list of patterns", patterns))
    checked = tuple(patterns)
    for pattern in checked:
        if not isinstance(pattern, str) or not pattern:
            raise OptionError(f"{name}: {brief_repr(pattern)} is no pattern, like *.txt")
    return tuple(map(str, checked))
