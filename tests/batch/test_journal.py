import fcntl
import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.batch.journal import FIRST_LINE, check_place, key_of, open_journal
from multisumm.errors import InputError, Interrupted, NothingNew, OptionError

A, B = key_of(b"a"), key_of(b"b")
JOURNAL = Path("out.json.journal")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def killed(*answers):
    """Leave a journal with these answers, as a run that was killed."""
    with suppress(RuntimeError), open_journal("out.json") as journal:
        for key, answer in answers:
            journal.add(key, answer)
        raise RuntimeError


def test_answers_of_an_interrupted_run_are_found_by_the_next_one():
    killed((A, b'{"x": 1}\n'))
    assert JOURNAL.read_bytes() == FIRST_LINE + A.encode() + b' {"x": 1}\n'
    with open_journal("out.json") as journal:
        assert A in journal
        assert B not in journal
        assert journal.find(A) == b'{"x": 1}\n'
        journal.add(B, b'{"y": 2}\n')
        assert (journal.find(A), journal.find(B)) == (b'{"x": 1}\n', b'{"y": 2}\n')
    assert not JOURNAL.exists()


def test_a_journal_cut_off_anywhere_gives_its_whole_answers():
    killed((A, b'{"x": 1}\n'), (B, b'{"y": 2}\n'))
    whole = JOURNAL.read_bytes()
    first_end = len(FIRST_LINE) + len(A) + len(b' {"x": 1}\n')
    for end in range(len(whole) + 1):
        JOURNAL.write_bytes(whole[:end])
        with open_journal("out.json") as journal:
            assert (A in journal) == (end >= first_end)
            assert (B in journal) == (end == len(whole))
            assert JOURNAL.read_bytes().startswith(FIRST_LINE)
            if A not in journal:
                journal.add(A, b'{"x": 1}\n')
            assert journal.find(A) == b'{"x": 1}\n'


def test_it_stays_if_the_run_fails_and_has_an_answer_and_goes_if_nothing_can_come():
    killed()
    assert not JOURNAL.exists()
    killed((A, b"{}\n"))
    assert JOURNAL.exists()
    with pytest.raises(NothingNew), open_journal("out.json"):
        raise NothingNew("nothing new")
    assert not JOURNAL.exists()


def test_an_interrupt_says_how_to_continue():
    with pytest.raises(Interrupted, match=r"^interrupted$"), open_journal("out.json"):
        raise KeyboardInterrupt
    killed((A, b"{}\n"))
    with pytest.raises(Interrupted, match=r"; the same command with --resume continues$"):  # noqa: SIM117
        with open_journal("out.json"):
            raise KeyboardInterrupt
    assert JOURNAL.exists()


@pytest.mark.parametrize("content", [b"x", b'{"journal": "other"}\n', b"{}\n", b"\n"])
def test_a_file_of_the_user_is_not_touched(content):
    JOURNAL.write_bytes(content)
    with pytest.raises(OptionError, match="not from a run that can be continued"):  # noqa: SIM117
        with open_journal("out.json"):
            pass
    assert JOURNAL.read_bytes() == content


def test_two_runs_cannot_write_one_journal():
    with open_journal("out.json"):
        with pytest.raises(OptionError, match="another run is writing it"):  # noqa: SIM117
            with open_journal("out.json"):
                pass
        assert JOURNAL.exists()


def test_it_is_as_private_as_the_output_and_beside_what_a_link_leads_to(folder):
    (folder / "real").mkdir()
    Path("real/out.json").write_text("old")
    Path("real/out.json").chmod(0o640)
    Path("out.json").symlink_to("real/out.json")
    with open_journal("out.json"):
        journal = Path("real/out.json.journal")
        assert stat.S_IMODE(journal.stat().st_mode) == 0o640
    assert not JOURNAL.exists()


def test_what_cannot_be_written_is_one_line():
    with pytest.raises(InputError, match=r"missing/out\.json\.journal: cannot be written"):  # noqa: SIM117
        with open_journal("missing/out.json"):
            pass
    with open_journal("out.json") as journal:
        os.close(journal.file)
        with pytest.raises(OSError, match="Bad file descriptor"):
            journal.add(A, b"{}\n")
        os.dup2(os.open("other", os.O_RDWR | os.O_CREAT), journal.file)
        fcntl.flock(journal.file, fcntl.LOCK_UN)


def test_an_output_must_be_a_file_outside_of_what_is_read(folder):
    (folder / "news" / "day").mkdir(parents=True)
    assert check_place("out.json", ["news", "-", "missing"]) == "out.json"
    assert check_place("newspaper.json", ["news"]) == "newspaper.json"
    for output in (None, "/dev/null"):
        with pytest.raises(OptionError, match="--resume needs an --output that is a file"):
            check_place(output, ["news"])
    for output in ("news/out.json", "news/day/out.json"):
        with pytest.raises(OptionError, match="but news is read; give an --output outside of it"):
            check_place(output, ["news"])


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_keys_differ_if_any_part_does(one, other):
    assert (key_of(*one) == key_of(*other)) == (one == other)
