"""Compare sentences: which say the same, and which contradict each other.

| file | holds |
|---|---|
| `lexicon.py` | what the words of a language mean to a comparison |
| `small_words.py` | small words and endings by what they do in a sentence |
| `phrases.py` | whether a text may have a phrase of the lexicon |
| `words.py` | the words of a sentence with their offsets |
| `line.py` | a sentence while it is read, with the phrases that begin at each word |
| `figures/` | numbers, dates and times of a sentence |
| `labels.py` | letters and numbers that name one of several things: Team A |
| `attribution.py` | which words only tell who says it, and which dates only when |
| `statements.py` | a sentence as it is compared: words, figures, negations, names |
| `inverted_index.py` | which sentences share words with a given one |
| `near_pairs.py` | which pairs of all sentences share enough words |
| `alignment.py` | which words of two statements correspond |
| `slots.py` | which figures of two statements are about one thing |
| `roles.py` | whether two words have changed places around a verb |
| `leftover.py` | what only one of two statements says |
| `contrast.py` | two statements side by side: what they share, what differs |
| `rules/` | the rules by which two statements relate |
| `naming.py` | what a number that differs is of: dead, pupils |
| `relations.py` | whether two sentences say the same or contradict each other |
| `related.py` | the sentences of a cluster that relate to a given one |
| `one_writer.py` | what differs between sentences of one document, as in a list |
| `families.py` | which documents share most of their text |
| `sides.py` | which of several contradicting statements is quoted |
| `rebuttals.py` | claims that the next sentences of their source rebut |
| `retractions.py` | sentences that the next one of their source takes back |
| `tolls.py` | numbers of dead, injured or missing that a later day tells anew |
| `disagreements.py` | where the sources of a cluster disagree |
| `provenance.py` | the address of each quote, and who supports or contradicts it |
| `compare.py` | what all sources say on each statement |
"""
