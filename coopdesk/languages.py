"""Languages by their codes (ISO 639-1), named in both languages: those of the United Nations first, then by code."""

from coopdesk.i18n import language

_NAMES = {
    "ar": ("Arabic", "العربية"), "en": ("English", "الإنجليزية"), "fr": ("French", "الفرنسية"),
    "es": ("Spanish", "الإسبانية"), "zh": ("Chinese", "الصينية"), "ru": ("Russian", "الروسية"),
    "am": ("Amharic", "الأمهرية"), "az": ("Azerbaijani", "الأذرية"), "be": ("Belarusian", "البيلاروسية"),
    "bg": ("Bulgarian", "البلغارية"), "bn": ("Bengali", "البنغالية"), "bs": ("Bosnian", "البوسنية"),
    "ca": ("Catalan", "الكتالونية"), "cs": ("Czech", "التشيكية"), "da": ("Danish", "الدنماركية"),
    "de": ("German", "الألمانية"), "el": ("Greek", "اليونانية"), "et": ("Estonian", "الإستونية"),
    "fa": ("Persian", "الفارسية"), "fi": ("Finnish", "الفنلندية"), "ga": ("Irish", "الأيرلندية"),
    "gu": ("Gujarati", "الغوجاراتية"), "ha": ("Hausa", "الهوسا"), "he": ("Hebrew", "العبرية"),
    "hi": ("Hindi", "الهندية"), "hr": ("Croatian", "الكرواتية"), "hu": ("Hungarian", "المجرية"),
    "hy": ("Armenian", "الأرمنية"), "id": ("Indonesian", "الإندونيسية"), "it": ("Italian", "الإيطالية"),
    "ja": ("Japanese", "اليابانية"), "ka": ("Georgian", "الجورجية"), "kk": ("Kazakh", "الكازاخية"),
    "km": ("Khmer", "الخميرية"), "ko": ("Korean", "الكورية"), "ku": ("Kurdish", "الكردية"),
    "ky": ("Kyrgyz", "القيرغيزية"), "lo": ("Lao", "اللاوية"), "lt": ("Lithuanian", "الليتوانية"),
    "lv": ("Latvian", "اللاتفية"), "mk": ("Macedonian", "المقدونية"), "ml": ("Malayalam", "المالايالامية"),
    "mn": ("Mongolian", "المنغولية"), "ms": ("Malay", "الملايوية"), "my": ("Burmese", "البورمية"),
    "ne": ("Nepali", "النيبالية"), "nl": ("Dutch", "الهولندية"), "no": ("Norwegian", "النرويجية"),
    "pa": ("Punjabi", "البنجابية"), "pl": ("Polish", "البولندية"), "ps": ("Pashto", "البشتوية"),
    "pt": ("Portuguese", "البرتغالية"), "ro": ("Romanian", "الرومانية"), "si": ("Sinhala", "السنهالية"),
    "sk": ("Slovak", "السلوفاكية"), "sl": ("Slovenian", "السلوفينية"), "so": ("Somali", "الصومالية"),
    "sq": ("Albanian", "الألبانية"), "sr": ("Serbian", "الصربية"), "sv": ("Swedish", "السويدية"),
    "sw": ("Swahili", "السواحيلية"), "ta": ("Tamil", "التاميلية"), "te": ("Telugu", "التيلوغوية"),
    "tg": ("Tajik", "الطاجيكية"), "th": ("Thai", "التايلاندية"), "ti": ("Tigrinya", "التيغرينية"),
    "tk": ("Turkmen", "التركمانية"), "tl": ("Filipino", "الفلبينية"), "tr": ("Turkish", "التركية"),
    "uk": ("Ukrainian", "الأوكرانية"), "ur": ("Urdu", "الأردية"), "uz": ("Uzbek", "الأوزبكية"),
    "vi": ("Vietnamese", "الفيتنامية"), "wo": ("Wolof", "الولوفية"), "yo": ("Yoruba", "اليوروبا"),
}  # fmt: skip


def languages() -> dict[str, str]:
    """Return the name of each language in the present language, by its code."""
    place = 1 if language() == "ar" else 0
    return {code: names[place] for code, names in _NAMES.items()}


def name_of(code: str) -> str:
    """Return the name of a language in the present language; the code itself where it is not known."""
    return languages().get(code, code)


def name_of_label(label: str) -> str:
    """Return the name in the present language of what a form calls ``Arabic (ar)``; the label itself where no code that
    is known stands in it."""
    code = label.rpartition("(")[2].partition(")")[0].strip().casefold()
    return languages().get(code, label)


def every_name() -> dict[str, str]:
    """Return the code of each language by its names in both languages."""
    return {name: code for code, names in _NAMES.items() for name in names}
