"""What the reader asks and what the reader knows -> which sentences may be quoted, and their value.

questions     which words of a query only ask, and whether they ask for a number or a time
query_words   which words of the documents stand for those of a query
matching      how well each sentence matches words of any weights
asked_values  which sentences give the number or the time that is asked for
titles        the words of the titles of documents
relevance     how relevant each sentence is to a query
speakers      who speaks in each sentence of a transcript
known         documents, texts and summaries that are known -> documents
novelty       what each sentence says that is new
"""
