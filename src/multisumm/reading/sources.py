"""Files, folders, standard input, addresses -> documents, and what was decided on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import urlsplit

from multisumm.documents import Reading, cleaned_documents
from multisumm.errors import InputError
from multisumm.messages import plural, printable
from multisumm.model import Document
from multisumm.reading.columns import check_fields
from multisumm.reading.content import Content, Payload
from multisumm.reading.file_bytes import MAX_BYTES, check_size, read_bytes
from multisumm.reading.kinds import read_payload
from multisumm.reading.paths import (
    File,
    as_arguments,
    distinct,
    file_given,
    files_below,
    identity,
    is_folder,
)
from multisumm.reading.records import NO_FIELDS

_GIVEN = File(None, (), "given", "given")
"""Where documents come from that need no reading."""


class Options(NamedTuple):
    """How to read; the arguments of `read_sources`, and whether nothing may be passed over."""

    stdin: BinaryIO | None
    fields: Mapping[str, str]
    max_bytes: int
    fetch: bool
    allow_private: bool
    all_of_it: bool = False


def read_documents(
    paths: Sequence[str | Path] | str | Path,
    *,
    stdin: BinaryIO | None = None,
    fields: Mapping[str, str] = NO_FIELDS,
    max_bytes: int = MAX_BYTES,
    fetch: bool = False,
    allow_private: bool = False,
) -> list[Document]:
    """Return the documents of files and folders, as `read_sources`, without its warnings."""
    reading = read_sources(
        paths,
        stdin=stdin,
        fields=fields,
        max_bytes=max_bytes,
        fetch=fetch,
        allow_private=allow_private,
    )
    return list(reading.documents)


def read_sources(
    paths: Sequence[str | Path] | str | Path,
    *,
    stdin: BinaryIO | None = None,
    fields: Mapping[str, str] = NO_FIELDS,
    max_bytes: int = MAX_BYTES,
    fetch: bool = False,
    allow_private: bool = False,
) -> Reading:
    """Return the documents of files and folders in the order given, and what to tell the user.

    A folder stands for the files below it, sorted by their names folder by folder; hidden ones are
    left out and links to folders are not followed. A file reached twice is read once. A file that
    is there but cannot be read is passed over with a warning if there are others. Empty documents
    are left out.

    A document is called by its file's name, in a folder by its path below it, with "/";
    documents of one name get as much of the path given before it as tells them apart.
    Documents of a file with several keep the ids that they have there.

    Args:
        paths: Files and folders; "-" is standard input; addresses, if `fetch`.
        stdin: What to read for "-", instead of `sys.stdin.buffer`.
        fields: Which column of a table or key of a record has what, as `{"text": "Body"}`;
            `columns.FIELDS` are possible, and those not given are found by their usual names.
        max_bytes: Files that are larger, as they are or decompressed, are not read.
        fetch: Whether to fetch http and https addresses; nothing else opens a connection.
        allow_private: Whether also from this machine and private networks.

    Raises:
        InputError: A path given is missing, nothing in a folder can be read, or nothing at all.
        NothingToSummarize: All documents are empty.
        OptionError: There is no such field.
    """
    check_fields(fields)
    options = Options(stdin, fields, max_bytes, fetch, allow_private)
    contents, warnings = _contents(as_arguments(paths), options)
    return _reading(contents, warnings)


def read_folder(
    folder: Path, *, fields: Mapping[str, str] = NO_FIELDS, max_bytes: int = MAX_BYTES
) -> Reading:
    """Return the documents of a folder, as `read_sources`, but of all files in it or none.

    Raises:
        InputError: A file cannot be read, or a folder below is a link or cannot be looked at.
        NothingToSummarize: All documents are empty.
    """
    options = Options(None, fields, max_bytes, fetch=False, allow_private=False, all_of_it=True)
    contents, warnings = _contents(as_arguments(folder), options)
    return _reading(contents, warnings)


def read_uploads(
    files: Iterable[tuple[str, bytes]],
    *,
    documents: Sequence[Document] = (),
    fields: Mapping[str, str] = NO_FIELDS,
    max_bytes: int = MAX_BYTES,
) -> Reading:
    """Return the documents of files that are at hand as bytes, and then some that are documents.

    As `read_sources` for the files, but nothing is opened: a name decides what kind of file it is
    and what its documents are called, whatever path it looks like.

    Args:
        files: Names and what is in each; taken one by one, so that a caller sees how far it is.
        documents: Documents that need no reading; each has an id.
        fields: As in `read_sources`.
        max_bytes: As in `read_sources`.

    Raises:
        InputError: None of the files can be read and there is nothing else.
        NothingToSummarize: All documents are empty.
    """
    contents: list[tuple[File, Content]] = []
    warnings: list[str] = []
    problems: list[InputError] = []
    taken: set[tuple[str, ...]] = set()
    for number, (name, data) in enumerate(files, start=1):
        file = _uploaded(name, number, taken)
        try:
            check_size(len(data), file.title, max_bytes=max_bytes)
            payload = Payload(data, file.title, fields, max_bytes)
            contents.append((file, read_payload(payload, file.name)))
        except InputError as error:
            warnings.append(f"{error}; passed over")
            problems.append(error)
    if problems and not contents and not documents:
        raise problems[0]
    return _reading([*contents, (_GIVEN, Content(tuple(documents)))], warnings)


def _uploaded(name: str, number: int, taken: set[tuple[str, ...]]) -> File:
    """A name as a file that is nowhere; one that was taken gets its number as a folder."""
    parts = tuple(part for part in re.split(r"[/\\]", name) if part.strip(". ")) or ("unnamed",)
    parents = (*parts[:-1], f"upload {number}") if parts in taken else parts[:-1]
    taken.add(parts)
    return File(None, parents, parts[-1], printable(parts[-1]))


def _reading(contents: Sequence[tuple[File, Content]], warnings: list[str]) -> Reading:
    """Return all documents, with ids that tell them apart."""
    names = [name for file, content in contents for name in _names(file, content)]
    ids = iter(distinct(names))
    documents: list[Document] = []
    titles: list[str] = []
    for file, content in contents:
        named = [replace(document, id=next(ids)) for document in content.documents]
        name = named[0].id if content.documents and not content.documents[0].id else file.title
        warnings += (f"{printable(name)}: {note}" for note in content.notes)
        documents += named
        titles += (
            f"{file.title}, document {printable(own.id)}"
            if own.id and file is not _GIVEN
            else printable(one.id)
            for own, one in zip(content.documents, named, strict=True)
        )
    kept, notes = cleaned_documents(documents, names=titles)
    return Reading(kept, (*warnings, *notes))


def _contents(
    arguments: Sequence[str], options: Options
) -> tuple[list[tuple[File, Content]], list[str]]:
    """Return what the files hold that can be read, and warnings about those that cannot."""
    contents: list[tuple[File, Content]] = []
    warnings: list[str] = []
    problems: list[InputError] = []
    seen: dict[object, str] = {}
    for argument, folder in [(one, is_folder(one)) for one in arguments]:
        files, notes = files_below(Path(argument)) if folder else ([file_given(argument)], [])
        if notes and options.all_of_it:
            raise InputError(notes[0].removesuffix("; passed over"))
        warnings += notes
        failed: list[InputError] = []
        for file in files:
            try:
                key = identity(file, regular=folder)
                if key in seen:
                    warnings.append(f"{file.title}: the same file as {seen[key]}; read once")
                    continue
                contents.append((file, _content(file, options)))
                seen[key] = file.title
            except InputError as error:
                if options.all_of_it:
                    raise
                warnings.append(f"{error}; passed over")
                failed.append(error)
        if folder and len(failed) == len(files):
            first = f" ({plural(len(files), 'file')} passed over; {failed[0]})" if failed else ""
            raise InputError(f"{printable(argument)}: no file to read in this folder{first}")
        problems += failed
    if not contents and problems:
        raise problems[0]
    return contents, warnings


def _content(file: File, options: Options) -> Content:
    if file.address is not None:
        return _fetched(file, file.address, options)
    data = read_bytes(file, stdin=options.stdin, max_bytes=options.max_bytes)
    payload = Payload(data, file.title, options.fields, options.max_bytes)
    return read_payload(payload, file.name if file.path else "")


def _fetched(file: File, address: str, options: Options) -> Content:
    if not options.fetch:
        raise InputError(f"{file.title}: addresses are fetched only with --fetch")
    from multisumm.reading.fetching import fetch

    found = fetch(address, max_bytes=options.max_bytes, allow_private=options.allow_private)
    payload = Payload(
        found.data, file.title, options.fields, options.max_bytes, found.url, found.charset
    )
    name = urlsplit(found.url).path
    return read_payload(payload, name, media_type=found.media_type)


def _names(file: File, content: Content) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield for each document the parts that can lengthen its id, and the id to begin with."""
    for document in content.documents:
        if document.id:
            yield (*file.parents, file.name), document.id
        else:
            yield file.parents, file.name
