"""Evaluation of summaries: systems x clusters -> scores, intervals, tests, tables, and a gate.

The flow, a file each:

    tasks.py          files of clusters -> tasks: documents, references, language, budget
    plan.py           the settings of an evaluation, and its run through the files below
    systems.py        a name -> a function that writes summaries
      oracle.py       summaries with the references in view
      bm25.py         summaries of the sentences nearest to the query
      sumy_baseline.py  sentences rated by sumy itself
      external.py     summaries that other programs wrote
    measures.py       a summary and its sources -> measures other than ROUGE
      readability.py  how it reads
      voices.py       how much of it more sources contradict than make
    focus.py          a summary, its query and the known documents -> measures of these
    results.py        every system on every task -> Results, one array
    saving.py         Results <-> JSON; several Results -> one
    statistics.py     Results -> intervals, differences and tests
    tables.py         Results and statistics -> grids of cells
    formats.py        grids -> text, Markdown, LaTeX, JSON; html_report.py, plot.py: HTML
    relations.py      labelled pairs of sentences -> how right their relations are
    grouping.py       clusters -> how well `group` finds them again
    floors.py         a file of floors, which scores must not fall below
    gate.py           floors -> their scores measured again
    verdict.py        scores and floors -> misses, raised floors
"""
