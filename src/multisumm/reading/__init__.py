"""Files, folders, standard input and addresses -> documents and clusters.

    sources      paths -> the documents of all of them, for one summary
    clusters     a file or folder of many clusters -> the clusters one by one
    paths        paths -> the files to read, and names that tell them apart
    patterns     which of these files the user leaves out
    file_bytes   files and streams -> bytes, within a limit
    fetching     addresses -> bytes
    public_addresses  which addresses belong to the public internet
    kinds        which kind of file it is, and the reader of each kind
    signatures   what files of each kind begin like
    formats/     the readers: a function from `Payload` to `Content` for each kind of file
    content      the values that readers take and return
    decoding     bytes -> characters
    detection    which encoding bytes have, if nothing names it
    columns      which column of a table or key of a record has the text, the id, ...
    records      JSON records -> documents and clusters
    stated_dates  dates as files and senders state them -> days
    words        words by which readers tell what programs wrote
    lines        files of JSON lines -> numbered lines

The first lines of each reader say what the text of a document is. docs/inputs.md has all of it.
"""

from multisumm.documents import Reading, cleaned_documents
from multisumm.reading.clusters import read_clusters
from multisumm.reading.kinds import READERS
from multisumm.reading.lines import cluster_lines
from multisumm.reading.records import parse_cluster
from multisumm.reading.sources import read_documents, read_uploads

__all__ = [
    "READERS",
    "Reading",
    "cleaned_documents",
    "cluster_lines",
    "parse_cluster",
    "read_clusters",
    "read_documents",
    "read_uploads",
]
