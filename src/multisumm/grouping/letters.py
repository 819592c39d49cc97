"""Which documents are letters: e-mails and other messages, told by the form of their lines."""

from __future__ import annotations

LETTER_WIDTH = 90
"""Characters that a line of a letter has at most: mails are broken at 70 to 80."""

MIN_LINES = 3
"""A text with fewer lines has no width."""

SIGNATURE_WORDS = 5
"""Words that the last line of a signature has at most."""

_SENTENCE_ENDS = tuple('.!?:;"”»。！？।؟')


def is_letter(text: str) -> bool:
    """Return whether a text is written as a letter is: in short lines, or with a signature.

    Articles have a paragraph on each line, or all on one.
    """
    lines = [line for part in text.splitlines() if (line := part.strip())]
    if len(lines) >= MIN_LINES and max(map(len, lines)) <= LETTER_WIDTH:
        return True
    last = lines[-1] if len(lines) > 1 else ""
    return 0 < len(last.split()) <= SIGNATURE_WORDS and not last.endswith(_SENTENCE_ENDS)
