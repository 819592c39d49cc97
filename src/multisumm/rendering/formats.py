"""The renderers of a summary by the name of their format."""

from __future__ import annotations

from collections.abc import Callable

from multisumm.rendering.html_report import render_html
from multisumm.rendering.json_record import render_json
from multisumm.rendering.markdown import render_markdown
from multisumm.rendering.plain_text import render_text

RENDERERS: dict[str, Callable[..., str]] = {
    "text": render_text,
    "markdown": render_markdown,
    "json": render_json,
    "html": render_html,
}
"""Format -> function from a summary to a string that ends with a line end.

Those of text and Markdown also take `bullets`."""
