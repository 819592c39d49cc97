"""How good summaries are: systems x clusters -> scores, intervals, tests, tables, and a gate.

The flow, a file each:

    tasks.py        files of clusters -> tasks: documents, references, language, budget
    plan.py         what is asked for, as one value, and the way through the files below
    systems.py      a name -> what writes a summary; oracle.py, outside.py: two kinds of it
    measures.py     a summary beside its sources -> numbers other than ROUGE
    results.py      every system on every task -> Results: one array; saving.py keeps and joins them
    statistics.py   Results -> intervals, differences and tests
    tables.py       both -> grids of cells; formats.py -> text, Markdown, LaTeX, JSON
    floors.py       what scores must not fall below, as kept in a file; gate.py measures again,
                    verdict.py judges
"""
