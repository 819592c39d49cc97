"""Which lines are the headers of a mail, and that they are left out."""

import pytest

import multisumm
from multisumm.text.blocks import split_blocks
from multisumm.text.mail_headers import header_lines, without_reply_marks

BODY = "The ferry to Tindalo sank on Sunday.\nDivers found the wreck on Monday.\n"


@pytest.mark.parametrize(
    "headers",
    [
        ["From: Jane Roe", "Subject: The ferry"],
        ["From: Jane Roe [mailto:jane@roe.example]", "Sent: Monday, 7 October 2019"],
        ["Name: Jane Roe", "Email: jane@roe.example", "To: all@roe.example", "Subject: The ferry"],
        ["> Von: Jana Roe", "> Gesendet: Montag", "> An: Jan Roe", "> Betreff: Die Fähre"],
        ["De\xa0: Jeanne Roe", "Envoyé : lundi", "Objet : Le ferry"],
        ["From: Jane Roe", "To: " + ", ".join(f"jane{i}@roe.example" for i in range(50))],
        ["发件人：罗珍", "主题：渡轮"],
        ["From: Jane Roe", "To: jan@roe.example,", "   joe@roe.example", "Subject: The ferry"],
    ],
)
def test_headers_that_stand_together_are_found_in_any_language(headers):
    assert header_lines([*headers, *BODY.splitlines()]) == [True] * len(headers) + [False] * 2


@pytest.mark.parametrize(
    "lines",
    [
        ["From: Berlin", "To: Paris"],
        ["Subject: The ferry"],
        ["Q: Who sank it?", "A: No one knows."],
        ["To: be seen.", "It sank.", "Subject: to change."],
        ["When: Monday, 10 am", "Where: ask jane@roe.example"],
        ["Jane Roe: Where is it, @jan?", "Jan Roe: Here, @jane."],
        [],
        [":", "", "From", "Subject"],
        ["Pro: It is cheap.", "Re: It is dear."],
        ["A: Ask jane@roe.example.", "Re: It sank."],
        ["主题：渡轮沉没。", "时间：周日，渡轮沉没。"],
        ["Subject: History", "Date: The city was founded in 1243."],
        ["Von: Lindow", "Subject: The ferry"],
        ["Name: Jane", "Email: jane@roe.example " + "This is what I have to tell you. " * 9],
    ],
)
def test_other_lines_with_a_label_are_none(lines):
    assert not any(header_lines(lines))


def test_each_header_is_a_block_though_lines_are_full():
    text = "From: Jane Roe\nSubject: The ferry that sank on Sunday\nbefore the storm it was full.\n"
    assert [text[a:b] for a, b in split_blocks(text)] == text.splitlines()


def test_they_are_left_out_of_a_summary_and_said_to_be():
    head = "From: Jane Roe <jane@roe.example>\nSubject: The ferry that sank off Tindalo.\n\n"
    summary = multisumm.summarize([head + BODY, "The ferry sank."], words=60)
    assert "Subject" not in summary.text
    (source, _) = summary.documents
    assert source.dropped[0] == (0, len(head.rstrip()))
    assert source.dropped_reasons[0] == "mail header"


@pytest.mark.parametrize("log", ["", "2024-03-05 10:00:01 ERROR [db-1] Connection refused\n"])
def test_a_text_of_headers_alone_is_kept(log):
    text = f"From: Jane Roe\nSubject: The ferry sank off Tindalo on Sunday.\n{log}"
    assert "ferry sank" in multisumm.summarize([text], words=60).text


QUOTING = """Thanks. I will refund the second group today, and I have told the skipper of the boat.

On Mon, 20 May 2024 at 11:03, Lena Fischer wrote:
> According to our log, 58 tickets were sold for the tour, 30 by
> server 1 and 28 by server 2.
>> We have two servers in one room.
> >> It began on Friday, when the new version was installed.
"""


def test_what_a_mail_in_a_table_quotes_from_others_is_no_sentence_of_it():
    summary = multisumm.summarize([QUOTING, "The website has sold the tour twice."], words=90)
    assert ">" not in summary.text
    assert "refund" in summary.text
    assert "server" not in summary.text
    (mail, _) = summary.documents
    assert {*mail.dropped_reasons} == {"quoted from others"}


@pytest.mark.parametrize(
    "text",
    [
        "The minister said:\n\n> We will build the bridge, and we will build it this year.\n",
        "> According to our log, 58 tickets were sold for the tour.\n>> We have two servers.\n",
    ],
)
def test_a_quotation_of_an_author_and_a_text_of_quotations_alone_are_kept(text):
    summary = multisumm.summarize([text], words=60)
    assert all(not source.dropped_reasons for source in summary.documents)


def test_marks_of_replies_before_a_subject_are_left_out_however_many_they_are():
    assert without_reply_marks(100_000 * "Re: " + "Boats", of_mail=True) == "Boats"
    assert without_reply_marks(" Re: AW:", of_mail=True) == ""
    assert without_reply_marks("\u200fתגובה: \u200eRe: \u200fסירה", of_mail=True) == "\u200fסירה"
