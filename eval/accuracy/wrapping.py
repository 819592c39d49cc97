r"""Print how often breaking the lines of a text changes its sentences.

    python -m eval.accuracy.wrapping [--data FOLDER] [--documents 150] [--show N]

The documents of all sets are made into paragraphs, one a line, with a blank line between two, and
split into sentences. Then the same paragraphs are broken into lines in many ways and split again.
An error is a boundary between sentences that only one of the two has; the share is errors over the
boundaries of the unbroken text, with the half width of its 95 % interval over documents.
A boundary is the number of characters of the document before it, without white space and without
what the wrapper put in: hyphens, `>` and page numbers. At a page number nothing is counted.
Nor is the end of a paragraph that nothing shows: it has no closing mark, and the paragraph and the
next one make the same lines as both in one would. Those are counted apart.

The second table has verse, tables, lists and more from `wrapping_apart.txt`, alone and between
wrapped prose: how many pairs of their lines were joined.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from eval.accuracy.segmentation import CODES
from eval.datasets import DATA, read_records
from multisumm.text.blocks import split_blocks
from multisumm.text.line_breaks import is_open
from multisumm.text.sentences import split_sentences

CLUSTERS = (
    *(f"multiling2011/{language}" for language in ("en", "fr", "cs", "ar")),
    *("multinews/untruncated-dev", "multinews/val", "email/en", "qmsum/val", "opinosis/en"),
)
APART = Path(__file__).with_name("wrapping_apart.txt")

HYPHEN, QUOTE, PAGE = "\ue000", "\ue001", "\ue002"
"""What a wrapper puts in, until `finish` replaces it."""

_SPACELESS = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
_NOT_AT_HEAD = "、。，．！？：；」』）》〉】”’%"
_SYLLABLE = re.compile(
    r"(?<=[^\W\d_A-Z]{2}[aeiouyáéíóúůěý])(?=[^\W\d_aeiouy][aeiouyáéíóú][^\W\d_])"
)


class Text(NamedTuple):
    """The paragraphs of a document, each without line breaks, and its set and language."""

    row: str
    language: str
    paragraphs: Sequence[str]


class Counts(NamedTuple):
    """Boundaries that are in the broken text only, those it lost, and those of the unbroken one.

    `hidden` counts the ends of paragraphs that nothing shows in the broken text.
    """

    spurious: int
    missed: int
    gold: int
    hidden: int = 0


Wrapper = Callable[[str, random.Random], list[str]]
"""Takes a paragraph and a source of chance; returns its lines."""


# --- wrappers -----------------------------------------------------------------------------------


def pieces_of(paragraph: str) -> list[str]:
    """Return the pieces of a paragraph between which a line may end: words, Chinese characters."""
    pieces: list[str] = []
    for word in re.split(r"(?<=\s)(?=\S)", paragraph):
        for piece in re.split(
            r"(?<=[\u3041-\u30ff\u3400-\u9fff])(?!\s)|(?<=[、。，．！？：；」』）])", word
        ):
            if pieces and piece[:1] and piece[0] in _NOT_AT_HEAD:
                pieces[-1] += piece
            elif piece:
                pieces.append(piece)
    return pieces


def greedy(paragraph: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return lines of at most `width` characters, with an indent for the first and the rest."""
    lines, line = [], first
    for piece in pieces_of(paragraph):
        if line.strip() and len((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = rest
        line += piece
    return [*lines, line.rstrip()]


def at_width(width: int, paragraph: str, _: random.Random) -> list[str]:
    """Return lines of at most `width` characters."""
    return greedy(paragraph, width)


def after_column(paragraph: str, column: int) -> list[str]:
    """Return lines broken at the first blank after a column; the blank stays."""
    lines, line = [], ""
    for piece in pieces_of(paragraph):
        line += piece
        if len(line) > column and (line[-1].isspace() or _SPACELESS.match(line[-1])):
            lines.append(line)
            line = ""
    return [*lines, line] if line else lines


def even(paragraph: str, width: int) -> list[str]:
    """Return lines of at most `width` characters, as even as can be, as `fmt` makes them."""
    pieces = pieces_of(paragraph)
    goal = width * 93 // 100
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, len(pieces) + 1):
        length, options = 0, []
        for start in range(stop - 1, -1, -1):
            length += len(pieces[start])
            size = length - (len(pieces[stop - 1]) - len(pieces[stop - 1].rstrip()))
            if size > width and start < stop - 1:
                break
            last = stop == len(pieces) and size <= goal
            options.append((best[start][0] + (0 if last else (size - goal) ** 2), start))
        best.append(min(options))
    lines, stop = [], len(pieces)
    while stop:
        start = best[stop][1]
        lines.append("".join(pieces[start:stop]).rstrip())
        stop = start
    return lines[::-1]


def hyphenated(paragraph: str, width: int) -> list[str]:
    """Return lines of at most `width` characters, with words broken by hyphens where they may."""
    lines, line = [], ""
    for piece in pieces_of(paragraph):
        if line and len((line + piece).rstrip()) > width:
            places = [found.start() for found in _SYLLABLE.finditer(piece)]
            cut = max((at for at in places if len(line) + at < width), default=0)
            lines.append((line + piece[:cut] + HYPHEN * (cut > 0)).rstrip())
            line, piece = "", piece[cut:]
        line += piece
    return [*lines, line.rstrip()]


def justified(paragraph: str, width: int) -> list[str]:
    """Return lines of `width` characters, filled with blanks from the left."""
    lines = greedy(paragraph, width)
    full = []
    for line in lines[:-1]:
        words = line.split()
        room = width - sum(map(len, words))
        gaps = max(1, len(words) - 1)
        blanks = [room // gaps + (i < room % gaps) for i in range(gaps)]
        spaced = (word + " " * gap for word, gap in zip(words, [*blanks, 0], strict=False))
        full.append("".join(spaced) if 0 < room <= 3 * gaps else line)
    return [*full, lines[-1]]


def by_hand(paragraph: str, column: int, chance: random.Random) -> list[str]:
    """Return lines that end somewhere in the twelve characters before a column."""
    lines, line = [], ""
    limit = column - chance.randrange(12)
    for piece in pieces_of(paragraph):
        if line and len((line + piece).rstrip()) > limit:
            lines.append(line.rstrip())
            line = ""
            limit = column - chance.randrange(12)
        line += piece
    return [*lines, line.rstrip()]


def quoted(lines: list[str], sign: str) -> list[str]:
    """Return the lines behind a sign of quotation."""
    return [sign + line for line in lines]


class Way(NamedTuple):
    """A way to break a text: how paragraphs are broken, and what stands between two."""

    wrap: Wrapper
    between: str = "\n\n"
    line_end: str = "\n"
    page: int = 0


ONE, TWO = QUOTE + " ", QUOTE + " " + QUOTE + " "

WAYS: dict[str, Way] = {
    **{f"fixed {width}": Way(partial(at_width, width)) for width in (40, 60, 72, 80, 100)},
    "fixed 72, no blank line": Way(lambda p, _: greedy(p, 72), "\n"),
    "fixed 50, no blank line": Way(lambda p, _: greedy(p, 50), "\n"),
    "blanks at line ends": Way(lambda p, _: [line + "  " for line in greedy(p, 76)]),
    "after column 65": Way(lambda p, _: after_column(p, 65)),
    "after column, no blank line": Way(lambda p, _: after_column(p, 70), "\n"),
    "fmt 75": Way(lambda p, _: even(p, 75)),
    "fmt 60, no blank line": Way(lambda p, _: even(p, 60), "\n"),
    "by hand, 76": Way(lambda p, chance: by_hand(p, 76, chance)),
    "quoted once": Way(lambda p, _: quoted(greedy(p, 70), ONE), f"\n{QUOTE}\n"),
    "quoted twice": Way(lambda p, _: quoted(greedy(p, 70), TWO), f"\n{TWO}\n"),
    "indented": Way(lambda p, _: greedy(p, 72, "    ", "    ")),
    "first lines indented": Way(lambda p, _: greedy(p, 66, "   "), "\n"),
    "hanging indents": Way(lambda p, _: greedy(p, 72, "", "    "), "\n"),
    "hyphenated 60": Way(lambda p, _: hyphenated(p, 60)),
    "hyphenated 45, no blank line": Way(lambda p, _: hyphenated(p, 45), "\n"),
    "justified 78": Way(lambda p, _: justified(p, 78)),
    "mixed widths": Way(lambda p, chance: greedy(p, chance.choice((48, 64, 80)))),
    "two lines apart": Way(lambda p, _: greedy(p, 72), "\n\n\n", "\n\n"),
    "OCR: hyphens, lines apart": Way(lambda p, _: hyphenated(p, 64), "\n\n\n", "\n\n"),
    "OCR: hyphens, pages": Way(lambda p, _: hyphenated(p, 70), "\n", page=40),
}


def broken(text: Text, way: Way) -> str:
    """Return the document broken into lines; what is put in is still marked."""
    chance = random.Random(text.paragraphs[0])
    made = [way.wrap(paragraph, chance) for paragraph in text.paragraphs]
    if not way.page:
        return way.between.join(way.line_end.join(lines) for lines in made)
    lines = [line for own in made for line in own]
    pages = [lines[at : at + way.page] for at in range(0, len(lines), way.page)]
    return f"\n\n{PAGE}\n\n".join("\n".join(page) for page in pages)


# --- boundaries ---------------------------------------------------------------------------------


def finish(marked: str) -> tuple[str, list[int], set[int]]:
    """Return the text, the ink of the document before each offset, and the ink at the pages."""
    parts, ink, at_pages = [], [0], set()
    numbers = count(1)
    for character in marked:
        if character == PAGE:
            number = f"- {next(numbers)} -"
            parts.append(number)
            ink.extend([ink[-1]] * len(number))
            at_pages.add(ink[-1])
            continue
        parts.append({HYPHEN: "-", QUOTE: ">"}.get(character, character))
        ink.append(ink[-1] + (not character.isspace() and character not in (HYPHEN, QUOTE)))
    return "".join(parts), ink, at_pages


def boundaries(marked: str, language: str) -> tuple[set[int], set[int]]:
    """Return the ink before each end of a sentence in a text, and before each page number."""
    text, ink, at_pages = finish(marked)
    spans = split_sentences(text, split_blocks(text), language=language)
    return {ink[end] for _, end in spans} - {0, ink[-1]}, at_pages


def hidden_ends(text: Text, way: Way) -> set[int]:
    """Return the ink before the ends of paragraphs that nothing shows in the broken text.

    Two such paragraphs make the same lines as one of both, and the first has no closing mark.
    """
    hidden: set[int] = set()
    ink = 0
    for above, below in pairwise(text.paragraphs):
        ink += sum(not character.isspace() for character in above)
        if way.between != way.line_end or not is_open(above, len(above)):
            continue
        apart = [way.wrap(part, random.Random(0)) for part in (above, below)]
        if way.wrap(f"{above} {below}", random.Random(0)) == [*apart[0], *apart[1]]:
            hidden.add(ink)
    return hidden


def compare(text: Text, gold: set[int], way: Way) -> Counts:
    """Return how the boundaries of the broken text differ from those of the unbroken one."""
    found, at_pages = boundaries(broken(text, way), text.language)
    hidden = (hidden_ends(text, way) & gold) - at_pages
    uncounted = at_pages | hidden
    return Counts(
        len(found - gold - uncounted), len(gold - found - uncounted), len(gold) + 1, len(hidden)
    )


def show(text: Text, gold: set[int], way: Way, limit: int) -> Iterator[str]:
    """Yield what stands around the first errors, with `|` at the boundary."""
    marked = broken(text, way)
    found, at_pages = boundaries(marked, text.language)
    written, ink, _ = finish(marked)
    for place in sorted((gold ^ found) - at_pages - hidden_ends(text, way))[:limit]:
        at = ink.index(place)
        kind = "spurious" if place in found else "missed"
        yield f"{kind}: {written[max(0, at - 160) : at]!r} | {written[at : at + 100]!r}"


# --- texts --------------------------------------------------------------------------------------


def paragraphs_of(text: str) -> list[str]:
    """Return the lines of a text that have letters, each as a paragraph with single blanks.

    Lines in lower case belong to the one above, if that has no closing mark.
    """
    paragraphs: list[str] = []
    for line in (" ".join(line.split()) for line in text.splitlines()):
        if not re.search(r"\w", line) or line.startswith(">"):
            continue
        if line[0].islower() and paragraphs and re.search(r"[\w,]\Z", paragraphs[-1]):
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
    return paragraphs


def unwrapped_mail(text: str) -> str:
    """Return a mail without its fields, lines of more than 50 characters joined to the next one."""
    body = re.sub(r"\A(?:[A-Z][\w-]*: .*\n\s*)+", "", text)
    return re.sub(r"(?<=[^\n]{50})\n(?=[^\s>\W])", " ", body)


def read_texts(data: Path, limit: int) -> Iterator[Text]:
    """Yield at most `limit` documents of each set, evenly spread over it."""
    for name in CLUSTERS:
        path = data / f"{name}.jsonl.gz"
        texts = [(d["text"], c["lang"]) for c in read_records(path) for d in c["documents"]]
        if name.startswith("opinosis"):  # a document is a sentence there
            whole = (texts[at : at + 12] for at in range(0, len(texts), 12))
            texts = [("\n".join(text for text, _ in part), "en") for part in whole]
        for text, language in texts[:: max(1, len(texts) // limit)][:limit]:
            text = unwrapped_mail(text) if name.startswith("email") else text
            if paragraphs := paragraphs_of(text):
                yield Text(name, language, paragraphs)
    for page in read_records(data / "webtext" / "dev.jsonl.gz"):
        if paragraphs := paragraphs_of(page["article_body"]):
            yield Text("webtext/dev", "en", paragraphs)
    chance = random.Random(0)
    for record in read_records(data / "sentences" / "ud-dev.jsonl.gz"):
        treebank = record["treebank"]
        language = CODES[treebank[3:].partition("-")[0].lower()]
        gap = "" if language == "zh" else " "
        sentences = [" ".join(sentence.split()) for sentence in record["sentences"]]
        paragraphs = []
        while sentences:
            size = chance.randrange(2, 8)
            paragraphs.append(gap.join(sentences[:size]))
            del sentences[:size]
        for at in range(0, min(len(paragraphs), 12 * limit), 12):
            yield Text(treebank, language, paragraphs[at : at + 12])


def read_apart(path: Path) -> list[tuple[str, str]]:
    """Return the names and texts whose lines must stay apart."""
    parts = re.split(r"^== (.*)\n", path.read_text("utf-8"), flags=re.MULTILINE)
    return [(name, text.strip("\n")) for name, text in zip(parts[1::2], parts[2::2], strict=True)]


PROSE = (
    "The harbour master had been at his desk since five in the morning, when the first of the "
    "boats came in from the banks with less fish than anyone had hoped for. He wrote down what "
    "each of them had landed, as he had done for Mr. Brandt and for the company before him."
)


def count_joined(text: str) -> tuple[int, int]:
    """Return how many pairs of neighbouring lines of a text are in one block, and how many not."""
    blocks, at, places = split_blocks(text), 0, []
    for line in text.splitlines(keepends=True):
        if line.strip():
            places.append(at + len(line) - len(line.lstrip()))
        at += len(line)
    joined = sum(any(s <= a and b < e for s, e in blocks) for a, b in pairwise(places))
    return joined, len(places) - 1


def print_apart() -> None:
    """Print how many pairs of lines were joined that must stay apart."""
    prose = "\n".join(greedy(PROSE, 66))
    own, _ = count_joined(prose)
    totals = np.zeros(4, int)
    print(f"\n{'lines that must stay apart':28} pairs  joined: alone  spaced  between prose")
    for name, text in read_apart(APART):
        joined, pairs = count_joined(text)
        between, _ = count_joined(f"{prose}\n\n{prose}\n\n{text}\n\n{prose}\n\n{prose}")
        spaced, _ = count_joined("\n\n".join(filter(None, text.split("\n"))))
        row = (pairs, joined, spaced, between - 4 * own)
        print(f"{name:28} {pairs:5} {joined:14} {spaced:7} {row[3]:14}")
        totals += row
    print(f"{'all':28} {totals[0]:5} {totals[1]:14} {totals[2]:7} {totals[3]:14}")


def ratio(counts: Sequence[Counts]) -> tuple[float, float]:
    """Return errors over boundaries, and the half width of its 95 % interval over documents."""
    errors = np.array([c.spurious + c.missed for c in counts], float)
    gold = np.array([c.gold for c in counts], float)
    share = errors.sum() / gold.sum()
    spread = np.sqrt(((errors - share * gold) ** 2).sum()) / gold.sum()
    return 100 * share, 196 * float(spread)


def print_table(cells: dict[tuple[str, str], list[Counts]], side: int) -> None:
    """Print a line for each way (`side` 0) or each set (1)."""
    heads = ("way" if side == 0 else "set", "spurious", "missed", "of", "hidden", "%")
    print("\n{:32}{:>9}{:>8}{:>8}{:>8}{:>8}".format(*heads))
    for name in (*dict.fromkeys(key[side] for key in cells), "all"):
        own = [c for key, part in cells.items() if name in (key[side], "all") for c in part]
        share, half = ratio(own)
        spurious, missed, gold, hidden = map(sum, zip(*own, strict=True))
        print(f"{name:32}{spurious:9}{missed:8}{gold:8}{hidden:8}{share:8.2f} ±{half:.2f}")


def main() -> None:
    """Print errors by way and by set, and what was joined that must stay apart."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of all sets")
    parser.add_argument("--documents", type=int, default=150, help="documents of each set")
    parser.add_argument("--show", type=int, default=0, help="errors to show of each set and way")
    parser.add_argument("--ways", help="a part of the names of the ways to try")
    args = parser.parse_args()
    cells: dict[tuple[str, str], list[Counts]] = defaultdict(list)
    shown: dict[tuple[str, str], int] = defaultdict(int)
    for text in read_texts(args.data, args.documents):
        gold, _ = boundaries("\n\n".join(text.paragraphs), text.language)
        for name, way in WAYS.items():
            if args.ways and args.ways not in name:
                continue
            cells[name, text.row].append(compare(text, gold, way))
            for line in (
                show(text, gold, way, args.show - shown[name, text.row]) if args.show else ()
            ):
                shown[name, text.row] += 1
                print(f"{name}, {text.row}: {line}")
    print_table(cells, 0)
    print_table(cells, 1)
    print_apart()


if __name__ == "__main__":
    main()
