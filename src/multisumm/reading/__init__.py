"""Files, folders, standard input and addresses -> documents and clusters.

One file a kind of input, each with a function from `Payload` to `Content` that says in its first
lines what the text of a document is; `kinds.py` decides which. docs/inputs.md has it all.
"""

from multisumm.documents import Reading, cleaned_documents
from multisumm.reading.clusters import read_clusters
from multisumm.reading.kinds import READERS
from multisumm.reading.lines import cluster_lines
from multisumm.reading.records import parse_cluster
from multisumm.reading.sources import read_documents, read_sources, read_uploads

__all__ = [
    "READERS",
    "Reading",
    "cleaned_documents",
    "cluster_lines",
    "parse_cluster",
    "read_clusters",
    "read_documents",
    "read_sources",
    "read_uploads",
]
