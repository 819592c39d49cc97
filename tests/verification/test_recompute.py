import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from locations import FERRY
from multisumm import verify
from multisumm._version import __version__
from multisumm.errors import InputError, OptionError
from multisumm.model import Citation, Document
from multisumm.selection.weights import load_weights
from multisumm.verification.findings import ADDED, CHANGED, DELETED, MISSING, Difference
from multisumm.verification.recompute import find_differences
from tokenizer_files import write_tokenizer

A = Document(
    "a.txt",
    "The ferry sank on Sunday, killing 127 people. Divers found the wreck near the old lighthouse.",
)
B = Document(
    "b.txt", "Much was said. The ferry sank on Sunday, killing 130 people.", date="2016-02-01"
)
C = Document("c.txt", "Divers found the wreck near the old lighthouse. Nobody was aboard the tug.")
ALL = [A, B, C]


def summary_of(documents=ALL, **options):
    return multisumm.summarize(documents, **options)


def record_of(documents=ALL, **options):
    return json.loads(summary_of(documents, **options).to_json())


def differences(record, documents=ALL, **options):
    return verify(record, documents, recompute=True, **options).differences


RECORD = record_of()
(DISPUTED,) = (n for n, sentence in enumerate(RECORD["sentences"]) if sentence["conflicts"])
(SUPPORTED,) = (n for n, sentence in enumerate(RECORD["sentences"]) if sentence["support"])
(CONFLICT,) = RECORD["sentences"][DISPUTED]["conflicts"]
(SUPPORT,) = RECORD["sentences"][SUPPORTED]["support"]


def address(record):
    return Citation(record["document"], record["start"], record["end"])


def edited(**options):
    """A fresh copy of a summary in JSON."""
    return record_of(**options)


# By hand


def test_the_example_has_what_the_tests_below_change():
    assert {CONFLICT["document"], RECORD["sentences"][DISPUTED]["document"]} == {"a.txt", "b.txt"}
    assert (SUPPORT["relation"], SUPPORT["similarity"], SUPPORT["copy"]) == ("same", 1.0, True)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"words": 12},
        {"sentences": 2, "order": "rank"},
        {"characters": 90, "method": "lead", "order": "chronological"},
        {"bytes": 120, "method": "textrank", "splitter": "punkt"},
        {"ratio": 0.5, "keep_noise": True, "language": "und"},
    ],
    ids=str,
)
def test_an_untouched_summary_is_made_again_without_a_difference(options):
    verification = verify(summary_of(**options), ALL, recompute=True)
    assert verification.verified
    assert (verification.recomputed, verification.differences, verification.notes) == (True, (), ())
    assert verify(record_of(**options), ALL, recompute=True) == verification


def test_a_summary_in_tokens_is_made_again_by_the_name_of_its_tokenizer(tmp_path):
    file = write_tokenizer(tmp_path)
    record = record_of(tokens=14, tokenizer=f"hf:{file}")
    assert record["budget"] == {"unit": "tokens", "limit": 14, "used": 9}
    assert differences(record) == ()
    file.write_text(file.read_text().replace("ferry", "Ferry"))
    with pytest.raises(InputError) as error:
        differences(record)
    assert str(error.value) == f"the summary was made with another file than hf:{file}"
    file.unlink()
    with pytest.raises(InputError, match=r"tokenizer.json: no such file; hf: takes the path"):
        differences(record)


def test_a_summary_by_a_function_that_counts_tokens_cannot_be_made_again():
    record = record_of(tokens=14, tokenizer=str.split)
    assert record["settings"]["tokenizer"] == "callable"
    assert verify(record, ALL).verified
    with pytest.raises(InputError) as error:
        differences(record)
    told = "the summary was made with a tokenizer of a program, not with a named one"
    assert str(error.value) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("x:y", "unknown tokenizer 'x:y'; its form is tiktoken:ENCODING or hf:PATH"),
        (["hf:x"], "tokenizer must be tiktoken:ENCODING or hf:PATH, or a function, not ['hf:x']"),
        (None, "tokenizer must be tiktoken:ENCODING or hf:PATH, or a function, not None"),
    ],
)
def test_a_damaged_tokenizer_is_one_line(name, told):
    record = record_of(tokens=14, tokenizer=str.split)
    record["settings"]["tokenizer"] = name
    with pytest.raises(InputError) as error:
        differences(record)
    assert str(error.value) == f"the summary cannot be made again: {told}"


def test_without_recompute_nothing_is_made_again():
    record = edited()
    del record["sentences"][DISPUTED]["conflicts"][0], record["settings"], record["budget"]
    verification = verify(record, ALL)
    assert (verification.verified, verification.recomputed) == (True, False)


def test_a_deleted_conflict_is_found():
    record = edited()
    del record["sentences"][DISPUTED]["conflicts"][0]
    verification = verify(record, ALL, recompute=True)
    assert verification.differences == (
        Difference(DELETED, "conflict", DISPUTED + 1, address(CONFLICT), CONFLICT["text"]),
    )
    assert {finding.status for finding in verification.findings} == {"verified"}
    assert not verification.verified


def test_an_invented_support_is_found():
    record = edited()
    text = "Much was said."
    record["sentences"][DISPUTED]["support"].append(
        {**SUPPORT, "document": "b.txt", "start": 0, "end": len(text), "text": text}
    )
    verification = verify(record, ALL, recompute=True)
    assert {finding.status for finding in verification.findings} == {"verified"}
    assert verification.differences == (
        Difference(ADDED, "support", DISPUTED + 1, Citation("b.txt", 0, 14), text),
    )


@pytest.mark.parametrize("key", ["support", "similar", "updates"])
def test_a_conflict_told_as_something_else_is_found(key):
    record = edited()
    conflict = record["sentences"][DISPUTED]["conflicts"].pop()
    told = {"support": SUPPORT, "similar": {}, "updates": {"time": "later"}}[key]
    record["sentences"][DISPUTED][key].append({**told, **conflict})
    (difference,) = differences(record)
    relation = {"support": "same", "similar": "similar", "updates": "update"}[key]
    role = {"updates": "update"}.get(key, key)
    assert difference == Difference(
        *(CHANGED, role, DISPUTED + 1, address(conflict)),
        *(conflict["text"], "relation", relation, "conflict"),
    )


@pytest.mark.parametrize(
    ("field", "value", "stated", "expected"),
    [
        ("relation", "part", "part", "same"),
        ("says_more", True, "true", "false"),
        ("copy", False, "false", "true"),
        ("copy", 1, "1", "true"),
        ("family", 7, "7", str(SUPPORT["family"])),
        ("similarity", 0.5, "0.5", "1.0"),
        ("similarity", True, "true", "1.0"),
        ("similarity", 10**400, str(10**400), "1.0"),
        ("similarity", float("nan"), "NaN", "1.0"),
        ("relation", None, None, "same"),
        ("relation", ["same"], '["same"]', "same"),
        ("relation", {"same"}, "{'same'}", "same"),
    ],
)
def test_a_changed_field_of_a_relation_is_found(field, value, stated, expected):
    record = edited()
    record["sentences"][SUPPORTED]["support"][0][field] = value
    (difference,) = differences(record)
    assert (difference.kind, difference.item, difference.sentence) == (
        CHANGED,
        "support",
        SUPPORTED + 1,
    )
    assert (difference.field, difference.stated, difference.expected) == (field, stated, expected)
    verification = verify(record, ALL, recompute=True)
    json.loads(verification.to_json(), parse_constant=pytest.fail)
    assert f"{field}: " in verification.to_text()


@pytest.mark.parametrize("field", ["relation", "says_more", "copy", "family", "similarity"])
def test_a_missing_field_is_found(field):
    record = edited()
    del record["sentences"][SUPPORTED]["support"][0][field]
    assert [item.field for item in differences(record)] == [field]


@pytest.mark.parametrize(
    ("path", "item"),
    [
        ((), "new"),
        (("sentences", 0), "sentence"),
        (("sentences", SUPPORTED, "support", 0), "support"),
        (("disagreements", 0), "disagreement"),
        (("documents", 1), "document"),
    ],
)
def test_what_only_the_given_record_has_is_found(path, item):
    record = edited()
    place = record
    for key in path:
        place = place[key]
    place["new"] = 1
    (difference,) = differences(record)
    assert (difference.kind, difference.item, difference.field) == (CHANGED, item, "new")
    assert (difference.stated, difference.expected) == ("1", None)


def test_the_record_of_a_cluster_has_its_id_too():
    assert differences({"id": "ferry", **edited()}) == ()


def test_explanations_are_made_again_and_a_forged_one_is_found():
    for method in ("coverage", "lead"):
        assert differences(record_of(explain=True, words=12, method=method)) == ()
    record = record_of(explain=True, words=12)
    assert record["settings"]["explain"] is True
    *_, last = record["explanations"]
    last["reason"] = "contradicts"
    last["quality"] *= 1 + 1e-6
    (difference,) = differences(record)
    assert (difference.item, difference.field, difference.stated) == (
        *("explanation", "reason"),
        "contradicts",
    )
    assert difference.sentence == len(record["explanations"])
    gone = record["explanations"].pop()
    (difference,) = differences(record)
    assert (difference.kind, difference.citation) == (DELETED, address(gone))
    record = record_of(explain=True, words=12)
    record["explanations"][0]["words"][0]["share"] = 0.9
    assert [one.field for one in differences(record)] == ["words"]
    del record["settings"]["explain"]
    assert {one.kind for one in differences(record)} == {ADDED}


def test_a_summary_that_is_not_explained_does_not_say_so():
    assert "explain" not in record_of()["settings"]
    told = record_of(explain=True)
    assert told["settings"].pop("explain") is True
    del told["explanations"]
    assert told == record_of()


def test_a_sentence_added_or_deleted_is_found():
    record = edited()
    gone = record["sentences"].pop(SUPPORTED)
    text = "Nobody was aboard"
    start = C.text.index(text)
    record["sentences"].append(
        {**gone, "document": "c.txt", "start": start, "end": start + len(text), "text": text}
    )
    record["summary"] = " ".join(sentence["text"] for sentence in record["sentences"])
    kinds = {(item.kind, item.item, item.text) for item in differences(record)}
    assert {(ADDED, "sentence", text), (DELETED, "sentence", gone["text"])} <= kinds


def test_a_sentence_told_twice_is_added_once():
    record = edited()
    record["sentences"].append(record["sentences"][0])
    del record["summary"]
    (difference,) = differences(record)
    assert (difference.kind, difference.item) == (ADDED, "sentence")
    assert difference.sentence == len(record["sentences"])


def test_another_order_is_found_and_nothing_else():
    record = edited()
    record["sentences"].insert(0, record["sentences"].pop(1))
    record["summary"] = " ".join(sentence["text"] for sentence in record["sentences"])
    (difference,) = differences(record)
    rest = "".join(f", {number}" for number in range(3, len(record["sentences"]) + 1))
    assert difference == Difference(
        *(CHANGED, "order", None, None, None, "sentences"), f"1, 2{rest}", f"2, 1{rest}"
    )


def test_a_changed_text_is_altered_and_differs():
    record = edited()
    sentence = record["sentences"][SUPPORTED]
    sentence["text"] = sentence["text"].replace("Divers", "Nobody")
    del record["summary"]
    verification = verify(record, ALL, recompute=True)
    assert verification.counts["altered"] == 1
    (difference,) = verification.differences
    assert (difference.item, difference.field) == ("sentence", "text")
    assert difference.citation == address(sentence)
    assert (difference.stated, difference.expected) == (sentence["text"], SUPPORT["text"])


def test_the_last_digit_of_a_score_does_not_count():
    for factor, fields in ((1 + 9e-6, []), (1.001, ["score"])):
        record = edited()
        record["sentences"][SUPPORTED]["score"] *= factor
        assert [item.field for item in differences(record)] == fields


@pytest.mark.parametrize(
    ("path", "value", "item", "field"),
    [
        (("documents", 1, "date"), "2017-02-01", "document", "date"),
        (("documents", 1, "title"), "Forged", "document", "title"),
        (("documents", 1, "family"), 1, "document", "family"),
        (("documents", 1, "dropped"), [[0, 3]], "document", "dropped"),
        (("budget", "used"), 1, "budget", "used"),
        (("sentences", 0, "families"), 9, "sentence", "families"),
    ],
)
def test_what_is_said_of_documents_and_budget_is_compared(path, value, item, field):
    record = edited()
    *above, last = path
    place = record
    for key in above:
        place = place[key]
    place[last] = value
    (difference,) = differences(record)
    assert (difference.kind, difference.item, difference.field) == (CHANGED, item, field)
    assert difference.text == {"document": "b.txt", "sentence": RECORD["sentences"][0]["text"]}.get(
        item
    )


def test_a_disagreement_taken_out_or_changed_is_found():
    (disagreement,) = RECORD["disagreements"]
    record = edited()
    del record["disagreements"]
    place = address(disagreement)
    gone = Difference(DELETED, "disagreement", 1, place, disagreement["text"])
    assert differences(record) == (gone,)
    record = edited()
    gone = record["disagreements"][0]["cells"].pop()
    assert differences(record) == (
        Difference(DELETED, "disagreement", 1, address(gone), gone["text"]),
    )
    for field, value in (("relation", "similar"), ("family", 9), ("against", {})):
        record = edited()
        cell = record["disagreements"][0]["cells"][1]
        cell[field] = {**cell["against"], "more": 1} if field == "against" else value
        (difference,) = differences(record)
        assert (difference.kind, difference.item) == (CHANGED, "disagreement")
        assert (difference.field, difference.citation) == (field, address(cell))


def test_an_invented_disagreement_and_another_order_are_found():
    record = edited()
    (disagreement,) = record["disagreements"]
    invented = {
        **disagreement,
        "document": "b.txt",
        "start": 0,
        "end": 14,
        "text": "Much was said.",
    }
    record["disagreements"].append(invented)
    assert differences(record) == (
        Difference(ADDED, "disagreement", 2, address(invented), "Much was said."),
    )
    again = edited() | {"disagreements": [invented, disagreement]}
    (difference,) = find_differences(record, again)
    assert (difference.item, difference.field) == ("order", "disagreements")


def test_other_parts_of_the_json_are_compared_item_by_item():
    record, again = edited(), edited()
    again |= {"more": [{"a": 1}, {"a": 1}, {"a": 2}], "one": {"b": 1.0}, "new": 1}
    record |= {"more": [{"a": 3}, {"a": 1}, {"a": 2}], "one": {"b": 1.0}, "old": 1}
    assert list(find_differences(record, again)) == [
        Difference(ADDED, "more", text='{"a": 3}'),
        Difference(DELETED, "more", text='{"a": 1}'),
        Difference(CHANGED, "new", field="new", stated=None, expected="1"),
        Difference(CHANGED, "old", field="old", stated="1", expected=None),
    ]


# Documents


def test_a_document_that_is_not_given_is_missing_and_nothing_is_made_again():
    verification = verify(edited(), [A, B], recompute=True)
    assert verification.differences == (Difference(MISSING, "document", text="c.txt"),)
    assert (verification.recomputed, verification.verified) == (False, False)


def test_documents_in_another_order_with_other_names_give_the_same():
    renamed = [C, replace(A, id="z.txt"), B]
    verification = verify(edited(), renamed, recompute=True)
    assert verification.verified
    assert verification.notes == ("a.txt: is called z.txt now",)


def test_a_document_that_is_not_of_the_summary_is_not_used():
    other = Document("d.txt", f"{A.text} {B.text}")
    verification = verify(edited(), [other, *ALL], recompute=True)
    assert verification.differences == ()
    assert verification.notes == ("d.txt: not a source of the summary",)
    assert verify(edited(), [other, *ALL]).notes == ()


def test_a_document_taken_out_of_the_record_is_not_used_either():
    record = edited()
    del record["documents"][1], record["sentences"][DISPUTED]["conflicts"][0]
    assert differences(record) != ()


def test_a_changed_document_gives_another_summary():
    later = replace(B, text=B.text.replace("130", "127"))
    verification = verify(edited(), [A, later, C], recompute=True)
    assert verification.changed == ("b.txt",)
    assert verification.recomputed
    assert verification.differences
    assert "b.txt" not in [item.text for item in verification.differences]


def test_documents_that_give_no_summary_any_more_are_a_difference():
    record = edited(documents=[A])
    now = Document("a.txt", "...")
    (difference,) = differences(record, [now])
    assert (difference.item, difference.stated) == ("summary", "2 sentences")
    assert difference.expected.startswith("nothing to summarize: ")


def test_a_name_without_utf8_is_another_name():
    record = edited()
    record["documents"][1]["id"] = "\ud800"
    verification = verify(record, ALL, recompute=True)
    assert verification.notes[0] == "\\ud800: is called b.txt now"
    verification.to_json()


def test_two_documents_of_one_name_are_refused():
    record = edited()
    record["documents"].append(record["documents"][0])
    with pytest.raises(InputError, match=r"two documents have the id 'a.txt'"):
        verify(record, ALL, recompute=True)


# Settings


@pytest.mark.parametrize("version", ["0.0.1", None, 7, "\x1b[31m" + "x" * 100])
def test_another_version_is_told_and_still_compared(version):
    record = edited()
    record["settings"]["version"] = version
    verification = verify(record, ALL, recompute=True)
    assert (verification.verified, verification.recomputed) == (True, True)
    (note,) = verification.notes
    assert note.isprintable()
    assert note.endswith(f"; this is {__version__}, which may choose differently")
    del record["sentences"][DISPUTED]["conflicts"][0]
    assert len(verify(record, ALL, recompute=True).differences) == 1


def test_of_the_earlier_schema_only_what_it_has_is_compared():
    record = edited() | {"schema": "multisumm-summary/1"}
    for sentence in record["sentences"]:
        for key in ("updates", "similar", "family", "families"):
            del sentence[key]
        for related in (*sentence["support"], *sentence["conflicts"]):
            for key in ("relation", "says_more", "copy", "family", "differs_in", "here", "there"):
                related.pop(key, None)
    for document in record["documents"]:
        del document["family"]
    assert differences(record) == ()
    del record["sentences"][DISPUTED]["conflicts"][0]
    record["sentences"][SUPPORTED]["score"] = 0.0
    found = {(item.kind, item.item, item.field) for item in differences(record)}
    assert found == {(DELETED, "conflict", ""), (CHANGED, "sentence", "score")}


@pytest.fixture
def weights(tmp_path):
    """A file of weights that are not those of the package."""
    own = load_weights()
    record = {
        "format": "multisumm weights 1",
        "concept": {**own.concept},
        "sentence": dict.fromkeys(own.sentence, 0.0),
    }
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(record))
    return path


def test_weights_of_the_user_are_given_again(weights):
    record = edited(weights=weights)
    assert differences(record, weights=weights) == ()
    assert differences(record, weights=load_weights(weights)) == ()
    with pytest.raises(InputError, match=r"made with the weights '\w{12}'; give their file with"):
        verify(record, ALL, recompute=True)
    with pytest.raises(InputError, match="made with the weights of the package, not with these"):
        verify(edited(), ALL, recompute=True, weights=weights)
    with pytest.raises(OptionError, match="weights must be a file or 'package', not 5"):
        verify(edited(), ALL, recompute=True, weights=5)


@pytest.mark.parametrize("recompute", [None, "yes", 1])
def test_recompute_is_true_or_false(recompute):
    with pytest.raises(OptionError, match=r"^recompute must be True or False, not "):
        verify(edited(), ALL, recompute=recompute)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("settings",), None, "the summary: `settings` is not an object"),
        (("settings",), {}, "the summary: `settings` has no `method`"),
        (("settings", "method"), "best", "cannot be made again: unknown method 'best'"),
        (("settings", "method"), ["lead"], "the summary cannot be made again: unknown method"),
        (("settings", "order"), None, "the summary cannot be made again: unknown order None"),
        (("settings", "language"), "xx", "cannot be made again: unknown language 'xx'"),
        (("settings", "keep_noise"), "no", "cannot be made again: keep_noise must be"),
        (("settings", "splitter"), "x\ny", "cannot be made again: unknown splitter 'x\\ny'"),
        (("settings", "weights"), ["\n"], "made with the weights ['\\n']; give their file"),
        (("budget",), [], "the summary: `budget` is not an object"),
        (("budget", "unit"), "lines", "the summary: `budget` has no unit or no limit"),
        (("budget", "unit"), ["words"], "the summary: `budget` has no unit or no limit"),
        (("budget", "limit"), None, "the summary: `budget` has no unit or no limit"),
        (("budget", "limit"), True, "the summary: `budget` has no unit or no limit"),
        (("budget", "limit"), 0, "cannot be made again: words must be a whole number"),
    ],
)
def test_damaged_settings_are_one_line(path, value, message):
    record = edited()
    *above, last = path
    place = record
    for key in above:
        place = place[key]
    place[last] = value
    with pytest.raises(InputError) as error:
        verify(record, ALL, recompute=True)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


# Properties


def paths_of(value, path=()):
    """The places of all values in a record of JSON."""
    keys = value if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield (*path, key)
        if isinstance(value[key], dict | list):
            yield from paths_of(value[key], (*path, key))


PATHS = [path for path in paths_of(RECORD) if path[0] != "warnings"]


@given(st.sampled_from(PATHS), st.sampled_from([None, 5, "x", [5], {"x": [5]}, True, 1e999]))
def test_a_wrong_value_anywhere_is_told_in_a_line_or_as_a_difference(path, wrong):
    record = edited()
    *above, last = path
    place = record
    for key in above:
        place = place[key]
    is_same = place[last] == wrong and type(place[last]) is type(wrong)
    place[last] = wrong
    with suppress(InputError):
        verification = verify(record, ALL, recompute=True)
        verification.to_text()
        verification.to_json()
        is_told = not verification.verified or verification.notes or verification.changed
        assert is_told or is_same or path[0] == "settings" or path[-1] == "limit"


@given(st.data())
def test_whatever_is_taken_out_of_a_summary_is_told(data):
    record = edited(words=150, documents=multisumm.read_documents([FERRY]))
    lists = ("support", "conflicts", "updates", "similar")
    related = [
        (number, key, index)
        for number, sentence in enumerate(record["sentences"])
        for key in lists
        for index in range(len(sentence[key]))
    ]
    number, key, index = data.draw(st.sampled_from(related))
    gone = record["sentences"][number][key].pop(index)
    (difference,) = verify(record, multisumm.read_documents([FERRY]), recompute=True).differences
    assert (difference.kind, difference.sentence) == (DELETED, number + 1)
    assert difference.text == gone["text"]


texts = st.lists(
    st.text(st.sampled_from("ab cd.A\n\r1,' 不无\u0301😀"), min_size=1, max_size=40),
    min_size=1,
    max_size=4,
)


@given(texts, st.sampled_from(["words", "sentences", "bytes"]), st.integers(1, 60))
def test_every_summary_is_made_again(given_texts, unit, limit):
    try:
        summary = multisumm.summarize(given_texts, **{unit: limit})
    except multisumm.NothingToSummarize:
        return
    verification = verify(json.loads(summary.to_json()), given_texts, recompute=True)
    assert (verification.verified, verification.differences) == (True, ())
