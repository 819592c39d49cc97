"""Fit the line model of `multisumm.text.boilerplate` and write it as readable JSON.

    python -m eval.training.line_model [PAGES.jsonl.gz] [--out FILE] [--date DATE]

Pages have `text`, `article_body` and `url`. A line is article if most of its words align with the
body. Clean articles (MultiLing 2011, Multi-News) and messages are added as pages without noise,
with less weight. The same data give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
from sklearn.linear_model import LogisticRegression

from eval.datasets import DATA, TOP, read_records
from multisumm.text import boilerplate
from multisumm.text.blocks import split_blocks
from multisumm.text.languages import identify_language
from multisumm.text.line_features import (
    Array,
    Features,
    count_letters,
    feature_matrix,
    line_features,
)
from multisumm.text.line_words import LineWords, number_words

PAGES = DATA / "webtext" / "dev.jsonl.gz"
MODEL = TOP / "src" / "multisumm" / "data" / "line_model.json"
SETTINGS = {
    "C_line": 0.01,
    "C_context": 0.03,
    "clean_weight": 0.3,
    "transplants": 2,
    "transplant_weight": 0.4,
    "folds": 6,
}
MAX_ASIDES = 12  # noise lines put inside a transplanted article
THRESHOLD = {
    "log_odds": -1.9,
    "run_cost": 0.5,
    "open_log_odds": 0.0,
    "cued_log_odds": 3.0,
    "bridge_log_odds": -4.1,
    "gap": 8,
    "island_gap": 3,
    "island_share": 0.1,
}
# Every n-th of the first documents; `eval/accuracy/cleaning.py` measures on others.
CLEAN = {f"multiling2011/{language}": (30, 3) for language in ("en", "fr", "cs", "ar")}
CLEAN |= {"multinews/untruncated-dev": (100, 5), "email/en": (200, 10)}


@dataclass(frozen=True, eq=False)
class Page:
    """Lines of a page with their labels; `group` is the site, and empty for all clean pages."""

    group: str
    lines: list[str]
    article: Array
    weight: Array
    body: str
    words: LineWords
    letters: Array
    features: Features


def make_page(group: str, lines: list[str], article: Array, weight: Array, body: str) -> Page:
    """Return a page with the features of its lines."""
    words, letters = number_words(lines), count_letters(lines)
    language = identify_language("\n".join(lines))
    features = line_features(lines, words, letters, language=language)
    return Page(group, lines, article, weight, body, words, letters, features)


def words(text: str) -> list[str]:
    """Return the words of a text as the measurement counts them."""
    return re.findall(r"\w+", text.lower())


def read(path: Path) -> list[dict]:
    """Return the records of a file; end the program if there is none."""
    if not path.is_file():
        sys.exit(f"no file {path}: name the pages, or put the data into {DATA}")
    return list(read_records(path))


def clean_texts(name: str) -> list[str]:
    """Return the texts of a set of clusters, in order."""
    clusters = read(DATA / f"{name}.jsonl.gz")
    texts = [document["text"] for cluster in clusters for document in cluster["documents"]]
    return [text for text in texts if text.strip()]


def label(lines: Sequence[str], body: str) -> Array:
    """Return 1 for each line (n,) with more than half of its words aligned to the body, else 0."""
    owner = [i for i, line in enumerate(lines) for _ in words(line)]
    matcher = SequenceMatcher(None, words(" ".join(lines)), words(body), autojunk=False)
    hits, counts = np.zeros(len(lines)), np.bincount(owner, minlength=len(lines))
    for match in matcher.get_matching_blocks():
        np.add.at(hits, owner[match.a : match.a + match.size], 1)
    return (hits > 0.5 * counts).astype(float)


def web_page(record: dict) -> Page:
    """Return a page with noise, labelled by its article body."""
    text = record["text"]
    lines = [text[start:end] for start, end in split_blocks(text)]
    article = label(lines, record["article_body"])
    group = urlparse(record["url"]).netloc.removeprefix("www.")
    return make_page(group, lines, article, page_weight(lines, article), record["article_body"])


def clean_page(text: str) -> Page:
    """Return a page that is all article; short lines without a closing mark have no weight."""
    lines = [text[start:end] for start, end in split_blocks(text)]
    size = np.array([len(words(line)) for line in lines]) + 2.0
    page = make_page("", lines, np.ones(len(lines)), size, text)
    sure = (size >= 10) | (page.features["closed"] > 0)
    return replace(page, weight=SETTINGS["clean_weight"] * size * sure / size.sum())


def fit(pages: Sequence[Page], features: Sequence[Features], c: float) -> dict:
    """Return the intercept and coefficients of a logistic regression, for unscaled features."""
    names = list(features[0])
    x = np.vstack([feature_matrix(own, names) for own in features])
    y = np.concatenate([page.article for page in pages])
    weight = np.concatenate([page.weight for page in pages])
    mean, scale = x.mean(0), np.maximum(x.std(0), 1e-9)
    model = LogisticRegression(C=c, max_iter=1000)
    model.fit((x - mean) / scale, y, sample_weight=weight / weight.mean())
    coefficients = model.coef_[0] / scale
    intercept = float(model.intercept_[0] - coefficients @ mean)
    layer = dict(zip(names, coefficients.tolist(), strict=True))
    return {name: float(f"{x:.5g}") for name, x in {"intercept": intercept, **layer}.items()}


def folds(pages: Sequence[Page], k: int) -> list[int]:
    """Return the fold of each page, one for all pages of a site; sites are shuffled by hash."""
    digest = {page.group: hashlib.sha256(page.group.encode()).digest() for page in pages}
    order = {group: i for i, group in enumerate(sorted(digest, key=lambda site: digest[site]))}
    # Clean pages have no site and are dealt out one by one.
    return [(order[page.group] if page.group else i) % k for i, page in enumerate(pages)]


def transplanted(pages: Sequence[Page], articles: Sequence[list[str]], times: int) -> list[Page]:
    """Return pages with another article in place of their own; the noise stays the same."""
    random = np.random.default_rng(0)
    made = []
    for page in pages:
        article_lines = np.flatnonzero(page.article) if page.group else []
        for _ in range(times if len(article_lines) else 0):
            lines = list(articles[random.integers(len(articles))])
            labels = [1.0] * len(lines)
            first, last = article_lines[0], article_lines[-1] + 1
            for line, own in zip(page.lines[first:last], page.article[first:last], strict=True):
                if not own and labels.count(0.0) < MAX_ASIDES:
                    position = random.integers(len(lines) + 1)
                    lines.insert(position, line)
                    labels.insert(position, 0.0)
            lines = [*page.lines[:first], *lines, *page.lines[last:]]
            after = len(page.lines) - last
            article = np.array([0.0] * first + labels + [0.0] * after)
            weight = SETTINGS["transplant_weight"] * page_weight(lines, article)
            made.append(make_page(page.group, lines, article, weight, ""))
    return made


def page_weight(lines: Sequence[str], article: Array) -> Array:
    """Return the weight of each line (n,): its words relative to those of the article and page."""
    size = np.array([len(words(line)) for line in lines]) + 2.0
    return size / (0.8 * (article @ (size - 2) + 2) + 0.2 * size.sum())


def train(web: Sequence[Page], clean: Sequence[Page]) -> dict:
    """Return both regressions; the second learns from scores of the first on pages it never saw."""
    articles = [lines for page in clean if len(lines := [x for x in page.lines if len(x) > 40]) > 2]
    pages = [*web, *transplanted(web, articles, SETTINGS["transplants"]), *clean]
    scores: list[Array] = [np.zeros(0)] * len(pages)
    inner = folds(pages, 4)
    for fold in range(4):
        seen = [page for page, f in zip(pages, inner, strict=True) if f != fold]
        layer = fit_lines(seen)
        for i, f in enumerate(inner):
            if f == fold:
                scores[i] = boilerplate.log_odds(pages[i].features, layer)
    context = [
        boilerplate.context_features(page.features, score, page.words, page.letters)
        for page, score in zip(pages, scores, strict=True)
    ]
    return {
        "line": fit_lines(pages),
        "context": fit(pages, context, SETTINGS["C_context"]),
        "threshold": THRESHOLD,
    }


def fit_lines(pages: Sequence[Page]) -> dict:
    """Return the first regression."""
    return fit(pages, [page.features for page in pages], SETTINGS["C_line"])


def judge(page: Page, model: dict) -> Array:
    """Return the log odds of each line of a page."""
    scores = boilerplate.log_odds(page.features, model["line"])
    context = boilerplate.context_features(page.features, scores, page.words, page.letters)
    return boilerplate.log_odds(context, model["context"])


def fourgrams(text: Sequence[str]) -> set[tuple[str, ...]]:
    """Return the set of 4-grams of words; one of all words if there are fewer than 4."""
    return {tuple(text[i : i + 4]) for i in range(max(1, len(text) - 3))} if text else set()


def precision_recall(page: Page, kept_lines: Sequence[bool]) -> tuple[float, float]:
    """Return precision and recall of the 4-grams of the kept lines against the article body."""
    kept = [line for line, k in zip(page.lines, kept_lines, strict=True) if k]
    grams, gold = fourgrams(words("\n".join(kept))), fourgrams(words(page.body))
    common = len(grams & gold)
    return common / max(len(grams), 1), common / max(len(gold), 1)


def cross_validate(web: Sequence[Page], clean: Sequence[Page]) -> tuple[list[Array], list[int]]:
    """Return log odds of each page's lines by a model that never saw its site, and the folds."""
    held = folds(web, SETTINGS["folds"])
    scores: list[Array] = [np.zeros(0)] * len(web)
    for fold in range(SETTINGS["folds"]):
        seen = [page for page, f in zip(web, held, strict=True) if f != fold]
        model = train(seen, clean)
        for i, f in enumerate(held):
            if f == fold:
                scores[i] = judge(web[i], model)
    return scores, held


def load(path: Path) -> tuple[list[Page], list[Page]]:
    """Return the pages with noise, and the clean ones."""
    web = [web_page(record) for record in read(path)]
    picks = [clean_texts(name)[:stop:step] for name, (stop, step) in CLEAN.items()]
    return web, [clean_page(text) for texts in picks for text in texts]


def keep(page: Page, scores: Array, at: float = THRESHOLD["log_odds"]) -> list[bool]:
    """Return which lines are kept."""
    threshold = THRESHOLD | {"log_odds": at}
    return boilerplate.decide(page.features, scores, page.letters, threshold)


def measure(web: Sequence[Page], scores: Sequence[Array], at: float) -> list[float]:
    """Return mean precision and recall over the pages."""
    pairs = [precision_recall(page, keep(page, s, at)) for page, s in zip(web, scores, strict=True)]
    return [round(float(x), 4) for x in np.mean(pairs, axis=0)]


def main() -> None:
    """Cross-validate, fit on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--date", default=None)
    options = parser.parse_args()
    web, clean = load(options.pages)
    scores, _ = cross_validate(web, clean)
    chosen = THRESHOLD["log_odds"]
    for at in (-2.2, -2.05, -1.9, -1.75, -1.6):
        print(at, *measure(web, scores, at))
    files = [options.pages, *(DATA / f"{name}.jsonl.gz" for name in CLEAN)]
    report = {
        "what": "Log odds of being article; features: text/line_features.py, text/boilerplate.py",
        "written by": "eval/training/line_model.py",
        "date": options.date,
        "settings": SETTINGS,
        "data": {
            f"{file.parent.name}/{file.name}": hashlib.sha256(file.read_bytes()).hexdigest()
            for file in files
        },
        "pages": len(web),
        "clean pages": len(clean),
        "cross-validated precision, recall": measure(web, scores, chosen),
        "model": train(web, clean),
    }
    options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
