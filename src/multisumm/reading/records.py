"""Lines of JSON -> documents and clusters, in our own schema and in that of Multi-News."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import brief_repr, printable
from multisumm.model import Cluster, Document
from multisumm.reading.columns import find_columns

SEPARATOR = re.compile(r"\|{5}|story_separator_special_tag")
"""What stands between two documents in Multi-News as published."""

NEWLINE = "NEWLINE_CHAR"
"""What stands for a line end there."""

NO_FIELDS: Mapping[str, str] = MappingProxyType({})
"""All columns and keys have their usual names."""


def parse_cluster(line: str | bytes, *, where: str, number: int = 1) -> Cluster:
    r"""Return the cluster that one line of a file of clusters describes.

    Either `{"id", "documents": [{"id", "text", "title"?, "date"?, "url"?, "site"?}],
    "references"?}`, in
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

    >>> parse_cluster('{"document": "One. ||||| Two."}', where="a.jsonl, line 1").documents[1].text
    'Two.'
    """
    return cluster_of(parse_object(line, where=where), where=where, number=str(number))


def cluster_of(record: Mapping[str, Any], *, where: str, number: str) -> Cluster:
    """Return the cluster that a record describes, as `parse_cluster`."""
    documents: tuple[Document, ...]
    if "documents" in record:
        documents = _documents(record["documents"], where=where)
        references = _references(record.get("references"), where=where)
    elif "document" in record:
        if not isinstance(record["document"], str):
            raise InputError(f"{where}: `document` is not a string")
        documents = multi_news_documents(record["document"])
        references = _references(record.get("summary"), where=where)
    else:
        raise InputError(f"{where}: not a cluster: it has no `documents`")
    if not documents:
        raise InputError(f"{where}: the cluster has no documents")
    return Cluster(cluster_id(record, number), documents, references)


def cluster_id(record: Mapping[str, Any], number: int | str) -> str:
    """Return what the cluster of a record is called: its id, or the number of its line."""
    return _id(record, str(number))


def parse_object(line: str | bytes, *, where: str) -> dict[str, Any]:
    """Return the JSON object on one line, or raise InputError if it holds something else."""
    # Without its end it is one line, also in messages.
    bare = line.rstrip("\r\n") if isinstance(line, str) else line.rstrip(b"\r\n")
    record = parse_json(bare, where=where)
    if not isinstance(record, dict):
        raise InputError(f"{where}: not an object, but {json.dumps(record)[:40]}")
    return record


def parse_json(text: str | bytes, *, where: str) -> Any:
    """Return the value of a JSON text; a key that comes twice is an error.

    Raises:
        InputError: It is not JSON.
    """
    try:
        return _JSON.decode(text if isinstance(text, str) else text.decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"{where}: not valid JSON: the line is not UTF-8") from None
    except RecursionError:
        raise InputError(f"{where}: not valid JSON: nested too deeply") from None
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        reason = f"{error.msg} ({line}column {error.colno})"
        raise InputError(f"{where}: not valid JSON: {reason}") from None
    except ValueError as error:  # a number of too many digits, or a key twice
        raise InputError(f"{where}: not valid JSON: {error}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; of a key that comes twice, one value would be lost without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise ValueError(f"the key {printable(twice[:40])!r} comes twice in one object")
    return found


_JSON = json.JSONDecoder(object_pairs_hook=_object)


def clusters_of_records(
    records: Iterable[tuple[str, str, object]], fields: Mapping[str, str]
) -> Iterator[Cluster]:
    """Yield the clusters of numbered records with their addresses for messages.

    The first record tells whether each is a document; then they come at the end, all as one
    cluster without a name, or one for each value of the field `cluster`.

    Raises:
        InputError: A record is not good.
    """
    groups: dict[str, list[Document]] = {}
    seen: dict[str, dict[str, str]] = {}
    are_documents = None
    for number, where, record in records:
        if not isinstance(record, dict):
            raise InputError(f"{where}: not an object, but {json.dumps(record)[:40]}")
        if are_documents is None:
            are_documents = "text" in fields or _is_document(record)
        if not are_documents:
            yield cluster_of(record, where=where, number=number)
            continue
        columns = find_columns(record, fields, where=where)
        renamed = {**_renamed(record, columns), "pages": record.get("pages")}
        document = _document(renamed, number, where=where)
        group = str(record.get(columns.get("cluster"), ""))
        _claim(document.id, seen.setdefault(group, {}), where=where)
        groups.setdefault(group, []).append(document)
    for name, found in groups.items():
        yield Cluster(name, tuple(found))


def _renamed(record: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """Return the record with our names; what only happens to have a usual name may be anything."""
    return {
        field: record[column]
        for field, column in columns.items()
        if field in (column, "text") or not isinstance(record[column], dict | list)
    }


def _is_document(record: Mapping[str, Any]) -> bool:
    return not record.keys() & {"documents", "document"} and "text" in find_columns(
        record, NO_FIELDS, where=""
    )


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
    labels = (_label(record, key, where=where) for key in ("title", "date", "url", "site"))
    title, date, url, site = labels
    pages = record.get("pages")
    if not isinstance(pages, list) or not all(type(start) is int for start in pages):
        pages = []
    name = _id(record, default_id)
    return Document(name, record["text"], title, date, url, site, pages=tuple(pages))


def _claim(document_id: str, seen: dict[str, str], *, where: str) -> None:
    if document_id in seen:
        raise InputError(
            f"{where}: the document id {brief_repr(document_id)}"
            f" is taken already by {seen[document_id]}"
        )
    seen[document_id] = where


def multi_news_documents(text: str) -> tuple[Document, ...]:
    """Return what lies between the separators of Multi-News; see `parse_cluster`."""
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
