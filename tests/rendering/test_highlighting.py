import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.escaping import printable_text
from multisumm.model import (
    BudgetReport,
    Citation,
    Conflict,
    Similar,
    Source,
    SummarySentence,
    Support,
    Update,
)
from multisumm.rendering.highlighting import (
    CONTEXT_CHARACTERS,
    MAX_MENTIONS,
    QUOTED,
    Mention,
    Passage,
    foremost,
    mark_passage,
    mentions_by_document,
    merged,
    passages,
    split_at,
    strip_bars,
)
from multisumm.rendering.templates import render_template
from multisumm.rendering.wording import RELATIONS
from multisumm.summary import Summary

TEXT = "Menu\n\nIt sank. Ten died."


def source(text=TEXT, dropped=()):
    return Source("a.txt", None, None, None, "0" * 64, len(text), 2, tuple(dropped), text=text)


def mention(start, end, sentence=1, role=QUOTED, text=TEXT, values=()):
    return Mention(start, end, text[start:end], sentence, role, values)


def marked(text, mentions, dropped=()):
    pieces = mark_passage(Passage(0, text), mentions, dropped, number=2)
    return render_template("marked_text.html.jinja", pieces=pieces)


def test_noise_says_why_it_was_left_out():
    pieces = mark_passage(Passage(0, TEXT), [], [(0, 4)], number=1, reasons={0: "caption"})
    assert "4 characters left out: caption<" in render_template(
        "marked_text.html.jinja", pieces=pieces
    )
    assert "4 characters left out<" in marked(TEXT, [], [(0, 4)])


def seen(html):
    """The text of HTML, without its tags and without what is said of noise."""
    return unescape(re.sub("<[^>]*>", "", re.sub("<summary>.*?</summary>", "", html)))


# By hand


def test_a_quote_is_a_link_back_and_noise_waits_to_be_opened():
    assert marked(TEXT, [mention(6, 14)], [(0, 4)]) == (
        '<details class="noise"><summary>4 characters left out</summary>Menu</details>'
        '<a class="mark quoted" id="t2-6" href="#q1" data-label="in the summary"'
        ' title="In the summary">It sank.</a> Ten died.'
    )


def test_one_place_can_be_several_things_to_several_sentences():
    against = replace(mention(6, 14, 3, "contradicted_by"), beside="It did  not <sink>.")
    same = replace(mention(6, 14, 2, "also_in"), beside="x" * 99)
    html = marked(TEXT, [same, against])
    assert 'class="mark also_in"' in html
    assert 'data-label="says the same, contradicts"' in html
    title = f"Says the same as “{'x' * 80}...”; Contradicts “It did not &lt;sink&gt;.”"
    assert f'title="{title}"' in html
    assert html.count("<a ") == 1


@pytest.mark.parametrize("role", [QUOTED, *RELATIONS])
def test_every_role_is_said_in_words(role):
    html = marked(TEXT, [mention(6, 14, 7, role)])
    assert f'class="mark {role}"' in html
    (label,) = re.findall('data-label="(.*?)"', html)
    (title,) = re.findall('title="(.*?)"', html)
    assert re.fullmatch("[a-z ]+", label)
    assert title == "In the summary" or "“”" in title  # what it relates to
    assert not re.search("[0-9]", label + title)  # only sources have numbers


def test_the_values_that_differ_are_bold_inside_the_mark():
    text = "It sank. Ten died there."
    html = marked(text, [mention(9, 24, 1, "contradicted_by", text, ((9, 12), (18, 23)))])
    assert "><b>Ten</b> died <b>there</b>.</a>" in html
    assert html.count("<a ") == 1
    overlapping = [
        mention(9, 24, 1, text=text, values=((9, 17),)),
        mention(13, 24, text=text, values=((13, 23),)),
    ]
    html = marked(text, overlapping)
    assert re.findall(r">([^>]*<b>.*?)</a>", html) == ["<b>Ten </b>", "<b>died there</b>."]


def test_spans_that_overlap_are_marked_piece_by_piece():
    html = marked(TEXT, [mention(6, 14, 1), mention(9, 23, 2)])
    assert re.findall(r'id="(t2-\d+)" href="#q(\d)"', html) == [("t2-6", "1"), ("t2-9", "1")]
    assert re.findall(r">([^<]*)</a>", html) == ["It ", "sank.", " Ten died"]
    assert seen(html) == TEXT


def test_a_quoted_span_takes_precedence_over_noise():
    html = marked(TEXT, [mention(6, 14)], [(0, 23)])
    assert "It sank.</a>" in html
    assert html.count("<details") == 2


def test_mentions_are_listed_by_document_and_place():
    summary = Summary(
        (
            SummarySentence(
                *("It sank.", Citation("a", 6, 14), 1.0),
                (
                    Support(Citation("b", 0, 8), "It sank.", 1.0),
                    Support(Citation("c", 0, 5), "Sank.", 0.5, "part"),
                    Support(Citation("c", 6, 15), "It, sank.", 0.5, "part", says_more=True),
                ),
            ),
            SummarySentence(
                *("Two left.", Citation("b", 9, 18), 1.0),
                conflicts=(
                    Conflict(
                        *(Citation("a", 0, 5), "None.", "Two / None", "number"),
                        *(((9, 12),), ((0, 4),)),
                    ),
                ),
                updates=(
                    Update(Citation("a", 20, 25), "Five.", "", time="earlier", here=((9, 17),)),
                    Update(Citation("a", 30, 34), "Six.", "", time="later", there=((30, 33),)),
                    Update(Citation("a", 40, 46), "Seven.", ""),
                ),
                similar=(Similar(Citation("a", 50, 54), "Few.", 0.5),),
            ),
        ),
        (),
        BudgetReport("words", 9, 4),
        {},
    )
    found = mentions_by_document(summary)
    beside = {one.sentence: one.beside for listed in found.values() for one in listed if one.beside}
    assert beside == {1: "It sank.", 2: "Two left."}
    assert {
        name: [replace(one, beside="") for one in listed] for name, listed in found.items()
    } == {
        "a": [
            Mention(0, 5, "None.", 2, "contradicted_by", ((0, 4),)),
            Mention(6, 14, "It sank.", 1, QUOTED),
            Mention(20, 25, "Five.", 2, "earlier"),
            Mention(30, 34, "Six.", 2, "updated_by", ((30, 33),)),
            Mention(40, 46, "Seven.", 2, "another_time"),
            Mention(50, 54, "Few.", 2, "similar"),
        ],
        "b": [
            Mention(0, 8, "It sank.", 1, "also_in"),
            Mention(9, 18, "Two left.", 2, QUOTED, ((9, 17),), "contested"),
        ],
        "c": [
            Mention(0, 5, "Sank.", 1, "says_part"),
            Mention(6, 15, "It, sank.", 1, "also_in"),
        ],
    }


def test_the_first_of_each_document_goes_before_its_others():
    related = [Support(Citation(name, n, n + 1), "x", 1.0) for n, name in enumerate("aabacb")]
    assert "".join(one.citation.document for one in foremost(related)) == "abcaab"
    assert len(foremost(related * 40)) == MAX_MENTIONS


def test_a_strip_shows_each_span_at_its_place():
    text = "x" * 1000
    named = [
        mention(100, 300, 1, text=text),
        mention(500, 501, 2, "contradicted_by", text),
        mention(600, 610, 2, "earlier", text),
        mention(700, 710, 2, "similar", text),
    ]
    bars = strip_bars(source(text, [(900, 1000)]), named, number=1)
    drawing = render_template("strip.svg.jinja", bars=bars)
    assert re.findall(r'class="(\w+).*?" x="(\d+)" width="(\d+)"', drawing.partition(">")[2]) == [
        ("noise", "900", "100"),
        ("earlier", "600", "10"),
        ("contradicted_by", "500", "5"),
        ("quoted", "100", "200"),
    ]
    assert '<a href="#t1-100" tabindex="-1">' in drawing


# What of a source is shown


def test_a_source_with_room_is_shown_whole():
    assert passages(source(), [], room=len(TEXT)) == [Passage(0, TEXT)]


def test_of_a_long_source_the_surroundings_of_what_is_named_are_shown():
    text = "It sank. " * 1_200_000
    place = 5_000_004
    found = passages(source(text), [mention(place, place + 8, text=text)], room=1_000_000)
    assert found == [
        Passage(0, text[:CONTEXT_CHARACTERS]),
        Passage(
            place - CONTEXT_CHARACTERS,
            text[place - CONTEXT_CHARACTERS : place + 8 + CONTEXT_CHARACTERS],
        ),
    ]


def test_where_there_is_little_room_less_is_shown_around_what_is_named():
    text = "It sank. " * 100
    named = [mention(90, 98, 1, text=text), mention(450, 458, 2, text=text)]
    assert passages(source(text), named, room=50) == [
        Passage(0, text[:10]),
        Passage(80, text[80:108]),
        Passage(440, text[440:468]),
    ]
    assert [one.text for one in passages(source(text), named, room=4)] == [
        "",
        "It sank.",
        "It sank.",
    ]


def test_without_the_text_the_mentions_alone_are_shown():
    named = [mention(6, 14), mention(6, 9), mention(15, 24)]
    alone = [Passage(6, "It sank."), Passage(15, "Ten died.")]
    assert passages(replace(source(), text=None), named, room=99) == alone
    assert passages(replace(source(), text="Another text"), named, room=99) == alone


# Properties

spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1])), max_size=6
)


@given(spans)
def test_merged_spans_hold_the_same_characters_in_order(given_spans):
    found = merged(given_spans)
    characters = [place for span in found for place in range(*span)]
    assert characters == sorted({place for span in given_spans for place in range(*span)})


@given(st.text(), spans)
def test_a_text_is_split_at_its_spans_and_nowhere_else(text, given_spans):
    parts = split_at(text, given_spans)
    assert "".join(part for part, _ in parts) == text
    assert all(part for part, _ in parts)
    inside = {place for span in given_spans for place in range(*span)}
    marked = [is_value for part, is_value in parts for _ in part]
    assert marked == [place in inside for place in range(len(text))]


@given(st.text(st.characters(exclude_characters="\n\r")), spans, spans)
def test_every_character_is_there_and_every_mention_has_its_place(text, named, dropped):
    mentions = sorted(
        (
            mention(start, min(end, len(text)), number, text=text, values=tuple(dropped))
            for number, (start, end) in enumerate(named, start=1)
            if start < len(text)
        ),
        key=lambda one: (one.start, -one.end),
    )
    html = marked(text, mentions, merged(dropped))
    assert seen(html) == printable_text(text)
    places = re.findall(r'id="t2-(\d+)"', html)
    assert [*map(int, places)] == sorted({one.start for one in mentions})
    by_place = dict(re.findall(r'id="t2-(\d+)"[^>]*>([^<]*)<', re.sub("</?b>", "", html)))
    for one in mentions:
        assert printable_text(one.text).startswith(unescape(by_place[str(one.start)]))
    for one in mentions:
        others = [other for other in mentions if other != one]
        if all(other.end <= one.start or other.start >= one.end for other in others):
            assert unescape(by_place[str(one.start)]) == printable_text(one.text)
