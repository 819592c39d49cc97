import asyncio
import json
import os
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import pytest

from multisumm.rendering.explanations import WHY
from multisumm.web import app, subprocesses
from multisumm.web.formats import BINARY, FILE_TYPES
from multisumm.web.limits import UPLOADS_PER_JOB
from multisumm.web.tasks import TASKS
from tokenizer_files import write_tokenizer
from web_server import OURS, THEIRS, form, lines_made_here, serving, wait_until

TWO = (("files", "a.txt", OURS), ("files", "b.txt", THEIRS))
ERROR = "application/json"


def error(answer):
    status, headers, body = answer
    assert headers["content-type"] == ERROR
    record = json.loads(body)
    assert [*record] == ["error"]
    assert "\n" not in record["error"]
    return status, record["error"]


# What comes back


@pytest.mark.usefixtures("without_processes")
@pytest.mark.parametrize(
    ("name", "form"), [(name, form) for name, task in TASKS.items() for form in task.formats]
)
def test_each_task_answers_in_the_requested_format(site, name, form):
    parts = [*TWO, ("format", form), *([("min_sources", "1")] if name == "digest" else [])]
    status, headers, body = site.send(f"/api/{name}", *parts)
    media_type, suffix = FILE_TYPES[form]
    assert status == 200
    assert headers["content-type"].partition(";")[0] == media_type
    noun = TASKS[name].noun
    assert headers["content-disposition"] == f'attachment; filename="{noun}.{suffix}"'
    if form not in BINARY:
        assert "The ferry sank on Sunday, killing 127 people." in body.decode()


@pytest.mark.usefixtures("without_processes")
@pytest.mark.parametrize("name", TASKS)
def test_each_task_tells_its_progress_and_what_became_of_the_files(site, name):
    parts = [
        *TWO,
        ("files", "c.pdf", b"No."),
        *([("min_sources", "1")] if name == "digest" else []),
    ]
    lines = site.send(f"/api/{name}/stream", *parts)[2].splitlines()
    *stages, last = map(json.loads, lines)
    assert [one["stage"] for one in stages] == [*["reading"] * 3, TASKS[name].stage]
    one, two = (None, None) if name == "read" else (1, 2)
    assert last["documents"] == [
        {"id": "a.txt", "title": None, "file": "a.txt", "number": one},
        {"id": "b.txt", "title": None, "file": "b.txt", "number": two},
    ]
    assert last["files"] == [
        {"name": "c.pdf", "outcome": "failed", "reason": "not a PDF", "documents": []},
        {"name": "a.txt", "outcome": "read", "reason": "", "documents": ["a.txt"]},
        {"name": "b.txt", "outcome": "read", "reason": "", "documents": ["b.txt"]},
    ]
    assert tuple(last["formats"]) == TASKS[name].formats


def test_if_no_file_can_be_read_each_is_named(site):
    parts = [("files", f"{name}.pdf", b"No.") for name in "abc"]
    status, headers, body = site.send("/api/compare", *parts)
    assert (status, headers["content-type"]) == (422, "application/json")
    assert json.loads(body) == {
        "error": "none of 3 files can be read: a.pdf, b.pdf, c.pdf",
        "details": [f"{name}.pdf: not a PDF; skipped" for name in "abc"],
    }


def test_an_encoding_of_tiktoken_that_the_server_does_not_have_is_named(
    site, monkeypatch, tmp_path
):
    pytest.importorskip("tiktoken", reason='tiktoken is not installed: pip install ".[tokens]"')
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    record = {"documents": [OURS], "tokens": 20, "tokenizer": "tiktoken:gpt2"}
    status, line = error(site.post("/api/summarize", record))
    assert status == 422
    assert line.startswith("tiktoken:gpt2: its file is not in the cache of tiktoken, and nothing")
    assert str(tmp_path) in line


def test_a_tokenizer_of_the_server_cannot_be_named(site, tmp_path):
    name = f"hf:{write_tokenizer(tmp_path)}"
    record = {"documents": [OURS], "tokens": 20, "tokenizer": name}
    status, line = error(site.post("/api/summarize", record))
    assert (status, line[:45]) == (422, "tokenizer must be tiktoken:ENCODING here, not")


def test_all_formats_are_known():
    for task in TASKS.values():
        assert set(task.formats) == set(task.renderers()) <= FILE_TYPES.keys()


def test_the_response_equals_the_output_of_the_command(site, tmp_path, capfdbinary):
    from multisumm.cli.main import main as run

    (tmp_path / "a.txt").write_text(OURS)
    (tmp_path / "b.txt").write_text(THEIRS)
    with pytest.raises(SystemExit):
        run(["summarize", str(tmp_path), "--format", "json", "--words", "20", "--quiet"])
    printed = capfdbinary.readouterr().out
    assert site.send("/api/summarize", *TWO, ("words", "20"))[2] == printed
    record = {"documents": [{"id": "a.txt", "text": OURS}, {"id": "b.txt", "text": THEIRS}]}
    answered = json.loads(site.post("/api/summarize", {**record, "words": 20})[2])
    expected = json.loads(printed)
    for document in expected["documents"]:
        del document["file"]  # documents of a request were read from no file
    assert answered == expected


def test_a_request_can_ask_why_each_sentence_is_quoted(site):
    for asked in (True, "true"):
        record = {"documents": [OURS, THEIRS], "explain": asked, "format": "markdown"}
        status, _, text = site.post("/api/summarize", record)
        assert (status, WHY.encode() in text) == ((200, True) if asked is True else (422, False))
    sent = (*TWO, ("explain", "true"), ("format", "text"))
    assert b"\n\nWhy:\n" in site.send("/api/summarize", *sent)[2]


def test_the_stream_has_a_line_for_each_stage(site):
    status, headers, body = site.send("/api/summarize/stream", *TWO)
    stages = [json.loads(line) for line in body.splitlines()]
    assert (status, headers["content-type"]) == (200, "application/x-ndjson")
    assert [one["stage"] for one in stages] == ["reading", "reading", "summarizing", "done"]
    assert tuple(stages[-1]["formats"]) == TASKS["summarize"].formats


# What goes wrong


@pytest.mark.usefixtures("without_processes")
@pytest.mark.parametrize("path", ["/api/summarize", "/api/summarize/stream"])
def test_errors_found_at_the_start_have_their_status(site, path):
    assert error(site.post(path, b"{"))[0] == 400
    assert error(site.post(path, {"documents": ["One."], "words": 0}))[0] == 422
    status, line = error(site.post(path, b'{"documents": ["One."], "\\ud800": 1}'))
    assert (status, line.partition(";")[0]) == (422, "unknown option '\\ud800'")
    assert error(site.ask("POST", path, b"x", content_type="text/plain")) == (
        415,
        "send application/json or multipart/form-data",
    )
    assert error(site.ask("POST", path))[0] == 415


def test_an_error_during_the_work_is_the_last_line(site):
    status, _, body = site.post("/api/summarize/stream", {"documents": [OURS], "words": 1})
    *_, last = body.splitlines()
    assert (status, json.loads(last)["status"]) == (200, 422)
    assert error(site.post("/api/summarize", {"documents": [OURS], "words": 1}))[0] == 422


def test_unknown_paths_are_not_found(site):
    for path in ("/nothing", "/api/", "/../../etc/passwd", "/%2e%2e/etc/passwd", "/page.css/x"):
        assert error(site.ask("GET", path)) == (404, "Not Found")


def test_an_upload_above_the_limit_is_refused_and_the_next_one_is_not():
    with serving(bytes=1000) as site:
        line = "the upload is larger than 1,000 bytes; start the server with a larger --max-bytes"
        assert error(site.post("/api/summarize", b"x" * 1001)) == (413, line)
        chunks = iter([b"x" * 600, b"x" * 600])
        assert error(site.ask("POST", "/api/summarize", chunks, content_type=ERROR)) == (413, line)
        assert site.post("/api/summarize", {"documents": [OURS]})[0] == 200


def is_gone(process):
    try:
        os.kill(process.pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_summary_that_takes_too_long_is_stopped_and_its_process_killed(endless):
    line = (
        "the summary took longer than 2 seconds;"
        " send less text, or start the server with a larger --max-seconds"
    )
    record = {"documents": [OURS]}
    with serving(seconds=2) as site, ThreadPoolExecutor() as clients:  # processes start in time
        whole = clients.submit(site.post, "/api/summarize", record)
        streamed = clients.submit(site.post, "/api/summarize/stream", record)
    assert error(whole.result()) == (504, line)
    status, _, body = streamed.result()
    first, last = map(json.loads, body.splitlines())
    assert (status, first) == (200, {"stage": "waiting"})
    assert last == {"stage": "failed", "status": 504, "error": line}
    assert len(endless) == 2
    assert all(map(is_gone, endless))


def test_a_process_is_killed_with_its_children(monkeypatch):
    create = subprocesses.asyncio.create_subprocess_exec
    child = "import time; time.sleep(600)"

    async def start(*_, **options):
        code = f"import subprocess, sys; subprocess.call([sys.executable, '-c', {child!r}])"
        return await create(sys.executable, "-c", code, **options)

    monkeypatch.setattr(subprocesses.asyncio, "create_subprocess_exec", start)
    with serving(seconds=0.5) as site:  # it answers when the pipe ends, which the child has, too
        assert site.post("/api/summarize", {"documents": [OURS]})[0] == 504


def test_a_job_receives_the_limits(monkeypatch):
    given = []

    @asynccontextmanager
    async def worker_lines(job, _):
        given.append(job)
        raise ZeroDivisionError
        yield

    monkeypatch.setattr(app, "worker_lines", worker_lines)
    with serving(bytes=1000, seconds=9, memory=5) as site:
        assert site.post("/api/summarize", {"documents": [OURS]})[0] == 500
    assert [(job.max_bytes, job.seconds, job.memory) for job in given] == [(1000, 9, 5)]


def test_an_upload_that_takes_too_long_is_rejected():
    with serving(seconds=0.2) as site, socket.create_connection(("127.0.0.1", site.port)) as line:
        line.sendall(
            b"POST /api/summarize HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"Content-Length: 100\r\n"
            b"Content-Type: application/json\r\n\r\n{"
        )
        answer = line.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert answer.endswith(b'{"error":"the upload took longer than 0.2 seconds"}')


def test_an_upload_that_stalls_is_rejected():
    with (
        serving(idle=0.2) as site,
        socket.create_connection(("127.0.0.1", site.port)) as line,
    ):
        line.sendall(SLOW.replace(b"Host:", b"Connection: close\r\nHost:"))
        answer = line.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert answer.endswith(b'{"error":"no data arrived for 0.2 seconds"}')


@pytest.mark.parametrize("path", ["/api/summarize", "/api/summarize/stream"])
def test_the_number_of_simultaneous_jobs_is_limited_and_a_disconnected_client_frees_its_place(
    endless, path
):
    body, content_type = form(*TWO)
    with serving(jobs=1, patience=0.2) as site:
        with socket.create_connection(("127.0.0.1", site.port)) as line:
            head = (
                f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
                f"Content-Type: {content_type}\r\n\r\n"
            )
            line.sendall(head.encode() + body)
            wait_until(lambda: endless)
            status, headers, _ = answer = site.post(path, {"documents": [OURS]})
            assert error(answer) == (
                503,
                "too many requests at the same time (limit: 1); try again in a moment",
            )
            assert (status, headers["retry-after"]) == (503, "5")
            assert not is_gone(endless[0])
        wait_until(lambda: is_gone(endless[0]))


SLOW = (
    b"POST /api/summarize HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
    b"Content-Type: application/json\r\n\r\n{"
)


def test_slow_uploads_block_summaries_only_when_they_are_too_many():
    with serving(jobs=1) as site, ExitStack() as lines:

        def slow():
            line = socket.create_connection(("127.0.0.1", site.port))
            lines.enter_context(line).sendall(SLOW)

        for _ in range(UPLOADS_PER_JOB - 1):
            slow()
        assert site.post("/api/summarize", {"documents": [OURS]})[0] == 200
        slow()
        wait_until(lambda: site.post("/api/summarize", {"documents": [OURS]})[0] == 503)
        assert error(site.post("/api/summarize", {"documents": [OURS]})) == (
            503,
            f"too many uploads at the same time (limit: {UPLOADS_PER_JOB}); try again in a moment",
        )
        lines.close()
        wait_until(lambda: site.post("/api/summarize", {"documents": [OURS]})[0] == 200)


@pytest.mark.parametrize("path", ["/api/summarize", "/api/summarize/stream"])
def test_requests_wait_for_their_turn_and_have_it_as_they_came(monkeypatch, path):
    begun, opened = [], threading.Semaphore(0)

    @asynccontextmanager
    async def worker_lines(job, body):
        begun.append(json.loads(body)["words"])
        await asyncio.to_thread(opened.acquire)
        async with lines_made_here(job, body) as lines:
            yield lines

    monkeypatch.setattr(app, "worker_lines", worker_lines)
    waiting = 5
    with serving(jobs=1, patience=60) as site, ThreadPoolExecutor(waiting + 1) as pool:
        answers = []
        for words in range(10, 11 + waiting):
            record = {"documents": [OURS], "words": words}
            answers.append(pool.submit(site.post, path, record))
            wait_until(lambda: begun == [10])
        assert not any(answer.done() for answer in answers)
        for _ in answers:
            opened.release()
        assert [answer.result()[0] for answer in answers] == [200] * (1 + waiting)
    assert begun[0] == 10
    assert sorted(begun) == [*range(10, 11 + waiting)]


def test_more_than_so_many_do_not_wait_and_who_leaves_frees_a_place(endless, monkeypatch):
    waiting, take_turn = [], app._take_turn

    async def watched(*given):
        waiting.append(None)
        try:
            await take_turn(*given)
        finally:
            waiting.pop()

    monkeypatch.setattr(app, "_take_turn", watched)
    with serving(jobs=1, patience=60) as site, ExitStack() as lines:
        body = json.dumps({"documents": [OURS]}).encode()
        head, _, _ = SLOW.replace(b"100", str(len(body)).encode()).rpartition(b"{")

        def ask():
            line = socket.create_connection(("127.0.0.1", site.port))
            lines.enter_context(line).sendall(head + body)
            return line

        ask()
        wait_until(lambda: endless)
        last = [ask() for _ in range(UPLOADS_PER_JOB)][-1]
        wait_until(lambda: len(waiting) == UPLOADS_PER_JOB)
        assert site.post("/api/summarize", {"documents": [OURS]})[0] == 503
        last.close()
        wait_until(lambda: len(waiting) == UPLOADS_PER_JOB - 1)
        ask()
        wait_until(lambda: len(waiting) == UPLOADS_PER_JOB)


def test_an_upload_that_completes_while_all_places_are_taken_waits_and_is_refused(endless):
    body = json.dumps({"documents": [OURS]}).encode()
    with (
        serving(jobs=1, patience=0.2) as site,
        socket.create_connection(("127.0.0.1", site.port)) as late,
    ):
        late.sendall(SLOW.replace(b"100", str(len(body)).encode()))
        with socket.create_connection(("127.0.0.1", site.port)) as other:
            head, _, _ = SLOW.replace(b"100", str(len(body)).encode()).rpartition(b"{")
            other.sendall(head + body)
            wait_until(lambda: endless)
            late.sendall(body[1:])
            assert late.recv(1000).startswith(b"HTTP/1.1 503 ")


def test_a_client_that_leaves_during_a_stream_causes_no_error(endless, capfd):
    body, content_type = form(*TWO)
    with serving() as site:
        with socket.create_connection(("127.0.0.1", site.port)) as line:
            head = (
                "POST /api/summarize/stream HTTP/1.1\r\nHost: localhost\r\n"
                f"Content-Length: {len(body)}\r\nContent-Type: {content_type}\r\n\r\n"
            )
            line.sendall(head.encode() + body)
            assert line.recv(1000).startswith(b"HTTP/1.1 200 ")
        wait_until(lambda: is_gone(endless[0]))
    assert capfd.readouterr().err == ""


def test_a_stopped_server_leaves_no_process(endless):
    with serving() as site, socket.create_connection(("127.0.0.1", site.port)) as line:
        body, content_type = form(*TWO)
        line.sendall(
            f"POST /api/summarize HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
            f"Content-Type: {content_type}\r\n\r\n".encode()
            + body
        )
        wait_until(lambda: endless)
        line.close()
    assert all(map(is_gone, endless))


def test_a_process_that_dies_is_reported_in_one_line(monkeypatch):
    create = subprocesses.asyncio.create_subprocess_exec

    async def start(*_, **options):
        return await create(sys.executable, "-c", "import os; os.abort()", **options)

    monkeypatch.setattr(subprocesses.asyncio, "create_subprocess_exec", start)
    with serving() as site:
        assert error(site.post("/api/summarize", {"documents": [OURS * 10_000]})) == (
            500,
            "the worker process ended before the summary was done",
        )


def test_a_server_bug_is_one_line_for_the_client_and_one_in_the_log(monkeypatch, capfd):
    @asynccontextmanager
    async def broken(*_):
        raise ZeroDivisionError("by zero")
        yield

    monkeypatch.setattr(app, "worker_lines", broken)
    with serving() as site:
        answer = site.post("/api/summarize", {"documents": [OURS]})
        assert error(answer) == (500, "internal error; see the server's output")
    told = capfd.readouterr().err
    line = "multisumm: error: POST /api/summarize: ZeroDivisionError: by zero (test_app.py:"
    assert told.startswith(line)
    assert told.count("\n") == 1


# Where uploads are


def test_no_upload_is_written_to_the_disk(site, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    big = OURS + "\n" * 3_000_000
    assert site.send("/api/summarize", ("files", "a.txt", big), ("words", "20"))[0] == 200
    assert list(Path(tmp_path).rglob("*")) == []
