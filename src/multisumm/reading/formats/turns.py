"""What people say in turn, in chats and meetings -> a text with a paragraph for each turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from itertools import groupby
from typing import NamedTuple

_NUMBERS = re.compile(r"(\d{1,4})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{1,4})")


class Turn(NamedTuple):
    """A message, or what one person says without a break; the name is empty if it is unknown."""

    name: str
    text: str


class Conversation(NamedTuple):
    """The turns of a chat or a meeting, in order.

    Attributes:
        turns: What people wrote or said.
        day: The day in ISO 8601, if all turns are of one day and it is certain which.
        left_out: Number of lines and messages of the program, which are no turns.
    """

    turns: tuple[Turn, ...]
    day: str | None
    left_out: int


def format_turns(turns: Iterable[Turn]) -> str:
    r"""Return a text with a paragraph `NAME: WORDS` for each turn.

    The blank line between two turns keeps a sentence from going over from one person to the next.

    >>> format_turns([Turn("Ana", "Is it safe?"), Turn("Ben", "yes")])
    'Ana: Is it safe?\n\nBen: yes\n'
    """
    paragraphs = (f"{turn.name}: {turn.text}" if turn.name else turn.text for turn in turns)
    return "\n\n".join(paragraphs) + "\n"


def join_speech(turns: Iterable[Turn]) -> list[Turn]:
    """Return the turns with neighbours of one speaker as one: sentences come in pieces."""
    return [
        Turn(name, " ".join(turn.text for turn in group))
        for name, group in groupby(turns, key=lambda turn: turn.name)
    ]


def only_day(days: Sequence[str]) -> str | None:
    """Return the day in ISO 8601 if all days are the same, and their order of numbers is certain.

    Years of four digits, points between the numbers, and numbers above 12 make it certain.

    >>> only_day(["04.03.24", "04.03.24"]), only_day(["3/25/24"]), only_day(["3/4/24"])
    ('2024-03-04', '2024-03-25', None)
    """
    parsed = {(one[1], one[2], one[3], one[4]) for one in map(_NUMBERS.match, days) if one}
    if len(parsed) != 1:
        return None
    ((first, mark, second, third),) = parsed
    if len(first) == 4:
        year, month, day = first, second, third
    elif mark == "." or int(first) > 12:
        day, month, year = first, second, third
    elif int(second) > 12:
        month, day, year = first, second, third
    else:
        return None
    with suppress(ValueError):
        return date(int(year) + (2000 if int(year) < 100 else 0), int(month), int(day)).isoformat()
    return None
