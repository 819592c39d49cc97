"""JSON records -> documents and clusters, in the schema of multisumm and in that of Multi-News."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from multisumm.documents import are_offsets
from multisumm.errors import InputError
from multisumm.messages import MAX_SHOWN_CHARACTERS, NOT_UTF8, brief_repr, printable
from multisumm.model import METADATA, Citation, Cluster, Document
from multisumm.reading.columns import FIELDS, NO_FIELDS, find_columns
from multisumm.reading.content import cluster_of_rows
from multisumm.reading.formats.multinews import split_documents
from multisumm.reading.formats.tables import cell_text

_SPACE = " \t\n\r"
_OPTIONAL = frozenset(FIELDS) - {"text"}


def parse_cluster(line: str | bytes, *, where: str, number: int = 1) -> Cluster:
    r"""Return the cluster that one line of a file of clusters describes.

    The line is either `{"id", "documents": [{"id", "text", "title"?, "date"?, "url"?, "site"?}],
    "references"?}`, in which a document may also be a string; or Multi-News as published,
    `{"document": "a ||||| b", "summary": "..."}`, whose texts are between the separators, without
    white space around them and with line ends for `NEWLINE_CHAR`; empty texts are left out. The
    ids of documents without an id are their numbers, from 1.

    Either may also have `query`, a string; `known`, a list as `documents`; `relevant`, a list of
    ids of documents and of passages `{"document": "...", "start": 0, "end": 9}`; and `answers`, a
    list of strings. What is null or blank is missing.

    Texts are exactly those of the record, also empty texts and lone surrogates;
    `reading.cleaned_documents` replaces surrogates and skips empty texts, with warnings.

    Args:
        line: One JSON object.
        where: The source for messages: `clusters.jsonl, line 7`.
        number: The number of the line, which is the id of a cluster without an id.

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
        documents = _documents(record["documents"], "documents", where=where)
        references = _texts(record.get("references"), "the references are", where=where)
    elif "document" in record:
        if not isinstance(record["document"], str):
            raise InputError("`document` is not a string", source=where)
        documents = split_documents(record["document"])
        references = _texts(record.get("summary"), "the references are", where=where)
    else:
        raise InputError("not a cluster: it has no `documents`", source=where)
    if not documents:
        raise InputError("the cluster has no documents", source=where)
    return Cluster(
        cluster_id(record, number),
        documents,
        references,
        query=_query(record, where=where),
        known=_documents(record.get("known") or [], "known", where=where),
        relevant=_passages(record.get("relevant") or [], documents, where=where),
        answers=_texts(record.get("answers"), "`answers` is", where=where),
    )


def cluster_id(record: Mapping[str, Any], number: int | str) -> str:
    """Return the id of a record's cluster: its `id`, or else the number of its line."""
    return _id(record, str(number))


def parse_object(line: str | bytes, *, where: str) -> dict[str, Any]:
    """Return the JSON object on one line.

    Raises:
        InputError: The line is not JSON, or not an object.
    """
    # Without its end it is one line, also in messages.
    bare = line.rstrip("\r\n") if isinstance(line, str) else line.rstrip(b"\r\n")
    return _check_object(parse_json(bare, where=where), where=where)


def parse_json(text: str | bytes, *, where: str) -> Any:
    """Return the value of a JSON text.

    Raises:
        InputError: It is not JSON, or a key comes twice in one object.
    """
    characters = _decode_utf8(text, where=where)
    value, end = _parse_first(characters, where=where)
    if end < len(characters):
        extra = json.JSONDecodeError("Extra data", characters, end)
        raise InputError(_json_reason(extra), source=where)
    return value


def parse_first_json(text: str | bytes, *, where: str) -> tuple[Any, bool]:
    """Return the value that a text begins with as JSON, and whether more text follows it.

    Raises:
        InputError: The text does not begin with JSON, or a key comes twice in one object.
    """
    characters = _decode_utf8(text, where=where)
    value, end = _parse_first(characters, where=where)
    return value, end < len(characters)


def _decode_utf8(text: str | bytes, *, where: str) -> str:
    try:
        return text if isinstance(text, str) else text.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(NOT_UTF8, source=where) from None


class _RepeatedKeyError(ValueError):
    """A key comes twice in one object."""


def _parse_first(text: str, *, where: str) -> tuple[Any, int]:
    """Return the first JSON value, and the offset of the first character behind it and space."""
    try:
        value, end = _JSON.raw_decode(text, len(text) - len(text.lstrip(_SPACE)))
    except RecursionError:
        raise InputError("not valid JSON: nested too deeply", source=where) from None
    except json.JSONDecodeError as error:
        raise InputError(_json_reason(error), source=where) from None
    except _RepeatedKeyError as error:
        raise InputError(f"not valid JSON: {error}", source=where) from None
    except ValueError:  # of `int`, whose reason is about Python
        raise InputError("not valid JSON: a number has too many digits", source=where) from None
    return value, len(text) - len(text[end:].lstrip(_SPACE))


def _json_reason(error: json.JSONDecodeError) -> str:
    line = f"line {error.lineno}, " if error.lineno > 1 else ""
    return f"not valid JSON: {error.msg} ({line}column {error.colno})"


def _check_object(record: object, *, where: str) -> dict[str, Any]:
    if not isinstance(record, dict):
        shown = json.dumps(record)[:MAX_SHOWN_CHARACTERS]
        raise InputError(f"not an object, but {shown}", source=where)
    return record


def _to_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; a key that comes twice would silently lose a value."""
    record = dict(pairs)
    if len(record) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        key = next(key for key, count in counts.items() if count > 1)
        shown = printable(key[:MAX_SHOWN_CHARACTERS])
        raise _RepeatedKeyError(f"the key {shown!r} comes twice in one object")
    return record


def _null(_: str) -> None:
    """The value of `NaN` and `Infinity`, which are not JSON: programs write them where none is."""


_JSON = json.JSONDecoder(object_pairs_hook=_to_object, parse_constant=_null)


def clusters_of_records(
    records: Iterable[tuple[str, str, object]], fields: Mapping[str, str]
) -> Iterator[Cluster]:
    """Yield the clusters of records; each record has its number and its source for messages.

    The first record decides whether all are documents. Documents come at the end, as one cluster
    with an empty id, or as one cluster for each value of the field `cluster`. They are read as rows
    of a table: what is no text or number is missing, and of ids that are the same, later ones are
    renamed, with a warning of the cluster.

    Raises:
        InputError: A record is neither a document nor a cluster, or is not valid, or no record has
            the key of a given field.
    """
    groups: dict[str, list[Document]] = {}
    first: tuple[str, dict[str, Any]] | None = None
    found: set[str] = set()
    are_documents = None
    for number, where, value in records:
        record = _check_object(value, where=where)
        if are_documents is None:
            are_documents = "text" in fields or _is_document(record)
        if not are_documents:
            yield cluster_of(record, where=where, number=number)
            continue
        first = first or (where, record)
        columns = find_columns(record, fields, where=where, optional=_OPTIONAL)
        found |= columns.keys()
        renamed = {**_rename(record, columns), "pages": record.get("pages")}
        document = _document(renamed, number, where=where)
        group = cell_text(record.get(columns.get("cluster", "")))
        groups.setdefault(group, []).append(document)
    if first is not None:
        missing = {field: name for field, name in fields.items() if field not in found}
        find_columns(first[1], missing, where=first[0])
    for name, documents in groups.items():
        yield cluster_of_rows(name, documents)


def _rename(record: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """Return a record with the names of fields as keys, without lists, objects and truth values.

    A key may only happen to have a usual name: `"published": true`.
    """
    return {
        field: record[column]
        for field, column in columns.items()
        if field == "text" or not isinstance(record[column], dict | list | bool)
    }


def _is_document(record: Mapping[str, Any]) -> bool:
    return not record.keys() & {"documents", "document"} and "text" in find_columns(
        record, NO_FIELDS, where=""
    )


def _documents(records: object, key: str, *, where: str) -> tuple[Document, ...]:
    """Return the documents in the list of a record under a key."""
    if not isinstance(records, list):
        raise InputError(f"`{key}` is not a list", source=where)
    sources: dict[str, str] = {}
    documents = []
    for number, record in enumerate(records, start=1):
        source = f"{where}, {'known ' if key == 'known' else ''}document {number}"
        document = _document(record, str(number), where=source)
        _claim_id(document.id, sources, where=source)
        documents.append(document)
    return tuple(documents)


def _document(record: object, default_id: str, *, where: str) -> Document:
    if isinstance(record, str):
        return Document(default_id, record)
    if not isinstance(record, dict):
        raise InputError("a document is an object with `id` and `text`", source=where)
    if not isinstance(record.get("text"), str):
        raise InputError(f"`text` is {_kind(record, 'text')}, not a string", source=where)
    title, date, url, site = (_metadata(record, key, where=where) for key in METADATA)
    pages = record.get("pages")
    if not isinstance(pages, list) or not all(type(start) is int for start in pages):
        pages = []
    if not are_offsets(pages, record["text"]):
        shown = printable(brief_repr(pages))
        raise InputError(f"`pages` must be rising offsets in `text`, not {shown}", source=where)
    name = _id(record, default_id)
    return Document(name, record["text"], title, date, url, site, pages=tuple(pages))


def _claim_id(document_id: str, sources: dict[str, str], *, where: str) -> None:
    """Add an id and its source to those of a cluster; raise InputError if it is there already."""
    if document_id in sources:
        taken = f"is taken already by {sources[document_id]}"
        raise InputError(f"the document id {brief_repr(document_id)} {taken}", source=where)
    sources[document_id] = where


def _texts(value: object, subject: str, *, where: str) -> tuple[str, ...]:
    """Return a text or a list of texts; the subject begins the message if it is neither."""
    if value is None:
        return ()
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise InputError(f"{subject} not a list of strings", source=where)
    return tuple(texts)


def _query(record: Mapping[str, Any], *, where: str) -> str | None:
    value = record.get("query")
    if not isinstance(value, str | None):
        raise InputError(f"`query` is {_kind(record, 'query')}, not a string", source=where)
    return (value or "").strip() or None


def _passages(items: object, documents: Sequence[Document], *, where: str) -> tuple[Citation, ...]:
    """Return the passages that a list names: ids of whole documents, or addresses."""
    if not isinstance(items, list):
        raise InputError("`relevant` is not a list", source=where)
    lengths = {document.id: len(document.text) for document in documents}
    return tuple(
        _passage(item, lengths, where=f"{where}, relevant {number}")
        for number, item in enumerate(items, start=1)
    )


def _passage(item: object, lengths: Mapping[str, int], *, where: str) -> Citation:
    record = item if isinstance(item, dict) else {"document": item}
    name = _id({"id": record.get("document")}, "")
    if not name:
        raise InputError("not the id of a document, nor an object with `document`", source=where)
    if name not in lengths:
        raise InputError(f"no document has the id {brief_repr(name)}", source=where)
    start, end = record.get("start", 0), record.get("end", lengths[name])
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= lengths[name]:
        reason = f"`start` and `end` must be ascending offsets from 0 to {lengths[name]}"
        raise InputError(reason, source=where)
    return Citation(name, start, end)


def _id(record: Mapping[str, Any], default: str) -> str:
    value = record.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return default
    return str(value) or default


def _metadata(record: Mapping[str, Any], key: str, *, where: str) -> str | None:
    value = record.get(key)
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise InputError(f"`{key}` is {_kind(record, key)}, not a string", source=where)


def _kind(record: Mapping[str, Any], key: str) -> str:
    """Return the name of the kind of a record's value, for messages."""
    if key not in record:
        return "missing"
    return {dict: "an object", list: "a list", type(None): "null"}.get(
        type(record[key]), json.dumps(record[key])
    )
