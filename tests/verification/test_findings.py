import json

from multisumm.model import Citation
from multisumm.verification.findings import Finding, Verification
from multisumm.verification.quotes import Quote
from multisumm.verification.verify import ALTERED, MISSING, MOVED, VERIFIED

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


def differs(*pairs):
    verification = Verification((Finding(SANK, ALTERED, CITED, "It sank.", pairs),))
    return verification.to_text().splitlines()[3].strip()


def test_many_differences_are_counted():
    pairs = [(str(number), "x") for number in range(8)]
    assert differs(*pairs) == "differs 0 / x, 1 / x, 2 / x, 3 / x, 4 / x and 3 more"
    assert differs(("\r\n", " "), ("\n", " ")) == "differs white space"
    assert differs(("not", "")) == "differs not / –"


def test_json_has_the_exact_characters():
    verification = Verification((Finding(SANK, MOVED, Citation("b", 5, 13)),), ("a.txt",))
    assert verification.to_json().endswith("}\n")
    assert json.loads(verification.to_json()) == {
        "schema": "multisumm-verification/1",
        "verified": False,
        "counts": {"verified": 0, "moved": 1, "altered": 0, "missing": 0},
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
            }
        ],
        "changed": ["a.txt"],
    }


def test_a_sentence_of_a_text_has_no_address_in_json():
    verification = Verification((Finding(Quote(1, "sentence", "None."), ALTERED),))
    (record,) = json.loads(verification.to_json())["quotes"]
    assert [*record] == ["sentence", "role", "text", "status", "found", "nearest", "differences"]
    assert record["found"] is None
