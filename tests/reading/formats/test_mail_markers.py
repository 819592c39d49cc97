import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.reading.formats.mail_markers import (
    MAX_LINE,
    is_attribution,
    is_banner,
    is_device_line,
    is_heading_of_notice,
    is_list_footer,
    is_quoted,
    match_divider,
    notice_start,
    parse_header,
    parse_header_block,
    split_at_attribution,
    subject_kind,
    writer_of,
)
from multisumm.resources import read_data

LANGUAGES = json.loads(read_data("mail_markers.json"))["languages"]

ATTRIBUTIONS = {
    "apple": "On 4 Mar 2024, at 09:12, Ana Reyes <ana@e.org> wrote:",
    "gmail": "On Mon, Mar 4, 2024 at 9:12 AM Ana Reyes <ana@e.org> wrote:",
    "thunderbird": "On 3/4/24 09:12, Ana Reyes wrote:",
    "yahoo": "On Monday, March 4, 2024 at 09:12:00 AM GMT+1, Ana Reyes <ana@e.org> wrote:",
    "yahoo, old": "--- On Mon, 3/4/24, Ana Reyes <ana@e.org> wrote:",
    "aol": "In a message dated 3/4/2024 9:12:00 A.M. Central Standard Time, ana@e.org writes:",
    "zoho": "---- On Mon, 04 Mar 2024 09:12:00 +0100 Ana Reyes <ana@e.org> wrote ----",
    "usenet": "In article <8f3@e.org>, ana@e.org (Ana Reyes) writes:",
    "horde": "Quoting Ana Reyes <ana@e.org>:",
    "de": "Am Mo., 4. März 2024 um 09:12 Uhr schrieb Ana Reyes <ana@e.org>:",
    "de, name last": "Am 04.03.24 um 09:12 schrieb Ana von Reyes:",
    "de, name first": "Ana Reyes <ana@e.org> schrieb am Mo., 4. März 2024, 09:12:",
    "fr": "Le lun. 4 mars 2024 à 09:12, Ana Reyes <ana@e.org> a écrit :",
    "es": "El lun, 4 mar 2024 a las 9:12, Ana Reyes (<ana@e.org>) escribió:",
    "it": "Il giorno lun 4 mar 2024 alle ore 09:12 Ana Reyes <ana@e.org> ha scritto:",
    "pt": "Em seg., 4 de mar. de 2024 às 09:12, Ana Reyes <ana@e.org> escreveu:",
    "nl": "Op ma 4 mrt 2024 om 09:12 schreef Ana Reyes <ana@e.org>:",
    "nl, apple": "Op 4 mrt. 2024, om 09:12 heeft Ana Reyes <ana@e.org> het volgende geschreven:",
    "sv": "Den mån 4 mars 2024 kl 09:12 skrev Ana Reyes <ana@e.org>:",
    "da": "Den man. 4. mar. 2024 kl. 09.12 skrev Ana Reyes <ana@e.org>:",
    "no": "man. 4. mars 2024 kl. 09:12 skrev Ana Reyes <ana@e.org>:",
    "fi": "ma 4. maalisk. 2024 klo 9.12 Ana Reyes (ana@e.org) kirjoitti:",
    "pl": "pon., 4 mar 2024 o 09:12 Ana Reyes <ana@e.org> napisał(a):",
    "cs": "po 4. 3. 2024 v 9:12 odesílatel Ana Reyes <ana@e.org> napsal:",
    "hu": "Ana Reyes <ana@e.org> ezt írta (időpont: 2024. márc. 4., H, 9:12):",
    "ru": "пн, 4 мар. 2024 г. в 09:12, Ana Reyes <ana@e.org>:",
    "ru, mail.ru": "Понедельник, 4 марта 2024, 9:12 +03:00 от Ana Reyes <ana@e.org>:",
    "uk": "пн, 4 бер. 2024 р. о 09:12 Ana Reyes <ana@e.org> пише:",
    "tr": "Ana Reyes <ana@e.org>, 4 Mar 2024 Pzt, 09:12 tarihinde şunu yazdı:",
    "el": "Στις Δευ 4 Μαρ 2024 στις 9:12 π.μ., ο χρήστης Ana Reyes <ana@e.org> έγραψε:",
    "he": "‫בתאריך יום ב׳, 4 במרץ 2024 ב-9:12 מאת ‪Ana Reyes‬‏ <‪ana@e.org‬‏>:‬",
    "ar": "في الاثنين، 4 مارس 2024 في 9:12 ص تمت كتابة ما يلي بواسطة Ana Reyes <ana@e.org>:",
    "hi": "सोम, 4 मार्च 2024 को 9:12 am बजे Ana Reyes <ana@e.org> ने लिखा:",
    "zh": "Ana Reyes <ana@e.org> 于2024年3月4日周一 09:12写道：",
    "zh, 163": "在 2024-03-04 09:12:00，\"Ana Reyes\" <ana@e.org> 写道：",
    "ja": "2024年3月4日(月) 9:12 Ana Reyes <ana@e.org>:",
    "ko": "2024년 3월 4일 (월) 오전 9:12, Ana Reyes <ana@e.org>님이 작성:",
    "horde, de": "Zitat von Ana Reyes <ana@e.org>:",
    "lotus notes": "Ana Reyes <ana@e.org> wrote on 04/03/2024 09:12:00 AM:",
    "name first, no address": "Ana Reyes schreef op 2024-03-04 09:12:",
    "fr, apple": "Le 4 mars 2024 à 09:12, Ana Reyes <ana@e.org> a écrit :",
    "de, yahoo": "Am 4. März 2024 um 09:12:00 MEZ hat Ana Reyes <ana@e.org> Folgendes geschrieben:",
    "pt, thunderbird": "Em 04/03/2024 09:12, Ana Reyes escreveu:",
    "pl, apple": "Wiadomość napisana przez Ana Reyes <ana@e.org> w dniu 4 mar 2024, o godz. 09:12:",
    "pl, thunderbird": "W dniu 4.03.2024 o 09:12, Ana Reyes pisze:",
    "ru, apple": "4 марта 2024 г., в 09:12, Ana Reyes <ana@e.org> написал(а):",
    "ru, thunderbird": "04.03.2024 9:12, Ana Reyes пишет:",
    "tr, apple": "Ana Reyes <ana@e.org> şunları yazdı (4 Mar 2024 09:12):",
    "he, thunderbird": "בתאריך 04/03/2024 9:12, Ana Reyes כתב:",
    "ar, apple": "في ٤ مارس ٢٠٢٤، الساعة ٩:١٢ ص، كتب/كتبت Ana Reyes <ana@e.org>:",
    "ja, apple": "2024/03/04 9:12、Ana Reyes <ana@e.org>のメール：",
    "zh, thunderbird": "在 2024/3/4 9:12, Ana Reyes 写道:",
    "vi": "Vào Th 2, 4 thg 3, 2024 vào lúc 09:12 Ana Reyes <ana@e.org> đã viết:",
}  # fmt: skip


@pytest.mark.parametrize("text", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS)
def test_the_line_above_a_quotation_is_known_whatever_the_program_and_the_language(text):
    assert is_attribution(text, is_reply=True)
    if "Reyes <" in text:
        assert writer_of(text) == "Ana Reyes"


@pytest.mark.parametrize(
    "text",
    [
        "On 5 March 2024 at 10:30 I wrote a list with these points:",
        "On Monday please write to ana@e.org with the following:",
        "The minister wrote three laws in 2024, at 10:30 and later:",
        "We meet at 9:12 on 4 March:",
        "Two reasons:",
        "Hello Ana, you wrote:",
        "Am 4. März um 9:12 schrieb die Zeitung von neuen Plänen des Rates:",
        "On 4 March 2024 at 09:12, Ana Reyes <ana@e.org> wrote",
        "",
        ":",
        "--",
        "On 4 March 2024 at 09:12 Ana " + "x" * MAX_LINE + " wrote:",
    ],
)
def test_sentences_with_a_colon_are_no_line_above_a_quotation(text):
    assert not is_attribution(text, is_reply=True)


def test_a_date_without_a_time_or_an_address_is_enough_in_a_reply_alone():
    assert is_attribution("On 4 March Ana wrote:", is_reply=True)
    assert not is_attribution("On 4 March the council wrote:", is_reply=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_marks_of_each_language_are_known(language):
    words = LANGUAGES[language]
    for sender, date, to, subject in zip(
        words["sender"], words["date"], words["to"], words["subject"], strict=False
    ):
        lines = [f"*{sender}:* Ana Reyes\n", f"{date} : 4/3/2024\n", f"{to}：Ben\n",
                 f"{subject}: Pumps\n", "\n", "Text.\n"]  # fmt: skip
        headers, end = parse_header_block(lines, 0)
        assert (headers["sender"], headers["date"]) == ("Ana Reyes", "4/3/2024")
        assert (headers["subject"], end) == ("Pumps", 4)
    for kind in ("original", "forwarded"):
        for phrase in words[kind]:
            expected = "original" if phrase == "Message" else kind
            assert match_divider(f"----- {phrase} -----") == expected, phrase
            assert match_divider(f"{phrase.upper()}.") is None
    for phrase in words["device"]:
        assert is_device_line(f"{phrase}\n"), phrase
        assert is_device_line(f"{phrase} iPhone")


def test_header_blocks_may_wrap_and_have_blank_lines_between():
    lines = [
        "From: Ana\n",
        "  <ana@e.org>\n",
        "\n",
        "To: Ben,\n",
        "Cleo\n",
        "Sent: today\n",
        "Hi.\n",
    ]
    headers, end = parse_header_block(lines, 0)
    assert (headers, end) == ({"sender": "Ana", "to": "Ben,", "date": "today"}, 6)


def test_the_values_of_headers_may_stand_below_them_as_in_a_table():
    lines = ["Subject:", "Pumps", "From:", "Ana <ana@e.org>", "Cc:", "To:", "Ben", "Hello."]
    headers, end = parse_header_block(lines, 0)
    assert headers == {"subject": "Pumps", "sender": "Ana <ana@e.org>", "copy": "", "to": "Ben"}
    assert lines[end:] == ["Hello."]
    assert parse_header_block(["From: a@e.org", "Subject:", "Hello."], 0)[1] == 2


@pytest.mark.parametrize(
    "text",
    [
        "From: Berlin\nTo: Paris\nDate: 5 March",
        "Date: 5 March\nTime: 7 am\nAddress: 130 Fox St",
        "From: ana@e.org",
        "To: Ben\nSubject: Pumps",
        "Note: all is well.",
        "From: here on it is steep.\nTo: climb it takes an hour.",
    ],
)
def test_other_lines_with_a_colon_are_no_header_block(text):
    assert parse_header_block(text.split("\n"), 0) == ({}, 0)


def test_a_header_has_no_long_name():
    assert parse_header("x" * 50 + ": y") is None
    assert parse_header("Nothing: y") is None
    assert parse_header("no colon") is None


def test_dividers_are_drawn_or_end_in_a_colon():
    assert match_divider("Begin forwarded message:") == "forwarded"
    assert match_divider("------ Forwarded by Ana Reyes/Lindow on 04/03/2024 ------") == "forwarded"
    assert match_divider("________________________________") is None
    assert match_divider("Original message:") is None
    assert match_divider("Forwarded message") is None
    assert match_divider("-- Enter Feedback Below --") is None
    assert match_divider("") is None


def test_words_before_an_attribution_on_the_same_line_are_kept_apart():
    assert (
        split_at_attribution("Yes--- On Wed, Apr 4, 2012 at 3:59 PM, me@e.org wrote:")[0] == "Yes"
    )
    assert split_at_attribution("On Wed, Apr 4, 2012 at 3:59 PM, me@e.org wrote:")[1] == ""
    assert split_at_attribution("We meet On the road:") == ("We meet On the road:", "")


@pytest.mark.parametrize("line", ["> Q.", ">Q.", ">", "  > Q.", "AR> Q.", ">>> Q."])
def test_quoted_lines_begin_with_a_mark(line):
    assert is_quoted(line)


@pytest.mark.parametrize("line", ["A > B.", "->", "mysql> select", "", "<a>"])
def test_a_mark_elsewhere_quotes_nothing(line):
    assert not is_quoted(line)


def test_what_devices_lists_and_servers_add_is_known():
    assert is_device_line("Sent from Yahoo Mail on Android")
    assert not is_device_line("Sent from my desk, is much easier than my mobile phone.")
    assert not is_device_line(
        "The parcel was sent from Lindow on Monday, as you asked us to do it."
    )
    assert is_list_footer(["____________________\n", "Pumps mailing list\n", "pumps@e.org\n"])
    google = ["You received this message because you are subscribed to Google Groups.\n",
              "To unsubscribe, write to pumps+unsubscribe@e.org.\n"]  # fmt: skip
    assert is_list_footer(google)
    sentence = "The council wants to put everybody in the town on its mailing list, which some of"
    assert not is_list_footer(["I sent it to the mailing list pumps@e.org on Monday.\n"])
    assert not is_list_footer([f"{sentence} the people in the town do not like at all.\n"])
    secret = "This e-mail is confidential. If you are not the intended recipient, delete it.\n"
    assert notice_start([secret]) == 0
    assert notice_start(["Regards, Ben\n", "NOTICE:\n", secret]) == 1
    assert notice_start(["Please consider the environment before printing this e-mail."]) == 0
    assert notice_start(["This email has been scanned for viruses by Mimecast."]) == 0
    assert notice_start(["The talks of the two ministers were confidential."]) is None
    assert is_heading_of_notice("CONFIDENTIALITY NOTICE:")
    assert not is_heading_of_notice("The notice was given on Monday.")
    assert is_banner("CAUTION: This email originated from outside of the organization.")
    assert not is_banner("The noise came from outside.")


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Re: Pumps", "reply"),
        ("AW: Pumps", "reply"),
        ("[list] RE[2]: Pumps", "reply"),
        ("回复：水泵", "reply"),
        ("Fwd: Pumps", "forward"),
        ("FW: Re: Pumps", "forward"),
        ("WG: Pumpen", "forward"),
        ("Pumps", None),
        ("Pumps: a review", None),
        ("re", None),
        ("", None),
        (None, None),
    ],
)
def test_the_subject_tells_replies_from_forwards(subject, kind):
    assert subject_kind(subject) == kind


@given(st.text(max_size=80))
def test_any_line_can_be_asked(line):
    for ask in (match_divider, is_device_line, is_quoted, parse_header, split_at_attribution):
        ask(line)
    is_attribution(line, is_reply=True)
    is_list_footer([line])
    notice_start([line])
    is_banner(line)
    subject_kind(line)
