"""A summary or a comparison -> text, Markdown, JSON, an HTML page, a table, a cell of a notebook.

plain_text.py        running text with marks, what stands beside it, and a list of the sources
markdown.py          a paragraph with a footnote for each sentence
json_record.py       the JSON of the schema `multisumm-summary/2`
docx.py              a Word file: text with numbered sources, disagreements, sources
html_report.py       the page on which every sentence links to its place in its source
report_text.py       the paragraphs of the running text
report_sentences.py  what the page shows of a sentence: the quote, and the card beside it
report_statements.py the sentences as statements, as a comparison has them
agreement.py         how many independent sources say a statement
report_dates.py      the day that a page or a message is of, and when its sources reported
report_comparison.py where the sources disagree and who says what, also for each subject of a digest
report_disagreements.py  where the sources disagree, a line each
report_explanations.py  why sentences are quoted and others are not
report_sources.py    what the page shows of the sources
highlighting.py      what the page marks in the texts of the sources
templates.py         values -> HTML, by the templates in `multisumm/data`
notebook.py          the page in a frame, for notebooks
dataframe.py         a table of pandas
documents.py         documents that were read, as text or JSON
explanations.py      the same in words, used by all of these, and in the JSON
wording.py           how other sentences relate to a quote, in words, used by all of these
compare_text.py, compare_markdown.py, compare_json.py, compare_html.py  the same of a comparison
compare_labels.py    what a comparison says about a statement, in words that all its formats use
compare_table.py     the table of who says what, also for the report
digest_text.py, digest_markdown.py, digest_json.py, digest_html.py  the same of a digest
digest_mail.py       a digest as an e-mail
digest_labels.py     what a digest says about a subject, in words that all its formats use
digest_sources.py    which sources of a subject a digest lists
groups_jsonl.py      groups of documents as clusters that can be read again
record_parts.py      what the JSON of summaries and of comparisons have in common
labels.py            numbers and names of sources, used by all of these
formats.py, compare_formats.py, digest_formats.py  the renderers by the name of their format

What sources say is text in all of them: it never acts as markup or as a terminal command.
"""
