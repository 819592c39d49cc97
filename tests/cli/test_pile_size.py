"""A pile is measured by its files before they are read."""

import pytest

from digest_data import PILE
from multisumm.grouping import memory


@pytest.fixture
def news(tmp_path, monkeypatch):
    """A folder of text files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news" / "more").mkdir(parents=True)
    for document in PILE:
        (tmp_path / "news" / "more" / f"{document.id}.txt").write_text(document.text)
    (tmp_path / "news" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400_000))
    return tmp_path


@pytest.mark.parametrize("command", ["group", "digest"])
def test_what_does_not_fit_is_refused_before_it_is_read(news, main, monkeypatch, command):
    def read(*_, **__):
        raise AssertionError

    monkeypatch.setattr(memory, "free_memory", lambda: 50_000)
    monkeypatch.setattr("multisumm.reading.sources._read_paths", read)
    status, output, errors = main(command, "news")
    assert (status, output) == (1, b"")
    assert errors.startswith("multisumm: error: the pile does not fit memory: to group 6 documents")
    assert errors.count("\n") == 1


@pytest.mark.parametrize("command", ["group", "digest"])
def test_only_text_that_will_be_read_counts(news, main, monkeypatch, command):
    (news / "huge.txt").write_text("x" * 3_000_000)
    monkeypatch.setattr(memory, "free_memory", lambda: 110_000)
    status, _, errors = main(command, "huge.txt", "news")
    assert "with 1 MB of text takes more than" in errors
    assert status == 1
    assert main(command, "missing")[2].endswith("missing: no such file or directory\n")
    monkeypatch.setattr(memory, "free_memory", lambda: 200_000)
    status, _, errors = main(command, "huge.txt", "news", "--max-bytes", "1 MB")
    assert status == 0, errors
    assert "huge.txt" in errors
