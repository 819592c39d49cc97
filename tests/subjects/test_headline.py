"""Which title of the sources becomes the headline of a subject."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from digest_data import DAM
from multisumm import Document
from multisumm.datelines import MAX_TITLE_CHARACTERS
from multisumm.pipeline.articles import read_articles
from multisumm.subjects import headline as headline_module
from multisumm.subjects.headline import choose_headline
from multisumm.text.articles import sentences_of
from multisumm.text.terms import tabulate_sentences
from multisumm.text.tokens import stem_words, tokenize

SUMMARY = multisumm.summarize(DAM, words=60)


def headline(*documents, **options):
    return choose_headline(documents, multisumm.summarize(documents, words=60), **options)


def with_title(index, title, *, text=None):
    """A document of the dam whose text has no headline, under another title."""
    body = DAM[index].text.partition("\n\n")[2]
    return replace(DAM[index], title=title, text=body if text is None else text)


def test_it_is_the_title_that_has_most_in_common_with_the_subject():
    found = choose_headline(DAM, SUMMARY)
    assert found.text == "Four killed as Arlo dam bursts above valley"
    assert DAM[1].text[slice(*found.span)] == found.text
    assert found.document == "dam-2"


def test_a_title_that_only_the_metadata_has_is_said_to_be_one():
    documents = [with_title(i, "Arlo dam bursts and floods the Tessen valley") for i in range(3)]
    found = headline(*documents)
    assert (found.text, found.span) == ("Arlo dam bursts and floods the Tessen valley", None)


def test_a_title_in_the_text_is_preferred_and_quoted_as_it_stands_there():
    title = "Arlo dam bursts and floods the Tessen valley"
    body = DAM[1].text.partition("\n\n")[2]
    second = with_title(1, title, text=f"Arlo dam bursts\nand floods the Tessen valley\n\n{body}")
    found = headline(with_title(0, title), second)
    assert found.document == "dam-2"
    assert found.text == "Arlo dam bursts\nand floods the Tessen valley"
    assert found.span == (0, len(title))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Re: AW: Arlo dam bursts and floods valley", "Arlo dam bursts and floods valley"),
        ("RE : Arlo dam bursts and floods valley", "Arlo dam bursts and floods valley"),
        ("Arlo dam bursts and floods valley | Tessen Post", "Arlo dam bursts and floods valley"),
        ("Arlo dam bursts and floods valley - Tessen Post", "Arlo dam bursts and floods valley"),
        ("Arlo dam bursts - floods in the valley", "Arlo dam bursts - floods in the valley"),
        ("Tessen Post | Arlo dam bursts and floods valley", "Arlo dam bursts and floods valley"),
        ("Press release: Arlo dam bursts in valley", "Arlo dam bursts in valley"),
        ("BREAKING: Arlo dam bursts in valley", "Arlo dam bursts in valley"),
        ("Pressemitteilung: Arlo dam bursts in valley", "Arlo dam bursts in valley"),
        ("Valley: Arlo dam bursts and floods", "Valley: Arlo dam bursts and floods"),
        ("I: Arlo dam bursts in valley", "I: Arlo dam bursts in valley"),
    ],
)
def test_marks_of_replies_and_names_of_sites_are_left_out(title, shown):
    documents = [with_title(0, None), replace(with_title(1, title), site="Tessen Post")]
    found = headline(*documents)
    assert (found.text, found.document) == (shown, "dam-2")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Arlo dam: what we know of the valley", None),
        ("Floods in the valley below the dam - Arlo", None),
        ("Tessen Post: Arlo dam bursts in valley", "Arlo dam bursts in valley"),
    ],
)
def test_an_address_names_its_site_by_its_host_alone(title, shown):
    """The path of a page mostly has the words of its title."""
    url = "https://tessenpost.example/2019/arlo-dam-what-we-know"
    found = headline(with_title(0, None), replace(with_title(1, title), url=url, site=None))
    assert found.text == (shown or title)


@pytest.mark.parametrize(
    "mark",
    [
        "R: ",
        "I: ",
        "SV: ",
        "TR: ",
        "RES: ",
        "VS: Re[2]: ",
        "Ynt: ",
        "Vá: ",
        "[dam-list] Re: ",
        "回覆：",
    ],
)
def test_marks_of_all_languages_are_left_out_before_the_subject_of_a_mail(mark):
    mail = replace(with_title(1, f"{mark}Arlo dam bursts in valley"), kind="mail")
    assert headline(with_title(0, None), mail).text == "Arlo dam bursts in valley"


def test_the_subject_of_a_thread_names_it_whether_or_not_the_summary_has_its_words():
    first = Document("a", "The station expects minus four degrees.", title="Frost warning, sirens")
    answer = Document("b", "It was frost, and we lost blossom.", title="Re: Frost warning, sirens")
    summary = multisumm.summarize([first], words=60)
    sources = multisumm.summarize([answer], words=60).documents
    summary = replace(summary, documents=(*summary.documents, *sources))
    assert "warning" not in summary.text
    found = choose_headline([first, answer], summary, languages=["en", "en"])
    assert found.text == "Frost warning, sirens"
    alone = choose_headline([first, replace(answer, title=None)], summary, languages=["en", "en"])
    assert alone.text == summary.sentences[0].text


def with_first_line(index, line):
    """A document of the dam with another first line in its text, and no title of its own."""
    return with_title(index, None, text=f"{line}\n\n{with_title(index, None).text}")


@pytest.mark.parametrize(
    "line",
    [
        "Image caption The Arlo dam bursts above the Tessen valley",
        "Photo: Arlo dam bursts above the Tessen valley",
        "In this file photo the Arlo dam bursts above the valley",
    ],
)
def test_the_text_of_a_picture_is_no_headline(line):
    found = headline(with_first_line(0, line), with_title(1, None))
    assert found.text not in line


@pytest.mark.parametrize("title", ["Photo: Arlo dam valley", "(Image credit: Arlo dam / Tessen)"])
def test_a_title_that_is_the_text_of_a_picture_is_no_headline(title):
    assert headline(with_title(0, title), with_title(1, None)).text != title


def test_a_headline_in_the_text_has_no_mark_of_a_reply():
    found = headline(with_first_line(0, "Re: Fwd: Arlo dam bursts"), with_title(1, None))
    assert (found.text, found.span) == ("Arlo dam bursts", (9, 24))


def test_a_headline_has_no_label():
    line = "Story highlights Arlo dam bursts above the Tessen valley"
    found = headline(with_first_line(0, line), with_title(1, None))
    assert found.text == "Arlo dam bursts above the Tessen valley"
    assert found.span == (len("Story highlights "), len(line))


def test_the_newest_documents_are_looked_up_and_not_searched_for_each_title():
    class Searched(list):
        def __contains__(self, value):
            raise AssertionError("100,000 copies of a document would take hours")

    found = choose_headline(DAM, SUMMARY, newest=Searched(["dam-2"]))
    assert found.document == "dam-2"


def test_a_title_without_a_word_of_the_summary_is_not_fit():
    text = "It rained. Sirens were heard in Arlo, and hikers fled."
    documents = [with_title(0, "Sirens, hikers"), Document("arlo", text)]
    summary = multisumm.summarize(documents[:1], words=60)
    assert "sirens" not in summary.text
    assert "hikers" not in summary.text
    summary = replace(summary, documents=(*summary.documents, summary.documents[0]))
    assert choose_headline(documents, summary, languages=["en", "en"]).text != "Sirens, hikers"


@pytest.mark.parametrize("title", ["Tessen Post", "You will not believe this", "Home", "...", "?"])
def test_without_a_fitting_title_it_is_the_first_sentence(title):
    documents = [with_title(i, title) for i in range(2)]
    summary = multisumm.summarize(documents, words=60)
    found = choose_headline(documents, summary)
    first = summary.sentences[0]
    assert found.text == first.text
    assert (found.document, found.span) == (
        first.citation.document,
        (first.citation.start, first.citation.end),
    )


def test_a_question_gives_way_to_what_tells():
    asks = with_title(0, "Was the Arlo dam that burst above the valley too old?")
    tells = with_title(1, "Arlo dam bursts above valley")
    assert headline(asks, tells).document == "dam-2"


def test_a_number_that_the_summary_has_not_counts_against_a_title():
    old = with_title(0, "Arlo dam bursts above valley, 3 killed")
    assert headline(old, with_title(1, "Arlo dam bursts above town")).document == "dam-2"


def test_of_two_alike_the_one_of_the_newest_day_is_taken_or_else_the_first():
    documents = [with_title(i, "Arlo dam bursts above valley") for i in range(2)]
    assert headline(*documents).document == "dam-1"
    assert headline(*documents, newest=["dam-2"]).document == "dam-2"
    assert headline(*documents, without=["dam-1"]).document == "dam-2"


def test_a_text_in_the_place_of_a_title_is_none():
    long = "Arlo dam bursts above valley " * 10_000
    documents = [with_title(0, long), with_title(1, "Arlo dam bursts above valley")]
    assert len(long) > MAX_TITLE_CHARACTERS
    assert headline(*documents).document == "dam-2"


@given(st.text(max_size=80))
def test_whatever_the_title_is_the_headline_is_a_quote(title):
    document = Document("a", DAM[0].text.partition("\n\n")[2], title=title)
    found = headline(document)
    if found.span is None:
        assert found.text
        assert found.text in title
    else:
        assert document.text[slice(*found.span)] == found.text


def test_a_summary_has_the_headline_that_a_digest_gives_its_subject():
    (subject,) = multisumm.digest(DAM, min_sources=1).subjects
    assert multisumm.summarize(DAM, words=60).headline == subject.headline
    assert subject.summary.headline == subject.headline


def test_a_summary_of_texts_without_titles_is_called_by_its_first_sentence():
    summary = multisumm.summarize(["It rained all day in Arlo.", "The dam of Arlo held."])
    first = summary.sentences[0]
    assert summary.headline.text == first.text
    assert summary.headline.span == (first.citation.start, first.citation.end)


BODY = (
    "The council voted on the budget of the harbour on Monday, and the vote on jobs in the ferry"
    " company was held by year. {} said so."
)


def named(title, body=BODY, language="en"):
    documents = [
        Document("a", f"{title}\n\n{body.format('Ann Lee')}", title=title),
        Document("b", body.format("Jo Roe")),
    ]
    summary = multisumm.summarize(documents, words=60, language=language)
    return choose_headline(documents, summary).text


@pytest.mark.parametrize(
    "title",
    ["Table 2: Jobs in the harbour", "Figure 3. Ferries by year", "Fig. 12a - The harbour budget",
     "From: Ann Lee, ferry company", "To: the council of the harbour", "Cc: harbour council"],
)  # fmt: skip
def test_a_caption_with_a_number_and_a_header_of_a_mail_are_no_headlines(title):
    assert named(title) in BODY.format("Ann Lee") + BODY.format("Jo Roe")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Subject: Vote on the budget", "Vote on the budget"),
        ("Subject: Re: Vote on the budget", "Vote on the budget"),
        ("Table talk: harbour budget vote", "Table talk: harbour budget vote"),
        ("Map of jobs in the harbour", "Map of jobs in the harbour"),
        ("Day 3: Vote on the budget", "Day 3: Vote on the budget"),
        ("Budget: 12 jobs in the harbour", "Budget: 12 jobs in the harbour"),
    ],
)
def test_the_label_of_a_subject_is_left_out_and_other_labels_stay(title, expected):
    assert named(title) == expected


def test_labels_are_those_of_the_language():
    body = (
        "Der Rat stimmte am Montag über den Haushalt des Hafens und die Arbeit der Fähren ab. {}."
    )
    for title in ("Betreff: Der Haushalt des Hafens", "Tabelle 2: Haushalt des Hafens"):
        found = named(title, body, "de")
        assert found == "Der Haushalt des Hafens" or found.startswith("Der Rat stimmte")
        assert ":" not in found


@pytest.mark.parametrize("query", ["repair of the bridge", "lorries"])
def test_the_headline_of_an_answer_is_a_short_title_only_if_there_is_no_longer_one(query):
    texts = [
        "Stennick bridge\n\nThe Stennick bridge is closed to lorries since Monday. The crack is 12"
        " cm long, engineers said. Drivers take the road through Orle.",
        "Engineers find crack in Stennick bridge, lorries sent through Orle\n\nA crack of 12 cm was"
        " found in the Stennick bridge on Monday. The mayor of Orle complained about lorries.",
        "Council to vote on repair of the bridge\n\nThe council will vote on Friday on the repair"
        " of the Stennick bridge. The repair takes six months, the engineers said.",
    ]
    answer = multisumm.summarize(texts, words=15, query=query)
    assert len(answer.headline.text.split()) > 5
    assert multisumm.summarize(texts, words=15).headline.text == "Stennick bridge"
    assert multisumm.summarize(texts[:1], words=15, query=query).headline.text == "Stennick bridge"


def test_sentences_whose_words_the_caller_has_are_not_split_again(monkeypatch):
    articles, *_ = read_articles(DAM, language="auto", keep_noise=False)
    sentences = list(sentences_of(articles, without={}))
    tabulated = (sentences, tabulate_sentences(sentences))
    split = []
    tokenize = headline_module.tokenize
    monkeypatch.setattr(
        headline_module,
        "tokenize",
        lambda text, **to: (split.append(text), tokenize(text, **to))[1],
    )
    found = choose_headline(DAM, SUMMARY, tabulated=tabulated)
    with_sentences = sum(map(len, split))
    split.clear()
    assert found == choose_headline(DAM, SUMMARY)
    assert with_sentences < sum(map(len, split)) - sum(len(one.text) for one in sentences) / 2


@pytest.mark.parametrize("kept", [slice(None), slice(1, None, 2), slice(0)])
def test_words_in_sentences_and_in_the_rest_are_those_of_the_document(kept):
    articles, *_ = read_articles(DAM, language="auto", keep_noise=False)
    sentences = list(sentences_of(articles, without={}))[kept]
    asked = frozenset(stem_words(tokenize(" ".join(one.text for one in DAM), language="en"), "en"))
    codes = ["en"] * len(DAM)
    whole = headline_module._words_in_rest(asked, DAM, codes, ())
    rest = headline_module._words_in_rest(asked, DAM, codes, sentences)
    table = tabulate_sentences(sentences)
    own = headline_module._words_in_sentences(asked, codes, sentences, table)
    assert [a | b for a, b in zip(own, rest, strict=True)] == whole
