"""The steps of `python -m eval.experiments.run`, a file each.

    markdown.py      tables
    sets.py          the clusters that are fitted to and measured on
    features.py      features of sentences and concepts
    references.py    targets: the share of them that the references have
    examples.py      clusters -> `EXAMPLES`, with features and targets
    variants.py      a configuration of fit and choice
    fitting.py       variant, examples -> expected values of concepts and sentences
    choosing.py      variant, example -> the sentences chosen; exact.py: by integer programming
    definitions.py   the experiments and their outcomes: data
    running.py       variants -> measures of every summary
    comparing.py     measures -> differences to the default, with tests
    page.py          introduction, an experiment; limits.py, summaries.py: the last sections

Each file imports only files above it in this list.
"""
