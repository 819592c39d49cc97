"""Files, folders, standard input and addresses -> the documents for one summary, with warnings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import urlsplit

from multisumm.documents import Reading, cleaned_documents
from multisumm.errors import InputError
from multisumm.messages import plural, printable, skipped
from multisumm.model import Document
from multisumm.options import READING_OPTIONS, check_value
from multisumm.reading.columns import NO_FIELDS, check_fields
from multisumm.reading.content import Content, Payload
from multisumm.reading.file_bytes import (
    MAX_BYTES,
    check_limit,
    check_size,
    check_stream,
    read_bytes,
)
from multisumm.reading.kinds import read_payload
from multisumm.reading.paths import (
    File,
    check_paths,
    distinct_names,
    file_given,
    file_identity,
    files_below,
    is_folder,
)

_NO_FILE = File(None, (), "given", "given")
"""The file of documents that did not come from one."""


class ReadingOptions(NamedTuple):
    """How to read: the arguments of `read_sources`, and whether a file may be skipped."""

    stdin: BinaryIO | None
    fields: Mapping[str, str]
    max_bytes: int
    fetch: bool
    allow_private: bool
    may_skip: bool = True


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
    """Return the documents of files and folders in the given order, and warnings.

    A folder stands for the files below it, sorted by name folder by folder. Hidden files are left
    out, and links to folders are not followed. A file reached twice is read once. An existing file
    that cannot be read is skipped with a warning if another file can be read. Empty documents are
    skipped.

    The id of a document is the name of its file, or its path below the given folder, with "/".
    Equal ids get parts of the given path in front until they differ. Documents of a file with
    several documents keep their ids from the file.

    Args:
        paths: Files and folders; "-" is standard input; with `fetch` also addresses.
        stdin: The stream for "-", instead of `sys.stdin.buffer`.
        fields: Field -> column of a table or key of a record, as `{"text": "Body"}`. The fields
            are `columns.FIELDS`; those that are not given are found by their usual names.
        max_bytes: Limit for the bytes of a file, as it is and decompressed.
        fetch: Whether to fetch http and https addresses; nothing else opens a connection.
        allow_private: Whether also to fetch from this machine and private networks.

    Raises:
        InputError: A path does not exist, nothing in a folder can be read, or nothing at all.
        NothingToSummarize: All documents are empty.
        OptionError: A field is unknown, or an option has a wrong type.
    """
    check_stream(stdin)
    for name, value in (("fetch", fetch), ("allow_private", allow_private)):
        check_value(READING_OPTIONS[name], value)
    options = ReadingOptions(
        stdin, check_fields(fields), check_limit(max_bytes), fetch, allow_private
    )
    return _to_reading(*_read_paths(check_paths(paths), options))


def read_folder(
    folder: Path, *, fields: Mapping[str, str] = NO_FIELDS, max_bytes: int = MAX_BYTES
) -> Reading:
    """Return the documents of a folder, as `read_sources`, but without skipping a file.

    Raises:
        InputError: A file cannot be read, or a folder below is a link or cannot be read.
        NothingToSummarize: All documents are empty.
    """
    options = ReadingOptions(None, fields, max_bytes, False, False, may_skip=False)
    return _to_reading(*_read_paths(check_paths(folder), options))


def read_uploads(
    files: Iterable[tuple[str, bytes]],
    *,
    documents: Sequence[Document] = (),
    fields: Mapping[str, str] = NO_FIELDS,
    max_bytes: int = MAX_BYTES,
) -> Reading:
    """Return the documents of files that are given as bytes, followed by given documents.

    As `read_sources` for the files, but nothing is opened: a name only decides the kind of a file
    and the ids of its documents, even if it looks like a path.

    Args:
        files: Names and contents, taken one by one, so that a caller can show the progress.
        documents: Documents that need no reading; each has an id.
        fields: As in `read_sources`.
        max_bytes: As in `read_sources`.

    Raises:
        InputError: None of the files can be read, and no document is given.
        NothingToSummarize: All documents are empty.
        OptionError: A field is unknown, or an option has a wrong type.
    """
    check_fields(fields)
    max_bytes = check_limit(max_bytes)
    contents: list[tuple[File, Content]] = []
    problems: list[InputError] = []
    names: set[tuple[str, ...]] = set()
    for number, (name, data) in enumerate(files, start=1):
        file = _uploaded_file(name, number, names)
        try:
            check_size(len(data), file.title, max_bytes=max_bytes)
            payload = Payload(data, file.title, fields, max_bytes)
            contents.append((file, read_payload(payload, file.name)))
        except InputError as error:
            problems.append(error)
    if problems and not contents and not documents:
        raise problems[0]
    contents.append((_NO_FILE, Content(tuple(documents))))
    return _to_reading(contents, [skipped(problem) for problem in problems])


def _uploaded_file(name: str, number: int, names: set[tuple[str, ...]]) -> File:
    """Return the file of an upload, and add its name to the names.

    If the name is among them already, the number of the upload becomes its folder.
    """
    parts = tuple(part for part in re.split(r"[/\\]", name) if part.strip(". ")) or ("unnamed",)
    parents = (*parts[:-1], f"upload {number}") if parts in names else parts[:-1]
    names.add(parts)
    return File(None, parents, parts[-1], printable(parts[-1]))


def _to_reading(contents: Sequence[tuple[File, Content]], warnings: Sequence[str]) -> Reading:
    """Return the documents of all files with distinct ids, and all warnings."""
    names = [name for file, content in contents for name in _name_documents(file, content)]
    ids = iter(distinct_names(names))
    documents: list[Document] = []
    titles: list[str] = []
    notes: list[str] = []
    for file, content in contents:
        named = [replace(document, id=next(ids)) for document in content.documents]
        is_whole_file = bool(named) and not content.documents[0].id
        source = named[0].id if is_whole_file else file.title
        notes += (f"{printable(source)}: {note}" for note in content.notes)
        documents += named
        titles += (
            f"{file.title}, document {printable(before.id)}"
            if before.id and file is not _NO_FILE and not _names_its_row(before.id, file)
            else printable(after.id)
            for before, after in zip(content.documents, named, strict=True)
        )
    reading = cleaned_documents(documents, names=titles)
    return Reading(reading.documents, (*warnings, *notes, *reading.warnings))


def _read_paths(
    arguments: Sequence[str], options: ReadingOptions
) -> tuple[list[tuple[File, Content]], list[str]]:
    """Return the contents of the files that can be read, and warnings about the others."""
    contents: list[tuple[File, Content]] = []
    warnings: list[str] = []
    problems: list[InputError] = []
    titles: dict[object, str] = {}
    for argument, folder in [(argument, is_folder(argument)) for argument in arguments]:
        files, unread = files_below(Path(argument)) if folder else ([file_given(argument)], [])
        if unread and not options.may_skip:
            raise unread[0]
        warnings += map(skipped, unread)
        failed: list[InputError] = []
        for file in files:
            try:
                identity = file_identity(file, regular=folder)
                if identity in titles:
                    same = titles[identity]
                    warnings.append(f"{file.title}: the same file as {same}; read once")
                    continue
                contents.append((file, _read_file(file, options)))
                titles[identity] = file.title
            except InputError as error:
                if not options.may_skip:
                    raise
                warnings.append(skipped(error))
                failed.append(error)
        if folder and len(failed) == len(files):
            raise _nothing_to_read(argument, failed)
        problems += failed
    if not contents and problems:
        raise problems[0]
    return contents, warnings


def _nothing_to_read(folder: str, failed: Sequence[InputError]) -> InputError:
    first = f" ({plural(len(failed), 'file')} skipped; {failed[0]})" if failed else ""
    return InputError(f"no file to read in this folder{first}", source=printable(folder))


def _read_file(file: File, options: ReadingOptions) -> Content:
    if file.address is not None:
        return _fetch(file, file.address, options)
    data = read_bytes(file, stdin=options.stdin, max_bytes=options.max_bytes)
    payload = Payload(data, file.title, options.fields, options.max_bytes)
    return read_payload(payload, file.name if file.path else "")


def _fetch(file: File, address: str, options: ReadingOptions) -> Content:
    if not options.fetch:
        raise InputError("addresses are fetched only with --fetch", source=file.title)
    from multisumm.reading.fetching import fetch

    response = fetch(address, max_bytes=options.max_bytes, allow_private=options.allow_private)
    payload = Payload(
        response.data,
        file.title,
        options.fields,
        options.max_bytes,
        response.url,
        response.charset,
    )
    name = urlsplit(response.url).path
    return read_payload(payload, name, media_type=response.media_type)


def _name_documents(file: File, content: Content) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield for each document the parts that can lengthen its id, and its id without them."""
    for document in content.documents:
        if _names_its_row(document.id, file):
            yield file.parents, document.id
        elif document.id:
            yield (*file.parents, file.name), document.id
        else:
            yield file.parents, file.name


def _names_its_row(document_id: str, file: File) -> bool:
    """Return whether an id is that of a row without one, `tickets.csv row 5`."""
    return document_id.startswith(f"{file.name} row ")
