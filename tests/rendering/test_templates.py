"""The templates' environment: what is escaped, what is not, and that nothing slips through."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from locations import TOP
from multisumm.escaping import CONTROL_CHARACTERS, one_line, printable_text
from multisumm.model import (
    BudgetReport,
    Citation,
    Conflict,
    Source,
    SummarySentence,
    Support,
)
from multisumm.rendering.html_report import render_html
from multisumm.rendering.notebook import render_notebook
from multisumm.rendering.templates import inline, render_template
from multisumm.resources import read_data
from multisumm.summary import Summary
from outline import without_record

DATA = TOP / "src" / "multisumm" / "data"
TEMPLATES = sorted(path.name for path in DATA.glob("*.jinja"))
INLINED = ["compare.css", "report.css", "reading.css", "report.js", "frame.js", "evaluation.css"]

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "expression": "{{ 7*7 }}{{ summary.__class__ }}",
    "statement": "{% for x in ().__class__.__bases__ %}x{% endfor %}{# gone #}",
    "quotes": "\"' onmouseover='alert(1)' x=\"",
    "style": "</style></title></pre><style>*{display:none}</style>",
    "entity": "&lt;b&gt; &#60;b&#62; &amp;",
    "controls": "a\x00b\x1b[31mc\u202ed\u2066e\x9b\ufefff",
    "comment": "<!-- --> ]]> <![CDATA[",
    "link": "javascript:alert(1)",
}


class Elements(HTMLParser):
    """Tags with the names of their attributes, and all texts and values of attributes."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, tuple(name for name, _ in attributes)))
        self.texts += [value or "" for _, value in attributes]

    def handle_data(self, data):
        self.texts.append(data)


def summary_with(attack):
    """A summary in which everything that comes from outside is the attack."""
    at, elsewhere = Citation(attack, 0, len(attack)), Citation(f"{attack}2", 0, len(attack))
    source = Source(
        *(attack, attack, attack, f"https://e.org/{attack}", "0" * 64, 2 * len(attack), 1),
        *(((len(attack), 2 * len(attack)),), attack),
        text=attack * 2,
    )
    other = replace(source, id=f"{attack}2", url=attack)
    sentence = SummarySentence(
        *(attack, at, 1.0),
        (Support(elsewhere, attack, 1.0),),
        (Conflict(elsewhere, attack, f"{attack} / {attack}"),),
    )
    settings = {"language": attack, f"x{attack}": attack}
    return Summary(
        (sentence,), (source, other), BudgetReport("words", 9, 9), settings, (attack, attack)
    )


# Attacks


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_in_every_field_is_text_in_the_report(attack):
    page, usual = (render_html(summary_with(text)) for text in (attack, "plain words"))
    assert Elements(page).tags == Elements(usual).tags
    assert not CONTROL_CHARACTERS.search(page)
    page, usual = without_record(page), without_record(usual)
    expected = sum("plain words" in text for text in Elements(usual).texts)
    assert expected > 25  # so that the fields are shown at all
    spaced = one_line(attack.replace("_", " "))  # as in names of settings
    shown = sum(spaced in one_line(text.replace("_", " ")) for text in Elements(page).texts)
    assert shown == expected


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_report_in_a_notebook_is_one_attribute(attack):
    summary = summary_with(attack)
    usual = render_notebook(summary_with("plain words"))
    cell = Elements(render_notebook(summary))
    assert [tag for tag, _ in cell.tags if tag != "a"] == [
        tag for tag, _ in Elements(usual).tags if tag != "a"
    ]
    assert [tag for tag, _ in cell.tags][-1] == "iframe"
    assert render_html(summary, word=False) in cell.texts


# The environment


@given(st.text(st.characters()))
def test_a_value_is_one_line_and_verbatim_text_keeps_its_lines(text):
    values = {"height": text, "report": text, "headline": "", "sentences": [], "sources": []}
    frame = render_template("notebook.html.jinja", **values)
    height, report = re.search(
        '<iframe .*?height:(.*?);border.*?srcdoc="(.*)"></iframe>', frame, re.DOTALL
    ).groups()
    assert unescape(height) == one_line(text)
    assert unescape(report) == printable_text(text)
    assert not set(height + report) & set("<>\"'")


def test_a_name_that_is_not_given_is_an_error():
    with pytest.raises(UndefinedError, match="'headline' is undefined"):
        render_template("notebook.html.jinja", report="x")


def test_no_template_turns_escaping_off():
    assert TEMPLATES
    for name in TEMPLATES:
        assert not re.search(r"\|\s*safe|autoescape|Markup", read_data(name)), name


@pytest.mark.parametrize("name", INLINED)
def test_a_style_or_script_stands_in_the_page_as_it_is_and_cannot_end_early(name):
    content, digest = inline(name)
    assert content == read_data(name)
    assert content.__html__() == content
    assert digest == f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
    assert not re.search("</|<!--|\r", content)
