"""The readers: a file for each kind of input.

    plain        text and Markdown
    html         the article of a web page
    mhtml        the same of a page that a browser saved with everything in one file
    warc         web archives
    feeds        RSS and Atom
    pdf          PDF, with its pages
    docx         Word files
    odt          OpenDocument texts
    rtf          Rich Text Format
    pptx         PowerPoint files
    epub         electronic books
    jats         articles of journals in XML
    notebook     Jupyter notebooks
    mail         e-mails
    mailbox      mailboxes in the format mbox
    chats        chats and transcripts of meetings, as plain text
    chat_json    exports of Slack and Telegram
    subtitles    subtitles and captions
    tables       CSV, TSV and Parquet
    jsonl        JSON and JSONL
    multinews    Multi-News as plain text

What several of them use:

    xml_text       XML and packages of XML -> paragraphs
    word_markup    the XML of Word files -> its paragraphs
    page_parts     the hidden parts of a web page, its notices about cookies, its articles
    tag_counts     limits for the tags and attributes of pages and feeds
    markup         a fragment of HTML -> its text, for feeds and e-mails
    page_lines     the lines of printed pages -> paragraphs
    pdf_limits     how much work the pages of a PDF may make
    pdf_scans      pages of a PDF that are pictures
    mail_passages  the text of a mail -> what its sender wrote, and what it forwards
    mail_markers   the lines by which programs for mail mark what is quoted or forwarded
    mail_html      the HTML of a mail -> lines as in a plain mail
    enriched_text  text with the markup of older programs for mail -> plain text
    turns          what people say in turn -> a text with a paragraph for each turn
    extras         packages of single formats: importing them, and their errors as one line

A reader is a function from `Payload` to `Content`; `reading.kinds` has the table of them.
"""
