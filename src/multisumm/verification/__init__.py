"""Quotes -> where they stand in their sources now, or what is nearest to them.

quotes.py         a summary as JSON, or a text edited by hand -> the quotes to look up
report_page.py    a report in HTML -> the summary that it carries, and whether it shows it
exact_match.py    where a quote stands in a text, to the character or white space aside
typography.py     the same with other quotation marks, dashes, ligatures and the like
nearest_match.py  the stretch of text that is nearest to a lost quote, and what differs
lookup.py         a quote -> what was found of it in all sources
recompute.py      a summary -> what differs from the summary made again
verify.py         the two functions of the package: `verify` and `verify_text`
findings.py       what was found, and its text and JSON
"""
