import json

import pytest

from input_files import notebook
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.notebook import read_notebook


def read(data):
    return read_notebook(Payload(data, "a.ipynb"))


def test_a_notebook_is_its_markdown_cells():
    data = notebook(
        ("markdown", ["# Ferry #\n", "It sank."]),
        ("code", "print('not text')"),
        ("raw", "not text"),
        ("markdown", "![map](data:image/png;base64,AAAA)"),
        ("markdown", "Ten are missing."),
    )
    text = "# Ferry #\nIt sank.\n\nTen are missing."
    assert read(data) == ((Document("", text, "Ferry", kind="notebook"),), ())
    assert read(notebook(("markdown", "A."), title=" A  b ")).documents[0].title == "A b"
    assert read(notebook(("markdown", "A."), title=5)).documents[0].title is None


def test_an_old_notebook_has_worksheets_and_cells_of_headings():
    cells = [{"cell_type": "heading", "source": "Ferry"}, {"cell_type": "markdown", "source": "A."}]
    data = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode()
    assert read(data).documents[0].text == "# Ferry\n\nA."
    assert read(notebook(("markdown", ["It", "sank."]))).documents[0].text == "It\nsank."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[]", "not a notebook: it is not an object with the key nbformat"),
        (b'{"cells": [', "damaged notebook: "),
        (b"[" * 100_000, "damaged notebook: "),
        (notebook(("code", "a = 1")), "no text in this notebook (1 cell of code)"),
        (b'{"nbformat": 4, "cells": {"a": 1}}', "no text in this notebook"),
        (b'{"nbformat": 4, "cells": 5}', "no text in this notebook"),
        (b'{"nbformat": 4, "cells": [5, {"cell_type": "markdown"}]}', "no text in this notebook"),
    ],
)
def test_what_is_not_a_notebook_with_text_is_an_error_of_one_line(data, message):
    with pytest.raises(InputError) as caught:
        read(data)
    assert str(caught.value).startswith(f"a.ipynb: {message}")
    assert str(caught.value).isprintable()
