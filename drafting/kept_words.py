"""Whether every word of a manuscript stands in what was made of it; what does not is told, never lost in silence."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree as ET

from documents.package import BODY, W, numbered_paragraphs, paragraph_text, parse_part
from values.expressions import expression

_BESIDE_BODY = ("word/footnotes.xml", "word/endnotes.xml")
_NUMBER = expression(r"^(?:附件[：:]?\s*)?\d{1,2}[.．、]\s*|^附件\s*\d{0,2}[：:]?")
_SHOWN, _LONGEST, _TOLD = 3, 24, 12  # notes quote the beginning of a line


def lines_of_word(parts: Mapping[str, bytes], name: str) -> tuple[str, ...]:
    """All that is to be read in a Word file, notes below the line among it."""
    found = [parse_part(parts[part], name) for part in (BODY, *_BESIDE_BODY) if part in parts]
    return tuple(paragraph_text(node) for root in found for _, node in numbered_paragraphs(root))


def left_out(lines: Iterable[str], made: bytes, told: Iterable[str]) -> Iterator[str]:
    """One line about what of a manuscript stands neither in the document that was made nor in what was told of it."""
    whole, said = _words(_text_of(made)), _words("".join(told))
    apart = (line.strip() for line in lines if _words(line) not in whole and _words(_NUMBER.sub("", line)) not in whole)
    missing = [line for line in apart if _words(line)[:_TOLD] not in said]
    if missing:
        named = "、".join(f"“{line[:_LONGEST]}{'…' if len(line) > _LONGEST else ''}”" for line in missing[:_SHOWN])
        yield f"原稿有{len(missing)}处文字没有编入，请核对：{named}{'等' if len(missing) > _SHOWN else ''}"


def _text_of(made: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        body = ET.fromstring(package.read(BODY))
    return "".join(node.text or "" for node in body.iter(f"{W}t"))


def _words(text: str) -> str:
    """Letters and figures alone, however wide they are."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())
