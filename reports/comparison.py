"""What `xianjie compare` says. `rectified`, `outstanding`, `new`, `not_judged` are lists of findings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Protocol

from checks.model import Finding
from reports.findings_json import finding_data
from reports.masking import mask_findings
from reports.text import where

FORMAT = "xianjie-comparison/1"


class Comparison(Protocol):
    """Four lists of findings."""

    @property
    def rectified(self) -> tuple[Finding, ...]: ...
    @property
    def outstanding(self) -> tuple[Finding, ...]: ...
    @property
    def new(self) -> tuple[Finding, ...]: ...
    @property
    def not_judged(self) -> tuple[Finding, ...]: ...


def _lists(comparison: Comparison) -> tuple[tuple[str, str, tuple[Finding, ...]], ...]:
    return (
        ("rectified", "已整改", comparison.rectified),
        ("outstanding", "未整改", comparison.outstanding),
        ("new", "新增", comparison.new),
        ("not_judged", "无法判定", comparison.not_judged),
    )


def render_comparison_json(comparison: Comparison) -> str:
    lists = {key: [finding_data(f) for f in mask_findings(found)] for key, _, found in _lists(comparison)}
    return json.dumps({"format": FORMAT, **lists}, ensure_ascii=False, indent=1) + "\n"


def render_comparison_text(comparison: Comparison) -> str:
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    for _, name, found in _lists(comparison):
        yield f"{name} {len(found)} 个"
        yield from _listed(mask_findings(found))
    counts = "、".join(f"{name} {len(found)}" for _, name, found in _lists(comparison))
    yield f"合计：{counts}。"


def _listed(found: Sequence[Finding]) -> Iterator[str]:
    for finding in found:
        who = " ".join(part for part in (finding.place.village, finding.subject) if part)
        place = f"{finding.path} {where(finding)}{f'({who})' if who else ''}"
        yield f"  问题{finding.number} {finding.code} {place}:{finding.message}"
