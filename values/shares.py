"""Shares held as a whole-number fraction, compared by multiplying across, shown without rounding up."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct


class Share(Struct, frozen=True):
    """`part` / `whole` in lowest terms: 60% is Share(3, 5)."""

    part: int
    whole: int

    @classmethod
    def parse(cls, text: str) -> Share:
        """Read "60%" or "0.6".

        Raises:
            ValueError: neither a percentage nor a fraction.
        """
        plain = text.strip().replace("％", "%")
        try:
            value = Fraction(plain[:-1]) / 100 if plain.endswith("%") else Fraction(plain)
        except ZeroDivisionError:
            raise ValueError(f"“{text}”的分母为0") from None
        return cls(value.numerator, value.denominator)

    def __str__(self) -> str:
        return format_share(self.part, self.whole)


def format_share(part: int, whole: int) -> str:
    """Two decimals, cut and never rounded, so that 59.999 % is not shown as 60 %."""
    if not whole:
        return "—"
    hundredths = abs(part) * 10_000 // abs(whole)
    sign = "-" if (part < 0) != (whole < 0) and part else ""
    text = f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
    return f"{sign}{text}%"
