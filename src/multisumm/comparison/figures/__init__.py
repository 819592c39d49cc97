"""Numbers, dates and times of a sentence, by value.

| file | holds |
|---|---|
| `values.py` | what a quantity and a moment are |
| `numerals.py` | the value of a number, in figures or words |
| `ends.py` | which end of a change or a range it is |
| `units.py` | its unit, or the age that it tells |
| `quantities.py` | numbers with all that belongs to them |
| `moments.py` | dates and times |
| `shares.py` | parts and shares of a whole |
| `fates.py` | what became of those who are counted |
| `extraction.py` | all figures of a sentence |
| `compatibility.py` | whether two figures of one thing can both be true |
"""
