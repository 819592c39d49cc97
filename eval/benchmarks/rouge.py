"""Print how fast multisumm and other packages compute ROUGE, on the same pairs in the same run.

    python -m eval.benchmarks.rouge [--pairs 1000] [--words 260]

The texts are made up from a fixed seed with the word frequencies of English (Zipf), in sentences of
about 22 words; a reference shares some of its sentences with the candidate. Every package gets one
pair at a time in one process. The time is CPU time, the best of `--repeats`. Packages that are not
installed are named and skipped: `pip install py-rouge rouge rouge-metric rouge-score
rouge-score-rs`.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence

from multisumm.rouge import rouge

Pair = tuple[str, str]
Score = Callable[[str, str], object]

ENDINGS = ("", "", "", "s", "ed", "ing", "ment", "ation", "ly", "ness")


def make_words(count: int, generator: random.Random) -> list[str]:
    """Return made-up words, the short ones first, with endings that stemmers remove."""
    words = []
    for rank in range(count):
        syllables = 1 if rank < 60 else generator.randint(1, 3)
        stem = "".join(
            generator.choice("bcdfghlmnprstvw") + generator.choice("aeiou")
            for _ in range(syllables)
        )
        words.append(stem if rank < 60 else stem + generator.choice(ENDINGS))
    return words


def make_pairs(count: int, words: int, seed: int = 7) -> list[Pair]:
    """Return candidates and references of about `words` words, one sentence a line."""
    generator = random.Random(seed)
    vocabulary = make_words(8000, generator)
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]

    def sentence() -> str:
        return " ".join(generator.choices(vocabulary, weights, k=generator.randint(12, 32)))

    pairs = []
    for _ in range(count):
        reference = [sentence() for _ in range(-(-words // 22))]
        candidate = [
            line if generator.random() < 0.15 else mixed(line, sentence(), generator)
            for line in reference
        ]
        generator.shuffle(candidate)
        pairs.append(("\n".join(candidate), "\n".join(reference)))
    return pairs


def mixed(line: str, other: str, generator: random.Random) -> str:
    """Return a line with about four in five of its words replaced."""
    return " ".join(
        old if generator.random() < 0.2 else new
        for old, new in zip(line.split() * 3, other.split(), strict=False)
    )


def seconds(score: Score, pairs: Sequence[Pair], repeats: int) -> float:
    """Return the CPU time of scoring all pairs, the best of several runs."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        for candidate, reference in pairs:
            score(candidate, reference)
        times.append(time.process_time() - start)
    return min(times)


def multisumm_rouge(metrics: list[str], stem: bool, preset: str) -> Score:
    """Return the scorer of multisumm."""
    return lambda candidate, reference: rouge(
        candidate, reference, metrics=metrics, stem=stem, preset=preset
    )


def rouge_score(metrics: list[str], stem: bool) -> Score:
    """Return Google's scorer (pip install rouge-score)."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(metrics, use_stemmer=stem)
    return lambda candidate, reference: scorer.score(reference, candidate)


def rouge_score_rs(metrics: list[str], stem: bool) -> Score:
    """Return the scorer in Rust with the values of Google's (pip install rouge-score-rs)."""
    from rouge_score_rs import RougeScorer

    scorer = RougeScorer(metrics, use_stemmer=stem)
    return lambda candidate, reference: scorer.score(reference, candidate)


def py_rouge(metrics: list[str], stem: bool) -> Score:
    """Return the scorer of py-rouge; it imports as `rouge`, like the other of that name."""
    import rouge as package

    evaluator = package.Rouge(metrics=metrics, max_n=2, limit_length=False, stemming=stem)
    return lambda candidate, reference: evaluator.get_scores([candidate], [[reference]])


def pltrdy_rouge(metrics: list[str], stem: bool) -> Score:
    """Return the scorer of the package rouge, which does not stem."""
    if stem:
        raise ValueError("does not stem")
    import rouge as package

    scorer = package.Rouge(metrics=metrics)
    return lambda candidate, reference: scorer.get_scores(candidate, reference)


def rouge_metric(metrics: list[str], stem: bool) -> Score:
    """Return the scorer of rouge-metric, which neither tokenises nor stems."""
    if stem:
        raise ValueError("does not stem")
    from rouge_metric import PyRouge

    scorer = PyRouge(
        rouge_n=(1, 2) if "n" in metrics else False,
        rouge_l="l" in metrics,
    )
    return lambda candidate, reference: scorer.evaluate([candidate], [[reference]])


Make = Callable[[list[str], bool], Score]
GOOGLE_METRICS = {
    "1, 2": ["rouge1", "rouge2"],
    "l": ["rougeLsum"],
    "1, 2, l": ["rouge1", "rouge2", "rougeLsum"],
}
OTHERS: dict[str, tuple[Make, dict[str, list[str]]]] = {
    "rouge-score": (rouge_score, GOOGLE_METRICS),
    "rouge-score-rs": (rouge_score_rs, GOOGLE_METRICS),
    "py-rouge": (
        py_rouge,
        {"1, 2": ["rouge-n"], "l": ["rouge-l"], "1, 2, l": ["rouge-n", "rouge-l"]},
    ),
    "rouge": (
        pltrdy_rouge,
        {
            "1, 2": ["rouge-1", "rouge-2"],
            "l": ["rouge-l"],
            "1, 2, l": ["rouge-1", "rouge-2", "rouge-l"],
        },
    ),
    "rouge-metric": (rouge_metric, {"1, 2": ["n"], "l": ["l"], "1, 2, l": ["n", "l"]}),
}
OWN_METRICS = {
    "1, 2": ["rouge-1", "rouge-2"],
    "l": ["rouge-lsum"],
    "1, 2, l": ["rouge-1", "rouge-2", "rouge-lsum"],
}


def working(make: Make, names: list[str], stem: bool, pair: Pair) -> Score | str:
    """Return a scorer that scored a pair, or in one line why there is none."""
    try:
        score = make(names, stem)
        score(*pair)
    except Exception as error:  # whatever keeps another package from working
        return f"{type(error).__name__} {error}".replace("\n", " ")[:70]
    return score


def compare(metrics: str, stem: bool, pairs: Sequence[Pair], repeats: int) -> None:
    """Print a line for each preset of multisumm and for each other package."""
    label = f"{metrics:8} {'stem' if stem else '':5}"
    for preset in ("rouge155", "rouge-score"):
        own = seconds(multisumm_rouge(OWN_METRICS[metrics], stem, preset), pairs, repeats)
        print(f"{label} multisumm, {preset:12} {len(pairs) / own:7.0f} pairs/s", flush=True)
    for other, (make, names) in OTHERS.items():
        score = working(make, names[metrics], stem, pairs[0])
        if isinstance(score, str):
            print(f"{label} {other:23} skipped: {score}", flush=True)
            continue
        other_seconds = seconds(score, pairs, repeats)
        print(
            f"{label} {other:23} {len(pairs) / other_seconds:7.0f} pairs/s; "
            f"multisumm, rouge-score: {other_seconds / own:5.2f} times as fast",
            flush=True,
        )


def main() -> None:
    """Print pairs a second of each package for each setting."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--words", type=int, default=260)
    parser.add_argument("--repeats", type=int, default=1)
    arguments = parser.parse_args()
    pairs = make_pairs(arguments.pairs, arguments.words)
    words = sum(len(candidate.split()) for candidate, _ in pairs) / len(pairs)
    print(f"{len(pairs)} pairs of {words:.0f} words, ROUGE-1, 2 and L of summaries")
    for stem in (True, False):
        for metrics in OWN_METRICS:
            compare(metrics, stem, pairs, arguments.repeats)


if __name__ == "__main__":
    main()
