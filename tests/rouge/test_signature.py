import pytest

from multisumm import __version__
from multisumm.errors import OptionError
from multisumm.rouge import make_settings, make_signature, parse_signature, rouge

CANDIDATE = "The geese were running home.\nDogs barked at the agreement."
REFERENCES = ["A goose runs home.\nThe dog barks.", "Geese ran past the agreements."]
EXCEPTIONS = {"geese": "goose", "were": "be", "ran": "run"}

OPTIONS = [
    {},
    {"stem": True},
    {"stem": True, "exceptions": EXCEPTIONS},
    {"stop_words": ["the", "at"]},
    {"limit_words": 5},
    {"limit_bytes": 20},
    {"alpha": 0.2},
    {"alpha": 1 / 3},
    {"references": "best"},
    {"references": "jackknife-average"},
    {"references": "jackknife-best"},
    {"preset": "rouge-score", "stem": True},
    {"preset": "unicode", "stem": True, "language": "en"},
    {"preset": "unicode", "stem": True, "language": "zh"},
    {"preset": "unicode"},
]


def test_a_signature_says_everything():
    scores = rouge("a", "a", metrics=["rouge-1", "rouge-l"], stem=True, limit_words=100)
    assert scores.signature == (
        "preset:rouge155|metric:rouge-1,rouge-l|lang:none|tok:ascii|case:lower|stem:porter-rouge155"
        "|exc:none|stop:none|refs:1|agg:A|lim:w100|sents:newline|alpha:0.5|round:5"
        f"|version:{__version__}"
    )


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_the_signature_and_the_texts_give_the_same_numbers_again(options):
    metrics = ["rouge-1", "rouge-2", "rouge-l", "rouge-w-1.2", "rouge-s4", "rouge-su*"]
    scores = rouge(CANDIDATE, REFERENCES, metrics=metrics, **options)
    tables = {name: options[name] for name in ("exceptions", "stop_words") if name in options}
    settings, names = parse_signature(scores.signature, **tables)
    again = rouge(
        CANDIDATE,
        REFERENCES,
        metrics=names,
        preset=settings.preset,
        stem=settings.stem,
        references=settings.references,
        alpha=settings.alpha,
        exceptions=settings.exceptions,
        stop_words=settings.stop_words,
        limit_words=settings.limit_words,
        limit_bytes=settings.limit_bytes,
        language=settings.language,
    )
    assert again.values == scores.values
    assert again.signature == scores.signature


def test_different_settings_have_different_signatures():
    signatures = {make_signature(make_settings(**options), ["rouge-1"]) for options in OPTIONS}
    assert len(signatures) == len(OPTIONS)


def test_a_table_is_known_by_its_digest_whatever_its_order():
    first = make_signature(make_settings(stem=True, exceptions=EXCEPTIONS), ["rouge-1"])
    other = dict(reversed(EXCEPTIONS.items()))
    assert make_signature(make_settings(stem=True, exceptions=other), ["rouge-1"]) == first
    for wrong in (None, {**EXCEPTIONS, "geese": "gander"}):
        with pytest.raises(OptionError, match=r"was made with exc:3-[0-9a-f]{12}; give that table"):
            parse_signature(first, exceptions=wrong)


def changed(key, value):
    fields = make_signature(make_settings(), ["rouge-1"]).split("|")
    return "|".join(f"{key}:{value}" if field.startswith(f"{key}:") else field for field in fields)


@pytest.mark.parametrize(
    "signature",
    ["", "nothing", "preset:rouge155|stem:none", changed("agg", "C"), changed("alpha", "x")]
    + [changed("lim", limit) for limit in ("x5", "w", "")],
)
def test_an_invalid_signature_is_a_one_line_error(signature):
    with pytest.raises(OptionError, match="not a signature") as error:
        parse_signature(signature)
    assert "\n" not in str(error.value)
