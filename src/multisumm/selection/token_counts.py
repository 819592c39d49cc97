"""Tokenizers of language models, by which a budget in tokens counts; nothing is downloaded.

A tokenizer is named `tiktoken:ENCODING` or `hf:PATH`, or is a function of the caller. The text
alone is counted: without special tokens around it, without truncation and padding. What looks like
a special token in a text is text.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from errno import EINVAL
from functools import lru_cache, partial
from pathlib import Path

from multisumm.errors import InputError, OptionError
from multisumm.messages import (
    brief_repr,
    foreign_reason,
    format_size,
    must_be,
    needs_package,
    os_reason,
    printable,
    unknown_choice,
)

Tokenize = Callable[[str], Sequence[object]]
"""A function from a text to its tokens; how many there are is all that counts."""

TOKENIZER_FORMS = "tiktoken:ENCODING or hf:PATH"
"""The forms of a name, for messages."""

CALLABLE = "callable"
"""What settings have as the name of a function of the caller."""

OF_FILE = "hf:"
"""How the name of a tokenizer begins that is read from a file."""

MAX_TOKENS = 1 << 40
"""No text has more tokens; so the tokens of all sentences can be added up."""

_MAX_BYTES = 100_000_000
_MAX_REMEMBERED = 1 << 17
_BLANK = re.compile(r"\s{100000}")
_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class TokenCounter:
    """What counts the tokens of a text by a tokenizer.

    Attributes:
        name: `tiktoken:ENCODING`, `hf:PATH`, or `callable`.
        count: Returns the number of tokens of a text.
        sha256: Digest of the file that it was read from, in hexadecimal digits; empty without one.
    """

    name: str
    count: Callable[[str], int]
    sha256: str = ""

    @property
    def settings(self) -> Mapping[str, str]:
        """What the settings of a summary say about it."""
        digest = {"tokenizer_sha256": self.sha256} if self.sha256 else {}
        return {"tokenizer": self.name, **digest}


def load_token_counter(tokenizer: TokenCounter | Tokenize | str) -> TokenCounter:
    """Return what counts by a tokenizer; it remembers its counts, so each text is tokenized once.

    Args:
        tokenizer: `tiktoken:ENCODING`, an encoding of the package tiktoken whose file is in its
            cache; `hf:PATH`, a `tokenizer.json` or a folder with one, which the package tokenizers
            reads; or a function from a text to the list of its tokens.

    Raises:
        OptionError: It is neither, the encoding is not known, or the package is not installed. When
            it counts: the function returns something else.
        InputError: The file is missing or damaged. When it counts: the tokenizer fails.
    """
    if isinstance(tokenizer, TokenCounter):
        return tokenizer
    if isinstance(tokenizer, str):
        kind, separator, name = tokenizer.partition(":")
        if kind not in _LOADERS or not separator or not name:
            raise OptionError(
                f"unknown tokenizer {brief_repr(tokenizer)}; its form is {TOKENIZER_FORMS}"
            )
        return _remembering(_LOADERS[kind](name))
    if not callable(tokenizer):
        raise OptionError(must_be("tokenizer", f"{TOKENIZER_FORMS}, or a function", tokenizer))
    return _remembering(TokenCounter(CALLABLE, partial(_count_by, tokenizer)))


def _remembering(counter: TokenCounter) -> TokenCounter:
    return replace(counter, count=lru_cache(_MAX_REMEMBERED)(counter.count))


def _count_by(tokenize: Tokenize, text: str) -> int:
    """Return how many tokens a function of the caller finds; what it raises is the caller's."""
    tokens = tokenize(text)
    if isinstance(tokens, str | bytes) or not isinstance(tokens, Sequence):
        raise OptionError(
            f"tokenizer must return the list of the tokens of a text, not {brief_repr(tokens)}"
        )
    return min(len(tokens), MAX_TOKENS)


# --- tiktoken -----------------------------------------------------------------------------------


def _load_tiktoken(name: str) -> TokenCounter:
    try:
        import tiktoken
    except ImportError:
        raise OptionError(needs_package("to count tokens", "multisumm[tokens]")) from None
    known = tiktoken.list_encoding_names()
    if name not in known:
        raise OptionError(unknown_choice("encoding of tiktoken", name, known))
    full_name = f"tiktoken:{name}"
    with _without_downloads(full_name):
        encode = tiktoken.get_encoding(name).encode_ordinary

    def count(text: str) -> int:
        """Return the number of tokens; of bytes, which are more, where tiktoken would crash."""
        return len(text.encode()) if _BLANK.search(text) else len(encode(text))

    return TokenCounter(full_name, count)


@contextmanager
def _without_downloads(tokenizer: str) -> Iterator[None]:
    """Let tiktoken take its files from its cache; else it downloads what it does not find there.

    Its own function would also delete a damaged file before it downloads another.
    """
    import tiktoken.load

    with _LOADING:
        before = tiktoken.load.read_file_cached
        tiktoken.load.read_file_cached = partial(_read_cached, tokenizer)
        try:
            yield
        finally:
            tiktoken.load.read_file_cached = before


def _read_cached(tokenizer: str, address: str, expected_hash: str | None = None) -> bytes:
    """Return a file of tiktoken from its cache, where its name is the SHA-1 of its address.

    Raises:
        InputError: The file is not there, or is not the one expected.
    """
    folder = tiktoken_cache()
    if not folder:
        reason = "tiktoken has no cache, and nothing is downloaded; set TIKTOKEN_CACHE_DIR"
        raise InputError(f"{reason} to a folder with its files", source=tokenizer)
    path = Path(folder, hashlib.sha1(address.encode()).hexdigest())
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(
            f"its file is not in the cache of tiktoken, and nothing is downloaded; save {address}"
            f" as {printable(str(path))}, or set TIKTOKEN_CACHE_DIR to the folder that has it",
            source=tokenizer,
        ) from None
    except OSError as error:
        raise InputError(f"{printable(str(path))}: {os_reason(error)}", source=tokenizer) from None
    if expected_hash is not None and hashlib.sha256(data).hexdigest() != expected_hash:
        reason = f"{printable(str(path))} is damaged; save {address} there again"
        raise InputError(reason, source=tokenizer)
    return data


def tiktoken_cache() -> str:
    """Return the folder in which tiktoken keeps its files; empty if it keeps none."""
    for variable in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"):
        if variable in os.environ:
            return os.environ[variable]
    try:
        return os.path.join(tempfile.gettempdir(), "data-gym-cache")
    except FileNotFoundError:  # no folder for temporary files can be written
        return ""


# --- Hugging Face -------------------------------------------------------------------------------


def _load_hf(path: str) -> TokenCounter:
    data = _read_tokenizer_file(path)
    name = f"hf:{path}"
    try:
        encode = _parse(data)
    except ImportError:
        raise OptionError(needs_package("to count tokens", "multisumm[tokens]")) from None
    except ValueError as error:
        reason = foreign_reason(error)
        raise InputError(f"not a tokenizer.json: {reason}", source=printable(name)) from None

    def count(text: str) -> int:
        try:
            return len(encode(text))
        except Exception as error:
            if type(error) is not Exception:  # the package raises this class itself
                raise
            reason = f"a text cannot be tokenized: {foreign_reason(error)}"
            raise InputError(reason, source=printable(name)) from None

    return TokenCounter(name, count, hashlib.sha256(data).hexdigest())


def _read_tokenizer_file(path: str) -> bytes:
    """Return the bytes of a `tokenizer.json`, which may be in a folder of this path."""
    file = Path(path, "tokenizer.json") if os.path.isdir(path) else Path(path)
    source = f"hf:{printable(str(file))}"
    try:
        if file.exists() and not file.is_file():
            raise OSError(EINVAL, "not a regular file")  # a pipe would be waited for
        with file.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        reason = "no such file; hf: takes the path of a tokenizer.json, and nothing is downloaded"
        raise InputError(reason, source=source) from None
    except (OSError, ValueError) as error:
        raise InputError(os_reason(error), source=source) from None
    if len(data) > _MAX_BYTES:
        raise InputError(f"larger than {format_size(_MAX_BYTES)}", source=source)
    return data


@lru_cache(maxsize=2)  # a large one takes a second, and a batch has many clusters
def _parse(data: bytes) -> Callable[[str], list[int]]:
    """Return the function from a text to its tokens; ValueError if the data are something else."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(data)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True  # as the text that they are

    def encode(text: str) -> list[int]:
        ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    return encode


_LOADERS: Mapping[str, Callable[[str], TokenCounter]] = {"tiktoken": _load_tiktoken, "hf": _load_hf}
"""First part of a name -> the function that loads a tokenizer by the second part."""
