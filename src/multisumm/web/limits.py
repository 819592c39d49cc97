"""What a server allows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take, and how many there may be at a time.

    Attributes:
        bytes: Size of an upload, and of each file in it decompressed.
        seconds: Time for the upload and the work together.
        memory: Bytes of memory that the work on one request may have.
        jobs: Number of requests worked on at the same time; more are turned away.
    """

    bytes: int = 50_000_000
    seconds: float = 120
    memory: int = 4_000_000_000
    jobs: int = 2
