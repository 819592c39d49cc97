"""Trim sentences to the stretch that says something: no datelines, list marks, labels, buttons.

Only the ends of a sentence are left out, and only what is listed here, so what is left makes the
same claim. Whatever tells who says it or how certain it is stays: `ANNA: ...`, `FALSE: ...`,
`Opinion: ...`, `If ...`, `On Monday, ...`.

The place and the day of a dateline are left out too: the day is that of the document. The dateline
stays where the sentence points to its place with a word like `here`. What stood at a point of time
in a live ticker (`10:45 a.m. — `) is left without it.

The rules for the beginning of a sentence are in `trimming_rules.py` and `run_in_headlines.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from multisumm.characters import DASHES, SPACELESS
from multisumm.datelines import find_dateline, is_agency
from multisumm.model import Span
from multisumm.text.languages import has_spaces, negations
from multisumm.text.run_in_headlines import leave_out_headline
from multisumm.text.sentence_rules import is_uncased, rules_of
from multisumm.text.trimming_cues import CAPTION_LABEL, EDGES, SentenceContext, edge_cues
from multisumm.text.trimming_rules import (
    DOT_LABEL,
    TIME,
    TRIMMING_RULES,
    has_sign_before,
    leave_out_credit,
    leave_out_repeated_credit,
)

MIN_LEFT_WORDS = 4
"""A sentence that would be left with fewer words is not trimmed."""

CHARACTERS_OF_A_WORD = 2
"""So many characters count as a word in languages without spaces."""

MAX_HEAD = 400
"""Characters at the beginning of a sentence in which all that is left out stands."""

MAX_TAIL = 120
"""Characters at its end in which all that is left out stands."""

MAX_TIME = 20
"""Characters of a time before a dash."""

MIN_TITLE_WORDS = 3

_TIME_BEFORE = re.compile(rf"{TIME}\s+\Z")
_BEHIND_A_CLAIM = ")]>»"
"""The last characters of notes and credits."""

_NOTE = re.compile(r"\s*(?:\[(?:\d{1,3}|\^[^\]\s]{1,30})\]|>>|»»)\Z")


def trim_sentences(
    text: str,
    spans: Sequence[Span],
    blocks: Sequence[Span],
    *,
    language: str,
    title: str | None = None,
) -> list[Span]:
    """Return for each sentence the stretch of it that says something, often all of it.

    Args:
        text: The text that all offsets refer to.
        spans: Its sentences, in order and disjoint.
        blocks: Its blocks, as from `split_blocks`.
        language: Code of its language.
        title: Title of the document; it is left out where the first sentence repeats it.
    """
    begins = {start for start, _ in blocks}
    heads = [text[start : min(end, start + MAX_HEAD)] for start, end in spans]
    labels = frozenset(mark["label"] for head in heads if (mark := DOT_LABEL.match(head)))
    datelines = [find_dateline(head) for head in heads]
    places = Counter(
        found.place
        for found in datelines
        if found and not (found.is_dated or is_agency(found.agency))
    )
    repeated = _title_pattern(title or "")
    is_uncased_text, folded = is_uncased(text), text.encode("utf-8", "surrogatepass").lower()
    in_any = is_uncased_text or b"caption" in folded or b"copyright" in folded
    trimmed = []
    for position, ((start, end), head, dateline) in enumerate(
        zip(spans, heads, datelines, strict=True)
    ):
        opens_block = start in begins
        has_sign = in_any or dateline is not None or has_sign_before(head)
        if not (has_sign or opens_block or text[end - 1] in _BEHIND_A_CLAIM):
            trimmed.append((start, end))
            continue
        follows_time = text[start] in DASHES and bool(
            _TIME_BEFORE.search(text, max(0, start - MAX_TIME), start)
        )
        context = SentenceContext(
            language,
            repeated,
            opens_block,
            follows_time,
            position,
            labels,
            places,
            head,
            dateline,
            is_uncased_text,
            has_sign,
        )
        trimmed.append(_trim(text, start, end, context))
    return trimmed


def labels_caption(left_out: str) -> bool:
    """Return whether what is left out before a stretch says that this is the text of a picture."""
    return re.search(CAPTION_LABEL, left_out, re.IGNORECASE) is not None


def _title_pattern(title: str) -> re.Pattern[str] | None:
    words = title.split()
    if len(words) < MIN_TITLE_WORDS or len(" ".join(words)) >= MAX_HEAD:
        return None  # a longer one stands in no head
    separator = rf"(?P<separator>\s+|\s*[{DASHES}|:]{{1,2}}\s+)(?=\S)"
    return re.compile(r"\s+".join(map(re.escape, words)) + separator, re.IGNORECASE)


def _trim(text: str, start: int, end: int, context: SentenceContext) -> Span:
    first, last = start, _end_of_claim(text, start, end, context.language)
    for _ in range(6):
        head = text[first : min(last, first + MAX_HEAD)]
        any_rule = context.has_sign or head != context.head
        for rule in TRIMMING_RULES if any_rule else (leave_out_headline,):
            if left_out := rule(head, context):
                break
        if not left_out or not _says_enough(text[first + left_out : last], context.language):
            break
        if rule not in (leave_out_credit, leave_out_repeated_credit) and _bears_on_claim(
            head[:left_out], context.language
        ):
            break
        first += left_out
    return first, last


def _end_of_claim(text: str, start: int, end: int, language: str) -> int:
    """Return where a sentence ends without the notes and credits behind its closing mark."""
    if text[end - 1] not in _BEHIND_A_CLAIM:
        return end
    floor = max(start, end - MAX_TAIL)
    closed, last = rules_of(language).closed, end
    while (
        found := _NOTE.search(text, floor, last)
        or edge_cues().photo_credits.search(text, floor, last)
    ) and closed.search(text[floor : found.start()]):
        last = found.start()
    return last if _says_enough(text[start:last], language) else end


def _bears_on_claim(head: str, language: str) -> bool:
    """Return whether words that would be left out may tell who says the rest, or that it is so.

    >>> _bears_on_claim("Fake News (CNN) ", "en"), _bears_on_claim("ROS (CNN) ", "en")
    (True, False)
    """
    words = {word.strip(EDGES + ".").casefold() for word in head.split()}
    return not words.isdisjoint(edge_cues().doubts | negations(language))


def _says_enough(text: str, language: str) -> bool:
    if has_spaces(language) and not re.match(rf"[{SPACELESS}]", text):
        return len(text.split(None, MIN_LEFT_WORDS)) >= MIN_LEFT_WORDS
    return sum(map(str.isalnum, text)) >= MIN_LEFT_WORDS * CHARACTERS_OF_A_WORD
