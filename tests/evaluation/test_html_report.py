"""The HTML page: as text, and as a browser shows it (skipped where there is none)."""

import json
import re
import xml.etree.ElementTree as ElementTree
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import escape, unescape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from browsing import needs_browser
from multisumm.escaping import one_line
from multisumm.evaluation.formats import REPORT_RENDERERS
from multisumm.evaluation.html_report import render_evaluation_page
from multisumm.evaluation.plot import axis_of, lay_out_plot
from multisumm.evaluation.results import Results, Subject, columns_of
from multisumm.evaluation.statistics import analyse
from multisumm.evaluation.tables import EvaluationReport
from multisumm.rendering.templates import render_template
from multisumm.rouge import Estimate
from outline import Outline

METRICS = ("rouge-1", "rouge-2")
SYSTEMS = ("coverage", "lead", "random", "oracle")
HOSTILE = "<script>document.title='taken'</script>"
BREAKOUT = "\"'></title></style></svg><img src=x onerror=alert(1)>&amp;"
SVG = "{http://www.w3.org/2000/svg}"


def report_of(systems=SYSTEMS, *, clusters=12, source="c.jsonl", warnings=(), worst=2, **more):
    values = np.random.default_rng(7).uniform(
        0.1, 0.6, (len(systems), clusters, len(columns_of(METRICS)))
    )
    values[:, :, 0:3] += 0.02 * np.arange(len(systems))[:, None, None]
    results = Results(
        subjects=tuple(
            Subject(f"{source}-{i}", source, "en", "words", 100) for i in range(clusters)
        ),
        systems=systems,
        metrics=METRICS,
        values=values,
        seconds=np.full(values.shape[:2], np.nan),
        signatures=("preset:rouge155|refs:1",),
        settings={"version": "0", "data": [{"path": source, "sha256": None}]},
        warnings=warnings,
        **more,
    )
    return EvaluationReport(results, analyse(results, samples=200, trials=200), worst)


def drawing_of(plot):
    return ElementTree.fromstring(render_template("plot.svg.jinja", plot=plot))


def plots_of(page):
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", page, re.S)]


def scale_of(drawing):
    """Return what turns a coordinate into a score, from the outermost ticks."""
    ticks = drawing.findall(f"{SVG}g[@class='tick']")
    ends = [
        (float(t.find(f"{SVG}line").get("x1")), float(t.find(f"{SVG}text").text)) for t in ticks
    ]
    (left, low), *_, (right, high) = ends
    return lambda x: low + (float(x) - left) / (right - left) * (high - low)


def rows_of(drawing):
    return [g for g in drawing.findall(f"{SVG}g") if g.get("class") in ("first", "other")]


def test_a_row_of_a_plot_worked_by_hand():
    scores = {"ours": Estimate(20.0, 10.0, 30.0), "lead": Estimate(12.5, 12.5, 12.5)}
    drawing = drawing_of(lay_out_plot("p", "rouge-1", scores))
    ticks = [tick.find(f"{SVG}text").text for tick in drawing.findall(f"{SVG}g[@class='tick']")]
    assert ticks == ["10", "15", "20", "25", "30"]
    ours, lead = rows_of(drawing)
    assert ours.find(f"{SVG}circle").get("cx") == "180.00"  # the middle of 18 to 342
    line = ours.find(f"{SVG}line")
    assert (line.get("x1"), line.get("x2")) == ("18.00", "342.00")
    assert [text.text for text in ours.findall(f"{SVG}text")] == ["ours (baseline)", "20.00"]
    assert lead.find(f"{SVG}circle").get("cx") == "58.50"
    assert drawing.find(f"{SVG}path[@class='level']").get("d") == "M180.00 25v18M180.00 63v18"


def test_no_label_lies_on_a_line():
    # Letters of 13 px reach about 11 above their line and 4 below it.
    drawing = plots_of(render_evaluation_page(report_of()))[0]
    rows = rows_of(drawing)
    for path in ("grid", "level"):
        for start, length in re.findall(
            r"M\S+ (\d+)v(\d+)", drawing.find(f"{SVG}path[@class='{path}']").get("d")
        ):
            for label in (text for row in rows for text in row.findall(f"{SVG}text")):
                top, bottom = int(label.get("y")) - 11, int(label.get("y")) + 4
                assert int(start) > bottom or int(start) + int(length) < top
    ends = [
        int(tick.find(f"{SVG}line").get("y1")) for tick in drawing.findall(f"{SVG}g[@class='tick']")
    ]
    assert min(ends) > int(rows[-1].find(f"{SVG}text").get("y")) + 4


def test_every_dot_and_interval_is_at_its_score():
    report = report_of()
    drawings = plots_of(render_evaluation_page(report))
    assert len(drawings) == len(METRICS)
    for metric, drawing in zip(METRICS, drawings, strict=True):
        score_at = scale_of(drawing)
        for system, row in zip(SYSTEMS, rows_of(drawing), strict=True):
            score = report.statistics.scores[system][metric]
            line = row.find(f"{SVG}line")
            places = (row.find(f"{SVG}circle").get("cx"), line.get("x1"), line.get("x2"))
            wanted = [100 * value for value in (score.mean, score.low, score.high)]
            assert [score_at(x) for x in places] == pytest.approx(wanted, abs=0.01)


def test_the_numbers_of_the_plot_are_in_the_table_and_its_description():
    report = report_of()
    page = render_evaluation_page(report)
    for system, metrics in report.statistics.scores.items():
        for score in metrics.values():
            mean, *ends = (f"{100 * x:.2f}" for x in (score.mean, score.low, score.high))
            interval = f"[{', '.join(ends)}]"
            assert f"{system} {mean} {interval}" in page
            cell = rf'{mean}†?(</strong>)? <span class="part">{re.escape(interval)}</span></td>'
            assert re.search(f"<td>(<strong>)?{cell}", page)


def test_all_differences_are_listed():
    report = report_of()
    page = render_evaluation_page(report)
    for system, metrics in report.statistics.comparisons.items():
        for one in metrics.values():
            low, high = 100 * one.difference.low, 100 * one.difference.high
            counts = "".join(f"<td>{n}</td>" for n in (one.wins, one.ties, one.losses))
            p = f"<strong>{one.p_holm:.4f}†</strong>" if one.p_holm < 0.05 else f"{one.p_holm:.4f}"
            assert (
                f'<tr><th scope="row"><bdi>{system}</bdi></th>'
                f"<td>{100 * one.difference.mean:+.2f}</td><td>[{low:+.2f}, {high:+.2f}]</td>"
                f"<td>{one.p:.4f}</td><td>{p}</td>{counts}</tr>"
            ) in page


def test_the_page_says_what_was_evaluated_and_how():
    report = report_of(warnings=("lead: 1 of 12 summaries are empty",))
    page = render_evaluation_page(report)
    assert "<h1>Evaluation of 4 systems on 12 clusters</h1>" in page
    assert "Budget: 100 words. Language: en. Baseline: <bdi>coverage</bdi>." in page
    assert f"<code>preset:rouge155|refs:1|{report.statistics.method}</code>" in page
    assert "<li>lead: 1 of 12 summaries are empty</li>" in page
    assert re.findall("<h2>(.*?)</h2>", page) == [
        "Scores", "Differences from the baseline", "How summaries read", "Other measures",
        "Worst clusters", "Notes", "Settings",
    ]  # fmt: skip


def test_the_page_opens_with_the_result_and_keeps_signatures_folded():
    report = report_of()
    page = render_evaluation_page(report)
    means = {name: by["rouge-1"].mean for name, by in report.statistics.scores.items()}
    best = max(("coverage", "lead", "random"), key=means.__getitem__)
    assert f'<p class="result">{best} has the highest rouge-1 of {100 * means[best]:.2f};' in page
    assert page.index('id="scores-caption"') < page.index("<svg") < page.index("<details>")
    assert "preset:rouge155" not in page[: page.index("<details>")]


def test_scores_that_differ_from_the_baseline_are_marked_and_the_mark_is_explained():
    report = report_of()
    values = report.results.values
    values[1, :, 2] = values[0, :, 2] / 2
    report = replace(report, statistics=analyse(report.results, samples=200))
    page = render_evaluation_page(report)
    score = report.statistics.scores["lead"]["rouge-1"].mean
    assert f"<td>{100 * score:.2f}† <span" in page
    assert '<p class="note">† differs from coverage: p below 0.05' in page
    assert "can be significant" not in page


def test_a_page_of_chosen_columns_has_no_others():
    page = render_evaluation_page(replace(report_of(), columns=("rouge-2", "outvoted")))
    assert len(plots_of(page)) == 1
    assert "<figcaption>rouge-2" in page
    assert '<th scope="col">outvoted %</th>' in page
    assert "order tau</th>" not in page
    assert "Other measures" not in page
    only = render_evaluation_page(replace(report_of(), columns=("words",)))
    assert not plots_of(only)
    assert re.findall("<h2>(.*?)</h2>", only) == ["Other measures", "Notes", "Settings"]


def test_different_budgets_are_listed_by_unit():
    report = report_of()
    subjects = list(report.results.subjects)
    subjects[0] = Subject("x", "c.jsonl", "fr", "words", 250)
    subjects[1] = Subject("y", "c.jsonl", "zh", "characters", 200)
    object.__setattr__(report.results, "subjects", tuple(subjects))
    page = render_evaluation_page(report)
    assert "Budget: 100 to 250 words, by cluster; 200 characters. Languages: en, fr, zh." in page


def test_one_system_and_one_cluster_make_a_page_without_differences():
    page = render_evaluation_page(report_of(("lead",), clusters=1, worst=0))
    Outline(page)
    assert "Evaluation of 1 system on 1 cluster<" in page
    assert "Differences" not in page
    assert "Worst" not in page


def test_the_same_report_gives_the_same_characters():
    assert render_evaluation_page(report_of()) == REPORT_RENDERERS["html"](report_of())


def test_the_page_needs_nothing_and_its_policy_allows_nothing_but_its_style():
    page = render_evaluation_page(report_of())
    style = re.search("<style>(.*?)</style>", page, re.S).group(1)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ) in page
    assert page.index("Content-Security-Policy") < page.index("<style>")
    outline = Outline(page)
    assert not {"script", "link", "img", "iframe", "a"} & {tag for tag, _ in outline.elements}
    names = {name for _, attributes in outline.elements for name in attributes}
    assert not {"style", "src", "href", "srcset"} & names
    assert not any(name.startswith("on") for name in names)
    assert "url(" not in style
    assert "@import" not in style


def test_tables_and_plots_can_be_read_without_seeing_them():
    outline = Outline(render_evaluation_page(report_of()))
    assert outline.count("table") == outline.count("caption") == 5
    assert all("scope" in attributes for tag, attributes in outline.elements if tag == "th")
    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in outline.elements:
        assert set(attributes.get("aria-labelledby", "").split()) <= set(ids)
        if tag == "svg":
            assert attributes["role"] == "img"
            assert len(attributes["aria-labelledby"].split()) == 2


def test_text_stands_out_from_the_paper_in_light_and_dark():
    style = re.search("<style>(.*?)</style>", render_evaluation_page(report_of()), re.S).group(1)
    schemes = [dict(re.findall(r"--(\w+): (#\w{6})", part)) for part in style.split("@media")[:2]]
    for colours in schemes:
        for name, least in (("ink", 7), ("quiet", 4.5), ("mark", 4.5), ("first", 4.5)):
            assert contrast(colours[name], colours["paper"]) >= least


def contrast(one, other):
    """Return the ratio that WCAG 2 defines."""
    lights = []
    for colour in (one, other):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        lights.append(np.dot(linear, (0.2126, 0.7152, 0.0722)) + 0.05)
    return max(lights) / min(lights)


@pytest.mark.parametrize(
    "name",
    [HOSTILE, BREAKOUT, "{{7*7}}{% x %}{# y #}", "ليلى\u202e", "名" * 60, "x" * 300, "a\x00\nb"],
)
def test_names_from_outside_are_text(name):
    page = render_evaluation_page(report_of((name, "lead"), source=name, warnings=(name,)))
    usual = render_evaluation_page(
        report_of(("plain", "lead"), source="plain", warnings=("plain",))
    )
    assert Outline(page).elements[0] == ("html", {"lang": "en"})
    tags = [tag for tag, _ in Outline(page).elements]
    assert tags == [tag for tag, _ in Outline(usual).elements]
    assert len(plots_of(page)) == len(METRICS)
    assert f"<bdi>{one_line(name)}</bdi>" in unescape(page)
    assert not re.search("[\x00-\x08\u202e]", page)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")))
def test_a_plot_is_well_formed_whatever_the_name(name):
    drawing = drawing_of(lay_out_plot("p", name, {name: Estimate(1.0, 0.5, 2.0)}))
    assert len(rows_of(drawing)) == 1


@given(st.lists(st.tuples(*[st.floats(0, 100)] * 2), min_size=1, max_size=9))
def test_an_axis_holds_all_intervals_and_has_few_ticks(intervals):
    estimates = [Estimate(min(pair), min(pair), max(pair)) for pair in intervals]
    axis = axis_of(estimates)
    for each in estimates:
        for value in (each.low, each.high):
            assert 17.9 <= float(axis.place(value)) <= 342.1
    assert 2 <= len(axis.ticks) <= 8
    assert len(set(axis.ticks)) == len(axis.ticks)


def browse(browser, path):
    """Return the page as the browser ends with, and what the browser says of it."""
    messages = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.goto(path.as_uri())
        return page.content(), messages


MEASURE = """
const seen = {};
for (const frame of document.querySelectorAll('iframe')) {
  const page = frame.contentDocument, view = frame.contentWindow;
  const all = (query, of = page) => [...of.querySelectorAll(query)];
  const box = each => { const b = each.getBoundingClientRect();
    return [b.left, b.top, b.right, b.bottom]; };
  seen[frame.name] = {
    title: page.title, width: view.innerWidth, needed: page.documentElement.scrollWidth,
    paper: view.getComputedStyle(page.body).backgroundColor,
    requests: view.performance.getEntriesByType('resource').length,
    captions: all('caption span').map(box), code: all('code').map(box),
    fonts: all('svg text').map(each =>
      parseFloat(view.getComputedStyle(each).fontSize) * each.getScreenCTM().a),
    plots: all('svg').map(svg => ({
      box: box(svg),
      ticks: all('.tick', svg).map(each =>
        [parseFloat(each.querySelector('text').textContent), box(each.querySelector('line'))]),
      texts: all('.first text, .other text', svg).map(box),
      dots: all('.dot', svg).map(box), intervals: all('.interval', svg).map(box) })),
  };
}
document.body.textContent = JSON.stringify(seen);
"""


@pytest.fixture(scope="module")
def seen(browser, tmp_path_factory):
    """What a browser measures in the page, untouched, in frames of two widths."""
    names = (BREAKOUT, "名" * 60, "x" * 300, "oracle")
    page = render_evaluation_page(report_of(names, source=HOSTILE, warnings=(HOSTILE, "x" * 300)))
    frames = "".join(
        f'<iframe name="{name}" width="{width}" height="900" srcdoc="{escape(page)}"></iframe>'
        for name, width in (("phone", 360), ("desk", 1200))
    )
    path = tmp_path_factory.mktemp("measured") / "frames.html"
    script = f"addEventListener('load', () => {{ {MEASURE} }})"
    path.write_text(f"<!DOCTYPE html><body>{frames}<script>{script}</script>", encoding="utf-8")
    dumped, said = browse(browser, path)
    assert said == []
    return report_of(names), json.loads(unescape(re.search("<body>(.*)</body>", dumped, re.S)[1]))


@needs_browser
def test_a_browser_shows_the_page_from_disk_without_a_complaint(browser, tmp_path):
    path = tmp_path / "page.html"
    page = render_evaluation_page(report_of((HOSTILE, "lead")))
    path.write_text(page, encoding="utf-8")
    dumped, said = browse(browser, path)
    assert said == []
    assert "<title>multisumm evaluation: 2 systems on 12 clusters</title>" in dumped
    assert [row.get("class") for row in rows_of(plots_of(dumped)[0])] == ["first", "other"]
    path.write_text(page.replace("</main>", f"{HOSTILE}</main>"), encoding="utf-8")
    dumped, said = browse(browser, path)
    assert any("Content Security Policy" in line for line in said)  # so a complaint would be heard
    assert "<title>taken</title>" not in dumped


@needs_browser
def test_a_browser_draws_dots_and_intervals_at_the_scores(seen):
    report, frames = seen
    for frame in frames.values():
        for metric, drawing in zip(METRICS, frame["plots"], strict=True):
            (low, (left, *_)), *_, (high, (right, *_)) = drawing["ticks"]
            scale = (right - left) / (high - low)
            found = zip(drawing["dots"], drawing["intervals"], strict=True)
            for system, (dot, interval) in zip(report.results.systems, found, strict=True):
                score = report.statistics.scores[system][metric]
                middle = left + (100 * score.mean - low) * scale
                assert (dot[0] + dot[2]) / 2 == pytest.approx(middle, abs=0.5)
                assert interval[2] - interval[0] == pytest.approx(
                    100 * (score.high - score.low) * scale, abs=4
                )
                assert dot[1] <= (interval[1] + interval[3]) / 2 <= dot[3]


@needs_browser
def test_in_a_browser_nothing_sticks_out_overlaps_or_is_too_small(seen):
    _, frames = seen
    assert frames["phone"]["width"] == 360
    for frame in frames.values():
        assert frame["title"] == "multisumm evaluation: 4 systems on 12 clusters"
        assert frame["requests"] == 0
        assert frame["paper"] in ("rgb(255, 255, 255)", "rgb(20, 23, 27)")  # so the style holds
        assert frame["needed"] <= frame["width"]
        assert min(frame["fonts"]) >= 10
        for box in (*frame["captions"], *frame["code"]):
            assert box[0] >= 0
            assert box[2] <= frame["width"]
        for drawing in frame["plots"]:
            assert 280 <= drawing["box"][2] - drawing["box"][0] <= 440
            names, scores = drawing["texts"][::2], drawing["texts"][1::2]
            for name, score in zip(names, scores, strict=True):
                assert drawing["box"][0] <= name[0] < name[2] < score[0]
                assert score[2] <= drawing["box"][2]
