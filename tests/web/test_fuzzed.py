"""The API under what schemathesis makes of its description; skipped where that is missing."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from web_server import serving

COMMAND = Path(sys.executable).with_name("schemathesis")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("schemathesis") is None or not COMMAND.exists(),
        reason='schemathesis is not installed: pip install ".[peers]"',
    ),
]


@pytest.mark.usefixtures("without_processes")
def test_every_request_is_answered_as_the_openapi_description_says(tmp_path):
    # All checks but one, that all that fits the description is accepted: a text may fit it and have
    # no sentence, and two budgets may fit it one by one. With 50 examples and more, schemathesis
    # 4.32 stops with an error of its own ("Unsupported type: 'Binary'").
    with serving(jobs=100) as site:
        command = [
            *(COMMAND, "run", f"{site.url}/openapi.json", "--no-color", "--continue-on-failure"),
            *("--phases", "examples,coverage,fuzzing", "--max-examples", "40"),
            *("--exclude-checks", "positive_data_acceptance", "--generation-deterministic"),
        ]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert "No issues found" in done.stdout or "passed" in done.stdout
