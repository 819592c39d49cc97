"""The formats of results as files: their media types and suffixes."""

FILE_TYPES = {
    "json": ("application/json", "json"),
    "markdown": ("text/markdown", "md"),
    "html": ("text/html", "html"),
    "text": ("text/plain", "txt"),
    "eml": ("message/rfc822", "eml"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
}
"""Format -> media type and suffix of the file."""

BINARY = frozenset({"docx"})
"""The formats that are not UTF-8; in lines of JSON they are in base64."""
