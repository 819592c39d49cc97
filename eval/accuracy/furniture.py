"""Print which sentences inside articles are left out as furniture, and how often that is right.

    python -m eval.accuracy.furniture [--show SET] [--clusters N]

The first table counts the sentences left out of each set by reason. Sets of clean news and reviews
show what is lost wrongly; the clusters set apart for the reading trial are left out. The second
table is about web pages whose article is known, among the sentences that the line filter keeps: the
share of the furniture that is outside the article, and the share of what is outside that is found.
`--show SET` prints the sentences of one set instead, to be read.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

import numpy as np

from eval.datasets import DATA, read_records, set_apart
from eval.training.line_model import PAGES, words
from multisumm.model import Document
from multisumm.text.articles import Article, drop_furniture, read_article
from multisumm.text.languages import identify_language

SETS = (
    "multinews/untruncated-dev", "multinews/val", "multiling2011/fr", "multiling2011/cs",
    "multiling2011/ar", "opinosis/en", "email/en",
)  # fmt: skip


def read_clusters(name: str, limit: int) -> Iterator[list[Article]]:
    """Yield the articles of each cluster, as the line filter leaves them."""
    apart = set_apart()
    clusters = [c for c in read_records(DATA / f"{name}.jsonl.gz") if c["id"] not in apart]
    for cluster in clusters[:limit]:
        texts = [one["text"] for one in cluster["documents"] if one["text"].strip()]
        yield [read(f"{cluster['id']}/{i}", text) for i, text in enumerate(texts, 1)]


def read(name: str, text: str) -> Article:
    """Return the article of a text."""
    return read_article(Document(name, text), language=identify_language(text), keep_noise=False)


def left_out(articles: list[Article]) -> list[tuple[str, str, str]]:
    """Return document, reason and text of the sentences that are furniture."""
    found = []
    for before, after in zip(articles, drop_furniture(articles), strict=True):
        lines = {*before.dropped}
        for (start, end), reason in zip(after.dropped, after.reasons, strict=True):
            if (start, end) not in lines:
                text = " ".join(after.document.text[start:end].split())
                found.append((after.document.id, reason, text))
    return found


def in_body(sentence: str, grams: set[tuple[str, ...]]) -> bool:
    """Return whether most of a sentence's 4-grams of words are in the body of an article."""
    own = [tuple(words(sentence)[i : i + 4]) for i in range(max(1, len(words(sentence)) - 3))]
    return float(np.mean([gram in grams for gram in own])) > 0.5


def print_pages() -> None:
    """Print the table of the web pages with known articles."""
    right = furniture = outside = sentences = 0
    for record in read_records(PAGES):
        body = words(record["article_body"])
        grams = {tuple(body[i : i + size]) for size in (1, 2, 3, 4) for i in range(len(body))}
        article = read(record["url"], record["text"])
        text = article.document.text
        outer = {span for span in article.spans if not in_body(text[slice(*span)], grams)}
        left = {*drop_furniture([article])[0].spans}
        found = [span for span in article.spans if span not in left]
        right += sum(span in outer for span in found)
        furniture, outside = furniture + len(found), outside + len(outer)
        sentences += len(article.spans)
    print(f"\n{'web pages':28} {sentences} sentences kept by lines, {outside} outside the article")
    print(f"{'furniture':28} {furniture}, of them outside {right / max(furniture, 1):.3f}")
    print(f"{'found of what is outside':28} {right / max(outside, 1):.3f}")


def main() -> None:
    """Print the tables, or the sentences of a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", choices=SETS, default=None)
    parser.add_argument("--clusters", type=int, default=1000)
    options = parser.parse_args()
    if options.show:
        for articles in read_clusters(options.show, options.clusters):
            for name, reason, text in left_out(articles):
                print(f"{name} [{reason}] {text}")
        return
    for name in SETS:
        clusters = list(read_clusters(name, options.clusters))
        total = sum(len(one.spans) for articles in clusters for one in articles)
        counts = Counter(reason for articles in clusters for _, reason, _ in left_out(articles))
        share = sum(counts.values()) / max(total, 1)
        listed = ", ".join(f"{reason} {n}" for reason, n in sorted(counts.items()))
        print(f"{name:28} {share:.4f} of {total} sentences: {listed}")
    print_pages()


if __name__ == "__main__":
    main()
