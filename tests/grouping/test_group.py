"""`group`: which documents are of one subject, and why."""

import json
import random
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import multisumm
from multisumm import Cluster, Document, InputError, NothingToSummarize, OptionError, group
from multisumm.reading import parse_cluster

FERRY = (
    "The ferry Princess Maria sank off Tindalo on Monday, the coast guard said. Divers found"
    " 23 of the 61 passengers alive in the cold water near the reef.",
    "A ferry with 61 passengers sank near the reef of Tindalo. The coast guard saved 23 people"
    " from the Princess Maria, and divers are still looking for others.",
    "Captain Orlan of the Princess Maria was arrested in Tindalo after his ferry hit the reef and"
    " sank with 61 passengers. The coast guard blames his speed.",
)
ELECTION = (
    "Voters in Garvia elected Helena Brusk as president on Sunday. She won 54 percent against"
    " the incumbent, Viktor Amsel, the electoral commission announced.",
    "Helena Brusk becomes president of Garvia. The electoral commission gave her 54 percent of"
    " the votes; Viktor Amsel, the incumbent, conceded defeat.",
)
ALONE = (
    "Astronomers discovered a comet with two tails. The telescope in the desert photographed it"
    " for a month before its orbit around the sun was computed.",
    "The orchestra of Lindau plays a symphony by a forgotten composer. A librarian found the"
    " score in the attic of a monastery, between old cookbooks.",
)
PILE = [
    *(Document(f"ferry{i}", text) for i, text in enumerate(FERRY)),
    *(Document(f"vote{i}", text) for i, text in enumerate(ELECTION)),
    *(Document(f"alone{i}", text) for i, text in enumerate(ALONE)),
]
WORDS = ["anchor", "basin", "cargo", "delta", "engine", "ferry", "gale", "harbor", "island"]


def ids(grouping):
    return [[document.id for document in one.documents] for one in grouping]


def test_news_of_one_event_are_one_group_and_others_stay_alone():
    assert ids(group(PILE)) == [
        ["ferry0", "ferry1", "ferry2"],
        ["vote0", "vote1"],
        ["alone0"],
        ["alone1"],
    ]


def test_each_document_says_which_are_nearest_and_by_which_words():
    first = group(PILE)[0]
    for document, neighbours in zip(first.documents, first.neighbours, strict=True):
        nearest = neighbours[0]
        assert nearest.document.startswith("ferry")
        assert nearest.document != document.id
        assert 0 < nearest.likeness <= 1
        assert 0.5 < nearest.probability <= 1
        assert 1 <= len(nearest.words) <= 5
        text = " ".join(FERRY).casefold()
        assert all(word in text for word in nearest.words)


def likely(texts):
    """Return the nearest documents of each text, and how probable one event is, to 5 places."""
    grouping = group([Document(str(i), text) for i, text in enumerate(texts)])
    return {
        document.id: [(other.document, round(other.probability, 5)) for other in neighbours]
        for one in grouping
        for document, neighbours in zip(one.documents, one.neighbours, strict=True)
    }


@pytest.mark.parametrize("words", [30, 200])
def test_lines_of_a_width_change_no_probability(words):
    texts = [" ".join((text.split() * 10)[:words]) for text in (*FERRY, *ELECTION, *ALONE)]
    assert likely([textwrap.fill(text, 72) for text in texts]) == likely(texts)


@pytest.mark.parametrize("last", ["Associated Press", "Read more", "Tom"])
def test_a_last_line_of_its_own_changes_no_probability(last):
    texts = (*FERRY, *ELECTION, *ALONE)
    own_line = [f"{text}\n{last}" for text in texts]
    assert likely(own_line) == likely([f"{text} {last}" for text in texts])


def test_short_lines_of_chinese_change_no_probability():
    pump = ("周二水泵停了。", "市长没有到场。", "电工换了开关。")
    again = ("水泵周二又停了。", "电工说开关坏了。", "市长不在。")
    other = ("乐团演出了交响曲。", "图书管理员找到乐谱。", "音乐厅坐满了人。")
    news = (pump, again, other)
    assert likely(["\n".join(lines) for lines in news]) == likely(["".join(x) for x in news])


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_input_changes_nothing(seed):
    shuffled = random.Random(seed).sample(PILE, len(PILE))
    assert group(shuffled) == group(PILE)


def test_groups_have_a_length_an_index_and_the_id_of_their_first_document():
    grouping = group(PILE)
    assert len(grouping) == 4
    assert grouping[1].id == "vote0"
    assert grouping[0].families == 3


def test_documents_in_a_group_come_by_date_then_by_id():
    dated = [
        Document("c", FERRY[0], date="2019-10-08"),
        Document("b", FERRY[1]),
        Document("a", FERRY[2], date="2019-10-09T10:00:00Z"),
    ]
    assert ids(group(dated)) == [["c", "a", "b"]]


def test_a_window_keeps_documents_apart_that_are_further_from_each_other():
    dated = [
        Document("then", FERRY[0], date="2016-01-01"),
        Document("now", FERRY[1], date="2016-02-01"),
    ]
    assert ids(group(dated)) == [["then", "now"]]
    assert ids(group(dated, window=31)) == [["then", "now"]]
    assert ids(group(dated, window=30)) == [["now"], ["then"]]


def test_a_window_keeps_copies_apart_too():
    dated = [
        Document(day, FERRY[0], date=day) for day in ("2016-01-01", "2016-01-03", "2017-01-01")
    ]
    assert ids(group(dated, window=7)) == [["2016-01-01", "2016-01-03"], ["2017-01-01"]]


def test_a_date_without_a_reading_is_passed_over_with_a_warning():
    dated = [
        Document("a", FERRY[0], date="the 31st of Foo"),
        Document("b", FERRY[1], date="2019-13-45"),
        Document("c", FERRY[2], date="2019-01-01"),
    ]
    grouping = group(dated, window=5)
    assert ids(grouping) == [["c", "a", "b"]]
    assert sorted(grouping.warnings) == [
        "a: the date 'the 31st of Foo' is not clear; passed over",
        "b: the date '2019-13-45' is not clear; passed over",
    ]


def test_a_text_in_another_language_is_another_subject_unless_asked():
    texts = {
        "en": "The ferry Princess Maria sank off Tindalo with 61 passengers. Captain Orlan and"
        " Helena Brusk of the coast guard were on board when it hit the reef, and they say that"
        " the crew did what they could.",
        "de": "Die Fähre Princess Maria ist vor Tindalo mit 61 Passagieren gesunken. Kapitän Orlan"
        " und Helena Brusk von der Küstenwache waren an Bord, als sie auf das Riff lief, und sie"
        " sagen, dass die Mannschaft getan hat, was sie konnte.",
    }
    pile = [Document(code, text) for code, text in texts.items()]
    assert len(group(pile)) == 2
    assert len(group(pile, across_languages=True)) == 1


def test_ten_languages_are_read_each_in_its_own():
    sentences = {
        "en": "The ferry sank on Monday, and the people of the town were very sad about it.",
        "de": "Die Fähre ist am Montag gesunken, und die Leute der Stadt waren sehr traurig.",
        "fr": "Le ferry a coulé lundi, et les gens de la ville étaient très tristes.",
        "es": "El ferry se hundió el lunes, y la gente de la ciudad estaba muy triste.",
        "it": "Il traghetto è affondato lunedì, e la gente della città era molto triste.",
        "ru": "Паром затонул в понедельник, и жители города были очень опечалены этим.",
        "el": "Το πλοίο βυθίστηκε τη Δευτέρα και οι κάτοικοι της πόλης ήταν πολύ λυπημένοι.",
        "ar": "غرقت العبارة يوم الاثنين وكان سكان المدينة حزينين جدا بسبب ذلك.",
        "zh": "渡轮于星期一沉没,城里的人们对此感到非常悲伤。",
        "th": "เรือเฟอร์รี่จมลงเมื่อวันจันทร์ และผู้คนในเมืองเสียใจมากกับเรื่องนี้",
    }
    grouping = group([Document(code, text) for code, text in sentences.items()])
    assert sorted(one.id for one in grouping) == sorted(sentences)


def test_copies_count_as_one_family():
    pile = [*PILE[:3], *(Document(f"copy{i}", FERRY[0]) for i in range(4))]
    (one,) = group(pile)
    assert one.families == 3
    assert len(one.documents) == 7
    copies = dict(zip((d.id for d in one.documents), one.neighbours, strict=True))
    assert copies["copy0"][0].probability == 1.0
    assert copies["copy0"][0].likeness == pytest.approx(1.0, abs=1e-5)


def test_more_families_come_first_then_more_documents_then_the_lower_id():
    pile = [*PILE, *(Document(f"x{i}", ELECTION[0]) for i in range(5))]
    assert [one.id for one in group(pile)] == ["ferry0", "vote0", "alone0", "alone1"]


def test_ten_thousand_copies_of_one_are_one_group():
    pile = [Document(str(i), FERRY[0]) for i in range(10_000)]
    (one,) = group([*pile, *PILE[3:4]]).groups[:1]
    assert (one.families, len(one.documents)) == (1, 10_000)


def test_documents_that_are_all_different_stay_alone():
    assert len(group([FERRY[0], ELECTION[0], *ALONE])) == 4


def test_one_document_is_one_group_without_neighbours():
    grouping = group([FERRY[0]])
    assert ids(grouping) == [["1"]]
    assert grouping[0].neighbours == ((),)


def test_empty_documents_are_skipped_with_a_warning_and_nothing_else_is_an_error():
    grouping = group([FERRY[0], "", "  "])
    assert ids(grouping) == [["1"]]
    assert len(grouping.warnings) == 2
    with pytest.raises(NothingToSummarize):
        group(["", " "])


def test_texts_without_a_content_word_stay_alone():
    assert ids(group(["the of and", "…", "!!!", "and the"])) == [["1"], ["2"], ["3"], ["4"]]


def test_pages_about_nothing_join_nowhere():
    page = (
        "Add a location to your Tweets. When you tweet with a location, Twitter stores it. You can"
        " delete your location history from the web and the apps in your account, online."
    )
    pile = [Document("a", page), Document("b", page.replace("history", "archive of links"))]
    grouping = group([*pile, *PILE])
    assert ["a"] in ids(grouping)
    assert ["b"] in ids(grouping)
    assert grouping.warnings == ("about nothing, so alone: a, b",)


def test_a_digest_is_marked_with_its_subjects_and_a_warning_names_it():
    digest = "\n\n".join([*FERRY[:2], *ELECTION, *ALONE])
    grouping = group([*PILE, Document("digest", digest)])
    (name, subjects), *more = [pair for one in grouping for pair in one.several.items()]
    assert name == "digest"
    assert not more
    assert {"ferry0", "vote0"} <= {*subjects}
    assert any(line.startswith("digest: it has several subjects: ") for line in grouping.warnings)


def test_new_documents_join_the_groups_that_are_there_and_these_stay():
    again = Document("again", f"{ELECTION[0]} Amsel congratulated Brusk by telephone in the night.")
    old = [
        Cluster("sinking", tuple(PILE[:1])),
        Cluster("by hand", (PILE[3], again, PILE[5])),
    ]
    grouping = group([*PILE[1:3], PILE[4], PILE[6]], add=old)
    assert {one.id: [d.id for d in one.documents] for one in grouping} == {
        "sinking": ["ferry0", "ferry1", "ferry2"],
        "by hand": ["again", "alone0", "vote0", "vote1"],
        "alone1": ["alone1"],
    }


def test_two_groups_that_are_there_never_become_one():
    old = [Cluster("one", (PILE[0],)), Cluster("two", (PILE[1],))]
    grouping = group([PILE[2]], add=old)
    assert sorted(one.id for one in grouping) == ["one", "two"]


def test_a_document_that_is_there_already_is_not_added_twice():
    grouping = group(PILE[:2], add=[Cluster("there", tuple(PILE[:1]))])
    assert ids(grouping) == [["ferry0", "ferry1"]]
    assert "1 document in the groups already; kept once" in grouping.warnings


def test_a_document_with_the_id_of_another_text_in_the_groups_gets_one_of_its_own():
    there = [Cluster("there", (PILE[0], Document("ferry0 (2)", "A text.")))]
    found = group([Document("ferry0", "Another text.")], add=there)
    ids = {one.id for own in found.groups for one in own.documents}
    assert ids == {"ferry0", "ferry0 (2)", "ferry0 (3)"}


def test_an_id_of_its_own_is_not_that_of_another_new_document():
    there = [Cluster("there", (PILE[0],))]
    new = [Document("ferry0", "Another text."), Document("ferry0 (2)", "A third text.")]
    for some in (new, new[::-1]):
        found = {one.id: one.text for own in group(some, add=there) for one in own.documents}
        assert found == {
            "ferry0": PILE[0].text,
            "ferry0 (2)": "A third text.",
            "ferry0 (3)": "Another text.",
        }


def test_documents_of_several_groups_with_one_id_get_ids_of_their_own():
    there = [
        Cluster("one", (Document("1", FERRY[0]), Document("2", FERRY[1]))),
        Cluster("two", (Document("1", ELECTION[0]), Document("1 (2)", ELECTION[1]))),
    ]
    grouping = group([Document("1", ELECTION[0])], add=there)
    assert {one.id: {each.id for each in one.documents} for one in grouping} == {
        "one": {"1", "2"},
        "two": {"1 (2)", "1 (2) (2)"},
    }
    assert [*grouping.warnings] == [
        "2 documents have the id of one in an earlier group; renamed to ID (2) and so on",
        "1 document in the groups already; kept once",
    ]
    again = group([ALONE[0]], add=[Cluster(one.id, one.documents) for one in grouping])
    assert not again.warnings


def test_groups_that_are_added_to_may_hold_documents_without_text_or_with_lone_surrogates():
    old = [
        Cluster("a", (Document("1", " "), Document("2", "\ud800 Volcano erupts."))),
        Cluster("b", ()),
    ]
    grouping = group(PILE[:1], add=old)
    assert sorted(one.id for one in grouping) == ["a", "ferry0"]


def test_two_groups_with_one_id_cannot_be_added_to():
    old = [Cluster("a", (PILE[0],)), Cluster("a", (PILE[3],))]
    with pytest.raises(InputError, match="two groups that are added to have the id 'a'"):
        group(PILE[1:2], add=old)


@pytest.mark.parametrize(
    "options",
    [{"window": -1}, {"window": "3"}, {"across_languages": "yes"}, {"language": 5}],
)
def test_options_are_checked(options):
    with pytest.raises(OptionError):
        group(PILE, **options)


def test_a_line_of_the_output_is_a_cluster_that_can_be_read_again():
    document = Document("a", FERRY[0], title="Ferry", date="2019-10-07", url="http://x/", site="X")
    lines = group([document, *PILE[1:]]).to_jsonl().splitlines()
    clusters = [parse_cluster(line, where="here") for line in lines]
    assert clusters[0].documents[0] == document
    assert [one.id for one in clusters] == ["a", "vote0", "alone0", "alone1"]
    record = json.loads(lines[0])
    assert record["families"] == 3
    assert {*record["documents"][0]["neighbours"][0]} == {
        "document",
        "likeness",
        "probability",
        "words",
    }


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=12))
@settings(max_examples=25, deadline=None)
def test_every_document_with_text_is_in_exactly_one_group(texts):
    pile = [Document(str(i), text) for i, text in enumerate(texts)]
    kept = sorted(document.id for document in pile if document.text)
    if not kept:
        return
    grouping = group(pile)
    assert sorted(document.id for one in grouping for document in one.documents) == kept
    assert grouping.groups == group(pile[::-1]).groups


def test_the_public_values_are_those_of_the_package():
    grouping = group(PILE)
    assert isinstance(grouping, multisumm.Grouping)
    assert isinstance(grouping[0], multisumm.DocumentGroup)
    assert isinstance(grouping[0].neighbours[0][0], multisumm.Neighbour)
