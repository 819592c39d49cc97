"""The tools, called by the client of the official SDK over standard input and output."""

import json
import os
import re
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import jsonschema
import pytest

import multisumm
from locations import FERRY, SEEDS, TOP

pytest.importorskip("mcp_types", reason='mcp is not installed: pip install "multisumm[mcp]"')

from anyio.from_thread import start_blocking_portal
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from multisumm.integrations import mcp_server


@asynccontextmanager
async def connected(*arguments):
    """A client of `multisumm mcp`, started as its own process."""
    command = ["-m", "multisumm", "mcp", *map(str, arguments)]
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
    async with stdio_client(server) as streams, ClientSession(*streams) as client:
        await client.initialize()
        yield client


class Caller:
    """Calls tools of one server from tests that are not asynchronous."""

    def __init__(self, portal, client):
        self.portal, self.client = portal, client

    def tools(self):
        return self.portal.call(self.client.list_tools).tools

    def __call__(self, name, **arguments):
        return self.portal.call(self.client.call_tool, name, arguments)


@pytest.fixture(scope="module")
def pile(tmp_path_factory):
    """A folder with two small sources, an edited text and a summary as JSON and HTML."""
    pile = tmp_path_factory.mktemp("pile")
    sources = pile / "in"
    sources.mkdir()
    (sources / "a.txt").write_text("The ferry sank on Sunday, killing 127 people.\nDivers came.\n")
    (sources / "b.txt").write_text(
        "Much was said.\nThe ferry sank on Sunday, killing 130 people.\n"
    )
    summary = multisumm.summarize(multisumm.read_documents([sources]))
    (pile / "s.json").write_text(summary.to_json(), encoding="utf-8")
    (pile / "s.html").write_text(summary.to_html(), encoding="utf-8")
    (pile / "small.bin").write_bytes(bytes(range(256)))
    return pile


@pytest.fixture(scope="module")
def call(pile):
    """Calls a tool of a server that may read the example subjects and the pile."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(connected(SEEDS, pile)) as client,
    ):
        yield Caller(portal, client)


def text_of(result):
    return result.content[0].text


def failed(result):
    """The line of an error."""
    assert result.is_error
    assert result.structured_content is None
    (block,) = result.content
    assert "Traceback" not in block.text
    return block.text


# What the tools answer


def test_five_tools_are_listed_as_read_only_with_all_their_arguments_described(call):
    tools = call.tools()
    assert [tool.name for tool in tools] == ["summarize", "compare", "verify", "read", "digest"]
    for tool in tools:
        hints = tool.annotations
        assert (hints.read_only_hint, hints.destructive_hint) == (True, False)
        assert (hints.idempotent_hint, hints.open_world_hint) == (True, False)
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        assert all(one["description"] for one in tool.input_schema["properties"].values())
        assert "paths" in tool.input_schema["properties"]


def test_the_arguments_of_a_tool_are_the_options_of_its_command(call):
    (tool,) = (tool for tool in call.tools() if tool.name == "summarize")
    properties = tool.input_schema["properties"]
    assert properties["words"] == {
        "description": "Upper limit for the summary, in words (250 if no budget is given).",
        "type": "integer",
        "minimum": 1,
    }
    assert properties["known"]["type"] == "array"
    assert properties["order"]["enum"] == ["reading", "rank", "chronological"]


def test_the_page_lists_the_arguments_of_each_tool():
    page = (TOP / "docs" / "mcp.md").read_text(encoding="utf-8")
    for name, tool in mcp_server.TOOLS.items():
        (row,) = re.findall(rf"^\| `{name}` \| .* \| (.*) \|$", page, re.MULTILINE)
        assert re.findall(r"`(\w+)`", row) == list(tool.options)


def test_a_summary_is_that_of_the_command_as_text_and_as_its_json(call):
    summary = multisumm.summarize(multisumm.read_documents([FERRY]), words=60)
    result = call("summarize", paths=["ferry/sources"], words=60)
    assert not result.is_error
    assert text_of(result) == summary.to_text()
    assert result.structured_content == json.loads(summary.to_json())
    assert result.content[1].text == "60 of 60 words from 5 documents; 5 of 5 files read"


def test_a_question_is_answered_and_null_is_as_if_not_given(call):
    result = call("summarize", paths="ferry", query="Had the captain been warned?", words=None)
    assert result.structured_content["query"]["text"] == "Had the captain been warned?"
    assert result.structured_content["budget"]["limit"] == 250


@pytest.mark.parametrize("suffix", ["json", "html", "txt"])
def test_what_is_known_may_be_a_summary_or_a_text(call, pile, suffix):
    known = pile / f"day-1.{suffix}"
    documents = multisumm.read_documents([SEEDS / "silo" / "day-1" / "sources"])
    summary = multisumm.summarize(documents, words=60)
    known.write_text(summary.text if suffix == "txt" else getattr(summary, f"to_{suffix}")())
    result = call("summarize", paths=["silo/day-2/sources"], known=[known.name], words=60)
    ids = {one["id"] for one in result.structured_content["known"]}
    expected = {document.id for document in documents}
    assert ids == {known.name} if suffix == "txt" else set() < ids <= expected
    own = {sentence.text for sentence in summary.sentences}
    assert own.isdisjoint(one["text"] for one in result.structured_content["sentences"])
    again = call("digest", paths=["silo/day-1/sources"], known=[known.name], min_sources=1)
    for subject in again.structured_content["subjects"]:
        assert own.isdisjoint(one["text"] for one in subject["summary"]["sentences"])


def test_that_nothing_is_known_of_an_empty_file_is_said(call, pile):
    (pile / "empty.txt").touch()
    result = call("summarize", paths="ferry", known=["empty.txt"], words=60)
    assert any("empty.txt: no text, so nothing is known" in one.text for one in result.content)


def test_a_known_file_outside_of_the_folders_is_refused(call, tmp_path):
    (tmp_path / "s.json").write_text("{}")
    outside = call("summarize", paths=["in"], known=[str(tmp_path / "s.json")])
    assert "not in the folders that this server may read" in failed(outside)


def test_known_documents_leave_only_what_is_new(call):
    result = call("summarize", paths=["silo/day-2/sources"], known=["silo/day-1"], words=60)
    assert any(sentence["known"] for sentence in result.structured_content["sentences"])


def test_a_comparison_a_digest_and_a_reading_are_those_of_the_commands(call):
    documents = multisumm.read_documents([FERRY])
    compared = call("compare", paths=["ferry/sources"], conflicts_only=True)
    expected = multisumm.compare(documents, conflicts_only=True)
    assert text_of(compared) == expected.to_text()
    assert compared.structured_content == json.loads(expected.to_json())

    digested = call("digest", paths=["ferry", "thread"], words=20)
    assert digested.structured_content["schema"] == "multisumm-digest/1"
    assert text_of(digested).startswith("Digest: ")

    read = call("read", paths=["ferry/sources/02-manila-daily.txt"])
    (document,) = read.structured_content["documents"]
    (own,) = (one.text for one in documents if one.id == document["id"])
    assert text_of(read) == document["text"] == own


@pytest.mark.parametrize("name", ["s.json", "s.html"])
def test_a_summary_in_a_file_is_verified_and_made_again(call, name):
    result = call("verify", paths=["in"], summary=name, recompute=True)
    assert result.structured_content["verified"] is True
    assert result.structured_content["recomputed"] is True


def test_a_summary_of_what_was_new_is_made_again_with_what_was_known(call, pile):
    found = call("summarize", paths=["silo/day-2/sources"], known=["silo/day-1/sources"], words=60)
    (pile / "new.json").write_text(json.dumps(found.structured_content))
    arguments = {"paths": ["silo/day-2/sources"], "summary": "new.json", "recompute": True}
    result = call("verify", known=["silo/day-1/sources"], **arguments)
    assert result.structured_content["verified"] is True
    assert result.structured_content["recomputed"] is True
    assert "give the same with option `known`" in failed(call("verify", **arguments))
    del arguments["recompute"]
    line = failed(call("verify", known=["silo/day-1/sources"], **arguments))
    assert line == "known is of use only with recompute"


@pytest.mark.parametrize("name", ["hf:/etc/hostname", "hf:in", "hf:nowhere"])
def test_no_file_is_opened_that_a_summary_names_as_its_tokenizer(call, pile, name):
    record = json.loads((pile / "s.json").read_text())
    record["settings"] |= {"tokenizer": name}
    record["budget"] = {"unit": "tokens", "limit": 20, "used": 9}
    (pile / "t.json").write_text(json.dumps(record))
    assert failed(call("verify", paths=["in"], summary="t.json", recompute=True)) == (
        "t.json: the summary was made with the file of a tokenizer, which is not opened here"
    )
    assert not call("verify", paths=["in"], summary="t.json").is_error
    (pile / "t.json").unlink()


def test_a_text_is_verified_sentence_by_sentence(call):
    text = "The ferry sank on Sunday, killing 128 people. Divers came."
    result = call("verify", paths=["in"], text=text)
    assert not result.is_error  # that a quote is altered is what the tool was asked for
    assert result.structured_content["verified"] is False
    assert "differs 128 / 127" in text_of(result)


def test_without_paths_all_folders_are_read(call, pile):
    assert failed(call("read", max_characters=1000)).startswith("8")  # documents of the seeds


def test_warnings_are_told_beside_the_result(call):
    result = call("summarize", paths=["in/a.txt", "in/b.txt", "small.bin"])
    assert "warning: " in result.content[1].text
    assert "2 of 3 files read" in result.content[1].text


# Errors


@pytest.mark.parametrize(
    ("name", "arguments", "line"),
    [
        ("summarise", {}, "unknown tool 'summarise'; did you mean summarize?"),
        ("summarize", {"word": 3}, "unknown option 'word'; did you mean words?"),
        ("summarize", {"words": "x"}, "words must be a whole number of at least 1, not 'x'"),
        ("summarize", {"fetch": True}, "unknown option 'fetch'; choose from paths, "),
        ("summarize", {"weights": "/etc/passwd"}, "unknown option 'weights'; "),
        ("summarize", {"tokenizer": "hf:/etc"}, "unknown option 'tokenizer'; "),
        ("summarize", {"paths": []}, "paths is empty: name files or folders"),
        ("summarize", {"paths": [3]}, "paths must be a list of files and folders, not [3]"),
        ("summarize", {"paths": ["../.."]}, "../..: not in the folders that "),
        ("summarize", {"paths": ["in"], "known": ["/etc"]}, "/etc: not in the folders that "),
        ("summarize", {"paths": ["http://localhost/"]}, "http://localhost/: addresses are not "),
        ("summarize", {"paths": ["-"]}, "-: not found; "),
        ("summarize", {"paths": ["in"], "query": "zebra"}, "nothing to summarize: no document "),
        ("summarize", {"paths": ["in"], "known": ["in"]}, "nothing new: "),
        ("summarize", {"paths": ["small.bin"]}, "/"),
        ("verify", {"paths": ["in"]}, "give either text or summary"),
        ("verify", {"text": "a", "summary": "s.json"}, "give either text or summary"),
        ("verify", {"text": "A cat.", "recompute": True}, "recompute needs a summary, not a text"),
        ("verify", {"summary": "../s.json"}, "../s.json: not in the folders that "),
        ("verify", {"paths": ["in"], "summary": "in/a.txt"}, "in/a.txt: this is not a summary in "),
        ("read", {"paths": ["in"], "max_characters": 9}, "2 documents with 120 characters; name "),
        ("digest", {"paths": ["in"], "min_sources": 9}, "nothing to "),
    ],
)  # fmt: skip
def test_an_error_is_one_of_the_tool_and_says_what_is_wrong(call, name, arguments, line):
    assert failed(call(name, **arguments)).startswith(line)


def test_the_server_answers_after_errors(call):
    assert failed(call("verify"))
    assert not call("summarize", paths=["in"]).is_error


def test_a_bug_is_an_error_of_one_line(pile, monkeypatch):
    def broken(call):
        raise KeyError("x")

    tool = mcp_server.TOOLS["read"]._replace(work=broken)
    monkeypatch.setattr(mcp_server, "TOOLS", {"read": tool})
    result = mcp_server.answer("read", {}, folders=[Path(pile)], max_bytes=10**6)
    assert failed(result).startswith("internal error: KeyError: 'x' (test_mcp_server.py:")


def test_nothing_in_the_folders_is_changed(call, pile):
    def state():
        return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in pile.rglob("*")}

    before = state()
    call("digest", paths=["in"], min_sources=1)
    call("verify", paths=["in"], summary="s.json")
    assert state() == before


def test_a_larger_file_than_the_server_allows_is_not_read(pile):
    with start_blocking_portal() as portal:
        context = portal.wrap_async_context_manager(connected(pile, "--max-bytes", "10"))
        with context as client:
            result = Caller(portal, client)("summarize", paths=["in/a.txt"])
    assert "larger than 10 bytes" in failed(result)
