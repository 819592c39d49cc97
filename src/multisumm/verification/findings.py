"""What came of looking up quotes -> text for people, or JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from multisumm.escaping import one_line, safe_json
from multisumm.messages import plural
from multisumm.model import Citation
from multisumm.verification.quotes import Quote

VERIFICATION_SCHEMA = "multisumm-verification/1"
"""Name of the shape of the JSON; another shape gets another number."""

SHOWN_DIFFERENCES = 5
"""So many differences are shown of a quote; the others are counted."""


VERIFIED, MOVED, ALTERED, MISSING = "verified", "moved", "altered", "missing"
STATUSES = (VERIFIED, MOVED, ALTERED, MISSING)
"""What can be said of a quote: it stands there; it stands elsewhere; it stands nowhere; its source
is not among those given."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of looking up a quote.

    Attributes:
        quote: The quote.
        status: One of `STATUSES`.
        place: Where it stands; of an altered one, where what is nearest to it stands.
        nearest: The characters there, for an altered one.
        differences: For an altered one, what it has and what stands there instead, in order.
    """

    quote: Quote
    status: str
    place: Citation | None = None
    nearest: str | None = None
    differences: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of looking up all quotes of a summary.

    Attributes:
        findings: One for each quote, in the order of the summary.
        changed: Ids of the documents whose text is no longer what the summary was made of.
    """

    findings: tuple[Finding, ...]
    changed: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether every quote stands where the summary says."""
        return all(finding.status == VERIFIED for finding in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """Status -> number of quotes that have it."""
        found = Counter(finding.status for finding in self.findings)
        return {status: found[status] for status in STATUSES}

    def to_text(self) -> str:
        """As a paragraph for each quote that is not verified, and how many are."""
        return render_text(self)

    def to_json(self) -> str:
        """As the JSON object of the schema `multisumm-verification/1`."""
        return render_json(self)


def render_text(verification: Verification) -> str:
    """Return a paragraph for each quote that is not verified, and how many are."""
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
    """`130 / 127, – / not`: the quote's first, as in a summary's conflicts."""
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
