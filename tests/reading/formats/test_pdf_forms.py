"""Forms of PDF that use one another: a file of a few KB that stands for millions of parts."""

import pytest

from multisumm.errors import InputError
from multisumm.reading.content import Payload
from multisumm.reading.formats.pdf import read_pdf

TEXT = b"BT /F1 12 Tf 72 700 Td (The ferry sank on Sunday.) Tj ET"


def nested_forms(depth, innermost=TEXT, pages=1):
    """Pages with a line of text, and a form that uses another one twice, and so on."""
    fonts = b"/Font<</F1 3 0 R>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b"4 0 R " * pages),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R/Resources<<"
        + fonts + b"/XObject<</X1 6 0 R>>>>>>",
        stream(b"", TEXT + b" /X1 Do"),
    ]  # fmt: skip
    for number in range(depth):
        uses = b"/XObject<</X1 %d 0 R>>" % (number + 7)
        objects.append(stream(form(fonts + uses), b"/X1 Do /X1 Do"))
    objects.append(stream(form(fonts), innermost))
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % one for one in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def form(resources):
    return b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<" + resources + b">>"


def stream(entries, content):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def test_a_form_that_is_used_by_a_form_is_read():
    ((document,), _) = read_pdf(Payload(nested_forms(1), "a.pdf"))
    assert document.text.count("The ferry sank on Sunday.") >= 2


@pytest.mark.slow
def test_forms_that_use_one_another_do_not_multiply():
    """2 ** 40 copies of the line would never end."""
    ((document,), _) = read_pdf(Payload(nested_forms(40), "a.pdf"))
    assert 1 <= document.text.count("The ferry sank on Sunday.") < 10_000


class Clock:
    """Each look at it is one second later."""

    def __init__(self):
        self.now = 0

    def __call__(self):
        self.now += 1
        return self.now


def test_operations_have_a_limit_also_inside_forms(monkeypatch):
    monkeypatch.setattr("multisumm.reading.formats.pdf_limits.MAX_OPERATIONS", 100)
    much = nested_forms(3, innermost=b"q Q " * 20)
    with pytest.raises(InputError) as caught:
        read_pdf(Payload(much, "a.pdf"))
    why = "page 1 has more than 100 drawing operations; not read"
    assert str(caught.value) == f"a.pdf: no text in this PDF ({why})"
    ((document,), notes) = read_pdf(Payload(nested_forms(1, innermost=b"q Q " * 20), "a.pdf"))
    assert document.text.strip() == "The ferry sank on Sunday."
    assert notes == ()


def test_a_page_that_takes_too_long_is_left_out_and_named(monkeypatch):
    monkeypatch.setattr("multisumm.reading.formats.pdf_limits.thread_time", Clock())
    monkeypatch.setattr("multisumm.reading.formats.pdf_limits.MAX_PAGE_SECONDS", 10)
    with pytest.raises(InputError) as caught:
        read_pdf(Payload(nested_forms(6), "a.pdf"))  # 127 forms, each a look at the clock
    why = "page 1 takes longer than 10 s; not read"
    assert str(caught.value) == f"a.pdf: no text in this PDF ({why})"
    ((document,), notes) = read_pdf(Payload(nested_forms(1), "a.pdf"))
    assert document.text
    assert notes == ()


def test_a_file_whose_pages_take_long_together_is_refused(monkeypatch):
    monkeypatch.setattr("multisumm.reading.formats.pdf_limits.thread_time", Clock())
    monkeypatch.setattr("multisumm.reading.formats.pdf_limits.MAX_FILE_SECONDS", 10)
    with pytest.raises(InputError, match=r"^a\.pdf: takes longer than 14 s; split it$"):
        read_pdf(Payload(nested_forms(2, pages=4), "a.pdf"))
