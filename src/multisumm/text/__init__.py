"""Turn a text into sentences and words.

| file | holds |
|---|---|
| `languages.py` | which language a text is in; function words and negations |
| `blocks.py` | paragraphs, headings and list items of a text |
| `boilerplate.py` | which blocks are article and which are menus, teasers, notices |
| `transcripts.py` | which texts are what people say in turn, and are kept whole |
| `furniture.py` | which sentences of an article are captions, notices, calls to click |
| `mail_headers.py` | which lines are the headers of a mail |
| `log_lines.py` | which lines are those of a program's log |
| `markdown.py` | which stretches are Markdown that is no prose: code, tables, footnotes |
| `line_features.py` | the features of a line that this decision is based on |
| `line_words.py` | the words of the lines of a page, numbered |
| `sentences.py` | the sentences of a block |
| `articles.py` | all of these for a document; copies of a document |
| `tokens.py` | the words of a text and their stems |
| `terms.py` | the words of all sentences as one table of numbers |
"""
