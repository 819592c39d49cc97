import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from multisumm.cli.main import cli
from multisumm.errors import InputError, OptionError
from multisumm.rouge import make_settings, rouge
from multisumm.rouge.pairing import (
    Pair,
    pair_files,
    render_rouge_json,
    render_rouge_text,
    score_pairs,
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
