from dataclasses import replace

import pytest

import multisumm
from multisumm import Document
from multisumm.focus.asked_values import MAX_READ, rows_with_times, support_of_counts
from multisumm.focus.query_words import match_words
from multisumm.text.terms import tabulate_sentences
from strategies import sentences_of


def support(query, *documents, language="en", families=None):
    """The support of each sentence with a number for what is asked, by its text."""
    sentences = [replace(one, language=language) for one in sentences_of(*documents)]
    table = tabulate_sentences(sentences)
    words = match_words(query, table, (language,))
    found = support_of_counts(
        query,
        words,
        range(len(sentences)),
        sentences,
        table,
        families or range(len(documents)),
        languages=(language,),
    )
    return {sentences[i].text: share for i, share in found.items()}


PUPILS = "22 pupils died, a school in Haltern said."
TOTAL = "The crash killed all 130 on board."
AGAIN = "130 people died in the Alps on Tuesday."
OTHER = "At least 128 people were killed."


def test_the_number_of_most_families_is_the_best_supported():
    found = support("How many people died?", [PUPILS, TOTAL], [AGAIN], [OTHER])
    assert found == {PUPILS: 1 / 3, TOTAL: 1.0, AGAIN: 1.0, OTHER: 1 / 3}
    found = support("How many people died?", [PUPILS], [AGAIN], [OTHER], families=[0, 1, 1])
    assert found[AGAIN] == 1.0  # of values with as much support, the largest


def test_numbers_of_others_do_not_count():
    documents = (["90 people were rescued, and 12 ships searched.", AGAIN], ["It rained on 5 May."])
    assert [*support("How many people died?", *documents)] == [AGAIN]
    rescued = "90 people were rescued, and 12 ships searched."
    assert [*support("How many were rescued?", *documents)] == [rescued]
    assert [*support("How many ships searched?", *documents)] == [rescued]
    assert support("How many ships slept?", *documents, ["Fishermen sleep."]) == {}
    assert support("How many cats?", *documents, ["Cats sleep."]) == {}


def test_so_many_sentences_are_read():
    documents = ([f"{i} people died." for i in range(1, MAX_READ + 10)],)
    assert len(support("How many people died?", *documents)) == MAX_READ


# Language -> a question, a sentence with the number for what is asked, and one with another
ASKED = {
    "en": ("How many people died?", "The accident killed 130 people.", "22 pupils died."),
    "de": ("Wie viele Menschen starben?", "130 Menschen kamen ums Leben.", "22 Schüler starben."),
    "fr": ("Combien de personnes sont mortes ?", "L'accident a tué 130 personnes.",
           "22 élèves sont morts."),
    "es": ("¿Cuántas personas murieron?", "El accidente mató a 130 personas.",
           "22 alumnos murieron."),
    "it": ("Quante persone sono morte?", "Sono morte 130 persone.",
           "22 alunni sono morti."),
    "pt": ("Quantas pessoas morreram?", "130 pessoas morreram.", "22 alunos morreram."),
    "ru": ("Сколько человек погибло?", "Погибли 130 человек.", "Погибли 22 школьника."),
    "cs": ("Kolik lidí zemřelo?", "Zemřelo 130 lidí.", "Zemřelo 22 žáků."),
    "zh": ("有多少人死亡？", "事故造成130人死亡。", "22名学生死亡。"),
    "pl": ("Ile osób zginęło?", "Zginęło 130 osób.", "W szkole jest 22 osób."),
    "nl": ("Hoeveel mensen stierven?", "130 mensen stierven.", "22 mensen woonden daar."),
    "sv": ("Hur många människor dog?", "130 människor dog.", "22 människor bodde där."),
    "tr": ("Kaç kişi öldü?", "Kazada 130 kişi öldü.", "Orada 22 kişi yaşıyor."),
    "hu": ("Hány ember halt meg?", "130 ember halt meg.", "22 ember él ott."),
    "id": ("Berapa orang tewas?", "130 orang tewas.", "22 orang tinggal di sana."),
    "hi": ("कितने लोग मारे गए?", "130 लोग मारे गए।", "वहाँ 22 लोग रहते हैं।"),
}  # fmt: skip


@pytest.mark.parametrize("language", ASKED)
def test_a_question_after_a_number_is_answered_in_every_language(language):
    query, told, other = ASKED[language]
    found = support(query, [other, told], [told], language=language)
    assert found[told] == 1.0
    assert found.get(other, 0.0) < 0.5


@pytest.mark.parametrize("first", [0, 1])
def test_the_answer_opens_with_the_number_of_most_sources(first):
    texts = [
        "A plane crashed in the Alps on Tuesday. Among the people who died were 22 pupils.",
        "A plane crashed in the Alps on Tuesday. The crash killed all 130 people on board.",
        "The plane crashed in the Alps, and 130 people died. A judge asks why.",
        "Nobody survived the crash of the plane in the Alps. The death toll is 130.",
    ]
    documents = [Document(str(i), text) for i, text in enumerate(texts[first:] + texts[:first])]
    summary = multisumm.summarize(documents, query="How many people died?", words=30)
    assert "130" in summary.sentences[0].text


def test_numbers_of_documents_about_something_else_do_not_count():
    fire = (
        "A fire burned the hotel Miramar in Vigo on Friday. The fire killed {} people in the hotel."
    )
    texts = [
        "A plane crashed in the Alps on Tuesday. 130 people died when the plane crashed.",
        *(
            f"{fire.format(12)} Firefighters from {town} came."
            for town in ("Lugo", "Tui", "Pontevedra")
        ),
    ]
    documents = [Document(str(i), text) for i, text in enumerate(texts)]
    summary = multisumm.summarize(
        documents, query="How many people died in the plane crash in the Alps?", words=30
    )
    assert "130" in summary.sentences[0].text


def test_a_part_is_no_number_of_all_and_others_with_the_fate_stand_in():
    part = "Twenty-two of the pupils are dead."
    assert support("How many people died?", [part], [AGAIN]) == {AGAIN: 1.0}
    assert support("How many pupils died?", [part], [AGAIN]) == {part: 1.0}
    crew = "All 19 members of the crew were rescued."
    assert support("How many sailors were rescued?", [crew], ["Sailors sang."]) == {crew: 1.0}


@pytest.mark.parametrize(
    ("language", "told", "said"),
    [
        ("en", "The ferry sank on Sunday.", "Police said on Tuesday that the ferry sank."),
        ("de", "Die Fähre sank am Sonntag.", "Sie ist gesunken, sagte die Polizei am Dienstag."),
    ],
)
def test_the_time_of_what_is_told_is_not_that_at_which_it_is_said(language, told, said):
    sentences = [
        replace(one, language=language) for one in sentences_of([said, told, "It rained."])
    ]
    assert rows_with_times(range(3), sentences, language=language) == [1]


def test_a_question_after_a_time_opens_with_that_of_what_happened():
    documents = [
        "Police said on Tuesday that the ferry sank. The owner of the ferry was not there.",
        "The ferry sank off the island at dawn on Sunday. The owner of the ferry was not there.",
    ]
    summary = multisumm.summarize(documents, query="When did the ferry sink?", words=30)
    assert "on Sunday" in summary.sentences[0].text
