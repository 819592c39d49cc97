"""What must hold of every summary: exact quotes, and no sentence that vanishes."""

from multisumm.model import Citation
from multisumm.text.articles import drop_furniture, read_article


def listed(sentence):
    """All sentences that stand beside a sentence of a summary."""
    return (*sentence.support, *sentence.conflicts, *sentence.updates, *sentence.similar)


def assert_exact(summary, documents):
    """All that is quoted, here and elsewhere, stands where its address says.

    The spans on which a relation rests lie inside its two sentences.
    """
    texts = {document.id: document.text for document in documents}
    for sentence in summary.sentences:
        for one in (sentence, *listed(sentence)):
            place = one.citation
            assert texts[place.document][place.start : place.end] == one.text
        for one in (*sentence.conflicts, *sentence.updates):
            for quote, spans in ((sentence, one.here), (one, one.there)):
                ends = [quote.citation.start, *(end for span in spans for end in span)]
                assert [*ends, quote.citation.end] == sorted([*ends, quote.citation.end])


def unmentioned(summary, documents, *, keep_noise):
    """The sentences of each document that are neither quoted nor stand beside a quote."""
    shown = {one.citation for s in summary.sentences for one in (s, *listed(s))}
    articles = [
        read_article(document, language=summary.settings["language"], keep_noise=keep_noise)
        for document in documents
    ]
    return [
        [
            article.document.text[start:end]
            for start, end in article.spans
            if Citation(article.document.id, start, end) not in shown
        ]
        for article in (articles if keep_noise else drop_furniture(articles))
    ]


def assert_nothing_vanishes(summary, documents, *, keep_noise=False):
    """Where there is room for all: what is not shown has no word, and is counted."""
    missing = unmentioned(summary, documents, keep_noise=keep_noise)
    for source, document, texts in zip(summary.documents, documents, missing, strict=True):
        assert source.id == document.id
        assert not any(character.isalnum() for text in texts for character in text), texts
        assert source.not_quotable.get("no word", 0) == len(texts)
        everything = read_article(
            document, language=summary.settings["language"], keep_noise=True
        ).spans
        noise = [
            (start, end)
            for start, end in everything
            if any(first <= start and end <= last for first, last in source.dropped)
        ]
        fragments = source.not_quotable.get("fragment", 0)
        assert source.sentences + len(noise) + fragments == len(everything)
        assert source.not_quotable.keys() <= {"no word", "fragment"}
