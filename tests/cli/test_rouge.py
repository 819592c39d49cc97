import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from multisumm.cli.main import cli
from multisumm.errors import InputError, OptionError
from multisumm.rouge import make_settings, rouge
from multisumm.rouge.pair_scores import SentenceSplitter, score_candidates, score_pairs
from multisumm.rouge.pairing import Pair, pair_files
from multisumm.rouge.rendering import (
    render_candidates_json,
    render_candidates_text,
    render_rouge_json,
    render_rouge_text,
)
from multisumm.rouge.text_files import read_utf8

METRICS = ["rouge-1", "rouge-l"]


def write(folder, **texts):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folders(tmp_path):
    return (
        write(tmp_path / "candidates", d1_txt="a b", d2_txt="c d", _hidden="x"),
        write(tmp_path / "one", d1_txt="a b c", d2_txt="c"),
        write(tmp_path / "two", d1_A_txt="a", d1_B_txt="b", d2_md="d"),
    )


def test_a_file_goes_with_every_reference_file_whatever_its_name(tmp_path):
    write(tmp_path, cand_txt="a", x_txt="a", y_txt="b")
    candidate, *references = (tmp_path / name for name in ("cand.txt", "x.txt", "y.txt"))
    assert pair_files(candidate, references) == [Pair("cand", candidate, tuple(references))]


def test_a_file_takes_its_namesakes_from_a_folder(folders):
    candidates, one, two = folders
    (pair,) = pair_files(candidates / "d1.txt", [one, two])
    assert [path.name for path in pair.references] == ["d1.txt", "d1.A.txt", "d1.B.txt"]


def test_folders_are_paired_by_name_in_order(folders):
    candidates, one, two = folders
    pairs = pair_files(candidates, [one, two])
    assert [pair.id for pair in pairs] == ["d1", "d2"]
    assert [path.name for path in pairs[1].references] == ["d2.txt", "d2.md"]


def test_a_reference_belongs_to_the_longest_candidate_name_that_begins_its_own(tmp_path):
    candidates = write(tmp_path / "c", a_txt="x", a_b_txt="y")
    references = write(tmp_path / "r", a_txt="x", a_b_1_txt="y", a_b_2_txt="y")
    pairs = {pair.id: len(pair.references) for pair in pair_files(candidates, [references])}
    assert pairs == {"a": 1, "a.b": 2}


def test_unmatched_names_are_listed_in_one_line(tmp_path):
    candidates = write(tmp_path / "c", **{f"d{at}_txt": "x" for at in range(9)})
    references = write(tmp_path / "r", d0_txt="x", e_txt="y", f_txt="y")
    with pytest.raises(InputError) as error:
        pair_files(candidates, [references])
    assert str(error.value) == (
        "names do not match: no reference for d1, d2, d3, d4, d5 and 3 more; no candidate for e, f"
    )


@pytest.mark.parametrize(
    ("candidate", "references", "message"),
    [
        ("missing", ["one"], "missing: no such file or directory"),
        ("candidates", [], "no reference given"),
        ("candidates", ["one/d1.txt"], "is not a folder; a folder of candidates needs folders"),
        ("empty", ["empty"], "no candidates in"),
        ("candidates/d1.txt", ["empty"], r"no reference with the name of .*d1\.txt"),
        ("twins", ["one"], "two candidates have the name 'd1'"),
    ],
)
def test_files_that_cannot_be_paired_are_a_one_line_error(
    folders, tmp_path, candidate, references, message
):
    write(tmp_path / "empty")
    write(tmp_path / "twins", d1_txt="a", d1_md="b")
    with pytest.raises(InputError, match=message) as error:
        pair_files(tmp_path / candidate, [tmp_path / name for name in references])
    assert "\n" not in str(error.value)


def test_a_pair_is_shown_with_the_signature_to_quote(folders):
    candidates, one, _ = folders
    pairs = pair_files(candidates / "d1.txt", [one])
    text = render_rouge_text(score_pairs(pairs, METRICS, make_settings()))
    signature = rouge("a b", "a b c", metrics=METRICS).signature
    assert text == (
        "metric   recall   precision  f1\n"
        "rouge-1  0.66667  1.00000    0.80000\n"
        "rouge-l  0.66667  1.00000    0.80000\n"
        f"\n{signature}\n"
    )


def test_several_pairs_are_shown_as_means_with_intervals(folders):
    candidates, one, two = folders
    settings = make_settings(preset="unicode")
    report = score_pairs(pair_files(candidates, [one, two]), METRICS, settings)
    lines = render_rouge_text(report).splitlines()
    assert lines[0].endswith("  interval of f1")
    assert lines[1].split() == ["rouge-1", "0.90000", "0.58333", "0.69697", *lines[1].split()[4:]]
    assert lines[-1].startswith("preset:unicode|metric:rouge-1,rouge-l|")
    assert "|refs:var|" in lines[-1]


def test_json_holds_means_instances_and_signature(folders):
    candidates, one, _ = folders
    report = score_pairs(pair_files(candidates, [one]), METRICS, make_settings(preset="unicode"))
    content = json.loads(render_rouge_json(report))
    assert content["schema"] == "multisumm-rouge/1"
    assert content["pairs"] == 2
    assert content["instances"]["d1"]["rouge-1"]["precision"] == 1.0
    means = [content["instances"][name]["rouge-1"]["recall"] for name in ("d1", "d2")]
    assert content["scores"]["rouge-1"]["recall"]["mean"] == pytest.approx(sum(means) / 2)
    assert content["signature"] == report.system.signature
    assert content["warnings"] == content["empty"] == []


def test_empty_candidates_score_0_and_are_counted(tmp_path):
    candidates = write(tmp_path / "c", a_txt="", b_txt="x")
    references = write(tmp_path / "r", a_txt="x", b_txt="x")
    report = score_pairs(pair_files(candidates, [references]), METRICS, make_settings())
    assert report.instances["a"]["rouge-1"].f1 == 0
    assert report.empty == ("a",)
    assert report.warnings[-1] == "1 of 2 candidates have no tokens and score 0"


def test_an_empty_reference_is_named(tmp_path):
    write(tmp_path, c_txt="a", r_txt=" \n")
    with pytest.raises(InputError, match=r"r\.txt: the reference is empty$"):
        score_pairs(pair_files(tmp_path / "c.txt", [tmp_path / "r.txt"]), METRICS, make_settings())


def test_no_pairs_are_an_error():
    with pytest.raises(InputError, match="no pairs to score"):
        score_pairs([], METRICS, make_settings())


def test_an_unknown_metric_is_an_error(folders):
    candidates, one, _ = folders
    with pytest.raises(OptionError, match="unknown metric 'bleu'"):
        score_pairs(pair_files(candidates, [one]), ["bleu"], make_settings())


def test_a_file_of_another_encoding_is_named_with_the_place(tmp_path):
    path = tmp_path / "latin.txt"
    path.write_bytes(b"caf\xe9")
    with pytest.raises(InputError, match=r"latin\.txt: not UTF-8: byte 3 is not valid$"):
        read_utf8(path)
    with pytest.raises(InputError, match=r": is a directory$"):
        read_utf8(tmp_path)


def test_line_ends_are_kept_and_a_byte_order_mark_is_not(tmp_path):
    path = tmp_path / "windows.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo")
    assert read_utf8(path) == "one\r\ntwo"


def test_no_metric_is_wrong_usage(tmp_path):
    (tmp_path / "a.txt").write_text("a cat", encoding="utf-8")
    pair = Pair("a", tmp_path / "a.txt", (tmp_path / "a.txt",))
    with pytest.raises(OptionError, match="no metric is given"):
        score_pairs([pair], [], make_settings())


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no file without an end")
@pytest.mark.parametrize("options", [[], ["--stop-words"], ["--exceptions"]])
def test_a_file_without_an_end_is_an_error_of_one_line(options, tmp_path, monkeypatch):
    monkeypatch.setattr("multisumm.rouge.text_files.MAX_FILE_BYTES", 1000)
    (tmp_path / "a.txt").write_text("The ferry sank.")
    given = str(tmp_path / "a.txt")
    zero = "/dev/zero"
    arguments = ["rouge", given, given, *options, zero] if options else ["rouge", zero, given]
    done = CliRunner().invoke(cli, arguments)
    assert str(done.exception) == "/dev/zero: larger than 1 kB"


@pytest.fixture
def runs(tmp_path):
    """Two candidates and their references, of three pairs."""
    write(tmp_path / "old", d1_txt="a b", d2_txt="c x", d3_txt="y z")
    write(tmp_path / "new", d1_txt="a b c", d2_txt="c d", d3_txt="e f")
    write(tmp_path / "refs", d1_txt="a b c", d2_txt="c d", d3_txt="e g")
    return tmp_path


def run_rouge(*arguments):
    return CliRunner().invoke(cli, ["rouge", *map(str, arguments)], catch_exceptions=True)


def compared(runs, *options):
    candidates = [f"--candidate={name}={runs / name}" for name in ("old", "new")]
    return run_rouge(*candidates, runs / "refs", "--metrics=rouge-1,rouge-2",
                     "--preset=rouge-score", *options)  # fmt: skip


def test_candidates_are_compared_to_the_first(runs):
    done = compared(runs)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("candidate  metric   recall   precision  f1       interval of f1")
    assert [line.split()[:5] for line in lines[1:5]] == [
        ["old", "rouge-1", "0.38889", "0.50000", "0.43333"],
        ["old", "rouge-2", "0.16667", "0.33333", "0.22222"],
        ["new", "rouge-1", "0.83333", "0.83333", "0.83333"],
        ["new", "rouge-2", "0.66667", "0.66667", "0.66667"],
    ]
    assert lines[6].startswith("candidate  metric   f1 - old  interval")
    assert lines[7].split()[:3] == ["new", "rouge-1", "+0.40000"]
    assert lines[7].endswith("  3/0/0")
    assert lines[-2].startswith("preset:rouge-score|metric:rouge-1,rouge-2|")
    assert lines[-1] == "tests: avg:macro|n:3|bs:1000-95-12345|ar:exact"


def test_the_baseline_can_be_chosen_and_json_has_the_numbers(runs):
    content = json.loads(compared(runs, "--baseline", "new", "--format", "json").stdout)
    assert content["schema"] == "multisumm-rouge-candidates/1"
    assert (content["baseline"], content["pairs"]) == ("new", 3)
    assert list(content["candidates"]) == ["old", "new"]
    assert content["candidates"]["new"]["instances"]["d2"]["rouge-1"]["f1"] == 1
    assert list(content["differences"]) == ["old"]
    difference = content["differences"]["old"]["rouge-1"]
    assert difference["mean"] == pytest.approx(-0.4)
    assert (difference["wins"], difference["ties"], difference["losses"]) == (0, 0, 3)
    assert 0 < difference["p"] <= difference["p_holm"] <= 1


def test_one_named_candidate_is_shown_as_one_without_a_name(runs):
    named = run_rouge("--candidate", runs / "old", runs / "refs")
    assert named.exit_code == 0
    assert named.stdout == run_rouge(runs / "old", runs / "refs").stdout


@pytest.mark.parametrize("output_format", ["text", "json"])
def test_workers_do_not_change_the_output(runs, output_format, monkeypatch):
    monkeypatch.setattr("multisumm.rouge.pair_scores._BATCH", 1)
    options = ("--format", output_format)
    assert compared(runs, *options, "-j", "2").stdout == compared(runs, *options).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["old"], "no reference is given; name a candidate and its references"),
        (["--candidate=a=old", "--candidate=a=new", "refs"], "two candidates have the name 'a'"),
        (["old", "refs", "--baseline=old"], "--baseline is for several candidates"),
        (["--candidate=", "refs"], "--candidate must be [NAME=]PATH"),
        (["--candidate=a=", "refs"], "--candidate must be [NAME=]PATH"),
        (["--candidate==old", "refs"], "--candidate must be [NAME=]PATH"),
        (["--candidate=old", "--baseline=new", "refs"], "unknown baseline 'new'"),
    ],
)
def test_candidates_that_cannot_be_told_apart_are_wrong_usage(
    runs, monkeypatch, arguments, message
):
    monkeypatch.chdir(runs)
    done = run_rouge(*arguments)
    assert isinstance(done.exception, OptionError)
    assert message in str(done.exception)


def test_a_folder_may_be_the_one_where_we_are(runs, monkeypatch):
    monkeypatch.chdir(runs / "old")
    plain, named = run_rouge(".", "../refs"), run_rouge("--candidate=.", "../refs")
    assert (plain.exit_code, plain.stdout) == (0, named.stdout)
    both = run_rouge("--candidate=.", "--candidate=../new", "../refs")
    assert [line.split()[0] for line in both.stdout.splitlines()[1:5]] == ["old"] * 4


def test_two_files_are_compared_whatever_their_names(runs):
    files = [runs / "old" / "d1.txt", runs / "new" / "d2.txt"]
    candidates = [f"--candidate={path}" for path in files]
    done = run_rouge(*candidates, runs / "refs" / "d1.txt", "--metrics=rouge-1", "--baseline=d2")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[1].split() == ["d1", "rouge-1", "0.66667", "1.00000", "0.80000"]
    assert lines[5].split()[-2:] == ["1.0000", "1/0/0"]


def test_candidates_of_other_pairs_are_not_compared(runs):
    pairs = {name: pair_files(runs / name, [runs / "refs"]) for name in ("old", "new")}
    pairs["new"] = pairs["new"][:2]
    with pytest.raises(InputError, match=r"only one of 'old' and 'new' has d3$"):
        score_candidates(pairs, METRICS, make_settings(), baseline="old")


def test_the_warnings_of_several_candidates_have_their_names(runs):
    write(runs / "new", d1_txt="")
    pairs = {name: pair_files(runs / name, [runs / "refs"]) for name in ("old", "new")}
    report = score_candidates(pairs, METRICS, make_settings(), baseline="old")
    assert report.warnings[-1] == "new: 1 of 3 candidates have no tokens and score 0"
    assert json.loads(render_candidates_json(report))["candidates"]["new"]["empty"] == ["d1"]
    assert "new" in render_candidates_text(report)


ONE_LINE = "The ferry sank near the island. Divers found the wreck."
SENTENCES = ONE_LINE.replace(". ", ".\n")


@pytest.fixture
def one_line(tmp_path):
    write(tmp_path, c_txt=ONE_LINE, r_txt="Divers found the wreck. The ferry sank.")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "warned"),
    [
        (["--metrics=rouge-1,rouge-lsum"], "rouge-lsum"),
        (["--metrics=rouge-l,rouge-w-1.2"], "rouge-l, rouge-w-1.2"),
        (["--metrics=rouge-1"], None),
        (["--metrics=rouge-l", "--preset=rouge-score"], None),
        (["--metrics=rouge-lsum", "--split-sentences"], None),
    ],
)
def test_several_sentences_on_one_line_are_reported_if_lines_are_aligned(one_line, options, warned):
    done = run_rouge(one_line / "c.txt", one_line / "r.txt", *options)
    assert done.exit_code == 0
    expected = (
        "multisumm: warning: a text of several sentences is on one line in c;"
        f" {warned} takes a line as a sentence; see --split-sentences\n"
    )
    assert done.stderr == (expected if warned else "")


@pytest.mark.parametrize(
    "text", ["Dr. Smith met Prof. Jones.", SENTENCES, "No full stop", "", "It rose by 3.5 percent."]
)
def test_one_sentence_or_one_a_line_is_not_reported(tmp_path, text):
    write(tmp_path, c_txt=text, r_txt="A line.")
    done = run_rouge(tmp_path / "c.txt", tmp_path / "r.txt", "--metrics", "rouge-lsum")
    assert "several sentences" not in done.stderr


def test_split_sentences_scores_a_line_as_its_sentences(one_line, tmp_path):
    lines = write(
        tmp_path / "lines", c_txt=SENTENCES, r_txt="Divers found the wreck.\nThe ferry sank."
    )
    outputs = [
        run_rouge(folder / "c.txt", folder / "r.txt", "--metrics=rouge-lsum", *options).stdout
        for folder, *options in ((one_line,), (lines,), (one_line, "--split-sentences"))
    ]
    assert [text.splitlines()[1].split()[1] for text in outputs] == [
        "0.57143",
        "1.00000",
        "1.00000",
    ]
    assert outputs[2] == outputs[1].replace("sents:newline", "sents:multisumm-rules")


def test_a_splitter_of_ones_own_is_named_in_the_signature(one_line):
    pairs = pair_files(one_line / "c.txt", [one_line / "r.txt"])
    splitter = SentenceSplitter("dots", lambda text: text.replace(". ", ".\n"))
    report = score_pairs(pairs, ["rouge-lsum"], make_settings(), splitter=splitter)
    assert "|sents:dots|" in report.instances["c"].signature


def test_an_empty_reference_scores_0_in_rouge_score(tmp_path):
    write(tmp_path, c_txt="a", r_txt=" \n")
    pairs = pair_files(tmp_path / "c.txt", [tmp_path / "r.txt"])
    report = score_pairs(pairs, METRICS, make_settings(preset="rouge-score"))
    assert report.instances["c"]["rouge-1"].f1 == 0
    assert report.warnings == ("c: reference 1 has no tokens for the preset 'rouge-score'",)
