"""Paths from a user -> the files to read, and names that tell them apart."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from multisumm.errors import InputError
from multisumm.messages import is_iterable, must_be, os_reason, printable

STANDARD_INPUT = "-"
"""The path that means standard input; its document has the id `stdin`."""


class File(NamedTuple):
    """A file to read.

    Attributes:
        path: Its path; None for standard input and addresses.
        parents: Parts of the user's path before the name; they lengthen equal names.
        name: Its name, or its path below a folder of the user, with "/".
        title: Its name in messages: one printable line.
        address: The http or https address to fetch it from, if it is not a file.
    """

    path: Path | None
    parents: tuple[str, ...]
    name: str
    title: str
    address: str | None = None


def check_path(path: object) -> str:
    """Return a path as a string.

    Raises:
        InputError: It is not a string or a `Path`, or it is empty.
    """
    if not isinstance(path, str | os.PathLike) or not isinstance(os.fspath(path), str):
        raise InputError(must_be("a path", "a string or a Path", path))
    argument = str(os.fspath(path))
    if not argument:
        raise InputError("an empty path is given")
    return argument


def check_paths(paths: object) -> list[str]:
    """Return paths as strings, and a single path as a list of one.

    Raises:
        InputError: There is no path, or one of them is not a path.
    """
    if isinstance(paths, str | os.PathLike):
        return [check_path(paths)]
    if isinstance(paths, bytes | bytearray) or not is_iterable(paths):
        raise InputError(must_be("paths", "a path or a list of paths", paths))
    arguments = [check_path(path) for path in paths]
    if not arguments:
        raise InputError("no path is given: name files or folders to read")
    return arguments


def is_address(argument: str) -> bool:
    """Return whether this is an http or https address, like `https://example.org/report`."""
    return re.match(r"https?://", argument, re.IGNORECASE) is not None


def is_folder(argument: str) -> bool:
    """Return whether this is a folder.

    Raises:
        InputError: The path does not exist or cannot be looked up.
    """
    if argument == STANDARD_INPUT or is_address(argument):
        return False
    try:
        return stat.S_ISDIR(os.stat(argument).st_mode)
    except (OSError, ValueError) as error:
        raise InputError(os_reason(error), source=printable(argument)) from None


def file_given(argument: str) -> File:
    """Return the file that an argument names."""
    if argument == STANDARD_INPUT:
        return File(None, (STANDARD_INPUT,), "stdin", "stdin")
    if is_address(argument):
        return File(None, (), argument, printable(argument), argument)
    path = Path(argument)
    *parents, name = path.as_posix().split("/")
    return File(path, tuple(parents), name, printable(argument))


class FilesBelow(NamedTuple):
    """What is in and below a folder.

    Attributes:
        files: The files to read, sorted folder by folder.
        unread: An error for each folder that is not read: the system refuses it, or it is a link.
        hidden: Paths of the hidden files and folders, which are passed over.
    """

    files: list[File]
    unread: list[InputError]
    hidden: list[str]


def files_below(folder: Path) -> FilesBelow:
    """Return the files in and below a folder, and what is not read there.

    Raises:
        InputError: The folder itself cannot be read.
    """
    problems: list[InputError] = []

    def collect(error: OSError) -> None:
        problem = InputError(os_reason(error), source=printable(str(error.filename)))
        if error.filename == str(folder):
            raise problem
        problems.append(problem)

    names: list[list[str]] = []
    hidden: list[str] = []
    for top, folders, files in os.walk(folder, onerror=collect):
        inside = Path(top).relative_to(folder).parts
        hidden += ("/".join((*inside, n)) for n in (*folders, *files) if n.startswith("."))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        names += [[*inside, name] for name in files if not name.startswith(".")]
        for name in folders:
            if os.path.islink(os.path.join(top, name)):
                title = printable("/".join((*inside, name)))
                problems.append(InputError("a link to a folder", source=title))
    parents = tuple(folder.as_posix().split("/"))
    below = [
        File(folder.joinpath(*parts), parents, "/".join(parts), printable("/".join(parts)))
        for parts in sorted(names)
    ]
    return FilesBelow(below, problems, sorted(hidden))


def sources_within(folder: Path) -> tuple[Path, list[str]]:
    """Return the folder of the sources of a subject, and the paths beside it that are not read.

    A subject has a folder `sources` and a folder `references` beside it, with summaries by people.
    Any other folder is that of its sources itself.
    """
    if not all((folder / name).is_dir() for name in ("sources", "references")):
        return folder, []
    beside = (path.name for path in folder.iterdir() if path.name != "sources")
    return folder / "sources", sorted(printable(name) for name in beside)


def file_identity(file: File, *, regular: bool) -> object:
    """Return a value that is equal for two paths to one file.

    Args:
        file: Any file.
        regular: Whether a pipe or a device, which might never end, is an error.

    Raises:
        InputError: The file does not exist, or is not regular.
    """
    if file.path is None:
        return file.address or STANDARD_INPUT
    try:
        status = file.path.stat()
    except OSError as error:
        raise InputError(os_reason(error), source=file.title) from None
    if regular and not stat.S_ISREG(status.st_mode):
        raise InputError("not a regular file", source=file.title)
    return status.st_dev, status.st_ino


def distinct_names(names: Sequence[tuple[tuple[str, ...], str]]) -> list[str]:
    """Return the names; equal ones get parts of their paths in front until they differ.

    Args:
        names: For each name its parents, outermost first, and the name itself.

    >>> distinct_names([(("x",), "a.txt"), (("x",), "b.txt"), (("x", "y"), "a.txt")])
    ['x/a.txt', 'b.txt', 'y/a.txt']
    """
    depths = [0] * len(names)
    while True:
        longer = [
            "/".join((*parents[len(parents) - depth :], name))
            for (parents, name), depth in zip(names, depths, strict=True)
        ]
        uses = Counter(longer)
        still_equal = [
            index
            for index, (parents, _) in enumerate(names)
            if uses[longer[index]] > 1 and depths[index] < len(parents)
        ]
        if not still_equal:
            return longer
        for index in still_equal:
            depths[index] += 1
