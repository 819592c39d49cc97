from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from multisumm.characters import (
    CLOSING_BRACKETS,
    CLOSING_MARKS,
    CLOSING_QUOTES,
    MARKS_OF_LANGUAGE,
    QUESTION_MARKS,
)
from multisumm.errors import OptionError
from multisumm.text.blocks import split_blocks
from multisumm.text.sentences import (
    SPLITTERS,
    is_closed,
    is_complete,
    is_question,
    split_sentences,
)

ALWAYS_THE_SAME = settings(deadline=None, derandomize=True, max_examples=150)

BLANK = "\u200b\u2060\ufeff"


def blocks_of(text: str) -> list[str]:
    return [text[start:end] for start, end in split_blocks(text)]


def sentences_of(text: str, language: str = "en", splitter: str = "rules") -> list[str]:
    spans = split_sentences(text, split_blocks(text), language=language, splitter=splitter)
    return [text[start:end] for start, end in spans]


def ink(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in BLANK)


# --- blocks -------------------------------------------------------------------------------------


def test_a_heading_a_wrapped_paragraph_and_list_items_are_blocks() -> None:
    text = "# News\n\nIt was a cold\nnight.\n- Read on\n* And on\n• 3. Third\n1. Numbers stay"
    assert blocks_of(text) == [
        "News",
        "It was a cold\nnight.",
        "Read on",
        "And on",
        "3. Third",
        "1. Numbers stay",
    ]


def test_a_menu_is_not_joined() -> None:
    menu = ["Home", "World", "Politics", "U.S. Video", "What's News Podcast", "sign in", "help"]
    assert blocks_of("\n".join(menu)) == menu
    schedule = [f"News flash {hour:02}h00 - {hour:02}h10 GMT Mon-Fri" for hour in range(9)]
    assert blocks_of("\n".join(schedule)) == schedule


def test_lines_broken_at_a_fixed_width_are_joined_also_before_a_capital() -> None:
    paragraph = (
        "I've been thinking about the third section of it and am not\n"
        "quite convinced that there is a real reason for this clause.\n"
        "Validation is needed to work properly, but nobody has shown\n"
        "Reference Validation to need it. It seems to me that nothing\n"
        "would break without."
    )
    assert blocks_of(f"Hello All,\n{paragraph}\n\n{paragraph}\n\nRegards,\nBlake") == [
        "Hello All,",
        paragraph,
        paragraph,
        "Regards,",
        "Blake",
    ]


def test_chinese_lines_of_one_width_are_joined() -> None:
    line = "数百万的巧克力棒被撤下柜台而公司则中断了生产线"
    text = "\n".join([line, line, line, "损失达四百五十万美元。"])
    assert blocks_of(text) == [text]


def test_a_quoted_mail_is_joined_without_its_first_sign() -> None:
    text = "> It was a cold\n> night. The wind\n> blew.\n>\n> Second part\nMy answer"
    assert blocks_of(text) == [
        "It was a cold\n> night. The wind\n> blew.",
        "Second part",
        "My answer",
    ]
    # A sign inside a sentence stays, since it is a part of the quote; one in front of it does not.
    line = "> We had been walking for the\n> whole of the long night, all\n> of us. "
    text = line + "Where to, and why, is\n> not known to me. But we came\n> to a house."
    assert sentences_of(text)[1] == "Where to, and why, is\n> not known to me."
    assert (
        sentences_of("> It was a cold night, and we\n> left.\n> So it went.")[-1] == "So it went."
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\f", "\n\n"])
def test_every_kind_of_line_end_ends_a_block(end: str) -> None:
    assert blocks_of(f"First line.{end}Second line.{end}") == ["First line.", "Second line."]


def test_an_address_or_a_paragraph_with_a_closed_end_is_not_continued() -> None:
    assert blocks_of("Visit us every day at\nhttp://www.example.org/") == [
        "Visit us every day at",
        "http://www.example.org/",
    ]
    assert blocks_of("It was a cold night.\nand then it rained") == [
        "It was a cold night.",
        "and then it rained",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\u200b\n\ufeff", ">\n> \n"])
def test_a_text_without_ink_has_no_blocks(text: str) -> None:
    assert split_blocks(text) == []
    assert split_sentences(text, [], language="en") == []


# --- sentences: what a full stop may mean -------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith went. | Dr. Jones stayed.",
        "BAD ORLACH, Ill. — The bridge is shut. | No one was hurt.",
        "ST. ORLACH, Mo. (NBA) -- The bridge is shut. | He left Ill. | — She stayed on.",
        "He is no. 5 in Washington, D.C. | The mayor and Rep. Brown agreed.",
        "It sells e.g. Books and vs. Apples at Yahoo! in Ohio.",
        "George W. Bush met J. R. R. Tolkien in the U.S. Senate. | He left.",
        "He lives in the U.S. | The weather is good.",
        "It costs $3.50 or 1,000.25 euros, i.e. 3.5 million. | That is all.",
        "He waited ... and waited... | Then he left. . . . | It rained…",
        "It began at 5 p.m. Monday. | It ended at 10 p.m. | Police came.",
        "Apple Inc. Chief Tim Cook spoke. | Shares of Apple Inc. fell.",
        "“We won. | We did!” he said. | “Why?” she asked. | “Because.” | They left.",
        '"It is late," he said. | "Go home." | (He did.) | The end.',
        "Really?! | Yes!! | No...",
        "He was a saint.[1] | The emperor came. [17] | He left.",
        "1. Introduction to it. | It follows.",
        "i went home. | it was late. | she slept.",
        'It rained , he said . | " we were wet . " | The sun came out .',
        "Version 2.0 of lib.so was v. Good at 3.5 GHz.",
        "A line without any mark",
    ],
)
def test_a_full_stop_ends_a_sentence_or_not(text: str) -> None:
    """A bar is a boundary."""
    expected = text.split(" | ")
    assert sentences_of(" ".join(expected)) == expected


def test_a_missing_space_between_sentences_does_not_make_an_address() -> None:
    assert sentences_of("The end.The next began.") == ["The end.", "The next began."]
    assert sentences_of("See www.News.com for more.") == ["See www.News.com for more."]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'A quake could strike.|"They\'re early," said the USGS.|They all agree.'),
        ("en", "It was great.|“It was,” she told him.|Douglas, 68, left.”|He sighed."),
        ("en", 'She wrote: "Come. | I wait."|Then she left.|"Is it far?"|The man said no.'),
        ("en", "It ended.|It's over.|That’s all."),
        (
            "en",
            "See ASP.Net, www.News.com and Booking.Com, U.S.Army men, USA.Today and NBA.Finals.",
        ),
        ("de", "Er sagte: „Komm.“|Dann ging er.|„Wohin nun?“|Sie schwieg."),
    ],
)
def test_a_missing_space_at_a_quotation_does_not_glue_sentences(language: str, text: str) -> None:
    """A bar is a boundary, with blanks around it where the text has one."""
    whole = text.replace(" | ", " ").replace("|", "")
    assert sentences_of(whole, language) == text.replace(" | ", "|").split("|")


def test_one_line_a_sentence_needs_no_marks() -> None:
    assert sentences_of("One line\nAnother line\nA third") == [
        "One line",
        "Another line",
        "A third",
    ]


def test_a_mark_that_only_a_line_end_follows_does_not_open_an_empty_sentence() -> None:
    assert sentences_of("One. \n\n Two.  ") == ["One.", "Two."]
    assert sentences_of("... ! ?") == ["... ! ?"]


BY_LANGUAGE = {
    "en": "Dr. Who met Mrs. Brown at 5 p.m. on Jan. 3. | She was No. 1.",
    "fr": "M. Dupont a dit : « Venez ! » | Il habite av. Foch, n° 5. | Est-ce vrai ? | Oui.",
    "de": "Am 12. Juni kam z. B. Frau Dr. Meier. | Sie ist ca. 30. | Er sagte: „Gut.“ | So.",
    "es": "La Sra. García vive en EE. UU. | ¿Cómo está? | ¡Bien! | El Dr. Naser salió.",
    "pt": "O Sr. Silva e a Dra. Costa chegaram. | Custa R$ 3.500,00 na av. Paulista. | É caro.",
    "it": "L'ing. Rossi cita l'art. 5. | È il sig. Bianchi? | Sì, il dott. Verdi lo sa.",
    "ru": "В 1990 г. он родился в г. Москве. | Он умер в 2001 г. | Это А. С. Пушкин с ул. Мира.",
    "cs": "Dne 8. ledna přijel prof. Novák. | Stalo se to např. Praze. | Ano?",
    "el": "Ο κ. Παπαδόπουλος ήρθε. | Τι κάνετε; | Είναι π.χ. Αθήνα. | Καλά!",
    "ar": "ذهب د. أحمد إلى المدرسة. | هل عاد؟ | نعم، عاد أمس.",
    "he": "הוא גר בירושלים. | האם הוא חזר? | כן!",
    "hi": "यह सच है। | डॉ. शर्मा कहाँ हैं? | वे घर पर हैं।",
    "zh": "他说：“今天很冷。”| 你好吗？| 很好！| 价格是3.5元。",
    "ja": "これはペンです。| 彼は「行く。」と言った。| 本当？| ３．５％です。",
    "vi": "Ông ấy sống ở TP. Hồ Chí Minh. | Giá 3.500 đồng. | Anh khỏe không?",
    "hy": "Ես գնում եմ: | Ինչու՞: | Լավ է:",
    "ur": "یہ سچ ہے۔ | کیا حال ہے؟ | ٹھیک ہے۔",
    "am": "አየሩ ጥሩ ነው። | ወዴት ነህ፧ | ወደ ቤት።",
    "km": "តម្លៃនេះគឺខ្ពស់ណាស់។ | មនុស្សជាច្រើនមិនអាចទិញបាន។ | ហាងនៅបើក។ល។",
    "bo": "བོད་ལྗོངས་མཛེས་པོ་ཡོད། | ང་ཚོ་འགྲོ་གི་ཡིན།",
    "da": "Han sagde: »Kom.« | Hun gik. | »Nu?« | Ja.",
    "sv": "Han sade: ”Kom.” | Hon gick. | ”Nu?” | Ja.",
    "und": "Mr. Smith e.g. Brown. | Prof. Müller kam. | Δεν ξέρω. | Да.",
}


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_each_language_has_its_marks_and_abbreviations(language: str) -> None:
    text = BY_LANGUAGE[language]
    expected = [piece.strip() for piece in text.split("|")]
    separator = "" if language in ("zh", "ja") else " "
    assert sentences_of(separator.join(expected), language) == expected


def test_the_language_may_have_a_region_and_may_be_unknown() -> None:
    text = "O Sr. Silva chegou. Ele saiu."
    assert sentences_of(text, "pt-BR") == sentences_of(text, "PT") == sentences_of(text, "xx")
    assert len(sentences_of(text, "")) == 2


# --- properties ---------------------------------------------------------------------------------

SIGNS = '.!?…。」”"A中😀\ud800\0 \n\u2028\u00a0\u200b'
WORDS = ["Mr", "the", "U.S", "नमस्ते", "e\u0301", "  ", "\r\n", "> ", "# ", "- ", "1. "]
MARKS = st.sampled_from([*SIGNS, *WORDS])
TEXTS = st.one_of(st.text(), st.lists(MARKS, max_size=40).map("".join))
LANGUAGES = st.sampled_from(["en", "de", "el", "hi", "zh", "und", "xx-XX"])


@ALWAYS_THE_SAME
@given(TEXTS)
@example("\ufeff# A\r\n> b. C\u2029\x1c\ud83d")
def test_blocks_are_trimmed_ordered_and_leave_out_only_layout(text: str) -> None:
    spans = split_blocks(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for start, end in spans:
        assert ink(text[start])
        assert ink(text[end - 1])
    ends = [0, *(offset for span in spans for offset in span), len(text)]
    between = ink("".join(text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True)))
    assert set(between) <= set(">#-*+•‣◦▪■●·⁃")


@ALWAYS_THE_SAME
@given(TEXTS, LANGUAGES, st.sampled_from(sorted(SPLITTERS)))
def test_sentences_cover_their_blocks(text: str, language: str, splitter: str) -> None:
    blocks = split_blocks(text)
    spans = split_sentences(text, blocks, language=language, splitter=splitter)
    assert spans == sorted(spans)
    for start, end in blocks:
        inside = [span for span in spans if start <= span[0] < end]
        assert all(end >= last for _, last in inside)
        joined = "".join(ink(text[a:b]) for a, b in inside)
        assert joined.replace(">", "") == ink(text[start:end]).replace(">", "")
    assert all(text[a:b].strip() == text[a:b] != "" for a, b in spans)


@ALWAYS_THE_SAME
@given(TEXTS)
def test_splitting_a_sentence_alone_changes_no_offset_of_others(text: str) -> None:
    """Each block is split by itself, so blocks given alone have the same sentences."""
    blocks = split_blocks(text)
    together = split_sentences(text, blocks, language="en")
    alone = [s for block in blocks for s in split_sentences(text, [block], language="en")]
    assert together == alone


# --- the choice of splitter, and size -----------------------------------------------------------


@pytest.mark.parametrize("splitter", SPLITTERS)
def test_every_splitter_finds_plain_sentences_with_exact_offsets(splitter: str) -> None:
    text = "It is 😀 cold. \ud800 The wind blows. Nobody came.\n\nNext one. Last one."
    found = sentences_of(text, "en", splitter)
    assert found[0] == "It is 😀 cold."
    assert found[-2:] == ["Next one.", "Last one."]


def test_an_unknown_splitter_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(OptionError, match="'spacy'; choose from rules, punkt"):
        split_sentences("A.", [(0, 2)], language="en", splitter="spacy")


def test_the_default_imports_neither_nltk_nor_scipy() -> None:
    code = (
        "import sys; from multisumm.text.sentences import split_sentences as s;"
        "s('A b. C d.', [(0, 9)], language='en');"
        "sys.exit(any(m in sys.modules for m in ('nltk', 'scipy', 'sklearn')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("unit", ["The cat sat. ", ". ", '. " ', "a", "> ", ".[1", "a b\n", "A. "])
def test_a_text_of_one_repeated_unit_is_split_in_linear_time(unit: str) -> None:
    """It would not end within minutes if it were quadratic; a hundred thousand units do at once."""
    text = unit * 100_000
    blocks = split_blocks(text)
    spans = split_sentences(text, blocks, language="en")
    if unit == "The cat sat. ":
        assert len(spans) == 100_000


@pytest.mark.parametrize(
    "text",
    [
        "The police closed the airport.",
        "Did the police close the airport?",
        'He said: "The police closed the airport."',
        "The police closed the airport (and the station).)",
        "The police closed the airport.’”",
        "Die Polizei schloss den Flughafen.“",
        "Die Polizei schloss den Flughafen!«",
        "警察はブリュッセルの空港を閉鎖した。」",
        "（警察はブリュッセルの空港を閉鎖した。）",
        "တပ်မတော်သည် လေဆိပ်ကို ပိတ်လိုက်သည်။",
        "पुलिस ने हवाई अड्डा बंद कर दिया।",
        "أغلقت الشرطة مطار بروكسل؟",
        "Полиция закрыла аэропорт Брюсселя!»",
    ],
)
def test_a_closing_mark_closes_in_any_script(text: str) -> None:
    assert is_complete(text, language="und")
    assert not is_complete(f"{text} and", language="und")


# --- what ends a sentence is complete -----------------------------------------------------------

AFTER_MARKS = ["", *CLOSING_QUOTES, *CLOSING_BRACKETS, "*", "_", "’”", "”)", " »", " ›", "[12]"]
ENDS = [
    *((mark, "en") for mark in CLOSING_MARKS),
    *((mark, language) for language, marks in MARKS_OF_LANGUAGE.items() for mark in marks),
]


@pytest.mark.parametrize(("mark", "language"), ENDS)
@pytest.mark.parametrize("after", AFTER_MARKS)
def test_every_closing_mark_ends_a_sentence_which_is_complete(
    mark: str, language: str, after: str
) -> None:
    first = f"Anna came home{mark}{after}"
    assert sentences_of(f"{first} Berta left.", language) == [first, "Berta left."]
    assert is_closed(first, language=language)
    assert is_complete(first, language=language) == (mark != "…")


SIGNS_AROUND_ENDS = [
    *"aA1 \n\"'«»“”„‘’()[]*_>-…。！?.:;",
    " . ",
    "[1]",
    "\u037e",
    "‽",
    "፧",
    "։",
    "」",
]


@ALWAYS_THE_SAME
@given(
    st.lists(st.sampled_from(SIGNS_AROUND_ENDS), max_size=30).map("".join),
    st.sampled_from(["en", "el", "hy", "am", "ja", "und", "el-GR"]),
)
@example('Anna , he said . " Berta', "en")
@example("A.« B ! » C", "fr")
def test_whatever_is_cut_from_the_rest_of_its_block_is_closed(text: str, language: str) -> None:
    for start, end in split_blocks(text):
        spans = split_sentences(text, [(start, end)], language=language)
        for first, last in spans[:-1]:
            assert is_closed(text[first:last], language=language), text[first:last]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *((f"Anna came home{mark}", "en") for mark in QUESTION_MARKS),
        ("Πού ήταν ο καπετάνιος;", "el"),
        ("«Πού ήταν ο καπετάνιος\u037e»", "el"),
        ("Ո՞վ էր նավապետը:", "hy"),
        ("„Wo war der Kapitän?“", "de"),
        ("« Où était le capitaine ? »", "fr"),
    ],
)
def test_a_question_is_recognised_by_its_mark(text: str, language: str) -> None:
    assert is_question(text, language=language)
    assert is_complete(text, language=language)


@pytest.mark.parametrize(
    "text", ["The captain slept.", "The captain slept;", "He asked: Who?!", ""]
)
def test_other_sentences_are_not_questions(text: str) -> None:
    assert not is_question(text, language="en")


def test_marks_of_one_language_close_nothing_in_others() -> None:
    assert not is_complete("The captain slept;", language="en")
    assert not is_complete("The captain slept:", language="und")
    assert sentences_of("He slept; She was awake: Nobody came.") == [
        "He slept; She was awake: Nobody came."
    ]
