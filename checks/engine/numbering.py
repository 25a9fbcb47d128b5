"""Fingerprints and numbers of findings: what stays from one run to the next, and the order they are told in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from checks.model import Finding


def digest(parts: tuple[Any, ...]) -> str:
    from hashlib import sha256  # noqa: PLC0415 - OpenSSL is slow to load, and most documents have no fault

    return sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:20]


def with_ordinals(fingerprints: Iterable[str]) -> tuple[str, ...]:
    """Each fingerprint with its ordinal among equals."""
    seen: Counter[str] = Counter()
    numbered = []
    for fingerprint in fingerprints:
        numbered.append(f"{fingerprint}-{seen[fingerprint]}")
        seen[fingerprint] += 1
    return tuple(numbered)


def number_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Stable order (path, sheet, row, column, code), numbers 1..n, and the ordinal among equals in the fingerprint."""
    ordered = sorted(findings, key=_order)
    prints = with_ordinals(finding.fingerprint for finding in ordered)
    return [
        replace(finding, number=number, fingerprint=fingerprint)
        for number, (finding, fingerprint) in enumerate(zip(ordered, prints, strict=True), start=1)
    ]


def _order(finding: Finding) -> tuple[Any, ...]:
    column = "".join(c for c in finding.cell or "" if c.isalpha())
    place = (finding.row or 0, finding.page or 0, finding.paragraph or 0)
    return (finding.path, finding.sheet or "", *place, len(column), column, finding.code)
