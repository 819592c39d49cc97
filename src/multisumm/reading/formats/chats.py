"""Chats and transcripts of meetings: a paragraph for each message, with the name of its writer.

The exports of WhatsApp, Zoom, Teams, Slack, Telegram, Discord and others are told apart by the
lines at which a message begins. `chat_json.py` reads those in JSON.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from multisumm.messages import plural
from multisumm.model import Document
from multisumm.reading.content import Content, Payload, Reader
from multisumm.reading.decoding import decode
from multisumm.reading.formats.chat_json import begins_as_chat_json, parse_chat_json
from multisumm.reading.formats.turns import Conversation, Turn, format_turns, join_speech, only_day
from multisumm.reading.words import phrase_pattern, reading_words

SAMPLE_LINES = 200
"""Number of lines at the beginning by which a format is told."""

_DAY = r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\.?|\d{1,2}-[A-Za-z]{3}-\d{2,4}"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,3})?)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_NAME = r"[^\W\d_][^:\[\]()<>\t]{0,60}?"
_NAME_ABOVE = r"[^\W\d_][^:\[\]<>\t\d]{0,57}?(?:\s\d{1,2})?"
_CUE = r"\d:\d{1,2}:\d{1,2}\.\d{1,3}"


class ChatFormat(NamedTuple):
    """How one program writes down the beginning of a message.

    Attributes:
        head: Matches the line at which a message begins. `name` is the writer and `text` the first
            line of the message. `rest` is both, with a colon between, or a line of the program.
            `day` is the day.
        name_below: Whether the writer stands on the next line.
        is_speech: Whether a message may be a piece of a sentence that the next one goes on with.
        names_repeat: Whether a name must come twice, and be no label of an agenda or a ticker,
            because such lines alone are not certain.
    """

    head: re.Pattern[str]
    name_below: bool = False
    is_speech: bool = False
    names_repeat: bool = False


FORMATS = {
    "WhatsApp on iPhone": ChatFormat(
        re.compile(rf"\[(?P<day>{_DAY})[^\d\]]{{1,12}}{_TIME}[^\d\]]{{0,6}}\]\s+(?P<rest>.*)\Z")
    ),
    "WhatsApp on Android": ChatFormat(
        re.compile(rf"(?P<day>{_DAY})\D{{1,12}}?{_TIME}\D{{0,6}}?\s[-–]\s(?P<rest>.*)\Z")
    ),
    "WhatsApp, time first": ChatFormat(
        re.compile(rf"{_TIME},\s(?P<day>{_DAY})\s[-–]\s(?P<rest>.*)\Z")
    ),
    "Discord": ChatFormat(re.compile(rf"\[(?P<day>{_DAY})\s{_TIME}\]\s(?P<name>{_NAME})\Z")),
    "Telegram": ChatFormat(
        re.compile(rf"(?P<name>{_NAME}), \[(?P<day>{_DAY})[ ,]+{_TIME}\]:?(?:\s(?P<text>.*))?\Z")
    ),
    "Zoom": ChatFormat(
        re.compile(
            rf"{_TIME}\s+{phrase_pattern('chat_from')}\s+(?P<name>{_NAME})"
            rf"(?:\s+{phrase_pattern('chat_to')}\s[^:]{{1,80}}?)?\s?:(?:\s+(?P<text>.*))?\Z"
        )
    ),
    "Zoom on the web": ChatFormat(
        re.compile(rf"{_TIME}\t(?P<name>[^\t:]{{1,60}}?)\s?:?\t(?P<text>.*)\Z")
    ),
    "captions of Zoom": ChatFormat(
        re.compile(rf"\[(?P<name>{_NAME})\]\s+{_TIME}\Z"), is_speech=True
    ),
    "KakaoTalk": ChatFormat(
        re.compile(rf"\[(?P<name>{_NAME})\]\s\[\w{{0,3}}\s?{_TIME}\]\s(?P<text>.*)\Z")
    ),
    "Teams": ChatFormat(re.compile(rf"{_CUE}\s-->\s{_CUE}\Z"), name_below=True, is_speech=True),
    "IRC": ChatFormat(
        re.compile(
            rf"\[?{_TIME}\]?\s+(?:<[@+ ]?(?P<name>[^<>\s]{{1,40}})>\s+(?P<text>.*)"
            r"|(?:\*|-!-)\s.*)\Z"
        )
    ),
    "time before name": ChatFormat(
        re.compile(rf"[\[(]?{_TIME}[\])]?\s+(?:[-–]\s)?(?P<name>{_NAME}):\s+(?P<text>\S.*)\Z"),
        is_speech=True,
        names_repeat=True,
    ),
    "time behind name": ChatFormat(
        re.compile(
            rf"(?P<name>{_NAME_ABOVE})[\s—–-]{{1,20}}[\[(]?(?:(?P<day>{_DAY})[ ,]+)?"
            rf"{_TIME}[\])]?:?\Z"
        ),
        is_speech=True,
        names_repeat=True,
    ),
    "time before name, words below": ChatFormat(
        re.compile(rf"[\[(]?{_TIME}[\])]?\s+(?P<name>{_NAME_ABOVE}):?\Z"),
        is_speech=True,
        names_repeat=True,
    ),
}  # fmt: skip
"""Name of a format -> how a message begins in it. Of formats that fit as well, the first counts."""

_DIRECTIONS = dict.fromkeys(
    map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff")
)
_NAMED = re.compile(r"(?P<name>[^:：\"“”„«»]{1,60}?)\s?[:：](?:\s+(?P<text>.*))?\Z")
_LEVEL = re.compile(
    r"(?:^|\W)(?:trace|debug|info|notice|warn(?:ing)?|error|critical|fatal|severe)(?:\W|$)",
    re.IGNORECASE,
)
_TIME_LINE = re.compile(rf"\s*[\[(]?{_TIME}[\])]?\s*\Z")
_NAME_LINE = re.compile(rf"\s*{_NAME_ABOVE}\s*\Z")
_DAY_LINE = re.compile(r"[-—\s]*\d{4}\s?[./年년-]\s?\d{1,2}\s?[./月월-]\D{0,4}\d{1,2}\D{0,20}\Z")


@cache
def _of_program() -> re.Pattern[str]:
    """What a program writes in the place of a picture, of a deleted message, and so on."""
    return re.compile(
        r"(?:<[^<>\n]{1,80}>|null|\S+\.\w{2,4} \([^()]{4,40}\)"
        rf"|{phrase_pattern('chat_program')}|{phrase_pattern('chat_quoting')} [\"“].*)\.?",
        re.IGNORECASE,
    )


@cache
def _edited() -> re.Pattern[str]:
    return re.compile(rf"\s*<[^<>]{{4,60}}{phrase_pattern('chat_edited')}[^<>]{{0,9}}>\Z")


def read_chat(payload: Payload) -> Content:
    """Return the one document of a chat or a transcript.

    Its text has a paragraph `NAME: MESSAGE` for each message. In transcripts of speech, what one
    person says in pieces is one paragraph. Lines of the program (who joined, a picture is left out,
    a message is deleted) are left out; a note counts them. The date is given if all messages are of
    one day.

    Raises:
        InputError: The file is not a chat in a known format, or has no messages.
    """
    decoded = decode(payload.data, payload.name, declared=payload.charset)
    if decoded.text.lstrip("\ufeff \t\r\n").startswith(("[{", "{", "[\n", "[\r", "[ ")):
        conversation = parse_chat_json(decoded.text, where=payload.name)
    else:
        conversation = parse_chat(decoded.text)
    if conversation is None:
        raise payload.error("not a chat or a transcript in a known format")
    if not conversation.turns:
        raise payload.error("no message in this chat")
    return _to_content(Document("", "", url=payload.url, kind="chat"), conversation, decoded.notes)


def with_transcripts(read: Reader) -> Reader:
    """Return a reader of files whose text may be a transcript, like the Word files of Teams."""

    def read_transcript(payload: Payload) -> Content:
        content = read(payload)
        document = content.documents[0]
        conversation = parse_chat(document.text) if len(content.documents) == 1 else None
        if conversation is None or not conversation.turns:
            return content
        return _to_content(document, conversation, content.notes)

    return read_transcript


def _to_content(document: Document, conversation: Conversation, notes: Sequence[str]) -> Content:
    """Return a document with the text and the day of a conversation, and a note on the rest."""
    if conversation.left_out:
        notes = (*notes, f"{plural(conversation.left_out, 'line')} of the chat program left out")
    date = document.date or conversation.day
    return Content(
        (replace(document, text=format_turns(conversation.turns), date=date),), tuple(notes)
    )


def begins_as_chat(head: bytes) -> bool:
    """Return whether a file begins like a chat or a transcript.

    Args:
        head: The first bytes of the file; the last line in it may be cut off.
    """
    if begins_as_chat_json(head):
        return True
    lines = head.decode("utf-8", "ignore").split("\n")
    return find_chat_format(lines[:-1] if len(lines) > SAMPLE_LINES // 10 else lines) is not None


def find_chat_format(lines: Sequence[str]) -> ChatFormat | None:
    """Return the format of the lines of a chat, None if they are none: the one with most messages.

    Two messages are needed, and one of the first five lines must begin one. A line of a log is no
    message: its writer is called `INFO` or `ERROR`.
    """
    plain = [text for line in _join_times(lines[:SAMPLE_LINES]) if (text := _plain(line))]
    best, most = None, 1
    for chat_format in FORMATS.values():
        if not any(map(chat_format.head.match, plain[:5])):
            continue
        names = _names(plain, chat_format)
        if chat_format.names_repeat:
            names = [name for name in names if not _is_label(name)]
        is_certain = len(names) > 2 and max(Counter(names).values()) > 1
        if len(names) > most and (is_certain or not chat_format.names_repeat):
            best, most = chat_format, len(names)
    return best


def parse_chat(text: str) -> Conversation | None:
    """Return the conversation of a chat, None if the text is not one in a known format."""
    lines = _join_times(text.split("\n"))
    chat_format = find_chat_format(lines)
    if chat_format is None:
        return None
    turns: list[tuple[str, list[str]]] = []
    days: list[str] = []
    left_out, at, is_open = 0, 0, False
    while at < len(lines):
        line, plain = lines[at], _plain(lines[at])
        at += 1
        head = chat_format.head.match(plain)
        if head is None:
            if (
                plain
                and is_open
                and not _DAY_LINE.match(plain)
                and not _of_program().fullmatch(plain)
            ):
                turns[-1][1].append(plain)
            else:
                left_out += bool(plain)
            continue
        name, words = _split_head(head)
        days += [head["day"]] if head.groupdict().get("day") else []
        if chat_format.name_below and at < len(lines):
            name, at = _plain(lines[at]), at + 1
        is_open = bool(name)
        if is_open and not _is_of_program(line, words):
            turns.append((name, [_edited().sub("", words)] if words else []))
        else:
            left_out, is_open = left_out + 1, False
    mark = " " if chat_format.is_speech else "\n"
    spoken = [Turn(name, mark.join(words)) for name, words in turns if words]
    found = join_speech(spoken) if chat_format.is_speech else spoken
    return Conversation(tuple(found), only_day(days), left_out)


def _plain(line: str) -> str:
    """Return a line without marks of direction, and without white space around it."""
    return line.translate(_DIRECTIONS).strip()


def _join_times(lines: Sequence[str]) -> list[str]:
    """Return lines with the time of a message behind its writer, if it stands on the next line."""
    joined: list[str] = []
    for line in lines:
        above = joined[-1] if joined else ""
        if _TIME_LINE.match(line) and _NAME_LINE.match(above):
            joined[-1] = f"{above.strip()} {line.strip()}"
        else:
            joined.append(line)
    return joined


def _names(lines: Sequence[str], chat_format: ChatFormat) -> list[str]:
    """Return the writer of each message that begins in the lines; none if they are of a log."""
    heads = [chat_format.head.match(line) for line in lines]
    names = []
    for head, head_below, below in zip(heads, [*heads[1:], None], [*lines[1:], ""], strict=True):
        name, words = _split_head(head) if head else ("", "")
        if head and chat_format.name_below:
            name, words = below, below
        if 0 < len(name) <= 60 and (words or (below and not head_below)):
            names.append(name)
    return [] if any(map(_LEVEL.search, names)) else names


def _is_label(name: str) -> bool:
    """Return whether this names no speaker, but what follows: `Item`, `Break`, `Update`.

    Agendas, tickers and minutes have a time before such a word, as transcripts have before a name.
    """
    label = name.casefold().rstrip(" 0123456789.")
    return label in reading_words("no_speakers")


def _split_head(head: re.Match[str]) -> tuple[str, str]:
    """Return the writer and the first line of a message; no writer for a line of the program."""
    groups = head.groupdict()
    if "rest" in groups:
        named = _NAMED.match(groups["rest"])
        groups = named.groupdict() if named else {}
    return (groups.get("name") or "").strip("~ \u202f\xa0"), (groups.get("text") or "").strip()


def _is_of_program(line: str, words: str) -> bool:
    """Return whether the program wrote the words of a message: WhatsApp marks many of them."""
    return ": \u200e" in line[:200] or _of_program().fullmatch(words) is not None
