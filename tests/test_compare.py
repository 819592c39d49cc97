"""`multisumm.compare`, from documents to a comparison."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from locations import FERRY, SEEDS
from multisumm.model import ComparisonData, Document

PUPILS = "The school has {} pupils. The town of Porvo is old."
RAIN = "Rain fell on the hills all night long."


def test_a_comparison_has_its_statements_its_documents_and_its_settings():
    comparison = multisumm.compare([PUPILS.format(420), PUPILS.format(240), RAIN])
    assert [one.text for one in comparison.statements] == [
        "The school has 420 pupils.",
        "The town of Porvo is old.",
    ]
    assert [source.id for source in comparison.documents] == ["1", "2", "3"]
    assert comparison.settings == {
        "version": multisumm.__version__,
        "language": "en",
        "keep_noise": False,
        "conflicts_only": False,
    }
    assert comparison.warnings == ()
    assert [comparison.silent(one) for one in comparison.statements] == [("3",), ("3",)]


def test_only_disagreements_can_be_asked_for():
    documents = [PUPILS.format(420), PUPILS.format(240), RAIN]
    comparison = multisumm.compare(documents, conflicts_only=True)
    assert [one.text for one in comparison.statements] == ["The school has 420 pupils."]
    assert comparison.statements == multisumm.compare(documents).disagreements


def test_the_same_documents_give_the_same_comparison():
    documents = multisumm.read_documents([FERRY])
    assert multisumm.compare(documents) == multisumm.compare(documents)


# Plain results


def test_documents_that_agree_in_everything_have_no_disagreement():
    comparison = multisumm.compare(
        ["The ferry sank on Sunday. Ten people died.", "Ten people died. The ferry sank on Sunday."]
    )
    assert [one.families for one in comparison.statements] == [2, 2]
    assert comparison.disagreements == ()


def test_copies_are_one_voice_and_a_warning_says_so():
    comparison = multisumm.compare(["The ferry sank on Sunday."] * 2)
    assert comparison.statements == ()
    (warning,) = comparison.warnings
    assert warning == "all documents share most of their text, so they count as one source"


def test_one_document_is_compared_with_itself_and_a_warning_says_so():
    comparison = multisumm.compare(["The school has 420 pupils. Why? The school has 240 pupils."])
    assert len(comparison.disagreements) == 1
    (warning,) = comparison.warnings
    assert warning == "there is one document; only what it says against itself can be found"


def test_documents_on_different_subjects_have_no_statement_in_common():
    comparison = multisumm.compare([RAIN, "The mayor resigned on Thursday."])
    assert (comparison.statements, comparison.warnings) == ((), ())
    assert "No statement is made by several independent sources" in comparison.to_text()
    found = multisumm.compare([RAIN, "The mayor resigned."], conflicts_only=True).to_text()
    assert "No source contradicts another." in found


@pytest.mark.parametrize(
    ("documents", "message"),
    [
        ([], "no documents"),
        (["", " "], "no text in 2 documents"),
        (["... !!!", "???"], "nothing to compare: there is no word in the text"),
    ],
)
def test_where_there_is_nothing_to_compare_the_error_says_so(documents, message):
    with pytest.raises(multisumm.NothingToSummarize, match=message.replace("?", r"\?")):
        multisumm.compare(documents)


def test_noise_can_be_compared_as_well():
    documents = multisumm.read_documents([SEEDS / "summit" / "sources"])
    clean, noisy = (multisumm.compare(documents, keep_noise=keep) for keep in (False, True))
    assert all(source.dropped for source in clean.documents)
    assert not any(source.dropped for source in noisy.documents)
    assert sum(one.sentences for one in noisy.documents) > sum(
        one.sentences for one in clean.documents
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"language": 5}, "language must be a code like en, or auto, not 5"),
        ({"language": "xx"}, "xx"),
        ({"keep_noise": 1}, "keep_noise must be true or false, not 1"),
        ({"conflicts_only": "yes"}, "conflicts_only must be true or false, not 'yes'"),
    ],
)
def test_a_wrong_option_is_one_line(options, message):
    with pytest.raises(multisumm.OptionError) as error:
        multisumm.compare([RAIN], **options)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("documents", ["text", 5, [5], None])
def test_what_is_no_list_of_documents_is_refused(documents):
    with pytest.raises(multisumm.InputError):
        multisumm.compare(documents)


# Bad input

NASTY = [
    "The school has 1e999999999 pupils.",
    "The school has " + "9" * 400 + " pupils.",
    "The school has -5 pupils.",
    "The school has ½ pupils.",
    "The school has 0x1F600 pupils.",
    "The school has \ud800 pupils.",
    "The school has \x00\x1b[31m\u202e pupils.",
    "The school has " + "very " * 300 + "many pupils.",
    "这所学校有420名学生。 The school has 420 pupils.",
]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_strange_numbers_and_characters_do_no_harm(text):
    comparison = multisumm.compare([text, "The school has 240 pupils.", RAIN])
    assert len(comparison.documents) == 3
    for render in (comparison.to_text, comparison.to_markdown, comparison.to_html):
        assert "\x1b" not in render()
    json.loads(comparison.to_json())


@given(
    st.lists(
        st.lists(
            st.sampled_from([*NASTY, RAIN, "No.", "Not so.", "It is so.", ""]), max_size=4
        ).map(" ".join),
        max_size=4,
    )
)
def test_any_documents_give_a_comparison_or_a_line(texts):
    documents = [Document(f"d{number}\x1b<b>", text) for number, text in enumerate(texts)]
    try:
        comparison = multisumm.compare(documents)
    except multisumm.NothingToSummarize:
        assert not any(letter.isalnum() for text in texts for letter in text)
        return
    by_id = {one.id: one.text for one in comparison.documents}
    assert len(by_id) == len(comparison.documents)
    for row in comparison.statements:
        assert row.families > 1 or row.disagreement
        assert row.cells
    for render in (
        comparison.to_text,
        comparison.to_markdown,
        comparison.to_json,
        comparison.to_html,
    ):
        assert render() == render()


# Values


def test_the_fields_of_a_comparison_are_those_that_the_stages_know():
    names = [field.name for field in dataclasses.fields(ComparisonData)]
    assert [field.name for field in dataclasses.fields(multisumm.Comparison)] == names


def test_a_printed_comparison_is_its_text():
    comparison = multisumm.compare([PUPILS.format(420), PUPILS.format(240)])
    assert str(comparison) == comparison.to_text()


def test_the_pages_of_the_addresses_are_given():
    pages = Document("a", "Title page.\n\nThe school has 420 pupils.", kind="pdf", pages=(0, 13))
    comparison = multisumm.compare([pages, "The school has 240 pupils."])
    (row,) = json.loads(comparison.to_json())["statements"]
    assert [cell.get("page") for cell in row["cells"]] == [2, None]
