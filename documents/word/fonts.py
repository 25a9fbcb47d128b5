"""The theme of a document: the fonts that its styles name by their part in it, and its colours."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element as Node

from msgspec import Struct, field

from documents.word.names import A, value

_SCRIPTS = {"zh-TW": "Hant", "zh-HK": "Hant", "zh-MO": "Hant", "ja": "Jpan", "ko": "Hang"}
_SIMPLIFIED = "Hans"  # also where no language is named, as on the machines of our users
_COLOUR_NAMES = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}


class Theme(Struct, frozen=True):
    """Font names by the key a style uses (minorEastAsia …), colours RRGGBB by theirs (accent1 …)."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    def colour(self, name: str) -> str:
        return self.colours.get(_COLOUR_NAMES.get(name, name), "")


def read_theme(root: Node | None, settings: Node | None) -> Theme:
    """The theme; East Asian fonts are those of the language that the settings name."""
    if root is None:
        return Theme()
    script = _script(settings)
    fonts = {}
    for part in ("major", "minor"):
        scheme = root.find(f".//{A}{part}Font")
        if scheme is not None:
            latin = _typeface(scheme.find(A + "latin"))
            fonts[part + "Ascii"] = fonts[part + "HAnsi"] = latin
            fonts[part + "EastAsia"] = _typeface(scheme.find(A + "ea")) or _of_script(scheme, script)
            fonts[part + "Bidi"] = _typeface(scheme.find(A + "cs"))
    return Theme(fonts, _colours(root))


def _script(settings: Node | None) -> str:
    language = "" if settings is None else value(_themed_language(settings), "eastAsia")
    return _SCRIPTS.get(language, _SCRIPTS.get(language[:2], _SIMPLIFIED))


def _themed_language(settings: Node) -> Node | None:
    return next((node for node in settings if node.tag.endswith("}themeFontLang")), None)


def _typeface(node: Node | None) -> str:
    return "" if node is None else node.get("typeface", "")


def _of_script(scheme: Node, script: str) -> str:
    return next((_typeface(node) for node in scheme.iter(A + "font") if node.get("script") == script), "")


def _colours(root: Node) -> dict[str, str]:
    scheme = root.find(f".//{A}clrScheme")
    found = {}
    for colour in () if scheme is None else scheme:
        for form in colour:
            found[colour.tag.removeprefix(A)] = (form.get("lastClr") or form.get("val") or "").upper()
    return found
