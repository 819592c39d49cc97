"""All forms a summary can take, by name."""

from __future__ import annotations

from collections.abc import Callable

from multisumm.model import Summary
from multisumm.rendering import render_json, render_markdown, render_text
from multisumm.report import render_html

RENDERERS: dict[str, Callable[[Summary], str]] = {
    "text": render_text,
    "markdown": render_markdown,
    "json": render_json,
    "html": render_html,
}
"""Format -> renderer; what it returns ends with a line end."""
