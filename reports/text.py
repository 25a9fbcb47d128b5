"""The report on the terminal: short, in the order of the files, the same on a GBK console."""

from __future__ import annotations

from collections.abc import Iterator

from checks.model import Citation, Finding, Severity
from checks.result import CheckResult, InputReport
from reports.masking import masked

SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}


def render_text(result: CheckResult, *, reveal: bool = False) -> str:
    return "\n".join(_lines(masked(result, reveal=reveal))) + "\n"


def _lines(result: CheckResult) -> Iterator[str]:
    yield _applicability(result)
    for given in result.inputs:
        yield _input(given)
    path = None
    for finding in result.findings:
        if finding.path != path:
            path = finding.path
            yield ""
            yield f"【{path}】"
        yield from _finding(finding)
    yield ""
    yield from _skipped(result)
    yield from (f"注意：{note}" for note in result.notes)
    yield _summary(result)


def _applicability(result: CheckResult) -> str:
    if not result.applied and not result.not_judged_requirements:
        return "无适用政策，仅作数据质量核查"
    text = f"适用要求 {len(result.applied)} 条"
    if result.not_judged_requirements:
        text += f";另有 {len(result.not_judged_requirements)} 条适用但未能判定"
    return text


def _input(given: InputReport) -> str:
    if given.kind is None:
        return f"  {given.path}：未能识别"
    if given.kind == "text":
        return f"  {given.path}：附件、计划等文字材料，随通知一起核对"
    rows = sum(sheet.data_rows for sheet in given.sheets)
    size = f"{rows}行，" if given.sheets else ""
    place = given.division or "未知区划"
    days = f"要求按{given.on.day}（{given.on.source}），进度按{given.as_of.day}（{given.as_of.source}）"
    return f"  {given.path}：{size}{place}，{days}"


def _finding(finding: Finding) -> Iterator[str]:
    state = f"[{finding.state}]" if finding.state else ""
    place = " ".join(p for p in (finding.place.village, finding.subject) if p)
    yield (
        f"问题{finding.number} {SEVERITY_NAMES[finding.severity]} {finding.code}{state} {where(finding)}"
        f"{f'（{place}）' if place else ''}"
    )
    yield f"    {finding.message}"
    yield f"    要求：{finding.expected or '—'}。依据：{';'.join(cite(c) for c in finding.requirements)}"
    if finding.suggestion:
        yield f"    建议：{finding.suggestion}"


def where(finding: Finding) -> str:
    """工作表 收入!H12, 第3页, 第7段, 第9行 … what the kind of file knows."""
    parts = []
    if finding.sheet or finding.cell:
        parts.append("!".join(p for p in (finding.sheet, finding.cell) if p))
    elif finding.row:
        parts.append(f"第{finding.row}行")
    if finding.page:
        parts.append(f"第{finding.page}页")
    if finding.paragraph:
        parts.append(f"第{finding.paragraph}段")
    if finding.element:
        parts.append(finding.element)
    if finding.count > 1:
        parts.append(f"共{finding.count}处")
    return " ".join(parts) or "全文"


def cite(citation: Citation) -> str:
    apart = " " if citation.document[-1:].isascii() and citation.clause[:1].isascii() else ""
    text = f"{citation.document}{apart}{citation.clause}"
    return f"{text}[{citation.id}]" if citation.id else text


def _skipped(result: CheckResult) -> Iterator[str]:
    """What was not judged: checks left out as a whole, a line a reason; single records as a count."""
    open_questions = [skip for skip in result.skipped if not skip.not_applicable]
    whole = [skip for skip in open_questions if skip.fingerprints is None]
    if whole:
        yield f"未判定 {len(whole)} 项："
    alike: dict[tuple[str, str], list[str]] = {}
    for skip in whole:
        alike.setdefault((skip.path or "", skip.reason), []).append(skip.code)
    for (path, reason), codes in alike.items():
        yield f"  {'、'.join(dict.fromkeys(codes))} {path}{'：' if path else ''}{reason}"
    if records := sum(len(skip.fingerprints or ()) for skip in open_questions):
        yield f"另有 {records} 处因所在行数据空缺、无法识别或已脱敏而未判定（明细在核查结果.xlsx 的“未判定”表）"
    if result.not_applicable:
        yield f"当地当时不适用的要求 {len(result.not_applicable)} 条（用 --format json 可看清单）"


def _summary(result: CheckResult) -> str:
    counts = "、".join(f"{name} {result.count(severity)}" for severity, name in SEVERITY_NAMES.items())
    text = f"共核查 {len(result.inputs)} 个文件、{result.rows} 行，发现问题 {len(result.findings)} 个（{counts}）"
    if result.waived:
        text += f"；免查 {len(result.waived)} 个"
    if result.rectified or result.not_judged or any(f.state for f in result.findings):
        new = sum(f.state == "新增" for f in result.findings)
        kept = sum(f.state == "未整改" for f in result.findings)
        text += (
            f";与上次相比：已整改 {len(result.rectified)}、未整改 {kept}、新增 {new}、无法判定 {len(result.not_judged)}"
        )
    return text + "。"
