"""A pile that does not fit memory is refused before the work, by made-up figures of memory."""

import resource

import pytest

import multisumm
from digest_data import PILE
from multisumm.errors import InputError
from multisumm.grouping import memory
from multisumm.grouping.memory import check_memory, free_memory, memory_to_group

GIGABYTE = 1_000_000_000


@pytest.fixture
def free(monkeypatch):
    """Sets how much memory is free."""
    return lambda size: monkeypatch.setattr(memory, "free_memory", lambda: size)


def test_what_a_pile_takes_grows_with_documents_and_characters():
    assert memory_to_group(0, 0, 0) == 0
    assert memory_to_group(1, 1000, 4000) == 10_000 + 2_000 + 4_000 + 20_000
    assert memory_to_group(4000, 4_000_000, 4_000_000) == 4000 * memory_to_group(1, 1000, 1000)
    both = memory_to_group(8000, 8_000_000, 8_000_000)
    in_turn = 20 * 4_000_000  # these are read in turn
    assert both == 2 * memory_to_group(4000, 4_000_000, 4_000_000) - in_turn


def test_a_pile_that_does_not_fit_is_refused_with_what_it_takes(free):
    free(3_123_456_789)
    check_memory(200_000, 186_000_000, 186_000_000)
    with pytest.raises(InputError) as error:
        check_memory(9_000_000, 9 * GIGABYTE, 9 * GIGABYTE)
    assert str(error.value) == (
        "the pile does not fit memory: to group 9,000,000 documents with 9 GB of text takes more"
        " than 120 GB, and 3.1 GB are free; give fewer documents at a time"
    )
    assert error.value.exit_status == 1


def test_what_fits_exactly_is_not_refused_and_texts_to_be_read_need_room_too(free):
    free(memory_to_group(10, 5000, 5000))
    check_memory(10, 5000, 5000)
    with pytest.raises(InputError):
        check_memory(10, 5000, 5000, read=False)
    free(None)
    check_memory(10**9, 10**12, 10**12)


def test_texts_count_as_wide_as_their_widest_character(free):
    texts = ["word " * 2000, "wörd " * 2000, "слово" * 2000, "word " * 1999 + "word🚢"]
    for text, width in zip(texts, (1, 1, 2, 4), strict=True):
        free(memory_to_group(2, 20_000, 20_000 * width) - 1)
        with pytest.raises(InputError, match="the pile does not fit memory"):
            multisumm.group([text, text])
        free(memory_to_group(2, 20_000, 20_000 * width) + 200)  # the headers of the two strings
        multisumm.group([text, text])


@pytest.mark.parametrize("command", [multisumm.group, multisumm.digest])
def test_group_and_digest_refuse_before_they_begin(free, monkeypatch, command):
    def begin(*_, **__):
        raise AssertionError

    free(1000)
    monkeypatch.setattr("multisumm.pipeline.grouping.find_days", begin)
    with pytest.raises(InputError, match=r"to group 6 documents with 1\.\d kB of text takes more"):
        command(PILE)


# What is free


def kernel(top, **files):
    """Write files of the kernel below a folder: `proc__meminfo` is `proc/meminfo`."""
    for name, content in files.items():
        path = top.joinpath(*name.split("__"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return top


MEMINFO = "MemTotal:       8000 kB\nMemAvailable:   5000 kB\nSwapFree:       1000 kB\n"


@pytest.fixture
def no_limit(monkeypatch):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY,) * 2)


def test_the_machine_has_what_is_available_and_its_swap(tmp_path, no_limit):
    assert free_memory(kernel(tmp_path, proc__meminfo=MEMINFO)) == 6000 * 1024


def test_where_nothing_is_told_nothing_is_known(tmp_path, no_limit):
    assert free_memory(tmp_path) is None
    assert free_memory(kernel(tmp_path, proc__meminfo="MemTotal: 8000 kB\n")) is None


def test_each_control_group_above_the_process_can_allow_less(tmp_path, no_limit):
    top = kernel(
        tmp_path,
        proc__meminfo=MEMINFO,
        proc__self__cgroup="4:memory:/old\n0::/outer/inner\n",
    )
    group = top / "sys/fs/cgroup/outer"
    kernel(group / "inner", **{"memory.max": "max\n", "memory.current": "5\n", "memory.stat": ""})
    assert free_memory(top) == 6000 * 1024
    stat = "anon 100\ninactive_file 300\n"
    kernel(group, **{"memory.max": "2000\n", "memory.current": "900\n", "memory.stat": stat})
    assert free_memory(top) == 2000 - 900 + 300
    kernel(group, **{"memory.current": "9000\n"})
    assert free_memory(top) == 0


def test_the_limit_of_the_process_counts_what_it_has_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (10_000_000, resource.RLIM_INFINITY))
    monkeypatch.setattr("os.sysconf", lambda _: 4096)
    top = kernel(tmp_path, proc__self__statm="1000 500 20 1 0 300 0\n", proc__meminfo=MEMINFO)
    assert free_memory(top) == 10_000_000 - 1000 * 4096


def test_this_machine_has_memory():
    free = free_memory()
    assert free is None or free > 0
