import fcntl
import gzip
import json
import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.batch import output as batch_output
from multisumm.batch.output import RecordCounts, count_finished, is_file, to_file, to_stream
from multisumm.errors import InputError, OptionError

RECORDS = [
    b'{"id": "1", "sentences": []}\n',
    b'{"error": "no", "id": null, "line": 2}\n',
    b'{"id": "3", "sentences": []}\n',
]
SETTINGS = {"input": {"bytes": 7}, "version": "1", "words": 100, "shard": "1/1"}
NAMES = ["out.jsonl", "out.jsonl.gz"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(output="out.jsonl", *, stop=None, settings=SETTINGS, resume=False):
    """Write the missing records, all or up to one; return the counts of those before."""
    with to_file(output, settings, resume=resume) as out:
        for record in RECORDS[out.before.records : stop]:
            out.write(record)
        if stop is None:
            out.finish()
    return out.before


def content(output):
    data = Path(output).read_bytes()
    return gzip.decompress(data) if output.endswith("gz") else data


def names():
    return sorted(os.listdir())


class Killed(BaseException):
    """An end of the process that no code of the package catches."""


def killed_at(line, run):
    """Run, but end before a line of `output.py`, by number; return whether it came to that."""
    lines = 0

    def trace(frame, event, _):
        nonlocal lines
        if frame.f_code.co_filename != batch_output.__file__:
            return None
        lines += event == "line"
        if event == "line" and lines > line:
            raise Killed
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    except Killed:
        return True
    finally:
        sys.settrace(before)
    return False


# By hand


@pytest.mark.parametrize("output", NAMES)
def test_a_finished_output_has_no_files_beside_it(output):
    assert write(output) == RecordCounts(0, 0)
    assert names() == [output]
    assert content(output) == b"".join(RECORDS)
    assert count_finished(output) == RecordCounts(3, 1, RECORDS[1])


def test_records_and_settings_lie_beside_an_unfinished_output():
    Path("out.jsonl").write_bytes(b"old")
    write(stop=2)
    assert names() == ["out.jsonl", "out.jsonl.partial", "out.jsonl.partial.json"]
    assert Path("out.jsonl").read_bytes() == b"old"
    assert Path("out.jsonl.partial").read_bytes() == b"".join(RECORDS[:2])
    assert json.loads(Path("out.jsonl.partial.json").read_text()) == SETTINGS
    assert count_finished("out.jsonl") is None
    assert write(resume=True) == RecordCounts(2, 1, RECORDS[1])
    assert Path("out.jsonl").read_bytes() == b"".join(RECORDS)


def test_a_compressed_output_has_the_same_bytes_at_any_time_under_any_name():
    write("a.gz")
    write("b.gz", stop=1)
    write("b.gz", resume=True)
    assert Path("a.gz").read_bytes() == Path("b.gz").read_bytes()


# Killed


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # a killed process closes no file
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("output", NAMES)
def test_a_run_killed_at_any_line_and_resumed_writes_the_same_bytes(output):
    line = 0
    while killed_at(line, lambda: write(output)):
        if count_finished(output) is None:
            write(output, resume=True)
        assert content(output) == b"".join(RECORDS)
        assert names() == [output]
        os.remove(output)
        line += 1
    assert line > 30


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("output", NAMES)
def test_a_run_killed_repeatedly_writes_the_same_bytes(output):
    for line in range(10, 200, 7):
        if not killed_at(line, lambda: write(output, resume=True)):
            break
        if count_finished(output) is not None:
            break
    assert content(output) == b"".join(RECORDS)


@given(st.integers(0, len(b"".join(RECORDS))), st.sampled_from([b"", b"\0" * 9, b"\0\n"]))
def test_a_torn_record_is_written_again(size, behind):
    write(stop=0)
    Path("out.jsonl.partial").write_bytes(b"".join(RECORDS)[:size] + behind)
    whole = b"".join(RECORDS)[:size].count(b"\n")
    assert write(resume=True).records == whole
    assert Path("out.jsonl").read_bytes() == b"".join(RECORDS)


# Refused


def test_a_partial_output_is_not_overwritten_without_resume():
    write(stop=1)
    with pytest.raises(OptionError, match="left by an interrupted run; continue with"):
        write()
    assert Path("out.jsonl.partial").read_bytes() == RECORDS[0]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({**SETTINGS, "words": 50}, r"begun with words 100, not 50; it cannot be continued"),
        ({**SETTINGS, "shard": "2/3"}, r'begun with shard "1/1", not "2/3"'),
        ({**SETTINGS, "input": {"bytes": 8}}, r"begun with another input; it cannot be continued"),
        ({**SETTINGS, "words": None}, r"begun with words 100, not null"),
    ],
)
def test_a_run_is_not_continued_with_other_settings(settings, message):
    write(stop=1)
    with pytest.raises(OptionError, match=message):
        write(settings=settings, resume=True)
    assert write(resume=True) == RecordCounts(1, 0)


@pytest.mark.parametrize("beside", [None, "", "{", "[]"])
def test_a_file_that_no_run_wrote_is_left_unchanged(beside):
    Path("out.jsonl.partial").write_bytes(RECORDS[0])
    if beside is not None:
        Path("out.jsonl.partial.json").write_text(beside)
    with pytest.raises(OptionError, match="not from a run that can be continued; move it away"):
        write(resume=True)
    assert Path("out.jsonl.partial").read_bytes() == RECORDS[0]


def test_two_runs_do_not_write_one_output():
    with to_file("out.jsonl", SETTINGS, resume=False):
        with pytest.raises(OptionError, match=r"out.jsonl.partial: another run is writing it"):
            write(resume=True)
        assert names() == ["out.jsonl.partial", "out.jsonl.partial.json"]


def test_an_output_that_another_run_has_just_finished_is_not_appended_to(monkeypatch):
    lock = fcntl.flock

    def finished_meanwhile(file, how):
        os.replace("out.jsonl.partial", "out.jsonl")
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", finished_meanwhile)
    with pytest.raises(OptionError, match="another run is writing it"):
        write()


def test_a_run_that_fails_before_its_first_record_leaves_nothing():
    with pytest.raises(InputError), to_file("out.jsonl", SETTINGS, resume=False):
        raise InputError("no")
    assert names() == []


@pytest.mark.parametrize("output", NAMES)
def test_an_output_that_cannot_be_finished_can_be_resumed(output, monkeypatch):
    def full(file):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(batch_output.os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            write(output)
    assert write(output, resume=True) == RecordCounts(3, 1, RECORDS[1])
    assert content(output) == b"".join(RECORDS)
    assert names() == [output]


def test_a_compressed_copy_that_does_not_fit_is_removed(monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(batch_output.shutil, "copyfileobj", full)
    with pytest.raises(OSError, match="No space left"):
        write("out.jsonl.gz")
    assert names() == ["out.jsonl.gz.partial", "out.jsonl.gz.partial.json"]


# Where


def test_a_link_stays_a_link_and_its_target_is_written():
    Path("there").mkdir()
    Path("there/file").write_bytes(b"old")
    Path("link").symlink_to("there/file")
    write("link", stop=1)
    assert sorted(os.listdir("there")) == ["file", "file.partial", "file.partial.json"]
    write("link", resume=True)
    assert Path("link").is_symlink()
    assert Path("there/file").read_bytes() == b"".join(RECORDS)


def test_a_partial_write_is_continued(monkeypatch):
    whole = os.write
    monkeypatch.setattr(batch_output.os, "write", lambda file, data: whole(file, data[:3]))
    write()
    assert Path("out.jsonl").read_bytes() == b"".join(RECORDS)


def test_files_are_distinguished_from_streams():
    os.mkfifo("pipe")
    assert [is_file(output) for output in (None, "pipe", ".", os.devnull)] == [False] * 4
    Path("file").touch()
    assert [is_file(output) for output in ("file", "none")] == [True] * 2


def test_a_stream_gets_each_record_at_once(capfdbinary):
    with to_stream(None) as out:
        out.write(RECORDS[0])
        assert capfdbinary.readouterr().out == RECORDS[0]
        out.finish()
    with to_stream(os.devnull) as out:
        out.write(RECORDS[0])
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_a_closed_standard_output_is_an_error(monkeypatch):
    monkeypatch.setattr("sys.stdout", None)
    with (
        pytest.raises(InputError, match="standard output is closed; give an --output"),
        to_stream(None),
    ):
        pass


# Files of others


@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize(
    ("output", "other"),
    [
        ("out.jsonl", "out.jsonl.partial"),
        ("out.jsonl", "out.jsonl.partial.json"),
        ("out.jsonl.gz", "out.jsonl.gz.partial.json"),
        ("out.jsonl.gz", "out.jsonl.gz.partial.gz"),
    ],
)
@pytest.mark.parametrize("data", [b'{"my": "own"}', b"{} and text"])
def test_a_foreign_file_under_a_reserved_name_is_refused_and_left(output, other, data, resume):
    Path(other).write_bytes(data)
    with pytest.raises(OptionError) as error:
        write(output, resume=resume)
    assert str(error.value).endswith(
        f"/{other}: not from a run that can be continued; move it away"
    )
    assert names() == [other]
    assert Path(other).read_bytes() == data


def test_a_foreign_file_beside_a_finished_output_is_left_too():
    write()
    Path("out.jsonl.partial.json").write_text("{}")
    assert count_finished("out.jsonl") == RecordCounts(3, 1, RECORDS[1])
    assert Path("out.jsonl.partial.json").read_text() == "{}"


WHOLE = gzip.compress(b"".join(RECORDS), mtime=0)


@pytest.mark.parametrize(
    ("output", "data"),
    [
        ("out.jsonl.gz", b"".join(RECORDS)),
        ("out.jsonl.gz", WHOLE[:-4]),
        ("out.jsonl.gz", WHOLE[:20] + b"\xff\xff" + WHOLE[22:]),
        ("out.jsonl.gz", WHOLE[:-8] + b"\0" * 8),
        ("out.jsonl.gz", WHOLE + b"more"),
        ("out.jsonl", b"Dear diary,\nnothing happened.\n"),
        ("out.jsonl", b"\xff\xfe{}"),
        ("out.jsonl", b"".join(RECORDS)[:-1]),
        ("out.jsonl", b"".join(RECORDS) + b"\n"),
        ("out.jsonl", RECORDS[0] + b'{"id": "2", "documents": ["a cluster"]}\n'),
        ("out.jsonl", RECORDS[0] + b"{}\n"),
        ("out.jsonl", b"[" * 100_000 + b"\n"),
    ],
)
def test_a_file_that_is_no_whole_output_is_not_taken_for_a_finished_one(output, data):
    Path(output).write_bytes(data)
    with pytest.raises(OptionError) as error:
        count_finished(output)
    message = "not a whole output of a run; move it away, or delete it to make it again"
    assert str(error.value) == f"{output}: {message}"
    assert Path(output).read_bytes() == data


@pytest.mark.parametrize("torn", ["", '{"inp', '{"input": {"by'])
def test_torn_settings_are_recognized_as_written_by_a_run(torn):
    Path("out.jsonl.partial").touch()
    Path("out.jsonl.partial.json").write_text(torn)
    write()
    assert names() == ["out.jsonl"]


@pytest.mark.parametrize("output", NAMES)
def test_an_existing_output_keeps_its_permissions(output):
    write(output)
    Path(output).chmod(0o600)
    with to_file(output, SETTINGS, resume=False) as out:
        assert stat.S_IMODE(os.stat(f"{output}.partial").st_mode) == 0o600
        out.write(RECORDS[0])
        out.finish()
    assert content(output) == RECORDS[0]
    assert stat.S_IMODE(os.stat(output).st_mode) == 0o600
