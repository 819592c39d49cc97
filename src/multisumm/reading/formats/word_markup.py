"""WordprocessingML, the XML of Word files -> paragraphs. The XML is read as a stream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # Strict Open XML
)
_MATHS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_ALTERNATIVES = "http://schemas.openxmlformats.org/markup-compatibility/2006"

_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MATHS_MARKS = {"den": "/", "sup": "^", "sub": "_", "rad": "√"}
_UNSHOWN = ("del", "moveFrom", "rt")  # tracked deletions, the old place of moved text, ruby
_WORD_NAMES = (
    *_CHARACTERS,
    *_UNSHOWN,
    *("body", "p", "pPr", "pStyle", "r", "rPr", "t", "sym", "vanish"),
    *("sdtContent", "showingPlcHdr", "altChunk"),
    *("footnote", "endnote", "footnoteReference", "endnoteReference"),
)
_NAMES = {
    **{f"{{{space}}}{name}": name for space in _WORDS for name in _WORD_NAMES},
    **{f"{{{space}}}{name}": f"m:{name}" for space in _MATHS for name in ("t", *_MATHS_MARKS)},
    **{f"{{{_ALTERNATIVES}}}{name}": name for name in ("AlternateContent", "Choice", "Fallback")},
}
_OFF = ("0", "false", "off")

_SYMBOL_FONT = (
    dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
    | dict(zip((0x2D, 0xA2, 0xA3, 0xA5, 0xB0, 0xB1, 0xB2, 0xB3), "−′≤∞°±″≥", strict=True))
    | dict(zip((0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB), "×∝∂•÷≠≡≈", strict=True))
    | dict(zip((0xA0, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF, 0xBC, 0xD0), "€↔←↑→↓…∠", strict=True))
    | dict(zip((0x22, 0x24, 0x27, 0x40, 0x5E, 0x7E, 0xD1, 0xD6), "∀∃∋≅⊥∼∇√", strict=True))
    | dict(zip((0xC5, 0xC6, 0xC7, 0xC8, 0xCE, 0xCF, 0xE5, 0xF2), "⊕∅∩∪∈∉∑∫", strict=True))
)
"""Code -> character in the font Symbol, where it is not that of ASCII."""


class Paragraph(NamedTuple):
    """A paragraph.

    Attributes:
        text: Its characters.
        style: Id of its style; empty if it has none.
        note: The note that it belongs to, `footnote 2`; empty in the body.
    """

    text: str
    style: str
    note: str


class WordText:
    """A target for a parser of XML: it keeps the paragraphs that Word shows, and no tree.

    Attributes:
        has_body: Whether the part has a body.
        notes: The notes that the body refers to, in order: `footnote 2`.
        hidden: Number of hidden pieces of text, which are left out.
        embedded: Number of whole files embedded in the text, which are left out.
    """

    def __init__(self) -> None:
        self.has_body = False
        self.notes: list[str] = []
        self.hidden = 0
        self.embedded = 0
        self._paragraphs: list[_OpenParagraph] = []  # in the order in which they begin
        self._open: list[_OpenParagraph] = []  # a text box is in a paragraph and has others
        self._continued: _OpenParagraph | None = None  # one whose end is deleted
        self._path: list[str] = []  # names of the open elements
        self._skipped = 0  # depth in an element that is not shown
        self._alternatives: list[bool] = []  # whether one was taken, for each open choice
        self._is_placeholder = False  # whether the next content only asks for an entry
        self._is_hidden = False  # whether the run is
        self._note = ""

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs in the order in which they begin, with the empty ones."""
        return [Paragraph("".join(each.parts), each.style, each.note) for each in self._paragraphs]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        name = _NAMES.get(tag, "")
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if self._skipped or self._is_unshown(name, parent):
            self._skipped += 1
        elif name == "p":
            self._begin_paragraph()
        elif name in _CHARACTERS:
            self._add(_CHARACTERS[name] if parent == "r" else "")  # a tab may be a tab stop
        elif name.startswith("m:"):
            self._add(_MATHS_MARKS.get(name[2:], ""))
        elif name:
            self._take(
                name, parent, {key.rpartition("}")[2]: attributes[key] for key in attributes}
            )

    def end(self, _: str) -> None:
        """Take the end of an element."""
        name = self._path.pop()
        if name == "AlternateContent":
            self._alternatives.pop()
        if self._skipped:
            self._skipped -= 1
        elif name == "p":
            self._open.pop()
        elif name == "r":
            self._is_hidden = False
        elif name in ("footnote", "endnote"):
            self._note = ""

    def data(self, text: str) -> None:
        """Take characters; an element may have several pieces of them."""
        if not self._skipped and self._path and self._path[-1] in ("t", "m:t"):
            self.hidden += self._is_hidden
            self._add(text)

    def close(self) -> WordText:
        """Return this; a parser calls it at the end."""
        return self

    def _add(self, text: str) -> None:
        if self._open and not self._is_hidden:
            self._open[-1].parts.append(text)

    def _begin_paragraph(self) -> None:
        if self._continued is None:
            self._paragraphs.append(_OpenParagraph(self._note))
        self._open.append(self._continued or self._paragraphs[-1])
        self._continued = None

    def _is_unshown(self, name: str, parent: str) -> bool:
        """Return whether an element is left out with all that is in it."""
        if name == "AlternateContent":
            self._alternatives.append(False)
        elif name in ("Choice", "Fallback") and self._alternatives:
            taken, self._alternatives[-1] = self._alternatives[-1], True
            return taken  # the same content again, for older programs
        elif name == "sdtContent":
            was_placeholder, self._is_placeholder = self._is_placeholder, False
            return was_placeholder
        elif name in _UNSHOWN:
            if parent == "rPr" and self._path[-3:-2] == ["pPr"] and self._open:
                self._continued = self._open[-1]  # the mark at its end is deleted or moved
            return True
        return False

    def _take(self, name: str, parent: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element that holds no text of its own."""
        if name == "body":
            self.has_body = True
        elif name == "pStyle" and self._open:
            self._open[-1].style = attributes.get("val", "")
        elif name == "vanish":
            in_run = parent == "rPr" and self._path[-3:-2] == ["r"]
            self._is_hidden = in_run and attributes.get("val") not in _OFF
        elif name == "sym":
            self._add(_symbol(attributes) if parent == "r" else "")
        elif name == "showingPlcHdr":
            self._is_placeholder = attributes.get("val") not in _OFF
        elif name == "altChunk":
            self.embedded += 1
        elif name in ("footnote", "endnote"):
            kind = attributes.get("type", "normal")
            self._note = f"{name} {attributes.get('id')}" if kind == "normal" else "separator"
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes.append(f"{name.removesuffix('Reference')} {attributes.get('id')}")


class _OpenParagraph:
    """A paragraph that may still grow."""

    __slots__ = ("note", "parts", "style")

    def __init__(self, note: str) -> None:
        self.parts: list[str] = []
        self.style = ""
        self.note = note


def _symbol(attributes: Mapping[str, str]) -> str:
    """Return a symbol of a named font: "" for a picture, as in Wingdings.

    >>> _symbol({"font": "Symbol", "char": "F0A3"})
    '≤'
    """
    try:
        code = int(attributes.get("char", ""), 16)
    except ValueError:
        return ""
    if attributes.get("font") == "Symbol":
        code &= 0xFF  # fonts of symbols are mapped from U+F000 on
        return _SYMBOL_FONT.get(code, chr(code) if 0x20 <= code < 0x7F else "")
    return "" if not 0x20 <= code < 0xD800 else chr(code)
