import multiprocessing
import os
import signal
import time

import pytest

from multisumm.errors import MultisummError
from multisumm.parallel import parallel_map


def test_results_come_in_the_order_of_the_items():
    assert list(parallel_map(abs, range(-5, 5), workers=2)) == [5, 4, 3, 2, 1, 0, 1, 2, 3, 4]


def test_no_more_workers_are_started_than_there_are_items():
    pids = set(parallel_map(_pid, [0, 1], workers=100_000))
    assert len(pids) <= 2
    assert os.getpid() not in pids


def test_without_items_no_worker_is_started():
    assert list(parallel_map(abs, [], workers=2)) == []


def test_workers_ignore_an_interrupt_that_the_terminal_sends_to_all():
    assert list(parallel_map(_interrupt_itself, [1, 2], workers=2)) == [1, 2]


def test_no_worker_is_left_when_the_results_are_no_longer_wanted():
    start = time.monotonic()
    outcomes = parallel_map(_pass_or_hang, [0, 600, 600], workers=2)
    assert next(outcomes) == 0
    outcomes.close()
    assert time.monotonic() - start < 60
    assert multiprocessing.active_children() == []


def test_a_worker_process_that_dies_is_an_error_of_one_line():
    with pytest.raises(MultisummError, match="give a smaller option `workers`"):
        list(parallel_map(_die, [1, 2, 3], workers=2))
    assert multiprocessing.active_children() == []


def _pid(_):
    return os.getpid()


def _interrupt_itself(item):
    os.kill(os.getpid(), signal.SIGINT)
    return item


def _pass_or_hang(seconds):
    time.sleep(seconds)
    return seconds


def _die(_):
    os._exit(1)
