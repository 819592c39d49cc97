import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batch_data import tasks_of
from multisumm.batch.scheduling import DIED, READY, Engine, run_in_order
from multisumm.errors import MultisummError


class Stage:
    """An engine without processes: a script has the next answer of each worker.

    A task is answered with its own line, or not at all (`deaf`), or with death: always (`deadly`),
    or the first time (`once`). Of the workers, some are dead at once (`stillborn`: so many of the
    first), others never get ready (`unready`: their numbers).
    """

    def __init__(self, size, turn=min, stillborn=0, unready=()):
        self.size, self.turn, self.stillborn, self.unready = size, turn, stillborn, unready
        self.number, self.living, self.waiting, self.seen, self.clock = 0, set(), {}, [], 0
        self.working = set()
        self.engine = Engine(self.start, self.send, self.answers, self.stop, size)

    def start(self):
        self.number += 1
        self.living.add(self.number)
        assert len(self.living) <= self.size
        if self.number not in self.unready:
            self.waiting[self.number] = None if self.number <= self.stillborn else READY
        return self.number

    def send(self, worker, task):
        assert worker not in self.waiting
        dies = task.line == b"deadly" or (task.line == b"once" and task not in self.seen)
        assert not self.working or task not in self.seen  # again only alone
        self.working.add(worker)
        self.seen.append(task)
        if task.line != b"deaf":
            self.waiting[worker] = None if dies else task.line

    def answers(self, workers, seconds):
        assert seconds >= 0
        able = [worker for worker in workers if worker in self.waiting]
        worker = self.turn(able, default=None)
        if worker is None:
            self.clock += seconds
            return []
        self.working.discard(worker)
        return [(worker, self.waiting.pop(worker))]

    def stop(self, worker):
        self.living.remove(worker)
        self.working.discard(worker)
        self.waiting.pop(worker, None)


def records(stage, *lines, **options):
    return [record for _, record in run_in_order(tasks_of(*lines), stage.engine, **options)]


def error(number, message):
    return json.dumps({"error": message, "id": None, "line": number}).encode() + b"\n"


def test_records_come_in_the_order_of_the_tasks_whichever_finishes_first():
    stage = Stage(3, turn=max)
    assert records(stage, b"a", b"b", b"c", b"d") == [b"a", b"b", b"c", b"d"]
    assert stage.number == 3
    assert not stage.living


def test_no_more_workers_are_started_than_there_are_tasks():
    stage = Stage(9)
    assert records(stage, b"a", b"b") == [b"a", b"b"]
    assert stage.number == 2
    assert records(stage) == []


def test_a_task_whose_worker_died_is_tried_again_alone():
    stage = Stage(2)
    assert records(stage, b"a", b"once", b"b", b"c") == [b"a", b"once", b"b", b"c"]
    assert stage.number == 2


def test_a_task_that_kills_two_workers_is_an_error_and_the_others_are_done():
    stage = Stage(2)
    assert records(stage, b"a", b"deadly", b"b") == [b"a", error(2, DIED), b"b"]
    assert not stage.living


def test_a_worker_that_takes_too_long_is_stopped_and_replaced(monkeypatch):
    stage = Stage(1)
    monkeypatch.setattr("multisumm.batch.scheduling.time.monotonic", lambda: stage.clock)
    found = records(stage, b"a", b"deaf", b"b", timeout=100)
    assert found == [b"a", error(2, "it takes longer than 100 s"), b"b"]
    assert stage.number == 2
    assert stage.clock == 100  # it waited so long and no longer, in steps


def test_a_task_is_not_blamed_for_a_worker_that_died_before_it_was_ready():
    stage = Stage(1, stillborn=2)
    assert records(stage, b"a", b"b") == [b"a", b"b"]


def test_workers_that_never_get_ready_end_the_run():
    stage = Stage(2, stillborn=99)
    with pytest.raises(MultisummError, match="worker processes die before they can begin"):
        records(stage, b"a", b"b")
    assert not stage.living


def test_a_worker_that_is_never_ready_keeps_no_task():
    stage = Stage(2, unready=(2,))
    assert records(stage, b"a", b"b", b"c") == [b"a", b"b", b"c"]
    assert stage.clock == 0
    assert not stage.living


def test_the_run_goes_on_without_workers_that_are_not_ready_in_time(monkeypatch):
    stage = Stage(2, unready=(1,))
    monkeypatch.setattr("multisumm.batch.scheduling.time.monotonic", lambda: stage.clock)
    found = records(stage, b"deaf", b"deaf", b"a", timeout=200)
    late = "it takes longer than 200 s"
    assert found == [error(1, late), error(2, late), b"a"]
    assert not stage.living


def test_workers_of_which_none_is_ready_in_time_end_the_run(monkeypatch):
    stage = Stage(2, unready=range(99))
    monkeypatch.setattr("multisumm.batch.scheduling.time.monotonic", lambda: stage.clock)
    with pytest.raises(MultisummError, match="no worker is ready after 300 s"):
        records(stage, b"a", b"b", b"c")
    assert stage.clock == 300
    assert not stage.living


def test_tasks_are_read_only_as_far_as_the_window_and_the_workers_allow():
    read = []

    def tasks():
        for task in tasks_of(b"deaf", *[b"x"] * 20):
            read.append(task)
            yield task

    stage = Stage(2)

    def answers(workers, seconds):
        if found := stage.answers(workers, seconds):
            return found
        raise KeyboardInterrupt  # only the worker that never answers is left

    run = run_in_order(tasks(), stage.engine._replace(answers=answers), window=5)
    with pytest.raises(KeyboardInterrupt):
        next(run)
    assert len(read) == 5
    assert not stage.living


def test_no_worker_is_left_when_the_caller_stops_early():
    stage = Stage(2)
    run = run_in_order(tasks_of(*[b"x"] * 9), stage.engine)
    next(run)
    assert stage.living
    run.close()
    assert not stage.living


@given(
    lines=st.lists(st.sampled_from([b"a", b"once", b"deadly"]), max_size=12),
    size=st.integers(1, 4),
    window=st.integers(1, 5),
    stillborn=st.integers(0, 2),
    choices=st.randoms(use_true_random=False),
)
def test_nothing_is_lost_or_repeated_in_whatever_order_workers_die_and_answer(
    lines, size, window, stillborn, choices
):
    def turn(workers, default):
        return choices.choice(workers) if workers else default

    found = records(Stage(size, turn, stillborn), *lines, window=window)
    assert found == [
        error(number, DIED) if line == b"deadly" else line
        for number, line in enumerate(lines, start=1)
    ]
