import gzip
import hashlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batch_data import cluster_line, clusters
from multisumm.batch.input import (
    WHOLE,
    Shard,
    input_fingerprint,
    open_input,
    parse_shard,
    read_shard,
    share_read,
)
from multisumm.batch.worker import Task
from multisumm.errors import InputError, OptionError


def tasks(path, shard=WHOLE):
    with open_input(str(path)) as opened:
        return list(read_shard(str(path), shard, opened))


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_lines_are_numbered_and_blank_lines_are_skipped(tmp_path, name):
    path = tmp_path / name
    data = b"\xef\xbb\xbf{1}\n\n  \n{2}"
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    assert tasks(path) == [Task(1, b"{1}\n"), Task(4, b"{2}")]


@given(st.lists(st.sampled_from([b"{}", b""]), min_size=1, max_size=12), st.integers(1, 5))
def test_interleaved_shards_give_the_whole_file(tmp_path_factory, lines, of):
    path = tmp_path_factory.mktemp("shards") / "a.jsonl"
    path.write_bytes(b"\n".join([b"{}", *lines]))
    shards = [tasks(path, Shard(number, of)) for number in range(1, of + 1)]
    longest = max(map(len, shards))
    in_turn = [shard[i] for i in range(longest) for shard in shards if i < len(shard)]
    assert in_turn == tasks(path)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
@pytest.mark.parametrize("long", [b"x" * 21, b" " * 21 + b"{}", b"x" * 20_000_000])
def test_a_line_that_is_too_long_becomes_a_task_with_an_error(tmp_path, monkeypatch, name, long):
    monkeypatch.setattr("multisumm.batch.input.MAX_LINE_BYTES", 20)
    path = tmp_path / name
    fits = b"\xef\xbb\xbf" + b"x" * 19 + b"\n"
    data = fits + long + b"\n\n{2}\n" + long
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    too_long = [Task(number, b"", f"line {number}: longer than 20 bytes") for number in (2, 5)]
    expected = [Task(1, b"x" * 19 + b"\n"), too_long[0], Task(4, b"{2}\n"), too_long[1]]
    assert tasks(path) == expected
    assert tasks(path, Shard(2, 2)) == expected[1::2]


def test_the_first_line_may_be_too_long_after_a_byte_order_mark(tmp_path, monkeypatch):
    monkeypatch.setattr("multisumm.batch.input.MAX_LINE_BYTES", 20)
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + b"x" * 50)
    assert tasks(tmp_path / "a.jsonl") == [Task(1, b"", "line 1: longer than 20 bytes")]


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "1/0", "a/b", "-1/3", "1/3 ", "1/٣", ""])
def test_a_shard_out_of_range_is_refused(text):
    with pytest.raises(OptionError, match="--shard must be i/n with i from 1 to n"):
        parse_shard(text)


def test_a_shard_is_i_of_n():
    assert parse_shard("2/3") == Shard(2, 3)


def test_every_shard_of_a_truncated_file_ends_with_an_error_that_says_where(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    noise = os.urandom(60_000).hex().encode()  # so that there is something to cut
    path.write_bytes(gzip.compress(cluster_line(1) + cluster_line(2) + noise)[:40_000])
    cut = Task(3, b"", "the compressed data is cut off behind line 2")
    assert tasks(path) == [Task(1, cluster_line(1)), Task(2, cluster_line(2)), cut]
    assert tasks(path, Shard(2, 2)) == [Task(2, cluster_line(2)), cut]
    assert tasks(path, Shard(3, 3)) == [cut]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.jsonl.gz: no cluster in this file"),
        (gzip.compress(b"\n \n", mtime=0), "a.jsonl.gz: no cluster in this file"),
        (b"{}\n", "a.jsonl.gz: not a gzipped file (b'{}')"),
        (gzip.compress(b"{}\n" * 1000, mtime=0)[:12], "a.jsonl.gz: the compressed data is cut off"),
    ],
)
def test_an_unreadable_file_is_an_error(tmp_path, data, message):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        tasks(path)
    assert str(error.value) == f"{tmp_path}/{message}"


def test_a_missing_file_is_an_error_and_standard_input_has_no_file():
    with pytest.raises(InputError, match="no/file: no such file or directory"):
        open_input("no/file")
    with pytest.raises(InputError, match="embedded null"):
        open_input("a\0b")
    assert open_input("-") is None


def test_the_share_read_is_known_only_for_files(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(clusters(3)))
    with open_input(str(path)) as opened:
        assert share_read(opened) == 0.0
        list(read_shard(str(path), WHOLE, opened))
        assert share_read(opened) == 1.0
    reading, writing = os.pipe()
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert share_read(pipe) is None
        assert input_fingerprint(pipe) is None
    assert share_read(None) is None


def test_a_file_is_identified_by_all_its_bytes_and_not_by_its_path(tmp_path, monkeypatch):
    def known(name, data):
        (tmp_path / name).write_bytes(data)
        with open_input(str(tmp_path / name)) as opened:
            opened.read(3)
            fingerprint = input_fingerprint(opened)
            assert opened.read() == data[3:]
            return fingerprint

    monkeypatch.setattr("multisumm.batch.input._CHUNK_BYTES", 4)
    first = known("a", b"0123456789")
    assert first == {"bytes": 10, "sha256": hashlib.sha256(b"0123456789").hexdigest()}
    assert first == known("b", b"0123456789")
    for data in (b"", b"012345678", b"x123456789", b"0123x56789", b"01234567890"):
        assert known("c", data) != first
