import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from itertools import combinations
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locations import SEED_NAMES, SEEDS, SHARED
from multisumm import (
    Document,
    InputError,
    NothingToSummarize,
    OptionError,
    read_documents,
    summarize,
    verify,
)
from multisumm.model import BudgetReport, Citation
from multisumm.options import METHODS
from multisumm.text.days import find_days
from multisumm.text.tokens import tokenize
from summary_checks import assert_exact, assert_nothing_vanishes, listed

SHARED = SHARED / "seeds"
OUR_METHODS = tuple(method for method in METHODS if not method.startswith("sumy-"))
FEW = settings(deadline=None, derandomize=True, max_examples=40)
FERRY = "The ferry sank off the island on Sunday morning."
SEARCH = "Rescuers searched the bay for ten missing people on Monday."


@cache
def subject(name):
    return tuple(read_documents([SEEDS / name / "sources"]))


@cache
def summary_of(name, **options):
    return summarize(subject(name), **options)


def quoted(summary):
    return [sentence.text for sentence in summary.sentences]


def jaccard(ours, theirs, language):
    first, second = ({*tokenize(text, language=language)} for text in (ours, theirs))
    return len(first & second) / max(1, len(first | second))


def assert_no_fact_twice(summary):
    language = summary.settings["language"]
    for ours, theirs in combinations(quoted(summary), 2):
        assert jaccard(ours, theirs, language) <= 0.5, (ours, theirs)


def cost(summary, documents):
    """What the text of the summary costs in the unit of its budget, counted by hand."""
    text = summary.text
    match summary.budget.unit:
        case "sentences":
            return len(summary.sentences)
        case "characters":
            return len(text)
        case "bytes":
            return len(text.encode())
        case _ if summary.settings["language"] == "zh":
            return len("".join(text.split()))
        case _:
            return len(text.split())


# By hand


def test_two_reports_of_one_accident_give_one_summary():
    theirs = f"{FERRY} Rescuers searched the bay for twelve missing people on Monday."
    summary = summarize([f"{FERRY} {SEARCH}", theirs], words=20)
    assert summary.text == f"{FERRY} {SEARCH}"
    assert summary.budget == BudgetReport("words", 20, 19)
    assert summary.warnings == ()
    first, second = summary.sentences
    assert first.citation == Citation("1", 0, 48)
    assert [one.citation for one in first.support] == [Citation("2", 0, 48)]
    assert first.conflicts == ()
    assert [(one.citation, one.about) for one in second.conflicts] == [
        (Citation("2", 49, 111), "ten / twelve")
    ]
    assert summary.settings == {
        "version": summary.settings["version"],
        "method": "coverage",
        "order": "reading",
        "language": "en",
        "keep_noise": False,
        "weights": "package",
    }
    assert [source.id for source in summary.documents] == ["1", "2"]


def test_250_words_are_the_budget_where_none_is_given():
    assert summary_of("water").budget.limit == 250
    assert summary_of("water").budget.unit == "words"


# Properties

TOLD = [
    "The ferry sank off the island on Sunday morning.",
    "The ferry sank off the island on Sunday evening, killing 12 people.",
    "The ferry sank off the island on Sunday evening, killing 13 people!",
    "The captain was not warned of the storm.",
    "The captain was warned of the storm.",
    "Divers found the wreck 😀 near the lighthouse\nof Punta Bato.",
    "Why did nobody count the passengers of the ferry?",
    "Étienne déjà vu naïveté costs €5.",
    "Read more",
    "No.",
    "\n\n",
    "  ",
]
TEXTS = st.lists(st.sampled_from(TOLD), min_size=1, max_size=8).map(" ".join)
CLUSTERS = st.lists(TEXTS, min_size=1, max_size=4)
BUDGETS = st.one_of(
    st.tuples(st.just("words"), st.integers(1, 60)),
    st.tuples(st.just("sentences"), st.integers(1, 5)),
    st.tuples(st.just("characters"), st.integers(1, 300)),
    st.tuples(st.just("bytes"), st.integers(1, 300)),
    st.tuples(st.just("ratio"), st.sampled_from([0.01, 0.1, 0.25, 0.5, 0.9, 1.0])),
)


def summarized(texts, **options):
    """The summary of these texts, or None where there is nothing to summarize."""
    try:
        return summarize(texts, **options)
    except NothingToSummarize:
        return None


@FEW
@given(CLUSTERS, BUDGETS, st.sampled_from(OUR_METHODS), st.booleans())
def test_quotes_are_exact_and_within_the_budget_for_every_input(texts, budget, method, noise):
    unit, limit = budget
    summary = summarized(texts, method=method, keep_noise=noise, **{unit: limit})
    if summary is not None:
        assert summary.sentences
        assert_exact(summary, [Document(str(n), text) for n, text in enumerate(texts, start=1)])
        assert cost(summary, texts) == summary.budget.used <= summary.budget.limit
        assert unit == "ratio" or summary.budget.limit == limit
        assert_no_fact_twice(summary)


REPORTED = {  # of a fire in a market, three sentences in each language
    "en": (
        "A fire destroyed the old market near the harbour on Monday morning. The police said that"
        " nobody was hurt in the fire. The mayor wants to build the market again within a year."
    ),
    "de": (
        "Ein Feuer hat am Montag den alten Markt in der Nähe des Hafens zerstört. Nach Angaben der"
        " Polizei wurde bei dem Feuer niemand verletzt. Der Bürgermeister will den Markt innerhalb"
        " eines Jahres wieder aufbauen."
    ),
    "ko": (
        "월요일 아침 항구 근처의 오래된 시장이 화재로 무너졌다. 경찰은 화재로 다친 사람이 없다고"
        " 말했다. 시장은 일 년 안에 시장을 다시 짓겠다고 밝혔다."
    ),
    "zh": (
        "星期一早上，港口附近的旧市场被大火烧毁。警方表示，火灾没有造成人员受伤。"
        "市长希望在一年之内用 600 万元重建市场。"
    ),
    "ja": (
        "月曜日の朝、港の近くの古い市場が火事で焼け落ちました。警察によると、この火事でけがを"
        "した人はいませんでした。市長は一年以内に市場を建て直したいと話しています。"
    ),
    "th": (
        "ไฟไหม้ตลาดเก่าใกล้ท่าเรือเมื่อเช้าวันจันทร์\nตำรวจกล่าวว่าไม่มีผู้ได้รับบาดเจ็บจากเหตุไฟไหม้ครั้งนี้\n"
        "นายกเทศมนตรีต้องการสร้างตลาดขึ้นใหม่ภายในหนึ่งปี"
    ),
    "lo": (
        "ໄຟໄໝ້ຕະຫຼາດເກົ່າໃກ້ທ່າເຮືອໃນຕອນເຊົ້າວັນຈັນ\nຕຳຫຼວດກ່າວວ່າບໍ່ມີໃຜໄດ້ຮັບບາດເຈັບຈາກໄຟໄໝ້ຄັ້ງນີ້\n"
        "ເຈົ້າເມືອງຕ້ອງການສ້າງຕະຫຼາດຄືນໃໝ່ພາຍໃນໜຶ່ງປີ"
    ),
    "km": (
        "ភ្លើងបានឆេះផ្សារចាស់នៅជិតកំពង់ផែនៅព្រឹកថ្ងៃច័ន្ទ។ ប៉ូលិសបាននិយាយថាគ្មាននរណារងរបួសក្នុងអគ្គិភ័យនេះទេ។"
        " អភិបាលក្រុងចង់សាងសង់ផ្សារឡើងវិញក្នុងរយៈពេលមួយឆ្នាំ។"
    ),
    "my": (
        "တနင်္လာနေ့ မနက်က ဆိပ်ကမ်းအနီးရှိ ဈေးဟောင်း မီးလောင်ခဲ့သည်။ မီးလောင်မှုကြောင့် ဒဏ်ရာရသူ မရှိဟု ရဲက ပြောသည်။"
        " မြို့တော်ဝန်က တစ်နှစ်အတွင်း ဈေးကို ပြန်ဆောက်လိုသည်။"
    ),
}
BY_CHARACTERS = ("zh", "ja", "th", "lo", "km", "my")


def words_by_hand(text, language):
    return len(re.sub(r"\s", "", text)) if language in BY_CHARACTERS else len(text.split())


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.lists(st.sampled_from([*REPORTED]), min_size=2, max_size=5),
    st.one_of(st.integers(1, 150), st.floats(0.05, 1)),
    st.sampled_from(OUR_METHODS),
    st.booleans(),
)
def test_each_sentence_of_several_languages_costs_what_it_costs_in_its_own(
    languages, amount, method, keep_all
):
    documents = [Document(f"{n}-{one}", REPORTED[one]) for n, one in enumerate(languages)]
    limit = {"words" if isinstance(amount, int) else "ratio": amount}
    summary = summarized(documents, method=method, keep_all=keep_all, **limit)
    if summary is not None:
        costs = [
            words_by_hand(one.text, one.citation.document.split("-")[1])
            for one in summary.sentences
        ]
        assert sum(costs) == summary.budget.used <= summary.budget.limit


@pytest.mark.parametrize("keep_all", [True, False])
@pytest.mark.parametrize("names", [("ditie", "ferry"), ("ferry", "ditie")])
def test_chinese_among_english_is_counted_as_it_is_alone(names, keep_all):
    documents = [document for name in names for document in subject(name)]
    chinese = {document.id for document in subject("ditie")}
    for words in (60, 400):
        summary = summarize(documents, words=words, keep_all=keep_all)
        assert summary.settings["language"] == "mul"
        costs = [
            words_by_hand(one.text, "zh" if one.citation.document in chinese else "en")
            for one in summary.sentences
        ]
        assert sum(costs) == summary.budget.used <= words
        verification = verify(json.loads(summary.to_json()), documents, recompute=True)
        assert (verification.verified, verification.differences) == (True, ())
    both = {one.citation.document in chinese for one in summary.sentences}
    assert both == ({True, False} if keep_all else both)


def test_english_among_chinese_is_counted_by_its_words():
    documents = [*subject("ditie"), Document("en", REPORTED["en"])]
    summary = summarize(documents, words=9999, keep_all=True)
    found = ["zh" if one.citation.document != "en" else "en" for one in summary.sentences]
    assert {*found} == {"en", "zh"}
    costs = map(words_by_hand, quoted(summary), found)
    assert sum(costs) == summary.budget.used


@pytest.mark.parametrize("code", BY_CHARACTERS)
def test_sentences_of_another_script_in_an_english_document_are_no_single_words(code):
    text = f"{REPORTED['en']} {REPORTED['en'].replace('market', 'theatre')}\n{REPORTED[code]}"
    summary = summarize([text], words=200, language="en", keep_noise=True)
    costs = [
        len(one.text.split()) if one.text.isascii() else words_by_hand(one.text, code)
        for one in summary.sentences
    ]
    assert sum(costs) == summary.budget.used <= 200


def hashed(seed):
    """A tokenizer without any rule: a text has up to a token for each character."""
    return lambda text: [0] * (crc32(f"{seed} {text}".encode()) % (len(text) + 1))


def growing(power):
    """A tokenizer by which a whole has many more tokens than its parts together."""
    return lambda text: [0] * int((len(text) / 10) ** power)


def merging(text):
    """A tokenizer that merges across sentences: the parts have more tokens than the whole."""
    return re.findall(r"\w+\W+\w+|\W|\w+", text)


TOKENIZERS = st.one_of(
    st.integers(0, 10**6).map(hashed),
    st.floats(0.1, 3).map(growing),
    st.sampled_from([merging, str.split, list, lambda text: [], lambda text: [0] * 7]),
)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(CLUSTERS, st.integers(1, 200), TOKENIZERS, st.sampled_from(OUR_METHODS), st.booleans())
def test_no_tokenizer_makes_a_summary_exceed_its_tokens(texts, limit, tokenize, method, noise):
    summary = summarized(texts, tokens=limit, tokenizer=tokenize, method=method, keep_noise=noise)
    if summary is not None:
        assert summary.sentences
        assert_exact(summary, [Document(str(n), text) for n, text in enumerate(texts, start=1)])
        assert summary.budget == BudgetReport("tokens", limit, len(tokenize(summary.text)))
        assert summary.budget.used <= limit


@FEW
@given(CLUSTERS, st.integers(1, 100), TOKENIZERS)
def test_a_sentence_that_has_no_more_tokens_than_the_limit_is_a_summary(texts, limit, tokenize):
    summary = summarized(texts, tokens=limit, tokenizer=tokenize)
    whole = summarized(texts, ratio=1.0)
    if summary is None and whole is not None:
        assert min(len(tokenize(text)) for text in quoted(whole)) > limit


def test_a_tokenizer_that_counts_more_for_the_whole_gets_a_shorter_summary():
    # 48, 59 and 40 characters have 23, 34 and 16 tokens, but all 149 have 222.
    tokenize, captain = growing(2), "The captain was not warned of the storm."
    summary = summarize([f"{FERRY} {SEARCH}", captain], tokens=200, tokenizer=tokenize)
    assert (summary.text, summary.budget.used) == (f"{FERRY} {captain}", 79)
    summary = summarize([f"{FERRY} {SEARCH}", captain], tokens=222, tokenizer=tokenize)
    assert (summary.text, summary.budget.used) == (f"{FERRY} {SEARCH} {captain}", 222)


def test_the_number_of_texts_that_are_tokenized_grows_with_the_sentences():
    tokenized = []

    def tokenize(text):
        tokenized.append(text)
        return text.split()

    numbered = [f"{FERRY[:-1]} when {n} people were aboard." for n in range(400)]
    summary = summarize([" ".join(numbered[:200]), " ".join(numbered[200:])],
                        tokens=300, tokenizer=tokenize)  # fmt: skip
    assert 0 < summary.budget.used <= 300
    assert len(tokenized) == len({*tokenized}) <= 2 * len(numbered) + 2


@FEW
@given(CLUSTERS.flatmap(lambda texts: st.tuples(st.just(texts), st.sampled_from(texts))))
def test_a_copy_of_a_source_changes_no_sentence(drawn):
    texts, copied = drawn
    before = summarized(texts, words=30, keep_noise=True)
    after = summarized([*texts, copied.replace(" ", "  ")], words=30, keep_noise=True)
    if before is not None and after is not None and before.settings == after.settings:
        assert [s.citation for s in after.sentences] == [s.citation for s in before.sentences]


@FEW
@given(CLUSTERS)
def test_the_summary_of_a_list_does_not_depend_on_how_the_list_is_given(texts):
    documents = [Document(str(n), text) for n, text in enumerate(texts, start=1)]
    assert summarized(texts, words=30) == summarized(iter(documents), words=30)


# Nothing vanishes

HEADED = ["Storm over Tindalo\n\n", "Ferry sinks\n\n", "* * *\n\n", "…"]
WORDS = "it was not the of in ferry storm captain port 12 13 more Tindalo"
MADE_UP = st.lists(
    st.sampled_from(WORDS.split()),
    min_size=1,
    max_size=9,
).map(lambda words: " ".join(words).capitalize() + ".")
REPORTS = st.lists(
    st.lists(st.sampled_from([*TOLD, *HEADED]) | MADE_UP, min_size=1, max_size=12).map(" ".join),
    min_size=1,
    max_size=5,
)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(REPORTS, st.sampled_from(OUR_METHODS), st.booleans())
def test_with_room_for_all_each_sentence_is_quoted_listed_or_counted(texts, method, keep_noise):
    summary = summarized(texts, method=method, keep_noise=keep_noise, ratio=1.0)
    if summary is not None:
        documents = [
            Document(str(n), text) for n, text in enumerate(texts, start=1) if text.strip()
        ]
        assert_nothing_vanishes(summary, documents, keep_noise=keep_noise)


@pytest.mark.parametrize("method", OUR_METHODS)
@pytest.mark.parametrize("name", SEED_NAMES)
def test_no_sentence_of_the_seeds_vanishes(name, method):
    summary = summary_of(name, method=method, ratio=1.0)
    assert_nothing_vanishes(summary, subject(name))


def test_what_may_not_be_quoted_is_counted_by_reason():
    text = f"Ferry sinks\n\n{FERRY}\n\n_____\n\n{SEARCH} Why?"
    [source] = summarize([text], words=10, keep_noise=True).documents
    assert source.not_quotable == {"fragment": 2, "no word": 1}
    [source] = summarize([text], words=9, keep_noise=True).documents
    assert source.not_quotable == {"fragment": 2, "no word": 1, "too long": 1}
    [source] = summarize([f"{FERRY} {SEARCH}"]).documents
    assert source.not_quotable == {}


def test_a_half_quotation_is_counted_as_one_and_quoted_if_nothing_else_is_left():
    half = "The ferry captain said: “The ferry sank fast."
    [source] = summarize([f"{half} {FERRY} {SEARCH}"], words=12).documents
    assert source.not_quotable == {"half quotation": 1}
    assert [one.text for one in summarize([half]).sentences] == [half]


def test_a_quote_is_the_stretch_that_says_something_and_the_rest_is_dropped():
    text = f"TINDALO (IBP) - {FERRY}"
    summary = summarize([text])
    [quote], [source] = summary.sentences, summary.documents
    assert (quote.text, quote.citation.start, quote.trimmed) == (FERRY, 16, True)
    assert source.dropped == ((0, 16),)
    [whole] = summarize([text], keep_noise=True).sentences
    assert (whole.text, whole.trimmed) == (text, False)


# The seeds

BUDGETS_OF_SEEDS = [{"words": 100}, {"words": 250}, {"characters": 700}, {"bytes": 900},
                    {"ratio": 0.1}]  # fmt: skip


@pytest.mark.parametrize("name", SEED_NAMES)
@pytest.mark.parametrize(
    ("method", "budget"),
    [("lead", {"words": 100}), *(("coverage", budget) for budget in BUDGETS_OF_SEEDS)],
    ids=str,
)
def test_summaries_of_the_seeds_are_exact_well_filled_and_say_nothing_twice(name, method, budget):
    summary = summary_of(name, method=method, **budget)
    assert_exact(summary, subject(name))
    assert_no_fact_twice(summary)
    used = cost(summary, subject(name))
    assert used == summary.budget.used
    assert 0.9 * summary.budget.limit <= used <= summary.budget.limit
    assert summary.warnings == ()


@pytest.mark.parametrize("name", SEED_NAMES)
def test_the_number_of_sentences_is_met(name):
    assert len(summary_of(name, sentences=4).sentences) == 4


@pytest.mark.parametrize("name", SEED_NAMES)
@pytest.mark.parametrize("method", METHODS)
def test_every_method_summarizes_every_subject(name, method):
    documents = subject(name)
    if method.startswith("sumy-"):  # some take a minute for all of them
        documents = [replace(document, text=document.text[:800]) for document in documents[:2]]
    summary = summarize(documents, words=60, method=method)
    assert_exact(summary, documents)
    assert_no_fact_twice(summary)
    assert 0 < summary.budget.used <= 60
    assert summary.settings["method"] == method


@pytest.mark.parametrize("name", SEED_NAMES)
@pytest.mark.parametrize("changed", [str, lambda text: text.replace("\n", "\r\n") + "\n \n"],
                         ids=["copy", "white space"])  # fmt: skip
def test_a_copied_source_of_the_seeds_is_support_and_no_vote(name, changed):
    documents, before = subject(name), summary_of(name, words=120)
    source = next(one for one in documents if one.id == before.sentences[0].citation.document)
    copy = Document("copy", changed(source.text.replace("\r\n", "\n")))
    after = summarize([*documents, copy], words=120)
    assert [(s.text, s.citation, s.score) for s in after.sentences] == [
        (s.text, s.citation, s.score) for s in before.sentences
    ]
    assert_exact(after, [*documents, copy])
    quoted_copy = 0
    for old, new in zip(before.sentences, after.sentences, strict=True):
        added = [one for one in new.support if one.citation.document == "copy"]
        assert [one for one in new.support if one not in added] == [*old.support]
        from_source = old.citation.document == source.id
        quoted_copy += from_source
        assert len(added) == from_source + sum(
            one.citation.document == source.id for one in old.support
        )
    assert len(after.documents) == len(documents) + 1
    assert quoted_copy


def test_the_summary_of_the_ferry_names_its_contradictions_and_what_later_reports_correct():
    def found(differing):
        abouts = {one.about for sentence in summary.sentences for one in differing(sentence)}
        return {" / ".join(sorted(about.split(" / "))) for about in abouts}  # whoever is quoted

    undated = [replace(document, date="unknown") for document in subject("ferry")]
    summary = summarize(undated, words=120)
    assert found(lambda sentence: sentence.conflicts) >= {"127 / 130", "not / –", "214 / 241"}
    summary = summary_of("ferry", words=120)
    assert found(lambda sentence: sentence.updates) >= {"127 / 130"}
    assert found(lambda sentence: sentence.conflicts) >= {"not / –", "129 / 130"}


# The same bytes

_PRINT_JSON = """
import sys, multisumm
documents = multisumm.read_documents([sys.argv[1]])
for method in ("coverage", "textrank", "lexrank", "centroid"):
    summary = multisumm.summarize(documents, words=100, method=method)
    sys.stdout.buffer.write(summary.to_json().encode())
"""


def test_the_same_bytes_come_whatever_the_hash_seed_and_the_number_of_threads():
    outputs = []
    for seed, threads in (("0", "1"), ("1", "2"), ("4711", "1")):
        settings_of_process = {
            "PYTHONHASHSEED": seed,
            "OMP_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
        }
        outputs.append(
            subprocess.run(
                [sys.executable, "-c", _PRINT_JSON, str(SEEDS / "ferry" / "sources")],
                env={**os.environ, **settings_of_process},
                capture_output=True,
                check=True,
            ).stdout
        )
    assert len(outputs[0]) > 1000
    assert outputs[1:] == outputs[:1] * 2


def test_the_settings_are_enough_to_get_the_same_summary_again():
    first = summary_of("bruecke", words=100, order="rank")
    again = {name: value for name, value in first.settings.items() if name != "version"}
    assert summarize(subject("bruecke"), words=first.budget.limit, **again) == first
    assert again["language"] == "de"


# Orders


def reports(*dates):
    texts = [
        f"{FERRY} {SEARCH}",
        "The owner of the ship was arrested at an airport. A judge will lead the inquiry.",
    ]
    return [
        Document(str(number), text, date=date)
        for number, (text, date) in enumerate(zip(texts, dates, strict=True))
    ]


def test_a_day_that_counts_from_its_own_is_quoted_only_where_all_write_on_one_day():
    texts = [
        "The bridge at Tindalo was closed today after engineers found cracks in its pillars.",
        "The bridge at Tindalo was closed on Monday after engineers found cracks.",
    ]

    def quoted(*dates):
        documents = [
            Document(str(i), text, date=date)
            for i, (text, date) in enumerate(zip(texts, dates, strict=True))
        ]
        return summarize(documents, sentences=1).sentences[0].text

    assert quoted("2025-05-05", "2025-05-05") == texts[0]
    assert quoted("2025-05-05", "2025-05-06") == texts[1]


@pytest.mark.parametrize(
    ("order", "dates", "expected"),
    [
        ("chronological", ("2019-10-08", "2019-10-07"), "1100"),
        ("chronological", ("2019-10-07", "2019-10-08"), "0011"),
        ("chronological", (None, "2019-10-08"), "1100"),
        ("chronological", (None, None), "0011"),
        ("reading", ("2019-10-08", "2019-10-07"), "1100"),
        ("reading", (None, "2019-10-07"), "0011"),
        ("reading", (None, None), "0011"),
    ],
)
def test_dates_decide_the_order_where_they_are_known(order, dates, expected):
    summary = summarize(reports(*dates), order=order)
    assert "".join(sentence.citation.document for sentence in summary.sentences) == expected
    starts = {}
    for sentence in summary.sentences:
        starts.setdefault(sentence.citation.document, []).append(sentence.citation.start)
    assert all(places == sorted(places) for places in starts.values())


@pytest.mark.parametrize("name", SEED_NAMES)
def test_orders_only_order(name):
    summaries = [summary_of(name, order=o) for o in ("reading", "rank", "chronological")]
    assert len({frozenset(s.citation for s in summary.sentences) for summary in summaries}) == 1
    scores = [sentence.score for sentence in summaries[1].sentences]
    assert scores == sorted(scores, reverse=True)


# Languages


@pytest.mark.parametrize(
    ("name", "language"),
    [("bruecke", "de"), ("ditie", "zh"), ("ferry", "en"), ("thread", "en"), ("water", "en")],
)
def test_the_language_is_recognised(name, language):
    assert summary_of(name).settings["language"] == language


def test_a_given_language_is_used():
    assert summarize([FERRY], language="pt_BR").settings["language"] == "pt"
    assert summarize(["船长收到警告。"], language="zh", words=7).budget.used == 7


@pytest.mark.parametrize("options", [{}, {"language": "und"}], ids=str)
def test_a_language_that_is_not_recognised_is_a_warning(options):
    summary = summarize(["Xyzzy plugh frotz ozmoo gnusto."], **options)
    assert summary.text == "Xyzzy plugh frotz ozmoo gnusto."
    assert summary.settings["language"] == "und"
    assert [warning for warning in summary.warnings if "language" in warning]


# Marks of other languages

QUESTIONS = {
    "el": (
        "Το πλοίο βυθίστηκε κοντά στο νησί την Κυριακή το πρωί.",
        "Γιατί δεν προειδοποιήθηκε ο καπετάνιος για την καταιγίδα;",
        "Οι δύτες βρήκαν το ναυάγιο κοντά στον φάρο του νησιού.",
    ),
    "am": (
        "መርከቡ እሁድ ጠዋት ከደሴቲቱ አጠገብ በባሕር ውስጥ ሰጠመ።",
        "ካፒቴኑ ስለ አውሎ ነፋሱ ለምን ማስጠንቀቂያ አልደረሰውም፧",
        "ጠላቂዎች የመርከቡን ፍርስራሽ ከደሴቲቱ መብራት አጠገብ አገኙ።",
    ),
    "hy": (
        "Նավը խորտակվեց կղզու մոտ կիրակի առավոտյան ժամը յոթին։",
        "Ինչո՞ւ նավապետը չէր զգուշացվել մոտեցող ուժեղ փոթորկի մասին:",
        "Սուզորդները գտան նավի բեկորները կղզու փարոսի մոտ երկուշաբթի։",
    ),
    "en": (
        "The ferry sank off the island on Sunday morning.",
        "Why was the captain not warned of the storm‽",
        "Divers found the wreck near the lighthouse on Monday.",
    ),
}


@pytest.mark.parametrize("language", QUESTIONS)
@pytest.mark.parametrize("given", ["auto", None])
def test_questions_are_quoted_in_every_language(language, given):
    report = " ".join(QUESTIONS[language])
    summary = summarize([report], sentences=3, language=given or language)
    assert summary.settings["language"] == language
    assert quoted(summary) == [*QUESTIONS[language]]
    assert summary.documents[0].dropped == ()
    statement, question, _ = (sentence.score for sentence in summary.sentences)
    assert 0 < question < statement


# Splitters


def test_the_splitter_can_be_chosen_and_is_among_the_settings():
    report = f"Mr. Brown was on the ferry. {FERRY} {SEARCH}"
    by_rules, by_punkt = summarize([report]), summarize([report], splitter="punkt")
    assert [source.sentences for source in by_rules.documents] == [3]
    assert [source.sentences for source in by_punkt.documents] == [4]  # "Mr."
    assert "splitter" not in by_rules.settings
    assert by_rules == summarize([report], splitter="rules")
    again = {name: value for name, value in by_punkt.settings.items() if name != "version"}
    assert again["splitter"] == "punkt"
    assert summarize([report], **again) == by_punkt


@pytest.mark.parametrize("name", SEED_NAMES)
def test_quotes_are_exact_with_punkt(name):
    summary = summary_of(name, words=100, splitter="punkt")
    assert_exact(summary, subject(name))
    assert summary.sentences
    assert summary.budget.used <= 100


# Noise

MENU = "Home News World Europe Sport Culture Weather Video Radio Login Share".replace(" ", "\n\n")


def test_noise_is_dropped_and_reported_unless_it_is_to_be_kept():
    page = subject("summit")[0]
    clean, whole = summarize([page]), summarize([page], keep_noise=True)
    [begin, end] = clean.documents[0].dropped[0]
    assert begin < end < page.text.index("The prime ministers of Portugal")
    assert whole.documents[0].dropped == ()
    assert whole.settings["keep_noise"] is True
    assert whole.documents[0].sentences > clean.documents[0].sentences > 5


def test_dropped_noise_is_never_quoted():
    summary = summary_of("summit")
    dropped = {source.id: source.dropped for source in summary.documents}
    assert any(dropped.values())
    for sentence in summary.sentences:
        for one in (sentence, *listed(sentence)):
            place = one.citation
            assert all(place.end <= s or e <= place.start for s, e in dropped[place.document])


def test_a_source_of_noise_alone_is_a_warning():
    summary = summarize([FERRY, MENU])
    assert summary.text == FERRY
    assert summary.warnings == ("2: only noise was found in it; nothing of it is used",)
    assert [source.sentences for source in summary.documents] == [1, 0]


# Input that cannot be summarised, or only in part


def test_sentences_without_words_are_not_quoted_even_where_there_is_room():
    summary = summarize(["_____\n\n***\n\n" + FERRY], words=500, keep_noise=True)
    assert not any(set(sentence.text) <= set("_*") for sentence in summary.sentences)


@pytest.mark.parametrize(
    ("documents", "options", "error", "message"),
    [
        ([], {}, NothingToSummarize, "no documents"),
        ([""], {}, NothingToSummarize, "no text in 1 document"),
        (["", " \n\t\u3000"], {}, NothingToSummarize, "no text in 2 documents"),
        ([f"{'word ' * 300}end."], {"words": 100}, NothingToSummarize, "the shortest needs 301"),
        (["* * *\n\n—.\n\nFour words say it."], {"words": 3}, NothingToSummarize, "needs 4"),
        ([MENU], {"words": 0}, OptionError, "at least 1, not 0"),
        ([FERRY], {"words": True}, OptionError, "whole number of at least 1, not True"),
        ([FERRY], {"sentences": 0}, OptionError, "at least 1, not 0"),
        ([FERRY], {"words": -5}, OptionError, "at least 1, not -5"),
        ([FERRY], {"bytes": 1.5}, OptionError, "whole number"),
        ([FERRY], {"ratio": 0}, OptionError, "above 0"),
        ([FERRY], {"ratio": 1.1}, OptionError, "at most 1"),
        ([FERRY], {"ratio": float("nan")}, OptionError, "not nan"),
        ([FERRY], {"words": 10, "ratio": 0.5}, OptionError, "one limit, not 2"),
        ([FERRY], {"method": "magic"}, OptionError, "unknown method 'magic'; choose from coverage"),
        ([FERRY], {"order": "random"}, OptionError, "unknown order 'random'"),
        (
            [FERRY],
            {"splitter": "spacy"},
            OptionError,
            "unknown splitter 'spacy'; choose from rules, punkt",
        ),
        ([FERRY], {"language": "xx"}, OptionError, "unknown language 'xx'"),
        ([FERRY], {"language": ""}, OptionError, "unknown language ''"),
        ([Document("a", FERRY), Document("a", SEARCH)], {}, InputError, "the id 'a'"),
        (FERRY, {}, InputError, "a list of documents"),
        (["... !!! ???", "😀"], {}, NothingToSummarize, "no word"),
        ([FERRY, None], {}, InputError, "document 2"),
        ([MENU], {}, NothingToSummarize, "only noise was found (option `keep_noise` keeps it)"),
    ],
)
def test_input_that_cannot_be_summarized_is_explained_in_one_line(
    documents, options, error, message
):
    with pytest.raises(error) as caught:
        summarize(documents, **options)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FERRY}\0", FERRY),
        (f"\0\0\0\n\n{FERRY}", FERRY),
        (FERRY.replace("ferry", "fer\ud800ry"), FERRY.replace("ferry", "fer\ufffdry")),
        (FERRY.replace(" ", "\u00a0"), FERRY.replace(" ", "\u00a0")),
        ("x", "x"),
    ],
)
def test_odd_text_is_summarized_too(text, expected):
    summary = summarize([text])
    assert expected in summary.text
    text = text.replace("\ud800", "\ufffd")
    assert_exact(summary, [Document("1", text)])
    assert ("\ufffd" in text) == any("surrogate" in warning for warning in summary.warnings)


def test_an_empty_document_beside_others_is_a_warning():
    summary = summarize(["", FERRY, " "])
    assert summary.text == FERRY
    assert summary.warnings == ("1: empty; skipped", "3: nothing but white space; skipped")
    assert [source.id for source in summary.documents] == ["2"]


@pytest.mark.parametrize("text", ["word" * 500_000, "no end " * 300_000], ids=["word", "words"])
def test_a_line_of_2_mb_without_an_end_is_one_sentence(text):
    with pytest.raises(NothingToSummarize, match="no sentence fits into 100 characters"):
        summarize([text], characters=100)


def test_a_line_of_2_mb_is_summarized():
    text = f"{'word ' * 300_000}end. {FERRY} M{'ore ' * 100_000}end."
    summary = summarize([text], words=50, language="en")
    assert summary.text == FERRY
    assert summary.sentences[0].citation.start == 1_500_005


def test_a_limit_beyond_64_bits_is_only_a_high_one():
    assert summarize([FERRY], words=10**30).text == FERRY


# The example of the issue

_NOISE = ("Read more", "Don't miss", "RFI English", "News flash", "Podcast", "Flash plugin",
          "cookies", "Pictured", "pictured", "AFP", "DEMARTHON", "Latest update", "Last update",
          "Click", "Related", "Sorry but", "Avalanche", "avalanche", "Slovenian", "Time 100",
          "...")  # fmt: skip


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="../shared/seeds is absent: only developers and CI have it"
)
def test_the_example_of_three_news_pages_is_summarized_as_it_should_be():
    documents = read_documents([SHARED])
    summary = summarize(documents, words=130)
    assert_exact(summary, documents)
    assert_no_fact_twice(summary)
    assert 117 <= len(summary.text.split()) <= 130
    assert [noise for noise in _NOISE if noise in summary.text] == []
    texts = {document.id: " ".join(document.text.split()) for document in documents}
    for sentence in summary.sentences:
        inside = {name for name, text in texts.items() if sentence.text.rstrip(".") in text}
        others = inside - {sentence.citation.document}
        assert others <= {one.citation.document for one in sentence.support}
    assert any(sentence.support for sentence in summary.sentences)


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="../shared/seeds is absent: only developers and CI have it"
)
@pytest.mark.parametrize("words", [60, 120, 250])
def test_each_of_the_three_news_pages_is_quoted_or_named_beside_a_quote(words):
    documents = read_documents([SHARED])
    summary = summarize(documents, words=words)
    told = [summary.headline, *(one.citation for one in summary.sentences)]
    told += [other.citation for one in summary.sentences for other in one.support]
    assert {one.document for one in told} == {one.id for one in documents}


def test_a_query_is_answered_without_a_say_for_each_source():
    answering = "The bridge over the Orla was closed on Monday because a pier had cracked."
    more = "Engineers found the crack in the pier of the bridge over the Orla on Sunday evening."
    other = "The bridge over the Orla carries the road to the school of the village of Hest."
    documents = [f"{answering} {more}", other]
    asked = summarize(documents, words=30, query="When was the crack in the pier found?")
    assert {one.citation.document for one in asked.sentences} == {"1"}


def test_a_summary_knows_its_renderings():
    summary = summary_of("ferry", words=120)
    assert json.loads(summary.to_json())["summary"] == summary.text
    headline = "130 killed in Estrella del Sur sinking; agency says ship had no cover"
    assert summary.to_text().startswith(f"{headline} [1 0-69]\n\n{quoted(summary)[0][:40]}")
    assert summary.to_markdown().startswith(
        f"# {headline}\n\n*Headline of 02-manila-daily.txt, characters 0–69*\n\n"
    )
    assert summary.to_markdown().count("[^1]") == 2


@pytest.mark.parametrize("stated", ["2019-10-08", "20191008", "Tue, 08 Oct 2019 10:00:00 GMT"])
def test_the_date_of_a_document_is_read_in_any_clear_form(stated):
    assert find_days([Document("a", "MANILA, May 5, 2011 - It sank.", date=stated)]).days == {
        0: "2019-10-08"
    }


def test_an_impossible_date_is_no_day():
    documents = [Document("a", "It sank.", date=date) for date in ("2019-13-45", "9999-01-01")]
    assert find_days(documents).days == {}
