"""Chats in JSON: the exports of Slack and Telegram."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from multisumm.reading.formats.turns import Conversation, Turn, only_day
from multisumm.reading.records import parse_json

_SLACK_MESSAGE = re.compile(rb'"type"\s*:\s*"message"')
_SLACK_TIME = re.compile(rb'"ts"\s*:\s*"\d')
_TELEGRAM = re.compile(
    rb'"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|p\w+_(?:super)?group|p\w+_channel)"'
)
_SLACK_REFERENCE = re.compile(r"<([@#!]?)([^<>|]{1,2000})(?:\|([^<>]{0,2000}))?>")
_SPOKEN_SUBTYPES = (None, "", "bot_message", "file_share", "me_message", "reply_broadcast",
                    "thread_broadcast")  # fmt: skip
"""Kinds of messages in Slack that somebody wrote; the others say who joined, and so on."""


def begins_as_chat_json(head: bytes) -> bool:
    """Return whether a file begins like an export of Slack or Telegram."""
    is_slack = _SLACK_MESSAGE.search(head) and _SLACK_TIME.search(head)
    is_telegram = b'"messages"' in head and _TELEGRAM.search(head)
    return head[:1] in (b"[", b"{") and bool(is_slack or is_telegram)


def parse_chat_json(text: str, *, where: str) -> Conversation | None:
    """Return the conversation of an export of Slack or Telegram, None if it is neither.

    Args:
        text: The JSON.
        where: Its name in errors.

    Raises:
        InputError: It is not JSON.
    """
    value = parse_json(text, where=where)
    messages = value.get("messages") if isinstance(value, dict) else value
    if not isinstance(messages, list):
        return None
    records = [message for message in messages if isinstance(message, dict)]
    if any("ts" in record for record in records):
        return _read_slack(records)
    if any("date" in record for record in records):
        return _read_telegram(records)
    return None


def _read_slack(records: Iterable[Mapping[str, Any]]) -> Conversation:
    records = [record for record in records if record.get("type") == "message"]
    stated = ((str(record.get("user")), _slack_name(record)) for record in records)
    names = {user: name for user, name in stated if name}
    written = [record for record in records if record.get("subtype") in _SPOKEN_SUBTYPES]
    turns = [
        Turn(_slack_name(record) or names.get(user, user), _slack_text(record, names))
        for record in written
        for user in [str(record.get("user") or "")]
    ]
    days = [_day_of(record.get("ts")) for record in written]
    return _to_conversation(turns, days, len(records))


def _slack_name(record: Mapping[str, Any]) -> str:
    """Return the name of its writer that a message states, "" if it states only a code."""
    profile = record.get("user_profile")
    profile = profile if isinstance(profile, dict) else {}
    values = (profile.get("real_name"), profile.get("display_name"), profile.get("name"),
              record.get("username"))  # fmt: skip
    return next((value for value in values if isinstance(value, str) and value), "")


def _slack_text(record: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return the words of a message, with names, channels and links as they are shown."""

    def show(reference: re.Match[str]) -> str:
        mark, target, label = reference[1], reference[2], reference[3]
        if mark == "@":
            return f"@{label or names.get(target, target)}"
        shown = label or target
        return f"{mark.replace('!', '@')}{shown}" if mark else shown.removeprefix("mailto:")

    text = record.get("text")
    return html.unescape(_SLACK_REFERENCE.sub(show, text)).strip() if isinstance(text, str) else ""


def _day_of(seconds: object) -> str:
    """Return the day of a time in seconds since 1970, "" if it is none."""
    with suppress(TypeError, ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(float(str(seconds)), UTC).date().isoformat()
    return ""


def _read_telegram(records: Iterable[Mapping[str, Any]]) -> Conversation:
    records = list(records)
    written = [record for record in records if record.get("type") == "message"]
    turns = [
        Turn(str(record.get("from") or ""), _telegram_text(record.get("text")))
        for record in written
    ]
    return _to_conversation(turns, [str(record.get("date")) for record in written], len(records))


def _telegram_text(text: object) -> str:
    """Return the words of a message, which is a string, or a list of strings and marked pieces."""
    pieces = text if isinstance(text, list) else [text]
    words = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(word for word in words if isinstance(word, str)).strip()


def _to_conversation(turns: Iterable[Turn], days: Iterable[str], number: int) -> Conversation:
    written = tuple(turn for turn in turns if turn.text)
    return Conversation(written, only_day([*days]), number - len(written))
