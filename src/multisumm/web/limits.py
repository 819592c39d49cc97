"""The limits of a server."""

from __future__ import annotations

from dataclasses import dataclass

UPLOADS_PER_JOB = 8
"""Uploads that can be under way for each summary that can be made; they cost little but time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may use, and how many requests are served at a time.

    Attributes:
        bytes: Size of an upload, and of each file in it when decompressed.
        seconds: Time for the upload and the summary together.
        idle: Seconds without new bytes after which an upload is given up.
        memory: Bytes of memory for the work on one request.
        jobs: Number of summaries made at the same time; more are refused.
    """

    bytes: int = 50_000_000
    seconds: float = 120
    idle: float = 15
    memory: int = 4_000_000_000
    jobs: int = 2

    @property
    def uploads(self) -> int:
        """Number of uploads received at the same time; more are refused."""
        return UPLOADS_PER_JOB * self.jobs
