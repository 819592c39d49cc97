"""A comparison as Markdown: a numbered list of statements, with what each source says on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multisumm.escaping import escape_markdown
from multisumm.model import Citation, ComparedSentence, ComparedStatement, ComparisonData
from multisumm.rendering.compare_labels import (
    MAX_LISTED,
    UNMATCHED,
    by_label,
    difference_in_words,
    headline,
    is_statement,
    nothing_found,
    numbers_of,
    same_texts,
    who_says_it,
)
from multisumm.rendering.labels import labels_of, web_address


def render_comparison_markdown(comparison: ComparisonData) -> str:
    """Return a numbered list of statements, and a list of the sources.

    Text of sources is escaped; only http and https addresses become links.
    """
    numbers = numbers_of(comparison)
    blocks = [f"{headline(comparison)}."]
    for number, statement in enumerate(comparison.statements, start=1):
        lines = _statement_lines(statement, comparison, numbers)
        blocks.append("\n".join([f"{number}. {next(lines)}", *(f"   - {one}" for one in lines)]))
    if not comparison.statements:
        blocks.append(nothing_found(comparison))
    blocks.append("\n".join(["Sources:\n", *_source_lines(comparison, numbers)]))
    return "\n\n".join(blocks) + "\n"


def _statement_lines(
    statement: ComparedStatement, comparison: ComparisonData, numbers: Mapping[str, int]
) -> Iterator[str]:
    yield (
        f"**{escape_markdown(statement.text)}** ({_address(statement.citation)};"
        f" {who_says_it(statement, len(comparison.compared))})"
    )
    others = [cell for cell in statement.cells if not is_statement(cell, statement)]
    for label, cells in by_label(others).items():
        yield from (f"*{label}:* {_cell_words(one, statement)}" for one in cells[:MAX_LISTED])
        if len(cells) > MAX_LISTED:
            yield f"*{label}:* and {len(cells) - MAX_LISTED:,} more"
    unmatched = comparison.silent(statement)
    if unmatched:
        named = ", ".join(escape_markdown(document) for document in unmatched[:MAX_LISTED])
        more = len(unmatched) - MAX_LISTED
        yield f"*{UNMATCHED}:* {named}" + (f" and {more:,} more" if more > 0 else "")


def _cell_words(cell: ComparedSentence, statement: ComparedStatement) -> str:
    """Return a cell: `214 / 241, b.txt 3–30: “The manifest listed 241 people.”`."""
    difference = escape_markdown(difference_in_words(cell))
    against = (
        f" (compared with {_address(cell.against)})" if cell.against != statement.citation else ""
    )
    quote = "word for word" if cell.copy else f"“{escape_markdown(cell.text)}”"
    words = f"{_address(cell.citation)}{against}: {quote}"
    return f"{difference}, {words}" if difference else words


def _address(citation: Citation) -> str:
    return f"{escape_markdown(citation.document)} {citation.start}–{citation.end}"


def _source_lines(comparison: ComparisonData, numbers: dict[str, int]) -> Iterator[str]:
    for source in comparison.documents:
        linked = web_address(source)
        labels = ", ".join(escape_markdown(label) for label in labels_of(source, url=not linked))
        name = escape_markdown(source.id)
        name = f"[{name}]({linked})" if linked else name
        yield f"{numbers[source.id]}. {name}{f' ({labels})' if labels else ''}"
    lines = [*same_texts(comparison.documents, numbers)]
    if lines:
        yield "\n" + "\n".join(f"- {escape_markdown(line)}" for line in lines)
