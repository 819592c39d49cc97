"""What can be asked of the server: a summary, a digest, a comparison, or the texts themselves.

Each task has a name, which is its address under `/api/`, the options that a request may give, the
formats it comes in, and the function that does it. The page, the routes, the worker and the
description of the API are made from this table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from multisumm.documents import ReadDocuments
from multisumm.options import (
    API_FORMAT,
    COMPARE_OPTIONS,
    DIGEST_FORMAT,
    DIGEST_OPTIONS,
    READING_OPTIONS,
    SHORT_FORMAT,
    SUMMARY_FORMAT,
    SUMMARY_OPTIONS,
    Option,
)

Renderers = Mapping[str, Callable[[Any], str | bytes]]
"""Format -> function from a result to a file."""


@dataclass(frozen=True, slots=True)
class WebTask:
    """Something that can be asked of the server.

    Attributes:
        name: Its name in addresses: `/api/NAME` and `/api/NAME/stream`.
        noun: What comes out, in messages.
        stage: The name of the stage that follows the reading.
        options: Name -> option that a form can have; those of JSON are among them.
        run: Function from documents and options to a result.
        renderers: Function that imports the renderers of the result.
        numbers: Function from a result to the numbers that its page gives to documents, by id.
    """

    name: str
    noun: str
    stage: str
    options: Mapping[str, Option]
    run: Callable[..., Any]
    renderers: Callable[[], Renderers]
    numbers: Callable[[Any], Mapping[str, int]]

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats it comes in."""
        return self.options["format"].choices


def _options(options: Iterable[Option], formats: tuple[str, ...]) -> Mapping[str, Option]:
    everything = (*options, READING_OPTIONS["fields"], replace(API_FORMAT, choices=formats))
    return MappingProxyType({one.name: one for one in everything if "form" in one.surfaces})


def _summarize(documents: ReadDocuments, **options: Any) -> Any:
    from multisumm.pipeline import summarize

    return summarize(documents, **options)


def _digest(documents: ReadDocuments, **options: Any) -> Any:
    from multisumm.pipeline.digesting import digest

    return digest(documents, **options)


def _compare(documents: ReadDocuments, **options: Any) -> Any:
    from multisumm.pipeline import compare

    return compare(documents, **options)


def _read(documents: ReadDocuments) -> ReadDocuments:
    return documents


def _summary_renderers() -> Renderers:
    from multisumm.rendering.formats import RENDERERS
    from multisumm.summary import Summary

    return {**RENDERERS, "docx": Summary.to_docx}


def _digest_renderers() -> Renderers:
    from multisumm.rendering.digest_formats import DIGEST_RENDERERS

    return DIGEST_RENDERERS


def _comparison_renderers() -> Renderers:
    from multisumm.rendering.compare_formats import COMPARISON_RENDERERS

    return COMPARISON_RENDERERS


def _document_renderers() -> Renderers:
    from multisumm.rendering.documents import render_documents, render_texts

    return {"text": render_texts, "json": render_documents}


def _summary_numbers(summary: Any) -> dict[str, int]:
    from multisumm.rendering.report_comparison import name_compared_sources

    return {name: source.number for name, source in name_compared_sources(summary).items()}


def _digest_numbers(digest: Any) -> dict[str, int]:
    from multisumm.rendering.digest_sources import page_numbers

    return page_numbers(digest)


def _comparison_numbers(comparison: Any) -> dict[str, int]:
    from multisumm.rendering.compare_labels import numbers_of

    return numbers_of(comparison)


def _no_numbers(_: ReadDocuments) -> dict[str, int]:
    return {}


TASKS: Mapping[str, WebTask] = {
    task.name: task
    for task in (
        WebTask(
            *("summarize", "summary", "summarizing"),
            _options(SUMMARY_OPTIONS.values(), SUMMARY_FORMAT.choices),
            *(_summarize, _summary_renderers, _summary_numbers),
        ),
        WebTask(
            *("digest", "digest", "digesting"),
            _options(DIGEST_OPTIONS.values(), DIGEST_FORMAT.choices),
            *(_digest, _digest_renderers, _digest_numbers),
        ),
        WebTask(
            *("compare", "comparison", "comparing"),
            _options(COMPARE_OPTIONS.values(), API_FORMAT.choices),
            *(_compare, _comparison_renderers, _comparison_numbers),
        ),
        WebTask(
            *("read", "reading", "listing"),
            _options((), SHORT_FORMAT.choices),
            *(_read, _document_renderers, _no_numbers),
        ),
    )
}
"""Name -> task."""
