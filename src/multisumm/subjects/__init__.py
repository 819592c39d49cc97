"""Find out which documents are about the same.

| file | holds |
|---|---|
| `commonness.py` | how rare a word is in its language |
| `likeness.py` | how far two documents are about the same: the measure |
| `empty_pages.py` | whether a text is a page about nothing |
| `off_subject.py` | which documents of a cluster are off its subject, and which subjects it has |
| `headline.py` | which words of the sources name their subject best |
"""
