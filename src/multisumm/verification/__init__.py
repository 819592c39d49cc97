"""Quotes -> where they stand in their sources now, or what is nearest to them.

quotes.py         a summary as JSON, or a text edited by hand -> the quotes to look up
exact_match.py    where a quote stands in a text, to the character or white space aside
nearest_match.py  the stretch of text that is nearest to a lost quote, and what differs
verify.py         the two functions of the package: `verify` and `verify_text`
findings.py       what was found, and its text and JSON
"""
