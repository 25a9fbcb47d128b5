"""Townships and villages named in a title, a sheet's name, a file's name or a row that heads a section."""

from __future__ import annotations

import re
from typing import Final

from ledgers.headings import clean
from values.expressions import expression

_TOWNSHIP: Final = expression(r"([一-鿿]{1,5}?(?:镇|乡|街道))(?!村|镇|贫|愁|风|土|亲|居|级|域|情)")
_NO_TOWNSHIP: Final = expression(r"(?:城|集|村|各|市|返|家|全|本|下|由|在|为|到|该|建制)(?:镇|乡|街道)$|乡镇|城乡|返乡")
_COUNTY: Final = expression(r"^.*(?:自治县|县|区|市|旗)(?=[一-鿿]{1,5}?(?:镇|乡|街道))")
_VILLAGE: Final = r"[一-鿿]{1,7}?(?:村|社区|居委会)"
_NO_VILLAGE: Final = expression(
    r"(?:行政|自然|乡|农|各|全|本|驻|贫困|脱贫|重点|帮扶|空壳|示范点|先进|薄弱|包|进|入|到|分|该|每|所有|非贫困|出列|新农|城中|搬迁|有关|相关|试点|薄弱)"
    r"(?:村|社区)$"
)
_NUMBERING: Final = r"(?:第?[一二三四五六七八九十\d]{1,3}[、.,)]?)?"
_SECTION: Final = expression(rf"^{_NUMBERING}({_VILLAGE})(?:\(.*\)|:|[-—]+|\d+户.*|村?委会|共.*)?$")
_SHEET: Final = expression(
    rf"^{_NUMBERING}({_VILLAGE})(?:\(\d+\)|\(.{{0,8}}户?\)|[-_]?20\d\d年?|[-_]?[一-鿿]{{2,10}}(?:台账|名单|清单|表|册))?$"
)
_IN_TITLE: Final = expression(rf"(?:镇|乡|街道)({_VILLAGE})(?!级|民|集体|庄|组|务|干|振兴|委会换|情|容|规|史)")


def township_in(text: str | None) -> str | None:
    """The one township a text names: 示范县新田镇2024年收入台账 → 新田镇; None when it names none or several."""
    plain = _COUNTY.sub("", clean(text or ""))
    found = {name for name in _TOWNSHIP.findall(plain) if not _NO_TOWNSHIP.search(name)}
    return found.pop() if len(found) == 1 else None


def village_heading(text: str | None) -> str | None:
    """The village of a row that heads a section: 一、示范村（12户） → 示范村."""
    return _fitting(_SECTION.match(clean(text or "")))


def village_of_sheet(name: str | None) -> str | None:
    """The village a sheet is named after: 示范村, 3.示范村收入台账."""
    return _fitting(_SHEET.match(clean(name or "")))


def village_in_title(title: str | None) -> str | None:
    """The village a title names after its township: 新田镇示范村2024年收入台账."""
    return _fitting(_IN_TITLE.search(clean(title or "")))


def _fitting(match: re.Match[str] | None) -> str | None:
    return match[1] if match and not _NO_VILLAGE.search(match[1]) else None
