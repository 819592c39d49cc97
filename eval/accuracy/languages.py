"""Print how often the language of a text is recognised, next to py3langid if it is installed.

    python -m eval.accuracy.languages [--data ../shared/data]

The texts are MultiLing 2011 documents, Universal Dependencies and the golden rules of segmentation,
each whole, as single sentences and as samples of 20 words. A cell is correct / texts (undecided).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

from eval.datasets import read_records
from multisumm.text.languages import UNDECIDED, identify_language

TREEBANKS = {
    "Arabic": "ar", "Chinese": "zh", "Czech": "cs", "English": "en", "French": "fr",
    "German": "de", "Greek": "el", "Hebrew": "he", "Hindi": "hi", "Italian": "it",
    "Japanese": "ja", "Portuguese": "pt", "Russian": "ru", "Spanish": "es", "Turkish": "tr",
    "Vietnamese": "vi",
}  # fmt: skip
GOLDEN = {  # without "danish", whose texts are English
    "amharic": "am", "armenian": "hy", "bulgarian": "bg", "burmese": "my", "chinese": "zh",
    "deutsch": "de", "dutch": "nl", "english_clean": "en", "french": "fr",
    "greek": "el", "hindi": "hi", "italian": "it", "japanese": "ja", "kazakh": "kk",
    "marathi": "mr", "persian": "fa", "polish": "pl", "russian": "ru", "slovak": "sk",
    "spanish": "es", "urdu": "ur",
}  # fmt: skip
Texts = dict[tuple[str, str], list[str]]


def collect(data: Path) -> tuple[Texts, Texts]:
    """Return whole texts and single sentences by set and language; MultiLing has no sentences."""
    whole: Texts = {}
    single: Texts = {}
    for language in ("en", "fr", "cs", "ar"):
        for cluster in read_records(data / "multiling2011" / f"{language}.jsonl.gz"):
            texts = [document["text"] for document in cluster["documents"]]
            whole.setdefault(("multiling2011", language), []).extend(texts)
    sources = (("ud-dev", "treebank", TREEBANKS), ("golden-rules", "language", GOLDEN))
    for file, key, names in sources:
        for record in read_records(data / "sentences" / f"{file}.jsonl.gz"):
            name = str(record[key]).removeprefix("UD_").partition("-")[0]
            if name in names:
                whole.setdefault((str(record[key]), names[name]), []).append(record["text"])
                single.setdefault((str(record[key]), names[name]), []).extend(record["sentences"])
    return whole, single


def sample_words(texts: list[str], generator: random.Random, *, count: int = 50) -> list[str]:
    """Return stretches of 20 words, or of 40 characters if there are no spaces."""
    samples = []
    for _ in range(count):
        text = generator.choice(texts)
        words = text.split()
        if len(words) * 20 < len(text):
            start = generator.randrange(max(1, len(text) - 40))
            samples.append(text[start : start + 40])
        else:
            start = generator.randrange(max(1, len(words) - 20))
            samples.append(" ".join(words[start : start + 20]))
    return samples


def cell(identify: Callable[[str], str], texts: list[str], language: str) -> str:
    """Return a cell: correct / texts (undecided)."""
    answers = [identify(text) for text in texts]
    correct, undecided = answers.count(language), answers.count(UNDECIDED)
    return f"{correct}/{len(answers)} ({undecided})"


def langid_classifier() -> Callable[[str], str] | None:
    """Return py3langid's decision as a function, if it is installed."""
    try:
        import py3langid
    except ImportError:
        return None
    return lambda text: py3langid.classify(text)[0]


def main() -> None:
    """Print one table for each kind of sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    if not (data / "sentences").is_dir():
        raise SystemExit(f"no data at {data}: give its folder with --data")
    deciders = {"multisumm": identify_language}
    if langid := langid_classifier():
        deciders["py3langid"] = langid
    whole, single = collect(data)
    generator = random.Random(1)
    twenty = {key: sample_words(texts, generator) for key, texts in whole.items()}
    for title, sets in (("whole", whole), ("sentence", single), ("20 words", twenty)):
        print(f"\n## {title}\n")
        print("| set | language | " + " | ".join(deciders) + " |")
        print("|---|---|" + "---|" * len(deciders))
        for (name, language), texts in sorted(sets.items()):
            cells = [cell(identify, texts[:300], language) for identify in deciders.values()]
            print(f"| {name} | {language} | " + " | ".join(cells) + " |")
    text = "\n".join(texts[0] for texts in whole.values())[:36_000]
    for name, identify in deciders.items():
        start = time.perf_counter()
        for _ in range(20):
            identify(text)
        print(f"\n{name}: {(time.perf_counter() - start) / 20 * 1e3:.2f} ms for 36,000 characters")


if __name__ == "__main__":
    main()
