import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from multisumm.datelines import find_dateline
from multisumm.text.blocks import split_blocks
from multisumm.text.sentences import split_sentences
from multisumm.text.trimming import trim_sentences
from multisumm.text.trimming_cues import SentenceContext
from multisumm.text.trimming_rules import TRIMMING_RULES, has_sign_before
from work_count import lines_run

CLAIM = "The ferry sank on Sunday off Ros."


def trimmed(text, language="en", title=None):
    """The stretches of the sentences of a text."""
    blocks = split_blocks(text)
    spans = split_sentences(text, blocks, language=language)
    stretches = trim_sentences(text, spans, blocks, language=language, title=title)
    return [text[start:end] for start, end in stretches]


@pytest.mark.parametrize(
    "before",
    [
        "PARIS (AFP) - ",
        "New York (AP) — ",
        "(Reuters) - ",
        "( reuters ) - ",
        "BEIRUT — ",
        "TORONTO—",
        "WASHINGTON, June 3 /PRNewswire/ -- ",
        "Lindow, 3 June – ",
        "SANTIAGO, Chile (AP) — ",
        "Lindow, 3 June 2024: ",
        "ROS (CNN) ",
        "Ferry goes down in storm ROS (AP) - ",
        "a) ",
        "(2) ",
        "[12] ",
        "UPDATE: ",
        "Breaking News: ",
        "WATCH: ",
        "UPDATE 3-",
        "10:45 a.m. ET — ",
        "[14:05] ",
        "CLOSE ",
        "EMBED More News Videos ",
        "Play Video ",
        "Advertisement ",
        "Image copyright Lindow Photos Image caption ",
        ">> ",
        "CLOSE UPDATE: ROS (AP) — ",
        "Ferry Goes Down in Storm Off Ros ",
        "FERRY GOES DOWN IN STORM ",
        "Jane Roe/AFP/Getty Images ",
        "Photo by Jane Roe/Reuters ",
        "AP Photo/Jane Roe ",
        "(Photo: Jane Roe, AP) ",
        "(AP Photo/Jane Roe) (Associated Press) ROS (AP) — ",
        "The mayor says that he saw the ferry (Photo: Jane Roe) ",
        "Divers near the ferry Jane Roe/Getty Images ",
        "Enlarge this image toggle caption Jane Roe/NPR Jane Roe/NPR ",
        "Image copyright PA ",
        "Jane Roe/WROS Jane Roe/WROS ",
        "Photographer: Jane Roe/Lindow Photographer: Jane Roe/Lindow ",
        "(2 of 5) ",
        "[CNN] ",
        "Read article ",
    ],
)
def test_what_stands_before_the_claim_is_left_out(before):
    assert trimmed(f"{before}{CLAIM}") == [CLAIM]


@pytest.mark.parametrize(
    ("text", "language", "claim"),
    [
        (
            "Берлин, 12 мая (ТАСС) – Министр ушёл в отставку сегодня.",
            "ru",
            "Министр ушёл в отставку сегодня.",
        ),
        (
            "Orlach (dpa) – Die Brücke über die Weser ist zu.",
            "de",
            "Die Brücke über die Weser ist zu.",
        ),
        (
            "北京（新华社）—部长在星期一辞职了，没有说明原因。",
            "zh",
            "部长在星期一辞职了，没有说明原因。",
        ),
        ("本报云州12月28日电（记者 何书宁）地铁今天正式开通运营。", "zh", "地铁今天正式开通运营。"),
        (
            "Orlach, 20. März 2025: Die Brücke über die Weser ist zu.",
            "de",
            "Die Brücke über die Weser ist zu.",
        ),
        ("速報：大臣は月曜日に辞任した。", "ja", "大臣は月曜日に辞任した。"),
        (
            "Última hora: El barco se hundió el domingo.",
            "es",
            "El barco se hundió el domingo.",
        ),
    ],
)
def test_other_languages_have_datelines_and_labels_too(text, language, claim):
    assert trimmed(text, language) == [claim]


@pytest.mark.parametrize("behind", ["[3]", "[3][14]", " >>"])
def test_notes_behind_the_claim_are_left_out(behind):
    assert trimmed(CLAIM + behind)[0] == CLAIM


@pytest.mark.parametrize(
    "text",
    [
        "ANNA: I never saw the ferry.",
        "FALSE: The ferry sank on Sunday.",
        "FILE - The ferry of Ros in the harbour.",
        "Update 8: 19 people were on board.",
        "FALSE — The ferry sank on Sunday.",
        "Correction: The ferry sank on Sunday.",
        "Opinion: The ferry was too old.",
        "Rumour: The ferry sank on Sunday.",
        "Satire: The ferry sank on Sunday.",
        "Police deny that the ferry sank.",
        "If the ferry sank, nobody saw it.",
        "On Monday, the ferry sank off Ros.",
        "Close Brothers said it had sold ferries.",
        "Share prices of the firm fell on Monday.",
        "Trump — Who won the vote — left.",
        "The Associated Press (AP) Thursday said it won.",
        "World War I was a long war indeed.",
        "Doctors Take Vitamin A in winter and in spring.",
        "Actor Tells The New York Times that he left.",
        "THE PRIME MINISTER Theresa May said no.",
        "Ann Lee, 70 – The oldest of all – came first.",
        "Smith (2019) - The story of the ferry.",
        "— Я не видел её, — сказала Анна.",
        "2. Liga ist das nicht mehr.",
        "LINDOW — The court here ruled on Monday.",
        "UPDATE: It sank.",
    ],
)
def test_what_changes_the_claim_or_leaves_too_little_stays(text):
    assert trimmed(text) == [text]


UNCASED = " ".join(6 * ["the ferry sank on sunday off ros, and the divers found the crew."])


@pytest.mark.parametrize(
    "before",
    [
        *(
            "ros ( cnn ) ",
            "( cnn ) ",
            "lindow, mi -- ",
            "lindow — ",
            "jane roe/getty images ",
        ),
        "Divers saw the ferry go... ( associated press ) ",
    ],
)
def test_a_text_without_capitals_has_datelines_and_credits_too(before):
    assert trimmed(f"{before}{UNCASED}")[0].startswith("the ferry sank")


@pytest.mark.parametrize(
    "before",
    ["jane roe — who won — said ", "and so -- again -- ", "of the ferry — ", "mayor quits -- "],
)
def test_an_aside_in_a_text_without_capitals_is_no_dateline(before):
    assert trimmed(f"{before}{UNCASED}")[0].startswith(before)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ar",
            "توفي الرئيس السابق – وكان في السبعين من عمره، قال المتحدث باسمه يوم الأحد في العاصمة. "
            * 4,
        ),
        ("hi", "पूर्व राष्ट्रपति का निधन – वे सत्तर वर्ष के थे, उनके प्रवक्ता ने रविवार को राजधानी में कहा। " * 4),
    ],
)
def test_a_script_without_capitals_is_not_written_without_them(language, text):
    assert trimmed(text, language)[0] == text[: len(text) // 4].strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "Reuters/Ipsos Poll Finds That The Ferry Was Late.",
        "A Lindow Post/Bloomberg Poll of the crew was made on Sunday.",
        "In Brussels the EU (including the pact EPA/EFE) The ferry was talked about.",
        "Trade (EU/TT pact) The ferry was talked about in Brussels.",
        "Credit: PA Consulting Group said that the ferry was late.",
        "The company (Getty Images) sells pictures of the ferry.",
        "The captain (Photo: police) was on the ferry on Sunday.",
    ],
)
def test_agencies_that_are_no_credit_stay(sentence):
    assert trimmed(sentence) == [sentence]


def test_an_agency_alone_is_left_out_inside_a_block_too():
    expected = ["The storm came at night.", CLAIM]
    assert trimmed(f"The storm came at night. (CNN) {CLAIM}") == expected


def test_words_that_come_twice_stay_without_the_sign_of_a_credit():
    text = "Never again never again will the ferry leave in a storm."
    assert trimmed(text) == [text]


def test_numbers_with_a_full_stop_are_labels_if_they_count_up():
    text = "1. The ferry sank on Sunday.\n\n2. The harbour was closed then."
    assert trimmed(text) == ["The ferry sank on Sunday.", "The harbour was closed then."]
    assert trimmed("2. Mai war ein schöner Tag.", "de") == ["2. Mai war ein schöner Tag."]


def test_a_place_and_a_dash_that_come_again_and_again_are_speakers():
    text = "ANNA — I saw the ferry sink.\n\nANNA — She was far too old."
    assert trimmed(text) == text.split("\n\n")
    text = "Ann Lee (Green) – The ferry was too old.\n\nAnn Lee (Green) – It was far too full."
    assert trimmed(text) == text.split("\n\n")


@pytest.mark.parametrize(
    "sentence",
    [
        "Angela Merkel (CDU) – Die Steuern werden im nächsten Jahr nicht erhöht.",
        "Bernie Sanders (I-VT) — The ferry was far too old.",
        "John Doe (D-NY) — The ferry was far too old.",
        "TRUMP — We have won the vote by far.",
    ],
)
def test_who_says_it_stays_before_a_dash(sentence):
    assert trimmed(sentence)[0] == sentence


@pytest.mark.parametrize("lead", ["ROS", "ROS (WCCO)", "Ros (CBS4)", "Ros (KTLA.com)", "Ros (nba)"])
def test_a_place_with_a_station_is_left_out(lead):
    assert trimmed(f"{lead} — {CLAIM}")[0] == CLAIM


def test_a_place_and_a_dash_are_a_dateline_only_at_the_begin_of_a_document():
    before = "\n\n".join([CLAIM] * 3)
    assert trimmed(f"{before}\n\nLINDOW — {CLAIM}")[-1] == f"LINDOW — {CLAIM}"


def test_a_time_that_ends_a_sentence_takes_the_dash_with_it():
    assert trimmed(f"10:45 a.m. — {CLAIM}")[-1] == CLAIM


def test_the_title_of_the_document_is_left_out_where_it_runs_into_the_text():
    title = "Ferry sinks off Ros"
    assert trimmed(f"Ferry sinks off Ros {CLAIM}", title=title) == [CLAIM]
    assert trimmed(f"Ferry sinks off Ros: {CLAIM}", title=title) == [CLAIM]
    whole = "Ferry sinks off Ros Island in a storm."
    assert trimmed(whole, title=title) == [whole]


def test_a_title_that_is_longer_than_any_head_costs_no_work():
    short, long = (lines_run(lambda n: trimmed(CLAIM, title="a | " * n), n) for n in (200, 20_000))
    assert long == short


EDGES = [
    "PARIS (AFP) - ",
    "1. ",
    "CLOSE ",
    "UPDATE: ",
    "[3]",
    "“",
    '"',
    "(",
    ") ",
    "— ",
    " ",
    "\n\n",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*EDGES, CLAIM, "sank. ", "The ", "船が沈んだ。", "Ä"])))
def test_a_stretch_is_a_part_of_its_sentence_and_not_blank_at_its_ends(parts):
    text = "".join(parts)
    blocks = split_blocks(text)
    spans = split_sentences(text, blocks, language="en")
    stretches = trim_sentences(text, spans, blocks, language="en", title="The ferry sank")
    assert len(stretches) == len(spans)
    for (start, end), (first, last) in zip(spans, stretches, strict=True):
        assert start <= first < last <= end
        assert text[first:last] == text[first:last].strip()


@pytest.mark.parametrize(
    "head",
    ["UNTRUE — ", "DENIED, May 3 — ", "Not true (AP) - ", "If (AP) — ", "Russia Denies (AP) ",
     "Fake News (CNN) ", "Claim by Iran (Reuters) - ", "VIDEO SHOWS - ",
     "Critics Of The Government Say ", "Associated Press Wrongly Reported That "],
)  # fmt: skip
def test_words_that_bear_on_the_claim_are_never_left_out(head):
    text = f"{head}The minister has resigned after the sinking in Ros."
    assert trimmed(text) == [text]


def test_a_note_that_a_source_is_missing_stays():
    text = "The ferry sank on Sunday off Ros.[citation needed]"
    assert trimmed(text) == [text]


PIECES = (
    *("Update", "BREAKING", "Story highlights", "SHARE", "Buy Photo", "PARIS", "Ann Lee", "AFP"),
    *("(CNN)", "[AP]", "Photo:", "2 of 5", "(2 of 5)", "1.", "a)", "•", ">>", "10:45 a.m.", "—"),
    *("Jane Roe/Getty Images", "The ferry sank", "the", "“We", "：", "（新华社）", "3-", ".", "-"),
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join), st.booleans())
def test_a_head_without_a_sign_meets_no_rule_but_that_for_headlines(head, opens_block):
    assume(find_dateline(head) is None)
    context = SentenceContext(
        language="en",
        title=None,
        opens_block=opens_block,
        follows_time=False,
        position=0,
        labels=frozenset(("1", "2", "a", "b")),
        heads={},
        head=head,
        dateline=None,
        is_uncased=False,
        has_sign=True,
    )
    left_out = [rule(head, context) for rule in TRIMMING_RULES[:-1]]
    assert has_sign_before(head) or not any(left_out)
