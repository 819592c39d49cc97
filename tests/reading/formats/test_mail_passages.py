import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.reading.formats import mail_passages
from multisumm.reading.formats.mail_passages import split_mail

QUOTED = "The pump failed on Saturday.\nThe motor costs 18,000 euros.\n"
HEADERS = (
    "From: Ana Reyes <ana@e.org>\nSent: Monday, March 4, 2024 9:12 AM\nTo: Ben\nSubject: Pumps\n"
)
MARKED = "".join(f"> {line}" for line in QUOTED.splitlines(keepends=True))


def own(text, **options):
    """The words of the sender."""
    return split_mail(text, **options)[0].text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A.\n> Q.\nB.\n", "A.\n\nB.\n"),
        ("Am 18.05. schrieb Tom:\r\n> Q.\r\nB.\r\n", "B.\r\n"),
        ("A.\n\nOn Sat, Tom <t@e.org>\nwrote:\n\n> Q.\n", "A.\n\n"),
        ("A.\nOn 18 May Tom wrote:\n> Q.\n", "A.\n"),
        ("A at 5.\nOn 18 May, at home,\nTom wrote:\n> Q.\n", "A at 5.\n"),
        ("A at 5\n\nTom wrote:\n> Q.\n", "A at 5\n\n"),
        ("Two reasons:\n> Q.\n", "Two reasons:\n"),
        ("A.\nB.\nSee 5 of the list:\n> Q.\n", "A.\nB.\n"),
        ("Yes. On Wed, Apr 4, 2012 at 3:59 PM, me@e.org wrote:\n> Q.\n", "Yes.\n"),
        ("A.\n2011/4/7 Tom <t@e.org>\n\n> Q.\n", "A.\n"),
        ("A.\n-- \nPriya\n> Q.\n", "A.\n"),
        ("A.\n-- \nPriya\n> Q.\nB.\n", "A.\n\nB.\n"),
        ("A.\n--\nPriya Raman\nMuseum\n", "A.\n"),
        ("A.\n--\nB.\n", "A.\n--\nB.\n"),
        ("-- \nPriya", "-- \nPriya"),
        ("A > B.\n", "A > B.\n"),
        ("", ""),
    ],
)
def test_quoted_lines_and_the_signature_are_left_out(text, words):
    assert own(text) == words


@pytest.mark.parametrize(
    "separator",
    [
        "-----Original Message-----\n" + HEADERS + "\n",
        "-----Ursprüngliche Nachricht-----\nVon: Ana Reyes\n"
        "Gesendet: Montag, 4. März 2024 09:12\nAn: Ben\nBetreff: Pumpen\n\n",
        "________________________________\n" + HEADERS + "\n",
        HEADERS + "\n",
        "*From:* Ana Reyes [mailto:\nana@e.org]\n"
        "*Sent:* Monday, 4 March 2024 9:12\n*Subject:* Pumps\n\n",
        "De : Ana Reyes\nEnvoyé : lundi 4 mars 2024 09:12\nÀ : Ben\nObjet : Pompes\n\n",
        "От: Ana Reyes\nОтправлено: понедельник, 4 марта 2024 г. 9:12\nКому: Ben\n\n",
        "发件人： Ana Reyes\n发送时间： 2024-03-04 09:12\n收件人： Ben\n主题： 水泵\n\n",
        "-------- Original message --------\n"
        "From: Ana <ana@e.org>\nDate: 04/03/2024 09:12 (GMT+01:00)\n\n",
        "In a message dated 3/4/2024 9:12:00 A.M. Central Standard Time, ana@e.org writes:\n\n",
        "On Monday, March 4, 2024 at 09:12:00 AM GMT+1, Ana Reyes\n<ana@e.org> wrote:\n\n",
        "On Nov 30, 2011, at 12:47 PM, Ana <\n416ffd3258d4d2fa4c8f4@e.org>\nwrote:\n\n",
        "---- On Mon, 04 Mar 2024 09:12:00 +0100 Ana <ana@e.org> wrote ----\n\n",
        "2024年3月4日(月) 9:12 Ana Reyes <ana@e.org>:\n\n",
        "Ana Reyes@LINDOW\n03/04/2024 09:12 AM\nTo: Ben Ode/Lindow\ncc: \nSubject: Pumps\n\n",
        '"Ana" <ana@e.org> on 03/04/2024 09:12:00 AM\nTo:\tBen\ncc:\t \nSubject:\tPumps\n\n',
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "signature", ["", "\nRegards,\nBen\n", "-- \nBen Ode\n", "Sent from my iPhone\n"]
)
def test_all_below_a_separator_is_quoted_where_nothing_marks_its_lines(separator, signature):
    text = f"The warranty ended in January.\n\n{signature}\n{separator}{QUOTED}"
    first, *others = split_mail(text, subject="RE: Pumps")
    words = "The warranty ended in January."
    assert first.text.split() == (words + (signature if "Regards" in signature else "")).split()
    assert others == []
    assert first.additions["quotation"] >= 2


def test_replies_between_and_below_quoted_lines_are_kept():
    text = (
        f"On 4 March 2024 Ana wrote:\n> Is the pump safe?\n\nYes.\n\n{MARKED}No, 14,500.\n\n"
        "> Who signs?\nI do.\n\nBen\n"
    )
    assert own(text).split() == ["Yes.", "No,", "14,500.", "I", "do.", "Ben"]


def test_headers_above_marked_lines_are_left_out_alone():
    text = f"-----Original Message-----\n{HEADERS}\n{MARKED}\nMy answer stands below.\n"
    assert own(text, subject="Re: Pumps").strip() == "My answer stands below."


def test_the_broken_rest_of_a_quoted_line_is_quoted():
    long = "> The council of the town decided that the old pump has to be replaced before\n"
    assert own(f"Yes.\n{long}next spring\n> and not later.\n") == "Yes.\n"
    assert own(f"Yes.\n{long}\nNo way\n\n> and not later.\n").split() == ["Yes.", "No", "way"]


def test_the_broken_rest_of_a_link_is_quoted():
    assert own("Yes.\n> See (http://e.org/action\n_nonce=3dd518)\n> for more.\n") == "Yes.\n"


def test_initials_may_stand_before_the_mark():
    assert own("AR> Is it safe?\nYes.\n") == "Yes.\n"


@pytest.mark.parametrize(
    ("addition", "kind"),
    [
        ("Sent from my iPhone\n", "signature"),
        ("Von meinem iPhone gesendet\n", "signature"),
        ("Get Outlook for iOS<https://aka.ms/o0ukef>\n", "signature"),
        ("_______________\nPumps mailing list\npumps@lists.e.org\nhttps://e.org/listinfo/pumps\n",
         "footer"),
        ("--\nYou received this message because you are subscribed to the Google Groups group\n"
         '"Pumps". To unsubscribe, write to pumps+unsubscribe@e.org.\n', "footer"),
        ("------------------------------------\n\nPumps Group Links\n\n<*> To visit it, go to:\n"
         "    http://groups.e.org/pumps/\n\n<*> To unsubscribe, write to:\n    a-leave@e.org\n",
         "footer"),
        ("***********************\nCONFIDENTIALITY NOTICE\nThis e-mail is confidential.\n"
         "If you are not the intended recipient, delete it.\n***********************\n", "notice"),
        ("发自我的iPhone\n", "signature"),
        ("Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.\n", "signature"),
        ("Disclaimer:\n\nThis message and any attachments are confidential. If you are not the\n"
         "intended recipient, delete it.\n", "notice"),
        ("Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat\n"
         "sind, vernichten Sie diese Mail.\n", "notice"),
        ("-----BEGIN PGP SIGNATURE-----\n\niQEzBAEB\n-----END PGP SIGNATURE-----\n", "encoded"),
        ("begin 644 plan.txt\n#0V%T\n`\nend\n", "encoded"),
        ("begin 644 plan.txt\n#0V%T\nend\n", "encoded"),
        ("begin 600 a b.txt\r\n" + "M" + "5&AE" * 15 + "\r\n#0V%T\r\n \r\nend\r\n", "encoded"),
    ],
)  # fmt: skip
def test_what_programs_add_at_the_end_is_left_out_and_counted(addition, kind):
    (part,) = split_mail(f"The pump runs again.\n\n{addition}")
    assert part.text == "The pump runs again.\n\n"
    assert {*part.additions} == {kind}
    assert part.additions[kind] == sum(bool(line.strip()) for line in addition.splitlines())


def test_words_behind_a_block_of_pgp_that_is_cut_off_are_kept():
    block = f"-----BEGIN PGP SIGNATURE-----\nVersion: 2\n\n{'iQEzBAEB' * 8}\n=aBcD\n\n"
    (part,) = split_mail(f"The pump runs again.\n\n{block}The lock is shut until Monday.\n")
    assert part.text.split("\n") == [
        "The pump runs again.",
        "",
        "The lock is shut until Monday.",
        "",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The divers will\nbegin 100 m below the old lock.\nThey come at nine.\n",
        "They\nbegin 100 m below.\nTHE END OF THE LOCK.\nend\n",
        "They\nbegin 100 m below.\n#0V%T\nThey come at nine.\nend\n",
        "They\nbegin 100 m below.\n#0V%T",
        "They\nbegin 100 m below.",
    ],
)
def test_a_line_that_says_begin_is_no_encoded_data(text):
    (part,) = split_mail(text)
    assert part.text == text
    assert not part.additions


def test_the_warning_of_a_server_at_the_beginning_is_left_out():
    banner = "CAUTION: This email originated from outside of the organization.\nBe careful.\n\n"
    (part,) = split_mail(banner + "The pump runs again.\n")
    assert (part.text.strip(), part.additions) == ("The pump runs again.", {"notice": 2})


def test_such_words_in_the_middle_of_a_mail_are_the_senders():
    text = (
        "This message is confidential, so delete it.\n\nThe pump runs.\n\nSent from home\n\nBye.\n"
    )
    assert own(text) == text


@pytest.mark.parametrize(
    "divider",
    [
        "---------- Forwarded message ---------\n",
        "Begin forwarded message:\n\n",
        "-------- Weitergeleitete Nachricht --------\n",
        "---------- Пересылаемое сообщение ----------\n",
    ],
)
@pytest.mark.parametrize("mark", ["", "> "])
def test_a_forwarded_mail_is_a_part_of_its_own_with_its_headers(divider, mark):
    inner = "".join(mark + line for line in f"{HEADERS}\n{QUOTED}".splitlines(keepends=True))
    first, second = split_mail(f"See below.\n\n{divider}{inner}", subject="Fwd: Pumps")
    assert first.text.strip() == "See below."
    assert second.text.strip() == QUOTED.strip()
    assert second.headers["sender"] == "Ana Reyes <ana@e.org>"
    assert second.headers["date"] == "Monday, March 4, 2024 9:12 AM"


def test_the_subject_tells_a_forward_from_a_quotation_where_no_line_does():
    text = f"See below.\n\n{HEADERS}\n{QUOTED}"
    assert len(split_mail(text, subject="RE: Pumps")) == 1
    assert split_mail(text, subject="FW: Pumps")[1].text.strip() == QUOTED.strip()
    marked = "".join(f"> {line}" for line in f"{HEADERS}\n{QUOTED}".splitlines(keepends=True))
    assert (
        split_mail(f"See below.\n\n{marked}", subject="FW: Pumps")[1].text.strip() == QUOTED.strip()
    )


def test_a_forwarded_mail_has_no_quotations_either():
    forwarded = f"{HEADERS}\nYes.\n\nOn 3 March 2024 at 8:00, Cleo wrote:\n> Is it safe?\n"
    text = f"See below.\n---------- Forwarded message ---------\n{forwarded}"
    assert [part.text.strip() for part in split_mail(text, subject="Fwd: Pumps")] == [
        "See below.",
        "Yes.",
    ]


def test_a_mail_that_notes_forwards_has_the_writer_above_its_headers():
    text = (
        "See below.\n---------------------- Forwarded by Ben Ode/Lindow on 03/04/2024 09:12 AM "
        "---------------------------\n\n\nAna Reyes\n03/04/2024 08:00 AM\nTo: Ben Ode/Lindow\n"
        f"cc:  \nSubject: Pumps\n\n{QUOTED}"
    )
    first, second = split_mail(text, subject="Pumps")
    assert (first.text, second.text.strip()) == ("See below.\n", QUOTED.strip())
    assert second.headers["sender"] == "Ana Reyes"
    assert second.headers["date"] == "03/04/2024 08:00 AM"


def test_a_forwarded_mail_may_have_marks_below_its_headers():
    text = f"See below.\n---------- Forwarded message ---------\n{HEADERS}\n{MARKED}"
    first, second = split_mail(text, subject="Fwd: Pumps")
    assert (first.text, second.text) == ("See below.\n", QUOTED)
    assert second.headers["subject"] == "Pumps"


def test_dividers_and_headers_are_counted():
    text = f"Fine.\n-----Original Message-----\n{HEADERS}\n{QUOTED}"
    assert split_mail(text, subject="Re: Pumps")[0].additions == {"quotation": 7}


def test_a_mail_forwarded_in_a_quotation_is_quoted():
    text = (
        f"Fine.\n-----Original Message-----\n\nSee.\n--- Forwarded message ---\n{HEADERS}\n{QUOTED}"
    )
    assert [part.text for part in split_mail(text, subject="Re: Pumps")] == ["Fine.\n"]


def test_a_mail_with_nothing_but_a_quotation_is_a_part_of_its_writer():
    text = f"On 4 March 2024 at 9:12, Ana Reyes <ana@e.org> wrote:\n\n{QUOTED}"
    first, second = split_mail(text, subject="Re: Pumps")
    assert (first.text, second.text) == ("", f"\n{QUOTED}")
    assert second.headers == {"sender": "Ana Reyes"}
    assert [part.text for part in split_mail("> Q.\n")] == ["", "Q.\n"]
    assert split_mail(f"{HEADERS}\n{QUOTED}")[1].headers["subject"] == "Pumps"


@given(
    st.lists(
        st.sampled_from(["A.", "> B.", "", "On 1 May:", "-- ", "\r", "From: a@b", "Subject: c",
                         "---- Forwarded message ----", "Sent from my iPhone", ">> > D", "--"])
    ).map("\n".join),
    st.sampled_from(["Re: a", "Fwd: a", None]),
)  # fmt: skip
def test_each_part_has_whole_lines_in_order_and_there_is_always_one_with_text(text, subject):
    parts = split_mail(text, subject=subject)
    lines = [line.lstrip("> ") for line in text.split("\n")]
    for part in parts:
        rest = iter(lines)
        assert all(line.lstrip("> ") in rest for line in part.text.split("\n") if line)
    if text.strip():
        assert any(part.text.strip() for part in parts) or "-" in text or ":" in text


PIECES = ["A.", "> B.", "", "On 1 May Tom wrote:", "-- ", "Tom Ode", "From: a@b\nSubject: c", "--",
          "----- Original Message -----", "Sent from my iPhone", "____________", "[EXTERNAL] d",
          "To unsubscribe, write to a@b", "Disclaimer:", "This mail is confidential; delete it.",
          "begin 644 a\n#0V%T\nend"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("\n".join))
def test_each_line_is_the_senders_or_counted_as_left_out(text):
    parts = split_mail(text, subject="Re: a")
    if len(parts) == 1:
        own_lines = sum(bool(line.strip()) for line in parts[0].text.split("\n"))
        written = sum(bool(line.strip()) for line in text.split("\n"))
        assert own_lines + sum(parts[0].additions.values()) == written


# Growth


class CountingList(list):
    """A list that counts the items that slices of it copy and walks over it visit."""

    work = 0

    def __getitem__(self, index):
        found = super().__getitem__(index)
        CountingList.work += len(found) if isinstance(index, slice) else 1
        return CountingList(found) if isinstance(index, slice) else found

    def __iter__(self):
        for item in super().__iter__():
            CountingList.work += 1
            yield item

    def __delitem__(self, index):
        before = len(self)
        super().__delitem__(index)
        CountingList.work += before - len(self)


class CountingLines:
    """Stands for the expression that splits a text into lines."""

    def findall(self, text):
        return CountingList(text.splitlines(keepends=True))


def work(text, monkeypatch):
    """How many lines are copied or looked at, and how many marks are looked for, for a mail."""
    calls = 0

    def counted(function):
        def count(*arguments, **options):
            nonlocal calls
            calls += 1
            return function(*arguments, **options)

        return count

    class Draft(mail_passages._Draft):
        def __init__(self, headers):
            super().__init__(headers, CountingList(), quoted=CountingList())

    with monkeypatch.context() as patch:
        patch.setattr(mail_passages, "_LINE", CountingLines())
        patch.setattr(mail_passages, "_Draft", Draft)
        for name in (
            "is_quoted",
            "plain_line",
            "is_attribution",
            "parse_header_block",
            "is_device_line",
        ):
            patch.setattr(mail_passages, name, counted(getattr(mail_passages, name)))
        CountingList.work = 0
        split_mail(text, subject="Re: Pumps")
    return CountingList.work + calls


@pytest.mark.parametrize(
    "block",
    [
        "Hi.\nOn 1:\n> q\n",
        "Two reasons:\n",
        "> q\n\n",
        "\n",
        "a:\n\n\n\n",
        "From: a@b\n",
        "--\n",
        "Sent from my iPhone\n",
        "[EXTERNAL] x\n\n",
        "_____\nTo unsubscribe http://x\n",
        "Disclaimer:\n\nthis message is confidential, delete it\n\n",
        "Ana\n03/04/2024 09:12 AM\n",
        "Tom <t@e.org> at 9:12\n",
        "---- Forwarded message ----\nFrom: a@b\nSubject: x\n\nT\n",
        "> ---- Forwarded message ----\n> From: a@b\n> Subject: x\n\nT\n",
        "-----BEGIN PGP MESSAGE-----\n",
        "begin 644 a\n#0V%T\n",
        "On 4 March 2024 at 9:12, Ana wrote:\n",
    ],
)
def test_the_work_grows_with_the_number_of_lines(block, monkeypatch):
    assert work(block * 800, monkeypatch) < 2.3 * work(block * 400, monkeypatch) + 200
