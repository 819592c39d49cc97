"""Means over instances, with percentile intervals from resamples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multisumm.errors import InputError, OptionError
from multisumm.messages import must_be
from multisumm.rouge.checks import check_type, real_number, whole_number
from multisumm.rouge.scores import Scores

Draws = Iterator[NDArray[np.intp]]
"""Yields n arrays; the k-th has the k-th index that each resample draws, shape (samples,)."""

MAX_SAMPLES = 1_000_000
"""More resamples would hardly change an interval, and memory grows with their number."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and its confidence interval.

    Attributes:
        mean: Mean over the instances, 0 to 1 for scores; without a seed, the mean of the resampled
            means, as ROUGE-1.5.5 prints it.
        low: Lower end of the interval, in the unit of the mean.
        high: Upper end of the interval, in the unit of the mean.
    """

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SystemScore:
    """Mean recall, precision and F of one metric over instances.

    Attributes:
        recall: Mean recall with its interval, 0 to 1.
        precision: Mean precision with its interval, 0 to 1.
        f1: Mean F with its interval, 0 to 1; F1 if alpha is 0.5.
    """

    recall: Estimate
    precision: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class SystemScores:
    """The scores of a system over instances, by metric: `scores["rouge-1"].f1.mean`.

    Attributes:
        values: Metric -> scores, in the order in which the metrics were asked for.
        signature: The settings that give the same numbers again, as one line to report.
    """

    values: Mapping[str, SystemScore]
    signature: str

    def __getitem__(self, metric: str) -> SystemScore:
        return self.values[metric]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)


def aggregate(
    instances: Mapping[str, Scores],
    *,
    level: float = 95,
    samples: int = 1000,
    seed: int | None = 12345,
) -> SystemScores:
    """Return the mean of each metric over instances, with a percentile interval of the mean.

    Instances are taken in the order of their ids as strings, so the order given does not matter.
    All metrics share the same resamples. The same seed gives the same interval on any machine.

    Args:
        instances: Id -> scores, all with the same metrics.
        level: Percentage of the resampled means that the interval holds (`-c`).
        samples: Number of resamples (`-r`), 2 to `MAX_SAMPLES`.
        seed: Start of the random numbers. None resamples as ROUGE-1.5.5 does and reports what it
            prints: the mean of the resampled means, rounded to 5 decimals (rules 3.10 and 3.11).

    Raises:
        InputError: If there is no instance, or they do not have the same metrics.
        OptionError: If an argument has a wrong type or value.
    """
    samples = whole_number("samples", samples)
    if not 2 <= samples <= MAX_SAMPLES:
        raise OptionError(must_be("samples", f"from 2 to {MAX_SAMPLES:,}", samples))
    names, values = _table(instances)
    original = seed is None
    draw = rouge155_draws if seed is None else seeded_draws(seed)
    means = resampled_means(values, draw(len(values), samples))
    centre = means.mean(axis=0) if original else values.mean(axis=0)
    low, high = percentile_interval(means, level)
    estimates = [
        Estimate(*(round(float(value), 5) if original else float(value) for value in column))
        for column in zip(centre, low, high, strict=True)
    ]
    rows = {
        name: SystemScore(*estimates[3 * index : 3 * index + 3]) for index, name in enumerate(names)
    }
    return SystemScores(rows, _system_signature(instances, level, samples, seed))


def resampled_means(values: NDArray[np.float64], draws: Draws) -> NDArray[np.float64]:
    """Return the mean of each resample, shape (samples, columns), added up in the order drawn.

    Args:
        values: One row an instance, shape (n, columns).
        draws: The index that each resample takes, n times.
    """
    total: NDArray[np.float64] = sum(
        (values[indices] for indices in draws), start=np.zeros((1, values.shape[1]))
    )
    return total / len(values)


def rouge155_draws(n: int, samples: int) -> Draws:
    """Draw as Perl does: resample k starts at srand(k), and drand48 goes on from there."""
    multiplier, increment, modulus = np.uint64(0x5DEECE66D), np.uint64(11), np.uint64((1 << 48) - 1)
    state = (np.arange(samples, dtype=np.uint64) << np.uint64(16)) + np.uint64(0x330E)
    for _ in range(n):
        state = (multiplier * state + increment) & modulus
        yield (n * (state / 2.0**48)).astype(np.intp)


def seeded_draws(seed: int) -> Callable[[int, int], Draws]:
    """Return draws from PCG64, whose stream is the same in all versions of numpy.

    Raises:
        OptionError: If the seed is not a whole number from 0 on.
    """
    if (seed := whole_number("seed", seed)) < 0:
        raise OptionError(f"seed must not be negative, but is {seed}")

    def draw(n: int, samples: int) -> Draws:
        generator = np.random.PCG64(seed)
        for _ in range(n):
            bits = generator.random_raw(samples)
            yield (n * ((bits >> np.uint64(11)) / 2.0**53)).astype(np.intp)

    return draw


def percentile_interval(
    means: NDArray[np.float64], level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the bounds of the middle `level` percent of each column, as rule 3.11 has them.

    Raises:
        OptionError: If the level is not a number between 0 and 100.
    """
    if not 0 < real_number("level", level) < 100:
        raise OptionError(must_be("level", "between 0 and 100", level))
    ordered = np.sort(means, axis=0)
    samples = len(ordered)
    outside = samples * (100 - level) / 200
    below, above = int(outside), int(samples - outside - 1)
    share = samples - outside - 1 - above
    bounds = []
    for index in (below, above):
        following = ordered[min(index + 1, samples - 1)]
        bounds.append(ordered[index] + share * (following - ordered[index]))
    return bounds[0], bounds[1]


def _table(instances: Mapping[str, Scores]) -> tuple[list[str], NDArray[np.float64]]:
    """Return the metrics, and recall, precision and F of each for each instance, in id order."""
    check_type("instances", instances, Mapping, "a mapping of ids to Scores")
    if not instances:
        raise InputError("no scores to aggregate")
    for scores in instances.values():
        check_type("a value of instances", scores, Scores, "Scores")
    names = list(next(iter(instances.values())))
    for identifier, scores in instances.items():
        if list(scores) != names:
            raise InputError(f"{identifier!r} has other metrics than the first: {list(scores)}")
    rows = [
        [part for name in names for part in _parts(instances[identifier], name)]
        for identifier in sorted(instances, key=str)
    ]
    return names, np.array(rows, dtype=np.float64)


def _parts(scores: Scores, name: str) -> Sequence[float]:
    score = scores[name]
    return score.recall, score.precision, score.f1


def _system_signature(
    instances: Mapping[str, Scores], level: float, samples: int, seed: int | None
) -> str:
    fields = [scores.signature.split("|") for scores in instances.values()]
    kept = [_common(field) for field in zip(*fields, strict=True)]
    source = "rouge155" if seed is None else str(seed)
    return "|".join([*kept, "avg:macro", f"n:{len(instances)}", f"bs:{samples}-{level:g}-{source}"])


def _common(fields: Iterable[str]) -> str:
    """Return a field that the signatures of all instances share; only `refs` may differ."""
    first, *others = dict.fromkeys(fields)
    if not others:
        return first
    key = first.partition(":")[0]
    if key != "refs":
        raise InputError(f"the scores were made with different settings: {first}, {others[0]}")
    return "refs:var"
