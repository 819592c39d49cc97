"""Mails and chats that were read wrongly once; the files are beside the repository, not in it."""

import pytest

from input_files import read_sources
from locations import SHARED

CASES = SHARED / "cases"
ANA = "The pump station at Lindow failed on Saturday night"
BEN = "The warranty ended in January"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases is absent")


def test_the_files_of_a_maildir_are_mails():
    documents, warnings = read_sources(CASES / "maildir-no-suffix" / "cur")
    assert [(one.title, one.site, one.date) for one in documents] == [
        ("Pump station", "Ana Reyes", "2024-03-04"),
        ("Dam", "Xenia Fox", "2024-03-05"),
    ]
    assert documents[0].text.startswith("Hello Ben,")
    assert documents[1].text.startswith("The dam at Orrin will be lowered by two metres in May")
    assert warnings == ("1709540001.M2P2.host:2,S: 1 attachment not read",)


def test_the_mails_of_an_mbox_have_the_words_of_their_senders():
    documents, _ = read_sources(CASES / "mbox-no-suffix" / "Inbox")
    assert [(one.id, one.site) for one in documents] == [
        ("Inbox mail 1", "Ana Reyes"),
        ("Inbox mail 2", "Ben Ode"),
    ]
    assert ANA in documents[0].text
    assert BEN in documents[1].text
    assert ANA not in documents[1].text


def test_a_transcript_of_teams_has_the_words_with_their_speakers():
    (document,) = read_sources(CASES / "meeting" / "teams.txt").documents
    assert document.text.split("\n\n")[:2] == [
        "Ana Reyes: So we need to decide about the pump station today.",
        "Ben Ode: The second firm offers it for 14,500 euros and they can start Monday.",
    ]
    assert "-->" not in document.text


def test_a_mail_of_40_000_quotations_is_read(tmp_path):
    (tmp_path / "q.eml").write_text("From: a@b\n\n" + "Hi.\nOn 1:\n> q\n" * 40_000)
    (document,) = read_sources(tmp_path / "q.eml").documents
    assert document.text == "\n".join(["Hi.\n"] * 40_000)
