"""The progress of a run, in numbers and as one line."""

from __future__ import annotations

from typing import NamedTuple

from multisumm.batch.output import RecordCounts
from multisumm.messages import plural


class Progress(NamedTuple):
    """The progress of a run.

    Attributes:
        before: The records that an earlier run had written.
        written: All records written so far, including those before.
        share: The share of the input that has been read, 0 to 1; None if its length is unknown.
        was_complete: Whether an earlier run had completed the output, so that nothing was done.
    """

    before: RecordCounts
    written: RecordCounts
    share: float | None
    was_complete: bool = False


def progress_line(progress: Progress, seconds: float) -> str:
    """Return the records done, their rate and the time left, after some seconds of this run.

    >>> progress_line(Progress(RecordCounts(), RecordCounts(90, 2), 0.75), 60.0)
    '90 clusters, 2 of them failed, 1.5/s, 75 %, 20 s left'
    """
    records, failures, _ = progress.written
    parts = [plural(records, "cluster")]
    if failures:
        parts.append(f"{failures} of them failed")
    rate = (records - progress.before.records) / seconds if seconds > 0 else 0.0
    if rate:
        parts.append(f"{rate:.1f}/s" if rate < 100 else f"{rate:.0f}/s")
    if progress.share is not None:
        parts.append(f"{progress.share:.0%}".replace("%", " %"))
        if rate and progress.share:
            parts.append(f"{_duration(records * (1 / progress.share - 1) / rate)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    """Return a time in its largest two units.

    >>> _duration(7384.0)
    '2 h 3 min'
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
