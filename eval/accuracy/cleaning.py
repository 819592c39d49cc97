r"""Print how well noise is removed from web pages, and how much of clean texts is kept.

    python -m eval.accuracy.cleaning [PAGES.jsonl.gz]

The measures are precision and recall of the set of 4-grams of words (`\w+`, lower case) of the kept
lines against the article body, averaged over pages. `multisumm` is cross-validated: each page is
judged by a model that never saw a page of its site. The clean texts are judged by the shipped
model, which was not trained on any of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from eval.training.line_model import (
    CLEAN,
    PAGES,
    Page,
    clean_texts,
    cross_validate,
    keep,
    load,
    precision_recall,
    words,
)
from multisumm.text import boilerplate
from multisumm.text.blocks import split_blocks
from multisumm.text.languages import identify_language


def by_rule(page: Page) -> list[bool]:
    """Return which lines have at least eight words and a closing mark."""
    closed = page.features["closed"] > 0
    return [
        len(words(line)) >= 8 and bool(mark) for line, mark in zip(page.lines, closed, strict=True)
    ]


def row(name: str, pages: Sequence[Page], keeps: Sequence[Sequence[bool]]) -> Sequence[float]:
    """Print means and standard errors of precision and recall; return the pairs of each page."""
    pairs = np.array([precision_recall(p, kept) for p, kept in zip(pages, keeps, strict=True)])
    mean, error = pairs.mean(0), pairs.std(0) / np.sqrt(max(len(pairs), 1))
    print(
        f"{name:28} {mean[0]:.3f} ±{error[0]:.3f}   {mean[1]:.3f} ±{error[1]:.3f}  n={len(pairs)}"
    )
    return pairs


def kept_share(text: str) -> float:
    """Return the share of the words of a text that are kept."""
    blocks = split_blocks(text)
    counts = np.array([len(words(text[start:end])) for start, end in blocks])
    reasons = boilerplate.find_noise(text, blocks, language=identify_language(text))
    keep = [not reason for reason in reasons]
    return float(counts @ np.array(keep) / max(counts.sum(), 1))


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=Path, default=PAGES)
    web, clean = load(parser.parse_args().pages)
    scores, held = cross_validate(web, clean)
    keeps = [keep(page, score) for page, score in zip(web, scores, strict=True)]
    print(f"{'':28} {'precision':14} recall")
    row("keep all", web, [[True] * len(page.lines) for page in web])
    row("8 words and a closing mark", web, [by_rule(page) for page in web])
    row("multisumm, cross-validated", web, keeps)
    for fold in sorted(set(held)):
        picked = [i for i, f in enumerate(held) if f == fold]
        row(f"  fold {fold}", [web[i] for i in picked], [keeps[i] for i in picked])
    print(f"\n{'clean texts, as shipped':28} share of words kept: mean, lowest, texts")
    sets = {name: clean_texts(name)[stop:] for name, (stop, _) in CLEAN.items()}
    sets["opinosis/en"] = clean_texts("opinosis/en")
    for name, texts in sets.items():
        shares = [kept_share(text) for text in texts]
        print(f"{name:28} {np.mean(shares):.4f} {min(shares):.4f} {len(texts)}")


if __name__ == "__main__":
    main()
