"""A comparison as JSON, of the schema `multisumm-compare/1`.

`data/schemas/multisumm-compare-1.json` describes it; a test holds the two together.
"""

from __future__ import annotations

from multisumm.escaping import safe_json
from multisumm.model import COMPARE_SCHEMA, ComparisonData
from multisumm.rendering.record_parts import source_record, statement_record


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
