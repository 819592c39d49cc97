"""The files that the examples of README.md and docs/ speak of: `reports/`, `today/`, `a.pdf` ..."""

import gzip
import json
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree

import input_files
import multisumm
from evaluation_data import record, write_lines
from locations import FERRY, SEEDS, TOP
from tokenizer_files import write_tokenizer
from training_data import training_file

FOLDERS = {
    "reports": "ferry/sources",
    "interviews": "water/sources",
    "handbook": "water/sources",
    "inbox": "thread/sources",
    "mail": "thread/sources",
    "yesterday": "silo/day-1/sources",
    "today": "silo/day-2/sources",
    "subjects/bridge": "bruecke/sources",
    "subjects/ferry": "ferry/sources",
}
"""Folder of the examples -> folder in seeds/."""

MESSAGE = """From sender@example.org Mon Oct  7 09:00:00 2019
From: sender@example.org
Subject: {title}
Date: Mon, 07 Oct 2019 09:00:00 +0000

{text}

"""


def prepare(place):
    """Fill a folder with the files of the examples; `seeds` is the one of the clone."""
    (place / "seeds").symlink_to(SEEDS)
    for name, source in FOLDERS.items():
        copytree(SEEDS / source, place / name)
    for name in ("ferry", "silo/day-1", "silo/day-2", "summit"):
        copytree(SEEDS / name / "sources", place / "news" / name)
    _write_files(place)
    _write_mail(place)
    _write_clusters(place)
    _write_results(place)
    if find_spec("tokenizers"):
        (place / "models" / "my-model").mkdir(parents=True)
        write_tokenizer(place / "models" / "my-model")


def _write_files(place):
    """One document of each of some kinds."""
    first = (FERRY / "01-agency.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in first if len(line) > 80 and line.isascii() and "(" not in line]
    for name in ("a.pdf", "report.pdf"):
        (place / name).write_bytes(input_files.pdf(*lines))
    (place / "b.docx").write_bytes(input_files.docx(*lines))
    for name in ("c.html", "page.html"):
        (place / name).write_text(input_files.PAGE, encoding="utf-8")
    (place / "notes.txt").write_text("\n\n".join(first), encoding="utf-8")
    (place / "feed.xml").write_bytes(input_files.FEED)
    rows = ["Key,Topic,Opened,Description"]
    rows += [f'{n},ferry,2019-10-0{n},"{line}"' for n, line in enumerate(lines[:5], start=1)]
    (place / "tickets.csv").write_text("\n".join(rows), encoding="utf-8")
    rows = ["id,date,text", *(f'{n},2019-10-07,"{line}"' for n, line in enumerate(lines, start=1))]
    (place / "articles.csv").write_text("\n".join(rows), encoding="utf-8")
    reports = multisumm.read_documents([FERRY])
    keys = ("id", "title", "date", "text")
    write_lines(place / "archive.jsonl", *({k: getattr(one, k) for k in keys} for one in reports))
    (place / "edited.md").write_text("The manifest listed 214 people.\n", encoding="utf-8")


def _write_mail(place):
    """A mailbox with the reports on the ferry, a message each."""
    documents = multisumm.read_documents([FERRY])
    messages = [MESSAGE.format(title=one.title, text=one.text) for one in documents]
    (place / "inbox.mbox").write_text("".join(messages), encoding="utf-8")


def _write_clusters(place):
    """Clusters for `batch`, `evaluate` and `train`, and summaries of them by somebody."""
    names = ("bridge", "second")
    for name in ("clusters.jsonl", "dev.jsonl"):
        write_lines(place / name, *map(record, names))
    questions = {"query": "What did engineers find?", "answers": ["cracks"]}
    write_lines(place / "questions.jsonl", *(record(name, **questions) for name in names))
    (place / "clusters.jsonl.gz").write_bytes(gzip.compress((place / "dev.jsonl").read_bytes()))
    for name in ("theirs.jsonl", "out.jsonl"):
        summary = "Engineers found cracks in two of the beams."
        write_lines(place / name, *({"id": one, "summary": summary} for one in names))
    (place / "theirs").mkdir()
    for name in names:
        (place / "theirs" / f"{name}.txt").write_text("A ferry will run.\n", encoding="utf-8")
    training_file(place)
    threads = (place / "news.jsonl").read_text(encoding="utf-8").replace("the ", "this ")
    (place / "threads.jsonl.gz").write_bytes(gzip.compress(threads.encode()))
    pairs = [
        ("The manifest listed 214 people.", "The manifest listed 241 people.", "conflict"),
        ("The ferry sank on Sunday.", "The bridge was closed in May.", "different"),
    ]
    keys = ("a", "b", "label")
    write_lines(place / "pairs.jsonl", *(dict(zip(keys, pair, strict=True)) for pair in pairs))


def _write_results(place):
    """Texts for `rouge`, and the summaries of yesterday and today."""
    for folder in ("summaries", "references", "runs/1", "runs/2"):
        (place / folder).mkdir(parents=True)
        for name in ("d1", "d2"):
            (place / folder / f"{name}.txt").write_text("The ferry sank.\n", encoding="utf-8")
    for name in ("summary.txt", "reference-1.txt", "reference-2.txt"):
        (place / name).write_text("The ferry sank.\n", encoding="utf-8")
    yesterday = multisumm.summarize(multisumm.read_documents([place / "yesterday"]), words=100)
    (place / "yesterday.json").write_text(yesterday.to_json(), encoding="utf-8")
    known = json.loads(yesterday.to_json())
    update = multisumm.summarize(multisumm.read_documents([place / "today"]), known=known)
    (place / "update.json").write_text(update.to_json(), encoding="utf-8")


def pages():
    """README.md and all pages of docs/."""
    return [TOP / "README.md", *sorted((TOP / "docs").rglob("*.md"))]


def name_of(path: Path) -> str:
    """A page by its path in the clone."""
    return path.relative_to(TOP).as_posix()
