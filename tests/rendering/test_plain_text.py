import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from locations import GOLDEN
from multisumm.escaping import escape_markdown, one_line, safe_json
from multisumm.model import (
    BudgetReport,
    Citation,
    Conflict,
    Headline,
    Similar,
    Source,
    SummarySentence,
    Support,
    Update,
)
from multisumm.rendering.formats import RENDERERS
from multisumm.rendering.labels import budget_line
from multisumm.summary import Summary


def source(name, title=None, date=None, url=None, family=1):
    spans = ((0, 310), (4021, 5410))
    return Source(name, title, date, url, "0" * 64, 5410, 41, spans, family=family)


def quote(text, document, start, **beside):
    return SummarySentence(text, Citation(document, start, start + len(text)), 3.1, **beside)


def supported(*places, **more):
    return tuple(Support(Citation(*place), "The same.", 0.93, **more) for place in places)


def summary(*sentences, documents=(), limit=250, unit="words"):
    used = sum(len(sentence.text.split()) for sentence in sentences)
    settings = {
        "version": "0.1.0",
        "method": "coverage",
        "order": "reading",
        "language": "en",
        "keep_noise": False,
    }
    return Summary(sentences, documents, BudgetReport(unit, limit, used), settings, ("a: note",))


ATTACKS = summary(
    quote("They counted 129\r\n  dead [1] on <b>Monday</b>!", "c_1.txt", 1042, family=3, support=(
        *supported(("b.txt", 77, 230), family=2, relation="part", says_more=True),
        *supported(("a.txt", 5, 90), ("a.txt", 95, 99), copy=True),
        *supported(("c_1.txt", 9, 12), family=3),
        *supported(("a.txt", 101, 110), ("e.txt", 1, 10), family=1, relation="part"),
    ), conflicts=(
        Conflict(Citation("d.txt", 12, 34), "They counted 130\ndead.", "129 / 130", "number",
                 ((1055, 1058),), ((25, 28),), 4),
        Conflict(Citation("b.txt", 240, 254), "Not * on *day.", "– / Not", "said / denied",
                 (), ((240, 243),), 2),
    ), updates=(
        Update(Citation("a.txt", 200, 212), "They saw 12.", "129 / 12", "number", "earlier",
               "2016-02-03", "2016-02-01", ((1055, 1058),), ((209, 211),), 1),
        Update(Citation("e.txt", 30, 43), "They saw [2].", "129 / [2]", "number", "later",
               "2016-02-03", None, ((1055, 1058),), ((39, 42),), 1),
        Update(Citation("d.txt", 40, 45), "Some.", "– / –", "state, changed since", family=4),
    ), similar=(
        Similar(Citation("d.txt", 50, 57), "They\x1bs.", 0.5, "", "details", family=4),
    )),
    quote("1. Costs rose by $5 \x1b[31mto $6 \x9b1m*today*.", "b.txt", 300, family=2),
    quote("Beyond dispute.", "b.txt", 400, family=2,
          support=supported(*((f"{n}.txt", n, n + 9) for n in range(7)), family=5)),
    documents=(
        source("a.txt", "News & [Views]\nfrom Paris", "2016-02-01", "https://e.org/a(b) c?d=1&e"),
        source("b.txt", url="javascript:alert(1)", family=2),
        source("c_1.txt", "Third", "2016-02-03", url="http://e.org/*c*", family=3),
        source("d.txt", date="2016-02-02", family=4),
        source("e.txt"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "suffix"), [("text", "txt"), ("markdown", "md"), ("json", "json")]
)
def test_the_whole_output_is_as_recorded(name, suffix):
    expected = (GOLDEN / f"summary.{suffix}").read_bytes().decode("utf-8")
    assert RENDERERS[name](ATTACKS) == expected


def test_a_plain_summary_is_text_with_marks_and_sources():
    plain = summary(quote("It rained.", "a.txt", 0), quote("It poured.", "a.txt", 20))
    assert RENDERERS["text"](plain) == (
        "It rained. [1] It poured. [1]\n\nSources:\n  [1] a.txt (characters 0-10, 20-30)\n"
    )
    assert RENDERERS["markdown"](plain) == (
        "It rained.[^1] It poured.[^2]\n\n"
        "[^1]: a.txt, characters 0–10.\n[^2]: a.txt, characters 20–30.\n"
    )


def test_a_headline_stands_on_top_with_its_address():
    headlines = (Headline("Rain\nat *last*", "b.txt", (0, 12)), Headline("Rain", "b.txt"))
    plain = summary(quote("It rained.", "a.txt", 0), documents=(source("a.txt"), source("b.txt")))
    quoted, titled = (replace(plain, headline=one) for one in headlines)
    assert RENDERERS["text"](quoted) == (
        "Rain at *last* [2 0-12]\n\nIt rained. [1]\n\n"
        "Sources:\n  [1] a.txt (characters 0-10)\n  [2] b.txt (characters 0-12)\n"
        "  [1], [2]: one text, and counted as one source\n"
    )
    assert RENDERERS["markdown"](quoted).startswith(
        "# Rain at \\*last\\*\n\n*Headline of b.txt, characters 0–12*\n\nIt rained.[^1]\n\n"
    )
    assert RENDERERS["text"](titled).startswith("Rain [2 title]\n\nIt rained. [1]\n\n")
    assert "  [2] b.txt (title)\n" in RENDERERS["text"](titled)
    assert "*Headline of b.txt, title*" in RENDERERS["markdown"](titled)
    assert json.loads(RENDERERS["json"](titled))["headline"] == {
        "text": "Rain",
        "document": "b.txt",
        "field": "title",
    }
    assert "<title>Rain at *last*</title>" in RENDERERS["html"](quoted)


def test_bullets_give_each_sentence_a_line():
    plain = summary(quote("It rained.", "a.txt", 0), quote("It poured.", "a.txt", 20))
    assert plain.to_text(bullets=True).startswith("- It rained. [1]\n- It poured. [1]\n\nSources:")
    assert plain.to_markdown(bullets=True).startswith("* It rained.[^1]\n* It poured.[^2]\n\n[^1]:")
    assert plain.to_text() == RENDERERS["text"](plain)


def test_a_first_sentence_that_is_the_headline_is_not_said_twice():
    plain = summary(quote("It rained.", "a.txt", 0), documents=(source("a.txt"),))
    same = replace(plain, headline=Headline("It rained.", "a.txt", (0, 10)))
    for name in ("text", "markdown"):
        assert RENDERERS[name](same) == RENDERERS[name](plain)
    assert "<title>It rained.</title>" in RENDERERS["html"](same)


def test_an_empty_summary_is_rendered_too():
    assert RENDERERS["text"](summary()) == "\n"
    assert RENDERERS["markdown"](summary()) == "\n"
    assert json.loads(RENDERERS["json"](summary()))["sentences"] == []


def test_a_source_that_is_not_listed_is_called_by_its_id():
    assert "[1] gone.txt (characters 0-2)" in RENDERERS["text"](summary(quote("A.", "gone.txt", 0)))


def test_the_line_on_the_budget_counts_in_singular_and_plural():
    documents = (source("a"), source("b"))
    assert budget_line(summary(documents=documents)) == "0 of 250 words from 2 documents"
    one = summary(quote("One.", "a", 0), documents=documents[:1], limit=1, unit="sentences")
    assert budget_line(one) == "1 of 1 sentence from 1 document"


def test_a_number_that_is_not_finite_never_gets_into_json():
    with pytest.raises(ValueError, match="not JSON compliant"):
        safe_json({"score": float("nan")})


@settings(deadline=None, derandomize=True)
@given(st.text(st.characters()))
def test_json_is_one_line_for_every_reader_and_comes_back(text):
    dumped = safe_json({"text": text})
    assert json.loads(dumped) == {"text": text}
    assert dumped.splitlines() == [dumped]
    dumped.encode("utf-8")


specials = st.text(st.sampled_from("\x00\x1b\x9b\x85\u2028\u202e\ud800 \t\r\nab1.#>*_`[](){}!&;|-"))


@settings(deadline=None, derandomize=True)
@given(specials | st.text(st.characters()))
def test_a_line_has_no_controls_and_single_spaces(text):
    shown = one_line(text)
    assert shown == shown.strip()
    assert "  " not in shown
    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in shown)
    shown.encode("utf-8")
    assert one_line(shown) == shown


class Characters(HTMLParser):
    """The tags and the text of HTML."""

    def __init__(self):
        super().__init__()
        self.tags, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def seen_by_a_reader(markdown):
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    characters = Characters()
    characters.feed(parser.render(markdown))
    return characters.tags, characters.text.removesuffix("\n")


markup = st.lists(
    st.sampled_from([
        "*", "**", "_", "`", "[", "](", ")", "<b>", "<http://e.org>", "&amp;", "&", "#", "# ",
        "- ", "1. ", "2) ", "> ", "+ ", "---", "===", "|", "~~", "~~~", "\\", "!", "![", "[^1]:",
        " ", "\n", "\n\n", "    ", "\t", "a", "b.", "$", "{", ":", "é",
    ]),
    max_size=12,
).map("".join)  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=500)
@given(markup | specials)
def test_markdown_shows_escaped_text_as_it_was(text):
    shown = one_line(text)
    assert seen_by_a_reader(escape_markdown(text)) == (["p"] if shown else [], shown)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(markup | st.text(st.characters()))
def test_an_address_is_a_web_link_or_no_link(text):
    for url, tags in ((f"https://e.org/{text}", ["p", "a"]), (f"javascript:{text}", ["p"])):
        one = summary(quote("A.", "a", 0), documents=(source("a", url=url),))
        note = RENDERERS["markdown"](one).split("[^1]: ")[1]
        assert seen_by_a_reader(note)[0] == tags


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(specials, specials, specials), max_size=4))
def test_whatever_the_sources_say_the_output_is_text_with_a_line_end(parts):
    sentences = [
        quote(
            *(text, name, 3),
            support=supported((about, 0, 1), (name, 0, 1), relation="part"),
            conflicts=(Conflict(Citation(name, 0, 1), text, about, about),),
            updates=(
                Update(Citation(name, 0, 9), text, about, name, None, about, text, ((3, 5),)),
            ),
            similar=(Similar(Citation(about, 0, 1), text, 0.5, about, name),),
        )
        for text, name, about in parts
    ]
    documents = tuple(source(name, text, about, text) for text, name, about in parts)
    for render in RENDERERS.values():
        output = render(summary(*sentences, documents=documents))
        assert output.endswith("\n")
        output.encode("utf-8")
        assert "\x1b" not in output


def test_a_document_called_by_its_address_shows_it_once():
    source = Source("https://e.org/1", "T", None, "https://e.org/1", "0" * 64, 9, 1, (), "S")
    text = RENDERERS["text"](summary(quote("It rained.", source.id, 0), documents=(source,)))
    assert "  [1] https://e.org/1 - T, S (characters 0-10)\n" in text


def test_the_page_of_an_address_is_the_last_that_begins_before_it():
    source = Source("a", None, None, None, "0" * 64, 30, 1, (), pages=(0, 10, 10, 20))
    assert [source.page(offset) for offset in (0, 9, 10, 19, 20, 29)] == [1, 1, 3, 3, 4, 4]
    assert Source("a", None, None, None, "0" * 64, 30, 1, ()).page(5) is None
