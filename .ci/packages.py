"""Build wheel and sdist and check that they can be published: `python .ci/packages.py FOLDER`.

They are checked by twine, hold what they should, and give the same summary in empty environments
outside of the clone. Needs the packages build and twine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

TOP = Path(__file__).resolve().parents[1]
NOT_PUBLISHED = (".github/", ".gitignore")
"""Tracked files that the sdist need not have."""
MADE = ("PKG-INFO", ".gitignore")
"""Files that building adds to the sdist."""


def main(folder: str) -> int:
    """Build into a folder and return the exit status."""
    _run(sys.executable, "-m", "build", "--quiet", "--outdir", folder, str(TOP))
    (wheel,), (sdist,) = Path(folder).glob("*.whl"), Path(folder).glob("*.tar.gz")
    _run(sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(sdist))
    tracked = _run("git", "-C", str(TOP), "ls-files").splitlines()
    wrong = [*wrong_in_wheel(tracked, _members(wheel)), *wrong_in_sdist(tracked, _members(sdist))]
    summaries = {} if wrong else {path.name: _summary_of(path) for path in (wheel, sdist)}
    if len(set(summaries.values())) > 1:
        wrong.append("the wheel and the sdist give different summaries")
    print("\n".join(wrong or [f"{name}: good" for name in summaries]))
    return 1 if wrong else 0


def wrong_in_wheel(tracked: Iterable[str], members: Iterable[str]) -> Iterator[str]:
    """Yield a line for each file that the wheel lacks or should not have.

    Args:
        tracked: Paths of the files in the clone.
        members: Paths of the files in the wheel.
    """
    names = (name.removeprefix("src/") for name in tracked if name.startswith("src/"))
    own = [name for name in members if ".dist-info/" not in name]
    yield from _differences("the wheel", set(names), set(own))


def wrong_in_sdist(tracked: Iterable[str], members: Iterable[str]) -> Iterator[str]:
    """Yield a line for each file that the sdist lacks or should not have.

    Args:
        tracked: Paths of the files in the clone.
        members: Paths of the files in the sdist, below its one folder.
    """
    names = {name for name in tracked if not name.startswith(NOT_PUBLISHED)}
    own = {name.partition("/")[2] for name in members} - {*MADE}
    yield from _differences("the sdist", names, own)


def _differences(archive: str, expected: set[str], found: set[str]) -> Iterator[str]:
    yield from (f"{archive} lacks {name}" for name in sorted(expected - found))
    yield from (f"{archive} should not have {name}" for name in sorted(found - expected))


def _members(path: Path) -> list[str]:
    if path.suffix == ".whl":
        with ZipFile(path) as archive:
            return archive.namelist()
    with tarfile.open(path) as archive:
        return [member.name for member in archive if member.isfile()]


def _summary_of(package: Path) -> str:
    """Return the summary that a package gives in an empty environment."""
    with TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        programs = Path(folder) / "bin"
        _run(str(programs / "pip"), "install", "--quiet", str(package.resolve()), folder=folder)
        sources = TOP / "seeds" / "ferry" / "sources"
        words = ("summarize", str(sources), "--words", "120", "--format", "json", "--quiet")
        return _run(str(programs / "multisumm"), *words, folder=folder)


def _run(*command: str, folder: str | None = None) -> str:
    """Return what a command prints; raise CalledProcessError if it fails."""
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ended = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder, env=alone
    )
    return ended.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
