"""The errors of the package. Each class has its exit status; each message is one line."""


class MultisummError(Exception):
    """Base of all errors of this package. The message is one line for the user.

    Attributes:
        exit_status: Exit status of the command that ends with this error, 1 to 255.
    """

    exit_status = 1


class InputError(MultisummError, ValueError):
    """An input cannot be used: a missing file, binary data, a broken record. Exit status 1."""


class OptionError(MultisummError, ValueError):
    """An argument is invalid, such as a budget of 0 or an unknown method. Exit status 2."""

    exit_status = 2


class NothingToSummarize(MultisummError):
    """The input was read, but no sentence of it can be in a summary. Exit status 3."""

    exit_status = 3


class Interrupted(MultisummError):
    """The user interrupted a long run whose partial output is kept. Exit status 130."""

    exit_status = 130
