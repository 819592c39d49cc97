import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from locations import FERRY
from multisumm import verify, verify_text
from multisumm.errors import InputError, OptionError
from multisumm.model import Citation, Document
from multisumm.verification.exact_match import is_inside_word
from multisumm.verification.findings import (
    ALTERED,
    MISSING,
    MOVED,
    RETYPED,
    STATUSES,
    UNFOUNDED,
    VERIFIED,
)

OURS = Document("a.txt", "The ferry sank on Sunday, killing 127 people.\nDivers found the wreck.")
THEIRS = Document("b.txt", "Much was said.\nThe ferry sank on Sunday, killing 130 people.")


def summary_of(*documents, **options):
    return multisumm.summarize(documents or (OURS, THEIRS), **options)


def changed(document, *replacement):
    return replace(document, text=document.text.replace(*replacement))


def statuses(verification):
    return [finding.status for finding in verification.findings]


# By hand


def test_every_quote_of_a_summary_stands_in_its_sources():
    verification = verify(summary_of(), [OURS, THEIRS])
    assert verification.verified
    assert verification.changed == ()
    assert verification.counts == dict.fromkeys(STATUSES, 0) | {"verified": 4}
    assert (verification.differences, verification.recomputed, verification.notes) == (
        (),
        False,
        (),
    )
    assert [(each.quote.role, each.quote.sentence) for each in verification.findings] == [
        ("sentence", 1),
        ("conflict", 1),
        ("sentence", 2),
        ("sentence", 3),
    ]


def test_a_quote_that_stands_elsewhere_has_moved():
    later = replace(OURS, text="A line above.\n" + OURS.text)
    verification = verify(summary_of(), [later, THEIRS])
    assert not verification.verified
    assert verification.changed == ("a.txt",)
    first = verification.findings[0]
    assert first.status == MOVED
    assert first.place == Citation("a.txt", 14, 14 + len(first.quote.text))


def test_a_quote_found_nowhere_is_altered_and_the_differences_are_listed():
    verification = verify(summary_of(), [changed(OURS, "127", "172"), THEIRS])
    altered = verification.findings[0]
    assert altered.status == ALTERED
    assert altered.place == Citation("a.txt", 0, 45)
    assert altered.nearest == "The ferry sank on Sunday, killing 172 people."
    assert altered.differences == (("127", "172"),)
    assert statuses(verification)[1:] == [VERIFIED] * 3


def test_a_quote_with_nothing_near_it_is_altered_without_more():
    verification = verify(summary_of(), [replace(OURS, text="Other news."), THEIRS])
    lost = next(one for one in verification.findings if one.quote.text.startswith("Divers"))
    assert (lost.status, lost.place, lost.nearest, lost.differences) == (ALTERED, None, None, ())


def test_a_source_that_is_not_given_is_missing():
    verification = verify(summary_of(), [THEIRS])
    assert MISSING in statuses(verification)
    assert {each.quote.citation.document for each in verification.findings} == {"a.txt", "b.txt"}
    assert all(
        (each.status == MISSING) == (each.quote.citation.document == "a.txt")
        for each in verification.findings
    )


def test_the_words_of_a_missing_source_are_looked_up_in_the_others():
    other = replace(OURS, id="c.txt", text=f"{OURS.text} And more.")
    first = verify(summary_of(), [other, THEIRS]).findings[0]
    assert (first.status, first.place) == (MISSING, Citation("c.txt", 0, 45))


def test_a_source_of_another_name_is_known_by_its_digest():
    renamed = replace(OURS, id="old/a.txt")
    verification = verify(summary_of(), [THEIRS, renamed])
    assert verification.verified
    assert verification.findings[0].place.document == "old/a.txt"
    assert verification.notes == ("a.txt: is called old/a.txt now",)


def test_a_source_whose_name_another_document_has_is_a_difference():
    stranger = replace(OURS, text="Something else took its name.")
    verification = verify(summary_of(), [stranger, THEIRS, replace(OURS, id="old/a.txt")])
    assert statuses(verification) == [MOVED, VERIFIED, MOVED, VERIFIED]
    assert verification.findings[0].place == Citation("old/a.txt", 0, 45)
    assert verification.notes == ("a.txt: has another text; the one of the summary is old/a.txt",)
    assert ("sha256", "a.txt") in [(one.field, one.text) for one in verification.differences]
    swapped = [replace(OURS, id="b.txt"), replace(THEIRS, id="a.txt")]
    assert set(statuses(verify(summary_of(), swapped))) == {MOVED}


def test_a_quote_that_does_not_say_what_it_is_said_to_differ_in_is_unfounded():
    record = json.loads(summary_of().to_json())
    assert record["sentences"][0]["conflicts"][0]["about"] == "127 / 130"
    record["sentences"][0]["conflicts"][0]["about"] = "127 / 230"
    verification = verify(record, [OURS, THEIRS])
    assert statuses(verification) == [VERIFIED, UNFOUNDED, VERIFIED, VERIFIED]
    assert not verification.verified
    assert statuses(verify(record, [OURS, changed(THEIRS, "130", "131")]))[1] == ALTERED


def test_a_lost_quote_of_a_summary_differs_only_in_typography():
    source = Document("a", "“It’s a co\u00adop,” they\nsaid – twice.")
    record = json.loads(summary_of(source).to_json())
    retyped = replace(source, text='Lead.\n"It\'s a coop," they said - twice.')
    (finding,) = verify(record, [retyped]).findings
    assert (finding.status, finding.nearest) == (ALTERED, retyped.text[6:])
    assert finding.only_typography
    (other,) = verify(record, [changed(retyped, "twice", "once")]).findings
    assert (other.status, other.only_typography) == (ALTERED, False)


def test_the_closest_of_several_positions_is_reported():
    text = "It sank. " * 5
    record = json.loads(summary_of(Document("a", "It sank.")).to_json())
    record["sentences"][0] |= {"start": 20, "end": 28}
    assert verify(record, [Document("a", text)]).findings[0].place == Citation("a", 18, 26)


def test_with_no_documents_at_all_every_source_is_missing():
    assert set(statuses(verify(summary_of(), []))) == {MISSING}
    assert set(statuses(verify(summary_of(), ["", " "]))) == {MISSING}


def test_a_value_that_is_not_a_summary_is_refused():
    with pytest.raises(InputError, match="`schema` is 'multisumm-summary/3'"):
        verify({"schema": "multisumm-summary/3"}, [OURS])


def test_a_summary_of_strings_is_verified_with_the_strings():
    assert verify(
        multisumm.summarize(["It sank.", "Ten died."]), ["It sank.", "Ten died."]
    ).verified


# Wrong types


@pytest.mark.parametrize("given_summary", ["x", b"{}", None, 5, [], [{}], ("schema",), object()])
def test_a_value_that_is_neither_a_summary_nor_an_object_is_refused_in_one_line(given_summary):
    kind = type(given_summary).__name__
    with pytest.raises(
        InputError,
        match=f"^summary must be a summary, a digest or the object of its JSON, not {kind}$",
    ):
        verify(given_summary, [OURS])


def records():
    """Summaries as JSON, each with one value of a wrong type, at every place."""
    text = summary_of(OURS, THEIRS, replace(OURS, id="c.txt")).to_json()

    def paths(value):
        keys = value if isinstance(value, dict) else range(len(value))
        for key in keys:
            yield (key,)
            if isinstance(value[key], dict | list):
                yield from ((key, *path) for path in paths(value[key]))

    for path in paths(json.loads(text)):
        for wrong in (None, 5, "x", [5], {"x": 5}, True):
            record = holder = json.loads(text)
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = wrong
            yield path, record


def test_a_value_of_a_wrong_type_anywhere_in_the_object_is_one_line_or_does_not_count():
    messages = {}
    for path, record in records():
        try:
            verify(record, [OURS, THEIRS])
        except InputError as error:
            messages[path] = str(error)
    assert {path[0] for path in messages} == {
        "schema", "headline", "summary", "sentences", "disagreements", "documents"
    }  # fmt: skip
    assert not [message for message in messages.values() if "\n" in message]


@pytest.mark.parametrize("documents", ["x", b"x", None, 5, OURS, [5], [None], [["x"]]])
@pytest.mark.parametrize(
    "check", [lambda d: verify(summary_of(), d), lambda d: verify_text("x", d)]
)
def test_a_value_that_is_not_a_list_of_documents_is_refused_in_one_line(check, documents):
    with pytest.raises(InputError) as error:
        check(documents)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", [b"x", None, 5, ["x"], OURS])
def test_a_text_that_is_not_a_string_is_refused_in_one_line(text):
    with pytest.raises(InputError, match=f"^text must be a string, not {type(text).__name__}$"):
        verify_text(text, [OURS])


@pytest.mark.parametrize("markdown", [None, "yes", 1])
def test_markdown_is_true_or_false(markdown):
    with pytest.raises(OptionError, match=r"^markdown must be True or False, not "):
        verify_text("It sank.", [OURS], markdown=markdown)


# Texts edited by hand


def test_each_sentence_of_a_text_is_looked_up():
    text = (
        "Divers found the wreck. The ferry sank on Sunday,\n  killing 127 people.\n\nDivers wept."
    )
    verification = verify_text(text, [THEIRS, OURS])
    assert [(each.status, each.quote.text) for each in verification.findings] == [
        (VERIFIED, "Divers found the wreck."),
        (VERIFIED, "The ferry sank on Sunday, killing 127 people."),
        (ALTERED, "Divers wept."),
    ]
    assert verification.findings[0].place == Citation("a.txt", 46, 69)
    assert not verification.verified


SANK = "The ferry Estrella sank on Sunday off the island of Tindalo."


@pytest.mark.parametrize("words", [60, 120, 400])
def test_the_output_of_the_package_is_verified_as_text(words):
    documents = multisumm.read_documents([FERRY])
    summary = multisumm.summarize(documents, words=words)
    for text, markdown in ((summary.to_text(), False), (summary.to_markdown(), True)):
        verification = verify_text(text, documents, markdown=markdown)
        assert {*statuses(verification)} == {VERIFIED}
        roles = [finding.quote.role for finding in verification.findings]
        assert roles.count("sentence") == len(summary.sentences)


def test_trimmed_quotes_and_quotations_of_several_sentences_are_verified():
    documents = [
        Document("a", f"TINDALO (IBP) - {SANK}\n\nAnn Lee said: “It was old. It was full.”[3]"),
        Document("b", f"CLOSE {SANK} 1) The wreck lies at a depth of 64 metres."),
    ]
    summary = multisumm.summarize(documents)
    assert any(sentence.trimmed for sentence in summary.sentences)
    assert "Ann Lee said: “It was old. It was full.”" in [one.text for one in summary.sentences]
    assert verify(summary, documents, recompute=True).verified
    for text, markdown in ((summary.to_text(), False), (summary.to_markdown(), True)):
        assert verify_text(text, documents, markdown=markdown).verified


def test_a_headline_is_looked_up_where_it_stands():
    documents = multisumm.read_documents([FERRY])
    record = json.loads(multisumm.summarize(documents, words=60).to_json())
    assert "headline" in [one.quote.role for one in verify(record, documents).findings]
    record["headline"]["text"] = record["headline"]["text"].replace("130", "310")
    (altered,) = (one for one in verify(record, documents).findings if one.status == ALTERED)
    assert (altered.quote.role, altered.differences) == ("headline", (("310", "130"),))
    assert "altered   headline, 02-manila-daily.txt 0-69" in verify(record, documents).to_text()


def test_a_headline_that_is_a_title_stands_in_that_title():
    titled = replace(OURS, title="Ferry sank on Sunday near the wreck")
    record = json.loads(summary_of(titled, THEIRS).to_json())
    assert record["headline"] == {"text": titled.title, "document": "a.txt", "field": "title"}
    assert verify(record, [titled, THEIRS], recompute=True).verified
    record["headline"]["text"] = "Ferry swam"
    (difference,) = verify(record, [titled, THEIRS]).differences
    assert (difference.item, difference.stated, difference.expected) == (
        "headline",
        "Ferry swam",
        titled.title,
    )


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize("title", [None, "Ferry sank on Sunday near the wreck"])
def test_the_headline_of_a_text_is_not_taken_for_a_sentence(markdown, title):
    ours = replace(
        OURS, title=title, text=f"{'' if title else 'Ferry sank on Sunday'}\n\n{OURS.text}"
    )
    summary = summary_of(ours, THEIRS)
    text = summary.to_markdown() if markdown else summary.to_text()
    verification = verify_text(text, [ours, THEIRS], markdown=markdown)
    assert verification.verified
    assert len([one for one in verification.findings if one.quote.role == "sentence"]) == 3
    assert [one.kind for one in verification.unchecked].count("heading") == (
        markdown or title is not None
    )
    edited = text.replace("Ferry sank on Sunday", "Ferry sank on Monday", 1)
    assert verify_text(edited, [ours, THEIRS], markdown=markdown).verified == (
        markdown or title is not None
    )


def test_a_number_edited_by_hand_is_found():
    documents = multisumm.read_documents([FERRY])
    summary = multisumm.summarize(documents, words=120)
    quote = next(one.text for one in summary.sentences if "130" in one.text)
    text = summary.to_text().replace("killing 130", "killing 310", 1)
    (altered,) = (each for each in verify_text(text, documents).findings if each.status == ALTERED)
    assert altered.nearest == quote
    assert altered.differences == (("310", "130"),)


def test_white_space_and_control_characters_do_not_count_in_a_text():
    source = Document(
        "a", "Much rain fell.\r\n\u202bThe ferry\u202c\r\n  sank \x1b[1mfast. It is gone."
    )
    found = verify_text("The ferry sank [1mfast.", [source]).findings[0].place
    assert source.text[found.start : found.end] == "The ferry\u202c\r\n  sank \x1b[1mfast."


@pytest.mark.parametrize(
    ("text", "source", "nearest", "difference"),
    [
        (
            "27 people were killed.",
            "Officials said 127 people were killed. All mourned.",
            "127 people were killed.",
            ("27", "127"),
        ),
        ("5 people died.", "Of them, 3.5 people died.", "3.5 people died.", ("5", "3.5")),
        (
            "The ferry sank with 12",
            "The ferry sank with 127 aboard.",
            "The ferry sank with 127",
            ("12", "127"),
        ),
        ("It cost 3.", "It cost 3.5m.", "It cost 3.5m.", ("3", "3.5m")),
        ("They can", "They can't swim.", "They can't", ("", "'t")),
        ("27人死亡。", "官员说127人死亡。", "127人死亡。", ("27", "127")),
    ],
)
def test_a_cut_number_or_word_is_not_verified(text, source, nearest, difference):
    (finding,) = verify_text(text, [source]).findings
    assert (finding.status, finding.nearest) == (ALTERED, nearest)
    assert finding.differences == (difference,)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("127 people died.", "_127 people died._"),
        ("27 people died.", "Not 127 people died. 27 people died."),
        ("人死亡。", "官员说127人死亡。"),
        ("船沉了", "官员说船沉了三天"),
    ],
)
def test_whole_words_are_verified_wherever_they_stand(text, source):
    assert verify_text(text, [source]).verified


def test_a_quote_of_a_summary_has_not_moved_into_a_number():
    record = json.loads(summary_of(Document("a", "27 people died.")).to_json())
    (altered,) = verify(record, [Document("a", "Not yet: 127 people died.")]).findings
    assert (altered.status, altered.differences) == (ALTERED, (("27", "127"),))
    (moved,) = verify(record, [Document("a", "Of 127 people died.\n27 people died.")]).findings
    assert (moved.status, moved.place) == (MOVED, Citation("a", 20, 35))
    record["sentences"][0] |= {"start": 10, "end": 25}
    record["headline"] |= {"start": 10, "end": 25}
    assert verify(record, [Document("a", "Not yet: 127 people died.")]).verified


TYPESET = Document(
    "a",
    "The agency’s chief said “no” – the level isn’t met. The non‑profit cut 5\u00a0km of pipe. "
    "It co\u00adoperates with the eﬃcient oﬀice.",
)


@pytest.mark.parametrize(
    ("text", "status", "differences"),
    [
        ("The non‑profit cut 5 km of pipe.", VERIFIED, ()),
        (
            "The agency's chief said \"no\" - the level isn't met.",
            RETYPED,
            (("'", "’"), ('"', "“"), ('"', "”"), ("-", "–"), ("'", "’")),
        ),
        ("The non-profit cut 5 km of pipe.", RETYPED, (("-", "‑"),)),
        (
            "It cooperates with the efficient office.",
            RETYPED,
            (
                ("cooperates", "co\u00adoperates"),
                ("efficient", "eﬃcient"),
                ("office", "oﬀice"),
            ),
        ),
        ("The non-profit cut 6 km of pipe.", ALTERED, (("-", "‑"), ("6", "5"))),
        ("The nonprofit cut 5 km of pipe.", ALTERED, (("nonprofit", "non‑profit"),)),
        ("The agency’s chief said no – the level isn’t met.", ALTERED, (("", "“"), ("", "”"))),
    ],
)
def test_other_typography_is_told_apart_from_other_words(text, status, differences):
    verification = verify_text(text, [TYPESET])
    (finding,) = verification.findings
    assert finding.status == status
    assert {*finding.differences} == {*differences}
    assert finding.only_typography == (status == RETYPED)
    assert verification.verified == (status != ALTERED)


def test_a_very_long_text_in_another_typography_takes_no_time():
    source = f"{' '.join(f'“w{n % 999}”' for n in range(20_000))}."
    (finding,) = verify_text(source.replace("“", '"').replace("”", '"'), [source]).findings
    assert (finding.status, finding.only_typography) == (RETYPED, True)
    assert len(finding.differences) == 40_000
    record = json.loads(summary_of(Document("a", source), words=30_000).to_json())
    (finding,) = verify(record, [Document("a", f"So: {source.replace(' ', chr(10))}")]).findings
    assert (finding.status, finding.only_typography) == (ALTERED, True)
    assert finding.differences == ()


def test_quotations_in_a_sentence_that_stands_nowhere_are_looked_up():
    text = (
        'Reporters wrote that "the ferry sank on Sunday," “killing 172 people”. '
        "«Divers found the wreck», it is said. Divers found the wreck."
    )
    verification = verify_text(text, [OURS])
    assert [
        (each.quote.sentence, each.quote.role, each.status, each.quote.text)
        for each in verification.findings
        if each.quote.role == "quotation"
    ] == [
        (1, "quotation", ALTERED, "the ferry sank on Sunday,"),
        (1, "quotation", ALTERED, "killing 172 people"),
        (2, "quotation", VERIFIED, "Divers found the wreck"),
    ]
    assert [each.quote.sentence for each in verification.findings] == [1, 1, 1, 2, 2, 3]
    assert statuses(verification)[-1] == VERIFIED
    assert verification.findings[2].differences == (("172", "127"),)


@pytest.mark.parametrize(
    ("quotation", "status", "text"),
    [
        ("sank on Sunday.", VERIFIED, "sank on Sunday"),
        ("sank on Sunday,", VERIFIED, "sank on Sunday,"),
        ("killing 127 people.", VERIFIED, "killing 127 people."),
        ("found the wreck,", VERIFIED, "found the wreck"),
        ("found the wr", ALTERED, "found the wr"),
        ("found th\u00ade wreck!", RETYPED, "found th\u00ade wreck"),
    ],
)
def test_the_mark_before_a_closing_quotation_mark_may_be_of_the_sentence(quotation, status, text):
    _, finding = verify_text(f'He wrote "{quotation}"', [OURS]).findings
    assert (finding.status, finding.quote.text) == (status, text)


def test_a_sentence_that_stands_somewhere_is_looked_up_as_a_whole():
    source = 'He said "it sank" twice. She said “it swam” once.'
    (finding,) = verify_text('He said "it sank" twice.', [source]).findings
    assert finding.status == VERIFIED
    (finding,) = verify_text('She said "it swam" once.', [source]).findings
    assert finding.status == RETYPED


@pytest.mark.parametrize("text", ["", " \n", "[^1]: a note"])
def test_a_text_without_a_sentence_is_refused(text):
    with pytest.raises(InputError, match="there is no sentence in the text"):
        verify_text(text, [OURS], markdown=True)


# Properties

texts = st.lists(
    st.text(st.sampled_from("ab cd.A\n\r1,' 不无\u0301😀"), min_size=1, max_size=40),
    min_size=1,
    max_size=4,
)


@given(texts, st.integers(5, 60))
def test_whatever_is_summarised_verifies_until_its_sources_change(given_texts, words):
    documents = [Document(str(n), text) for n, text in enumerate(given_texts)]
    try:
        summary = multisumm.summarize(documents, words=words)
    except multisumm.NothingToSummarize:
        return
    assert verify(summary, documents).verified
    assert verify(json.loads(summary.to_json()), documents) == verify(summary, documents)
    later = [replace(each, text=f"zz\n{each.text}") for each in documents]
    moved = verify(summary, later)
    assert not moved.verified
    for finding in moved.findings:
        place = finding.place
        texts_now = {each.id: each.text for each in later}
        assert finding.status in (VERIFIED, MOVED)
        assert texts_now[place.document][place.start : place.end] == finding.quote.text


def stands_in(quote, text):
    return any(
        not (is_inside_word(text, start) or is_inside_word(text, start + len(quote)))
        for start in range(len(text))
        if text.startswith(quote, start)
    )


@given(texts, texts)
def test_every_finding_is_true(sources, others):
    documents = [Document(str(n), text) for n, text in enumerate(sources)]
    try:
        summary = multisumm.summarize(documents)
    except multisumm.NothingToSummarize:
        return
    given_documents = {str(n): text for n, text in enumerate(others)}
    verification = verify(summary, [Document(*each) for each in given_documents.items()])
    assert sum(verification.counts.values()) == len(verification.findings)
    for finding in verification.findings:
        place, quote = finding.place, finding.quote
        assert finding.status in STATUSES
        there = place and given_documents[place.document][place.start : place.end]
        stands = any(stands_in(quote.text, text) for text in given_documents.values())
        if finding.status in (VERIFIED, MOVED):
            assert there == quote.text
        elif finding.status == ALTERED:
            assert not stands
            assert there == finding.nearest
        else:
            assert (place is not None) == stands


@given(st.text(st.characters(), max_size=60), texts, st.booleans())
def test_any_text_is_looked_up_without_a_crash(text, sources, markdown):
    try:
        verification = verify_text(text, sources, markdown=markdown)
    except InputError:
        return
    for finding in verification.findings:
        if finding.status == VERIFIED:
            place = finding.place
            there = {str(n): each for n, each in enumerate(sources, 1)}[place.document]
            assert " ".join(finding.quote.text.split()) in " ".join(
                there[place.start : place.end].split()
            )
