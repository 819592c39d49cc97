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
from multisumm.model import Cluster, Document
from multisumm.reading.columns import find_columns, listed
from multisumm.reading.content import Clusters, Payload, with_distinct_ids
from multisumm.reading.decoding import decode
from multisumm.reading.file_bytes import check_size
from multisumm.reading.formats.extras import explained, load
from multisumm.reading.records import multi_news_documents

DELIMITERS = ",;\t|"
"""What may stand between the columns of a CSV file; the most frequent in its first line does."""

LABELS = ("title", "date", "url", "site")

_SEPARATOR = re.compile(r"sep=([^\w\s\"]|\t)", re.IGNORECASE)
_BATCH = 1000

Row = Mapping[str, object]


def read_csv(payload: Payload, *, delimiter: str | None = None) -> Clusters:
    """Return what is in a CSV file with names in its first line: a document a row.

    Blank lines do not count, and a line `sep=;` above the names has what stands between columns.
    The text is the cell's. Columns `document` and `summary`, without one for texts, are those of
    Multi-News, with a cluster a row. Rows without an id are called by their numbers, from 1; rows
    of one cluster with one id are `ID`, `ID (2)` and so on. Cells behind the last column are not
    read. Notes count the rows of which either is true.

    Raises:
        InputError: No column has texts (the message lists them), or a quote is never closed.
    """
    text, notes = decode(payload.data, payload.name, declared=payload.charset)
    if csv.field_size_limit() < len(text):
        csv.field_size_limit(len(text))  # only ever raised: what others have set still holds
    first = re.split(r"[\r\n]", text.lstrip("\r\n "), maxsplit=1)[0]
    told = _SEPARATOR.fullmatch(first)
    separator = told[1] if told else delimiter or max(DELIMITERS, key=first.count)
    rows = _csv_rows(text, separator, payload.name)
    too_long = 0

    def records() -> Iterator[Row]:
        nonlocal too_long
        for row in rows:
            if any(row):
                too_long += any(cell.strip() for cell in row[len(names) :])
                yield dict(zip(names, row, strict=False))

    with explained(payload.name, "table"):
        head = (row for row in rows if any(cell.strip() for cell in row))
        if told:
            next(head)
        names = [name.strip() for name in next(head, [])]
        clusters, more = _clusters(names, records(), payload)
    notes += more
    if too_long:
        has, them = ("has", "it") if too_long == 1 else ("have", "them")
        what = f"{plural(too_long, 'row')} {has} more cells than columns"
        notes += (f"{what}; the rest of {them} is not read",)
    return Clusters(clusters, notes)


def _csv_rows(text: str, separator: str, name: str) -> Iterator[list[str]]:
    """Yield the rows; a row that only the end of the file ends has a quote that nothing closes."""
    ended = False

    def lines() -> Iterator[str]:
        nonlocal ended
        yield from StringIO(text, newline="")
        ended = True

    rows = csv.reader(lines(), delimiter=separator)
    line = 1
    for row in rows:
        if ended:
            what = "a quote is opened in the row that begins here, and never closed"
            raise InputError(f"{printable(name)}, line {line}: {what}")
        yield row
        line = rows.line_num + 1


def read_tsv(payload: Payload) -> Clusters:
    """Return the same of a file with tabs between the columns."""
    return read_csv(payload, delimiter="\t")


def read_parquet(payload: Payload) -> Clusters:
    """Return the same of a Parquet file.

    Raises:
        InputError: As for CSV; or it is damaged, or unpacks to too much, or pyarrow is missing.
    """
    parquet = load("pyarrow.parquet", extra="parquet", name=payload.name)
    with explained(payload.name, "Parquet file"):
        file = parquet.ParquetFile(BytesIO(payload.data))
        groups = range(file.metadata.num_row_groups)
        size = sum(file.metadata.row_group(group).total_byte_size for group in groups)
        check_size(size, payload.name, max_bytes=payload.max_bytes)
        names = [str(name) for name in file.schema_arrow.names]
        wanted = sorted({*_columns(names, payload).values()})
        # Values that the file holds once are not multiplied before they are counted.
        texts = [name for name in wanted if _is_text(file.schema_arrow.field(name).type)]
        file = parquet.ParquetFile(BytesIO(payload.data), read_dictionary=texts)
        return _clusters(names, _parquet_rows(file, wanted, payload), payload)


def _parquet_rows(file: Any, columns: Sequence[str], payload: Payload) -> Iterator[Row]:
    compute = load("pyarrow.compute", extra="parquet", name=payload.name)
    size = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
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
            what = f"{printable(payload.name)}: no column with texts; {listed(names)}"
            raise InputError(f"{what}; name one with --fields text=COLUMN")
        return columns
    both = {name: name for name in ("document", "summary") if name in names}
    return {**both, **({"id": columns["id"]} if "id" in columns else {})}


def _clusters(names: Sequence[str], rows: Iterable[Row], payload: Payload) -> Clusters:
    for name, times in Counter(names).items():
        if name and times > 1:
            raise InputError(
                f"{printable(payload.name)}: {printable(name)!r} names several columns"
            )
    columns = _columns(names, payload)
    if "document" in columns:
        return Clusters([_published(row, columns, str(n)) for n, row in enumerate(rows, start=1)])
    found: dict[str, list[Document]] = {}
    for number, row in enumerate(rows, start=1):
        cell = {field: cell_text(row.get(column)) for field, column in columns.items()}
        title, date, url, site = (cell.get(field) or None for field in LABELS)
        name = cell.get("id") or str(number)
        document = Document(name, cell["text"], title, date, url, site)
        found.setdefault(cell.get("cluster") or "", []).append(document)
    again = sum(len(rows) - len({one.id for one in rows}) for rows in found.values())
    has = "1 row has" if again == 1 else f"{again} rows have"
    notes = (f"{has} the id of an earlier one; called ID (2) and so on",) if again else ()
    return Clusters(
        [Cluster(name, with_distinct_ids(documents)) for name, documents in found.items()], notes
    )


def _published(row: Row, columns: Mapping[str, str], number: str) -> Cluster:
    documents = multi_news_documents(cell_text(row.get("document")))
    summary = cell_text(row.get("summary"))
    name = cell_text(row.get(columns.get("id", ""))) or number
    return Cluster(name, documents, (summary,) if summary else ())


def cell_text(value: object) -> str:
    """Return a cell as text: nothing for null and NaN, days without their midnight in ISO 8601."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime.datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
