"""The commands, examples and names in README.md and docs/ are right."""

import ast
import importlib
import importlib.util
import json
import re
import shlex
import subprocess
import sys

import pytest
from click.testing import CliRunner

import multisumm
from example_files import name_of, pages
from locations import TOP
from multisumm import rouge
from multisumm.cli.main import cli
from multisumm.cli.serve import serve
from multisumm.evaluation.focus import FOCUS
from multisumm.evaluation.measures import MEASURES
from multisumm.options import METHODS, PRESET, SUMMARY_FORMAT, SUMMARY_OPTIONS
from multisumm.resources import data_names, read_data
from multisumm.text.languages import LANGUAGES
from multisumm.text.tokens import stem_words
from multisumm.web.limits import Limits
from multisumm.web.openapi import describe_api

README = TOP / "README.md"
ARCHITECTURE = TOP / "ARCHITECTURE.md"
PAGES = pages()
DOCUMENTS = [*PAGES, ARCHITECTURE, TOP / "CONTRIBUTING.md"]
FERRY = "seeds/ferry"


def text_of(name):
    return (TOP / name).read_text(encoding="utf-8")


def blocks(page, language):
    """The fenced code blocks of a page in a language."""
    text = text_of(page) if isinstance(page, str) else page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


# --- commands -----------------------------------------------------------------------------------


def sections():
    """Each section of the pages, by heading."""
    for page in PAGES:
        yield from re.split(r"^#+ ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("name", cli.commands)
def test_every_command_has_a_section_and_each_of_its_options_is_beside_it(name):
    assert f"\n## multisumm {name}\n" in text_of("docs/commands.md")
    described = "\n".join(text for text in sections() if f"multisumm {name}" in text)
    for option in cli.commands[name].params:
        for spelling in (*option.opts, *option.secondary_opts):
            if spelling.startswith("--") and spelling != "--help":
                assert re.search(rf"{spelling}(?![\w-])", described), f"{name} {spelling}"


def test_every_option_that_a_page_names_is_there():
    known = {
        *("--version", "--help", "--quiet"),
        *("--json", "--cov", "--arg"),  # of curl, pytest and jq
        *("--large", "--digest", "--sizes"),  # of eval/
        *("--address", "--generate", "--head"),  # of ray
    }
    for command in cli.commands.values():
        known |= {
            name for option in command.params for name in (*option.opts, *option.secondary_opts)
        }
    for page in PAGES:
        named = re.findall(r"(?<![\w-])--[a-z][a-z-]*", page.read_text(encoding="utf-8"))
        assert set(named) <= known, page.name


# --- output -------------------------------------------------------------------------------------


def printed_by_the_set_up():
    """What the first set-up command of the README prints, with single spaces."""
    (line,) = re.findall(r"^    .*multisumm (summarize .*)$", text_of("README.md"), re.MULTILINE)
    return printed_by(line)


def printed_by(line):
    """What a command on the example subject prints, with single spaces."""
    path = {"seeds/ferry/sources": str(TOP / "seeds" / "ferry" / "sources")}
    arguments = [path.get(word, word) for word in shlex.split(line)]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0
    return " ".join(result.stdout.split())


def test_the_output_in_the_readme_is_what_the_program_prints():
    (shown,) = blocks("README.md", "text")
    pieces = [" ".join(piece.split()) for piece in shown.split("…") if piece.strip()]
    printed, place = printed_by_the_set_up(), 0
    assert len(pieces) > 3
    assert printed.startswith(pieces[0])  # with the headline
    for piece in pieces:  # each is there, one after the other
        place = printed.index(piece, place) + len(piece)


def test_the_answer_in_the_readme_is_what_the_program_prints():
    section = text_of("README.md").partition("## Ask, and")[2].partition("\n## ")[0]
    line, *_ = re.findall(r"^multisumm (summarize .*)$", section, re.MULTILINE)
    begin, relevance = re.findall(r"`(The [^`]*|relevance [^`]*)`", section)
    printed = printed_by(line)
    text = printed.partition("] ")[2]  # behind the headline
    assert text.startswith(" ".join(begin.split()))
    assert f"({relevance})" in printed


def test_the_conflict_in_the_outputs_is_what_the_program_prints():
    printed = printed_by_the_set_up()
    (shown,) = blocks("docs/outputs.md", "text")
    for line in shown.splitlines():
        assert " ".join(line.split()) in printed


def test_the_sentence_in_the_outputs_is_what_the_program_writes():
    documents = multisumm.read_documents([TOP / "seeds" / "ferry" / "sources"])
    record = json.loads(multisumm.summarize(documents, words=120).to_json())
    (shown,) = blocks("docs/outputs.md", "json")
    assert json.loads(shown) in record["sentences"]


def test_the_recipe_for_spark_gives_the_records_of_batch():
    pandas = pytest.importorskip("pandas", reason='pandas is not installed: pip install ".[peers]"')
    recipe, last = blocks("docs/batch.md", "python")
    assert "mapInPandas(summaries" in last
    names = {}
    exec(recipe, names)
    line = json.dumps({"id": "a", "documents": [{"id": "b", "text": "The ferry sank on Sunday."}]})
    (table,) = names["summaries"]([pandas.DataFrame({"value": [line]})])
    assert json.loads(table["value"][0])["summary"] == "The ferry sank on Sunday."


# --- tables -------------------------------------------------------------------------------------


def test_every_format_is_described():
    assert all(f"| `{form}` |" in text_of("docs/outputs.md") for form in SUMMARY_FORMAT.choices)


@pytest.mark.parametrize("option", ["method", "order", "splitter"])
def test_every_way_to_summarize_is_described(option):
    for choice in SUMMARY_OPTIONS[option].choices:
        assert re.search(f"`(--{option} )?{choice}`", text_of("docs/commands.md")), choice


def test_every_measure_and_preset_is_described():
    text = text_of("docs/evaluation.md")
    for name in (*MEASURES, *FOCUS, *PRESET.choices):
        ends = f"`{name[:-1]}1` to `{name[:-1]}4`" if name[-1].isdigit() else f"`{name}`"
        assert f"`{name}`" in text or ends in text, name


def test_every_limit_and_status_of_serve_is_described():
    text = text_of("docs/web.md")
    for option in serve.params:
        if isinstance(option.default, int | str) and not option.is_flag:
            row = rf"^\| `{option.opts[-1]} \w+` \| {re.escape(str(option.default))} \|"
            assert re.search(row, text, re.MULTILINE), option.opts
    for status in describe_api(Limits())["paths"]["/api/summarize"]["post"]["responses"]:
        assert status == "200" or re.search(rf"^\| ({status}|.*, {status}) \|", text, re.MULTILINE)


def test_every_key_of_the_json_is_described():
    text = text_of("docs/outputs.md").partition("## JSON")[2].partition("## The report")[0]
    documents = multisumm.read_documents([TOP / "seeds" / "ferry" / "sources"])
    record = json.loads(multisumm.summarize(documents, words=120).to_json())
    sentence, document = record["sentences"][0], record["documents"][0]
    asked = json.loads(multisumm.summarize(documents, words=120, query="captain").to_json())
    for key in (*record, *record["budget"], *record["settings"], *sentence, *document,
                *asked["query"], *asked["sentences"][0]):  # fmt: skip
        assert f"`{key}`" in text, key


def test_the_table_of_languages_is_that_of_the_word_lists():
    rows = re.findall(r"^\| `(\w\w)` \| (.*?) \|(.*)\|$", text_of("docs/languages.md"), re.M)
    table = {code: [cell.strip() == "yes" for cell in rest.split("|")] for code, _, rest in rows}
    words = json.loads(read_data("function_words.json"))
    names = {code: name for code, name, _ in rows}
    assert {code: names[code].partition(",")[0] for code in words} == {
        code: entry["name"] for code, entry in words.items()
    }
    lists = re.findall(r"^(\w\w) \w+: ", read_data("abbreviations.txt"), re.MULTILINE)
    abbreviations = set(lists)
    numbers, openers = (
        json.loads(read_data(f"{n}.json")) for n in ("number_words", "context_words")
    )
    for code, cells in table.items():
        assert cells[0] is (code in LANGUAGES), code
        assert cells[2:] == [code in abbreviations, code in numbers, code in openers], code


def test_the_table_of_the_lexicon_has_every_list():
    section = text_of("docs/languages.md").partition("## The lexicon of relations")[2]
    told = {name for row in re.findall(r"^\| (`.*?) \|", section, re.M)
            for name in re.findall(r"`(\w+)`", row)}  # fmt: skip
    lexicons = [json.loads(read_data(f"lexicon/{name}")) for name in data_names("lexicon")]
    figures = json.loads(read_data("figure_words.json")).values()
    assert told == {name for lists in (*lexicons, *figures) for name in lists}


@pytest.mark.parametrize(("code", "word"), [("en", "sinking"), ("de", "Häuser"), ("hr", "kuće")])
def test_a_language_with_a_stemmer_in_the_table_stems(code, word):
    row = re.search(rf"^\| `{code}` \| .*? \| yes \| yes \|", text_of("docs/languages.md"), re.M)
    assert row
    assert stem_words([word.casefold()], code) != [word.casefold()]


# --- names --------------------------------------------------------------------------------------


def test_the_readme_has_at_most_110_lines_of_120_characters():
    lines = text_of("README.md").splitlines()
    assert len(lines) <= 110
    set_up = lines[lines.index("<!-- set-up -->") : lines.index("<!-- end -->")]
    assert all(len(line) <= 120 for line in lines if line not in set_up)


def test_the_readme_counts_languages_and_methods_right():
    text, numbers = text_of("README.md"), {10: "ten", 11: "eleven", 12: "twelve"}
    assert f"word lists for {len(LANGUAGES)} languages" in text
    assert f"[{numbers[len(METHODS) - 1]} others]" in text


def test_the_links_of_the_readme_lead_to_files():
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", text_of("README.md"))
    assert len(links) > 15
    assert [link for link in links if not (TOP / link).is_file()] == []
    (picture,) = re.findall(r"!\[.*\]\((.*)\)", text_of("README.md"))
    assert (TOP / picture).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("page", DOCUMENTS, ids=name_of)
def test_the_files_that_a_page_names_are_there(page):
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r"`((?:eval|tests|src|docs|seeds)/[\w./-]+)`", text):
        assert (TOP / path).exists(), path
    for module in re.findall(r"python -m (eval[\w.]+)", text):
        assert (TOP / f"{module.replace('.', '/')}.py").exists(), module


def test_the_files_and_names_of_the_architecture_are_there():
    text, package = ARCHITECTURE.read_text(encoding="utf-8"), TOP / "src" / "multisumm"
    inside = "cli|batch|web|evaluation|integrations|reading|text|comparison|selection|rendering"
    paths = re.findall(rf"`((?:{inside}|verification|rouge|data)/[\w./]*)[`:]", text)
    assert len(paths) > 40
    assert [path for path in paths if not (package / path).exists()] == []
    for path, name in re.findall(r"`([\w/]+\.py)::(\w+)`", text):
        tree = ast.parse((package / path).read_text(encoding="utf-8"))
        assert name in {getattr(node, "name", None) for node in tree.body}, f"{path}::{name}"
    for name, path in re.findall(r"`([A-Z_]+)` in `([\w/]+\.py)`", text):
        assert re.search(rf"^{name}\b", (package / path).read_text(), re.M), f"{name} in {path}"


def test_every_part_of_the_package_is_in_the_architecture():
    text, package = ARCHITECTURE.read_text(encoding="utf-8"), TOP / "src" / "multisumm"
    folders = {path.parent.name for path in package.glob("*/__init__.py")}
    files = {path.name for path in package.glob("*.py") if not path.name.startswith("_")}
    assert {name for name in folders if f"{name}/" not in text} == set()
    assert {name for name in files if name not in text} == set()


# --- the site -----------------------------------------------------------------------------------


def referenced():
    """The objects in the API reference: the names behind `:::`, imported."""
    for page in sorted((TOP / "docs" / "reference").glob("*.md")):
        for path in re.findall(r"^::: ([\w.]+)$", page.read_text(encoding="utf-8"), re.M):
            module, _, name = path.rpartition(".")
            if "integrations" in module:  # their packages may not be installed
                assert name in (TOP / "src" / f"{module.replace('.', '/')}.py").read_text()
                yield path, None
            else:
                yield path, getattr(importlib.import_module(module), name)


def test_every_public_name_is_in_the_api_reference():
    entries = dict(referenced())
    values = list(entries.values())
    for owner in (multisumm, rouge):
        for name in owner.__all__:
            if name != "__version__":
                value = getattr(owner, name)
                assert any(value is other for other in values), f"{owner.__name__}.{name}"
    integrations = {path.rpartition(".")[2] for path in entries if "integrations" in path}
    assert integrations == {"SummaryCompressor", "MultiDocumentSummarizer"}


def test_the_site_is_built_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path):
    pytest.importorskip("mkdocs", reason='mkdocs is not installed: pip install ".[docs]"')
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    built = subprocess.run(
        [*command, "--site-dir", str(tmp_path)], cwd=TOP, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) > len(list((TOP / "docs").rglob("*.md")))  # and 404.html
    for page in pages:
        html = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe|source)\b[^>]*\ssrc=\"?([^\s\">]+)", html)
        loaded += re.findall(r"<link\b[^>]*rel=\"?(?:stylesheet|preconnect)[^>]*>", html)
        assert [address for address in loaded if "//" in address] == [], page.name
