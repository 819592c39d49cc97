"""What was found when quotes were looked up, as values, as text and as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from multisumm.escaping import one_line, safe_json
from multisumm.messages import plural
from multisumm.model import Citation
from multisumm.verification.quotes import Quote

VERIFICATION_SCHEMA = "multisumm-verification/1"
"""Name of the JSON's shape; another shape gets another number."""

MAX_SHOWN_DIFFERENCES = 5
"""Differences that the text shows for one quote; the rest are counted."""

VERIFIED, MOVED, ALTERED, MISSING = "verified", "moved", "altered", "missing"
STATUSES = (VERIFIED, MOVED, ALTERED, MISSING)
"""A quote stands at its address; it stands elsewhere; it stands nowhere; or its source is not among
the documents given."""

_INDENT = " " * 10


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one quote.

    Attributes:
        quote: The quote.
        status: One of `STATUSES`.
        place: Where it stands now; for an altered quote, where the nearest text stands; None if
            there is no such place.
        nearest: The nearest text, for an altered quote; None if nothing is near.
        differences: For an altered quote, what it says and what the nearest text says instead, in
            order; one side may be empty.
    """

    quote: Quote
    status: str
    place: Citation | None = None
    nearest: str | None = None
    differences: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found of all quotes of a summary.

    Attributes:
        findings: One for each quote, in the order of the summary.
        changed: Ids of the documents whose text has changed since the summary was made.
    """

    findings: tuple[Finding, ...]
    changed: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether every quote stands where the summary says."""
        return all(finding.status == VERIFIED for finding in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """Number of quotes with each status; all of `STATUSES` are keys."""
        counts = Counter(finding.status for finding in self.findings)
        return {status: counts[status] for status in STATUSES}

    def to_text(self) -> str:
        """Return a paragraph for each quote that is not verified, and a line with the counts."""
        return verification_text(self)

    def to_json(self) -> str:
        """Return the JSON object of the schema `multisumm-verification/1`, indented."""
        return verification_json(self)


# --- text ---------------------------------------------------------------------------------------


def verification_text(verification: Verification) -> str:
    """Return a paragraph for each quote that is not verified, and a line with the counts."""
    lines = [
        line
        for finding in verification.findings
        if finding.status != VERIFIED
        for line in _paragraph(finding)
    ]
    (_, verified), *others = verification.counts.items()
    rest = "".join(f", {number} {status}" for status, number in others if number)
    quotes = plural(len(verification.findings), "quote")
    return "\n".join([*lines, f"{verified} of {quotes} verified{rest}"]) + "\n"


def _paragraph(finding: Finding) -> list[str]:
    quote, cited = finding.quote, finding.quote.citation
    address = f", {_address(cited)}" if cited else ""
    heading = f"{finding.status:9} {_name(quote)}{address}"
    return [heading, f"{_INDENT}{one_line(quote.text)}", *(_INDENT + x for x in _details(finding))]


def _details(finding: Finding) -> list[str]:
    """Return where the quote stands now, or what is nearest and what differs."""
    place = finding.place
    if finding.status == MOVED and place:
        return [f"now {_address(place)}"]
    if finding.status == MISSING:
        return [f"the same stands in {_address(place)}"] if place else []
    if finding.nearest is None or place is None:
        return ["nothing near it was found"]
    nearest = f"nearest {_address(place)}: {one_line(finding.nearest)}"
    if not finding.differences:  # a control character hides that the word goes on
        return [nearest]
    return [nearest, f"differs {_differences(finding.differences)}"]


def _name(quote: Quote) -> str:
    of = "" if quote.role == "sentence" else f"{quote.role} of "
    return f"{of}sentence {quote.sentence}"


def _address(citation: Citation) -> str:
    return f"{one_line(citation.document)} {citation.start}-{citation.end}"


def _differences(pairs: tuple[tuple[str, str], ...]) -> str:
    """Return `130 / 127, – / not`: the quote's side first, as in a summary's conflicts."""
    shown = (
        f"{one_line(quoted) or '–'} / {one_line(nearest) or '–'}"
        if (quoted + nearest).strip()
        else "white space"
        for quoted, nearest in pairs[:MAX_SHOWN_DIFFERENCES]
    )
    more = len(pairs) - MAX_SHOWN_DIFFERENCES
    return ", ".join(dict.fromkeys(shown)) + (f" and {more} more" if more > 0 else "")


# --- JSON ---------------------------------------------------------------------------------------


def verification_json(verification: Verification) -> str:
    """Return one JSON object with a record for each quote, indented by two spaces."""
    record = {
        "schema": VERIFICATION_SCHEMA,
        "verified": verification.verified,
        "counts": verification.counts,
        "quotes": [_finding_record(finding) for finding in verification.findings],
        "changed": list(verification.changed),
    }
    return safe_json(record, indent=2) + "\n"


def _finding_record(finding: Finding) -> dict[str, object]:
    quote = finding.quote
    return {
        "sentence": quote.sentence,
        "role": quote.role,
        "text": quote.text,
        **_citation_record(quote.citation),
        "status": finding.status,
        "found": _citation_record(finding.place) or None,
        "nearest": finding.nearest,
        "differences": [list(pair) for pair in finding.differences],
    }


def _citation_record(citation: Citation | None) -> dict[str, object]:
    if citation is None:
        return {}
    return {"document": citation.document, "start": citation.start, "end": citation.end}
