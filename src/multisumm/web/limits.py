"""What a server allows."""

from __future__ import annotations

from dataclasses import dataclass

UPLOADS_A_JOB = 8
"""So many uploads can be under way for each summary that can be made: they cost little but time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take, and how many there may be at a time.

    Attributes:
        bytes: Size of an upload, and of each file in it decompressed.
        seconds: Time for the upload and the work together.
        idle: Seconds in which something of an upload has to come.
        memory: Bytes of memory that the work on one request may have.
        jobs: Number of summaries made at the same time; more are turned away.
    """

    bytes: int = 50_000_000
    seconds: float = 120
    idle: float = 15
    memory: int = 4_000_000_000
    jobs: int = 2

    @property
    def uploads(self) -> int:
        """Number of uploads that come in at the same time; more are turned away."""
        return UPLOADS_A_JOB * self.jobs
