"""HTML pages from the templates in `multisumm/data`; Jinja2 is imported for the first page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from multisumm.escaping import one_line, printable_text
from multisumm.messages import plural
from multisumm.resources import read_data

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


class Inlined(NamedTuple):
    """A stylesheet or script that stands inside a page.

    Attributes:
        content: The file as it is; markup, so that templates do not escape it.
        digest: Its digest, as a Content-Security-Policy names it: `sha256-...`.
    """

    content: Markup
    digest: str


def inline(name: str) -> Inlined:
    """Return a stylesheet or script of `multisumm/data`, ready to stand inside a page."""
    from markupsafe import Markup

    content = read_data(name)
    digest = b64encode(sha256(content.encode()).digest()).decode()
    return Inlined(Markup(content), f"sha256-{digest}")


def render_template(name: str, **values: object) -> str:
    """Return what a template of `multisumm/data` makes of these values.

    Every value is escaped and shown as one line without control characters. The filter `verbatim`
    keeps spaces and line ends; it escapes and leaves out control characters as well. The filter
    `bold` does so with a text in parts, each with whether it is bold. The same values give the same
    characters.

    Args:
        name: File name of the template.
        values: What it shows. A name that the template uses and that is not given is an error.
    """
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(read_data),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_as_one_line,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"plural": plural, "verbatim": _verbatim, "bold": _bold}
    return environment


def _as_one_line(value: object) -> object:
    """Return a text as one line, and markup and other values as they are."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return one_line(value)
    return value


def _verbatim(text: str) -> Markup:
    from markupsafe import escape

    return escape(printable_text(text))


def _bold(parts: Iterable[tuple[str, bool]]) -> Markup:
    from markupsafe import Markup

    shown = ((_verbatim(text), is_bold) for text, is_bold in parts)
    return Markup("").join(Markup("<b>{}</b>").format(t) if bold else t for t, bold in shown)
