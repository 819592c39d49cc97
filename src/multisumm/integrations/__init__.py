"""Summaries in other programs; only the file for a program imports that program's packages.

langchain.py     a document compressor for retrievers of LangChain
haystack.py      a component for pipelines of Haystack
mcp_server.py    tools for programs that talk to a language model, `multisumm mcp`
mcp_folders.py   which files these tools may read
scikit_learn.py  `Summarizer`, `summarize` in the manner of scikit-learn
summarizing.py   what the first two share: checked arguments, and an empty answer for empty input
"""
