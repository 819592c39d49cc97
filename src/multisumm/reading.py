"""Files, folders and standard input -> documents and clusters, with what was decided on the way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from multisumm.decoding import counted, decode, decompress, reason, shown, without_surrogates
from multisumm.errors import InputError, NothingToSummarize
from multisumm.model import Cluster, Document
from multisumm.paths import (
    STANDARD_INPUT,
    File,
    as_arguments,
    distinct,
    file_given,
    files_below,
    identity,
    is_folder,
)
from multisumm.records import cluster_lines, parse_cluster, parse_documents

__all__ = [
    "READERS",
    "Reading",
    "cleaned_documents",
    "cluster_lines",
    "parse_cluster",
    "read_clusters",
    "read_documents",
    "read_sources",
]


class Reading(NamedTuple):
    """What was read, and lines for the user about what was decided or left out."""

    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()


class Content(NamedTuple):
    """What one file holds, and notes on how it was read, without the file's name.

    A document with an empty id is the whole file and takes its name.
    """

    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()


def read_text(data: bytes, name: str) -> Content:
    """Return the one document of a text file; its text is the file's characters."""
    text, notes = decode(data, name)
    return Content((Document("", text),), notes)


def read_jsonl(data: bytes, name: str) -> Content:
    """Return the documents of a file with one cluster, or with a document a line."""
    return Content(parse_documents(data, name))


def read_compressed_jsonl(data: bytes, name: str) -> Content:
    """Return the same from a gzip file."""
    return read_jsonl(decompress(data, name), name)


def refuse(data: bytes, name: str) -> Content:
    """Raise for a format that would be read as text, with its markup among the words."""
    raise InputError(f"{shown(name)}: this format is not read yet; give its text as .txt")


def read_stream(data: bytes, name: str) -> Content:
    """Return the documents of standard input: JSONL if its first line is an object, else text."""
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].rstrip()
    is_record = first.startswith(b"{") and first.endswith(b"}") and b'"text"' in first
    return (read_jsonl if is_record else read_text)(data, name)


READERS: dict[str, Callable[[bytes, str], Content]] = {
    "": read_text,
    ".txt": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".jsonl": read_jsonl,
    ".jsonl.gz": read_compressed_jsonl,
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xml", ".pdf", ".docx", ".eml"), refuse),
}
"""Suffix -> reader of a file's bytes, given with its name for errors; "" is for all others.

Of several suffixes that fit, the longest counts, in whatever case.
"""


def read_documents(
    paths: Sequence[str | Path] | str | Path, *, stdin: BinaryIO | None = None
) -> list[Document]:
    """Return the documents of files and folders, as `read_sources`, without its warnings."""
    return list(read_sources(paths, stdin=stdin).documents)


def read_sources(
    paths: Sequence[str | Path] | str | Path, *, stdin: BinaryIO | None = None
) -> Reading:
    """Return the documents of files and folders in the order given, and what to tell the user.

    A folder stands for the files below it, sorted by their names folder by folder; hidden ones are
    left out, links to folders are not followed, and what cannot be read is passed over with a
    warning. A file reached twice is read once. Empty documents are left out.

    A document is called by its file's name, in a folder by its path below it, with "/";
    documents of one name get as much of the path given before it as tells them apart.
    Documents in JSONL keep their ids.

    Args:
        paths: Files and folders; "-" is standard input.
        stdin: What to read for "-", instead of `sys.stdin.buffer`.

    Raises:
        InputError: A path given is missing or cannot be read, or nothing in a folder can.
        NothingToSummarize: All documents are empty.
    """
    warnings: list[str] = []
    seen: dict[object, str] = {}
    contents: list[tuple[File, Content]] = []
    for argument in as_arguments(paths):
        contents += _read_argument(argument, stdin, seen, warnings)
    names = [name for file, content in contents for name in _names(file, content)]
    ids = iter(distinct(names))
    documents: list[Document] = []
    for file, content in contents:
        named = [replace(document, id=next(ids)) for document in content.documents]
        name = named[0].id if content.documents and not content.documents[0].id else file.title
        warnings += (f"{shown(name)}: {note}" for note in content.notes)
        documents += named
    kept, notes = cleaned_documents(documents)
    return Reading(kept, (*warnings, *notes))


def cleaned_documents(documents: Iterable[Document | str]) -> Reading:
    """Return documents that the other stages can work on, and what had to be changed for it.

    Strings become documents called by their numbers, from 1. Lone surrogates become U+FFFD, for
    they have no UTF-8; offsets stay. Documents with nothing but white space are left out.
    What comes back goes through a second time unchanged and without a word.

    Raises:
        InputError: Something is no document, or two have one id.
        NothingToSummarize: No document is left.
    """
    if isinstance(documents, str | Document) or not isinstance(documents, Iterable):
        what = type(documents).__name__
        raise InputError(f"a list of documents or strings is expected, not one {what}")
    kept: dict[str, Document] = {}
    warnings: list[str] = []
    number = 0
    for number, given in enumerate(documents, start=1):
        document, replaced = _without_surrogates(_as_document(given, number))
        if document.id in kept:
            raise InputError(f"two documents have the id {document.id!r}")
        if replaced:
            note = f"{counted(replaced, 'lone surrogate')} replaced by U+FFFD"
            warnings.append(f"{shown(document.id)}: {note}")
        if document.text.isspace() or not document.text:
            what = "nothing but white space" if document.text else "empty"
            warnings.append(f"{shown(document.id)}: {what}; left out")
        else:
            kept[document.id] = document
    if not kept:
        what = f"no text in {counted(number, 'document')}" if number else "no documents"
        raise NothingToSummarize(f"nothing to summarize: {what}")
    return Reading(tuple(kept.values()), tuple(warnings))


def read_clusters(path: str | Path, *, stdin: BinaryIO | None = None) -> Iterator[Cluster]:
    """Yield the clusters of a `.jsonl` or `.jsonl.gz` file, or of a folder of subjects.

    A subject is a folder with a folder `sources` and perhaps one `references` in it; subjects
    may lie at any depth, come sorted by name, and are called by their path below the one given.

    Raises:
        InputError: The file or a line of it cannot be read; the message has the line's number.
    """
    if path != STANDARD_INPUT and Path(path).is_dir():
        yield from _subject_clusters(Path(path))
        return
    for number, where, line in cluster_lines(path, stdin=stdin):
        yield parse_cluster(line, where=where, number=number)


def _subject_clusters(folder: Path) -> Iterator[Cluster]:
    subject = None
    for subject in _subjects(folder):
        name = subject.relative_to(folder).as_posix() if subject != folder else ""
        documents, _ = read_sources([subject / "sources"])
        references: tuple[Document, ...] = ()
        if (subject / "references").is_dir():
            references, _ = read_sources([subject / "references"])
        texts = tuple(reference.text for reference in references)
        yield Cluster(name or folder.resolve().name, documents, texts)
    if subject is None:
        raise InputError(f"{shown(str(folder))}: no subject with a folder `sources` in it")


def _subjects(folder: Path) -> Iterator[Path]:
    if (folder / "sources").is_dir():
        yield folder
        return
    try:
        below = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(reason(str(folder), error)) from None
    for path in below:
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from _subjects(path)


def _read_argument(
    argument: str, stdin: BinaryIO | None, seen: dict[object, str], warnings: list[str]
) -> Iterator[tuple[File, Content]]:
    """Yield what one argument gives; `seen` and `warnings` grow with it."""
    folder = argument != STANDARD_INPUT and is_folder(argument)
    files, notes = files_below(Path(argument)) if folder else ([file_given(argument)], [])
    warnings += notes
    passed_over = 0
    for file in files:
        try:
            key = identity(file, regular=folder)
            if key in seen:
                warnings.append(f"{file.title}: the same file as {seen[key]}; read once")
                continue
            content = _content(file, stdin)
        except InputError as error:
            if not folder:
                raise
            warnings.append(f"{error}; passed over")
            passed_over += 1
        else:
            seen[key] = file.title
            yield file, content
    if folder and passed_over == len(files):
        what = f" ({counted(passed_over, 'file')} passed over)" if files else ""
        raise InputError(f"{shown(argument)}: no file to read in this folder{what}")


def _content(file: File, stdin: BinaryIO | None) -> Content:
    if file.path is None and stdin is None and sys.stdin is None:
        raise InputError("standard input is closed")
    try:
        data = (stdin or sys.stdin.buffer).read() if file.path is None else file.path.read_bytes()
    except OSError as error:
        raise InputError(reason(file.title, error)) from None
    read = read_stream if file.path is None else _reader(file.name)
    return read(data, file.title)


def _reader(name: str) -> Callable[[bytes, str], Content]:
    fitting = (suffix for suffix in READERS if name.lower().endswith(suffix))
    return READERS[max(fitting, key=len)]


def _names(file: File, content: Content) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield for each document the parts that can lengthen its id, and the id to begin with."""
    for document in content.documents:
        if document.id:
            yield (*file.parents, file.name), document.id
        else:
            yield file.parents, file.name


def _as_document(given: object, number: int) -> Document:
    if isinstance(given, str):
        return Document(str(number), given)
    if not isinstance(given, Document):
        kind = type(given).__name__
        raise InputError(f"document {number} is neither a string nor a Document, but {kind}")
    return given


def _without_surrogates(document: Document) -> tuple[Document, int]:
    """Return the document in characters that have UTF-8, and how many in its text had none."""
    text, replaced = without_surrogates(document.text)
    labels = (document.title, document.date, document.url)
    title, date, url = (label and without_surrogates(label)[0] for label in labels)
    # Escapes keep the names of files apart that differ in bytes which are not UTF-8.
    name = document.id.encode("utf-8", "backslashreplace").decode("utf-8")
    clean = Document(name, text, title, date, url)
    return (document, 0) if clean == document else (clean, replaced)
