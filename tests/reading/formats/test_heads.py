"""Title and date of files whose text has a head: the same in all kinds of office files."""

import pytest

from input_files import docx, epub, odt, pptx
from multisumm.reading.content import Payload
from multisumm.reading.kinds import READERS

PARAGRAPHS = [
    "The last ferry to Lindow",
    "8 October 2019",
    "The last ferry to Lindow sank on Monday. Divers found the wreck.",
]


def read(kind, data):
    return READERS[kind](Payload(data, f"a.{kind}")).documents[0]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("docx", lambda: docx(*PARAGRAPHS, title="template.dot")),
        ("odt", lambda: odt("".join(f"<text:p>{text}</text:p>" for text in PARAGRAPHS))),
        ("rtf", lambda: rb"{\rtf1{\info{\title template.dot}}%s}" % _rtf(PARAGRAPHS)),
    ],
)
def test_title_and_day_are_those_of_the_head_before_those_of_the_properties(kind, data):
    document = read(kind, data())
    assert (document.title, document.date) == ("The last ferry to Lindow", "2019-10-08")


def _rtf(paragraphs):
    return b"".join(text.encode() + rb"\par " for text in paragraphs)


def test_slides_have_the_day_of_their_head():
    document = read("pptx", pptx(PARAGRAPHS))
    assert (document.title, document.date) == ("The last ferry to Lindow", "2019-10-08")


def test_a_book_has_its_own_date_before_that_of_its_head():
    chapter = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert read("epub", epub(chapter)).date == "2024-03-05"
