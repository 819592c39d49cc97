"""The example subjects are as seeds/README.md describes them."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from locations import SEED_NAMES, SEEDS
from multisumm import Document, read_clusters, read_documents
from multisumm.text.articles import read_article

README = (SEEDS / "README.md").read_text(encoding="utf-8")
LATER_DAYS = sorted(SEEDS.glob("*/day-*/known.txt"))
NUMBERS = {"Six": 6, "Seven": 7, "Eight": 8, "Nine": 9, "Ten": 10}


def days_of(folder: Path) -> set[str | None]:
    return {document.date for document in read_documents([folder])}


def sentences_of(document: Document) -> set[str]:
    spans = read_article(document, language="en", keep_noise=False).spans
    return {document.text[start:end] for start, end in spans}


def known_to(listing: Path) -> list[Path]:
    lines = listing.read_text(encoding="utf-8").splitlines()
    return [(listing.parent / line).resolve() for line in lines]


def test_the_readme_has_a_row_and_a_section_for_each_subject():
    names = sorted({name.split("/")[0] for name in SEED_NAMES})
    assert sorted(re.findall(r"^\| `(\w+)` \| [A-Z]", README, re.M)) == names
    assert sorted(re.findall(r"^### `(\w+)`$", README, re.M)) == names
    number = re.search(r"^(\w+) small subjects", README, re.M)[1]
    assert NUMBERS[number] == len(names)


def test_each_day_of_a_subject_is_a_cluster_with_references():
    clusters = list(read_clusters(SEEDS))
    assert [cluster.id for cluster in clusters] == SEED_NAMES
    assert all(cluster.references for cluster in clusters)


@pytest.mark.parametrize("listing", LATER_DAYS, ids=lambda path: path.parent.name)
def test_what_is_known_on_a_day_are_the_sources_of_all_days_before(listing):
    day, folders = listing.parent, sorted(listing.parent.parent.glob("day-*/sources"))
    assert known_to(listing) == [folder for folder in folders if folder.parent < day]
    [today] = days_of(day / "sources")
    assert all(one < today for folder in known_to(listing) for one in days_of(folder))


@pytest.mark.parametrize(("day", "pair"), [("1", "14"), ("2", "13"), ("3", "14")])
def test_of_the_sources_of_a_day_two_share_three_sentences_of_the_agency(day, pair):
    shared = {}
    for a, b in combinations(read_documents([SEEDS / "silo" / f"day-{day}" / "sources"]), 2):
        common = sentences_of(a) & sentences_of(b)
        if common:
            shared[a.id[1] + b.id[1]] = len(common)
    assert shared == {pair: 3}
