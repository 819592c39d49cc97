"""A digest as text, Markdown, JSON, HTML and e-mail."""

import email
import json
import re
from dataclasses import replace
from email import policy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from referencing import Registry, Resource

import multisumm
from digest_data import CHESS, DAM, PILE, VOTE, seeds
from locations import TOP
from multisumm.errors import OptionError
from multisumm.escaping import CONTROL_CHARACTERS
from multisumm.model import (
    DIGEST_SCHEMA,
    Citation,
    ComparedSentence,
    ComparedStatement,
    Conflict,
    Document,
    Headline,
    SummarySentence,
)
from multisumm.options import DIGEST_FORMAT
from multisumm.rendering.digest_formats import DIGEST_RENDERERS
from multisumm.rendering.digest_labels import MAX_DISPUTES, disputes_of, left_out, who_tells_it
from multisumm.rendering.digest_sources import further_copies, listed_sources
from multisumm.rendering.report_statements import further_statements
from multisumm.rendering.templates import inline
from multisumm.summary import Digest
from multisumm.verification.report_page import record_in_page
from outline import Outline, without_record
from schemas import closed, load_schema

SCHEMA = load_schema("multisumm-digest-1.json")
SUMMARY_SCHEMA = closed(load_schema("multisumm-summary-2.json"))
REGISTRY = Registry().with_resource(
    "urn:multisumm:multisumm-summary-2", Resource.from_contents(SUMMARY_SCHEMA)
)
EXACT = Draft202012Validator(
    {**closed(SCHEMA), "$defs": closed(SCHEMA["$defs"])}, registry=REGISTRY
)
DIGEST = multisumm.digest(PILE)
SEEDS = multisumm.digest(seeds())
TIMELINES = multisumm.digest(PILE, timeline=True)
BREAKOUT = "\"'></title></style><img src=x onerror=alert(1)><script>alert(2)//"


@pytest.fixture
def without_epoch(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def parse(text):
    return email.message_from_bytes(text.encode("ascii"), policy=policy.default)


def test_the_formats_are_those_of_the_option():
    assert tuple(DIGEST_RENDERERS) == DIGEST_FORMAT.choices


@pytest.mark.parametrize("digest", [DIGEST, SEEDS, TIMELINES], ids=["pile", "seeds", "timelines"])
@pytest.mark.parametrize("form", DIGEST_RENDERERS)
def test_every_format_has_every_headline_and_quote_and_ends_in_a_line_end(digest, form):
    text = DIGEST_RENDERERS[form](digest)
    assert text.endswith("\n")
    if form == "eml":
        text = parse(text).get_body(("plain",)).get_content()
    words = " ".join(re.sub(r"<[^>]*>|\\\\|\\|&[^;]*;|[^\w\s]", "", text).split())
    for subject in digest.subjects:
        for quote in (subject.headline.text, *(one.text for one in subject.summary.sentences)):
            assert " ".join(re.sub(r"[^\w\s]", "", quote).split()) in words


# Labels


def test_who_tells_it_counts_families_and_documents():
    assert who_tells_it(DIGEST.subjects[0]) == "3 independent sources, newest 2025-05-03"
    copies = multisumm.digest([*VOTE, replace(VOTE[1], id="copy")])
    assert who_tells_it(copies.subjects[0]) == (
        "2 independent sources in 3 documents, newest 2025-05-05"
    )


def test_at_most_three_disputes_are_told_and_each_difference_once():
    for subject in SEEDS.subjects:
        disputes = disputes_of(subject.summary)
        assert len(disputes) <= MAX_DISPUTES
        words = [dispute.words.casefold() for dispute in disputes]
        assert len(words) == len({*words})
    words = [one.words for subject in SEEDS.subjects for one in disputes_of(subject.summary)]
    assert "number of dead: 130 / 129" in words
    assert "number of people: 214 / 241" in words


def test_two_sentences_are_in_dispute_once_whichever_comes_first():
    one, other = Citation("a", 0, 20), Citation("b", 0, 22)
    quote = SummarySentence("Four tugs were there.", one, 1.0)
    against = Conflict(other, "Nine tugs were there.", "four / nine", "number")
    cell = ComparedSentence(
        one, "Four tugs were there.", "conflict", other, against.text, differs_in="number",
        about="nine / four",
    )  # fmt: skip
    statement = ComparedStatement("Nine tugs were there.", other, (cell,))
    summary = replace(
        DIGEST.subjects[0].summary,
        sentences=(replace(quote, conflicts=(against,)),),
        find_disagreements=lambda: (statement,),
    )
    assert [dispute.words for dispute in disputes_of(summary)] == ["number: four / nine"]


def test_what_is_left_out_is_counted():
    digest = replace(DIGEST, further=1, nothing_new=2, off_query=1_000)
    assert left_out(digest) == [
        "1 further subject (option `subjects`)",
        "2 subjects with nothing new",
        "1,000 subjects not about the query",
        "1 document in no subject (too few sources)",
    ]


# Text and Markdown


def test_the_text_of_a_subject_has_its_address_its_disputes_and_its_sources():
    (subject,) = [one for one in SEEDS.subjects if "Estrella" in one.headline.text]
    text = replace(SEEDS, subjects=(subject,)).to_text()
    assert text.startswith(
        "Digest: 1 subject from 5 documents.\n\n"
        "1. 130 killed in Estrella del Sur sinking; agency says ship had no cover [2 0-69]\n"
        "  5 independent sources, newest 2019-10-11\n\n"
    )
    assert (
        "[2 1381-1479; 2 sources]\n\n  In dispute, or changed:\n    number of dead: 130 / 129: [2 "
        in text
    )
    assert "\n  Sources:\n    [1] 01-agency.txt - At least 127 dead" in text


def test_the_text_says_what_is_new_and_what_is_alone():
    digest = multisumm.digest(PILE, known=["Five people were killed when the Arlo dam burst."])
    assert "  New:\n    " in digest.to_text()
    assert "New:\n\n- " in digest.to_markdown()
    assert digest.to_text().endswith("Not shown:\n  1 document in no subject (too few sources)\n")
    assert str(digest) == digest.to_text()


def test_copies_are_told_to_be_one_text():
    digest = multisumm.digest([*VOTE, replace(VOTE[1], id="copy")])
    assert "one text, and counted as one source" in digest.to_text()
    assert "one text, and counted as one source" in digest.to_markdown()
    assert "one text, and counted as one source" in digest.to_html()


def test_markdown_has_a_heading_for_each_subject_and_no_markup_of_sources():
    tokens = MarkdownIt().parse(SEEDS.to_markdown())
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings == ["h1", *["h2"] * len(SEEDS.subjects)]
    hostile = [replace(one, title="# *Arlo* dam <b>bursts</b> above valley [x](y)") for one in DAM]
    html = MarkdownIt().render(multisumm.digest(hostile).to_markdown())
    assert "<b>" not in html
    assert 'href="y"' not in html


@pytest.mark.parametrize(
    ("form", "entry"),
    [
        ("text", "  {date}  {text} ["),
        ("markdown", "- **{date}** {text} "),
        ("html", '<p class="day">{date}</p>'),
        ("plain", "  {date}  {text} ["),
        ("mail page", '<p lang="en" dir="auto"><b>{date}</b> {text} <small>['),
    ],
)
def test_every_entry_of_a_timeline_has_its_date(form, entry):
    if form in DIGEST_RENDERERS:
        page = DIGEST_RENDERERS[form](TIMELINES)
    else:
        part = "plain" if form == "plain" else "html"
        page = parse(TIMELINES.to_eml()).get_body((part,)).get_content()
    for subject in TIMELINES.subjects:
        dates = {one.date: one.sentence.text for one in reversed(subject.summary.timeline)}
        for date, text in dates.items():
            assert entry.format(date=date, text=text) in page


# JSON


@pytest.mark.parametrize(
    "digest",
    [
        DIGEST,
        SEEDS,
        TIMELINES,
        multisumm.digest(PILE, known=[*VOTE], window=9, query="Arlo dam"),
        multisumm.digest([replace(one, text=one.text.partition("\n\n")[2]) for one in VOTE]),
    ],
    ids=["pile", "seeds", "timelines", "asked", "titles"],
)
def test_the_json_has_the_shape_of_its_schema(digest):
    Draft202012Validator.check_schema(SCHEMA)
    EXACT.validate(json.loads(digest.to_json()))


def test_a_record_of_another_shape_is_not_valid():
    record = json.loads(DIGEST.to_json())
    record["subjects"][0]["headline"]["field"] = "title"  # and an address
    assert not EXACT.is_valid(record)
    del record["subjects"][0]["headline"]
    assert not EXACT.is_valid(record)


def test_everything_in_the_schema_is_described_and_documented():
    assert SCHEMA["properties"]["schema"]["const"] == DIGEST_SCHEMA
    text = "".join(
        (TOP / "docs" / f"{name}.md").read_text("utf-8") for name in ("digest", "outputs")
    )
    for part in (SCHEMA, *SCHEMA["$defs"].values()):
        for key, field in part["properties"].items():
            assert field.get("description") or "$ref" in field
            assert f"`{key}`" in text, key


def test_each_summary_in_the_json_can_be_verified():
    for subject in json.loads(DIGEST.to_json())["subjects"]:
        documents = [
            one for one in PILE if one.id in {d["id"] for d in subject["summary"]["documents"]}
        ]
        assert multisumm.verify(subject["summary"], documents).verified


def test_the_example_in_the_documentation_is_what_the_command_prints():
    page = (TOP / "docs" / "digest.md").read_text(encoding="utf-8")
    assert page.partition("```text\n")[2].partition("```")[0] in SEEDS.to_text()


def test_every_format_says_what_was_asked():
    digest = multisumm.digest(PILE, query="Who won *the*\nelection?")
    assert digest.to_text().startswith(
        "Digest: 1 subject from 2 documents.\n\nAsked: Who won *the* election?\n\n1. "
    )
    assert "\n\nAsked: Who won \\*the\\* election?\n\n" in digest.to_markdown()
    assert "Asked: Who won *the* election?" in digest.to_html()
    assert "Asked: Who won *the* election?" in parse(digest.to_eml()).as_string()


# HTML


@pytest.mark.parametrize("digest", [DIGEST, SEEDS], ids=["pile", "seeds"])
def test_every_link_of_the_page_leads_into_the_page(digest):
    outline = Outline(digest.to_html())
    ids = outline.values("id")
    assert len(ids) == len({*ids})
    inner = [link for link in outline.values("href") if link.startswith("#")]
    assert len(inner) > 20
    assert {link[1:] for link in inner} <= {*ids}
    assert {f"subject-{n}" for n, _ in enumerate(digest.subjects, start=1)} <= {*ids}


def test_the_page_loads_nothing_and_runs_the_script_of_the_report_alone():
    page = without_record(SEEDS.to_html())
    outline = Outline(page)
    script = inline("report.js")
    assert f"<script>{script.content}</script>" in page
    assert f"script-src '{script.digest}';" in page
    assert (outline.count("script"), outline.count("link"), outline.count("img")) == (1, 0, 0)
    assert outline.values("src") == []
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import", page)
    assert [link for link in outline.values("href") if not link.startswith("#")] == []


def test_each_subject_shows_where_its_sources_disagree_and_who_says_what():
    ferry = next(number for number, one in enumerate(SEEDS.subjects, start=1)
                 if "Estrella" in one.headline.text)  # fmt: skip
    subject = SEEDS.subjects[ferry - 1]
    page = SEEDS.to_html().partition(f'id="subject-{ferry}"')[2].partition("</section>")[0]
    before, text, after = page.partition('<div class="reading">')
    assert text
    assert "Where the sources disagree" in before
    assert "<b>214</b>" in before
    assert "<b>241</b>" in before
    table = after.partition("Who says what")[2]
    further = further_statements(subject.summary.sentences, subject.summary.disagreements)
    assert further
    rows = len(subject.summary.sentences) + len(further)
    assert f"</h3> {rows} statements by {len(subject.summary.documents)} sources" in table
    assert table.count("not in the summary") == len(further)
    numbers = [int(one) for one in re.findall(r'class="statement" id="(?:q|row-)(\d+)"', table)]
    first = int(re.search(r'class="sentence" id="q(\d+)"', page)[1])
    assert numbers == [*range(first, first + rows)]


def test_a_subject_of_one_source_has_no_table():
    alone = multisumm.digest([CHESS], min_sources=1).to_html()
    assert "Who says what" not in alone
    assert "Where the sources disagree" not in alone


def test_the_sources_of_a_page_are_numbered_in_the_order_of_the_subjects():
    texts = SEEDS.to_html().partition("<aside")[2]
    numbers = [int(number) for number in re.findall(r'id="source-(\d+)"', texts)]
    shown = sum(len(subject.summary.documents) for subject in SEEDS.subjects)
    assert numbers == [*range(1, shown + 1)]


def test_the_page_has_contents_and_what_is_alone():
    page = DIGEST.to_html()
    contents = page.partition("<nav")[2].partition("</nav>")[0]
    assert [f'href="#subject-{number}"' in contents for number in (1, 2)] == [True, True]
    assert "1 document in no subject (too few sources)" in contents
    assert CHESS.title in page


def test_each_text_of_the_page_has_the_language_of_its_subject():
    page = SEEDS.to_html()
    for language in ("de", "en", "zh"):
        assert f'<div class="text" lang="{language}"' in page


def test_the_page_carries_its_json():
    record = json.loads(record_in_page(SEEDS.to_html()))
    assert record == json.loads(SEEDS.to_json())


# Mail


def test_a_mail_has_the_digest_as_text_and_as_html(without_epoch):
    message = parse(SEEDS.to_eml())
    assert message.defects == []
    assert message.get_content_type() == "multipart/alternative"
    plain, page = message.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == SEEDS.to_text()
    assert page.get_content_type() == "text/html"
    for subject in SEEDS.subjects:  # sources have the same numbers in both
        numbers = [source.id for source in subject.summary.documents]
        for place in (sentence.citation for sentence in subject.summary.sentences):
            number = numbers.index(place.document) + 1
            assert f"[{number} {place.start}-{place.end}" in plain.get_content()
            assert f"[{number}: {place.start}–{place.end}]" in page.get_content()
    outline = Outline(page.get_content())
    assert outline.count("h2") == len(SEEDS.subjects)
    assert outline.values("src") == []
    assert "云州地铁4号线今日开通" in page.get_content()
    assert message["From"].addresses[0].domain == "multisumm.invalid"
    assert message["Subject"].startswith(SEEDS.subjects[0].headline.text[:40])
    assert message["Subject"].endswith(f"and {len(SEEDS.subjects) - 1} more subjects")
    assert message["Message-ID"] is None
    assert message["Date"].datetime.isoformat() == "2025-06-16T00:00:00+00:00"


def test_lines_of_a_mail_are_short_ascii_and_end_as_the_standard_says():
    text = SEEDS.to_eml()
    assert text.isascii()
    assert text.count("\n") == text.count("\r\n")
    assert max(map(len, text.split("\r\n"))) <= 998


def test_its_date_can_be_given_and_is_left_out_if_none_is_known(monkeypatch, without_epoch):
    undated = multisumm.digest([replace(one, date=None) for one in VOTE])
    assert parse(undated.to_eml())["Date"] is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert parse(DIGEST.to_eml())["Date"].datetime.isoformat() == "1970-01-02T00:00:00+00:00"
    for wrong in ("soon", "-1", "", "9" * 12, "9" * 5000):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(
            OptionError, match="SOURCE_DATE_EPOCH must be a whole number of seconds"
        ):
            DIGEST.to_eml()


def test_a_headline_cannot_add_a_header():
    subject = DIGEST.subjects[0]
    headline = Headline("Dam bursts\r\nBcc: all@example.com\x00\u202e", "dam-1")
    message = parse(Digest((replace(subject, headline=headline),), DIGEST.settings).to_eml())
    assert message["Bcc"] is None
    assert message["Subject"] == "Dam bursts Bcc: all@example.com"


# Many copies


COPIES = [replace(VOTE[1], id=f"copy-{number:03}") for number in range(250)]
MANY = multisumm.digest([*VOTE, *COPIES, *DAM], words=200)


def test_of_many_copies_a_hundred_are_listed_and_the_rest_is_counted():
    (index,) = [i for i, one in enumerate(MANY.subjects) if len(one.summary.documents) > 100]
    listed = listed_sources(MANY.subjects[index])
    assert len(MANY.subjects[index].summary.documents) == 252
    assert len(listed) == 1 + 100
    assert sum(further_copies(MANY.subjects[index]).values()) == 151
    for form in ("text", "markdown", "html", "eml"):
        page = DIGEST_RENDERERS[form](MANY)
        if form == "eml":
            page = parse(page).get_body(("plain",)).get_content()
        assert "and 151 more of the same text" in page
        assert "copy-200" not in page
        assert "in 252 documents" in page
    mail = parse(MANY.to_eml()).get_body(("html",)).get_content()
    assert "and 151 more of the same text (one text)" in mail
    assert "copy-249" in MANY.to_json()


def test_a_page_of_many_copies_has_whole_links_and_valid_json():
    page = MANY.to_html()
    outline = Outline(page)
    assert {link[1:] for link in outline.values("href") if link.startswith("#")} <= {
        *outline.values("id")
    }
    record = json.loads(record_in_page(page))
    EXACT.validate(record)
    whole = json.loads(MANY.to_json())
    assert [one["headline"] for one in record["subjects"]] == [
        one["headline"] for one in whole["subjects"]
    ]
    for own, full in zip(record["subjects"], whole["subjects"], strict=True):
        names = {one["id"] for one in own["summary"]["documents"]}
        for sentence, all_of_it in zip(
            own["summary"]["sentences"], full["summary"]["sentences"], strict=True
        ):
            assert sentence["families"] == all_of_it["families"]
            assert {one["document"] for one in sentence["support"]} <= names
    again = multisumm.digest([*DAM, *VOTE, CHESS], known=record, min_sources=1)
    assert [one.id for one in again.subjects] == ["chess"]


def test_the_size_of_every_format_but_json_does_not_grow_with_the_copies():
    more = [replace(VOTE[1], id=f"copy-{number:03}") for number in range(500)]
    larger = multisumm.digest([*VOTE, *more, *DAM], words=200)
    for form, render in DIGEST_RENDERERS.items():
        if form != "json":
            assert abs(len(render(larger)) - len(render(MANY))) < 100, form


def test_of_many_documents_alone_a_page_names_a_thousand():
    alone = tuple(Document(f"alone-{number}", "x") for number in range(1500))
    page = replace(DIGEST, alone=alone).to_html()
    assert "alone-999" in page
    assert "alone-1000" not in page
    assert "<li>and 500 more</li>" in page
    assert "1,500 documents in no subject (too few sources)" in page


# Hostile text


@pytest.mark.parametrize("form", ["html", "eml"])
def test_text_of_sources_never_becomes_markup(form):
    documents = [
        replace(one, title=f"{one.title} {BREAKOUT}", text=f"{one.text} It burst {BREAKOUT} there.",
                site=BREAKOUT, url=f"javascript:{BREAKOUT}")
        for one in DAM
    ]  # fmt: skip
    text = DIGEST_RENDERERS[form](multisumm.digest(documents, words=200))
    is_mail = form == "eml"
    page = parse(text).get_body(("html",)).get_content() if is_mail else without_record(text)
    outline = Outline(page)
    assert (outline.count("script"), outline.count("img")) == (0 if is_mail else 1, 0)
    assert not any(link.startswith("javascript") for link in outline.values("href"))


@given(st.text(max_size=60))
def test_no_control_character_of_a_source_is_shown(text):
    subject = DIGEST.subjects[0]
    digest = Digest(
        (replace(subject, headline=Headline(text or "x", "dam-1")),),
        DIGEST.settings,
        alone=(Document("x", "y", title=text),),
    )
    for form in ("text", "markdown", "html"):
        assert not CONTROL_CHARACTERS.search(DIGEST_RENDERERS[form](digest))
