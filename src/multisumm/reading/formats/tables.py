"""CSV, TSV and Parquet: a document a row, or a cluster a row as in Multi-News."""

from __future__ import annotations

import csv
import datetime
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import plural, printable
from multisumm.model import METADATA, Cluster, Document
from multisumm.reading.columns import describe_columns, find_columns
from multisumm.reading.content import Clusters, Payload, cluster_of_rows, with_notes_of
from multisumm.reading.decoding import decode
from multisumm.reading.file_bytes import check_size
from multisumm.reading.formats.extras import damage_as_input_error, import_parser
from multisumm.reading.formats.multinews import split_documents
from multisumm.reading.stated_dates import cell_date

DELIMITERS = ",;\t|"
"""Possible separators of columns; the most frequent one in the first line of a file is used."""

_SEPARATOR = re.compile(r"sep=([^\w\s\"]|\t)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|[\r\n]")
_QUOTED_CELL = re.compile(r'"(?:[^"]|"")*+"')
_BATCH_ROWS = 1000

TableRow = Mapping[str, object]
"""Name of a column -> cell."""


def read_csv(payload: Payload, *, delimiter: str | None = None) -> Clusters:
    """Return the clusters of a CSV file: a document a row; the first line has the names of columns.

    Blank lines are left out. A line `sep=;` above the names sets the separator of columns. The text
    of a document is the text of its cell. In a table without a column for texts, columns `document`
    and `summary` are those of Multi-News, with a cluster a row.

    The id of a row without an id is `tickets.csv row 5`, counted from 1 below the names; rows of
    one cluster with the same id are `ID`, `ID (2)` and so on. Cells behind the last column are not
    read. Notes count the rows with such an id or such cells.

    Raises:
        InputError: No column has texts (the message lists the columns), or a quote is not closed.
    """
    decoded = decode(payload.data, payload.name, declared=payload.charset)
    text = decoded.text
    if csv.field_size_limit() < len(text):
        csv.field_size_limit(len(text))  # it is only raised: limits of other code stay in force
    first = re.split(r"[\r\n]", text.lstrip("\r\n "), maxsplit=1)[0]
    stated = _SEPARATOR.fullmatch(first)
    separator = stated[1] if stated else delimiter or max(DELIMITERS, key=first.count)
    is_quoted = separator != "\t" or not _is_unquoted(text, has_head=bool(stated))
    rows = _csv_rows(text, separator, payload.name, is_quoted=is_quoted)
    too_long = 0

    def records() -> Iterator[TableRow]:
        nonlocal too_long
        for row in rows:
            if any(row):
                too_long += any(cell.strip() for cell in row[len(names) :])
                yield dict(zip(names, row, strict=False))

    with damage_as_input_error(payload.name, "table"):
        head = (row for row in rows if any(cell.strip() for cell in row))
        if stated:
            next(head)
        names = [name.strip() for name in next(head, [])]
        clusters, notes = _clusters(names, records(), payload)
    return Clusters(clusters, (*decoded.notes, *notes, *_note_on_long_rows(too_long)))


def _note_on_long_rows(number: int) -> tuple[str, ...]:
    if not number:
        return ()
    has, them = ("has", "it") if number == 1 else ("have", "them")
    rows = plural(number, "row")
    return (f"{rows} {has} more cells than columns; the rest of {them} is not read",)


def _is_unquoted(text: str, *, has_head: bool) -> bool:
    """Return whether quotation marks in a table with tabs are part of its texts.

    They are if one begins a cell that it does not end, and all lines have as many cells without
    them. A line above the names, which only sets the separator, does not count.
    """
    if '"' not in text:
        return False
    lines = [line.split("\t") for line in _LINE_END.split(text) if line.strip()][has_head:]
    cells = (cell for line in lines for cell in line if cell.startswith('"'))
    is_part_of_text = any(not _QUOTED_CELL.fullmatch(cell) for cell in cells)
    return is_part_of_text and len(set(map(len, lines))) == 1


def _csv_rows(text: str, separator: str, name: str, *, is_quoted: bool) -> Iterator[list[str]]:
    """Yield the rows of a CSV file.

    Raises:
        InputError: A row ends only at the end of the file: a quote in it is not closed.
    """
    at_end = False

    def lines() -> Iterator[str]:
        nonlocal at_end
        yield from StringIO(text, newline="")
        at_end = True

    if is_quoted:
        rows = csv.reader(lines(), delimiter=separator)
    else:
        rows = csv.reader(lines(), delimiter=separator, quoting=csv.QUOTE_NONE)
    line = 1
    for row in rows:
        if at_end:
            reason = "a quote is opened in the row that begins here, and never closed"
            raise InputError(reason, source=f"{printable(name)}, line {line}")
        yield row
        line = rows.line_num + 1


def read_tsv(payload: Payload) -> Clusters:
    """Return the clusters of a file with tabs between the columns, as `read_csv`.

    Quotation marks may be part of its texts: many programs write such a file without quoting.
    """
    return read_csv(payload, delimiter="\t")


def read_parquet(payload: Payload) -> Clusters:
    """Return the clusters of a Parquet file, as `read_csv`.

    Raises:
        InputError: No column has texts, the file is damaged or too large unpacked, or pyarrow is
            not installed.
    """
    parquet = import_parser("pyarrow.parquet", extra="parquet", name=payload.name)
    with damage_as_input_error(payload.name, "Parquet file"):
        file = parquet.ParquetFile(BytesIO(payload.data))
        groups = range(file.metadata.num_row_groups)
        size = sum(file.metadata.row_group(group).total_byte_size for group in groups)
        check_size(size, payload.name, max_bytes=payload.max_bytes)
        names = [str(name) for name in file.schema_arrow.names]
        wanted = sorted({*_columns(names, payload).values()})
        # Values that the file stores once are counted before they are multiplied.
        texts = [name for name in wanted if _is_text(file.schema_arrow.field(name).type)]
        file = parquet.ParquetFile(BytesIO(payload.data), read_dictionary=texts)
        return _clusters(names, _parquet_rows(file, wanted, payload), payload)


def _parquet_rows(file: Any, columns: Sequence[str], payload: Payload) -> Iterator[TableRow]:
    compute = import_parser("pyarrow.compute", extra="parquet", name=payload.name)
    size = 0
    for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=columns):
        for column in batch.columns:
            if hasattr(column, "dictionary"):
                lengths = compute.binary_length(column.dictionary).take(column.indices)
                size += compute.sum(lengths).as_py() or 0
            else:
                size += column.nbytes
        check_size(size, payload.name, max_bytes=payload.max_bytes)
        yield from batch.to_pylist()


def _is_text(kind: Any) -> bool:
    return str(kind) in ("string", "large_string", "binary", "large_binary")


def _columns(names: Sequence[str], payload: Payload) -> dict[str, str]:
    """Return field -> column; the fields `document` and `summary` are those of Multi-News."""
    columns = find_columns(names, payload.fields, where=printable(payload.name))
    if "text" in payload.fields or "document" not in names:
        if "text" not in columns:
            listed = describe_columns(names)
            advice = "name one by option `fields`, as text=COLUMN"
            raise payload.error(f"no column with texts; {listed}; {advice}")
        return columns
    both = {name: name for name in ("document", "summary") if name in names}
    return {**both, **({"id": columns["id"]} if "id" in columns else {})}


def _clusters(names: Sequence[str], rows: Iterable[TableRow], payload: Payload) -> Clusters:
    for name, count in Counter(names).items():
        if name and count > 1:
            raise payload.error(f"{printable(name)!r} names several columns")
    columns = _columns(names, payload)
    if "document" in columns:
        clusters = [_multi_news_cluster(row, columns, str(n)) for n, row in enumerate(rows, 1)]
        return Clusters(clusters)
    groups: dict[str, list[Document]] = {}
    for number, row in enumerate(rows, start=1):
        cell = {field: cell_text(row.get(column)) for field, column in columns.items()}
        title, date, url, site = (cell.get(field) or None for field in METADATA)
        name = cell.get("id") or row_name(payload.name, number)
        document = Document(name, cell["text"], title, date and cell_date(date), url, site)
        groups.setdefault(cell.get("cluster") or "", []).append(document)
    return with_notes_of(cluster_of_rows(name, rows) for name, rows in groups.items())


def row_name(file_name: str, number: int) -> str:
    """Return the id of a row without one.

    >>> row_name("reports/tickets.csv", 5)
    'tickets.csv row 5'
    """
    return f"{file_name.rpartition('/')[2]} row {number}"


def _multi_news_cluster(row: TableRow, columns: Mapping[str, str], number: str) -> Cluster:
    documents = split_documents(cell_text(row.get("document")))
    summary = cell_text(row.get("summary"))
    name = cell_text(row.get(columns.get("id", ""))) or number
    return Cluster(name, documents, (summary,) if summary else ())


def cell_text(value: object) -> str:
    """Return a cell as text: "" for null and NaN, dates in ISO 8601 without a time of midnight."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime.datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
