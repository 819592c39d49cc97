"""Group documents of any number into subjects: one event, told by several documents.

| file | holds |
|---|---|
| `memory.py` | whether the documents fit memory |
| `pile.py` | the words of all documents: how often, how early, how rare in the pile |
| `voices.py` | documents that share most of their text count as one |
| `neighbours.py` | which documents are most like each, through an index of words |
| `same_event.py` | how probable it is that two documents are about one event |
| `agglomeration.py` | the groups: average linkage on these probabilities |
| `digests.py` | documents with several subjects |
| `group.py` | all of it, and why each document is where it is |
"""
