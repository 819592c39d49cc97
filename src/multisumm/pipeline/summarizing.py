"""From texts to a summary: read, gather, pose, choose, compose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from os import PathLike

from multisumm._version import __version__
from multisumm.comparison.disagreements import DisagreementSearch
from multisumm.comparison.provenance import Origin, address, cite, cite_known, describe
from multisumm.datelines import Heading, read_heading
from multisumm.documents import files_not_read
from multisumm.errors import OptionError
from multisumm.focus.known import Known
from multisumm.model import BudgetReport, Documents, Headline, SummarySentence
from multisumm.options import SUMMARY_OPTIONS, MethodName, OrderName, SplitterName, check_value
from multisumm.pipeline.articles import are_off, ids_of
from multisumm.pipeline.choosing import Chosen, choose_sentences, total_cost
from multisumm.pipeline.explaining import count_not_quotable, explain_choice, why_not_quotable
from multisumm.pipeline.gathering import (
    Material,
    OfPile,
    Pool,
    SourceTexts,
    gather_material,
    read_texts,
)
from multisumm.pipeline.posing import ChoiceSettings, Posed, pose_problem
from multisumm.selection.budget import Budget, check_budget
from multisumm.selection.coverage import Problem
from multisumm.selection.token_counts import TokenCounter, Tokenize, load_token_counter
from multisumm.selection.weights import PACKAGE, Weights, load_weights
from multisumm.subjects.headline import choose_headline
from multisumm.summary import Summary
from multisumm.text.articles import Article
from multisumm.text.cluster_languages import ClusterLanguages
from multisumm.text.languages import SEVERAL
from multisumm.timeline.choice import make_entries

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


def summarize_subject(documents: Documents, asked: Asked, of_pile: OfPile | None = None) -> Summary:
    """Return the summary of documents about one subject.

    Args:
        documents: As for `summarize`; those of a pile must all have text.
        asked: What is asked, errors as for `summarize`.
        of_pile: What is known of the documents, if they are part of a pile.
    """
    weights, tokenizer = _check(asked)
    heading = cache(read_heading)
    texts = read_texts(
        documents,
        asked.known,
        language=asked.language,
        keep_noise=asked.keep_noise,
        splitter=asked.splitter,
    )
    material = gather_material(
        texts,
        amounts=asked.amounts,
        tokenizer=tokenizer,
        query=asked.query,
        keep_all=asked.keep_all,
        timeline=asked.timeline,
        heading=heading,
        of_pile=of_pile,
    )
    settings = ChoiceSettings(asked.method, material.budget, weights, asked.order, asked.timeline)
    posed = pose_problem(material.pool, settings)
    chosen = choose_sentences(posed, material, settings, texts.documents)
    summary = _compose(texts, material, posed, chosen, asked, weights)
    summary = replace(summary, files_not_read=files_not_read(documents))
    unnamed = () if of_pile is None else of_pile.unnamed
    days = material.found.days
    headline = _headline(summary, texts.articles, material.pool, days, heading, unnamed=unnamed)
    return replace(summary, headline=headline)


def _check(asked: Asked) -> tuple[Weights, TokenCounter | None]:
    """Return the weights and the tokenizer that are asked for, after all options are checked."""
    for name in _CHECKED:
        check_value(SUMMARY_OPTIONS[name], getattr(asked, name))
    check_order(asked.order, timeline=asked.timeline)
    weights = asked.weights if isinstance(asked.weights, Weights) else load_weights(asked.weights)
    check_budget(asked.amounts, asked.tokenizer)
    tokenizer = None if asked.tokenizer is None else load_token_counter(asked.tokenizer)
    return weights, tokenizer


def _compose(
    texts: SourceTexts,
    material: Material,
    posed: Posed,
    chosen: Chosen,
    asked: Asked,
    weights: Weights,
) -> Summary:
    """Return the summary of the chosen sentences, without its headline."""
    articles, pool, budget = texts.articles, material.pool, material.budget
    origin = Origin(articles, material.set_aside, pool.families)
    quotes = _quotes(texts, pool, posed.problem, chosen, origin)
    sources = map(
        describe,
        articles,
        pool.families,
        count_not_quotable(articles, material, posed),
        are_off(material.subjects, articles),
    )
    relevance = pool.relevance
    return Summary(
        sentences=quotes,
        documents=tuple(sources),
        budget=BudgetReport(budget.unit, budget.limit, total_cost(budget, pool.sentences, chosen)),
        settings=_settings(asked, texts.languages, weights, budget),
        warnings=(
            *texts.warnings,
            *material.found.doubted,
            *material.subjects.warnings(ids_of(articles)),
            *(relevance.warnings() if relevance else ()),
        ),
        query=relevance.query if relevance else None,
        known=tuple(replace(describe(article, 1, {}), text=None) for article in texts.known),
        timeline=make_entries(quotes, [pool.dates[i] for i in chosen]) if asked.timeline else (),
        explanations=explain_choice(
            posed.problem,
            pool.sentences,
            pool.table,
            chosen,
            partial(address, origin=origin),
            partial(why_not_quotable, pool=pool, budget=budget, undated=posed.undated),
            unit=budget.unit,
            with_words=asked.method == "coverage",
            asked=asked.explain,
        ),
        find_disagreements=DisagreementSearch(
            pool.sentences,
            pool.table,
            origin,
            texts.languages.main,
            pool.days,
            (material.word_index, pool.relations),
        ),
    )


def _quotes(
    texts: SourceTexts, pool: Pool, problem: Problem, chosen: Chosen, origin: Origin
) -> tuple[SummarySentence, ...]:
    """Return the chosen sentences with their addresses, and what relates to each."""
    scores = problem.alone.tolist()
    with_known = Origin((*texts.articles, *texts.known), {}, pool.families)
    quotes = []
    for i, others in chosen.items():
        related = [(pool.sentences[j], relation) for j, relation in others]
        quote = cite(pool.sentences[i], scores[i], related, origin)
        quotes.append(_with_focus(quote, i, pool, with_known))
    return tuple(quotes)


def _headline(
    summary: Summary,
    articles: Sequence[Article],
    pool: Pool,
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
        tabulated=(pool.sentences, pool.table),
    )


def _with_focus(quote: SummarySentence, i: int, pool: Pool, origin: Origin) -> SummarySentence:
    """Return a quote with how relevant it is to the query, and what it does to what is known.

    Args:
        quote: The quote.
        i: Its index in the pool.
        pool: All sentences.
        origin: Where the sentences come from, known ones too.
    """
    if pool.relevance is not None:
        words = pool.relevance.words_met(i)
        quote = replace(quote, relevance=pool.relevance.of(i), query_words=words)
    if pool.novelty is not None:
        related = pool.novelty.related[i]
        quote = replace(quote, known=cite_known(pool.sentences[i], related, origin))
    return quote


def _settings(
    asked: Asked, languages: ClusterLanguages, weights: Weights, budget: Budget
) -> dict[str, object]:
    """Return the settings of a summary: four options always, the others if they are not default."""
    always = ("method", "order", "language", "keep_noise")
    language = SEVERAL if languages.has_several else languages.main
    given = {name: getattr(asked, name) for name in _CHECKED} | {"language": language}
    told = {
        name: value
        for name, value in given.items()
        if name in always or value != SUMMARY_OPTIONS[name].default
    }
    return {
        "version": __version__,
        **told,
        **({"weights": weights.name} if asked.method == "coverage" else {}),
        **(budget.tokenizer.settings if budget.tokenizer else {}),
    }


def check_order(order: str, *, timeline: bool) -> None:
    """Raise OptionError if an order is given for a timeline, which has its own."""
    if timeline and order != SUMMARY_OPTIONS["order"].default:
        raise OptionError(f"order {order}: a timeline is in order of time; leave the order out")
