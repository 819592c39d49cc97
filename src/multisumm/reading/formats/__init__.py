"""The readers: a file for each kind of input.

    plain        text and Markdown              mail         e-mails
    html         the article of a web page      feeds        RSS and Atom
    pdf          PDF, with its pages            warc         web archives
    docx         Word files                     tables       CSV, TSV and Parquet
    jsonl        JSON and JSONL                 multinews    Multi-News as plain text
    word_markup  the XML of Word files -> its paragraphs
    page_parts   the hidden parts of a web page, its notices about cookies, its articles
    tag_counts   limits for the tags and attributes of pages and feeds
    page_lines   the lines of printed pages -> paragraphs
    markup       a fragment of HTML -> its text, for feeds and e-mails
    extras       packages of single formats: importing them, and their errors as one line

A reader is a function from `Payload` to `Content`; `reading.kinds` has the table of them.
"""
