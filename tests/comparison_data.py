"""A comparison made by hand, with a cell of every kind, and one in which all is hostile."""

from multisumm.model import Citation, ComparedSentence, ComparedStatement, Source
from multisumm.summary import Comparison

SETTINGS = {"version": "1.0", "language": "en", "keep_noise": False, "conflicts_only": False}
TEXTS = {
    "a.txt": "It killed 214 people.",
    "b.txt": "It killed 214 people, police said on Sunday.",
    "c.txt": "It killed 241 people.",
    "d.txt": "It killed not 214 people.",
    "e.txt": "By now 250 people have died.",
    "f.txt": "Something like it happened.",
    "g.txt": "Rain fell on the hills.",
    "h.txt": "IT KILLED 214 PEOPLE.",
}


def whole(document):
    return Citation(document, 0, len(TEXTS[document]))


def cell(document, relation, *, against="a.txt", family=None, **known):
    names = list(TEXTS)
    return ComparedSentence(
        whole(document),
        TEXTS[document],
        relation,
        whole(against),
        TEXTS[against],
        family=family or names.index(document) + 1,
        **known,
    )


def source(document, family=None, **known):
    fields = {"title": None, "date": None, "url": None} | known
    return Source(
        document,
        **fields,
        sha256="0" * 64,
        characters=len(TEXTS[document]),
        sentences=1,
        dropped=(),
        family=family or [*TEXTS].index(document) + 1,
        text=TEXTS[document],
    )


STATEMENT = ComparedStatement(
    TEXTS["a.txt"],
    whole("a.txt"),
    (
        cell("a.txt", "same", copy=True),
        cell("b.txt", "part", similarity=0.6, says_more=True, about="– / police ... Sunday",
             there=((22, 28), (37, 43))),
        cell("c.txt", "conflict", differs_in="number", about="214 / 241", here=((10, 13),),
             there=((10, 13),)),
        cell("d.txt", "conflict", differs_in="said / denied", about="– / not", there=((10, 13),)),
        cell("e.txt", "update", against="c.txt", differs_in="number, changed since", time="later",
             about="241 / 250", here=((10, 13),), there=((7, 10),)),
        cell("f.txt", "similar", differs_in="details", about="– / Something", there=((0, 9),)),
        cell("h.txt", "same", copy=True, family=1),
    ),
)  # fmt: skip
SOURCES = tuple(
    source(name, **({"family": 1} if name == "h.txt" else {}), **(
        {"title": "The <news>", "date": "2016-02-01", "url": "https://e.org/a b"}
        if name == "b.txt" else {"url": "javascript:alert(1)"} if name == "c.txt" else {}
    ))
    for name in TEXTS
)  # fmt: skip
COMPARISON = Comparison((STATEMENT,), SOURCES, SETTINGS)


def comparison_with(attack):
    """A comparison in which everything that comes from outside is the attack."""
    here, there = Citation(attack, 0, len(attack)), Citation(f"{attack}2", 0, len(attack))
    spans = ((0, len(attack)),)
    cells = (
        ComparedSentence(here, attack, "same", here, attack, copy=True),
        ComparedSentence(there, attack, "conflict", here, attack, differs_in=attack,
             about=f"{attack} / {attack}", here=spans, there=spans, family=2),
        ComparedSentence(there, attack, "similar", there, attack, differs_in=attack,
             about=f"{attack} / {attack}", here=spans, there=spans, family=2),
    )  # fmt: skip
    documents = tuple(
        Source(f"{attack}{end}", attack, attack, f"https://e.org/{attack}", "0" * 64,
               len(attack), 1, (), attack, family=number, text=attack)
        for number, end in enumerate(("", "2"), start=1)
    )  # fmt: skip
    statement = ComparedStatement(attack, here, cells)
    return Comparison((statement,), documents, {"language": attack}, (attack,))
