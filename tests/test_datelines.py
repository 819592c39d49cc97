import pytest

from multisumm.datelines import Heading, find_day, read_dateline, read_heading
from multisumm.reading.content import Payload
from multisumm.reading.formats.plain import read_plain

BODY = "The ferry sank off the island of Tindalo on Sunday, and ten people are missing."


@pytest.mark.parametrize(
    ("paragraph", "place", "day"),
    [
        (
            "TINDALO, Philippines, Oct. 7, 2019 (IBP) - Rescuers",
            "TINDALO, Philippines",
            "2019-10-07",
        ),
        ("LONDON (Reuters) - The bank", "LONDON", None),
        ("WASHINGTON — The president", "WASHINGTON", None),
        ("Bad Orlach (nba) - Die Brücke", "Bad Orlach", None),
        ("Washington, D.C., May 5, 2024 /PRNewswire/ -- The", "Washington, D.C.", "2024-05-05"),
        ("Paris, le 7 octobre 2019 – Le maire", "Paris", "2019-10-07"),
        ("Lindow, 5 May 2024. The council", "Lindow", "2024-05-05"),
        ("Rio de Janeiro, 5 May 2024. The council", "Rio de Janeiro", "2024-05-05"),
        ("Fire destroyed Lindow, 5 May 2024. The council", None, None),
        ("Lindow, 5 May. The council", None, None),
        ("МОСКВА, 7 октября 2019 /ТАСС/. Президент", "МОСКВА", "2019-10-07"),
        ("本报云州12月28日电（记者 何书宁）历时", "云州", None),
        ("新华社北京2019年10月7日电 中国", "北京", "2019-10-07"),
        ("He said — and she agreed — that", None, None),
        ("Smith (2019) - The story", None, None),
        ("I - like you - came late.", None, None),
        ("The council (which met) - as ever - agreed.", None, None),
        ("", None, None),
    ],
)
def test_a_dateline_gives_place_and_day(paragraph, place, day):
    assert read_dateline(paragraph) == (place, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-10-07", "2019-10-07"),
        ("2019-10-07T23:00:00-05:00", "2019-10-07"),
        ("7.10.2019", "2019-10-07"),
        ("07. 10. 2019", "2019-10-07"),
        ("13/10/2019", "2019-10-13"),
        ("10/13/2019", "2019-10-13"),
        ("10/10/2019", "2019-10-10"),
        ("3/4/2019", None),
        ("31.2.2019", None),
        ("7th of October, 2019", "2019-10-07"),
        ("Monday, October 7, 2019 10:00", "2019-10-07"),
        ("7 de octubre de 2019", "2019-10-07"),
        ("1er août 2019", "2019-08-01"),
        ("7. září 2019", "2019-09-07"),
        ("7 Οκτωβρίου 2019", "2019-10-07"),
        ("7 أكتوبر 2019", "2019-10-07"),
        ("2019年10月7日", "2019-10-07"),
        ("2019년 10월 7일", "2019-10-07"),
        ("9 October", None),
        ("7 Oranges 2019", None),
        ("Updated 8 October 2019, first on 7 October 2019", "2019-10-08"),
    ],
)
def test_a_day_is_a_full_date_of_one_reading(text, day):
    assert find_day(text) == day


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        (f"Ferry sinks\n\n8 October 2019\n\n{BODY}", Heading("Ferry sinks", None, "2019-10-08")),
        (f"# Ferry sinks\n{BODY}", Heading("Ferry sinks", None, None)),
        (f"Ferry sinks\n===========\n{BODY}", Heading("Ferry sinks", None, None)),
        (f"PRESS RELEASE\n\nFerry sinks\n\n{BODY}", Heading("Ferry sinks", None, None)),
        (f"On air now\n\n{BODY}", Heading()),
        (f"Ferry sinks\n{BODY}", Heading()),
        (f"Ferry news\n\nOil rises\n\nMore\n\nWest wins\n\nMore\n\n{BODY}", Heading()),
        (f"The ferry sank.\n\n{BODY}", Heading()),
        (f"The ferry before it sank. (Coast Guard)\n\n{BODY}", Heading()),
        (f"The ferry sank in a storm. Divers search it. VPC\n\n{BODY}", Heading()),
        (f"The ferry in ‘Night of the Storm.’ Next\n\n{BODY}", Heading()),
        (f"Ferry Line @ferryline\n\n{BODY}", Heading()),
        *(
            (f"{title}\n\n{BODY}", Heading(title))
            for title in (
                "Ferry sinks off St. Malo, Gov. Lee says",
                "Ferry Inc. (FRY) falls",
                "Více než 30 mil. Kč pro Ferry",
                "Более 15 тыс. Человек ждут Ferry",
                "Ferry: πάνω από 30 εκατ. Ευρώ",
            )
        ),
        (f"TINDALO (IBP) -\n\n{BODY}", Heading()),
        (
            f"Ferry\n\nTINDALO, Oct. 7, 2019 (IBP) - Ferry sinks. {BODY}",
            Heading("Ferry", "TINDALO", "2019-10-07"),
        ),
        (f"TINDALO, Oct. 7\n\n{BODY}", Heading()),
        (f"Ferry sinks off Tindalo (IBP)\n\n{BODY}", Heading("Ferry sinks off Tindalo (IBP)")),
        (f"Ferry | Sport | Home\n\n{BODY}", Heading()),
        (f"By Ann Lee\nOctober 8, 2019\n{BODY}", Heading(None, None, "2019-10-08")),
        (f"{BODY}\nIt was built on 3 May 2001.", Heading()),
        (
            "云州地铁今日开通\n\n本报云州12月28日电 云州地铁开通。",
            Heading("云州地铁今日开通", "云州"),
        ),
        ("Ferry sinks", Heading()),
        ("", Heading()),
    ],
)
def test_the_head_of_a_text_gives_title_place_and_day(text, heading):
    assert read_heading(text) == heading


def test_a_plain_text_has_the_title_and_the_date_of_its_head():
    text = f"Ferry sinks\n\nTINDALO, Oct. 7, 2019 (IBP) - {BODY}"
    (document,), _ = read_plain(Payload(text.encode(), "a.txt"))
    assert (document.text, document.title, document.date) == (text, "Ferry sinks", "2019-10-07")


@pytest.mark.parametrize(
    "line",
    [
        "Born 14 March 1879, Lindow",
        "Deadline: 5 May 2024",
        "Geboren am 14. März 1879 in Lindow",
        "Fondée le 3 mai 1901",
        "† 18 April 1955",
        "Zgłoszenia do 5 maja 2024",
        "Desde el 5 de mayo de 2024",
    ],
)
def test_a_date_of_something_else_is_not_that_of_the_text(line):
    assert read_heading(f"Ana Reyes\n\n{line}\n\nAna Reyes led the works at Lindow.").day is None


@pytest.mark.parametrize(
    "line",
    [
        "Lindow, 8 October 2019",
        "Published on 8 October 2019, 10 am",
        "Porto do Lindow, 8 de outubro de 2019",
    ],
)
def test_a_date_with_a_place_or_a_word_of_publishing_is_that_of_the_text(line):
    assert read_heading(f"Ana Reyes\n\n{line}\n\nShe led the works.").day == "2019-10-08"
