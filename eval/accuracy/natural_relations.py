"""How right the relations are that the program shows in real articles.

    python -m eval.accuracy.natural_relations [--data FOLDER] [--wrong]
    python -m eval.accuracy.natural_relations --draw PAIRS.jsonl

`natural_relations.json` has labelled pairs of sentences, as addresses without text. `--draw` draws
them by lot from the clusters of `FILES` and writes them shuffled, without what the program says,
for those who label; pairs that have a label are left out. There are three draws: pairs that were
shown to say the same or a part, at most a third of them verbatim; all that were shown to contradict
or update each other; and pairs with `OVERLAP` of their content words in common, whatever the
program says of them. Shown means beside a quote of a summary of 250 words, or found between
sentences of different documents.
What is printed is what the program says of these pairs today. Intervals are Wilson's, at 95 %.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from eval.accuracy.cluster_relations import (
    content_stems,
    near_pairs,
    overlap,
    plain,
    read_sentences,
    relate_sentences,
)
from eval.accuracy.relations import line
from eval.datasets import DATA
from multisumm import Cluster, summarize
from multisumm.model import Sentence
from multisumm.reading import read_clusters

FILES = {
    "multinews/untruncated-dev.jsonl.gz": "en",
    "multinews/train-many.jsonl.gz": "en",
    "multinews/val.jsonl.gz": "en",
    "multiling2011/en.jsonl.gz": "en",
    "multiling2011/fr.jsonl.gz": "fr",
    "multiling2011/cs.jsonl.gz": "cs",
}
LABELLED_ONLY = {"multinews/train.jsonl.gz": "en"}
"""Files of which pairs have labels, but none are drawn: they have too many clusters."""

LABELS = Path(__file__).with_suffix(".json")
SIZES = {"support": 150, "contrary": 100, "overlap": 100}
MAX_VERBATIM = 50
OF_A_CLUSTER = 4
OVERLAP = 0.25
SEED = 2028
NEXT_ROUND = 4  # of the pairs that --draw gives
SUPPORT, CONTRARY = ("same", "part"), ("conflict", "update")

Address = tuple[str, int, int]
"""Id of a document, start and end of a sentence."""


class NaturalPair(NamedTuple):
    """Two sentences of a cluster.

    Attributes:
        draw: `support`, `contrary` or `overlap`.
        file: Name of the file of its cluster.
        cluster: Id of its cluster.
        a: Address of a sentence.
        b: Address of another.
        label: `same`, `part`, `conflict`, `update` or `different`; "" before it is labelled.
        round: In which draw it was labelled; 1 also if rules were made on it.
    """

    draw: str
    file: str
    cluster: str
    a: Address
    b: Address
    label: str = ""
    round: int = NEXT_ROUND


class Judged(NamedTuple):
    """A labelled pair, what the program says of it, and its two texts."""

    pair: NaturalPair
    kind: str
    rule: str
    texts: tuple[str, str]

    @property
    def is_right(self) -> bool:
        """Whether the answer is the label; of contradictions and updates, either."""
        if self.kind in CONTRARY:
            return self.pair.label in CONTRARY
        return self.kind == self.pair.label


def main() -> None:
    """Print the measures, or draw pairs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--draw", type=Path, metavar="PAIRS.jsonl")
    parser.add_argument("--wrong", action="store_true", help="list the pairs that are wrong")
    options = parser.parse_args()
    if options.draw:
        lines = [json.dumps(record, ensure_ascii=False) for record in drawn(options.data)]
        options.draw.write_text("\n".join(lines) + "\n", "utf-8")
        return
    pairs = labelled_pairs()
    judged = [*judge(pairs, options.data)]
    print(f"{len(pairs) - len(judged)} of {len(pairs)} pairs are other sentences by now")
    for read, name in ((False, "pairs that no rule was made on"), (True, "pairs read before")):
        print(f"\n{name}:")
        print("\n".join(measures([one for one in judged if (one.pair.round == 1) == read])))
    if options.wrong:
        for one in judged:
            silent = one.kind in ("similar", "nothing")
            if not one.is_right and not (silent and one.pair.label == "different"):
                print(f"{one.pair.draw}: {one.pair.label}, said {one.kind} by {one.rule}")
                print("  " + "\n  ".join(one.texts))


def labelled_pairs() -> list[NaturalPair]:
    """Return the pairs of `natural_relations.json`."""
    if not LABELS.exists():
        return []
    records = json.loads(LABELS.read_text("utf-8"))["pairs"]
    return [NaturalPair(*record[:3], *map(tuple, record[3:5]), *record[5:]) for record in records]


def measures(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield a line for each measure."""
    shown = [one for one in judged if one.pair.draw != "overlap"]
    support = [one for one in shown if one.kind in SUPPORT]
    contrary = [one for one in shown if one.kind in CONTRARY]
    yield line("contradiction or update, right", sum(o.is_right for o in contrary), len(contrary))
    yield line("support, right as told", sum(one.is_right for one in support), len(support))
    likely = sum(one.pair.label in SUPPORT for one in support)
    yield line("support, same or part", likely, len(support))
    same = [one for one in judged if one.pair.draw == "overlap" and one.pair.label == "same"]
    yield line("recall of same, as same", sum(one.kind == "same" for one in same), len(same))
    yield line("recall of same, as same or part", sum(o.kind in SUPPORT for o in same), len(same))


def judge(pairs: Iterable[NaturalPair], data: Path) -> Iterator[Judged]:
    """Yield each pair with what the program says of it as part of its cluster.

    Pairs of which a sentence is cut otherwise by now are left out.
    """
    waiting: dict[tuple[str, str], list[NaturalPair]] = {}
    for pair in pairs:
        waiting.setdefault((pair.file, pair.cluster), []).append(pair)
    for name, language in (FILES | LABELLED_ONLY).items():
        for cluster in read_clusters(str(data / name)):
            if (name, cluster.id) not in waiting:
                continue
            sentences = read_sentences(cluster.documents, language)
            relations = relate_sentences(sentences, language)
            place = {address(cluster, s): i for i, s in enumerate(sentences)}
            for pair in waiting[name, cluster.id]:
                if pair.a not in place or pair.b not in place:
                    continue
                i, j = place[pair.a], place[pair.b]
                relation = relations.of(i, j)
                said = (relation.kind, relation.rule) if relation else ("nothing", "no rule")
                yield Judged(pair, *said, (sentences[i].text, sentences[j].text))


def address(cluster: Cluster, sentence: Sentence) -> Address:
    """Return the address of a sentence in its cluster."""
    document = [one for one in cluster.documents if one.text.strip()][sentence.document]
    return document.id, sentence.start, sentence.end


# --- the draw -------------------------------------------------------------------------------------


def drawn(data: Path) -> list[dict[str, Any]]:
    """Return the pairs that are drawn, shuffled, with their texts; without those with a label."""
    draw = random.Random(SEED)
    labelled = {(pair.file, pair.cluster, pair.a, pair.b) for pair in labelled_pairs()}
    texts: dict[tuple[str, Address, Address], tuple[str, str]] = {}
    seen: set[tuple[str, ...]] = set()
    pools: dict[str, dict[str, list[NaturalPair]]] = {name: {} for name in ("verbatim", *SIZES)}
    for name, language in FILES.items():
        for cluster in read_clusters(str(data / name)):
            for pool, pair, texts_of_pair in found_in(cluster, name, language):
                key = (pool, *sorted(map(plain, texts_of_pair)))
                known = (name, cluster.id, pair.a, pair.b) in labelled
                if key not in seen and not known:
                    seen.add(key)
                    texts[cluster.id, pair.a, pair.b] = texts_of_pair
                    pools[pool].setdefault(name, []).append(pair)
    verbatim = _by_turns(pools["verbatim"], MAX_VERBATIM, draw)
    chosen = verbatim + _by_turns(pools["support"], SIZES["support"] - len(verbatim), draw)
    for name in ("contrary", "overlap"):
        chosen += _by_turns(pools[name], SIZES[name], draw)
    draw.shuffle(chosen)
    return [
        {"id": number, **pair._asdict(), "texts": texts[pair.cluster, pair.a, pair.b]}
        for number, pair in enumerate(chosen)
    ]


def found_in(
    cluster: Cluster, name: str, language: str
) -> Iterator[tuple[str, NaturalPair, tuple[str, str]]]:
    """Yield the pairs of a cluster that may be drawn, each with the pool that it belongs to."""
    sentences = read_sentences(cluster.documents, language)
    if not sentences:
        return
    relations = relate_sentences(sentences, language)
    stems = content_stems(sentences, language)
    addresses = [address(cluster, sentence) for sentence in sentences]
    place = {one: i for i, one in enumerate(addresses)}
    shown = {(i, j) for i, j in near_pairs(sentences, relations)}
    for quote in summarize(cluster.documents, words=250, language=language).sentences:
        for beside in (*quote.support, *quote.conflicts, *quote.updates):
            ends = [(c.document, c.start, c.end) for c in (quote.citation, beside.citation)]
            if all(end in place for end in ends):  # else a copy of a whole document
                shown.add(tuple(sorted(place[end] for end in ends)))
    for i in range(len(sentences)):
        for j in range(i + 1, len(sentences)):
            texts = sentences[i].text, sentences[j].text
            copy = plain(texts[0]) == plain(texts[1])
            kind = relation.kind if (relation := relations.of(i, j)) else ""
            pair = NaturalPair("", name, cluster.id, addresses[i], addresses[j])
            if (i, j) in shown and kind in SUPPORT:
                yield "verbatim" if copy else "support", pair._replace(draw="support"), texts
            elif (i, j) in shown and kind in CONTRARY:
                yield "contrary", pair._replace(draw="contrary"), texts
            apart = sentences[i].document != sentences[j].document
            if apart and not copy and overlap(stems[i], stems[j]) >= OVERLAP:
                yield "overlap", pair._replace(draw="overlap"), texts


def _by_turns(
    pools: dict[str, list[NaturalPair]], number: int, draw: random.Random
) -> list[NaturalPair]:
    """Up to so many pairs by lot, from each file in turn; of a cluster at most `OF_A_CLUSTER`."""
    for pool in pools.values():
        draw.shuffle(pool)
    waiting = [iter(pool) for pool in pools.values()]
    chosen: list[NaturalPair] = []
    taken: Counter[tuple[str, str]] = Counter()
    while waiting and len(chosen) < number:
        for pool in [*waiting]:
            pair = next((p for p in pool if taken[p.file, p.cluster] < OF_A_CLUSTER), None)
            if pair is None:
                waiting.remove(pool)
            elif len(chosen) < number:
                chosen.append(pair)
                taken[pair.file, pair.cluster] += 1
    return chosen


if __name__ == "__main__":
    main()
