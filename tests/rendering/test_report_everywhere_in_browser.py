"""The report and the digest in Chromium: every element clicked, axe-core, any window, any input."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import multisumm
from browsing import accessibility_problems, axe_results, needs_browser, visits
from digest_data import PILE
from locations import FERRY
from multisumm.model import BudgetReport, Citation, Document, Source, SummarySentence
from multisumm.rendering.html_report import render_html
from multisumm.summary import Summary

pytestmark = needs_browser

DESK, PHONE = (1280, 850), (390, 844)
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)></style></title></script>"
    "<svg onload=alert(3)><a href='javascript:alert(4)'>\"'><iframe src=https://e.org></iframe>"
)
# Elements that begin before the one above them ends.
OVERLAPS = """() => {
  const found = [];
  const stacked = 'main, main > section, .sources, .disputed ul:not(.sides), .sides > li';
  for (const parent of document.querySelectorAll(stacked)) {
    let reached = -Infinity, last = '';
    for (const child of parent.children) {
      const box = child.getBoundingClientRect();
      if (!box.height || getComputedStyle(child).position === 'absolute') continue;
      if (box.top < reached - 1) found.push([last, child.outerHTML.slice(0, 80)]);
      reached = Math.max(reached, box.bottom); last = child.outerHTML.slice(0, 80);
    }
  }
  return found;
}"""
# What a finger cannot hit; links within a sentence are exempt (WCAG 2.2, 2.5.8).
SMALL = """() => [...document.querySelectorAll('button, .num, summary, input')]
  .filter(each => each.getClientRects().length)
  .map(each => each.closest('label') ?? each)
  .filter(each => { const box = each.getBoundingClientRect();
    return box.width < 23.5 || box.height < 23.5 })
  .map(each => each.outerHTML.slice(0, 80))"""


@pytest.fixture
def visit(browser, tmp_path):
    with visits(browser, tmp_path / "report.html", script=True) as visit:
        yield lambda html, size=DESK, **options: visit(html, size, **options)


def ferry(words=60):
    return multisumm.summarize(multisumm.read_documents([FERRY]), words=words)


def ferry_digest(words=60):
    return multisumm.digest(multisumm.read_documents([FERRY]), words=words)


MAKERS = pytest.mark.parametrize("make", [ferry, ferry_digest], ids=["report", "digest"])


@MAKERS
@pytest.mark.parametrize(
    ("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"]
)
def test_every_element_can_be_clicked(visit, size, scheme, make):
    permissions = ["clipboard-read", "clipboard-write"]
    page, heard = visit(make().to_html(), size, color_scheme=scheme, permissions=permissions)
    for folded in page.locator("details.table > summary").all():
        folded.click()
    handles = page.query_selector_all("a, button, summary, input")
    clicked = 0
    for each in handles:
        if each.is_visible():
            each.click()
            page.keyboard.press("Escape")
            clicked += 1
    assert clicked > 50
    assert heard == [one for one in heard if one.startswith("blob:")]  # what was saved


@MAKERS
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(visit, size, scheme, make):
    text = replace(make(), warnings=("a.txt: a warning",)).to_html()
    page, _ = visit(text, size, color_scheme=scheme)
    for folded in page.locator("details.table > summary").all():
        folded.click()
    for opened in (".sentence", ".cite", ".cell.conflict"):
        page.locator(opened).first.click()
        found = axe_results(page)
        assert len(found["passes"]) > 30
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        page.keyboard.press("Escape")
    assert page.evaluate(SMALL) == []


def test_axe_finds_nothing_in_a_digest_of_several_subjects_and_in_a_comparison(visit):
    comparison = multisumm.compare(multisumm.read_documents([FERRY]))
    for html in (multisumm.digest(PILE).to_html(), comparison.to_html()):
        page, _ = visit(html)
        for folded in page.locator("details.table > summary").all():
            folded.click()
        assert accessibility_problems(page) == []


def test_axe_finds_nothing_where_sentences_are_explained(visit):
    documents = multisumm.read_documents([FERRY])
    page, _ = visit(multisumm.summarize(documents, words=60, explain=True).to_html(), PHONE)
    page.click(".why summary")
    assert accessibility_problems(page) == []
    page.locator(".why .about").last.click()
    assert page.locator(".mark:target").is_visible()
    page.click("#back")
    assert page.locator(".why .about:target").count() == 1


# What is put in


def documents_of(texts, titles):
    return [
        Document(f"{number}.txt", text, title)
        for number, (text, title) in enumerate(zip(texts, titles, strict=True))
    ]


def long_titles():
    texts = [document.text for document in multisumm.read_documents([FERRY])]
    return documents_of(texts, ["x" * 5_000, "word " * 1_000, *["Short"] * (len(texts) - 2)])


def mixed_scripts():
    return documents_of(
        [
            "غرقت العبارة قبالة الجزيرة يوم الأحد. قتل 127 شخصا في الحادث البحري.",
            "The ferry sank off the island on Sunday. It killed 127 people at sea, police said.",
            "העבורת טבעה מול האי ביום ראשון. 130 בני אדם נהרגו באסון בים.",
            "渡轮星期日在岛外沉没。事故造成127人死亡。",
        ],
        ["غرقت (ABC) 127", "The ferry العبارة", "העבורת", "渡轮" * 200],
    )


def many_sources():
    texts = many_texts()
    places = [Citation(f"{n}.txt", 0, 25) for n in range(500)]
    sources = tuple(
        Source(f"{n}.txt", None, None, None, "0" * 64, len(text), 2, (), family=n + 1, text=text)
        for n, text in enumerate(texts)
    )
    sentences = tuple(SummarySentence("The ferry sank on Sunday.", one, 1.0) for one in places[:40])
    return Summary(sentences, sources, BudgetReport("words", 999, 200), {"language": "en"})


def many_texts():
    return [f"The ferry sank on Sunday. It killed {n % 7 + 120} people." for n in range(500)]


def hostile():
    texts = [
        f"The ferry {HOSTILE} sank off the isle on Sunday, killing {number} people.\n\n{HOSTILE}\n"
        for number in (127, 130)
    ]
    return [
        Document(f"{HOSTILE}{n}", text, HOSTILE, HOSTILE, f"javascript:alert('{n}')", HOSTILE)
        for n, text in enumerate(texts)
    ]


def hostile_result(make, **options):
    found = make(hostile(), words=200, **options)
    return replace(found, warnings=(HOSTILE,), settings={HOSTILE: HOSTILE})


def digest_of(documents, words=60):
    return multisumm.digest(documents, words=words, min_sources=1)


INPUTS = {
    "long titles": lambda: multisumm.summarize(long_titles()),
    "mixed scripts": lambda: multisumm.summarize(mixed_scripts(), words=200),
    "no titles, one source": lambda: multisumm.summarize(["It sank. Ten died at sea."], words=30),
    "500 sources": many_sources,
    "one sentence": lambda: ferry(25),
    "2,000 words": lambda: ferry(2_000),
    "hostile": lambda: hostile_result(multisumm.summarize),
    "digest, long titles": lambda: digest_of(long_titles()),
    "digest, mixed scripts": lambda: digest_of(mixed_scripts()),
    "digest, no titles, one source": lambda: digest_of(["It sank. Ten died at sea."]),
    "digest, 500 sources": lambda: digest_of(many_texts()),
    "digest, one sentence": lambda: ferry_digest(25),
    "digest, 2,000 words": lambda: ferry_digest(2_000),
    "digest, hostile": lambda: hostile_result(multisumm.digest, min_sources=1),
}
WINDOWS = {"320 px": (320, 640, 1), "phone": (390, 844, 1), "desk": (1280, 850, 1),
           "4,000 px": (4_000, 1_200, 1), "zoom 200 %": (640, 425, 2)}  # fmt: skip


@pytest.mark.parametrize("given", INPUTS)
def test_whatever_is_put_in_fits_every_window_and_runs_nothing(visit, given):
    html = INPUTS[given]().to_html()
    for name, (width, height, scale) in WINDOWS.items():
        page, heard = visit(html, (width, height), device_scale_factor=scale)
        for folded in page.locator("details.table > summary").all():
            folded.click()
        sizes = "all => all.map(each => each.scrollWidth - each.clientWidth)"
        assert max(page.eval_on_selector_all("html, main, aside", sizes)) <= 0, name
        assert page.evaluate(OVERLAPS) == [], name
        page.locator(".cite").first.click()
        box = page.locator(".card:visible").bounding_box()
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= width, name
        assert box["y"] + box["height"] <= height + 1, name
        page.keyboard.press("Escape")
        page.locator(".sentence").first.click()
        assert page.locator(".mark:target").count() == 1
        assert heard == [], name


def test_a_line_of_the_text_has_about_65_characters(visit):
    page, _ = visit(render_html(ferry(250)), (1600, 900))
    lines = page.evaluate("""() => [...document.querySelectorAll('.reading p')].map(each => {
      const shown = [...each.querySelectorAll('.sentence')].map(one => one.textContent + ' [1] ');
      const height = parseFloat(getComputedStyle(each).lineHeight);
      return shown.join('').length / Math.round(each.clientHeight / height);
    })""")
    assert 50 <= sum(lines) / len(lines) <= 75


# What is taken out


def test_the_text_is_copied_with_links(visit):
    summary = ferry()
    first = summary.sentences[0]
    documents = tuple(
        replace(one, url="https://e.org/a?b=1&c=2") if one.id == first.citation.document else one
        for one in summary.documents
    )
    summary = replace(summary, documents=documents)
    page, heard = visit(render_html(summary), permissions=["clipboard-read", "clipboard-write"])
    page.click("#copy-rich")
    page.get_by_text("Copied", exact=True).wait_for()
    copied = page.evaluate("""async () => { const [item] = await navigator.clipboard.read();
      return (await item.getType('text/html')).text(); }""")
    assert f'{first.text} <a href="https://e.org/a?b=1&amp;c=2">[1]</a>' in copied
    assert page.evaluate("navigator.clipboard.readText()") == summary.to_text()
    assert heard == []


def test_the_other_formats_are_saved_from_the_page(visit):
    summary = ferry()
    page, _ = visit(render_html(summary))
    saved = {}
    for name in ("Word", "Markdown", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        saved[download.value.suggested_filename] = Path(download.value.path()).read_bytes()
    assert saved["summary.docx"] == summary.to_docx()
    assert saved["summary.md"].decode() == summary.to_markdown()
    record = json.loads(saved["summary.json"])
    assert multisumm.verify(record, multisumm.read_documents([FERRY])).verified


def test_a_printed_page_has_the_text_its_notes_and_the_sources_on_two_or_three_sheets(visit):
    page, _ = visit(render_html(ferry(250)))
    page.emulate_media(media="print")
    for seen in ("h1", ".reading", ".disputed", "#card-1", "#card-3", ".sources", ".sources code"):
        assert page.locator(seen).first.is_visible(), seen
    for hidden in ("aside", ".matrix", "#tools", "#back", ".how"):
        assert not page.locator(hidden).first.is_visible(), hidden
    sheets = page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 2 <= sheets <= 3
