import pytest

from multisumm import compare


def rows(*texts):
    """How many disagreements there are in documents, and whether any is by numbers or opposites."""
    return len(compare(list(texts)).disagreements)


SHIPPING = (
    "The standard offer is by rail and road. "
    "{} delivery takes five to seven days from the time of the order. "
    "The other offer is by air. "
    "{} delivery takes two to three days from the time of the order."
)


@pytest.mark.parametrize(
    "text",
    [
        # one after the other
        "About 66 percent of the passengers of the ferry came from Porvo. "
        "About 76 percent of the passengers of the ferry came from Porvo.",
        # a programme
        "The debate on the new bridge begins in the town hall at 5 p.m. It rained on Monday. "
        "The debate on the new bridge begins in the town hall at 7 p.m.",
        # the other end of a list
        "Here is a list of the cities with the most divorces. It rained on Monday. "
        "Here is a list of the cities with the least divorces.",
        # each refers to what stands before it
        SHIPPING.format("This", "This"),
        # entries of a gallery
        "The divers 2 of 7 wait for the boat in Porvo. It rained on Monday. "
        "The divers 3 of 7 wait for the boat in Porvo.",
    ],
    ids=["neighbours", "programme", "opposites", "references", "entries"],
)
def test_a_list_within_a_document_is_no_contradiction(text):
    assert rows(text, "The mayor resigned on Thursday.") == 0


@pytest.mark.parametrize(
    "text",
    [
        "The school in Porvo has 420 pupils. It rained. The school in Porvo has 240 pupils.",
        "The pilot had been drinking. It rained. The pilot had not been drinking.",
        SHIPPING.format("The", "The"),
    ],
)
def test_a_document_can_contradict_itself_where_its_sentences_stand_by_themselves(text):
    assert rows(text, "The mayor resigned on Thursday.") == 1


def test_two_documents_that_differ_in_such_sentences_contradict_each_other():
    assert rows("The school has 420 pupils.", "The school has 240 pupils.") == 1
    first, second = "This offer takes five days in all.", "This offer takes three days in all."
    assert rows(first, second) == 1
