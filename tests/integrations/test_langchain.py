"""With the real package; skipped where it is missing."""

import subprocess
import sys

import pytest

from multisumm import InputError, OptionError
from multisumm.rendering.wording import RELATIONS

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")


@pytest.fixture(scope="module")
def langchain():
    return pytest.importorskip(
        "langchain_core.documents", reason='langchain-core is not installed: pip install ".[peers]"'
    )


def test_documents_become_the_sentences_of_a_summary(langchain):
    from multisumm.integrations.langchain import SummaryCompressor

    documents = [
        langchain.Document(
            page_content="Much was said. The ferry sank on Sunday, killing 127 people.",
            metadata={"source": "a"},
        ),
        langchain.Document(page_content="The ferry sank on Sunday, killing 130 people."),
    ]
    compressor = SummaryCompressor(words=8, options={"order": "rank"})
    assert isinstance(compressor, langchain.BaseDocumentCompressor)
    (found,) = compressor.compress_documents(documents, query="the ferry")
    place = found.metadata["multisumm"]
    text = documents[place["document"]].page_content
    assert text[place["start"] : place["end"]] == found.page_content
    assert found.page_content.startswith("The ferry sank on Sunday, killing 1")
    assert {name: place[name] for name in RELATIONS} == {
        name: [1 - place["document"]] if name == "contradicted_by" else [] for name in RELATIONS
    }
    assert (place["family"], place["families"]) == (1, 1)  # they share most of their text
    assert (place["document"] == 0) == (found.metadata.get("source") == "a")
    assert documents[0].metadata == {"source": "a"}
    assert 0 < place["relevance"] <= 1
    assert place["query_words"] == ["ferry"]


TEXT = "The ferry sank off Tindalo. Divers found a wreck in the bay. The mayor opened a school."


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("Who opened the schools?", ["The mayor opened a school."]),
        ("Where did the ferries sink?", ["The ferry sank off Tindalo."]),
        ("What of the submarine?", []),
    ],
)
def test_only_what_answers_the_query_is_kept(langchain, query, sentences):
    from multisumm.integrations.langchain import SummaryCompressor

    documents = [langchain.Document(page_content=TEXT)]
    found = SummaryCompressor(words=6).compress_documents(documents, query=query)
    assert [document.page_content for document in found] == sentences


@pytest.mark.parametrize("query", ["", " ", "?!", "what was it", "\ud800\0"])
def test_a_query_without_a_word_to_look_for_gives_the_summary_of_everything(langchain, query):
    from multisumm.integrations.langchain import SummaryCompressor

    documents = [langchain.Document(page_content=TEXT)]
    found = SummaryCompressor().compress_documents(documents, query=query)
    assert " ".join(document.page_content for document in found) == TEXT
    assert not {"relevance", "query_words"} & found[0].metadata["multisumm"].keys()


def test_the_options_win_over_the_query(langchain):
    from multisumm.integrations.langchain import SummaryCompressor

    documents = [langchain.Document(page_content=TEXT)]
    for query, text in ((None, TEXT), ("the school", "The mayor opened a school.")):
        compressor = SummaryCompressor(words=len(text.split()), options={"query": query})
        found = compressor.compress_documents(documents, query="the ferry")
        assert " ".join(document.page_content for document in found) == text
    with pytest.raises(OptionError, match="only function words"):
        SummaryCompressor(options={"query": "the"}).compress_documents(documents, query="the ferry")
    with pytest.raises(OptionError, match=r"^query must be a string, not 5$"):
        SummaryCompressor().compress_documents(documents, query=5)


def test_another_limit_can_be_among_the_options(langchain):
    from multisumm.integrations.langchain import SummaryCompressor

    text = "The ferry sank on Sunday, killing 127 people. Divers found the wreck in the bay."
    documents = [langchain.Document(page_content=text)]
    for limit in ({"sentences": 1}, {"tokens": 9, "tokenizer": str.split}):
        compressor = SummaryCompressor(words=None, options=limit)
        assert len(compressor.compress_documents(documents, query="")) == 1


def test_documents_that_say_the_same_come_in_their_order(langchain):
    from multisumm.integrations.langchain import SummaryCompressor

    same = langchain.Document(page_content="The ferry sank on Sunday, killing 127 people.")
    (found,) = SummaryCompressor().compress_documents([same] * 12, query="")
    place = found.metadata["multisumm"]
    assert place["also_in"] == [n for n in range(12) if n != place["document"]]
    assert (place["family"], place["families"]) == (1, 1)


def test_no_text_gives_no_sentences(langchain):
    from multisumm.integrations.langchain import SummaryCompressor

    assert SummaryCompressor().compress_documents([], query="") == []
    blank = [langchain.Document(page_content=" ")]
    assert SummaryCompressor().compress_documents(blank, query="") == []


@pytest.mark.parametrize("documents", [None, 5, "x", {"a": 1}, ["x"], [None], "document"])
def test_a_value_that_is_not_a_list_of_documents_is_refused_in_one_line(langchain, documents):
    from multisumm.integrations.langchain import SummaryCompressor

    if documents == "document":
        documents = langchain.Document(page_content="It sank.")
    with pytest.raises(InputError, match=r"^.* langchain_core\.Document.*, (not|but) .+$"):
        SummaryCompressor().compress_documents(documents, query="")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"words": "x"}, "option 'words': input should be a valid integer"),
        ({"method": 5}, "option 'method': input should be a valid string"),
        ({"options": "x"}, "option 'options': input should be a valid dictionary"),
        ({"wrods": 5}, "option 'wrods': extra inputs are not permitted"),
    ],
)
def test_a_field_of_a_wrong_type_is_refused_in_one_line(langchain, fields, message):
    from multisumm.integrations.langchain import SummaryCompressor

    with pytest.raises(OptionError) as error:
        SummaryCompressor(**fields)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("options", [{"wrods": 5}, {"sentences": 5}, {"order": "x"}])
def test_an_option_without_a_meaning_is_refused_in_one_line(langchain, options):
    from multisumm.integrations.langchain import SummaryCompressor

    documents = [langchain.Document(page_content="It sank.")]
    with pytest.raises(OptionError):
        SummaryCompressor(options=options).compress_documents(documents, query="")


@pytest.mark.parametrize(
    ("module", "package", "install"),
    [("langchain", "langchain_core", "langchain-core"), ("haystack", "haystack", "haystack-ai")],
)
def test_without_the_package_the_error_says_how_to_install_it(module, package, install):
    code = f"import sys; sys.modules[{package!r}] = None; import multisumm.integrations.{module}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.splitlines()[-1].endswith(f"run: pip install {install}")
