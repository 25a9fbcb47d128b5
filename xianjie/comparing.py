"""One result against an earlier one: 已整改, 未整改, 新增, 无法判定, finding by finding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checks.model import Citation, Finding, Place
from checks.result import CheckResult

FORMAT = "xianjie-findings/1"
OUTSTANDING, NEW = "未整改", "新增"


class FindingsFileError(ValueError):
    """A findings file cannot be used; the message is Chinese."""


@dataclass(frozen=True)
class Content:
    """What a file held: the kinds of its tables, and for which township and year."""

    kinds: frozenset[str]
    township: str | None
    year: str


@dataclass(frozen=True)
class Judgement:
    """What a run could judge: its checks and, by check and path, what it left out (null: everything)."""

    checks_run: frozenset[str]
    left_out: Mapping[tuple[str, str | None], frozenset[str] | None]
    contents: Mapping[str, Content]

    def judged(self, finding: Finding, content: Content | None) -> bool:
        """Did the run look where this finding was? A check not run, or not able to judge, proves nothing.

        `content` is what the old file held: the same ledger may come again under another name.
        """
        paths = [finding.path] if finding.path in self.contents else self._same(content)
        if finding.code.startswith("LED"):
            return bool(paths)
        if finding.code not in self.checks_run or self.left_out.get((finding.code, None), frozenset()) is None:
            return False
        return bool(paths) and all(self._looked(finding, path) for path in paths)

    def _same(self, content: Content | None) -> list[str]:
        return [path for path, other in self.contents.items() if content is not None and content == other]

    def _looked(self, finding: Finding, path: str) -> bool:
        left = self.left_out.get((finding.code, path), frozenset())
        return left is not None and finding.fingerprint.rpartition("-")[0] not in left


@dataclass(frozen=True)
class Comparison:
    """Four lists. `rectified` and `not_judged` are old findings; `outstanding` and `new` stand in the new result."""

    rectified: tuple[Finding, ...]
    outstanding: tuple[Finding, ...]
    new: tuple[Finding, ...]
    not_judged: tuple[Finding, ...]

    @property
    def differs(self) -> bool:
        return bool(self.rectified or self.new or self.not_judged)


def compare(old: FindingsFile, new: Sequence[Finding], judgement: Judgement) -> Comparison:
    """Class every finding. Fingerprints first; what is left of equal code, field and subject is taken for the same."""
    kept, known = _matched(old.findings, new)
    outstanding = tuple(finding for i, finding in enumerate(new) if i in known)
    added = tuple(finding for i, finding in enumerate(new) if i not in known)
    gone = [finding for i, finding in enumerate(old.findings) if i not in kept]
    contents = old.judgement.contents
    rectified = [f for f in gone if judgement.judged(f, contents.get(f.path))]
    undecided = [f for f in gone if f not in rectified]
    return Comparison(tuple(rectified), outstanding, added, tuple(undecided))


def _matched(old: Sequence[Finding], new: Sequence[Finding]) -> tuple[set[int], set[int]]:
    """Indexes of old findings that are still there, and of the new ones they are.

    A column-wide finding is the same as any of the findings it stands for.
    """
    named: dict[str, set[int]] = {}
    for i, finding in enumerate(new):
        for name in (finding.fingerprint, *finding.members):
            named.setdefault(name, set()).add(i)
    hits = [set().union(*(named.get(n, ()) for n in (f.fingerprint, *f.members))) for f in old]
    kept, known = {i for i, hit in enumerate(hits) if hit}, set().union(*hits)
    return _matched_by_likeness(old, new, kept, known)


def _matched_by_likeness(
    old: Sequence[Finding], new: Sequence[Finding], kept: set[int], known: set[int]
) -> tuple[set[int], set[int]]:
    """What is left of equal code, field, subject and value is the same finding under a corrected key."""
    loose: dict[tuple[Any, ...], list[int]] = {}
    for i, finding in enumerate(new):
        if i not in known and finding.subject:
            loose.setdefault(_likeness(finding), []).append(i)
    for i, finding in enumerate(old):
        if i not in kept and finding.subject and loose.get(_likeness(finding)):
            kept.add(i)
            known.add(loose[_likeness(finding)].pop(0))
    return kept, known


def _likeness(finding: Finding) -> tuple[Any, ...]:
    return (finding.code, finding.field, finding.subject, finding.place.village, finding.observed)


def against(result: CheckResult, old_file: Path) -> CheckResult:
    """The result with `state` on its findings, and what was put right or could not be judged beside them."""
    old = read_findings(old_file)
    comparison = compare(old, result.findings, judgement_of(result))
    new = set(comparison.new)
    marked = tuple(replace(f, state=NEW if f in new else OUTSTANDING) for f in result.findings)
    return replace(result, findings=marked, rectified=comparison.rectified, not_judged=comparison.not_judged)


def judgement_of(result: CheckResult) -> Judgement:
    contents = {
        g.path: Content(frozenset(s.kind for s in g.sheets), g.place.township, str(g.on.day.year))
        for g in result.inputs
    }
    return Judgement(
        frozenset(result.checks_run), _left_out((s.code, s.path, s.fingerprints) for s in result.skipped), contents
    )


def _left_out(
    skipped: Iterable[tuple[str, str | None, Iterable[str] | None]],
) -> dict[tuple[str, str | None], frozenset[str] | None]:
    left_out: dict[tuple[str, str | None], frozenset[str] | None] = {}
    for code, path, prints in skipped:
        known = left_out.get((code, path), frozenset())
        left_out[code, path] = None if prints is None or known is None else known | frozenset(prints)
    return left_out


@dataclass(frozen=True)
class FindingsFile:
    """A findings file read back."""

    findings: tuple[Finding, ...]
    judgement: Judgement
    data: dict[str, Any]


def read_findings(file: Path) -> FindingsFile:
    """Read what `check --format json` wrote.

    Raises:
        FindingsFileError: not there, not JSON, or not a findings file.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FindingsFileError(f"找不到核查结果文件：{file}") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise FindingsFileError(f"{file.name}：不是 JSON 文件；请用 xianjie check --format json 的结果") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FindingsFileError(
            f"{file.name}：不是核查结果（应有 format: {FORMAT}）；请用 xianjie check --format json 的结果"
        )
    try:
        return FindingsFile(
            tuple(_finding(entry) for entry in data["findings"]),
            _judgement(data),
            data,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FindingsFileError(f"{file.name}：不是完整的核查结果（缺少或多出 {error}）；请重新核查一次") from error


def _judgement(data: dict[str, Any]) -> Judgement:
    contents = {
        given["path"]: Content(
            frozenset(sheet["kind"] for sheet in given["sheets"]), given["place"]["township"], given["on"]["day"][:4]
        )
        for given in data["inputs"]
    }
    skipped = ((s["code"], s["path"], s["fingerprints"]) for s in data["skipped"])
    return Judgement(frozenset(data["checks_run"]), _left_out(skipped), contents)


def _finding(entry: dict[str, Any]) -> Finding:
    own = {key: value for key, value in entry.items() if key not in {"place", "requirements", "cells", "members"}}
    return Finding(
        **own,
        cells=tuple(entry["cells"]),
        members=tuple(entry["members"]),
        place=Place(**entry["place"]),
        requirements=tuple(Citation(**citation) for citation in entry["requirements"]),
    )
