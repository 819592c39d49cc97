import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.reading.formats.markup import strip_markup


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Fish &amp;<b>chips</b>.<p>Tea<br>and\n milk", "Fish &chips.\nTea\nand milk"),
        ("plain text", "plain text"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ('<img alt="a > b">x<a href=\'"\'>y</a>', "xy"),
        ("a<!-- b <p> -->c<script>d</script ><STYLE>e</style>f", "a c f"),
        ("a<script>b", "a"),
        ("<td>a<td>b<li>c", "a\nb\nc"),
        ("&lt;p&gt;a&nbsp;b", "<p>a b"),
        ("a<?php b ?>c<!DOCTYPE html>d", "a\nc\nd"),
        ("", ""),
    ],
)
def test_the_text_is_what_a_browser_would_show(markup, text):
    assert strip_markup(markup) == text


@given(st.text(st.sampled_from("<>/!-\"'= abpscript\n&;"), max_size=60))
def test_any_text_gives_lines_without_white_space_around(markup):
    lines = strip_markup(markup).split("\n")
    assert lines == [""] or all(line == " ".join(line.split()) != "" for line in lines)


@pytest.mark.parametrize(
    "part",
    ["<", "<p", "<!--", "<script>", "<a href='", '<a "<b ', "</script ", "<p>", "&", '<a "" '],
)
def test_megabytes_of_any_markup_are_read_in_linear_time(part):
    strip_markup(part * (1_000_000 // len(part)))
