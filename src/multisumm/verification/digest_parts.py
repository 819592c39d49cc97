"""A digest as JSON -> the summaries of its subjects, as records whose quotes can be looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from multisumm.errors import InputError
from multisumm.model import DIGEST_SCHEMA
from multisumm.verification.findings import Difference, changed_field
from multisumm.verification.quotes import Quote, objects_of, quote_in, quotes_of

_Place = tuple[str, int, int]


def subjects_of(record: Mapping[str, Any]) -> dict[int, Mapping[str, Any]] | None:
    """Return the number of each subject of a digest, from 1 -> the record of its summary.

    None if the record says that it is something else. The headline of a subject takes the place of
    that of its summary.

    Raises:
        InputError: The digest has no subjects, or one without a summary.
    """
    if record.get("schema") != DIGEST_SCHEMA:
        return None
    subjects: dict[int, Mapping[str, Any]] = {}
    for number, subject in enumerate(objects_of(record, "subjects", "the digest"), start=1):
        summary = subject.get("summary")
        if not isinstance(summary, Mapping):
            raise InputError(f"subject {number}: `summary` is not an object")
        subjects[number] = {**summary, "headline": subject.get("headline")}
    if not subjects:
        raise InputError("there is no subject in the digest")
    return subjects


def quotes_of_subjects(
    record: Mapping[str, Any], subjects: Mapping[int, Mapping[str, Any]]
) -> Iterator[Quote]:
    """Yield the quotes of each subject: those of its summary, then those that are listed alone.

    Args:
        record: The digest.
        subjects: Its subjects, as `subjects_of` returns them.

    Raises:
        InputError: As for `quotes_of`; the error names the subject.
    """
    for number, summary in subjects.items():
        try:
            quotes = [*quotes_of(summary)]
        except InputError as error:
            raise InputError(f"subject {number}: {error.reason}") from None
        told = {(quote.citation, quote.text) for quote in quotes}
        disputes = dict.fromkeys(_quotes_of_disputes(record["subjects"][number - 1], number))
        quotes += (quote for quote in disputes if (quote.citation, quote.text) not in told)
        yield from (replace(quote, subject=number) for quote in quotes)


def _quotes_of_disputes(subject: Mapping[str, Any], number: int) -> Iterator[Quote]:
    for count, dispute in enumerate(objects_of(subject, "disputes", f"subject {number}"), start=1):
        for side in ("here", "there"):
            quote = dispute.get(side)
            name = f"subject {number}, dispute {count}, `{side}`"
            if not isinstance(quote, Mapping):
                raise InputError(f"{name} is not an object")
            yield quote_in(quote, count, "dispute", name)


def find_inconsistencies(
    record: Mapping[str, Any], subjects: Mapping[int, Mapping[str, Any]]
) -> Iterator[Difference]:
    """Yield what a digest says of a subject and its own summary does not.

    That is a headline, if the summary has another one, the number of families, and a dispute of two
    quotes that are nowhere in the summary said to differ.

    Args:
        record: The digest.
        subjects: Its subjects, as `subjects_of` returns them; `quotes_of_subjects` accepts them.
    """
    for number, summary in subjects.items():
        subject = record["subjects"][number - 1]
        headline = subject["summary"].get("headline", summary["headline"])
        families = len(
            {one.get("family") for one in summary["documents"] if not one.get("off_subject")}
        )
        found = [
            changed_field(item, field, stated, expected)
            for item, field, stated, expected in (
                ("headline", "headline", summary["headline"], headline),
                ("subject", "families", subject.get("families"), families),
            )
            if stated != expected
        ]
        pairs = set(_differing(summary))
        for count, dispute in enumerate(subject["disputes"], start=1):
            here, there = (dispute[side] for side in ("here", "there"))
            if (_place(here), _place(there)) not in pairs:
                about = dispute.get("differs_in")
                found.append(
                    changed_field("dispute", "relation", about, None, sentence=count, record=there)
                )
        yield from (replace(one, subject=number) for one in found)


def _differing(summary: Mapping[str, Any]) -> Iterator[tuple[_Place, _Place]]:
    """Yield the two addresses of all that a summary says to differ."""
    for sentence in summary["sentences"]:
        for key in ("conflicts", "updates"):
            yield from ((_place(sentence), _place(one)) for one in sentence.get(key, ()))
    for statement in summary.get("disagreements", ()):
        for cell in statement["cells"]:
            yield _place(cell["against"]), _place(cell)


def _place(quote: Mapping[str, Any]) -> _Place:
    return quote["document"], quote["start"], quote["end"]
