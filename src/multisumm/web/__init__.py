"""The local page and its API: requests in, summaries out, nothing kept.

    request ─ guard.py: whose request ─ app.py: limits, answers ─ jobs.py: a process for each
              ─ worker.py, in it: orders.py, forms.py (body → texts, options) → reading → summary

The server itself never looks into what is uploaded: it counts the bytes and hands them to a
process that is killed when its time is up. `description.py` is the OpenAPI description, `page.py`
the pages, `serving.py` the server around it. Needs `multisumm[web]`.
"""
