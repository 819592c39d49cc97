"""Inputs on which the program was wrong, as a user meets them: what is right by now."""

import json

import pytest
from click.testing import CliRunner

import multisumm
from locations import FERRY, SHARED
from multisumm.cli.main import cli

CASES = SHARED / "cases"

pytestmark = pytest.mark.skipif(
    not CASES.is_dir(), reason="../shared/cases is absent: only developers and CI have it"
)


def ended_with(*arguments):
    done = CliRunner().invoke(cli, [str(one) for one in arguments])
    return getattr(done.exception, "exit_status", done.exit_code), done.stdout


@pytest.mark.parametrize(
    ("name", "words", "options"),
    [
        ("cp1251.txt", "Из-за урагана без света", {}),
        ("euckr.txt", "태풍으로 380가구가", {}),
        ("gbk.txt", "台风造成全市380户停电。", {}),
        ("sjis.txt", "380", {}),
        ("sjis.csv", "380", {"fields": {"text": "本文"}}),
        ("utf16nobom.txt", "380", {}),
    ],
)
def test_files_of_east_asia_and_russia_are_decoded_with_a_warning(name, words, options):
    documents = multisumm.read_documents([CASES / "cjk-legacy-csv" / name], **options)
    text = "".join(document.text for document in documents)
    assert words in text
    assert "�" not in text
    assert any(name in one and "read as" in one for one in documents.warnings)


@pytest.mark.parametrize(
    ("name", "encoding"), [("hz", "hz"), ("iso2022jp", "iso2022_jp"), ("utf7", "utf-7")]
)
def test_encodings_of_seven_bits_are_told(name, encoding):
    documents = multisumm.read_documents([CASES / "enc-silent" / f"enc_{name}.txt"])
    assert documents.warnings == (f"enc_{name}.txt: read as {encoding}",)


def test_ids_that_name_each_others_texts_are_an_error():
    swapped = CASES / "verify-ids-swapped" / "swapped.json"
    assert json.loads(swapped.read_text("utf-8"))
    assert ended_with("verify", swapped, FERRY)[0] == 5


@pytest.mark.parametrize(
    "name",
    [
        "foot.md",
        "mark1.txt",
        "nl.txt",
        "wrap2.txt",
        "wrap3.txt",
        "wrap4.md",
        "wrap5.md",
        "wrap6.md",
    ],
)
def test_a_mark_inside_a_sentence_does_not_split_it(name):
    edited = CASES / "verify-mark-splits-sentence" / name
    assert ended_with("verify", "--text", edited, FERRY)[0] == 5


def test_another_typography_is_told_apart_from_other_words():
    folder = CASES / "verify-typography"
    _, shown = ended_with("verify", "--text", folder / "edited.txt", folder / "src.txt")
    assert "1 of 4 quotes verified, 3 retyped" in shown


def test_thai_is_summarised_within_its_budget_and_its_contradiction_found():
    documents = multisumm.read_documents([CASES / "thai" / f"{name}.txt" for name in "ab"])
    summary = multisumm.summarize(documents, words=60)
    assert summary.sentences
    assert sum(len("".join(one.text.split())) for one in summary.sentences) <= 60
    abouts = {one.about for row in multisumm.compare(documents).statements for one in row.cells}
    assert "130 / 127" in abouts
