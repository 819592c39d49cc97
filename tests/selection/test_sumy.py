import dataclasses
import json
import os
import subprocess
import sys
import warnings

import numpy as np
import pytest
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from multisumm.selection.sumy import SUMY_METHODS, sumy_scores
from multisumm.text.languages import function_words
from multisumm.text.tokens import stem_words, tokenize
from strategies import sentences_of

SUMMARIZERS = {
    "sumy-lexrank": LexRankSummarizer,
    "sumy-textrank": TextRankSummarizer,
    "sumy-lsa": LsaSummarizer,
    "sumy-luhn": LuhnSummarizer,
    "sumy-kl": KLSummarizer,
    "sumy-sum-basic": SumBasicSummarizer,
    "sumy-reduction": ReductionSummarizer,
}

# All distinct, no two equally good for a method by more than the order of the input.
NEWS = sentences_of(
    [
        "Two bombs exploded at Brussels airport on Tuesday morning, and police closed the airport.",
        "A third bomb exploded in a metro station near the offices of the European Union.",
        "At least 34 people were killed and more than 200 were injured, officials said.",
        "The airport stays closed until Thursday.",
    ],
    [
        "Police hunted a man who was filmed at the airport with the two bombers.",
        "Officials said the man fled before his bomb exploded.",
        "The attacks came four days after police arrested a suspect of the Paris attacks.",
    ],
    [
        "Belgium mourned for three days.",
        "The metro station was closed, and trains to Paris were stopped by the police.",
        "It was not the first attack.",
    ],
)


class Tokenizer:
    """Words for sumy's own sentences; its tokenizer would need downloaded data."""

    def to_words(self, text):
        return tuple(tokenize(text, language="en"))


def choice_of_sumy(method, sentences, count):
    """The places of the sentences that sumy itself takes for a summary of so many sentences."""
    own = [SumySentence(sentence.text, Tokenizer()) for sentence in sentences]
    summarizer = SUMMARIZERS[method](lambda word: stem_words([word], "en")[0])
    summarizer.stop_words = function_words("en")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # sumy's, of few words
        return [own.index(s) for s in summarizer(ObjectDocumentModel([Paragraph(own)]), count)]


def scores_of(method, texts, language="en"):
    return sumy_scores(method, sentences_of(texts), language=language)


def test_luhn_by_hand():
    # Significant are stems that occur twice: bomb and airport. The first sentence spans
    # `bombs ... airport`, 2 significant words of 4, so that it rates 2 ** 2 / 4; the second has the
    # two side by side, 2 ** 2 / 2; one alone rates 0.
    texts = ["Two bombs shook Brussels airport.", "Airport bomb!", "Another bomb."]
    assert scores_of("sumy-luhn", texts).tolist() == [1, 2, 0]


def test_sum_basic_by_hand():
    # bomb has 3 of 6 words, the others 1 each. The first sentence is all bomb (1 / 2) and comes
    # first; then bomb counts 1 / 4, so that the second has (1 / 4 + 1 / 6) / 2 = 5 / 24, and the
    # third, of bomb and two others, (1 / 4 + 2 / 6) / 3 = 7 / 36. Ratings count down from 0.
    texts = ["The bomb.", "A bomb fell.", "A bomb in Brussels metro."]
    assert scores_of("sumy-sum-basic", texts).tolist() == [0, -1, -2]


def test_the_names_are_those_of_all_summarizers():
    assert {*SUMY_METHODS} == {*SUMMARIZERS}


@pytest.mark.parametrize("method", SUMY_METHODS)
def test_the_best_rated_are_those_that_sumy_takes(method):
    scores = sumy_scores(method, NEWS, language="en")
    order = np.argsort(-scores, kind="stable")
    for count in range(1, len(NEWS) + 1):
        assert sorted(order[:count].tolist()) == choice_of_sumy(method, NEWS, count)


@pytest.mark.parametrize("method", SUMY_METHODS)
def test_ratings_are_finite_and_distinguish_sentences(method):
    scores = sumy_scores(method, NEWS, language="en")
    assert scores.shape == (len(NEWS),)
    assert scores.dtype == np.float64
    assert np.isfinite(scores).all()
    assert len(set(scores.tolist())) > 2


@pytest.mark.parametrize("method", SUMY_METHODS)
def test_sentences_of_the_same_text_are_rated_each_at_its_place(method):
    texts = [sentence.text for sentence in NEWS]
    scores = scores_of(method, [*texts, texts[0], texts[5]])
    if method in ("sumy-kl", "sumy-sum-basic"):  # ranks of a choice one after another
        assert len(set(scores.tolist())) == len(texts) + 2
        assert scores[0] > scores[10]
        assert scores[5] > scores[11]
    else:
        assert scores[[0, 5]].tolist() == pytest.approx(scores[[10, 11]].tolist(), abs=1e-9)


@pytest.mark.parametrize("method", SUMY_METHODS)
@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["..."],
        ["It was not."],
        ["It was.", "Of the.", "..."],
        ["Police closed the airport."],
        ["Bombs."],
        ["Police closed the airport."] * 3,
        ["Bombs.", "Bombs!", "Bombs?"],
        ["Bombs.", "It was.", "...", "Police."],
        ["警察は空港を閉鎖した。", "警察は空港を閉鎖した。"],
    ],
    ids=repr,
)
def test_poor_input_is_rated_too(method, texts):
    scores = scores_of(method, texts)
    assert scores.shape == (len(texts),)
    assert np.isfinite(scores).all()


@pytest.mark.parametrize("method", SUMY_METHODS)
def test_warnings_of_sumy_are_silenced_and_the_filters_restored(method):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        filters = list(warnings.filters)
        scores_of(method, ["Bombs.", "Bombs!", "It was."])
        assert warnings.filters == filters
    assert caught == []


def test_an_unknown_language_has_no_stems_and_no_function_words():
    assert scores_of("sumy-luhn", ["the bombs", "the bomb", "the"], "und").tolist() == [0, 0, 0]
    assert scores_of("sumy-luhn", ["of the bombs", "the bombs"], "und").tolist() == [2, 2]


SCRIPT = """
import json, sys
from multisumm.selection.sumy import SUMY_METHODS, sumy_scores
from multisumm.model import Sentence
news = [Sentence(*fields) for fields in json.load(sys.stdin)]
print({method: sumy_scores(method, news, language="en").tolist() for method in SUMY_METHODS})
"""


def test_ratings_do_not_depend_on_the_hash_seed():
    other_seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    output = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps([dataclasses.astuple(sentence) for sentence in NEWS]),
        env={**os.environ, "PYTHONHASHSEED": other_seed},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    here = {method: sumy_scores(method, NEWS, language="en").tolist() for method in SUMY_METHODS}
    assert output == f"{here}\n"
