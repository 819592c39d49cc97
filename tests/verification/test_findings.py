import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from locations import TOP
from multisumm.model import Citation
from multisumm.verification.findings import (
    ADDED,
    ALTERED,
    CHANGED,
    DELETED,
    MISSING,
    MOVED,
    RETYPED,
    STATUSES,
    UNFOUNDED,
    VERIFIED,
    Difference,
    Finding,
    Unchecked,
    Verification,
)
from multisumm.verification.quotes import Quote
from schemas import closed, load_schema

CITED = Citation("a.txt", 0, 8)
SANK = Quote(1, "sentence", "It\r\nsank\x1b.", CITED)


def test_only_what_is_not_verified_has_a_paragraph():
    verification = Verification(
        (
            Finding(SANK, VERIFIED, CITED),
            Finding(SANK, MOVED, Citation("b\n.txt", 5, 13)),
            Finding(Quote(2, "support", "Ten died.", CITED), MISSING),
            Finding(Quote(2, "sentence", "Ten died."), MISSING, Citation("b.txt", 1, 10)),
            Finding(Quote(3, "conflict", "None.", CITED), ALTERED),
            Finding(Quote(4, "sentence", "12"), ALTERED, CITED, "127", (("12", "127"),)),
            Finding(Quote(5, "sentence", "12"), ALTERED, CITED, "12", ()),
        )
    )
    assert verification.to_text() == (
        "moved     sentence 1, a.txt 0-8\n"
        "          It sank.\n"
        "          now b .txt 5-13\n"
        "missing   support of sentence 2, a.txt 0-8\n"
        "          Ten died.\n"
        "missing   sentence 2\n"
        "          Ten died.\n"
        "          the same stands in b.txt 1-10\n"
        "altered   conflict of sentence 3, a.txt 0-8\n"
        "          None.\n"
        "          nothing near it was found\n"
        "altered   sentence 4\n"
        "          12\n"
        "          nearest a.txt 0-8: 127\n"
        "          differs 12 / 127\n"
        "altered   sentence 5\n"
        "          12\n"
        "          nearest a.txt 0-8: 12\n"
        "1 of 7 quotes verified, 1 moved, 3 altered, 2 missing\n"
    )
    assert Verification((Finding(SANK, VERIFIED, CITED),)).to_text() == "1 of 1 quote verified\n"


def test_a_quote_with_other_marks_or_without_its_values_says_so():
    verification = Verification(
        (
            Finding(Quote(1, "sentence", "It’s."), RETYPED, CITED, "It's.", (("’", "'"),)),
            Finding(Quote(1, "quotation", "It’s"), ALTERED, CITED, "It's", (("’", "'"),)),
            Finding(Quote(2, "update", "No.", CITED, "7 /\n8", founded=False), UNFOUNDED, CITED),
        )
    )
    assert verification.to_text() == (
        "retyped   sentence 1\n"
        "          It’s.\n"
        "          in a.txt 0-8: It's.\n"
        "          differs only in typography: ’ / '\n"
        "altered   quotation of sentence 1\n"
        "          It’s\n"
        "          nearest a.txt 0-8: It's\n"
        "          differs only in typography: ’ / '\n"
        "unfounded update of sentence 2, a.txt 0-8\n"
        "          No.\n"
        "          the two sentences do not differ in this: 7 / 8\n"
        "0 of 3 quotes verified, 1 retyped, 1 altered, 1 unfounded\n"
    )


DIFFERENCES = (
    Difference(ADDED, "conflict", 1, CITED, "It\r\nsank."),
    Difference(DELETED, "sentence", 2, CITED, "Ten died."),
    Difference(CHANGED, "support", 1, CITED, "It sank.", "relation", "same", "part"),
    Difference(CHANGED, "document", text="a\n.txt", field="date", stated=None, expected="x" * 301),
    Difference(CHANGED, "order", field="sentences", stated="1, 2", expected="2, 1"),
    Difference(CHANGED, "page"),
    Difference(MISSING, "document", text="c.txt"),
)


def test_each_difference_has_a_paragraph():
    verification = Verification((Finding(SANK, VERIFIED, CITED),), (), DIFFERENCES, recomputed=True)
    assert verification.to_text() == (
        "added     conflict of sentence 1, a.txt 0-8\n"
        "          It sank.\n"
        "          the summary made again does not have it\n"
        "deleted   sentence 2, a.txt 0-8\n"
        "          Ten died.\n"
        "          only the summary made again has it\n"
        "changed   support of sentence 1, a.txt 0-8\n"
        "          It sank.\n"
        "          relation: same / part\n"
        "changed   document\n"
        "          a .txt\n"
        f"          date: – / {'x' * 300}...\n"
        "changed   order\n"
        "          sentences: 1, 2 / 2, 1\n"
        "changed   page\n"
        "          it is not the page that its JSON gives\n"
        "missing   document\n"
        "          c.txt\n"
        "          it is not given, so the summary was not made again\n"
        "1 of 1 quote verified; made again: 7 differences\n"
    )


@pytest.mark.parametrize(
    ("differences", "recomputed", "line"),
    [
        ((), False, "1 of 1 quote verified\n"),
        ((), True, "1 of 1 quote verified; made again: no difference\n"),
        (DIFFERENCES[-1:], False, "1 of 1 quote verified; 1 difference\n"),
    ],
)
def test_the_last_line_says_whether_the_summary_was_made_again(differences, recomputed, line):
    findings = (Finding(SANK, VERIFIED, CITED),)
    verification = Verification(findings, (), differences, recomputed=recomputed)
    assert verification.to_text().endswith(line)


@pytest.mark.parametrize("status", STATUSES)
def test_only_verified_and_retyped_quotes_verify_a_summary(status):
    verification = Verification((Finding(SANK, VERIFIED, CITED), Finding(SANK, status)))
    assert verification.verified == (status in ("verified", "retyped"))
    assert verification.counts[status] == 1 + (status == VERIFIED)
    assert not Verification(verification.findings, (), DIFFERENCES[:1]).verified


def differs(*pairs):
    verification = Verification((Finding(SANK, ALTERED, CITED, "It swam.", pairs),))
    return verification.to_text().splitlines()[3].strip()


def test_many_differences_are_counted():
    pairs = [(str(number), "x") for number in range(8)]
    assert differs(*pairs) == "differs 0 / x, 1 / x, 2 / x, 3 / x, 4 / x and 3 more"
    assert differs(("\r\n", " "), ("\n", " ")) == "differs white space"
    assert differs(("not", "")) == "differs not / –"
    assert differs(("–", "co\u00adop")) == "differs <U+2013> / co<U+00AD>op"


def test_json_has_the_exact_characters():
    verification = Verification((Finding(SANK, MOVED, Citation("b", 5, 13)),), ("a.txt",))
    assert verification.to_json().endswith("}\n")
    assert json.loads(verification.to_json()) == {
        "schema": "multisumm-verification/2",
        "verified": False,
        "counts": {
            **{"verified": 0, "retyped": 0, "moved": 1, "altered": 0},
            **{"missing": 0, "unfounded": 0},
        },
        "quotes": [
            {
                "sentence": 1,
                "role": "sentence",
                "text": "It\r\nsank\x1b.",
                "document": "a.txt",
                "start": 0,
                "end": 8,
                "status": "moved",
                "found": {"document": "b", "start": 5, "end": 13},
                "nearest": None,
                "differences": [],
                "only_typography": False,
            }
        ],
        "changed": ["a.txt"],
        "recomputed": False,
        "differences": [],
        "notes": [],
        "unchecked": [],
    }


def test_a_sentence_of_a_text_has_no_address_in_json():
    verification = Verification((Finding(Quote(1, "sentence", "None."), ALTERED),))
    (record,) = json.loads(verification.to_json())["quotes"]
    assert [*record] == [
        "sentence", "role", "text", "status", "found", "nearest", "differences", "only_typography"
    ]  # fmt: skip
    assert record["found"] is None


# The schema

SCHEMA = load_schema("multisumm-verification-2.json")
EXACT = Draft202012Validator(closed(SCHEMA))

FULL = Verification(
    (
        Finding(SANK, VERIFIED, CITED),
        Finding(Quote(1, "conflict", "No.", CITED, "7 / 8", False, 2), UNFOUNDED, CITED),
        Finding(Quote(2, "quotation", "12"), ALTERED, CITED, "127", (("12", "127"),)),
    ),
    ("a.txt",),
    (replace(DIFFERENCES[0], subject=2), *DIFFERENCES[1:]),
    recomputed=True,
    notes=("a.txt: is called b.txt now",),
    unchecked=(Unchecked("heading", "A title"),),
)


def test_the_schema_is_a_schema_in_which_everything_is_described():
    Draft202012Validator.check_schema(SCHEMA)
    for name, part in {"": SCHEMA, **SCHEMA["$defs"]}.items():
        assert {*part["required"]} <= {*part["properties"]}
        for key, field in part["properties"].items():
            assert field.get("description") or "$ref" in field, f"{name}.{key}"


def test_every_field_of_the_schema_is_in_the_documentation():
    text = (TOP / "docs" / "verification.md").read_text(encoding="utf-8")
    for part in (SCHEMA, *SCHEMA["$defs"].values()):
        for key in part["properties"]:
            assert f"`{key}`" in text, key


def test_a_verification_with_everything_has_all_fields_and_no_others():
    record = json.loads(FULL.to_json())
    EXACT.validate(record)
    for part, value in (("quote", record["quotes"][1]), ("difference", record["differences"][0])):
        assert {*value} == {*SCHEMA["$defs"][part]["properties"]}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "multisumm-verification/1"),
        (("counts", "moved"), -1),
        (("counts", "moved"), None),
        (("quotes", 0, "status"), "lost"),
        (("quotes", 0, "role"), "title"),
        (("quotes", 0, "sentence"), 0),
        (("quotes", 0, "found"), {"document": "a"}),
        (("quotes", 2, "differences"), [["12"]]),
        (("quotes", 2, "start"), 1),
        (("differences", 0, "kind"), "other"),
        (("differences", 0, "stated"), 1),
        (("notes",), [1]),
        (("unchecked", 0, "kind"), "list"),
    ],
)
def test_the_schema_refuses_what_has_another_shape(path, value):
    record = json.loads(FULL.to_json())
    *above, last = path
    place = record
    for key in above:
        place = place[key]
    place[last] = value
    assert not EXACT.is_valid(record)


def test_fields_that_are_not_known_are_allowed():
    record = json.loads(FULL.to_json())
    record["quotes"][0]["new"] = record["new"] = 1
    assert Draft202012Validator(SCHEMA).is_valid(record)
    assert not EXACT.is_valid(record)
