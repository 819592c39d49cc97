"""Compare sentences: which say the same, and which contradict each other.

| file | holds |
|---|---|
| `statements.py` | a sentence as it is compared: words, numbers, negations, names |
| `inverted_index.py` | which sentences share words with a given one |
| `relations.py` | whether two sentences say the same or contradict each other |
| `provenance.py` | the address of each quote, and who supports or contradicts it |
"""
