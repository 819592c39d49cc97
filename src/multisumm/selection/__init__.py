"""Choose the sentences of the summary.

| file | holds |
|---|---|
| `budget.py` | the length limit, its units, and what a sentence costs |
| `token_counts.py` | tokenizers that count a limit in tokens |
| `candidates.py` | which sentences may be quoted, and how well each stands alone |
| `context.py` | which sentences need what stands before them |
| `names.py` | which names a sentence introduces, and which it only mentions |
| `concepts.py` | the concepts that a summary should cover, and their weights |
| `quality.py` | how much of a concept's weight a sentence conveys |
| `weights.py` | the learned coefficients of both, read from a file |
| `ranking.py` | scores by lead, centroid, TextRank and LexRank |
| `sumy.py` | scores by the summarisers of sumy |
| `coverage.py` | the choice itself: greedy, then by exchanges |
| `exchanges.py` | the exchange of a pick that costs the least value |
| `representation.py` | exchanges by which each of a few sources has a say |
| `times.py` | the times at which documents were written |
| `threads.py` | which documents are messages of one thread, their order, and what counts in them |
| `opening.py` | the sentence that opens the summary |
| `ordering.py` | the order of the chosen sentences |
"""
