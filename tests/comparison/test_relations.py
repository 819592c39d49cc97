from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locations import FERRY
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.relations import (
    PREFILTER,
    REPEATED,
    Relation,
    clash_test,
    find_related,
    relate,
    repeats,
)
from multisumm.comparison.statements import make_lexicon, make_statement, statements
from multisumm.model import Sentence
from multisumm.reading import read_documents
from multisumm.text.articles import read_article, sentences_of
from multisumm.text.terms import tabulate_terms

FEW = settings(deadline=None, derandomize=True, max_examples=80)


def in_documents(*texts):
    """One sentence a document."""
    return [Sentence(number, 0, 0, len(text), text) for number, text in enumerate(texts)]


def compared(*texts, language="en"):
    """The statements of these sentences, which make up a whole cluster."""
    sentences = in_documents(*texts)
    table = tabulate_terms(texts, language=language)
    return [*map(statements(sentences, table, language=language), range(len(texts)))]


def relation(ours, theirs, language="en", context=()):
    first, second, *_ = compared(ours, theirs, *context, language=language)
    return relate(first, second)


def about(ours, theirs, language="en"):
    found = relation(ours, theirs, language)
    assert found is not None, "they were taken to speak of different things"
    return found.about


def reversed_relation(found):
    if found is None or found.about is None:
        return found
    ours, theirs = found.about.split(" / ")
    return Relation(found.similarity, f"{theirs} / {ours}")


# By hand


def test_a_statement_has_names_numbers_and_negations_where_they_stand():
    text = "On Monday eleven divers had not searched 1,200 boats."
    sentences = in_documents(text)
    table = tabulate_terms([text], language="en")
    lexicon = make_lexicon(sentences, table, language="en")
    term = dict(zip(table.vocabulary, range(len(table.vocabulary)), strict=True))
    found = make_statement(sentences[0], table.tokens.tolist(), lexicon)
    assert found.words == tuple(range(9))
    assert found.content == {term[w] for w in ("monday", "diver", "search", "boat")}
    assert found.names == (term["monday"],)
    assert found.figures == ("", "", "11", "", "", "", "1200", "")
    assert found.denials == ("", "", "", "", "", "not", "", "")
    assert found.clause == (term["on"], term["monday"], -1, term["diver"], term["had"],
                            term["search"], -1, term["boat"])  # fmt: skip


def test_similarity_is_the_share_of_common_content_words():
    ours = "Divers searched the wreck near the lighthouse on Monday."
    theirs = "Divers searched the wreck near the lighthouse at dawn on Monday."
    # diver, search, wreck, near?, lighthouse, Monday are common; theirs has dawn as well
    found = relation(ours, theirs)
    first, second = compared(ours, theirs)
    assert found == Relation(len(first.content) / len(second.content))
    assert len(second.content) == len(first.content) + 1


# Who says the same


@pytest.mark.parametrize(
    ("language", "ours", "theirs"),
    [
        pytest.param(*case, id=name)
        for name, *case in [
            ("copy", "en", "The ferry sank off Tindalo.", "The ferry sank off Tindalo."),
            ("only function words", "en", "It was not.", "It was not!"),
            ("order", "en", "Divers found the wreck at a depth of 64 metres near the lighthouse.",
             "Divers found the wreck near the lighthouse, at a depth of 64 metres."),
            ("inside", "en", "The premiers were joined by their ministers of justice.",
             "The premiers were joined by their ministers of justice, along with generals, "
             "prosecutors and the heads of both secret services."),
            ("rewording", "en", "Both governments backed the plan to restore controls at borders.",
             "Both governments also backed plans for restored border controls."),
            ("attribution", "en",
             "The two sides agreed to boost intelligence sharing, the minister said on Monday.",
             "The two sides agreed to boost intelligence sharing, according to a spokesman."),
            ("quoted", "en", "“We stand side by side to protect our citizens,” he told reporters.",
             '"We stand side by side to protect our citizens," he said.'),
            ("figures and words", "en",
             "The ferry sank off Tindalo on Sunday, killing eleven people.",
             "The ferry sank off Tindalo on Sunday, killing 11 people."),
            ("grouped", "en", "The council will pay 1,200 families in the valley this winter.",
             "The council will pay 1200 families in the valley this winter."),
            ("times", "en", "The train left the central station at 7:15 on Monday morning.",
             "The train left the central station at 07.15 on Monday morning."),
            ("a number more", "en", "The ferry sank off the island of Tindalo on Sunday morning.",
             "The ferry sank off the island of Tindalo on Sunday morning, killing 129."),
            ("French", "fr",
             "Le ferry a coulé dimanche au large de l'île, faisant onze morts.",
             "Dimanche, le ferry a coulé au large de l’île, faisant 11 morts."),
            ("German", "de",
             "Bei dem Unglück vor der Küste kamen am Sonntag elf Menschen ums Leben.",
             "Am Sonntag kamen bei dem Unglück vor der Küste 11 Menschen ums Leben."),
            ("Russian", "ru", "Паром затонул в воскресенье у острова, погибли двенадцать человек.",
             "В воскресенье у острова затонул паром, погибли 12 человек."),
            ("Chinese", "zh", "渡轮星期日在岛屿附近沉没，造成129人死亡。",
             "渡轮星期日在岛屿附近沉没，造成１２９人死亡，官员说。"),
            ("Arabic", "ar", "غرقت العبارة يوم الأحد قبالة الجزيرة وقتل 129 شخصا.",
             "غرقت العبارة يوم الأحد قبالة الجزيرة وقتل ١٢٩ شخصا."),
        ]
    ],
)  # fmt: skip
def test_the_same_is_recognised_in_other_words(language, ours, theirs):
    found = relation(ours, theirs, language)
    assert found is not None
    assert found.about is None
    assert 0 < found.similarity <= 1


# Who contradicts


@pytest.mark.parametrize(
    ("language", "ours", "theirs", "difference"),
    [
        ("en", "The ferry sank off Tindalo, killing 129 people.",
         "The ferry sank off Tindalo, killing 130 people.", "129 / 130"),
        ("en", "The ferry sank off Tindalo, killing eleven people, the coast guard said.",
         "A ferry sank off Tindalo, killing twelve people.", "11 / 12"),
        ("en", "The owners will pay each family 1,200 pesos.",
         "The owners will pay each family 1300 pesos.", "1200 / 1300"),
        ("en", "The captain had been warned of the storm, the coast guard insists.",
         "The captain had not been warned of the storm, said the operator.", "– / not"),
        ("en", "The ferry wasn't insured against passenger liability.",
         "The ferry was insured against passenger liability, its owners say.", None),
        ("de", "Bei dem Unglück vor der Küste kamen 129 Menschen ums Leben.",
         "Bei dem Unglück vor der Küste kamen 130 Menschen ums Leben.", "129 / 130"),
        ("de", "Die Fähre war gegen Schäden der Passagiere versichert.",
         "Die Fähre war nicht gegen Schäden der Passagiere versichert.", "– / nicht"),
        ("de", "Die Regierung unterstützt den Plan der Kommission für den Hafen.",
         "Die Regierung unterstützt den Plan der Kommission für den Hafen nicht.", "– / nicht"),
        ("fr", "Le ferry a coulé dimanche au large, faisant 129 morts.",
         "Le ferry a coulé dimanche au large, faisant 130 morts.", "129 / 130"),
        ("fr", "Le capitaine avait été averti de la tempête avant de quitter le port.",
         "Le capitaine n'avait pas été averti de la tempête avant de quitter le port.",
         "– / n pas"),
        ("ru", "Паром затонул у острова, погибли 129 человек.",
         "Паром затонул у острова, погибли 130 человек.", "129 / 130"),
        ("ru", "Капитан был предупреждён о шторме перед выходом из порта.",
         "Капитан не был предупреждён о шторме перед выходом из порта.", "– / не"),
        ("zh", "渡轮星期日在岛屿附近沉没，造成129人死亡。",
         "渡轮星期日在岛屿附近沉没，造成130人死亡。", "129 / 130"),
        ("zh", "该公司星期二在港口说，渡轮已经投保责任险。",
         "该公司星期二在港口说，渡轮未投保责任险。", "– / 未"),
        ("ar", "غرقت العبارة يوم الأحد قبالة الجزيرة وقتل 129 شخصا.",
         "غرقت العبارة يوم الأحد قبالة الجزيرة وقتل 130 شخصا.", "129 / 130"),
        ("hi", "रविवार को द्वीप के पास नौका डूबने से 129 लोगों की मौत हो गई।",
         "रविवार को द्वीप के पास नौका डूबने से 130 लोगों की मौत हो गई।", "129 / 130"),
        ("hi", "कप्तान को बंदरगाह छोड़ने से पहले तूफान की चेतावनी दी गई थी।",
         "कप्तान को बंदरगाह छोड़ने से पहले तूफान की चेतावनी नहीं दी गई थी।", "– / नहीं"),
    ],
)  # fmt: skip
def test_one_number_or_a_negation_in_a_common_clause_is_a_conflict(
    language, ours, theirs, difference
):
    if difference is None:  # a contracted verb takes the place of a word: apart, not the same
        found = relation(ours, theirs, language)
        assert found is None or found.about is not None
    else:
        assert about(ours, theirs, language) == difference
        assert reversed_relation(relation(theirs, ours, language)).about == difference


def test_a_clause_in_common_is_enough_for_a_conflict():
    ours = "The manifest listed 214 people, but the coast guard counted survivors and bodies later."
    theirs = "The manifest listed 241 people, the operator told us."
    assert relation(ours, theirs).similarity < 0.3
    assert about(ours, theirs) == "214 / 241"


# Who does neither


@pytest.mark.parametrize(
    ("language", "ours", "theirs"),
    [
        ("en", "On Monday 12 people were arrested in 3 towns of the valley.",
         "On Monday 15 people were arrested in 4 towns of the valley."),
        ("en", "In Paris the minister Valls praised the police for the arrests.",
         "In Paris the minister Michel praised the police for the arrests."),
        ("en", "Valls thanked Michel for the arrests in Brussels on Monday evening.",
         "Michel thanked Valls for the arrests in Brussels on Monday evening."),
        ("en", "He said so.", "He says so."),
        ("en", "Rescuers searched the coast and the muddy bay for missing sailors.",
         "Rescuers searched the coast and the shallow bay for missing fishermen."),
        ("en", "Rescuers searched the bay.", "The council raised the rent of the market hall."),
        ("en", "In the valley heavy rain has closed 14 schools since Tuesday, officials said.",
         "Since Tuesday 20 roads in the valley have closed because of heavy rain, officials said."),
        ("en", "No ferry left the harbour of Almira while the storm raged over the island.",
         "While the storm raged, a crowd waited for the ferry in Almira, on the island."),
        ("zh", "船长在离开港口之前收到了风暴警告。", "船长在离开港口之前没有收到风暴警告。"),
        ("zh", "渡轮在离开港口之前已经投保了责任险。", "渡轮在离开港口之前未投保责任险。"),
        ("ar", "تلقى القبطان تحذيرا من العاصفة قبل مغادرة الميناء.",
         "لم يتلق القبطان تحذيرا من العاصفة قبل مغادرة الميناء."),
        ("fr", "Le ministre Valls a félicité la police pour les arrestations.",
         "Le ministre Michel a félicité la police pour les arrestations."),
    ],
)  # fmt: skip
def test_different_numbers_names_or_negations_keep_sentences_apart(language, ours, theirs):
    assert relation(ours, theirs, language) is None


def test_the_first_word_is_a_name_if_another_sentence_has_it_inside():
    ours = "Valls praised the police of the capital for the arrests of Monday."
    theirs = "Michel for the arrests of Monday praised the police of the capital."
    inside = "There were Valls and Michel."
    assert relation(ours, theirs) is not None
    assert relation(ours, theirs, context=[inside]) is None


def test_one_other_content_word_in_the_same_place_is_another_statement():
    ours = "Prices rose sharply in the towns on the coast in May."
    assert relation(ours, "Prices fell sharply in the towns on the coast in May.") is None
    assert relation(ours, "In May prices rose sharply in the coast towns.") is not None


def test_two_sentences_without_any_word_are_alike():
    assert relation("...", "!?") == Relation(1.0)


# Properties

WORDS = "ferry storm captain port insured of the not never 12 13 eleven Paris Rome"
WORD = st.sampled_from(WORDS.split())
SENTENCES = st.lists(WORD, min_size=1, max_size=14)


@st.composite
def pairs(draw):
    """A sentence and another that was made of it, by some changes, or anything."""
    ours = draw(SENTENCES)
    theirs = list(draw(st.sampled_from([ours, ours, draw(SENTENCES)])))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(theirs)))
        theirs[place : place + draw(st.integers(0, 1))] = [draw(WORD)]
    return " ".join(ours), " ".join(theirs)


FUNCTION = st.lists(
    st.sampled_from(["it", "was", "the", "of", "and", "a", "not", "in", "5", "ferry", "sank"]),
    max_size=7,
)
SHORT_PAIRS = st.tuples(FUNCTION.map(" ".join), FUNCTION.map(" ".join))
"""Sentences of function words above all."""


@FEW
@given(pairs())
def test_how_two_relate_does_not_depend_on_who_is_asked(texts):
    ours, theirs = compared(*texts)
    assert relate(theirs, ours) == reversed_relation(relate(ours, theirs))
    assert repeats(theirs, ours) == repeats(ours, theirs)


def test_of_equal_runs_both_sides_see_the_same():
    texts = (
        "12 ferry captain 13 never ferry captain never ferry never.",
        "Paris ferry captain 13 never ferry captain 13 never ferry never.",
    )
    ours, theirs = compared(*texts)
    assert relate(theirs, ours) == reversed_relation(relate(ours, theirs))


@FEW
@given(SENTENCES)
def test_a_sentence_says_the_same_as_itself(words):
    ours, theirs = compared(" ".join(words), " ".join(words) + ".")
    assert relate(ours, theirs) == Relation(1.0)
    assert repeats(ours, theirs)


@FEW
@given(pairs())
def test_most_of_the_words_in_common_is_a_repetition(texts):
    ours, theirs = compared(*texts)
    first, second = set(ours.words), set(theirs.words)
    if len(first & second) > REPEATED * len(first | second):
        assert repeats(ours, theirs)
    else:
        assert repeats(ours, theirs) == (relate(ours, theirs) is not None)


def test_the_same_clause_about_another_subject_is_not_a_contradiction():
    for ours, theirs in (
        ("The fire in Leeds killed four people on Monday.",
         "The fire in York killed nine people on Monday."),
        ("Ali Khan won the 100 metres in Oslo on Saturday.",
         "Mary Jones won the 200 metres in Oslo on Saturday."),
    ):  # fmt: skip
        assert (
            relation(ours, theirs, context=["It was in Leeds, not York.", "So Jones won."]) is None
        )
    assert (
        about(
            "The MV Maria sank on Sunday, Oct. 6, off Tindalo Island, killing 127 people.",
            "The ship sank on Sunday, October 6, off Tindalo Island, killing 130 people.",
        )
        == "127 / 130"
    )


def test_a_short_sentence_with_the_same_number_says_the_same():
    found = relation(
        "The manifest listed 214 people.",
        "The manifest listed 214 people, but the coast guard said that 241 had been on board.",
    )
    assert found is not None
    assert found.about is None


# Slow and obvious


def related_by_brute_force(picked, sentences, table, statement):
    """All pairs one by one, with the prefilter as its definition says it."""
    content = [
        {t for t in table.tokens[table.starts[i] : table.starts[i + 1]] if table.content[t]}
        for i in range(len(sentences))
    ]
    related = []
    for i in picked:
        found = []
        for j in range(len(sentences)):
            enough = len(content[i] & content[j]) > PREFILTER * min(
                len(content[i]), len(content[j])
            )
            inside = sentences[i].document == sentences[j].document
            same = statement(i).words == statement(j).words
            if i != j and enough and (same or not inside):
                one = relate(statement(i), statement(j))
                found += [(j, one)] if one else []
        related.append(found)
    return related


@FEW
@given(
    st.lists(st.tuples(st.integers(0, 2), pairs()), min_size=1, max_size=4).map(
        lambda groups: [(document, text) for document, texts in groups for text in texts]
    )
)
def test_find_related_gives_what_all_pairs_one_by_one_give(given_texts):
    sentences = [Sentence(d, 0, 0, len(text), text) for d, text in given_texts]
    table = tabulate_terms([sentence.text for sentence in sentences], language="en")
    statement = statements(sentences, table, language="en")
    picked = range(len(sentences))
    expected = related_by_brute_force(picked, sentences, table, statement)
    assert find_related(picked, sentences, index_words(table), statement) == expected


@FEW
@given(st.lists(st.one_of(pairs(), SHORT_PAIRS), min_size=1, max_size=5))
def test_a_sentence_clashes_with_the_others_that_it_repeats(given_texts):
    """Also where these are looked for; few are compared one by one."""
    texts = [text for pair in given_texts for text in pair]
    sentences = in_documents(*texts)
    table = tabulate_terms(texts, language="en")
    statement = statements(sentences, table, language="en")
    clashes = clash_test(index_words(table), statement)
    for most in (0, 1):
        with patch("multisumm.comparison.relations.ONE_BY_ONE", most):
            for ours in range(len(texts)):
                for theirs in range(len(texts)):
                    if statement(ours).words:
                        expected = repeats(statement(theirs), statement(ours))
                        assert clashes(ours, {theirs}) == expected
                assert not clashes(ours, set())


def test_in_its_own_document_only_an_exact_repeat_counts():
    repeated = "The ferry sank off the island of Tindalo on Sunday."
    texts = [repeated, "Off the island of Tindalo the ferry sank on Sunday.", repeated.upper()]
    sentences = [Sentence(0, number, 0, len(text), text) for number, text in enumerate(texts)]
    table = tabulate_terms(texts, language="en")
    statement = statements(sentences, table, language="en")
    assert find_related([0, 1], sentences, index_words(table), statement) == [
        [(2, Relation(1.0))],
        [],
    ]


def test_no_picked_sentence_gives_no_relation():
    table = tabulate_terms(["It rained."], language="en")
    sentences = in_documents("It rained.")
    statement = statements(sentences, table, language="en")
    assert find_related([], sentences, index_words(table), statement) == []
    assert find_related([0], sentences, index_words(table), statement) == [[]]


# The ferry, whose contradictions seeds/README.md lists


@pytest.fixture(scope="module")
def ferry():
    articles = [
        read_article(document, language="en", keep_noise=True)
        for document in read_documents([FERRY])
    ]
    sentences = list(sentences_of(articles, without={}))
    table = tabulate_terms([sentence.text for sentence in sentences], language="en")
    statement = statements(sentences, table, language="en")
    related = find_related(range(len(sentences)), sentences, index_words(table), statement)
    return sentences, table, statement, related


def conflicts(ferry):
    """Documents, from 1, and what they differ in, for every pair in order of the documents."""
    sentences, _, _, related = ferry
    return {
        (sentences[i].document + 1, sentences[j].document + 1, found.about)
        for i, others in enumerate(related)
        for j, found in others
        if found.about and i < j
    }


@pytest.mark.parametrize(
    "conflict",
    [
        *[(1, 2, "127 / 130"), (1, 3, "127 / 129"), (2, 3, "130 / 129")],
        *[(1, 2, "– / not"), (1, 5, "– / not"), (2, 4, "not / –"), (4, 5, "– / not")],
        *[(1, 3, "– / not"), (2, 3, "– / not")],
        *[(1, 3, "214 / 241"), (2, 3, "214 / 241")],
    ],
    ids=str,
)
def test_the_contradictions_over_the_ferry_are_found(ferry, conflict):
    assert conflict in conflicts(ferry)


def test_no_other_contradiction_over_the_ferry_is_made_up(ferry):
    disputed = {"127 / 130", "127 / 129", "130 / 129", "214 / 241", "– / not", "not / –"}
    assert {difference for *_, difference in conflicts(ferry)} <= disputed


def test_all_of_the_ferry_is_as_brute_force_has_it(ferry):
    sentences, table, statement, related = ferry
    assert related == related_by_brute_force(range(len(sentences)), sentences, table, statement)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Vinokourov of Kazakhstan won stage 13 of the Tour.",
         "Vinokourov of Kazakhstan won stage 15 of the Tour."),
        ("The aftershock took place at 20:36 local time in the region.",
         "The aftershock took place at 05:19 local time in the region."),
        ("The police of the capital arrested 12 men.",
         "The police of the capital arrested 14 women."),
    ],
)  # fmt: skip
def test_labels_times_of_day_and_other_units_are_not_conflicts(ours, theirs):
    found = relation(ours, theirs)
    assert found is None or found.about is None


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("two hundred", "200", True),
        ("thirty-four", "34", True),
        ("3 million", "3,000,000", True),
        ("20 000", "20000", True),
        ("5.0", "5", True),
        ("0.5", "0.50", True),
        ("12 million", "12 billion", False),
        ("7.2", "7.25", False),
    ],
)
def test_numbers_are_compared_by_their_value_however_they_are_written(ours, theirs, same):
    text = "The repair of the old bridge cost the city {} euros in May."
    found = relation(text.format(ours), text.format(theirs))
    assert found is not None
    assert (found.about is None) == same
