"""Floors -> their scores measured again; `verdict.py` compares the two."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from multisumm.errors import InputError
from multisumm.evaluation.floors import FloorEntry, Points, load_floors, save_floors
from multisumm.evaluation.plan import EvaluationPlan, EvaluationRun, run_plan
from multisumm.evaluation.results import Results, Watch
from multisumm.evaluation.tasks import data_digest
from multisumm.evaluation.verdict import (
    GUARANTEES,
    Verdict,
    compare_to_floors,
    mean_of,
    updated_floors,
)
from multisumm.messages import printable


def apply_gate(
    path: str,
    plan: EvaluationPlan,
    run: EvaluationRun | None,
    *,
    update: bool = False,
    allow_lower: bool = False,
    watch: Watch = iter,
) -> Verdict:
    """Return the verdict of a file of floors on a run; without a run, all its entries are measured.

    With `update`, the floors are raised to the measured values and written, see
    `verdict.updated_floors`. The verdict is still that of the old floors, unless `allow_lower`.

    Raises:
        InputError: The file or the data cannot be used, see `check_file` and `check_run`.
    """
    entries = () if update and run and not Path(path).exists() else load_floors(path)
    folder = Path(path).parent
    if run is None:
        verdict = check_file(entries, folder, trust_data=update, watch=watch)
    else:
        verdict = check_run(entries, plan, run, folder, add=update, trust_data=update)
    if update:
        save_floors(path, updated_floors(entries, verdict, allow_lower=allow_lower))
    return replace(verdict, misses=()) if allow_lower else verdict


def check_file(
    entries: Sequence[FloorEntry], folder: Path, *, trust_data: bool = False, watch: Watch = iter
) -> Verdict:
    """Return the verdict on all entries, measured again.

    Args:
        entries: From a file of floors.
        folder: The folder of that file; the paths of data are relative to it.
        trust_data: Whether the data may have changed since.
        watch: Shows progress.

    Raises:
        InputError: Data have changed, are missing though not optional, or are all missing.
    """
    if not entries:
        raise InputError(
            "no floors in the file; --update-floors with clusters and systems adds some"
        )
    lines: list[str] = []
    groups: dict[str, list[FloorEntry]] = {}
    for entry in entries:
        if entry.optional and not (folder / entry.data).exists():
            lines.append(f"{entry.name}: the data are not here; skipped")
            continue
        same = json.dumps([entry.data, entry.settings, sorted(entry.floors)], sort_keys=True)
        groups.setdefault(same, []).append(entry)
    if not groups:
        raise InputError("nothing to check: the data of no entry are here")
    for group in groups.values():
        _check_digest(group[0], folder, trust_data)
    measured = []
    for group in groups.values():
        run = run_plan(_plan(group, folder), watch=watch)
        measured += [_measured(entry, run.results, folder) for entry in group]
    return compare_to_floors(entries, measured, lines)


def check_run(
    entries: Sequence[FloorEntry],
    plan: EvaluationPlan,
    run: EvaluationRun,
    folder: Path,
    *,
    add: bool = False,
    trust_data: bool = False,
) -> Verdict:
    """Return the verdict of the entries that a run has measured.

    Args:
        entries: From a file of floors; entries of other data, systems or settings do not matter.
        plan: The plan of the run.
        run: The run.
        folder: The folder of the file of floors.
        add: Whether a system without a floor gets an entry; otherwise it is an error.
        trust_data: Whether the data may have changed since.

    Raises:
        InputError: Data have changed, or a system has no floor.
    """
    by_key = {entry.key: entry for entry in entries}
    measured = []
    for path in plan.paths:
        results = run.results.within(path)
        for system in results.systems:
            fresh = _fresh(path, system, plan, run, folder)
            entry = by_key.get(fresh.key)
            if entry is None and not add:
                raise InputError(
                    f"{fresh.name}: no floor with these settings; --update-floors sets it"
                )
            if entry is not None:
                _check_digest(entry, folder, trust_data)
            floors = dict.fromkeys((f"{metric} f1" for metric in plan.metrics), 0.0)
            floors |= entry.floors if entry else {}
            measured.append(_measured(replace(fresh, floors=floors), results, folder))
    return compare_to_floors(entries, measured, [])


def _check_digest(entry: FloorEntry, folder: Path, trust_data: bool) -> None:
    path = folder / entry.data
    if not path.exists():
        raise InputError(f"{entry.name}: the data are not here: {printable(str(path))}")
    digest = data_digest(path)
    if digest != entry.sha256 and not trust_data:
        raise InputError(
            f"{entry.name}: the data have changed since the floor was set (sha256 {digest[:12]}...,"
            f" not {entry.sha256[:12]}...); --update-floors accepts the new data"
        )


def _plan(group: Sequence[FloorEntry], folder: Path) -> EvaluationPlan:
    """Return the plan that measures entries of the same data, settings and columns."""
    first = group[0]
    return EvaluationPlan(
        paths=(str(folder / first.data),),
        systems=tuple(dict.fromkeys(entry.run for entry in group)),
        metrics=tuple(name.removesuffix(" f1") for name in first.floors if " " in name),
        **first.settings,
    )


def _measured(entry: FloorEntry, results: Results, folder: Path) -> FloorEntry:
    """Return the entry with the measured values of the columns that can have a floor."""
    if entry.system not in results.systems:
        raise InputError(f"{entry.name}: {printable(entry.run)} does not have this system")
    for column in entry.floors:
        if column not in results.columns:
            raise InputError(f"{entry.name}: the floor of {column} needs that metric in --metrics")
    row = results.systems.index(entry.system)
    ids = [subject.id for subject in results.subjects]
    points: Points = {}
    for column in dict.fromkeys((*entry.floors, *GUARANTEES)):
        values = [round(100 * value, 2) for value in results.column(column)[row].tolist()]
        kept = {key: value for key, value in zip(ids, values, strict=True) if value == value}
        if column in entry.floors or (kept and mean_of(kept) == 100):
            points[column] = kept
    return replace(entry, sha256=data_digest(folder / entry.data), clusters=points)


def _fresh(
    path: str, system: str, plan: EvaluationPlan, run: EvaluationRun, folder: Path
) -> FloorEntry:
    """Return an entry without floors for one system of a run on one of its paths."""
    relative = os.path.relpath(Path(path).resolve(), folder.resolve())
    return FloorEntry(
        data=Path(relative).as_posix(),
        sha256="",
        optional=not Path(path).resolve().is_relative_to(Path.cwd()),
        system=system,
        run=run.specs[system],
        settings={
            "amounts": dict(plan.amounts),
            **({"tokenizer": plan.tokenizer} if plan.tokenizer else {}),
            "language": plan.language,
            "preset": run.preset,
            "stem": plan.stem,
            "sample": plan.sample,
            "seed": plan.seed,
        },
    )
