"""A tokenizer of Hugging Face that tests make; they are skipped where its package is missing."""

import pytest

WORDS = ("[UNK]", "[CLS]", "[SEP]", "[PAD]", "the", "ferry", "sank", ".")


def word_tokenizer():
    """A tokenizer of words and marks that truncates, pads, and adds special tokens."""
    tokenizers = pytest.importorskip(
        "tokenizers", reason='tokenizers is not installed: pip install ".[tokens]"'
    )
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    made = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    made.add_special_tokens(list(WORDS[:4]))
    made.post_processor = tokenizers.processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    made.enable_truncation(4)
    made.enable_padding(length=20, pad_id=3, pad_token="[PAD]")
    return made


def write_tokenizer(folder):
    """Write the tokenizer as `tokenizer.json` in a folder and return its path."""
    file = folder / "tokenizer.json"
    word_tokenizer().save(str(file))
    return file
