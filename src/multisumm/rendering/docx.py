"""A summary as a Word file: the text with numbered sources, what they disagree on, and the sources.

Every number is a link to its source in the list, which links to the address of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from multisumm._version import __version__
from multisumm.escaping import one_line
from multisumm.messages import plural, shortened
from multisumm.model import SummaryData, SummarySentence
from multisumm.rendering.agreement import told_by
from multisumm.rendering.labels import (
    MAX_NAMED_SOURCES,
    labels_of,
    language_of,
    place_of,
    shown_headline,
    unit_of,
    web_address,
)
from multisumm.rendering.report_dates import day_of_summary, told_day
from multisumm.rendering.report_disagreements import show_disagreements
from multisumm.rendering.report_sentences import dates_shown, direction_of
from multisumm.rendering.report_sources import NamedSource, name_sources
from multisumm.rendering.report_text import paragraph_starts
from multisumm.rendering.wording import (
    RELATIONS,
    missing_words,
    named_by_relation,
    news_notes,
    relevance_note,
    shown_query,
    speaker_note,
)

LINK_COLOUR, ALARM_COLOUR, PALE_COLOUR = (
    RGBColor.from_string(colour) for colour in ("1F4E9E", "A3211B", "555555")
)
"""Colours of links, of what is contradicted, and of what stands beside the text."""

MAX_PROPERTY_CHARACTERS = 250
"""Characters of the title among the properties of the file; Word takes no more than 255."""

EARLIEST = datetime(1980, 1, 1)
"""The date of a file whose day is not known; a ZIP file knows no earlier one."""

_UNUSED_PARTS = ("stylesWithEffects", "customXml", "thumbnail")
"""Parts of the template that a summary has no use for, by the ends of their types: a second copy of
all styles for Word 2010, and what the template itself looks like."""

_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def render_docx(summary: SummaryData) -> bytes:
    """Return a summary as a Word file; the same summary gives the same bytes.

    Raises:
        OptionError: No day of a source is known, and SOURCE_DATE_EPOCH is no number of seconds.
    """
    document, day = _blank_document(), day_of_summary(summary.documents)
    named = name_sources(summary)
    title = _title(summary)
    _set_properties(document, title, day, language_of(summary.settings))
    document.add_heading(title, level=0)
    _add_facts(document, summary, named)
    _add_text(document, summary, named)
    _add_disagreements(document, summary, named)
    _add_sources(document, summary, named)
    return _packed(document)


def _blank_document() -> Document:
    """Return a document without content, and without what makes the template of python-docx large.

    That is mostly its styles of tables, which Word has anyway. With them, every search for a style
    would be slower, too.
    """
    document = docx.Document()
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) is None:
            styles.remove(style)
    for relations in (document.part.rels, document.part.package.rels):
        for name, relation in [*relations.items()]:
            if relation.reltype.endswith(_UNUSED_PARTS):
                del relations[name]
    return document


def _title(summary: SummaryData) -> str:
    counted = f"Summary of {plural(len(summary.documents), 'document', comma=True)}"
    return _plain(summary.headline.text) if summary.headline else counted


def _plain(text: str) -> str:
    """Return text as one line of characters that XML can hold."""
    return _NOT_IN_XML.sub("", one_line(text))


def _set_properties(document: Document, title: str, day: date | None, language: str) -> None:
    """Set the properties of the file, and the language that its spelling is checked in."""
    properties = document.core_properties
    properties.title = shortened(title, MAX_PROPERTY_CHARACTERS)
    properties.author = properties.last_modified_by = ""
    properties.comments = f"made by multisumm {__version__}"
    properties.created = properties.modified = (
        datetime.combine(day, time()) if day and day.year >= EARLIEST.year else EARLIEST
    )
    if language:
        properties.language = language
        for marked in document.styles.element.iter(qn("w:lang")):
            marked.set(qn("w:val"), language)


# --- parts of the file --------------------------------------------------------------------------


def _add_facts(document: Document, summary: SummaryData, named: Mapping[str, NamedSource]) -> None:
    """Add of when the summary is, how long it is, what it answers, and where the title is from."""
    budget = summary.budget
    length = f"{budget.used:,} of {budget.limit:,} {unit_of(budget)}"
    facts = filter(None, (told_day(summary.documents), told_by(summary.documents), length))
    lines = [" · ".join(facts)]
    if summary.query:
        missing = missing_words(summary.query)
        lines.append(
            f"Asked: {shown_query(summary.query)}"
            + (f"; in no document: {missing}" * bool(missing))
        )
    for line in lines:
        _set_pale(document.add_paragraph().add_run(_plain(line)))
    told = document.add_paragraph()
    _set_pale(told.add_run("Every sentence is an exact quote; the number behind it is its source."))
    if headline := shown_headline(summary):
        _set_pale(told.add_run(" The title is from "))
        _link_to_source(told, named[headline.document].number)
        _set_pale(told.add_run(f", {place_of(headline)}."))


def _add_text(document: Document, summary: SummaryData, named: Mapping[str, NamedSource]) -> None:
    """Add the running text in paragraphs; those of a timeline begin with their dates."""
    days = dates_shown(summary)
    starts = paragraph_starts(summary.sentences, days)
    for start, end in pairwise([*starts, len(summary.sentences)]):
        paragraph = document.add_paragraph()
        is_leftward = direction_of(summary.sentences[start].text) == "rtl"
        if is_leftward:
            paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
        if days[start]:
            paragraph.add_run(f"{days[start]}  ").bold = True
        for sentence in summary.sentences[start:end]:
            run = paragraph.add_run(f"{_plain(sentence.text)} ")
            run.font.rtl = is_leftward or None
            _add_mark(paragraph, sentence, named)
            paragraph.add_run(" ")


def _add_mark(
    paragraph: Paragraph, sentence: SummarySentence, named: Mapping[str, NamedSource]
) -> None:
    """Add the number of the source behind a sentence, and those of other sources on it."""
    _set_pale(paragraph.add_run("["))
    _link_to_source(paragraph, named[sentence.citation.document].number, brackets=False)
    for relation, others in named_by_relation(sentence).items():
        if others and relation != "similar":
            first = [named[one.citation.document].number for one in others[:MAX_NAMED_SOURCES]]
            run = paragraph.add_run(f"; {RELATIONS[relation]} ")
            _set_pale(run, ALARM_COLOUR if relation == "contradicted_by" else PALE_COLOUR)
            _link_to_sources(paragraph, first)
            if len(others) > len(first):
                _set_pale(paragraph.add_run(f" and {len(others) - len(first):,} more"))
    notes = [*filter(None, [speaker_note(sentence)]), *news_notes(sentence)]
    if sentence.relevance is not None:
        notes.append(relevance_note(sentence))
    _set_pale(paragraph.add_run("".join(f"; {_plain(note)}" for note in notes) + "]"))


def _add_disagreements(
    document: Document, summary: SummaryData, named: Mapping[str, NamedSource]
) -> None:
    """Add the statements on which sources disagree, each with who says what."""
    shown = show_disagreements(summary.disagreements, named)
    if not shown:
        return
    document.add_heading("Where the sources disagree", level=1)
    for sides in shown:
        paragraph = document.add_paragraph(style="List Bullet")
        for side in sides:
            words = f"{side.label} {_plain(side.value)}".strip() if side.value else side.words
            paragraph.add_run(f"{words} ").bold = True
            _set_pale(paragraph.add_run("["))
            _link_to_sources(paragraph, side.numbers)
            _set_pale(paragraph.add_run("]"))
            end = "" if side is sides[-1] else "\n"
            paragraph.add_run(f": “{_plain(''.join(text for text, _ in side.parts))}”{end}")
    if rest := len(summary.disagreements) - len(shown):
        document.add_paragraph(f"and {rest:,} more that this file does not list")


def _add_sources(
    document: Document, summary: SummaryData, named: Mapping[str, NamedSource]
) -> None:
    """Add the list of sources, each with what is known of it and the places of its quotes."""
    document.add_heading("Sources", level=1)
    for one in sorted(named.values(), key=lambda source: source.number):
        source, address = one.source, web_address(one.source)
        paragraph = document.add_paragraph()
        _bookmark(paragraph, one.number, f"[{one.number}] ")
        paragraph.add_run(_plain(", ".join([source.id, *labels_of(source, url=not address)])))
        if address:
            paragraph.add_run(", ")
            _link_to_address(paragraph, address)
        quoted = [s.citation for s in summary.sentences if s.citation.document == source.id]
        if quoted:
            places = (
                f"{place.start}–{place.end}"
                + (f" p. {page}" if (page := source.page(place.start)) else "")
                for place in quoted
            )
            _set_pale(paragraph.add_run(f" (quoted: characters {', '.join(places)})"))


# --- runs and links -----------------------------------------------------------------------------


def _set_pale(run: Run, colour: RGBColor = PALE_COLOUR) -> None:
    run.font.color.rgb = colour
    run.font.size = Pt(9)


def _bookmark(paragraph: Paragraph, number: int, text: str) -> None:
    """Add a text to which the number of a source leads."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:name"), f"source_{number}")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    paragraph.paragraph_format.element.append(start)
    paragraph.add_run(text).bold = True
    paragraph.paragraph_format.element.append(end)


def _link_to_sources(paragraph: Paragraph, numbers: Iterable[int]) -> None:
    """Add the numbers of sources, with commas between them."""
    for place, number in enumerate(numbers):
        if place:
            _set_pale(paragraph.add_run(", "))
        _link_to_source(paragraph, number, brackets=False)


def _link_to_source(paragraph: Paragraph, number: int, *, brackets: bool = True) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"source_{number}")
    _add_link(paragraph, link, f"[{number}]" if brackets else str(number), small=True)


def _link_to_address(paragraph: Paragraph, address: str) -> None:
    kind = RELATIONSHIP_TYPE.HYPERLINK
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    _add_link(paragraph, link, address, small=False)


def _add_link(paragraph: Paragraph, link: BaseOxmlElement, text: str, *, small: bool) -> None:
    """Add a link with its text, which begins as a run of the paragraph."""
    run = paragraph.add_run(text)
    run.font.color.rgb = LINK_COLOUR
    run.font.size = Pt(9) if small else None
    run.font.underline = not small
    link.append(run.element)
    paragraph.paragraph_format.element.append(link)


# --- the file -----------------------------------------------------------------------------------


def _packed(document: Document) -> bytes:
    """Return the file with the same dates and attributes of its parts at any time."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as parts, ZipFile(packed, "w") as file:
        for name in sorted(
            parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)
        ):
            part = ZipInfo(name, EARLIEST.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            file.writestr(part, parts.read(name))
    return packed.getvalue()
