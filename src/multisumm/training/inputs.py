"""Files of clusters to learn from, each with the kind of text that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from multisumm.errors import InputError, OptionError
from multisumm.evaluation.tasks import EvaluationTask, read_evaluation_tasks
from multisumm.messages import brief_repr, printable
from multisumm.reading.lines import bare_name


@dataclass(frozen=True, slots=True)
class TrainingInput:
    """A file of clusters, or a folder of subjects, that weights are fitted to.

    Attributes:
        kind: Kind of text, like `news`. Inputs of one kind are left out together to measure how
            weights carry over to a kind that they never saw.
        path: The file or folder.
        limit: Number of clusters to take, from the first on; None takes all.
    """

    kind: str
    path: str
    limit: int | None = None

    @property
    def name(self) -> str:
        """The last two parts of the path, which are the same on every machine."""
        return "/".join(Path(self.path).parts[-2:])


@dataclass(frozen=True, slots=True, eq=False)
class TrainingSet:
    """The clusters of one input.

    Attributes:
        source: Where they come from.
        tasks: The clusters with their references, in the order of the file.
        repeated: Number of clusters left out because an earlier input has their first reference.
    """

    source: TrainingInput
    tasks: tuple[EvaluationTask, ...]
    repeated: int


def parse_training_input(text: str) -> TrainingInput:
    """Return the input that an argument `[KIND=]FILE[:N]` names.

    Without a kind, the name of the file without its suffixes is the kind. An argument that is the
    path of something that exists is taken as a path, whatever characters it has.

    >>> parse_training_input("news=data/train.jsonl.gz:400")
    TrainingInput(kind='news', path='data/train.jsonl.gz', limit=400)
    >>> parse_training_input("data/threads.jsonl").kind
    'threads'

    Raises:
        OptionError: The kind or the file is missing, or N is 0.
    """
    if text and Path(text).exists():
        return TrainingInput(bare_name(Path(text).resolve()), text)
    kind, equals, rest = text.partition("=")
    if not equals:
        kind, rest = "", text
    path, colon, number = rest.rpartition(":")
    limit = int(number) if colon and number.isascii() and number.isdecimal() else None
    path = rest if limit is None else path
    if not path or (equals and not kind):
        raise OptionError(
            f"{brief_repr(text)} names no clusters; give a file, like news=clusters.jsonl.gz:400"
        )
    if limit == 0:
        raise OptionError(f"{brief_repr(text)}: the number of clusters must be at least 1")
    return TrainingInput(kind or bare_name(Path(path).resolve()), path, limit)


def read_training_sets(inputs: Sequence[TrainingInput]) -> list[TrainingSet]:
    """Return the clusters of each input; a cluster counts for the first input that has it.

    Clusters are the same if the letters and digits at the beginning of their first references are.

    Raises:
        InputError: A file cannot be read, has a cluster without references, or has no cluster that
            is not in an earlier input.
    """
    sets = []
    seen: set[str] = set()
    for source in inputs:
        if not Path(source.path).exists():
            raise InputError("no such file or directory", source=printable(source.path))
        tasks = read_evaluation_tasks([source.path])[: source.limit]
        kept = tuple(task for task in tasks if reference_key(task) not in seen)
        if not kept:
            reason = "an earlier file has all of its clusters"
            raise InputError(reason, source=printable(source.path))
        seen.update(map(reference_key, kept))
        sets.append(TrainingSet(source, kept, len(tasks) - len(kept)))
    return sets


def reference_key(task: EvaluationTask) -> str:
    """Return the first 80 letters and digits of the first reference, case folded."""
    return "".join(filter(str.isalnum, task.references[0].casefold()))[:80]
