from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locations import FERRY, SEED_NAMES, SEEDS
from multisumm.comparison.relations import RULES, relate
from multisumm.comparison.statements import make_statement
from multisumm.reading import read_documents
from multisumm.text.articles import read_article
from relation_pairs import ENGLISH, OTHERS

KINDS = {"same", "part", "conflict", "update", "similar"}


def relation(a, b, language="en"):
    return relate(*(make_statement(text, language=language) for text in (a, b)))


def mirrored(found):
    """A relation as it is from the other side."""
    if found is None:
        return None
    sides = {"whole": found.whole, "later": found.later}
    turned = {name: None if side is None else 1 - side for name, side in sides.items()}
    return replace(found, ours=found.theirs, theirs=found.ours, **turned)


def assert_well_formed(found, a, b):
    if found is None:
        return
    assert found.kind in KINDS
    assert 0 <= found.similarity <= 1
    assert (found.whole is None) == (found.kind != "part")
    assert found.later is None or found.kind == "update"
    for text, spans in ((a, found.ours), (b, found.theirs)):
        ends = [end for span in spans for end in span]
        assert ends == sorted(ends)
        for start, end in spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()


# Each rule by its example


def failing(values, *names, reason):
    """Parameters, of which those with these names are known to fail."""
    marks = [pytest.mark.xfail(reason=reason)]
    return [
        pytest.param(value, id=name, marks=marks if name in names else [])
        for value, name in ((value, getattr(value, "name", value)) for value in values)
    ]


@pytest.mark.parametrize("rule", failing(RULES, "near", reason="`other words` comes before it"))
def test_the_example_of_a_rule_relates_by_that_rule(rule):
    a, b, kind = rule.example
    found = relation(a, b)
    assert (found.kind, found.rule) == (kind, rule.name)
    head, comma, rest = found.differs_in.partition(",")  # number of pupils
    assert f"{head.partition(' of ')[0]}{comma}{rest}" == rule.differs_in
    assert relation(b, a) == mirrored(found)
    assert_well_formed(found, a, b)


def test_rules_have_names_of_their_own_and_tell_what_they_go_by():
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    lines = {rule.name: (rule.apply.__doc__ or "").strip() for rule in RULES}
    assert [*lines] == names
    assert all(line.endswith(".") and "\n" not in line for line in lines.values())


def test_a_rule_that_finds_a_difference_tells_in_what():
    for rule in RULES:
        assert bool(rule.differs_in) == (rule.example[2] not in ("same", "part")), rule.name


# On what a relation rests


@pytest.mark.parametrize(
    ("a", "b", "ours", "theirs"),
    [
        ("The school has 420 pupils.", "The school has 240 pupils.", ["420"], ["240"]),
        ("The firm paid more than $1,000 for it.", "The firm paid less than $1,000 for it.",
         ["more than $1,000"], ["less than $1,000"]),
        ("The pilot had been drinking.", "The pilot had not been drinking.", [], ["not"]),
        ("Shares in Nordline rose sharply.", "Shares in Nordline fell sharply.", ["rose"],
         ["fell"]),
        ("The treaty was signed in Graz on 3 June.", "The treaty was signed in Graz on 3 July.",
         ["3 June"], ["3 July"]),
    ],
)  # fmt: skip
def test_a_contradiction_names_the_words_on_which_it_rests(a, b, ours, theirs):
    found = relation(a, b)
    assert found.kind == "conflict"
    assert [a[start:end] for start, end in found.ours] == ours
    assert [b[start:end] for start, end in found.theirs] == theirs


def test_a_part_tells_which_says_more():
    short = "The minister resigned on Thursday."
    long = "The minister resigned on Thursday after a newspaper had printed his letters."
    assert (relation(short, long).kind, relation(short, long).whole) == ("part", 1)
    assert (relation(long, short).kind, relation(long, short).whole) == ("part", 0)


def test_an_update_tells_which_is_later():
    before, after = "The road to the airport is closed.", "The road to the airport has reopened."
    assert (relation(before, after).kind, relation(before, after).later) == ("update", 1)
    assert (relation(after, before).kind, relation(after, before).later) == ("update", 0)


def test_a_number_behind_a_comma_is_not_what_another_has_risen_to():
    a = "The number of injured people has risen to 19, three of them in intensive care."
    b = "Seventeen people are still in hospital, two of them in intensive care."
    assert relation(a, b).later is None


def test_a_time_of_day_is_one_stretch_of_the_text():
    a, b = "The meeting began at 9 a.m. on Monday.", "The meeting began at 10 a.m. on Monday."
    found = relation(a, b)
    assert [a[start:end] for start, end in found.ours] == ["9 a.m"]
    assert [b[start:end] for start, end in found.theirs] == ["10 a.m"]


def test_similarity_is_the_share_of_what_both_say():
    found = relation("Divers found the wreck near Graz.", "Divers found the wreck.")
    assert found.similarity == 3 / 4


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Rescuers searched the bay.", "The council raised the rent of the market hall."),
        ("It was not.", "It was."),
        ("", ""),
        ("...", "!?"),
        ("He said so.", "He says so."),
        ("In the afternoon Brannagh Grain said so as well.", "He stayed with Brannagh Grain."),
    ],
)
def test_sentences_that_speak_of_different_things_or_nothing_do_not_relate(a, b):
    assert relation(a, b) is None


# For every pair


PAIRS = [("en", a, b) for pairs in ENGLISH.values() for _, a, b, *_ in pairs]
PAIRS += [(language, a, b) for language, pairs in OTHERS.items() for _, a, b, *_ in pairs]


@pytest.mark.parametrize(("language", "a", "b"), PAIRS)
def test_a_relation_is_the_same_from_either_side(language, a, b):
    found = relation(a, b, language)
    assert relation(b, a, language) == mirrored(found)
    assert_well_formed(found, a, b)


PIECES = st.sampled_from(
    ["the ferry", "sank", "off Tindalo", "on Monday", "on 3 May", "12 people", "13 people", "not",
     "may", "Valls", "the mayor", "accused", "Lang", "rose", "fell", "at 3 p.m.", "more than 40",
     "from 3 to 5 percent", "from 5 to 3 percent", "closed", "reopened", "police said,", "denied",
     "failed to", "if", "resigned", "in 1998", "34-year-old", "by", "was sued", "and", "now"]
)  # fmt: skip
SENTENCES = st.lists(PIECES, min_size=1, max_size=9).map(" ".join)


@st.composite
def sentence_pairs(draw):
    """A sentence, and one that was made of it by some changes, or another one."""
    first = draw(st.lists(PIECES, min_size=1, max_size=9))
    second = [*draw(st.sampled_from([first, first, draw(st.lists(PIECES, max_size=9))]))]
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(second)))
        second[place : place + draw(st.integers(0, 1))] = [draw(PIECES)]
    return " ".join(first), " ".join(second)


@settings(max_examples=200)
@given(sentence_pairs(), st.sampled_from(["en", "de", "und"]))
def test_made_up_sentences_relate_the_same_from_either_side(pair, language):
    a, b = pair
    found = relation(a, b, language)
    assert relation(b, a, language) == mirrored(found)
    assert_well_formed(found, a, b)


SEED_LANGUAGES = {"bruecke": "de", "ditie": "zh"}


def sentences_of_seeds(name):
    language = SEED_LANGUAGES.get(name, "en")
    return [
        (language, document.text[start:end])
        for document in read_documents([SEEDS / name / "sources"])
        for start, end in read_article(document, language=language, keep_noise=False).spans
    ]


@pytest.mark.parametrize("name", SEED_NAMES)
def test_sentences_of_the_seeds_relate_the_same_from_either_side(name):
    sentences = sentences_of_seeds(name)[:100]
    statements = [make_statement(text, language=language) for language, text in sentences]
    compared = 0
    for n, a in enumerate(statements):
        for b in statements[n + 1 :]:
            found = relate(a, b)
            compared += found is not None
            assert relate(b, a) == mirrored(found)
            assert_well_formed(found, a.text, b.text)
    assert compared


@pytest.mark.parametrize("name", SEED_NAMES)
def test_a_sentence_of_the_seeds_says_the_same_as_itself(name):
    for language, text in sentences_of_seeds(name):
        statement = make_statement(text, language=language)
        if len(statement.content) > 2:
            found = relate(statement, make_statement(text, language=language))
            assert (found.kind, found.similarity) == ("same", 1.0), text


# A denial


DENIED = [
    ("The captain was warned of the storm.", "The captain was not warned of the storm."),
    ("The road will be closed in May.", "The road will not be closed in May."),
    ("The ferry had left the port of Graz.", "The ferry had not left the port of Graz."),
    ("Two men were arrested on Monday.", "Two men were not arrested on Monday."),
    ("Shares in Nordline rose sharply.", "Shares in Nordline did not rise sharply."),
]


@pytest.mark.parametrize(("a", "b"), DENIED)
def test_what_is_denied_is_a_contradiction(a, b):
    assert relation(a, b).kind == "conflict"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, marks=[pytest.mark.xfail(reason=wrong)] if wrong else [])
        for text, wrong in [
            ("The captain is in the port of Graz with his crew.", ""),
            ("Nordline has bought the old mill for 12 million euros.", ""),
            ("The minister, who was born in Graz, is in hospital.", ""),
            ("“The bridge is closed to all lorries,” the mayor said.", ""),
            ("The bridge is closed because the river is too high.", ""),
        ]
    ],
)
def test_a_sentence_and_its_denial_never_say_the_same(text):
    for verb in (" is ", " has ", " was "):
        if verb in text:
            denied = text.replace(verb, f"{verb}not ", 1)
            found = relation(text, denied)
            assert found is None or found.kind not in ("same", "part"), denied


@given(SENTENCES, st.integers(0, 30))
def test_an_added_not_before_a_verb_is_never_the_same(text, place):
    words = text.split()
    verbs = [i for i, word in enumerate(words) if word in ("sank", "rose", "fell", "accused")]
    if "not" in words or "failed" in words or not verbs:
        return
    at = verbs[place % len(verbs)]
    denied = " ".join([*words[:at], "did not", *words[at:]])
    found = relation(text, denied)
    assert found is None or found.kind != "same"


@pytest.mark.parametrize(
    "plain",
    [
        "The town council had received six letters about rotten planks, and answered none of them, "
        "residents said.",
        "The council had received letters about rotten planks, but did not reply, residents said.",
    ],
)
def test_who_denies_something_is_not_among_those_who_say_it(plain):
    found = relation("The council denies that it received letters about rotten planks.", plain)
    assert found is None or found.kind not in ("same", "part")


def test_what_went_before_does_not_undo_what_is_told():
    told = "The two ministers agreed on Monday on the need to boost joint patrols."
    behind = f"{told[:-1]}, after the police had failed to prevent three attacks."
    assert (relation(told, behind).kind, relation(told, behind).whole) == ("part", 1)
    undone = f"{told[:-1]}, but the court prevented it."
    assert relation(told, undone).kind == "similar"


# The ferry, whose contradictions seeds/README.md lists


def told_between(*folders):
    """Each relation between sentences of different documents: who, which kind, what differs."""
    told = []
    for number, document in enumerate(read_documents(folders), start=1):
        spans = read_article(document, language="en", keep_noise=False).spans
        told += [(number, make_statement(document.text[s:e], language="en")) for s, e in spans]
    return [
        (
            first,
            second,
            found.kind,
            " / ".join(
                " ".join(s.text[start:end] for start, end in spans)
                for s, spans in ((a, found.ours), (b, found.theirs))
            ),
        )
        for n, (first, a) in enumerate(told)
        for second, b in told[n + 1 :]
        if first != second and (found := relate(a, b))
    ]


@pytest.fixture(scope="module")
def ferry():
    return told_between(FERRY)


@pytest.mark.parametrize(
    "contradiction",
    [
        (1, 2, "conflict", "127 / 130"),
        (1, 3, "conflict", "127 / 129"),
        (2, 3, "conflict", "130 / 129"),
        (1, 2, "conflict", " / not"),
        (2, 4, "conflict", "not / "),
        (1, 3, "conflict", " / not"),
        (2, 3, "conflict", " / not"),
        (2, 3, "conflict", "214 / 241"),
        (3, 5, "conflict", "Sixteen / 15"),
        (1, 2, "update", "18 / Fifteen"),
        (2, 4, "update", "Fifteen / Sixteen"),
    ],
    ids=str,
)
def test_the_contradictions_over_the_ferry_are_found(ferry, contradiction):
    assert contradiction in ferry


def test_no_other_contradiction_over_the_ferry_is_made_up(ferry):
    disputed = {"127 / 130", "127 / 129", "130 / 129", "214 / 241", "241 / 214", "Sixteen / 15",
                " / not", "not / "}  # fmt: skip
    assert {about for *_, kind, about in ferry if kind == "conflict"} <= disputed


def test_no_other_update_on_the_ferry_is_made_up(ferry):
    changed = {"18 / Fifteen", "Fifteen / Sixteen"}
    assert {about for *_, kind, about in ferry if kind == "update"} <= changed


# The silo, whose numbers move from day to day


@pytest.fixture(scope="module")
def silo():
    return told_between(*(SEEDS / "silo" / f"day-{n}" / "sources" for n in (1, 2, 3)))


@pytest.mark.parametrize(
    "moved",
    [
        (1, 5, "update", "six / two"),
        (3, 5, "update", "Five / two"),
        (3, 8, "update", "Five / two"),
        (4, 5, "update", "Six four / Nine two"),
        (5, 9, "update", "Nine / 10"),
        (5, 9, "update", "seven / four"),
        (6, 9, "update", "Two / Nobody"),
        (5, 10, "update", "10,000 euros / 25,000 euros"),
    ],
    ids=str,
)
def test_what_moves_at_the_silo_is_found(silo, moved):
    assert moved in silo


def test_no_other_number_at_the_silo_is_said_to_contradict_or_to_move(silo):
    dead = {"Four", "Six", "nine", "Nine", "eight", "Eight", "10", "Ten"}
    missing = {"six", "Five", "four", "two", "Two", "Nobody"}
    injured = {"23", "Twenty six"}
    critical = {"seven", "four"}
    for *_, kind, about in silo:
        if kind in ("conflict", "update") and "euros" not in about:
            ours, theirs = about.split(" / ")
            assert about == "Six four / Nine two" or any(
                {ours, theirs} <= fate for fate in (dead, missing, injured, critical)
            ), about


# Updates: of one thing only


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # states of two things
        (
            "Authorities arrested seven men in connection with the suspected arson in old Porvo.",
            "The seven men in custody in connection with the suspected arson of a mill in old "
            "Porvo apparently were looking for ghosts, according to the sheriff.",
        ),
        # levels of two things, told in other words
        (
            "A reward of 5,000 euros also has been announced for information leading to the "
            "arrest of those who hurt the dog.",
            "A reward for information leading to the arrest and conviction of the man who beat a "
            "student along the main street at the weekend has grown to 20,000 euros.",
        ),
        # each with a time of its own
        (
            "Last year, 51 people were killed by lightning.",
            "There have already been 90 deaths caused by lightning since this year began.",
        ),
    ],
)
def test_what_is_told_of_two_things_or_times_is_no_update(a, b):
    found = relation(a, b)
    assert found is None or found.kind not in ("update", "conflict")


@pytest.mark.parametrize(
    ("a", "b", "name"),
    [
        ("The school has 420 pupils.", "The school has 240 pupils.", "number of pupils"),
        ("The ferry carried 214 people.", "The ferry carried 241 people.", "number of people"),
        ("The blast in Porvo killed 9 people.", "The blast in Porvo killed 12 people.",
         "number of dead"),
        ("The firm paid 5 million euros for the port.",
         "The firm paid 7 million euros for the port.", "number"),
        ("The landslide in Porvo killed 17 people.",
         "The number of people killed by the landslide in Porvo has risen to 23.",
         "number of dead, changed since"),
    ],
)  # fmt: skip
def test_what_a_number_is_of_is_told_where_it_is_sure(a, b, name):
    assert relation(a, b).differs_in == relation(b, a).differs_in == name
