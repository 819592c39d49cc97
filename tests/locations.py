"""Folders outside of tests/ that the tests read."""

from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
SEEDS = TOP / "seeds"
FERRY = SEEDS / "ferry" / "sources"
GOLDEN = TOP / "tests" / "golden"
SHARED = TOP.parent / "shared"
"""Data that developers and CI have; tests that need it are skipped where it is absent."""
