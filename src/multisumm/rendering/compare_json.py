"""A comparison as JSON, of the schema `multisumm-compare/1`.

`data/schemas/multisumm-compare-1.json` describes it; a test holds the two together.
"""

from __future__ import annotations

from multisumm.escaping import safe_json
from multisumm.model import Cell, ComparedStatement, ComparisonData
from multisumm.rendering.json_record import Sources, citation_record, source_record, span_records

COMPARE_SCHEMA = "multisumm-compare/1"
"""Name of the JSON's shape; another shape gets another number."""


def render_comparison_json(comparison: ComparisonData) -> str:
    """Return the object of the schema `multisumm-compare/1`, indented by two spaces."""
    return safe_json(comparison_record(comparison), indent=2) + "\n"


def comparison_record(comparison: ComparisonData) -> dict[str, object]:
    """Return a comparison as the object of its JSON; the keys always have the same order."""
    sources = {source.id: source for source in comparison.documents}
    return {
        "schema": COMPARE_SCHEMA,
        "statements": [statement_record(one, sources) for one in comparison.statements],
        "documents": [source_record(source) for source in comparison.documents],
        "settings": dict(comparison.settings),
        "warnings": list(comparison.warnings),
    }


def statement_record(statement: ComparedStatement, sources: Sources) -> dict[str, object]:
    """Return a statement as the object of its JSON.

    A summary has its disagreements in the same shape.
    """
    speaking = {cell.citation.document for cell in statement.cells}
    return {
        "text": statement.text,
        **citation_record(statement.citation, sources),
        "family": statement.family,
        "families": statement.families,
        "disagreement": statement.disagreement,
        "silent": len(sources.keys() - speaking),
        "cells": [_cell_record(cell, sources) for cell in statement.cells],
    }


def _cell_record(cell: Cell, sources: Sources) -> dict[str, object]:
    return {
        **citation_record(cell.citation, sources),
        "text": cell.text,
        "family": cell.family,
        "relation": cell.relation,
        "says_more": cell.says_more,
        "copy": cell.copy,
        "similarity": cell.similarity,
        "time": cell.time,
        "differs_in": cell.differs_in,
        "about": cell.about,
        "here": span_records(cell.here),
        "there": span_records(cell.there),
        "against": {**citation_record(cell.against, sources), "text": cell.against_text},
    }
