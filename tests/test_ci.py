"""The scripts in .ci/ that look at packages and releases."""

import importlib.util

import pytest

from locations import TOP
from multisumm import __version__


def script(name):
    """A script of .ci/, which is no package, as a module."""
    spec = importlib.util.spec_from_file_location(name, TOP / ".ci" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PACKAGES, RELEASE = script("packages"), script("release")
TRACKED = ["src/multisumm/a.py", "src/multisumm/data/a.json", "tests/t.py", ".github/ci.yml"]
WHEEL = ["multisumm/a.py", "multisumm/data/a.json", "multisumm-1.dist-info/METADATA"]
SDIST = [f"multisumm-1/{name}" for name in [*TRACKED[:3], "PKG-INFO", ".gitignore"]]


def test_packages_with_all_files_and_no_others_are_good():
    assert list(PACKAGES.wrong_in_wheel(TRACKED, WHEEL)) == []
    assert list(PACKAGES.wrong_in_sdist(TRACKED, SDIST)) == []


def test_a_data_file_that_is_not_in_the_wheel_is_named():
    members = [name for name in WHEEL if not name.endswith("a.json")]
    assert list(PACKAGES.wrong_in_wheel(TRACKED, members)) == [
        "the wheel lacks multisumm/data/a.json"
    ]


def test_tests_in_the_wheel_and_files_of_nobody_are_named():
    assert list(PACKAGES.wrong_in_wheel(TRACKED, [*WHEEL, "tests/t.py"])) == [
        "the wheel should not have tests/t.py"
    ]
    assert list(PACKAGES.wrong_in_sdist(TRACKED, [*SDIST[1:], "multisumm-1/notes"])) == [
        "the sdist lacks src/multisumm/a.py",
        "the sdist should not have notes",
    ]


CHANGELOG = "# Changelog\n\n## 1.2.0 (2026-05-01)\n\n* News.\n\n## 1.1.0 (2026-01-01)\n"


def test_a_release_with_one_version_and_a_day_is_good():
    assert list(RELEASE.wrong_in_release("1.2.0", CHANGELOG)) == []
    assert list(RELEASE.wrong_in_release("1.2.0", CHANGELOG, "v1.2.0")) == []


@pytest.mark.parametrize(
    ("version", "changelog", "tag", "line"),
    [
        ("1.3.0", CHANGELOG, None, "version 1.3.0, CHANGELOG.md begins with 1.2.0"),
        ("1.2.0", "# Changelog\n", None, "CHANGELOG.md begins with nothing"),
        ("1.2.0", CHANGELOG, "1.2.0", "the tag is 1.2.0, not v1.2.0"),
        ("1.2.0", CHANGELOG, "v1.2.1", "the tag is v1.2.1, not v1.2.0"),
        ("1.2.0", CHANGELOG.replace("2026-05-01", "unreleased"), "v1.2.0", "the day of 1.2.0"),
        ("1.2.0", CHANGELOG.replace(" (2026-05-01)", ""), "v1.2.0", "the day of 1.2.0"),
    ],
)
def test_what_keeps_a_version_from_being_released_is_named(version, changelog, tag, line):
    (wrong,) = RELEASE.wrong_in_release(version, changelog, tag)
    assert line in wrong


def test_a_version_that_is_not_released_yet_needs_no_day():
    changelog = CHANGELOG.replace("2026-05-01", "unreleased")
    assert list(RELEASE.wrong_in_release("1.2.0", changelog)) == []


def test_the_changelog_begins_with_the_version_of_the_package(capsys):
    assert RELEASE.main() == 0
    assert capsys.readouterr().out == f"version {__version__} everywhere\n"
