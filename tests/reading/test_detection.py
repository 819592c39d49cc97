"""Bytes without a mark or declaration are read right, or refused, and never without a word."""

import pytest

from input_files import read_sources
from multisumm.errors import InputError, OptionError
from multisumm.reading import read_documents
from multisumm.reading.decoding import decode

RUSSIAN = "Из-за урагана без света остались 380 домов. Власти открыли три убежища. Школы закрыты."
GREEK = "Η καταιγίδα έκοψε το ρεύμα σε 380 σπίτια. Ο δήμος άνοιξε τρία καταφύγια."
HEBREW = "הסערה ניתקה את החשמל ב-380 בתים. העירייה פתחה שלושה מקלטים."
ARABIC = "قطعت العاصفة الكهرباء عن 380 منزلا. فتحت المدينة ثلاثة ملاجئ."
JAPANESE = "台風で市内の380世帯が停電した。市は避難所を三か所に開いた。学校は休校となった。"
CHINESE = "台风造成全市380户停电。市政府开放了三个避难所。学校停课一天。"
TAIWANESE = "颱風造成全市380戶停電。市政府開放了三個避難所。學校停課一天。"
KOREAN = "태풍으로 380가구가 정전되었다. 시는 대피소 세 곳을 열었다. 학교는 휴교했다."
POLISH = "Burza odcięła prąd w 380 domach. Miasto otworzyło trzy schroniska, powiedział burmistrz."
GERMAN = "Die Fähre sank am Sonntag. Über 127 Menschen starben, sagte die Küstenwache später."
FRENCH = (
    "L’orage a coupé l’électricité à 380 foyers. La mairie a ouvert trois refuges – déjà pleins."
)
ENGLISH = "The storm cut power to 380 homes. The city opened three shelters."

TEXTS = [
    *((RUSSIAN, codec) for codec in ("cp1251", "koi8-r", "cp866", "iso8859-5", "utf-16-be")),
    *((GREEK, codec) for codec in ("cp1253", "utf-16-le")),
    *((HEBREW, codec) for codec in ("cp1255", "utf-16-le")),
    (ARABIC, "cp1256"),
    *((JAPANESE, codec) for codec in ("cp932", "euc-jp", "iso2022-jp", "utf-16-le")),
    *((CHINESE, codec) for codec in ("gbk", "gb18030", "hz", "utf-16-be")),
    (TAIWANESE, "big5"),
    *((KOREAN, codec) for codec in ("euc-kr", "cp949", "iso2022-kr")),
    *((POLISH, codec) for codec in ("cp1250", "iso8859-2")),
    *((GERMAN, codec) for codec in ("cp1252", "utf-7", "utf-16-le")),
    (FRENCH, "cp1252"),
    *((ENGLISH, codec) for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")),
]


@pytest.mark.parametrize(("text", "codec"), TEXTS)
def test_a_text_in_any_encoding_is_read_right_with_a_note(text, codec):
    decoded = decode(text.encode(codec), "a.txt")
    assert decoded.text == text
    [note] = decoded.notes
    assert note == f"read as {decoded.encoding}"


@pytest.mark.parametrize(
    "text", [ENGLISH, "C++AB-test +49-30 a+b~{x} 1+ABC-", "\x1b[31mred\x1b[0m"]
)
def test_plain_ascii_is_not_guessed_to_be_anything_else(text):
    assert decode(text.encode(), "a.txt").notes == ()


def test_an_encoding_may_be_stated_by_a_mark_of_utf32():
    assert decode(GERMAN.encode("utf-32"), "a.txt").notes == ("read as UTF-32",)
    assert decode(GERMAN.encode("utf-32"), "a.txt").text == GERMAN


@pytest.mark.parametrize(
    ("text", "codec"), [(GERMAN, "cp850"), (FRENCH, "mac_roman"), (GERMAN, "cp1252")]
)
def test_the_length_of_a_text_makes_no_difference_to_its_encoding(text, codec):
    text = (text.replace("ü", "öäüß") + "\n") * 12_000
    decoded = decode(text.encode(codec), "a.txt")
    assert decoded.text == text


def test_a_broken_byte_does_not_hide_the_encoding():
    decoded = decode((RUSSIAN * 5).encode("cp1251") + b"\x98", "a.txt")
    assert decoded.text == RUSSIAN * 5 + "\ufffd"
    assert decoded.damage == 1
    assert "damaged in 1 place" in decoded.notes[0]


def test_bytes_of_no_encoding_are_refused_with_advice():
    nonsense = bytes(range(0xA1, 0xFF, 2)) * 3
    with pytest.raises(InputError, match=r"^a\.txt: the encoding .* name it by option `encoding`$"):
        decode(nonsense, "a.txt")


def test_a_table_of_excel_is_read_in_its_encoding(tmp_path):
    (tmp_path / "a.csv").write_bytes(f"番号,本文\n1,{JAPANESE}\n2,{JAPANESE}\n".encode("cp932"))
    documents, warnings = read_sources([tmp_path / "a.csv"], fields={"text": "本文"})
    assert [document.text for document in documents] == [JAPANESE, JAPANESE]
    assert "a.csv: read as cp932" in [warning.rpartition("/")[2] for warning in warnings]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "{}"),
        ("a.csv", "text\n{}\n"),
        ("a.json", '[{{"text": "{}"}}]'),
        ("a.jsonl", '{{"text": "{}"}}\n'),
        ("a.html", "<html><meta charset=utf-8><article><p>{0} {0} {0}</p></article></html>"),
    ],
)
def test_the_user_may_name_the_encoding_of_each_kind_of_text(tmp_path, name, content):
    (tmp_path / name).write_bytes(content.format(GREEK).encode("iso8859-7"))
    documents, warnings = read_sources([tmp_path / name], encoding="ISO-8859-7")
    assert GREEK in documents[0].text
    assert warnings == ()


def test_a_wrong_encoding_of_the_user_is_an_error(tmp_path):
    (tmp_path / "a.txt").write_bytes(GREEK.encode("cp1253"))
    with pytest.raises(InputError, match="not valid utf-8 at byte 0; leave out option `encoding`"):
        read_documents([tmp_path / "a.txt"], encoding="utf-8")
    for encoding in ("rot13", "no such", 5):
        with pytest.raises(OptionError, match="encoding must be the name of an encoding"):
            read_documents([tmp_path / "a.txt"], encoding=encoding)
