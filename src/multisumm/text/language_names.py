"""Names of languages, so that a name given instead of a code is answered with the code."""

from __future__ import annotations

import unicodedata
from functools import cache

LANGUAGE_NAMES = {
    "af": ("Afrikaans",),
    "am": ("Amharic", "አማርኛ"),
    "ar": ("Arabic", "العربية"),
    "bg": ("Bulgarian", "български"),
    "bn": ("Bengali", "Bangla", "বাংলা"),
    "bo": ("Tibetan", "བོད་སྐད"),
    "ca": ("Catalan", "Valencian", "català"),
    "cs": ("Czech", "čeština"),
    "da": ("Danish", "dansk"),
    "de": ("German", "Deutsch"),
    "dv": ("Dhivehi", "Maldivian", "ދިވެހި"),
    "el": ("Greek", "ελληνικά"),
    "en": ("English",),
    "eo": ("Esperanto",),
    "es": ("Spanish", "Castilian", "español", "castellano"),
    "et": ("Estonian", "eesti"),
    "eu": ("Basque", "euskara"),
    "fa": ("Persian", "Farsi", "فارسی"),
    "fi": ("Finnish", "suomi"),
    "fr": ("French", "français"),
    "ga": ("Irish", "Gaeilge"),
    "gl": ("Galician", "galego"),
    "gu": ("Gujarati", "ગુજરાતી"),
    "he": ("Hebrew", "עברית"),
    "hi": ("Hindi", "हिन्दी"),
    "hr": ("Croatian", "hrvatski", "Bosnian", "bosanski"),
    "hu": ("Hungarian", "magyar"),
    "hy": ("Armenian", "հայերեն"),
    "id": ("Indonesian", "bahasa Indonesia"),
    "is": ("Icelandic", "íslenska"),
    "it": ("Italian", "italiano"),
    "ja": ("Japanese", "日本語"),
    "ka": ("Georgian", "ქართული"),
    "kk": ("Kazakh", "қазақша"),
    "km": ("Khmer", "ខ្មែរ"),
    "kn": ("Kannada", "ಕನ್ನಡ"),
    "ko": ("Korean", "한국어"),
    "lo": ("Lao", "ລາວ"),
    "lt": ("Lithuanian", "lietuvių"),
    "lv": ("Latvian", "latviešu"),
    "mk": ("Macedonian", "македонски"),
    "ml": ("Malayalam", "മലയാളം"),
    "mn": ("Mongolian", "монгол"),
    "mr": ("Marathi", "मराठी"),
    "my": ("Burmese", "Myanmar", "မြန်မာ"),
    "ne": ("Nepali", "नेपाली"),
    "nl": ("Dutch", "Flemish", "Nederlands"),
    "no": ("Norwegian", "norsk", "bokmål", "nynorsk"),
    "or": ("Odia", "Oriya", "ଓଡ଼ିଆ"),
    "pa": ("Punjabi", "ਪੰਜਾਬੀ"),
    "pl": ("Polish", "polski"),
    "pt": ("Portuguese", "português"),
    "ro": ("Romanian", "română"),
    "ru": ("Russian", "русский"),
    "si": ("Sinhala", "සිංහල"),
    "sk": ("Slovak", "slovenčina"),
    "sl": ("Slovenian", "Slovene", "slovenščina"),
    "sq": ("Albanian", "shqip"),
    "sr": ("Serbian", "српски", "srpski"),
    "sv": ("Swedish", "svenska"),
    "sw": ("Swahili", "Kiswahili"),
    "ta": ("Tamil", "தமிழ்"),
    "te": ("Telugu", "తెలుగు"),
    "th": ("Thai", "ไทย"),
    "tl": ("Tagalog", "Filipino"),
    "tr": ("Turkish", "Türkçe"),
    "uk": ("Ukrainian", "українська"),
    "ur": ("Urdu", "اردو"),
    "vi": ("Vietnamese", "Tiếng Việt"),
    "zh": ("Chinese", "Mandarin", "中文", "汉语", "漢語"),
}
"""ISO 639-1 code -> names of the language in English and in the language itself."""


def name_of_language(code: str) -> str:
    """Return the English name of the language with this code; the code itself if it has none.

    >>> name_of_language("fr"), name_of_language("xx")
    ('French', 'xx')
    """
    return LANGUAGE_NAMES.get(code, (code,))[0]


def code_of_name(name: str) -> str | None:
    """Return the code of the language with this name, or with a name much like it, else None.

    >>> code_of_name("english"), code_of_name("Francais"), code_of_name("Portugese")
    ('en', 'fr', 'pt')
    """
    from difflib import get_close_matches  # here, because only errors need it

    codes = _codes()
    plain = _plain(name[:100])
    close = [plain] if plain in codes else get_close_matches(plain, codes, n=1, cutoff=0.85)
    return codes[close[0]] if close else None


@cache
def _codes() -> dict[str, str]:
    return {_plain(name): code for code, names in LANGUAGE_NAMES.items() for name in names}


def _plain(name: str) -> str:
    """Return a name without case, accents and spaces."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace(
        " ", ""
    )
