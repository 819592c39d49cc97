"""The page as Chromium shows it; skipped where Playwright or Chromium is missing."""

import json
import re

import pytest

from browsing import CONTRASTS, accessibility_problems, needs_browser
from locations import FERRY
from multisumm.cli.main import main as run
from multisumm.rendering.explanations import WHY
from multisumm.web import app
from multisumm.web.subprocesses import worker_lines
from multisumm.web.tasks import TASKS
from web_server import OURS, THEIRS, serving, wait_until

pytestmark = needs_browser

HOSTILE = (
    "<script>top.document.title = 'taken'</script><img src=x onerror=\"fetch('/api')\">"
    "</script></style></title><iframe src=/></iframe><base href=//e.org><form action=/>"
)
SHOWN = "#result:not([hidden])"
DESK, PHONE = (1280, 860), (390, 844)
WIDTHS = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
DROP = """async files => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name));
  const listed = () => document.querySelectorAll('#list > li').length;
  const before = listed();
  const drop = kind => document.getElementById('drop').dispatchEvent(
    new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  drop('dragover'); drop('drop');
  while (listed() < before + files.length) await new Promise(requestAnimationFrame);
}"""


@pytest.fixture
def visit(browser, site, without_processes):
    """Opens the page; what the browser has to complain of is an error at the end."""
    contexts, heard = [], []

    def visit(size=DESK, url=site.url, **options):
        viewport = {"width": size[0], "height": size[1]}
        contexts.append(browser.new_context(viewport=viewport, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((url, "data:", "blob:")) or heard.append(request.url)
            ),
        )
        page.heard = heard
        page.goto(url)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert heard == []


def make(page, number=1):
    """Press the button and wait for the result of this number; gives its frame."""
    page.click("#go")
    page.wait_for_selector(f"#tabs li:nth-child({number}) a[aria-current]")
    return page.frame_locator("#frames iframe:not([hidden])")


def press_dimmed(page):
    """Press the button though something is missing; Playwright would wait until nothing is."""
    page.click("#go", force=True)


def summarised(page, *files, words="120"):
    page.set_input_files("#files", [str(file) for file in files])
    page.fill("#words", words)
    return make(page)


def back_to_sources(page):
    """On a phone, the sources and the result are two views."""
    if page.is_visible("#again"):
        page.click("#again")


def saved(page, form, folder):
    with page.expect_download() as download:
        page.click(f"#downloads [data-format={form}]")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def record_of(page, folder):
    return json.loads(saved(page, "json", folder).read_bytes())


def listed(page):
    return page.eval_on_selector_all("#list > li > label", "all => all.map(one => one.textContent)")


def tabs(page):
    return page.eval_on_selector_all("#tabs a", "all => all.map(one => one.textContent)")


# From upload to download


def test_an_uploaded_file_gives_a_download_that_verifies(visit, tmp_path, capfdbinary, monkeypatch):
    monkeypatch.setattr(app, "worker_lines", worker_lines)  # in a process, as for users
    files = sorted(FERRY.iterdir())
    page = visit(accept_downloads=True)
    summarised(page, *files)
    path = saved(page, "json", tmp_path)
    assert path.name == "summary.json"
    with pytest.raises(SystemExit) as end:
        run(["verify", str(path), str(FERRY)])
    printed = capfdbinary.readouterr().out.decode()
    assert end.value.code == 0
    assert re.fullmatch(r"(\d+) of \1 quotes verified\n", printed)
    with pytest.raises(SystemExit):
        run(["summarize", str(FERRY), "--words", "120", "--format", "json", "--quiet"])
    assert path.read_bytes() == capfdbinary.readouterr().out
    for form in {*TASKS["summarize"].formats} - {"json"}:
        target = tmp_path / "printed"
        with pytest.raises(SystemExit):
            run(["summarize", str(FERRY), "--words", "120", "-f", form, "-q", "-o", str(target)])
        assert saved(page, form, tmp_path).read_bytes() == target.read_bytes()


def test_the_report_works_in_the_page(visit):
    page = visit()
    report = summarised(page, *sorted(FERRY.iterdir()))
    report.locator("#q3").click()
    report.locator(":target").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"


# Every control


@WIDTHS
def test_files_folders_texts_and_addresses_are_listed_and_removed(visit, tmp_path, size):
    for name, text in (("x/a.txt", OURS), ("x/in/b.txt", THEIRS), ("x/.hidden", "No.")):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(text)
    with serving(fetch=True) as fetching:
        page = visit(size, url=fetching.url)
        with page.expect_file_chooser() as chooser:
            page.click("#choose-folder")
        chooser.value.set_files(tmp_path / "x")
        page.wait_for_selector("#list li")
        with page.expect_file_chooser() as chooser:
            page.click("#choose")
        chooser.value.set_files(tmp_path / "x" / "a.txt")
        page.click("#paste")
        assert page.evaluate("document.activeElement.id") == "text"
        page.keyboard.type("The ferry and/or the tug sank on Sunday, it was said.")
        page.click("#add")
        page.click("#name-address")
        page.keyboard.type("example.org/report")
        page.keyboard.press("Enter")
        page.keyboard.type("https://example.org/report")  # the same
        page.click("#add-url")
        page.evaluate(
            DROP, [["dropped.txt", "Much was said."], ["dropped.txt", "More was said of it."]]
        )
        assert sorted(listed(page)) == [
            "The ferry and or the tug…",
            "a.txt",
            "dropped (2).txt",
            "dropped.txt",
            "https://example.org/report",
            "x/a.txt",
            "x/in/b.txt",
        ]
        assert page.inner_text("#counted") == "7 sources, 288 bytes"
        page.get_by_label("Remove x/in/b.txt").click()
        page.get_by_label("dropped (2).txt", exact=True).uncheck()
        assert len(listed(page)) == 6
        assert page.inner_text("#counted").startswith("5 of 6 sources used, ")


def test_the_page_says_whether_it_is_ready_and_what_is_missing(visit):
    page = visit()

    def is_dim():
        return page.get_attribute("#go", "aria-disabled") == "true"

    assert is_dim()
    assert page.inner_text("#missing").startswith("Add a source first: ")
    assert page.is_visible("text=Add two or more sources")
    page.click("#paste")
    page.fill("#text", OURS)
    assert not is_dim()
    assert page.inner_text("#missing") == ""
    page.click("#add")
    page.evaluate(DROP, [["a.txt", THEIRS]])
    assert page.is_visible("text=2 sources are ready")
    assert not page.is_visible("text=Add two or more sources")
    page.check("[value=digest]")
    assert page.is_visible("text=Press “Make a digest”")
    page.get_by_label("All", exact=True).uncheck()
    assert is_dim()
    assert page.inner_text("#missing") == "All sources are left out. Tick at least one."


def test_all_sources_are_ticked_or_left_out_at_once(visit):
    page = visit()
    every = page.get_by_label("All", exact=True)
    page.evaluate(DROP, [["a.txt", OURS]])
    assert not every.is_visible()
    page.evaluate(DROP, [["b.txt", THEIRS], ["c.txt", THEIRS]])
    assert every.is_checked()
    page.get_by_label("b.txt", exact=True).uncheck()
    assert page.evaluate("document.querySelector('#every input').indeterminate")
    every.check()
    assert page.inner_text("#counted").startswith("3 sources, ")
    every.uncheck()
    assert page.inner_text("#counted").startswith("0 of 3 sources used, ")
    assert page.locator("#list input:checked").count() == 0
    page.get_by_label("b.txt", exact=True).check()
    assert not every.is_checked()
    assert page.evaluate("document.querySelector('#every input').indeterminate")


def test_a_finger_is_not_asked_to_drop_files(visit):
    for size, options in ((PHONE, {}), (DESK, {"has_touch": True, "is_mobile": True})):
        page = visit(size, **options)
        assert not page.is_visible("text=Drop files or a folder here")
        assert page.is_visible("#choose")
        assert page.is_visible("text=Add two or more sources")
    page = visit()
    page.evaluate(DROP, [["a.txt", OURS]])
    assert page.is_visible("text=Drop files or a folder here")  # more of them
    assert page.is_visible("text=Web pages, PDF, Word")


def test_the_downloads_of_a_phone_are_in_one_line(visit):
    for width in (320, 390):
        page = visit((width, 760))
        page.evaluate(DROP, [["a.txt", OURS], ["b.txt", THEIRS]])
        make(page)
        tops = "all => new Set(all.map(one => one.getBoundingClientRect().top)).size"
        assert page.eval_on_selector_all("#downloads a:not([hidden])", tops) == 1


def test_a_text_or_files_can_be_pasted_anywhere(visit):
    page = visit()
    paste = """([text, name]) => {
      const data = new DataTransfer();
      if (name) data.items.add(new File([text], name));
      else data.setData('text/plain', text);
      const given = { clipboardData: data, bubbles: true };
      document.body.dispatchEvent(new ClipboardEvent('paste', given));
    }"""
    page.evaluate(paste, [OURS, ""])
    page.evaluate(paste, [THEIRS, "theirs.txt"])
    assert listed(page) == ["The ferry sank on Sunday, killing…", "theirs.txt"]


@WIDTHS
def test_the_example_shows_a_summary_at_once(visit, size):
    page = visit(size)
    page.click("#example")
    page.wait_for_selector(SHOWN)
    assert page.inner_text("#result-title") == "Summary, up to 250 words · 4 sources"
    back_to_sources(page)
    assert len(listed(page)) == 4
    assert not page.is_visible("#example")


@WIDTHS
def test_each_task_is_made_of_the_same_sources_and_each_result_stays_as_a_tab(
    visit, size, tmp_path
):
    page = visit(size)
    page.set_input_files("#files", [str(file) for file in sorted(FERRY.iterdir())])
    page.check("[value=short]")
    assert page.input_value("#words") == "100"
    page.fill("#query", "Had the captain been warned?")
    make(page)
    assert record_of(page, tmp_path)["query"]["text"] == "Had the captain been warned?"
    back_to_sources(page)
    page.fill("#query", "")
    page.get_by_label("05-follow-up.txt", exact=True).uncheck()
    page.check("[value=long]")
    make(page, 2)
    record = record_of(page, tmp_path)
    assert record["budget"]["limit"] == 500
    assert [one["id"] for one in record["documents"]] == [f.name for f in sorted(FERRY.iterdir())][
        :4
    ]
    back_to_sources(page)
    page.check("[value=compare]")
    assert not page.is_visible("#query")
    page.click("details summary:text('Advanced')")
    page.check("#conflicts-only")
    make(page, 3)
    assert record_of(page, tmp_path)["settings"]["conflicts_only"] is True
    comparison = saved(page, "html", tmp_path)
    assert comparison.name == "comparison.html"
    assert "<title>Comparison of 4 documents</title>" in comparison.read_text(encoding="utf-8")
    back_to_sources(page)
    page.check("[value=digest]")
    assert page.input_value("#words") == "120"  # it is still long
    page.fill("#words", "45")
    assert page.locator("[name=length]:checked").count() == 0
    page.fill("#subjects", "3")
    page.fill("#min-sources", "1")
    make(page, 4)
    settings = record_of(page, tmp_path)["settings"]
    assert (settings["words"], settings["subjects"], settings["min_sources"]) == (45, 3, 1)
    mail = saved(page, "eml", tmp_path)
    assert (mail.name, mail.read_bytes()[:6]) == ("digest.eml", b"From: ")
    assert not page.is_visible("#downloads [data-format=docx]")
    assert tabs(page) == [
        "Summary: Had the captain been warned?",
        "Summary, up to 500 words",
        "Comparison",
        "Digest, up to 45 words",
    ]
    page.click("#tabs li:nth-child(1) a")
    assert page.inner_text("#result-title").startswith("Summary: Had the captain been warned?")
    assert not page.is_visible("#downloads [data-format=eml]")
    page.get_by_label("Close Summary: Had the captain been warned?").click()
    assert tabs(page)[0] == "Summary, up to 500 words"
    assert page.inner_text("#result-title") == "Summary, up to 500 words · 4 sources"


def test_every_advanced_setting_is_used(visit, tmp_path):
    page = visit()
    (tmp_path / "known.txt").write_text("Divers found the wreck.")
    page.evaluate(
        DROP,
        [["a.csv", "Body,Who\nThe ferry sank on 6 October 2019.,x\nDivers found the wreck.,y\n"]],
    )
    page.click("details summary:text('Advanced')")
    page.select_option("#method", "lead")
    page.select_option("#order-by", "rank")
    page.select_option("#language", "en")
    page.set_input_files("#known", str(tmp_path / "known.txt"))
    page.fill("#fields", "text=Body")
    for box in ("keep-noise", "keep-all", "explain"):
        page.check(f"#{box}")
    report = make(page)
    record = record_of(page, tmp_path)
    settings = {"method": "lead", "order": "rank", "language": "en", "keep_noise": True}
    assert {**settings, "keep_all": True}.items() <= record["settings"].items()
    assert record["explanations"][0]["quoted"]
    assert report.get_by_text(WHY).is_visible()
    assert [one["id"] for one in record["known"]] == ["known.txt"]
    assert [one["text"] for one in record["sentences"]] == ["The ferry sank on 6 October 2019."]
    page.check("#timeline")
    assert page.is_disabled("#order-by")  # a timeline has its own
    make(page, 2)
    assert record_of(page, tmp_path)["settings"]["timeline"] is True


def test_a_document_of_a_file_with_several_can_be_left_out(visit, tmp_path):
    page = visit()
    rows = "id,text\n7,The ferry sank on Sunday with 127 people.\n8,Divers found the wreck.\n"
    page.evaluate(DROP, [["rows.csv", rows]])
    make(page)
    page.click("#list details summary")
    page.get_by_label("8", exact=True).uncheck()
    make(page, 2)
    assert [one["id"] for one in record_of(page, tmp_path)["documents"]] == ["7"]
    assert not page.get_by_label("8", exact=True).is_checked()  # it can come back
    page.click("#list details summary")
    page.get_by_label("8", exact=True).check()
    make(page, 3)
    assert [one["id"] for one in record_of(page, tmp_path)["documents"]] == ["7", "8"]


def test_a_document_of_a_file_named_as_another_one_can_be_left_out(visit, tmp_path):
    page = visit()
    for place, found in (("x", "Divers"), ("y", "Pilots")):
        (tmp_path / "top" / place).mkdir(parents=True)
        rows = f"text\nThe ferry sank on Sunday with 127 people.\n{found} found the wreck.\n"
        (tmp_path / "top" / place / "rows.csv").write_text(rows)
    with page.expect_file_chooser() as chooser:
        page.click("#choose-folder")
    chooser.value.set_files(tmp_path / "top")
    page.wait_for_selector("#list li")
    make(page)
    ids = [one["id"] for one in record_of(page, tmp_path)["documents"]]
    assert len({*ids}) == 4
    second = page.locator("#list > li", has_text="top/y/rows.csv")
    second.locator("summary").click()
    ticks = second.locator("details label")
    own = [each for each in ids if each.startswith("y/")]
    assert ticks.all_inner_texts() == own
    ticks.nth(1).uncheck()
    make(page, 2)
    left = [one["id"] for one in record_of(page, tmp_path)["documents"]]
    assert left == [each for each in ids if each != own[1]]


@WIDTHS
def test_the_list_has_the_numbers_of_the_result_that_was_shown_last(visit, size, tmp_path):
    page = visit(size)

    def numbers():
        return page.eval_on_selector_all(
            "#list > li", "all => all.map(one => one.querySelector('.ref').textContent)"
        )

    summarised(page, *sorted(FERRY.iterdir()))
    of_all = numbers()
    assert sorted(of_all) == ["[1]", "[2]", "[3]", "[4]", "[5]"]
    first = record_of(page, tmp_path)["sentences"][0]["document"]
    assert listed(page)[of_all.index("[1]")] == first
    back_to_sources(page)
    assert page.locator("#list .ref").first.is_visible()
    page.get_by_label(first, exact=True).uncheck()
    make(page, 2)
    assert numbers()[of_all.index("[1]")] == ""
    assert sorted(numbers()) == ["", "[1]", "[2]", "[3]", "[4]"]
    page.click("#tabs li:nth-child(1) a")
    assert numbers() == of_all
    for _ in range(2):
        page.locator("#tabs button").first.click()
    assert set(numbers()) == {""}


def test_back_and_forward_go_from_result_to_result(visit):
    page = visit(PHONE)
    summarised(page, *sorted(FERRY.iterdir()))
    page.click("#again")
    page.check("[value=compare]")
    make(page, 2)
    for _ in range(2):
        page.evaluate("setTimeout(() => history.back())")
        page.wait_for_selector("#form", state="visible" if _ == 0 else "hidden")
    assert page.inner_text("#result-title").startswith("Summary")
    page.evaluate("setTimeout(() => history.forward())")
    page.wait_for_selector("#form", state="visible")


def test_the_ninth_result_asks_for_the_place_of_another(visit):
    page = visit()
    page.evaluate(DROP, [["a.txt", OURS], ["b.txt", THEIRS]])
    for number in range(1, 9):
        make(page, number)
    press_dimmed(page)
    assert page.inner_text("#wrong") == "8 results are open. Close one of them first."
    page.locator("#tabs button").first.click()
    make(page, 8)


def test_nothing_is_lost_on_reload_without_asking(visit):
    page = visit()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == []
    page.evaluate(DROP, [["a.txt", OURS]])
    page.click("h1")  # browsers ask only where somebody has done something
    page.reload()
    assert asked == ["beforeunload"]


# What goes wrong


def test_every_error_is_shown_and_names_every_file(visit):
    page = visit()
    press_dimmed(page)
    assert page.inner_text("#wrong").startswith("Add a source first: ")
    assert not page.is_visible("#missing")  # the same
    page.click("#paste")
    page.fill("#text", "!")
    page.click("#go")
    page.get_by_text("nothing to summarize: there is no word in the text", exact=True).wait_for()
    assert page.is_enabled("#go")
    page.get_by_label("Remove !…").click()
    page.evaluate(DROP, [["a.pdf", "nothing"], ["b.docx", "nothing"]])
    page.click("#go")
    page.get_by_text("none of 2 files can be read: a.pdf, b.docx").wait_for()
    said = page.inner_text("#wrong")
    assert "a.pdf: not a PDF" in said
    assert "b.docx: " in said
    page.evaluate(DROP, [["c.txt", OURS]])
    make(page)
    problems = page.eval_on_selector_all(".problem", "all => all.map(one => one.textContent)")
    assert len(problems) == 2
    assert problems[0] == "Not used: not a PDF"
    for name in ("a.pdf", "b.docx", "c.txt"):
        page.get_by_label(name, exact=True).uncheck()
    press_dimmed(page)
    assert page.inner_text("#wrong") == "All sources are left out. Tick at least one."


def test_an_error_stays_while_results_are_looked_at(visit):
    page = visit()
    page.evaluate(DROP, [["a.txt", OURS], ["b.txt", THEIRS]])
    for number in (1, 2):
        make(page, number)
    for name in ("a.txt", "b.txt"):
        page.get_by_label(name, exact=True).uncheck()
    press_dimmed(page)
    said = "All sources are left out. Tick at least one."
    assert page.inner_text("#wrong") == said
    page.click("#tabs li:nth-child(1) a")
    page.wait_for_selector("#tabs li:nth-child(1) a[aria-current]")
    assert page.inner_text("#wrong") == said
    page.get_by_label("Remove a.txt").click()
    assert page.inner_text("#wrong") == ""


def test_too_large_an_upload_is_refused_before_it_is_sent(visit, tmp_path):
    with serving(bytes=1000) as small:
        page = visit(url=small.url)
        page.evaluate(DROP, [["a.txt", "Too much. " * 101]])
        press_dimmed(page)
        assert page.inner_text("#wrong") == (
            "Together these are 1 kB; this server takes 1 kB at most."
        )


@WIDTHS
def test_a_summary_can_be_stopped(visit, size):
    page = visit(size)
    page.route("**/stream", lambda route: None)  # it never comes
    page.evaluate(DROP, [["a.txt", OURS]])
    page.click("#go")
    assert page.inner_text("#stage").startswith("Sending 70 bytes")
    page.click("#cancel")
    page.get_by_text("Stopped.", exact=True).wait_for()
    assert not page.is_visible("#working")


def test_a_server_that_has_stopped_is_reported(visit):
    with serving() as other:
        page = visit(url=other.url)
    page.evaluate(DROP, [["a.txt", OURS]])
    page.click("#go")
    page.get_by_text("The server does not answer.", exact=True).wait_for()
    assert page.heard.pop().startswith("Failed to load resource")


def test_uploaded_markup_never_runs_and_reaches_nothing(visit):
    page = visit()
    title = page.title()
    page.evaluate(DROP, [[f"{HOSTILE}.txt".replace("/", "-"), f"{OURS}\n\n{HOSTILE}\n"]])
    page.click("#paste")
    page.fill("#text", f"The ferry {HOSTILE} sank on Sunday, killing 130 people.")
    report = make(page)
    report.locator("#q1").click()
    assert page.title() == title
    assert report.locator("iframe, img, form").count() == 0
    assert page.frames[1].evaluate("self.origin") == "null"
    assert page.evaluate("document.querySelector('iframe').contentDocument") is None


def test_even_a_forged_report_would_reach_nothing(visit):
    page = visit()
    summarised(page, *sorted(FERRY.iterdir()))
    asked = page.frames[1].evaluate("fetch('/openapi.json').then(() => 'read', () => 'refused')")
    assert asked == "refused"
    refused = "try { top.document.title; 'read' } catch { 'refused' }"
    assert page.frames[1].evaluate(refused) == "refused"
    assert page.heard
    page.heard.clear()  # the browser told of the policy


# Without a mouse, without a script, on a phone


def test_everything_works_with_the_keyboard(visit):
    page = visit()
    order = []
    for _ in range(11):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.id || document.activeElement.value"))
    assert order == [
        *("choose", "choose-folder", "paste", "example", "summarize", "query", "medium", "words"),
        *(None, "go", None),
    ]
    page.focus("#paste")
    page.keyboard.press("Enter")
    page.keyboard.type(OURS)
    page.focus("#go")
    page.keyboard.press("Enter")
    page.wait_for_selector(SHOWN)
    page.frame_locator("iframe").locator("#q1").wait_for()  # an empty frame has nothing to focus
    assert page.evaluate("document.activeElement.id") == "result-title"
    walked = []
    for _ in TASKS["summarize"].formats:
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.dataset.format"))
    assert sorted(walked) == sorted(TASKS["summarize"].formats)
    page.keyboard.press("Tab")
    # The frame has its own process. The policy of the page forbids Playwright's own way to wait.
    wait_until(lambda: page.evaluate("document.activeElement.tagName") == "IFRAME")


def test_without_javascript_the_report_comes_as_a_file(visit, tmp_path):
    page = visit(java_script_enabled=False, accept_downloads=True)
    assert not page.is_visible("#choose")
    page.set_input_files("#files", [str(file) for file in FERRY.iterdir()])
    with page.expect_download() as download:
        page.click("#go")
    assert download.value.suggested_filename == "summary.html"
    download.value.save_as(tmp_path / "summary.html")
    assert "5 sources" in (tmp_path / "summary.html").read_text(encoding="utf-8")


SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [320, 390, 640, 960, 1280, 4000])  # 640: 1280 at a zoom of 200 %
def test_nothing_sticks_out_of_the_window(visit, site, width):
    page = visit((width, 760))
    page.evaluate(DROP, [["x" * 300 + ".txt", OURS], ["b.txt", THEIRS]])
    page.click("details summary:text('Advanced')")
    for task in ("summarize", "digest", "compare"):
        page.check(f"[value={task}]")
        assert page.evaluate(SIDEWAYS) <= 0
    make(page)
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.locator("iframe").bounding_box()["height"] > 450
    page.goto(f"{site.url}/api")
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(visit, site, scheme):
    page = visit(color_scheme=scheme)
    page.evaluate(DROP, [["a.txt", OURS], ["b.pdf", "no"]])
    make(page)
    page.click("details summary:text('Advanced')")
    for address in ("", "/api"):
        contrasts = page.evaluate(CONTRASTS)
        assert len(contrasts) > 5
        assert {name: ratio for name, ratio in contrasts.items() if ratio < 4.5} == {}, address
        page.goto(f"{site.url}/api")


@WIDTHS
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_in_every_state(visit, site, size, scheme):
    page = visit(size, color_scheme=scheme)
    assert accessibility_problems(page) == []
    page.click("#paste")
    press_dimmed(page)  # an error
    page.click("details summary:text('Advanced')")
    assert accessibility_problems(page) == []
    page.evaluate(DROP, [["a.csv", "text\nThe ferry sank.\nDivers found it.\n"], ["b.pdf", "no"]])
    make(page)
    assert accessibility_problems(page) == []
    back_to_sources(page)
    for task in ("digest", "compare"):
        page.check(f"[value={task}]")
        assert accessibility_problems(page) == []
    page.goto(f"{site.url}/api")
    assert accessibility_problems(page) == []


@WIDTHS
def test_everything_to_press_is_large_enough(visit, size):
    page = visit(size)
    page.evaluate(DROP, [["a.csv", "text\nThe ferry sank.\nDivers found it.\n"], ["b.pdf", "no"]])
    make(page)
    sizes = """() => [...document.querySelectorAll(
      'button, select, summary, label:has(input), #tabs a')]
      .filter(one => one.getClientRects().length)
      .map(one => [one.id || one.textContent, one.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
    assert page.evaluate(sizes) == []
    back_to_sources(page)
    assert page.evaluate(sizes) == []
