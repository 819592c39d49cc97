"""The characters that the stages share: marks, quotation marks, brackets, scripts, blanks.

Tables of single characters are strings. Tables of ranges (`SPACELESS`, `COMBINING_MARKS`) are
written for a character class of `re`: `re.compile(f"[{SPACELESS}]")`, or `run_of(SPACELESS)`.
"""

from __future__ import annotations


def run_of(characters: str) -> str:
    """Return a pattern for a run of these characters, which `re` finds faster than `[...]+`.

    It skips quickly to where a pattern may begin only if that begins with a single character.
    """
    return f"[{characters}][{characters}]*"


MARKS_BEFORE_SPACE = ".!?…‼⁇⁈⁉‽։؟۔፨།༎។៕᠃᠉"
"""Closing marks of sentences that are followed by white space.

They are those of Latin, Greek, Cyrillic and Hebrew script, then the Armenian, Arabic, Urdu,
Ethiopic, Tibetan, Khmer and Mongolian ones.
"""

MARKS_ANYWHERE = "。！？．｡।॥။።፧"
"""Closing marks of sentences that need no white space after them.

They are those of Chinese and Japanese, of Devanagari and related scripts, of Burmese, and of
Ethiopic, where some writers put a space and others do not.
"""

MARKS_OF_LANGUAGE = {"el": ";\u037e", "hy": ":"}
"""Closing marks of one language that do not close sentences in others.

They are the Greek question mark, and the colon that often replaces the Armenian full stop.
"""

CLOSING_MARKS = MARKS_BEFORE_SPACE + MARKS_ANYWHERE
"""Closing marks of sentences in any language."""

QUESTION_MARKS = "?？؟⁇⁈⁉‽፧"
"""The closing marks of questions in any language."""

QUESTION_MARKS_OF_LANGUAGE = {"el": ";\u037e"}
"""Closing marks of questions in one language that do not close questions in others."""

QUESTION_MARK_INSIDE = "՞"
"""The Armenian question mark, which stands inside a word of the question."""

COMMAS = ",;،؛、，；"
COLONS = ":："
DASHES = "-–—"
BULLETS = "•‣◦▪■●·⁃"

OPENING_QUOTES = "\"'“”„‟‘’‚‛«»‹›「『〝＂＇｢"
"""Quotation marks that open in some language: »so« in Danish, ”så” in Swedish."""

CLOSING_QUOTES = "\"'“”‟‘’‛«»‹›」』〞〟＂＇｣"
"""Quotation marks that close in some language: „so“ in German, «so» in French."""

OPENING_BRACKETS = "([{（［｛【〔《〈"
CLOSING_BRACKETS = ")]}）］｝】〕》〉"

PAIRS = (
    *zip(OPENING_BRACKETS, CLOSING_BRACKETS, strict=True),
    *(("«", "»"), ("‹", "›"), ("「", "」"), ("『", "』"), ("｢", "｣")),
)
"""Brackets, and quotation marks that come in pairs, in one order or the other: «so» and »so«."""

WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""What `\\s` matches. A class of characters without `\\s`, `\\w` and the like is found faster."""

BLANKS = WHITE_SPACE + "\u200b\u2060\ufeff"
"""Characters without ink: white space, zero-width space, word joiner, byte order mark."""

SPACELESS_LANGUAGES = frozenset(("bo", "ja", "km", "lo", "my", "th", "zh"))
"""ISO 639-1 codes of the languages that are written without spaces between words."""

SPACELESS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u0edc-\u0edf\u0f00\u0f40-\u0f84\u0f88-\u0fbc"
    "\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u17d7\u17dc\u3005-\u3007\u3041-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af"
)
"""Scripts without spaces: Thai, Lao, Tibetan, Myanmar, Khmer, kana, Bopomofo, Han.

Letters and the marks on them, but no digits and no punctuation.
"""

SPACELESS_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u0f90-\u0fbc"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u17b4-\u17d3\u3099\u309a"
)
"""The combining marks among `SPACELESS`, and those of kana."""

COMBINING_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u07f3\u07fd\u0816-\u082d"
    "\u0859-\u085b\u0898-\u08e1\u08e3-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63"
    "\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0df3\u0e31-\u0e3a"
    "\u0e47-\u0e4e\u0eb1-\u0ece\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6"
    "\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u17dd\u180b-\u180d"
    "\u180f-\u193b\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3\u1c24-\u1c37"
    "\u1cd0-\u1cd2\u1cd4-\u1dff\u2cef-\u2cf1\u2d7f-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\ua672"
    "\ua674-\ua67d\ua69e-\ua6f1\ua802-\ua827\ua82c\ua880-\ua8c5\ua8e0-\ua8f1\ua8ff-\ua92d"
    "\ua947-\ua953\ua980-\ua9c0\ua9e5-\uaa4d\uaa7b-\uaac1\uaaeb-\uaaef\uaaf5\uaaf6\uabe3-\uabea"
    "\uabec\uabed\ufb1e\ufe20-\ufe2f"
)
"""Combining marks of the Basic Multilingual Plane.

Between two of them, a range may also span characters that `\\w` matches anyway, or unassigned ones.
"""
