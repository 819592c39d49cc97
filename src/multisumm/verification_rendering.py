"""What came of looking up quotes -> text for people, or JSON."""

from __future__ import annotations

from multisumm.model import Citation
from multisumm.quotes import Quote
from multisumm.rendering import dump, line
from multisumm.verification import ALTERED, MISSING, MOVED, VERIFIED, Finding, Verification
from multisumm.wording import counted

SCHEMA = "multisumm-verification/1"
"""Name of the shape of the JSON; another shape gets another number."""

SHOWN_DIFFERENCES = 5
"""So many differences are shown of a quote; the others are counted."""


def render_text(verification: Verification) -> str:
    """Return a paragraph for each quote that is not verified, and how many are."""
    paragraphs = [_paragraph(one) for one in verification.findings if one.status != VERIFIED]
    verified, *others = verification.counts.items()
    rest = "".join(f", {number} {status}" for status, number in others if number)
    quotes = counted(len(verification.findings), "quote")
    last = f"{verified[1]} of {quotes} verified{rest}"
    return "\n".join([*(each for one in paragraphs for each in one), last]) + "\n"


def _paragraph(finding: Finding) -> list[str]:
    quote, place = finding.quote, finding.quote.citation
    lines = [f"{finding.status:9} {_name(quote)}{f', {_address(place)}' if place else ''}"]
    lines.append(f"          {line(quote.text)}")
    if finding.status == MOVED and finding.place:
        lines.append(f"          now {_address(finding.place)}")
    elif finding.status == MISSING and finding.place:
        lines.append(f"          the same stands in {_address(finding.place)}")
    elif finding.nearest is not None and finding.place:
        lines.append(f"          nearest {_address(finding.place)}: {line(finding.nearest)}")
        if finding.differences:  # none: a control character hides that the word goes on
            lines.append(f"          differs {_differences(finding.differences)}")
    elif finding.status == ALTERED:
        lines.append("          nothing near it was found")
    return lines


def _name(quote: Quote) -> str:
    of = "" if quote.role == "sentence" else f"{quote.role} of "
    return f"{of}sentence {quote.sentence}"


def _address(citation: Citation) -> str:
    return f"{line(citation.document)} {citation.start}-{citation.end}"


def _differences(pairs: tuple[tuple[str, str], ...]) -> str:
    """`130 / 127, – / not`: the quote's first, as in a summary's conflicts."""
    sides = (
        f"{line(ours) or '–'} / {line(theirs) or '–'}" if (ours + theirs).strip() else "white space"
        for ours, theirs in pairs[:SHOWN_DIFFERENCES]
    )
    more = len(pairs) - SHOWN_DIFFERENCES
    return ", ".join(dict.fromkeys(sides)) + (f" and {more} more" if more > 0 else "")


def render_json(verification: Verification) -> str:
    """Return one JSON object with a record for each quote."""
    record = {
        "schema": SCHEMA,
        "verified": verification.verified,
        "counts": verification.counts,
        "quotes": [_record(one) for one in verification.findings],
        "changed": list(verification.changed),
    }
    return dump(record, indent=2) + "\n"


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
