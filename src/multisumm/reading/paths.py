"""Paths as given -> the files to read, each with a name and what can lengthen it."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from multisumm.errors import InputError
from multisumm.messages import os_reason, printable

STANDARD_INPUT = "-"
"""The path that means standard input; its document is called `stdin`."""


class File(NamedTuple):
    """A file to read.

    Attributes:
        path: Where it is; None is standard input, or an address.
        parents: Parts of the argument before the name; they lengthen it where names are equal.
        name: Its name, or its path below the folder given, with "/".
        title: What to call it in messages: one line, whatever the name.
        address: What to fetch it from, if it is no file.
    """

    path: Path | None
    parents: tuple[str, ...]
    name: str
    title: str
    address: str | None = None


def as_arguments(paths: Sequence[str | Path] | str | Path) -> list[str]:
    """Return paths as strings, one path alone as a list of one; raise InputError without any."""
    given = [paths] if isinstance(paths, str | Path) else paths
    arguments = [os.fspath(path) for path in given]
    if not arguments:
        raise InputError("no path is given: name files or folders to read")
    if "" in arguments:
        raise InputError("an empty path is given")
    return arguments


def is_address(argument: str) -> bool:
    """Return whether this is an address on a network: `https://example.org/report`."""
    return re.match(r"https?://", argument, re.IGNORECASE) is not None


def is_folder(argument: str) -> bool:
    """Return whether this is a folder, or raise InputError if it cannot be looked at."""
    if argument == STANDARD_INPUT or is_address(argument):
        return False
    try:
        return stat.S_ISDIR(os.stat(argument).st_mode)
    except (OSError, ValueError) as error:
        raise InputError(os_reason(argument, error)) from None


def file_given(argument: str) -> File:
    """Return the file that an argument names."""
    if argument == STANDARD_INPUT:
        return File(None, (STANDARD_INPUT,), "stdin", "stdin")
    if is_address(argument):
        return File(None, (), argument, printable(argument), argument)
    path = Path(argument)
    *parents, name = path.as_posix().split("/")
    return File(path, tuple(parents), name, printable(argument))


def files_below(folder: Path) -> tuple[list[File], list[str]]:
    """Return the files in and below a folder, sorted folder by folder, and what was passed over.

    Hidden files and folders are none of them; links to folders are not followed.
    """
    warnings: list[str] = []

    def tell(error: OSError) -> None:
        if error.filename == str(folder):
            raise InputError(os_reason(str(folder), error))
        warnings.append(f"{os_reason(str(error.filename), error)}; passed over")

    names: list[list[str]] = []
    for top, folders, files in os.walk(folder, onerror=tell):
        inside = Path(top).relative_to(folder).parts
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        names += [[*inside, name] for name in files if not name.startswith(".")]
        for name in folders:
            if os.path.islink(os.path.join(top, name)):
                title = printable("/".join((*inside, name)))
                warnings.append(f"{title}: a link to a folder; passed over")
    parents = tuple(folder.as_posix().split("/"))
    found = [
        File(folder.joinpath(*parts), parents, "/".join(parts), printable("/".join(parts)))
        for parts in sorted(names)
    ]
    return found, warnings


def identity(file: File, *, regular: bool) -> object:
    """Return what two paths to one file have in common.

    Args:
        file: Any file.
        regular: Whether a pipe or a device, which might never end, is an error.

    Raises:
        InputError: There is no such file.
    """
    if file.path is None:
        return file.address or STANDARD_INPUT
    try:
        status = file.path.stat()
    except OSError as error:
        raise InputError(os_reason(file.title, error)) from None
    if regular and not stat.S_ISREG(status.st_mode):
        raise InputError(f"{file.title}: not a regular file")
    return status.st_dev, status.st_ino


def distinct(names: Sequence[tuple[tuple[str, ...], str]]) -> list[str]:
    """Return the names, those that are equal lengthened part by part until they differ.

    Args:
        names: For each its parents, outermost first, and the name itself.

    >>> distinct([(("x",), "a.txt"), (("x",), "b.txt"), (("x", "y"), "a.txt")])
    ['x/a.txt', 'b.txt', 'y/a.txt']
    """
    depths = [0] * len(names)
    while True:
        longer = [
            "/".join((*parents[len(parents) - depth :], name))
            for (parents, name), depth in zip(names, depths, strict=True)
        ]
        times = Counter(longer)
        short = [
            index
            for index, (parents, _) in enumerate(names)
            if times[longer[index]] > 1 and depths[index] < len(parents)
        ]
        if not short:
            return longer
        for index in short:
            depths[index] += 1
