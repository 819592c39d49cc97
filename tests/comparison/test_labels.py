"""Letters and numbers that name one of several things."""

import pytest

from multisumm.comparison.labels import noun_labels
from multisumm.comparison.statements import make_statement


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Team A met Team C in Oslo.", {"a", "c"}),
        ("en", "Phase II began in Phase I style.", {"2", "1", "i"}),
        ("en", "World War XIV is a film.", {"14"}),
        ("en", "Flight 12 landed.", {"12"}),
        ("en", "The vitamin was vitamin D.", {"d"}),
        ("en", "George W Bush and Anna V. Lee met.", set()),
        ("en", "Mayor Opens A Bridge", set()),
        ("en", "Yesterday I went to Oslo.", set()),
        ("en", "THEY ASKED A MAN", set()),
        ("en", "It was 41 C in Rome.", set()),
        ("cs", "Ve čtvrtek vedla 13. etapa do Brna.", {"13"}),
        ("zh", "A组在决赛中进了3个球。", {"a"}),
        ("zh", "1号线周一运送了500名乘客。", {"1"}),
    ],
)
def test_a_label_stands_beside_a_noun(language, text, expected):
    labels = noun_labels(make_statement(text, language=language))
    assert {reading for one in labels.values() for own in one.values() for reading in own} == (
        expected
    )
