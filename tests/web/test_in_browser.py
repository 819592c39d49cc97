"""The page as Chromium shows it; skipped where Playwright or Chromium is missing."""

import json
import re

import pytest

import multisumm
from browsing import CONTRASTS, DESK, needs_browser
from locations import FERRY
from multisumm.cli.main import main as run
from multisumm.web import app
from multisumm.web.subprocesses import worker_lines
from web_server import OURS, THEIRS, serving, wait_until

pytestmark = needs_browser

HOSTILE = (
    "<script>top.document.title = 'taken'</script><img src=x onerror=\"fetch('/api')\">"
    "</script></style></title><iframe src=/></iframe><base href=//e.org><form action=/>"
)
SHOWN = "#result:not([hidden])"
DROP = """files => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name));
  const drop = kind => document.getElementById('drop').dispatchEvent(
    new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  drop('dragover'); drop('drop');
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


def summarised(page, *files, words="120"):
    page.set_input_files("#files", [str(file) for file in files])
    page.fill("#words", words)
    page.click("#go")
    page.wait_for_selector(SHOWN)
    return page.frame_locator("#report")


def saved(page, form, folder):
    with page.expect_download() as download:
        page.click(f"#downloads [data-format={form}]")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def listed(page):
    return page.eval_on_selector_all("#list bdi", "all => all.map(each => each.textContent)")


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
    for form in ("html", "markdown", "text"):
        with pytest.raises(SystemExit):
            run(["summarize", str(FERRY), "--words", "120", "--format", form, "--quiet"])
        assert saved(page, form, tmp_path).read_bytes() == capfdbinary.readouterr().out


def test_the_report_works_in_the_page(visit):
    page = visit()
    report = summarised(page, *sorted(FERRY.iterdir()))
    report.locator("#q3").click()
    summary = multisumm.summarize(multisumm.read_documents([FERRY]), words=120)
    assert report.locator(":target").inner_text() == summary.sentences[2].text
    assert report.locator(".open .sentence").get_attribute("id") == "q3"
    assert page.evaluate("document.activeElement.id") == "report"
    report.locator("#q2").click()
    page.evaluate("setTimeout(() => history.back())")
    report.locator(".open #q3").wait_for()


def test_pasted_texts_settings_and_files_are_combined(visit, tmp_path):
    page = visit()
    page.fill("#text", OURS)
    page.click("#add")
    page.fill("#text", THEIRS)
    page.evaluate(DROP, [["dropped.txt", "Much was said.\nThe owner was not there on Sunday.\n"]])
    assert listed(page) == ["text 1", "dropped.txt"]
    page.click("details summary")
    page.select_option("#method", "lead")
    page.select_option("#order-by", "rank")
    page.select_option("#language", "en")
    page.check("#keep-noise")
    page.click("#go")
    page.wait_for_selector(SHOWN)
    record = json.loads(saved(page, "json", tmp_path).read_bytes())
    assert [document["id"] for document in record["documents"]] == [
        "dropped.txt",
        "text 1",
        "text 2",
    ]
    settings = {"method": "lead", "order": "rank", "language": "en", "keep_noise": True}
    assert settings.items() <= record["settings"].items()


def test_a_folder_is_uploaded_with_its_subfolders(visit, tmp_path):
    for name, text in (("x/a.txt", OURS), ("x/in/b.txt", THEIRS), ("x/.hidden", "No.")):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(text)
    page = visit()
    with page.expect_file_chooser() as chooser:
        page.click("#choose-folder")
    chooser.value.set_files(tmp_path / "x")
    page.wait_for_selector("#list li")
    assert sorted(listed(page)) == ["x/a.txt", "x/in/b.txt"]


def test_a_summary_can_be_repeated_and_the_back_button_works(visit):
    page = visit()
    summarised(page, *sorted(FERRY.iterdir()))
    page.click("#again")
    assert page.is_visible("#form")
    assert len(listed(page)) == 5
    page.get_by_label("Remove 01-agency.txt").click()
    assert len(listed(page)) == 4
    report = summarised(page)
    assert "4 sources" in report.locator(".facts").inner_text()
    page.evaluate("setTimeout(() => history.back())")
    page.wait_for_selector("#form", state="visible")
    page.evaluate("setTimeout(() => history.forward())")
    page.wait_for_selector(SHOWN)


# What goes wrong


def test_every_error_is_shown_in_one_line(visit, tmp_path):
    page = visit()
    page.click("#go")
    assert page.inner_text("#wrong") == "Choose a file or paste a text first."
    page.fill("#text", "!")
    page.click("#go")
    page.get_by_text("nothing to summarize: there is no word in the text", exact=True).wait_for()
    assert page.is_enabled("#go")
    (tmp_path / "a.pdf").write_bytes(b"nothing")
    page.get_by_label("Remove text 1").click()
    page.set_input_files("#files", tmp_path / "a.pdf")
    page.click("#go")
    page.get_by_text("a.pdf: not a PDF", exact=True).wait_for()


def test_too_large_an_upload_is_refused_before_it_is_sent(visit, tmp_path):
    with serving(bytes=1000) as small:
        page = visit(url=small.url)
        page.fill("#text", "Too much. " * 101)
        page.click("#go")
        assert page.inner_text("#wrong") == (
            "Together these are 1 kB; this server takes 1 kB at most."
        )


def test_a_summary_can_be_stopped(visit, tmp_path):
    page = visit()
    page.route("**/stream", lambda route: None)  # it never comes
    page.fill("#text", OURS)
    page.click("#go")
    assert page.inner_text("#stage").startswith("Sending 70 bytes")
    page.click("#cancel")
    page.get_by_text("Stopped.", exact=True).wait_for()
    assert not page.is_visible("#working")


def test_a_server_that_has_stopped_is_reported(visit):
    with serving() as other:
        page = visit(url=other.url)
    page.fill("#text", OURS)
    page.click("#go")
    page.get_by_text("The server does not answer.", exact=True).wait_for()
    assert page.heard.pop().startswith("Failed to load resource")


def test_uploaded_markup_never_runs_and_reaches_nothing(visit):
    page = visit()
    title = page.title()
    page.evaluate(DROP, [[f"{HOSTILE}.txt".replace("/", "-"), f"{OURS}\n\n{HOSTILE}\n"]])
    page.fill("#text", f"The ferry {HOSTILE} sank on Sunday, killing 130 people.")
    page.click("#go")
    page.wait_for_selector(SHOWN)
    report = page.frame_locator("#report")
    report.locator("#q1").click()
    assert page.title() == title
    assert report.locator("iframe, img, form").count() == 0
    assert page.frames[1].evaluate("self.origin") == "null"
    assert page.evaluate("document.getElementById('report').contentDocument") is None


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
    for _ in range(9):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert order == [
        *("choose", "choose-folder", "text", "add", "query", "words", "method", "SUMMARY", "go")
    ]
    page.focus("#text")
    page.keyboard.type(OURS)
    page.focus("#go")
    page.keyboard.press("Enter")
    page.wait_for_selector(SHOWN)
    page.frame_locator("#report").locator("#q1").wait_for()  # an empty frame has nothing to focus
    assert page.evaluate("document.activeElement.id") == "result-title"
    walked = []
    for _ in range(4):
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.id || document.activeElement.text"))
    assert walked == ["HTML", "Markdown", "Text", "JSON"]
    page.keyboard.press("Tab")
    # The frame has its own process. The policy of the page forbids Playwright's own way to wait.
    wait_until(lambda: page.evaluate("document.activeElement.id") == "report")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.frame_locator("#report").locator(":target").wait_for()


def test_without_javascript_the_report_comes_as_a_file(visit, tmp_path):
    page = visit(java_script_enabled=False, accept_downloads=True)
    assert not page.is_visible("#choose")
    page.set_input_files("#files", [str(file) for file in FERRY.iterdir()])
    with page.expect_download() as download:
        page.click("#go")
    assert download.value.suggested_filename == "summary.html"
    download.value.save_as(tmp_path / "summary.html")
    assert "5 sources" in (tmp_path / "summary.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [320, 375, 800, 1360])
def test_nothing_sticks_out_of_the_window(visit, site, width):
    page = visit((width, 760))
    sizes = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    page.evaluate(DROP, [["x" * 300 + ".txt", OURS]])
    page.click("details summary")
    assert page.evaluate(sizes) <= 0
    page.click("#go")
    page.wait_for_selector(SHOWN)
    assert page.evaluate(sizes) <= 0
    box = page.locator("#report").bounding_box()
    assert box["height"] > 500
    page.goto(f"{site.url}/api")
    assert page.evaluate(sizes) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(visit, site, scheme):
    page = visit(color_scheme=scheme)
    page.click("#go")
    page.evaluate(DROP, [["a.txt", OURS], ["b.txt", THEIRS]])
    page.click("details summary")
    for address in ("", "/api"):
        contrasts = page.evaluate(CONTRASTS)
        assert len(contrasts) > 5
        assert {name: ratio for name, ratio in contrasts.items() if ratio < 4.5} == {}, address
        page.goto(f"{site.url}/api")
