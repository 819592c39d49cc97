"""Check that a release says one version: `python .ci/release.py [TAG]`.

The newest heading of CHANGELOG.md must have the version of the package, and with a tag, which must
be that version after a `v`, also the day of the release.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
VERSION = TOP / "src" / "multisumm" / "_version.py"


def main(tag: str | None = None) -> int:
    """Print what is wrong and return the exit status."""
    version = re.findall(r'^__version__ = "(.+)"$', VERSION.read_text(encoding="utf-8"), re.M)[0]
    changelog = (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
    wrong = list(wrong_in_release(version, changelog, tag))
    print("\n".join(wrong or [f"version {version} everywhere"]))
    return 1 if wrong else 0


def wrong_in_release(version: str, changelog: str, tag: str | None = None) -> Iterator[str]:
    """Yield a line for each thing that keeps a version from being released.

    Args:
        version: The version of the package.
        changelog: The text of CHANGELOG.md; the newest version comes first.
        tag: The tag that should be released, or None if there is none yet.
    """
    heading = re.search(r"^## (\S+) *(.*)$", changelog, re.MULTILINE)
    newest, remark = heading.groups() if heading else ("nothing", "")
    if newest != version:
        yield f"the package has version {version}, CHANGELOG.md begins with {newest}"
    if tag is not None and tag != f"v{version}":
        yield f"the tag is {tag}, not v{version}"
    if tag is not None and not re.fullmatch(r"\(\d{4}-\d\d-\d\d\)", remark):
        yield f"CHANGELOG.md does not say the day of {newest}: ## {newest} (2026-01-31)"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
