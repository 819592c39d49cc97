"""Chromium or Chrome, where there is one, and what tests ask it about a page."""

import shutil
from contextlib import contextmanager

import pytest

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)
needs_browser = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium or Chrome on the PATH: install chromium"
)

DESK, PHONE = (1360, 900), (375, 760)

# The least contrast of each kind of element that has text, as WCAG 2 defines it, against all that
# is behind it.
CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const light = colours => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(x => x / 255)
      .map(x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2] + .05;
  };
  const found = {};
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || !element.getClientRects().length) continue;
    const papers = [];
    for (let at = element; at; at = at.parentElement)
      papers.unshift(getComputedStyle(at).backgroundColor);
    const paper = light(papers), ink = light([...papers, getComputedStyle(element).color]);
    const name = `${element.tagName} ${element.id} ${element.className}`;
    const ratio = Math.max(ink, paper) / Math.min(ink, paper);
    found[name] = Math.min(found[name] ?? 99, ratio);
  }
  return found;
}"""


@contextmanager
def chromium():
    """The browser, driven by Playwright; the test is skipped where that is missing."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason='playwright is not installed: pip install ".[test]"'
    )
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=BROWSER, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_results(page):
    """What axe-core says of a page by WCAG 2.2 AA and its best practices."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason='axe-playwright-python is not installed: pip install ".[test]"',
    )
    return axe.Axe().run(page, options={"runOnly": AXE_RULES}).response


def accessibility_problems(page):
    """What axe-core finds against these, a line for each element."""
    found = axe_results(page)["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@contextmanager
def visits(browser, path, *, script):
    """Gives a function that opens HTML from disk: the page, and all that the browser had to say."""
    contexts = []

    def visit(html, size=DESK, *, script=script, **options):
        path.write_bytes(html.encode())
        viewport = {"width": size[0], "height": size[1]}
        contexts.append(
            browser.new_context(viewport=viewport, java_script_enabled=script, **options)
        )
        page, heard = contexts[-1].new_page(), []
        page.on("dialog", lambda dialog: (heard.append("dialog"), dialog.dismiss()))
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: heard.append(request.url))
        page.goto(path.as_uri())
        assert heard[:1] == [path.as_uri()]
        del heard[0]
        return page, heard

    yield visit
    for context in contexts:
        context.close()
