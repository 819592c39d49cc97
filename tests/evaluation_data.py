"""Small clusters that the tests of the evaluation share."""

import json

from multisumm.evaluation.tasks import EvaluationTask
from multisumm.model import Document
from multisumm.selection.budget import Budget

FIRST = (
    "The old bridge over the river was closed on Monday. Engineers found cracks in two of the"
    " beams. The mayor said that repairs would take six weeks. Shops on the bank fear for trade."
)
SECOND = (
    "Cracks were found in the bridge by engineers of the city. It will stay closed for six weeks"
    " at least. A ferry is to carry people over the river until then."
)
REFERENCE = "Engineers found cracks in the bridge. It is closed for six weeks. A ferry will run."


def record(name="bridge", **more):
    documents = [{"id": "a", "text": FIRST}, {"id": "b", "text": SECOND}]
    return {"id": name, "documents": documents, "references": [REFERENCE], **more}


def write_lines(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def clusters_file(folder, *names, **more):
    return write_lines(folder / "clusters.jsonl", *(record(name, **more) for name in names))


def task_of(*texts, references=(REFERENCE,), words=250, name="bridge", language="en"):
    documents = tuple(Document(str(number), text) for number, text in enumerate(texts))
    return EvaluationTask(
        name, documents, tuple(references), language, Budget("words", words, language), "x"
    )
