"""Which column of a table, or key of a record, has the text, the id and the other fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from multisumm.errors import InputError, OptionError
from multisumm.messages import (
    MAX_SHOWN_CHARACTERS,
    brief_repr,
    must_be,
    printable,
    unknown_choice,
)

USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "doc_id", "document_id", "docid", "uid", "guid", "key"),
    "text": (
        *("text", "content", "body", "article", "full_text", "fulltext", "article_text"),
        *("document_text", "content_text", "main_text", "maintext", "story", "abstract"),
        *("comment", "review", "review_text", "message", "description"),
    ),
    "title": ("title", "headline", "subject", "heading"),
    "date": (
        *("date", "published", "publication_date", "date_published", "published_at", "pub_date"),
        *("pubdate", "date_publish", "published_on", "published_date", "publish_date", "posted"),
        *("publish_time", "posted_at", "post_date", "date_posted", "article_date", "review_date"),
        *(
            "comment_date",
            "event_date",
            "incident_date",
            "report_date",
            "date_reported",
            "reported",
        ),
        *("date_opened", "opened_date", "opened_at", "opened", "date_received", "received", "sent"),
        *("submitted", "submitted_at", "date_created", "creation_date", "created_date"),
        *(
            "created_at",
            "created_on",
            "created",
            "date_added",
            "date_time",
            "datetime",
            "timestamp",
        ),
        *("updated_at", "updated", "modified", "day", "time", "datum", "fecha", "tarih", "dato"),
        *(
            "päivämäärä",
            "дата",
            "ημερομηνία",
            "التاريخ",
            "תאריך",
            "日期",
            "日付",
            "날짜",
            "दिनांक",
            "year",
        ),
    ),
    "url": ("url", "link", "source_url", "article_url", "address", "uri"),
    "site": ("site", "sitename", "site_name", "source", "publisher", "publication", "outlet"),
}
"""Field of a document -> the usual names of its column; the first one in a table counts.

Case makes no difference in names, and white space, `-` and `_` are the same.
"""

FIELDS = (*USUAL_NAMES, "cluster")
"""The fields that `--fields` can name; a column for `cluster` is used only then."""

NO_FIELDS: Mapping[str, str] = MappingProxyType({})
"""All columns and keys have their usual names."""

MAX_LISTED_COLUMNS = 30


def parse_fields(texts: Iterable[str]) -> dict[str, str]:
    """Return field -> column from the values of `--fields`: `id=Key,text=Body`.

    Raises:
        OptionError: A field is unknown, or a part is not `field=column`.
    """
    fields = {}
    for part in (part for text in texts for part in text.split(",")):
        field, separator, column = (piece.strip() for piece in part.partition("="))
        if not separator or not column:
            raise OptionError(f"fields: {brief_repr(part)} is not FIELD=COLUMN, like text=Body")
        fields[field] = column
    check_fields(fields)
    return fields


def check_fields(fields: object) -> Mapping[str, str]:
    """Return the value if it maps fields to names of columns.

    Raises:
        OptionError: It is not such a mapping, or a field is unknown.
    """
    if not isinstance(fields, Mapping):
        raise OptionError(must_be("fields", "a mapping of fields to columns", fields))
    for field, column in fields.items():
        if field not in FIELDS:
            raise OptionError(unknown_choice("field", field, FIELDS))
        if not isinstance(column, str):
            raise OptionError(must_be(f"the column of {field!r}", "a string", column))
    return fields


def find_columns(
    columns: Iterable[object],
    fields: Mapping[str, str],
    *,
    where: str,
    optional: Collection[str] = (),
) -> dict[str, str]:
    """Return field -> column, for the fields that are given or have a column of a usual name.

    The column of a given field is the one with exactly the given name. Without one, it is the only
    one whose name is the same by the rules of `USUAL_NAMES`.

    Args:
        columns: The names of columns.
        fields: Field -> given name.
        where: The source for messages.
        optional: Fields that may be given without a column of that name.

    Raises:
        InputError: The column of a given field is missing or ambiguous.

    >>> find_columns(["Key", "Body"], {"id": "key"}, where="a.csv")
    {'id': 'Key', 'text': 'Body'}
    """
    names = [name for name in columns if isinstance(name, str)]
    by_normalized: dict[str, str] = {}
    for name in names:
        by_normalized.setdefault(_normalize(name), name)
    column_of: dict[str, str] = {}
    for field in FIELDS:
        if field in fields:
            column = _find_given(fields[field], names, where=where, optional=field in optional)
            column_of |= {} if column is None else {field: column}
            continue
        usual = USUAL_NAMES.get(field, ())
        matching = (by_normalized[name] for name in usual if name in by_normalized)
        if (column := next(matching, None)) is not None:
            column_of[field] = column
    return column_of


def _find_given(name: str, names: Sequence[str], *, where: str, optional: bool) -> str | None:
    if name in names:
        return name
    alike = [other for other in names if _normalize(other) == _normalize(name)]
    if optional and not alike:
        return None
    if len(alike) != 1:
        problem = f"several columns could be {name!r}" if alike else f"no column {name!r}"
        raise InputError(f"{problem}; {describe_columns(alike or names)}", source=where)
    return alike[0]


def describe_columns(columns: Iterable[str]) -> str:
    """Return the names of columns for a message: the first 30, and the number of the others."""
    names = [*columns]
    if not names:
        return "there are no columns"
    shown = [
        printable(" ".join(name.split())[:MAX_SHOWN_CHARACTERS]) or "''"
        for name in names[:MAX_LISTED_COLUMNS]
    ]
    rest = len(names) - len(shown)
    return f"the columns are: {', '.join(shown)}" + (f" and {rest} more" if rest else "")


def _normalize(name: str) -> str:
    return "_".join(name.replace("-", " ").replace("_", " ").casefold().split())
