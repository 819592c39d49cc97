"""How often documents off the subject are found, and how right the alarms are.

    python -m eval.accuracy.off_subject [--data FOLDER] [--mixtures N]
    python -m eval.accuracy.off_subject --draw ALARMS.jsonl

Three parts are printed. First, the alarms on the clusters as they are, by file. Then the share of
the labelled alarms that are right: `off_subject_labels.json` has their ids, without text. `--draw`
writes the alarms that have no label, shuffled, with the ids of the documents, for those who label.
Last, made-up clusters: documents of one cluster and one or more of another, which is taken by lot,
or is the most alike of all (`look-alike`), whole or the begin of each; and halves of two clusters.
They are made of documents of 150 words or more that are not off the subject of their own cluster.
Clusters that are set apart for a blind trial (`reading.json`) are neither drawn nor
listed. Intervals are Wilson's, at 95 %.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from eval.accuracy.relations import line
from eval.datasets import DATA, set_apart
from multisumm import Cluster, Document
from multisumm.comparison.families import number_families
from multisumm.reading import read_clusters
from multisumm.subjects.likeness import make_profiles, measure_likeness
from multisumm.subjects.off_subject import Subjects, find_subjects
from multisumm.text.articles import find_copies, read_article, sentences_of
from multisumm.text.cluster_languages import identify_languages
from multisumm.text.terms import tabulate_sentences, tabulate_terms

NEWS = ("multinews/untruncated-dev", "multinews/val", "multinews/train-many", "multinews/train")
TOPICS = tuple(f"multiling2011/{language}" for language in ("en", "fr", "cs", "ar"))
OTHERS = ("email/en", "opinosis/en", "qmsum/val")
MIXED = ("multinews/untruncated-dev", *TOPICS, "email/en")
LABELS = Path(__file__).with_name("off_subject_labels.json")
FIRST = 5000
"""So many clusters of a file are read at most."""

MIN_MIXED = 150
"""Words that the documents of the made-up clusters have at least."""

CUT = 60
"""Words that are left of each document of the clusters of feed items."""

WORKERS = 2
SEED = 2031
PIECE = 120
"""Words of each document of the clusters of 200, which are pieces of a meeting."""


class Alarm(NamedTuple):
    """A document that is said to be off the subject of its cluster."""

    file: str
    cluster: str
    document: str


def main() -> None:
    """Print the measures, or draw alarms."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--draw", type=Path, metavar="ALARMS.jsonl")
    parser.add_argument("--mixtures", type=int, default=100, metavar="N", help="of each kind")
    options = parser.parse_args()
    with ProcessPoolExecutor(WORKERS) as workers:
        alarms = []
        for file in (*NEWS, *TOPICS, *OTHERS):
            found = alarms_of(options.data, file, workers)
            alarms += found
            if not options.draw:
                number = len({alarm.cluster for alarm in found})
                print(f"{file:28} {len(found):5} alarms in {number} clusters", flush=True)
        if options.draw:
            options.draw.write_text("".join(f"{json.dumps(a)}\n" for a in drawn(alarms)), "utf-8")
            return
        labels = read_labels()
        judged = [labels[alarm] for alarm in alarms if alarm in labels]
        print(line("\nlabelled alarms that are right", judged.count("right"), len(judged)))
        for rows in workers.map(partial(mixtures, options.data, options.mixtures), MIXED):
            print("", *rows, sep="\n", flush=True)
    print(f"\n{_row('qmsum/val and others', '3 of 200', three_of_200(options.data))}")


def drawn(alarms: Sequence[Alarm]) -> list[Alarm]:
    """Return the alarms without a label, shuffled, but none on a cluster that is set apart."""
    apart, labels = set_apart(), read_labels()
    new = [a for a in alarms if a not in labels and a.cluster not in apart]
    return random.Random(SEED).sample(new, len(new))


def read_labels() -> dict[Alarm, str]:
    """Return the label of each alarm that was read: `right` or `wrong`."""
    rows = json.loads(LABELS.read_text("utf-8"))["alarms"] if LABELS.exists() else []
    return {Alarm(file, cluster, document): label for file, cluster, document, label in rows}


def subjects_of(documents: Sequence[Document]) -> Subjects:
    """Return the subjects of a cluster, as a summary of it has them."""
    languages = identify_languages([document.text for document in documents])
    articles = [
        read_article(document, language=own, keep_noise=False)
        for document, own in zip(documents, languages.own, strict=True)
    ]
    copies = find_copies(articles)
    sentences = list(sentences_of(articles, without=copies))
    table = tabulate_sentences(sentences)
    families = number_families(sentences, table, copies, len(articles))
    return find_subjects(articles, sentences, table, families)


def read(data: Path, file: str) -> list[Cluster]:
    """Return the clusters of a file with their documents that have text."""
    clusters = [*read_clusters(data / f"{file}.jsonl.gz")]
    return [Cluster(one.id, tuple(d for d in one.documents if d.text.strip())) for one in clusters]


def alarms_of(data: Path, file: str, workers: Executor) -> list[Alarm]:
    """Return the alarms on the clusters of a file."""
    clusters = read(data, file)[:FIRST]
    found = workers.map(off_subject, clusters, chunksize=16)
    return [Alarm(file, cluster.id, document) for cluster, own in
            zip(clusters, found, strict=True) for document in own]  # fmt: skip


def off_subject(cluster: Cluster) -> list[str]:
    """Return the ids of the documents that are said to be off the subject of a cluster."""
    return [cluster.documents[i].id for i in subjects_of(cluster.documents).off]


# --- made-up clusters ---------------------------------------------------------------------------


def mixtures(data: Path, number: int, file: str) -> list[str]:
    """Return a line for each kind of made-up cluster: what is found and what is falsely alarmed."""
    clusters = [one for one in map(fit_to_mix, read(data, file)) if len(one.documents) > 1]
    nearest = look_alikes(clusters)
    cut = [cut_documents(one) for one in clusters]
    rows = []
    for size, odd in ((3, 1), (5, 1), (10, 1), (15, 1)):
        kinds = (("by lot", clusters, None), ("look-alike", clusters, nearest),
                 (f"by lot, {CUT} words each", cut, None))  # fmt: skip
        for kind, own, near in kinds:
            counts = mixed(own, size, odd, number, near)
            if counts["odd"]:
                rows.append(_row(file, f"{odd} of {size}, {kind}", counts))
    for half in (2, 3, 5):
        counts = halves(clusters, half, number)
        if counts["clusters"]:
            rows.append(line(f"{file}: halves of {half}", counts["found"], counts["clusters"]))
    return rows


def fit_to_mix(cluster: Cluster) -> Cluster:
    """Return a cluster without short documents and those off its subject."""
    off = off_subject(cluster)
    kept = [d for d in cluster.documents if len(d.text.split()) >= MIN_MIXED and d.id not in off]
    return Cluster(cluster.id, tuple(kept))


def cut_documents(cluster: Cluster) -> Cluster:
    """Return a cluster with the begin of each document, like items of a feed."""
    documents = [
        Document(one.id, f"{' '.join(one.text.split()[:CUT])}.", one.title)
        for one in cluster.documents
    ]
    return Cluster(cluster.id, tuple(documents))


def _row(file: str, kind: str, counts: Counter[str]) -> str:
    found = line(f"{file}: {kind}", counts["found"], counts["odd"])
    return f"{found}; false: {counts['false']} of {counts['others']}"


def mixed(
    clusters: Sequence[Cluster], size: int, odd: int, number: int, nearest: Sequence[int] | None
) -> Counter[str]:
    """Return what is found in clusters of `size` documents, of which `odd` are of another one."""
    draw = random.Random(SEED + size)
    large = [i for i, one in enumerate(clusters) if len(one.documents) >= size - odd]
    counts: Counter[str] = Counter()
    for _ in range(number if large else 0):
        i = draw.choice(large)
        j = nearest[i] if nearest else draw.choice([k for k in range(len(clusters)) if k != i])
        own = draw.sample(clusters[i].documents, size - odd)
        others = draw.sample(clusters[j].documents, odd)
        count(counts, own, others)
    return counts


def count(counts: Counter[str], own: Sequence[Document], others: Sequence[Document]) -> None:
    """Add what is found in a cluster of these documents and others that are off their subject."""
    documents = [Document(str(n), one.text, one.title) for n, one in enumerate([*own, *others])]
    off = subjects_of(documents).off
    found = sum(i >= len(own) for i in off)
    counts.update(odd=len(others), others=len(own), found=found, false=len(off) - found)


def halves(clusters: Sequence[Cluster], half: int, number: int) -> Counter[str]:
    """Return in how many clusters of two halves both subjects are told apart, with no mistake."""
    draw = random.Random(SEED + half)
    large = [one for one in clusters if len(one.documents) >= half]
    counts: Counter[str] = Counter()
    for _ in range(number if len(large) > 1 else 0):
        own = [d for one in draw.sample(large, 2) for d in draw.sample(one.documents, half)]
        documents = [Document(str(n), one.text, one.title) for n, one in enumerate(own)]
        several = subjects_of(documents).several
        right = several == (tuple(range(half)), tuple(range(half, 2 * half)))
        counts.update(clusters=1, found=int(right))
    return counts


def look_alikes(clusters: Sequence[Cluster]) -> list[int]:
    """Return the index of the cluster that is most like each, by their texts as a whole."""
    texts = ["\n".join(document.text for document in one.documents) for one in clusters]
    languages = identify_languages(texts)
    table = tabulate_terms(texts, language=languages.main)
    profiles = make_profiles(table, table.owners, len(texts), language=languages.main)
    likeness = measure_likeness(profiles, np.arange(len(texts)))
    np.fill_diagonal(likeness, 0)
    return [int(i) for i in likeness.argmax(axis=1)]


def three_of_200(data: Path) -> Counter[str]:
    """Return what is found among 197 pieces of one meeting and three news of other subjects."""
    draw = random.Random(SEED)
    news = [d for one in read(data, "multiling2011/en") for d in one.documents]
    meetings: dict[str, list[str]] = {}
    for cluster in read(data, "qmsum/val"):
        words = " ".join(document.text for document in cluster.documents).split()
        meetings.setdefault(" ".join(words[:50]), words)
    counts: Counter[str] = Counter()
    for words in meetings.values():
        pieces = [" ".join(words[i : i + PIECE]) for i in range(0, len(words), PIECE)][:197]
        own = [Document(str(i), piece) for i, piece in enumerate(pieces)]
        if len(own) >= 100:
            count(counts, own, draw.sample(news, 3))
    return counts


if __name__ == "__main__":
    main()
