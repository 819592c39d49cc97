"""Compare sentences: which say the same, and which contradict each other.

| file | holds |
|---|---|
| `figures/` | numbers, dates and times of a sentence |
| `statements.py` | a sentence as it is compared: words, figures, negations, names |
| `inverted_index.py` | which sentences share words with a given one |
| `contrast.py` | two statements side by side: what they share, what differs |
| `rules/` | the rules by which two statements relate |
| `relations.py` | whether two sentences say the same or contradict each other |
| `provenance.py` | the address of each quote, and who supports or contradicts it |
"""
