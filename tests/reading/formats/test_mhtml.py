from email.message import EmailMessage

import pytest

from input_files import PAGE
from multisumm.errors import InputError
from multisumm.reading.content import Payload
from multisumm.reading.formats.html import read_html
from multisumm.reading.formats.mhtml import begins_as_mhtml, read_mhtml
from multisumm.reading.kinds import find_kind


def saved(page=PAGE, location="https://e.org/ferry"):
    """A page as Chromium saves it."""
    made = EmailMessage()
    made["From"], made["Subject"] = "<Saved by Blink>", "Ferry"
    if location:
        made["Snapshot-Content-Location"] = location
    made.set_content(page, subtype="html", cte="quoted-printable")
    made.add_related(b"\x89PNG\r\n", maintype="image", subtype="png")
    return bytes(made)


def test_a_saved_page_is_the_article_of_the_page_with_its_address():
    (document,), _ = read_mhtml(Payload(saved(), "a.mhtml"))
    (page,), _ = read_html(Payload(PAGE.encode(), "a.html", url="https://e.org/ferry"))
    assert document == page


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a", "a.txt"])
def test_a_saved_page_is_known_by_its_name_and_its_beginning(name):
    assert find_kind(Payload(saved(), name), name) == "mhtml"
    assert not begins_as_mhtml(b"From: a@e.org\nSubject: Saved by the bell\n\nA.")


def test_a_file_without_a_page_is_an_error():
    with pytest.raises(InputError, match=r"^a: no web page in this file$"):
        read_mhtml(Payload(b"Subject: S\n\nA.", "a"))
    with pytest.raises(InputError, match=r"^a: not a saved web page: it does not begin with"):
        read_mhtml(Payload(b"A.", "a"))
