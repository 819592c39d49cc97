"""Answer questions from a collection of documents: LangChain retrieves, multisumm compresses.

    pip install langchain-classic
    python docs/retrieval.py "Had the captain been warned?"

The retriever finds whole documents, here the example subjects of seeds/. The compressor turns them
into the sentences that answer the question, each with the place where it stands. Nothing is
fetched: the vectors of the vector store are counts of words. With a model for them, the rest is the
same.
"""

# %% The classes of LangChain
import sys
from pathlib import Path

from langchain_classic.retrievers import ContextualCompressionRetriever
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import InMemoryVectorStore
from sklearn.feature_extraction.text import HashingVectorizer

import multisumm
from multisumm.integrations.langchain import SummaryCompressor

SEEDS = Path(__file__).parents[1] / "seeds"
SUBJECTS = ("ferry", "summit", "thread", "water")
QUESTIONS = ("Had the captain been warned?", "What did the prime ministers agree on?")
WORDS = 60


# %% Vectors without a model
class WordCounts(Embeddings):
    """Texts as counts of their words, without function words; no model is needed."""

    def __init__(self) -> None:
        self._vectorizer = HashingVectorizer(n_features=4096, stop_words="english")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a vector of length 1 for each text."""
        vectors: list[list[float]] = self._vectorizer.transform(texts).toarray().tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return self.embed_documents([text])[0]


# %% The collection
def read_collection() -> list[Document]:
    """Return the documents of all subjects, with their subject and name as metadata."""
    return [
        Document(page_content=source.text, metadata={"source": f"{subject}/{source.id}"})
        for subject in SUBJECTS
        for source in multisumm.read_documents([SEEDS / subject / "sources"])
    ]


# %% Retrieval, and compression of what was retrieved
def answer(question: str, store: InMemoryVectorStore) -> None:
    """Print a question, the sentences that answer it, and how much shorter they are."""
    retriever = store.as_retriever(search_kwargs={"k": 5})
    compressing = ContextualCompressionRetriever(
        base_compressor=SummaryCompressor(words=WORDS), base_retriever=retriever
    )
    retrieved, passages = retriever.invoke(question), compressing.invoke(question)
    print(f"\n{question}")
    for passage in passages:
        place = passage.metadata["multisumm"]
        span = f"{place['start']}-{place['end']}"
        print(f"  {' '.join(passage.page_content.split())}")
        relevance = f", relevance {place['relevance']:.2f}" if "relevance" in place else ""
        print(f"    [{passage.metadata['source']} {span}{relevance}]")
    before, after = (sum(len(one.page_content) for one in some) for some in (retrieved, passages))
    print(f"  {len(retrieved)} documents of {before:,} characters -> {after:,} characters")


def main() -> None:
    """Answer the questions of the command line, or two examples."""
    store = InMemoryVectorStore(WordCounts())
    store.add_documents(read_collection())
    for question in sys.argv[1:] or QUESTIONS:
        answer(question, store)


# %% Questions
if __name__ == "__main__":
    main()
