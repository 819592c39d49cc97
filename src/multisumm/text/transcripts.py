"""Transcripts: texts in which people speak in turn, a line each, after the name of the speaker."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence

from multisumm.characters import COLONS
from multisumm.model import Span
from multisumm.text.languages import has_spaces
from multisumm.text.sentences import is_closed, is_question

MIN_TURNS, MIN_SPEAKERS = 8, 2
"""Fewer turns, or of one person, are no transcript."""

MIN_SHARE_OF_TURNS = 2 / 3
"""Share of the lines that begin with a speaker who comes again."""

MIN_ANSWER = 4
"""Words of an answer; a shorter one (`No way.`) is quoted only with the sentence after it."""

MIN_CLOSED = 1 / 4
"""Share of the lines that end in a closing mark; in tables and lists with labels few do."""

_SPEAKER = re.compile(rf"([^\W_][^\n{COLONS}]{{0,79}}?)\s?(?::\s|：)")
_MESSAGE = re.compile(rf"(?:\A|\n\n)(?:([^\n{COLONS}]{{1,80}}?)\s?(?::\s|：))?")


def speaker_of(line: str) -> str:
    """Return who is named before the colon at the head of a line; nothing if nobody is.

    >>> speaker_of("Dr Cruz: Is it safe?"), speaker_of("Is it safe?")
    ('Dr Cruz', '')
    """
    found = _SPEAKER.match(line) if ":" in line or "：" in line else None
    return found[1] if found else ""


def is_transcript(lines: Sequence[str], *, language: str) -> bool:
    """Return whether most lines are turns of people who speak more than once.

    Args:
        lines: The lines of a text, without those that are blank.
        language: Code of its language, which may have closing marks of its own.
    """
    turns = Counter(filter(None, map(speaker_of, lines)))
    again = [number for number in turns.values() if number > 1]
    return (
        len(again) >= MIN_SPEAKERS
        and sum(again) >= max(MIN_TURNS, MIN_SHARE_OF_TURNS * len(lines))
        and sum(is_closed(line, language=language) for line in lines) >= MIN_CLOSED * len(lines)
    )


def speakers_of(text: str, lines: Sequence[Span], sentences: Sequence[Span]) -> tuple[str, ...]:
    """Return who says each sentence of a transcript; nothing where that is not known.

    Who is named at the head of more than one line speaks until the next line with a name. A colon
    inside a line names nobody.

    Args:
        text: The transcript.
        lines: Its lines, ascending.
        sentences: Its sentences.
    """
    names = [speaker_of(text[slice(*line)]) for line in lines]
    turns = Counter(names)
    speakers = [""]
    for name in names:
        speakers.append((name if turns[name] > 1 else "") if name else speakers[-1])
    starts = [start for start, _ in lines]
    return tuple(speakers[bisect(starts, start)] for start, _ in sentences)


def writers_of(text: str, sentences: Sequence[Span]) -> tuple[str, ...]:
    r"""Return who writes each sentence of a chat, as `reading.formats.turns` has formatted it.

    >>> text = "Ana: Is it safe? I ask.\n\nBen: yes\n"
    >>> writers_of(text, [(0, 16), (17, 23), (25, 33)])
    ('Ana', 'Ana', 'Ben')
    """
    heads = [*_MESSAGE.finditer(text)]
    starts = [head.start() for head in heads]
    return tuple(heads[bisect(starts, start) - 1][1] or "" for start, _ in sentences)


def join_answers(
    text: str, lines: Sequence[Span], sentences: Sequence[Span], *, language: str
) -> list[Span]:
    """Return the sentences, a short answer at the head of a message joined to what follows it.

    `Ben: No way.` tells nothing without `The council said ten.`, which is its reason.

    Args:
        text: The chat.
        lines: Its lines, ascending.
        sentences: Its sentences.
        language: Code of its language.
    """
    if not has_spaces(language):
        return [*sentences]
    ends = dict(lines)
    joined: list[Span] = []
    end_of_turn = -1
    for start, end in sentences:
        if end <= end_of_turn:
            joined[-1], end_of_turn = (joined[-1][0], end), -1
            continue
        joined.append((start, end))
        name = speaker_of(text[start:end])
        said = text[start + len(name) : end].lstrip(f"{COLONS} ")
        is_short = bool(name) and len(said.split(None, MIN_ANSWER)) < MIN_ANSWER
        is_short = is_short and not is_question(said, language=language)
        end_of_turn = ends.get(start, -1) if is_short else -1
    return joined
