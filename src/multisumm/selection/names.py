"""Names in a sentence, as capital letters show them: those it introduces, those it presupposes.

`Manuel Valls` is a name of several words; a later `Valls` alone presupposes that the reader knows
it. A possessive ends a name: `Angela Merkel's Berlin`. In scripts without capitals no name is
found.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from multisumm.model import Sentence
from multisumm.text.languages import function_words

_CAPITALS = "".join(filter(str.isupper, map(chr, (*range(0x41, 0x250), *range(0x370, 0x530)))))
_REST = r"(?:\.|\w*(?:[’'\-]+\w+)*)"
_PARTICLES = "(?:al|bin|da|de|del|der|di|la|le|van|von)"  # inside names, without a capital
_NAMES = re.compile(
    rf"[{_CAPITALS}](?<![\w’'\-].){_REST}"
    rf"(?:(?<![’']s)\s(?:{_PARTICLES}\s)*[{_CAPITALS}]{_REST}(?![\w’'\-]))*"
)


class Names(NamedTuple):
    """The names in a sentence, casefolded.

    Attributes:
        introduced: The last words of names of several words.
        mentioned: The names of one word.
    """

    introduced: frozenset[str]
    mentioned: frozenset[str]


def names_of(sentence: Sentence) -> Names:
    """Return the names in a sentence; a function word at the head of one is no part of it.

    "Valls met Prime Minister Charles Michel in Paris." introduces `michel` and mentions `valls` and
    `paris`.
    """
    function = function_words(sentence.language)
    introduced: list[str] = []
    mentioned: list[str] = []
    for found in _NAMES.findall(sentence.text):
        words = found.casefold().split()
        words = words[1:] if words[0] in function else words
        if words:
            last = words[-1].removesuffix("s") if words[-1][-2:-1] in ("’", "'") else words[-1]
            (introduced if len(words) > 1 else mentioned).append(last.rstrip("’'"))
    return Names(frozenset(introduced), frozenset(mentioned))
