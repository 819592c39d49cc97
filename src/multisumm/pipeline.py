"""The whole way from texts to a summary, a comparison or a digest, one call per stage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from os import PathLike

import numpy as np
from numpy.typing import NDArray

from multisumm._version import __version__
from multisumm.comparison.compare import compare_sentences
from multisumm.comparison.disagreements import find_disagreements
from multisumm.comparison.families import number_families, set_aside_copies
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.provenance import Copies, Origin, cite, cite_known, describe
from multisumm.comparison.rebuttals import add_rebuttals
from multisumm.comparison.related import (
    Relations,
    clash_test,
    find_related,
    languages_of,
    relations_of,
)
from multisumm.comparison.relations import Relation
from multisumm.comparison.sides import Fits, prefer_supported
from multisumm.datelines import read_heading
from multisumm.documents import cleaned_documents
from multisumm.errors import EmptyQuery, InputError, NothingNew, NothingToSummarize, OptionError
from multisumm.focus.known import Known, known_documents
from multisumm.focus.novelty import Heard, Novelty, find_new
from multisumm.focus.relevance import Relevance, measure_relevance
from multisumm.grouping.dates import find_days
from multisumm.grouping.group import group_documents
from multisumm.messages import (
    brief_repr,
    first_names,
    is_iterable,
    must_be,
    plural,
    printable,
)
from multisumm.model import (
    BudgetReport,
    Cluster,
    DigestSubject,
    Document,
    DocumentGroup,
    Documents,
    Sentence,
    SummarySentence,
)
from multisumm.options import (
    COMPARE_OPTIONS,
    DIGEST_OPTIONS,
    GROUP_OPTIONS,
    SUMMARY_OPTIONS,
    MethodName,
    OrderName,
    SplitterName,
    check_value,
)
from multisumm.selection.budget import Budget, check_budget, resolve_budget
from multisumm.selection.candidates import independence_factors, quotable_mask
from multisumm.selection.concepts import Concepts, extract_concepts
from multisumm.selection.context import context_factors
from multisumm.selection.coverage import (
    Clashes,
    Problem,
    add_fitting,
    one_concept_each,
    select_by_coverage,
    select_by_score,
    without,
)
from multisumm.selection.ordering import ORDERS, Evidence
from multisumm.selection.quality import redundancy, sentence_quality, similarity_degrees
from multisumm.selection.ranking import RANKINGS
from multisumm.selection.sumy import SUMY_METHODS, sumy_scores
from multisumm.selection.token_counts import TokenCounter, Tokenize, load_token_counter
from multisumm.selection.weights import PACKAGE, Weights, load_weights
from multisumm.subjects.headline import choose_headline
from multisumm.subjects.off_subject import Subjects, find_subjects
from multisumm.summary import Comparison, Digest, Grouping, Summary
from multisumm.text.articles import (
    Article,
    drop_furniture,
    find_copies,
    read_article,
    sentences_of,
)
from multisumm.text.cluster_languages import ClusterLanguages, identify_languages
from multisumm.text.language_names import name_of_language
from multisumm.text.languages import SEVERAL, UNDECIDED, check_language
from multisumm.text.sentences import DEFAULT_SPLITTER, is_complete
from multisumm.text.terms import TermTable, tabulate_sentences, take_rows
from multisumm.timeline.choice import date_sentences, make_entries, only_dated, pick_timeline

FILLER_QUALITY = 0.01
"""Quality factor of sentences that are quoted only to fill the budget."""

CHOOSING = ("coverage", "textrank", "lexrank", "centroid")
"""Methods that quote the better supported of two statements that contradict each other."""

TELLING_TEXT = 300
"""A known text of fewer characters does not tell its language."""

MAX_GIVEN_UP = 20
"""So often claims are given up for want of room for their rebuttals, and others looked for."""


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
) -> Summary:
    """Return one summary of all documents. Every sentence is an exact quote with its position.

    Args:
        documents: Documents or strings; strings get the ids "1", "2", ... by their position.
        words: Limit in words, as `str.split()` counts them; in languages without spaces, in
            characters that are not white space. At most one budget may be given; the default is
            250 words.
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

    Raises:
        OptionError: An option has a wrong type or an impossible value.
        InputError: `documents` holds something else, two documents have the same id, or the weights
            or the tokenizer cannot be used.
        NothingToSummarize: There is no text, only noise, no sentence within the limit, or none that
            is relevant to the query. `NothingNew`, a kind of it: all of it is known.
    """
    given = {
        "query": query,
        "method": method,
        "order": order,
        "timeline": timeline,
        "language": language,
        "keep_noise": keep_noise,
        "keep_all": keep_all,
        "splitter": splitter,
    }
    for name, value in given.items():
        check_value(SUMMARY_OPTIONS[name], value)
    _check_order(order, timeline=timeline)
    learned = weights if isinstance(weights, Weights) else load_weights(weights)
    limits = {"words": words, "sentences": sentences, "characters": characters, "bytes": bytes}
    amounts = {**limits, "tokens": tokens, "ratio": ratio}
    check_budget(amounts, tokenizer)
    tokenizer = None if tokenizer is None else load_token_counter(tokenizer)
    articles, languages, warnings = _read_articles(
        documents, language=language, keep_noise=keep_noise, splitter=splitter
    )
    language = languages.main
    known_articles = [] if known is None else _read_known(known, language)
    copies = find_copies(articles)
    pool = list(sentences_of(articles, without=copies))
    if not pool:
        raise NothingToSummarize(
            "nothing to summarize: only noise was found (--keep-noise keeps it)"
        )
    table, heard = _tabulate(pool, known_articles, len(articles))
    if not len(table.tokens):
        raise NothingToSummarize("nothing to summarize: there is no word in the text")
    families = number_families(pool, table, copies, len(articles))
    subjects = Subjects() if keep_all else find_subjects(articles, pool, table, families)
    relevance = None
    if query is not None:
        relevance = measure_relevance(query, pool, table, language=language)
        subjects = subjects.with_answers(
            {one.document for one, answers in zip(pool, relevance.relevant, strict=True) if answers}
        )
    pool, table, relevance = _take(_about(subjects, pool), pool, table, relevance)
    texts = [sentence.text for sentence in pool]
    budget = resolve_budget(amounts, texts, language=language, tokenizer=tokenizer)
    context = context_factors(pool, table, language=language)
    kept, set_aside = set_aside_copies(articles, pool, copies, families)
    pool, table, relevance = _take(kept, pool, table, relevance)
    context = context[list(kept)]
    days = days_of([article.document for article in (*articles, *known_articles)])
    index = index_words(table, languages=languages_of(pool, language))
    relations = relations_of(pool, index, language=language, days=days)
    problem = _pose_problem(
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
    if relevance is not None:
        problem = _only_relevant(problem, relevance)
    novelty = None
    if heard is not None:
        novelty = find_new(pool, table, heard, language=language, days=days)
        problem = _only_new(problem, novelty)
    dates = date_sentences(pool, days, language=language) if timeline else []
    if timeline:
        problem = only_dated(problem, dates, relations)
    scores = dict(enumerate(problem.gains(problem.covered([])).tolist()))

    def choose(problem: Problem) -> dict[int, list[tuple[int, Relation]]]:
        """Return what relates to each sentence of the summary, by the order of the summary."""
        if timeline:
            picked = pick_timeline(problem, dates, [families[one.document] for one in pool])
            return dict(zip(picked, find_related(picked, relations), strict=True))
        picked = _pick(
            method, problem, pool, relations, budget, novelty, families=families, days=days
        )
        related = dict(zip(picked, find_related(picked, relations), strict=True))
        evidence = evidence_of_order(scores, related, table, context, days)
        sources = [article.document for article in articles]
        return {i: related[i] for i in ORDERS[order](picked, pool, sources, evidence)}

    related = _choose_within(budget, problem, pool, choose)
    picked = list(related)
    origin = Origin(articles, set_aside, families)
    not_quotable = _count_not_quotable(
        articles, pool, set_aside, table, problem, budget, relevance, novelty, off=subjects.off
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
    return Summary(
        sentences=quotes,
        documents=tuple(
            map(describe, articles, families, not_quotable, _is_off(subjects, articles))
        ),
        budget=BudgetReport(budget.unit, budget.limit, _total(budget, pool, picked)),
        settings={
            **_settings({**given, "language": SEVERAL if languages.has_several else language}),
            **({"weights": learned.name} if method == "coverage" else {}),
            **(budget.tokenizer.settings if budget.tokenizer else {}),
        },
        warnings=(
            *warnings,
            *subjects.warnings(_names(articles)),
            *(relevance.warnings() if relevance else ()),
        ),
        query=relevance.query if relevance else None,
        known=tuple(replace(describe(article, 1, {}), text=None) for article in known_articles),
        timeline=make_entries(quotes, [dates[i] for i in picked]) if timeline else (),
        find_disagreements=partial(
            find_disagreements, pool, table, origin, language=language, days=days
        ),
    )


def compare(
    documents: Documents,
    *,
    language: str = "auto",
    keep_noise: bool = False,
    keep_all: bool = False,
    conflicts_only: bool = False,
) -> Comparison:
    """Return what the documents say, statement by source: who says the same, who something else.

    The statements are those that several independent families of documents make, and those on which
    sources disagree. All sentences are compared, not only those of a summary.

    Args:
        documents: Documents or strings; strings get the ids "1", "2", ... by their position.
        language: ISO 639-1 code of all documents; `auto` or `mul` to recognise that of each.
        keep_noise: Whether menus, teasers, captions and the like are compared, too.
        keep_all: Whether documents that are off the subject of the others are compared, too.
        conflicts_only: Whether to leave out the statements on which no source disagrees.

    Raises:
        OptionError: An option has a wrong type or an impossible value.
        InputError: `documents` holds something else, or two documents have the same id.
        NothingToSummarize: There is no text, or only noise.
    """
    given = {"language": language, "keep_noise": keep_noise, "conflicts_only": conflicts_only}
    for name, value in {**given, "keep_all": keep_all}.items():
        check_value(COMPARE_OPTIONS[name], value)
    articles, languages, warnings = _read_articles(
        documents, language=language, keep_noise=keep_noise
    )
    sentences = list(sentences_of(articles, without={}))
    table = tabulate_sentences(sentences)
    if not len(table.tokens):
        raise NothingToSummarize(
            "nothing to compare: only noise was found (--keep-noise keeps it)"
            if not sentences
            else "nothing to compare: there is no word in the text"
        )
    families = number_families(sentences, table, {}, len(articles))
    subjects = Subjects() if keep_all else find_subjects(articles, sentences, table, families)
    sentences, table, _ = _take(_about(subjects, sentences), sentences, table)
    statements = compare_sentences(
        sentences,
        table,
        Origin(articles, {}, families),
        language=languages.main,
        days=days_of([article.document for article in articles]),
    )
    off = frozenset(subjects.off)
    compared = [family for i, family in enumerate(families) if i not in off]
    code = SEVERAL if languages.has_several else languages.main
    return Comparison(
        statements=tuple(
            statement for statement in statements if statement.disagreement or not conflicts_only
        ),
        documents=tuple(
            describe(article, family, dict(+count), off)
            for article, family, count, off in zip(
                articles,
                families,
                _counts_left_out(articles, subjects.off),
                _is_off(subjects, articles),
                strict=True,
            )
        ),
        settings={
            "version": __version__,
            **given,
            "language": code,
            **({"keep_all": True} if keep_all else {}),
        },
        warnings=(
            *warnings,
            *subjects.warnings(_names(articles)),
            *_notes_on_families(compared),
        ),
    )


def group(
    documents: Documents,
    *,
    language: str = "auto",
    window: float | None = None,
    across_languages: bool = False,
    add: Iterable[Cluster] = (),
) -> Grouping:
    """Return the documents of a pile as groups, each about one subject; many hold one document.

    The order of the documents changes nothing. Documents that share most of their text count once.
    A document with several subjects, like a live blog or a digest, stays where most of it belongs;
    it is marked, and a warning names it.

    Args:
        documents: Documents or strings; strings get the ids "1", "2", ... by their position.
        language: ISO 639-1 code of all documents; `auto` or `mul` to recognise that of each.
        window: Days, at least 0. Documents further apart do not join directly, only through others
            between them. None is no limit. Documents without a date are not affected.
        across_languages: Whether documents in different languages may be in one group. They are
            then compared by the names, numbers and words that are written the same.
        add: Groups that are there already. They stay as they are: the documents join them, or make
            groups of their own. A document that is in one of them with the same text is not added;
            one with the id of another text there gets an id of its own, like `a.txt (2)`.

    Raises:
        OptionError: An option has a wrong type or an impossible value.
        InputError: `documents` or `add` holds something else, or two documents or two groups have
            the same id.
        NothingToSummarize: There is no text.
    """
    given = {"language": language, "window": window, "across_languages": across_languages}
    for name, value in given.items():
        check_value(GROUP_OPTIONS[name], value)
    code = language if language == "auto" else check_language(language)
    new, warnings = cleaned_documents(documents)
    earlier = _documents_of_groups(add)
    known = {one.id: one.text for _, one in earlier}
    new = tuple(_with_own_id(document, known) for document in new)
    added = [document for document in new if document.id not in known]
    pile = [*(one for _, one in earlier), *added]
    days, notes = find_days(pile)
    groups = group_documents(
        pile,
        days,
        language="auto" if code == SEVERAL else code,
        window=window,
        across_languages=across_languages,
        given=[*(name for name, _ in earlier), *(None for _ in added)],
    )
    if len(added) < len(new):
        notes.append(
            f"{plural(len(new) - len(added), 'document')} in the groups already; kept once"
        )
    empty = [printable(name) for one in groups for name in one.about_nothing]
    if empty:
        notes.append(f"about nothing, so alone: {first_names(empty)}")
    for one in groups:
        for name, subjects in one.several.items():
            named = first_names([printable(subject) for subject in subjects])
            notes.append(f"{printable(name)}: it has several subjects: {named}")
    return Grouping(tuple(groups), (*warnings, *notes))


def digest(
    documents: Documents,
    *,
    subjects: int = 10,
    min_sources: int = 2,
    words: int = 60,
    query: str | None = None,
    known: Known | None = None,
    method: MethodName = "coverage",
    order: OrderName = "reading",
    language: str = "auto",
    window: float | None = None,
    across_languages: bool = False,
    keep_noise: bool = False,
) -> Digest:
    """Return the subjects of a pile of documents, each with a headline and a summary.

    First comes what most independent families of documents tell, then what has the newest document.
    The headline is the title of a source that has most in common with the subject, or else the
    first sentence of its summary; so it is a quote, too. The order of the documents changes
    nothing.

    Args:
        documents: Documents or strings; strings get the ids "1", "2", ... by their position.
        subjects: Number of subjects shown at most; the others are counted.
        min_sources: Number of independent families that a subject needs to be shown. Documents of
            other subjects are `alone`.
        words: Limit of each summary in words, as for `summarize`.
        query: What the digest is about: only subjects with something relevant to it are shown, and
            only what is relevant is quoted.
        known: What the reader knows, as for `summarize`: subjects of which nothing is new are left
            out and counted.
        method: How sentences are chosen, as for `summarize`.
        order: How the chosen sentences of each subject are ordered, as for `summarize`.
        language: ISO 639-1 code of all documents; `auto` or `mul` to recognise that of each.
        window: Days beyond which documents do not join directly, as for `group`.
        across_languages: Whether documents in different languages may be of one subject.
        keep_noise: Whether menus, teasers, captions and the like may be quoted, too.

    Raises:
        OptionError: An option has a wrong type or an impossible value.
        InputError: `documents` or `known` holds something else, or two documents have the same id.
        NothingToSummarize: There is no text, no subject with enough sources, or none with something
            that can be quoted or is relevant to the query. `NothingNew`, a kind of it: all of it is
            known.
    """
    given: dict[str, object] = {
        "subjects": subjects,
        "min_sources": min_sources,
        "words": words,
        "query": query,
        "method": method,
        "order": order,
        "language": language,
        "window": window,
        "across_languages": across_languages,
        "keep_noise": keep_noise,
    }
    given = {name: check_value(DIGEST_OPTIONS[name], value) for name, value in given.items()}
    most, least = int(subjects), int(min_sources)
    known = None if known is None else known_documents(known)
    grouping = group(documents, language=language, window=window, across_languages=across_languages)
    found: list[DigestSubject] = []
    alone: list[Document] = []
    failed: list[tuple[str, NothingToSummarize | EmptyQuery]] = []
    candidates = [(one, _day_numbers(one)) for one in grouping if one.families >= least]
    ordered = iter(sorted(candidates, key=_by_families))
    for one, days in ordered:
        try:
            summary = summarize(
                one.documents,
                words=words,
                query=query,
                known=known,
                method=method,
                order=order,
                language=language,
                keep_noise=keep_noise,
            )
        except (NothingToSummarize, EmptyQuery) as error:
            failed.append((one.id, error))
            continue
        subject = _subject_of(one, days, summary)
        if subject.families < least:
            alone += one.documents
            continue
        found.append(subject)
        if len(found) == most:
            break
    further = sum(1 for _ in ordered)
    if not found:
        raise _why_empty([error for _, error in failed], least, query)
    alone += [document for one in grouping if one.families < least for document in one.documents]
    nothing_new = sum(isinstance(error, NothingNew) for _, error in failed)
    others = [(name, error) for name, error in failed if not isinstance(error, NothingNew)]
    return Digest(
        subjects=tuple(sorted(found, key=_by_weight)),
        settings={
            "version": __version__,
            **{name: value for name, value in given.items() if value is not None},
        },
        alone=tuple(alone),
        further=further,
        nothing_new=nothing_new,
        off_query=0 if query is None else len(others),
        warnings=(
            *grouping.warnings,
            *(f"{printable(one.id)}: {line}" for one in found for line in one.summary.warnings),
            *(f"{printable(name)}: {error}" for name, error in others if query is None),
        ),
    )


def _subject_of(one: DocumentGroup, days: Sequence[int], summary: Summary) -> DigestSubject:
    """Return a group, given its days, as a subject; its disagreements are searched for once."""
    last = max(days)
    newest = [each.id for each, day in zip(one.documents, days, strict=True) if day == last]
    disagreements = summary.disagreements
    return DigestSubject(
        id=one.id,
        headline=choose_headline(one.documents, summary, newest=newest, without=one.several),
        summary=replace(summary, find_disagreements=partial(tuple, disagreements)),
        families=len({source.family for source in summary.documents if not source.off_subject}),
        day=date.fromordinal(last).isoformat() if last else None,
    )


def _day_numbers(one: DocumentGroup) -> list[int]:
    """Return the day of each document as a number, 0 if it is not known."""
    return [0 if np.isnan(day) else int(day) for day in find_days(one.documents)[0]]


def _by_families(dated: tuple[DocumentGroup, Sequence[int]]) -> tuple[int, int, int, str]:
    one, days = dated
    return -one.families, -max(days), -len(one.documents), one.id


def _by_weight(subject: DigestSubject) -> tuple[int, int, int, str]:
    day = date.fromisoformat(subject.day).toordinal() if subject.day else 0
    return -subject.families, -day, -len(subject.summary.documents), subject.id


def _why_empty(
    failed: Sequence[NothingToSummarize | EmptyQuery], least: int, query: str | None
) -> NothingToSummarize | OptionError:
    """Return the error for a digest without a subject."""
    if not failed:
        return NothingToSummarize(
            f"nothing to summarize: no subject with {plural(least, 'independent source')}"
            " (--min-sources 1 shows every document)"
            if least > 1
            else "nothing to summarize: no subject"
        )
    if any(isinstance(error, NothingNew) for error in failed):
        return NothingNew("nothing new: all that the subjects say is known already")
    if all(isinstance(error, EmptyQuery) for error in failed) or query is None:
        return failed[0]
    return NothingToSummarize("nothing to summarize: no subject is relevant to the query")


def _with_own_id(document: Document, known: Mapping[str, str]) -> Document:
    """Return a document under another id if its own is that of another text: `a.txt (2)`."""
    name, number = document.id, 2
    while known.get(name, document.text) != document.text:
        name, number = f"{document.id} ({number})", number + 1
    return replace(document, id=name)


def _documents_of_groups(add: object) -> list[tuple[str, Document]]:
    """Return the documents with text of groups that are there already, each with its group's id."""
    if isinstance(add, str | bytes | Mapping) or not is_iterable(add):
        raise InputError(must_be("add", "a list of clusters", add))
    groups: dict[str, list[Document]] = {}
    for cluster in add:
        if not isinstance(cluster, Cluster):
            raise InputError(must_be("add", "a list of clusters", cluster))
        if cluster.id in groups:
            raise InputError(f"two groups that are added to have the id {brief_repr(cluster.id)}")
        has_text = any(document.text.strip() for document in cluster.documents)
        groups[cluster.id] = [*cleaned_documents(cluster.documents).documents] if has_text else []
    return [(name, document) for name, own in groups.items() for document in own]


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


def _check_order(order: str, *, timeline: bool) -> None:
    """Raise OptionError if an order is given for a timeline, which has its own."""
    if timeline and order != SUMMARY_OPTIONS["order"].default:
        raise OptionError(f"order {order}: a timeline is in order of time; leave the order out")


def _about(subjects: Subjects, sentences: Sequence[Sentence]) -> list[int]:
    """Return which sentences are of documents that are not off the subject."""
    off = frozenset(subjects.off)
    return [i for i, sentence in enumerate(sentences) if sentence.document not in off]


def _take(
    rows: Sequence[int],
    sentences: list[Sentence],
    table: TermTable,
    relevance: Relevance | None = None,
) -> tuple[list[Sentence], TermTable, Relevance | None]:
    """Return these sentences only, with their terms and their relevance."""
    if len(rows) == len(sentences):
        return sentences, table, relevance
    taken = take_rows(table, rows)
    return [sentences[i] for i in rows], taken, relevance and relevance.take(rows, taken)


def _is_off(subjects: Subjects, articles: Sequence[Article]) -> list[bool]:
    """Return whether each document is off the subject."""
    off = frozenset(subjects.off)
    return [i in off for i in range(len(articles))]


def _names(articles: Sequence[Article]) -> list[str]:
    return [article.document.id for article in articles]


def _notes_on_families(families: Sequence[int]) -> Iterator[str]:
    """Yield why no statement can be that of several sources, if that is so."""
    if len(families) == 1:
        yield "there is one document; only what it says against itself can be found"
    elif len({*families}) == 1:
        yield "all documents share most of their text, so they count as one source"


def _read_articles(
    documents: Documents,
    *,
    language: str,
    keep_noise: bool,
    splitter: str = DEFAULT_SPLITTER,
) -> tuple[list[Article], ClusterLanguages, tuple[str, ...]]:
    """Return the article of each document, their languages, and what the user should know."""
    sources, warnings = cleaned_documents(documents)
    languages = _identify(sources, language)
    articles = [
        read_article(source, language=own, keep_noise=keep_noise, splitter=splitter)
        for source, own in zip(sources, languages.own, strict=True)
    ]
    articles = articles if keep_noise else drop_furniture(articles)
    return articles, languages, (*warnings, *_warnings(articles, languages))


def _read_known(known: Known, language: str) -> list[Article]:
    """Return the articles of the known documents; noise is known as well.

    A short text is taken to be in the given language, that of most documents.
    """
    documents = known_documents(known)
    found = _identify(documents, "auto").own if documents else ()
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


_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)", re.ASCII)


def evidence_of_order(
    scores: Mapping[int, float],
    related: Mapping[int, Sequence[tuple[int, Relation]]],
    table: TermTable,
    context: NDArray[np.float64],
    days: Mapping[int, str],
) -> Evidence:
    """Return what an order may go by, given what relates to each picked sentence.

    `context` (n,) has the factors of `context_factors`.
    """
    told_by = {
        i: [j for j, relation in others if relation.kind in ("same", "part")]
        for i, others in related.items()
    }
    degrees = dict(enumerate(similarity_degrees(table).tolist()))
    leaning = frozenset(np.flatnonzero(context < 1.0).tolist())
    return Evidence(scores, degrees, days, told_by, leaning)


def days_of(documents: Sequence[Document]) -> dict[int, str]:
    """Return the day of each document that has an ISO 8601 date, or else states one in its head."""
    days = {}
    for i, document in enumerate(documents):
        date = _DAY.match(document.date or "")
        day = date[0] if date else None
        if document.date is None:
            day = read_heading(document.text).day
        if day:
            days[i] = day
    return days


def _pose_problem(
    method: str,
    pool: Sequence[Sentence],
    table: TermTable,
    budget: Budget,
    weights: Weights,
    clashes: Clashes,
    families: Sequence[int],
    context: NDArray[np.float64],
    heard: Heard | None,
    relevance: Relevance | None,
) -> Problem:
    """Return the problem of which sentences to pick; those that may not be picked do not fit."""
    costs, capacity = _costs(pool, table, budget)
    share = capacity / int(costs.sum())
    concepts, quality = _concepts_and_quality(
        method, pool, table, weights, budget, families, context, heard, share=share
    )
    eligible = quotable_mask(
        pool,
        table,
        costs,
        capacity,
        language=budget.language,
        answers=relevance.answers if relevance else None,
    )
    answered = relevance is None or (eligible & relevance.relevant).any()
    if not answered or costs[eligible].sum() < capacity:  # the others may fill what room is left
        quality[~eligible] *= FILLER_QUALITY
        eligible = (costs <= capacity) & (np.diff(table.starts) > 0)
    costs[~eligible] = capacity + 1
    return Problem(concepts, quality, costs, capacity, clashes, redundancy(share))


def _only_new(problem: Problem, novelty: Novelty) -> Problem:
    """Return the problem in which only what says something new may be picked.

    Raises:
        NothingNew: No sentence that may be picked says anything new.
    """
    new = without(problem, np.flatnonzero(~novelty.is_new).tolist())
    if not (new.costs <= new.capacity).any():
        raise NothingNew("nothing new: all that could be quoted is known already")
    return new


def _only_relevant(problem: Problem, relevance: Relevance) -> Problem:
    """Return the problem in which only what is relevant may be picked, and counts by relevance.

    Raises:
        NothingToSummarize: No sentence that may be picked is relevant.
    """
    focused = without(
        replace(problem, quality=problem.quality * relevance.factors),
        np.flatnonzero(~relevance.relevant).tolist(),
    )
    if not (focused.costs <= focused.capacity).any():
        raise NothingToSummarize(
            "nothing to summarize: no sentence that can be quoted is relevant to the query"
        )
    return focused


def _costs(
    pool: Sequence[Sentence], table: TermTable, budget: Budget
) -> tuple[NDArray[np.int64], int]:
    """Return the cost of each sentence (n,) and the capacity; at least one sentence has a word.

    Both include a separator for each sentence, so that costs simply add up.

    Raises:
        NothingToSummarize: No sentence with a word fits.
    """
    separator = budget.separator_cost
    costs = np.array([budget.measure(sentence.text) for sentence in pool]) + separator
    capacity = min(budget.limit, int(costs.sum())) + separator  # int64 may not hold the limit
    min_cost = int(costs[np.diff(table.starts) > 0].min())
    if min_cost > capacity:
        limit = plural(budget.limit, budget.unit.removesuffix("s"))
        raise NothingToSummarize(
            f"nothing to summarize: no sentence fits into {limit};"
            f" the shortest needs {min_cost - separator}"
        )
    return costs, capacity


def _concepts_and_quality(
    method: str,
    pool: Sequence[Sentence],
    table: TermTable,
    weights: Weights,
    budget: Budget,
    families: Sequence[int],
    context: NDArray[np.float64],
    heard: Heard | None,
    *,
    share: float,
) -> tuple[Concepts, NDArray[np.float64]]:
    """Return what the method chooses by: the concepts of the sentences and their quality (n,).

    For a ranking, each sentence is a concept of its own, and the quality is 1.
    """
    language = budget.language
    if method == "coverage":
        concepts = extract_concepts(
            pool,
            table,
            coefficients=weights.concept,
            voices=families,
            discounts=heard.discounts if heard else None,
        )
        quality = sentence_quality(
            pool, table, concepts, share=share, coefficients=weights.sentence
        )
        return concepts, quality * independence_factors(pool, context, language=language)
    if method in SUMY_METHODS:
        scores = sumy_scores(method, pool, language=language)
    else:
        scores = RANKINGS[method](pool, table)
    discount = 1.0 if heard is None else heard.factors(table)
    return one_concept_each(scores), np.ones(len(pool)) * discount


def _choose_within(
    budget: Budget,
    problem: Problem,
    pool: Sequence[Sentence],
    choose: Callable[[Problem], dict[int, list[tuple[int, Relation]]]],
) -> dict[int, list[tuple[int, Relation]]]:
    """Return what `choose` gives for the problem, with the whole text within the budget.

    Only a tokenizer that merges tokens across sentences may count more than their costs. Then the
    choice is made again with a smaller capacity. The steps double, so few are needed; the first
    sentence alone fits always.
    """
    chosen, step = choose(problem), 1
    while len(chosen) > 1 and (used := _total(budget, pool, chosen)) > budget.limit:
        share = problem.capacity * budget.limit // used
        capacity = max(min(share, problem.capacity - step), int(problem.costs.min()))
        problem, step = replace(problem, capacity=capacity), 2 * step
        chosen = choose(problem) or dict(list(chosen.items())[:1])
    return chosen


def _total(budget: Budget, pool: Sequence[Sentence], picked: Iterable[int]) -> int:
    """Return what the text of the picked sentences costs, in the order given."""
    return budget.total([pool[i].text for i in picked])


def _pick(
    method: str,
    problem: Problem,
    pool: Sequence[Sentence],
    relations: Relations,
    budget: Budget,
    novelty: Novelty | None,
    *,
    families: Sequence[int],
    days: Mapping[int, str],
) -> list[int]:
    """Return the sentences of the summary, in the order of choice."""
    selected = select_by_coverage(problem) if method == "coverage" else select_by_score(problem)
    if method not in CHOOSING:
        return add_fitting(problem, selected) if problem.has_room_for_all else selected

    def fits(chosen: Sequence[int]) -> bool:
        if novelty is not None and not novelty.is_new[list(chosen)].all():
            return False
        new = [pool[i] for i in chosen if problem.costs[i] > problem.capacity]
        complete = all(
            is_complete(one.text, language=one.language or budget.language)
            and not one.half_quotation
            for one in new
        )
        costs = [budget.measure(pool[i].text) + budget.separator_cost for i in chosen]
        return complete and sum(costs) <= problem.capacity

    return take_sides(problem, selected, pool, relations, fits, families=families, days=days)


def take_sides(
    problem: Problem,
    selected: Sequence[int],
    pool: Sequence[Sentence],
    relations: Relations,
    fits: Fits,
    *,
    families: Sequence[int],
    days: Mapping[int, str],
) -> list[int]:
    """Return the selection with the better supported sides, and claims with their rebuttals.

    Room that these exchanges leave is filled.
    """
    prefer = partial(
        prefer_supported,
        sentences=pool,
        relations=relations,
        fits=fits,
        families=families,
        days=days,
    )
    picked = prefer(selected)
    if picked != selected or problem.has_room_for_all:  # what only the former picks repeated
        picked = add_fitting(problem, prefer(add_fitting(problem, picked)))
    for _ in range(MAX_GIVEN_UP):
        picked, given_up = add_rebuttals(picked, pool, relations, fits)
        if not given_up:
            break
        problem = without(problem, given_up)
        picked = prefer(add_fitting(problem, picked))
    return picked


def _count_not_quotable(
    articles: Sequence[Article],
    pool: Sequence[Sentence],
    set_aside: Copies,
    table: TermTable,
    problem: Problem,
    budget: Budget,
    relevance: Relevance | None,
    novelty: Novelty | None,
    *,
    off: Sequence[int],
) -> list[dict[str, int]]:
    """Return for each document how many of its sentences may not be quoted, by reason."""
    counts = _counts_left_out(articles, off)
    relevant = np.ones(len(pool), np.bool_) if relevance is None else relevance.relevant
    has_word = np.diff(table.starts) > 0
    for i in np.flatnonzero(problem.costs > problem.capacity).tolist():
        sentence = pool[i]
        too_long = budget.measure(sentence.text) > budget.limit
        kind = "half quotation" if sentence.half_quotation else "fragment"
        if not relevant[i]:
            kind = "not relevant"
        elif novelty is not None and not novelty.is_new[i]:
            kind = "known"
        reason = "no word" if not has_word[i] else "too long" if too_long else kind
        for copy in (sentence, *set_aside.get((sentence.document, sentence.position), ())):
            counts[copy.document][reason] += 1
    return [dict(+count) for count in counts]


def _counts_left_out(articles: Sequence[Article], off: Sequence[int]) -> list[Counter[str]]:
    """Return for each document how many sentences are left out as headings or off the subject."""
    counts = [Counter(fragment=article.headings) for article in articles]
    for i in off:
        counts[i]["off the subject"] = len(articles[i].spans)
    return counts


def _identify(documents: Sequence[Document], language: str) -> ClusterLanguages:
    """Return the languages of the documents: the one that the user names, or those recognised."""
    code = language if language == "auto" else check_language(language)
    if code in ("auto", SEVERAL):
        return identify_languages([document.text for document in documents])
    return ClusterLanguages(code, (code,) * len(documents))


def _warnings(articles: Sequence[Article], languages: ClusterLanguages) -> list[str]:
    """Return what the user should know about the input."""
    warnings = [
        f"{printable(article.document.id)}: only noise was found in it; nothing of it is used"
        for article in articles
        if not article.spans
    ]
    if languages.main == UNDECIDED:
        warnings.append("the language was not recognised; words are compared as they stand")
    if languages.has_several:
        counts = Counter(languages.own).most_common()
        named = ", ".join(f"{name_of_language(code)} ({count})" for code, count in counts)
        warnings.append(
            f"the documents are in {len(counts)} languages: {named};"
            " each is split and compared in its own"
        )
    return warnings
