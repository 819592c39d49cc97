import json
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm import summarize
from multisumm.errors import NothingToSummarize
from multisumm.model import Document
from multisumm.text.furniture import (
    REPEATED_ON_SITE,
    Text,
    find_furniture,
)
from multisumm.text.furniture_evidence import closing_of_message

STORY = [
    "The harbour of Lindby was closed on Tuesday after a crane fell into the water.",
    "Divers searched the harbour in the afternoon and found the crane at nine metres.",
    "The port authority said that the crane had been inspected in spring.",
    "Ships cannot enter the harbour before Friday, the authority said.",
    "The crane was built in 1974 and belonged to the town.",
]


def as_text(sentences, language="en", site=""):
    text, spans = "", []
    for sentence in sentences:
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    return Text(text, spans, language, site)


def reasons_of(*others, language="en", story=STORY):
    """Return the reasons of sentences that stand in the middle of an article."""
    found = find_furniture([as_text([*story[:3], *others, *story[3:]], language)])[0]
    assert all(3 <= i < 3 + len(others) for i in found)
    return [found.get(3 + i, "") for i in range(len(others))]


FURNITURE = {
    "In this Aug. 5, 2014 file photo, the crane stands at the harbour of Lindby.": "caption",
    "This undated photo released by the police shows the harbour.": "caption",
    "Workers look at the crane. (AP Photo/Jane Roe)": "caption",
    "The crane in the water on Tuesday (Photo: Jane Roe)": "caption",
    "Foto: Jana Roe": "caption",
    "Cranes in the harbour of Lindby, May 15, 2018. REUTERS/Jane Roe": "caption",
    "A handout photo of the police shows the harbour of Lindby.": "caption",
    "Undated photo provided by the police.": "caption",
    "Divers inspect the harbour of Lindby, Tuesday, May 15, 2018.": "caption",
    "Jane Roe talks with divers, Tuesday, May 15, 2018, after the crane was found.": "caption",
    "Divers enter the harbour of Lindby, Tuesday, May 15, 2018.": "caption",
    "Jane Roe hugs a diver on the pier, Tuesday, May 15, 2018, in Lindby.": "caption",
    "The crane is seen in the harbour of Lindby May 15, 2018.": "caption",
    "A man watches the divers in Lindby, Tuesday, May 15, 2018.": "caption",
    "Jane Roe poses at the harbour of Lindby, May 15, 2018.": "caption",
    "People gather as divers enter the harbour Tuesday, May 15, 2018, in Lindby.": "caption",
    'Jane Roe speaks below a sign with "No cranes" in Lindby, Tuesday, May 15, 2018.': "caption",
    "The harbour of Lindby in this photo taken in May 2018.": "caption",
    "The crane's owner is led out of court, Tuesday, May 15, 2018, in Lindby.": "caption",
    "Jane Roe, left, greets the mayor at the harbour on May 15.": "caption",
    "Jane Roe (left) and John Doe (second from right) on the crane.": "caption",
    "Jane Roe (L) and John Doe (R) on the crane of Lindby.": "caption",
    "An artist's impression of the new crane at the harbour of Lindby.": "caption",
    "Sign up for our daily newsletter.": "sign-up",
    "Thank you for subscribing!": "sign-up",
    "You are receiving this email because you signed up.": "sign-up",
    "You're receiving this email because you are on our press list.": "sign-up",
    "Share this article on Facebook.": "share",
    "Follow Jane Roe on Twitter.": "share",
    "We use cookies to improve your experience on our site.": "cookie notice",
    "By continuing to use this site you agree to our use of cookies.": "cookie notice",
    "© 2019 The Lindby Post.": "copyright",
    "Copyright 2019 The Lindby Post. All rights reserved.": "copyright",
    "Jane Roe contributed to this report.": "byline",
    "These crawls are part of an effort to archive pages as they are created.": "archive notice",
    "Your browser does not support the video element.": "player",
    "Tweet with a location": "widget",
    "— Jane Roe (@janeroe) June 1, 2016": "embedded post",
    "Click here to see the full report.": "call to act",
    "Anyone with information is asked to call the police at 1-800-555-0199.": "call to act",
    "Full report: https://lindby.example/report": "address",
    "Sent from my iPhone": "signature",
    "The views expressed in this article are those of the author.": "disclaimer",
}


@pytest.mark.parametrize("sentence", FURNITURE)
def test_furniture_is_found_with_its_reason(sentence):
    assert reasons_of(sentence) == [FURNITURE[sentence]]


IN_OTHER_LANGUAGES = {
    "de": "Abonnieren Sie unseren Newsletter.",
    "fr": "Abonnez-vous à notre lettre.",
    "es": "Suscríbete a nuestro boletín.",
    "pt": "Inscreva-se na nossa lista.",
    "it": "Iscriviti alla nostra lista.",
    "nl": "Schrijf je in voor onze nieuwsbrief.",
    "sv": "Prenumerera på vårt nyhetsbrev.",
    "da": "Tilmeld dig vores nyhedsbrev.",
    "no": "Meld deg på nyhetsbrevet.",
    "pl": "Zapisz się do newslettera.",
    "cs": "Přihlaste se k odběru novinek.",
    "ru": "Подпишитесь на нашу рассылку.",
    "uk": "Підпишіться на нашу розсилку.",
    "el": "Εγγραφείτε στο newsletter μας.",
    "tr": "Abone olun.",
    "ar": "اشترك في نشرتنا البريدية.",
    "he": "הירשמו לניוזלטר שלנו.",
    "hi": "सब्सक्राइब करें।",
    "id": "Berlangganan sekarang.",
    "vi": "Đăng ký nhận bản tin.",
    "ro": "Abonează-te acum.",
    "hu": "Iratkozz fel hírlevelünkre.",
    "zh": "订阅我们的新闻。",
    "ja": "ニュースレターを購読する。",
    "ko": "뉴스레터를 구독 하세요.",
}


@pytest.mark.parametrize("language", IN_OTHER_LANGUAGES)
def test_cues_of_many_languages_are_known(language):
    assert reasons_of(IN_OTHER_LANGUAGES[language], language=language) == ["sign-up"]


NEWS = [
    "The minister signed up for a course in Danish.",
    "The company will share the data with the town.",
    "Prosecutors showed a photo of the crane to the court.",
    "The regulator fined the company for its use of cookies in the harbour's app.",
    "Users of the app must click on a button before they see the harbour.",
    "The newsletter of the port authority reported the fall of the crane.",
    "Copyright law does not protect the plans of the crane, the court said.",
    "Replay officials at the harbour race overturned the call.",
    "Dear friends of the harbour have asked for a new crane.",
    '"Sign up for our newsletter," the mayor told the crowd at the harbour.',
    "Read the letter of the port authority, and the harbour looks neglected.",
    "Photos of the harbour show that the crane was rusty.",
    "The posts of the authority were shared 3,000 times on Twitter.",
    "Peace talks between Lindby and Orrin collapsed on Monday, Oct. 7, 2019, after a dispute.",
    "The mayor, after long talks, opened the harbour of Lindby on Tuesday, May 15, 2018.",
    "The new railway line to the harbour opened on Monday, Oct. 7, 2019.",
    "The rules for cranes enter into force on Monday, May 15, 2018.",
    "Talks about the crane begin on Monday, May 14, 2018.",
    "Peace talks resume Monday, May 14, 2018.",
    "The trial enters its third week Monday, May 14, 2018, when the jury hears the captain.",
    "The storm leaves twelve dead, Monday, May 14, 2018.",
    "The talks ended without a result, Tuesday, May 15, 2018.",
    "Police took a hold of the crane on Tuesday, May 15, 2018.",
    "The court holds that the harbour was closed on Monday, Oct. 7, 2019.",
    "The court was told that nobody attends to the crane on Tuesday, May 15, 2018.",
    "The mayor said a guard watches the harbour of Lindby since Tuesday, May 15, 2018.",
    "Rep. Jane Roe (R) and Sen. John Doe (R) of Lindby voted against the harbour.",
    "The parties of the left, right, and centre wait for the vote on the harbour.",
    "The election of the harbour's council is held on Sunday, May 13, 2018.",
    "The diver, who was left, right after the fall, on the pier, was found on Tuesday.",
    "The boat that sits in the harbour was built there on Monday, Oct. 7, 2019.",
    "The new rules for cranes take effect on Monday, January 5, 2019.",
    "The court will sit in Lindby to hear the case on Monday, June 1, 2020.",
    "The authority, which holds the keys of the harbour, was founded on May 1, 1974.",
    "Picture this: a crane as high as a church falls into the harbour of a small town.",
    "The police can be reached day and night, but nobody called them from the harbour.",
]


@pytest.mark.parametrize("sentence", NEWS)
def test_news_about_such_things_is_no_furniture(sentence):
    assert reasons_of(sentence) == [""]


@pytest.mark.parametrize(
    "sentence",
    [
        "(Photo: Jane Roe) LINDBY - The crane fell into the harbour in the night to Tuesday, when "
        "nobody was near, the authority said.",
        "Please enable Javascript to watch this video The crane fell into the harbour in the night "
        "to Tuesday, the authority said.",
        "Image copyright Reuters The crane fell into the harbour of Lindby in the night to Tuesday "
        "when nobody was near.",
    ],
)
def test_a_sentence_into_which_furniture_runs_is_kept(sentence):
    assert reasons_of(sentence) == [""]


def test_a_sentence_without_the_subject_between_notices_goes_with_them():
    assert (
        reasons_of(
            "Sign up for our newsletter.",
            "Your day begins informed.",
            "Invalid email address.",
        )
        == ["sign-up"] * 3
    )


def test_a_caption_goes_with_the_credit_in_its_line():
    first, second = "Workers look at the crane.", "Getty Images"
    text = "\n".join(STORY[:3]) + f"\n{first} {second}\n" + "\n".join(STORY[3:])
    spans = [(text.index(s), text.index(s) + len(s)) for s in [*STORY[:3], first, second]]
    assert find_furniture([Text(text, spans, "en")]) == [{3: "caption", 4: "caption"}]


def test_greetings_and_signatures_are_short_lines_at_the_edges_of_a_message():
    message = ["Hi all,", *STORY, "Best regards, Jane"]
    assert find_furniture([as_text(message)]) == [{0: "greeting", 6: "signature"}]
    middle = [*STORY[:3], "Hi all,", *STORY[3:]]
    assert find_furniture([as_text(middle)]) == [{}]


PROMISE = "Lindby Post brings joy every morning."


def test_what_a_site_repeats_in_articles_about_other_things_is_furniture():
    concert = [
        "The orchestra plays Mahler tonight.",
        "Tickets cost twenty crowns.",
        "The hall has nine hundred seats.",
    ]
    pages = [as_text([*STORY, PROMISE], site="post"), as_text([*concert, PROMISE], site="post")]
    assert find_furniture(pages) == [{5: REPEATED_ON_SITE}, {3: REPEATED_ON_SITE}]


def test_a_quote_that_two_papers_print_is_no_furniture():
    papers = [as_text([*STORY, PROMISE], site="a"), as_text([PROMISE, *STORY[:4]], site="b")]
    assert find_furniture(papers) == [{}, {}]
    unknown = [as_text([*STORY, PROMISE]), as_text([PROMISE, "It rained in the hills."] * 2)]
    assert find_furniture(unknown) == [{}, {}]


def test_copies_of_one_site_keep_their_sentences():
    assert find_furniture([as_text([*STORY, PROMISE], site="a")] * 3) == [{}] * 3


CAPTIONS = [
    "In this Aug. 5, 2014 photo, a crane stands at the harbour of Lindby.",
    "This undated photo released by the police shows the harbour.",
    "The crane is seen in the water of the harbour of Lindby May 15, 2018.",
]
POSTS = [
    "The crane fell! — Jane Roe (@janeroe) June 1, 2016",
    "Nobody was hurt. — John Doe (@johndoe) June 1, 2016",
    "The harbour is closed. — Port of Lindby (@portlindby) June 1, 2016",
]


@pytest.mark.parametrize("sentences", [CAPTIONS, POSTS, ["Sent from my iPhone"]])
def test_a_document_that_is_all_of_one_kind_is_kept(sentences):
    assert find_furniture([as_text(sentences)]) == [{}]
    assert find_furniture([as_text(sentences), as_text(STORY)]) == [{}, {}]


def test_a_document_of_captions_alone_is_left_out_beside_two_articles():
    reasons = dict.fromkeys(range(len(CAPTIONS)), "caption")
    texts = [as_text(CAPTIONS), as_text(STORY), as_text(STORY[:3])]
    assert find_furniture(texts) == [reasons, {}, {}]
    assert find_furniture([as_text(CAPTIONS), as_text(CAPTIONS[:2])]) == [{}, {}]


def test_a_document_of_notices_alone_is_left_out_if_others_have_sentences():
    notices = ["We use cookies to improve this site.", "Sign up for our newsletter."]
    kinds = {0: "cookie notice", 1: "sign-up"}
    assert find_furniture([as_text(notices), as_text(STORY)]) == [kinds, {}]
    assert find_furniture([as_text(notices)]) == [{}]


def test_no_documents_and_empty_documents_have_no_furniture():
    assert find_furniture([]) == []
    assert find_furniture([as_text([]), as_text(["…"])]) == [{}, {}]


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=60), st.sampled_from([*FURNITURE, *NEWS, *STORY, *CAPTIONS, *POSTS])
    ),
    max_size=8,
)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(TEXTS, max_size=4))
def test_any_cluster_with_sentences_keeps_one(documents):
    texts = [as_text(sentences) for sentences in documents]
    found = find_furniture(texts)
    assert all({*own} <= {*range(len(t.spans))} for own, t in zip(found, texts, strict=True))
    total = sum(len(text.spans) for text in texts)
    assert total == 0 or sum(map(len, found)) < total
    assert found == find_furniture(texts)


def test_the_cues_are_sorted_and_stand_for_one_reason_each():
    text = files("multisumm").joinpath("data/furniture.json").read_text(encoding="utf-8")
    data = json.loads(text)
    for kinds in data["cues"].values():
        cues = [cue for kind in kinds.values() for cue in kind]
        assert len(cues) == len({*cues})
        for kind in kinds.values():
            assert kind == sorted(kind)
            assert all(cue == cue.casefold() and cue.strip("^ ") for cue in kind)


# In a summary


def test_furniture_is_dropped_with_its_reason_and_never_quoted():
    text = " ".join([*STORY[:3], "Click here to see the full report.", *STORY[3:]])
    summary = summarize([Document("a", text)], words=500)
    source = summary.documents[0]
    assert [text[start:end] for start, end in source.dropped] == [
        "Click here to see the full report."
    ]
    assert source.dropped_reasons == ("call to act",)
    assert source.sentences == len(STORY)
    assert {sentence.text for sentence in summary.sentences} == {*STORY}
    record = json.loads(summary.to_json())["documents"][0]
    assert record["dropped_reasons"] == ["call to act"]
    assert "left out: call to act" in summary.to_html()


def test_with_keep_noise_furniture_may_be_quoted():
    text = " ".join([*STORY, "Click here to see the full report."])
    source = summarize([text], words=500, keep_noise=True).documents[0]
    assert (source.dropped, source.dropped_reasons) == ((), ())
    assert source.sentences == len(STORY) + 1


def test_reasons_of_lines_and_sentences_stand_in_the_order_of_the_text():
    menu = "\n\n".join(["Home", "News", "Sport", "Weather", "Video", "Sign in"])
    end = "© 2019 The Lindby Post. All rights reserved."
    text = "\n\n".join([menu, *(f"{a} {b}" for a, b in pairwise(STORY)), end])
    source = summarize([text], words=50).documents[0]
    assert len(source.dropped_reasons) == len(source.dropped)
    assert source.dropped == tuple(sorted(source.dropped))
    assert source.dropped_reasons[0] == "menu or teaser"


@pytest.mark.parametrize(
    "text",
    [
        " ".join(CAPTIONS),
        "\n".join(POSTS),
        "\n".join(f"- {name}: present" for name in ("Jane Roe", "John Doe", "Ann Poe")),
        "Sign up for our newsletter.",
        "Hi all,",
    ],
)
def test_input_of_one_kind_still_gives_a_summary(text):
    try:
        summary = summarize([text, text.replace("crane", "ship")], words=50)
    except NothingToSummarize as error:
        pytest.fail(str(error))
    assert summary.sentences


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("It sank.\nBest regards,\nJane", "Best regards,\nJane"),
        ("It sank.\n\nMit freundlichen Grüßen\n\nJane Roe\nHafenamt", "Mit freundlichen Grüßen"),
        ("It sank.\nThanks,\nJane\n-- \nHarbour Office", "Thanks,"),
        ("It sank.\n-- \nJane Roe\nHarbour Office", "-- "),
        ("It sank.", ""),
        ("Thanks,\nJane", ""),
        ("Hi,\nThanks for your note.\nThe ferry sank on Monday, and two of its ten boats were lost"
         " in the bay.", ""),
        ("It sank.\nThank you for all that you have done for the ferry.\nIt was late.", ""),
        ("One.\n--\nTwo.\nThe ferry sank on Monday, and two of its ten boats were lost.", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_closing_of_a_message_is_its_last_short_lines(text, closing):
    found = text[closing_of_message(text) :]
    assert found.startswith(closing)
    assert bool(found) == bool(closing)
