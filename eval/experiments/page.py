"""The page's introduction, and an experiment on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from eval.experiments.comparing import MEAN, TRIALS, Gap, column, columns_in, compare
from eval.experiments.definitions import Experiment
from eval.experiments.examples import EXAMPLES
from eval.experiments.markdown import pair, table
from eval.experiments.running import Result, Results, result_of
from eval.experiments.sets import COLUMNS, FILES, MEASURES, MODES
from eval.experiments.variants import DEFAULT
from multisumm import __version__
from multisumm.evaluation.tasks import data_digest

SHOWN = {"pairs": "pairs /100", "openers": "openers %", "broken": "broken %", "short": "short %"}
"""Measure -> heading of its column."""


def introduction(data: Path, missing: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs above the first table, and this table."""
    yield "# Experiments"
    yield (
        "Written by `python -m eval.experiments.run`; every number is of that run. multisumm"
        f" {__version__}. What was tried for the method `coverage`: each row changes one thing of"
        " the default, which is the configuration of the package, fitted as"
        " `multisumm train` does it (on fewer clusters and concepts, to save time)."
    )
    yield "\n".join(
        f"* {text}"
        for text in (
            "Cells are ROUGE-1/ROUGE-2; those of the default as they are, the others as mean"
            " differences to the default under the same weights. `*` is p < .05 by a paired"
            " randomisation test over"
            f" clusters ({TRIALS} trials), `**` the same after Holm's correction for the variants"
            " of the table; where nothing differs, one cell in twenty has a star. `sets"
            " +/-` counts the columns with a mark.",
            "`folds`: weights that never saw the cluster (every fifth is left out; a topic in all"
            " its languages). `kinds`: weights that saw no set of its kind (news, topics, reviews,"
            " messages); what holds there transfers.",
            "`cut`: Multi-News cut to some 500 words, clusters that nothing was trained on."
            " `whole`: whole articles. `en`, `fr`, `cs`, `ar`: ten articles on a topic (MultiLing"
            " 2011). `reviews`: Opinosis. `mail`: e-mail threads. The number is the budget in"
            " words.",
            "F1 for `cut`, `whole 240` and `mail`, else recall; for 100 words the references are"
            " cut to 100, as `ROUGE -l 100` does. English as ROUGE-1.5.5 with stems, the rest by"
            " the preset `unicode` with Snowball stems. The mean is over the columns.",
            "The column of three languages averages each topic over them. It and the English ones"
            " have ten topics, so that only large differences show.",
        )
    )
    yield table(
        ["name", "file", "kind", "clusters", "trained on", "sha256"],
        [
            [
                file.name,
                f"`{file.path}`",
                file.kind,
                str(len(EXAMPLES[file.name])),
                "yes" if file.trained else "no",
                f"`{data_digest(data / file.path)[:16]}`",
            ]
            for file in FILES
            if file.name in EXAMPLES
        ],
    )
    for path in missing:
        yield f"`{path}` was not there: what needs it is left out."


def described(results: Results, experiment: Experiment) -> Iterator[str]:
    """Yield the parts of an experiment."""
    yield f"## {experiment.title}"
    yield experiment.about
    yield table_of(results, experiment)
    if experiment.value:
        yield value_table(results, experiment)
    yield f"**{experiment.conclusion}**"


def table_of(results: Results, experiment: Experiment) -> str:
    """The table of an experiment: a row for each variant and mode."""
    columns = columns_in(result_of(results, DEFAULT, MODES[0]))
    shown = experiment.shown
    head = [
        "variant",
        "weights",
        *columns,
        MEAN,
        "sets +/-",
        *(SHOWN[measure] for measure in shown),
    ]
    rows = []
    for mode in MODES:
        result = result_of(results, DEFAULT, mode)
        rows.append(["default", mode, *absolute(result, columns), "", *over_all(result, shown)])
    compared = {mode: compare(results, experiment.variants, mode) for mode in MODES}
    for variant in experiment.variants:
        for mode in MODES:
            gaps = [compared[mode].get((variant, name)) for name in (*columns, MEAN)]
            if any(gaps):
                cells = ["" if gap is None else signed(gap) for gap in gaps]
                last = over_all(result_of(results, variant, mode), shown)
                rows.append([variant.name, mode, *cells, balance(gaps[:-1]), *last])
    return table(head, rows)


def absolute(result: Result, columns: Sequence[str]) -> list[str]:
    """ROUGE-1/2 of each column, and their means."""
    means = [np.nanmean(column(result, name)[:, :2], axis=0) for name in columns]
    return [pair(scores) for scores in (*means, np.mean(means, axis=0))]


def over_all(result: Result, shown: Sequence[str]) -> list[str]:
    """Pairs for 100 summaries, and shares of sentences in percent, over all sets."""
    rows = np.vstack(list(result.values()))
    total = dict(zip(MEASURES, np.nansum(rows, axis=0), strict=True))
    summaries = np.isfinite(rows[:, 0]).sum()
    return [
        f"{100 * total[name] / max(summaries if name == 'pairs' else total['sentences'], 1):.1f}"
        for name in shown
    ]


def signed(gap: Gap) -> str:
    """Two differences with their stars."""
    return "/".join(
        f"{value:+.2f}{'*' * int(stars)}" for value, stars in zip(gap.value, gap.stars, strict=True)
    )


def balance(gaps: Sequence[Gap | None]) -> str:
    """The number of sets with a star where it is better, and where it is worse."""
    marked = [float(np.sum(np.sign(gap.value) * (gap.stars > 0))) for gap in gaps if gap]
    better, worse = sum(sign > 0 for sign in marked), sum(sign < 0 for sign in marked)
    return " ".join([f"{better}+"] * (better > 0) + [f"{worse}-"] * (worse > 0))


def value_table(results: Results, experiment: Experiment) -> str:
    """The value that each way of choosing reaches, in percent of the last one's."""
    *others, best = experiment.variants
    columns = [name for name in COLUMNS if name in result_of(results, best, MODES[0])]
    rows = []
    for variant in (*others, replace(DEFAULT, name="greedy, exchanges (default)")):
        for mode in MODES:
            own, top = result_of(results, variant, mode), result_of(results, best, mode)
            rows.append([variant.name, mode, *(share_of_value(own, top, name) for name in columns)])
    return table(["variant", "weights", *columns], rows)


def share_of_value(own: Result, top: Result, name: str) -> str:
    """The mean share of the other's value on a set, in percent."""
    index = MEASURES.index("value")
    value, best = own[name][:, index], top[name][:, index]
    return f"{100 * np.nanmean(value / np.where(best > 0, best, np.nan)):.2f}"
