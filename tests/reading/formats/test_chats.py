import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from input_files import docx
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.chats import (
    FORMATS,
    begins_as_chat,
    find_chat_format,
    parse_chat,
    read_chat,
)
from multisumm.reading.formats.turns import Turn
from multisumm.reading.kinds import READERS, read_payload

ANA, BEN = "Is the pump at Lindow safe?", "No. It failed on Saturday."

CHATS = {
    "WhatsApp on iPhone": (
        "[04.03.24, 09:12:33] Pumps: \u200eMessages and calls are end-to-end encrypted.\n"
        "\u200e[04.03.24, 09:12:40] Ana Reyes: \u200eimage omitted\n"
        f"[04.03.24, 09:12:45] Ana Reyes: {ANA}\n"
        f"[04.03.24, 09:13:00] \u202a+49 151 23\u202c: {BEN}\n"
    ),
    "WhatsApp on Android": (
        "04/03/2024, 09:12 - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
        '04/03/2024, 09:12 - Ana Reyes created group "Pumps: north"\n'
        f"04/03/2024, 09:12 - Ana Reyes: {ANA}\n04/03/2024, 09:13 - Ben: <Media omitted>\n"
        f"04/03/2024, 9:13\u202fPM - Ben: {BEN}\n"
        "04/03/2024, 09:14 - Ben: This message was deleted\n"
    ),
    "WhatsApp, time first": f"09:12, 04/03/2024 - Ana: {ANA}\n09:13, 04/03/2024 - Ben: {BEN}\n",
    "Discord": f"[04-Mar-24 09:12 AM] Ana Reyes\n{ANA}\n\n[04-Mar-24 09:13 AM] Ben\n{BEN}\n",
    "Telegram": f"Ana Reyes, [04/03/2024 09:12]\n{ANA}\n\nBen, [04/03/2024 09:13]\n{BEN}\n",
    "Zoom": (
        f"09:12:33 From Ana Reyes to Everyone:\n\t{ANA}\n"
        f"09:13:00\t From  Ben : {BEN}\n09:13:10 From Ben to Ana Reyes (Direct Message): Hush.\n"
    ),
    "Zoom on the web": f"00:58:04\tAna Reyes:\t{ANA}\n00:58:20\tBen:\t{BEN}\n",
    "captions of Zoom": f"[Ana Reyes] 09:12:33\n{ANA}\n\n[Ben] 09:13:00\n{BEN}\n",
    "KakaoTalk": (
        f"--------------- 2024년 3월 4일 월요일 ---------------\n[Ana Reyes] [오전 9:12] {ANA}\n"
        f"[Ben] [오전 9:13] {BEN}\n"
    ),
    "Teams": (
        f"0:0:0.0 --> 0:0:6.420\nAna Reyes\nIs the pump\n0:0:6.520 --> 0:0:8.1\n"
        f"Ana Reyes\nat Lindow safe?\n0:0:9.0 --> 0:0:10.1\nBen\n{BEN}\n"
    ),
    "IRC": f"[09:12] * ana has joined #pumps\n[09:12] <Ana> {ANA}\n[09:13] <@Ben> {BEN}\n",
    "time before name": (
        f"[00:00:03] Ana Reyes: {ANA}\n[00:00:09] Ben: {BEN}\n[00:00:15] Ana Reyes: Thank you.\n"
    ),
    "time before name, words below": (
        f"00:00:03 Ana Reyes\n{ANA}\n\n00:00:09 Ben\n{BEN}\n\n00:00:15 Ana Reyes\nThank you.\n"
    ),
    "time behind name": (
        f"Meeting in General\nMarch 4, 2024, 9:12AM\n1m 3s\n\nAna Reyes   0:03\n{ANA}\n\n"
        f"Ben   0:09\n{BEN}\n\nAna Reyes   0:15\nThank you.\nAna Reyes stopped transcription\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_each_message_of_a_chat_is_a_turn_of_its_writer(name):
    chat = CHATS[name]
    assert find_chat_format(chat.split("\n")) is FORMATS[name]
    for text in (chat, chat.replace("\n", "\r\n"), "\ufeff" + chat):
        conversation = parse_chat(text)
        spoken = [turn for turn in conversation.turns if turn.text not in ("Thank you.", "Hush.")]
        assert [turn.text for turn in spoken] == [ANA, BEN]
        assert spoken[0].name in ("Ana Reyes", "Ana")
        assert spoken[1].name in ("Ben", "+49 151 23")
    assert begins_as_chat(chat.encode())


@pytest.mark.parametrize(
    "head",
    [
        "[3/4/24, 9:12:33 AM] ",
        "[2024/3/4 上午9:12:33] ",
        "[4.3.2024 klo 9.12.33] ",
        "3/4/24, 9:12 AM - ",
        "04/03/2024 à 09:12 - ",
        "04-03-2024 09:12 - ",
        "2024-03-04 09:12 - ",
        "4.3.2024 klo 9.12 - ",
        "4/3/2024, 9:12 π.μ. - ",
        "٤\u200f/٣\u200f/٢٠٢٤، ٩:١٢ ص - ",
        "2024. 3. 4. 오전 9:12 - ",
        "2024/3/4 上午9:12 - ",
    ],
)
def test_the_days_and_times_of_whatsapp_are_those_of_the_country(head):
    turns = parse_chat(f"{head}Ana: {ANA}\n{head}Ben: {BEN}\n").turns
    assert turns == (Turn("Ana", ANA), Turn("Ben", BEN))


def test_what_a_message_answers_is_not_its_writers():
    text = (
        f"09:12:33 From Ana to Everyone:\n\t{ANA}\n09:13:00 From Ben to Everyone:\n"
        f'\tReplying to "{ANA}"\n\n\t{BEN}\n09:13:10 From Cleo to Everyone:\n'
        f'\tReacted to "{BEN}" with 👍\n'
    )
    conversation = parse_chat(text)
    assert conversation.turns == (Turn("Ana", ANA), Turn("Ben", BEN))
    assert conversation.left_out == 2


@pytest.mark.parametrize("head", ["Speaker {} (00:03):", "Speaker {}  0:03", "[0:03] Speaker {}"])
def test_speakers_may_be_numbers(head):
    text = "\n".join(
        f"{head.format(n)}\n{words}\n" for n, words in ((1, ANA), (2, BEN), (1, "So."))
    )
    expected = (Turn("Speaker 1", ANA), Turn("Speaker 2", BEN), Turn("Speaker 1", "So."))
    assert parse_chat(text).turns == expected


def test_the_time_may_stand_below_the_name():
    text = f"Ana\n0:03\n{ANA}\nBen\n0:09\n{BEN}\nAna\n0:15\nThank you.\n"
    assert parse_chat(text).turns == (Turn("Ana", ANA), Turn("Ben", BEN), Turn("Ana", "Thank you."))
    assert parse_chat("so we\n0:03\nwent to\n0:09\nthe market\n0:12\nand home\n") is None


def test_a_chat_is_one_document_and_lines_of_the_program_are_counted():
    content = read_chat(Payload(CHATS["WhatsApp on iPhone"].encode(), "a"))
    text = f"Ana Reyes: {ANA}\n\n+49 151 23: {BEN}\n"
    document = Document("", text, date="2024-03-04", kind="chat")
    assert content == ((document,), ("2 lines of the chat program left out",))


def test_a_message_may_have_several_lines():
    text = CHATS["WhatsApp on Android"] + "It is old.\n\nAnd slow.\n"
    assert parse_chat(text).turns[-1].text == f"{BEN}"
    text = CHATS["WhatsApp on iPhone"] + "It is old.\n\nAnd slow.\n"
    assert parse_chat(text).turns[-1] == Turn("+49 151 23", f"{BEN}\nIt is old.\nAnd slow.")


def test_an_edited_message_is_the_message():
    text = (
        "[04.03.24, 09:12:33] Ana: A. \u200e<This message was edited>\n[04.03.24, 09:12:33] Ben: B."
    )
    assert [turn.text for turn in parse_chat(text).turns] == ["A.", "B."]


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-04 09:12:33 - INFO: started\n2024-03-04 09:12:34 - ERROR: disk full\n",
        "[2024-03-04 09:12:33] app.ERROR: disk full\n[2024-03-04 09:12:34] app.DEBUG: again\n",
        "09:12 WARNING: disk full\n09:13 WARNING: disk full\n09:14 WARNING: disk full\n",
        "Doors open 18:30\nFirst half 19:00\nSecond half 20:15\nDoors close 22:00\n",
        "9:00 Opening\n10:00 Coffee\n10:30 Talks\n12:00 Coffee\n12:30 Talks\n",
        "The match began.\nKick-off 20:45\nFinal whistle 22:30\n",
        "WEBVTT\n\n00:00:01.000 --> 00:00:06.420\nso we\nneed\n\n"
        "00:00:06.420 --> 00:00:09.420\nto go\nnow\n",
        "1\n00:00:01,000 --> 00:00:06,420\nSo we\n\n2\n"
        "00:00:06,420 --> 00:00:09,420\nneed to go.\n",
        "[04.03.24, 09:12:33] Ana: One message alone.\n",
        "A text of the usual kind.\n\nIt has: two paragraphs.\n",
        "",
    ],
)
def test_logs_programmes_and_subtitles_are_no_chats(text):
    assert parse_chat(text) is None
    assert not begins_as_chat(text.encode())
    with pytest.raises(InputError, match=r"^a: not a chat or a transcript in a known format$"):
        read_chat(Payload(text.encode(), "a"))


@pytest.mark.parametrize(
    "text",
    [
        "09:00 Item 1: Roads are first.\n09:30 Item 2: Then the pool.\n10:00 Break: Tea.\n"
        "10:15 Item 3: The budget.\n",
        "14:05 Update: The bridge is shut.\n14:20 Break: Rain.\n14:31 Update: Open.\n",
        "9.00 Pause: Kaffee.\n9.30 Vortrag: Lage.\n10.00 Pause: Tee.\n10.30 Vortrag: Zur See.\n",
    ],
)
def test_labels_of_agendas_and_tickers_are_no_speakers(text):
    assert parse_chat(text) is None
    names = {"Item": "Ana", "Update": "Ana", "Vortrag": "Ana"}
    for label, name in names.items():
        text = re.sub(rf"{label}(?: \d)?:", f"{name}:", text)
    assert parse_chat(text.replace("Pause", "Ben").replace("Break", "Ben")) is not None


def test_a_chat_without_messages_is_an_error():
    text = "".join(f"04/03/2024, 09:12 - {name}: <Media omitted>\n" for name in ("Ana", "Ben"))
    with pytest.raises(InputError, match=r"^a: no message in this chat$"):
        read_chat(Payload(text.encode(), "a"))


@pytest.mark.parametrize("name", ["chat.txt", "chat", "chat.md"])
def test_a_chat_is_known_by_its_beginning(name):
    content = read_payload(Payload(CHATS["Teams"].encode(), name), name)
    assert content.documents[0].text.strip() == f"Ana Reyes: {ANA}\n\nBen: {BEN}"


def test_a_transcript_in_a_word_file_is_one():
    paragraphs = CHATS["time behind name"].strip().split("\n\n")
    (document,), notes = READERS["docx"](Payload(docx(*paragraphs), "a.docx"))
    assert document.text == f"Ana Reyes: {ANA}\n\nBen: {BEN}\n\nAna Reyes: Thank you.\n"
    assert document.kind == "docx"
    assert notes == ("4 lines of the chat program left out",)
    (document,), notes = READERS["docx"](Payload(docx("A.", "B."), "a.docx"))
    assert (document.text, notes) == ("A.\n\nB.", ())


LINES = ["[04.03.24, 09:12:33] Ana: A.", "04/03/2024, 09:12 - Ben: B.", "Ben   0:09", "Text.",
         "0:0:0.0 --> 0:0:1.0", "09:12 <Ana> C.", "", "<Media omitted>", "\u200e",
         "09:12:33 From Ana : "]  # fmt: skip


@given(st.lists(st.sampled_from(LINES)).map("\n".join))
def test_no_turn_is_empty_and_no_line_is_counted_twice(text):
    conversation = parse_chat(text)
    if conversation is not None:
        assert all(turn.text.strip() for turn in conversation.turns)
        written = sum(bool(line.strip("\u200e")) for line in text.split("\n"))
        assert len(conversation.turns) + conversation.left_out <= written
