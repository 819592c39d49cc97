"""Print what pip-audit found in the lowest versions allowed; end with 1 if one has an advisory.

Where pip-audit cannot ask its database, that is said; CONTRIBUTING.md has the last look by hand.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(path: str) -> int:
    """Return the exit status for a report of pip-audit."""
    try:
        packages = json.loads(Path(path).read_text(encoding="utf-8"))["dependencies"]
    except (OSError, ValueError, KeyError):
        print("pip-audit gave no report: advisories are looked up by hand, see CONTRIBUTING.md")
        return 0
    asked = [package for package in packages if "vulns" in package]
    found = [(package, one) for package in asked for one in package["vulns"]]
    for package, one in found:
        fixed = ", ".join(one.get("fix_versions", ())) or "no version"
        print(f"{package['name']} {package['version']}: {one['id']}, fixed in {fixed}")
    print(f"{len(asked)} of {len(packages)} packages audited, {len(found)} advisories")
    if not asked:
        print("advisories are looked up by hand, see CONTRIBUTING.md")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
