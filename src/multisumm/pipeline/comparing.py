"""From texts to a comparison, one call per stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from multisumm._version import __version__
from multisumm.comparison.compare import compare_sentences
from multisumm.comparison.families import number_families
from multisumm.comparison.provenance import Origin, describe
from multisumm.errors import NothingToSummarize
from multisumm.model import Documents
from multisumm.options import COMPARE_OPTIONS, check_value
from multisumm.pipeline.articles import (
    are_off,
    count_left_out,
    ids_of,
    on_subject,
    read_articles,
    take_sentences,
)
from multisumm.subjects.off_subject import Subjects, find_subjects
from multisumm.summary import Comparison
from multisumm.text.articles import sentences_of
from multisumm.text.days import find_days
from multisumm.text.languages import SEVERAL
from multisumm.text.terms import tabulate_sentences


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
    articles, languages, warnings = read_articles(
        documents, language=language, keep_noise=keep_noise
    )
    sentences = list(sentences_of(articles, without={}))
    table = tabulate_sentences(sentences)
    if not len(table.tokens):
        raise NothingToSummarize(
            "nothing to compare: only noise was found (option `keep_noise` keeps it)"
            if not sentences
            else "nothing to compare: there is no word in the text"
        )
    families = number_families(sentences, table, {}, len(articles))
    subjects = Subjects() if keep_all else find_subjects(articles, sentences, table, families)
    sentences, table, _ = take_sentences(on_subject(subjects, sentences), sentences, table)
    found = find_days([article.document for article in articles])
    statements = compare_sentences(
        sentences,
        table,
        Origin(articles, {}, families),
        language=languages.main,
        days=found.days,
    )
    off = frozenset(subjects.off)
    compared = [family for i, family in enumerate(families) if i not in off]
    code = SEVERAL if languages.has_several else languages.main
    return Comparison(
        statements=tuple(
            statement for statement in statements if statement.disagreement or not conflicts_only
        ),
        documents=tuple(
            describe(article, family, dict(+count), is_off)
            for article, family, count, is_off in zip(
                articles,
                families,
                count_left_out(articles, subjects.off),
                are_off(subjects, articles),
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
            *found.doubted,
            *subjects.warnings(ids_of(articles)),
            *_notes_on_families(compared),
        ),
    )


def _notes_on_families(families: Sequence[int]) -> Iterator[str]:
    """Yield why no statement can be that of several sources, if that is so."""
    if len(families) == 1:
        yield "there is one document; only what it says against itself can be found"
    elif len({*families}) == 1:
        yield "all documents share most of their text, so they count as one source"
