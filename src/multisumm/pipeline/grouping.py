"""From a pile of documents to groups, each about one subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from sys import getsizeof

from multisumm.documents import cleaned_documents, with_distinct_ids
from multisumm.errors import InputError
from multisumm.grouping.group import group_documents
from multisumm.grouping.memory import check_memory
from multisumm.messages import brief_repr, first_names, is_iterable, must_be, plural, printable
from multisumm.model import Cluster, Document, Documents
from multisumm.options import GROUP_OPTIONS, check_value
from multisumm.summary import Grouping
from multisumm.text.days import days_as_numbers, find_days
from multisumm.text.languages import SEVERAL, check_language


def group(
    documents: Documents,
    *,
    language: str = "auto",
    window: float | None = None,
    across_languages: bool = False,
    add: Iterable[Cluster] = (),
) -> Grouping:
    """Return the documents of a pile as groups, each about one subject; many hold one document.

    The order of the documents changes nothing. Documents that share most of their text count once.
    A document with several subjects, like a live blog or a digest, stays where most of it belongs;
    it is marked, and a warning names it.

    Args:
        documents: Documents or strings; strings get the ids "1", "2", ... by their position.
        language: ISO 639-1 code of all documents; `auto` or `mul` to recognise that of each.
        window: Days, at least 0. Documents further apart do not join directly, only through others
            between them. None is no limit. Documents without a date are not affected.
        across_languages: Whether documents in different languages may be in one group. They are
            then compared by the names, numbers and words that are written the same.
        add: Groups that are there already. They stay as they are: the documents join them, or make
            groups of their own. A document that is in one of them with the same text is not added;
            one with the id of another text there gets an id of its own, like `a.txt (2)`.

    Raises:
        OptionError: An option has a wrong type or an impossible value.
        InputError: `documents` or `add` holds something else, or two documents or two groups have
            the same id; or the pile does not fit memory.
        NothingToSummarize: There is no text.
    """
    given = {"language": language, "window": window, "across_languages": across_languages}
    for name, value in given.items():
        check_value(GROUP_OPTIONS[name], value)
    code = language if language == "auto" else check_language(language)
    new, warnings = cleaned_documents(documents)
    earlier, renamed = _documents_of_groups(add)
    known = {one.id: one.text for _, one in earlier}
    new = _with_own_ids(new, known)
    added = [document for document in new if document.id not in known]
    pile = [*(one for _, one in earlier), *added]
    texts = [document.text for document in pile]
    check_memory(len(pile), sum(map(len, texts)), text_bytes=sum(map(getsizeof, texts)))
    found = find_days(pile)
    notes = [*renamed, *found.unclear, *found.doubted]
    groups = group_documents(
        pile,
        days_as_numbers(found.days, len(pile)),
        language="auto" if code == SEVERAL else code,
        window=window,
        across_languages=across_languages,
        given=[*(name for name, _ in earlier), *(None for _ in added)],
    )
    if len(added) < len(new):
        notes.append(
            f"{plural(len(new) - len(added), 'document')} in the groups already; kept once"
        )
    empty = [printable(name) for one in groups for name in one.about_nothing]
    if empty:
        notes.append(f"about nothing, so alone: {first_names(empty)}")
    for one in groups:
        for name, subjects in one.several.items():
            named = first_names([printable(subject) for subject in subjects])
            notes.append(f"{printable(name)}: it has several subjects: {named}")
    return Grouping(tuple(groups), (*warnings, *notes))


def _with_own_ids(documents: Sequence[Document], known: Mapping[str, str]) -> tuple[Document, ...]:
    """Return documents under ids that are not those of other texts: `a.txt (2)` beside `a.txt`.

    Args:
        documents: The new documents.
        known: Id of each document that is there -> its text.
    """
    taken = {document.id for document in documents}.difference(known)

    def is_own(name: str, text: str) -> bool:
        return known[name] == text if name in known else name not in taken

    return tuple(
        replace(one, id=next(name for name in _further_ids(one.id) if is_own(name, one.text)))
        if known.get(one.id, one.text) != one.text
        else one
        for one in documents
    )


def _further_ids(name: str) -> Iterator[str]:
    """Yield `a.txt (2)`, `a.txt (3)` and so on."""
    return (f"{name} ({number})" for number in count(2))


def _documents_of_groups(add: object) -> tuple[list[tuple[str, Document]], list[str]]:
    """Return the documents with text of groups that are there already, each with its group's id.

    An id that documents of several groups have is kept by the first. Warnings say of how many it is
    so.
    """
    if isinstance(add, str | bytes | Mapping) or not is_iterable(add):
        raise InputError(must_be("add", "a list of clusters", add))
    groups: dict[str, list[Document]] = {}
    for cluster in add:
        if not isinstance(cluster, Cluster):
            raise InputError(must_be("add", "a list of clusters", cluster))
        if cluster.id in groups:
            raise InputError(f"two groups that are added to have the id {brief_repr(cluster.id)}")
        has_text = any(document.text.strip() for document in cluster.documents)
        groups[cluster.id] = [*cleaned_documents(cluster.documents).documents] if has_text else []
    given = [document for own in groups.values() for document in own]
    distinct = iter(with_distinct_ids(given))
    found = [(name, next(distinct)) for name, own in groups.items() for _ in own]
    number = sum(one.id != old.id for (_, one), old in zip(found, given, strict=True))
    have = f"{plural(number, 'document')} {'has' if number == 1 else 'have'}"
    told = [f"{have} the id of one in an earlier group; renamed to ID (2) and so on"]
    return found, told if number else []
