"""A comparison as text: the statements, below each what the sources say on it, and the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multisumm.escaping import one_line
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
from multisumm.rendering.labels import labels_of

_WIDTH = 15
"""Width of the column of labels."""


def render_comparison_text(comparison: ComparisonData) -> str:
    """Return the statements, below each what the sources say on it, and a list of the sources.

    `[3] 524-577` is an address: characters 524 to 577 of source 3. White space is shown as one
    space, and control characters are left out; JSON has the exact characters.
    """
    numbers = numbers_of(comparison)
    blocks = [f"{headline(comparison)}."]
    for statement in comparison.statements:
        blocks.append("\n".join(_statement_lines(statement, comparison, numbers)))
    if not comparison.statements:
        blocks.append(nothing_found(comparison))
    blocks.append("\n".join(["Sources:", *_source_lines(comparison, numbers)]))
    return "\n\n".join(blocks) + "\n"


def _statement_lines(
    statement: ComparedStatement, comparison: ComparisonData, numbers: Mapping[str, int]
) -> Iterator[str]:
    yield f"{_address(statement.citation, numbers)}: {one_line(statement.text)}"
    yield f"  {who_says_it(statement, len(comparison.compared))}"
    others = [cell for cell in statement.cells if not is_statement(cell, statement)]
    for label, cells in by_label(others).items():
        for cell in cells[:MAX_LISTED]:
            yield _line(label, _cell_words(cell, statement, numbers))
        if len(cells) > MAX_LISTED:
            yield _line(label, f"and {len(cells) - MAX_LISTED:,} more")
    unmatched = comparison.silent(statement)
    if unmatched:
        named = ", ".join(str(numbers[document]) for document in unmatched[:MAX_LISTED])
        more = len(unmatched) - MAX_LISTED
        yield _line(UNMATCHED, f"[{named}]" + (f" and {more:,} more" if more > 0 else ""))


def _line(label: str, words: str) -> str:
    return f"  {label:<{_WIDTH}}{words}"


def _cell_words(
    cell: ComparedSentence, statement: ComparedStatement, numbers: Mapping[str, int]
) -> str:
    """Return a cell: `214 / 241  [3] 524-577: The manifest listed 241 people.`."""
    difference = one_line(difference_in_words(cell))
    against = ""
    if cell.against != statement.citation:
        against = f" (compared with {_address(cell.against, numbers)})"
    quote = "word for word" if cell.copy else one_line(cell.text)
    words = f"{_address(cell.citation, numbers)}{against}: {quote}"
    return f"{difference}  {words}" if difference else words


def _address(citation: Citation, numbers: Mapping[str, int]) -> str:
    return f"[{numbers[citation.document]}] {citation.start}-{citation.end}"


def _source_lines(comparison: ComparisonData, numbers: dict[str, int]) -> Iterator[str]:
    for source in comparison.documents:
        labels = ", ".join(one_line(label) for label in labels_of(source))
        name = f"{one_line(source.id)} - {labels}" if labels else one_line(source.id)
        yield f"  [{numbers[source.id]}] {name}"
    for line in same_texts(comparison.documents, numbers):
        yield f"  {line}"
