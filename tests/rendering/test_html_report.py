"""The report as text; `test_report_in_browser.py` looks at it in a browser."""

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from locations import FERRY
from multisumm.model import (
    BudgetReport,
    Citation,
    Conflict,
    Document,
    Headline,
    Source,
    SourceFile,
    SummarySentence,
    Support,
)
from multisumm.rendering import docx, highlighting, report_sources
from multisumm.rendering.agreement import STANCES
from multisumm.rendering.highlighting import mark_passage, mentions_by_document, merged
from multisumm.rendering.html_report import MAX_HEADLINE_CHARACTERS, render_html
from multisumm.rendering.plain_text import render_text
from multisumm.rendering.report_sources import MAX_PAGE_CHARACTERS
from multisumm.summary import Summary
from outline import Outline, without_record

BREAKOUT = "\"'></title></style></script></a></svg><img src=x onerror=alert(1)><script>alert(2)//"


def ferry(**options):
    return multisumm.summarize(multisumm.read_documents([FERRY]), **(options or {"words": 120}))


def summary_of(text="It sank.", name="a.txt", about="10 / 12", **known):
    """A summary of one sentence, which another source says too and contradicts."""
    place = Citation(name, 0, len(text))
    other = Citation("b.txt", 0, 8)
    sentence = SummarySentence(
        *(text, place, 1.0, (Support(other, "It sank!", 1.0, family=2),)),
        (Conflict(other, "It sank!", about, "number", family=2),),
    )
    fields = {"title": None, "date": None, "url": None} | known
    sources = (
        Source(name, **fields, sha256="", characters=len(text), sentences=1, dropped=(), text=text),
        Source("b.txt", None, None, None, "", 8, 1, (), family=2, text="It sank!"),
    )
    settings = {"method": "lead", "language": "en", "keep_noise": False}
    return Summary((sentence,), sources, BudgetReport("words", 20, 2), settings)


# By hand


def test_every_sentence_leads_to_its_place_and_back():
    page = render_html(summary_of())
    assert '<a class="sentence" id="q1" href="#t1-0"><bdi lang="en">It sank.</bdi></a>' in page
    assert 'id="t1-0" href="#q1"' in page
    assert "</b> <bdi>b.txt</bdi></a>" in page
    assert '<a class="other" href="#t2-0"><span class="differs">number: here <b>10</b>,' in page


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("130 / 127", "number: here <b>130</b>, there <b>127</b>"),
        ("– / not", "number: <b>not</b> only there"),
        ("never / –", "number: <b>never</b> only here"),
        ("– / –", "number"),
    ],
)
def test_differences_are_described_in_words(about, said):
    assert f'<span class="differs">{said}</span>' in render_html(summary_of(about=about))


def test_what_differs_is_bold_in_both_quotes_and_in_the_texts_of_their_sources():
    page = render_html(ferry())
    for quote, times in (
        ("nautical miles off Tindalo Island, killing <b>130</b> people, the provincial", 3),
        ("nautical miles off Tindalo Island, killing <b>127</b> people, the coast guard said", 3),
    ):
        # in the text, in its card and in the source, or in two cards and the source
        assert len(re.findall(quote, page)) >= times
    assert page.count("The captain had <b>not</b> been warned") == 4  # side, card, cell, source


def test_a_source_is_shown_with_all_its_metadata():
    page = render_html(summary_of(title="The <news>", date="2019-10-07", url="https://e.org:8/a b"))
    assert "<bdi>The &lt;news&gt;</bdi></h3>" in page
    rows = dict(re.findall(r"<dt>(.*?)</dt><dd><bdi>(.*?)</bdi></dd>", page))
    link = (
        '<a href="https://e.org:8/a%20b" rel="noreferrer" target="_blank">https://e.org:8/a b</a>'
    )
    assert {
        "document": "a.txt",
        "date": "2019-10-07",
        "site": "e.org",
        "address": link,
    }.items() <= (rows.items())
    assert {"budget": "20 words", "used": "2", "keep noise": "no"}.items() <= rows.items()


def test_the_site_is_what_the_source_says_of_itself_and_else_that_of_its_address():
    page = render_html(summary_of(site="The <Daily>", url="https://e.org/a"))
    assert re.findall(r"<dt>site</dt><dd><bdi>(.*?)</bdi>", page) == ["The &lt;Daily&gt;"]
    assert "<dt>site</dt>" not in render_html(summary_of())


def test_a_quote_from_a_source_with_pages_says_its_page():
    summary = summary_of(pages=(0, 400))
    assert "<bdi>a.txt</bdi> · p. 1</p>" in render_html(summary)
    assert 'class="page"' not in render_html(summary)  # the other source has no pages
    other = replace(summary.documents[1], pages=(0,))
    page = render_html(replace(summary, documents=(summary.documents[0], other)))
    assert 'title="page 1, characters 0–8"' in page
    assert '<bdi>b.txt</bdi><span class="page"> p. 1</span></a>' in page
    assert "<dt>pages</dt>" not in page


def test_the_text_to_copy_is_the_plain_text_with_its_citations():
    summary = ferry()
    plain = re.search('<pre id="plain" dir="auto">(.*?)</pre>', render_html(summary), re.S)[1]
    assert unescape(plain) == render_text(summary)


def test_sources_have_the_numbers_of_the_plain_text_and_then_the_others():
    page = render_html(ferry())
    names = re.findall(r'data-number="(\d)">.*?<bdi>(.*?)</bdi></a>', page)
    assert names == [
        ("1", "130 killed in Estrella del Sur sinking; agency says ship had no cover"),
        ("2", "Ferry disaster: what we know so far"),
        ("3", "At least 127 dead as overloaded ferry sinks in central Philippines"),
        ("4", "Owner of sunken ferry arrested; inquiry to look at 2008 refit"),
        ("5", "On Tindalo they are running out of coffins"),
    ]


def test_sentences_that_cannot_be_quoted_are_counted_by_reason():
    page = render_html(summary_of(not_quotable={"fragment": 1_200, "too long": 1}))
    facts = re.findall(r"<dt>not quotable</dt><dd><bdi>(.*?)</bdi>", page, re.DOTALL)
    assert [" ".join(fact.split()) for fact in facts] == [
        "1,201 sentences (fragment: 1,200, too long: 1)"
    ]


def test_warnings_are_shown():
    page = render_html(replace(summary_of(), warnings=("a.txt: read as <cp1252>",)))
    assert "<li><bdi>a.txt: read as &lt;cp1252&gt;</bdi></li>" in page


def test_many_that_say_the_same_are_folded():
    summary = summary_of()
    same = tuple(Support(Citation(f"{n}.txt", 0, 8), "It sank!", 1.0, family=2) for n in range(9))
    page = render_html(replace(summary, sentences=(replace(summary.sentences[0], support=same),)))
    assert '<details class="support"><summary>4 more</summary>' in page
    assert page.count('<span class="unseen">also in source </span>') == 9
    assert "<span>(10 sources, 9 of one text)</span>" in page


def test_disagreements_of_all_sources_are_listed_with_who_says_what():
    page = render_html(ferry(words=20))
    section = page.partition('id="disagreements"')[2].partition("</section>")[0]
    lines = [" ".join(re.sub("<[^>]*>", " ", line).split())
             for line in section.split("<li>")[1:]]  # fmt: skip
    assert lines[0] == (
        "214 source [1] source [2] source [3] The manifest listed 214 people."
        " [1] 130 killed in Estrella del Sur sinking; agency says ship had no cover · 2019-10-08"
        " ≠ 241 source [5] The manifest listed 241 people, the operator told us."
        " [5] Ferry disaster: what we know so far · 2019-10-08"
    )
    assert any("≠ says the opposite source" in line for line in lines)
    ids = set(Outline(page).values("id"))
    assert {*re.findall('href="#(.*?)"', section)} <= ids


def test_every_sign_is_explained_in_a_folded_line():
    page = render_html(ferry())
    signs = page.partition('<details class="signs">')[2].partition("</details>")[0]
    told = " ".join(re.sub("<[^>]*>", " ", signs).split())
    assert told.startswith("What the signs mean ")
    assert all(f" {words}" in told for words in STANCES.values())
    assert all(sign in told for sign in ("≠ a source contradicts it", "↺ A source tells of"))
    assert page.count('<details class="signs">') == 1


def test_disagreements_are_searched_for_once():
    summary, searched = ferry(), []

    def find():
        searched.append(1)
        return summary.disagreements

    page = render_html(replace(summary, find_disagreements=find))
    assert (page, searched) == (render_html(summary), [1])


def test_every_format_of_a_summary_shares_one_search():
    summary = ferry()
    assert summary.disagreements
    assert summary.disagreements is summary.disagreements
    assert replace(summary, files_not_read=()).disagreements is summary.disagreements


def test_a_page_without_disagreements_has_no_section_for_them():
    assert 'id="disagreements"' not in render_html(summary_of())


def test_of_very_many_disagreements_the_first_are_listed():
    (one, *_) = ferry().disagreements
    page = render_html(replace(ferry(), find_disagreements=lambda: (one,) * 60))
    section = page.partition('id="disagreements"')[2].partition("</section>")[0]
    assert section.count("<li>") == 50
    assert "and 10 more that this page does not show" in section


def test_a_card_says_who_wrote_it_in_what_context_and_how_many_say_it():
    text = f"{'far ' * 60}away.\n\nBefore it. It sank. After it.\n\nMore."
    start = text.index("It sank.")
    summary = summary_of(title="Loss", date="2019-10-07", site="The Daily", text="It sank.")
    cited = Citation("a.txt", start, start + 8)
    sentence = replace(summary.sentences[0], citation=cited)
    sources = (replace(summary.documents[0], text=text, characters=len(text)),
               summary.documents[1])  # fmt: skip
    page = render_html(replace(summary, sentences=(sentence,), documents=sources))
    card = page.partition('<div class="card"')[2].partition("</div>\n</div>")[0]
    assert (
        '<b class="ref">[1]</b> <bdi>The Daily</bdi> · <span class="date">2019-10-07</span></p>'
        in card
    )
    assert '<p class="title"><bdi>Loss</bdi></p>' in card
    assert '>Before it. <b class="quote">It sank.</b> After it.</blockquote>' in card
    assert "<b>2 of 2 sources say this</b>" in card


def test_a_source_is_called_by_its_outlet_or_its_title_and_by_its_file_only_without_both():
    for known, shown in (
        ({"title": "Loss", "site": "The Daily"}, "The Daily"),
        ({"title": "Loss"}, "Loss"),
        ({}, "a.txt"),
    ):
        page = render_html(summary_of(**known))
        card = page.partition('<p class="who"')[2].partition("</p>")[0]
        assert card.endswith(f"<bdi>{shown}</bdi>")
        assert f'<bdi class="outlet">{shown}</bdi>' in page


def test_a_quote_is_copied_with_title_outlet_date_file_and_place():
    page = render_html(summary_of(title="Loss", site="The Daily", date="2019-10-07"))
    assert 'data-citation="Loss, The Daily, 2019-10-07, a.txt, characters 0–8"' in page
    assert 'data-citation="a.txt, characters 0–8"' in render_html(summary_of())


def test_the_context_of_a_quote_is_cut_between_words_and_left_out_without_the_text():
    text = f"{'word ' * 60}It sank. {'then ' * 60}"
    start = text.index("It sank.")
    summary = summary_of(text="It sank.")
    sentence = replace(summary.sentences[0], citation=Citation("a.txt", start, start + 8))
    for known, shown in (
        (text, r">… (?:word )+<b class=\"quote\">It sank\.</b>(?: then)+ …</blockquote>"),
        (None, r"><b class=\"quote\">It sank\.</b></blockquote>"),
        ("Another text.", r"><b class=\"quote\">It sank\.</b></blockquote>"),
    ):
        source = replace(summary.documents[0], text=known, characters=len(text))
        changed = replace(summary, sentences=(sentence,), documents=(source,))
        assert re.search(shown, render_html(changed))


def test_the_headline_is_on_top_with_the_number_of_its_source_and_cut_if_it_is_long():
    headline = Headline("Ferry <lost>", "b.txt")
    page = render_html(replace(summary_of(), headline=headline))
    assert "<title>Ferry &lt;lost&gt;</title>" in page
    assert '<h1><bdi lang="en">Ferry &lt;lost&gt;</bdi> <a class="num" href="#source-2">' in page
    long = replace(summary_of(), headline=Headline("x" * 5_000, "b.txt"))
    assert f"<title>{'x' * MAX_HEADLINE_CHARACTERS}...</title>" in render_html(long)


def test_the_list_of_sources_tells_where_each_is_from_and_what_was_left_out_and_why():
    file = SourceFile("a.pdf", 1_200, "f" * 64, "pdf", "pypdf 6.0")
    summary = summary_of(
        title="News", site="The Daily", date="2019-10-07", url="https://e.org/a", file=file
    )
    source = replace(
        summary.documents[0],
        dropped=((0, 1), (2, 3), (4, 5)),
        dropped_reasons=("caption", "byline", "caption"),
    )
    page = render_html(replace(summary, documents=(source, summary.documents[1])))
    listed = page.partition('<ol class="sources"')[2].partition("</ol>")[0]
    told = " ".join(re.sub("<[^>]*>", "", listed).split())
    assert "[1] News The Daily · 2019-10-07 · pdf · open the original" in told
    assert "left out: caption (2), byline" in told
    assert f"a.pdf, 1,200 bytes, SHA-256 {'f' * 64}" in told
    assert 'data-number="1" data-address="https://e.org/a"' in listed


def test_the_day_of_the_page_is_that_of_the_newest_source_or_the_one_that_is_stated(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    shown = '<time datetime="2019-10-07">newest source: 7 October 2019</time>'
    assert shown in render_html(summary_of(date="2019-10-07T08:00"))
    assert '<time datetime="1970-01-02">2 January 1970</time>' in render_html(
        summary_of(date="Monday")
    )
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert "<time" not in render_html(summary_of(date="Monday"))


# The page as a whole


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else():
    page = render_html(ferry())
    digests = [
        b64encode(sha256(found.encode()).digest()).decode()
        for found in re.findall("<(?:style|script)>(.*?)</(?:style|script)>", page, re.S)
    ]
    style, reading, script = digests
    assert (
        f"\"default-src 'none'; style-src 'sha256-{style}' 'sha256-{reading}';"
        f" script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'\""
    ) in page
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert "url(" not in page
    assert "@import" not in page


def test_the_page_is_well_formed_and_every_link_leads_somewhere():
    outline = Outline(render_html(ferry()))
    ids = outline.values("id")
    assert len(ids) == len(set(ids))
    assert {place[1:] for place in outline.values("href")} <= set(ids)
    assert set(" ".join(outline.values("aria-labelledby")).split()) <= set(ids)
    names = {name for _, attributes in outline.elements for name in attributes}
    assert not {"style", "src", "srcset"} & names
    assert not any(name.startswith("on") for name in names)


def test_a_page_has_the_word_file_unless_it_is_left_out(monkeypatch):
    summary = ferry()
    with_word, without = summary.to_html(), summary.to_html(word=False)
    (held,) = re.findall('<script type="text/plain" id="word">([^<]*)</script>\n', with_word)
    assert b64decode(held) == summary.to_docx()
    button = '<button type="button" data-save="word">Word</button> '
    held = f'<script type="text/plain" id="word">{held}</script>\n'
    assert with_word.replace(held, "").replace(button, "") == without
    monkeypatch.setattr(docx, "render_docx", None)  # nor is it made
    assert render_html(summary, word=False) == without


def test_the_same_summary_gives_the_same_characters():
    assert ferry().to_html() == render_html(ferry()) == render_html(ferry())


def test_an_empty_summary_makes_a_page():
    page = render_html(Summary((), (), BudgetReport("words", 1, 0), {}))
    assert "<title>Summary of 0 documents</title>" in page
    assert '<p class="facts">0 sources · 0 of 1 word</p>' in page
    outline = Outline(page)
    assert set(" ".join(outline.values("aria-labelledby")).split()) <= set(outline.values("id"))


def test_a_page_with_huge_sources_stays_small_and_says_what_is_not_in_it():
    text = "It sank. " * 1_200_000
    summary = summary_of()
    places = [9 * (n * 7919 % 1_200_000) for n in range(9999)]
    same = tuple(Support(Citation("b.txt", at, at + 8), "It sank.", 1.0) for at in places)
    sources = tuple(replace(one, text=text, characters=len(text)) for one in summary.documents)
    sentence = replace(summary.sentences[0], support=same, conflicts=())
    page = render_html(replace(summary, sentences=(sentence,), documents=sources))
    assert sum(len(source.text) for source in sources) > 20 * MAX_PAGE_CHARACTERS
    assert len(without_record(page)) < 300_000
    assert '<p class="gap">10,797,992 characters not in this page</p>' in page
    assert "<span>and 9,949 more that this page does not show</span>" in page
    outline = Outline(page)
    assert {place[1:] for place in outline.values("href")} <= set(outline.values("id"))


@pytest.mark.parametrize(
    ("number", "length", "quotes"), [(1, 9_000_000, 1000), (1000, 18_000, 1), (2, 900_000, 1000)]
)
def test_a_page_shows_every_quoted_passage_and_fills_only_the_room_that_is_left(
    number, length, quotes
):
    text = "It sank. " * (length // 9)
    starts = range(0, length, length // quotes)
    places = [Citation(str(n), at, at + 8) for n in range(number) for at in starts]
    sentences = tuple(SummarySentence("It sank.", place, 1.0) for place in places)
    sources = tuple(
        Source(str(n), None, None, None, "", length, 1, (), text=text) for n in range(number)
    )
    page = render_html(Summary(sentences, sources, BudgetReport("words", 9, 9), {}))
    gaps = re.findall('<p class="gap">([0-9,]+) characters? not in this page</p>', page)
    held = number * length - sum(int(gap.replace(",", "")) for gap in gaps)
    assert 8 * len(places) < held <= 8 * len(places) + MAX_PAGE_CHARACTERS
    outline = Outline(page)
    assert {place[1:] for place in outline.values("href")} <= set(outline.values("id"))


def test_sources_without_their_texts_show_what_is_named():
    summary = ferry()
    bare = tuple(replace(source, text=None) for source in summary.documents)
    outline = Outline(render_html(replace(summary, documents=bare)))
    assert {place[1:] for place in outline.values("href")} <= set(outline.values("id"))


def test_a_source_that_is_not_listed_is_called_by_its_id():
    assert "<bdi>a.txt</bdi></h3>" in render_html(replace(summary_of(), documents=()))


# What sources say


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,<b>", "file:///etc/passwd", "JAVASCRIPT:x", "//e"],
)
def test_only_addresses_of_the_web_are_links(url):
    outline = Outline(render_html(summary_of(url=url)))
    assert all(place.startswith("#") for place in outline.values("href"))


hostile = st.sampled_from(
    [BREAKOUT, "<!--", "-->", "]]>", "\0", "\x9b31m", "\u202e", "\u2066", "\ud800", "&#0;", "&lt;"]
)
said = st.lists(hostile | st.text(st.characters(), max_size=5), min_size=1, max_size=5).map("".join)


@given(said, said, said, said)
def test_the_content_of_sources_is_always_text(text, name, about, label):
    summary = summary_of(text, f"{name}x", about, title=label, date=label, url=f"https://e/{label}")
    page = render_html(replace(summary, warnings=(label,), settings={label: name}))
    page.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", page)
    tags = [tag for tag, _ in Outline(page).elements]
    assert (tags.count("script"), tags.count("style")) == (4, 2)  # three hold data
    assert "img" not in tags
    assert page.count("<script>") == 1


@given(st.lists(st.text(st.characters(), min_size=1, max_size=30), min_size=1, max_size=4))
def test_any_summary_of_any_texts_makes_a_page(texts):
    try:
        summary = multisumm.summarize([Document(f"d{n}", text) for n, text in enumerate(texts)])
    except multisumm.NothingToSummarize:
        return
    outline = Outline(render_html(summary))
    assert {place[1:] for place in outline.values("href")} <= set(outline.values("id"))


# Long sources

spans = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1])), max_size=8
)


@given(spans, spans, st.sampled_from([20, 99]), st.booleans())
def test_a_passage_is_marked_from_what_is_in_it_as_from_all_of_its_source(
    named, dropped, room, at_hand
):
    text = "0123456789" * 9 + "012345678"
    sentences = tuple(
        SummarySentence(text[start:end], Citation("a", start, end), 1.0) for start, end in named
    )
    noise = tuple(merged(dropped))
    known = Source("a", None, None, None, "", len(text), 1, noise, text=text if at_hand else None,
                   dropped_reasons=("caption",) * len(noise))  # fmt: skip
    summary = Summary(sentences, (known,), BudgetReport("words", 9, 9), {})
    handed = []

    def from_what_is_in_it(passage, mentions, dropped, *, number, reasons):
        handed.extend(mentions)
        return mark_passage(passage, mentions, dropped, number=number, reasons=reasons)

    def from_all(passage, mentions, dropped, *, number, reasons):
        everything = mentions_by_document(summary).get("a", ())
        return mark_passage(passage, everything, noise, number=number, reasons=reasons)

    pages = []
    for marked in (from_what_is_in_it, from_all):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(highlighting, "CONTEXT_CHARACTERS", 3)
            patch.setattr(report_sources, "MAX_PAGE_CHARACTERS", room)
            patch.setattr(report_sources, "mark_passage", marked)
            pages.append(render_html(summary))
    assert pages[0] == pages[1]
    assert len(handed) <= len(named)
