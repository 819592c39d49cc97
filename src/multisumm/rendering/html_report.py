"""A summary -> one HTML page on which every sentence opens at its place in its source.

The page needs nothing else: no network, no other file, and no script either. All of it works by
links (`#t2-109`); `data/report.js` adds which sentence is open, a way back, and copying. A policy
in the page allows only its own style and script, by their digests. What comes from sources
is text everywhere.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from multisumm.escaping import escape_html, one_line
from multisumm.messages import plural
from multisumm.model import Citation, Conflict, Source, Span, SummaryData, SummarySentence, Support
from multisumm.rendering.highlighting import (
    AGAINST,
    MAX_MENTIONS,
    QUOTED,
    SAME,
    Mention,
    Passage,
    anchor,
    colour,
    draw_strip,
    foremost,
    mark_passage,
    mentions_by_document,
    merged,
    passages,
)
from multisumm.rendering.labels import MAX_NAMED_SOURCES, source_numbers, unit_of, web_address
from multisumm.rendering.plain_text import render_text
from multisumm.resources import read_data

MAX_PAGE_CHARACTERS = 1_000_000
"""Characters of all sources that a page holds, at most, beside those that the summary names: these
are always there. Sources have equal shares; one longer than its share is shown in parts."""

_LEGEND = (
    "Each strip is a source from beginning to end: what is quoted, lower what says the same,"
    " upper what contradicts, pale what was left out as noise."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A source as the page shows it: its number, what is known of it, and what is named of it."""

    number: int
    source: Source
    mentions: Sequence[Mention]

    @property
    def name_html(self) -> str:
        """Its title, or its id where it has none; HTML that takes its own direction."""
        return f"<bdi>{escape_html(self.source.title or '') or escape_html(self.source.id)}</bdi>"


def render_html(summary: SummaryData) -> str:
    """Return the summary as a page; the same summary gives the same characters."""
    sources = _sources(summary)
    style, script = read_data("report.css"), read_data("report.js")
    style_digest, script_digest = report_digests()
    policy = (
        f"default-src 'none'; style-src '{style_digest}'; script-src '{script_digest}';"
        " base-uri 'none'; form-action 'none'"
    )
    title = f"Summary of {plural(len(summary.documents), 'document', comma=True)}"
    blocks = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>",
        f"<header>\n<h1>{title}</h1>\n{_lead(summary)}\n</header>",
        *_warnings(summary),
        _summary(summary, sources),
        _overview(sources),
        _settings(summary),
        "</main>",
        _texts(summary, sources),
        '<a id="back" href="#q1" hidden>Back to the summary</a>',
        f"<script>{script}</script>\n</body>\n</html>\n",
    )
    return "\n".join(blocks)


def report_digests() -> tuple[str, str]:
    """Return the digests of the page's style and script, as a policy names them."""
    return digest(read_data("report.css")), digest(read_data("report.js"))


def _sources(summary: SummaryData) -> dict[str, Shown]:
    """The sources by id: numbered as in the text, then those it does not name."""
    known = {source.id: source for source in summary.documents}
    mentions = mentions_by_document(summary)
    numbers = source_numbers(summary)
    for name in (*mentions, *known):
        numbers.setdefault(name, len(numbers) + 1)
    return {
        name: Shown(number, known.get(name) or _unlisted(name), mentions.get(name, ()))
        for name, number in numbers.items()
    }


def _unlisted(name: str) -> Source:
    return Source(
        id=name, title=None, date=None, url=None, sha256="", characters=0, sentences=0, dropped=()
    )


def digest(content: str) -> str:
    """Return the digest of a style or a script, as a policy names it."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _lead(summary: SummaryData) -> str:
    budget = summary.budget
    number = len(summary.sentences)
    against = sum(bool(one.conflicts) for one in summary.sentences)
    facts = [
        plural(number, "sentence", comma=True),
        f"{budget.used:,} of {budget.limit:,} {unit_of(budget)}",
        *([f"{against} contradicted"] if against else []),
    ]
    return (
        f'<p class="facts">{escape_html(" · ".join(facts))}</p>\n'
        "<p>Each sentence is an exact quote. Open one to see where it stands.</p>"
    )


def _warnings(summary: SummaryData) -> Iterator[str]:
    if summary.warnings:
        lines = "".join(f"<li><bdi>{escape_html(each)}</bdi></li>" for each in summary.warnings)
        yield f'<section class="warnings" aria-label="Warnings">\n<ul>{lines}</ul>\n</section>'


# --- the summary --------------------------------------------------------------------------------


def _summary(summary: SummaryData, sources: Mapping[str, Shown]) -> str:
    sentences = "\n".join(
        _sentence(number, sentence, sources, _language(summary))
        for number, sentence in enumerate(summary.sentences, start=1)
    )
    return (
        '<section aria-labelledby="summary">\n<div class="bar"><h2 id="summary">Summary</h2>'
        '<button type="button" id="copy" hidden>Copy with citations</button>'
        '<span id="said" role="status"></span></div>\n'
        f'<ol class="sentences" role="list">\n{sentences}\n</ol>\n'
        '<details class="plain"><summary>As plain text with citations</summary>'
        f'<pre id="plain" dir="auto">{html.escape(render_text(summary))}</pre></details>\n'
        "</section>"
    )


def _language(summary: SummaryData) -> str:
    """The attribute that tells in which language the sources speak, where it is known."""
    code = str(summary.settings.get("language"))
    return f' lang="{code}"' if re.fullmatch("[a-z]{2,3}", code) and code != "und" else ""


def _sentence(
    number: int, sentence: SummarySentence, sources: Mapping[str, Shown], language: str
) -> str:
    place = _target(sentence.citation, sources)
    parts = (
        f'<li class="{colour(number)}">',
        f'<a class="sentence" id="q{number}" href="#{place}"><span class="number">{number}</span>'
        f"<bdi{language}>{escape_html(sentence.text)}</bdi></a>",
        f'<p class="who">{_chip(sentence.citation, sources, "from")}{_same(sentence, sources)}</p>',
        *_against(sentence, sources),
        "</li>",
    )
    return "\n".join(parts)


def _target(citation: Citation, sources: Mapping[str, Shown]) -> str:
    return anchor(sources[citation.document].number, citation.start)


def _chip(citation: Citation, sources: Mapping[str, Shown], says: str) -> str:
    shown = sources[citation.document]
    page = shown.source.page(citation.start)
    place = f"{f'page {page}, ' if page else ''}characters {citation.start}–{citation.end}"
    return (
        f'<a class="chip" href="#{_target(citation, sources)}" title="{place}">'
        f'<span class="unseen">{says} source </span>'
        f"<b>{shown.number}</b> {shown.name_html}{_page(page)}</a> "
    )


def _page(number: int | None) -> str:
    return f'<span class="page"> p. {number}</span>' if number else ""


def _same(sentence: SummarySentence, sources: Mapping[str, Shown]) -> str:
    chips = [_chip(one.citation, sources, "also in") for one in foremost(sentence.support)]
    if not chips:
        return ""
    first, more = "".join(chips[:MAX_NAMED_SOURCES]), "".join(chips[MAX_NAMED_SOURCES:])
    number = len(sentence.support) - MAX_NAMED_SOURCES
    missing = _more(sentence.support)
    rest = f"<details><summary>{number:,} more</summary>{more}{missing}</details>" if more else ""
    return f'<span class="also">also in</span> {first}{rest}'


def _more(related: Sequence[Support] | Sequence[Conflict]) -> str:
    """How many there are beyond those that the page names."""
    number = len(related) - MAX_MENTIONS
    return f"<span>and {number:,} more that this page does not name</span>" if number > 0 else ""


def _against(sentence: SummarySentence, sources: Mapping[str, Shown]) -> Iterator[str]:
    if sentence.conflicts:
        rows = "\n".join(_conflict(one, sources) for one in foremost(sentence.conflicts))
        heading = '<div class="conflicts">\n<h3>Contradicted</h3>'
        yield f'{heading}\n<ul role="list">\n{rows}\n</ul>{_more(sentence.conflicts)}</div>'


def _conflict(conflict: Conflict, sources: Mapping[str, Shown]) -> str:
    ours, _, theirs = conflict.about.partition(" / ")
    shown = sources[conflict.citation.document]
    page = shown.source.page(conflict.citation.start)
    return (
        f'<li><a class="conflict" href="#{_target(conflict.citation, sources)}">'
        f'<span class="differs">{_differs(ours, theirs)}</span>'
        f" <bdi>{_emphasized(conflict.text, theirs)}</bdi>"
        f' <span class="chip"><b>{shown.number}</b> {shown.name_html}{_page(page)}</span></a></li>'
    )


def _differs(ours: str, theirs: str) -> str:
    """What differs, in words; a side that has nothing to it is a negation that is missing."""
    here, there = (
        f"<b>{escape_html(side)}</b>" if side.strip(" –") else "" for side in (ours, theirs)
    )
    if here and there:
        return f"here {here}, there {there}"
    return f"{here} only here" if here else f"{there} only there"


def _emphasized(text: str, words: str) -> str:
    """The text with the words that differ in bold, where it has them as they are."""
    parts = (
        re.split(rf"(?<!\w)({re.escape(words)})(?!\w)", one_line(text))
        if words
        else [one_line(text)]
    )
    return "".join(
        f"<b>{html.escape(part)}</b>" if place % 2 else html.escape(part)
        for place, part in enumerate(parts)
    )


# --- the sources --------------------------------------------------------------------------------


def _overview(sources: Mapping[str, Shown]) -> str:
    rows = "\n".join(
        f'<li><a href="#source-{shown.number}"><b class="number">{shown.number}</b>'
        f" {shown.name_html}</a>{_strip(shown)}<p>{escape_html(_use(shown))}</p></li>"
        for shown in sources.values()
    )
    return (
        '<section aria-labelledby="sources">\n<h2 id="sources">Sources</h2>\n'
        f'<p class="legend">{_LEGEND}</p>\n'
        f'<ol class="sources" role="list">\n{rows}\n</ol>\n</section>'
    )


def _strip(shown: Shown) -> str:
    return draw_strip(shown.source, shown.mentions, number=shown.number)


def _use(shown: Shown) -> str:
    """How much of a source is used, in words: `2 sentences quoted · 1 says the same`."""
    counts = {
        role: len({one.start for one in shown.mentions if one.role == role})
        for role in (QUOTED, SAME, AGAINST)
    }
    same, against = counts[SAME], counts[AGAINST]
    used = sum(end - start for start, end in merged((m.start, m.end) for m in shown.mentions))
    noise = sum(end - start for start, end in shown.source.dropped)
    length = max(shown.source.characters, 1)
    facts = [
        f"{plural(counts[QUOTED], 'sentence', comma=True)} quoted" if counts[QUOTED] else "",
        f"{same} {'says' if same == 1 else 'say'} the same" if same else "",
        f"{against} {'contradicts' if against == 1 else 'contradict'}" if against else "",
        f"{min(used / length, 1):.0%} of it used" if used else "nothing of it is used",
        f"{noise / length:.0%} noise" if noise else "",
    ]
    return " · ".join(filter(None, facts))


def _texts(summary: SummaryData, sources: Mapping[str, Shown]) -> str:
    room = MAX_PAGE_CHARACTERS // max(len(sources), 1)
    language = _language(summary)
    sections = "\n".join(_text(shown, room, language) for shown in sources.values())
    noise = (
        '<label class="noises" hidden><input type="checkbox" id="noise"> Show noise</label>'
        if any(shown.source.dropped for shown in sources.values())
        else ""
    )
    return (
        '<aside aria-labelledby="texts">\n<div class="bar"><h2 id="texts">Texts of the sources</h2>'
        f"{noise}</div>\n{sections}\n</aside>"
    )


def _text(shown: Shown, room: int, language: str) -> str:
    found = passages(shown.source, shown.mentions, room=room)
    return (
        f'<section class="source" id="source-{shown.number}"'
        f' aria-labelledby="name-{shown.number}">\n<header><h3 id="name-{shown.number}">'
        f'<b class="number">{shown.number}</b> {shown.name_html}</h3>{_strip(shown)}</header>\n'
        f"{_facts(shown.source)}\n"
        f'<div class="text"{language} dir="auto">{_passages(shown, found)}</div>\n</section>'
    )


def _passages(shown: Shown, found: Sequence[Passage]) -> str:
    """The passages, and between them how much is not in the page."""
    parts, reached = [], 0
    for passage in found:
        parts.append(_gap(passage.start - reached))
        reached = passage.start + len(passage.text)
        mentions, noise = _within(shown, passage.start, reached)
        parts.append(mark_passage(passage, mentions, noise, number=shown.number))
    return "".join([*parts, _gap(shown.source.characters - reached)])


def _within(shown: Shown, start: int, end: int) -> tuple[Sequence[Mention], Sequence[Span]]:
    """What is named and what was left out in a passage, which no mention enters from before it."""
    named, dropped = shown.mentions, shown.source.dropped
    first, last = (bisect_left(named, place, key=lambda one: one.start) for place in (start, end))
    noise_first = bisect_right(dropped, start, key=lambda span: span[1])
    noise_last = bisect_left(dropped, end, key=lambda span: span[0])
    return named[first:last], dropped[noise_first:noise_last]


def _gap(length: int) -> str:
    what = plural(length, "character", comma=True)
    return f'<p class="gap">{what} not in this page</p>' if length > 0 else ""


def _facts(source: Source) -> str:
    """What is known of a source beside its title, names and values."""
    address = web_address(source)
    site = re.match(r"https?://(?:[^/?#]*@)?([^/?#:]+)", address or "", re.IGNORECASE)
    facts = {"document": escape_html(source.id)} if source.title else {}
    if site or source.site:
        facts["site"] = escape_html(source.site or "") or escape_html(site[1] if site else "")
    if source.date:
        facts["date"] = escape_html(source.date)
    if address:
        link = f'<a href="{html.escape(address)}" rel="noreferrer" target="_blank">'
        facts["address"] = f"{link}{escape_html(source.url or '')}</a>"
    elif source.url:
        facts["address"] = escape_html(source.url)
    facts["length"] = (
        f"{source.characters:,} characters, {plural(source.sentences, 'sentence', comma=True)}"
    )
    if source.sha256:
        facts["sha256"] = f"<code>{escape_html(source.sha256)}</code>"
    return _pairs(facts)


# --- how it was made ----------------------------------------------------------------------------


def _settings(summary: SummaryData) -> str:
    budget = summary.budget
    facts = {
        "budget": f"{budget.limit:,} {escape_html(unit_of(budget))}",
        "used": f"{budget.used:,}",
        **{
            escape_html(name): escape_html(_said(value)) for name, value in summary.settings.items()
        },
    }
    heading = '<h2 id="settings">Budget and settings</h2>'
    return f'<section aria-labelledby="settings">\n{heading}\n{_pairs(facts)}\n</section>'


def _said(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _pairs(facts: Mapping[str, str]) -> str:
    """A list of names and values, which are HTML."""
    rows = (
        f"<div><dt>{name.replace('_', ' ')}</dt><dd><bdi>{value}</bdi></dd></div>"
        for name, value in facts.items()
    )
    return f"<dl>{''.join(rows)}</dl>"
