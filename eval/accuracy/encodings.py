"""Print how often the encoding of a text without a mark is recognised, by the length of the text.

    python -m eval.accuracy.encodings [--data ../shared/data/sentences]

The texts are stretches of the Universal Dependencies in the encodings that their languages are
written in. A cell is the number read right, read wrong (with a warning) and refused.
"""

from __future__ import annotations

import argparse
import random
import unicodedata
from collections import Counter
from pathlib import Path

from eval.datasets import DATA, read_records
from multisumm.errors import InputError
from multisumm.reading.decoding import decode

CODECS = {
    "Chinese": ("big5", "gb18030", "utf-16-le", "hz"),
    "English": ("utf-16-le", "utf-16-be", "utf-32-le"),
    "French": ("cp1252", "cp850"),
    "German": ("cp1252", "mac-roman", "utf-7"),
    "Greek": ("cp1253", "iso8859-7"),
    "Hebrew": ("cp1255", "utf-16-le"),
    "Italian": ("cp1252",),
    "Portuguese": ("cp1252",),
    "Russian": ("cp1251", "koi8-r", "cp866", "iso8859-5", "utf-16-le"),
    "Vietnamese": ("cp1258",),
}
"""Language -> the encodings that its texts are tried in."""

LENGTHS = (20, 100, 300, 3000)
SAMPLES = 20


def outcome(text: str, codec: str) -> str | None:
    """Return `right`, `wrong` or `refused`; None if the bytes are plain ASCII or UTF-8."""
    data = unicodedata.normalize("NFC", text).encode(codec, "ignore")
    expected = data.decode(codec)
    if expected.encode() == data or not expected:
        return None
    try:
        return "right" if decode(data, "text").text == expected else "wrong"
    except InputError:
        return "refused"


def main() -> None:
    """Print a line for each language and encoding, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=DATA / "sentences", help="of the gold files")
    file = parser.parse_args().data / "ud-dev.jsonl.gz"
    if not file.is_file():
        parser.exit(1, f"no sentences at {file}: give their folder with --data\n")
    texts: dict[str, str] = {}
    for record in read_records(file):
        language = str(record["treebank"]).removeprefix("UD_").partition("-")[0]
        texts[language] = f"{texts.get(language, '')} {' '.join(record['sentences'][:2000])}"
    generator = random.Random(1)
    sums = {length: Counter[str | None]() for length in LENGTHS}
    print("right / wrong / refused".ljust(26) + "".join(f"{length:>14}" for length in LENGTHS))
    for language, codecs in CODECS.items():
        for codec in codecs:
            line = f"{language} {codec}".ljust(26)
            for length in LENGTHS:
                starts = [
                    generator.randrange(len(texts[language]) - length) for _ in range(SAMPLES)
                ]
                pieces = [texts[language][start : start + length] for start in starts]
                counts = Counter(outcome(piece, codec) for piece in pieces)
                sums[length] += counts
                line += cell(counts)
            print(line)
    print("all".ljust(26) + "".join(cell(counts) for counts in sums.values()))


def cell(counts: Counter[str | None]) -> str:
    """Return a cell of the table."""
    return f"{counts['right']} / {counts['wrong']} / {counts['refused']}".rjust(14)


if __name__ == "__main__":
    main()
