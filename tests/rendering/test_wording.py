"""Every relation in every format; and how each is put in words."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from locations import SEED_NAMES, SEEDS
from multisumm.escaping import one_line
from multisumm.model import (
    BudgetReport,
    Citation,
    Conflict,
    KnownSentence,
    QueryReport,
    Similar,
    Source,
    SummarySentence,
    Support,
    Update,
)
from multisumm.rendering.formats import RENDERERS
from multisumm.rendering.plain_text import HEADINGS, MARK_PATTERN
from multisumm.rendering.wording import (
    MAX_QUERY_CHARACTERS,
    RELATIONS,
    difference,
    documents_by_relation,
    missing_words,
    named_by_relation,
    news_notes,
    note_of,
    related_by_relation,
    relation_of,
    relevance_note,
    shared_text,
    shown_query,
    values_of,
)
from multisumm.summary import Summary
from multisumm.verification.edited_text import parse_edited_text
from outline import Outline

QUOTE = SummarySentence("The fire killed 12 people.", Citation("own", 100, 126), 1.0)


def at(document, start=0, end=9):
    return Citation(document, start, end)


BESIDE = {
    "also_in": Support(at("b"), "A fire killed 12.", 1.0, family=2),
    "says_part": Support(at("b"), "12 died.", 0.5, "part", family=2),
    "contradicted_by": Conflict(at("b"), "It killed 13.", "12 / 13", "number", family=2),
    "earlier": Update(at("b"), "It killed 2.", "12 / 2", "number", "earlier", "May", "April"),
    "updated_by": Update(at("b"), "It killed 14.", "12 / 14", "number", "later", None, "June"),
    "another_time": Update(at("b"), "It killed 15.", "12 / 15", "number"),
    "similar": Similar(at("b"), "A flood killed 12.", 0.5, "fire / flood", "words"),
}


def with_beside(*related, quote=QUOTE):
    """The quote with these beside it, each in its list."""
    kinds = {"support": Support, "conflicts": Conflict, "updates": Update, "similar": Similar}
    lists = {
        name: tuple(one for one in related if isinstance(one, kind)) for name, kind in kinds.items()
    }
    return replace(quote, **lists)


def summary_of(*sentences, **known):
    documents = dict.fromkeys(
        [
            *(sentence.citation.document for sentence in sentences),
            *(name for sentence in sentences for names in documents_by_relation(sentence).values()
              for name in names),
        ]
    )  # fmt: skip
    sources = tuple(
        Source(name, None, None, None, "0" * 64, 500, 9, (), family=number)
        for number, name in enumerate(documents, start=1)
    )
    settings = {"method": "lead", "language": "en"}
    given = Summary(sentences, sources, BudgetReport("words", 9, 5), settings)
    return replace(given, **known)


# By hand


@pytest.mark.parametrize(("relation", "related"), BESIDE.items())
def test_each_relation_is_recognised(relation, related):
    assert relation_of(related) == relation
    named = documents_by_relation(with_beside(related))
    assert named == {name: ["b"] if name == relation else [] for name in RELATIONS}


@pytest.mark.parametrize(
    ("relation", "mark", "line"),
    [
        ("also_in", "[1; also in 2]", "[2] 0-9: A fire killed 12."),
        ("says_part", "[1; partly in 2]", "[2] 0-9 (part of it): 12 died."),
        ("contradicted_by", "[1; contradicted by 2]", "[2] 0-9 (number: 12 / 13): It killed 13."),
        ("earlier", "[1; updates 2]", "[2] 0-9 (earlier, April; number: 12 / 2): It killed 2."),
        ("updated_by", "[1; updated by 2]", "[2] 0-9 (later, June; number: 12 / 14): It killed"),
        (
            *("another_time", "[1; at another time in 2]"),
            "[2] 0-9 (at another time; number: 12 / 15): It killed 15.",
        ),
        ("similar", "[1]", "1 sentence that the JSON and the HTML report list"),
    ],
)
def test_the_text_has_a_mark_and_a_line_for_each_relation(relation, mark, line):
    shown = RENDERERS["text"](summary_of(with_beside(BESIDE[relation])))
    assert shown.startswith(f"{QUOTE.text} {mark}\n\n")
    assert re.search(rf"^ {{2,4}}{re.escape(line)}", shown, re.MULTILINE)


@pytest.mark.parametrize(
    ("relation", "note"),
    [
        ("also_in", "Also in b 0–9."),
        ("says_part", "Partly in b 0–9 (“12 died.”)."),
        ("contradicted_by", "Contradicted by b 0–9 (number: 12 / 13): “It killed 13.”"),
        ("earlier", "Updates b 0–9 (April; number: 12 / 2): “It killed 2.”"),
        ("updated_by", "Updated by b 0–9 (June; number: 12 / 14): “It killed 14.”"),
        ("another_time", "At another time in b 0–9 (number: 12 / 15): “It killed 15.”"),
        ("similar", "1 similar sentence, but different."),
    ],
)
def test_a_footnote_says_each_relation(relation, note):
    shown = RENDERERS["markdown"](summary_of(with_beside(BESIDE[relation])))
    assert shown.endswith(f"[^1]: own, characters 100–126. {note}\n")


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ("also_in", "also in b"),
        ("says_part", "partly in b"),
        ("contradicted_by", "Contradicted number: here 12, there 13 It killed 13."),
        ("earlier", "Earlier and later earlier, April · number: here 12, there 2 It killed 2."),
        ("updated_by", "Earlier and later later, June · number: here 12, there 14 It killed 14."),
        ("another_time", "at another time · number: here 12, there 15 It killed 15."),
        ("similar", "1 similar, but different words: here fire, there flood A flood killed 12."),
    ],
)
def test_the_page_says_each_relation(relation, words):
    page = RENDERERS["html"](summary_of(with_beside(BESIDE[relation])))
    beside = page.partition('<div class="card"')[2].partition("</section>")[0]
    seen = re.sub('<span class="unseen">.*?</span>', "", beside)
    seen = re.sub(" (?=,)", "", " ".join(re.sub("<[^>]*>", " ", seen).split()))
    assert words in seen.replace("[2] b", "b")
    assert Outline(page).values("href").count("#t2-0") >= 1


@pytest.mark.parametrize("relation", BESIDE)
def test_json_has_each_relation(relation):
    record = json.loads(RENDERERS["json"](summary_of(with_beside(BESIDE[relation]))))
    lists = {key: value for key, value in record["sentences"][0].items() if value}
    (related,) = next(value for value in lists.values() if isinstance(value, list))
    assert (related["document"], related["text"]) == ("b", BESIDE[relation].text)


def test_what_is_in_the_same_document_or_said_in_full_elsewhere_is_not_named_again():
    quote = with_beside(
        replace(BESIDE["also_in"], citation=at("own")),
        BESIDE["says_part"],
        replace(BESIDE["says_part"], citation=at("own", 30, 40)),
        replace(BESIDE["says_part"], citation=at("b", 50, 60), says_more=True),
        replace(BESIDE["says_part"], citation=at("c", 0, 5)),
        replace(BESIDE["says_part"], citation=at("c", 9, 12)),
        replace(BESIDE["contradicted_by"], citation=at("own", 30, 40)),
    )
    assert len(related_by_relation(quote)["says_part"]) == 4
    named = named_by_relation(quote)
    assert [one.citation for one in named["also_in"]] == [at("b", 50, 60)]
    assert [one.citation for one in named["says_part"]] == [at("c", 0, 5)]
    assert documents_by_relation(quote)["contradicted_by"] == ["own"]


@pytest.mark.parametrize(
    ("families", "words"),
    [
        ([2, 3], ""),
        ([1], "2 sources, one text"),
        ([1, 1], "3 sources, one text"),
        ([2, 2], "3 sources, 2 of one text"),
        ([1, 2, 3], "4 sources, 2 of one text"),
        ([1, 2, 2, 3], "5 sources, 3 different texts"),
        ([], ""),
    ],
)
def test_sources_of_one_text_are_told(families, words):
    support = [
        replace(BESIDE["also_in"], citation=at(f"d{n}"), family=family)
        for n, family in enumerate(families)
    ]
    assert shared_text(support, QUOTE) == words


def test_contradictions_of_one_text_are_told_in_all_formats():
    conflict = BESIDE["contradicted_by"]
    summary = summary_of(with_beside(conflict, replace(conflict, citation=at("c"))))
    text = RENDERERS["text"](summary)
    assert "[1; contradicted by 2, 3 (2 sources, one text)]" in text
    assert RENDERERS["markdown"](summary).endswith("(2 sources, one text.)\n")
    assert "<h3>Contradicted (2 sources, one text)</h3>" in RENDERERS["html"](summary)


def test_families_are_shown_with_the_sources():
    summary = summary_of(with_beside(BESIDE["also_in"]), replace(QUOTE, citation=at("c")))
    c, own, b = sorted(summary.documents, key=lambda source: source.id == "b")
    related = (replace(c, family=1), replace(own, family=7), replace(b, family=1))
    summary = replace(summary, documents=related)
    numbers = {source.id: n for n, source in zip((1, 3, 2), related, strict=True)}
    text = RENDERERS["text"](summary)
    one_text = sorted(numbers[source.id] for source in related if source.family == 1)
    named = ", ".join(f"[{number}]" for number in one_text)
    assert f"  {named}: one text, and counted as one source\n" in text
    page = RENDERERS["html"](summary)
    assert f"<p>One text: {named}. These sources share most of their text" in page
    assert page.count("<dt>one text with</dt>") == 2


def test_a_copy_needs_no_repeating_and_a_part_that_says_more_is_told():
    copy = replace(BESIDE["also_in"], text=QUOTE.text, copy=True)
    more = replace(BESIDE["says_part"], citation=at("c"), says_more=True)
    quote = with_beside(copy, more)
    assert [note_of(quote, one) for one in (copy, more)] == ["word for word", "and more"]
    text = RENDERERS["text"](summary_of(quote))
    assert "    [2] 0-9 (word for word)\n    [3] 0-9 (and more): 12 died.\n" in text
    markdown = RENDERERS["markdown"](summary_of(quote))
    assert "Also in b 0–9 (word for word), c 0–9 (and more); 3 sources, 2 of one text." in markdown
    page = RENDERERS["html"](summary_of(quote))
    assert "<bdi>b</bdi>, word for word</a>" in page
    assert "<bdi>c</bdi>, and more</a>" in page


def test_the_dates_of_an_update_are_shown_as_far_as_they_are_known():
    quote = with_beside(BESIDE["earlier"], BESIDE["updated_by"])
    summary = summary_of(quote)
    dated = replace(summary.documents[0], date="May")
    summary = replace(summary, documents=(dated, *summary.documents[1:]))
    assert "  [1] 100-126 (May): The fire killed" in RENDERERS["text"](summary)
    page = RENDERERS["html"](summary)
    assert "<p>This sentence is from a source of May.</p>" in page
    assert "<b>earlier</b>, April ·" in page
    undated = summary_of(with_beside(replace(BESIDE["earlier"], there_date=None)))
    assert "(earlier; number: 12 / 2)" in RENDERERS["text"](undated)
    assert "This sentence is from" not in RENDERERS["html"](undated)


def test_of_many_sources_the_first_are_named_and_the_others_counted():
    related = [
        replace(BESIDE[relation], citation=at(f"{relation}{n}"), family=n + 10)
        for relation in RELATIONS
        for n in range(8)
    ]
    text = RENDERERS["text"](summary_of(with_beside(*related)))
    (mark,) = re.findall(r"\[1; .*\]", text)
    assert mark.count(" and 3 more") == len(RELATIONS) - 1
    assert text.count("It killed 13.") == 8  # all that differ are listed
    assert text.count("A fire killed 12.") == 5
    assert "    and 6 more\n" in text  # three that say it and three that say a part
    assert "  8 sentences that the JSON" in text


# What differs


@pytest.mark.parametrize(
    ("about", "differs_in", "here", "there", "words"),
    [
        ("12 / 13", "number", ((116, 118),), ((10, 12),), "number: 12 / 13"),
        ("x / y", "", ((116, 118),), ((10, 12),), "12 / 13"),
        ("12 / 13", "number", (), (), "number: 12 / 13"),
        ("1 / 2 / 13", "number", (), (), "number: 1 / 2 / 13"),
        ("– / not", "said / denied", (), (), "the opposite"),
        ("admitted / denied", "admitted / denied", (), (), "the opposite: admitted / denied"),
        ("x", "name", ((100, 103), (116, 118)), (), "name: “The ... 12” only here"),
        ("– / –", "details", (), (), "details"),
        ("", "details", (), (), "details"),
        ("", "", (), (), ""),
        ("x / y", "number", ((0, 5),), ((10, 12),), "number: “13” only there"),
    ],
)
def test_what_differs_is_said_as_the_sources_write_it(about, differs_in, here, there, words):
    conflict = Conflict(at("b", 0, 13), "It killed 13.", about, differs_in, here, there)
    assert difference(QUOTE, conflict) == words


def test_values_are_cut_from_the_quotes_at_their_spans():
    conflict = Conflict(
        at("b", 50, 63), "It killed 13.", "", "", ((116, 118),), ((60, 62), (50, 52))
    )
    assert values_of(QUOTE, conflict) == ("12", "13 ... It")


# Properties

RELEVANT = replace(QUOTE, relevance=0.876, query_words=("fire", "killed"))
ASKED = QueryReport("Whom did\n the fire kill?", ("fire", "kill", "whom"), ("whom",))


def test_the_text_has_the_query_and_what_each_sentence_has_of_it():
    other = replace(QUOTE, relevance=0.001)
    shown = RENDERERS["text"](summary_of(RELEVANT, other, query=ASKED))
    assert (
        "\n\nQuery:\n"
        "  asked: Whom did the fire kill?\n"
        "  [1] 100-126 (relevance 0.88: fire, killed)\n"
        "  [1] 100-126 (relevance 0.00)\n"
        "  in no document: whom\n\n"
    ) in shown
    assert "in no document" not in RENDERERS["text"](
        summary_of(RELEVANT, query=replace(ASKED, missing=()))
    )


def test_a_footnote_has_the_relevance_before_the_relations():
    sentence = with_beside(BESIDE["also_in"], quote=RELEVANT)
    shown = RENDERERS["markdown"](summary_of(sentence, query=ASKED))
    assert shown.endswith("characters 100–126. Relevance 0.88: fire, killed. Also in b 0–9.\n")


def test_a_footnote_begins_with_a_capital_and_leaves_names_as_they_are():
    change = KnownSentence(
        Citation("k", 0, 9), "He is in Bonn.", "update", "Bonn → New York", "other words"
    )
    shown = RENDERERS["markdown"](summary_of(replace(RELEVANT, known=(change,)), query=ASKED))
    assert "Updates what was known (other words: Bonn → New York). Relevance" in shown


def test_of_several_known_sentences_the_one_is_told_of_which_most_has_changed():
    def known(about, count):
        spans = tuple((n, n + 1) for n in range(count))
        return KnownSentence(Citation("k", 0, 9), "As known.", "update", about, "number", spans)

    quote = replace(RELEVANT, known=(known("6 → 2", 1), known("4 ... 6 → 9 ... 2", 2),
                                     known("5 ... 6 → 9 ... 2", 2)))  # fmt: skip
    assert news_notes(quote) == ["updates what was known (number: 4 ... 6 → 9 ... 2)"]


def test_the_report_has_the_query_at_the_top_and_the_relevance_beside_the_sentence():
    shown = RENDERERS["html"](summary_of(RELEVANT, query=ASKED, settings={"query": ASKED.text}))
    assert (
        "<p>Asked: <bdi>Whom did the fire kill?</bdi> · in no document: <bdi>whom</bdi></p>"
    ) in shown
    assert '<p class="note">relevance 0.88: fire, killed</p>' in shown
    assert "<dt>query</dt>" not in shown
    bare = RENDERERS["html"](summary_of(RELEVANT, query=replace(ASKED, missing=())))
    assert "in no document" not in bare


def test_of_a_long_query_and_of_many_words_the_first_are_shown():
    words = tuple(f"w{n}" for n in range(9))
    report = QueryReport("\x1b[31m word" * 1000, words, words)
    assert shown_query(report).startswith("[31m word[31m word")
    assert len(shown_query(report)) == MAX_QUERY_CHARACTERS + len("...")
    assert missing_words(report) == "w0, w1, w2, w3, w4 and 4 more"
    met = replace(QUOTE, relevance=1.0, query_words=words)
    assert relevance_note(met) == "relevance 1.00: w0, w1, w2, w3, w4 and 4 more"


@pytest.mark.parametrize("form", [*RENDERERS])
def test_without_a_query_no_format_speaks_of_one(form):
    shown = RENDERERS[form](summary_of(QUOTE)).partition("<body>")
    body = shown[2] or shown[0]
    assert not re.search("quer|relevan|asked", body.partition("<script")[0], re.IGNORECASE)


HOSTILE = "It sank. <b> 12 / 13 – / not ]; also in 2] \ud800\n *_`\n\nSources:\n  [1] x\x1b[31m It."
NAMES = ("own", "b", "c", "d] [9", "\x1b[31m", "e\n\nSources:\n  [1]")
words = st.sampled_from(["number", "<b>", "12 / 13", "– / not", "]; also in 2", "\ud800\n", "*_`"])
starts = st.integers(0, len(HOSTILE) - 1)
citations = st.builds(
    lambda name, start, length: Citation(name, start, min(start + length, len(HOSTILE))),
    *(st.sampled_from(NAMES), starts, st.integers(1, 20)),
)
places = st.builds(lambda start, length: (start, start + length), starts, st.integers(1, 9))
number = st.integers(1, 3)
beside = {"about": words, "differs_in": words, "family": number}
beside |= dict.fromkeys(("here", "there"), st.lists(places, max_size=2).map(tuple))


def quoted(kind, **fields):
    """Up to five values of a kind, each with the text at its address."""
    cut = citations.flatmap(
        lambda cited: st.builds(
            kind,
            citation=st.just(cited),
            text=st.just(HOSTILE[cited.start : cited.end]),
            **fields,
        )
    )
    return st.lists(cut, max_size=5).map(tuple)


similarity = st.just(0.5)
support = quoted(
    Support,
    **{"similarity": similarity, "relation": st.sampled_from(["same", "part"]), "family": number},
    **{"says_more": st.booleans(), "copy": st.booleans()},
)
updates = quoted(
    Update,
    **{"time": st.sampled_from(["earlier", "later", None]), **beside},
    **{"here_date": st.none() | words, "there_date": st.none() | words},
)
told = st.lists(st.sampled_from(["fire", "<b>", "(a): b", "\ud800"]), max_size=7).map(tuple)
queries = st.none() | st.builds(QueryReport, st.just(HOSTILE), told, told)
lists = {
    **{"support": support, "conflicts": quoted(Conflict, **beside), "updates": updates},
    **{"similar": quoted(Similar, similarity=similarity, **beside), "family": number},
}
quotes = quoted(SummarySentence, score=st.just(1.0), **lists).filter(len)


def summary_with_texts(sentences, at_hand):
    summary = summary_of(*sentences)
    text = HOSTILE if at_hand else None
    sources = tuple(replace(one, text=text, title=one.id) for one in summary.documents)
    return replace(summary, documents=sources)


def asking(query, sentences):
    """The sentences as they are for this query, or without one."""
    if query is None:
        return sentences
    return tuple(replace(one, relevance=0.5, query_words=query.words) for one in sentences)


@given(quotes, queries)
def test_the_marks_and_lists_of_any_summary_have_their_form(sentences, query):
    text = RENDERERS["text"](summary_of(*asking(query, sentences), query=query))
    running, *blocks = text.removesuffix("\n").split("\n\n")
    marked = running
    for sentence in sentences:
        shown = one_line(sentence.text)
        assert marked.startswith(f"{shown} [")
        mark = re.match(MARK_PATTERN, marked[len(shown) + 1 :])
        marked = marked[len(shown) + 1 + mark.end() + 1 :]
    assert marked == ""
    headings = [block.partition(":\n")[0] for block in blocks]
    assert headings == [heading for heading in HEADINGS if heading in headings]
    assert all(line.startswith("  ") for block in blocks for line in block.splitlines()[1:])


@given(quotes, st.booleans(), queries)
def test_whatever_is_in_any_field_every_link_of_the_page_leads_somewhere(sentences, at_hand, query):
    summary = replace(summary_with_texts(asking(query, sentences), at_hand), query=query)
    outline = Outline(RENDERERS["html"](summary))
    ids = outline.values("id")
    assert len(ids) == len(set(ids))
    assert {place[1:] for place in outline.values("href")} <= set(ids)
    assert outline.count("script") == 4  # three hold data
    links = [name for name in outline.values("class", "a") if name in ("chip", "other")]
    beside = (related_by_relation(sentence).values() for sentence in sentences)
    assert len(links) == sum(len(one) for lists in beside for one in lists)


@pytest.mark.parametrize("name", SEED_NAMES)
def test_of_the_text_of_a_summary_its_sentences_are_read_again(name):
    documents = multisumm.read_documents([SEEDS / name / "sources"])
    whole = multisumm.summarize(documents, words=200)
    asked = multisumm.summarize(documents, words=200, query=f"{whole.text} Zeppelin (a): b?")
    for summary in (whole, asked):
        edited = parse_edited_text(summary.to_text(), markdown=False)
        assert edited.running == one_line(summary.text)
        noted = parse_edited_text(summary.to_markdown(), markdown=True)
        assert noted.running == one_line(summary.text)
