"""Turn a text into sentences and words.

| file | holds |
|---|---|
| `languages.py` | which language a text is in; function words and negations |
| `language_names.py` | the name of a language -> its code |
| `cluster_languages.py` | the languages of the documents of a cluster |
| `blocks.py` | paragraphs, headings and list items of a text |
| `line_breaks.py` | which lines end only because the next word did not fit |
| `run_in_lines.py` | lines that lost their line breaks |
| `boilerplate.py` | which blocks are article and which are menus, teasers, notices |
| `transcripts.py` | which texts are what people say in turn, and are kept whole |
| `furniture.py` | which sentences of an article are captions, notices, calls to click |
| `furniture_evidence.py` | what a sentence by itself shows of that |
| `furniture_cues.py` | the words and phrases that show it |
| `furniture_forms.py` | captions, credits, posts and addresses, known by their form |
| `mail_headers.py` | which lines are the headers of a mail |
| `log_lines.py` | which lines are those of a program's log |
| `markdown.py` | which stretches are Markdown that is no prose: code, tables, footnotes |
| `line_features.py` | the features of a line that this decision is based on |
| `line_words.py` | the words of the lines of a page, numbered |
| `sentences.py` | the sentences of a block |
| `sentence_rules.py` | where they end, by what stands around each closing mark |
| `enclosures.py` | what brackets enclose, and whether a quotation is open |
| `quotations.py` | quotations of several sentences |
| `trimming.py` | which stretch of a sentence says something: no datelines, labels, buttons |
| `trimming_rules.py` | what is left out before a sentence, a rule each |
| `trimming_cues.py` | what these rules know: listed words, and a sentence with its surroundings |
| `run_in_headlines.py` | headlines that run into a sentence |
| `credits.py` | credits of pictures |
| `days.py` | the day of each document, as far as it is known |
| `articles.py` | all of these for a document; copies of a document |
| `tokens.py` | the words of a text and their stems |
| `terms.py` | the words of all sentences as one table of numbers |
"""
