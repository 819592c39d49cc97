"""What `experiments.py` does, a file a step.

    markdown.py      tables
    sets.py          which clusters are fitted on and measured on
    features.py      what is seen of a sentence and of a concept
    references.py    what the references have of them: what is learned
    examples.py      clusters -> `EXAMPLES`, with all of that
    variants.py      a configuration: what is fitted, and how it chooses
    fitting.py       variant, examples -> what is expected of concepts and sentences
    choosing.py      variant, example -> the sentences chosen; exact.py: by integer programming
    catalogue.py     the experiments, with what came of them: data
    running.py       variants -> measures of every summary
    comparing.py     measures -> differences to the default, and how sure they are
    page.py          introduction, an experiment; limits.py, summaries.py: the last parts

Imports go upwards in this list only.
"""
