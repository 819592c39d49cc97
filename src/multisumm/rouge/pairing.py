"""Files of candidates and references -> pairs by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from multisumm.errors import InputError
from multisumm.messages import first_names, os_reason, printable


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate file and the files of its references.

    Attributes:
        id: The name that they share.
        candidate: The file of the candidate.
        references: The files of its references.
    """

    id: str
    candidate: Path
    references: tuple[Path, ...]


def pair_files(candidate: Path, references: Sequence[Path]) -> list[Pair]:
    """Return the pairs of a candidate and its references, in the order of their names.

    A candidate file goes with every reference file given; from a reference folder it takes the
    files of its own name. A folder of candidates goes with folders of references, by name. Names
    agree without their extension; `d1.txt` also takes `d1.A.txt`, `d1.B.txt` as references.

    Raises:
        InputError: If a path is missing, there is nothing to pair, or a name has no partner.
    """
    for path in (candidate, *references):
        try:
            path.stat()
        except (OSError, ValueError) as error:
            raise InputError(os_reason(error), source=printable(str(path))) from None
    if not references:
        raise InputError("no reference given")
    if not candidate.is_dir():
        files = [file for path in references for file in _references_of(candidate.stem, path)]
        if not files:
            raise InputError(f"no reference with the name of {str(candidate)!r}")
        return [Pair(candidate.stem, candidate, tuple(files))]
    return _pair_folders(candidate, references)


def _files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")
    )


def _references_of(name: str, path: Path) -> list[Path]:
    """Return a file itself, or the files of a folder that belong to the candidate of that name."""
    if not path.is_dir():
        return [path]
    return [file for file in _files(path) if _candidate_of(file, {name}) == name]


def _candidate_of(reference: Path, names: Mapping[str, object] | set[str]) -> str | None:
    """Return the longest candidate name that a reference's name begins with, up to a dot."""
    stem = reference.stem
    while stem and stem not in names:
        stem = stem.rpartition(".")[0]
    return stem or None


def _pair_folders(folder: Path, references: Sequence[Path]) -> list[Pair]:
    candidates: dict[str, Path] = {}
    for file in _files(folder):
        if file.stem in candidates:
            raise InputError(f"two candidates have the name {file.stem!r} in {str(folder)!r}")
        candidates[file.stem] = file
    paired: dict[str, list[Path]] = {name: [] for name in candidates}
    unpaired: list[Path] = []
    for path in references:
        if not path.is_dir():
            raise InputError(f"{str(path)!r} is not a folder; a folder of candidates needs folders")
        for file in _files(path):
            name = _candidate_of(file, candidates)
            (unpaired if name is None else paired[name]).append(file)
    alone = [name for name, files in paired.items() if not files]
    if alone or unpaired:
        raise InputError(_mismatch(alone, [file.stem for file in unpaired]))
    if not candidates:
        raise InputError(f"no candidates in {str(folder)!r}")
    return [Pair(name, file, tuple(paired[name])) for name, file in sorted(candidates.items())]


def _mismatch(candidates: Sequence[str], references: Sequence[str]) -> str:
    sides = (("reference", candidates), ("candidate", references))
    parts = [f"no {side} for {first_names(names)}" for side, names in sides if names]
    return "names do not match: " + "; ".join(parts)
