"""What a run of checks comes to: findings, what was skipped, and which requirements were judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from checks.model import Finding, Skipped


class RunResult(Struct, frozen=True):
    """Findings in order but not yet numbered together with file faults; what was skipped; which requirements were met.

    `applied` are requirements judged at least once, `not_applicable` not in force there and then, `not_judged` in force
    but not judged.
    """

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    applied: frozenset[str]
    not_applicable: frozenset[str]
    not_judged: frozenset[str]

    @classmethod
    def of(
        cls, findings: Iterable[Finding], skipped: Collection[Skipped], applied: Collection[str], ran: Collection[str] = ()
    ) -> RunResult:
        """`ran` are the codes that judged some ledger: what they left out elsewhere leaves nothing unjudged there."""
        out = {s.requirement for s in skipped if s.not_applicable and s.requirement}.difference(applied)
        missed = {s.requirement for s in skipped if not s.not_applicable and s.requirement}.difference(applied)
        told = tuple(_once(skipped, ran))
        return cls(tuple(findings), told, frozenset(applied), frozenset(out - missed), frozenset(missed))


def _once(skipped: Iterable[Skipped], ran: Collection[str]) -> Iterator[Skipped]:
    """What is not in force is said once for each requirement and run, not for each file; the rest once for each file.

    Where the check did run on other inputs it left nothing unjudged there.
    """
    seen: set[tuple[str, str | None]] = set()
    for skip in dict.fromkeys(skipped):  # the counties of one file say the same
        if not skip.not_applicable:
            yield skip
        elif (key := (skip.code, skip.requirement)) not in seen:
            seen.add(key)
            yield replace(skip, path=None, sheet=None, fingerprints=() if skip.code in ran else None)
