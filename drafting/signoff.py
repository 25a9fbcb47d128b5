"""Where signature and date stand, by GB/T 9704-2012 7.3.5.1 (sealed) and 7.3.5.2 (not sealed), in twips."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

CHARACTER = 315  # 3号 at 28 to the line: 15.75 pt
HALF = 155
LINE = 28 * CHARACTER


@dataclass(frozen=True, slots=True)
class SignOff:
    """The right indents of signature and date."""

    signature: int
    day: int


def width(text: str) -> int:
    """The width of a text in 3号 仿宋: digits and Latin letters take half a character."""
    return sum(CHARACTER if unicodedata.east_asian_width(sign) in "WFA" else HALF for sign in text)


def sealed(signature: str, day: str) -> SignOff:
    """Date four characters from the right, signature centred on it; both move left where it would jut out."""
    day_right = 4 * CHARACTER
    signature_right = day_right + (width(day) - width(signature)) // 2
    jutting = max(0, -signature_right)
    return SignOff(signature_right + jutting, day_right + jutting)


def unsealed(signature: str, day: str) -> SignOff:
    """Signature two characters from the right, the date beginning two to the right of it.

    A date longer than the signature stands two characters from the right instead, and the signature moves left.
    """
    longer = width(day) > width(signature)
    if longer:
        return SignOff(width(day) + 4 * CHARACTER - width(signature), 2 * CHARACTER)
    return SignOff(2 * CHARACTER, width(signature) - width(day))
