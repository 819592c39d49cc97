"""With the real package; skipped where it is missing."""

import os
import subprocess
import sys

import pytest

# In a process of its own: haystack changes how the process logs, and may warn in later versions.
CODE = """
from haystack import Document, Pipeline
from multisumm.errors import InputError
from multisumm.integrations.haystack import MultiDocumentSummarizer
texts = ["Much was said. The ferry sank on Sunday, killing 127 people.",
         "The ferry sank on Sunday, killing 130 people."]
documents = [Document(content=text, meta={"n": n}) for n, text in enumerate(texts)]
pipeline = Pipeline()
pipeline.add_component("s", MultiDocumentSummarizer(words=8, options={"order": "rank"}))
pipeline = Pipeline.loads(pipeline.dumps())
answer = pipeline.run({"s": {"documents": documents}})["s"]
(found,) = answer["documents"]
place = found.meta["multisumm"]
(source,) = [document for document in documents if document.id == place["document"]]
assert answer["summary"] == found.content == source.content[place["start"]:place["end"]]
assert found.meta["n"] == source.meta["n"]
(other,) = [one.id for one in documents if one.id != place["document"]]
from multisumm.rendering.wording import RELATIONS
related = {name: place[name] for name in RELATIONS}
assert related == {**dict.fromkeys(RELATIONS, []), "contradicted_by": [other]}, related
assert place["families"] == place["family"] == 1  # they share most of their text
empty = {"summary": "", "documents": []}
assert MultiDocumentSummarizer().run([]) == empty
assert MultiDocumentSummarizer().run([Document(content=None)]) == empty
twice = [Document(content=texts[0], id="d"), Document(content=texts[0], id="d", meta={"n": 2})]
assert MultiDocumentSummarizer().run(twice)["summary"] == texts[0]
try:
    MultiDocumentSummarizer().run([*twice, Document(content=texts[1], id="d")])
except InputError as error:
    assert str(error) == "two documents have the id 'd'"
else:
    raise AssertionError
documents = [Document(content=texts[1], id=name) for name in ("z", "a", "m")]
one_sentence = MultiDocumentSummarizer(words=None, options={"sentences": 1})
(found,) = one_sentence.run(documents)["documents"]
assert found.meta["multisumm"]["document"] == "z"
assert found.meta["multisumm"]["also_in"] == ["a", "m"]
in_tokens = MultiDocumentSummarizer(words=None, options={"tokens": 9, "tokenizer": str.split})
assert len(in_tokens.run(documents)["documents"]) == 1
text = "The ferry sank off Tindalo. Divers found a wreck in the bay. The mayor opened a school."
pipeline.remove_component("s")
pipeline.add_component("s", MultiDocumentSummarizer(words=6))
asked = {"documents": [Document(content=text)], "query": "Who opened the schools?"}
answer = pipeline.run({"s": asked})["s"]
assert answer["summary"] == "The mayor opened a school."
place = answer["documents"][0].meta["multisumm"]
assert 0.9 < place["relevance"] <= 1 and place["query_words"] == ["opened", "schools"]
whole = MultiDocumentSummarizer()
for query in (None, "", "what was it"):
    assert whole.run(asked["documents"], query=query)["summary"] == text
assert whole.run(asked["documents"], query="What of the submarine?") == empty
ignoring = MultiDocumentSummarizer(options={"query": None})
assert ignoring.run(**asked)["summary"] == text
from multisumm import InputError, OptionError
for wrong in (None, 5, "x", ["x"], documents[0]):
    try:
        MultiDocumentSummarizer().run(wrong)
        raise SystemExit(wrong)
    except InputError as error:
        assert "haystack.Document" in str(error) and "\\n" not in str(error)
for options in ("x", 5, {"wrods": 5}, {"sentences": 5}, {"order": "x"}):
    try:
        MultiDocumentSummarizer(options=options).run(documents)
        raise SystemExit(options)
    except OptionError as error:
        assert "\\n" not in str(error)
print("done")
"""
ENVIRONMENT = {
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HAYSTACK_DESERIALIZATION_ALLOWLIST": "multisumm.integrations.haystack",
}


def test_documents_become_a_summary_in_a_pipeline():
    pytest.importorskip(
        "haystack.version", reason='haystack-ai is not installed: pip install ".[peers]"'
    )
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        capture_output=True,
        text=True,
        env={**os.environ, **ENVIRONMENT},
    )
    assert done.stdout == "done\n", done.stderr
