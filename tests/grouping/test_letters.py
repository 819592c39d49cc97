"""Letters are told from articles by the form of their lines."""

import numpy as np
import pytest

from multisumm import Document
from multisumm.grouping.group import compare_documents
from multisumm.grouping.letters import is_letter
from multisumm.grouping.same_event import probability_of_one_event

MAIL = """Hello Ida,
the pump in the cellar stopped again on Tuesday, and nobody has a
key to the meter. Could you ask the works to send someone?
Regards
Tom"""
REPLY = """Tom,
I have a key, and the pump runs again. It was the switch in the hall, as
in May; the works will not come for that.
Ida"""
ARTICLE = "The pump in the cellar of the town hall stopped on Tuesday, for the third time." * 3


def test_a_mail_with_lines_of_a_width_is_a_letter():
    assert is_letter(MAIL)
    assert is_letter(MAIL.replace("\n", "\r\n"))
    assert is_letter(MAIL.rpartition("\nRegards")[0])  # without a signature


def test_a_text_of_long_lines_with_a_signature_is_a_letter():
    assert is_letter(f"{ARTICLE}\n\n{ARTICLE}\n\nTom")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "Tom",
        ARTICLE,
        f"{ARTICLE}\n\n{ARTICLE}",
        f"Pump stops again\n\n{ARTICLE}\n\nThe mayor was not there.",
        f"水泵停了\n{ARTICLE}\n市长不在。",
    ],
)
def test_articles_and_nothing_are_no_letters(text):
    assert not is_letter(text)


def test_a_pair_counts_as_letters_only_if_both_are():
    documents = [Document(str(i), text) for i, text in enumerate([MAIL, REPLY, ARTICLE])]
    compared = compare_documents(documents, np.full(3, np.nan))
    pairs = zip(compared.pairs.first.tolist(), compared.pairs.second.tolist(), strict=True)
    letters = dict(zip(pairs, compared.are_letters().tolist(), strict=True))
    assert letters == {(0, 1): True, (0, 2): False, (1, 2): False}
    all_articles = probability_of_one_event(compared.features, np.zeros(3, np.bool_))
    as_they_are = probability_of_one_event(compared.features, compared.are_letters())
    assert (as_they_are != all_articles).tolist() == [True, False, False]
