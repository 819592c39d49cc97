"""Pages of a PDF that are pictures: scans, whose text nobody has recognised yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from multisumm.messages import plural

MIN_SCAN_PIXELS = 400_000
"""Pixels that the pictures of a scanned page have at least: a sheet at 65 dots per inch."""

MAX_STAMP_CHARACTERS = 40
"""Characters that a scanned page may have as text, as a page number or the name of a scanner."""

MAX_PICTURES = 100
"""Pictures and drawings of a page that are looked at, at most."""

OCR_ADVICE = "run text recognition (OCR) on it first"


def scanned_pages(pages: Sequence[Any], texts: Sequence[str]) -> list[int]:
    """Return the numbers, from 1, of the pages that are pictures with hardly any text.

    Args:
        pages: The pages of pypdf.
        texts: The text of each page.
    """
    return [
        number
        for number, (page, text) in enumerate(zip(pages, texts, strict=True), start=1)
        if len("".join(text.split())) <= MAX_STAMP_CHARACTERS and _pixels(page) >= MIN_SCAN_PIXELS
    ]


def describe_scan(scanned: Sequence[int], number_of_pages: int) -> str:
    """Return why a PDF without text has none, if at least one of its pages is a scan."""
    if len(scanned) == number_of_pages:
        return f"a scan: its pages are pictures without text; {OCR_ADVICE}"
    number = f"{len(scanned)} of {plural(number_of_pages, 'page')}"
    return f"a scan: it has no text, and pictures on {number}; {OCR_ADVICE}"


def note_scans(scanned: Sequence[int], number_of_pages: int) -> tuple[str, ...]:
    """Return a note on the scanned pages of a PDF that has text on other pages; () without any."""
    if not scanned:
        return ()
    first = f"page {scanned[0]}" + (f" and {len(scanned) - 1} more" if scanned[1:] else "")
    return (f"{first} of {plural(number_of_pages, 'page')}: scanned, and not read; {OCR_ADVICE}",)


def _pixels(page: Any) -> int:
    """Return the number of pixels in the pictures of a page, 0 if it is damaged."""
    try:
        return sum(width * height for width, height in _pictures(page))
    except MemoryError:
        raise
    except Exception:
        return 0


def _pictures(page: Any) -> Iterator[tuple[int, int]]:
    """Yield width and height of the pictures of a page, also within drawings that it uses."""
    waiting = [page]
    for _ in range(MAX_PICTURES):
        if not waiting:
            return
        resources = waiting.pop().get("/Resources")
        drawings = resources.get_object().get("/XObject") if resources else None
        references = list(drawings.get_object().values()) if drawings else []
        for reference in references[:MAX_PICTURES]:
            drawing = reference.get_object()
            if drawing.get("/Subtype") == "/Image":
                yield int(drawing["/Width"]), int(drawing["/Height"])
            elif drawing.get("/Subtype") == "/Form":
                waiting.append(drawing)
