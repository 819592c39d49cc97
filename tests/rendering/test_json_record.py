import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import multisumm
from locations import SEED_NAMES, SEEDS, SHARED, TOP
from multisumm.batch.worker import Task, summarize_line
from multisumm.model import (
    SUMMARY_SCHEMA,
    BudgetReport,
    Citation,
    Conflict,
    Document,
    Headline,
    QueryReport,
    Similar,
    Source,
    SummarySentence,
    Support,
    Update,
)
from multisumm.rendering.json_record import render_json, summary_record
from multisumm.summary import Summary
from schemas import closed, load_schema

SCHEMA = load_schema("multisumm-summary-2.json")


VALIDATOR = Draft202012Validator(SCHEMA)
EXACT = Draft202012Validator(closed(SCHEMA))

LINK = Citation("b", 0, 8)
SENTENCE = SummarySentence(
    "It sank.",
    Citation("a", 0, 8),
    2 / 3,
    (Support(LINK, "It sank!", 1.0, "part", says_more=True, copy=False, family=2),),
    (Conflict(LINK, "It sank!", "10 / 12", "number", ((0, 2),), ((3, 5), (6, 7)), 2),),
    (
        Update(
            *(LINK, "It sank!", "10 / 12", "number", "later", "2016-02-01", None),
            *(((0, 2),), ((3, 5),), 2),
        ),
    ),
    (Similar(LINK, "It sank!", 0.5, "a / b", "words", ((0, 2),), (), 2),),
    family=1,
)
SOURCES = (
    Source(
        "a",
        None,
        "2016-02-01",
        None,
        "0" * 64,
        8,
        1,
        ((3, 5),),
        pages=(0, 4),
        family=1,
        not_quotable={"fragment": 3, "too long": 1},
    ),
    Source("b", "B", None, "https://e.org", "0" * 64, 8, 1, (), "E", family=2),
)
SETTINGS = {
    **{"version": "1.0", "method": "lead", "order": "reading", "language": "en"},
    "keep_noise": False,
}
ONE = Summary((SENTENCE,), SOURCES, BudgetReport("words", 20, 2), SETTINGS)

# By hand


def test_a_sentence_has_all_that_stands_beside_it():
    record = json.loads(render_json(ONE))
    assert [one["not_quotable"] for one in record["documents"]] == [
        {"fragment": 3, "too long": 1}, {}
    ]  # fmt: skip
    (sentence,) = record["sentences"]
    link = {"document": "b", "start": 0, "end": 8, "text": "It sank!", "family": 2}
    differs = {"about": "10 / 12", "differs_in": "number", "here": [[0, 2]]}
    assert sentence == {
        **{"text": "It sank.", "document": "a", "start": 0, "end": 8, "page": 1},
        **{"score": 0.666667, "trimmed": False, "family": 1, "families": 2},
        "support": [
            {**link, "relation": "part", "says_more": True, "copy": False, "similarity": 1.0}
        ],
        "conflicts": [{**link, **differs, "there": [[3, 5], [6, 7]]}],
        "updates": [
            {
                **{**link, **differs, "there": [[3, 5]]},
                **{"time": "later", "here_date": "2016-02-01", "there_date": None},
            }
        ],
        "similar": [
            {
                **{**link, "similarity": 0.5, "about": "a / b", "differs_in": "words"},
                **{"here": [[0, 2]], "there": []},
            }
        ],
    }


def test_a_headline_has_the_page_of_its_document():
    in_text = replace(ONE, headline=Headline("sank.", "a", (3, 8)))
    assert summary_record(in_text)["headline"] == {
        **{"text": "sank.", "document": "a", "start": 3, "end": 8, "page": 1}
    }
    without = replace(ONE, headline=Headline("It", "b", (0, 2)))
    assert "page" not in summary_record(without)["headline"]
    title = replace(ONE, headline=Headline("It sank", "a"))
    assert summary_record(title)["headline"] == {
        **{"text": "It sank", "document": "a", "field": "title"}
    }


def test_the_keys_always_have_the_same_order():
    record = summary_record(ONE)
    assert record["schema"] == SUMMARY_SCHEMA == "multisumm-summary/2"
    assert [*record] == [
        "schema", "summary", "sentences", "disagreements", "documents", "budget", "settings",
        "warnings"
    ]  # fmt: skip
    (sentence,), address = record["sentences"], ["document", "start", "end"]
    assert [*sentence] == [
        "text", *address, "page", "score", "trimmed", "family", "families",
        "support", "conflicts", "updates", "similar",
    ]  # fmt: skip
    link, difference = [*address, "text", "family"], ["about", "differs_in", "here", "there"]
    keys = {name: [*sentence[name][0]] for name in ("support", "conflicts", "updates", "similar")}
    assert keys == {
        "support": [*link, "relation", "says_more", "copy", "similarity"],
        "conflicts": [*link, *difference],
        "updates": [*link, "time", "here_date", "there_date", *difference],
        "similar": [*link, "similarity", *difference],
    }
    assert [*record["documents"][0]] == [
        "id", "title", "date", "url", "sha256", "characters", "sentences", "dropped",
        "dropped_reasons", "site", "pages", "family", "not_quotable",
    ]  # fmt: skip


ASKED = replace(
    ONE,
    sentences=(replace(SENTENCE, relevance=2 / 3, query_words=("sank",)),),
    settings={**SETTINGS, "query": "What sank when?"},
    query=QueryReport("What sank when?", ("sank", "when"), ("when",)),
)


def test_a_query_adds_its_entries_and_changes_nothing_else():
    plain, asked = (json.loads(render_json(one)) for one in (ONE, ASKED))
    report = {"text": "What sank when?", "words": ["sank", "when"], "missing": ["when"]}
    assert asked.pop("query") == report
    (sentence,) = asked["sentences"]
    assert (sentence.pop("relevance"), sentence.pop("query_words")) == (0.666667, ["sank"])
    assert asked["settings"].pop("query") == "What sank when?"
    assert asked == plain


# The schema


def test_files_that_were_not_read_are_told_with_the_reasons(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry sank at sea on Sunday. Ten people died.")
    (tmp_path / "empty.txt").write_text("")
    documents = multisumm.read_documents([tmp_path])
    summary = multisumm.summarize(documents)
    record = json.loads(summary.to_json())
    EXACT.validate(record)
    (unread,) = record["files_not_read"]
    assert (unread["name"].endswith("empty.txt"), unread["outcome"]) == (True, "passed over")
    assert unread["reason"]
    page = summary.to_html()
    assert f"empty.txt</bdi>: passed over (<bdi>{unread['reason']}</bdi>)" in page
    assert "files_not_read" not in json.loads(multisumm.summarize([*documents]).to_json())
    assert multisumm.verify(record, [*documents], recompute=True).verified


def test_the_schema_is_a_schema_in_which_everything_is_described():
    Draft202012Validator.check_schema(SCHEMA)
    objects = {"": SCHEMA, **SCHEMA["$defs"]}
    for name, part in objects.items():
        for key, field in part.get("properties", {}).items():
            assert field.get("description") or "$ref" in field, f"{name}.{key}"


def test_every_field_of_the_schema_is_in_the_documentation():
    pages = (TOP / "docs" / name for name in ("outputs.md", "compare.md"))
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    for part in (SCHEMA, *SCHEMA["$defs"].values()):
        for key in part.get("properties", {}):
            assert f"`{key}`" in text, key


def test_a_summary_with_everything_has_all_fields_and_no_others():
    for summary in (ONE, ASKED):
        EXACT.validate(summary_record(summary))
        EXACT.validate(json.loads(render_json(summary)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "multisumm-summary/1"),
        (("sentences", 0, "start"), -1),
        (("sentences", 0, "families"), 0),
        (("sentences", 0, "support", 0, "relation"), "equal"),
        (("sentences", 0, "support", 0, "similarity"), 1.5),
        (("sentences", 0, "conflicts", 0, "here"), [[1]]),
        (("sentences", 0, "conflicts", 0, "here"), [[1, 2, 3]]),
        (("sentences", 0, "updates", 0, "time"), "before"),
        (("sentences", 0, "updates", 0, "there_date"), 2016),
        (("sentences", 0, "similar"), None),
        (("documents", 0, "sha256"), "0"),
        (("documents", 0, "family"), None),
        (("budget", "unit"), "lines"),
        (("warnings",), [1]),
        (("sentences", 0, "relevance"), 1.5),
        (("sentences", 0, "relevance"), 0),
        (("sentences", 0, "query_words"), "sank"),
        (("query", "missing"), None),
        (("query", "words"), []),
        (("settings", "query"), None),
    ],
)
def test_the_schema_refuses_what_has_another_shape(path, value):
    record = json.loads(render_json(ASKED))
    *above, last = path
    place = record
    for key in above:
        place = place[key]
    place[last] = value
    assert not VALIDATOR.is_valid(record)


def test_fields_that_are_not_known_are_allowed():
    record = json.loads(render_json(ONE))
    record["sentences"][0]["new"] = record["new"] = 1
    VALIDATOR.validate(record)
    assert not EXACT.is_valid(record)


FOLDERS = [SEEDS / name / "sources" for name in SEED_NAMES]
if SHARED.is_dir():
    odd = ("copy-flips-language", "de-guillemets", "gov-cookie", "huge-number", "medical")
    odd += ("meeting", "nfd-nfc", "numbers", "relnotes", "sci", "thai")
    FOLDERS += [SHARED / "seeds", *(SHARED / "cases" / name for name in odd)]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_summaries_of_all_examples_have_the_shape_of_the_schema(folder):
    documents = multisumm.read_documents([folder])
    query = " ".join(document.text for document in documents)[:500]
    for options in (
        *({"words": 120}, {"sentences": 40, "method": "lead", "order": "chronological"}),
        {"words": 60, "query": query},
    ):
        EXACT.validate(json.loads(multisumm.summarize(documents, **options).to_json()))


@given(
    st.lists(st.text(st.characters(), min_size=1, max_size=40), min_size=1, max_size=4),
    st.sampled_from([None, "2016-02-01", "Monday", "\ud800"]),
)
def test_any_summary_of_any_texts_has_the_shape_of_the_schema(texts, date):
    documents = [
        Document(f"d{n}", f"The ferry sank, killing {n} people. {text}", date=date)
        for n, text in enumerate(texts)
    ]
    EXACT.validate(json.loads(multisumm.summarize(documents).to_json()))


def test_a_line_of_batch_has_the_shape_of_the_schema_and_an_id():
    line = json.dumps({"id": "x", "documents": ["It sank, killing 7.", "It sank, killing 8."]})
    record = json.loads(summarize_line(Task(1, line.encode()), options={"words": 9}))
    assert record.pop("id") == "x"
    EXACT.validate(record)
