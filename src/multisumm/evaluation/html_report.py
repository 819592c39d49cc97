"""A report -> one HTML page that needs nothing else: no script, no network, no other file.

What comes from outside (names of systems, ids of clusters, paths) passes `escape_html` and is text,
never markup; a policy in the page forbids the browser all but the page's own style.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from multisumm.escaping import escape_html
from multisumm.evaluation.plot import plot
from multisumm.evaluation.results import Results
from multisumm.evaluation.statistics import Comparison
from multisumm.evaluation.tables import (
    SIGNIFICANT,
    EvaluationReport,
    Grid,
    difference_grid,
    measure_grid,
    score_grid,
    signatures,
    worst_grid,
)
from multisumm.messages import plural
from multisumm.rendering.html_report import digest
from multisumm.rouge import Estimate

_STYLE = """
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1e23; --quiet: #59616b;
  --rule: #d5dae0; --mark: #0b5cad; --first: #a33c00; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #14171b; --ink: #e8eaed; --quiet: #a6aeb8;
    --rule: #363d46; --mark: #7ab8ff; --first: #ffab70; } }
body { margin: 0 auto; max-width: 78rem; padding: 1rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
p, li { max-width: 46rem; overflow-wrap: anywhere; }
code, dd { font-family: ui-monospace, monospace; font-size: .85rem; word-break: break-all; }
dt { color: var(--quiet); } dd { margin: 0 0 .4rem 1rem; }
.plots { display: grid; gap: 2rem; max-width: 58rem;
  grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
figure { margin: 0; max-width: 27rem; break-inside: avoid; }
figcaption { font-weight: 600; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink);
  paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
svg .score { text-anchor: end; font-variant-numeric: tabular-nums; }
svg .tick text { text-anchor: middle; font-size: 12px; fill: var(--quiet); }
svg .tick line { stroke: var(--rule); }
svg .interval { stroke: var(--mark); stroke-width: 2.5; stroke-linecap: round; }
svg .dot { fill: var(--mark); }
svg .first .interval, svg .level { stroke: var(--first); } svg .first .dot { fill: var(--first); }
svg .level { stroke-dasharray: 4 4; opacity: .7; }
.scroll { overflow-x: auto; margin: 1rem 0; }
.scroll:focus-visible { outline: 2px solid var(--mark); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: .5rem; overflow-wrap: anywhere; }
caption span { position: sticky; left: 0; display: block; max-width: min(46rem, 100vw - 2rem); }
th, td { padding: .3rem .7rem; text-align: right; border-bottom: 1px solid var(--rule);
  white-space: nowrap; }
thead th { white-space: normal; vertical-align: bottom; border-bottom-width: 2px; }
th:first-child { text-align: left; padding-left: 0; position: sticky; left: 0;
  background: var(--paper); }
tbody th { font-weight: 400; } th[scope=rowgroup] { font-weight: 600; padding-top: 1rem; }
th[scope=rowgroup] span { position: sticky; left: 0; }
tbody th { min-width: 7rem; max-width: 20rem; white-space: normal; overflow-wrap: anywhere; }
tr { break-inside: avoid; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; }
  .scroll { overflow: visible; } table { font-size: 7pt; } th, td { padding: .1rem .2rem; }
  tbody th { min-width: 4rem; }
  .plots { grid-template-columns: 1fr 1fr; gap: 1rem; } h2, caption { break-after: avoid; } }
"""

_NOTES = (
    "Each dot is a mean over clusters, the line through it its interval; the dashed line is the"
    " mean of the baseline. Each plot has a scale of its own, which need not begin at 0.",
    "Two systems are compared by the table of differences, not by whether their intervals overlap:"
    " the tests are paired by cluster.",
)
_ORACLE = (
    "The oracle has seen the references: it says what is within reach, and competes with none."
)


def render_html(report: EvaluationReport) -> str:
    """Return the report as a page; the same report gives the same characters."""
    results = report.results
    systems, clusters = len(results.systems), len(results.subjects)
    title = f"{plural(systems, 'system')} on {plural(clusters, 'cluster')}"
    policy = (
        f"default-src 'none'; style-src '{digest(_STYLE)}'; base-uri 'none'; form-action 'none'"
    )
    blocks = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>multisumm evaluation: {title}</title>\n<style>{_STYLE}</style>\n</head>",
        f"<body>\n<header>\n<h1>Evaluation of {title}</h1>\n{_lead(report)}\n</header>\n<main>",
        *_scores(report),
        *_differences(report),
        f"<h2>Beside ROUGE</h2>\n{_grid(measure_grid(report))}",
        *([f"<h2>Worst clusters</h2>\n{_grid(worst_grid(report))}"] if report.worst else []),
        f"<h2>Notes</h2>\n{_notes(results)}",
        f"<h2>Settings</h2>\n{_settings(results.settings)}",
        "</main>\n</body>\n</html>\n",
    )
    return "\n".join(blocks)


def _lead(report: EvaluationReport) -> str:
    results = report.results
    languages = sorted({each.language for each in results.subjects})
    facts = (
        f"Budget: {_budget(results)}.",
        f"{'Language' if len(languages) == 1 else 'Languages'}:"
        f" {escape_html(', '.join(languages))}.",
        f"Baseline: <bdi>{escape_html(results.systems[0])}</bdi>.",
    )
    quoted = "<br>\n".join(f"<code>{escape_html(each)}</code>" for each in signatures(report))
    return f"<p>{' '.join(facts)}</p>\n<p>{quoted}</p>"


def _budget(results: Results) -> str:
    limits: dict[str, list[int]] = {}
    for each in results.subjects:
        limits.setdefault(each.unit, []).append(each.limit)
    spans = []
    for unit, found in limits.items():
        low, high = min(found), max(found)
        spans.append(f"{low} {unit}" if low == high else f"{low} to {high} {unit}, by cluster")
    return escape_html("; ".join(spans))


def _scores(report: EvaluationReport) -> Iterable[str]:
    statistics = report.statistics
    grid = score_grid(report)
    yield '<h2>Scores</h2>\n<div class="plots">'
    for number, metric in enumerate(report.results.metrics, start=1):
        scores = {system: _percent(of[metric]) for system, of in statistics.scores.items()}
        drawn = plot(f"plot-{number}", f"{metric}: {grid.title}", scores)
        yield f"<figure>\n<figcaption>{escape_html(metric)}</figcaption>\n{drawn}\n</figure>"
    yield f"</div>\n{_grid(grid)}"


def _differences(report: EvaluationReport) -> Iterable[str]:
    compared = report.statistics.comparisons
    if not compared:
        return
    grid = difference_grid(report)
    header = ("system", "difference", "interval", "p", "p (Holm)", "wins", "ties", "losses")
    groups = {
        metric: [(_name(system), *_comparison(of[metric])) for system, of in compared.items()]
        for metric in report.results.metrics
    }
    yield f"<h2>Differences to the baseline</h2>\n{_table(grid.name, grid.title, header, groups)}"


def _comparison(one: Comparison) -> tuple[str, ...]:
    gap = _percent(one.difference)
    sure = one.p_holm < SIGNIFICANT
    return (
        f"{gap.mean:+.2f}",
        f"[{gap.low:+.2f}, {gap.high:+.2f}]",
        f"{one.p:.4f}",
        f"<strong>{one.p_holm:.4f}*</strong>" if sure else f"{one.p_holm:.4f}",
        *(str(number) for number in (one.wins, one.ties, one.losses)),
    )


def _grid(grid: Grid) -> str:
    rows = [
        tuple(
            f"<strong>{escape_html(cell)}</strong>"
            if (row, column) in grid.best
            else escape_html(cell)
            for column, cell in enumerate(cells)
        )
        for row, cells in enumerate(grid.rows)
    ]
    named = [(f"<bdi>{name}</bdi>", *cells) for name, *cells in rows]
    return _table(grid.name, grid.title, grid.header, {"": named})


def _table(
    name: str,
    title: str,
    header: Sequence[str],
    groups: Mapping[str, Sequence[Sequence[str]]],
) -> str:
    """Return a table; the cells of the rows are markup, all else is text."""
    parts = [
        f'<div class="scroll" role="region" aria-labelledby="{name}-caption" tabindex="0">',
        f'<table>\n<caption id="{name}-caption"><span>{escape_html(title)}</span></caption>',
        "<thead><tr>",
        *(f'<th scope="col">{escape_html(cell)}</th>' for cell in header),
        "</tr></thead>",
    ]
    for group, rows in groups.items():
        parts.append("<tbody>")
        if group:
            columns = f'scope="rowgroup" colspan="{len(header)}"'
            parts.append(f"<tr><th {columns}><span>{escape_html(group)}</span></th></tr>")
        for first, *cells in rows:
            numbers = "".join(f"<td>{cell}</td>" for cell in cells)
            parts.append(f'<tr><th scope="row">{first}</th>{numbers}</tr>')
        parts.append("</tbody>")
    return "\n".join([*parts, "</table>\n</div>"])


def _notes(results: Results) -> str:
    oracle = (_ORACLE,) if "oracle" in results.systems else ()
    notes = (*_NOTES, *oracle, *results.warnings)
    return "\n".join(["<ul>", *(f"<li>{escape_html(each)}</li>" for each in notes), "</ul>"])


def _settings(settings: Mapping[str, object]) -> str:
    pairs = (
        f"<dt>{escape_html(name)}</dt><dd>{escape_html(json.dumps(value, ensure_ascii=False))}</dd>"
        for name, value in settings.items()
    )
    return "\n".join(["<dl>", *pairs, "</dl>"])


def _percent(estimate: Estimate) -> Estimate:
    return Estimate(100 * estimate.mean, 100 * estimate.low, 100 * estimate.high)


def _name(system: str) -> str:
    return f"<bdi>{escape_html(system)}</bdi>"
