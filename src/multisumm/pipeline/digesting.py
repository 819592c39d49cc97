"""From a pile of documents to a digest: groups, each with a headline and a summary."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, cast

from multisumm._version import __version__
from multisumm.errors import (
    EmptyQuery,
    MultisummError,
    NothingDated,
    NothingNew,
    NothingToSummarize,
)
from multisumm.focus.known import Known, known_documents
from multisumm.messages import plural, printable
from multisumm.model import DigestSubject, Document, DocumentGroup, Documents, Headline
from multisumm.options import DIGEST_OPTIONS, MethodName, OrderName, check_value
from multisumm.pipeline.gathering import OfPile
from multisumm.pipeline.grouping import group
from multisumm.pipeline.summarizing import Asked, check_order, summarize_subject
from multisumm.summary import Digest, Grouping, Summary
from multisumm.text.days import day_number, find_days

_OF_EACH_SUMMARY = ("words", "query", "method", "order", "timeline", "language", "keep_noise")
_OF_GROUPING = ("language", "window", "across_languages")
"""Options of a digest that are those of its summaries, and of its grouping."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A group of documents that may become a subject of a digest.

    Attributes:
        group: The group, without its neighbours.
        days: Day of each of its documents in ISO 8601, None if it is not known.
    """

    group: DocumentGroup
    days: tuple[str | None, ...]

    @property
    def day(self) -> str | None:
        """The day of the newest document."""
        return max(filter(None, self.days), default=None)


Outcome = DigestSubject | MultisummError
"""What became of a candidate: a subject, or why it is none."""

WatchSubjects = Callable[[int, int], None]
"""A function that is told which subject is made, from 1, and of how many at most."""

MakeSubjects = Callable[[Sequence[Candidate], Mapping[str, Any]], Generator[Outcome, None, None]]
"""A function from candidates and the options of a digest to what becomes of each, in their order.

It is closed when enough subjects are found."""


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
    heard = None if known is None else known_documents(known)
    return digest_by(partial(one_after_the_other, known=heard), documents, given)


def digest_by(
    make_subjects: MakeSubjects,
    documents: Documents,
    options: Mapping[str, Any],
    *,
    watch: WatchSubjects | None = None,
) -> Digest:
    """Return the digest of a pile whose subjects are made by a function.

    Args:
        make_subjects: What becomes of each group.
        documents: As for `digest`.
        options: The other arguments of `digest`, but for `known`.
        watch: Called before each subject is waited for, if anybody is told.

    Raises:
        MultisummError: As for `digest`, or no subject could be made by the function.
        RuntimeError: The function ended early.
    """
    given = {
        name: check_value(option, options[name])
        for name, option in DIGEST_OPTIONS.items()
        if name != "known"
    }
    check_order(str(given["order"]), timeline=bool(given["timeline"]))
    grouping = group(documents, **{name: options[name] for name in _OF_GROUPING})
    candidates = _candidates(grouping, int(options["min_sources"]))
    with closing(make_subjects(candidates, given)) as outcomes:
        collected = _collect(candidates, outcomes, given, watch)
    if not collected.found:
        errors = [error for _, error in collected.failed]
        raise _why_empty(errors, int(options["min_sources"]), options["query"])
    return _put_together(grouping, collected, given)


def options_of_summaries(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return those options of a digest on which its summaries depend."""
    return {name: options[name] for name in _OF_EACH_SUMMARY}


def one_after_the_other(
    candidates: Sequence[Candidate],
    options: Mapping[str, Any],
    *,
    known: Sequence[Document] | None,
) -> Generator[Outcome, None, None]:
    """Yield what becomes of each candidate, made here when it is asked for.

    Args:
        candidates: The candidates.
        options: The options of the digest.
        known: What the reader knows.
    """
    yield from (make_subject(one, options, known) for one in candidates)


def make_subject(
    candidate: Candidate, options: Mapping[str, Any], known: Sequence[Document] | None
) -> Outcome:
    """Return a group as a subject with its summary, or why it cannot be one.

    Args:
        candidate: The group.
        options: The options of the digest, or only those of its summaries.
        known: What the reader knows.
    """
    try:
        summary = summarize_subject(
            candidate.group.documents, _asked(options, known), _of_pile(candidate)
        )
    except (NothingToSummarize, EmptyQuery) as error:
        return error
    return _subject_of(candidate, summary)


def _asked(options: Mapping[str, Any], known: Sequence[Document] | None) -> Asked:
    given = options_of_summaries(options)
    return Asked(amounts={"words": given.pop("words")}, known=known, **given)


def _of_pile(candidate: Candidate) -> OfPile:
    """Return the days of a group's documents, and that one with several subjects names none."""
    days = {i: day for i, day in enumerate(candidate.days) if day is not None}
    return OfPile(days, candidate.group.several.keys())


def _candidates(grouping: Grouping, least: int) -> list[Candidate]:
    """Return the groups with enough families: most families first, then the newest."""
    pile = [document for one in grouping for document in one.documents]
    days = {pile[i].id: day for i, day in find_days(pile).days.items()}
    candidates = [
        Candidate(replace(one, neighbours=()), tuple(days.get(each.id) for each in one.documents))
        for one in grouping
        if one.families >= least
    ]
    return sorted(candidates, key=_by_families)


class _Collected(NamedTuple):
    """What became of the candidates: subjects, those without enough families, why others are none.

    The last field is the number of candidates that were not needed.
    """

    found: list[DigestSubject]
    alone: list[DocumentGroup]
    failed: list[tuple[str, MultisummError]]
    further: int


def _collect(
    candidates: Sequence[Candidate],
    outcomes: Generator[Outcome, None, None],
    options: Mapping[str, Any],
    watch: WatchSubjects | None,
) -> _Collected:
    """Take what becomes of the candidates until there are enough subjects."""
    found: list[DigestSubject] = []
    alone: list[DocumentGroup] = []
    failed: list[tuple[str, MultisummError]] = []
    done = 0
    wanted = min(options["subjects"], len(candidates))
    for candidate in candidates:
        if watch is not None:
            watch(len(found) + 1, wanted)
        outcome = next(outcomes, None)
        if outcome is None:
            raise RuntimeError(f"make_subjects ended before it told of {candidate.group.id}")
        done += 1
        if isinstance(outcome, MultisummError):
            failed.append((candidate.group.id, outcome))
        elif outcome.families < options["min_sources"]:
            alone.append(candidate.group)
        else:
            found.append(outcome)
            if len(found) == options["subjects"]:
                break
    return _Collected(found, alone, failed, len(candidates) - done)


def _put_together(grouping: Grouping, collected: _Collected, options: Mapping[str, Any]) -> Digest:
    """Return the digest of the subjects that were found."""
    query = options["query"]
    few = [one for one in grouping if one.families < options["min_sources"]]
    told = [
        (name, error)
        for name, error in collected.failed
        if not isinstance(error, NothingNew) and not _is_off_query(error, query)
    ]
    return Digest(
        subjects=tuple(sorted(collected.found, key=_by_weight)),
        settings=_settings(options),
        alone=tuple(document for one in (*collected.alone, *few) for document in one.documents),
        further=collected.further,
        nothing_new=sum(isinstance(error, NothingNew) for _, error in collected.failed),
        off_query=sum(_is_off_query(error, query) for _, error in collected.failed),
        warnings=(
            *grouping.warnings,
            *(
                f"{printable(one.id)}: {line}"
                for one in collected.found
                for line in one.summary.warnings
            ),
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


def _is_off_query(error: MultisummError, query: str | None) -> bool:
    """Return whether a subject is left out because nothing in it is relevant to the query."""
    about = isinstance(error, NothingToSummarize | EmptyQuery)
    return query is not None and about and not isinstance(error, NothingNew | NothingDated)


def _subject_of(candidate: Candidate, summary: Summary) -> DigestSubject:
    """Return a candidate as a subject; its disagreements are searched for once."""
    return DigestSubject(
        id=candidate.group.id,
        headline=cast(Headline, summary.headline),  # that which is made has one
        summary=replace(summary, find_disagreements=partial(tuple, summary.disagreements)),
        families=len({source.family for source in summary.documents if not source.off_subject}),
        day=candidate.day,
    )


def _by_families(candidate: Candidate) -> tuple[int, int, int, str]:
    one = candidate.group
    return -one.families, -_number_of(candidate.day), -len(one.documents), one.id


def _by_weight(subject: DigestSubject) -> tuple[int, int, int, str]:
    day = _number_of(subject.day)
    return -subject.families, -day, -len(subject.summary.documents), subject.id


def _number_of(day: str | None) -> int:
    return 0 if day is None else day_number(day)


def _why_empty(failed: Sequence[MultisummError], least: int, query: str | None) -> MultisummError:
    """Return the error for a digest without a subject."""
    if not failed:
        return NothingToSummarize(
            f"nothing to summarize: no subject with {plural(least, 'independent source')}"
            " (option `min_sources` 1 shows every document)"
            if least > 1
            else "nothing to summarize: no subject"
        )
    unmade = [one for one in failed if not isinstance(one, NothingToSummarize | EmptyQuery)]
    if unmade:
        return unmade[0]
    if undated := [error for error in failed if isinstance(error, NothingDated)]:
        return undated[0]
    if any(isinstance(error, NothingNew) for error in failed):
        return NothingNew("nothing new: all that the subjects say is known already")
    if all(isinstance(error, EmptyQuery) for error in failed) or query is None:
        return failed[0]
    return NothingToSummarize("nothing to summarize: no subject is relevant to the query")
