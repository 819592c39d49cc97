"""The results of a verification, as values, as text for people and as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from multisumm.escaping import one_line, safe_json
from multisumm.messages import plural
from multisumm.model import Citation
from multisumm.verification.quotes import Quote

VERIFICATION_SCHEMA = "multisumm-verification/1"
"""Schema of the JSON. Another shape would get another number."""

SHOWN_DIFFERENCES = 5
"""Differences shown for each quote; the others are counted."""


VERIFIED, MOVED, ALTERED, MISSING = "verified", "moved", "altered", "missing"
STATUSES = (VERIFIED, MOVED, ALTERED, MISSING)
"""The possible results for a quote: it is at its address; it is elsewhere; it is nowhere; its
source is not among the documents given."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of looking up one quote.

    Attributes:
        quote: The quote.
        status: `verified`, `moved`, `altered` or `missing`.
        place: Address at which the quote was found; for an altered quote, address of the nearest
            text. None if there is neither.
        nearest: For an altered quote, the characters of the nearest text; else None.
        differences: For an altered quote, pairs of what the quote has and what the nearest text
            has instead, in order. One side of a pair may be empty.
    """

    quote: Quote
    status: str
    place: Citation | None = None
    nearest: str | None = None
    differences: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of looking up all quotes of a summary.

    Attributes:
        findings: One finding for each quote, in the order of the summary.
        changed: Ids of the documents whose text is no longer the text that was summarised.
    """

    findings: tuple[Finding, ...]
    changed: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether every quote was found at its address."""
        return all(finding.status == VERIFIED for finding in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """Number of quotes for each status; all four statuses are present."""
        found = Counter(finding.status for finding in self.findings)
        return {status: found[status] for status in STATUSES}

    def to_text(self) -> str:
        """Return a paragraph for each quote that is not verified, and the number of each status."""
        return render_text(self)

    def to_json(self) -> str:
        """Return a JSON object with the schema `multisumm-verification/1`."""
        return render_json(self)


def render_text(verification: Verification) -> str:
    """Return a paragraph for each quote that is not verified, and the number of each status."""
    paragraphs = [_paragraph(one) for one in verification.findings if one.status != VERIFIED]
    verified, *others = verification.counts.items()
    rest = "".join(f", {number} {status}" for status, number in others if number)
    quotes = plural(len(verification.findings), "quote")
    last = f"{verified[1]} of {quotes} verified{rest}"
    return "\n".join([*(each for one in paragraphs for each in one), last]) + "\n"


def _paragraph(finding: Finding) -> list[str]:
    quote, place = finding.quote, finding.quote.citation
    lines = [f"{finding.status:9} {_name(quote)}{f', {_address(place)}' if place else ''}"]
    lines.append(f"          {one_line(quote.text)}")
    if finding.status == MOVED and finding.place:
        lines.append(f"          now {_address(finding.place)}")
    elif finding.status == MISSING and finding.place:
        lines.append(f"          the same stands in {_address(finding.place)}")
    elif finding.nearest is not None and finding.place:
        lines.append(f"          nearest {_address(finding.place)}: {one_line(finding.nearest)}")
        if finding.differences:  # none: a control character hides that the word goes on
            lines.append(f"          differs {_differences(finding.differences)}")
    elif finding.status == ALTERED:
        lines.append("          nothing near it was found")
    return lines


def _name(quote: Quote) -> str:
    of = "" if quote.role == "sentence" else f"{quote.role} of "
    return f"{of}sentence {quote.sentence}"


def _address(citation: Citation) -> str:
    return f"{one_line(citation.document)} {citation.start}-{citation.end}"


def _differences(pairs: tuple[tuple[str, str], ...]) -> str:
    """Return the differences as `130 / 127, – / not`; the quote's side comes first."""
    sides = (
        f"{one_line(ours) or '–'} / {one_line(theirs) or '–'}"
        if (ours + theirs).strip()
        else "white space"
        for ours, theirs in pairs[:SHOWN_DIFFERENCES]
    )
    more = len(pairs) - SHOWN_DIFFERENCES
    return ", ".join(dict.fromkeys(sides)) + (f" and {more} more" if more > 0 else "")


def render_json(verification: Verification) -> str:
    """Return one JSON object with a record for each quote."""
    record = {
        "schema": VERIFICATION_SCHEMA,
        "verified": verification.verified,
        "counts": verification.counts,
        "quotes": [_record(one) for one in verification.findings],
        "changed": list(verification.changed),
    }
    return safe_json(record, indent=2) + "\n"


def _record(finding: Finding) -> dict[str, object]:
    quote = finding.quote
    return {
        "sentence": quote.sentence,
        "role": quote.role,
        "text": quote.text,
        **_place(quote.citation),
        "status": finding.status,
        "found": _place(finding.place) or None,
        "nearest": finding.nearest,
        "differences": [list(pair) for pair in finding.differences],
    }


def _place(citation: Citation | None) -> dict[str, object]:
    if citation is None:
        return {}
    return {"document": citation.document, "start": citation.start, "end": citation.end}
