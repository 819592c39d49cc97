"""A sentence of a summary as a statement."""

import multisumm
from locations import FERRY
from multisumm.rendering.report_statements import statement_of


def test_a_sentence_as_a_statement_has_all_that_stands_beside_it():
    summary = multisumm.summarize(multisumm.read_documents([FERRY]), words=250)
    relations = set()
    for sentence in summary.sentences:
        statement = statement_of(sentence)
        own, *others = statement.cells
        beside = [*sentence.support, *sentence.conflicts, *sentence.updates, *sentence.similar]
        assert (own.citation, own.relation, own.family) == (
            *(sentence.citation, "same", sentence.family),
        )
        assert {one.citation for one in others} == {one.citation for one in beside}
        assert all(one.against == sentence.citation for one in others)
        assert statement.families == sentence.families
        relations |= {one.relation for one in others}
        relations |= {f"{one.relation} {one.time}" for one in others if one.time}
    assert relations >= {"same", "part", "conflict", "update", "update earlier"}
