"""From texts to a summary, one call per stage."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from os import PathLike
from typing import NamedTuple

from multisumm._version import __version__
from multisumm.comparison.disagreements import DisagreementSearch
from multisumm.comparison.families import number_families, set_aside_copies
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.provenance import Origin, address, cite, cite_known, describe
from multisumm.comparison.related import clash_test, find_related, languages_of, relations_of
from multisumm.comparison.relations import Relation
from multisumm.datelines import Heading, read_heading
from multisumm.documents import files_not_read
from multisumm.errors import NothingToSummarize, OptionError
from multisumm.focus.known import Known, known_documents
from multisumm.focus.novelty import Heard, Novelty, find_new
from multisumm.focus.relevance import Relevance, measure_relevance
from multisumm.model import BudgetReport, Documents, Headline, Sentence, SummarySentence
from multisumm.options import SUMMARY_OPTIONS, MethodName, OrderName, SplitterName, check_value
from multisumm.pipeline.articles import (
    are_off,
    identify_documents,
    ids_of,
    on_subject,
    read_articles,
    take_sentences,
)
from multisumm.pipeline.choosing import (
    choose_within,
    chosen_last,
    count_not_quotable,
    evidence_of_order,
    only_new,
    only_relevant,
    outdated_by,
    pick_sentences,
    pose_problem,
    represented_by,
    total_cost,
    why_not_quotable,
    without_loose_days,
)
from multisumm.pipeline.explaining import explain_choice
from multisumm.selection.budget import check_budget, resolve_budget
from multisumm.selection.context import context_factors
from multisumm.selection.coverage import Problem
from multisumm.selection.ordering import ORDERS
from multisumm.selection.token_counts import TokenCounter, Tokenize, load_token_counter
from multisumm.selection.weights import PACKAGE, Weights, load_weights
from multisumm.subjects.headline import choose_headline
from multisumm.subjects.off_subject import Subjects, find_subjects
from multisumm.summary import Summary
from multisumm.text.articles import Article, find_copies, read_article, sentences_of
from multisumm.text.days import FoundDays, find_days
from multisumm.text.languages import SEVERAL, UNDECIDED
from multisumm.text.terms import TermTable, tabulate_sentences, take_rows
from multisumm.timeline.choice import date_sentences, make_entries, only_dated, pick_timeline

TELLING_TEXT = 300
"""A known text of fewer characters does not tell its language."""

_CHECKED = (
    *("query", "method", "order", "timeline", "language", "keep_noise"),
    *("keep_all", "splitter", "explain"),
)
"""What is asked for by options of the table; the others are checked where they are used."""


def summarize(
    documents: Documents,
    *,
    words: int | None = None,
    sentences: int | None = None,
    characters: int | None = None,
    bytes: int | None = None,
    tokens: int | None = None,
    tokenizer: Tokenize | TokenCounter | str | None = None,
    ratio: float | None = None,
    query: str | None = None,
    known: Known | None = None,
    method: MethodName = "coverage",
    order: OrderName = "reading",
    timeline: bool = False,
    language: str = "auto",
    keep_noise: bool = False,
    keep_all: bool = False,
    splitter: SplitterName = "rules",
    weights: Weights | str | PathLike[str] = PACKAGE,
    explain: bool = False,
) -> Summary:
    """Return one summary of all documents. Every sentence is an exact quote with its position.

    Args:
        documents: Documents or strings; strings get the ids "1", "2", ... by their position.
        words: Limit in words, as `str.split()` counts them; of sentences in languages without
            spaces, in characters that are not white space. At most one budget may be given; the
            default is 250 words.
        sentences: Limit in sentences.
        characters: Limit in Unicode characters of the summary's text.
        bytes: Limit in bytes of the summary's text as UTF-8.
        tokens: Limit in tokens of the summary's text, special tokens not counted.
        tokenizer: What counts the tokens: `tiktoken:ENCODING`, like `tiktoken:cl100k_base`;
            `hf:PATH`, a `tokenizer.json` or a folder with one; or a function that returns the list
            of the tokens of a text, the same for the same text. Given with `tokens`, never alone.
        ratio: Limit as a share, above 0 and up to 1, of the words of all sentences that are not
            noise.
        query: What the summary should answer: a question, keywords, or a need of any length. Only
            sentences relevant to it are quoted.
        known: What the reader knows: documents, a summary or a digest, its JSON (its quotes and the
            sentences listed with them are known), or a text. Only sentences that say something new
            are quoted.
        method: How sentences are chosen: `coverage`, `textrank`, `lexrank`, `centroid`, `lead`, or
            one of sumy's summarisers, like `sumy-lsa`.
        order: How the chosen sentences are ordered: `reading`, `rank` or `chronological`.
        timeline: Whether the summary is a timeline: sentences of the days that matter most, each
            with its date, in order of time. It cannot be given with an order.
        language: ISO 639-1 code of all documents; `auto` or `mul` to recognise that of each.
        keep_noise: Whether menus, teasers, captions and the like may be quoted, too.
        keep_all: Whether documents that are off the subject of the others may be quoted, too.
        splitter: How sentences are found: `rules`, or `punkt` for NLTK's Punkt.
        weights: Coefficients for the method `coverage`: a weights file, `Weights`, or `package` for
            those that come with the package.
        explain: Whether the summary says why each sentence is quoted, and why the best others are
            not (`explanations`). The quotes are the same.

    Raises:
        OptionError: An option has a wrong type or an impossible value.
        InputError: `documents` holds something else, two documents have the same id, or the weights
            or the tokenizer cannot be used.
        NothingToSummarize: There is no text, only noise, no sentence within the limit, or none that
            is relevant to the query. `NothingNew`, a kind of it: all of it is known.
    """
    asked = Asked(
        amounts={
            "words": words,
            "sentences": sentences,
            "characters": characters,
            "bytes": bytes,
            "tokens": tokens,
            "ratio": ratio,
        },
        tokenizer=tokenizer,
        query=query,
        known=known,
        method=method,
        order=order,
        timeline=timeline,
        language=language,
        keep_noise=keep_noise,
        keep_all=keep_all,
        splitter=splitter,
        weights=weights,
        explain=explain,
    )
    return summarize_subject(documents, asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a summary: the arguments of `summarize`, with its limits in `amounts`."""

    amounts: Mapping[str, float | None]
    query: str | None
    known: Known | None
    method: MethodName
    order: OrderName
    timeline: bool
    language: str
    keep_noise: bool
    tokenizer: Tokenize | TokenCounter | str | None = None
    keep_all: bool = False
    splitter: SplitterName = "rules"
    weights: Weights | str | PathLike[str] = PACKAGE
    explain: bool = False


class OfPile(NamedTuple):
    """What is known of the documents of a subject because they are part of a pile.

    Attributes:
        days: Index of each document whose day is known -> the day in ISO 8601.
        unnamed: Ids of the documents whose titles do not name the subject.
    """

    days: Mapping[int, str]
    unnamed: Collection[str] = ()


def summarize_subject(documents: Documents, asked: Asked, of_pile: OfPile | None = None) -> Summary:
    """Return the summary of documents about one subject.

    Args:
        documents: As for `summarize`; those of a pile must all have text.
        asked: What is asked, errors as for `summarize`.
        of_pile: What is known of the documents, if they are part of a pile.
    """
    query, known, method, timeline = asked.query, asked.known, asked.method, asked.timeline
    given = {name: getattr(asked, name) for name in _CHECKED}
    for name, value in given.items():
        check_value(SUMMARY_OPTIONS[name], value)
    check_order(asked.order, timeline=timeline)
    weights, tokenizer = asked.weights, asked.tokenizer
    learned = weights if isinstance(weights, Weights) else load_weights(weights)
    check_budget(asked.amounts, tokenizer)
    tokenizer = None if tokenizer is None else load_token_counter(tokenizer)
    articles, languages, warnings = read_articles(
        documents,
        language=asked.language,
        keep_noise=asked.keep_noise,
        splitter=asked.splitter,
    )
    language = languages.main
    known_articles = [] if known is None else _read_known(known, language)
    copies = find_copies(articles)
    pool = list(sentences_of(articles, without=copies))
    if not pool:
        raise NothingToSummarize(
            "nothing to summarize: only noise was found (option `keep_noise` keeps it)"
        )
    table, heard = _tabulate(pool, known_articles, len(articles))
    if not len(table.tokens):
        raise NothingToSummarize("nothing to summarize: there is no word in the text")
    families = number_families(pool, table, copies, len(articles))
    subjects = Subjects() if asked.keep_all else find_subjects(articles, pool, table, families)
    relevance = None
    if query is not None:
        relevance = measure_relevance(query, pool, table, language=language)
        subjects = subjects.with_answers(
            {one.document for one, answers in zip(pool, relevance.relevant, strict=True) if answers}
        )
    pool, table, relevance = take_sentences(on_subject(subjects, pool), pool, table, relevance)
    budget = resolve_budget(
        asked.amounts,
        [sentence.text for sentence in pool],
        language=language,
        languages=[sentence.language for sentence in pool],
        tokenizer=tokenizer,
    )
    context = context_factors(pool, table, language=language)
    kept, set_aside = set_aside_copies(articles, pool, copies, families)
    pool, table, relevance = take_sentences(kept, pool, table, relevance)
    context = context[list(kept)]
    heading = cache(read_heading)
    sources = [article.document for article in articles]
    found = find_days(sources, heading) if of_pile is None else FoundDays(of_pile.days)
    heard_on = find_days([article.document for article in known_articles], heading).days
    days = {**found.days, **{len(sources) + i: day for i, day in heard_on.items()}}
    index = index_words(table, languages=languages_of(pool, language))
    relations = relations_of(pool, index, language=language, days=days)
    problem = pose_problem(
        method,
        pool,
        table,
        budget,
        learned,
        clash_test(relations),
        families,
        context,
        heard,
        relevance,
    )
    outdated = outdated_by(method, pool, table, relations, days=days, timeline=timeline)
    problem = chosen_last(problem, outdated)
    problem = without_loose_days(problem, method, pool, days, language=language, timeline=timeline)
    if relevance is not None:
        problem = only_relevant(problem, relevance)
    novelty = None
    if heard is not None:
        novelty = find_new(pool, table, heard, language=language, days=days)
        problem = only_new(problem, novelty)
    dates = date_sentences(pool, days, language=language) if timeline else []
    fits = problem.costs <= problem.capacity
    undated = frozenset(i for i, dated in enumerate(dates) if dated is None and fits[i])
    if timeline:
        problem = only_dated(problem, dates, relations)
    scores = dict(enumerate(problem.alone.tolist()))

    def choose(problem: Problem) -> dict[int, list[tuple[int, Relation]]]:
        """Return what relates to each sentence of the summary, by the order of the summary."""
        if timeline:
            picked = pick_timeline(problem, dates, [families[one.document] for one in pool])
            return dict(zip(picked, find_related(picked, relations), strict=True))
        picked = pick_sentences(
            method,
            problem,
            pool,
            relations,
            budget,
            novelty,
            families=families,
            days=days,
            outdated=outdated,
            represented=None if relevance else represented_by(pool, set_aside, relations),
        )
        related = dict(zip(picked, find_related(picked, relations), strict=True))
        evidence = evidence_of_order(
            scores, related, pool, table, context, days, relations.statement, relevance
        )
        return {i: related[i] for i in ORDERS[asked.order](picked, pool, sources, evidence)}

    related = choose_within(budget, problem, pool, choose)
    picked = list(related)
    origin = Origin(articles, set_aside, families)
    not_quotable = count_not_quotable(
        articles,
        pool,
        set_aside,
        table,
        problem,
        budget,
        relevance,
        novelty,
        undated=undated,
        off=subjects.off,
    )
    known_origin = Origin((*articles, *known_articles), {}, families)
    quotes = tuple(
        _with_focus(
            cite(pool[i], scores[i], [(pool[j], relation) for j, relation in related[i]], origin),
            i,
            pool[i],
            relevance,
            novelty,
            known_origin,
        )
        for i in picked
    )
    summary = Summary(
        sentences=quotes,
        documents=tuple(
            map(describe, articles, families, not_quotable, are_off(subjects, articles))
        ),
        budget=BudgetReport(budget.unit, budget.limit, total_cost(budget, pool, picked)),
        settings={
            **_settings({**given, "language": SEVERAL if languages.has_several else language}),
            **({"weights": learned.name} if method == "coverage" else {}),
            **(budget.tokenizer.settings if budget.tokenizer else {}),
        },
        warnings=(
            *warnings,
            *found.doubted,
            *subjects.warnings(ids_of(articles)),
            *(relevance.warnings() if relevance else ()),
        ),
        query=relevance.query if relevance else None,
        known=tuple(replace(describe(article, 1, {}), text=None) for article in known_articles),
        timeline=make_entries(quotes, [dates[i] for i in picked]) if timeline else (),
        explanations=explain_choice(
            problem,
            pool,
            table,
            related,
            partial(address, origin=origin),
            partial(
                why_not_quotable,
                pool=pool,
                table=table,
                budget=budget,
                relevance=relevance,
                novelty=novelty,
                undated=undated,
            ),
            unit=budget.unit,
            with_words=method == "coverage",
            asked=asked.explain,
        ),
        files_not_read=files_not_read(documents),
        find_disagreements=DisagreementSearch(
            pool, table, origin, language, days, (index, relations)
        ),
    )
    unnamed = () if of_pile is None else of_pile.unnamed
    return replace(
        summary, headline=_headline(summary, articles, found.days, heading, unnamed=unnamed)
    )


def _headline(
    summary: Summary,
    articles: Sequence[Article],
    days: Mapping[int, str],
    heading: Callable[[str], Heading],
    *,
    unnamed: Collection[str],
) -> Headline:
    """Return what a summary is called; titles of the newest day come first, as far as known."""
    documents = [article.document for article in articles]
    own = [days.get(i, "") for i in range(len(documents))]
    last = max(own)
    newest = [one.id for one, day in zip(documents, own, strict=True) if day == last]
    languages = [article.language for article in articles]
    return choose_headline(
        documents,
        summary,
        newest=newest,
        without=unnamed,
        languages=languages,
        heading=heading,
    )


def _read_known(known: Known, language: str) -> list[Article]:
    """Return the articles of the known documents; noise is known as well.

    A short text is taken to be in the given language, that of most documents.
    """
    documents = known_documents(known)
    found = identify_documents(documents, "auto").own if documents else ()
    return [
        read_article(
            document,
            language=own if len(document.text) >= TELLING_TEXT and own != UNDECIDED else language,
            keep_noise=True,
        )
        for document, own in zip(documents, found, strict=True)
    ]


def _tabulate(
    pool: Sequence[Sentence], known_articles: Sequence[Article], number: int
) -> tuple[TermTable, Heard | None]:
    """Return the terms of the sentences, and the known sentences, if any, by the same vocabulary.

    Args:
        pool: The sentences to be summarised.
        known_articles: The known documents.
        number: Number of documents to be summarised, behind which the known ones are numbered.
    """
    heard = [
        replace(one, document=number + one.document)
        for one in {s.text: s for s in sentences_of(known_articles, without={})}.values()
    ]
    if not heard:
        return tabulate_sentences(pool), None
    both = tabulate_sentences([*pool, *heard])
    rows = range(len(pool))
    return take_rows(both, rows), Heard(
        heard, take_rows(both, range(len(pool), len(both.starts) - 1))
    )


def _with_focus(
    quote: SummarySentence,
    number: int,
    sentence: Sentence,
    relevance: Relevance | None,
    novelty: Novelty | None,
    origin: Origin,
) -> SummarySentence:
    """Return a quote with how relevant it is to the query, and what it does to what is known.

    Args:
        quote: The quote.
        number: Its index in the pool.
        sentence: Its sentence there.
        relevance: How relevant the sentences of the pool are; None without a query.
        novelty: What is new in them; None if nothing is known.
        origin: Where the sentences come from, known ones too.
    """
    if relevance is not None:
        words = relevance.words_met(number)
        quote = replace(quote, relevance=relevance.of(number), query_words=words)
    if novelty is not None:
        quote = replace(quote, known=cite_known(sentence, novelty.related[number], origin))
    return quote


def _settings(given: Mapping[str, object]) -> dict[str, object]:
    """Return the settings of a summary: four options always, the others if they are not default."""
    always = ("method", "order", "language", "keep_noise")
    told = {
        name: value
        for name, value in given.items()
        if name in always or value != SUMMARY_OPTIONS[name].default
    }
    return {"version": __version__, **told}


def check_order(order: str, *, timeline: bool) -> None:
    """Raise OptionError if an order is given for a timeline, which has its own."""
    if timeline and order != SUMMARY_OPTIONS["order"].default:
        raise OptionError(f"order {order}: a timeline is in order of time; leave the order out")
