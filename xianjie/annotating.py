"""Copies of the submitted workbooks with the findings as comments on the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from checks.model import Finding
from checks.result import CheckResult
from ledgers.annotated import AnnotationError, Mark, Opinion, annotate_workbook, keeps_format
from ledgers.readers import SourceFile, collect_files
from ledgers.readers.archive import MemberError
from reports.text import cite
from values.files import write_beside


def annotate_copies(
    result: CheckResult, paths: Sequence[Path], folder: Path, *, mark: bool = False, password: str | None = None
) -> Iterator[str]:
    """Write a copy of every workbook that has findings; yields what is to be said about each.

    The copies are working papers: they are the office's own files, full numbers included.
    """
    by_path: dict[str, list[Finding]] = {}
    for finding in result.findings:
        if finding.cell:
            by_path.setdefault(finding.path, []).append(finding)
    for source in collect_files(paths):
        if source.path in by_path:
            yield _annotated(source, by_path[source.path], folder, mark=mark, password=password)


def _annotated(source: SourceFile, findings: list[Finding], folder: Path, *, mark: bool, password: str | None) -> str:
    try:
        data = source.read_bytes(password)
    except MemberError as refusal:
        return f"{source.path}：不能批注：{refusal}"
    marks = [one for finding in findings for one in _marks(finding)]
    opinions = [_opinion(finding) for finding in findings] if mark else None
    try:
        copy = annotate_workbook(data, marks, fill=mark, opinion=opinions, path=source.path, password=password)
    except AnnotationError as error:
        return f"{source.path}：{error}"
    target = folder / _copy_name(source.path, same_format=keeps_format(data))
    if target.resolve() == source.file.resolve():
        return f"{source.path}：批注文件夹就是原文件所在文件夹，原文件不改；请换一个文件夹"
    write_beside(target, copy)
    return f"{source.path}：{len(findings)}个问题已批注到 {target}（内部资料）"


def _copy_name(path: str, *, same_format: bool) -> Path:
    parts = PurePosixPath(path)
    return Path(*parts.parts) if same_format else Path(*parts.parts[:-1], f"{parts.name}.xlsx")


def _marks(finding: Finding) -> Iterator[Mark]:
    """The comment stands on the cell to correct; a column-wide finding marks every cell, in short."""
    text = (
        f"问题{finding.number} {finding.code}：{finding.message}。要求：{finding.expected}。{finding.suggestion or ''}"
    )
    cells = finding.cells if finding.count > 1 else (finding.cell,)
    for number, cell in enumerate(cells):
        if cell is not None:
            note = text if number == 0 else f"问题{finding.number} {finding.code}：同第一处批注"
            yield Mark(finding.sheet, cell, note, finding.severity)


def _opinion(finding: Finding) -> Opinion:
    basis = "；".join(cite(citation) for citation in finding.requirements)
    return Opinion(
        finding.number,
        finding.severity,
        finding.sheet,
        finding.cell,
        finding.message,
        f"{finding.expected or ''}（{basis}）",
        finding.suggestion or "",
    )
