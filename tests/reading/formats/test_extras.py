import sys

import pytest

from multisumm.errors import InputError
from multisumm.reading.formats.extras import import_parser


def test_a_package_that_is_not_installed_is_named_with_what_installs_it():
    with pytest.raises(InputError) as caught:
        import_parser("no_such_parser.part", name="a.x", extra="odd")
    assert str(caught.value).startswith("a.x: ")
    assert "multisumm[odd]" in str(caught.value)


def test_a_package_that_lacks_another_one_is_not_said_to_be_missing(tmp_path, monkeypatch):
    (tmp_path / "half_parser.py").write_text("import no_such_cleaner.part\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(InputError) as caught:
        import_parser("half_parser", name="a.x")
    assert str(caught.value) == (
        "a.x: half_parser cannot be imported: No module named 'no_such_cleaner'; install it again"
    )
    assert "half_parser" not in sys.modules
