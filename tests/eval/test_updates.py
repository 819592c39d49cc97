"""Which documents are known, and what the others tell alone."""

from eval.accuracy.updates import halves, new_part, pairs_of, updates
from evaluation_data import task_of
from multisumm.model import Document

OLD = Document("0", "The old bridge closed on Monday. Engineers found deep cracks.")
NEW = Document("1", "A ferry carries people over the river. The old bridge closed.")


def test_at_most_half_of_the_documents_are_known():
    task = task_of("A.", "B.", "C.", "D.", "E.")
    known, new = halves(task, by_lot=False)
    assert [d.id for d in known] == ["0", "1"]
    assert [d.id for d in new] == ["2", "3", "4"]
    drawn = {
        tuple(d.id for d in halves(task_of(*"ABCDE", name=n), by_lot=True)[0]) for n in "uvwxyz"
    }
    assert len(drawn) > 1
    assert all(sorted(known) == list(known) for known in drawn)
    assert halves(task, by_lot=True) == halves(task, by_lot=True)


def test_pairs_are_of_content_words_as_stems_within_sentences():
    assert pairs_of(["Cracks in the beam. A ferry."]) == {("crack", "beam")}


def test_the_new_part_is_what_the_new_documents_have_more_of():
    first, second = "Engineers found deep cracks.", "Ferries carry people."
    reference = f"{first} {second} The old bridge closed. Sheep graze here."
    assert new_part(reference, [OLD], [NEW]) == second
    assert new_part(reference, [NEW], [OLD]) == first


def test_clusters_without_a_known_document_or_something_new_are_left_out():
    told = "Ferries carry people."
    rest = "Sheep graze here on hills."
    tasks = [
        task_of(OLD.text, NEW.text, references=(told, rest), name="kept"),
        task_of(OLD.text, NEW.text, references=(rest,), name="nothing new"),
        task_of(NEW.text, references=(told,), name="one document"),
    ]
    (task,) = updates(tasks, by_lot=False)
    assert (task.id, task.references) == ("kept", (told,))
    assert [d.text for d in task.known] == [OLD.text]
    assert [d.text for d in task.documents] == [NEW.text]
