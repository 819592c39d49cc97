"""The line that goes with a score: everything needed, besides the texts, to compute it again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from multisumm._version import __version__
from multisumm.errors import OptionError
from multisumm.messages import brief_repr
from multisumm.rouge.checks import check_type, whole_number
from multisumm.rouge.metrics import metric_names
from multisumm.rouge.prepared import has_stemmer
from multisumm.rouge.settings import REFERENCES, Settings, check_settings, make_settings
from multisumm.rouge.word_lists import Exceptions, StopWords

_AGGREGATION = dict(zip(REFERENCES, ("A", "B", "jk-A", "jk-B"), strict=True))
_READ = ("preset", "metric", "lang", "stem", "exc", "stop", "agg", "lim", "alpha")


def make_signature(
    settings: Settings,
    metrics: str | Iterable[str],
    references: int | None = None,
    *,
    sentences: str = "newline",
) -> str:
    """Return the signature of scores, like `preset:rouge155|metric:rouge-1,rouge-l|...`.

    The keys are those of sacrebleu where it has them (Post 2018). A word list that the user gave
    appears as its digest; to compute the scores again, the list itself is needed, too.

    Args:
        settings: How the scores were computed.
        metrics: Names of the metrics.
        references: Number of references of each candidate; None if it varies.
        sentences: How the texts were split into lines before they were scored.

    Raises:
        OptionError: If an argument has a wrong type.
    """
    check_settings(settings)
    check_type("sentences", sentences, str, "a string")
    number = "var" if references is None else str(whole_number("references", references))
    fields = {
        "preset": settings.preset,
        "metric": ",".join(metric_names(metrics)),
        "lang": settings.language or "none",
        "tok": _tokenizer_name(settings),
        "case": "lower",
        "stem": _stemmer_name(settings),
        "exc": settings.exceptions_name,
        "stop": settings.stop_words_name,
        "refs": number,
        "agg": _AGGREGATION[settings.references],
        "lim": _limit_name(settings),
        "sents": sentences,
        "alpha": repr(float(settings.alpha)),
        "round": str(settings.rules.decimals or "none"),
        "version": __version__,
    }
    return "|".join(f"{key}:{value}" for key, value in fields.items())


def parse_signature(
    signature: str, *, exceptions: Exceptions = None, stop_words: StopWords | str = None
) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings and the metrics of a signature.

    Args:
        signature: As it came with a score; keys behind those of `make_signature` are ignored.
        exceptions: The exception table, if the signature has one.
        stop_words: The stop list, if the signature has one.

    Raises:
        OptionError: If it is not a signature, or a word list is not the one in the signature.
    """
    check_type("signature", signature, str, "the line that came with a score")
    fields = dict(field.partition(":")[::2] for field in signature.split("|"))
    if missing := [key for key in _READ if key not in fields]:
        raise OptionError(f"not a signature, {missing[0]!r} is missing: {brief_repr(signature)}")
    try:
        references = {short: name for name, short in _AGGREGATION.items()}[fields["agg"]]
        alpha, limit = float(fields["alpha"]), _parse_limit(fields["lim"])
    except (KeyError, ValueError) as error:
        raise OptionError(f"not a signature, {error}: {brief_repr(signature)}") from error
    settings = make_settings(
        preset=fields["preset"],
        stem=fields["stem"] != "none",
        references=references,
        alpha=alpha,
        exceptions=exceptions,
        stop_words=stop_words,
        language=None if fields["lang"] == "none" else fields["lang"],
        **limit,
    )
    for key, name in (("exc", settings.exceptions_name), ("stop", settings.stop_words_name)):
        if fields[key] != name:
            raise OptionError(f"the signature was made with {key}:{fields[key]}; give that table")
    return settings, tuple(fields["metric"].split(","))


def _tokenizer_name(settings: Settings) -> str:
    name = settings.rules.tokens
    return f"{name}-{unicodedata.unidata_version}" if name == "unicode" else name


def _stemmer_name(settings: Settings) -> str:
    if not settings.stem:
        return "none"
    name = settings.rules.stemmer
    if name != "snowball":
        return name
    if not has_stemmer(settings.language or ""):
        return f"{name}-none"
    import Stemmer

    return f"{name}-{Stemmer.version()}"


def _limit_name(settings: Settings) -> str:
    if settings.limit_words is not None:
        return f"w{settings.limit_words}"
    return "none" if settings.limit_bytes is None else f"b{settings.limit_bytes}"


def _parse_limit(name: str) -> dict[str, int]:
    if name == "none":
        return {}
    return {{"w": "limit_words", "b": "limit_bytes"}[name[:1]]: int(name[1:])}
