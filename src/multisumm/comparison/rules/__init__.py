"""The rules by which two statements relate, each with an example that a test runs.

| file | rules for |
|---|---|
| `updates.py` | what a later statement tells anew |
| `modality.py` | how certain it is |
| `participants.py` | who does it |
| `figures.py` | numbers and dates |
| `polarity.py` | opposites and denials |
| `alternatives.py` | one of several kinds |
| `differences.py` | names, and what is not sure to contradict |
| `entailment.py` | the same, or a part of it |

`doubts.py` tells why what they take for a contradiction may be none.

`rulings.py` has what a rule is, and `event_coreference.py` whether two statements speak of one
event.
"""
