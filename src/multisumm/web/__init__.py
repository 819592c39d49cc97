"""The local page and its API: requests in, summaries out, nothing kept.

app.py           the routes, the limits, and the answers
security.py      which requests are answered at all, and the headers of every answer
server.py        the socket and the server around the application
connections.py   when a connection ends whose client is too slow
subprocesses.py  a process for each request, killed when nobody waits for it any more
worker.py        what that process does: body -> documents -> a result in its formats
tasks.py         what can be asked for: a summary, a digest, a comparison, the texts
request_body.py  a body as JSON or as a form -> what it brings and asks for
request_documents.py  what a request brings -> its documents, and what is known
multipart.py     a form with files -> its parts
formats.py       the media types of the formats
limits.py        what one request may take, and how many there may be
pages.py         the form, the frame of the report, and the description of the API as a page
openapi.py       the description of the API

The server itself never looks into an upload: it counts the bytes and hands them to a process that
is killed when its time is up.
"""
