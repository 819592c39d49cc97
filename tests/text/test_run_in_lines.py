from __future__ import annotations

import pytest

from multisumm.text.run_in_lines import (
    begins_around_stamps,
    begins_of_clauses,
    begins_of_items,
)

LITTLE_WORDS = frozenset(["and", "on", "of", "in"])


def pieces(text: str, begins: list[int]) -> list[str]:
    ends = [*begins, len(text)]
    return [text[a:b].strip() for a, b in zip([0, *begins], ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1. The first 2. The second 3. The third", 3),
        ("a) One b) Two", 2),
        ("(a) One. (b) Two.", 2),
        ("1.) One 2.) Two", 2),
        ("• 9. Nine • 10. Ten", 2),
        ("There are two. 1. Cost 2. Room", 2),
    ],
)
def test_each_item_of_a_list_in_one_line_begins_anew(text: str, count: int) -> None:
    assert len(pieces(text, begins_of_items(text, LITTLE_WORDS))) == count


@pytest.mark.parametrize(
    "text",
    [
        "There are three reasons: 1) Cost, 2) Time and 3) Room.",
        "1. the first 2. the second",
        "See section 1. The law 2. The rule",
        "1. One 3. Three",
        "Am 1. Mai und 2. Juni",
    ],
)
def test_labels_in_a_sentence_are_no_list(text: str) -> None:
    assert begins_of_items(text, LITTLE_WORDS) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Storm over Ros 2024-08-30 The storm came.",
            ["Storm over Ros", "2024-08-30", "The storm came."],
        ),
        ("2024-08-30 12:05 Rain fell.", ["2024-08-30 12:05", "Rain fell."]),
        ("Kay Roe 04/26/2001 07:17 AM Will you come?", None),
        ("He was born on 2024-08-30 The Hague", ["He was born on 2024-08-30 The Hague"]),
        ("From 2024-08-30 to May", ["From 2024-08-30 to May"]),
        ("It is 05/22/2001 09:25 AM", ["It is 05/22/2001 09:25 AM"]),
    ],
)
def test_a_stamp_of_time_between_two_lines_is_a_line(text: str, expected: list[str] | None) -> None:
    expected = expected or ["Kay Roe", "04/26/2001 07:17 AM", "Will you come?"]
    assert pieces(text, [*begins_around_stamps(text, LITTLE_WORDS)]) == expected


def test_thai_and_lao_clauses_begin_behind_spaces_between_letters() -> None:
    text = "เรือเฟอร์รีจมเมื่อเช้าวันอาทิตย์ มีผู้เสียชีวิต 130 คน นายสมชาย ใจดี กล่าวว่า รัฐบาลจะช่วยผู้ประสบภัย"
    assert pieces(text, begins_of_clauses(text, "th")) == [
        "เรือเฟอร์รีจมเมื่อเช้าวันอาทิตย์",
        "มีผู้เสียชีวิต 130 คน",
        "นายสมชาย ใจดี กล่าวว่า รัฐบาลจะช่วยผู้ประสบภัย",
    ]
    text = "ເຮືອຂ້າມຟາກຈົມໃນຕອນເຊົ້າວັນອາທິດ ມີຜູ້ເສຍຊີວິດ 130 ຄົນ"
    assert pieces(text, begins_of_clauses(text, "lo")) == text.split(" ", 1)
    assert begins_of_clauses(text, "en") == []
    assert begins_of_clauses("Not a word of Thai in it.", "th") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("km", "សាឡាងបានលិចកាលពីព្រឹកថ្ងៃអាទិត្យ ប្រធានក្រុមត្រូវបានព្រមានអំពីព្យុះ"),
        ("my", "ကူးတို့သင်္ဘောသည်နစ်မြုပ်ခဲ့သည် ကပ္ပတိန်ကိုသတိပေးခဲ့သည်"),
        ("bo", "བོད་ལྗོངས་ནི་མཛེས་པོ་ཡོད་པ་རེད ང་ཚོ་ལྷ་སར་འགྲོ་གི་ཡིན"),
    ],
)
def test_a_block_without_marks_has_clauses_at_its_spaces(language: str, text: str) -> None:
    assert pieces(text, begins_of_clauses(text, language)) == text.split()
    mark = {"km": "។", "my": "။", "bo": "།"}[language]
    assert begins_of_clauses(text + mark, language) == []


def test_in_tibetan_a_space_behind_ga_ends_a_sentence() -> None:
    text = "ང་ཚོ་ལྷ་སར་ཡོག ཁྱེད་རང་གང་དུ་འགྲོ་གི་ཡིན།"
    assert pieces(text, begins_of_clauses(text, "bo")) == text.split()
