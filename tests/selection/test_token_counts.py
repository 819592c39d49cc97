"""Nothing here is downloaded: the tests make the files, and a download ends a test."""

import base64
import hashlib
import os
import sys
import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.errors import InputError, OptionError
from multisumm.selection.budget import Budget
from multisumm.selection.token_counts import (
    CALLABLE,
    MAX_TOKENS,
    load_token_counter,
    tiktoken_cache,
)
from tokenizer_files import word_tokenizer, write_tokenizer

ADDRESS = "https://example.invalid/tiny.tiktoken"
MERGES = [b"th", b"the", b" the", b"er", b"ry", b" f", b" fer", b" ferry", b".."]
RANKS = {**{bytes([i]): i for i in range(256)}, **{m: 256 + n for n, m in enumerate(MERGES)}}
LINES = b"".join(b"%s %d\n" % (base64.b64encode(token), rank) for token, rank in RANKS.items())
PATTERN = r"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
SPECIAL = "<|end|>"
NO_TIKTOKEN = 'tiktoken is not installed: pip install ".[tokens]"'
NO_TOKENIZERS = 'tokenizers is not installed: pip install ".[tokens]"'


# Functions


def test_a_function_counts_by_the_length_of_what_it_returns():
    counter = load_token_counter(str.split)
    assert (counter.name, counter.sha256, counter.count("a b  c")) == (CALLABLE, "", 3)
    assert load_token_counter(counter) is counter
    assert load_token_counter(lambda text: ()).count("a") == 0
    assert load_token_counter(lambda text: range(10**18)).count("a") == MAX_TOKENS


@pytest.mark.parametrize("wrong", [5, None, "tokens", b"tokens", {"input_ids": [1]}, {1}])
def test_a_function_that_returns_no_list_is_refused_in_one_line(wrong):
    counter = load_token_counter(lambda text: wrong)
    message = "tokenizer must return the list of the tokens of a text, not "
    with pytest.raises(OptionError, match=f"^{message}.+$"):
        counter.count("a")


def test_what_a_function_raises_is_the_callers():
    with pytest.raises(ZeroDivisionError):
        load_token_counter(lambda text: [1 / 0]).count("a")


def test_each_text_is_tokenized_once():
    texts = []
    counter = load_token_counter(lambda text: [texts.append(text)])
    assert [counter.count(text) for text in ("a", "b", "a", "a")] == [1] * 4
    assert texts == ["a", "b"]


# Names


@pytest.mark.parametrize("name", ["", "gpt2", "cl100k_base", "hf:", "tiktoken:", ":x", "spacy:en"])
def test_an_unknown_form_is_answered_with_the_possible_ones(name):
    with pytest.raises(OptionError) as error:
        load_token_counter(name)
    form = "its form is tiktoken:ENCODING or hf:PATH"
    assert str(error.value) == f"unknown tokenizer {name!r}; {form}"


@pytest.mark.parametrize("value", [5, ["hf:x"], object()])
def test_a_value_that_is_no_tokenizer_is_refused_in_one_line(value):
    line = "^tokenizer must be tiktoken:ENCODING or hf:PATH, or a function, not .+$"
    with pytest.raises(OptionError, match=line):
        load_token_counter(value)


@pytest.mark.parametrize(
    ("package", "name"), [("tiktoken", "tiktoken:gpt2"), ("tokenizers", "hf:")]
)
def test_a_package_that_is_not_installed_is_one_line(package, name, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, package, None)
    file = tmp_path / "tokenizer.json"
    file.write_text("not installed, not parsed")
    with pytest.raises(OptionError) as error:
        load_token_counter(f"{name}{file}" if name == "hf:" else name)
    assert str(error.value) == 'to count tokens, run: pip install "multisumm[tokens]"'


# tiktoken


@pytest.fixture
def tiktoken(monkeypatch, tmp_path):
    """The package with one encoding, `tiny`, an empty cache, and no way to download."""
    package = pytest.importorskip("tiktoken", reason=NO_TIKTOKEN)
    import tiktoken.load
    import tiktoken.registry

    def download(address):
        raise AssertionError(f"{address} would be downloaded")

    def tiny():
        digest = hashlib.sha256(LINES).hexdigest()
        ranks = tiktoken.load.load_tiktoken_bpe(ADDRESS, expected_hash=digest)
        return {
            "name": "tiny",
            "pat_str": PATTERN,
            "mergeable_ranks": ranks,
            "special_tokens": {SPECIAL: len(ranks)},
        }

    assert {"gpt2", "cl100k_base"} <= {*package.list_encoding_names()}
    monkeypatch.setattr(tiktoken.load, "read_file", download)
    monkeypatch.setattr(tiktoken.registry, "ENCODINGS", {})
    monkeypatch.setitem(tiktoken.registry.ENCODING_CONSTRUCTORS, "tiny", tiny)
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    return package


@pytest.fixture
def cached(tmp_path):
    """The file of the encoding, in the cache."""
    file = tmp_path / hashlib.sha1(ADDRESS.encode()).hexdigest()
    file.write_bytes(LINES)
    return file


@pytest.mark.usefixtures("tiktoken", "cached")
def test_an_encoding_is_read_from_the_cache_and_counts_by_hand():
    counter = load_token_counter("tiktoken:tiny")
    assert (counter.name, counter.sha256) == ("tiktoken:tiny", "")
    assert counter.settings == {"tokenizer": "tiktoken:tiny"}
    # "the| ferry| |s|a|n|k|."; without the space, ferry is "f|er|ry".
    assert counter.count("the ferry sank.") == 8
    assert counter.count("ferry") == 3
    assert counter.count("") == 0


@pytest.mark.usefixtures("cached")
def test_special_tokens_in_a_text_are_text(tiktoken):
    count = load_token_counter("tiktoken:tiny").count
    encoding = tiktoken.get_encoding("tiny")
    assert len(encoding.encode(SPECIAL, allowed_special="all")) == 1
    assert count(SPECIAL) == len(encoding.encode(SPECIAL, disallowed_special=())) > 1


def test_a_file_that_is_not_in_the_cache_is_named_and_not_downloaded(tiktoken, tmp_path):
    import tiktoken.load

    before = tiktoken.load.read_file_cached
    with pytest.raises(InputError) as error:
        load_token_counter("tiktoken:tiny")
    assert str(error.value) == (
        "tiktoken:tiny: its file is not in the cache of tiktoken, and nothing is downloaded;"
        f" save {ADDRESS} as {tmp_path / hashlib.sha1(ADDRESS.encode()).hexdigest()},"
        " or set TIKTOKEN_CACHE_DIR to the folder that has it"
    )
    assert tiktoken.load.read_file_cached is before
    assert list(tmp_path.iterdir()) == []


def test_no_encoding_of_tiktoken_is_downloaded(tiktoken):
    for name in tiktoken.list_encoding_names():
        with pytest.raises(InputError, match=f"^tiktoken:{name}: its file is not in the cache"):
            load_token_counter(f"tiktoken:{name}")


@pytest.mark.usefixtures("tiktoken")
def test_a_damaged_file_is_named_and_stays(cached):
    cached.write_bytes(LINES[:-1])
    with pytest.raises(InputError, match=f"{cached} is damaged; save {ADDRESS} there again$"):
        load_token_counter("tiktoken:tiny")
    assert cached.read_bytes() == LINES[:-1]


@pytest.mark.usefixtures("tiktoken")
def test_a_cache_that_cannot_be_read_is_one_line(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path / "file"))
    with pytest.raises(InputError, match=r"^tiktoken:tiny: .*: not a directory$"):
        load_token_counter("tiktoken:tiny")
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    with pytest.raises(InputError, match="no cache, and nothing is downloaded; set TIKTOKEN_CACHE"):
        load_token_counter("tiktoken:tiny")


def test_an_unknown_encoding_is_answered_with_the_known_ones(tiktoken):
    with pytest.raises(OptionError, match="did you mean cl100k_base"):
        load_token_counter("tiktoken:cl100k-base")
    known = ", ".join(tiktoken.list_encoding_names())
    with pytest.raises(OptionError, match=f"unknown encoding of tiktoken 'x'; choose from {known}"):
        load_token_counter("tiktoken:x")


@pytest.mark.usefixtures("tiktoken", "cached")
def test_a_run_of_white_space_that_tiktoken_cannot_take_counts_its_bytes():
    count = load_token_counter("tiktoken:tiny").count
    assert count(f"a{' ' * 100_000}é") == 100_003


def test_the_cache_is_where_tiktoken_has_it(monkeypatch):
    for variable in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"):
        monkeypatch.delenv(variable, raising=False)
    assert tiktoken_cache() == os.path.join(tempfile.gettempdir(), "data-gym-cache")
    monkeypatch.setenv("DATA_GYM_CACHE_DIR", "gym")
    assert tiktoken_cache() == "gym"
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    assert tiktoken_cache() == ""


def test_without_a_folder_for_temporary_files_there_is_no_cache(monkeypatch):
    def no_folder():
        raise FileNotFoundError

    for variable in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(tempfile, "gettempdir", no_folder)
    assert tiktoken_cache() == ""


QUOTES = st.lists(
    st.sampled_from(["the", "ferry", "Ferry", "sank", "127", "“No”", "it’s", "don't", "é", "警察"]),
    min_size=1,
    max_size=5,
).map(lambda words: " ".join(words) + ".")


@given(st.lists(QUOTES, min_size=1, max_size=6))
def test_costs_are_not_below_the_total_where_a_space_begins_a_token(quotes):
    tiktoken = pytest.importorskip("tiktoken", reason=NO_TIKTOKEN)
    encoding = tiktoken.Encoding("tiny", pat_str=PATTERN, mergeable_ranks=RANKS, special_tokens={})
    budget = Budget("tokens", 10**6, "en", load_token_counter(encoding.encode_ordinary))
    costs = sum(map(budget.measure, quotes))
    assert budget.total(quotes) == len(encoding.encode_ordinary(" ".join(quotes))) <= costs


# Hugging Face


@pytest.fixture
def tokenizer_file(tmp_path):
    return write_tokenizer(tmp_path)


def test_a_tokenizer_file_counts_the_text_alone_and_all_of_it(tokenizer_file):
    counter = load_token_counter(f"hf:{tokenizer_file}")
    text = "the ferry sank . the ferry sank ."
    assert len(word_tokenizer().encode(text).ids) == 20
    assert counter.count(text) == 8
    assert counter.count("") == 0
    assert counter.count("[SEP]") == 3  # [ SEP ] are three unknown words
    digest = hashlib.sha256(tokenizer_file.read_bytes()).hexdigest()
    name = f"hf:{tokenizer_file}"
    assert counter.settings == {"tokenizer": name, "tokenizer_sha256": digest}


def test_a_folder_with_a_tokenizer_file_will_do(tokenizer_file):
    counter = load_token_counter(f"hf:{tokenizer_file.parent}")
    assert counter.count("the ferry sank.") == 4
    assert counter.sha256 == load_token_counter(f"hf:{tokenizer_file}").sha256


def test_a_file_that_has_changed_is_read_again(tokenizer_file):
    before = load_token_counter(f"hf:{tokenizer_file}")
    changed = tokenizer_file.read_text().replace("Whitespace", "WhitespaceSplit")
    tokenizer_file.write_text(changed)
    after = load_token_counter(f"hf:{tokenizer_file}")
    assert (before.count("the ferry."), after.count("the ferry.")) == (3, 2)
    assert before.sha256 != after.sha256


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff", b"[" * 10_000, b'{"model": {}}'])
def test_a_damaged_tokenizer_file_is_one_line(data, tmp_path):
    pytest.importorskip("tokenizers", reason=NO_TOKENIZERS)
    file = tmp_path / "x.json"
    file.write_bytes(data)
    with pytest.raises(InputError, match=f"^hf:{file}: not a tokenizer.json: .+$"):
        load_token_counter(f"hf:{file}")


def test_a_file_that_is_missing_or_no_file_is_one_line(tmp_path):
    missing = "no such file; hf: takes the path of a tokenizer.json, and nothing is downloaded"
    with pytest.raises(InputError, match=f"^hf:bert-base-uncased: {missing}$"):
        load_token_counter("hf:bert-base-uncased")
    with pytest.raises(InputError, match=f"^hf:{tmp_path}/tokenizer.json: {missing}$"):
        load_token_counter(f"hf:{tmp_path}")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match=r"pipe: not a regular file$"):
        load_token_counter(f"hf:{tmp_path}/pipe")
    with pytest.raises(InputError, match=r"^hf:a\\x00b: "):
        load_token_counter("hf:a\0b")


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("multisumm.selection.token_counts._MAX_BYTES", 1000)
    (tmp_path / "x.json").write_bytes(b" " * 1001)
    with pytest.raises(InputError, match=r"x\.json: larger than 1 kB$"):
        load_token_counter(f"hf:{tmp_path}/x.json")


def test_a_tokenizer_that_fails_at_a_text_is_one_line(tmp_path):
    tokenizers = pytest.importorskip("tokenizers", reason=NO_TOKENIZERS)
    file = tmp_path / "tokenizer.json"
    tokenizers.Tokenizer(tokenizers.models.WordLevel({"a": 0})).save(str(file))
    counter = load_token_counter(f"hf:{file}")
    with pytest.raises(InputError, match=f"^hf:{file}: a text cannot be tokenized: .*UNK.*$"):
        counter.count("b")
