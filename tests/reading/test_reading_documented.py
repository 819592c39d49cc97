from pathlib import Path

import pytest

from multisumm.columns import NAMES
from multisumm.read_command import read
from multisumm.reading.fetching import MOST_REDIRECTIONS, TIMEOUT
from multisumm.reading.html import MOST_ATTRIBUTES, MOST_TAGS
from multisumm.reading.kinds import READERS, SUFFIXES
from multisumm.reading.pdf import MOST_PAGES

TEXT = (Path(__file__).parents[2] / "docs" / "inputs.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*SUFFIXES, *READERS, *NAMES])
def test_every_kind_suffix_and_field_is_documented(name):
    assert f"`{name}`" in TEXT


def test_the_options_and_limits_of_reading_are_documented():
    for name in ("--fields", "--max-bytes", "--fetch", "--allow-private", "--format", "--strict"):
        assert name in TEXT
        assert any(name in option.opts for option in read.params)
    assert f"more than {MOST_TAGS:,} tags, or {MOST_ATTRIBUTES:,} attributes in one" in TEXT
    assert f"more than {MOST_PAGES:,} pages" in TEXT
    assert f"within {TIMEOUT:g} seconds" in TEXT
    assert f"at most {MOST_REDIRECTIONS} redirections" in TEXT
