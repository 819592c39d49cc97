"""What can go wrong, one class a documented exit status; every message is one line for the user."""


class MultisummError(Exception):
    """An error with its explanation in one line; the command ends with status 1."""

    exit_status = 1


class InputError(MultisummError, ValueError):
    """Something that was read cannot be used: a missing file, binary data, a broken record."""


class OptionError(MultisummError, ValueError):
    """An argument has no meaning, like a budget of 0 or an unknown method; status 2."""

    exit_status = 2


class NothingToSummarize(MultisummError):
    """The input was read, but no sentence of it can be in a summary; status 3."""

    exit_status = 3


class Interrupted(MultisummError):
    """Ctrl-C in long work of which something is kept; status 130."""

    exit_status = 130
