"""The county and the township that the name of an office or the title of a ledger begins with."""

from __future__ import annotations

from values.expressions import expression

_COUNTY = expression(r"(?:中共)?(?:[一-鿿]{2,8}?[省市州])?([一-鿿]{1,6}?(?:自治县|[县区旗]))")
_TOWNSHIP = expression(r"[一-鿿](?:(?![县区旗])[一-鿿]){0,5}?(?:[镇乡]|街道)(?![村县市镇])")
_NO_PLACE = expression(r"[全各本某市我城]|[县区]级|年|示范区|园区|社区|地区|灾区|辖区|乡镇|^村镇")


def county_named(text: str) -> str | None:
    found = _COUNTY.match(text)
    return found[1] if found and not _NO_PLACE.search(found[1]) else None


def township_named(text: str) -> str | None:
    """The township, behind the county it may name."""
    county = _COUNTY.match(text)
    for part in (text[county.end() :] if county else "", text):
        found = _TOWNSHIP.match(part)
        if found and not _NO_PLACE.search(found[0]):
            return found[0]
    return None
