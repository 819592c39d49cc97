"""A digest as Markdown: a heading for each subject, its summary, its disputes and its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multisumm.escaping import escape_markdown
from multisumm.messages import plural
from multisumm.model import Citation, DigestData, DigestSubject, Source, SummarySentence
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
from multisumm.rendering.labels import labels_of, one_text_groups, place_of, web_address
from multisumm.rendering.wording import speaker_note


def render_digest_markdown(digest: DigestData) -> str:
    """Return a heading for each subject, with its summary, its disputes and its sources.

    Text of sources is escaped; only http and https addresses become links. A timeline is a list.
    """
    blocks = [*filter(None, (f"# {digest_title(digest)}", escape_markdown(asked(digest))))]
    for number, subject in enumerate(digest.subjects, start=1):
        blocks += _subject_blocks(number, subject)
    if lines := left_out(digest):
        blocks.append("\n".join(["Not shown:\n", *(f"- {line}" for line in lines)]))
    return "\n\n".join(blocks) + "\n"


def _subject_blocks(number: int, subject: DigestSubject) -> Iterator[str]:
    summary, headline = subject.summary, subject.headline
    listed = listed_sources(subject)
    numbers = number_sources(subject)
    yield f"## {number}. {escape_markdown(headline.text)}"
    yield (
        f"*{who_tells_it(subject)}; headline of {escape_markdown(headline.document)},"
        f" {place_of(headline)}*"
    )
    marked = [_marked(sentence, numbers) for sentence in summary.sentences]
    dated = [
        f"- **{one.date}** {line}" for one, line in zip(summary.timeline, marked, strict=False)
    ]
    yield "\n".join(dated) or " ".join(marked)
    if news := news_of(summary):
        yield "\n".join([f"{NEWS_LABEL}:\n", *(f"- {escape_markdown(note)}" for note in news)])
    if disputes := disputes_of(summary):
        lines = (f"- {_dispute_line(dispute, numbers)}" for dispute in disputes)
        yield "\n".join([f"{DISPUTES_LABEL}:\n", *lines])
    yield "\n".join(["Sources:\n", *(_source_line(numbers[s.id], s) for s in listed)])
    for name, more in further_copies(subject).items():
        yield copies_line(more, f"\\[{numbers[name]}\\]")
    for members in one_text_groups(listed):
        named = ", ".join(f"\\[{numbers[source.id]}\\]" for source in members)
        yield f"{named}: one text, and counted as one source"


def _marked(sentence: SummarySentence, numbers: Mapping[str, int]) -> str:
    """Return a sentence with its address, its speaker, and how many tell it if they are several."""
    told = f"; {said_by}" if (said_by := escape_markdown(speaker_note(sentence))) else ""
    told += f"; {plural(sentence.families, 'source')}" if sentence.families > 1 else ""
    return f"{escape_markdown(sentence.text)} {_address(sentence.citation, numbers, told)}"


def _address(citation: Citation, numbers: Mapping[str, int], told: str = "") -> str:
    return f"\\[{numbers[citation.document]}: {citation.start}–{citation.end}{told}\\]"


def _dispute_line(dispute: Dispute, numbers: Mapping[str, int]) -> str:
    return (
        f"{escape_markdown(dispute.words)}:"
        f" “{escape_markdown(dispute.here_text)}” {_address(dispute.here, numbers)} /"
        f" “{escape_markdown(dispute.there_text)}” {_address(dispute.there, numbers)}"
    )


def _source_line(number: int, source: Source) -> str:
    linked = web_address(source)
    labels = ", ".join(escape_markdown(label) for label in labels_of(source, url=not linked))
    name = escape_markdown(source.id)
    name = f"[{name}]({linked})" if linked else name
    return f"{number}. {name}{f' ({labels})' if labels else ''}"
