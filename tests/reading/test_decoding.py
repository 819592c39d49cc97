import codecs
import gzip
import io
import random
import sys
from subprocess import PIPE, Popen

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from multisumm.documents import without_surrogates
from multisumm.errors import InputError
from multisumm.reading import read_documents
from multisumm.reading.decoding import decode
from multisumm.reading.file_bytes import CHUNK_BYTES, inflate, read_at_most


@pytest.mark.parametrize(
    ("data", "text", "notes"),
    [
        (b"", "", ()),
        (b"plain\r\nlines\rkept\n", "plain\r\nlines\rkept\n", ()),
        ("Zürich 🙂".encode(), "Zürich 🙂", ()),
        (codecs.BOM_UTF8 + "é".encode(), "é", ()),
        (codecs.BOM_UTF16_LE + "né 🙂".encode("utf-16-le"), "né 🙂", ("read as UTF-16",)),
        (codecs.BOM_UTF16_BE + "né 🙂".encode("utf-16-be"), "né 🙂", ("read as UTF-16",)),
        (b"caf\xe9 \x80 5", "café € 5", ("read as cp1252",)),
        (
            b"a \x81 caf\xe9",
            "a \x81 café",
            ("read as cp1252; 1 byte without a meaning in it",),
        ),
    ],
)
def test_the_encoding_is_detected_and_reported_unless_it_is_utf8(data, text, notes):
    decoded = decode(data, "a.txt")
    assert (decoded.text, decoded.notes) == (text, notes)


def test_a_file_of_utf8_that_is_cut_in_a_character_stays_utf8():
    text, _, notes, _ = decode("Übergröße für Ärzte, Öl, Äpfel, Süßes".encode() + b"\xc3", "a.txt")
    assert text == "Übergröße für Ärzte, Öl, Äpfel, Süßes\ufffd"
    assert notes == ("read as UTF-8; damaged in 1 place, where U+FFFD stands",)


def test_one_broken_character_in_ten_is_damage_and_one_in_nine_is_not_utf8():
    assert decode(b"\xc3\xa9" * 9 + b"\xe9", "a").notes[0].startswith("read as UTF-8; damaged")
    assert decode(b"\xc3\xa9" * 8 + b"\xe9", "a").encoding != "utf-8"


def test_a_byte_order_mark_decides_even_if_the_text_is_damaged():
    text, _, notes, _ = decode(codecs.BOM_UTF8 + b"caf\xe9", "a.txt")
    assert (text, notes) == (
        "caf\ufffd",
        ("read as UTF-8; damaged in 1 place, where U+FFFD stands",),
    )
    text, _, notes, _ = decode(codecs.BOM_UTF16_LE + b"a\x00b", "a.txt")
    assert text == "a\ufffd"
    assert notes == ("read as UTF-16; damaged in 1 place, where U+FFFD stands",)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", " (PDF)"),
        (b"PK\x03\x04....", " (zip)"),
        (gzip.compress(b"text", mtime=0), " (gzip)"),
        (b"\x89PNG\r\n\x1a\n", " (PNG)"),
        (b"\x00\x01\x02\x03", ""),
        (b"\x07" * 5 + b"a" * 95, ""),
        (random.Random(1).randbytes(5000), ""),
    ],
)
def test_binary_data_is_an_error_of_one_line(data, kind):
    with pytest.raises(InputError) as caught:
        decode(data, "a.bin")
    assert str(caught.value) == f"a.bin: binary data{kind}, not text"


def test_few_nuls_are_kept_and_reported_and_one_in_a_hundred_means_binary():
    text, _, notes, _ = decode(b"a" * 100 + b"\x00", "a.txt")
    assert (len(text), notes) == (101, ("1 NUL character in the text",))
    with pytest.raises(InputError):
        decode(b"a" * 99 + b"\x00", "a.txt")


def test_a_log_with_colours_is_text():
    assert decode(b"\x1b[31mred\x1b[0m", "log").notes == ()


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes_are_encodable_text_or_an_error(data):
    try:
        text, _, notes, _ = decode(data, "a\n\x1b.txt")
    except InputError as error:
        text, notes = "", (str(error),)
    text.encode("utf-8")
    assert all(note.isprintable() for note in notes)


@settings(deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_text_comes_back_from_each_encoding_that_is_marked(text):
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        assert decode(mark + text.encode(codec), "a").text == text


@settings(deadline=None, derandomize=True)
@given(st.binary(min_size=1).map(lambda data: b"caf\xe9 " * 40 + data.translate(None, bytes(32))))
@example(b"a few bytes: \x81 \xe9")
def test_in_cp1252_each_byte_is_one_character(data):
    try:
        decoded = decode(data, "a")
    except InputError:
        return
    if decoded.encoding == "cp1252":
        assert len(decoded.text) == len(data)


def test_each_lone_surrogate_is_replaced_and_counted():
    assert without_surrogates("a\ud800\udfffb\udc80") == ("a\ufffd\ufffdb\ufffd", 3)
    assert without_surrogates("🙂") == ("🙂", 0)


@pytest.mark.parametrize("data", [b"text", gzip.compress(b"text " * 100)[:-8] + bytes(8)])
def test_data_that_is_not_gzip_or_damaged_is_an_error(data):
    with pytest.raises(InputError, match=r"^a\.gz: not good gzip data: "):
        inflate(data, "a.gz")


@pytest.mark.parametrize(
    ("data", "declared", "text", "notes"),
    [
        ("привет".encode("koi8-r"), "KOI8-R", "привет", ()),
        ("你好，世界".encode("gb18030"), "gb2312", "你好，世界", ()),
        (b"\x80 5", "latin-1", "€ 5", ()),
        ("日本".encode("iso2022_jp"), "ISO-2022-JP", "日本", ()),
        ("né".encode("utf-16-le"), "utf-16le", "né", ()),
        (b"plain", "iso-8859-5", "plain", ()),
        ("né".encode(), "windows-1252", "né", ("the declared encoding windows-1252 is wrong",)),
        (b"n\xe9", "ascii", "né", ()),
        (b"n\xe9", "no\nset", "né", ("read as cp1252",)),
        (b"n\xe9", "utf-8", "né", ("read as cp1252", "the declared encoding utf-8 is wrong")),
        (b"+AGE-", "utf-7", "+AGE-", ()),
        (b"\\u0041", "unicode_escape", "\\u0041", ()),
        (codecs.BOM_UTF8 + b"a", "utf-16", "a", ()),
    ],
)
def test_a_declared_encoding_counts_if_the_bytes_are_valid_in_it(data, declared, text, notes):
    decoded = decode(data, "a", declared=declared)
    assert (decoded.text, decoded.notes) == (text, notes)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.binary(max_size=100), st.text(max_size=9) | st.sampled_from(["utf-16", "hz", "big5"]))
def test_any_declared_encoding_gives_encodable_text_or_an_error(data, declared):
    try:
        text, _, notes, _ = decode(data, "a", declared=declared)
    except InputError as error:
        text, notes = "", (str(error),)
    without_surrogates(text)[0].encode("utf-8")
    assert all(note.isprintable() for note in notes)


def test_a_file_that_holds_too_much_is_not_unpacked():
    bomb = gzip.compress(bytes(10**7))
    assert inflate(bomb, "a.gz", max_bytes=10**7) == (bytes(10**7), True)
    with pytest.raises(
        InputError, match=r"^a\.gz: larger than 9,999,999 bytes; option `max_bytes`"
    ):
        inflate(bomb, "a.gz", max_bytes=10**7 - 1)


def test_gzip_data_of_several_parts_that_is_cut_off_is_unpacked_as_far_as_it_goes():
    parts = gzip.compress(b"one ") + gzip.compress(b"two " * 99)
    assert inflate(parts, "a.gz") == (b"one " + b"two " * 99, True)
    text, whole = inflate(parts[:-5], "a.gz")
    assert text.startswith(b"one ")
    assert not whole


@pytest.mark.parametrize("expected", [0, 5, CHUNK_BYTES, 10 * CHUNK_BYTES])
@pytest.mark.parametrize("size", [0, 1, 5, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_reading_stops_at_the_end_and_at_the_limit(size, expected):
    data = bytes(range(256)) * (size // 256 + 1)
    for most in (0, 1, size, size + 1, 2**63 - 1, 10**30):
        stream = io.BytesIO(data[:size])
        assert read_at_most(stream, most, expected=expected) == data[: min(size, most)]


def test_a_stream_that_gives_fewer_bytes_than_asked_for_is_read_to_its_end():
    text = "The ferry sank. Ten people are missing.\n" * 5_000
    program = f"import sys, time; w = sys.stdout.write; w('{text[:39]}'); sys.stdout.flush()"
    program += f"; time.sleep(0.2); w('\\n'); w({text[:40]!r} * 4_999)"
    with Popen([sys.executable, "-c", program], stdout=PIPE, bufsize=0) as process:
        [document] = read_documents("-", stdin=process.stdout)
    assert document.text == text


def test_a_terminal_is_not_read_again_after_its_end():
    class Terminal(io.BytesIO):
        asked = 0

        def read(self, size=-1):
            self.asked += 1
            return super().read(size)

        def isatty(self):
            return True

    terminal = Terminal(b"two lines\nof text\n")
    assert read_at_most(terminal, 1000) == b"two lines\nof text\n"
    assert terminal.asked == 1
