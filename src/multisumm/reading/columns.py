"""Which column of a table, or key of a record, holds what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from multisumm.errors import InputError, OptionError
from multisumm.messages import brief_repr, printable

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "doc_id", "document_id", "docid", "uid", "guid", "key"),
    "text": (
        *("text", "content", "body", "article", "full_text", "fulltext", "article_text"),
        *("document_text", "content_text", "main_text", "maintext", "story", "abstract"),
        *("comment", "review", "review_text", "message", "description"),
    ),
    "title": ("title", "headline", "subject", "heading"),
    "date": (
        *("date", "published", "publication_date", "date_published", "published_at", "pub_date"),
        *("pubdate", "date_publish", "created_at", "created", "timestamp", "year"),
    ),
    "url": ("url", "link", "source_url", "article_url", "address", "uri"),
    "site": ("site", "sitename", "site_name", "source", "publisher", "publication", "outlet"),
}
"""Field of a document -> the usual names of its column; the first that is there counts.

In names, case does not count, and white space, `-` and `_` are the same.
"""

FIELDS = (*NAMES, "cluster")
"""What `--fields` can name; clusters are looked for only then."""


def parse_fields(texts: Iterable[str]) -> dict[str, str]:
    """Return field -> column as `--fields` gives them: `id=Key,text=Body`.

    Raises:
        OptionError: There is no such field, or a part is not `field=column`.
    """
    fields = {}
    for part in (part for text in texts for part in text.split(",")):
        field, separator, column = (piece.strip() for piece in part.partition("="))
        if not separator or not column or field not in FIELDS:
            what = f"--fields: {brief_repr(part)} is not FIELD=COLUMN with a field of"
            raise OptionError(f"{what} {', '.join(FIELDS)}")
        fields[field] = column
    return fields


def check_fields(fields: Iterable[str]) -> None:
    """Raise OptionError if one of these is no field."""
    if unknown := [field for field in fields if field not in FIELDS]:
        raise OptionError(f"{unknown[0]!r} is no field; the fields are {', '.join(FIELDS)}")


def find_columns(
    columns: Iterable[object], fields: Mapping[str, str], *, where: str
) -> dict[str, str]:
    """Return field -> column, for the fields that are given or have a column of a usual name.

    A column that is given is the one of exactly this name, or else the only one whose name differs
    from it only as `NAMES` says.

    Raises:
        InputError: A column that was given is not there, or several could be meant.

    >>> find_columns(["Key", "Body"], {"id": "key"}, where="a.csv")
    {'id': 'Key', 'text': 'Body'}
    """
    names = [name for name in columns if isinstance(name, str)]
    usual: dict[str, str] = {}
    for name in names:
        usual.setdefault(_normalized(name), name)
    found = {}
    for field in FIELDS:
        if field in fields:
            found[field] = _given(fields[field], names, where=where)
            continue
        matching = (usual[name] for name in NAMES.get(field, ()) if name in usual)
        if (column := next(matching, None)) is not None:
            found[field] = column
    return found


def _given(name: str, names: Sequence[str], *, where: str) -> str:
    if name in names:
        return name
    alike = [one for one in names if _normalized(one) == _normalized(name)]
    if len(alike) != 1:
        what = f"several columns could be {name!r}" if alike else f"no column {name!r}"
        raise InputError(f"{where}: {what}; {listed(alike or names)}")
    return alike[0]


def listed(columns: Iterable[str]) -> str:
    """Return the names of columns for a message."""
    names = [*columns]
    shortened = [printable(" ".join(name.split())[:40]) or "''" for name in names[:30]]
    more = f" and {len(names) - 30} more" if len(names) > 30 else ""
    return f"the columns are: {', '.join(shortened)}{more}" if names else "there are no columns"


def _normalized(name: str) -> str:
    return "_".join(name.replace("-", " ").replace("_", " ").casefold().split())
