"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are text of this project and need no escapes."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def pair(values: NDArray[np.float64]) -> str:
    """ROUGE-1 and 2 in one cell."""
    return "/".join(f"{value:.2f}" for value in values)
