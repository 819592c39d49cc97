"""The table of a comparison as Chromium shows it from disk, without script."""

from dataclasses import replace

import pytest

import multisumm
from browsing import CONTRASTS, DESK, PHONE, needs_browser, visits
from comparison_data import COMPARISON, comparison_with
from locations import FERRY

pytestmark = needs_browser

ATTACK = (
    "<script>alert(1)</script><img src=x onerror=alert(2)></style></title></table>"
    "<svg onload=alert(3)><a href='javascript:alert(4)'>\"'><iframe src=https://e.org></iframe>"
)


@pytest.fixture
def visit(browser, tmp_path):
    with visits(browser, tmp_path / "compare.html", script=False) as visit:
        yield lambda comparison, *size, **options: visit(comparison.to_html(), *size, **options)


def ferry():
    return multisumm.compare(multisumm.read_documents([FERRY]))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_cell_opens_to_its_quote_which_leads_to_its_source_and_back(visit, size):
    page, heard = visit(ferry(), size)
    cell = page.locator("details.conflict").first
    assert not cell.locator(".quote").first.is_visible()
    cell.locator("summary").click()
    quote = cell.locator(".quote").first
    assert quote.is_visible()
    said = quote.inner_text()
    cell.locator(".place").first.click()
    mark = page.locator(":target")
    assert mark.inner_text() == said
    box = mark.bounding_box()
    assert 0 <= box["y"] < size[1]
    mark.click()
    assert page.locator(":target").get_attribute("class") == "statement"
    assert page.locator(":target").is_visible()
    assert heard == []


def test_all_of_it_can_be_done_with_the_keyboard(visit):
    page, _ = visit(ferry(), script=True)
    page.focus("#q1")
    walked = []
    for _ in range(8):
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.tagName"))
        if walked[-1] == "SUMMARY":
            break
    assert walked[-1] == "SUMMARY"
    page.keyboard.press("Enter")
    assert page.locator("details.cell[open]").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "place"
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.mark:target') !== null")
    assert page.evaluate("document.activeElement.classList.contains('mark')")
    page.keyboard.press("Enter")  # the mark leads back
    page.wait_for_function("document.activeElement.id.startsWith('q')")


def test_the_table_is_a_table_to_a_screen_reader_also_where_it_is_shown_as_cards(visit):
    for size in (DESK, PHONE):
        page, _ = visit(ferry(), size)
        assert page.get_by_role("table").count() == 1
        assert page.get_by_role("row").count() >= len(ferry().statements)
        assert page.get_by_role("rowheader").count() == len(ferry().statements)


def test_on_a_phone_sources_without_a_match_are_named_in_a_line(visit):
    page, _ = visit(ferry(), PHONE)
    assert not page.locator("td.unmatched").first.is_visible()
    assert page.locator(".nothing").first.is_visible()
    page, _ = visit(ferry(), DESK)
    assert page.locator("td.unmatched").first.is_visible()
    assert not page.locator(".nothing").first.is_visible()


@pytest.mark.parametrize("width", [320, 375, 800, 1000, 1360, 2200])
def test_nothing_sticks_out_of_the_window(visit, width):
    long = replace(COMPARISON.documents[0], title="x" * 300, url="https://e.org/" + "y" * 300)
    comparison = replace(COMPARISON, documents=(long, *COMPARISON.documents[1:]))
    page, _ = visit(comparison, (width, 800), script=True)
    for details in page.locator("details.cell").all():
        details.evaluate("each => each.open = true")
    sizes = "each => [each.scrollWidth, each.clientWidth]"
    for name in ("html", "main", "aside"):
        needed, there = page.eval_on_selector(name, sizes)
        assert needed <= there


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(visit, scheme):
    comparison = replace(COMPARISON, warnings=("a: note",))
    page, _ = visit(comparison, script=True, color_scheme=scheme)
    for details in page.locator("details.cell").all():
        details.evaluate("each => each.open = true")
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 15
    assert {name: ratio for name, ratio in contrasts.items() if ratio < 4.5} == {}


def test_what_sources_say_never_runs_and_asks_for_nothing(visit):
    page, heard = visit(comparison_with(ATTACK), script=True)
    page.locator("details.cell summary").first.click()
    assert page.locator("script, img, iframe, a[href^='javascript']").count() == 0
    assert heard == []


def test_on_paper_all_texts_are_there(visit):
    page, _ = visit(ferry(), script=True)
    page.emulate_media(media="print")
    for name in (".matrix", "main", "aside"):
        needed, there = page.eval_on_selector(name, "e => [e.scrollHeight, e.clientHeight]")
        assert needed <= there + 1
