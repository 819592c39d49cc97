"""Pages about nothing, and reports about the web, which are none."""

import pytest

from multisumm import Document, group
from multisumm.subjects.empty_pages import is_empty_page


@pytest.mark.parametrize(
    "text",
    [
        "Please enable cookies in your browser to use this website.",
        "Log in to Facebook: email or phone, password, forgot account?",
        "The web archive crawls pages of this domain and keeps the links of each page online.",
        "Bitte Cookies im Browser zulassen, dann zum Login.",
    ],
)
def test_a_page_about_nothing_speaks_of_the_web(text):
    assert is_empty_page(text, language="en")


def test_news_are_not_about_nothing():
    text = "The company said that its website was down; customers could not log in for three hours."
    assert not is_empty_page(text, language="en")
    assert not is_empty_page("", language="en")


OUTAGES = [
    "Twitter suffers outage. Users could not post tweets or see replies for two hours on Tuesday,"
    " and some pages of the site showed an error. Twitter said in a tweet that an internal change"
    " broke links and images on the website and in its apps.",
    "Twitter was down for two hours on Tuesday, and tweets, replies and links did not load on the"
    " website and in its apps. Twitter said in a tweet that a change of its own had caused the"
    " outage; users saw an error on the pages of the site.",
]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *((text, "en") for text in OUTAGES),
        (
            "YouTube removed a video of the minister. The site wrote that the clip broke its rules"
            " on advertising. His account stays online, and he posted it on his website.",
            "en",
        ),
        (
            "Twitter ist am Mittwoch ausgefallen. Nutzer konnten keine Tweets senden, und die"
            " Website zeigte einen Fehler. Das Internet-Portal zählte 8000 Meldungen.",
            "de",
        ),
        (
            "Le site de Twitter était en panne mercredi. Les tweets ne passaient plus sur le web ni"
            " dans les apps, et la page d'accueil affichait une erreur.",
            "fr",
        ),
    ],
)
def test_a_report_about_the_web_is_about_something(text, language):
    assert not is_empty_page(text, language=language)


@pytest.mark.parametrize(
    "text",
    [
        "Your account was locked on Tuesday. Sign in to your account by email or with Facebook.",
        "This crawl was run on the archive of every web domain and the links were added to it.",
    ],
)
def test_a_page_that_speaks_to_its_reader_or_of_its_workings_reports_nothing(text):
    assert is_empty_page(text, language="en")


def test_reports_of_an_outage_are_one_subject():
    (outage,) = group([Document(f"{i}", text) for i, text in enumerate(OUTAGES)])
    assert len(outage.documents) == 2
    assert not outage.about_nothing
