"""What blind readers say of summaries, beside those of an earlier version and of other programs.

    python -m eval.accuracy.reading
    python -m eval.accuracy.reading --draw FOLDER [--base REVISION] [--data ../shared/data]

`--draw` writes pages for the readers: for each of the clusters that were set apart by lot before
the work began (`reading.json`), the references and two summaries, A and B, whose order is drawn by
lot, and, in another folder, the key. The weights of both versions saw none of these clusters. With
`--base`, the rivals are the version at that revision, and `lead` and LexRank as methods of this
program, which share its reading; without, the first sentences of the texts as they are, and sumy
itself, for whole articles.
Readers get the instructions in `eval/READING.md`; they do not know the programs. Their verdicts,
without text, go into `reading.json`. What is printed is counted from these: flaws by kind, and who
was preferred, with Wilson's intervals at 95 %.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.accuracy.relations import line
from eval.datasets import DATA, TOP, TRAINING_DATA, TRIAL, read_records
from eval.revisions import checked_out, start
from multisumm.evaluation.sumy_baseline import rank_by_sumy
from multisumm.evaluation.tasks import split_text

WORDS = {"multinews/untruncated-dev": 150, "multiling2011/en": 100, "multinews/train-many": 100}
OTHERS = {"multinews/untruncated-dev": ("lead", "sumy-lexrank")}
"""Programs that summaries of these sets are also compared to."""

PLAIN_SET = "multinews/untruncated-dev"
PLAIN = ("first sentences", "sumy itself")
"""Programs that do not share our reading."""

SEED = 16  # of the third round and the fourth; 14 of the first, 15 of the second
KINDS = ("noise", "repeat", "order", "reference", "quotation", "fragment", "off the subject",
         "not to the point", "missing")  # fmt: skip
"""What readers call the flaws."""

PROGRAM = """
import json, sys
import multisumm
for line in open(sys.argv[1], encoding="utf-8"):
    cluster = json.loads(line)
    documents = [
        multisumm.Document(str(i), d["text"], d.get("title") or None)
        for i, d in enumerate(cluster["documents"])
        if d["text"].strip()
    ]
    for method in cluster["methods"]:
        summary = multisumm.summarize(
            documents, words=cluster["words"], method=method, weights=sys.argv[2]
        )
        print(json.dumps([" ".join(one.text.split()) for one in summary.sentences]))
"""


def main() -> None:
    """Draw pages, or count verdicts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draw", type=Path, metavar="FOLDER")
    parser.add_argument("--base", metavar="REVISION", help="the version to compare with")
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    if options.draw:
        draw(options.draw, options.base, options.data)
    else:
        count(json.loads(TRIAL.read_text(encoding="utf-8"))["verdicts"])


def draw(folder: Path, base: str | None, data: Path) -> None:
    """Write the pages and their key."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "key").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        weights = train_without(Path(scratch), data)
        clusters = list(apart(data))
        new = summaries(TOP, clusters, weights, ["coverage"])
        pairs = list(rivals(clusters, base, weights) if base else plain_rivals(clusters))
    lot = random.Random(SEED)
    lot.shuffle(pairs)
    for number, (cluster, rival, text) in enumerate(pairs):
        shown = [("new", new[cluster["id"], "coverage"]), (rival, text)]
        lot.shuffle(shown)
        page = {
            "page": number,
            "references": cluster["references"],
            **{letter: sentences for letter, (_, sentences) in zip("AB", shown, strict=True)},
        }
        key = {"cluster": cluster["id"], "A": shown[0][0], "B": shown[1][0]}
        write(folder / f"{number:02}.json", page)
        write(folder / "key" / f"{number:02}.json", key)


def rivals(
    clusters: Sequence[Mapping[str, Any]], base: str, weights: Path
) -> Iterator[tuple[Mapping[str, Any], str, list[str]]]:
    """Yield the summaries of an earlier version and of other methods: cluster, name, sentences."""
    with checked_out(base) as tree:
        old = summaries(tree, clusters, weights, ["coverage"])
    yield from ((one, "before", old[one["id"], "coverage"]) for one in clusters)
    for name, methods in OTHERS.items():
        own = [one for one in clusters if one["set"] == name]
        others = summaries(TOP, own, weights, list(methods))
        yield from ((one, method, others[one["id"], method]) for one in own for method in methods)


def plain_rivals(
    clusters: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[Mapping[str, Any], str, list[str]]]:
    """Yield the summaries of `PLAIN`, each with its cluster and its name.

    The first sentences are the first of each text, then the second of each and so on; of sumy's
    LexRank, the best. Both are taken while they fit, and told in the order of the sources.
    """
    for one in clusters:
        if one["set"] == PLAIN_SET:
            texts = [document["text"] for document in one["documents"] if document["text"].strip()]
            split = [split_text(text, language="en") for text in texts]
            places = sorted((i, d) for d, own in enumerate(split) for i in range(len(own)))
            first = _within([(d, i, split[d][i]) for i, d in places], one["words"])
            yield one, PLAIN[0], [text for _, _, text in sorted(first)]
            sentences, order = rank_by_sumy(texts, "sumy-lexrank", language="en")
            best = _within([(0, i, sentences[i]) for i in order], one["words"])
            yield one, PLAIN[1], [text for _, _, text in sorted(best)]


def _within(ranked: Sequence[tuple[int, int, str]], words: int) -> list[tuple[int, int, str]]:
    """Return each sentence that still fits a budget of words."""
    taken = []
    for one in ranked:
        cost = len(one[2].split())
        if cost <= words:
            words -= cost
            taken.append(one)
    return taken


def write(path: Path, record: object) -> None:
    """Write a record as JSON for people."""
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def apart(data: Path) -> Iterator[dict[str, Any]]:
    """Yield the clusters that were set apart, with their set and budget."""
    sets: Mapping[str, Sequence[str]] = json.loads(TRIAL.read_text(encoding="utf-8"))["clusters"]
    for name, ids in sets.items():
        for record in read_records(data / f"{name}.jsonl.gz"):
            if record["id"] in ids:
                yield {**record, "set": name, "words": WORDS[name]}


def train_without(folder: Path, data: Path) -> Path:
    """Return a file of weights fitted to the training data without the clusters set apart.

    Topics that are in one language among them are left out in all languages.
    """
    seen = {record["references"][0] for record in apart(data)}
    arguments = []
    for argument in TRAINING_DATA:
        source = argument.partition("=")[2].partition(":")[0]
        if "multiling" in source:
            continue
        copy = folder / source.replace("/", "-").removesuffix(".gz")
        records = [one for one in read_records(data / source) if one["references"][0] not in seen]
        copy.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
        arguments.append(argument.replace(source, str(copy)))
    weights = folder / "weights.json"
    command = [sys.executable, "-m", "multisumm", "train", *arguments, "--fit-only"]
    command += ["--output", str(weights)]
    subprocess.run(command, check=True)
    return weights


def summaries(
    tree: Path, clusters: Sequence[Mapping[str, Any]], weights: Path, methods: Sequence[str]
) -> dict[tuple[str, str], list[str]]:
    """Return the sentences of the summaries of a version, by cluster and method."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "clusters.jsonl")
        lines = [json.dumps({**one, "methods": methods}) + "\n" for one in clusters]
        source.write_text("".join(lines), encoding="utf-8")
        output, _ = start(tree, ["-c", PROGRAM, str(source), str(weights)]).communicate()
    keys = [(one["id"], method) for one in clusters for method in methods]
    return dict(zip(keys, map(json.loads, output.splitlines()), strict=True))


def count(verdicts: Sequence[Mapping[str, Any]]) -> None:
    """Print the flaws by kind and the preferences, of each round, set and rival."""
    for number in sorted({verdict["round"] for verdict in verdicts}):
        print(f"\n# Round {number}")
        count_round([verdict for verdict in verdicts if verdict["round"] == number])


def count_round(verdicts: Sequence[Mapping[str, Any]]) -> None:
    """Print the flaws by kind and the preferences, of each set and rival."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for verdict in verdicts:
        name = verdict["cluster"].split(".")[0]
        of_set = {"multinews": "whole articles", "multiling2011": "ten articles"}
        groups.setdefault((of_set.get(name, "many articles"), verdict["rival"]), []).append(verdict)
        groups.setdefault(("all", verdict["rival"]), []).append(verdict)
    for (name, rival), own in sorted(groups.items()):
        print(f"\n{name}, new beside {rival}: {len(own)} pairs")
        flaws = {side: Counter[str]() for side in ("new", "rival")}
        for verdict in own:
            for side, counts in flaws.items():
                counts.update(verdict["flaws"][side])
        for kind in (*KINDS, "in all"):
            cells = [
                (sum(c.values()) if kind == "in all" else c[kind]) / len(own)
                for c in flaws.values()
            ]
            print(f"  {kind:18} {cells[0]:5.2f} {cells[1]:5.2f} a summary")
        decided = [verdict for verdict in own if verdict["preferred"] != "tie"]
        won = sum(verdict["preferred"] == "new" for verdict in decided)
        print(line(f"  new preferred ({len(own) - len(decided)} ties)", won, len(decided)))


if __name__ == "__main__":
    main()
