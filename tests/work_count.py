"""How much work a function does, as a number that is the same on every machine."""

import re
import sys
from collections import Counter, defaultdict

import numpy as np


def lines_run(function, *arguments):
    """The number of lines of Python that run while the function is called."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return count


def calls_by_part(function, *arguments):
    """How often each part of the package calls numpy, and regular expressions, in a call.

    A part is a folder of the package. The call is counted for the part whose code is nearest on the
    stack, also if numpy's own Python calls numpy. Operators on arrays are not counted.

    Returns:
        Part -> the number of calls of each, as `numpy` and `re`.
    """
    counts = defaultdict(Counter)

    def profile(frame, event, called):
        if event != "c_call":
            return
        owner = getattr(called, "__self__", None)
        if isinstance(owner, re.Pattern):
            kind = "re"
        elif isinstance(owner, np.ndarray | np.generic) or _is_of_numpy(called):
            kind = "numpy"
        else:
            return
        while frame is not None:
            names = frame.f_globals.get("__name__", "").split(".")
            if names[0] == "multisumm":
                counts[names[1]][kind] += 1
                return
            frame = frame.f_back

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return {part: dict(found) for part, found in counts.items()}


def _is_of_numpy(called):
    return (getattr(called, "__module__", None) or "").split(".")[0] == "numpy"
