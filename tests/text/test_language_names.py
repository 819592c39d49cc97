import pytest

from multisumm.errors import OptionError
from multisumm.text.language_names import LANGUAGE_NAMES, code_of_name
from multisumm.text.languages import LANGUAGES, check_language


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("english", "en"), ("ENGLISH", "en"), ("German", "de"), ("deutsch", "de")),
        *(("français", "fr"), ("Francais", "fr"), ("Portugese", "pt")),
        *(("русский", "ru"), ("日本語", "ja"), ("العربية", "ar"), ("tieng viet", "vi")),
        *(("klingon", None), ("", None), ("xx", None), ("x" * 10_000, None)),
    ],
)
def test_a_name_has_a_code(name, code):
    assert code_of_name(name) == code


def test_every_language_has_names_and_no_name_has_two_codes():
    assert set(LANGUAGES) <= set(LANGUAGE_NAMES)
    for code, names in LANGUAGE_NAMES.items():
        assert {code_of_name(name) for name in names} == {code}
        assert check_language(code) == code


def test_a_name_given_as_a_code_is_answered_with_the_code():
    with pytest.raises(OptionError) as error:
        check_language("english")
    assert str(error.value) == "unknown language 'english'; did you mean en?"
    with pytest.raises(OptionError, match="choose from auto, mul, und, af, ar,"):
        check_language("klingon")


@pytest.mark.parametrize(("code", "language"), [("fr-FR", "fr"), ("pt_BR", "pt"), ("nb", "no")])
def test_a_region_or_a_variant_is_accepted(code, language):
    assert check_language(code) == language
