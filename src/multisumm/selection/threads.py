"""Which documents are the messages of one thread, and in which order they were written."""

from __future__ import annotations

from collections.abc import Mapping, Set

from multisumm.model import Document
from multisumm.text.mail_headers import without_reply_marks


def turns_of_thread(
    documents: Mapping[int, Document], times: Mapping[int, str]
) -> dict[int, int] | None:
    """Return the turn of each message of a thread, from 0; None if the documents are no thread.

    They are one if all have the same subject and some of them answer or forward it (`Re: ...`). The
    earlier message comes first; on one day, or if a time is missing, the one that answers nothing
    and then the earlier in the input.

    Args:
        documents: Number in the input -> document.
        times: Number -> its day or time as a text that sorts; empty or missing if unknown.
    """
    subjects = {number: _subject(document) for number, document in documents.items()}
    answers = {n for n, it in documents.items() if subjects[n] != _folded(it.title)}
    if not answers or len(set(subjects.values())) > 1:
        return None
    known: Set[int] = {n for n in documents if times.get(n)}
    dated = known == documents.keys()
    written = sorted(documents, key=lambda n: (times[n] if dated else "", n in answers, n))
    return {number: turn for turn, number in enumerate(written)}


def _subject(document: Document) -> str:
    title = document.title or ""
    return _folded(without_reply_marks(title, of_mail=document.kind == "mail"))


def _folded(title: str | None) -> str:
    return (title or "").strip().casefold()
