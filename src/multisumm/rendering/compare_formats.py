"""The renderers of a comparison by the name of their format."""

from __future__ import annotations

from collections.abc import Callable

from multisumm.model import ComparisonData
from multisumm.rendering.compare_html import render_comparison_html
from multisumm.rendering.compare_json import render_comparison_json
from multisumm.rendering.compare_markdown import render_comparison_markdown
from multisumm.rendering.compare_text import render_comparison_text

COMPARISON_RENDERERS: dict[str, Callable[[ComparisonData], str]] = {
    "text": render_comparison_text,
    "markdown": render_comparison_markdown,
    "json": render_comparison_json,
    "html": render_comparison_html,
}
"""Format -> function from a comparison to a string that ends with a line end."""
