"""What all sources say on each statement: who says it too, who something else, who nothing.

Sentences that say the same are one statement, told by the one that most sources support. What
contradicts it stands beside it, so that each disagreement is told once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np

from multisumm.comparison.inverted_index import WordIndex, index_words
from multisumm.comparison.near_pairs import near_pairs
from multisumm.comparison.provenance import Origin, address, difference_of, is_copy, moved, time_of
from multisumm.comparison.related import RelationOf, dated, languages_of, relations_of
from multisumm.comparison.relations import Relation, turned
from multisumm.model import ComparedSentence, ComparedStatement, Sentence
from multisumm.text.terms import TermTable, take_rows

MOSTLY = 2 / 3
"""A sentence that says a part of another supports it as a whole from this similarity on."""

Node = int
"""Index of a text, with all sentences that have it."""

Edges = Mapping[Node, Mapping[Node, Relation]]
"""Node -> each node that relates to it, and how, seen from the first."""


class Graph(NamedTuple):
    """The texts of a cluster and how they relate.

    Attributes:
        sentences: The sentences of each node, in the order of the input.
        edges: How nodes relate.
        sizes: Number of content words of each node; 0 if it states nothing.
        origin: Where the sentences come from.
        days: Document -> its date as `YYYY-MM-DD`, where it is known.
    """

    sentences: Sequence[Sequence[Sentence]]
    edges: Edges
    sizes: Sequence[int]
    origin: Origin
    days: Mapping[int, str]

    def families(self, node: Node) -> set[int]:
        """Return the families of the documents that have a text."""
        return {self.origin.families[sentence.document] for sentence in self.sentences[node]}

    def documents(self, node: Node) -> set[int]:
        """Return the documents that have a text."""
        return {sentence.document for sentence in self.sentences[node]}


class Beside(NamedTuple):
    """How a text stands beside a statement.

    Attributes:
        against: The node that it was compared with: the statement, or one that says the same.
        relation: How it relates to that.
        teller: The node whose words the relation is about: the text's own, or one that it repeats.
    """

    against: Node
    relation: Relation
    teller: Node


Row = Mapping[Node, Beside]
"""What stands beside a statement."""


def compare_sentences(
    sentences: Sequence[Sentence],
    table: TermTable,
    origin: Origin,
    *,
    language: str,
    days: Mapping[int, str],
) -> tuple[ComparedStatement, ...]:
    """Return the statements that several families make, and those on which sources disagree.

    What most families speak of comes first, ties by the place of the statement in the input.

    Args:
        sentences: The sentences of all documents.
        table: Their terms.
        origin: Where they come from.
        language: Their language.
        days: Document -> its date as `YYYY-MM-DD`, where it is known.
    """
    nodes = _by_text(sentences)
    firsts = [sentences[numbers[0]] for numbers in nodes]
    rows = [numbers[0] for numbers in nodes]
    index = index_words(take_rows(table, rows), languages=languages_of(firsts, language))
    relation_of = relations_of(firsts, index, language=language, days={}).of
    pairs = (
        pair
        for block in near_pairs(index)
        for pair in zip(block.first.tolist(), block.second.tolist(), strict=True)
    )
    members = [[sentences[i] for i in numbers] for numbers in nodes]
    edges = related_pairs(pairs, relation_of)
    return tabulate_statements(Graph(members, edges, statement_sizes(index), origin, days))


def statement_sizes(index: WordIndex) -> list[int]:
    """Return the number of content words of each sentence, 0 for one that is a single word."""
    sizes: list[int] = np.where(np.diff(index.starts) > 1, index.sizes, 0).tolist()
    return sizes


def _by_text(sentences: Sequence[Sentence]) -> list[list[int]]:
    """The indices of the sentences with each text, apart from case and white space."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for i, sentence in enumerate(sentences):
        numbers[" ".join(sentence.text.casefold().split())].append(i)
    return list(numbers.values())


def related_pairs(pairs: Iterable[tuple[Node, Node]], relation_of: RelationOf) -> Edges:
    """Return how pairs of nodes relate, those that do, seen from each of the two."""
    edges: defaultdict[Node, dict[Node, Relation]] = defaultdict(dict)
    for i, j in pairs:
        relation = relation_of(i, j)
        if relation is not None:
            edges[i][j], edges[j][i] = relation, turned(relation)
    return edges


def tabulate_statements(graph: Graph) -> tuple[ComparedStatement, ...]:
    """Return the statements of a cluster and what each source says on them, in order."""
    graph = graph._replace(edges=_without_lists(graph))
    statements = [_statement(head, row, graph) for head, row in _rows(graph)]
    numbers = {article.document.id: i for i, article in enumerate(graph.origin.articles)}
    return tuple(
        sorted(
            statements,
            key=lambda statement: (
                -len({cell.family for cell in statement.cells if cell.relation != "similar"}),
                numbers[statement.citation.document],
                statement.citation.start,
            ),
        )
    )


# --- which statements ---------------------------------------------------------------------------


def _differs(relation: Relation) -> bool:
    return relation.kind in ("conflict", "update")


def _says_all(relation: Relation) -> bool:
    """Whether the other sentence says all that the first says."""
    return relation.kind == "same" or relation.whole == 1


def _is_inside(relation: Relation) -> bool:
    """Whether the first sentence says all that the other says."""
    return relation.kind == "same" or relation.whole == 0


def _without_lists(graph: Graph) -> Edges:
    """The edges without those by which one document would contradict itself and does not.

    A document that tells of two states tells what happened, and one that has three values for one
    statement lists them. What two documents say against each other always stays.
    """
    inside: defaultdict[Node, set[Node]] = defaultdict(set)
    for i, related in graph.edges.items():
        for j, relation in related.items():
            if _differs(relation) and len(graph.documents(i) | graph.documents(j)) == 1:
                inside[i].add(j)

    def stays(i: Node, j: Node, relation: Relation) -> bool:
        alone = len(inside[i]) == len(inside[j]) == 1
        return j not in inside[i] or (relation.kind == "conflict" and alone)

    return {
        i: {j: relation for j, relation in related.items() if stays(i, j, relation)}
        for i, related in graph.edges.items()
    }


def _rows(graph: Graph) -> Iterator[tuple[Node, Row]]:
    """Yield the statements and what stands beside them.

    Each text is told by one statement, and each disagreement stands in at least one row.
    """
    order = sorted(range(len(graph.sentences)), key=lambda node: _rank(node, graph))
    told: set[Node] = set()
    shown: set[tuple[Node, Node]] = set()
    for head in order:
        row = _row(head, graph.edges)
        if head not in told and _is_worth_telling(head, row, shown, graph):
            yield head, row
            told |= {head, *(node for node, one in row.items() if one.relation.whole != 1)}
            shown |= _shown(head, row, graph.edges)
    for head in order:
        differing = {j for j, relation in graph.edges.get(head, {}).items() if _differs(relation)}
        if any((head, other) not in shown for other in differing):
            row = _row(head, graph.edges)
            yield head, row
            shown |= _shown(head, row, graph.edges)


def _rank(node: Node, graph: Graph) -> tuple[int, int, Node]:
    """The order of heads: most supporters, most content words, first in the input."""
    supporters = graph.families(node)
    for other, relation in graph.edges.get(node, {}).items():
        mostly = relation.kind == "part" and relation.similarity >= MOSTLY
        if _says_all(relation) or mostly:
            supporters |= graph.families(other)
    return -len(supporters), -graph.sizes[node], node


def _row(head: Node, edges: Edges) -> Row:
    """What says the same as a text or a part of it, what contradicts it, and what repeats that."""
    related = edges.get(head, {})
    row = {
        node: Beside(head, relation, node)
        for node, relation in related.items()
        if relation.kind != "similar"
    }
    for node in [node for node, one in row.items() if _is_inside(one.relation)]:
        for other, relation in edges[node].items():
            if _differs(relation) and other != head:
                row.setdefault(other, Beside(node, relation, other))
    for node, one in [(node, one) for node, one in row.items() if _differs(one.relation)]:
        for other, relation in edges[node].items():
            if _says_all(relation) and other != head:
                row.setdefault(other, one)
    return row


def _is_worth_telling(head: Node, row: Row, shown: Set[tuple[Node, Node]], graph: Graph) -> bool:
    """Whether several families make a statement, or something contradicts it that is not shown."""
    if not graph.sizes[head]:
        return False
    families = graph.families(head)
    for node, one in row.items():
        if _differs(one.relation) and (one.against, one.teller) not in shown:
            return True
        if _says_all(one.relation):
            families |= graph.families(node)
    return len(families) > 1


def _shown(head: Node, row: Row, edges: Edges) -> set[tuple[Node, Node]]:
    """The disagreements that a row shows, from both sides: all but those among its supporters."""
    agreeing = {head, *(node for node, one in row.items() if not _differs(one.relation))}
    return {
        (node, other)
        for node in (head, *row)
        for other, relation in edges.get(node, {}).items()
        if _differs(relation)
        and (other == head or other in row)
        and not (node in agreeing and other in agreeing)
    }


# --- cells --------------------------------------------------------------------------------------


def _statement(head: Node, row: Row, graph: Graph) -> ComparedStatement:
    """Return a statement with its cells, in the order of the documents.

    A source that only has something similar to one of these is shown with that.
    """
    sentence = graph.sentences[head][0]
    itself = Beside(head, Relation("same", 1.0, "equal"), head)
    found = [(one, beside) for node, beside in {head: itself, **row}.items()
             for one in graph.sentences[node]]  # fmt: skip
    heard = {one.document for one, _ in found}
    for near in (head, *row):
        for node, relation in graph.edges.get(near, {}).items():
            if relation.kind == "similar":
                beside = Beside(near, relation, node)
                new = [one for one in graph.sentences[node] if one.document not in heard]
                found += [(one, beside) for one in new]
        heard |= {one.document for one, _ in found}
    found.sort(key=lambda entry: (entry[0].document, entry[0].start))
    return ComparedStatement(
        text=sentence.text,
        citation=address(sentence, graph.origin),
        cells=tuple(_cell(one, beside, graph) for one, beside in found),
        family=graph.origin.families[sentence.document],
    )


def _cell(sentence: Sentence, beside: Beside, graph: Graph) -> ComparedSentence:
    against, teller = (graph.sentences[node][0] for node in (beside.against, beside.teller))
    days = (graph.days.get(one.document) for one in (against, sentence))
    relation = dated(beside.relation, *days)
    return ComparedSentence(
        citation=address(sentence, graph.origin),
        text=sentence.text,
        relation=relation.kind,
        against=address(against, graph.origin),
        against_text=against.text,
        similarity=relation.similarity,
        says_more=relation.whole == 1,
        copy=relation.kind == "same" and is_copy(against.text, sentence.text),
        differs_in=relation.differs_in,
        about=difference_of(against, teller, relation),
        time=time_of(relation),
        here=moved(relation.ours, against),
        there=moved(relation.theirs, sentence) if sentence.text == teller.text else (),
        family=graph.origin.families[sentence.document],
    )
