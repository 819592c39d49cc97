"""What was found when quotes were looked up, as values, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from multisumm.escaping import one_line, safe_json
from multisumm.messages import brief_repr, plural, shortened
from multisumm.model import VERIFICATION_SCHEMA, Citation
from multisumm.verification.quotes import NO_VALUE, Quote
from multisumm.verification.typography import (
    is_look_alike,
    is_retyped,
    show_invisible,
    show_look_alikes,
)

MAX_SHOWN_DIFFERENCES = 5
"""Differences that the text shows for one quote; the rest are counted."""

MAX_SHOWN_VALUE = 300
"""Characters of a value that the text shows; JSON has all of them."""

VERIFIED, RETYPED, MOVED, ALTERED = "verified", "retyped", "moved", "altered"
MISSING, UNFOUNDED = "missing", "unfounded"
STATUSES = (VERIFIED, RETYPED, MOVED, ALTERED, MISSING, UNFOUNDED)
"""A quote stands at its address, or, without an address, in a source; a source has its words, but
other quotation marks, dashes or the like; it stands elsewhere; it stands nowhere; its source is not
among the documents given; or it stands at its address, but what the summary says that it differs in
does not stand in the two sentences."""

ADDED, DELETED, CHANGED = "added", "deleted", "changed"
"""Kinds of differences, besides `MISSING`: only the summary given has it; only the summary made
again has it; or both have it, but not with the same values."""

HEADING, SOURCE_LINE, NOTE = "heading", "source line", "note"
"""What a text has that is not looked up: a heading of Markdown, a line with a source or with a
number of sources, and a footnote, of which only the quotes are looked up."""

_KINDS = {
    ADDED: "the summary made again does not have it",
    DELETED: "only the summary made again has it",
    CHANGED: "it is not the page that its JSON gives",
    MISSING: "it is not given, so the summary was not made again",
}
_INDENT = " " * 10


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one quote.

    Attributes:
        quote: The quote.
        status: One of `STATUSES`.
        place: Where it stands now; for an altered quote, where the nearest text stands; None if
            there is no such place.
        nearest: The nearest text, for an altered or retyped quote; None if nothing is near.
        differences: For an altered or retyped quote, what it says and what the nearest text says
            instead, in order; one side may be empty. Those of very long quotes are not listed.
    """

    quote: Quote
    status: str
    place: Citation | None = None
    nearest: str | None = None
    differences: tuple[tuple[str, str], ...] = ()

    @property
    def only_typography(self) -> bool:
        """Whether all differences are quotation marks, dashes, white space and the like."""
        text, nearest = self.quote.text, self.nearest
        return nearest not in (None, text) and is_retyped(text, nearest or "")


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A part of a text that is not looked up in the sources.

    Attributes:
        kind: `heading`, `source line` or `note`.
        text: Its characters, as one line.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Something in which a summary is not what its sources give, or its report not what it says.

    Attributes:
        kind: `added` if only the summary given has it, `deleted` if only the summary made again
            has it, `changed`, or `missing` for a document that is not given, without which the
            summary is not made again.
        item: What differs: `sentence`, `support`, `conflict`, `update`, `similar`, `disagreement`,
            `explanation`, `order`, `document`, `budget`, `summary`, `page` or the name of another
            part of the JSON.
        sentence: Number of the sentence, disagreement or explanation that it belongs to, from 1:
            in the summary given, or for a deleted one in the summary made again. None if it belongs
            to none.
        citation: Address of the sentence that was added, deleted or changed; None if it has none.
        text: Its characters; of a document its id; None if it has none.
        field: Name of what changed of it, as in the JSON; empty for the other kinds, and for a page
            that differs as a whole.
        stated: What the summary given says there; None for what was added or deleted.
        expected: What the source or the summary made again says there, or for a page its JSON; None
            for what was added or deleted, and where the source says nothing.
        subject: Number of the subject of a digest that it belongs to; None if it belongs to none.
    """

    kind: str
    item: str
    sentence: int | None = None
    citation: Citation | None = None
    text: str | None = None
    field: str = ""
    stated: str | None = None
    expected: str | None = None
    subject: int | None = None


def changed_field(
    item: str,
    field: str,
    stated: object,
    expected: object,
    *,
    sentence: int | None = None,
    record: Mapping[str, Any] | None = None,
) -> Difference:
    """Return that a field of the summary has another value than it should have.

    Args:
        item: As in `Difference`.
        field: Name of the field.
        stated: Its value in the summary given.
        expected: What it should be.
        sentence: As in `Difference`.
        record: The quote in JSON that the field belongs to; None if it belongs to none.
    """
    citation, text = None, None
    if record:
        citation = Citation(record["document"], record["start"], record["end"])
        text = record["text"]
    return Difference(
        CHANGED, item, sentence, citation, text, field, show_value(stated), show_value(expected)
    )


def show_value(value: object) -> str | None:
    """Return a value as a text: strings as they are, other values as JSON; None for null."""
    if value is None or isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return brief_repr(value)


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found of all quotes of a summary.

    Attributes:
        findings: One for each quote, in the order of the summary.
        changed: Ids of the documents whose text has changed since the summary was made.
        differences: What the summary says about its sources and is not so, in what it is not the
            one that its sources give, if it was made again, and in what a report shows something
            else than its JSON.
        recomputed: Whether the summary was made again.
        notes: What the reader should know, one line each: documents that have other names now,
            another version of the program, direction overrides in a text.
        unchecked: The parts of a text that are not looked up, in its order.
    """

    findings: tuple[Finding, ...]
    changed: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    recomputed: bool = False
    notes: tuple[str, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether every quote is verified or only retyped, and no difference was found."""
        statuses = {finding.status for finding in self.findings}
        return statuses <= {VERIFIED, RETYPED} and not self.differences

    @property
    def counts(self) -> dict[str, int]:
        """Number of quotes with each status; all of `STATUSES` are keys."""
        counts = Counter(finding.status for finding in self.findings)
        return {status: counts[status] for status in STATUSES}

    def to_text(self) -> str:
        """Return a paragraph for all that is not verified, and a line with the counts."""
        return verification_text(self)

    def to_json(self) -> str:
        """Return the JSON object of the schema `multisumm-verification/2`, indented."""
        return verification_json(self)


# --- text ---------------------------------------------------------------------------------------


def verification_text(verification: Verification) -> str:
    """Return a paragraph for all that is not verified, and a line with the counts."""
    lines = [
        line
        for finding in verification.findings
        if finding.status != VERIFIED
        for line in _paragraph(finding)
    ]
    lines += [line for item in verification.differences for line in _difference_lines(item)]
    (_, verified), *others = verification.counts.items()
    rest = "".join(f", {number} {status}" for status, number in others if number)
    quotes = plural(len(verification.findings), "quote")
    ends = f"{_difference_count(verification)}{_unchecked_count(verification)}"
    count = f"{verified} of {quotes} verified{rest}{ends}"
    return "\n".join([*lines, count]) + "\n"


def _difference_count(verification: Verification) -> str:
    number = len(verification.differences)
    if verification.recomputed:
        return f"; made again: {plural(number, 'difference') if number else 'no difference'}"
    return f"; {plural(number, 'difference')}" if number else ""


def _unchecked_count(verification: Verification) -> str:
    counts = Counter(part.kind for part in verification.unchecked)
    named = [plural(number, kind) for kind, number in counts.items()]
    return f"; not checked: {', '.join(named)}" if named else ""


def _paragraph(finding: Finding) -> Iterator[str]:
    quote, cited = finding.quote, finding.quote.citation
    address = f", {_address(cited)}" if cited else ""
    yield f"{finding.status:9} {_of(quote.subject)}{_name(quote.role, quote.sentence)}{address}"
    yield f"{_INDENT}{one_line(quote.text)}"
    yield from (f"{_INDENT}{line}" for line in _details(finding))


def _details(finding: Finding) -> list[str]:
    """Return where the quote stands now, or what is nearest and what differs."""
    quote, place = finding.quote, finding.place
    if finding.status == UNFOUNDED:
        about = shortened(one_line(quote.about or ""), MAX_SHOWN_VALUE)
        return [f"the two sentences do not differ in this: {about}"]
    if finding.status == MOVED and place:
        return [f"now {_address(place)}"]
    if finding.status == MISSING:
        return [f"the same stands in {_address(place)}"] if place else []
    if finding.nearest is None or place is None:
        return ["nothing near it was found"]
    name = "in" if finding.status == RETYPED else "nearest"
    nearest = f"{name} {_address(place)}: {one_line(finding.nearest)}"
    if not finding.differences:  # a control character hides that the word goes on
        return [nearest]
    differs = "differs"
    if finding.only_typography:
        differs += " only in typography:"
    elif all(map(_looks_alike, finding.differences)):
        differs += " only in letters that look alike:"
    return [nearest, f"{differs} {_differences(finding.differences)}"]


def _of(subject: int | None) -> str:
    return f"subject {subject}, " if subject is not None else ""


def _name(role: str, sentence: int | None) -> str:
    if sentence is None:
        return role
    if role == "headline":
        return role
    if role == "listed":
        return f"listed quote {sentence}"
    is_own = role in ("sentence", "disagreement", "explanation", "dispute")
    return f"{role} {sentence}" if is_own else f"{role} of sentence {sentence}"


def _address(citation: Citation) -> str:
    return f"{one_line(citation.document)} {citation.start}-{citation.end}"


def _differences(pairs: tuple[tuple[str, str], ...]) -> str:
    """Return `130 / 127, – / not`: the quote's side first, as in a summary's conflicts."""
    shown = (
        f"{_side(quoted, nearest)} / {_side(nearest, quoted)}"
        if (quoted + nearest).strip()
        else "white space"
        for quoted, nearest in pairs[:MAX_SHOWN_DIFFERENCES]
    )
    more = len(pairs) - MAX_SHOWN_DIFFERENCES
    return ", ".join(dict.fromkeys(shown)) + (f" and {more} more" if more > 0 else "")


def _side(text: str, other: str) -> str:
    if text == NO_VALUE:
        return f"<U+{ord(text):04X}>"
    return one_line(show_invisible(show_look_alikes(text, other))) or NO_VALUE


def _looks_alike(pair: tuple[str, str]) -> bool:
    """Return whether two texts differ only in letters that look alike."""
    text, other = pair
    return len(text) == len(other) and all(
        a == b or is_look_alike(a, b) or is_look_alike(b, a)
        for a, b in zip(text, other, strict=True)
    )


def _difference_lines(item: Difference) -> Iterator[str]:
    address = f", {_address(item.citation)}" if item.citation else ""
    yield f"{item.kind:9} {_of(item.subject)}{_name(item.item, item.sentence)}{address}"
    if item.text is not None:
        yield f"{_INDENT}{one_line(item.text)}"
    if item.field:
        stated, expected = (
            shortened(one_line(value or ""), MAX_SHOWN_VALUE) or NO_VALUE
            for value in (item.stated, item.expected)
        )
        yield f"{_INDENT}{item.field}: {stated} / {expected}"
    else:
        yield f"{_INDENT}{_KINDS[item.kind]}"


# --- JSON ---------------------------------------------------------------------------------------


def verification_json(verification: Verification) -> str:
    """Return one JSON object with a record for each quote, indented by two spaces."""
    record = {
        "schema": VERIFICATION_SCHEMA,
        "verified": verification.verified,
        "counts": verification.counts,
        "quotes": [_finding_record(finding) for finding in verification.findings],
        "changed": list(verification.changed),
        "recomputed": verification.recomputed,
        "differences": [_difference_record(item) for item in verification.differences],
        "notes": list(verification.notes),
        "unchecked": [{"kind": part.kind, "text": part.text} for part in verification.unchecked],
    }
    return safe_json(record, indent=2) + "\n"


def _finding_record(finding: Finding) -> dict[str, object]:
    quote = finding.quote
    return {
        **_subject_record(quote.subject),
        "sentence": quote.sentence,
        "role": quote.role,
        "text": quote.text,
        **_citation_record(quote.citation),
        **({} if quote.about is None else {"about": quote.about}),
        "status": finding.status,
        "found": _citation_record(finding.place) or None,
        "nearest": finding.nearest,
        "differences": [list(pair) for pair in finding.differences],
        "only_typography": finding.only_typography,
    }


def _difference_record(item: Difference) -> dict[str, object]:
    return {
        **_subject_record(item.subject),
        "kind": item.kind,
        "item": item.item,
        "sentence": item.sentence,
        **_citation_record(item.citation),
        "text": item.text,
        "field": item.field,
        "stated": item.stated,
        "expected": item.expected,
    }


def _subject_record(subject: int | None) -> dict[str, object]:
    return {} if subject is None else {"subject": subject}


def _citation_record(citation: Citation | None) -> dict[str, object]:
    if citation is None:
        return {}
    return {"document": citation.document, "start": citation.start, "end": citation.end}
