"""The baselines `sumy-...` beside sumy called as its documentation shows."""

import os
import subprocess
import sys
import warnings
from functools import partial
from importlib import import_module

import nltk
import pytest
from nltk.tokenize import NLTKWordTokenizer
from sumy.nlp.stemmers import Stemmer
from sumy.nlp.tokenizers import Tokenizer
from sumy.parsers.plaintext import PlaintextParser
from sumy.utils import get_stop_words

from evaluation_data import FIRST, SECOND, clusters_file, task_of, write_lines
from multisumm.errors import OptionError
from multisumm.evaluation.plan import EvaluationPlan, run_plan
from multisumm.evaluation.sumy_baseline import notes_on_sumy, rank_by_sumy
from multisumm.evaluation.systems import write_method, write_sumy
from multisumm.evaluation.tasks import split_text
from multisumm.selection.sumy import SUMMARIZERS, SUMY_METHODS

NEWS = (
    "BRIDGE CLOSED\n" + FIRST + "\n\nThe city's mayor said it wouldn't reopen before 6 May 2024.",
    SECOND + "\n\nNobody was hurt. The ferry's fare is two euros, the mayor said.",
    "Traders on the bank of the river asked the mayor for help. Trade has halved since Monday.",
)
GERMAN = (
    "Die alte Brücke über den Fluss ist seit Montag gesperrt. Ingenieure der Stadt fanden Risse in"
    " zwei Trägern der Brücke. Die Reparatur der Brücke dauert sechs Wochen, so der Bürgermeister"
    " der Stadt. Eine Fähre bringt Menschen über den Fluss, bis die Brücke am Montag wieder öffnet."
    " Händler fürchten um ihr Geschäft."
)


class Sentences:
    """Stands for Punkt, whose data would have to be downloaded."""

    def __init__(self, language):
        self.tokenize = partial(split_text, language={"english": "en", "german": "de"}[language])


@pytest.fixture
def without_downloads(monkeypatch):
    monkeypatch.setattr(nltk.tokenize, "PunktTokenizer", Sentences)
    monkeypatch.setattr(nltk, "word_tokenize", NLTKWordTokenizer().tokenize)


def sumy_called_directly(name, texts, *, language):
    """The ratings of sumy and, for each number of sentences, those that it takes.

    Numbers at which the last one taken is as good as the next one are left out: LSA rates many
    short sentences alike but for the last bits.
    """
    document = PlaintextParser.from_string("\n\n".join(texts), Tokenizer(language)).document
    module, class_name = SUMMARIZERS[name]
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), class_name)(Stemmer(language))
    summarizer.stop_words = get_stop_words(language)
    ratings, taken = [], {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # sumy's, of few words
        summarizer(document, lambda infos: ratings.extend(one.rating for one in infos) or infos)
        for count in range(1, len(ratings)):
            if ratings[count - 1] - ratings[count] > 1e-9:
                taken[count] = [str(sentence) for sentence in summarizer(document, count)]
    return taken


@pytest.mark.parametrize("name", SUMY_METHODS)
def test_the_baseline_takes_the_sentences_that_sumy_takes(name, without_downloads):
    takes_the_same(name, NEWS, "en", "english")


@pytest.mark.parametrize("name", sorted({*SUMY_METHODS} - {"sumy-lexrank"}))  # rates all alike
def test_so_it_does_in_german(name, without_downloads):
    takes_the_same(name, [GERMAN], "de", "german")


def takes_the_same(name, source, code, language):
    texts, order = rank_by_sumy(source, name, language=code)
    taken = sumy_called_directly(name, source, language=language)
    assert taken
    for count, sentences in taken.items():
        assert [texts[place] for place in sorted(order[:count])] == sentences


def test_a_heading_of_sumys_parser_is_no_sentence():
    texts, order = rank_by_sumy(NEWS, "sumy-lexrank", language="en")
    assert "BRIDGE CLOSED" not in texts
    assert sorted(order) == [*range(len(texts))]


@pytest.mark.parametrize("name", SUMY_METHODS)
def test_a_summary_is_within_its_budget_and_in_the_order_of_the_sources(name):
    task = task_of(*NEWS, words=40)
    summary = write_sumy(task, name=name)
    texts, _ = rank_by_sumy(NEWS, name, language="en")
    assert summary
    assert task.budget.total(summary) <= 40
    assert sorted(summary, key=texts.index) == [*summary]


def test_nothing_comes_of_nothing():
    assert write_sumy(task_of("", " \n"), name="sumy-lsa") == ()
    assert write_sumy(task_of("..."), name="sumy-lexrank") == ()


def test_the_method_of_summarize_says_so_in_its_name(tmp_path):
    path = clusters_file(tmp_path, "a")
    names = ("sumy-luhn", "method:sumy-luhn", "method:lead", "lead")
    results = run_plan(EvaluationPlan((path,), names, amounts={"words": 30})).results
    assert results.systems == names
    scores = results.column("rouge-1 f1")[:, 0].tolist()
    assert scores[2] == scores[3]
    task = task_of(FIRST, SECOND, words=30)
    assert write_sumy(task, name="sumy-luhn") != write_method(task, method="sumy-luhn")
    with pytest.raises(OptionError, match="unknown system 'method:random'"):
        run_plan(EvaluationPlan((path,), ("method:random",)))


def test_a_note_says_what_sumy_lacks_for_a_language(tmp_path):
    assert [*notes_on_sumy({"en", "de", "fr"})] == []
    assert [*notes_on_sumy({"zh", "ru", "xx"})] == [
        "sumy has no stop words for ru, and does without",
        "sumy has no stemmer and no stop words for xx, and does without",
        "sumy splits zh into words by other packages; it gets those of multisumm",
    ]
    chinese = "大桥周一关闭。工程师发现了裂缝。"
    cluster = {"id": "a", "documents": [chinese], "references": [chinese]}
    path = write_lines(tmp_path / "c.jsonl", cluster)
    results = run_plan(EvaluationPlan((path,), ("sumy-luhn", "sumy-lsa"))).results
    assert [note for note in results.warnings if "sumy" in note] == [*notes_on_sumy({"zh"})]
    assert results.column("rouge-1 f1")[0, 0] > 0


PROGRAM = """
from multisumm.evaluation.sumy_baseline import rank_by_sumy
from multisumm.selection.sumy import SUMY_METHODS
import sys
print([rank_by_sumy(sys.argv[1:], name, language="en")[1] for name in SUMY_METHODS])
"""


def test_the_order_does_not_depend_on_the_hash_seed():
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, *NEWS],
            capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "7")
    }  # fmt: skip
    assert len(outputs) == 1
