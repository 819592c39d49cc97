"""What a request brings -> the documents to work on, and the documents that are known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from multisumm.documents import ReadDocuments
from multisumm.errors import OptionError
from multisumm.focus.known import Known
from multisumm.messages import brief_repr, printable
from multisumm.model import FileFate
from multisumm.reading import read_uploads
from multisumm.verification.known_files import known_of_uploads
from multisumm.web.request_body import TaskRequest

Note = Callable[..., None]
"""Takes what is being read: the number before it (`done`), of how many (`total`), its `name`."""


def documents_of(
    request: TaskRequest, *, max_bytes: int, allow_private: bool, note: Note
) -> ReadDocuments:
    """Return the documents of a request, without those that it leaves out.

    A file or address that is left out is not read; a document is left out by its id.

    Args:
        request: The request.
        max_bytes: As in `read_uploads`.
        allow_private: As in `read_uploads`.
        note: Called before each file and address.

    Raises:
        InputError: None of the files and addresses can be read.
        NothingToSummarize: All documents are empty.
        OptionError: All documents are left out.
    """
    out = request.exclude
    files = [file for file in request.files if file.name not in out]
    urls = [url for url in request.urls if url not in out]
    names = (*(file.name for file in request.files), *request.urls)
    total = len(files) + len(urls)

    def uploads() -> Iterator[tuple[str, bytes]]:
        for number, (name, data) in enumerate(files):
            note(done=number, total=total, name=name)
            yield name, data

    def addresses() -> Iterator[str]:
        for number, url in enumerate(urls, start=len(files)):
            note(done=number, total=total, name=url)
            yield url

    if not (files or urls or request.documents):
        raise OptionError("exclude leaves no document")
    documents = read_uploads(
        uploads(),
        addresses=addresses(),
        documents=request.documents,
        fields=request.fields,
        max_bytes=max_bytes,
        allow_private=allow_private,
    )
    return _without(documents, out, names) if out else documents


def _without(
    documents: ReadDocuments, out: Collection[str], names: Collection[str]
) -> ReadDocuments:
    """Return the documents without those of these ids, and a warning for a name of nothing."""
    kept = [document for document in documents if document.id not in out]
    if not kept:
        raise OptionError("exclude leaves no document")
    known = {*names, *(document.id for document in documents)}
    unknown = [name for name in out if name not in known]
    lines = [f"exclude: no file or document is called {brief_repr(name)}" for name in unknown]
    fates = [FileFate(printable(name), "passed over", "left out") for name in names if name in out]
    return ReadDocuments(
        kept, warnings=(*documents.warnings, *lines), files=(*documents.files, *fates)
    )


def known_of(request: TaskRequest, *, max_bytes: int) -> Known | None:
    """Return what a request says is known; None if it says nothing.

    The file of a summary or digest as JSON or HTML gives what it quotes, another one its text.

    Raises:
        InputError: None of the files can be read.
    """
    if not request.known_files:
        return request.known
    return known_of_uploads(request.known_files, max_bytes=max_bytes)
