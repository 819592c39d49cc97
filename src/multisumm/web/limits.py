"""The limits of a server."""

from __future__ import annotations

from dataclasses import dataclass

UPLOADS_PER_JOB = 8
"""Uploads that can be under way or wait for each request worked on; they cost little but time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may use and do, and how many requests are served at a time.

    Attributes:
        bytes: Size of an upload, and of each file in it when decompressed.
        seconds: Time for the upload and the work on it together.
        idle: Seconds without new bytes after which an upload is given up, and seconds in which the
            head of a request must arrive.
        rate: Bytes a second that a client must send or take on average, after the first `idle`
            seconds.
        connections: Number of connections that are open at the same time; more are refused.
        memory: Bytes of memory for the work on one request.
        jobs: Number of requests worked on at the same time; more wait for their turn.
        patience: Seconds that a request waits for its turn before it is refused.
        fetch: Whether a request may name addresses to fetch.
        allow_private: Whether these may be of this machine and of private networks.
    """

    bytes: int = 50_000_000
    seconds: float = 120
    idle: float = 15
    rate: float = 1_000
    connections: int = 200
    memory: int = 4_000_000_000
    jobs: int = 2
    patience: float = 10
    fetch: bool = False
    allow_private: bool = False

    def lasting(self, received: int) -> float:
        """Return the seconds in which an upload may have brought this number of bytes."""
        return self.idle + received / self.rate

    @property
    def uploads(self) -> int:
        """Number of requests that are received or wait at the same time; more are refused."""
        return UPLOADS_PER_JOB * self.jobs
