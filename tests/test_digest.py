"""A digest of a pile: which subjects, in which order, and what is left out."""

import random
from dataclasses import replace

import pytest

import multisumm
from digest_data import CHESS, DAM, PILE, VOTE, check_quotes, seeds
from locations import FERRY, SEED_NAMES, SEEDS
from multisumm import Document
from multisumm.errors import (
    EmptyQuery,
    InputError,
    NothingDated,
    NothingNew,
    NothingToSummarize,
    OptionError,
)
from multisumm.options import DIGEST_OPTIONS
from multisumm.pipeline.digesting import digest_by, one_after_the_other

LANGUAGES = [
    "The council of Pell closed its old bridge because the steel is rusty and the cars are heavy.",
    "Der Stadtrat hat gestern die Sanierung des Freibads beschlossen und die Mittel freigegeben.",
    "Le conseil municipal a inauguré la nouvelle bibliothèque devant une foule de lecteurs ravis.",
    "El equipo local ganó la final con dos goles en los últimos minutos de un partido muy duro.",
    "Il museo ha aperto una mostra dedicata alle navi romane trovate nel lago durante gli scavi.",
    "O governo anunciou que a nova linha de metrô será aberta ao público no fim deste semestre.",
    "De gemeenteraad stemde voor een verbod op vuurwerk en de burgemeester prees de beslissing.",
    "Власти города объявили о закрытии завода из-за нехватки сырья и роста цен на электричество.",
    "Rada miejska uchwaliła nowy budżet i przeznaczyła więcej pieniędzy na szkoły oraz szpitale.",
    "市议会昨天决定修建一座新的图书馆，并且将在明年春天向全体市民开放。",
]


def ids(digest):
    return [[source.id for source in subject.summary.documents] for subject in digest.subjects]


def test_subjects_come_by_families_and_each_has_a_headline_and_a_summary():
    digest = multisumm.digest(PILE)
    assert ids(digest) == [["dam-1", "dam-2", "dam-3"], ["vote-1", "vote-2"]]
    assert [subject.families for subject in digest.subjects] == [3, 2]
    assert [subject.day for subject in digest.subjects] == ["2025-05-03", "2025-05-05"]
    assert "Arlo" in digest.subjects[0].headline.text
    assert "Brusk" in digest.subjects[1].headline.text
    assert digest.alone == (CHESS,)
    check_quotes(digest, PILE)


def test_a_function_that_makes_too_few_subjects_is_named():
    options = {name: option.default for name, option in DIGEST_OPTIONS.items() if name != "known"}

    def one_only(candidates, options):
        yield from one_after_the_other(candidates[:1], options, known=None)

    assert len(digest_by(one_only, PILE, {**options, "subjects": 1}).subjects) == 1
    with pytest.raises(RuntimeError, match="make_subjects ended before it told of vote-1"):
        digest_by(one_only, PILE, options)


def test_of_equal_families_the_newer_comes_first_then_the_larger():
    older = [replace(one, date="2025-05-01") for one in VOTE]
    digest = multisumm.digest([*DAM[:2], *older])
    assert ids(digest) == [["dam-1", "dam-2"], ["vote-1", "vote-2"]]
    newer = [replace(one, date="2025-05-09") for one in VOTE]
    assert ids(multisumm.digest([*DAM[:2], *newer]))[0] == ["vote-1", "vote-2"]
    copy = replace(DAM[1], id="dam-9")
    digest = multisumm.digest([*DAM[:2], copy, *(replace(one, date="2025-05-02") for one in VOTE)])
    assert [subject.families for subject in digest.subjects] == [2, 2]
    assert ids(digest)[0] == ["dam-1", "dam-2", "dam-9"]


def test_a_date_in_the_future_makes_nothing_the_newest():
    late = replace(DAM[0], id="late", date="2098-01-01")
    for pile in ([late, *PILE], [*PILE, late]):
        digest = multisumm.digest(pile)
        assert [one.day for one in digest.subjects] == ["2025-05-03", "2025-05-05"]
        (warning,) = (one for one in digest.warnings if "after the others" in one)
        assert warning == "late: the date '2098-01-01' is 72 years after the others; passed over"


def test_the_number_of_subjects_is_limited_and_the_rest_is_counted():
    digest = multisumm.digest(PILE, subjects=1)
    assert len(digest.subjects) == 1
    assert digest.further == 1
    assert digest.alone == (CHESS,)


def test_min_sources_decides_what_is_alone():
    assert len(multisumm.digest(PILE, min_sources=1).subjects) == 3
    digest = multisumm.digest(PILE, min_sources=3)
    assert len(digest.subjects) == 1
    assert {one.id for one in digest.alone} == {"vote-1", "vote-2", "chess"}


def test_each_summary_keeps_its_limit():
    for words in (12, 60):
        for subject in multisumm.digest(PILE, words=words).subjects:
            assert len(subject.summary.text.split()) <= words


def test_what_sources_dispute_is_kept_and_searched_for_once():
    (subject,) = multisumm.digest(multisumm.read_documents([FERRY])).subjects
    assert subject.summary.disagreements is subject.summary.disagreements
    values = {cell.about for one in subject.summary.disagreements for cell in one.cells}
    assert "214 / 241" in values


# What is known, and what is asked


def test_subjects_of_which_nothing_is_new_are_left_out_and_counted():
    digest = multisumm.digest(PILE, known=[*VOTE])
    assert ids(digest) == [["dam-1", "dam-2", "dam-3"]]
    assert digest.nothing_new == 1


def test_a_digest_of_yesterday_can_be_known_as_value_and_as_json():
    yesterday = multisumm.digest([*DAM[:2], *VOTE], words=200)
    for known in (yesterday, yesterday.to_json()):
        digest = multisumm.digest(PILE, known=known)
        assert ids(digest) == [["dam-1", "dam-2", "dam-3"]]
        assert digest.nothing_new == 1
        quoted = {one.citation.document for one in digest.subjects[0].summary.sentences}
        assert quoted == {"dam-3"}


def test_a_query_keeps_the_subjects_that_meet_it():
    digest = multisumm.digest(PILE, query="Who won the election?")
    assert ids(digest) == [["vote-1", "vote-2"]]
    assert digest.off_query == 1
    assert digest.subjects[0].summary.query.text == "Who won the election?"


def test_if_all_is_known_or_nothing_is_asked_for_one_line_says_so():
    with pytest.raises(NothingNew, match=r"^nothing new: all that the subjects say is known"):
        multisumm.digest(PILE, known=PILE)
    with pytest.raises(NothingToSummarize, match="no subject is relevant to the query") as error:
        multisumm.digest(PILE, query="volcano")
    assert error.value.exit_status == 3
    with pytest.raises(EmptyQuery):
        multisumm.digest(PILE, query="Who was it?")


# Timelines


def test_each_subject_can_be_a_timeline():
    digest = multisumm.digest(PILE, timeline=True)
    assert ids(digest) == [["dam-1", "dam-2", "dam-3"], ["vote-1", "vote-2"]]
    for subject in digest.subjects:
        timeline = subject.summary.timeline
        assert tuple(entry.sentence for entry in timeline) == subject.summary.sentences
        dates = [entry.date for entry in timeline]
        assert dates == sorted(dates)
    assert digest.subjects[0].summary.timeline[0].date == "2025-04-28"  # the Monday before
    assert digest.settings["timeline"] is True
    assert "timeline" not in multisumm.digest(PILE).settings
    check_quotes(digest, PILE)


def test_a_subject_without_a_date_is_left_out_of_timelines_and_named():
    undated = [
        Document(one.id, one.text.replace("on Sunday ", "").replace("on Monday", ""))
        for one in VOTE
    ]
    digest = multisumm.digest([*DAM, *undated], timeline=True)
    assert ids(digest) == [["dam-1", "dam-2", "dam-3"]]
    (warning,) = digest.warnings
    assert warning.startswith("vote-1: nothing to summarize: no sentence that can be quoted has a")
    asked = multisumm.digest([*DAM, *undated], timeline=True, query="Brusk or the Arlo dam")
    assert (asked.off_query, len(asked.warnings)) == (0, 1)
    with pytest.raises(NothingDated) as error:
        multisumm.digest(undated, timeline=True)
    assert error.value.exit_status == 3


def test_a_timeline_has_no_other_order():
    with pytest.raises(OptionError, match="order rank: a timeline is in order of time"):
        multisumm.digest(PILE, timeline=True, order="rank")


# Piles without subjects


@pytest.mark.parametrize(
    "documents",
    [
        [replace(DAM[0], id=str(number)) for number in range(4)],
        [DAM[0], VOTE[0], CHESS],
        [CHESS],
        [CHESS.text, "", " "],
        LANGUAGES,
    ],
    ids=["all alike", "all different", "one", "empty ones", "ten languages"],
)
def test_without_a_subject_of_two_sources_one_line_says_so(documents):
    with pytest.raises(NothingToSummarize) as error:
        multisumm.digest(documents)
    assert str(error.value) == (
        "nothing to summarize: no subject with 2 independent sources (option `min_sources` 1"
        " shows every document)"
    )
    assert type(error.value) is NothingToSummarize


def test_with_one_source_each_every_language_has_its_subject():
    digest = multisumm.digest(LANGUAGES, min_sources=1)
    assert len(digest.subjects) == 10
    documents = [Document(str(n), text) for n, text in enumerate(LANGUAGES, start=1)]
    check_quotes(digest, documents)


def test_what_cannot_be_quoted_is_named_in_a_warning():
    digest = multisumm.digest([*PILE, Document("x", "1 2 3"), Document("y", "4 5 6")])
    assert len(digest.subjects) == 2
    digest = multisumm.digest([*DAM, Document("x", "...")], min_sources=1)
    assert any(line.startswith("x: nothing to summarize") for line in digest.warnings)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"subjects": 0}, OptionError),
        ({"min_sources": 0}, OptionError),
        ({"words": 0}, OptionError),
        ({"method": "none"}, OptionError),
        ({"known": {"schema": "x"}}, InputError),
    ],
)
def test_impossible_values_are_one_clear_line(options, error):
    with pytest.raises(error) as caught:
        multisumm.digest(PILE, **options)
    assert "\n" not in str(caught.value)


def test_no_documents_and_two_of_one_id_are_errors():
    with pytest.raises(NothingToSummarize):
        multisumm.digest([])
    with pytest.raises(InputError, match="two documents have the id"):
        multisumm.digest([CHESS, CHESS])


# The seeds in one pile


def test_the_seeds_in_one_pile_are_found_again():
    documents = seeds()
    digest = multisumm.digest(documents)
    seed_of = {
        document.text: name.partition("/")[0]
        for name in SEED_NAMES
        for document in multisumm.read_documents([SEEDS / name / "sources"])
    }
    texts = {document.id: document.text for document in documents}
    for subject in digest.subjects:
        names = {seed_of[texts[source.id]] for source in subject.summary.documents}
        assert len(names) == 1
    assert len(digest.subjects) == len({*seed_of.values()})
    assert digest.alone == ()
    check_quotes(digest, documents)
    assert max(subject.families for subject in digest.subjects) == digest.subjects[0].families


def test_the_order_of_the_documents_changes_nothing():
    documents = [*seeds()]  # without the warnings of reading
    first = multisumm.digest(documents)
    random.Random(7).shuffle(documents)
    again = multisumm.digest(documents)
    for form in ("to_text", "to_markdown", "to_json", "to_html", "to_eml"):
        assert getattr(first, form)() == getattr(again, form)(), form


def test_a_date_that_is_doubted_in_the_pile_counts_nowhere_in_a_subject():
    late = replace(DAM[2], date="2098-01-01")
    digest = multisumm.digest([*DAM[:2], late, *VOTE, CHESS])
    (dam, _) = digest.subjects
    assert dam.day == "2025-05-02"
    first = dam.summary.sentences[0]
    assert ("Four" in first.text, first.updates) == (True, ())
    assert [other.text[:3] for other in first.conflicts] == ["Six"]
    assert [line for line in digest.warnings if "72 years" in line] == [
        "dam-3: the date '2098-01-01' is 72 years after the others; passed over"
    ]


def test_a_subject_is_called_as_its_summary_is():
    digest = multisumm.digest(PILE)
    for subject in digest.subjects:
        ids = {source.id for source in subject.summary.documents}
        alone = multisumm.summarize([one for one in PILE if one.id in ids], words=60)
        assert subject.headline == subject.summary.headline == alone.headline
