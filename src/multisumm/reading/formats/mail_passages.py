"""The text of a mail -> what its sender wrote, what it forwards, and how much else it holds.

The lines are read once, from the first to the last, so the time grows with their number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from multisumm.reading.formats.mail_markers import (
    MAX_LINE,
    begins_attribution,
    begins_header_block,
    introduces_marked_lines,
    is_attribution,
    is_banner,
    is_device_line,
    is_heading_of_notice,
    is_list_footer,
    is_quoted,
    is_rule,
    match_divider,
    notice_start,
    parse_header_block,
    plain_line,
    split_at_attribution,
    subject_kind,
    without_mark,
    writer_of,
)

Addition = Literal["quotation", "signature", "footer", "notice", "encoded"]
"""What stands in a mail besides its sender's words."""

MAX_DEPTH = 3
"""Limit for forwarded mails inside quoted lines inside forwarded mails ...; below, all is one."""

NO_HEADERS: Mapping[str, str] = MappingProxyType({})

_MAX_ATTRIBUTION_LINES = 4
_MAX_SIGNATURE_LINES = 12
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_PGP = re.compile(r"-----BEGIN PGP (SIGNATURE|MESSAGE|PUBLIC KEY BLOCK)-----")
_PGP_END = re.compile(r"-----END PGP ")
_PGP_LINE = re.compile(
    r"\s*(?:[A-Z][A-Za-z]*: .*|[A-Za-z0-9+/]{64,76}|=?[A-Za-z0-9+/]{4,}={0,2})?\s*\Z"
)
"""A line inside of such a block: a header, base64, or nothing."""
_UUENCODE = re.compile(r"begin [0-7]{3} \S")
_UUENCODE_DATA = re.compile(r"[ -`]*+[\r\n]*\Z")


class MailPart(NamedTuple):
    """The words of one writer in a mail.

    Attributes:
        text: The words, without the additions.
        headers: Values of `sender`, `date`, `subject` and others, as the mail states them above
            the words of another writer; empty for those of its sender.
        additions: Kind of addition -> number of lines that were left out around these words.
    """

    text: str
    headers: Mapping[str, str]
    additions: Mapping[Addition, int]


@dataclass
class _Draft:
    """A part that is not complete yet. `fresh` last lines of it stood together in the mail."""

    headers: Mapping[str, str]
    lines: list[str] = field(default_factory=list)
    fresh: int = 0
    additions: Counter[Addition] = field(default_factory=Counter)
    quoted: list[str] = field(default_factory=list)
    quoted_headers: Mapping[str, str] = field(default_factory=dict)

    def leave_out(self, kind: Addition, lines: Sequence[str]) -> None:
        """Count lines as an addition; blank lines do not count."""
        self.fresh = 0
        if written := sum(bool(line.strip()) for line in lines):
            self.additions[kind] += written

    def quote(self, lines: Sequence[str]) -> None:
        """Leave out the words of others, and keep them in case that there are no others."""
        self.leave_out("quotation", lines)
        self.quoted += lines

    def take_back(self, number: int, *, to: Addition = "quotation") -> None:
        """Leave out the last lines; blank lines behind them go with them."""
        while number and self.lines and not self.lines[-1].strip():
            self.lines.pop()
        if number:
            taken = [self.lines.pop() for _ in range(min(number, len(self.lines)))]
            self.additions[to] += len(taken)
            self.fresh = 0


def split_mail(text: str, *, subject: str | None = None, is_html: bool = False) -> list[MailPart]:
    r"""Return the words of the sender, and after them those of each mail that is forwarded.

    These are left out: quoted lines and the line above them (`On 4 March Ana wrote:`), all below a
    line that introduces a quotation without marks (`-----Original Message-----`, or `From:` above
    `Sent:`), signatures, lines that a device or a mailing list adds, notices on secrecy, and
    encoded data. If nothing is left of the sender's words and nothing is forwarded, the quotation
    is a part with the headers of its writer, as if it were forwarded; the sender's part is empty.
    If there is no quotation either, the whole text is the sender's. A blank line stands where
    something was left out between two lines.

    Args:
        text: The text of a mail; quotations in HTML begin with `>`, too.
        subject: The subject, which tells replies (`Re:`) from forwards (`Fwd:`).
        is_html: Whether each line of the text is a paragraph.

    >>> split_mail("Yes.\n\nOn 18 May 2024, Tom wrote:\n> Is it safe?\n")[0].text
    'Yes.\n\n'
    >>> split_mail("> Is it safe?\nYes.\n> Is it new?\nNo.\n")[0].text
    'Yes.\n\nNo.\n'
    """
    return _split(_LINE.findall(text), {}, subject, is_html=is_html, depth=0)


def _split(
    lines: list[str], headers: Mapping[str, str], subject: str | None, *, is_html: bool, depth: int
) -> list[MailPart]:
    splitter = _Splitter(lines, headers, subject, depth=depth, is_html=is_html)
    splitter.run()
    for draft in splitter.drafts:
        _trim(draft, is_html=is_html)
    first, *others = splitter.drafts
    forwarded = [*map(_to_part, others), *splitter.enclosed]
    parts = [_to_part(first), *(part for part in forwarded if part.text.strip())]
    if parts[0].text.strip() or len(parts) > 1:
        return parts
    if depth >= MAX_DEPTH or not any(map(str.strip, first.quoted)):
        return [MailPart("".join(lines), headers, {})]
    inner = _split(first.quoted, first.quoted_headers, subject, is_html=is_html, depth=depth + 1)
    additions = first.additions - Counter({"quotation": first.additions["quotation"]})
    return [*([MailPart("", {}, additions)] if depth == 0 else []), *inner]


def _to_part(draft: _Draft) -> MailPart:
    return MailPart("".join(draft.lines), draft.headers, dict(draft.additions))


class _Splitter:
    """Goes through the lines once; `drafts` has the parts, `enclosed` those of quoted forwards."""

    def __init__(
        self,
        lines: list[str],
        headers: Mapping[str, str],
        subject: str | None,
        *,
        depth: int,
        is_html: bool,
    ) -> None:
        self.lines = lines
        self.written = _next_written(lines)
        self.at = 0
        self.drafts = [_Draft(headers)]
        self.enclosed: list[MailPart] = []
        self.subject = headers.get("subject") or subject
        self.depth = depth
        self.is_html = is_html
        self.signature: int | None = None  # where its first line is, if we are in one
        self._pgp_end: int | None = None  # looked up once, when a block begins

    @property
    def draft(self) -> _Draft:
        return self.drafts[-1]

    @property
    def is_reply(self) -> bool:
        return subject_kind(self.subject) == "reply"

    @property
    def forwards(self) -> bool:
        """Whether a mail without a mark of its own is forwarded here, and not quoted."""
        return subject_kind(self.subject) == "forward" and not self.draft.quoted

    def run(self) -> None:
        """Read all lines."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if is_quoted(line):
                self._read_marked()
            elif divider := match_divider(line):
                self._read_headers(is_forward=divider == "forwarded" or self.forwards, below=1)
            elif self._begins_headers():
                self._drop_rule()
                self._read_headers(is_forward=self.forwards, below=0)
            elif end := self._encoded_end():
                self.draft.leave_out("encoded", self.lines[self.at : end])
                self.at = end
            elif self._begins_signature(line):
                self.draft.leave_out("signature", [line])
                self.at += 1
                self.signature = self.at
            else:
                self._read_line(line)

    def _begins_headers(self) -> bool:
        if not begins_header_block(self.lines, self.at):
            return False
        return bool(parse_header_block(self.lines, self.at)[0])

    def _read_line(self, line: str) -> None:
        """Read a line of the sender or of a signature; it may introduce a quotation."""
        draft = self.draft
        self.at += 1
        is_below_a_gap = draft.fresh == 0 and self.signature is None
        if is_below_a_gap and line.strip() and draft.lines and draft.lines[-1].strip():
            draft.lines.append("\n")  # no sentence goes on over what was left out
        draft.lines.append(line)
        draft.fresh += 1
        marked = self._next_is_quoted()
        number = 0 if marked else self._attribution_lines()
        if number:
            attribution = " ".join(self.lines[self.at - number : self.at])
            draft.take_back(number if self.signature is None else 1)
            self._quote_rest({"sender": writer_of(attribution)})
        elif self.signature is not None:
            draft.lines.pop()
            draft.leave_out("signature", [line])

    def _attribution_lines(self) -> int:
        """Return how many of the last lines introduce a quotation without marks."""
        if not plain_line(self.draft.lines[-1]).endswith((":", "：", "-", "_")):
            return 0
        return _count_attribution_lines(self._lines_above(), is_reply=self.is_reply)

    def _read_marked(self) -> None:
        """Read lines that begin with `>`: a quotation, or a mail that is forwarded."""
        inner = self._marked_lines()
        first = next((line for line in inner if line.strip()), "")
        if match_divider(first) == "forwarded" and self.depth < MAX_DEPTH:
            self._enclose(inner[inner.index(first) + 1 :])
        elif self.forwards and self.depth < MAX_DEPTH and self._headers_of(inner):
            self._enclose(inner)
        else:
            self._drop_introduction()
            self.draft.quote(inner)
        self.signature = None

    def _headers_of(self, lines: Sequence[str]) -> Mapping[str, str]:
        start = next((index for index, line in enumerate(lines) if line.strip()), 0)
        return parse_header_block(lines, start)[0]

    def _marked_lines(self) -> list[str]:
        """Return the quoted lines from here on without their marks, and go behind them.

        Blank lines between two quoted lines are among them, and so is the short rest of a quoted
        line that a program broke in two.
        """
        inner: list[str] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if is_quoted(line):
                inner.append(without_mark(line))
            elif not line.strip():
                blanks = self._blank_lines()
                if not self._is_quoted_at(self.at + blanks):
                    break
                inner += ["\n"] * blanks
                self.at += blanks
                continue
            elif self._is_rest_of_line(line):
                inner.append(line)
            else:
                break
            self.at += 1
        return inner

    def _is_rest_of_line(self, line: str) -> bool:
        """Return whether a line without a mark is the end of the quoted line above it."""
        above = self.lines[self.at - 1][-MAX_LINE:].rstrip()
        is_broken = len(above) >= 60 and not above.endswith((".", "!", "?", ":"))
        is_link = len(line.split()) == 1 and "http" in above.split(" ")[-1]
        is_rest = is_link or (is_broken and len(line.split()) <= 4)
        return is_rest and self._is_quoted_at(self.at + 1)

    def _blank_lines(self) -> int:
        """Return how many blank lines stand here."""
        return self.written[self.at] - self.at

    def _is_quoted_at(self, index: int) -> bool:
        return index < len(self.lines) and is_quoted(self.lines[index])

    def _next_is_quoted(self) -> bool:
        return self._is_quoted_at(self.at + self._blank_lines())

    def _drop_introduction(self) -> None:
        """Leave out the lines above quoted lines that introduce them."""
        draft = self.draft
        above = self._lines_above()
        if not above:
            return
        own, attribution = split_at_attribution(plain_line(above[-1]))
        if attribution:
            draft.take_back(1)
            draft.lines.append(f"{own}\n")
            return
        number = _count_attribution_lines(above, is_reply=True)
        number = number or introduces_marked_lines(("", *above)[-2], above[-1])
        draft.take_back(number)

    def _lines_above(self) -> list[str]:
        """Return the last lines that were read, at most four, up to a blank line above them."""
        number = min(self.draft.fresh, 2 * _MAX_ATTRIBUTION_LINES)
        last = self.draft.lines[-number:] if number else []
        if self.signature is not None:
            last = self.lines[max(self.signature, self.at - _MAX_ATTRIBUTION_LINES) : self.at]
        while last and not last[-1].strip():
            last.pop()
        start = len(last)
        while start and last[start - 1].strip():
            start -= 1
        return last[start:][-_MAX_ATTRIBUTION_LINES:]

    def _drop_rule(self) -> None:
        """Leave out a drawn line above a header block."""
        written = next((line for line in reversed(self.draft.lines[-3:]) if line.strip()), "")
        if is_rule(written):
            self.draft.take_back(1)

    def _read_headers(self, *, is_forward: bool, below: int) -> None:
        """Read the headers that stand here or `below`, if any, and what they are above."""
        start = self.at
        self.at += below
        self.at += self._blank_lines()
        headers, self.at = parse_header_block(self.lines, self.at)
        self.signature, self.draft.fresh = None, 0
        if is_forward and self._next_is_quoted() and self.depth < MAX_DEPTH:
            self.at += self._blank_lines()
            self._enclose(self._marked_lines(), headers)
        elif is_forward:
            self.drafts.append(_Draft(headers))
            self.subject = headers.get("subject")
        else:
            self.draft.leave_out("quotation", self.lines[start : self.at])
            if self._next_is_quoted():
                self.draft.quoted_headers = self.draft.quoted_headers or headers
            else:
                self._quote_rest(headers)

    def _quote_rest(self, headers: Mapping[str, str]) -> None:
        """Leave out all that follows as a quotation."""
        self.draft.quoted_headers = headers
        self.draft.quote(self.lines[self.at :])
        self.at = len(self.lines)

    def _enclose(self, lines: list[str], headers: Mapping[str, str] = NO_HEADERS) -> None:
        """Add the parts of a mail that is forwarded in quoted lines; its headers may be there."""
        start = next((index for index, line in enumerate(lines) if line.strip()), 0)
        if not headers:
            headers, start = parse_header_block(lines, start)
        self.enclosed += _split(
            lines[start:], headers, None, is_html=self.is_html, depth=self.depth + 1
        )
        self.draft.fresh = 0

    def _encoded_end(self) -> int | None:
        """Return the line behind the encoded data that begins here, None if none does."""
        end = self.at + 1
        if _PGP.match(self.lines[self.at]):
            if end > self._last_pgp_end():  # it is cut off: the words behind it are the sender's
                while end < len(self.lines) and _PGP_LINE.match(self.lines[end]):
                    end += 1
                return end
            while not _PGP_END.match(self.lines[end]):
                end += 1
            return end + 1
        if not _UUENCODE.match(self.lines[self.at]) or not _is_uuencoded(self.lines[end : end + 1]):
            return None
        while end < len(self.lines) and _UUENCODE_DATA.match(self.lines[end]):
            end += 1
        is_end = end < len(self.lines) and self.lines[end].rstrip() == "end"
        return end + 1 if is_end else None

    def _last_pgp_end(self) -> int:
        """Return the index of the last line that ends a block of PGP, -1 without one."""
        if self._pgp_end is None:
            ends = (i for i, line in enumerate(self.lines) if _PGP_END.match(line))
            self._pgp_end = max(ends, default=-1)
        return self._pgp_end

    def _begins_signature(self, line: str) -> bool:
        """Return whether a line is `-- `, or `--` above a few short lines that are no sentences."""
        bare = line.rstrip("\r\n")
        if bare == "-- " or (bare.strip() == "--" and self.is_html):
            return True
        if bare.strip() not in ("--", "—", "__"):
            return False
        tail = []
        for below in self.lines[self.at + 1 : self.at + 2 * _MAX_SIGNATURE_LINES]:
            if is_quoted(below) or is_rule(below) or match_divider(below):
                break
            tail += [below.strip()] if below.strip() else []
        return len(tail) <= _MAX_SIGNATURE_LINES and not any(
            len(below) > 70 or below.endswith((".", "!", "?", ":")) for below in tail
        )


def _is_uuencoded(lines: Sequence[str]) -> bool:
    """Return whether the first line is data of uuencode: its first sign tells how much it has."""
    line = lines[0].rstrip("\r\n") if lines else ""
    if not line or not _UUENCODE_DATA.match(line):
        return False
    signs = -(-((ord(line[0]) - 32) % 64) // 3) * 4
    return len(line.rstrip()) <= 1 + signs + 1 and len(line) >= 1 + signs - 3


def _next_written(lines: Sequence[str]) -> list[int]:
    """Return for each line, and for the end, the index of the next line that is not blank."""
    following = [len(lines)] * (len(lines) + 1)
    for index in range(len(lines) - 1, -1, -1):
        following[index] = index if lines[index].strip() else following[index + 1]
    return following


def _count_attribution_lines(lines: Sequence[str], *, is_reply: bool) -> int:
    """Return how many of the last lines are an attribution; 0 if they are none.

    It may take several lines. It goes on to the line where it begins, as long as no line above
    ends a sentence.
    """
    shortest = 0
    for number in range(1, len(lines) + 1):
        window = lines[-number:]
        if number > 1 and plain_line(window[0]).endswith((".", "!", "?", "…", ":", "：")):
            break
        if is_attribution(" ".join(window), is_reply=is_reply):
            if begins_attribution(window[0]):
                return number
            shortest = shortest or number
    return shortest


def _trim(draft: _Draft, *, is_html: bool) -> None:
    """Leave out what devices, mailing lists and servers added at the end and the beginning."""
    lines = draft.lines
    last: Addition | None = None
    while True:
        end = len(lines)
        while end and not lines[end - 1].strip():
            end -= 1
        if not end:
            return
        start, kind = _addition_at_end(lines, end, last, is_html=is_html)
        if kind is None:
            break
        draft.leave_out(kind, lines[start:end])
        del lines[start:]
        last = kind
    if last and is_rule(lines[end - 1]):
        draft.leave_out(last, lines[end - 1 :])
        del lines[end - 1 :]
    _trim_beginning(draft, is_html=is_html)


def _addition_at_end(
    lines: Sequence[str], end: int, below: Addition | None, *, is_html: bool
) -> tuple[int, Addition | None]:
    """Return where the addition at the end begins, and what it is, None if there is none.

    Of a device it is only the last line, and so is a heading above a notice (`below`); a notice
    may begin inside the paragraph.
    """
    if is_device_line(lines[end - 1]):
        return end - 1, "signature"
    while end > 1 and (not lines[end - 1].strip() or is_rule(lines[end - 1])):
        end -= 1
    start = _paragraph_start(lines, end, is_html=is_html)
    if is_list_footer(lines[start:end]):
        return _footer_start(lines, start), "footer"
    notice = notice_start(lines[start:end])
    if notice is not None:
        return start + notice, "notice"
    is_heading = below == "notice" and is_heading_of_notice(lines[end - 1])
    return end - 1, "notice" if is_heading else None


def _paragraph_start(lines: Sequence[str], end: int, *, is_html: bool) -> int:
    """Return where the last paragraph begins: behind a blank line, or at a drawn line."""
    start = end - 1
    while not is_html and start and lines[start - 1].strip() and not is_rule(lines[start]):
        start -= 1
    return start


def _footer_start(lines: Sequence[str], start: int) -> int:
    """Return where a footer begins: at a drawn line above, if only links stand below that line."""
    for index in range(start - 1, max(0, start - _MAX_SIGNATURE_LINES), -1):
        if is_rule(lines[index]) and not lines[index - 1].strip():
            return index
        if not (len(lines[index].split()) <= 3 or "http" in "".join(lines[index : index + 2])):
            break
    return start


def _trim_beginning(draft: _Draft, *, is_html: bool) -> None:
    """Leave out the paragraphs in which a server warns of a mail from outside."""
    lines, kept = draft.lines, 0
    while True:
        start = kept
        while start < len(lines) and not lines[start].strip():
            start += 1
        end = start + 1
        while not is_html and end < len(lines) and lines[end].strip():
            end += 1
        if end >= len(lines) or not is_banner(" ".join(lines[start:end])):
            break
        draft.leave_out("notice", lines[start:end])
        kept = end
    del lines[:kept]
