"""Fit the weights of the method `coverage` to clusters with references: `multisumm train`.

The flow, a file each:

    inputs.py             `KIND=FILE[:N]` -> the clusters of each file, each cluster once
    examples.py           a cluster -> features and targets of its concepts and sentences
    fitting.py            examples -> weights, by two Poisson regressions
    cross_validation.py   weights that never saw a cluster -> ROUGE on it, beside other summaries
    run.py                all of these in order -> one result
    weights_file.py       a result -> the file that `summarize --weights` reads
    report.py             a result -> text, JSON
"""
