"""From a pile of documents to a digest: groups, each with a headline and a summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np

from multisumm._version import __version__
from multisumm.errors import EmptyQuery, NothingDated, NothingNew, NothingToSummarize, OptionError
from multisumm.focus.known import Known, known_documents
from multisumm.grouping.dates import find_days
from multisumm.messages import plural, printable
from multisumm.model import DigestSubject, Document, DocumentGroup, Documents
from multisumm.options import DIGEST_OPTIONS, MethodName, OrderName, check_value
from multisumm.pipeline.grouping import group
from multisumm.pipeline.summarizing import check_order, summarize
from multisumm.subjects.headline import choose_headline
from multisumm.summary import Digest, Summary


def digest(
    documents: Documents,
    *,
    subjects: int = 10,
    min_sources: int = 2,
    words: int = 60,
    query: str | None = None,
    known: Known | None = None,
    method: MethodName = "coverage",
    order: OrderName = "reading",
    timeline: bool = False,
    language: str = "auto",
    window: float | None = None,
    across_languages: bool = False,
    keep_noise: bool = False,
) -> Digest:
    """Return the subjects of a pile of documents, each with a headline and a summary.

    First comes what most independent families of documents tell, then what has the newest document.
    The headline is the title of a source that has most in common with the subject, or else the
    first sentence of its summary; so it is a quote, too. The order of the documents changes
    nothing.

    Args:
        documents: Documents or strings; strings get the ids "1", "2", ... by their position.
        subjects: Number of subjects shown at most; the others are counted.
        min_sources: Number of independent families that a subject needs to be shown. Documents of
            other subjects are `alone`.
        words: Limit of each summary in words, as for `summarize`.
        query: What the digest is about: only subjects with something relevant to it are shown, and
            only what is relevant is quoted.
        known: What the reader knows, as for `summarize`: subjects of which nothing is new are left
            out and counted.
        method: How sentences are chosen, as for `summarize`.
        order: How the chosen sentences of each subject are ordered, as for `summarize`.
        timeline: Whether each summary is a timeline, as for `summarize`. A subject in which nothing
            has a date is left out, and a warning names it.
        language: ISO 639-1 code of all documents; `auto` or `mul` to recognise that of each.
        window: Days beyond which documents do not join directly, as for `group`.
        across_languages: Whether documents in different languages may be of one subject.
        keep_noise: Whether menus, teasers, captions and the like may be quoted, too.

    Raises:
        OptionError: An option has a wrong type or an impossible value.
        InputError: `documents` or `known` holds something else, or two documents have the same id.
        NothingToSummarize: There is no text, no subject with enough sources, or none with something
            that can be quoted or is relevant to the query. `NothingNew`, a kind of it: all of it is
            known. `NothingDated`: there is nothing for a timeline.
    """
    given: dict[str, object] = {
        "subjects": subjects,
        "min_sources": min_sources,
        "words": words,
        "query": query,
        "method": method,
        "order": order,
        "timeline": timeline,
        "language": language,
        "window": window,
        "across_languages": across_languages,
        "keep_noise": keep_noise,
    }
    given = {name: check_value(DIGEST_OPTIONS[name], value) for name, value in given.items()}
    check_order(order, timeline=timeline)
    most, least = int(subjects), int(min_sources)
    known = None if known is None else known_documents(known)
    grouping = group(documents, language=language, window=window, across_languages=across_languages)
    found: list[DigestSubject] = []
    alone: list[Document] = []
    failed: list[tuple[str, NothingToSummarize | EmptyQuery]] = []
    candidates = [(one, _day_numbers(one)) for one in grouping if one.families >= least]
    ordered = iter(sorted(candidates, key=_by_families))
    for one, days in ordered:
        try:
            summary = summarize(
                one.documents,
                words=words,
                query=query,
                known=known,
                method=method,
                order=order,
                timeline=timeline,
                language=language,
                keep_noise=keep_noise,
            )
        except (NothingToSummarize, EmptyQuery) as error:
            failed.append((one.id, error))
            continue
        subject = _subject_of(one, days, summary)
        if subject.families < least:
            alone += one.documents
            continue
        found.append(subject)
        if len(found) == most:
            break
    further = sum(1 for _ in ordered)
    if not found:
        raise _why_empty([error for _, error in failed], least, query)
    alone += [document for one in grouping if one.families < least for document in one.documents]
    nothing_new = sum(isinstance(error, NothingNew) for _, error in failed)
    off_query = sum(_is_off_query(error, query) for _, error in failed)
    told = [
        (name, error)
        for name, error in failed
        if not isinstance(error, NothingNew) and not _is_off_query(error, query)
    ]
    return Digest(
        subjects=tuple(sorted(found, key=_by_weight)),
        settings=_settings(given),
        alone=tuple(alone),
        further=further,
        nothing_new=nothing_new,
        off_query=off_query,
        warnings=(
            *grouping.warnings,
            *(f"{printable(one.id)}: {line}" for one in found for line in one.summary.warnings),
            *(f"{printable(name)}: {error}" for name, error in told),
        ),
    )


def _settings(given: Mapping[str, object]) -> dict[str, object]:
    """Return the settings of a digest: all options that are given, and whether it has timelines."""
    told = {
        name: value
        for name, value in given.items()
        if value is not None and (value or name != "timeline")
    }
    return {"version": __version__, **told}


def _is_off_query(error: NothingToSummarize | EmptyQuery, query: str | None) -> bool:
    """Return whether a subject is left out because nothing in it is relevant to the query."""
    return query is not None and not isinstance(error, NothingNew | NothingDated)


def _subject_of(one: DocumentGroup, days: Sequence[int], summary: Summary) -> DigestSubject:
    """Return a group, given its days, as a subject; its disagreements are searched for once."""
    last = max(days)
    newest = [each.id for each, day in zip(one.documents, days, strict=True) if day == last]
    disagreements = summary.disagreements
    return DigestSubject(
        id=one.id,
        headline=choose_headline(one.documents, summary, newest=newest, without=one.several),
        summary=replace(summary, find_disagreements=partial(tuple, disagreements)),
        families=len({source.family for source in summary.documents if not source.off_subject}),
        day=date.fromordinal(last).isoformat() if last else None,
    )


def _day_numbers(one: DocumentGroup) -> list[int]:
    """Return the day of each document as a number, 0 if it is not known."""
    return [0 if np.isnan(day) else int(day) for day in find_days(one.documents)[0]]


def _by_families(dated: tuple[DocumentGroup, Sequence[int]]) -> tuple[int, int, int, str]:
    one, days = dated
    return -one.families, -max(days), -len(one.documents), one.id


def _by_weight(subject: DigestSubject) -> tuple[int, int, int, str]:
    day = date.fromisoformat(subject.day).toordinal() if subject.day else 0
    return -subject.families, -day, -len(subject.summary.documents), subject.id


def _why_empty(
    failed: Sequence[NothingToSummarize | EmptyQuery], least: int, query: str | None
) -> NothingToSummarize | OptionError:
    """Return the error for a digest without a subject."""
    if not failed:
        return NothingToSummarize(
            f"nothing to summarize: no subject with {plural(least, 'independent source')}"
            " (--min-sources 1 shows every document)"
            if least > 1
            else "nothing to summarize: no subject"
        )
    if undated := [error for error in failed if isinstance(error, NothingDated)]:
        return undated[0]
    if any(isinstance(error, NothingNew) for error in failed):
        return NothingNew("nothing new: all that the subjects say is known already")
    if all(isinstance(error, EmptyQuery) for error in failed) or query is None:
        return failed[0]
    return NothingToSummarize("nothing to summarize: no subject is relevant to the query")
