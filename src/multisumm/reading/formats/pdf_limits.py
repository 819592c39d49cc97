"""How much work the pages of a PDF may make, since a small file can draw one thing many times.

Numbers of pieces and operations decide first, because they are the same on every machine. Time is
the last resort, for what they do not count, like fonts that are read again for each use of a form.
"""

from __future__ import annotations

from time import thread_time

MAX_PIECES = 30_000
"""Limit for the pieces of text on a page: the time to put them together grows with their square."""

MAX_PIECES_IN_ALL = 3_000_000
"""Limit for the pieces of text of a PDF, in which one piece may be drawn any number of times."""

MAX_OPERATIONS = 3_000_000
"""Limit for the drawing operations of a page, with those of the forms that it uses."""

MAX_PAGE_SECONDS = 30
"""Limit for a page, in seconds of the processor. A single step of pypdf is finished first."""

MAX_FILE_SECONDS = 300
"""Limit for a PDF, in seconds of the processor, and one more for each page."""

_DRAWN = (b"Tj", b"TJ", b"'", b'"')
_STEPS = 256
"""So many operations there are from one look at the clock to the next."""


class PageLimitError(BaseException):
    """A page, or the whole file, makes more work than allowed.

    It is no Exception, because pypdf passes over each of these inside a form.

    Attributes:
        reason: What is too much.
        of_file: Whether it is too much for the whole file.
    """

    def __init__(self, reason: str, *, of_file: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.of_file = of_file


class PageWork:
    """The work that the pages of a PDF make, counted while they are read."""

    def __init__(self, pages: int) -> None:
        self._last = thread_time() + MAX_FILE_SECONDS + pages
        self._allowed = MAX_FILE_SECONDS + pages
        self._pieces = 0  # on all pages
        self._pieces_before = 0  # on earlier pages
        self._operations = 0  # on this page
        self._page_end = 0.0

    def begin_page(self) -> None:
        """Start to count for another page; raise PageLimitError if the file took too long."""
        self._pieces_before = self._pieces
        self._operations = 0
        self._page_end = thread_time() + MAX_PAGE_SECONDS
        self._check_time()

    def count(self, operator: bytes, *_: object) -> None:
        """Count an operation; raise PageLimitError if it is one too many or the time is up."""
        self._operations += 1
        if operator in _DRAWN:
            self._pieces += 1
            if self._pieces > MAX_PIECES_IN_ALL:
                raise PageLimitError(
                    f"more than {MAX_PIECES_IN_ALL:,} pieces of text", of_file=True
                )
            if self._pieces > self._pieces_before + MAX_PIECES:
                raise PageLimitError(f"has more than {MAX_PIECES:,} pieces of text")
        if self._operations > MAX_OPERATIONS:
            raise PageLimitError(f"has more than {MAX_OPERATIONS:,} drawing operations")
        if operator == b"Do" or self._operations % _STEPS == 0:
            self._check_time()

    def _check_time(self) -> None:
        now = thread_time()
        if now > self._last:
            raise PageLimitError(f"takes longer than {self._allowed:,} s", of_file=True)
        if now > self._page_end:
            raise PageLimitError(f"takes longer than {MAX_PAGE_SECONDS} s")
