"""The languages of the documents of a cluster, decided on what is distinct in them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from multisumm.text.languages import UNDECIDED, identify_language, leads_clearly


class ClusterLanguages(NamedTuple):
    """The language of a cluster, and of each document.

    Attributes:
        main: The language of most of its text.
        own: The language of each document.
    """

    main: str
    own: tuple[str, ...]

    @property
    def has_several(self) -> bool:
        """Whether the documents are in several languages."""
        return len({*self.own}) > 1


def identify_languages(texts: Sequence[str]) -> ClusterLanguages:
    """Return the language of a cluster and of each text; `und` if none can be told.

    A text has the language of the cluster, unless it is clearly in another one (see
    `leads_clearly`). If all are in one language, it is that of the cluster. Otherwise equal lines
    count once, so that a copy of a document changes nothing.
    """
    alone = [identify_language(text) for text in texts]
    if len({*alone}) == 1 and alone[0] != UNDECIDED:
        return ClusterLanguages(alone[0], tuple(alone))
    lines = _distinct_lines(texts)
    together = identify_language("\n".join(line for own in lines for line in own))
    sizes: Counter[str] = Counter({together: 1}) if together != UNDECIDED else Counter()
    for language, own in zip(alone, lines, strict=True):
        sizes[language] += sum(map(len, own)) if together == UNDECIDED else 0
    del sizes[UNDECIDED]
    main = max(sizes, key=sizes.__getitem__, default=UNDECIDED)
    return ClusterLanguages(
        main,
        tuple(
            language if language != UNDECIDED and leads_clearly(text, language, over=main) else main
            for text, language in zip(texts, alone, strict=True)
        ),
    )


def _distinct_lines(texts: Sequence[str]) -> list[list[str]]:
    """Return the lines of each text that no text before it has, apart from case and blanks."""
    seen: set[str] = set()
    distinct: list[list[str]] = []
    for text in texts:
        own = []
        folded = unicodedata.normalize("NFC", text).casefold()  # neither makes nor ends a line
        for line, plain in zip(text.splitlines(), folded.splitlines(), strict=True):
            key = " ".join(plain.split())
            if key not in seen:
                own.append(line)
            seen.add(key)
        distinct.append(own)
    return distinct
