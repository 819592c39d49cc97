"""Draw docs/report.png, the picture in README.md; needs Playwright and Chromium."""

from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import multisumm

HERE = Path(__file__).parent


def main() -> None:
    """Summarise the ferry, open a contradicted sentence, and take the picture."""
    documents = multisumm.read_documents([HERE.parent / "seeds" / "ferry" / "sources"])
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "report.html"
        path.write_text(multisumm.summarize(documents, words=120).to_html(), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.goto(path.as_uri())
        page.click(".contested .sentence >> nth=1")
        page.eval_on_selector("main", "main => main.scrollTo(0, 0)")
        page.mouse.move(0, 0)
        page.screenshot(path=HERE / "report.png")
        browser.close()


if __name__ == "__main__":
    main()
