"""One result against an earlier one: 已整改, 未整改, 新增, 无法判定, finding by finding."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from checks.engine.numbering import digest
from checks.model import Citation, Finding, Place
from checks.result import CheckResult

FORMAT = "xianjie-findings/1"
OUTSTANDING, NEW = "未整改", "新增"
_NEAR = 0.6  # of two names of three characters one may differ


class FindingsFileError(ValueError):
    """A findings file cannot be used; the message is Chinese."""


class Content(Struct, frozen=True):
    """What a file held: the kinds of its tables, for which township and year, and the fields they had columns of."""

    kinds: frozenset[str]
    township: str | None
    year: str
    fields: frozenset[str]

    def like(self, other: Content) -> bool:
        """The same ledger, though a column may be gone."""
        return (self.kinds, self.township, self.year) == (other.kinds, other.township, other.year)


class Judgement(Struct, frozen=True):
    """What a run could judge: its checks and, by check and path, what it left out (null: everything)."""

    checks_run: frozenset[str]
    left_out: Mapping[tuple[str, str | None], frozenset[str] | None]
    contents: dict[str, Content]

    def judged(self, finding: Finding, content: Content | None) -> bool:
        """Did the run look where this finding was? A check not run, or not able to judge, proves nothing.

        `content` is what the old file held: the same ledger may come again under another name, or without a column.
        """
        paths = [finding.path] if finding.path in self.contents else self._same(content)
        had = content.fields if content else frozenset()
        if finding.field in had and any(finding.field not in self.contents[path].fields for path in paths):
            return False
        if finding.code.startswith("LED"):
            return bool(paths)
        if finding.code not in self.checks_run or self.left_out.get((finding.code, None), frozenset()) is None:
            return False
        return bool(paths) and all(self._looked(finding, path) for path in paths)

    def _same(self, content: Content | None) -> list[str]:
        return [path for path, other in self.contents.items() if content is not None and content.like(other)]

    def _looked(self, finding: Finding, path: str) -> bool:
        left = self.left_out.get((finding.code, path), frozenset())
        return left is not None and finding.fingerprint.rpartition("-")[0] not in left


class Comparison(Struct, frozen=True):
    """Four lists. `rectified` and `not_judged` are old findings; `outstanding` and `new` stand in the new result."""

    rectified: tuple[Finding, ...]
    outstanding: tuple[Finding, ...]
    new: tuple[Finding, ...]
    not_judged: tuple[Finding, ...]

    @property
    def differs(self) -> bool:
        return bool(self.rectified or self.new or self.not_judged)


def compare(old: FindingsFile, new: Sequence[Finding], judgement: Judgement) -> Comparison:
    """Class every finding."""
    kept, known = _matched(old.findings, new, old.judgement.contents | judgement.contents)
    outstanding = tuple(finding for i, finding in enumerate(new) if i in known)
    added = tuple(finding for i, finding in enumerate(new) if i not in known)
    gone = [finding for i, finding in enumerate(old.findings) if i not in kept]
    contents = old.judgement.contents
    emptied = {_cell_of(finding) for finding in new if finding.observed is None and finding.row is not None}
    rectified = [
        f for f in gone if judgement.judged(f, contents.get(f.path)) and not (f.observed and _cell_of(f) in emptied)
    ]
    undecided = [f for f in gone if f not in rectified]
    return Comparison(tuple(rectified), outstanding, added, tuple(undecided))


def _cell_of(finding: Finding) -> tuple[Any, ...]:
    """Whose cell of which column; a value that is gone from it has not been corrected."""
    return (finding.field, finding.place.village, finding.subject)


def _matched(
    old: Sequence[Finding], new: Sequence[Finding], contents: Mapping[str, Content]
) -> tuple[set[int], set[int]]:
    """Indexes of old findings that are still there, and of the new ones they are.

    From the surest likeness to the loosest, each taking what the one before left. Records with one key between them (two
    households of a name, without numbers) are told apart by what is said of them; the order they stand in comes last.
    """
    kept, known = _matched_columns(old, new)
    for like in (_said_of_key, _value_of_key, _key, _value_of_subject):
        _pair(old, new, kept, known, like)
    _pair(old, new, kept, known, _said_of_subject, only_single=True)
    _pair(old, new, kept, known, lambda finding: _said_of_unnumbered(finding, contents), only_single=True)
    return kept, known


def _matched_columns(old: Sequence[Finding], new: Sequence[Finding]) -> tuple[set[int], set[int]]:
    """A column-wide finding is the same as any of the findings it stands for."""
    named: dict[str, set[int]] = {}
    for i, finding in enumerate(new):
        for name in (finding.fingerprint, *finding.members):
            named.setdefault(name, set()).add(i)
    hits = {i: set[int]().union(*(named.get(n, ()) for n in (f.fingerprint, *f.members))) for i, f in enumerate(old)}
    wide = {i: {j for j in hit if old[i].members or new[j].members} for i, hit in hits.items()}
    return {i for i, hit in wide.items() if hit}, set[int]().union(*wide.values())


_Like = Callable[[Finding], tuple[Any, ...] | None]


def _pair(
    old: Sequence[Finding],
    new: Sequence[Finding],
    kept: set[int],
    known: set[int],
    like: _Like,
    *,
    only_single: bool = False,
) -> None:
    """Take findings of equal likeness for the same, in their order; `only_single` where no other could be meant."""
    theirs, ours = _alike(new, known, like), _alike(old, kept, like)
    for likeness, indexes in ours.items():
        found = theirs.get(likeness, [])
        if only_single and (len(indexes) > 1 or len(found) > 1):
            continue
        for i, j in zip(indexes, found, strict=False):
            if not only_single or _near(old[i].subject, new[j].subject):
                kept.add(i)
                known.add(j)


def _alike(findings: Sequence[Finding], taken: set[int], like: _Like) -> dict[tuple[Any, ...], list[int]]:
    alike: dict[tuple[Any, ...], list[int]] = {}
    for i, finding in enumerate(findings):
        if i not in taken and (likeness := like(finding)) is not None:
            alike.setdefault(likeness, []).append(i)
    return alike


def _key(finding: Finding) -> tuple[Any, ...]:
    return (finding.fingerprint.rpartition("-")[0],)


def _said_of_key(finding: Finding) -> tuple[Any, ...]:
    return (*_key(finding), finding.message)


def _value_of_key(finding: Finding) -> tuple[Any, ...]:
    return (*_key(finding), finding.observed)


def _value_of_subject(finding: Finding) -> tuple[Any, ...] | None:
    """The number a record is known by was corrected, what was found in it was not."""
    if not finding.subject:
        return None
    return (finding.code, finding.field, finding.subject, finding.place.village, finding.observed)


def _said_of_subject(finding: Finding) -> tuple[Any, ...] | None:
    """The village was corrected. A blank cell says too little to know a record by."""
    return (finding.code, finding.field, finding.subject, finding.message) if finding.observed else None


def _said_of_unnumbered(finding: Finding, contents: Mapping[str, Content]) -> tuple[Any, ...] | None:
    """The name was corrected, of a record that has no number and is known by its name alone."""
    content, named = contents.get(finding.path), (str(finding.place.village), str(finding.subject))
    year = content.year if content else None
    keys = (named, (str(finding.place.township), *named))
    by_name = {(digest((finding.code, key, year, "", finding.field)),) for key in keys}
    if not finding.observed or _key(finding) not in by_name:
        return None
    return (finding.code, finding.field, finding.place.village, finding.message)


def _near(one: str | None, other: str | None) -> bool:
    """One name or a misspelling of it."""
    return SequenceMatcher(None, one or "", other or "").ratio() >= _NEAR


def against(result: CheckResult, old_file: Path) -> CheckResult:
    """The result with `state` on its findings, and what was put right or could not be judged beside them."""
    old = read_findings(old_file)
    comparison = compare(old, result.findings, judgement_of(result))
    new = set(comparison.new)
    marked = tuple(replace(f, state=NEW if f in new else OUTSTANDING) for f in result.findings)
    return replace(result, findings=marked, rectified=comparison.rectified, not_judged=comparison.not_judged)


def judgement_of(result: CheckResult) -> Judgement:
    contents = {
        g.path: Content(
            frozenset(s.kind for s in g.sheets),
            g.place.township,
            str(g.on.day.year),
            frozenset(name for s in g.sheets for name in s.columns),
        )
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


class FindingsFile(Struct, frozen=True):
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
            frozenset(sheet["kind"] for sheet in given["sheets"]),
            given["place"]["township"],
            given["on"]["day"][:4],
            frozenset(name for sheet in given["sheets"] for name in sheet["columns"]),
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
