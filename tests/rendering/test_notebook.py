"""A summary in a notebook; what Chromium makes of it is skipped where there is none."""

import re
from html import unescape

import pytest

import multisumm
from browsing import needs_browser
from locations import FERRY


@pytest.fixture(scope="module")
def summary():
    return multisumm.summarize(multisumm.read_documents([FERRY]), words=120)


def test_a_notebook_shows_the_report_in_a_frame_without_an_origin(summary):
    shown = summary._repr_html_()
    frame = re.search('</div>\n<iframe ([^<>]*) srcdoc="([^"]*)"></iframe>', shown)
    assert 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"' in frame[1]
    assert "allow-same-origin" not in frame[1]
    assert unescape(frame[2]) == summary.to_html(word=False)  # there is nothing to save from it


def test_where_frames_and_styles_are_stripped_a_paragraph_with_links_is_left():
    documents = [
        multisumm.Document("a", "It rained <b>all</b> day.", url="https://e.org/a?b&c"),
        multisumm.Document("b", "Divers found the wreck.", url="javascript:alert(1)"),
    ]
    shown = multisumm.summarize(documents, order="chronological")._repr_html_()
    stripped = re.sub('<iframe .*</iframe>| style="[^"]*"', "", shown, flags=re.DOTALL)
    lines = stripped.strip().splitlines()
    assert shown.startswith('<div style="display:none">')
    assert (lines[0], lines[-1]) == ("<div>", "</div>")
    linked = '<a href="https://e.org/a?b&amp;c">'
    assert f"It rained &lt;b&gt;all&lt;/b&gt; day. [{linked}1</a>]" in stripped
    assert "Divers found the wreck. [2]" in stripped
    assert f"<li>[1] {linked}a</a></li>" in lines
    assert "<li>[2] b, javascript:alert(1)</li>" not in lines
    assert "<li>[2] b</li>" in lines


@needs_browser
def test_the_links_of_a_report_in_a_notebook_stay_in_its_frame(browser, summary, tmp_path):
    (tmp_path / "notebook.html").write_text(f"<h1>Notebook</h1>{summary._repr_html_()}")
    heard = []
    with browser.new_context(viewport={"width": 800, "height": 900}) as context:
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.goto((tmp_path / "notebook.html").as_uri())
        report = page.frame_locator("iframe")
        report.locator("#q4").click()
        assert report.locator(":target").inner_text() == summary.sentences[3].text
        report.locator("#back").click()
        assert report.locator(":target").get_attribute("id") == "q4"
        report.locator("svg.strip a").first.click(force=True)
        assert report.locator(".mark:target").count() == 1
        assert page.url.endswith("notebook.html")
        assert page.frames[1].evaluate("self.origin") == "null"
    assert heard == []
