import json
import re
import shutil
import subprocess
from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from evaluation_data import REFERENCE, clusters_file, record, write_lines
from multisumm.errors import InputError, OptionError
from multisumm.escaping import safe_json
from multisumm.evaluation.formats import REPORT_RENDERERS
from multisumm.evaluation.plan import EvaluationPlan, run_plan
from multisumm.evaluation.saving import join_results, load_results, results_record
from multisumm.evaluation.statistics import analyse
from multisumm.evaluation.tables import EvaluationReport, check_columns
from multisumm.rouge import parse_signature, rouge


def pdflatex():
    """The program, if it is there and has the packages that the tables need."""
    program, finder = map(shutil.which, ("pdflatex", "kpsewhich"))
    if program is None or finder is None:
        return None
    found = subprocess.run([finder, "booktabs.sty", "graphicx.sty"], capture_output=True)
    return program if found.returncode == 0 else None


PDFLATEX = pdflatex()


def run(path, *systems, **options):
    return run_plan(
        EvaluationPlan(paths=(path,), systems=systems or ("lead", "random"), **options)
    ).results


def saved(results, path, **options):
    path.write_text(safe_json(results_record(results, **options)))
    return str(path)


def test_scores_are_those_of_the_rouge_part_for_one_sentence_a_line(tmp_path):
    outputs = write_lines(
        tmp_path / "o.jsonl", {"id": "a", "summary": "Cracks here. A ferry runs."}
    )
    results = run(clusters_file(tmp_path, "a"), f"file:{outputs}")
    lines = REFERENCE.replace(". ", ".\n")
    wanted = rouge("Cracks here.\nA ferry runs.", [lines], stem=True)
    for metric in results.metrics:
        for part in ("recall", "precision", "f1"):
            assert results.column(f"{metric} {part}")[0, 0] == getattr(wanted[metric], part)
    assert np.isnan(results.seconds).all()


def test_the_signature_gives_the_settings_back(tmp_path):
    results = run(clusters_file(tmp_path, "a", "b"), metrics=("rouge-1", "rouge-su4"))
    settings, metrics = parse_signature(results.signatures[0])
    assert (settings.preset, settings.stem, metrics) == ("rouge155", True, ("rouge-1", "rouge-su4"))
    assert "|refs:1|" in results.signatures[0]
    assert "|sents:multisumm-rules|" in results.signatures[0]


def test_one_preset_for_a_table_and_a_signature_for_each_language(tmp_path):
    german = "Die Brücke über den Fluss ist seit Montag gesperrt. Das Bauamt fand Risse."
    cluster = {"id": "de", "documents": [german], "references": [german]}
    path = write_lines(tmp_path / "c.jsonl", record(), cluster)
    results = run(path)
    assert results.settings["preset"] == "unicode"
    assert [s.split("|")[2] for s in results.signatures] == ["lang:de", "lang:en"]
    assert run(path, preset="rouge155").settings["preset"] == "rouge155"


def test_an_empty_summary_scores_0_and_is_counted(tmp_path):
    outputs = write_lines(
        tmp_path / "o.jsonl", {"id": "a", "summary": ""}, {"id": "b", "summary": "The bridge."}
    )
    results = run(clusters_file(tmp_path, "a", "b"), f"file:{outputs}")
    assert results.column("rouge-1 f1")[0, 0] == 0 < results.column("rouge-1 f1")[0, 1]
    assert results.warnings == ("o: 1 of 2 summaries are empty and score 0: a",)
    assert isnan(results.column("density")[0, 0])
    assert json.loads(REPORT_RENDERERS["json"](EvaluationReport(results, analyse(results))))


def test_a_reference_without_tokens_says_what_to_do(tmp_path):
    path = write_lines(tmp_path / "c.jsonl", record() | {"references": ["你好"]})
    with pytest.raises(InputError, match=r"reference 1 of cluster .* --preset unicode"):
        run(path, preset="rouge155")


def test_the_same_plan_gives_the_same_bytes_of_json(tmp_path):
    path = clusters_file(tmp_path, *"abcde")
    pages = []
    for _ in range(2):
        results = run(path, "coverage", "random", "oracle")
        pages.append(REPORT_RENDERERS["json"](EvaluationReport(results, analyse(results))))
    assert pages[0] == pages[1]
    assert "seconds" not in pages[0]
    other = run(path, "coverage", "random", "oracle", seed=7)
    assert REPORT_RENDERERS["json"](EvaluationReport(other, analyse(other))) != pages[0]
    with_seconds = REPORT_RENDERERS["json"](
        EvaluationReport(results, analyse(results), timings=True)
    )
    assert "seconds" in with_seconds


def test_saved_results_are_read_back(tmp_path):
    results = run(clusters_file(tmp_path, "a", "b"))
    back = load_results(saved(results, tmp_path / "r.json", timings=True))
    assert np.array_equal(back.values, results.values, equal_nan=True)
    assert np.array_equal(back.seconds, results.seconds)
    assert (back.subjects, back.systems) == (results.subjects, results.systems)
    assert analyse(back) == analyse(results)
    assert np.isnan(load_results(saved(results, tmp_path / "s.json")).seconds).all()
    page = tmp_path / "page.json"
    page.write_text(REPORT_RENDERERS["json"](EvaluationReport(results, analyse(results))))
    assert np.array_equal(load_results(str(page)).values, results.values, equal_nan=True)


QUESTION = {"query": "Who found cracks?", "relevant": ["a"], "answers": ["engineers"]}


def test_measures_of_queries_have_columns_where_a_cluster_has_them(tmp_path):
    path = write_lines(tmp_path / "c.jsonl", record("a", **QUESTION), record("b", query="Who?"))
    outputs = write_lines(
        tmp_path / "o.jsonl", {"id": "a", "summary": "Engineers!"}, {"id": "b", "summary": "No."}
    )
    results = run(path, "bm25", f"file:{outputs}", budgets=(3, 12))
    assert results.focus == (
        "relevant-quotes", "answer-found", "answer-found@3", "answer-found@12",
    )  # fmt: skip
    assert results.columns[-4:] == results.focus
    found = [results.column(name).tolist() for name in results.focus]
    assert [[row[0] for row in rows] for rows in found] == [
        [1, 0], [1, 1], [0, pytest.approx(np.nan, nan_ok=True)],
        [1, pytest.approx(np.nan, nan_ok=True)],
    ]  # fmt: skip
    assert np.isnan([row[1] for rows in found for row in rows]).all()
    back = load_results(saved(results, tmp_path / "r.json"))
    assert back.focus == results.focus
    assert np.array_equal(back.values, results.values, equal_nan=True)
    report = EvaluationReport(results, analyse(results))
    for name, render in REPORT_RENDERERS.items():
        heading = "answer-found@12" if name == "json" else "answer found @12"
        assert heading in render(report)
    plain = run(clusters_file(tmp_path, "a", "b"), "lead")
    assert plain.focus == ()
    assert "focus" not in results_record(plain)


def test_results_with_other_measures_of_queries_are_not_compared(tmp_path):
    path = write_lines(tmp_path / "c.jsonl", record("a", **QUESTION))
    first, other = run(path, "bm25"), run(path, "bm25", budgets=(12,))
    with pytest.raises(InputError) as caught:
        join_results([("first", first), ("other", other)])
    assert str(caught.value) == (
        "other: cannot be compared: the measures of queries and known documents are not the same:"
        " relevant-quotes, answer-found and relevant-quotes, answer-found, answer-found@12"
    )


@pytest.mark.parametrize(
    ("budgets", "message"),
    [
        ((0,), "an item of budgets must be at least 1, not 0"),
        ((2.5,), "an item of budgets"),
        ((9,), "budgets are for clusters with `answers`, and none has any"),
        ("9", "budgets must be a tuple of whole numbers"),
    ],
)
def test_budgets_are_whole_numbers_for_clusters_with_answers(tmp_path, budgets, message):
    with pytest.raises(OptionError, match=message):
        run(clusters_file(tmp_path, "a"), budgets=budgets)


def test_results_are_put_side_by_side_under_names_of_their_own(tmp_path):
    path = clusters_file(tmp_path, "a", "b")
    old, new = run(path, "lead"), run(path, "lead", "coverage")
    joined = join_results([("old", old), ("new", new), ("new", new)])
    assert joined.systems == ("lead", "lead (new)", "coverage", "lead (new) 2", "coverage (new)")
    compared = analyse(joined).comparisons["lead (new)"]["rouge-1"]
    assert (compared.difference.mean, compared.ties) == (0, 2)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sample": 1}, "clusters are not the same"),
        ({"amounts": {"words": 9}}, "budgets are not the same"),
        ({"stem": False}, "scored with"),
        ({"metrics": ("rouge-1",)}, "scored with"),
    ],
)
def test_results_that_cannot_be_compared_are_refused(tmp_path, options, message):
    path = clusters_file(tmp_path, "a", "b")
    with pytest.raises(InputError, match=message):
        join_results([("a", run(path)), ("b", run(path, **options))])


def test_results_on_data_that_have_changed_cannot_be_compared(tmp_path):
    old = run(clusters_file(tmp_path, "a"))
    new = run(clusters_file(tmp_path, "a", date="2024"))
    with pytest.raises(InputError, match="data have changed"):
        join_results([("old", old), ("new", new)])


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"schema": "x"}', '{"schema": "multisumm-evaluation/1", "systems": [1]}'],
)
def test_files_without_results_are_refused(tmp_path, content):
    path = tmp_path / "r.json"
    path.write_text(content)
    with pytest.raises(InputError, match=r"r\.json"):
        load_results(str(path))


@pytest.mark.parametrize(
    "options", [{"metrics": ("rouge-0",)}, {"metrics": ()}, {"preset": "x"}, {"seed": -1}]
)
def test_plans_without_meaning_are_refused(tmp_path, options):
    with pytest.raises(OptionError):
        run(clusters_file(tmp_path, "a"), **options)


def test_tables_in_all_formats(tmp_path):
    results = run(
        clusters_file(tmp_path, "a_1", "b"), "lead", "random", "oracle", amounts={"words": 20}
    )
    report = EvaluationReport(results, analyse(results), worst=1)
    text = REPORT_RENDERERS["text"](report)
    assert "lead: a_1" in text
    assert text.endswith(f"{results.signatures[0]}|{report.statistics.method}\n")
    mean = f"{100 * report.statistics.scores['lead']['rouge-1'].mean:.2f} ["
    assert mean in text
    markdown = REPORT_RENDERERS["markdown"](report)
    assert "| --- | ---: |" in markdown
    assert "| lead: a\\_1 |" in markdown
    assert "**" in markdown
    assert "| oracle | **" not in markdown  # it is no contender


def marked_report(tmp_path, **more):
    """Three systems on six clusters, of which the second is always much worse."""
    results = run(clusters_file(tmp_path, *"abcdef"), "lead", "random", amounts={"words": 20})
    values = results.values.copy()
    values[1, :, 2] = values[0, :, 2] - 0.1
    results = replace(results, values=values)
    return EvaluationReport(results, analyse(results), **more)


@pytest.mark.parametrize("form", ["text", "markdown", "latex"])
def test_scores_are_marked_where_they_differ_and_a_legend_says_what_that_means(tmp_path, form):
    report = marked_report(tmp_path)
    page = REPORT_RENDERERS[form](report)
    mark = {"latex": r"\textsuperscript{\textdagger}"}.get(form, "†")
    worse = f"{100 * report.statistics.scores['random']['rouge-1'].mean:.2f}"
    assert f"{worse}{mark}" in page
    assert f"{mark} differs from lead: p below 0.05" in page
    assert page.count(mark) == 4  # the score, the difference and two legends
    assert "No difference can be significant" not in page


@pytest.mark.parametrize("form", ["text", "markdown", "latex", "html"])
def test_a_line_says_where_no_difference_can_be_significant(tmp_path, form):
    path = clusters_file(tmp_path, *"abcdef")
    results = run(path, "lead", "random", "oracle", amounts={"words": 20})
    page = REPORT_RENDERERS[form](EvaluationReport(results, analyse(results)))
    assert (
        "No difference can be significant: with 6 clusters and 2 systems compared to the baseline,"
        " the corrected p is at least 0.0625; use more clusters"
    ) in page
    assert "†" not in page
    assert "textdagger" not in page


def test_columns_are_chosen_for_all_tables(tmp_path):
    columns = ("rouge-2", "outvoted", "novel-3")
    text = REPORT_RENDERERS["text"](marked_report(tmp_path, worst=1, columns=columns))
    tables = text.split("\n\n")
    assert [table.split("\n")[1].split()[:2] for table in tables[:-1]] == [
        ["system", "rouge-2"], ["system", "rouge-2"], ["system", "novel"], ["system", "outvoted"],
        ["system:", "cluster"],
    ]  # fmt: skip
    assert "rouge-1" not in "".join(tables[:-1])
    with pytest.raises(OptionError, match="unknown column 'rouge-7'"):
        check_columns(["rouge-7"], run(clusters_file(tmp_path, "a")))


LATEX = re.compile(
    r"\\begin\{tabular\}\{(\w+)\}\n\\toprule\n(.*?)\\bottomrule\n\\end\{tabular\}\}", re.S
)


def test_latex_stands_in_a_document_as_it_is(tmp_path):
    latex = REPORT_RENDERERS["latex"](marked_report(tmp_path, worst=1))
    assert latex.startswith("% In the preamble: \\usepackage{booktabs,graphicx}\n")
    assert latex.count(r"\begin{table}") == latex.count(r"\end{table}") == 5
    assert latex.count(r"\resizebox{\ifdim\width>\columnwidth") == 5
    tables = LATEX.findall(latex)
    assert len(tables) == 5
    for columns, body in tables:
        rows = [line for line in body.splitlines() if line != r"\midrule"]
        for row in rows:
            assert len(re.findall(r"(?<!\\)&", row)) == len(columns) - 1
            assert row.endswith(r" \\")
    plain = re.sub(r"(?m)^%.*", "", latex)
    assert "-10.00" not in plain
    assert "$-$10.00" in plain
    assert plain.isascii()
    for opened, closed in ("{}",):
        unescaped = re.sub(r"\\[{}]", "", plain)
        assert unescaped.count(opened) == unescaped.count(closed)
    assert not re.search(r"(?<!\\)[%#_^]", re.sub(r"(?m)%$", "", plain))


@pytest.mark.skipif(PDFLATEX is None, reason="no pdflatex with booktabs on the PATH")
def test_latex_compiles_and_fits_a_column(tmp_path):
    report = marked_report(tmp_path, worst=2)
    (tmp_path / "tables.tex").write_text(REPORT_RENDERERS["latex"](report), encoding="utf-8")
    (tmp_path / "main.tex").write_text(
        r"\documentclass[twocolumn]{article}\usepackage{booktabs,graphicx}"
        r"\begin{document}\input{tables}\end{document}"
    )
    arguments = [PDFLATEX, "-interaction=nonstopmode", "-halt-on-error", "main.tex"]
    done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:]
    assert "Overfull" not in done.stdout


def test_names_in_other_scripts_are_told_to_need_another_program(tmp_path):
    results = run(clusters_file(tmp_path, "南京", "b"), "lead", amounts={"words": 20})
    latex = REPORT_RENDERERS["latex"](EvaluationReport(results, analyse(results), worst=2))
    assert latex.splitlines()[0].endswith("LuaLaTeX or XeLaTeX with a font that has them")


def test_names_from_outside_do_not_act_as_markup(tmp_path):
    outputs = write_lines(
        tmp_path / "o.jsonl", {"id": "a", "system": "\x1b[31m|$\\x{}", "summary": "A bridge."}
    )
    results = run(clusters_file(tmp_path, "a"), f"file:{outputs}")
    report = EvaluationReport(results, analyse(results))
    assert "\x1b" not in REPORT_RENDERERS["text"](report)
    assert "| \\[31m\\|\\$\\\\x\\{\\} |" in REPORT_RENDERERS["markdown"](report)
    assert r"{}[31m\textbar{}\$\textbackslash{}x\{\} &" in REPORT_RENDERERS["latex"](report)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("paths", "clusters.jsonl"),
        ("paths", (5,)),
        ("systems", "lead"),
        ("systems", (None,)),
        ("systems", ("leed",)),
        ("metrics", (5,)),
        ("metrics", 5),
        ("metrics", ()),
        ("amounts", [("words", 5)]),
        ("amounts", {"words": "x"}),
        ("amounts", {"words": True}),
        ("language", 5),
        ("preset", 5),
        ("stem", "yes"),
        ("sample", "x"),
        ("sample", 0),
        ("sample", True),
        ("seed", "x"),
        ("seed", -1),
    ],
)
def test_a_field_of_a_wrong_type_or_value_is_an_error_of_one_line(tmp_path, field, value):
    plan = EvaluationPlan((clusters_file(tmp_path, "a"),), ("lead",))
    with pytest.raises(OptionError) as error:
        run_plan(replace(plan, **{field: value}))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "options",
    [
        *({"part": 5}, {"level": "x"}, {"level": 100}, {"samples": 2.5}, {"samples": 1}),
        *({"trials": "x"}, {"trials": 0}, {"seed": "x"}, {"seed": -1}, {"seed": None}),
    ],
)
def test_statistics_of_a_wrong_type_or_value_are_an_error_of_one_line(tmp_path, options):
    results = run_plan(EvaluationPlan((clusters_file(tmp_path, "a"),), ("lead",))).results
    with pytest.raises(OptionError) as error:
        analyse(results, **options)
    assert "\n" not in str(error.value)
