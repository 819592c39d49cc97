r"""Rich Text Format (`.rtf`).

The small parser here is instead of `striprtf`, which writes the addresses of links into sentences
and takes hidden text and tracked deletions for text.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import NamedTuple

from multisumm.datelines import read_heading
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.formats.extras import damage_as_input_error
from multisumm.reading.stated_dates import creation_day

MAX_GROUP_DEPTH = 10_000
"""Limit for groups in groups."""

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_CHARACTERS = {
    **dict.fromkeys((b"par", b"sect", b"page", b"row"), "\n\n"),
    **dict.fromkeys((b"cell", b"nestcell"), "\n\n"),
    **{b"line": "\n", b"tab": "\t", b"emdash": "—", b"endash": "–", b"bullet": "•"},
    **{b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"},
    **{b"emspace": "\u2003", b"enspace": "\u2002", b"qmspace": "\u2005"},
    **{b"~": "\u00a0", b"_": "\u2011", b"-": "", b"{": "{", b"}": "}", b"\\": "\\"},
    **{b"\n": "\n\n", b"\r": "\n\n"},
}
_LEFT_OUT = frozenset(
    b"annotation atnauthor atndate atnicn atnid atnref bkmkend bkmkstart colortbl datafield do"
    b" fldinst filetbl fonttbl footer footerf footerl footerr footnote formfield"
    b" generator header headerf headerl headerr listtable listoverridetable nonshppict object"
    b" objdata pict pntext revtbl rsidtbl stylesheet template themedata tc xe txe rxe"
    b" xmlnstbl datastore latentstyles colorschememapping listtext shprslt sp nonesttables".split()
)
"""Groups that are not text: tables of styles, pictures, notes, comments, heads and feet."""

_INFORMATION = frozenset([b"title", b"author", b"creatim", b"info"])
_CHARSETS = {
    **{0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk"},
    **{136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256"},
    **{186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}


class _Group(NamedTuple):
    """What holds up to the end of a group, which a later group inherits.

    Attributes:
        destination: Where its text goes: b"" for the text of the document, None for nowhere.
        is_hidden: Whether the text is hidden or deleted.
        codec: The codec of its bytes.
        skipped: Number of characters that stand in for a Unicode character.
    """

    destination: bytes | None = b""
    is_hidden: bool = False
    codec: str = "cp1252"
    skipped: int = 1


class _Parser:
    """Reads the tokens of a file; `parts` has the text of each destination."""

    def __init__(self) -> None:
        self.group = _Group()
        self.around: list[_Group] = []
        self.parts: dict[bytes, list[str]] = {}
        self.fonts: dict[int, str] = {}
        self.font: int | None = None
        self.default = "cp1252"
        self.pending = bytearray()
        self.to_skip = 0
        self.created: dict[bytes, int] = {}
        self.is_optional = False  # behind \*: a group that an old reader may leave out

    def write(self, text: str) -> None:
        """Add text to the destination of the group."""
        self.flush()
        if self.group.destination is not None and not self.group.is_hidden:
            self.parts.setdefault(self.group.destination, []).append(text)

    def write_bytes(self, data: bytes) -> None:
        """Add bytes, of which those that stand in for a Unicode character are left out."""
        kept = data[self.to_skip :]
        self.to_skip -= len(data) - len(kept)
        if self.group.destination == b"fonttbl":
            return
        if self.group.destination is not None and not self.group.is_hidden:
            self.pending += kept

    def flush(self) -> None:
        """Decode the bytes up to here; a character may have several bytes."""
        if self.pending:
            text = _decoded(bytes(self.pending), self.group.codec)
            self.parts.setdefault(self.group.destination or b"", []).append(text)
            self.pending.clear()

    def brace(self, brace: bytes) -> bool:
        """Begin or end a group; return whether the document goes on."""
        self.flush()
        self.to_skip = 0
        if brace == b"{":
            self.around.append(self.group)
            if len(self.around) > MAX_GROUP_DEPTH:
                raise ValueError("nested too deeply")
        elif self.around:
            self.group = self.around.pop()
        self.is_optional = False
        return bool(self.around)

    def word(self, word: bytes, number: int | None) -> None:
        """Do what a control word says."""
        self.flush()
        is_optional, self.is_optional = self.is_optional, False
        if word == b"u" and number is not None:
            self.to_skip = 0
            self.write(chr(number % 0x10000))
            self.to_skip = self.group.skipped
        elif word in _LEFT_OUT or word in _INFORMATION:
            self.enter(word)
        elif word in (b"upr", b"ud"):  # the same text twice, the second time in Unicode
            if self.group.destination in (b"", b"upr"):
                self.group = self.group._replace(destination=b"upr" if word == b"upr" else b"")
        elif word in (b"shptxt", b"shppict", b"shpinst"):
            pass  # optional, but with text in it
        elif is_optional:
            self.enter(b"*")
        elif word in _CHARACTERS:
            self.to_skip = 0
            self.write(_CHARACTERS[word])
        else:
            self.format(word, number)

    def enter(self, word: bytes) -> None:
        """Change the destination of the group; within one that is left out, nothing is text."""
        if word == b"fonttbl" or (
            word in _INFORMATION and self.group.destination in (b"", b"info")
        ):
            self.group = self.group._replace(destination=word)
        elif word not in _INFORMATION:
            self.group = self.group._replace(destination=None)

    def format(self, word: bytes, number: int | None) -> None:
        """Note what a control word says about the characters behind it."""
        if word in (b"v", b"deleted"):
            self.group = self.group._replace(is_hidden=number != 0)
        elif word == b"plain":
            self.group = self.group._replace(is_hidden=False, codec=self.default)
        elif word == b"uc" and number is not None:
            self.group = self.group._replace(skipped=min(max(number, 0), 100))
        elif word == b"ansicpg" and number is not None:
            self.default = _codec(f"cp{number}")
            self.group = self.group._replace(codec=self.default)
        elif word == b"mac":
            self.default = "mac_roman"
            self.group = self.group._replace(codec=self.default)
        elif word == b"f" and number is not None:
            self.font = number
            self.group = self.group._replace(codec=self.fonts.get(number, self.default))
        elif word == b"fcharset" and number is not None and self.font is not None:
            # 0 says "Western", which many programs write for a font of any code page.
            self.fonts[self.font] = _CHARSETS.get(number, self.default) if number else self.default
        elif self.group.destination == b"creatim" and number is not None:
            self.created[word] = number


def read_rtf(payload: Payload) -> Content:
    """Return the one document of a file in Rich Text Format.

    Its text is the paragraphs and the cells of tables, with a blank line between two. Hidden text,
    tracked deletions, notes, comments, headers, footers and addresses of links are not part of it.
    Title and date are those of the text's head (`read_heading`); the title is else that of the
    file's properties. The site is its author.

    Raises:
        InputError: The file is not RTF, or has no text.
    """
    if not payload.data.lstrip().startswith(b"{\\rtf"):
        raise payload.error("not an RTF file")
    with damage_as_input_error(payload.name, "RTF file"):
        parser = _parse(payload.data.lstrip())
        text = _tidy("".join(parser.parts.get(b"", [])))
        if not text:
            raise payload.error("no text in this RTF file")
        title, author = (
            " ".join(_tidy("".join(parser.parts.get(name, []))).split()) or None
            for name in (b"title", b"author")
        )
    year, month, day = (parser.created.get(name) for name in (b"yr", b"mo", b"dy"))
    created = creation_day(f"{year or 0:04}-{month or 0:02}-{day or 0:02}")
    heading = read_heading(text)
    title = heading.title or title
    document = Document(
        "", text, title, heading.day, payload.url, author, kind="rtf", created=created
    )
    notes = () if not parser.around else ("the file is cut off; the part before was read",)
    return Content((document,), notes)


def _parse(data: bytes) -> _Parser:
    parser = _Parser()
    place = 0
    while (token := _TOKEN.match(data, place)) is not None:
        place = token.end()
        word, number, code, sign, brace, plain = token.groups()
        if word == b"bin":
            place += max(0, int(number or 0))
        elif word:
            parser.word(word, None if number is None else int(number))
        elif code:
            parser.write_bytes(bytes([int(code, 16)]))
        elif sign == b"*":
            parser.is_optional = True
        elif sign in _CHARACTERS:
            parser.write(_CHARACTERS[sign])
        elif brace and not parser.brace(brace):
            break
        elif plain:
            parser.write_bytes(plain)
    parser.flush()
    return parser


def _decoded(data: bytes, codec: str) -> str:
    """The text of bytes; some programs write UTF-8 and do not say so."""
    if codec == "cp1252" and not data.isascii():
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8")
    return data.decode(codec, "replace")


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def _tidy(text: str) -> str:
    """Return text with pairs of surrogates joined, and a blank line between paragraphs."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = (re.sub(r" *\n *", "\n", part).strip(" \t\n\0") for part in whole.split("\n\n"))
    return "\n\n".join(line for line in lines if line)
