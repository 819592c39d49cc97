"""The options that commands share. What takes long to import is imported where it is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from multisumm.errors import OptionError

if TYPE_CHECKING:
    pass

Command = Callable[..., None]
Option = Callable[[Command], Command]

METHODS = (
    "coverage", "textrank", "lexrank", "centroid", "lead",
    "sumy-lexrank", "sumy-textrank", "sumy-lsa", "sumy-luhn", "sumy-kl", "sumy-sum-basic",
    "sumy-reduction",
)  # fmt: skip
ORDERS = ("reading", "rank", "chronological")


def _together(*options: Option) -> Option:
    """Return one decorator for several options, which the help lists in this order."""

    def give(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return give


def _fields(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    from multisumm.reading.columns import parse_fields

    return parse_fields(texts)


def _output(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    """The file to write; None is standard output."""
    if name == "":
        raise OptionError("--output is empty; name a file, or - for standard output")
    return None if name == "-" else name


def format_option(forms: Sequence[str]) -> Option:
    """Return the option `--format`, the argument `form`; the first of the forms is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help="What to print.",
    )


output_option = click.option(
    "--output",
    callback=_output,
    metavar="FILE",
    help="Write there instead of standard output, which is -.",
)
"""The argument `output`; None is standard output."""

summary_options = _together(
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

reading_options = _together(
    click.option(
        "--fields",
        multiple=True,
        callback=_fields,
        metavar="FIELD=COLUMN,...",
        help="Columns of a table or keys of records: id, text, title, date, url, site, cluster"
        " (default: found by their usual names).",
    ),
    click.option(
        "--max-bytes",
        type=click.IntRange(min=1, max=1_000_000_000_000),
        default=200_000_000,
        show_default=True,
        metavar="N",
        help="Read no file that is larger, as it is or decompressed.",
    ),
    click.option("--fetch", is_flag=True, help="Fetch a PATH that is an http(s) address."),
    click.option(
        "--allow-private",
        is_flag=True,
        help="Let --fetch reach this machine and private networks.",
    ),
)
"""Each is a keyword argument of `reading.read_sources` of the same name."""


METRICS = "rouge-1,rouge-2,rouge-l,rouge-su4"

PRESETS = ("rouge155", "rouge-score", "unicode")


def comma_separated(values: Sequence[str]) -> tuple[str, ...]:
    """Return the names in lists with commas, each once."""
    names = (name.strip() for value in values for name in value.split(","))
    return tuple(dict.fromkeys(name for name in names if name))
