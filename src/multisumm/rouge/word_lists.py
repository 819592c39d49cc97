"""Exception tables and stop lists; the user provides them, the package has none."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from os import PathLike
from pathlib import Path

from multisumm.errors import InputError
from multisumm.rouge.checks import check_iterable, check_type
from multisumm.rouge.text_files import read_utf8

Exceptions = Mapping[str, str] | str | PathLike[str] | None
StopWords = Collection[str] | PathLike[str] | None


def read_exceptions(source: Exceptions) -> Mapping[str, str] | None:
    """Return inflected form -> base form, from a mapping, an `.exc` file or a folder of them.

    Files have WordNet's format: a form, then its bases. The first base counts. A form in several
    files has the base of the last file in the order of names (adj, adv, noun, verb), as in the
    original.

    Raises:
        OptionError: If it is neither a mapping of words nor a path.
        InputError: If there is nothing to read at the path.
    """
    if source is None:
        return None
    if isinstance(source, Mapping):
        for word in (*source.keys(), *source.values()):
            check_type("a word of exceptions", word, str, "a string")
        return dict(source)
    check_type("exceptions", source, (str, PathLike), "a mapping of words to stems, or a path")
    path = Path(source)
    files = sorted(path.glob("*.exc")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"no exception table (*.exc) in folder {str(path)!r}")
    table: dict[str, str] = {}
    for file in files:
        for line in _read_lines(file):
            form, *bases = line.split()
            if bases:
                table[form] = bases[0]
    return table


def read_stop_words(source: StopWords | str) -> frozenset[str] | None:
    """Return the stop words of a collection, or of a file with one a line.

    Raises:
        OptionError: If it is neither a collection of words nor a path.
        InputError: If the file cannot be read.
    """
    if source is None:
        return None
    if isinstance(source, str | PathLike):
        return frozenset(line.strip() for line in _read_lines(Path(source)))
    check_iterable("stop_words", source, "a collection of words, or a path")
    words = list(source)
    for word in words:
        check_type("a word of stop_words", word, str, "a string")
    return frozenset(words)


def table_name(table: Mapping[str, str] | Collection[str] | None) -> str:
    """Return the size of a table and a digest of its entries, whatever their order, or `none`."""
    if table is None:
        return "none"
    rows = [f"{key} {table[key]}" for key in table] if isinstance(table, Mapping) else table
    digest = hashlib.sha256("\n".join(sorted(rows)).encode("utf-8", "backslashreplace"))
    return f"{len(table)}-{digest.hexdigest()[:12]}"


def _read_lines(path: Path) -> list[str]:
    return [line for line in read_utf8(path).splitlines() if line.strip()]
