"""The table of options as options of click, and what all commands have in common."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from errno import EISDIR, ENOTDIR
from typing import Any

import click
from click.shell_completion import CompletionItem

from multisumm.errors import OptionError
from multisumm.messages import format_size, parse_size, unknown_choice
from multisumm.options import Option, check_value
from multisumm.output import unwritable

Function = Callable[..., None]

FAILED_STATUS = 1
"""Exit status for what could not be summarised, when the rest is done."""

STRICT_STATUS = 3
"""Exit status for a warning under --strict."""


def command(*examples: str) -> Callable[[Function], click.Command]:
    """Return the decorator that makes a command of a function.

    Its help is the docstring; the list of commands shows the whole first sentence.

    Args:
        examples: Command lines for the end of the help, without `multisumm`.
    """
    lines = "\n".join(f"  multisumm {example}" for example in examples)

    def decorate(function: Function) -> click.Command:
        first_line, *_ = (function.__doc__ or "").strip().partition("\n")  # python -OO removes it
        make = click.command(short_help=first_line, epilog=f"\b\nExamples:\n{lines}")
        return make(function)

    return decorate


def with_options(*options: Option) -> Callable[[Function], Function]:
    """Return the decorator that gives a command these options, listed in this order.

    The command gets each value as the argument of that name, `format` as `output_format`.
    """

    def decorate(function: Function) -> Function:
        for option in reversed(options):
            function = _click_option(option)(function)
        return function

    return decorate


def pop_values(values: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Remove the values of these names and return them."""
    return {name: values.pop(name) for name in names}


def complete_files(_: click.Context, __: click.Parameter, beginning: str) -> list[CompletionItem]:
    """Return the item that makes the shell complete file names."""
    return [CompletionItem(beginning, type="file")]


def _click_option(option: Option) -> Callable[[Function], Function]:
    names = [option.flag]
    settings: dict[str, Any] = {
        "help": option.help,
        "metavar": option.metavar,
        "multiple": option.multiple,
        "callback": _checked(option),
        "show_default": option.default is not None,
    }
    if option.short:
        names.insert(0, f"-{option.short}")
    if option.kind == "flag":
        if option.default is not False:
            names[-1] += f"/--no-{option.flag.removeprefix('--')}"
        settings |= {"is_flag": True, "show_default": option.default is True}
    elif option.kind == "file":
        settings["shell_complete"] = complete_files
    return click.option(
        *names,
        "output_format" if option.name == "format" else option.name,
        type=_TYPES.get(option.kind, _text_type)(option),
        default=_shown_default(option),
        **settings,
    )


def _shown_default(option: Option) -> object:
    """Return the default as it would be typed."""
    if option.kind == "size" and isinstance(option.default, int):
        return format_size(option.default)
    if option.kind == "names" and isinstance(option.default, str):
        names = option.default.replace(",", ", ")  # so that the help can break the line
        return (names,) if option.multiple else names
    return option.default


def _checked(option: Option) -> Callable[[click.Context, click.Parameter, Any], object]:
    """Return the callback that turns a value of click into the argument of the command."""

    def check(_: click.Context, __: click.Parameter, value: Any) -> object:
        if option.kind == "names":
            return comma_separated(value if option.multiple else (value,))
        if option.kind == "fields":
            from multisumm.reading.columns import parse_fields

            return parse_fields(value)
        if option.name == "output":
            return _output(value)
        return value if option.multiple else check_value(option, value, name=option.flag)

    return check


def _output(name: str | None) -> str | None:
    """Return the file to write; None is standard output."""
    if name == "":
        raise OptionError("--output is empty; name a file, or - for standard output")
    if name is not None and not os.path.basename(name):  # `new/`, which a path would take as `new`
        number = EISDIR if os.path.isdir(name) else ENOTDIR
        raise unwritable(name, OSError(number, os.strerror(number)))
    return None if name == "-" else name


def comma_separated(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in lists with commas, each once."""
    names = (name.strip() for value in values for name in value.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


# --- types --------------------------------------------------------------------------------------


class _Choice(click.Choice):  # type: ignore[type-arg]  # click 8.1 has no parameter there
    """A choice that says which of its values was probably meant."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(unknown_choice("value", value, self.choices), param, ctx)


class _Size(click.ParamType):  # type: ignore[type-arg]
    """A number of bytes: `200 MB`, `1.5GB`, `5000`."""

    name = "size"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        try:
            return value if isinstance(value, int) else parse_size(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _text_type(option: Option) -> click.ParamType[Any]:
    return click.STRING


_TYPES: Mapping[str, Callable[[Option], click.ParamType[Any]]] = {
    "whole": lambda option: click.INT,
    "number": lambda option: click.FLOAT,
    "flag": lambda option: click.BOOL,
    "size": lambda option: _Size(),
    "choice": lambda option: _Choice(option.choices),
}
