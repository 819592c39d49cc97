"""XML and packages of XML -> paragraphs: for OpenDocument, EPUB, PowerPoint and JATS.

A file cannot make more of itself than the limits say: entities are not expanded, nothing outside of
the file is loaded, and the parts of a package are measured before they are unpacked.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

from multisumm.reading.content import Payload
from multisumm.reading.decoding import decode
from multisumm.reading.file_bytes import check_size
from multisumm.reading.formats.extras import import_parser
from multisumm.reading.formats.html import declared_encoding
from multisumm.reading.formats.tag_counts import MAX_ATTRIBUTES
from multisumm.reading.signatures import MAX_PACKED_FILES, count_files

MAX_ELEMENTS = 1_000_000
"""Limit for the elements of one XML part: about ten times as many as in a long novel."""

_LONG_TAG = re.compile(r"<[^<>]{2000,}")
_XML = re.compile(r"\A\s*<\?xml[^>]*>")
_NAMED_CHARACTER = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]\w{1,30};")
_WHITE = re.compile(r"[ \t\r\n]+")
_AROUND_BREAK = re.compile(r" *\n *")
_SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_EXPONENT = re.compile(r"[+\-−]?[0-9]+|[0-9]+[+\-−]")


class Vocabulary(NamedTuple):
    """What the elements of one kind of XML mean for its text, by their names without prefix.

    Attributes:
        blocks: Elements that are paragraphs of their own, or that stand between paragraphs.
        left_out: Elements that are not part of the text.
        boxes: Elements that stand inside a paragraph and do not end it, as text boxes.
        characters: Element -> the characters that it stands for, as a line break.
        is_left_out: Whether a single element is not part of the text, for its attributes.
    """

    blocks: frozenset[str]
    left_out: frozenset[str]
    boxes: frozenset[str] = frozenset()
    characters: Mapping[str, str] = {}
    is_left_out: Callable[[Any], bool] | None = None


def open_package(payload: Payload) -> ZipFile:
    """Return a package whose parts are together not larger than the limit.

    Raises:
        InputError: It is too large unpacked, has too many parts, or needs a password.
        BadZipFile: It is damaged.
    """
    if count_files(payload.data) > MAX_PACKED_FILES:
        raise payload.error(f"more than {MAX_PACKED_FILES:,} files in it")
    package = ZipFile(BytesIO(payload.data))
    members = package.infolist()
    check_size(
        sum(member.file_size for member in members), payload.name, max_bytes=payload.max_bytes
    )
    if any(member.flag_bits & 1 for member in members):
        raise payload.error("encrypted; save it without a password")
    return package


def parse_xml(data: bytes, payload: Payload, *, may_be_html: bool = False) -> Any:
    """Return the root element of XML, without its comments; entities stay as they are written.

    Args:
        data: The XML.
        payload: The file that it is from.
        may_be_html: Whether XML that is not well-formed is read as HTML, as browsers do.

    Raises:
        InputError: It has too many elements, an element with too many attributes, or nothing in it.
        XMLSyntaxError: It is not well-formed.
    """
    etree = import_parser("lxml.etree", name=payload.name)
    declared = declared_encoding(payload._replace(data=data))
    text = _XML.sub("", decode(data, payload.name, declared=declared).text)
    if text.count("<") > 2 * MAX_ELEMENTS:
        raise payload.error(f"more than {MAX_ELEMENTS:,} elements in it")
    if any(tag[0].count("=") > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise payload.error(f"more than {MAX_ATTRIBUTES:,} attributes in one element")
    text = _NAMED_CHARACTER.sub(lambda name: html.unescape(name[0]), text.replace("\0", ""))
    markup = text.encode("utf-8", "replace")
    shown = {"remove_comments": True, "remove_pis": True, "no_network": True, "encoding": "utf-8"}
    try:
        root = etree.fromstring(markup, etree.XMLParser(resolve_entities=False, **shown))
    except etree.XMLSyntaxError:
        if not may_be_html:
            raise
        root = etree.fromstring(markup, etree.HTMLParser(**shown))
    if root is None:
        raise payload.error("no markup in it")
    return root


def local_name(element: Any) -> str:
    """Return the name of an element without its prefix; "" for an entity that is not expanded."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def named(root: Any, *names: str) -> Iterator[Any]:
    """Yield the elements below (and with) a root that have one of these names, in order."""
    return (element for element in root.iter() if local_name(element) in names)


def first_text(root: Any, *names: str) -> str | None:
    """Return the text of the first element that has one of these names, in one line."""
    for element in named(root, *names):
        if text := " ".join("".join(element.itertext()).split()):
            return text
    return None


def paragraphs(root: Any, vocabulary: Vocabulary) -> list[str]:
    """Return the paragraphs of an element in the order in which they begin, none of them empty.

    White space in the markup is one space. A number in an element `sup` becomes superscript
    characters (10⁶, not 106). An element `sup` with a link in it, or in a link, is the mark of a
    note, and is left out.
    """
    texts: list[list[str]] = [[]]
    open_blocks: list[list[str]] = [texts[0]]
    waiting: list[tuple[Any, bool]] = [(root, True)]
    while waiting:
        element, begins = waiting.pop()
        name = local_name(element)
        if begins and not _is_left_out(element, name, vocabulary):
            if name in vocabulary.blocks:
                open_blocks[-1] = _new_block(texts)
            elif name in vocabulary.boxes:
                open_blocks.append(_new_block(texts))
            shown = vocabulary.characters.get(name)
            open_blocks[-1].append(_own_text(element, name) if shown is None else shown)
            waiting.append((element, False))
            if name != "sup" or not _exponent(element):
                waiting += ((child, True) for child in reversed(element))
            continue
        if not begins and name in vocabulary.blocks:
            open_blocks[-1] = _new_block(texts)
        elif not begins and name in vocabulary.boxes:
            open_blocks.pop()
        if element is not root:
            open_blocks[-1].append(_WHITE.sub(" ", element.tail or ""))
    joined = (_AROUND_BREAK.sub("\n", "".join(parts)).strip(" \t\n") for parts in texts)
    return [text for text in (re.sub(" {2,}", " ", text) for text in joined) if text]


def _new_block(texts: list[list[str]]) -> list[str]:
    texts.append([])
    return texts[-1]


def _is_left_out(element: Any, name: str, vocabulary: Vocabulary) -> bool:
    if name in vocabulary.left_out:
        return True
    if vocabulary.is_left_out is not None and vocabulary.is_left_out(element):
        return True
    if name != "sup":
        return False
    around = element.getparent()
    in_link = around is not None and local_name(around) in ("a", "xref")
    return in_link or next(named(element, "a", "xref"), None) is not None


def _own_text(element: Any, name: str) -> str:
    """Return the text of an element before its first child; for an exponent, all of it."""
    exponent = _exponent(element) if name == "sup" else ""
    return exponent or _WHITE.sub(" ", element.text or "")


def _exponent(element: Any) -> str:
    """Return a number in superscript characters, "" for anything else."""
    text = _WHITE.sub(" ", "".join(element.itertext()))
    return text.translate(_SUPERSCRIPTS) if _EXPONENT.fullmatch(text.strip()) else ""
