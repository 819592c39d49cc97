from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.text.enclosures import MAX_ENCLOSED, enclosed_spans, is_quotation_open

ALWAYS_THE_SAME = settings(deadline=None, derandomize=True, max_examples=150)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He (she) left.", ["(she)"]),
        ("(a (b) [c]) d", ["(a (b) [c])"]),
        ("a) one (two b) three", ["(two b)"]),
        ("no ( end", []),
        ("no end )", []),
        ("sad :( and ;-( and glad :)", []),
        ("《戏》（一）", ["《戏》", "（一）"]),
        (f"({'x' * (MAX_ENCLOSED + 1)})", []),
    ],
)
def test_the_outermost_pairs_of_brackets_are_found(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in enclosed_spans(text)] == expected


@ALWAYS_THE_SAME
@given(st.text("()[]（）a: ", max_size=40))
def test_pairs_are_disjoint_ordered_and_have_both_ends(text: str) -> None:
    spans = enclosed_spans(text)
    ends = [offset for span in spans for offset in span]
    assert ends == sorted(ends)
    for start, end in spans:
        assert text[start] + text[end - 1] in ("()", "[]", "（）")


def test_a_missing_quotation_mark_does_not_turn_round_all_others() -> None:
    text = 'He said : " Go . She said : " Stay " . Then '
    assert not is_quotation_open(text, 0, len(text), before=False)
    assert is_quotation_open(text, 0, text.index("Stay"), before=False)
    assert is_quotation_open(' " ', 0, 3, before=False)
    assert not is_quotation_open(' " ', 0, 3, before=True)
