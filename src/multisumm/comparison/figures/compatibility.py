"""Two numbers, or two dates, of one thing: whether both can be true."""

from __future__ import annotations

from fractions import Fraction

from multisumm.comparison.figures.values import FREQUENCY, Moment, Quantity


def compare_quantities(one: Quantity, other: Quantity) -> str:
    """Return how two numbers of one thing compare.

    Returns:
        `equal`: they say the same (5,000 / 5 000; about 200 / 203); `more`: the first says more
        (exactly 43 / at least 40); `less`: the second does; `open`: both can be true, neither
        follows from the other; `differ`: they cannot both be true.
    """
    if one.unit != other.unit and one.is_measured and other.is_measured:
        return "differ"
    if one.other is not None or other.other is not None:
        return _compare_pairs(one, other) if one.scale == other.scale else "open"
    converted = (one.scale, one.per) != (other.scale, other.per)
    if converted and None not in (one.unit, other.unit):
        return _compare_converted(one, other)
    if _are_equal_in_other_words(one, other):
        return "equal"
    if "~" in (one.comparator, other.comparator):
        return _compare_rounded(one, other)
    if one.comparator == other.comparator == "=":
        return "equal" if one.value == other.value else "differ"
    return _compare_bounds(one, other)


def _compare_bounds(one: Quantity, other: Quantity) -> str:
    """Compare where one or both are bounds: at least 40."""
    low, high = _bounds(one)
    other_low, other_high = _bounds(other)
    exact = {one.comparator, other.comparator}
    if (low, high) == (other_low, other_high):
        return "equal" if exact in ({">", ">="}, {"<", "<="}) or len(exact) == 1 else "differ"
    if one.value == other.value and exact in ({"=", ">"}, {"=", "<"}):
        return "open"  # `more than 300` is often said of 300
    if max(low, other_low) >= min(high, other_high) and not _touches(one, other):
        return "differ"
    if low >= other_low and high <= other_high:
        return "more"
    return "less" if other_low >= low and other_high <= high else "open"


def _are_equal_in_other_words(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are a quarter and 25 percent, or twice a month and fortnightly."""
    v, w = one.value, other.value
    if one.unit == other.unit:
        return one.unit == FREQUENCY and _is_close(v, w)
    return _is_percentage(v, w) or _is_percentage(w, v)


_INFINITE = Fraction(10) ** 40


def _is_percentage(part: Fraction, percent: Fraction) -> bool:
    """Whether one number is a part and the other the same in percent: a quarter, 25 percent."""
    return 0 < part < 1 and part.denominator > 1 and 100 * part == percent


def _bounds(one: Quantity) -> tuple[Fraction, Fraction]:
    if one.comparator in (">", ">="):
        return one.value, _INFINITE
    if one.comparator in ("<", "<="):
        return -_INFINITE, one.value
    return one.value, one.value


def _touches(one: Quantity, other: Quantity) -> bool:
    """Whether an exact number meets a bound that includes it."""
    for exact, bound in ((one, other), (other, one)):
        if exact.comparator == "=" and bound.comparator != "=":
            low, high = _bounds(bound)
            return low < exact.value < high or (
                exact.value == bound.value and bound.comparator in (">=", "<=")
            )
    return False


def _compare_rounded(one: Quantity, other: Quantity) -> str:
    """Compare where one or both are said to be rounded."""
    v, w = one.value, other.value
    if one.comparator == other.comparator:
        return "equal" if v == w else "open" if _is_close(v, w) else "differ"
    rounded, exact = (one, other) if one.comparator == "~" else (other, one)
    if exact.comparator == "=":
        return "equal" if _rounds_to(exact.value, rounded.value) else "differ"
    return (
        "open" if _is_close(v, w) or _touches(rounded._replace(comparator="="), exact) else "differ"
    )


def _rounds_to(exact: Fraction, rounded: Fraction) -> bool:
    """Whether a number is near a round one: by half of its last digit, or a fiftieth."""
    size, step = abs(rounded), Fraction(1)
    while size and size % (10 * step) == 0:
        step *= 10
    return abs(exact - rounded) <= max(min(step / 2, size / 10), size / 50)


MOST_ROUNDED = Fraction(1, 20)
"""Without a word that says so, a number is rounded by at most this share of it."""

ROUNDED_FROM = 100_000
"""From this number on, noughts at its end may be due to rounding."""


def may_be_rounded(one: Quantity, other: Quantity) -> bool:
    """Return whether one number may be the other rounded, though no word says so: 6.1 and 6."""
    exact = one.comparator == other.comparator == "=" and one.scale == other.scale
    if not exact or one.other is not None or other.other is not None or one.value == other.value:
        return False
    return _is_rounded(one.value, other.value) or _is_rounded(other.value, one.value)


def _is_rounded(exact: Fraction, rounded: Fraction) -> bool:
    """Whether a number is another to fewer digits."""
    step = _last_digit(rounded)
    up = (exact / step + Fraction(1, 2)).__floor__() * step
    return exact % step != 0 and up == rounded and abs(exact - up) <= MOST_ROUNDED * abs(exact)


def _last_digit(value: Fraction) -> Fraction:
    """What one more of the last digit of a number adds to it, to a thousandth."""
    step = Fraction(1)
    while value % step and step > Fraction(1, 1000):
        step /= 10
    while abs(value) >= ROUNDED_FROM and value % (10 * step) == 0:
        step *= 10
    return step


def _is_close(v: Fraction, w: Fraction) -> bool:
    return abs(v - w) <= max(abs(v), abs(w)) / 10


def _compare_converted(one: Quantity, other: Quantity) -> str:
    """Compare in the units of what they measure: 14 days, two weeks; 3 kg an hour, 50 g a minute.

    What is converted is rounded, so that values that are close can be the same.
    """
    scale, other_scale = (each.scale / (each.per or 1) for each in (one, other))
    ours = one._replace(value=one.value * scale, scale=Fraction(1), per=None)
    theirs = other._replace(value=other.value * other_scale, scale=Fraction(1), per=None)
    if abs(ours.value - theirs.value) <= max(abs(ours.value), abs(theirs.value)) / 25:
        plain = {ours.comparator, theirs.comparator} <= {"=", "~"}
        return "equal" if plain or ours.comparator == theirs.comparator else "open"
    within = max(scale, other_scale) / 2  # two months, ten weeks
    if _is_close(ours.value, theirs.value) or abs(ours.value - theirs.value) <= within:
        return "open"
    return compare_quantities(ours, theirs)


def _compare_pairs(one: Quantity, other: Quantity) -> str:
    """Compare where one is a score or a range."""
    if one.other is not None and other.other is not None:
        return "equal" if (one.value, one.other) == (other.value, other.other) else "differ"
    pair, single = (one, other) if one.other is not None else (other, one)
    low, high = sorted((pair.value, pair.other or pair.value))
    return "open" if low <= single.value <= high else "differ"


def compare_moments(one: Moment, other: Moment) -> str | None:
    """Return how two moments compare, as `compare_quantities`; None if they have nothing common."""
    ours, theirs = _with_one_clock(dict(one.parts), dict(other.parts))
    common = ours.keys() & theirs.keys()
    if not common:
        return None
    if any(ours[part] != theirs[part] for part in common):
        return "differ"
    if ours.keys() == theirs.keys():
        return "equal"
    more, less = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    return "open" if more and less else "more" if more else "less"


_HALF_DAY = 12 * 60


def _with_one_clock(
    ours: dict[str, int], theirs: dict[str, int]
) -> tuple[dict[str, int], dict[str, int]]:
    """Two moments with their times by the half day if one does not tell which half it is."""
    if not ("half clock" in ours or "half clock" in theirs):
        return ours, theirs
    found = []
    for parts in (ours, theirs):
        time = parts.pop("clock", parts.pop("half clock", None))
        found.append(parts if time is None else {**parts, "clock": time % _HALF_DAY})
    return found[0], found[1]
