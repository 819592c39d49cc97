"""The renderers of a digest by the name of their format."""

from __future__ import annotations

from collections.abc import Callable

from multisumm.model import DigestData
from multisumm.rendering.digest_html import render_digest_html
from multisumm.rendering.digest_json import render_digest_json
from multisumm.rendering.digest_mail import render_digest_mail
from multisumm.rendering.digest_markdown import render_digest_markdown
from multisumm.rendering.digest_text import render_digest_text

DIGEST_RENDERERS: dict[str, Callable[[DigestData], str]] = {
    "text": render_digest_text,
    "markdown": render_digest_markdown,
    "json": render_digest_json,
    "html": render_digest_html,
    "eml": render_digest_mail,
}
"""Format -> function from a digest to a string that ends with a line end."""
