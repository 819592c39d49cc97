"""A training -> the JSON file that `summarize --weights` reads."""

from __future__ import annotations

import json

from multisumm.selection.weights import FORMAT
from multisumm.training.fitting import TRAINING_SETTINGS
from multisumm.training.run import TrainedSet, Training


def render_weights(training: Training) -> str:
    """Return the weights as JSON, with what they were fitted to; equal data give equal bytes.

    Scores of cross-validation are ROUGE-1 and 2 F1 x 100, rounded to 2 decimals.
    """
    record = {
        "format": FORMAT,
        "what": (
            "log-linear weights of concepts and sentences;"
            " features: selection/concepts.py, selection/quality.py"
        ),
        "written by": "multisumm train",
        "settings": TRAINING_SETTINGS,
        "data": [_data(trained) for trained in training.sets],
        "concept": training.weights.concept,
        "sentence": training.weights.sentence,
    }
    return json.dumps(record, indent=1) + "\n"


def _data(trained: TrainedSet) -> dict[str, object]:
    record: dict[str, object] = {
        "file": trained.source.name,
        "kind": trained.source.kind,
        "clusters": trained.clusters,
        "sha256": trained.sha256,
    }
    if trained.scores is not None:
        record["scores"] = {
            name: [round(mean, 2) for mean in trained.scores.means(name)]
            for name in trained.scores.systems
            if name in ("folds", "kinds")
        }
    return record
