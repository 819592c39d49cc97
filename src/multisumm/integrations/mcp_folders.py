"""What the tools of the MCP server may read: what is in the folders named when it starts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from multisumm.errors import InputError
from multisumm.messages import first_names, os_reason, printable
from multisumm.reading.paths import files_below, is_address, sources_within

OUTSIDE = "not in the folders that this server may read"


def open_folders(names: Sequence[str]) -> tuple[Path, ...]:
    """Return folders as absolute paths without links.

    Raises:
        InputError: One of them is not a folder.
    """
    for name in names:
        if not os.path.isdir(name):
            reason = "not a folder" if os.path.exists(name) else "no such folder"
            raise InputError(reason, source=printable(name))
    return tuple(dict.fromkeys(Path(os.path.realpath(name)) for name in names))


def permitted_path(name: str, folders: Sequence[Path]) -> Path:
    """Return the file or folder that a client names, as an absolute path without links.

    A relative name is looked up in each folder, and may begin with the name of the folder. Links
    and `..` are followed first; what counts is where they lead. A folder is refused if a file that
    would be read of it is a link that leads out.

    Args:
        name: What the client names.
        folders: What `open_folders` returned.

    Raises:
        InputError: It is not there, not in the folders, or neither a file nor a folder.
    """
    title = printable(name)
    if is_address(name):
        raise InputError("addresses are not fetched; name a file or a folder", source=title)
    try:
        return _find(name, folders)
    except InputError as error:
        raise InputError(error.reason, source=title) from None
    except (OSError, ValueError) as error:
        raise InputError(os_reason(error), source=title) from None


def _find(name: str, folders: Sequence[Path]) -> Path:
    places = [Path(os.path.realpath(place)) for place in _places(name, folders)]
    inside = [place for place in places if _is_in(place, folders)]
    for place in inside:
        if place.is_dir():
            _refuse_links_out(place, folders)
            return place
        if place.is_file():
            return place
    if len(inside) < len(places):
        raise InputError(OUTSIDE)
    if any(place.exists() for place in inside):
        raise InputError("neither a file nor a folder")
    raise InputError(f"not found; {_describe_nearest(inside[0], folders)}")


def _places(name: str, folders: Sequence[Path]) -> Iterator[Path]:
    """Yield where a name can be meant to be."""
    if os.path.isabs(name):
        yield Path(name)
        return
    first, *rest = Path(name).parts or (".",)
    for folder in folders:
        yield folder / name
        if first == folder.name:
            yield folder.joinpath(*rest)


def _is_in(place: Path, folders: Sequence[Path]) -> bool:
    return any(place.is_relative_to(folder) for folder in folders)


def _refuse_links_out(place: Path, folders: Sequence[Path]) -> None:
    """Raise InputError if something that is read of a folder is not in the folders."""
    top, _ = sources_within(place)
    for path in (top, *(file.path for file in files_below(top).files)):
        leads_to = Path(os.path.realpath(path or place))
        if not _is_in(leads_to, folders):
            link = printable(str(Path(path or place).relative_to(place)))
            raise InputError(f"{link} is a link to what is {OUTSIDE}")


def _describe_nearest(place: Path, folders: Sequence[Path]) -> str:
    """Return what the nearest folder above a missing place has, for a client that guesses."""
    near = next(above for above in place.parents if above.is_dir())
    if not _is_in(near, folders):
        return OUTSIDE
    names = sorted(path.name + "/" * path.is_dir() for path in near.iterdir())
    seen = [printable(name) for name in names if not name.startswith(".")]
    return f"{printable(str(near))} has {first_names(seen) if seen else 'no files'}"
