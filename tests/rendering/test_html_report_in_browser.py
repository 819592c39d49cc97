"""The report as Chromium shows it from disk; skipped where Playwright or Chromium is missing."""

import re
from dataclasses import replace

import pytest

import multisumm
from browsing import CONTRASTS, DESK, PHONE, needs_browser
from locations import FERRY, SEEDS, SHARED
from multisumm.cli.main import main as run
from multisumm.escaping import printable_text
from multisumm.model import (
    BudgetReport,
    Citation,
    Conflict,
    Document,
    Similar,
    Source,
    SummarySentence,
    Support,
    Update,
)
from multisumm.rendering.highlighting import foremost
from multisumm.rendering.html_report import render_html
from multisumm.rendering.plain_text import render_text
from multisumm.rendering.wording import SUPPORTING, related_by_relation
from multisumm.summary import Summary

pytestmark = needs_browser

SHARED = SHARED / "seeds"

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)></style></title></script>"
    "<svg onload=alert(3)><a href='javascript:alert(4)'>\"'><iframe src=https://e.org></iframe>"
)
# The walk of the box model: where an element is, in the window, and what may cover it.
SEEN = """element => {
  const box = element.getClientRects()[0], x = box.left + box.width / 2, y = box.top + 5;
  return element.contains(document.elementFromPoint(x, y));
}"""
OPENED = """async () => {
  // The browser tells of a new fragment in a task of its own, after the click.
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const mark = document.querySelector(':target');
  return { text: mark.textContent, source: mark.closest('.source').id,
    focused: document.activeElement === mark,
    open: [...document.querySelectorAll('.open .sentence')].map(each => each.id) };
}"""


class Visit:
    """A page that was opened, and all that the browser had to say of it."""

    def __init__(self, page):
        self.page, self.heard = page, []
        page.on("dialog", lambda dialog: (self.heard.append("dialog"), dialog.dismiss()))
        page.on("console", lambda message: self.heard.append(message.text))
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("request", lambda request: self.heard.append(request.url))


@pytest.fixture
def visit(browser, tmp_path):
    """Opens a page from disk and gives the visit."""
    contexts = []

    def visit(html, size=DESK, **options):
        path = tmp_path / "report.html"
        path.write_bytes(html.encode())
        viewport = {"width": size[0], "height": size[1]}
        contexts.append(browser.new_context(viewport=viewport, **options))
        found = Visit(contexts[-1].new_page())
        found.page.goto(path.as_uri())
        assert found.heard[:1] == [path.as_uri()]
        del found.heard[0]
        return found

    yield visit
    for context in contexts:
        context.close()


def ferry(words=120):
    return multisumm.summarize(multisumm.read_documents([FERRY]), words=words)


def section_of(page, summary):
    """The id of each document -> the id of its section in the page, which has its title."""
    names = page.eval_on_selector_all(
        ".source", "all => all.map(each => [each.querySelector('h3 bdi').textContent, each.id])"
    )
    sections = dict(names)
    return {each.id: sections[each.title or each.id] for each in summary.documents}


# What opens


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_click_on_each_sentence_opens_the_quote_in_its_source(visit, size):
    summary = ferry(250)
    page = visit(render_html(summary), size).page
    sections = section_of(page, summary)
    assert len(summary.sentences) > 5
    for number, sentence in enumerate(summary.sentences, start=1):
        page.click(f"#q{number}")
        assert page.evaluate(OPENED) == {
            "text": printable_text(sentence.text),
            "source": sections[sentence.citation.document],
            "focused": True,
            "open": [f"q{number}"],
        }
        assert page.eval_on_selector(":target", SEEN)
        assert page.eval_on_selector(f"#q{number}", "each => each.ariaCurrent") == "true"
        if size == PHONE:
            page.click("#back")
            assert page.eval_on_selector(f"#q{number}", SEEN)


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="../shared/seeds is absent: only developers and CI have it"
)
def test_every_sentence_of_the_example_opens_as_the_command_writes_it(visit, tmp_path):
    output = tmp_path / "report.html"
    arguments = ("summarize", SHARED, "--words", 120, "--format", "html", "--output", output)
    with pytest.raises(SystemExit) as end:
        run([*map(str, arguments), "--quiet"])
    assert end.value.code == 0
    summary = multisumm.summarize(multisumm.read_documents([SHARED]), words=120)
    found = visit(output.read_text(encoding="utf-8"))
    sections = section_of(found.page, summary)
    for number, sentence in enumerate(summary.sentences, start=1):
        found.page.click(f"#q{number}")
        opened = found.page.evaluate(OPENED)
        assert opened["text"] == printable_text(sentence.text)
        assert opened["source"] == sections[sentence.citation.document]
        assert found.page.eval_on_selector(":target", SEEN)
    assert found.heard == []


def open_card(page, number):
    """Opens the card of a sentence, with all that is folded in it, and gives it."""
    page.click(f'.cite[popovertarget="card-{number}"]')
    card = page.locator(f"#card-{number}")
    assert card.is_visible()
    for folded in card.locator("details:not([open]) > summary").all():
        folded.click()
    return card


@pytest.mark.parametrize("subject", ["ferry", "summit"])
def test_all_that_a_card_names_opens_in_its_source_too(visit, subject):
    summary = multisumm.summarize(
        multisumm.read_documents([SEEDS / subject / "sources"]), words=450
    )
    page = visit(render_html(summary)).page
    sections = section_of(page, summary)
    clicked = 0
    for number, sentence in enumerate(summary.sentences, start=1):
        related = related_by_relation(sentence)
        support = [one for relation in SUPPORTING for one in foremost(related[relation])]
        differing = [
            one
            for others_of_a_kind in (sentence.conflicts, sentence.updates, sentence.similar)
            for one in foremost(others_of_a_kind)
        ]
        card = page.locator(f"#card-{number}")
        chips, others = card.locator("a.chip"), card.locator("a.other")
        assert (chips.count(), others.count()) == (len(support), len(differing))
        links = [chips.nth(n) for n in range(chips.count())]
        links += [others.nth(n) for n in range(others.count())]
        for link, one in zip(links, (*support, *differing), strict=True):
            open_card(page, number)
            link.click()
            assert not card.is_visible()
            opened = page.evaluate(OPENED)
            assert opened["text"] == printable_text(one.text)
            assert opened["source"] == sections[one.citation.document]
            assert opened["open"] == [f"q{number}"]
            assert page.eval_on_selector(":target", SEEN)
            clicked += 1
    assert clicked > 5


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_number_of_a_source_opens_a_card_and_escape_closes_it(visit, size, script):
    page = visit(render_html(ferry()), size, java_script_enabled=script).page
    card = open_card(page, 2)
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] + box["height"] <= size[1] + 1
    page.keyboard.press("Escape")
    assert not card.is_visible()
    open_card(page, 2)
    open_card(page, 3)
    assert page.locator(".card:visible").count() == 1


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_every_card_has_a_cross_that_closes_it_also_where_the_card_is_scrolled(visit, size, script):
    page = visit(render_html(ferry()), size, java_script_enabled=script).page
    for opener in ('.cite[popovertarget="card-1"]', ".cell.conflict >> nth=0"):
        page.click(opener)
        card = page.locator(".card:popover-open")
        cross = card.get_by_role("button", name="Close")
        box = cross.bounding_box()
        assert min(box["width"], box["height"]) >= 24
        if script:
            card.evaluate("card => card.scrollTo(0, 60)")
        cross.click()
        assert page.locator(".card:popover-open").count() == 0


def test_the_mouse_opens_a_card_and_a_click_keeps_it_open(visit):
    page = visit(render_html(ferry())).page
    page.clock.install()
    card, number = page.locator("#card-3"), page.locator('.cite[popovertarget="card-3"]')
    page.hover("#q3")
    assert not card.is_visible()  # not at once, while the mouse only passes
    page.clock.run_for(400)
    assert card.is_visible()
    card.locator(".who").hover()
    page.clock.run_for(400)
    assert card.is_visible()  # it stays while the mouse is on it
    page.hover("h1")
    page.clock.run_for(400)
    assert not card.is_visible()
    number.hover()
    page.clock.run_for(400)
    number.click()
    page.hover("h1")
    page.clock.run_for(400)
    assert card.is_visible()
    page.mouse.click(5, 5)
    assert page.locator(".card:visible").count() == 0


def test_a_finger_sees_the_card_first_where_the_source_is_below(visit):
    page = visit(render_html(ferry()), PHONE, has_touch=True).page
    page.tap("#q2")
    assert page.locator("#card-2").is_visible()
    assert page.locator(":target").count() == 0
    page.tap("#card-2 .go")
    assert page.evaluate(OPENED)["text"] == printable_text(ferry().sentences[1].text)
    page.tap("#back")
    assert page.eval_on_selector("#q2", SEEN)


def everything():
    """A summary in which every relation is."""
    dates = ["2016-02-01", "2016-02-01", "2016-02-03", "2016-02-05", None]
    texts = [
        "The ferry sank off Tindalo on Sunday, killing 127 people. Divers found the wreck.",
        "The ferry sank off Tindalo on Sunday, killing 127 people. Divers found the wreck.",
        "The ferry sank off Tindalo on Sunday, killing 130 people. Divers did not find the wreck.",
        "The ferry sank off Tindalo on Sunday, killing 140 people. The ferry sank on Sunday.",
        "The ferry was lost off Tindalo.",
    ]
    ids = [f"{n}.txt" for n in range(5)]
    spans = [(0, text.index(".") + 1) for text in texts]
    cited = [Citation(name, *span) for name, span in zip(ids, spans, strict=True)]
    quoted = [text[start:end] for text, (start, end) in zip(texts, spans, strict=True)]
    where = ((46, 49),)
    part = Citation("3.txt", 58, len(texts[3]))
    sentence = SummarySentence(
        quoted[0], cited[0], 1.0,
        (Support(cited[1], quoted[1], 1.0, copy=True),
         Support(part, texts[3][58:], 0.5, "part", family=3)),
        (Conflict(cited[2], quoted[2], "127 / 130", "number", where, where, 2),),
        (Update(cited[3], quoted[3], "127 / 140", "number", "later", dates[0], dates[3], where,
                where, 3),),
        (Similar(cited[4], quoted[4], 0.5, "", "words", ((10, 14),), ((10, 18),), 4),),
    )  # fmt: skip
    sources = tuple(
        Source(name, None, date, None, "0" * 64, len(text), 2, (), family=family, text=text)
        for name, date, text, family in zip(ids, dates, texts, (1, 1, 2, 3, 4), strict=True)
    )
    settings = {"method": "lead", "language": "en"}
    return Summary((sentence,), sources, BudgetReport("words", 20, 10), settings)


def test_every_relation_is_told_in_words_and_what_differs_is_marked_on_both_sides(visit):
    page = visit(render_html(everything())).page
    assert page.locator(".sentence b").all_inner_texts() == ["127"]
    row = open_card(page, 1)
    assert row.locator(".quote b").all_inner_texts() == ["127"]
    said = " ".join(row.inner_text().replace("also in source", "").split())
    for words in (
        "1 of 4 independent sources says this; 1 contradicts it, 1 tells of another time, 1 says",
        "also in [2] 1.txt, word for word (2 sources, one text) partly in",
        "Contradicted number: here 127, there 130 The ferry sank off Tindalo on Sunday",
        "This sentence is from a source of 2016-02-01. later, 2016-02-05 · number: here 127,",
        "1 similar, but different words: here sank, there was lost The ferry was lost",
    ):
        assert words in said, said
    for name, values in {"conflicts": "130", "updates": "140", "similar": "was lost"}.items():
        assert row.locator(f".{name} .other > bdi b").all_inner_texts() == [values]
    labels = "all => all.map(each => [getComputedStyle(each, '::before').content, each.innerText])"
    marks = page.eval_on_selector_all(".mark[data-label]", labels)
    assert [label.strip('"') for label, _ in marks] == [
        "in the summary", "says the same", "later", "says a part", "contradicts", "similar"
    ]  # fmt: skip
    assert page.locator(".mark b").all_inner_texts() == ["127", "140", "130", "was lost"]
    assert page.locator(".family > p").inner_text().startswith("One text: [1], [2].")
    assert page.locator(".family li").count() == 2


def test_everything_works_with_the_keyboard(visit):
    summary = ferry()
    page = visit(render_html(summary)).page
    walked = []
    for _ in range(400):
        page.keyboard.press("Tab")
        walked.append(
            page.evaluate("""() => { const at = document.activeElement;
            return at.id || at.getAttribute('popovertarget') || at.getAttribute('href') }""")
        )
        if walked[-1] == "copy":
            break
    numbers = range(1, len(summary.sentences) + 1)
    assert [place for place in walked if place in {f"q{n}" for n in numbers}] == [
        f"q{n}" for n in numbers
    ]
    assert {f"card-{n}" for n in numbers} <= {*walked}
    page.focus("#q2")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.locator("#card-2").is_visible()  # the card comes with the focus
    page.keyboard.press("Escape")
    assert not page.locator("#card-2").is_visible()
    assert page.evaluate("document.activeElement.id") == "q2"
    page.keyboard.press("Enter")
    assert page.evaluate(OPENED)["focused"]
    assert page.evaluate(OPENED)["text"] == printable_text(summary.sentences[1].text)
    page.keyboard.press("Enter")  # the mark leads back
    assert page.evaluate("document.activeElement.id") == "q2"


def test_the_page_works_without_javascript(visit):
    page = visit(render_html(ferry()), java_script_enabled=False).page
    assert not page.is_visible("#copy")
    assert not page.is_visible("#back")
    assert not page.is_visible(".noises")
    page.click("#q4")
    assert page.inner_text(":target") == ferry().sentences[3].text
    box, pane = page.locator(":target").bounding_box(), page.locator("aside").bounding_box()
    assert 0 < box["y"] < pane["height"]
    page.click("details.noise summary")
    assert page.is_visible("details.noise[open]")


def test_noise_is_shown_on_demand(visit):
    page = visit(render_html(ferry())).page
    noise = page.locator("details.noise")
    assert noise.count() > 0
    assert page.locator("details.noise[open]").count() == 0
    page.check("#noise")
    assert page.locator("details.noise[open]").count() == noise.count()
    page.uncheck("#noise")
    assert page.locator("details.noise[open]").count() == 0


def test_the_text_with_its_citations_is_copied(visit):
    summary = ferry()
    found = visit(render_html(summary), permissions=["clipboard-read", "clipboard-write"])
    found.page.click("#copy")
    found.page.get_by_text("Copied", exact=True).wait_for()
    assert found.page.evaluate("navigator.clipboard.readText()") == render_text(summary)
    assert found.heard == []


def test_a_quote_is_copied_with_its_citation(visit):
    page = visit(render_html(ferry()), permissions=["clipboard-read", "clipboard-write"]).page
    card = open_card(page, 1)
    card.get_by_role("button", name="Copy with citation").click()
    card.get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    (one, *_) = ferry().sentences
    assert copied == (
        f"“{one.text}” (130 killed in Estrella del Sur sinking; agency says ship had no cover,"
        f" 2019-10-08, 02-manila-daily.txt, characters {one.citation.start}–{one.citation.end})"
    )


def test_the_text_is_selected_where_copying_is_forbidden(visit):
    summary = ferry()
    page = visit(render_html(summary)).page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject('no'); }")
    page.click("#copy")
    page.get_by_text(re.compile("^Selected")).wait_for()
    assert page.evaluate("getSelection().toString()").strip() == render_text(summary).strip()


# What sources say


def hostile():
    texts = [
        f"The ferry {HOSTILE} sank off the island on Sunday, killing 127 people.\n\n{HOSTILE}\n",
        f"The ferry {HOSTILE} sank off the island on Sunday, killing 130 people.\n",
        "\ud800 Bad \x00 \x1b[31m \x9b \u202e characters were \u2066 in the report on Monday.\n",
    ]
    documents = [
        Document(f"{HOSTILE}{n}", text, HOSTILE, HOSTILE, f"javascript:alert('{n}')")
        for n, text in enumerate(texts)
    ]
    return multisumm.summarize(documents, words=200)


def test_markup_in_sources_never_runs_and_requests_nothing(visit):
    summary = hostile()
    assert summary.sentences
    found = visit(render_html(replace(summary, warnings=(HOSTILE,), settings={HOSTILE: HOSTILE})))
    for number in range(1, len(summary.sentences) + 1):
        found.page.click(f"#q{number}")
        assert found.page.evaluate(OPENED)["text"] == printable_text(
            summary.sentences[number - 1].text
        )
    found.page.check("#noise") if found.page.locator("#noise").count() else None
    assert found.page.locator("script").count() == 4  # three hold data
    assert found.page.locator("img, iframe, a[href^='javascript']").count() == 0
    assert found.heard == []


def test_even_unescaped_markup_would_not_run(visit):
    page = render_html(ferry()).replace("</main>", f"{HOSTILE}</main>")
    found = visit(page)
    assert any("Content Security Policy" in each for each in found.heard)  # so it would be heard
    assert "dialog" not in found.heard


def test_right_to_left_sources_are_shown_right_to_left(visit):
    texts = [
        "غرقت العبارة قبالة الجزيرة يوم الأحد. قتل 127 شخصا في الحادث البحري.\n",
        "غرقت العبارة قبالة الجزيرة يوم الأحد. قتل 130 شخصا في الحادث البحري.\n",
    ]
    page = visit(render_html(multisumm.summarize(texts, words=30))).page
    page.click('.sentence[href="#t1-0"]')
    assert page.get_attribute(".reading p", "dir") == "rtl"
    assert page.inner_text(":target") in texts[0]
    right = "each => each.getClientRects()[0].right"
    edge = page.eval_on_selector(".text", right)
    assert page.eval_on_selector(":target", right) == pytest.approx(edge, abs=2)


# How it looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(visit, scheme):
    for summary in (replace(ferry(), warnings=("a: note",)), everything()):
        page = visit(render_html(summary), color_scheme=scheme).page
        page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true; })")
        open_card(page, 1)
        contrasts = page.evaluate(CONTRASTS)
        assert len(contrasts) > 15
        assert {name: ratio for name, ratio in contrasts.items() if ratio < 4.5} == {}
        assert min(ratio for name, ratio in contrasts.items() if "mark" in name) >= 7
        page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [320, 375, 800, 1000, 1360, 2200])
def test_nothing_sticks_out_of_the_window(visit, width):
    summary = ferry()
    long = replace(summary.documents[0], title="x" * 300, url="https://e.org/" + "y" * 300)
    summary = replace(summary, documents=(long, *summary.documents[1:]))
    page = visit(render_html(summary), (width, 800)).page
    sizes = "each => [each.scrollWidth, each.clientWidth]"
    for name in ("html", "main", "aside"):
        needed, there = page.eval_on_selector(name, sizes)
        assert needed <= there
