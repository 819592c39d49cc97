"""What the rules say of pairs that were written for it, in both orders."""

import pytest

from multisumm.comparison.relations import relate
from multisumm.comparison.statements import make_statement
from relation_pairs import APART, ENGLISH, OTHERS


def case(language, expected, a, b, wrong=""):
    marks = [pytest.mark.xfail(reason=wrong, strict=True)] if wrong else []
    return pytest.param(language, expected, a, b, marks=marks)


CASES = [case("en", *pair) for pairs in ENGLISH.values() for pair in pairs]
CASES += [case(language, *pair) for language, pairs in OTHERS.items() for pair in pairs]


@pytest.mark.parametrize(("language", "expected", "a", "b"), CASES)
def test_two_sentences_relate_as_they_should(language, expected, a, b):
    first, second = (make_statement(text, language=language) for text in (a, b))
    answers = {
        APART if relation is None or relation.kind == "similar" else relation.kind
        for relation in (relate(first, second), relate(second, first))
    }
    assert answers == {expected}
