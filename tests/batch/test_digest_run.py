"""A digest by workers: the bytes of `multisumm.digest`, whatever happens in between."""

import contextlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

import multisumm
from digest_data import CHESS, DAM, PILE, VOTE, seeds
from multisumm.batch import digest_run
from multisumm.batch.digest_run import DigestPlan, run_digest
from multisumm.batch.journal import open_journal
from multisumm.batch.run import ENGINES
from multisumm.batch.scheduling import DIED, READY, Engine
from multisumm.errors import MultisummError, NothingNew, NothingToSummarize, OptionError
from multisumm.options import DIGEST_OPTIONS
from multisumm.rendering.digest_formats import DIGEST_RENDERERS

DEFAULTS = {name: one.default for name, one in DIGEST_OPTIONS.items() if name != "known"}


class Here:
    """An engine whose workers are functions; some die at the subjects that are named."""

    def __init__(self, deadly=()):
        self.deadly, self.asked, self.living = deadly, [], {}

    @contextlib.contextmanager
    def start(self, prepare, *, workers, memory):
        self.work, self.memory = prepare(), memory
        size = workers or 2
        yield Engine(self.new, self.send, self.answers, lambda one: self.living.pop(one), size)
        assert self.living == {}

    def new(self):
        number = len(self.living) + len(self.asked) * 100
        self.living[number] = READY
        return number

    def send(self, worker, task):
        name = json.loads(task.line)["id"]
        self.asked.append(name)
        self.living[worker] = None if name in self.deadly else self.work(task)

    def answers(self, workers, seconds):
        return [(max(workers), self.living[max(workers)])]


@pytest.fixture
def here(monkeypatch):
    def here(deadly=()):
        engine = Here(deadly)
        monkeypatch.setitem(ENGINES, "processes", engine.start)
        return engine

    return here


def run(documents, *, known=None, workers=2, journal=None, **options):
    plan = DigestPlan(workers=workers)
    return run_digest(documents, known, DEFAULTS | options, plan, journal)


CASES = {
    "pile": (PILE, {}),
    "one subject": (PILE, {"subjects": 1}),
    "every document": (PILE, {"min_sources": 1}),
    "timeline": (PILE, {"timeline": True}),
    "query": (PILE, {"query": "Who won the election?"}),
    "known": (PILE, {"known": [*DAM[:2]]}),
    "nothing to quote": ([*DAM, multisumm.Document("x", "...")], {"min_sources": 1}),
}


@pytest.mark.parametrize(("documents", "options"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("workers", [None, 1, 3])
def test_it_is_what_digest_returns_in_every_format(here, tmp_path, documents, options, workers):
    here()
    expected = multisumm.digest(documents, **options)
    with open_journal(str(tmp_path / "out")) as journal:
        again = run(documents, workers=workers, journal=journal, **options)
    assert again == (expected, [])
    for form, render in DIGEST_RENDERERS.items():
        assert render(again.digest) == render(expected), form


def test_the_seeds_are_the_same_by_workers_too(here):
    engine = here()
    expected = multisumm.digest(seeds(), known=["The ferry sank."])
    assert run(seeds(), known=["The ferry sank."]).digest.to_json() == expected.to_json()
    assert len(engine.asked) == len(expected.subjects)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"query": "volcano"}, NothingToSummarize),
        ({"known": PILE}, NothingNew),
        ({"min_sources": 9}, NothingToSummarize),
        ({"subjects": 0}, OptionError),
        ({"order": "rank", "timeline": True}, OptionError),
    ],
)
def test_errors_are_those_of_digest(here, options, error):
    here()
    with pytest.raises(error) as caught:
        run(PILE, **options)
    with pytest.raises(error) as expected:
        multisumm.digest(PILE, **options)
    assert str(caught.value) == str(expected.value)
    assert type(caught.value) is type(expected.value)


def test_no_more_subjects_are_made_than_may_be_needed(here):
    engine = here()
    pile = [*PILE, multisumm.Document("x", "A bridge in Pell was closed for repairs on Friday.")]
    run(pile, subjects=1, min_sources=1, workers=1)
    assert len(engine.asked) == 1


# Failures


def test_a_subject_whose_worker_dies_is_missing_named_and_not_kept(here, tmp_path):
    here({"vote-1"})
    output = str(tmp_path / "out")
    with contextlib.suppress(RuntimeError), open_journal(output) as journal:
        digest, failures = run(PILE, journal=journal)
        assert [one.id for one in digest.subjects] == ["dam-1"]
        assert failures == [f"vote-1: {DIED}"]
        assert f"vote-1: {DIED}" in digest.warnings
        assert len(journal.places) == 1
        raise RuntimeError
    engine = here()
    with open_journal(output) as journal:
        again = run(PILE, journal=journal)
    assert engine.asked == ["vote-1"]
    assert again == (multisumm.digest(PILE), [])


def test_if_every_worker_dies_that_is_the_error(here):
    here({"dam-1", "vote-1"})
    with pytest.raises(MultisummError, match=DIED):
        run(PILE)
    with pytest.raises(MultisummError, match=DIED):  # not: nothing is relevant
        run(PILE, query="volcano")


# The journal


@pytest.fixture
def kept(here, tmp_path):
    """The path of an output whose journal has the subjects of the pile that are named."""

    def kept(*names):
        output = str(tmp_path / "out")
        here({"dam-1", "vote-1", "chess"} - {*names})
        with contextlib.suppress(ZeroDivisionError), open_journal(output) as journal:
            run(PILE, min_sources=1, journal=journal)
            assert len(journal.places) == len(names)
            raise ZeroDivisionError
        return output

    return kept


def test_what_is_in_the_journal_is_not_made_again(here, kept):
    output = kept("dam-1")
    engine = here()
    with open_journal(output) as journal:
        again = run(PILE, min_sources=1, journal=journal)
    assert sorted(engine.asked) == ["chess", "vote-1"]
    assert again.digest == multisumm.digest(PILE, min_sources=1)
    assert not Path(f"{output}.journal").exists()


@pytest.mark.parametrize(
    "options",
    [{"words": 30}, {"known": ["The storm was long."]}, {"query": "the dam of Arlo"},
     {"timeline": True}, {"version": "0"}],
)  # fmt: skip
def test_what_depends_on_another_option_is_made_again(here, kept, monkeypatch, options):
    output = kept("dam-1")
    engine = here()
    if "version" in options:
        monkeypatch.setattr(digest_run, "__version__", options["version"])
        options = {}
    with open_journal(output) as journal:
        again = run(PILE, journal=journal, **options)
    assert sorted(engine.asked) == ["dam-1", "vote-1"]
    assert again.digest.subjects == multisumm.digest(PILE, **options).subjects


def test_subjects_that_did_not_change_are_kept_when_others_come_or_change(here, kept):
    output = kept("dam-1", "vote-1", "chess")
    engine = here()
    changed = replace(CHESS, text=f"{CHESS.text} Her teacher was in the hall.")
    new = multisumm.Document("x", "Bakers of Oslund raised the price of bread by a third in May.")
    pile = [*DAM, *VOTE, changed, new]
    with open_journal(output) as journal:
        again = run(pile, min_sources=1, subjects=20, journal=journal)
    assert sorted(engine.asked) == ["chess", "x"]
    assert again.digest == multisumm.digest(pile, min_sources=1, subjects=20)


def test_impossible_plans_are_refused():
    for plan in (DigestPlan(workers=0), DigestPlan(timeout=0), DigestPlan(engine="x")):
        with pytest.raises(OptionError):
            run_digest(PILE, None, DEFAULTS, plan)
