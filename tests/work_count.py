"""How much work a function does, as a number that is the same on every machine."""

import sys


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
