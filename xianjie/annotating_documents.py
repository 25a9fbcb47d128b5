"""Copies of the submitted official documents with the findings as Word comments at their paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from checks.model import Finding
from checks.result import CheckResult
from documents.editing.comments import Comment, with_comments
from documents.package import UnreadableDocumentError
from ledgers.readers import SourceFile, collect_files
from reports.text import cite
from values.files import write_beside

AUTHOR = "衔接核查"
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv"})


def annotate_documents(result: CheckResult, paths: Sequence[Path], folder: Path) -> Iterator[str]:
    """Write a copy of every .docx that has findings of its own; yields what is to be said about each.

    What stands elsewhere than in a .docx (PDF, text, web page) has no place for a comment and is said.
    """
    by_path: dict[str, list[Finding]] = {}
    for finding in result.findings:
        if finding.nature == "document" and finding.cell is None:
            by_path.setdefault(finding.path, []).append(finding)
    days = {given.path: given.as_of.day for given in result.inputs}
    for source in collect_files(paths):
        if source.path in by_path:
            yield _annotated(source, by_path[source.path], folder, days.get(source.path))


def _annotated(source: SourceFile, findings: Sequence[Finding], folder: Path, day: date | None) -> str:
    data = source.read_bytes()
    suffix = PurePosixPath(source.path).suffix.lower()
    if not data.startswith(b"PK") or suffix != ".docx":
        why = "问题说的是整份表，没有单元格可批注" if suffix in _SHEETS else "不是 docx，不能加批注"
        return f"{source.path}：{why}；{len(findings)}个问题见核查结果"
    target = folder / Path(*PurePosixPath(source.path).parts)
    if target.resolve() == source.file.resolve():
        return f"{source.path}：批注文件夹就是原文件所在文件夹，原文件不改；请换一个文件夹"
    comments = [Comment(finding.paragraph, _said(finding)) for finding in findings]
    stamp = f"{(day or date(2000, 1, 1)).isoformat()}T00:00:00Z"
    try:
        annotated = with_comments(data, comments, author=AUTHOR, day=stamp)
    except UnreadableDocumentError as error:
        return f"{source.path}：不能加批注（{error}），请用 WPS 或 Word 打开后另存；{len(findings)}个问题见核查结果"
    write_beside(target, annotated)
    return f"{source.path}：{len(findings)}个问题已批注到 {target}（内部资料）"


def _said(finding: Finding) -> str:
    lines = [
        f"问题{finding.number} {_SEVERITIES[finding.severity]} {finding.code}（{finding.element}）",
        finding.message,
        f"要求：{finding.expected}" if finding.expected else "",
        f"依据：{'；'.join(cite(citation) for citation in finding.requirements)}",
        f"建议：{finding.suggestion}" if finding.suggestion else "",
    ]
    return "\n".join(line for line in lines if line)
