"""Files of all kinds, made from the texts that should be read from them."""

import io
import json
import zipfile

from multisumm import read_documents
from multisumm.documents import Reading


def read_sources(paths, **options):
    """The documents of files and folders, and the warnings, as values that are compared whole."""
    documents = read_documents(paths, **options)
    return Reading(tuple(documents), documents.warnings)


PAGE = """<!doctype html><html><head><title>Ferry sinks - Daily News</title>
<meta property="og:title" content="Ferry sinks">
<meta property="og:site_name" content="Daily News">
<meta property="article:published_time" content="2019-10-07T08:00:00Z">
<link rel="canonical" href="https://news.example/ferry">
<script>var a = "The script is no text."</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry sinks</h1>
<p>The ferry <b>sank</b> off the island on Sunday morning, the coast guard said.</p>
<p>Rescuers searched the bay for ten missing people on Monday, and more were found later.</p>
</article><footer>Copyright Daily News</footer></body></html>"""

PAGE_TEXT = (
    "Ferry sinks\n"
    "The ferry sank off the island on Sunday morning, the coast guard said.\n"
    "Rescuers searched the bay for ten missing people on Monday, and more were found later."
)

FEED = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Daily &amp; News</title>
<item><title>Ferry &lt;b&gt;sinks&lt;/b&gt;</title><link>https://news.example/1</link>
<pubDate>Mon, 07 Oct 2019 08:00:00 GMT</pubDate>
<description>&lt;p&gt;The ferry sank.&lt;/p&gt;&lt;p&gt;Ten are &lt;i&gt;missing&lt;/i&gt;.
</description></item>
<item><guid>second</guid><description>Divers found the wreck.</description></item>
</channel></rss>"""

MAIL = b"""From: Priya Raman <priya@museum.example>
To: Tom Ashdown <tom@museum.example>
Date: Sat, 18 May 2024 23:26 -0500
Subject: =?utf-8?q?Tour_sold_tw=C3=ADce?=
Content-Type: text/plain; charset=iso-8859-1

The tour was sold twice. It costs \xa312.

On Sat, 18 May 2024 at 10:00, Tom Ashdown
<tom@museum.example> wrote:
> Is all well?
>
>> Yes.

I will call you.

--\x20
Priya
"""


def pdf(*pages, title="Report", encrypted=False):
    """A PDF made by hand: the lines of each page in Helvetica, without compression."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) /CreationDate (D:20191007120000Z) >>" % title.encode(),
    ]
    for number, lines in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in lines.split("\n"))
        content = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode()
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (6 + 2 * number),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, value in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>" % size
    end = b"startxref\n%d\n%%%%EOF\n" % len(file)
    return bytes(file) + b"xref\n0 %d\n0000000000 65535 f \n%s%s\n%s" % (size, table, trailer, end)


def encrypted_pdf(*pages, password):
    """The same, encrypted with AES for a user's password, which may be empty."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(*pages)))
    writer.encrypt(password, "owner", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def docx(*paragraphs, table=(), title=""):
    """A Word file with paragraphs and then a table of rows."""
    from docx import Document

    document = Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for cells, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def parquet(columns):
    """A Parquet file with columns of values."""
    import pyarrow
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), file)
    return file.getvalue()


def jsonl(*records):
    return "\n".join(json.dumps(record) for record in records).encode()


def warc(*records):
    """A web archive of (kind, address, status, media type, body)."""
    return b"".join(warc_record(*record) for record in records)


def warc_record(kind, address, status, media_type, body):
    body = body if isinstance(body, bytes) else body.encode()
    content = body
    own_type = media_type
    if kind == "response":
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {media_type}\r\n\r\n"
        content, own_type = head.encode() + body, "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        "WARC-Date: 2019-10-07T08:00:00Z\r\n"
        f"Content-Type: {own_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


SUBTITLES = b"""WEBVTT

1
00:00:01.000 --> 00:00:03.000
<v Ana Reyes>The ferry sank
off the island.</v>

2
00:00:03.100 --> 00:00:04.000
<v Ben Ode>Ten are <i>missing</i>.</v>
"""

JATS = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.1//EN" "J.dtd">
<article article-type="research-article"><front><journal-meta><journal-title-group>
<journal-title>Ferries</journal-title></journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="doi">10.1/x</article-id>
<title-group><article-title>Why ferries <italic>sink</italic></article-title></title-group>
<pub-date pub-type="ppub"><year>2024</year></pub-date>
<pub-date pub-type="epub"><day>5</day><month>3</month><year>2024</year></pub-date>
<abstract><p>We counted 10<sup>6</sup> ferries.</p></abstract></article-meta></front>
<body><sec><label>1</label><title>Results</title>
<p>Ten sank<sup><xref ref-type="bibr" rid="b1">1</xref></sup> in May
<xref ref-type="bibr" rid="b2">[2]</xref>.</p>
<fig><caption><p>A figure.</p></caption></fig>
<p>We found: <list><list-item><p>Leaks.</p></list-item></list></p></sec></body>
<back><ref-list><ref><mixed-citation>Doe.</mixed-citation></ref></ref-list></back></article>"""

RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial;}}
{\info{\title Ferry}{\author Ana Reyes}{\creatim\yr2024\mo3\dy5}}{\header Head}
\pard The {\b ferry} sank off {\field{\*\fldinst{HYPERLINK "https://e.org"}}{\fldrslt the island}}.
{\v hidden}{\deleted gone}{\footnote note}\par
Caf\'e9 \u8364?5 \u-10179?\u-8704? {\f1\'cf\'f0\'e8}.\par}"""


def notebook(*cells, **metadata):
    """A notebook of (type, source)."""
    made = [{"cell_type": kind, "metadata": {}, "source": source} for kind, source in cells]
    return json.dumps(
        {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    ).encode()


def package(parts):
    """A zip file; the first part is not compressed, as EPUB and OpenDocument ask for."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for number, (name, data) in enumerate(parts.items()):
            packed.writestr(name, data, zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED)
    return file.getvalue()


def odt(text, *, styles="", kind="text"):
    """An OpenDocument file with this XML in its body."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "style", "meta", "table")
    )
    spaces += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    meta = (
        "<office:meta><dc:title>Ferry</dc:title><dc:creator>Ben Ode</dc:creator>"
        "<meta:initial-creator>Ana Reyes</meta:initial-creator>"
        "<meta:creation-date>2024-03-05T10:00:00</meta:creation-date></office:meta>"
    )
    return package(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:{kind}>{text}</office:{kind}>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {spaces}>{meta}</office:document-meta>",
        }
    )


def epub(*chapters, encryption=""):
    """An EPUB of chapters, each the XHTML of its body, with a list of contents."""
    names = [f"text/{number} a.xhtml" for number in range(len(chapters))]
    hrefs = [name.replace(" ", "%20") for name in names]
    items = "".join(f'<item id="c{n}" href="{href}"/>' for n, href in enumerate(hrefs))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    head = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
    spaces = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    page = f"{head}<html {spaces}><head><title>T</title></head>"
    return package(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/>'
            "</rootfiles></container>",
            **({"META-INF/encryption.xml": encryption} if encryption else {}),
            "OPS/book.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            "<dc:title>Ferries</dc:title><dc:creator>Ana Reyes</dc:creator>"
            "<dc:date>2024-03-05T00:00:00Z</dc:date></metadata><manifest>"
            f'<item id="nav" href="nav.xhtml" properties="nav"/>{items}</manifest>'
            f'<spine><itemref idref="nav"/>{spine}</spine></package>',
            "OPS/nav.xhtml": f"{page}<body><p>Contents</p></body></html>",
            **{
                f"OPS/{name}": f"{page}<body>{body}</body></html>"
                for name, body in zip(names, chapters, strict=True)
            },
        }
    )


def pptx(*slides):
    """A PowerPoint file of slides, each a title and paragraphs, made by python-pptx."""
    from pptx import Presentation

    presentation = Presentation()
    presentation.core_properties.title = "Talk"
    presentation.core_properties.author = "Ana Reyes"
    for title, *texts in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(texts)
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()
