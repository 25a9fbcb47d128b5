"""The findings file: format xianjie-findings/1."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from checks.model import Finding, Skipped
from checks.result import CheckResult, InputReport, SheetReport, counted
from reports.masking import masked

FORMAT = "xianjie-findings/1"


def render_json(result: CheckResult, *, reveal: bool = False) -> str:
    return json.dumps(as_data(masked(result, reveal=reveal)), ensure_ascii=False, indent=1) + "\n"


def as_data(result: CheckResult) -> dict[str, Any]:
    """Every key always present, null when unknown."""
    return {
        "format": FORMAT,
        "tool": {"version": result.version, "register": result.register},
        "checks_run": list(result.checks_run),
        "inputs": [_input(given) for given in result.inputs],
        "findings": [finding_data(finding) for finding in result.findings],
        "waived": [
            {
                **finding_data(w.finding),
                "waiver": {"reason": w.waiver.reason, "by": w.waiver.by, "until": w.waiver.until.isoformat()},
            }
            for w in result.waived
        ],
        "skipped": [_skipped(skip) for skip in result.skipped],
        "rectified": [finding_data(finding) for finding in result.rectified],
        "not_judged": [finding_data(finding) for finding in result.not_judged],
        "summary": _summary(result),
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    data = asdict(finding)
    data["cells"] = list(finding.cells)
    data["requirements"] = [asdict(citation) for citation in finding.requirements]
    return data


def _input(given: InputReport) -> dict[str, Any]:
    return {
        "path": given.path,
        "kind": given.kind,
        "title": given.title,
        "division": given.division,
        "on": {"day": given.on.day.isoformat(), "from": given.on.source},
        "as_of": {"day": given.as_of.day.isoformat(), "from": given.as_of.source},
        "place": asdict(given.place),
        "sheets": [_sheet(sheet) for sheet in given.sheets],
    }


def _sheet(sheet: SheetReport) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "kind": sheet.kind,
        "header_rows": list(sheet.header_rows),
        "data_rows": sheet.data_rows,
        "columns": {field: {"letter": c.letter, "header": c.header} for field, c in sheet.columns.items()},
        "unrecognised": list(sheet.unrecognised),
        "left_out_rows": [{"row": row, "why": why} for row, why in sheet.left_out_rows],
    }


def _skipped(skip: Skipped) -> dict[str, Any]:
    return {
        "code": skip.code,
        "path": skip.path,
        "sheet": skip.sheet,
        "requirement": skip.requirement,
        "reason": skip.reason,
        "fingerprints": None if skip.fingerprints is None else list(skip.fingerprints),
    }


def _summary(result: CheckResult) -> dict[str, Any]:
    return {
        "files": len(result.inputs),
        "rows": result.rows,
        "requirements": {
            "applied": len(result.applied),
            "not_applicable": len(result.not_applicable),
            "not_judged": len(result.not_judged_requirements),
        },
        "findings": {severity: result.count(severity) for severity in ("error", "warning", "info")},
        "by_code": dict(sorted(counted(f.code for f in result.findings).items())),
        "by_township": counted(f.place.township for f in result.findings),
        "by_village": counted(f.place.village for f in result.findings),
    }
