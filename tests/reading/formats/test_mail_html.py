import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.reading.formats.mail_html import MAX_MARKS, mail_html_to_lines
from multisumm.reading.formats.mail_passages import split_mail

ATTRIBUTION = "On Mon, Mar 4, 2024 at 9:12 AM Ana Reyes &lt;ana@e.org&gt; wrote:"
BLOCK = "<b>From:</b> Ana Reyes<br><b>Sent:</b> Monday, March 4, 2024 9:12 AM<br><b>To:</b> Ben"

REPLIES = {
    "gmail": f'<div dir="ltr">Yes.</div><br><div class="gmail_quote"><div class="gmail_attr">'
    f'{ATTRIBUTION}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">'
    "<div>Is it safe?</div></blockquote></div>",
    "gmail, between": f'<div class="gmail_quote"><div>{ATTRIBUTION}<br></div><blockquote>Hello.'
    "</blockquote><div>Yes.</div><blockquote>Is it safe?</blockquote></div>",
    "apple": f'<body>Yes.<br><div><blockquote type="cite"><div>{ATTRIBUTION}</div><br><div>Is it '
    "safe?</div></blockquote></div></body>",
    "outlook": f'<div class="WordSection1"><p class="MsoNormal">Yes.</p><div style="border:none;'
    f'border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">{BLOCK}<br>'
    '<b>Subject:</b> Pumps</p></div><p class="MsoNormal">Is it safe?</p></div>',
    "outlook on the web": f'<div>Yes.</div><hr><div id="divRplyFwdMsg"><font>{BLOCK}'
    "<br><b>Subject:</b> Pumps</font></div><div>Is it safe?</div>",
    "outlook for phones": f"<div>Yes.</div><div>Get <a href='https://aka.ms/o'>Outlook for iOS</a>"
    f'</div><div id="divRplyFwdMsg">{BLOCK}<br><b>Subject:</b> Pumps</div><div>Is it safe?</div>',
    "yahoo": '<div>Yes.</div><div id="ydp1yahoo_quoted_1" class="ydp1yahoo_quoted"><div>On Monday,'
    " Ana Reyes wrote:</div><div>Is it safe?</div></div>",
    "thunderbird": f'<p>Yes.</p><div class="moz-cite-prefix">{ATTRIBUTION}</div><blockquote '
    'type="cite" cite="mid:1@e.org"><p>Is it safe?</p></blockquote>',
    "qq": '<div>Yes.</div><div id="isReplyContent"><div>---------------- 原始邮件 ---------------'
    "--</div><div>Is it safe?</div></div>",
    "windows mail": '<div>Yes.</div><div><b>От:</b>&nbsp;<a href="#">Ana</a><br><b>Отправлено:</b>'
    "&nbsp;‎четверг‎, ‎26‎ ‎июня‎ ‎2014‎ г. ‎15‎:‎05<br><b>Кому:</b> Ben</div><div>Is it safe?</div>",
}


@pytest.mark.parametrize("markup", REPLIES.values(), ids=REPLIES)
def test_a_reply_in_html_has_the_words_of_its_sender(markup):
    parts = split_mail(mail_html_to_lines(markup), subject="Re: Pumps", is_html=True)
    assert [part.text.strip() for part in parts] == ["Yes."]


def test_each_level_of_quotation_is_a_mark():
    markup = "A.<blockquote>B.<blockquote>C.</blockquote>D.<p>E.</blockquote>F."
    assert mail_html_to_lines(markup) == "A.\n> B.\n>> C.\n> D.\n> E.\nF."


def test_deep_quotations_do_not_grow_with_their_depth():
    lines = mail_html_to_lines("<blockquote>a" * 2000).split("\n")
    assert lines[-1] == ">" * MAX_MARKS + " a"


def test_what_only_indents_is_no_quotation():
    indented = '<blockquote style="margin:0 0 0 40px;border:none;padding:0px">A.</blockquote>'
    assert mail_html_to_lines(indented) == "A."
    assert mail_html_to_lines(indented.replace("style", 'type="cite" style')) == "> A."


def test_hidden_blocks_are_no_text():
    markup = '<div style="display:none">Preview.<p>More.</div><p>A.</p><span style="mso-hide:all">B'
    assert mail_html_to_lines(markup) == "A."


def test_lines_of_preformatted_text_are_lines():
    assert mail_html_to_lines("<pre>A.\n> Q.\nB.</pre>\nC.") == "A.\n> Q.\nB.\nC."


def test_an_end_without_a_beginning_ends_nothing():
    assert (
        mail_html_to_lines("</blockquote></div>A.<blockquote>B.</div></blockquote>C")
        == "A.\n> B.\nC"
    )


TAGS = [
    "<blockquote>",
    "</blockquote>",
    "<div>",
    "</div>",
    "<p>",
    "<!--",
    "<div class=yahoo_quoted>",
]


@given(st.lists(st.sampled_from([*TAGS, "<pre>", "A.", "\n"])).map("".join))
def test_any_markup_gives_lines_of_its_text(markup):
    assert {*mail_html_to_lines(markup)} <= {*"A.> \n"}
