"""The page of a digest, and the HTML of its mail, as Chromium shows them from disk."""

import email
from email import policy

import pytest

import multisumm
from browsing import CONTRASTS, DESK, PHONE, needs_browser, visits
from digest_data import CHESS, DAM, PILE, VOTE, seeds

pytestmark = needs_browser

DIGEST = multisumm.digest([*PILE, multisumm.Document("copy", VOTE[1].text, date=VOTE[1].date)])
SEEDS = multisumm.digest(seeds())
TIMELINES = multisumm.digest(PILE, timeline=True)


@pytest.fixture
def visit(browser, tmp_path):
    with visits(browser, tmp_path / "digest.html", script=False) as visit:
        yield visit


def mail_page(digest):
    message = email.message_from_bytes(digest.to_eml().encode("ascii"), policy=policy.default)
    return message.get_body(("html",)).get_content()


def in_view(page, locator):
    box = locator.bounding_box()
    return box["y"] < page.viewport_size["height"] and box["y"] + box["height"] > 0


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_contents_lead_to_a_subject_and_its_sentence_to_its_place_in_its_source(visit, size):
    page, heard = visit(DIGEST.to_html(), size)
    contents = page.get_by_role("navigation", name="Contents")
    assert contents.get_by_role("link").count() == len(DIGEST.subjects)
    second = DIGEST.subjects[1]
    contents.get_by_role("link", name=second.headline.text).click()
    heading = page.get_by_role("heading", name=second.headline.text, exact=True)
    assert in_view(page, heading)
    quote = second.summary.sentences[0].text
    page.get_by_role("link", name=quote).first.click()
    mark = page.locator(":target")
    assert quote in mark.inner_text()
    assert mark.is_visible()
    assert in_view(page, mark)
    assert heard == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_subject_leads_back_to_the_contents_on_a_phone_from_its_middle(visit, size):
    page, _ = visit(SEEDS.to_html(), size)
    second = page.locator("section.subject").nth(1)
    seen = ".reading" if size == PHONE else ".tellers li:last-child"
    second.locator(seen).evaluate("each => each.scrollIntoView()")
    up = (page if size == PHONE else second).get_by_role("link", name="Contents")
    assert up.count() == 1
    assert in_view(page, up)
    up.click()
    assert in_view(page, page.get_by_role("heading", name="Contents", exact=True))


def test_the_contents_say_which_subjects_the_sources_disagree_on(visit):
    page, _ = visit(SEEDS.to_html())
    said = page.get_by_role("navigation", name="Contents").get_by_role("listitem").all_inner_texts()
    numbers = [len(subject.summary.disagreements) for subject in SEEDS.subjects]
    assert 0 in numbers
    for words, number in zip(said, numbers, strict=True):
        assert ("≠" in words) == (number > 0)
        assert (f"≠ {number} disagreement" in words) == (number > 0)


@pytest.mark.parametrize("width", [320, 375, 410, 1360])
def test_the_number_of_a_source_never_begins_a_line(visit, width):
    page, _ = visit(SEEDS.to_html(), (width, 800))
    apart = """all => all.filter(said => {
      const words = [...said.querySelector('.sentence').getClientRects()].at(-1);
      return said.querySelector('.cite').getBoundingClientRect().left < words.left + 2;
    }).map(said => said.textContent)"""
    assert page.locator(".reading .said").count() > 20
    assert page.eval_on_selector_all(".reading .said", apart) == []


def test_a_headline_leads_to_the_source_that_has_it(visit):
    page, _ = visit(DIGEST.to_html())
    subject = DIGEST.subjects[0]
    page.get_by_role("heading", name=subject.headline.text, exact=True).get_by_role("link").click()
    (title,) = (one.title for one in DAM if one.id == subject.headline.document)
    assert title in page.locator(":target").inner_text()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_reader_sees_who_tells_a_subject_what_is_in_dispute_and_what_is_alone(visit, size):
    page, _ = visit(SEEDS.to_html(), size)
    assert page.get_by_text("5 independent sources, newest 2019-10-11").first.is_visible()
    disputed = page.locator(".disputed", has_text="214").first
    assert disputed.get_by_text("Where the sources disagree").is_visible()
    assert disputed.get_by_text("241", exact=True).first.is_visible()
    page, _ = visit(DIGEST.to_html(), size)
    assert page.get_by_text("(one text, and counted as one source)").first.is_visible()
    alone = page.get_by_text(CHESS.title)
    assert not alone.is_visible()
    page.locator("summary", has_text="1 document in no subject").click()
    assert alone.is_visible()


def test_the_mouse_and_the_keyboard_open_the_card_of_a_sentence(visit):
    page, heard = visit(DIGEST.to_html(), script=True)
    page.clock.install()
    last = page.locator(".sentence").last
    card = page.locator(".cards .card").last
    last.hover()
    page.clock.run_for(400)
    assert card.is_visible()
    assert DIGEST.subjects[-1].summary.sentences[-1].text in card.inner_text()
    page.locator("h1").hover()
    page.clock.run_for(400)
    assert not card.is_visible()
    page.locator(".cite").nth(-2).focus()
    page.keyboard.press("Tab")  # to the last sentence
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert heard == []


def test_the_mouse_on_who_says_a_statement_of_the_table_opens_nothing(visit):
    page, heard = visit(DIGEST.to_html(), script=True)
    page.clock.install()
    page.locator("details.table > summary").first.click()
    page.locator(".matrix .said").first.hover()
    page.clock.run_for(400)
    assert page.locator(".card:popover-open").count() == 0
    assert heard == []


def test_a_finger_opens_the_card_first_and_comes_back_from_the_source(visit):
    page, _ = visit(DIGEST.to_html(), PHONE, script=True, has_touch=True)
    last, card = page.locator(".sentence").last, page.locator(".cards .card").last
    last.tap()
    assert card.is_visible()
    card.locator(".go").tap()
    assert in_view(page, page.locator(".mark:target"))
    page.tap("#back")
    assert in_view(page, last)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_table_of_a_subject_opens_and_its_cells_lead_to_their_sources(visit, size, script):
    page, heard = visit(DIGEST.to_html(), size, script=script)
    table = page.locator("details.table").last
    assert not table.locator("table").is_visible()
    table.locator("summary").first.click()
    cell = table.locator(".cell").last
    cell.click()
    card = table.locator(".card:visible")
    quote = card.locator(".quote").inner_text()
    card.locator(".go").click()
    mark = page.locator(".mark:target")
    assert quote in mark.inner_text()
    assert in_view(page, mark)
    assert heard == []


def test_a_timeline_shows_the_date_of_each_entry(visit):
    page, _ = visit(TIMELINES.to_html())
    for subject in TIMELINES.subjects:
        for entry in subject.summary.timeline:
            assert page.get_by_text(entry.date, exact=True).first.is_visible()


def test_a_printed_page_has_the_subjects_with_notes_and_not_the_texts_of_the_sources(visit):
    page, _ = visit(multisumm.digest(seeds()).to_html())
    page.emulate_media(media="print")
    for seen in (".headline", ".disputed", ".reading", ".cards .card", ".tellers"):
        assert page.locator(seen).first.is_visible(), seen
    for hidden in ("aside", ".matrix", "#back", ".how"):
        assert not page.locator(hidden).first.is_visible(), hidden


@pytest.mark.parametrize("width", [320, 375, 800, 1360, 2200])
@pytest.mark.parametrize("make", [multisumm.Digest.to_html, mail_page], ids=["page", "mail"])
def test_nothing_sticks_out_of_the_window(visit, width, make):
    page, _ = visit(make(DIGEST), (width, 800), script=True)
    needed, there = page.eval_on_selector("html", "each => [each.scrollWidth, each.clientWidth]")
    assert needed <= there


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("make", [multisumm.Digest.to_html, mail_page], ids=["page", "mail"])
def test_text_stands_out_from_what_is_behind_it(visit, scheme, make):
    page, _ = visit(make(DIGEST), script=True, color_scheme=scheme)
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 5
    if make is not mail_page:  # its colours are those of the mail program
        assert {name: ratio for name, ratio in contrasts.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_html_of_a_mail_shows_every_subject_and_asks_for_nothing(visit, size):
    page, heard = visit(mail_page(DIGEST), size, script=True)
    headlines = page.get_by_role("heading", level=2).all_inner_texts()
    assert headlines == [subject.headline.text for subject in DIGEST.subjects]
    for subject in DIGEST.subjects:
        for sentence in subject.summary.sentences:
            assert page.get_by_text(sentence.text).first.is_visible()
    assert page.locator("script, img, iframe, link").count() == 0
    assert heard == []
