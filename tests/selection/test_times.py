from multisumm.model import Document
from multisumm.selection.times import SEARCHED_FOR_DATE, times_written

KNOWN = {0: "2025-03-07", 1: "2025-04-03"}
REPORT = "Die Brücke ist gesperrt, teilte die Behörde am Mittwoch (5. März 2025) mit."


def times_of(text, days=KNOWN):
    documents = [Document("a", "A."), Document("b", "B."), Document("c", text)]
    return times_written({0, 1, 2}, documents, days).get(2)


def test_a_document_without_a_day_has_the_date_near_its_beginning_that_is_near_the_others():
    assert times_of(REPORT) == "2025-03-05"
    assert times_of(f"Die Brücke ist vom 3. Mai 1967. {REPORT}") == "2025-03-05"


def test_a_date_far_from_the_others_or_from_the_beginning_is_not_taken():
    assert times_of("Die Brücke wurde am 3. Mai 1967 eröffnet.") is None
    assert times_of("x " * SEARCHED_FOR_DATE + REPORT) is None


def test_where_no_day_is_known_none_is_taken():
    assert times_of(REPORT, {}) is None
