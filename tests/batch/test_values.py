import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from batch_data import ONE, TWO
from digest_data import PILE
from multisumm.batch.values import value_of_record, value_record
from multisumm.model import Document, SourceFile
from multisumm.pipeline.digesting import Candidate
from multisumm.summary import Summary


def there_and_back(value, kind=None):
    record = json.loads(json.dumps(value_record(value)))
    return value_of_record(kind or type(value), record)


def test_a_dataclass_is_the_list_of_its_fields():
    document = Document("a", "Text.", pages=(0, 3), file=SourceFile("a.txt", 5, "00", "text", ""))
    assert value_record(document) == [
        *("a", "Text.", None, None, None, None, "text", [0, 3]),
        ["a.txt", 5, "00", "text", ""],
        None,
    ]
    assert there_and_back(document) == document
    assert there_and_back(document).file == document.file


@dataclass(frozen=True)
class Other:
    """A value of another shape."""

    only: str


def test_a_record_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="zip"):
        value_of_record(Document, value_record(Other("x")))


@pytest.mark.parametrize(
    "options",
    [{}, {"timeline": True}, {"query": "the Arlo dam"}, {"known": ["The dam of Arlo burst."]}],
    ids=["plain", "timeline", "query", "known"],
)
def test_a_summary_comes_back_as_it_was(options):
    for summary in (
        multisumm.summarize([ONE, TWO, ONE]),
        multisumm.summarize(PILE[:3], words=100, **options),
    ):
        again = there_and_back(summary, Summary)
        assert again == summary
        assert again.to_text() == summary.to_text()


def test_a_group_comes_back_as_it_was():
    for group in multisumm.group(PILE):
        candidate = Candidate(group, (730_000, 0))
        assert there_and_back(candidate) == candidate


@given(st.text(), st.none() | st.text(), st.lists(st.integers(0)))
def test_any_characters_come_back(text, title, pages):
    document = Document(text, text, title=title, pages=tuple(pages))
    assert there_and_back(document) == document
