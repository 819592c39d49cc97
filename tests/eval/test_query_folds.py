"""Settings are chosen on other meetings than those that they are scored on."""

from dataclasses import replace

import numpy as np

from eval.accuracy import query_folds
from eval.accuracy.query_folds import FOLDS, cross_validate, page, score
from evaluation_data import FIRST, SECOND, task_of
from multisumm.focus import relevance

MEETINGS = [f"m{i // 2}" for i in range(20)]
"""Ten meetings of two questions."""


def scores_of(*values):
    """Scores of settings (one row each), the same in all metrics."""
    return np.repeat(np.array(values, float)[:, :, None], len(query_folds.METRICS), axis=2)


def test_the_settings_that_are_best_on_the_other_meetings_are_scored():
    joined, chosen = cross_validate(scores_of([0.2] * 20, [0.3] * 20), MEETINGS)
    assert chosen == dict.fromkeys(range(FOLDS), 1)
    assert (joined == 0.3).all()


def test_what_a_setting_reaches_on_a_meeting_does_not_choose_it_there():
    steady = np.full(20, 0.2)
    lucky = np.where(np.array(MEETINGS) == "m3", 1.0, 0.15)  # best on the whole by one meeting
    joined, chosen = cross_validate(scores_of(steady, lucky), MEETINGS)
    assert lucky.mean() > steady.mean()
    assert sorted(chosen.values()) == [0, 1, 1, 1, 1]
    assert (joined[np.array(MEETINGS) == "m3"] == 0.2).all()


def test_questions_of_a_meeting_are_in_one_fold():
    tried = scores_of(*np.random.default_rng(1).random((2, 20)))
    joined, _ = cross_validate(tried, MEETINGS)
    own = [{k for k in (0, 1) if (joined[i] == tried[k, i]).all()} for i in range(20)]
    assert all(own[i] == own[i + 1] for i in range(0, 20, 2))


def test_the_settings_hold_while_a_system_writes_and_no_longer():
    seen, before = [], relevance.FED_BACK

    def write(task):
        seen.append((relevance.FED_BACK, relevance.UNRELATED))
        return tuple(one.text for one in task.documents)

    score([task_of(FIRST)], write, {"FED_BACK": 0.2, "UNRELATED": 0.9})
    score([task_of(FIRST)], write)
    assert seen == [(0.2, 0.9), (before, relevance.UNRELATED)]
    assert before == relevance.FED_BACK


def test_the_page_has_each_setting_and_what_was_chosen(monkeypatch):
    monkeypatch.setattr(query_folds, "GRID", {"POWER": (2, 3), "FED_BACK": (0.5,)})
    tasks = [
        replace(task_of(FIRST, SECOND, name=f"{meeting}.0", words=30), query="cracks in the bridge")
        for meeting in "abc"
    ]
    text = "\n\n".join(page(tasks))
    assert "3 questions of QMSum (validation part) on 3 meetings" in text
    assert "| 2 | 0.5 | " in text
    assert "| 3 | 0.5 | " in text
    assert text.count("BM25 sentences |") == 1
