import pytest

import multisumm
from locations import FERRY
from multisumm.model import SummaryData
from multisumm.rendering.formats import RENDERERS


@pytest.fixture(scope="module")
def summary():
    return multisumm.summarize(multisumm.read_documents([FERRY]), words=60)


def test_printing_a_summary_shows_its_text(summary, capsys):
    print(summary)
    assert capsys.readouterr().out == f"{summary.text}\n"
    assert summary.text == " ".join(sentence.text for sentence in summary.sentences) != ""


@pytest.mark.parametrize("form", RENDERERS)
def test_every_format_has_a_method_that_ends_with_a_line_end(summary, form):
    shown = getattr(summary, f"to_{form}")()
    assert shown == RENDERERS[form](summary)
    assert shown.endswith("\n")


def test_a_summary_is_its_data(summary):
    assert isinstance(summary, SummaryData)
    assert not hasattr(summary, "__dict__")
    with pytest.raises(AttributeError):
        summary.sentences = ()
