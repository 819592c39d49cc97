"""The MCP server: what the commands do, as tools for programs that talk to a language model.

The tools read files in the folders named when it starts and change nothing. Each answers with the
text that its command prints, with its warnings, and with the object of its JSON. Every error is one
of the tool: a line that says what is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import anyio
import anyio.to_thread
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp_types import CallToolResult, ListToolsResult, TextContent, Tool, ToolAnnotations

from multisumm._version import __version__
from multisumm.documents import ReadDocuments
from multisumm.errors import InputError, MultisummError, OptionError
from multisumm.integrations.mcp_folders import open_folders, permitted_path
from multisumm.messages import describe_bug, must_be, plural, unknown_choice
from multisumm.options import (
    COMPARE_OPTIONS,
    DIGEST_OPTIONS,
    SUMMARY_OPTIONS,
    VERIFICATION_OPTIONS,
    Option,
    OptionTable,
    check_names,
    check_value,
    value_schema,
)
from multisumm.pipeline import compare, summarize
from multisumm.pipeline.digesting import digest
from multisumm.reading import read_documents
from multisumm.reading.file_bytes import read_bytes
from multisumm.reading.paths import file_given
from multisumm.rendering.documents import render_documents, render_texts
from multisumm.rendering.labels import budget_line, files_line
from multisumm.verification.known_files import known_of_paths
from multisumm.verification.summary_file import verify_file
from multisumm.verification.verify import verify_text

MAX_READ_CHARACTERS = 100_000
"""Characters that the tool `read` returns, unless its caller allows more."""


class Answer(NamedTuple):
    """What a tool answers: what its command prints, its notes, and the JSON that it can write."""

    text: str
    notes: tuple[str, ...]
    record: str


class Call(NamedTuple):
    """What a tool is called with.

    Attributes:
        documents: What was read of the paths.
        known: What was read of what the reader knows; None if nothing is given.
        options: The other arguments, checked; those that were not given are absent.
        folders: The folders that may be read.
        max_bytes: Larger files are not read.
    """

    documents: ReadDocuments
    known: ReadDocuments | None
    options: dict[str, Any]
    folders: Sequence[Path]
    max_bytes: int


class McpTool(NamedTuple):
    """A tool: what it is called, what it does, its arguments besides the paths, and its work."""

    title: str
    about: str
    options: OptionTable
    work: Callable[[Call], Answer]


# --- the tools ----------------------------------------------------------------------------------


def _summarize(call: Call) -> Answer:
    summary = summarize(call.documents, known=call.known, **call.options)
    notes = _notes(call, summary.warnings, budget_line(summary))
    return Answer(summary.to_text(), notes, summary.to_json())


def _compare(call: Call) -> Answer:
    found = compare(call.documents, **call.options)
    return Answer(found.to_text(), _notes(call, found.warnings), found.to_json())


def _digest(call: Call) -> Answer:
    found = digest(call.documents, known=call.known, **call.options)
    return Answer(found.to_text(), _notes(call, found.warnings), found.to_json())


def _read(call: Call) -> Answer:
    documents, most = call.documents, call.options.get("max_characters", MAX_READ_CHARACTERS)
    characters = sum(len(document.text) for document in documents)
    if characters > most:
        raise OptionError(
            f"{plural(len(documents), 'document')} with {characters:,} characters; name fewer or"
            f" smaller files, or allow more than {most:,} max_characters"
        )
    notes = _notes(call, documents.warnings)
    return Answer(render_texts(documents), notes, render_documents(documents))


def _verify(call: Call) -> Answer:
    text, summary = (call.options.pop(name, None) for name in ("text", "summary"))
    if (text is None) is (summary is None):
        raise OptionError("give either text or summary")
    if call.known is not None and not call.options.get("recompute"):
        raise OptionError("known is of use only with recompute")
    if summary is None:
        if call.options:
            raise OptionError("recompute needs a summary, not a text")
        found = verify_text(text, call.documents, markdown=True)
    else:
        path = permitted_path(summary, call.folders)
        data = read_bytes(file_given(str(path)), stdin=None, max_bytes=call.max_bytes)
        options = {"known": call.known, "tokenizer_files": False, **call.options}
        found = verify_file(data, summary, call.documents, **options)
    notes = _notes(call, (*call.documents.warnings, *found.notes))
    return Answer(found.to_text(), notes, found.to_json())


def _notes(call: Call, warnings: Iterable[str], *before: str) -> tuple[str, ...]:
    """Return what a command writes to standard error: warnings, and what was read."""
    of_known = () if call.known is None else call.known.warnings
    lines = [f"warning: {line}" for line in (*of_known, *warnings)]
    return (*lines, "; ".join((*before, files_line(call.documents.files))))


def _chosen(options: OptionTable, *names: str) -> OptionTable:
    return {name: options[name] for name in names}


TOOLS: Mapping[str, McpTool] = {
    "summarize": McpTool(
        "Summarise documents",
        "Summarise several documents about one subject, or answer a question from them. Every"
        " sentence of the summary is an exact quote with its source and offsets, and shows which"
        " other sources say the same, contradict it or have later news.",
        _chosen(SUMMARY_OPTIONS, "words", "sentences", "query", "known", "timeline", "order",
                "method", "language", "keep_noise", "keep_all"),
        _summarize,
    ),
    "compare": McpTool(
        "Compare what sources say",
        "List the statements that several independent documents make, who makes each, and every"
        " disagreement between them, with quotes and offsets.",
        COMPARE_OPTIONS,
        _compare,
    ),
    "verify": McpTool(
        "Verify quotes",
        "Look up a text, sentence by sentence, or every quote of a summary in the documents that"
        " it should come from. What does not stand there is shown with the nearest text and the"
        " differences. Give either text or summary.",
        {
            "text": Option("text", "text", "The text to verify; plain or Markdown."),
            "summary": Option("summary", "text",
                              "The file of a summary of multisumm as JSON or HTML."),
            **_chosen(VERIFICATION_OPTIONS, "recompute", "known"),
        },
        _verify,
    ),
    "read": McpTool(
        "Read documents",
        "Return the text of documents, which the offsets of quotes count in: text[start:end] is"
        " the quote. Reads text, HTML, PDF, Word, e-mail, feeds, tables and more.",
        {
            "max_characters": Option("max_characters", "whole",
                                     "Refuse to return more text than this.",
                                     MAX_READ_CHARACTERS, minimum=1),
        },
        _read,
    ),
    "digest": McpTool(
        "Digest a pile of documents",
        "Sort documents about anything into subjects, the most reported first, each with a"
        " headline, a summary of exact quotes, its sources and what is in dispute.",
        _chosen(DIGEST_OPTIONS, "subjects", "min_sources", "words", "query", "known", "timeline",
                "window", "language"),
        _digest,
    ),
}  # fmt: skip
"""Name -> tool, in the order in which they are listed."""


def describe_tools() -> list[Tool]:
    """Return the tools as the protocol lists them."""
    annotations = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    return [
        Tool(
            name=name,
            title=tool.title,
            description=tool.about,
            input_schema={
                "type": "object",
                "properties": {"paths": _PATHS, **_properties(tool.options)},
                "additionalProperties": False,
            },
            annotations=annotations,
        )
        for name, tool in TOOLS.items()
    ]


_PATHS: Mapping[str, object] = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Files and folders to read, absolute or relative to a folder that this server"
    " may read; without them, all that is in its folders.",
}


def _properties(options: OptionTable) -> dict[str, object]:
    known = (
        "What was known when the summary was made, for recompute"
        if "recompute" in options
        else "What the reader knows, so that only what is new is told"
    )
    kinds = "files and folders of documents, or summaries and digests of multisumm as JSON or HTML"
    return {
        name: {**_PATHS, "description": f"{known}: {kinds}."}
        if name == "known"
        else value_schema(option)
        for name, option in options.items()
    }


# --- a call -------------------------------------------------------------------------------------


def answer(
    name: str, arguments: Mapping[str, object], *, folders: Sequence[Path], max_bytes: int
) -> CallToolResult:
    """Return what a tool answers, or an error of the tool in one line and its notes.

    Args:
        name: The name of the tool.
        arguments: Its arguments as the client gave them; null is as if it was not given.
        folders: The folders that may be read.
        max_bytes: Larger files are not read.
    """
    try:
        if name not in TOOLS:
            raise OptionError(unknown_choice("tool", name, TOOLS))
        tool = TOOLS[name]
        found = tool.work(_checked(tool, arguments, folders, max_bytes))
    except MultisummError as error:
        return _failure([str(error), *getattr(error, "__notes__", ())])
    except MemoryError:
        return _failure(["out of memory; give less input"])
    except Exception as error:  # a bug; the server goes on, and reports it in one line
        return _failure([f"internal error: {describe_bug(error)}"])
    texts = (found.text, "\n".join(found.notes))
    return CallToolResult(content=_blocks(*texts), structured_content=json.loads(found.record))


def _checked(
    tool: McpTool, arguments: Mapping[str, object], folders: Sequence[Path], max_bytes: int
) -> Call:
    """Return a call whose arguments are right, with its documents read."""
    given = {name: value for name, value in arguments.items() if value is not None}
    check_names(given, ("paths", *tool.options))
    paths = _paths("paths", given.pop("paths", [*map(str, folders)]), folders)
    known = _paths("known", given.pop("known", []), folders)
    options = {name: check_value(tool.options[name], value) for name, value in given.items()}
    return Call(
        read_documents(paths, max_bytes=max_bytes),
        known_of_paths([*map(str, known)], max_bytes=max_bytes),
        options,
        folders,
        max_bytes,
    )


def _paths(name: str, value: object, folders: Sequence[Path]) -> list[Path]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(one, str) and one for one in names):
        raise OptionError(must_be(name, "a list of files and folders", value))
    if name == "paths" and not names:
        raise InputError("paths is empty: name files or folders")
    return [permitted_path(one, folders) for one in names]


def _failure(lines: Sequence[str]) -> CallToolResult:
    return CallToolResult(content=_blocks("\n".join(lines)), is_error=True)


def _blocks(*texts: str) -> list[TextContent]:
    return [TextContent(type="text", text=text) for text in texts if text]


# --- the server ---------------------------------------------------------------------------------


def serve_tools(names: Sequence[str], *, max_bytes: int) -> None:
    """Answer a client on standard input and output until it closes them.

    Args:
        names: The folders that may be read.
        max_bytes: Larger files are not read.

    Raises:
        InputError: One of the names is not a folder.
    """
    anyio.run(_serve, open_folders(names), max_bytes)


async def _serve(folders: Sequence[Path], max_bytes: int) -> None:
    one_at_a_time = anyio.CapacityLimiter(1)  # each may take all cores and much memory

    async def list_tools(_: object, __: object) -> ListToolsResult:
        return ListToolsResult(tools=describe_tools())

    async def call_tool(_: object, call: Any) -> CallToolResult:
        work = partial(
            answer, call.name, call.arguments or {}, folders=folders, max_bytes=max_bytes
        )
        return await anyio.to_thread.run_sync(work, limiter=one_at_a_time)

    server = Server(
        "multisumm",
        version=__version__,
        instructions="Summaries of documents in which every sentence is an exact quote: quote them"
        f" as they are, with their source. Readable folders: {', '.join(map(str, folders))}.",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
