"""What `policies verify` and `policies diff` say, as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from policies.differences import Differences
from policies.extraction import Statement
from policies.model import Policy
from policies.verification import Held, Mismatch, Verification

VERIFICATION = "xianjie-verification/1"
DIFFERENCES = "xianjie-policy-differences/1"


class NotRead(Protocol):
    """A file that could not be read."""

    @property
    def file(self) -> str: ...
    @property
    def reason(self) -> str: ...


class VerificationRun(Protocol):
    """A verification and what could not be part of it."""

    @property
    def verification(self) -> Verification: ...
    @property
    def not_read(self) -> Sequence[NotRead]: ...
    @property
    def passed(self) -> bool: ...


class ComparedText(Protocol):
    """One side of a comparison."""

    @property
    def file(self) -> str: ...
    @property
    def title(self) -> str: ...


class PolicyComparison(Protocol):
    """Two documents and their differences."""

    @property
    def old(self) -> ComparedText: ...
    @property
    def new(self) -> ComparedText: ...
    @property
    def differences(self) -> Differences: ...


def render_verification_json(run: VerificationRun) -> str:
    verification = run.verification
    return _dump(
        {
            "format": VERIFICATION,
            "passed": run.passed,
            "documents": [_held_data(held) for held in verification.held],
            "unread": [_policy_data(policy) for policy in verification.unread],
            "unknown": [{"file": text.file, "title": text.name} for text in verification.unknown],
            "not_read": [{"file": file.file, "reason": file.reason} for file in run.not_read],
        }
    )


def _held_data(held: Held) -> dict[str, Any]:
    mismatches = [_mismatch_data(mismatch) for mismatch in held.mismatches]
    return {
        **_policy_data(held.policy),
        "file": held.text.file,
        "requirements": held.requirements,
        "mismatches": mismatches,
    }


def _policy_data(policy: Policy) -> dict[str, Any]:
    return {"id": policy.id, "document": policy.citation}


def _mismatch_data(mismatch: Mismatch) -> dict[str, Any]:
    requirement = mismatch.requirement
    return {
        "kind": mismatch.kind,
        "requirement": requirement.id if requirement else None,
        "title": requirement.title if requirement else None,
        "clause": mismatch.clause,
        "expected": mismatch.expected,
        "found": mismatch.found or None,
        "found_in": mismatch.where or None,
    }


def render_verification_text(run: VerificationRun) -> str:
    return "\n".join(_verification_lines(run)) + "\n"


def _verification_lines(run: VerificationRun) -> Iterator[str]:
    verification = run.verification
    for held in verification.held:
        result = f"{len(held.mismatches)} 处不符" if held.mismatches else "全部相符"
        yield f"{held.policy.id} {held.policy.citation}：{held.requirements} 条要求，{result}（{held.text.file}）"
        yield from (_mismatch_line(mismatch) for mismatch in held.mismatches)
    for policy in verification.unread:
        yield f"未核对（没有给出来文）：{policy.id} {policy.citation}"
    for text in verification.unknown:
        yield f"不在要求库中：{text.file}《{text.name}》。新文件可用 policies extract 起草条目"
    for file in run.not_read:
        yield f"没有读入：{file.reason}"
    requirements = sum(held.requirements for held in verification.held)
    counted = f"{len(verification.held)} 份文件 {requirements} 条要求，{len(verification.mismatches)} 处不符"
    yield f"合计：核对 {counted}。{'通过。' if run.passed else '未通过。'}"


def _mismatch_line(mismatch: Mismatch) -> str:
    requirement = mismatch.requirement
    whom = f"{requirement.id} {mismatch.clause} {requirement.title}" if requirement else mismatch.clause
    found = f"来文{mismatch.where}有“{mismatch.found}”" if mismatch.found else "来文中没有相近的文字"
    return f"  {mismatch.kind}：{whom}。要求库：{mismatch.expected}；{found}"


def render_differences_json(comparison: PolicyComparison) -> str:
    found = comparison.differences
    return _dump(
        {
            "format": DIFFERENCES,
            "old": _text_data(comparison.old),
            "new": _text_data(comparison.new),
            "changed": [{"old": _statement_data(c.old), "new": _statement_data(c.new)} for c in found.changed],
            "added": [_statement_data(statement) for statement in found.added],
            "removed": [_statement_data(statement) for statement in found.removed],
        }
    )


def _text_data(text: ComparedText) -> dict[str, Any]:
    return {"file": text.file, "title": text.title}


def _statement_data(statement: Statement) -> dict[str, Any]:
    return {
        "clause": statement.clause.label,
        "heading": statement.clause.heading or None,
        "figures": [figure.worded for figure in statement.figures],
        "text": statement.text,
    }


def render_differences_text(comparison: PolicyComparison) -> str:
    return "\n".join(_difference_lines(comparison)) + "\n"


def _difference_lines(comparison: PolicyComparison) -> Iterator[str]:
    found = comparison.differences
    yield f"旧：《{comparison.old.title}》（{comparison.old.file}）"
    yield f"新：《{comparison.new.title}》（{comparison.new.file}）"
    for change in found.changed:
        yield f"数值变化：{_figures(change.old)} → {_figures(change.new)}"
        yield f"  旧 {_where(change.old)}：{change.old.text}"
        yield f"  新 {_where(change.new)}：{change.new.text}"
    yield from (f"新增：{_figures(statement)}  {_where(statement)}：{statement.text}" for statement in found.added)
    yield from (f"取消：{_figures(statement)}  {_where(statement)}：{statement.text}" for statement in found.removed)
    counts = f"数值变化 {len(found.changed)} 处、新增 {len(found.added)} 处、取消 {len(found.removed)} 处"
    yield f"合计：{counts}。按条款标题和措辞对应，请对照原文确认。"


def _figures(statement: Statement) -> str:
    measures = [figure for figure in statement.figures if not figure.is_date]
    return "、".join(dict.fromkeys(figure.worded for figure in measures or statement.figures))


def _where(statement: Statement) -> str:
    return f"{statement.clause.label} {statement.clause.heading}".strip()


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
