"""Lines of JSON -> documents and clusters, in our own schema and in that of Multi-News."""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from multisumm.decoding import reason, shown
from multisumm.errors import InputError
from multisumm.model import Cluster, Document
from multisumm.paths import STANDARD_INPUT

SEPARATOR = re.compile(r"\|{5}|story_separator_special_tag")
"""What stands between two documents in Multi-News as published."""

NEWLINE = "NEWLINE_CHAR"
"""What stands for a line end there."""

_MARK = b"\xef\xbb\xbf"


def numbered_lines(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, str, bytes]]:
    """Yield the number, the address for messages and the bytes of each line that is not blank.

    A byte order mark before the first line is left out.
    """
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix(_MARK) if number == 1 else line
        if content.strip():
            yield number, f"{shown(name)}, line {number}", content


def parse_cluster(line: str | bytes, *, where: str, number: int = 1) -> Cluster:
    r"""Return the cluster that one line of a file of clusters describes.

    Either `{"id", "documents": [{"id", "text", "title"?, "date"?, "url"?}], "references"?}`, in
    which a document may also be a mere string, or Multi-News as published,
    `{"document": "a ||||| b", "summary": "..."}`: its texts are what lies between the separators,
    without white space around and with line ends for `NEWLINE_CHAR`; empty pieces are left out.
    Documents without an id are called by their numbers, from 1.

    Texts are as the record has them, even when empty or with lone surrogates:
    `reading.cleaned_documents` puts these right and tells of it.

    Args:
        line: One JSON object.
        where: Its address, for messages: `clusters.jsonl, line 7`.
        number: What to call the cluster if it has no id; the line's number.

    Raises:
        InputError: The line is not JSON, or not a cluster.

    >>> parse_cluster('{"document": "One. ||||| Two."}', where="a.jsonl, line 1").documents[1]
    Document(id='2', text='Two.', title=None, date=None, url=None)
    """
    record = parse_object(line, where=where)
    documents: tuple[Document, ...]
    if "documents" in record:
        documents = _documents(record["documents"], where=where)
        references = _references(record.get("references"), where=where)
    elif "document" in record:
        documents = _multi_news(record["document"], where=where)
        references = _references(record.get("summary"), where=where)
    else:
        raise InputError(f"{where}: not a cluster: it has no `documents`")
    if not documents:
        raise InputError(f"{where}: the cluster has no documents")
    return Cluster(cluster_id(record, number), documents, references)


def cluster_id(record: Mapping[str, Any], number: int) -> str:
    """Return what the cluster of a record is called: its id, or the number of its line."""
    return _id(record, str(number))


def cluster_lines(
    path: str | Path, *, stdin: BinaryIO | None = None, opened: BinaryIO | None = None
) -> Iterator[tuple[int, str, bytes]]:
    """Yield the number, the address and the bytes of each line, for `parse_cluster`.

    With this a caller can go on behind a broken record. Blank lines are passed over.

    Args:
        path: A file of clusters, compressed if its name ends in `.gz`; "-" is standard input.
        stdin: What to read for "-", instead of `sys.stdin.buffer`.
        opened: The same file as the caller has opened it, and closes it: who has it can tell how
            far it is read.

    Raises:
        InputError: The file cannot be read, is cut off, or has no lines.
    """
    name = "stdin" if path == STANDARD_INPUT else str(path)
    where = ""
    try:
        with _stream(path, stdin, opened) as stream:
            for number, where, line in numbered_lines(stream, name):
                yield number, where, line
    except EOFError:
        behind = f" behind {where.rpartition(', ')[2]}" if where else ""
        raise InputError(f"{shown(name)}: the compressed data is cut off{behind}") from None
    except (OSError, ValueError, zlib.error) as error:
        raise InputError(reason(name, error)) from None
    if not where:
        raise InputError(f"{shown(name)}: no cluster in this file")


def _stream(
    path: str | Path, stdin: BinaryIO | None, opened: BinaryIO | None
) -> gzip.GzipFile | BinaryIO | nullcontext[BinaryIO]:
    if path == STANDARD_INPUT:
        return nullcontext(stdin or sys.stdin.buffer)
    if str(path).lower().endswith(".gz"):
        return gzip.open(opened or path, "rb")
    return nullcontext(opened) if opened else Path(path).open("rb")


def parse_object(line: str | bytes, *, where: str) -> dict[str, Any]:
    """Return the JSON object on one line, or raise InputError if it holds something else."""
    try:
        record = json.loads(line if isinstance(line, str) else line.decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"{where}: not valid JSON: the line is not UTF-8") from None
    except RecursionError:
        raise InputError(f"{where}: not valid JSON: nested too deeply") from None
    except json.JSONDecodeError as error:
        reason = f"{error.msg} (column {error.colno})"
        raise InputError(f"{where}: not valid JSON: {reason}") from None
    except ValueError as error:  # a number of too many digits
        raise InputError(f"{where}: not valid JSON: {error}") from None
    if not isinstance(record, dict):
        raise InputError(f"{where}: not an object, but {json.dumps(record)[:40]}")
    return record


def parse_documents(data: bytes, name: str) -> tuple[Document, ...]:
    """Return the documents of a JSONL file that holds one cluster, or one document a line.

    Raises:
        InputError: There is nothing in it, or there are several clusters.
    """
    lines = list(numbered_lines(data.split(b"\n"), name))
    if not lines:
        raise InputError(f"{shown(name)}: no line in this file")
    _, where, first = lines[0]
    if _is_document(parse_object(first, where=where)):
        return _document_lines(lines)
    cluster = parse_cluster(first, where=where)
    if len(lines) > 1:
        raise InputError(
            f"{shown(name)}: {len(lines)} clusters, each for a summary of its own; give one"
        )
    return cluster.documents


def _document_lines(lines: Iterable[tuple[int, str, bytes]]) -> tuple[Document, ...]:
    seen: dict[str, str] = {}
    documents = []
    for number, where, line in lines:
        record = parse_object(line, where=where)
        document = _document(record, str(number), where=where)
        _claim(document.id, seen, where=where)
        documents.append(document)
    return tuple(documents)


def _is_document(record: Mapping[str, Any]) -> bool:
    return "text" in record and not record.keys() & {"documents", "document"}


def _documents(records: object, *, where: str) -> tuple[Document, ...]:
    if not isinstance(records, list):
        raise InputError(f"{where}: `documents` is not a list")
    seen: dict[str, str] = {}
    documents = []
    for number, record in enumerate(records, start=1):
        place = f"{where}, document {number}"
        document = _document(record, str(number), where=place)
        _claim(document.id, seen, where=place)
        documents.append(document)
    return tuple(documents)


def _document(record: object, default_id: str, *, where: str) -> Document:
    if isinstance(record, str):
        return Document(default_id, record)
    if not isinstance(record, dict):
        raise InputError(f"{where}: a document is an object with `id` and `text`")
    if not isinstance(record.get("text"), str):
        raise InputError(f"{where}: `text` is {_kind(record, 'text')}, not a string")
    title, date, url = (_label(record, key, where=where) for key in ("title", "date", "url"))
    return Document(_id(record, default_id), record["text"], title, date, url)


def _claim(document_id: str, seen: dict[str, str], *, where: str) -> None:
    if document_id in seen:
        raise InputError(
            f"{where}: the document id {document_id!r} is taken already by {seen[document_id]}"
        )
    seen[document_id] = where


def _multi_news(text: object, *, where: str) -> tuple[Document, ...]:
    if not isinstance(text, str):
        raise InputError(f"{where}: `document` is not a string")
    pieces = (piece.replace(NEWLINE, "\n").strip() for piece in SEPARATOR.split(text))
    texts = [piece for piece in pieces if piece]
    return tuple(Document(str(number), text) for number, text in enumerate(texts, start=1))


def _references(references: object, *, where: str) -> tuple[str, ...]:
    if references is None:
        return ()
    found = [references] if isinstance(references, str) else references
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise InputError(f"{where}: the references are not a list of strings")
    return tuple(found)


def _id(record: Mapping[str, Any], default: str) -> str:
    value = record.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return default
    return str(value) or default


def _label(record: Mapping[str, Any], key: str, *, where: str) -> str | None:
    value = record.get(key)
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise InputError(f"{where}: `{key}` is {_kind(record, key)}, not a string")


def _kind(record: Mapping[str, Any], key: str) -> str:
    if key not in record:
        return "missing"
    return {dict: "an object", list: "a list", type(None): "null"}.get(
        type(record[key]), json.dumps(record[key])
    )
