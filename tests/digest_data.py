"""Piles of documents about several subjects, for tests of digests."""

import multisumm
from locations import SEED_NAMES, SEEDS
from multisumm import Document

SEED_FOLDERS = [SEEDS / name / "sources" for name in SEED_NAMES]


def article(name, title, text, date="2025-05-02", **more):
    return Document(name, f"{title}\n\n{text}", title=title, date=date, **more)


DAM = [
    article(
        "dam-1", "Dam at Arlo bursts after storm, four killed",
        "The dam above the town of Arlo burst on Monday night after two days of rain. Four people"
        " were killed, the fire service said. The reservoir emptied into the valley of the Tessen.",
    ),
    article(
        "dam-2", "Four killed as Arlo dam bursts above valley",
        "Four people were killed when the dam above Arlo burst on Monday night, the fire service"
        " said. Some 300 houses in the valley of the Tessen were flooded by the reservoir.",
        site="Tessen Post",
    ),
    article(
        "dam-3", "What we know so far",
        "The Arlo dam burst on Monday night. Six people were killed, the hospital of Arlo said."
        " The Tessen valley was flooded and the reservoir of Arlo is empty.",
        date="2025-05-03",
    ),
]  # fmt: skip
VOTE = [
    article(
        "vote-1", "Helena Brusk wins election in Garvia",
        "Helena Brusk won the presidential election in Garvia on Sunday with 54 percent of the"
        " votes. Her rival Otto Lanz conceded defeat in the capital Sorrin.",
        date="2025-05-05",
    ),
    article(
        "vote-2", "Brusk elected president of Garvia",
        "Garvia has elected Helena Brusk president with 54 percent of the votes, the commission in"
        " Sorrin said on Monday. Otto Lanz conceded defeat and congratulated Helena Brusk.",
        date="2025-05-05",
    ),
]  # fmt: skip
CHESS = article(
    "chess", "Teenager from Pell is chess champion",
    "A sixteen-year-old girl from Pell won the national chess championship on Saturday without"
    " losing one of her eleven games against grandmasters.",
)  # fmt: skip
PILE = [*DAM, *VOTE, CHESS]


def seeds():
    """All sources of the seeds in one pile."""
    return multisumm.read_documents(SEED_FOLDERS)


def check_quotes(digest, documents):
    """Every headline, every sentence and every dispute stands where it says."""
    texts = {document.id: document.text for document in documents}
    titles = {document.id: document.title for document in documents}
    for subject in digest.subjects:
        headline = subject.headline
        if headline.span is None:
            assert headline.text in titles[headline.document]
        else:
            assert texts[headline.document][slice(*headline.span)] == headline.text
        for sentence in subject.summary.sentences:
            place = sentence.citation
            assert texts[place.document][place.start : place.end] == sentence.text
