import random

import pytest

import multisumm
from locations import FERRY, SEED_NAMES, SEEDS
from multisumm import Document
from multisumm.comparison.families import number_families
from multisumm.documents import cleaned_documents
from multisumm.reading import read_documents
from multisumm.subjects.off_subject import MAX_REFERENCES, Subjects, find_subjects
from multisumm.text.articles import find_copies, read_article, sentences_of
from multisumm.text.cluster_languages import identify_languages
from multisumm.text.terms import tabulate_sentences

WATER = SEEDS / "water" / "sources"
ARCHIVE = (
    "These pages are part of a web archive. The crawler visits every domain twice a year and keeps"
    " the links that each page has online. The archive of this website is not complete, because"
    " some pages could not be reached when the crawler came by."
)


def read(folder, number):
    return [Document(f"{folder.parent.name}-{i}", one.text, one.title)
            for i, one in enumerate(read_documents([folder])[:number])]  # fmt: skip


@pytest.fixture(scope="module")
def ferry():
    return read(FERRY, 5)


@pytest.fixture(scope="module")
def water():
    return read(WATER, 10)


def subjects(documents, language=None):
    sources = cleaned_documents(documents).documents
    codes = [language] * len(sources)
    if language is None:
        codes = identify_languages([source.text for source in sources]).own
    articles = [
        read_article(source, language=code, keep_noise=False)
        for source, code in zip(sources, codes, strict=True)
    ]
    copies = find_copies(articles)
    sentences = list(sentences_of(articles, without=copies))
    table = tabulate_sentences(sentences)
    families = number_families(sentences, table, copies, len(articles))
    return find_subjects(articles, sentences, table, families)


@pytest.mark.parametrize("name", SEED_NAMES)
def test_documents_about_one_subject_stay(name):
    assert subjects(read_documents([SEEDS / name / "sources"])) == Subjects()


@pytest.mark.parametrize("place", range(4))
def test_one_document_about_something_else_is_off_the_subject(ferry, water, place):
    documents = [*ferry[:3]]
    documents.insert(place, water[0])
    assert subjects(documents) == Subjects(off=(place,))


def test_of_three_documents_one_is_off_the_subject(ferry, water):
    assert subjects([ferry[0], water[0], ferry[3]]) == Subjects(off=(1,))


def test_of_two_documents_none_is_off_the_subject(ferry, water):
    assert subjects([ferry[0], water[0]]) == Subjects()


def test_copies_are_one_voice(ferry, water):
    assert subjects([ferry[0], water[0], Document("copy", water[0].text)]) == Subjects()
    documents = [*ferry[:3], water[0], Document("copy", water[0].text)]
    assert subjects(documents) == Subjects(off=(3, 4))


def test_the_order_of_the_documents_makes_no_difference(ferry, water):
    documents = [*ferry[:4], water[0], water[3]]
    expected = {documents[i].id for i in subjects(documents).off}
    for seed in range(5):
        shuffled = random.Random(seed).sample(documents, len(documents))
        assert {shuffled[i].id for i in subjects(shuffled).off} == expected


def test_two_subjects_of_like_size_are_named_and_nothing_is_left_out(ferry, water):
    found = subjects([ferry[0], water[0], ferry[1], water[1]])
    assert found == Subjects(several=((0, 2), (1, 3)))
    assert [*found.warnings(["a", "b", "c", "d"])] == [
        "these documents are about 2 subjects: a, c; b, d"
    ]


def test_a_page_about_nothing_is_off_the_subject(ferry):
    assert subjects([*ferry[:2], Document("archive", ARCHIVE)]) == Subjects(off=(2,))


def test_pages_about_nothing_are_no_subject(ferry):
    pages = [Document("1", ARCHIVE), Document("2", f"Every website has links. {ARCHIVE}")]
    assert subjects([ferry[0], *pages]) == Subjects()


def test_a_short_document_is_not_judged(ferry):
    short = Document("short", "The mayor opened a library in the old mill. Children read there.")
    assert subjects([*ferry[:3], short]) == Subjects()


@pytest.mark.parametrize(("items", "off"), [(14, (14,)), (5, ())])
def test_a_short_item_is_off_the_subject_of_many(items, off):
    draw = random.Random(2)
    subject = [f"word{i}" for i in range(60)]
    texts = [" ".join(draw.sample(subject, 30)) + "." for _ in range(items)]
    texts.append(" ".join(f"other{i}" for i in range(30)) + ".")
    found = subjects([Document(str(i), text) for i, text in enumerate(texts)], language="en")
    assert found == Subjects(off=off)


def test_a_document_in_another_language_is_not_judged(ferry):
    german = read(SEEDS / "bruecke" / "sources", 1)
    assert subjects([*ferry[:3], *german]) == Subjects()


def test_a_title_on_the_subject_keeps_a_document(ferry, water):
    subject = " ".join(ferry[0].text.split()[:150])
    assert subjects([*ferry[:3], Document("w", water[0].text, title=subject)]) == Subjects()


def test_documents_without_a_common_subject_are_kept_with_a_warning(ferry):
    texts = [" ".join(f"{a}{b}" for b in range(120)) + "." for a in ("alpha", "beta", "gamma")]
    found = subjects([Document(str(i), text) for i, text in enumerate(texts)], language="en")
    assert found == Subjects(in_common=False)
    assert [*found.warnings("abc")] == ["these documents have no subject in common"]


def test_of_more_documents_than_are_compared_the_odd_ones_are_found():
    draw = random.Random(1)
    subject = [f"word{i}" for i in range(300)]
    texts = [" ".join(draw.sample(subject, 120)) + "." for _ in range(MAX_REFERENCES + 40)]
    odd = [" ".join(f"{name}{i}" for i in range(120)) + "." for name in ("odd", "queer", "strange")]
    texts[7:7] = odd
    found = subjects([Document(str(i), text) for i, text in enumerate(texts)], language="en")
    assert found == Subjects(off=(7, 8, 9))


# What a user sees


def test_a_summary_leaves_the_document_out_and_says_so(ferry, water):
    summary = multisumm.summarize([*ferry[:3], water[0]], words=100)
    named = {one.citation.document for s in summary.sentences for one in (s, *s.support)}
    assert named <= {document.id for document in ferry}
    assert "off the subject, left out: water-0 (option `keep_all` keeps it)" in summary.warnings
    assert [source.off_subject for source in summary.documents] == [False, False, False, True]
    source = summary.documents[3]
    assert source.not_quotable["off the subject"] == source.sentences
    assert '"off_subject": true' in summary.to_json()
    assert "keep_all" not in summary.settings


def test_keep_all_keeps_it(ferry, water):
    summary = multisumm.summarize([*ferry[:3], water[0]], words=1000, keep_all=True)
    assert any(one.citation.document == "water-0" for one in summary.sentences)
    assert not any("off the subject" in warning for warning in summary.warnings)
    assert summary.settings["keep_all"] is True
    assert "off_subject" not in summary.to_json()


@pytest.mark.parametrize("keep_all", [False, True])
def test_a_summary_can_be_made_again(ferry, water, keep_all):
    documents = [*ferry[:3], water[0]]
    summary = multisumm.summarize(documents, words=100, keep_all=keep_all)
    report = multisumm.verify(summary, documents, recompute=True)
    assert not report.differences


def test_a_comparison_leaves_the_document_out_and_says_so(ferry, water):
    comparison = multisumm.compare([*ferry[:3], water[0]])
    assert "off the subject, left out: water-0 (option `keep_all` keeps it)" in comparison.warnings
    assert [source.off_subject for source in comparison.documents] == [False] * 3 + [True]
    assert all("water-0" not in comparison.silent(one) for one in comparison.statements)
    assert "of 3 sources" in comparison.to_text()
    assert "left out: off the subject" in comparison.to_text()
    assert "left out: off the subject" in comparison.to_markdown()
    assert comparison.to_html().count('scope="col"><a href="#source-') == 3
    kept = multisumm.compare([*ferry[:3], water[0]], keep_all=True)
    assert not any("off the subject" in warning for warning in kept.warnings)
    assert kept.settings["keep_all"] is True
