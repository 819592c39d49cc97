import errno
import json
import os
import re
import resource
import signal
import subprocess
import sys

import pytest

import input_files
from multisumm import pipeline
from multisumm.web.tasks import TASKS
from multisumm.web.worker import UploadJob, failure_message, work
from web_server import OURS, THEIRS, form


def told(body, content_type="application/json", *, task="summarize", every_format=False, **more):
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    lines = []
    limits = (1_000_000, 60, 4_000_000_000)
    job = UploadJob(task, content_type, len(body), every_format, *limits)
    work(job._replace(**more), body, lines.append)
    return lines


def test_each_stage_is_sent_and_then_the_summary():
    body, content_type = form(
        ("files", "a.txt", OURS), ("files", "reports/b.txt", THEIRS), ("words", "10")
    )
    *stages, last = told(body, content_type, every_format=True)
    assert stages == [
        {"stage": "reading", "done": 0, "total": 2, "name": "a.txt"},
        {"stage": "reading", "done": 1, "total": 2, "name": "reports/b.txt"},
        {"stage": "summarizing", "documents": 2, "characters": len(OURS) + len(THEIRS)},
    ]
    assert last["stage"] == "done"
    assert [*last["formats"]] == [*TASKS["summarize"].formats]
    budget = json.loads(last["formats"]["json"])["budget"]
    assert budget == {
        "unit": "words",
        "limit": 10,
        "used": 8,
    }


@pytest.mark.parametrize("task", ["summarize", "digest", "compare"])
def test_each_document_has_the_number_that_it_has_in_the_page(task):
    texts = {"b.txt": THEIRS, "a.txt": OURS, "c.txt": "Quite another thing: chess in Oslo."}
    documents = [{"id": name, "text": text} for name, text in texts.items()]
    last = told({"documents": documents}, task=task, every_format=True)[-1]
    page = last["formats"]["html"].partition("<aside")[2]
    shown = dict(re.findall(r'id="source-(\d+)".*?<bdi>(.*?)</bdi>', page, re.DOTALL))
    numbers = {one["number"]: one["id"] for one in last["documents"] if one["number"]}
    assert len(numbers) >= 2
    assert {str(number): name for number, name in numbers.items()} == shown
    assert told({"documents": documents}, task=task)[-1]["documents"][0]["number"] is None


def test_texts_are_called_by_their_ids_and_the_format_is_the_one_asked_for():
    _, last = told({"documents": [{"id": "x", "text": OURS}, THEIRS], "format": "text"})
    assert last["formats"]["text"].startswith(
        "The ferry sank on Sunday, killing 127 people. [1; contradicted by 2]"
    )
    assert "[1] x (" in last["formats"]["text"]


def test_a_query_is_answered_or_refused_in_one_line():
    texts = {"documents": [OURS, THEIRS], "words": 20}
    summary = json.loads(told({**texts, "query": "ferries"})[-1]["formats"]["json"])
    assert summary["query"] == {"text": "ferries", "words": ["ferries"], "missing": []}
    for query in ("the", "Zeppelins"):
        failed = told({**texts, "query": query})[-1]
        assert (failed["status"], failed["error"].count("\n")) == (422, 0)


def test_what_is_known_is_left_out_and_warnings_about_it_come_first():
    texts = {"documents": [OURS, THEIRS], "words": 40}
    for known in (["Divers found the wreck."], "Divers found the wreck."):
        last = told({**texts, "known": known, "format": "text"})[-1]
        assert "Divers found the wreck" not in last["formats"]["text"].partition("Sources:")[0]
    summary = json.loads(told(texts)[-1]["formats"]["json"])
    failed = told({**texts, "known": summary})[-1]
    assert (failed["status"], failed["error"][:11]) == (422, "nothing new")
    damaged = told({**texts, "known": {"schema": "multisumm-summary/2"}})[-1]
    assert (damaged["status"], damaged["error"].partition(":")[0]) == (422, "known")
    body, content_type = form(
        ("text", OURS), ("files", "b.txt", THEIRS), ("known", "a.txt", b" "), ("format", "json")
    )
    record = json.loads(told(body, content_type)[-1]["formats"]["json"])
    assert record["warnings"][0] == "known: a.txt: no text, so nothing is known"


def test_a_digest_and_a_comparison_are_made_as_asked():
    texts = {"documents": [OURS, THEIRS, "The mayor opened a library. Many came to see it."]}
    last = told({**texts, "min_sources": 1, "subjects": 1, "format": "json"}, task="digest")[-1]
    assert len(json.loads(last["formats"]["json"])["subjects"]) == 1
    last = told({**texts, "keep_all": True}, task="compare")[-1]
    assert json.loads(last["formats"]["json"])["schema"] == "multisumm-compare/1"
    last = told(texts, task="read")[-1]
    assert len(json.loads(last["formats"]["json"])["documents"]) == 3


def test_names_are_only_names():
    names = ("/etc/passwd", "../../../etc/passwd", "~/.ssh/id", "C:\\x\\a.txt", "..", "a%0Ab.txt")
    parts = [("files", name, f"{OURS}Number {n} said so.") for n, name in enumerate(names)]
    body, content_type = form(*parts)
    record = json.loads(told(body, content_type)[-1]["formats"]["json"])
    found = [document["id"] for document in record["documents"]]
    assert found == ["etc/passwd", "upload 2/passwd", "id", "a.txt", "unnamed", "a%0Ab.txt"]


def test_files_of_every_kind_are_read_and_unreadable_files_are_named():
    body, content_type = form(
        ("files", "page.html", input_files.PAGE),
        ("files", "report.pdf", input_files.pdf("The bay was searched.", "Nothing was found.")),
        ("files", "rows.csv", "Name,Body\nx,Two boats were seen near the shore.\n"),
        ("files", "damaged.pdf", b"%PDF-1.4 nothing"),
        ("fields", "id=Name,text=Body"),
    )
    record = json.loads(told(body, content_type)[-1]["formats"]["json"])
    assert [document["id"] for document in record["documents"]] == ["page.html", "report.pdf", "x"]
    assert any(line.startswith("damaged.pdf: damaged PDF") for line in record["warnings"])


@pytest.mark.parametrize(
    ("body", "content_type", "status", "said"),
    [
        (b"{", "application/json", 400, "the body: not valid JSON"),
        (b"", "multipart/form-data; boundary=x", 400, "the form is cut off"),
        ({"documents": ["One."], "words": 0}, "application/json", 422, "words must be"),
        ({"documents": [" "]}, "application/json", 422, "nothing to summarize: no text in"),
        (
            {"documents": [OURS], "words": 1},
            "application/json",
            422,
            "fits into 1 word;",
        ),
        ({"documents": [OURS], "words": 9, "bytes": 9}, "application/json", 422, "give one limit"),
        (*form(("files", "a.pdf", b"x")), 422, "a.pdf: not a PDF"),
    ],
)
def test_every_error_is_one_line_with_its_status(body, content_type, status, said):
    last = told(body, content_type)[-1]
    assert (last["stage"], last["status"]) == ("failed", status)
    assert said in last["error"]
    assert "\n" not in last["error"]


def test_a_file_above_the_limit_is_not_read():
    body, content_type = form(("files", "a.txt", b"x " * 600_000))
    assert "a.txt: " in told(body, content_type)[-1]["error"]


def test_a_bug_is_reported_in_one_line(monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr(pipeline, "summarize", broken)
    line = "internal error: ZeroDivisionError: by zero"
    place = f"test_worker.py:{broken.__code__.co_firstlineno + 1}"
    assert told({"documents": [OURS]})[-1] == failure_message(500, f"{line} ({place})")


def test_running_out_of_memory_is_reported_in_one_line(monkeypatch):
    def broken(*_, **__):
        raise MemoryError

    monkeypatch.setattr(pipeline, "summarize", broken)
    line = "this needs more memory than allowed"
    assert told({"documents": [OURS]})[-1] == failure_message(413, line)


# As a process


def run(body, *, length=None, code="from multisumm.web.worker import run_job; run_job()", **limits):
    job = {"task": "summarize", "content_type": "application/json", "every_format": False}
    job |= {"max_bytes": 10**6, "seconds": 60, "memory": 4_000_000_000}
    header = json.dumps({**job, "length": len(body) if length is None else length, **limits})
    command = [sys.executable, "-P", "-c", code]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, **pipes) as process:
        process.stdin.write(header.encode() + b"\n" + body)
        process.stdin.flush()
        if length is not None:
            process.stdin.close()
        output, errors = process.stdout.read(), process.stderr.read()  # before standard input ends
        return subprocess.CompletedProcess(command, process.wait(), output, errors)


def test_the_process_prints_the_lines_and_nothing_else():
    done = run(json.dumps({"documents": [OURS, THEIRS], "format": "text"}).encode())
    first, last = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (0, b"")
    assert first["stage"] == "summarizing"
    assert last["formats"]["text"].startswith("The ferry sank")


def test_the_process_ends_with_its_children_when_standard_input_is_closed():
    code = """
import os, subprocess, sys, time
from multisumm.web import worker
def work(job, body, tell):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    tell({"child": child.pid})
    time.sleep(600)
worker.work = work
worker.run_job()
"""
    job = {"task": "", "content_type": "", "length": 0, "every_format": False, "max_bytes": 1}
    job |= {"seconds": 60}
    with subprocess.Popen(
        [sys.executable, "-P", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        process.stdin.write(json.dumps({**job, "memory": 4_000_000_000}).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["child"]
        process.stdin.close()
        assert process.stdout.read() == b""  # the child has it open, too
        assert process.wait() != 0


def test_an_incomplete_body_gives_no_summary():
    done = run(b"{}", length=9)
    assert (done.returncode, done.stdout) == (0, b"")


LIMITED = """
import multisumm.web.worker as worker
def work(job, body, tell):
    {what}
    tell({{"stage": "done"}})
worker.work = work
worker.run_job()
"""


def test_the_process_can_write_no_file_and_what_it_prints_goes_nowhere(tmp_path):
    file = tmp_path / "file"
    what = (
        "print('printed', flush=True)\n    try:\n"
        f"        open({str(file)!r}, 'w').write('x' * 100_000)\n    except OSError as error:\n"
        "        tell({'why': error.errno})"
    )
    lines = run(b"", code=LIMITED.format(what=what)).stdout.splitlines()
    assert [json.loads(line) for line in lines] == [{"why": errno.EFBIG}, {"stage": "done"}]
    assert file.read_bytes() == b""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces these limits")
def test_the_process_cannot_exceed_its_memory_and_processor_time():
    what = "tell({'memory': limit(RLIMIT_AS), 'time': limit(RLIMIT_CPU)})"
    code = f"""
from resource import RLIMIT_AS, RLIMIT_CPU, getrlimit as limit
{LIMITED.format(what=what)}"""
    first, _ = run(b"", code=code, seconds=2.5, memory=3 * 10**9).stdout.splitlines()
    assert json.loads(first) == {"memory": [3 * 10**9] * 2, "time": [4, 4]}
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0  # ours are what they were
    assert run(b"", code=LIMITED.format(what="while True: pass"), seconds=0).returncode in (
        -signal.SIGKILL,
        -signal.SIGXCPU,
    )


def test_no_file_of_the_working_folder_is_imported(tmp_path):
    (tmp_path / "multisumm.py").write_text("raise SystemExit(9)")
    home = os.getcwd()
    os.chdir(tmp_path)
    try:
        assert run(b"{}").returncode == 0
    finally:
        os.chdir(home)
