import json
from itertools import permutations

import pytest

from locations import GOLDEN
from multisumm import Document, summarize
from multisumm.text.cluster_languages import identify_languages

ARTICLE_1: dict[str, str] = json.loads((GOLDEN / "article-1.json").read_text("utf-8"))
ENGLISH = "The ferry sank on Sunday near the island. The captain had been warned of the storm."
MORE_ENGLISH = "The owner of the ferry did not answer. Police say that 130 people have died there."
FRENCH = "Le ferry a coulé dimanche près de l'île. Le capitaine avait été averti de la tempête."
MORE_FRENCH = "Le propriétaire n'a pas répondu. La police dit que 130 personnes sont mortes."
CHINESE = "渡轮于周日沉没，造成130人死亡。船长曾被警告有风暴。"


@pytest.mark.parametrize("language", ["en", "fr", "de", "ru", "zh", "ar", "th"])
def test_a_cluster_in_one_language_has_it(language: str) -> None:
    languages = identify_languages([ARTICLE_1[language]] * 2)
    assert languages == (language, (language, language))
    assert not languages.has_several


def test_each_document_has_its_own_language_and_the_cluster_that_of_most_text() -> None:
    texts = [ENGLISH, FRENCH, MORE_FRENCH, CHINESE]
    for order in permutations(range(4)):
        languages = identify_languages([texts[i] for i in order])
        assert languages.own == tuple(["en", "fr", "fr", "zh"][i] for i in order)
        assert languages.main == "fr"


def test_a_document_that_is_not_clearly_in_another_language_has_that_of_the_cluster() -> None:
    assert identify_languages([ENGLISH, MORE_ENGLISH, "Tokyo, le 5 mai."]).own == ("en",) * 3
    assert identify_languages([ENGLISH, "???"]).own == ("en", "en")


@pytest.mark.parametrize("place", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("copied", range(5))
def test_a_copy_changes_no_language_and_no_sentence(copied: int, place: int) -> None:
    texts = [ENGLISH, MORE_ENGLISH, FRENCH, MORE_FRENCH, ARTICLE_1["cs"]]
    documents = [Document(f"{n}", text) for n, text in enumerate(texts)]
    if place <= copied:
        return
    more = [*documents[:place], Document("copy", f" {texts[copied]}\n"), *documents[place:]]
    before, after = (summarize(cluster, sentences=4) for cluster in (documents, more))
    assert [s.text for s in before.sentences] == [s.text for s in after.sentences]
    assert before.settings == after.settings


def test_several_languages_are_named_in_a_warning_and_reproduced_by_the_record() -> None:
    documents = [ENGLISH, MORE_ENGLISH, FRENCH]
    summary = summarize(documents, sentences=3)
    assert summary.warnings == (
        "the documents are in 2 languages: English (2), French (1);"
        " each is split and compared in its own",
    )
    assert summary.settings["language"] == "mul"
    again = summarize(documents, sentences=3, language="mul")
    assert again.sentences == summary.sentences
    assert summarize(documents[:2], language="mul").settings["language"] == "en"
