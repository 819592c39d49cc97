import pytest

from locations import TOP
from multisumm.cli.read import read
from multisumm.reading.columns import USUAL_NAMES
from multisumm.reading.fetching import MAX_REDIRECTS, TIMEOUT
from multisumm.reading.formats.feeds import MAX_FEED_TAGS
from multisumm.reading.formats.html import MAX_COMPARED_TAGS, MAX_TAGS
from multisumm.reading.formats.pdf import MAX_PAGES
from multisumm.reading.formats.pdf_limits import (
    MAX_FILE_SECONDS,
    MAX_OPERATIONS,
    MAX_PAGE_SECONDS,
    MAX_PIECES,
    MAX_PIECES_IN_ALL,
)
from multisumm.reading.formats.tag_counts import MAX_ATTRIBUTES, MAX_ATTRIBUTES_IN_ALL
from multisumm.reading.kinds import READERS, SUFFIXES

TEXT = (TOP / "docs" / "inputs.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*SUFFIXES, *READERS, *USUAL_NAMES])
def test_every_kind_suffix_and_field_is_documented(name):
    assert f"`{name}`" in TEXT


def test_the_options_and_limits_of_reading_are_documented():
    for name in ("--fields", "--max-bytes", "--fetch", "--allow-private", "--format", "--strict"):
        assert name in TEXT
        assert any(name in option.opts for option in read.params)
    assert f"more than {MAX_TAGS:,} tags, or {MAX_ATTRIBUTES:,} attributes in one" in TEXT
    assert f"or {MAX_ATTRIBUTES_IN_ALL:,} in all" in TEXT
    assert f"a page with more than {MAX_COMPARED_TAGS:,} tags" in TEXT
    assert f"more than {MAX_PAGES:,} pages" in TEXT
    assert f"more than {MAX_PIECES:,} pieces" in TEXT
    assert f"more than {MAX_PIECES_IN_ALL:,} pieces" in TEXT
    assert f"or {MAX_OPERATIONS:,} drawing operations" in TEXT
    assert f"longer than {MAX_PAGE_SECONDS} seconds of the processor" in TEXT
    assert f"longer than {MAX_FILE_SECONDS // 60} minutes of the processor" in TEXT
    assert f"a feed with more than {MAX_FEED_TAGS:,} tags" in TEXT
    assert f"within {TIMEOUT:g} seconds" in TEXT
    assert f"at most {MAX_REDIRECTS} redirections" in TEXT
