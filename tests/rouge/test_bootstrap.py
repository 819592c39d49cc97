import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.errors import InputError, OptionError
from multisumm.rouge import Score, Scores, aggregate, rouge
from multisumm.rouge.bootstrap import percentile_interval, rouge155_draws, seeded_draws

VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def instances_of(values):
    return {
        str(at): Scores({"rouge-1": Score(value, value, value)}, "preset:unicode")
        for at, value in enumerate(values)
    }


def drand48(seed, count):
    """The generator of rule 3.11, one number at a time."""
    state = (seed << 16) + 0x330E
    for _ in range(count):
        state = (0x5DEECE66D * state + 11) % 2**48
        yield state / 2**48


def test_draws_are_those_of_drand48():
    draws = np.array(list(rouge155_draws(7, 50)))
    expected = [[int(7 * x) for x in drand48(seed, 7)] for seed in range(50)]
    assert draws.T.tolist() == expected


def test_the_first_numbers_of_drand48_seeded_with_0_are_known():
    """POSIX, srand48(0): 0.170828, 0.749902, 0.096372."""
    assert [round(x, 6) for x in drand48(0, 3)] == [0.170828, 0.749902, 0.096372]


@given(VALUES, st.sampled_from([80.0, 95.0, 99.0]))
@settings(derandomize=True, deadline=None, max_examples=50)
def test_the_original_takes_the_mean_of_the_resampled_means_and_their_percentiles(values, level):
    samples = 40
    ordered = sorted(
        sum(values[int(len(values) * x)] for x in drand48(seed, len(values))) / len(values)
        for seed in range(samples)
    )
    outside = samples * (100 - level) / 200
    low, high = int(outside), int(samples - outside - 1)
    share = samples - outside - 1 - high
    keyed = {f"{at:02}": scores for at, scores in enumerate(instances_of(values).values())}
    estimate = aggregate(keyed, level=level, samples=samples, seed=None)["rouge-1"].f1
    assert estimate.mean == pytest.approx(sum(ordered) / samples, abs=1e-5)
    for bound, at in ((estimate.low, low), (estimate.high, high)):
        following = ordered[min(at + 1, samples - 1)]
        assert bound == pytest.approx(ordered[at] + share * (following - ordered[at]), abs=1e-5)


@given(VALUES)
@settings(derandomize=True, deadline=None, max_examples=50)
def test_the_mean_is_plain_by_default_and_the_interval_lies_in_the_range(values):
    estimate = aggregate(instances_of(values), samples=50)["rouge-1"].recall
    assert estimate.mean == pytest.approx(sum(values) / len(values))
    assert min(values) - 1e-9 <= estimate.low <= estimate.high <= max(values) + 1e-9


def test_the_interval_of_a_seed_is_frozen():
    """Equal on every machine and every numpy: PCG64's raw stream is promised not to change."""
    assert [draw.tolist() for draw in seeded_draws(12345)(10, 4)][:2] == [
        [2, 3, 7, 6],
        [3, 3, 5, 1],
    ]


def test_the_order_of_the_instances_does_not_matter():
    instances = instances_of([0.1, 0.9, 0.4, 0.7])
    other = dict(reversed(instances.items()))
    assert aggregate(instances).values == aggregate(other).values


def test_a_wider_level_gives_a_wider_interval():
    means = np.linspace(0, 1, 1001)[:, np.newaxis]
    assert percentile_interval(means, 90)[1] < percentile_interval(means, 99)[1]


def test_the_signature_says_how_the_interval_came_about():
    instances = {"x": rouge("a", "a"), "y": rouge("a", ["a", "b"])}
    system = aggregate(instances, samples=100)
    assert system.signature.endswith("|avg:macro|n:2|bs:100-95-12345")
    assert "|refs:var|" in system.signature
    assert aggregate(instances, seed=None).signature.endswith("|bs:1000-95-rouge155")
    assert list(system) == ["rouge-1", "rouge-2", "rouge-l", "rouge-su4"]
    assert len(system) == 4


def test_scores_that_do_not_belong_together_are_an_error():
    with pytest.raises(InputError, match="no scores to aggregate"):
        aggregate({})
    with pytest.raises(InputError, match="'y' has other metrics"):
        aggregate({"x": rouge("a", "a"), "y": rouge("a", "a", metrics=["rouge-1"])})
    with pytest.raises(InputError, match="different settings: stem:none"):
        aggregate({"x": rouge("a", "a"), "y": rouge("a", "a", stem=True)})


@pytest.mark.parametrize("options", [{"level": 0}, {"level": 100}, {"samples": 1}])
def test_a_level_or_a_number_of_samples_without_a_meaning_is_an_error(options):
    with pytest.raises(OptionError, match=" must be "):
        aggregate(instances_of([0.5]), **options)
