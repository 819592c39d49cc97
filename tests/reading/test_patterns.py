"""Which files are left out by patterns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm import InputError, OptionError, read_documents
from multisumm.reading.paths import File
from multisumm.reading.patterns import matches


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "b.tmp", "drafts/a.txt", "drafts/deep/c.txt", "Final.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"The text of {name} is short.")
    return tmp_path


def ids(paths, **options):
    return [document.id for document in read_documents(paths, **options)]


@pytest.mark.parametrize(
    ("exclude", "left"),
    [
        ([], ["Final.txt", "a.txt", "b.tmp", "drafts/a.txt", "drafts/deep/c.txt"]),
        (["a.txt"], ["Final.txt", "b.tmp", "drafts/deep/c.txt"]),
        (["drafts/*"], ["Final.txt", "a.txt", "b.tmp"]),
        (["*.txt"], ["b.tmp"]),
        (["final.txt", "deep/?.txt", "b.[st]mp"], ["Final.txt", "a.txt", "drafts/a.txt"]),
    ],
)
def test_a_file_is_left_out_by_its_name_or_its_path_from_any_folder_on(folder, exclude, left):
    assert ids(folder, exclude=exclude) == left


def test_only_what_matches_is_read_unless_it_is_excluded(folder):
    assert ids(folder, only=["*.txt"], exclude=["drafts/deep/*"]) == [
        "Final.txt", "a.txt", "drafts/a.txt"
    ]  # fmt: skip


def test_files_that_are_named_are_left_out_as_those_of_folders(folder):
    paths = [folder / "a.txt", folder / "drafts" / "a.txt", folder / "b.tmp"]
    assert ids(paths, exclude=["drafts/*"]) == ["a.txt", "b.tmp"]
    assert ids(paths, only=["*/drafts/*"]) == ["a.txt"]


def test_every_file_that_is_left_out_is_named_with_the_pattern(folder):
    documents = read_documents(folder, exclude=["drafts/*"], only=["*.txt"])
    fates = {file.name: file.reason for file in documents.files}
    assert fates == {
        "Final.txt": "",
        "a.txt": "",
        "b.tmp": "matches no pattern of option `only`",
        "drafts/a.txt": "option `exclude` drafts/*",
        "drafts/deep/c.txt": "option `exclude` drafts/*",
    }
    assert documents.warnings == ()


def test_a_pattern_that_matches_nothing_is_a_warning(folder):
    documents = read_documents(folder, exclude=["*.pdf"], only=["*.txt", "*.doc"])
    assert documents.warnings == (
        "option `exclude` *.pdf: no file matches it",
        "option `only` *.doc: no file matches it",
    )


@pytest.mark.parametrize("paths", [["."], ["a.txt", "b.tmp"]])
def test_it_is_an_error_if_nothing_is_left(folder, monkeypatch, paths):
    monkeypatch.chdir(folder)
    with pytest.raises(InputError, match=r"nothing is left to read: .* leave out all \d files"):
        read_documents(paths, exclude=["*"])


def test_a_file_that_is_left_out_need_not_be_readable(folder):
    (folder / "b.tmp").write_bytes(b"\x00\x01\x02")
    assert read_documents(folder, exclude=["*.tmp"]).warnings == ()


@pytest.mark.parametrize("wrong", ["*.txt", b"x", 5, [""], [5], [None]])
@pytest.mark.parametrize("name", ["exclude", "only"])
def test_patterns_that_are_no_list_of_strings_are_refused(folder, name, wrong):
    with pytest.raises(OptionError, match=name):
        read_documents(folder, **{name: wrong})


@given(st.lists(st.text("ab./", min_size=1), min_size=1, max_size=3), st.text("ab*?[]/"))
def test_any_pattern_has_an_answer_and_the_star_matches_all(parts, pattern):
    *parents, name = parts
    file = File(None, tuple(parents), name, name)
    assert isinstance(matches(file, pattern), bool)
    assert matches(file, "*")
