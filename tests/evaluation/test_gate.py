import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from evaluation_data import clusters_file, record, write_lines
from locations import SEEDS
from multisumm.cli.evaluate import evaluate
from multisumm.errors import InputError
from multisumm.evaluation.floors import load_floors
from multisumm.evaluation.verdict import SLACK
from multisumm.pipeline import posing
from tokenizer_files import write_tokenizer

ENTRY = {
    "data": "x", "sha256": "", "optional": False, "system": "lead", "run": "lead",
    "floors": {"rouge-1 f1": 1}, "clusters": {"rouge-1 f1": {}},
}  # fmt: skip
AMISS = {
    "amounts": [9], "language": "en", "preset": "unicode", "stem": True, "sample": None, "seed": 1
}  # fmt: skip


def command(*arguments):
    return CliRunner().invoke(evaluate, [str(argument) for argument in arguments])


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder with two clusters, in which floors are set for `lead` and `textrank`."""
    monkeypatch.chdir(tmp_path)
    clusters_file(tmp_path, "a", "b", length_budget="20 words")
    result = set_floors()
    assert result.exit_code == 0, result.output
    return tmp_path


def set_floors(*more, systems="lead,textrank"):
    arguments = ("clusters.jsonl", "--systems", systems, "--gate", "floors.json")
    return command(*arguments, "--update-floors", *more)


def check(*more):
    return command("--gate", "floors.json", *more)


def reverse(monkeypatch, method):
    """Break a ranking on purpose: the worst sentence becomes the best."""
    ranking = posing.RANKINGS[method]
    monkeypatch.setitem(posing.RANKINGS, method, lambda *given: -ranking(*given))


def test_floors_are_measured_less_the_slack_and_promises_have_none(project):
    entries = load_floors("floors.json")
    assert [(entry.data, entry.system, entry.optional) for entry in entries] == [
        ("clusters.jsonl", "lead", False),
        ("clusters.jsonl", "textrank", False),
    ]
    for entry in entries:
        assert entry.floors["exact-quotes"] == entry.floors["within-budget"] == 100
        for column in ("rouge-1 f1", "rouge-su4 f1"):
            mean = np.mean(list(entry.clusters[column].values()))
            assert entry.floors[column] == pytest.approx(max(0, mean - SLACK), abs=0.0101)


def test_unchanged_scores_pass_with_a_line_for_each_entry(project):
    result = check()
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.count("gate: clusters.jsonl: ") == 2
    assert check("--quiet").output == ""


def test_a_reversed_ranking_turns_the_gate_red_on_the_seeds(tmp_path, monkeypatch):
    floors = tmp_path / "floors.json"
    arguments = (SEEDS, "--systems", "textrank", "--gate", floors)
    assert command(*arguments, "--update-floors").exit_code == 0
    assert command(*arguments).exit_code == 0
    reverse(monkeypatch, "textrank")
    result = command(*arguments)
    assert result.exit_code == 4
    lines = [line for line in result.stderr.splitlines() if "error: " in line]
    assert "textrank: rouge-1 f1 is " in lines[0]
    assert "below its floor of" in lines[0]
    assert "clusters that fell: " in lines[0]
    assert "ferry -" in lines[0]


def test_weights_turned_around_turn_the_gate_red_for_coverage_too(tmp_path, monkeypatch):
    floors = tmp_path / "floors.json"
    assert (
        command(SEEDS, "--systems", "coverage", "--gate", floors, "--update-floors").exit_code == 0
    )
    extract = posing.extract_concepts

    def worst(*given, **options):
        concepts = extract(*given, **options)
        turned = concepts.weights.max() - concepts.weights + 1e-6
        return type(concepts)(concepts.starts, concepts.ids, turned)

    monkeypatch.setattr(posing, "extract_concepts", worst)
    assert command("--gate", floors).exit_code == 4


def test_a_floor_never_falls_unasked(project, monkeypatch):
    before = Path("floors.json").read_text()
    reverse(monkeypatch, "textrank")
    assert check().exit_code == 4
    assert set_floors().exit_code == 4
    assert Path("floors.json").read_text() == before
    assert set_floors("--allow-lower").exit_code == 0
    assert Path("floors.json").read_text() != before
    assert check().exit_code == 0


def test_floors_rise_after_a_gain_and_stay_within_the_slack(project):
    record = json.loads(Path("floors.json").read_text())
    record["entries"][0]["floors"]["rouge-1 f1"] = 1.0
    kept = record["entries"][1]["floors"]["rouge-1 f1"] = round(
        record["entries"][1]["floors"]["rouge-1 f1"] + SLACK / 2, 2
    )
    Path("floors.json").write_text(json.dumps(record))
    assert check("--update-floors").exit_code == 0
    lead, textrank = load_floors("floors.json")
    assert lead.floors["rouge-1 f1"] > 1
    assert textrank.floors["rouge-1 f1"] == kept


def test_changed_data_are_an_error_until_they_are_taken(project):
    clusters_file(project, "a", "b", "c", length_budget="20 words")
    result = check()
    assert result.exit_code == 1
    assert "data have changed since the floor was set" in str(result.exception)
    assert set_floors().exit_code == 0
    assert check().exit_code == 0
    assert list(load_floors("floors.json")[0].clusters["rouge-1 f1"]) == ["a", "b", "c"]


def test_absent_optional_data_are_skipped(tmp_path, monkeypatch):
    (tmp_path / "outside").mkdir()
    (tmp_path / "project").mkdir()
    write_lines(tmp_path / "outside" / "far.jsonl", record("far"))
    clusters_file(tmp_path / "project", "a")
    monkeypatch.chdir(tmp_path / "project")
    arguments = ("clusters.jsonl", "../outside/far.jsonl", "--systems", "lead")
    assert command(*arguments, "--gate", "floors.json", "--update-floors").exit_code == 0
    assert [entry.optional for entry in load_floors("floors.json")] == [False, True]
    shutil.rmtree(tmp_path / "outside")
    result = check()
    assert result.exit_code == 0
    assert "gate: ../outside/far.jsonl: lead: the data are not here; skipped" in result.stderr
    assert check("--update-floors").exit_code == 0
    assert len(load_floors("floors.json")) == 2
    Path("clusters.jsonl").unlink()
    assert "the data are not here" in str(check().exception)


def test_summaries_of_another_program_can_be_gated(project):
    outputs = [{"id": name, "summary": "The old bridge was closed."} for name in "ab"]
    write_lines(project / "out.jsonl", *outputs)
    assert set_floors(systems="file:out.jsonl").exit_code == 0
    assert load_floors("floors.json")[2].run == "file:out.jsonl"
    assert check().exit_code == 0
    write_lines(project / "out.jsonl", *({**output, "summary": "Nothing."} for output in outputs))
    result = check()
    assert result.exit_code == 4
    assert "clusters.jsonl: out: rouge-1 f1 is 0.00" in result.stderr


def test_a_run_without_a_floor_for_it_is_an_error(project):
    for more in (("--systems", "coverage"), ("--systems", "lead", "--words", "9")):
        result = command("clusters.jsonl", *more, "--gate", "floors.json")
        assert isinstance(result.exception, InputError)
        assert "no floor with these settings" in str(result.exception)
    arguments = ("clusters.jsonl", "--systems", "lead", "--gate", "floors.json")
    assert command(*arguments).exit_code == 0
    result = command(*arguments, "--metrics", "rouge-1")
    assert "needs that metric in --metrics" in str(result.exception)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"schema": "multisumm-floors/1", "entries": []}',
        '{"schema": "multisumm-floors/1", "entries": [{}]}',
        '{"schema": "multisumm-floors/1", "entries": [{"floors": {"x": "a"}, "clusters": {}}]}',
        json.dumps({"schema": "multisumm-floors/1", "entries": [ENTRY | {"settings": {}}]}),
        json.dumps({"schema": "multisumm-floors/1", "entries": [ENTRY | {"settings": AMISS}]}),
    ],
)
def test_files_without_floors_are_refused(tmp_path, content):
    path = tmp_path / "floors.json"
    path.write_text(content)
    assert isinstance(command("--gate", path).exception, InputError)
    path.unlink()
    assert isinstance(command("--gate", path).exception, InputError)


def test_the_floors_file_is_the_same_bytes_every_time(project):
    before = Path("floors.json").read_bytes()
    assert set_floors().exit_code == 0
    assert Path("floors.json").read_bytes() == before


def test_floors_in_tokens_are_measured_again_with_their_tokenizer(project):
    limit = ("--tokens", "14", "--tokenizer", f"hf:{write_tokenizer(project)}")
    assert set_floors(*limit, systems="lead").exit_code == 0
    (entry,) = [one for one in load_floors("floors.json") if "tokenizer" in one.settings]
    assert (entry.settings["amounts"], entry.settings["tokenizer"]) == ({"tokens": 14}, limit[-1])
    assert entry.clusters["within-budget"] == {"a": 100.0, "b": 100.0}
    result = check()
    assert result.exit_code == 0, result.output
    Path("tokenizer.json").unlink()
    assert isinstance(check().exception, InputError)
