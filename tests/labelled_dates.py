"""The labelled sentences of `timeline/told_days.tsv`: what each tells of its day.

The columns are the part (`seen` or `aside`), the language, the day of the document or `-`, the
label and the sentence. A label is a time in ISO 8601, `document` or `none`.
"""

from datetime import date
from pathlib import Path

LABELS = Path(__file__).parent / "timeline" / "told_days.tsv"
ROWS = [line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines()]


def day_of(written):
    """The day of a document as the file has it."""
    return None if written == "-" else date.fromisoformat(written)
