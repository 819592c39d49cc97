import contextlib
import gzip
import io
import json
import os
import resource
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from batch_data import ONE, cluster_line, clusters
from multisumm.batch.process_engine import _CONTEXT as SPAWNING
from multisumm.cli import batch
from multisumm.cli.main import main as multisumm
from multisumm.resources import read_data
from preloaded import PRELOADED
from tokenizer_files import write_tokenizer

COUNT = 5


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in, with a file of five clusters."""
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_bytes(clusters(COUNT))
    return tmp_path


@pytest.fixture
def run(folder, main, monkeypatch):
    """Runs `batch` in this process and gives its status, its output and its errors."""
    monkeypatch.setattr("multisumm.batch.process_engine._CONTEXT", PRELOADED)
    return partial(main, "batch")


def process(*arguments, **options):
    """Starts `batch` in a process of its own, which leads a session, as one in a terminal does."""
    command = [sys.executable, "-m", "multisumm", "batch", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, **{**pipes, **options}, start_new_session=True)


def ids(output):
    return [json.loads(line)["id"] for line in output.splitlines()]


def without_rate(errors):
    """What is said of the end of a run, without how fast it was."""
    return errors.partition("/s")[0].rpartition(", ")[0]


# By hand


def test_each_cluster_gets_the_line_that_summarize_prints_for_it_in_the_order_of_the_input(run):
    status, output, errors = run("in.jsonl", "--words", 12)
    assert status == 0
    assert ids(output) == ["c1", "c2", "c3", "c4", "c5"]
    assert without_rate(errors) == "multisumm: 5 clusters"
    Path("one.jsonl").write_bytes(cluster_line(2))
    with contextlib.suppress(SystemExit):
        multisumm(["summarize", "one.jsonl", "--words", "12", "--format", "json", "--output", "o"])
    record = json.loads(output.splitlines()[1])
    printed = json.loads(Path("o").read_bytes())
    for document in printed["documents"]:
        del document["file"]  # a line of a batch is no file
    assert record == {"id": "c2", **printed}


def test_workers_limits_and_compression_do_not_change_the_bytes(run, monkeypatch):
    _, output, _ = run("in.jsonl", "--words", 12)
    monkeypatch.setattr("multisumm.batch.process_engine._CONTEXT", SPAWNING)
    for number, options in enumerate(
        [["--workers", 1, "--memory", 4000], ["--workers", 3, "--timeout", 100]]
    ):
        assert run("in.jsonl", "--words", 12, "--output", f"o{number}", *options)[:2] == (0, b"")
        assert Path(f"o{number}").read_bytes() == output
    Path("in.jsonl.gz").write_bytes(gzip.compress(clusters(COUNT)))
    run("in.jsonl.gz", "--words", 12, "--output", "o.gz", "--workers", 1)
    assert gzip.decompress(Path("o.gz").read_bytes()) == output


def test_a_hyphen_reads_standard_input(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(clusters(2))))
    status, output, _ = run("-", "--output", "-")
    assert (status, ids(output)) == (0, ["c1", "c2"])


def test_the_options_of_a_summary_are_those_of_summarize(run):
    status, output, _ = run(
        *("in.jsonl", "--sentences", 1, "--method", "lead", "--order", "rank"),
        *("--language", "nb", "--keep-noise"),
    )
    record = json.loads(output.splitlines()[0])
    assert status == 0
    assert record["budget"] == {"unit": "sentences", "limit": 1, "used": 1}
    assert [*record["settings"].values()][1:] == ["lead", "rank", "no", True]


def test_the_output_can_be_evaluated(run, capfdbinary):
    cluster = {**json.loads(cluster_line(1)), "references": [ONE]}
    Path("in.jsonl").write_text(json.dumps(cluster))
    run("in.jsonl", "--words", 9, "--output", "o.jsonl")
    with pytest.raises(SystemExit) as end:
        multisumm(["evaluate", "in.jsonl", "--systems", "file:o.jsonl", "--format", "json"])
    assert not end.value.code
    assert b'"rouge-1"' in capfdbinary.readouterr().out


# Bad clusters


def test_a_bad_cluster_gets_an_error_the_others_are_done_and_the_status_is_1(run):
    Path("in.jsonl").write_bytes(
        cluster_line(1) + b'{"id": "x"\n\n' + cluster_line(4) + b'{"id": "e", "documents": [" "]}'
    )
    status, output, errors = run("in.jsonl")
    assert status == 1
    first, broken, third, empty = map(json.loads, output.splitlines())
    assert (first["id"], third["id"]) == ("c1", "c4")
    message = "line 2: not valid JSON: Expecting ',' delimiter (column 11)"
    assert (broken["error"], broken["id"], broken["line"]) == (message, None, 2)
    assert (empty["id"], empty["line"]) == ("e", 5)
    assert empty["error"] == "nothing to summarize: no text in 1 document"
    end, told = errors.splitlines()
    assert without_rate(end) == "multisumm: 4 clusters, 2 of them failed"
    assert told == (
        f"multisumm: error: 2 clusters without a summary; the first error is: {message}"
    )


def test_a_line_that_is_too_long_gets_an_error_and_the_run_goes_on(run, monkeypatch):
    monkeypatch.setattr("multisumm.batch.input.MAX_LINE_BYTES", 1000)
    Path("in.jsonl").write_bytes(cluster_line(1) + b"{" * 5000 + b"\n" + cluster_line(3))
    status, output, _ = run("in.jsonl")
    assert (status, ids(output)) == (1, ["c1", None, "c3"])
    message = "line 2: longer than 1 kB"
    assert json.loads(output.splitlines()[1]) == {"error": message, "id": None, "line": 2}


def test_the_readable_part_of_a_truncated_file_is_summarized(run):
    noise = os.urandom(60_000).hex().encode()
    Path("in.jsonl.gz").write_bytes(gzip.compress(clusters(2) + noise)[:40_000])
    status, _, errors = run("in.jsonl.gz", "--output", "o")
    assert status == 1
    *done, cut = map(json.loads, Path("o").read_bytes().splitlines())
    assert [record["id"] for record in done] == ["c1", "c2"]
    message = "the compressed data is cut off behind line 2"
    assert cut == {"error": message, "id": None, "line": 3}
    assert "1 cluster without a summary" in errors


def test_a_cluster_that_takes_too_long_gets_an_error(run):
    status, output, _ = run("in.jsonl", "--timeout", 1e-9, "--workers", 1)
    records = [json.loads(line) for line in output.splitlines()]
    assert status == 1
    assert {record["error"] for record in records} == {"it takes longer than 1e-09 s"}
    assert [record["id"] for record in records] == ["c1", "c2", "c3", "c4", "c5"]


# Shards


@pytest.mark.parametrize("of", [2, 3, 7])
def test_shards_pasted_together_give_the_whole_output(run, of):
    _, whole, _ = run("in.jsonl")
    names = [f"o.{number}" for number in range(1, of + 1)]
    for number, name in enumerate(names, start=1):
        assert run("in.jsonl", "--shard", f"{number}/{of}", "--output", name)[0] == 0
    pasted = subprocess.run(["paste", "-d", "\\n", *names], stdout=subprocess.PIPE, check=True)
    assert pasted.stdout.replace(b"\n\n", b"\n").rstrip(b"\n") + b"\n" == whole


# Interrupted and resumed


def test_ctrl_c_ends_cleanly_and_the_run_can_be_resumed(run, folder):
    _, whole, _ = run("in.jsonl")
    os.mkfifo("pipe")  # of which the end is never seen
    end = os.open("pipe", os.O_RDWR)  # which does not wait for a reader
    with process("pipe", "--workers", 1) as interrupted, open(end, "wb") as pipe:
        pipe.write(clusters(COUNT))
        pipe.flush()
        assert interrupted.stdout.readline() == whole.splitlines(keepends=True)[0]
        os.killpg(interrupted.pid, signal.SIGINT)
        output, errors = interrupted.communicate(timeout=60)
    assert interrupted.returncode == 130
    assert whole.endswith(output) or output in whole
    assert errors.startswith(b"multisumm: error: interrupted; stopped at line ")
    assert errors.count(b"\n") == 1


def test_a_run_is_continued_where_it_was_interrupted(run, monkeypatch):
    _, whole, _ = run("in.jsonl")
    with monkeypatch.context() as patched:
        patched.setattr("multisumm.batch.run.share_read", interrupt_after(3))
        status, _, errors = run("in.jsonl", "--output", "o")
    assert status == 130
    assert errors == (
        "multisumm: error: interrupted; stopped at line 2 of in.jsonl;"
        " the same command with --resume continues\n"
    )
    assert Path("o.partial").read_bytes() == b"".join(whole.splitlines(keepends=True)[:2])
    assert run("in.jsonl", "--output", "o")[0] == 2
    status, _, errors = run("in.jsonl", "--output", "o", "--resume", "--workers", 1)
    assert status == 0
    assert without_rate(errors) == "multisumm: 5 clusters"
    assert Path("o").read_bytes() == whole
    assert sorted(os.listdir()) == ["in.jsonl", "o"]
    status, _, errors = run("in.jsonl", "--output", "o", "--resume")
    assert (status, errors) == (0, "multisumm: complete already: 5 clusters\n")


def test_a_run_is_not_continued_with_other_weights_whatever_their_file_is_called(run, monkeypatch):
    record = json.loads(read_data("weights.json"))
    Path("a.json").write_text(json.dumps(record))
    Path("b.json").write_text(json.dumps(record))
    Path("c.json").write_text(json.dumps({**record, "concept": {**record["concept"], "word": 1}}))
    with monkeypatch.context() as patched:
        patched.setattr("multisumm.batch.run.share_read", interrupt_after(3))
        run("in.jsonl", "--output", "o", "--weights", "a.json")
    status, _, errors = run("in.jsonl", "--output", "o", "--resume", "--weights", "c.json")
    assert (status, errors.count("\n")) == (2, 1)
    assert "weights" in errors
    assert run("in.jsonl", "--output", "o", "--resume", "--weights", "b.json")[0] == 0


def test_a_run_in_tokens_is_not_continued_with_another_tokenizer(run, monkeypatch, tmp_path):
    file = write_tokenizer(tmp_path)
    options = ("--output", "o", "--tokens", 14, "--tokenizer", f"hf:{file}")
    with monkeypatch.context() as patched:
        patched.setattr("multisumm.batch.run.share_read", interrupt_after(3))
        run("in.jsonl", *options)
    before = file.read_text()
    file.write_text(before.replace("ferry", "Ferry"))
    status, _, errors = run("in.jsonl", *options, "--resume")
    assert (status, errors.count("\n")) == (2, 1)
    assert "tokenizer_sha256" in errors
    file.write_text(before)
    assert run("in.jsonl", *options, "--resume")[0] == 0
    budgets = [json.loads(line)["budget"] for line in Path("o").read_text().splitlines()]
    assert {(one["unit"], one["limit"]) for one in budgets} == {("tokens", 14)}
    assert all(0 < one["used"] <= 14 for one in budgets)


def test_a_tokenizer_that_cannot_be_used_ends_a_run_before_it_begins(run):
    status, _, errors = run("in.jsonl", "--output", "o", "--tokens", 9, "--tokenizer", "hf:x")
    assert (status, errors.count("\n")) == (1, 1)
    assert "hf:x: no such file" in errors
    assert not list(Path().glob("o*"))


def test_a_run_is_not_continued_with_another_query(run, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("multisumm.batch.run.share_read", interrupt_after(3))
        run("in.jsonl", "--output", "o", "--query", "Who is missing?")
    for other in ([], ["--query", "What sank?"]):
        status, _, errors = run("in.jsonl", "--output", "o", "--resume", *other)
        assert (status, errors.count("\n")) == (2, 1)
        assert 'query "Who is missing?", not ' in errors
    assert run("in.jsonl", "--output", "o", "--resume", "--query", "Who is missing?")[0] == 0
    records = [json.loads(line) for line in Path("o").read_bytes().splitlines()]
    assert {record["query"]["text"] for record in records} == {"Who is missing?"}


def test_a_change_in_the_middle_of_a_long_input_is_noticed(run, monkeypatch):
    lines = clusters(COUNT).splitlines(keepends=True)
    padding = b" " * (3 << 20)  # the change is far from both ends, and the length is the same
    Path("in.jsonl").write_bytes(lines[0] + padding + b"".join(lines[1:3]) + padding + lines[3])
    with monkeypatch.context() as patched:
        patched.setattr("multisumm.batch.run.share_read", interrupt_after(3))
        assert run("in.jsonl", "--output", "o")[0] == 130
    before = Path("in.jsonl").read_bytes()
    changed = before.replace(lines[2], lines[2].replace(b"ferry", b"train"))
    assert changed != before
    assert len(changed) == len(before)
    Path("in.jsonl").write_bytes(changed)
    status, _, errors = run("in.jsonl", "--output", "o", "--resume")
    assert (status, errors.count("\n")) == (2, 1)
    assert "begun with another input; it cannot be continued" in errors
    Path("in.jsonl").write_bytes(before)
    assert run("in.jsonl", "--output", "o", "--resume")[0] == 0


def test_a_text_of_the_user_is_no_complete_output(run):
    Path("o").write_bytes(b"My notes\n")
    status, _, errors = run("in.jsonl", "--output", "o", "--resume")
    assert (status, errors.count("\n")) == (2, 1)
    assert "o: not a whole output of a run" in errors
    assert Path("o").read_bytes() == b"My notes\n"


def test_an_empty_shard_says_so_once_and_gives_an_empty_output(run):
    line = f"no cluster is in shard {COUNT + 2}/{COUNT + 3}, because the input has too few\n"
    shard = ("--shard", f"{COUNT + 2}/{COUNT + 3}")
    assert run("in.jsonl", "--output", "o", *shard) == (0, b"", f"multisumm: {line}")
    assert Path("o").read_bytes() == b""
    assert sorted(os.listdir()) == ["in.jsonl", "o"]
    again = run("in.jsonl", "--output", "o", *shard, "--resume")
    assert again == (0, b"", f"multisumm: complete already: {line}")
    assert run("in.jsonl", *shard, "--quiet") == (0, b"", "")


def interrupt_after(times):
    """What raises KeyboardInterrupt when it is called so many times."""
    calls = 0

    def share_read(_):
        nonlocal calls
        calls += 1
        if calls == times:
            raise KeyboardInterrupt

    return share_read


def test_a_resumed_run_counts_the_errors_from_before_it(run):
    Path("in.jsonl").write_bytes(b"{}\n")
    assert run("in.jsonl", "--output", "o")[0] == 1
    assert run("in.jsonl", "--output", "o", "--resume")[0] == 1


# The output


@pytest.mark.parametrize("output", ["in.jsonl", "./in.jsonl", "link", "hard", "in"])
def test_an_output_that_is_the_input_is_refused(run, output):
    Path("link").symlink_to("in.jsonl")
    os.link("in.jsonl", "hard")
    Path("in.partial").symlink_to("in.jsonl")
    status, printed, errors = run("in.jsonl", "--output", output)
    assert (status, printed) == (2, b"")
    assert "is read as input, so it is not overwritten" in errors
    assert errors.count("\n") == 1
    assert Path("in.jsonl").read_bytes() == clusters(COUNT)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["none"], 1, "none: no such file or directory"),
        (["."], 1, ".: is a folder; give a file with one cluster on each line"),
        (["empty"], 1, "empty: no cluster in this file"),
        (["in.jsonl", "--output", "no/o"], 1, "no/o: cannot be written: no such file or directory"),
        (["in.jsonl", "--output", "."], 1, ".: cannot be written: is a directory"),
        (["in.jsonl", "--words", "0"], 2, "--words must be a whole number of at least 1, not 0"),
        (
            ["in.jsonl", "--workers", "0"],
            2,
            "--workers must be a whole number of at least 1, not 0",
        ),
        (["in.jsonl", "--timeout", "nan"], 2, "--timeout must be above 0, not nan"),
        (
            ["in.jsonl", "--memory", "-1"],
            2,
            "--memory must be a whole number of at least 1, not -1",
        ),
        (
            ["in.jsonl", "--shard", "2/1"],
            2,
            "--shard must be i/n with i from 1 to n, like 1/8, not '2/1'",
        ),
        (["in.jsonl", "--resume"], 2, "--resume needs an --output that is a file"),
        (["-", "--resume", "--output", "o"], 2, "--resume needs a file to read, not -"),
    ],
    ids=str,
)
def test_every_mistake_is_explained_in_one_line(run, arguments, status, message):
    Path("empty").write_bytes(b"\n")
    found, output, errors = run(*arguments)
    assert (found, output) == (status, b"")
    assert errors == f"multisumm: error: {message}\n"
    assert sorted(os.listdir()) == ["empty", "in.jsonl"]


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a", "--engine", "x"], ["a", "--eager"]])
def test_wrong_usage_ends_with_2(run, arguments):
    status, _, errors = run(*arguments)
    assert status == 2
    assert errors.startswith("Usage: multisumm batch")


@pytest.mark.parametrize("module", ["fcntl", "resource"])
def test_elsewhere_than_on_posix_everything_but_batch_can_be_imported(folder, module):
    """A process in which a module of POSIX cannot be imported stands for another system."""
    code = f"import sys; sys.modules[{module!r}] = None\n"
    code += "import multisumm.batch.run, multisumm.batch.ray_engine, multisumm.web.worker"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_elsewhere_than_on_posix_batch_ends_in_one_line(folder):
    code = "import sys; sys.modules['fcntl'] = None\n"
    code += "from multisumm.cli.main import main; main(['batch', 'in.jsonl', '--output', 'o'])"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    message = "batch needs a POSIX system, like Linux, macOS or WSL under Windows"
    assert ended.stderr == f"multisumm: error: {message}\n"
    assert sorted(os.listdir()) == ["in.jsonl"]


def test_a_full_disk_is_explained_and_the_run_can_be_resumed(run):
    _, whole, _ = run("in.jsonl")
    size = len(whole) * 2 // 3

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    with process("in.jsonl", "--output", "o", "--workers", 1, preexec_fn=little_room) as full:
        _, errors = full.communicate(timeout=60)
    assert full.returncode == 1
    assert errors == (
        b"multisumm: error: o: cannot be written: file too large; stopped at line 4 of in.jsonl;"
        b" the same command with --resume continues\n"
    )
    assert Path("o.partial").stat().st_size == size  # its last line is torn
    assert run("in.jsonl", "--output", "o", "--resume")[0] == 0
    assert Path("o").read_bytes() == whole


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("output", [["--output", "/dev/full"], []], ids=str)
def test_a_stream_that_is_full_is_explained(folder, output):
    with open("/dev/full", "wb") as device, process("in.jsonl", *output, stdout=device) as full:
        _, errors = full.communicate(timeout=60)
    assert full.returncode == 1
    assert errors.endswith(
        b": cannot be written: no space left on device; stopped at line 1 of in.jsonl\n"
    )
    assert errors.count(b"\n") == 1


def test_a_reader_that_stops_early_causes_no_error(folder):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe, process("in.jsonl", stdout=pipe) as done:
        _, errors = done.communicate(timeout=60)
    assert done.returncode == 0
    assert b"Traceback" not in errors
    assert b"Broken" not in errors


# Progress


def test_progress_is_reported_on_request(run, monkeypatch):
    monkeypatch.setitem(batch.REPORT_SECONDS, False, 0.0)
    _, _, errors = run("in.jsonl", "--progress")
    lines = errors.splitlines()
    assert lines[0].startswith("0 clusters, ")
    assert [line.split(",")[0] for line in lines[1:]] == [
        *("1 cluster", "2 clusters", "3 clusters", "4 clusters", "5 clusters"),
        "multisumm: 5 clusters",
    ]
    assert lines[5].endswith("100 %, 0 s left")


def test_progress_is_updated_in_place_on_a_terminal(run, monkeypatch):
    monkeypatch.setitem(batch.REPORT_SECONDS, True, 0.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    _, _, errors = run("in.jsonl")
    first, *_, cleared, last = errors.split("\r")
    assert first == ""
    assert cleared.endswith("\x1b[K")
    assert last.startswith("\x1b[Kmultisumm: 5 clusters")


def test_quiet_prints_nothing(run):
    assert run("in.jsonl", "--quiet", "--output", "o") == (0, b"", "")


# Ray


def test_without_ray_the_error_says_how_to_install_it(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    status, _, errors = run("in.jsonl", "--engine", "ray", "--output", "o")
    assert status == 2
    assert errors == ('multisumm: error: to use --engine ray, run: pip install "multisumm[ray]"\n')
    assert sorted(os.listdir()) == ["in.jsonl"]


def test_ray_refuses_a_memory_limit(run):
    status, _, errors = run("in.jsonl", "--engine", "ray", "--memory", "100")
    assert status == 2
    assert "--memory is for --engine processes" in errors
