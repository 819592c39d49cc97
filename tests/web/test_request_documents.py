import json

import pytest

import multisumm
from multisumm.errors import InputError, OptionError
from multisumm.model import Document
from multisumm.web.request_body import NamedBytes, TaskRequest
from multisumm.web.request_documents import documents_of, known_of
from web_server import OURS, THEIRS

FILES = (NamedBytes("x/a.txt", OURS.encode()), NamedBytes("b.txt", THEIRS.encode()))
TABLE = NamedBytes("rows.csv", b"id,text\n7,One boat was seen.\n8,Two boats were seen.\n")


def read(request, noted=None):
    def note(**what):
        if noted is not None:
            noted.append((what["done"], what["total"], what["name"]))

    return documents_of(request, max_bytes=10**6, allow_private=False, note=note)


def test_a_file_that_is_left_out_is_not_read():
    noted = []
    pdf = NamedBytes("c.pdf", b"No.")
    documents = read(TaskRequest(files=(*FILES, pdf), exclude=("x/a.txt", "c.pdf")), noted)
    assert [document.id for document in documents] == ["b.txt"]
    assert noted == [(0, 1, "b.txt")]
    assert documents.warnings == ()
    assert [(fate.name, fate.outcome, fate.reason) for fate in documents.files] == [
        ("b.txt", "read", ""),
        ("x/a.txt", "passed over", "left out"),
        ("c.pdf", "passed over", "left out"),
    ]


def test_a_document_is_left_out_by_its_id():
    request = TaskRequest(files=(TABLE,), documents=(Document("9", "Three."),), exclude=("7", "9"))
    assert [document.id for document in read(request)] == ["8"]


def test_a_name_of_nothing_is_a_warning_and_leaving_everything_out_an_error():
    documents = read(TaskRequest(files=FILES, exclude=("a.txt", "c\n")))
    assert len(documents) == 1
    assert documents.warnings == ("exclude: no file or document is called 'c\\n'",)
    for out in (("x/a.txt", "b.txt"), ("a.txt", "b.txt"), ("a.txt", "b.txt", "x/a.txt")):
        with pytest.raises(OptionError, match=r"^exclude leaves no document$"):
            read(TaskRequest(files=FILES, exclude=out))


def test_addresses_of_this_machine_are_refused_and_a_left_out_one_is_not_asked():
    url = "http://127.0.0.1:9/"
    with pytest.raises(InputError, match="which is not public"):
        read(TaskRequest(urls=(url,)))
    assert len(read(TaskRequest(files=FILES, urls=(url,), exclude=(url,)))) == 2


def test_known_files_are_documents_and_summaries():
    summary = multisumm.summarize([OURS, THEIRS], words=10)
    files = (
        NamedBytes("a.json", summary.to_json().encode()),
        NamedBytes("a.html", summary.to_html().encode()),
        NamedBytes("b.txt", b"The mayor spoke."),
    )
    known = known_of(TaskRequest(known_files=files), max_bytes=10**6)
    quoted = multisumm.summarize([OURS, THEIRS], words=10).sentences[0].text
    assert [document.id for document in known][:2] == ["b.txt", "1"]
    assert quoted in known[1].text
    assert [document.id for document in known if document.id.startswith("a.html: ")]


def test_of_known_files_of_one_name_all_are_known():
    texts = (OURS, THEIRS, OURS.replace("127", "128"))
    summaries = [multisumm.summarize([text], words=40) for text in texts]
    files = [NamedBytes("a.json", one.to_json().encode()) for one in summaries]
    known = known_of(TaskRequest(known_files=tuple(files)), max_bytes=10**6)
    assert [document.id for document in known] == ["1", "a.json: 1", "a.json: a.json: 1"]
    for document, summary in zip(known, summaries, strict=True):
        assert {one.text for one in summary.sentences} <= {*document.text.split("\n\n")}


def test_known_documents_are_as_the_request_has_them():
    record = json.loads(multisumm.summarize([OURS], words=20).to_json())
    assert known_of(TaskRequest(known=record), max_bytes=9) == record
    assert known_of(TaskRequest(), max_bytes=9) is None


def test_known_files_without_text_are_a_warning():
    known = known_of(TaskRequest(known_files=(NamedBytes("a.txt", b" "),)), max_bytes=9)
    assert known.warnings == ("known: a.txt: no text, so nothing is known",)
