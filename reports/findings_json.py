"""The findings file: format xianjie-findings/1."""

from __future__ import annotations

import json
from typing import Any

from msgspec.structs import fields

from checks.model import Finding, Place, Skipped
from checks.result import CheckResult, InputReport, SheetReport, counted
from reports.masking import masked

FORMAT = "xianjie-findings/1"
_FINDING_KEYS = tuple(field.name for field in fields(Finding))


def render_json(result: CheckResult, *, reveal: bool = False) -> str:
    """One finding a line: readable, and written by the fast encoder."""
    data = as_data(masked(result, reveal=reveal))
    members = (f" {_compact(key)}: {_member(value)}" for key, value in data.items())
    return "{\n" + ",\n".join(members) + "\n}\n"


def _member(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _compact(value)
    return "[\n  " + ",\n  ".join(map(_compact, value)) + "\n ]"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


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
    data: dict[str, Any] = {name: getattr(finding, name) for name in _FINDING_KEYS}
    data["cells"] = list(finding.cells)
    data["members"] = list(finding.members)
    data["place"] = _place(finding.place)
    data["requirements"] = [
        {"id": c.id, "document": c.document, "clause": c.clause, "title": c.title} for c in finding.requirements
    ]
    return data


def _place(place: Place) -> dict[str, str | None]:
    return {"county": place.county, "township": place.township, "village": place.village}


def _input(given: InputReport) -> dict[str, Any]:
    return {
        "path": given.path,
        "kind": given.kind,
        "title": given.title,
        "division": given.division,
        "on": {"day": given.on.day.isoformat(), "from": given.on.source},
        "as_of": {"day": given.as_of.day.isoformat(), "from": given.as_of.source},
        "place": _place(given.place),
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
