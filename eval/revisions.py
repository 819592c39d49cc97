"""The package as it was at a revision, for programs that compare it with the working tree."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.datasets import TOP


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """Yield a folder with the tree at a revision, any name that git knows; it is removed after."""
    git = ["git", "-C", str(TOP), "worktree"]
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        subprocess.run([*git, "add", "--quiet", "--detach", tree, revision], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", tree], check=True)


def start(root: Path, arguments: Sequence[str]) -> subprocess.Popen[str]:
    """Return a Python process with one thread that imports the package of a tree."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
