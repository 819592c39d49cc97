import io
import json
from pathlib import Path

import pytest

import input_files
import multisumm
from multisumm.selection.weights import load_weights

OURS = "The ferry sank on Sunday, killing 127 people.\nDivers found the wreck.\n"
THEIRS = "Much was said.\nThe ferry sank on Sunday, killing 130 people.\n"


@pytest.fixture
def run(tmp_path, monkeypatch, main):
    """Runs the command in a folder with two reports and their summary, s.json."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(OURS)
    Path("in/b.txt").write_text(THEIRS)

    def run(*arguments):
        status, output, errors = main(*arguments)
        return status, output.decode(), errors

    assert run("summarize", "in", "--format", "json", "--output", "s.json", "--quiet")[0] == 0
    return run


def test_a_summary_whose_quotes_are_all_verified_ends_with_0(run):
    assert run("verify", "s.json", "in") == (0, "4 of 4 quotes verified\n", "")


def test_a_digest_is_verified_as_json_and_as_a_page_and_made_again_but_not_as_a_text(run):
    for name, form in (("d.json", "json"), ("d.html", "html")):
        arguments = ("--min-sources", "1", "--format", form, "--output", name, "--quiet")
        assert run("digest", "in", *arguments)[0] == 0
        status, output, errors = run("verify", name, "in")
        assert (status, errors) == (0, "")
        assert " quotes verified\n" in output
        status, output, errors = run("verify", name, "in", "--recompute")
        assert (status, errors) == (0, "")
        assert output.endswith("; made again: no difference\n")
    Path("in/a.txt").write_text(OURS.replace("127", "172"))
    status, output, _ = run("verify", "d.json", "in")
    assert status == 5
    assert "altered   subject " in output
    status, _, errors = run("verify", "--text", "d.json", "in")
    assert status == 1
    assert (
        "d.json: this is a summary in JSON or a digest, which is verified without --text" in errors
    )


def test_a_summary_of_every_kind_of_file_verifies_against_the_files(run):
    Path("in/page.html").write_text(input_files.PAGE)
    Path("in/report.pdf").write_bytes(
        input_files.pdf("The bay was searched.", "Nothing was found.")
    )
    Path("in/feed.xml").write_bytes(input_files.FEED)
    Path("in/mail.eml").write_bytes(input_files.MAIL)
    Path("in/rows.csv").write_text("Name,Body\n1,Two boats were seen near the shore.\n")
    options = ("--fields", "id=Name,text=Body")
    files = ("summarize", "in", "--format", "json", "--output", "s.json", "--quiet")
    assert run(*files, *options)[0] == 0
    named = {one["document"] for one in json.loads(Path("s.json").read_bytes())["sentences"]}
    assert {"page.html", "report.pdf", "mail.eml", "1"} <= named
    status, output, _ = run("verify", "s.json", "in", *options)
    assert (status, output.split(" quotes ")[1]) == (0, "verified\n")


def test_unverified_quotes_are_reported_with_status_5(run):
    Path("in/a.txt").write_text("A line above.\n" + OURS.replace("127", "172"))
    Path("in/b.txt").unlink()
    assert run("verify", "s.json", "in") == (
        5,
        "altered   sentence 1, a.txt 0-45\n"
        "          The ferry sank on Sunday, killing 127 people.\n"
        "          nearest a.txt 14-59: The ferry sank on Sunday, killing 172 people.\n"
        "          differs 127 / 172\n"
        "missing   conflict of sentence 1, b.txt 15-60\n"
        "          The ferry sank on Sunday, killing 130 people.\n"
        "moved     sentence 2, a.txt 46-69\n"
        "          Divers found the wreck.\n"
        "          now a.txt 60-83\n"
        "missing   sentence 3, b.txt 0-14\n"
        "          Much was said.\n"
        "0 of 4 quotes verified, 1 moved, 1 altered, 2 missing\n",
        "multisumm: warning: a.txt: has changed since the summary was made\n",
    )
    assert run("verify", "s.json", "in", "--quiet")[2] == ""


def test_json_has_a_record_for_each_quote(run):
    Path("in/a.txt").write_text(OURS.replace("127", "172"))
    status, output, _ = run("verify", "s.json", "in", "--format", "json")
    record = json.loads(output)
    assert status == 5
    assert [*record] == [
        "schema", "verified", "counts", "quotes", "changed", "recomputed", "differences",
        "notes", "unchecked"
    ]  # fmt: skip
    assert record["schema"] == "multisumm-verification/2"
    assert record["verified"] is False
    assert record["counts"] == {
        **{"verified": 3, "retyped": 0, "moved": 0, "altered": 1},
        **{"missing": 0, "unfounded": 0},
    }
    assert record["changed"] == ["a.txt"]
    assert record["quotes"][0] == {
        "sentence": 1,
        "role": "sentence",
        "text": "The ferry sank on Sunday, killing 127 people.",
        "document": "a.txt",
        "start": 0,
        "end": 45,
        "status": "altered",
        "found": {"document": "a.txt", "start": 0, "end": 45},
        "nearest": "The ferry sank on Sunday, killing 172 people.",
        "differences": [["127", "172"]],
        "only_typography": False,
    }


@pytest.mark.parametrize(
    ("form", "quotes", "unchecked"), [("text", 5, "2 source lines"), ("markdown", 4, "3 notes")]
)
def test_a_text_edited_by_hand_is_looked_up(run, form, quotes, unchecked):
    name = "s.md" if form == "markdown" else "s.txt"
    run("summarize", "in", "--format", form, "--output", name, "--quiet")
    expected = f"{quotes} of {quotes} quotes verified; not checked: {unchecked}\n"
    assert run("verify", "--text", name, "in") == (0, expected, "")
    text = Path(name).read_text(encoding="utf-8")
    Path(name).write_text(text.replace("Divers found", "Divers never found", 1), encoding="utf-8")
    status, output, _ = run("verify", "--text", name, "in")
    assert status == 5
    assert "differs never / –\n" in output
    counts = f"{quotes - 1} of {quotes} quotes verified, 1 altered; not checked: {unchecked}\n"
    assert output.endswith(counts)


def test_other_typography_in_a_text_is_told_and_ends_with_0(run):
    Path("in/a.txt").write_text("The coast guard’s chief said “no” – twice.\n", encoding="utf-8")
    Path("edited.txt").write_text('The coast guard\'s chief said "no" - twice.\n')
    assert run("verify", "--text", "edited.txt", "in") == (
        0,
        "retyped   sentence 1\n"
        '          The coast guard\'s chief said "no" - twice.\n'
        "          in a.txt 0-42: The coast guard’s chief said “no” – twice.\n"
        '          differs only in typography: \' / ’, " / “, " / ”, - / <U+2013>\n'
        "0 of 1 quote verified, 1 retyped\n",
        "",
    )


def test_quotations_in_an_edited_sentence_are_looked_up_by_themselves(run):
    Path("edited.txt").write_text(
        'They wrote that "Divers found the wreck" and "sank on Monday."\n'
    )
    status, output, _ = run("verify", "--text", "edited.txt", "in")
    assert status == 5
    assert "altered   quotation of sentence 1\n          sank on Monday.\n" in output
    assert output.endswith("1 of 3 quotes verified, 2 altered\n")


# Made again


def test_a_summary_made_again_without_a_difference_ends_with_0(run):
    expected = (0, "4 of 4 quotes verified; made again: no difference\n", "")
    assert run("verify", "s.json", "in", "--recompute") == expected


def edit_summary(change):
    record = json.loads(Path("s.json").read_bytes())
    change(record)
    Path("s.json").write_text(json.dumps(record), encoding="utf-8")


def test_a_deleted_conflict_is_found_with_status_5(run):
    edit_summary(lambda record: record["sentences"][0].update(conflicts=[]))
    edit_summary(lambda record: record.update(disagreements=[]))
    assert run("verify", "s.json", "in") == (0, "3 of 3 quotes verified\n", "")
    assert run("verify", "s.json", "in", "--recompute") == (
        5,
        "deleted   conflict of sentence 1, b.txt 15-60\n"
        "          The ferry sank on Sunday, killing 130 people.\n"
        "          only the summary made again has it\n"
        "deleted   disagreement 1, a.txt 0-45\n"
        "          The ferry sank on Sunday, killing 127 people.\n"
        "          only the summary made again has it\n"
        "3 of 3 quotes verified; made again: 2 differences\n",
        "",
    )
    status, output, _ = run("verify", "s.json", "in", "--recompute", "--format", "json")
    record = json.loads(output)
    assert (status, record["verified"], record["recomputed"]) == (5, False, True)
    assert record["differences"][:1] == [
        {
            "kind": "deleted",
            "item": "conflict",
            "sentence": 1,
            "document": "b.txt",
            "start": 15,
            "end": 60,
            "text": "The ferry sank on Sunday, killing 130 people.",
            "field": "",
            "stated": None,
            "expected": None,
        }
    ]


def test_another_version_and_other_sources_are_told_on_standard_error(run):
    edit_summary(lambda record: record["settings"].update(version="0.0.1"))
    Path("in/a.txt").rename("in/z.txt")
    Path("in/c.txt").write_text("More news.\n")
    status, output, errors = run("verify", "s.json", "in", "--recompute")
    assert (status, output) == (0, "4 of 4 quotes verified; made again: no difference\n")
    assert errors == (
        "multisumm: warning: a.txt: is called z.txt now\n"
        "multisumm: warning: made by multisumm 0.0.1; this is"
        f" {multisumm.__version__}, which may choose differently\n"
        "multisumm: warning: c.txt: not a source of the summary\n"
    )
    assert run("verify", "s.json", "in", "--recompute", "--quiet")[2] == ""


def test_weights_are_given_again(run):
    own = load_weights()
    weights = {"concept": own.concept, "sentence": dict.fromkeys(own.sentence, 0.5)}
    Path("w.json").write_text(json.dumps({"format": "multisumm weights 1", **weights}))
    files = ("--format", "json", "--output", "s.json", "--quiet", "--weights", "w.json")
    assert run("summarize", "in", *files)[0] == 0
    assert run("verify", "s.json", "in", "--recompute", "--weights", "w.json")[0] == 0
    status, output, errors = run("verify", "s.json", "in", "--recompute")
    assert (status, output) == (1, "")
    assert errors.startswith("multisumm: error: s.json: the summary was made with the weights '")


# Reports


@pytest.mark.parametrize("source", ["s.html", "-"])
def test_a_report_is_verified_by_its_json(run, source, monkeypatch):
    run("summarize", "in", "--format", "html", "--output", "s.html", "--quiet")
    for options, last in (([], ""), (["--recompute"], "; made again: no difference")):
        stream = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + Path("s.html").read_bytes()))
        monkeypatch.setattr("sys.stdin", stream)
        expected = (0, f"4 of 4 quotes verified{last}\n", "")
        assert run("verify", source, "in", *options) == expected
    Path("in/a.txt").write_text(OURS.replace("127", "172"))
    assert run("verify", "s.html", "in")[0] == 5


def test_a_report_that_was_edited_is_found(run):
    run("summarize", "in", "--format", "html", "--output", "s.html", "--quiet")
    page = Path("s.html").read_text(encoding="utf-8")
    start, end = page.index('id="q1"'), page.index("</a>", page.index('id="q1"'))
    forged = page[:start] + page[start:end].replace("127", "172") + page[end:]
    Path("s.html").write_text(forged, encoding="utf-8")
    status, output, _ = run("verify", "s.html", "in")
    assert status == 5
    assert output == (
        "changed   page of sentence 1\n"
        "          text: The ferry sank on Sunday, killing 172 people."
        " / The ferry sank on Sunday, killing 127 people.\n"
        "4 of 4 quotes verified; 1 difference\n"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>", "x.html: this page carries no summary as JSON; it is not a report of"),
        (b"<html>\xff", "x.html: a report of multisumm is UTF-8, and this is not UTF-8"),
        (b'<html><script id="multisumm">{</script>', "x.html: not valid JSON: "),
        (b'<html><script id="multisumm">[]</script>', "x.html: not an object, but []"),
        (
            b'<html><script id="multisumm">{}</script>',
            "x.html: not a summary to verify: `schema` is",
        ),
        (b"<html>" + b'<script id="multisumm">' * 9999, "x.html: this page carries no summary as"),
        (
            b'<html><script id="multisumm">' + b"[" * 100_000 + b"</script>",
            "x.html: not valid JSON: nested too deeply",
        ),
    ],
)
def test_a_page_that_is_no_report_is_explained_in_one_line(run, content, message):
    Path("x.html").write_bytes(content)
    for options in ([], ["--recompute"]):
        status, output, errors = run("verify", "x.html", "in", *options)
        assert (status, output) == (1, "")
        assert errors.startswith(f"multisumm: error: {message}")
        assert errors.count("\n") == 1


# Input


def test_a_summary_can_come_from_standard_input(run, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + Path("s.json").read_bytes()))
    monkeypatch.setattr("sys.stdin", stream)
    assert run("verify", "-", "in")[0] == 0


def test_the_report_says_what_is_known_about_a_lost_quote(run):
    Path("in/b.txt").unlink()
    Path("in/a.txt").write_text("Wholly other words stand here now.\n")
    Path("in/c.txt").write_text(f"News. {THEIRS}")
    status, output, _ = run("verify", "s.json", "in")
    assert status == 5
    assert "          the same stands in c.txt 21-66\n" in output
    Path("in/c.txt").unlink()
    assert "          nothing near it was found\n" in run("verify", "s.json", "in")[1]


def test_a_closed_standard_input_is_explained(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert run("verify", "-", "in") == (1, "", "multisumm: error: standard input is closed\n")


@pytest.mark.parametrize("form", [[], ["--text"]], ids=str)
def test_a_summary_is_held_to_the_limit_of_sources(run, form, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(bytes(2000)))
    monkeypatch.setattr("sys.stdin", stream)
    for name, title in (("/dev/zero", "/dev/zero"), ("s.json", "s.json"), ("-", "stdin")):
        status, output, errors = run("verify", *form, name, "in", "--max-bytes", 100)
        message = f"{title}: larger than 100 bytes; --max-bytes allows more"
        assert (status, output, errors) == (1, "", f"multisumm: error: {message}\n")


def test_sources_that_are_empty_now_are_missing(run):
    Path("in/a.txt").write_text("")
    Path("in/b.txt").write_text("\n")
    status, output, errors = run("verify", "s.json", "in")
    assert status == 5
    assert output.endswith("0 of 4 quotes verified, 4 missing\n")
    assert errors == "multisumm: warning: nothing to summarize: no text in 2 documents\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "broken.json: not valid JSON: Expecting value (column 1)"),
        (
            b"\n# A summary",
            "broken.json: this is not a summary in JSON or HTML; --text takes plain",
        ),
        (b"{", "broken.json: not valid JSON"),
        (b"[" * 100_000, "broken.json: not valid JSON: nested too deeply"),
        (b"\xff\xfe{", "broken.json: not UTF-8"),
        (b"[]", "broken.json: not an object, but []"),
        (b"{}", "broken.json: not a summary to verify: `schema` is missing"),
        (b'{"schema": "multisumm-summary/9"}', "`schema` is 'multisumm-summary/9'"),
        (b'{"schema": ["\\ud800\\n"]}', "`schema` is ["),
        (b'{"schema": "' + b"x" * 500_000 + b'"}', f"`schema` is '{'x' * 39}..., not"),
        (b'{"schema": "multisumm-summary/1"}', "the summary: `sentences` is not a list of obj"),
        (
            b'{"schema": "multisumm-summary/1", "sentences": [{}], "documents": []}',
            "broken.json: sentence 1: `text` is not a string",
        ),
    ],
)
def test_a_summary_that_cannot_be_read_is_explained_in_one_line(run, content, message):
    Path("broken.json").write_bytes(content)
    status, output, errors = run("verify", "broken.json", "in")
    assert (status, output) == (1, "")
    assert errors.startswith("multisumm: error: ")
    assert message in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([], 2, "name a summary (or --text FILE) and its sources"),
        (["s.json"], 2, "name a summary (or --text FILE) and its sources"),
        (["--text", "s.txt"], 2, "name a summary (or --text FILE) and its sources"),
        (["-", "-"], 2, "- can be given once"),
        (
            ["--text", "s.txt", "in", "--recompute"],
            2,
            "--recompute needs a summary in JSON or HTML",
        ),
        (["s.json", "in", "--weights", "w.json"], 2, "--weights is of use only with --recompute"),
        (
            ["s.json", "in", "--recompute", "--weights", "no.json"],
            1,
            "error: weights no.json: no such file or directory",
        ),
        (["no.json", "in"], 1, "error: no.json: no such file or directory"),
        (["in", "in"], 1, "error: in: is a directory"),
        (["s.json", "no"], 1, "error: no: no such file or directory"),
        (["--text", "empty.txt", "in"], 1, "error: empty.txt: there is no sentence in the text"),
        (["--text", "nul", "in"], 1, "error: nul: binary data, not text"),
        (
            ["--text", "s.json", "in"],
            1,
            "s.json: this is a summary in JSON or a digest, which is verified wi",
        ),
        (
            ["--text", "s.html", "in"],
            1,
            "s.html: this is HTML; --text takes plain text or Mark",
        ),
        (["\0", "in"], 1, "error: \\x00: embedded null byte"),
    ],
    ids=str,
)
def test_every_mistake_has_its_documented_status(run, arguments, status, message):
    Path("empty.txt").touch()
    Path("nul").write_bytes(b"\0" * 99)
    run("summarize", "in", "--format", "html", "--output", "s.html", "--quiet")
    found, output, errors = run("verify", *arguments)
    assert (found, output) == (status, "")
    assert message in errors
