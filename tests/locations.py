"""Folders outside of tests/ that the tests read."""

from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
SEEDS = TOP / "seeds"
SEED_NAMES = sorted(path.parent.relative_to(SEEDS).as_posix() for path in SEEDS.glob("**/sources"))
"""Folders in seeds/ that have sources, as `multisumm evaluate` names them: ferry, silo/day-1."""
FERRY = SEEDS / "ferry" / "sources"
GOLDEN = TOP / "tests" / "golden"
SHARED = TOP.parent / "shared"
"""Data that developers and CI have; tests that need it are skipped where it is absent."""
