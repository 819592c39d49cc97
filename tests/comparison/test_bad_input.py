"""Long, empty, mixed and contradictory input; cases that were wrong once."""

from unittest.mock import patch

import pytest

from locations import SHARED
from multisumm import Document, read_clusters, read_documents, summarize
from multisumm.comparison import related
from multisumm.comparison.relations import relate
from multisumm.comparison.statements import make_statement
from strategies import invented_reports
from summary_checks import assert_exact, assert_nothing_vanishes, listed

CASES = SHARED / "cases"
NEEDS_CASES = pytest.mark.skipif(
    not CASES.is_dir(), reason="../shared/cases is absent: only developers and CI have it"
)
APART = {"similar", "nothing"}
OTHER = APART | {"conflict"}


def said(a, b, language="en"):
    """What the rules say of two sentences, from both sides."""
    first, second = (make_statement(text, language=language) for text in (a, b))
    found, turned = relate(first, second), relate(second, first)
    kinds = {one.kind if one else "nothing" for one in (found, turned)}
    [kind] = kinds
    return kind


# Cases of numbers, each with what is right between its texts

RIGHT = {
    "above": {(1, 2): {"conflict"}},
    "age": {(1, 2): {"same"}, (1, 3): {"conflict"}, (2, 3): {"conflict"}},
    "approx": {(1, 2): {"same"}, (1, 3): APART | {"same", "part"}, (1, 4): APART | {"part"},
               (3, 4): APART | {"part"}},
    "arabicdigits": {(1, 2): {"same"}},
    "barely": {(1, 2): OTHER},
    "before": {(1, 2): {"conflict"}},
    "brit": {(1, 2): APART | {"same"}},
    "card": {},
    "chapters": {(1, 2): APART},
    "citation": {(1, 2): {"same"}, (1, 3): {"same"}, (2, 3): {"same"}},
    "de-fromto": {(1, 2): OTHER},
    "decimalde": {(1, 2): {"same"}, (1, 3): {"same"}, (2, 3): {"same"}},
    "dontthink": {(1, 2): OTHER},
    "dose": {(1, 2): {"conflict"}},
    "eightteen": {(1, 2): {"same"}, (1, 3): {"conflict"}, (2, 3): {"conflict"}},
    "failed": {(1, 2): OTHER},
    "frac": {(1, 2): {"same"}},
    "fromto": {(1, 2): OTHER},
    "hardly": {(1, 2): OTHER},
    "hash": {(1, 2): {"same"}},
    "hindidigits": {(1, 2): {"same"}},
    "iban": {(1, 2): OTHER},
    "indian": {(1, 2): {"same"}, (1, 3): {"same"}},
    "k": {(1, 2): {"same"}},
    "list1": {(1, 2): {"same"}},
    "minus": {(1, 2): {"conflict"}},
    "morethan": {(1, 2): {"conflict"}},
    "no1": {(1, 2): {"same"}, (1, 3): OTHER, (2, 3): OTHER},
    "ordinal": {(1, 2): {"same"}},
    "pdfhyphen": {(1, 2): {"same"} | APART},
    "phone": {(1, 2): APART | {"same"}},
    "plusminus": {(1, 2): APART | {"same", "part"}},
    "quotes": {(1, 2): {"same"}, (1, 3): {"conflict"}, (2, 3): {"conflict"}},
    "range": {pair: APART | {"same", "part"} for pair in ((1, 2), (1, 3), (2, 3))},
    "score2": {(1, 2): OTHER},
    "sign": {(1, 2): {"conflict"}},
    "swap": {(1, 2): OTHER},
    "swapnames": {(1, 2): OTHER},
    "tables": {},
    "time": {(1, 2): {"same"}, (1, 3): {"same"}, (2, 3): {"same"}},
    "unitspace": {(1, 2): {"same"}},
    "until": {(1, 2): {"conflict"}},
    "versions": {(1, 2): APART},
    "weekday": {(1, 2): {"conflict"}},
    "years": {(1, 2): APART},
    "zh-score": {(1, 2): OTHER},
    "zhwan": {(1, 2): {"same"}, (1, 3): {"same"}, (2, 3): {"same"}},
    "zwsp": {(1, 2): {"same"}},
}  # fmt: skip
LANGUAGES = {"arabicdigits": "ar", "de-fromto": "de", "decimalde": "de", "hindidigits": "hi",
             "zh-score": "zh", "zhwan": "zh"}  # fmt: skip
WRONG = {
    ("approx", 1, 4): "about / more than",
    ("approx", 3, 4): "nearly / more than",
    ("indian", 1, 3): "lakh",
}
"""Case and texts -> why the rules are wrong."""


def text_of(name, number):
    return (CASES / "numbers" / name / f"{number}.txt").read_text("utf-8").strip()


def pairs_of_cases():
    for name, pairs in RIGHT.items():
        for (one, other), kinds in pairs.items():
            reason = WRONG.get((name, one, other))
            marks = [pytest.mark.xfail(reason=reason)] if reason else []
            yield pytest.param(name, one, other, kinds, id=f"{name}-{one}-{other}", marks=marks)


@NEEDS_CASES
@pytest.mark.parametrize(("name", "one", "other", "kinds"), [*pairs_of_cases()])
def test_the_texts_of_a_case_relate_as_they_should(name, one, other, kinds):
    language = LANGUAGES.get(name, "en")
    assert said(text_of(name, one), text_of(name, other), language) in kinds


@NEEDS_CASES
def test_every_case_of_numbers_is_tested():
    assert {folder.name for folder in (CASES / "numbers").iterdir()} == RIGHT.keys()


@NEEDS_CASES
@pytest.mark.parametrize("name", RIGHT)
def test_a_case_is_summarized_without_a_contradiction_that_is_none(name):
    documents = read_documents([*sorted((CASES / "numbers" / name).glob("[0-9].txt"))])
    summary = summarize(documents, keep_noise=True, ratio=1.0, language=LANGUAGES.get(name, "en"))
    assert_exact(summary, documents)
    if name == "tables":
        assert not any(sentence.conflicts for sentence in summary.sentences)


@NEEDS_CASES
@pytest.mark.parametrize("letter", "tuvw")
def test_numbers_too_large_for_arithmetic_are_summarized(letter):
    paths = sorted((CASES / "huge-number").glob(f"{letter}[12].txt"))
    documents = read_documents(paths)
    summary = summarize(documents)
    assert_exact(summary, documents)
    assert len(paths) == 2


@NEEDS_CASES
def test_a_cluster_with_a_huge_number_is_summarized():
    clusters = [*read_clusters(CASES / "huge-number" / "c.jsonl")]
    assert [len(summarize(cluster.documents).sentences) for cluster in clusters] == [1, 1]


# Of the same kinds, without those cases

HUGE = [
    ("Commit 1e999999999 closed the leak in the mill of Orrin.",
     "Commit 1e999999999 closed the leak in the mill of Orrin, she said."),
    (f"Key {'9' * 100} opens the mill of Orrin on Monday.",
     f"Key {'9' * 100} opens the mill of Orrin on Monday, she said."),
    ("Account 3020100567890123456789012345 6 was closed in Orrin in May.",
     "Account 3020100567890123456789012345 9 was closed in Orrin in May."),
    ("Hash 0xdeadbeef00112233 names the mill of Orrin.",
     "Hash 0xdeadbeef00112233 names the mill of Orrin!"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), HUGE)
def test_identifiers_are_words_and_no_amounts(a, b):
    assert said(a, b) in {"same", *OTHER}
    assert_exact(summarize([a, b]), [Document("1", a), Document("2", b)])


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        ("Chapter 7 describes the harvest in detail.", "Chapter 8 describes the harvest in detail.",
         APART),
        ("Figure 3 shows the dam of Orrin in spring.", "Figure 4 shows the dam of Orrin in spring.",
         APART),
        ("Some 20 mills closed.", "About 20 mills closed.", {"same"}),
        ("The mill employs 12 ± 1 people in May.", "The mill employs 12 people in May.",
         APART | {"same", "part"}),
    ],
)  # fmt: skip
def test_numbers_that_name_or_round_are_no_contradictions(a, b, kinds):
    assert said(a, b) in kinds


# Lengths


LONG = " and ".join(text.removesuffix(".") for text in invented_reports(1300)[::10])


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_sentences_of_a_thousand_words_are_compared(language):
    long, other = f"{LONG}.", f"{LONG}, they said."
    assert len(long.split()) > 1000
    assert said(long, other, language) in {"same", "part", "similar"}
    documents = [Document("1", long), Document("2", other)]
    summary = summarize(documents, ratio=1.0, language=language)
    assert_exact(summary, documents)
    assert_nothing_vanishes(summary, documents)


@pytest.mark.xfail(reason="different words are counted on one side, all words on the other")
def test_a_long_sentence_that_repeats_its_words_says_the_same_as_itself():
    text = " and ".join(["the mill of Orrin closed in May"] * 40)
    assert said(f"{text}.", f"{text}!") == "same"


@pytest.mark.parametrize("words", ["Fire.", "No.", "12.", "Why?", "火。", "٣.", "—", "😀", "..."])
def test_sentences_of_one_word_or_none_are_compared(words):
    documents = [
        Document("1", f"{words} The mill closed."),
        Document("2", f"{words} {words} The mill closed."),
    ]
    assert said(words, words) in {"same", "nothing", "similar"}
    summary = summarize(documents, ratio=1.0, keep_noise=True, language="en")
    assert_exact(summary, documents)
    assert_nothing_vanishes(summary, documents, keep_noise=True)


MIXED = [
    "The 渡轮 ferry sank at 7时 off Τήνος, killing ١٢٩ люди on Monday.",
    "The 渡轮 ferry sank at 7时 off Τήνος, killing ١٣٠ люди on Monday.",
    "नौका The ferry не затонула in 2019年 off Ακτή with १२ people.",
]


@pytest.mark.parametrize("language", ["en", "ru", "zh", "ar", "el", "und"])
def test_scripts_mixed_in_a_sentence_are_compared(language):
    for a in MIXED:
        for b in MIXED:
            assert (said(a, b, language) == "same") == (a == b)
    documents = [Document(str(n), text) for n, text in enumerate(MIXED)]
    summary = summarize(documents, ratio=1.0, language=language)
    assert_exact(summary, documents)
    assert_nothing_vanishes(summary, documents)


# Documents that agree in everything, or in nothing

REPORT = (
    "The ferry sank off Tindalo on Sunday, killing 127 people. The captain had been warned of the "
    "storm by the port. Divers found the wreck near the lighthouse of Punta Bato."
)
DENIAL = (
    "The ferry sank off Tindalo on Sunday, killing 130 people. The captain had not been warned of "
    "the storm by the port. Divers found the wreck near the lighthouse of Punta Bato."
)


def test_two_documents_that_agree_in_everything_are_one_voice():
    summary = summarize([REPORT, REPORT.upper()], ratio=1.0, language="en")
    assert [source.family for source in summary.documents] == [1, 1]
    for sentence in summary.sentences:
        assert [(one.relation, one.copy) for one in sentence.support] == [("same", True)]
        assert [*listed(sentence)] == [*sentence.support]
        assert sentence.families == 1
    assert_nothing_vanishes(summary, [Document("1", REPORT), Document("2", REPORT.upper())])


def test_a_document_that_contradicts_itself_is_quoted_with_both_sides():
    documents = [Document("1", f"{REPORT} {DENIAL}")]
    summary = summarize(documents, ratio=1.0)
    assert_exact(summary, documents)
    assert_nothing_vanishes(summary, documents)
    about = {one.about for sentence in summary.sentences for one in sentence.conflicts}
    assert {frozenset(one.split(" / ")) for one in about} == {
        frozenset(("127", "130")),
        frozenset(("–", "not")),
    }


def test_documents_that_deny_each_other_are_quoted_once_with_the_other_beside_it():
    summary = summarize([REPORT, DENIAL], ratio=1.0)
    texts = [sentence.text for sentence in summary.sentences]
    beside = [one.text for sentence in summary.sentences for one in listed(sentence)]
    assert len(texts) == 3
    assert len(set(texts) | set(beside)) == 5


# Many sentences


def reports(count, of=200):
    """Documents of so many sentences in all, each of 200."""
    texts = invented_reports(count)
    return [
        Document(str(n), " ".join(texts[start : start + of]))
        for n, start in enumerate(range(0, count, of))
    ]


def comparisons(count, **options):
    with patch.object(related, "relate", wraps=relate) as comparing:
        summary = summarize(reports(count), language="en", **options)
    assert sum(source.sentences for source in summary.documents) == count
    return comparing.call_count


def test_the_comparisons_of_a_summary_do_not_grow_with_the_pairs():
    few, many = comparisons(400, words=400), comparisons(1600, words=1600)
    assert few > 0
    assert many < 8 * few


@pytest.mark.slow
def test_twenty_thousand_sentences_take_comparisons_in_step_with_the_summary():
    few, many = comparisons(2_000, words=250), comparisons(20_000, words=250)
    assert few > 0
    assert many < 2 * 10 * few


def test_a_fraction_behind_a_fraction_is_read():
    assert said("Add ½¼ cup.", "Add ½¼ cup.") == "same"
    assert said("Add ½¼cup of it.", "Add ½¼ cup of it.") == "same"


@pytest.mark.parametrize("unit", ["litres", "dollars"])
def test_a_half_is_fifty_percent_and_not_fifty_of_something(unit):
    assert said(f"The mill lost 0.5 {unit} in May.", f"The mill lost 50 {unit} in May.") != "same"


def test_years_in_two_digits_are_near():
    assert said("The mill closed on 24/11/98.", "The mill closed on 24 November 1998.") == "same"


@pytest.mark.parametrize("mark", ["’", "'", "ʼ", "`", "´", "＇"])
def test_a_denial_is_one_with_every_apostrophe(mark):
    can, cannot = (
        f"The mayor {word} open the bridge on Monday." for word in ("can", f"can{mark}t")
    )
    assert said(can, cannot) == "conflict"


def test_decimals_without_a_first_digit_and_ranges_in_words_are_read():
    assert (
        said("Lindow lost .5 percent of its trees.", "Lindow lost 0.5 percent of its trees.")
        == "same"
    )
    assert said("Lindow lost .25 points.", "Lindow lost 25 points.") != "same"
    assert (
        said("It fell between 100 and 200 metres away.", "It fell 150 metres away.") != "conflict"
    )


def test_rows_that_are_all_alike_cost_in_step_with_their_number():
    calls = []
    for count in (40, 160):
        rows = " ".join(f"The mill in Orrin employed {n} people in May." for n in range(count))
        with patch("multisumm.comparison.related.relate", wraps=relate) as comparing:
            summarize([rows], words=60)
        calls.append(comparing.call_count)
    assert 0 < calls[1] < 8 * calls[0]
