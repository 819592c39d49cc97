"""The table of options: what each is called, which values it takes, and where it can be given.

The options of the command line, the description of the API, the checks of what a program or a
request gives, and the tables in docs/options.md are made from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from numbers import Real
from types import MappingProxyType
from typing import Literal, TypeGuard, get_args

from multisumm.errors import OptionError
from multisumm.messages import as_integer, must_be, unknown_choice

MethodName = Literal[
    "coverage", "textrank", "lexrank", "centroid", "lead",
    "sumy-lexrank", "sumy-textrank", "sumy-lsa", "sumy-luhn", "sumy-kl", "sumy-sum-basic",
    "sumy-reduction",
]  # fmt: skip
OrderName = Literal["reading", "rank", "chronological"]
SplitterName = Literal["rules", "punkt"]
FormatName = Literal["text", "markdown", "json", "html"]
PresetName = Literal["rouge155", "rouge-score", "unicode"]
EngineName = Literal["processes", "ray"]

METHODS: tuple[MethodName, ...] = get_args(MethodName)
"""Names of the ways to choose sentences."""

Kind = Literal[
    "whole", "number", "size", "flag", "choice", "language", "text", "names", "fields", "file"
]
"""What the values of an option are. A size is a number of bytes, on the command line also `200 MB`.
Names are separated by commas, and so are the parts of fields, like `text=Body,title=Head`."""

Surface = Literal["python", "command", "json", "form"]
"""Where an option can be given: to a Python function, to a command, in a request as JSON or as a
form."""

COMMAND = frozenset[Surface]({"command"})
PYTHON_AND_COMMAND = frozenset[Surface]({"python", "command"})
EVERYWHERE = frozenset[Surface](get_args(Surface))


@dataclass(frozen=True, slots=True)
class Option:
    """One option.

    Attributes:
        name: Its name in Python, JSON and forms. The command line writes it with hyphens.
        kind: What its values are.
        help: What it does, in one or two sentences.
        default: Its value if it is not given; None if `help` says what happens then.
        choices: The values of a choice.
        minimum: Smallest value of a number, or None.
        maximum: Largest value of a number, or None.
        above: Whether a number must be above `minimum`, not equal to it.
        short: Letter of the short form on the command line; empty if there is none.
        metavar: What stands for the value in `--help`.
        multiple: Whether it can be repeated on the command line.
        surfaces: Where it can be given.
    """

    name: str
    kind: Kind
    help: str
    default: bool | int | float | str | None = None
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    above: bool = False
    short: str = ""
    metavar: str | None = None
    multiple: bool = False
    surfaces: frozenset[Surface] = COMMAND

    @property
    def flag(self) -> str:
        """Its long form on the command line, like `--keep-noise`."""
        return f"--{self.name.replace('_', '-')}"


OptionTable = Mapping[str, Option]
"""Name -> option, in the order in which the help lists them."""


def _by_name(*options: Option) -> OptionTable:
    return MappingProxyType({option.name: option for option in options})


# --- the table ----------------------------------------------------------------------------------
# fmt: off

LIMITS = _by_name(
    Option("words", "whole", "Upper limit for the summary, in words (250 if no budget is given).",
           minimum=1, short="w", metavar="N", surfaces=EVERYWHERE),
    Option("sentences", "whole", "Upper limit for the summary, in sentences.",
           minimum=1, short="s", metavar="N", surfaces=EVERYWHERE),
    Option("characters", "whole", "Upper limit for the summary, in characters.",
           minimum=1, metavar="N", surfaces=EVERYWHERE),
    Option("bytes", "whole", "Upper limit for the summary, in bytes of UTF-8.",
           minimum=1, metavar="N", surfaces=EVERYWHERE),
    Option("tokens", "whole", "Upper limit for the summary, in tokens of a tokenizer.",
           minimum=1, metavar="N", surfaces=EVERYWHERE),
)
"""The budgets in some unit. With `ratio` they exclude each other."""

TOKENIZER = Option("tokenizer", "text",
                   "What counts tokens: tiktoken:ENCODING or, except in the API, hf:PATH for a"
                   " tokenizer.json or its folder.",
                   metavar="NAME", surfaces=EVERYWHERE)

LANGUAGE = Option("language", "language",
                  "Language of the documents, like en or fr (auto: detect that of each).", "auto",
                  short="l", metavar="CODE", surfaces=EVERYWHERE)

SUMMARY_OPTIONS = _by_name(
    *LIMITS.values(),
    TOKENIZER,
    Option("ratio", "number", "Upper limit for the summary, as a share of all words, up to 1.",
           minimum=0, maximum=1, above=True, metavar="R", surfaces=EVERYWHERE),
    Option("query", "text",
           "Answer this: a question, keywords or a need of any length (default: none).",
           metavar="TEXT", surfaces=EVERYWHERE),
    Option("known", "file",
           "Tell only what is new against this: a file or folder of documents, or the file of a"
           " summary or digest as JSON or HTML (default: nothing is known).",
           metavar="PATH", multiple=True, surfaces=EVERYWHERE),
    Option("method", "choice", "How sentences are chosen.",
           "coverage", METHODS, short="m", surfaces=EVERYWHERE),
    Option("order", "choice", "How the chosen sentences are ordered.",
           "reading", get_args(OrderName), surfaces=EVERYWHERE),
    Option("timeline", "flag", "Make a timeline: dated sentences of the days that matter most.",
           False, surfaces=EVERYWHERE),
    LANGUAGE,
    Option("keep_noise", "flag", "Keep menus, teasers, captions and other noise.",
           False, surfaces=EVERYWHERE),
    Option("keep_all", "flag", "Keep documents that are off the subject of the others.",
           False, surfaces=EVERYWHERE),
    Option("splitter", "choice", "How text is split into sentences: by rules, or by Punkt of NLTK.",
           "rules", get_args(SplitterName), surfaces=EVERYWHERE),
    Option("weights", "file", "Weights of the method coverage, written by multisumm train.",
           "package", metavar="FILE", surfaces=PYTHON_AND_COMMAND),
    Option("explain", "flag", "Say why each sentence is quoted, and why the best others are not.",
           False, surfaces=EVERYWHERE),
)
"""The options of `multisumm.summarize`, in the order of its parameters."""

COMPARE_OPTIONS = _by_name(
    LANGUAGE,
    SUMMARY_OPTIONS["keep_noise"],
    SUMMARY_OPTIONS["keep_all"],
    Option("conflicts_only", "flag", "List only the statements on which sources disagree.",
           False, surfaces=EVERYWHERE),
)
"""The options of `multisumm.compare`, in the order of its parameters."""

GROUP_OPTIONS = _by_name(
    replace(LANGUAGE, surfaces=PYTHON_AND_COMMAND),
    Option("window", "number",
           "Documents more than DAYS days apart do not join directly (default: no limit).",
           minimum=0, metavar="DAYS", surfaces=PYTHON_AND_COMMAND),
    Option("across_languages", "flag", "Let documents in different languages join.",
           False, surfaces=PYTHON_AND_COMMAND),
)
"""The options of `multisumm.group`, in the order of its parameters, but for `add`."""

DIGEST_OPTIONS = _by_name(
    Option("subjects", "whole", "Show the first N subjects and count the others.",
           10, minimum=1, short="n", metavar="N", surfaces=EVERYWHERE),
    Option("min_sources", "whole",
           "List a subject only if N independent sources tell it.",
           2, minimum=1, metavar="N", surfaces=EVERYWHERE),
    replace(SUMMARY_OPTIONS["words"], default=60,
            help="Upper limit for the summary of each subject, in words."),
    replace(SUMMARY_OPTIONS["query"],
            help="Only subjects relevant to this: a question, keywords or a need (default: all)."),
    SUMMARY_OPTIONS["known"],
    SUMMARY_OPTIONS["method"],
    SUMMARY_OPTIONS["order"],
    replace(SUMMARY_OPTIONS["timeline"],
            help="Make each summary a timeline: dated sentences of the days that matter most."),
    *(replace(option, surfaces=EVERYWHERE) for option in GROUP_OPTIONS.values()),
    SUMMARY_OPTIONS["keep_noise"],
)
"""The options of `multisumm.digest`, in the order of its parameters."""

ADD = Option("add", "file",
             "Groups that are there already: the documents join them, and they stay as they are.",
             metavar="OLD.jsonl")

OUTPUT_FORMAT = Option("format", "choice", "Format of the output.",
                "text", get_args(FormatName), short="f")
SUMMARY_FORMAT = replace(OUTPUT_FORMAT, choices=(*get_args(FormatName), "docx"))
SHORT_FORMAT = replace(OUTPUT_FORMAT, choices=("text", "json"))
DIGEST_FORMAT = replace(OUTPUT_FORMAT, choices=(*get_args(FormatName), "eml"))
API_FORMAT = replace(OUTPUT_FORMAT, default="json", surfaces=frozenset({"json", "form"}))
AS_BULLETS = Option("bullets", "flag",
                 "Write each sentence on a line of its own (text, markdown).", False)
OUTPUT = Option("output", "file", "Write to this file instead of standard output, which is -.",
                short="o", metavar="FILE")
QUIET = Option("quiet", "flag", "Print only errors on standard error.", False, short="q")
STRICT = Option("strict", "flag", "Exit with status 3 if there is any warning.", False)
MAX_SECONDS = Option("max_seconds", "number",
                     "Stop with an error if it takes longer (default: no limit).",
                     minimum=0, maximum=10**6, above=True, metavar="SECONDS")
CHECK = Option("check", "flag", "Exit with status 6 if sources disagree.", False)

VERIFICATION_OPTIONS = _by_name(
    Option("text", "file",
           "Check each sentence of this text or Markdown file instead of a summary's quotes.",
           metavar="FILE"),
    Option("recompute", "flag",
           "Make the summary or digest again with its settings, and compare all that it says.",
           False),
    replace(SUMMARY_OPTIONS["weights"], default=None, surfaces=COMMAND,
            help="Weights that the summary was made with, for --recompute (default: package)."),
    replace(SUMMARY_OPTIONS["known"], surfaces=COMMAND,
            help="What was known when the summary was made, for --recompute."),
)
"""The options of `verify` besides those of reading."""

READING_OPTIONS = _by_name(
    Option("fields", "fields",
           "Columns of tables or keys of records, like text=Body,title=Head. The fields are id,"
           " text, title, date, url, site and cluster; fields not given are found by their usual"
           " names.",
           metavar="FIELD=COLUMN,...", multiple=True,
           surfaces=frozenset({"python", "command", "form"})),
    Option("encoding", "text",
           "Encoding of the texts and tables, like cp932; without it, it is recognised.",
           metavar="NAME", surfaces=PYTHON_AND_COMMAND),
    Option("exclude", "text",
           "Leave out the files whose name or path matches this, like *.tmp or drafts/*.",
           metavar="PATTERN", multiple=True, surfaces=PYTHON_AND_COMMAND),
    Option("only", "text", "Leave out the files whose name or path does not match this.",
           metavar="PATTERN", multiple=True, surfaces=PYTHON_AND_COMMAND),
    Option("max_bytes", "size", "Skip files that are larger, as they are or decompressed.",
           200_000_000, minimum=1, maximum=10**12, metavar="SIZE", surfaces=PYTHON_AND_COMMAND),
    Option("fetch", "flag", "Fetch each PATH that is an http or https address.",
           False, surfaces=PYTHON_AND_COMMAND),
    Option("allow_private", "flag", "Let --fetch reach this machine and private networks.",
           False, surfaces=PYTHON_AND_COMMAND),
)
"""The options of `multisumm.read_documents`."""

BATCH_OPTIONS = _by_name(
    Option("resume", "flag", "Continue an interrupted run.", False),
    Option("shard", "text", "Summarise every N-th cluster, beginning with the I-th.",
           "1/1", metavar="I/N"),
    Option("workers", "whole", "Number of worker processes (default: one per core).",
           minimum=1, short="j", metavar="N"),
    Option("timeout", "number", "Seconds allowed per cluster (default: no limit).",
           minimum=0, above=True, metavar="SECONDS"),
    Option("memory", "whole", "Memory limit of a worker, in MB (default: no limit).",
           minimum=1, metavar="MB"),
    Option("engine", "choice", "Run the workers as processes here, or under Ray (RAY_ADDRESS).",
           "processes", get_args(EngineName)),
    Option("progress", "flag", "Report progress (default: if standard error is a terminal)."),
)
"""The options of `batch` besides those of a summary."""

DIGEST_WORK_OPTIONS = _by_name(
    replace(BATCH_OPTIONS["resume"],
            help="Keep a journal beside the output, and continue an interrupted run from it."),
    replace(BATCH_OPTIONS["workers"],
            help="Make the summaries in N worker processes (default: in none; one per core if"
            " another of these options is given)."),
    replace(BATCH_OPTIONS["timeout"], help="Seconds allowed per subject (default: no limit)."),
    BATCH_OPTIONS["memory"],
    BATCH_OPTIONS["engine"],
)
"""The options of `digest` that decide how its summaries are made, but not what they say."""

TRAINING_OPTIONS = _by_name(
    replace(OUTPUT, help="Write the weights to this file; required."),
    SHORT_FORMAT,
    Option("fit_only", "flag", "Skip the scores, which take most of the time.", False),
    Option("seed", "whole", "Seed of the confidence intervals.", 12345, minimum=0, metavar="N"),
    Option("workers", "whole", "Number of worker processes (default: one per core).",
           minimum=1, short="j", metavar="N"),
    QUIET,
)
"""The options of `train`."""

METRICS = Option("metrics", "names",
                 "ROUGE metrics: rouge-1 to rouge-9, rouge-l, rouge-lsum, rouge-w-1.2, rouge-s4,"
                 " rouge-su4.",
                 "rouge-1,rouge-2,rouge-l,rouge-su4", metavar="NAMES", surfaces=PYTHON_AND_COMMAND)
PRESET = Option("preset", "choice", "Implementation of ROUGE to reproduce.",
                "rouge155", get_args(PresetName), surfaces=PYTHON_AND_COMMAND)

ROUGE_OPTIONS = _by_name(
    METRICS,
    PRESET,
    Option("stem", "flag", "Compare stems of words.", False, surfaces=PYTHON_AND_COMMAND),
    Option("references", "choice",
           "How several references make one score (default: best for rouge-score, average for the"
           " other presets).",
           choices=("average", "best", "jackknife-average", "jackknife-best"),
           surfaces=PYTHON_AND_COMMAND),
    Option("alpha", "number", "Weight of precision in F, 0 to 1.",
           0.5, minimum=0, maximum=1, metavar="A", surfaces=PYTHON_AND_COMMAND),
    Option("exceptions", "file", "Words with a given stem: an .exc file, or a folder of them.",
           metavar="PATH", surfaces=PYTHON_AND_COMMAND),
    Option("stop_words", "file", "Words to leave out: a file with one word a line.",
           metavar="FILE", surfaces=PYTHON_AND_COMMAND),
    Option("limit_words", "whole", "Read only the first N words of each text.",
           minimum=1, metavar="N", surfaces=PYTHON_AND_COMMAND),
    Option("limit_bytes", "whole", "Read only the first N bytes of each text.",
           minimum=1, metavar="N", surfaces=PYTHON_AND_COMMAND),
    replace(LANGUAGE, help="Language of the stems of the preset unicode, like en or fr.",
            default=None, surfaces=PYTHON_AND_COMMAND),
)
"""The options of `multisumm.rouge.rouge`, in the order of its parameters."""

ROUGE_FILE_OPTIONS = _by_name(
    Option("candidate", "file",
           "Compare candidates: each is a file or a folder, and all other paths are references.",
           metavar="[NAME=]PATH", multiple=True),
    Option("baseline", "text", "Candidate that the others are compared to (default: the first).",
           metavar="NAME"),
    Option("split_sentences", "flag",
           "Split every text into sentences before it is scored, instead of at its lines.", False),
    Option("workers", "whole", "Number of worker processes.",
           1, minimum=1, short="j", metavar="N"),
)
"""The options of `multisumm rouge` that decide what is scored, and where."""

PLAN_OPTIONS = _by_name(
    Option("systems", "names",
           "Systems to compare, the baseline first: methods, random, oracle, bm25 (nearest to the"
           " query), file:PATH for summaries of other programs. sumy-... is sumy itself,"
           " method:sumy-... the method of summarize.",
           "coverage,textrank,lexrank,centroid,lead,random,oracle", metavar="NAMES", multiple=True),
    *(replace(limit, help=f"Upper limit for each summary, in {name} (default: of the cluster).",
              surfaces=COMMAND) for name, limit in LIMITS.items()),
    replace(TOKENIZER, surfaces=COMMAND),
    Option("budgets", "names",
           "Numbers of words at which summaries of their own are made, only to look for the answers"
           " of the clusters in them.", metavar="N,...", multiple=True),
    replace(LANGUAGE, surfaces=COMMAND),
    replace(METRICS, surfaces=COMMAND),
    replace(PRESET, default=None, surfaces=COMMAND,
            help="Implementation of ROUGE to reproduce (default: rouge155 if all clusters are"
            " English, else unicode)."),
    Option("stem", "flag", "Compare stems of words.", True),
    Option("sample", "whole", "Use N clusters of each path, evenly spaced (default: all).",
           minimum=1, metavar="N"),
    Option("seed", "whole", "Seed of all random numbers.", 12345, minimum=0, metavar="N"),
)
"""The options of `evaluate` that decide the scores."""

EVALUATION_OPTIONS = _by_name(
    Option("score", "choice", "Part of each metric to show.", "f1", ("f1", "recall", "precision")),
    replace(OUTPUT_FORMAT, choices=("text", "markdown", "latex", "json", "html")),
    OUTPUT,
    Option("grouping", "flag",
           "Instead of summaries, score how well group finds the clusters again in one pile.",
           False),
    Option("relations", "file",
           "Instead of summaries, score what the rules say of labelled pairs of sentences.",
           metavar="PAIRS.jsonl"),
    Option("timings", "flag", "Show seconds, which differ from run to run.", False),
    Option("columns", "names",
           "Metrics and measures that the tables show (default: all metrics and the usual"
           " measures).", metavar="NAMES", multiple=True),
    Option("worst", "whole", "List the N worst clusters.", 0, minimum=0, metavar="N"),
    Option("save", "file", "Save the results, to compare them later.", metavar="FILE"),
    Option("load", "file", "Compare with saved results.", metavar="FILE", multiple=True),
    Option("gate", "file", "Exit with status 4 if a score is below its floor.",
           metavar="FLOORS.json"),
    Option("update_floors", "flag", "Raise the floors to the measured scores.", False),
    Option("allow_lower", "flag", "Let --update-floors lower floors as well.", False),
    QUIET,
)
"""The options of `evaluate` that decide what becomes of the scores."""

SERVER_OPTIONS = _by_name(
    Option("host", "text",
           "Host to listen on. Anything but a loopback address is reachable from other machines.",
           "127.0.0.1", metavar="NAME"),
    Option("port", "whole", "Port to listen on; 0 takes a free one.",
           8000, minimum=0, maximum=65535, short="p", metavar="N"),
    Option("allow_host", "text", "Another host name by which browsers may reach this server.",
           metavar="NAME", multiple=True),
    Option("max_bytes", "size", "Refuse uploads that are larger, as they are or decompressed.",
           50_000_000, minimum=1, maximum=10**12, metavar="SIZE"),
    Option("max_seconds", "number", "Stop a summary that takes longer, upload included.",
           120, minimum=1, maximum=86_400, metavar="SECONDS"),
    Option("max_jobs", "whole", "Number of requests worked on at the same time.",
           2, minimum=1, maximum=1_000, metavar="N"),
    replace(READING_OPTIONS["fetch"], surfaces=COMMAND,
            help="Let requests name http and https addresses, which are fetched."),
    replace(READING_OPTIONS["allow_private"], surfaces=COMMAND),
)
"""The options of `serve`."""

# fmt: on
# --- checks -------------------------------------------------------------------------------------


def check_value(option: Option, value: object, *, name: str = "") -> object:
    """Return a value as the stages take it, for example any whole number as `int`.

    None passes where it is the default.

    Args:
        option: The option.
        value: The value given for it.
        name: The name of the option in the error; its name in Python if empty.

    Raises:
        OptionError: The value has the wrong type, is out of range or is not one of the choices.
    """
    if value is None and option.default is None:
        return None
    check = _CHECKS.get(option.kind)
    return check(option, value, name or option.name) if check else value


def check_number(option: Option, value: object) -> float:
    """Return a number as `int` or `float`; raise OptionError as `check_value` does."""
    check = _check_whole if option.kind == "whole" else _check_number
    return check(option, value, option.name)


def check_names(values: object, known: Iterable[str]) -> None:
    """Raise OptionError unless this is a mapping whose keys are known options."""
    if not isinstance(values, Mapping):
        raise OptionError(must_be("options", "a mapping of names to values", values))
    names = tuple(known)
    for name in values:
        if name not in names:
            raise OptionError(unknown_choice("option", name, names))


def value_schema(option: Option) -> dict[str, object]:
    """Return the JSON Schema of an option's values, with its help and its default."""
    schema: dict[str, object] = {"description": option.help}
    if option.choices:
        schema["enum"] = list(option.choices)
    else:
        schema["type"] = _JSON_TYPES.get(option.kind, "string")
    if option.minimum is not None:
        schema["exclusiveMinimum" if option.above else "minimum"] = option.minimum
    if option.maximum is not None:
        schema["maximum"] = option.maximum
    if option.default is not None:
        schema["default"] = option.default
    return schema


_JSON_TYPES: Mapping[Kind, str] = {"whole": "integer", "number": "number", "flag": "boolean"}


def is_method(name: str) -> TypeGuard[MethodName]:
    """Return whether a method has this name."""
    return name in METHODS


def _check_whole(option: Option, value: object, name: str) -> int:
    is_whole_float = isinstance(value, float) and value.is_integer()
    number = int(value) if isinstance(value, float) and is_whole_float else as_integer(value)
    if number is None or not _in_range(option, number):
        raise OptionError(must_be(name, f"a whole number {_range(option)}", value))
    return number


def _check_number(option: Option, value: object, name: str) -> float:
    number = _number(value)
    if number is None:
        raise OptionError(must_be(name, "a number", value))
    if not math.isfinite(number) or not _in_range(option, number):
        raise OptionError(must_be(name, _range(option), value))
    return number


def _check_text(option: Option, value: object, name: str) -> str:
    if not isinstance(value, str):
        raise OptionError(must_be(name, "a string", value))
    return value


def _check_flag(option: Option, value: object, name: str) -> bool:
    if not isinstance(value, bool):
        raise OptionError(must_be(name, "true or false", value))
    return value


def _check_choice(option: Option, value: object, name: str) -> str:
    if not isinstance(value, str) or value not in option.choices:
        raise OptionError(unknown_choice(name, value, option.choices))
    return value


def _check_language(option: Option, value: object, name: str) -> str:
    if not isinstance(value, str):
        raise OptionError(must_be(name, "a code like en, or auto", value))
    return value


_CHECKS: Mapping[Kind, Callable[[Option, object, str], object]] = {
    "whole": _check_whole,
    "size": _check_whole,
    "number": _check_number,
    "flag": _check_flag,
    "choice": _check_choice,
    "language": _check_language,
    "text": _check_text,
}


def _number(value: object) -> float | None:
    """Return the value as `float` if it is a number of any type, else None."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _in_range(option: Option, number: float) -> bool:
    low, high = option.minimum, option.maximum
    high_enough = low is None or number > low or (number == low and not option.above)
    return high_enough and (high is None or number <= high)


def _range(option: Option) -> str:
    """Return the range of a number in words."""
    low, high = option.minimum, option.maximum
    if option.above:
        return f"above {low}" if high is None else f"above {low} and at most {high}"
    return f"of at least {low}" if high is None else f"from {low} to {high}"
