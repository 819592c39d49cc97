"""Files, folders, standard input and addresses -> the documents for one summary, with warnings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import urlsplit

from multisumm.documents import ReadDocuments, Reading, cleaned_documents, escaped_id
from multisumm.errors import InputError, NothingToSummarize, OptionError, with_notes
from multisumm.messages import EMPTY, first_names, must_be, named_option, plural, printable, skipped
from multisumm.model import Document, FileFate
from multisumm.options import READING_OPTIONS, check_value
from multisumm.reading.columns import NO_FIELDS, check_fields
from multisumm.reading.content import Content, Payload
from multisumm.reading.decoding import check_encoding
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
    sources_within,
)
from multisumm.reading.patterns import Patterns, check_patterns

_NO_FILE = File(None, (), "given", "given")
"""The file of documents that did not come from one."""


class _Found(NamedTuple):
    """What was found at paths: contents of files, warnings, and the files without contents."""

    contents: list[tuple[File, Content]]
    warnings: list[str]
    passed: list[FileFate]
    failed: list[FileFate]


class ReadingOptions(NamedTuple):
    """How to read: the arguments of `read_documents`, and whether a file may be skipped."""

    stdin: BinaryIO | None
    fields: Mapping[str, str]
    max_bytes: int
    fetch: bool
    allow_private: bool
    encoding: str | None = None
    may_skip: bool = True
    patterns: Patterns = Patterns()
    watch: Callable[[int, int], None] | None = None


def read_documents(
    paths: Sequence[str | Path] | str | Path,
    *,
    stdin: BinaryIO | None = None,
    fields: Mapping[str, str] = NO_FIELDS,
    encoding: str | None = None,
    exclude: Iterable[str] = (),
    only: Iterable[str] = (),
    max_bytes: int = MAX_BYTES,
    fetch: bool = False,
    allow_private: bool = False,
    watch: Callable[[int, int], None] | None = None,
) -> ReadDocuments:
    """Return the documents of files and folders in the given order.

    The list has `warnings`, which a summary of it takes over, and `files`: what became of each.

    A folder stands for the files below it, sorted by name folder by folder. Hidden files are passed
    over, and links to folders are not followed. Of a folder with a folder `references` beside a
    folder `sources`, only the sources are read. A file reached twice is read once. An existing file
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
        encoding: Encoding of texts, tables and records, like `cp932`; None to recognise it. Files
            of other kinds name their encodings themselves.
        exclude: Patterns like `*.tmp` or `drafts/*`: a file is left out if one of them matches its
            name, or its path from any folder on.
        only: Patterns: files that match none of these are left out.
        max_bytes: Limit for the bytes of a file, as it is and decompressed.
        fetch: Whether to fetch http and https addresses; nothing else opens a connection.
        allow_private: Whether also to fetch from this machine and private networks.
        watch: Called before each file is read, with its number, from 1, and how many there are.

    Raises:
        InputError: A path does not exist, nothing in a folder can be read, or nothing at all, or
            the patterns leave out every file. The notes of the error have the warnings, so that
            each file is named.
        NothingToSummarize: All documents are empty; with notes, too.
        OptionError: A field or encoding is unknown, or an option has a wrong type.
    """
    check_stream(stdin)
    for name, value in (("fetch", fetch), ("allow_private", allow_private)):
        check_value(READING_OPTIONS[name], value)
    if watch is not None and not callable(watch):
        raise OptionError(must_be("watch", "a function", watch))
    options = ReadingOptions(
        stdin,
        check_fields(fields),
        check_limit(max_bytes),
        fetch,
        allow_private,
        check_encoding(encoding),
        patterns=Patterns(check_patterns("exclude", exclude), check_patterns("only", only)),
        watch=watch,
    )
    return _read_documents_of(_read_paths(check_paths(paths), options))


def read_whole(
    paths: Sequence[Path], *, fields: Mapping[str, str] = NO_FIELDS, max_bytes: int = MAX_BYTES
) -> Reading:
    """Return the documents of files and folders, as `read_documents`, but without skipping a file.

    Raises:
        InputError: A file cannot be read, or a folder below is a link or cannot be read.
        NothingToSummarize: All documents are empty.
    """
    options = ReadingOptions(None, fields, max_bytes, False, False, may_skip=False)
    found = _read_paths(check_paths(paths), options)
    return _to_reading(found.contents, _ids_by_file(found.contents), found.warnings)


def read_uploads(
    files: Iterable[tuple[str, bytes]],
    *,
    addresses: Iterable[str] = (),
    documents: Sequence[Document] = (),
    fields: Mapping[str, str] = NO_FIELDS,
    max_bytes: int = MAX_BYTES,
    allow_private: bool = False,
) -> ReadDocuments:
    """Return the documents of files that are given as bytes, of addresses, and given documents.

    As `read_documents`, but no file is opened: a name only decides the kind of a file and the ids
    of its documents, even if it looks like a path.

    Args:
        files: Names and contents, taken one by one, so that a caller can show the progress.
        addresses: http and https addresses to fetch, taken one by one after the files; one that is
            given twice is fetched once.
        documents: Documents that need no reading; each has an id.
        fields: As in `read_documents`.
        max_bytes: As in `read_documents`.
        allow_private: As in `read_documents`.

    Raises:
        InputError: None of the files and addresses can be read, and no document is given. If there
            are several, the notes of the error name each.
        NothingToSummarize: All documents are empty; with notes, too.
        OptionError: A field is unknown, or an option has a wrong type.
    """
    options = ReadingOptions(
        None, check_fields(fields), check_limit(max_bytes), True, allow_private
    )
    found = _Found([], [], [], [])
    problems: list[InputError] = []
    for file, read in chain(_uploaded(files, options), _at_addresses(addresses, options)):
        try:
            found.contents.append((file, read()))
        except InputError as error:
            found.warnings.append(skipped(error))
            found.failed.append(FileFate(file.title, "failed", error.reason))
            problems.append(error)
    if problems and not found.contents and not documents:
        if len(problems) == 1:
            raise problems[0]
        names = first_names([fate.name for fate in found.failed])
        nothing = InputError(f"none of {plural(len(problems), 'file')} can be read: {names}")
        raise with_notes(nothing, found.warnings)
    found.contents.append((_NO_FILE, Content(tuple(documents))))
    return _read_documents_of(found)


_Upload = tuple[File, Callable[[], Content]]
"""A file to come, and the function that reads it."""


def _uploaded(files: Iterable[tuple[str, bytes]], options: ReadingOptions) -> Iterator[_Upload]:
    names: set[tuple[str, ...]] = set()
    for number, (name, data) in enumerate(files, start=1):
        file = _uploaded_file(name, number, names)
        yield file, partial(_read_bytes, file, data, options)


def _at_addresses(addresses: Iterable[str], options: ReadingOptions) -> Iterator[_Upload]:
    for address in dict.fromkeys(addresses):
        file = File(None, (), address, printable(address), address)
        yield file, partial(_fetch, file, address, options)


def _read_bytes(file: File, data: bytes, options: ReadingOptions) -> Content:
    check_size(len(data), file.title, max_bytes=options.max_bytes)
    payload = Payload(data, file.title, options.fields, options.max_bytes)
    return read_payload(payload, file.name, origin=file.name)


def _uploaded_file(name: str, number: int, names: set[tuple[str, ...]]) -> File:
    """Return the file of an upload, and add its name to the names.

    If the name is among them already, the number of the upload becomes its folder.
    """
    parts = tuple(part for part in re.split(r"[/\\]", name) if part.strip(". ")) or ("unnamed",)
    parents = (*parts[:-1], f"upload {number}") if parts in names else parts[:-1]
    names.add(parts)
    return File(None, parents, parts[-1], printable("/".join((*parents, parts[-1]))))


def _read_documents_of(found: _Found) -> ReadDocuments:
    """Return the documents of what was found, and what became of each file."""
    ids_by_file = _ids_by_file(found.contents)
    documents, warnings = _to_reading(found.contents, ids_by_file, found.warnings)
    kept = {document.id for document in documents}
    files = [*found.passed, *found.failed]
    for (file, _), ids in zip(found.contents, ids_by_file, strict=True):
        if file is not _NO_FILE:
            read = tuple(name for name in ids if name in kept)
            passed = FileFate(file.title, "passed over", EMPTY)
            files.append(FileFate(file.title, "read", documents=read) if read else passed)
    return ReadDocuments(documents, warnings=warnings, files=files)


def _to_reading(
    contents: Sequence[tuple[File, Content]],
    ids_by_file: Sequence[Sequence[str]],
    warnings: Sequence[str],
) -> Reading:
    """Return the documents of all files with these ids, and all warnings.

    Raises:
        NothingToSummarize: No document has text; its notes have all warnings.
    """
    documents: list[Document] = []
    titles: list[str] = []
    notes: list[str] = []
    for (file, content), ids in zip(contents, ids_by_file, strict=True):
        named = [replace(one, id=own) for one, own in zip(content.documents, ids, strict=True)]
        is_whole_file = bool(named) and not content.documents[0].id
        source = named[0].id if is_whole_file else file.title
        notes += (f"{printable(source)}: {note}" for note in content.notes)
        documents += named
        titles += (
            f"{file.title}, document {printable(before.id)}"
            if file is not _NO_FILE and _has_own_id(before.id, file)
            else printable(after.id)
            for before, after in zip(content.documents, named, strict=True)
        )
    try:
        reading = cleaned_documents(documents, names=titles)
    except NothingToSummarize as error:
        raise with_notes(error, (*warnings, *notes)) from None
    return Reading(reading.documents, (*warnings, *notes, *reading.warnings))


def _ids_by_file(contents: Sequence[tuple[File, Content]]) -> list[list[str]]:
    """Return the distinct ids of the documents of each file."""
    names = [
        (tuple(map(escaped_id, parents)), escaped_id(name))
        for file, content in contents
        for parents, name in _name_documents(file, content)
    ]
    ids = iter(distinct_names(names))
    return [[next(ids) for _ in content.documents] for _, content in contents]


def _read_paths(arguments: Sequence[str], options: ReadingOptions) -> _Found:
    """Return the contents of the files that can be read, and what became of the others."""
    found = _Found([], [], [], [])
    problems: list[InputError] = []
    titles: dict[object, str] = {}
    given: list[File] = []
    given_as = [(argument, is_folder(argument)) for argument in arguments]
    for place, (argument, folder) in enumerate(given_as, start=1):
        listed = _files_of_folder(argument, options, found) if folder else [file_given(argument)]
        given += listed
        failed: list[InputError] = []
        files = _without_excluded(listed, options, found)
        for number, file in enumerate(files, start=1):
            if options.watch is not None:
                options.watch(*((number, len(files)) if folder else (place, len(arguments))))
            if error := _read_into(found, file, titles, options, regular=folder):
                failed.append(error)
        if folder and len(failed) == len(listed):
            raise with_notes(_nothing_to_read(argument, failed), found.warnings)
        problems += failed
    found.warnings.extend(options.patterns.unmatched(given))
    if not found.contents:
        problem = problems[0] if problems else _all_excluded(given)
        raise with_notes(problem, found.warnings if len(found.warnings) > 1 else ())
    return found


def _without_excluded(files: Sequence[File], options: ReadingOptions, found: _Found) -> list[File]:
    """Return the files that no pattern leaves out; add the others to what was found."""
    reasons = [options.patterns.reason(file) for file in files]
    for file, reason in zip(files, reasons, strict=True):
        if reason:
            found.passed.append(FileFate(file.title, "passed over", reason))
    return [file for file, reason in zip(files, reasons, strict=True) if not reason]


def _all_excluded(files: Sequence[File]) -> InputError:
    number = "the only file" if len(files) == 1 else f"all {len(files):,} files"
    patterns = f"{named_option('exclude')} and {named_option('only')}"
    return InputError(f"nothing is left to read: {patterns} leave out {number}")


def _files_of_folder(argument: str, options: ReadingOptions, found: _Found) -> list[File]:
    """Return the files to read of a folder; add what is passed over to what was found."""
    folder, beside = sources_within(Path(argument))
    files, unread, hidden = files_below(folder)
    if unread and not options.may_skip:
        raise unread[0]
    found.warnings.extend(map(skipped, unread))
    found.failed.extend(FileFate(error.source or "", "failed", error.reason) for error in unread)
    found.passed.extend(FileFate(name, "passed over", "beside the sources") for name in beside)
    found.passed.extend(FileFate(printable(name), "passed over", "hidden") for name in hidden)
    return files


def _read_into(
    found: _Found, file: File, titles: dict[object, str], options: ReadingOptions, *, regular: bool
) -> InputError | None:
    """Add the content of a file to what was found; return the error if it cannot be read.

    Args:
        found: What was found before.
        file: The file.
        titles: Identity of each file that was read -> its name in messages.
        options: How to read.
        regular: Whether a pipe or a device is an error.
    """
    try:
        identity = file_identity(file, regular=regular)
        if identity in titles:
            reason = f"the same file as {titles[identity]}"
            found.warnings.append(f"{file.title}: {reason}; read once")
            found.passed.append(FileFate(file.title, "passed over", reason))
            return None
        found.contents.append((file, _read_file(file, options)))
        titles[identity] = file.title
    except InputError as error:
        if not options.may_skip:
            raise
        found.warnings.append(skipped(error))
        found.failed.append(FileFate(file.title, "failed", error.reason))
        return error
    return None


def _nothing_to_read(folder: str, failed: Sequence[InputError]) -> InputError:
    first = f" ({plural(len(failed), 'file')} skipped; {failed[0]})" if failed else ""
    return InputError(f"no file to read in this folder{first}", source=printable(folder))


def _read_file(file: File, options: ReadingOptions) -> Content:
    if file.address is not None:
        return _fetch(file, file.address, options)
    data = read_bytes(file, stdin=options.stdin, max_bytes=options.max_bytes)
    payload = Payload(
        data, file.title, options.fields, options.max_bytes, encoding=options.encoding
    )
    return read_payload(payload, file.name if file.path else "", origin=file.name)


def _fetch(file: File, address: str, options: ReadingOptions) -> Content:
    if not options.fetch:
        raise InputError("addresses are fetched only with option `fetch`", source=file.title)
    from multisumm.reading.fetching import fetch

    response = fetch(address, max_bytes=options.max_bytes, allow_private=options.allow_private)
    payload = Payload(
        response.data,
        file.title,
        options.fields,
        options.max_bytes,
        response.url,
        response.charset,
        options.encoding,
    )
    name = urlsplit(response.url).path
    return read_payload(payload, name, media_type=response.media_type, origin=file.name)


def _name_documents(file: File, content: Content) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield for each document the parts that can lengthen its id, and its id without them."""
    for document in content.documents:
        if _has_own_id(document.id, file):
            yield (*file.parents, file.name), document.id
        elif _names_its_row(document.id, file):
            yield file.parents, document.id
        else:
            yield file.parents, f"{file.name}{document.id}"


def _has_own_id(document_id: str, file: File) -> bool:
    """Return whether an id is the document's own and not made from the name of its file."""
    continues_name = not document_id or document_id.startswith(" ")
    return not continues_name and not _names_its_row(document_id, file)


def _names_its_row(document_id: str, file: File) -> bool:
    """Return whether an id is that of a row without one, `tickets.csv row 5`."""
    return document_id.startswith(f"{file.name} row ")
