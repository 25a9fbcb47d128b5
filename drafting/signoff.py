"""Where signature and date stand, by GB/T 9704-2012 7.3.5.1 (sealed) and 7.3.5.2 (not sealed), in twips."""

from __future__ import annotations

import unicodedata

from templates.layout import Laid

AREA = 8844  # 156 mm
CHARACTER = 315  # 3号 at 28 to the line: 15.75 pt
HALF = 155


def width(text: str) -> int:
    """The width of a text in 3号 仿宋: digits and Latin letters take half a character."""
    return sum(CHARACTER if unicodedata.east_asian_width(sign) in "WFA" else HALF for sign in text)


def sign_off(signature: str, day: str, *, seal: bool) -> tuple[Laid, Laid]:
    """Signature and date where they belong."""
    return sealed(signature, day) if seal else unsealed(signature, day)


def sealed(signature: str, day: str) -> tuple[Laid, Laid]:
    """Date four characters from the right, signature centred on it; both move left where it would jut out."""
    day_right = 4 * CHARACTER
    signature_right = day_right + (width(day) - width(signature)) // 2
    jutting = max(0, -signature_right)
    return Laid(signature, right=signature_right + jutting), Laid(day, right=day_right + jutting)


def unsealed(signature: str, day: str) -> tuple[Laid, Laid]:
    """Signature two characters from the right, the date beginning two to the right of it.

    A date longer than the signature stands two characters from the right instead, and the signature moves left.
    """
    if width(day) > width(signature):
        signature_right = width(day) + 4 * CHARACTER - width(signature)
        return Laid(signature, right=signature_right), Laid(day, right=2 * CHARACTER)
    return Laid(signature, right=2 * CHARACTER), Laid(day, left=AREA - width(signature))
