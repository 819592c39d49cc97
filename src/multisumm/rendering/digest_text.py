"""A digest as text: the subjects, each with its summary, its disputes and its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multisumm.escaping import one_line
from multisumm.messages import plural
from multisumm.model import Citation, DigestData, DigestSubject, SummarySentence
from multisumm.rendering.digest_labels import (
    DISPUTES_LABEL,
    NEWS_LABEL,
    Dispute,
    asked,
    digest_title,
    disputes_of,
    left_out,
    news_of,
    who_tells_it,
)
from multisumm.rendering.digest_sources import (
    copies_line,
    further_copies,
    listed_sources,
    number_sources,
)
from multisumm.rendering.labels import labels_of, one_text_groups
from multisumm.rendering.wording import speaker_note


def render_digest_text(digest: DigestData) -> str:
    """Return the subjects one after the other, and what is left out.

    `[3 524-577]` after a sentence is its address: characters 524 to 577 of source 3 of this
    subject. White space is shown as one space, and control characters are left out; JSON has the
    exact characters. A timeline has a line for each sentence, which begins with its date.
    """
    blocks = [*filter(None, (f"{digest_title(digest)}.", asked(digest)))]
    for number, subject in enumerate(digest.subjects, start=1):
        blocks.append("\n".join(_subject_lines(number, subject)))
    if lines := left_out(digest):
        blocks.append("\n".join(["Not shown:", *(f"  {line}" for line in lines)]))
    return "\n\n".join(blocks) + "\n"


def _subject_lines(number: int, subject: DigestSubject) -> Iterator[str]:
    summary, headline = subject.summary, subject.headline
    numbers = number_sources(subject)
    place = f"{numbers[headline.document]} " + (
        "title" if headline.span is None else "{}-{}".format(*headline.span)
    )
    yield f"{number}. {one_line(headline.text)} [{place}]"
    yield f"  {who_tells_it(subject)}"
    yield ""
    marked = [_marked(sentence, numbers) for sentence in summary.sentences]
    dated = [f"  {one.date}  {line}" for one, line in zip(summary.timeline, marked, strict=False)]
    yield from dated or ["  " + " ".join(marked)]
    if news := news_of(summary):
        yield from ("", f"  {NEWS_LABEL}:", *(f"    {note}" for note in news))
    if disputes := disputes_of(summary):
        yield from ("", f"  {DISPUTES_LABEL}:")
        yield from (f"    {_dispute_line(dispute, numbers)}" for dispute in disputes)
    yield from ("", "  Sources:", *_source_lines(subject, numbers))


def _marked(sentence: SummarySentence, numbers: Mapping[str, int]) -> str:
    """Return a sentence with its address, its speaker, and how many tell it if they are several."""
    told = f"; {said_by}" if (said_by := speaker_note(sentence)) else ""
    told += f"; {plural(sentence.families, 'source')}" if sentence.families > 1 else ""
    return f"{one_line(sentence.text)} [{_address(sentence.citation, numbers)}{told}]"


def _address(citation: Citation, numbers: Mapping[str, int]) -> str:
    return f"{numbers[citation.document]} {citation.start}-{citation.end}"


def _dispute_line(dispute: Dispute, numbers: Mapping[str, int]) -> str:
    here, there = _address(dispute.here, numbers), _address(dispute.there, numbers)
    return (
        f"{one_line(dispute.words)}: [{here}] {one_line(dispute.here_text)}"
        f" / [{there}] {one_line(dispute.there_text)}"
    )


def _source_lines(subject: DigestSubject, numbers: Mapping[str, int]) -> Iterator[str]:
    for source in listed_sources(subject):
        labels = ", ".join(one_line(label) for label in labels_of(source))
        name = one_line(source.id)
        yield f"    [{numbers[source.id]}] {name}{f' - {labels}' if labels else ''}"
    for name, more in further_copies(subject).items():
        yield f"    {copies_line(more, f'[{numbers[name]}]')}"
    for members in one_text_groups(listed_sources(subject)):
        named = ", ".join(f"[{numbers[source.id]}]" for source in members)
        yield f"    {named}: one text, and counted as one source"
