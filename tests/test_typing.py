"""A type checker finds wrong options and one string in place of several, in code of users."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

import multisumm

CODE = """
from collections.abc import Iterator
from pathlib import Path

import multisumm
from multisumm.options import MethodName


def texts() -> Iterator[str]:
    yield "It rained."


documents = multisumm.read_documents("reports")
method: MethodName = "lead"
multisumm.summarize(documents, words=9, method=method, order="rank", weights=Path("w.json"))
multisumm.summarize(["It rained."], ratio=0.5, splitter="punkt")
multisumm.summarize(documents, tokens=9, tokenizer="tiktoken:gpt2")
multisumm.summarize(documents, tokens=9, tokenizer=str.split)
multisumm.summarize(("It rained.", documents[0]))
multisumm.summarize({"a": "It rained."}.values())
multisumm.summarize(texts())
multisumm.summarize(text for text in ["It rained."])
multisumm.Summarizer(words=9).transform([documents, ["It rained."]])

multisumm.summarize("It rained.")  # wrong
multisumm.summarize(b"It rained.")  # wrong
multisumm.summarize([5])  # wrong
multisumm.summarize(documents, method="foo")  # wrong
multisumm.summarize(documents, order="foo")  # wrong
multisumm.summarize(documents, splitter="foo")  # wrong
multisumm.summarize(documents, words="9")  # wrong
multisumm.summarize(documents, tokens=9, tokenizer=len)  # wrong
multisumm.summarize(documents, wrods=9)  # wrong
multisumm.Summarizer(method="foo")  # wrong
multisumm.Summarizer(wrods=9)  # wrong
multisumm.Summarizer().transform(["It rained."])  # wrong
"""
HOME = Path(multisumm.__file__).parents[1]
SETTINGS = f"""
[mypy]
{"" if HOME.name == "site-packages" else f"mypy_path = {HOME}"}
follow_imports = silent
strict = true
[mypy-numpy.*,scipy.*,click.*,pandas.*,Stemmer.*,nltk.*,sumy.*,sklearn.*]
follow_imports = skip
ignore_missing_imports = true
"""


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("mypy") is None, reason='mypy is not installed: pip install ".[dev]"'
)
def test_mypy_finds_the_wrong_lines_and_no_others(tmp_path):
    (tmp_path / "code.py").write_text(CODE)
    (tmp_path / "mypy.ini").write_text(SETTINGS)
    command = [sys.executable, "-m", "mypy", "--config-file", "mypy.ini", "code.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr == ""
    found = {int(number) for number in re.findall(r"^code.py:(\d+): error", done.stdout, re.M)}
    lines = enumerate(CODE.splitlines(), start=1)
    assert found == {number for number, line in lines if line.endswith("# wrong")}, done.stdout
