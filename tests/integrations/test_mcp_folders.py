"""Nothing outside of the folders is read, whatever a client names."""

import os
from pathlib import Path

import pytest

from multisumm.errors import InputError
from multisumm.integrations.mcp_folders import OUTSIDE, open_folders, permitted_path


@pytest.fixture
def folders(tmp_path):
    """Two folders, `news` and `mail`, with files, and a secret beside them."""
    for name in ("news/today/a.txt", "news/b.txt", "mail/c.txt", "secret/s.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The ferry sank on Sunday.", encoding="utf-8")
    return open_folders([str(tmp_path / "news"), str(tmp_path / "mail")])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("today", "news/today"),
        ("today/a.txt", "news/today/a.txt"),
        ("news/today/a.txt", "news/today/a.txt"),
        ("news", "news"),
        ("c.txt", "mail/c.txt"),
        (".", "news"),
        ("today/../b.txt", "news/b.txt"),
        ("../mail/c.txt", "mail/c.txt"),  # out of one folder and into the other
    ],
)
def test_a_name_is_looked_up_in_each_folder_and_with_its_name(folders, tmp_path, name, expected):
    assert permitted_path(name, folders) == tmp_path.resolve() / expected
    assert permitted_path(str(tmp_path / expected), folders) == tmp_path.resolve() / expected


@pytest.mark.parametrize(
    "name",
    ["../secret/s.txt", "..", "/etc/passwd", "/", "today/../../secret", "news/../secret/s.txt",
     "../nothing-there", "/nothing-there", "today/../../../../../../../etc/passwd"],
)  # fmt: skip
def test_a_name_that_leads_out_is_refused_and_does_not_tell_what_is_there(folders, name):
    with pytest.raises(InputError) as error:
        permitted_path(name, folders)
    assert str(error.value) == f"{name}: {OUTSIDE}"


def test_a_folder_whose_name_begins_alike_is_outside(folders, tmp_path):
    (tmp_path / "news-old").mkdir()
    with pytest.raises(InputError, match=OUTSIDE):
        permitted_path(str(tmp_path / "news-old"), folders)


def test_a_link_that_leads_out_is_refused_and_one_that_stays_inside_is_followed(folders, tmp_path):
    (tmp_path / "news/out.txt").symlink_to(tmp_path / "secret/s.txt")
    (tmp_path / "news/outer").symlink_to(tmp_path / "secret")
    (tmp_path / "mail/in.txt").symlink_to(tmp_path / "news/b.txt")
    assert permitted_path("in.txt", folders) == tmp_path.resolve() / "news/b.txt"
    for name in ("out.txt", "outer", "outer/s.txt"):
        with pytest.raises(InputError, match=OUTSIDE):
            permitted_path(name, folders)


def test_a_folder_with_a_file_that_is_a_link_out_is_refused(folders, tmp_path):
    (tmp_path / "news/today/out.txt").symlink_to(tmp_path / "secret/s.txt")
    with pytest.raises(InputError) as error:
        permitted_path("news", folders)
    assert str(error.value) == f"news: today/out.txt is a link to what is {OUTSIDE}"


def test_a_folder_of_sources_that_is_a_link_out_is_refused(folders, tmp_path):
    subject = tmp_path / "news/subject"
    (subject / "references").mkdir(parents=True)
    (subject / "sources").symlink_to(tmp_path / "secret")
    with pytest.raises(InputError, match=f"subject: sources is a link to what is {OUTSIDE}"):
        permitted_path("subject", folders)


def test_links_to_folders_below_are_not_followed_when_a_folder_is_read(folders, tmp_path):
    (tmp_path / "news/outer").symlink_to(tmp_path / "secret")
    assert permitted_path("news", folders) == tmp_path.resolve() / "news"  # the reader skips it


def test_a_link_in_a_circle_and_a_null_byte_are_errors_of_one_line(folders, tmp_path):
    (tmp_path / "news/round").symlink_to(tmp_path / "news/round")
    for name in ("round", "a\0b", "x" * 5000):
        with pytest.raises(InputError) as error:
            permitted_path(name, folders)
        assert "\n" not in str(error.value)


def test_a_pipe_is_refused_instead_of_waited_for(folders, tmp_path):
    os.mkfifo(tmp_path / "news/pipe")
    with pytest.raises(InputError, match="pipe: neither a file nor a folder"):
        permitted_path("pipe", folders)


@pytest.mark.parametrize("name", ["http://localhost/x", "HTTPS://example.org"])
def test_addresses_are_refused(folders, name):
    with pytest.raises(InputError, match="addresses are not fetched"):
        permitted_path(name, folders)


def test_a_name_that_is_not_there_tells_what_is(folders, tmp_path):
    (tmp_path / "news/.hidden").write_text("", encoding="utf-8")
    with pytest.raises(InputError) as error:
        permitted_path("today/b.txt", folders)
    assert str(error.value) == f"today/b.txt: not found; {folders[0] / 'today'} has a.txt"
    with pytest.raises(InputError) as error:
        permitted_path("yesterday/b.txt", folders)
    assert str(error.value) == f"yesterday/b.txt: not found; {folders[0]} has b.txt, today/"


def test_a_folder_named_at_the_start_may_be_a_link_and_counts_once(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "news")
    names = [str(tmp_path / "link"), str(tmp_path / "news")]
    assert open_folders(names) == (Path(tmp_path.resolve() / "news"),)


def test_what_is_not_a_folder_is_refused_at_the_start(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="file: not a folder"):
        open_folders([str(tmp_path / "file")])
    with pytest.raises(InputError, match="none: no such folder"):
        open_folders([str(tmp_path / "none")])
