"""Quotes -> where they stand in their sources now, or what is nearest to them.

quotes.py             a summary as JSON -> the quotes to look up
edited_text.py        a text edited by hand -> its sentences without marks, what is not looked up
report_page.py        a report in HTML -> the summary that it carries, and whether it shows it
exact_match.py        where a quote stands in a text, to the character or white space aside
typography.py         the same with other quotation marks, dashes, ligatures and the like
nearest_match.py      the stretch of text that is nearest to a lost quote, and what differs
lookup.py             a quote -> what was found of it in all sources
sentences_of_text.py  the sentences of a text, and their parts, looked up
attribution.py        what a summary says about its sources, and is not so
recompute.py          a summary -> what differs from the summary made again
known_files.py        files and folders that a reader knows -> documents
summary_file.py       the file of a summary, as JSON or HTML -> its verification
verify.py             the two functions of the package: `verify` and `verify_text`
digest_parts.py       a digest as JSON -> the summaries of its subjects
digest_recompute.py   a digest -> what differs from the digest made again
findings.py           what was found, and its text and JSON
"""
