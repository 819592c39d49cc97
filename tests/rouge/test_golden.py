"""Values frozen for texts of our own; they hold where the original's are not at hand."""

import json

import pytest

from locations import GOLDEN
from multisumm.rouge import rouge

GOLDEN = GOLDEN / "rouge_scores.json"
CASES = json.loads(GOLDEN.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_scores_are_the_frozen_ones(case):
    scores = rouge(
        case["candidate"], case["references"], metrics=list(case["values"]), **case["options"]
    )
    for name, values in case["values"].items():
        score = scores[name]
        assert [score.recall, score.precision, score.f1] == pytest.approx(values, abs=1e-9)
    # What came with a table of Unicode comes with the one of this Python.
    if case["options"].get("preset") != "unicode":
        assert scores.signature.startswith(case["signature"])
