import json
import re
import shlex
from html import unescape
from itertools import pairwise

from locations import TOP
from multisumm import summarize
from multisumm.model import Document
from multisumm.options import METHODS
from multisumm.rendering.html_report import STYLES
from multisumm.rendering.templates import inline
from multisumm.resources import read_data
from multisumm.selection.ordering import ORDERS
from multisumm.text.languages import LANGUAGES
from multisumm.web.limits import Limits
from multisumm.web.openapi import describe_api
from multisumm.web.pages import (
    METHOD_NAMES,
    ORDER_NAMES,
    SCRIPTS,
    TASK_NAMES,
    render_api_page,
    render_frame,
    render_page,
)
from multisumm.web.tasks import TASKS
from outline import Outline
from web_server import OURS


def test_the_page_offers_every_choice_and_states_its_limits():
    page = render_page(Limits(bytes=7_500_000, seconds=30))
    outline = Outline(page)
    assert set(METHODS) | set(ORDERS) | {"auto", "en", "zh"} <= set(
        outline.values("value", "option")
    )
    assert {*TASK_NAMES, "short", "medium", "long"} <= set(outline.values("value", "input"))
    assert "up to 7.5 MB together" in page
    assert "30 seconds at most" in page
    assert outline.values("data-bytes", "form") == ["7500000"]
    assert "{{" not in page
    assert METHOD_NAMES.keys() <= set(METHODS)
    assert ORDER_NAMES.keys() == ORDERS.keys()
    assert TASK_NAMES.keys() == TASKS.keys() - {"read"}


def test_an_address_can_be_named_only_where_the_server_fetches():
    assert 'id="url"' in render_page(Limits(fetch=True))
    assert 'id="url"' not in render_page(Limits())


def test_every_field_of_the_page_is_known_to_the_api_and_has_a_label():
    outline = Outline(render_page(Limits(fetch=True)))
    fields = [
        (tag, given) for tag, given in outline.elements if tag in ("input", "select", "textarea")
    ]
    sent = {given["name"] for _, given in fields if given.get("form") != "unsent"}
    assert sent <= {*TASKS["summarize"].options, "files", "text", "urls"}
    own = {given["name"] for _, given in fields} - {"task", "length"}
    assert own <= {"files", "text", "urls", *(n for one in TASKS.values() for n in one.options)}
    labels = set(outline.values("for", "label"))
    for _, given in fields:
        in_label = given.get("type") == "radio"
        named = "aria-label" in given or given.get("type") == "hidden" or in_label
        assert named or given["id"] in labels


def test_languages_are_listed_by_name_after_their_detection():
    choices = re.search(r'<select name="language".*?</select>', render_page(Limits()), re.DOTALL)[0]
    options = re.findall(r'<option value="(.*?)">(.*?)</option>', choices)
    assert options[:2] == [("auto", "Detect it"), ("af", "Afrikaans")]
    assert {"auto", *LANGUAGES} == {code for code, _ in options}
    names = [name for _, name in options[1:]]
    assert names == sorted(names)


def test_the_page_loads_only_its_own_files():
    description = describe_api(Limits())
    for page in (render_page(Limits()), render_api_page(description)):
        outline = Outline(page)
        loaded = [
            *outline.values("src", "script"),
            *outline.values("href", "link"),
            *outline.values("href", "a"),
        ]
        own = {"/", "/page.css", "/page.js", "/api", "/openapi.json", "data:,"}
        assert set(loaded) <= own
        assert not re.search(r"<style|style=|\son\w+=|http://(?!localhost:8000/api)|https://", page)
    for name in (*SCRIPTS, "page.css", "frame.js"):
        addresses = re.findall(r"https?:[^\s\"'`]*", read_data(name))
        assert set(addresses) <= {r"https?:\/\/", "https://${given}"}
    assert set(re.findall(r'from "(.*?)"', read_data("page.js"))) == {f"/{n}" for n in SCRIPTS[1:]}


def test_the_page_has_the_colours_of_the_report():
    def colours(name):
        text = read_data(name)
        found = re.findall(r"(--(?:paper|card|ink|quiet|rule|link|alarm|alarm-soft)): (#\w+)", text)
        return found[:8], found[8:]

    assert colours("page.css") == colours("report.css")


def test_the_frame_runs_its_own_script_and_those_of_the_report():
    frame, policy = render_frame()
    script = re.search("<script>(.*)</script>", frame, re.DOTALL)[1]
    assert script == read_data("frame.js")
    for name in ("frame.js", "report.js", *STYLES, "digest.css", "compare.css"):
        assert f"'{inline(name).digest}'" in policy


def test_the_description_of_the_api_has_every_option_of_every_task_and_is_shown_as_a_page():
    description = describe_api(Limits())
    assert len(description["paths"]) == 2 * len(TASKS)
    for task in TASKS.values():
        for path in (f"/api/{task.name}", f"/api/{task.name}/stream"):
            operation = description["paths"][path]["post"]
            for body in operation["requestBody"]["content"].values():
                properties = body["schema"]["properties"]
                assert task.options.keys() - {"fields"} <= properties.keys()
                assert {"urls", "exclude"} <= properties.keys()
    page = render_api_page(description)
    names = {name for task in TASKS.values() for name in task.options}
    assert all(f"<code>{name}</code>" in page for name in (*names, "documents", "files", "urls"))
    assert all(path in page for path in description["paths"])
    assert page.count("<pre>") == 2 * len(TASKS)  # the operation with progress takes the same


def test_the_description_is_served_as_it_is(site):
    status, headers, body = site.ask("GET", "/openapi.json")
    assert (status, headers["content-type"]) == (200, "application/json")
    assert json.loads(body) == describe_api(Limits())


def test_every_format_is_offered_for_download():
    page = render_page(Limits())
    offered = set(Outline(page).values("data-format", "a"))
    assert offered == {form for name in TASK_NAMES for form in TASKS[name].formats}


def test_the_example_is_several_documents_that_disagree(site):
    status, headers, body = site.ask("GET", "/example.json")
    assert (status, headers["content-type"]) == (200, "application/json")
    documents = [Document(one["name"], one["text"]) for one in json.loads(body)["documents"]]
    assert len(documents) == 4
    assert summarize(documents, words=250).disagreements


def test_the_examples_of_the_documents_and_of_the_page_are_answered(site, without_processes):
    pages = [
        (TOP / "docs" / "web.md").read_text(encoding="utf-8"),
        unescape(render_api_page(describe_api(Limits()))),
    ]
    commands = [line for page in pages for line in re.findall("curl .*?(?=\n|</pre>)", page)]
    assert len(commands) == 5 + 2 * len(TASKS)
    content = {"pdf": b"%PDF-1.4 damaged", "html": b"<p>One."}
    for command in commands:
        words = shlex.split(command)
        (path,) = [word.partition(":8000")[2] for word in words if ":8000" in word]
        given = [word for before, word in pairwise(words) if before == "-F"]
        if given:
            pairs = [one.partition("=")[::2] for one in given]
            parts = [
                (name, value[1:], content[value.rpartition(".")[2]])
                if value[0] == "@"
                else (name, value)
                for name, value in pairs
            ]
            answer = site.send(path, *parts, ("text", OURS))
        else:
            answer = site.post(path, words[words.index("--json") + 1].encode())
        assert answer[0] == 200, command
