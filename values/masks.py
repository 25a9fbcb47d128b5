"""Masks for personal numbers: the last step of every writer."""

from __future__ import annotations

from values.expressions import expression

_IDENTITY = expression(r"(?<![0-9A-Za-z])([1-9]\d{5})\d{8}(\d{3}[0-9Xx])(\d{2}(?:[0-9A-Za-z]{2})?)?(?![0-9A-Za-z])")
_ACCOUNT = expression(r"(?<![0-9A-Za-z.])([2-9]\d{3})\d{8,11}(\d{4})(?![0-9A-Za-z.])")
_LONG = expression(r"[0-9]{15,}")  # whatever else: 15-digit identities, accounts glued to letters or to each other
_SPACED_IDENTITY = expression(r"(?<![0-9])([1-9]\d{5})([ -])\d{8}\2(\d{3}[0-9Xx])(?![0-9A-Za-z])")
_SPACED_ACCOUNT = expression(r"(?<![0-9])([3-9]\d{3})(?: \d{4}){2,3} (\d{3,4})(?![0-9])")
_SPACED_PHONE = expression(r"(?<![0-9])(1[3-9]\d)([ -])\d{4}\2(\d{4})(?![0-9])")
_PHONE = expression(r"(?<![0-9])(1[3-9]\d)\d{4}(\d{4})(?![0-9])")
_MASKED = expression(r"[0-9]{0,10}[*＊xX×]{3,}[0-9Xx*＊]*")


def mask_number(number: str) -> str:
    """Mask one value known to be personal, whatever its shape: ends stay, the middle goes."""
    plain = number.strip()
    if is_masked(plain):
        return plain
    if len(plain) >= 15:
        return f"{plain[:6]}{'*' * (len(plain) - 10)}{plain[-4:]}"
    if len(plain) >= 10:
        return f"{plain[:3]}{'*' * (len(plain) - 7)}{plain[-4:]}"
    if len(plain) >= 5:
        return f"{'*' * (len(plain) - 2)}{plain[-2:]}"
    return "*" * len(plain)


def mask_text(text: str) -> str:
    """Mask every identity, phone and account number inside a sentence."""
    text = _IDENTITY.sub(lambda m: f"{m[1]}********{m[2]}{'*' * len(m[3] or '')}", text)
    text = _SPACED_IDENTITY.sub(r"\1\2********\2\3", text)
    text = _PHONE.sub(r"\1****\2", text)
    text = _SPACED_PHONE.sub(r"\1\2****\2\3", text)
    text = _ACCOUNT.sub(r"\1********\2", text)
    text = _SPACED_ACCOUNT.sub(r"\1 **** **** \2", text)
    return _LONG.sub(lambda m: f"{m[0][:6]}{'*' * (len(m[0]) - 10)}{m[0][-4:]}", text)


def is_masked(text: str) -> bool:
    """Is the value in a mask form (已脱敏)? Such a value is not judged."""
    return bool(_MASKED.fullmatch(text.strip()))
