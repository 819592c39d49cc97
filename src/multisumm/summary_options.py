"""The options of a summary, the same for every command that makes some."""

from __future__ import annotations

from collections.abc import Callable

import click

METHODS = (
    "coverage", "textrank", "lexrank", "centroid", "lead",
    "sumy-lexrank", "sumy-textrank", "sumy-lsa", "sumy-luhn", "sumy-kl", "sumy-sum-basic",
    "sumy-reduction",
)  # fmt: skip
ORDERS = ("reading", "rank", "chronological")

_OPTIONS = (
    click.option("--words", type=int, metavar="N", help="At most N words (default: 250)."),
    click.option("--sentences", type=int, metavar="N", help="At most N sentences."),
    click.option("--characters", type=int, metavar="N", help="At most N characters."),
    click.option("--bytes", type=int, metavar="N", help="At most N bytes of UTF-8."),
    click.option(
        "--ratio", type=float, metavar="R", help="At most this share of all words, up to 1."
    ),
    click.option(
        "--method",
        type=click.Choice(METHODS),
        default="coverage",
        show_default=True,
        help="How sentences are chosen.",
    ),
    click.option(
        "--order",
        type=click.Choice(ORDERS),
        default="reading",
        show_default=True,
        help="How the chosen sentences are ordered.",
    ),
    click.option(
        "--language",
        default="auto",
        show_default=True,
        metavar="CODE",
        help="Language of the documents: en, fr, ...",
    ),
    click.option(
        "--weights",
        default="package",
        show_default=True,
        metavar="FILE",
        help="Learned weights of the method coverage.",
    ),
    click.option("--keep-noise", is_flag=True, help="Keep menus, teasers, captions and the like."),
)
"""Each is a keyword argument of `multisumm.summarize` of the same name."""


def summary_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a summary; they come as its further keyword arguments."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
