"""xianjie check."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.long_work import progress_bar
from cli.options import (
    EXISTING,
    FILE,
    FOLDER,
    chinese_errors,
    configuration,
    place_and_time,
    quiet_option,
    reveal_option,
    write_json,
    write_result,
)

if TYPE_CHECKING:
    from checks.result import CheckResult
    from xianjie.checking import Progress

_FORMATS = ("text", "json", "xlsx")
_FILE_NAMES = {"text": "核查结果.txt", "json": "核查结果.json", "xlsx": "核查结果.xlsx"}


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=EXISTING, metavar="文件或文件夹...")
@place_and_time
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(_FORMATS), help="输出格式；多个时用 -o 指定文件夹"
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="输出文件，或（多种格式时）文件夹")
@click.option("--annotate", type=FOLDER, help="把问题批注到台账和公文（docx）的副本上，存入此文件夹")
@click.option("--mark", is_flag=True, help="批注时加黄底，并附可打印的“核查意见”表")
@click.option("--against", type=FILE, help="上次的核查结果.json，用来标出 已整改、未整改、新增")
@click.option("--waivers", type=FILE, help="免查清单.yaml")
@click.option("--password", help="台账的打开密码")
@click.option(
    "--engine", type=click.Choice(("auto", "polars", "pandas", "duckdb", "spark")), default="auto", help="计算引擎"
)
@click.option("--complete", type=click.Choice(("县", "乡镇", "村")), help="声明输入已覆盖整个县、乡镇或村")
@click.option("--select", multiple=True, metavar="编号,...", help="只做这些核查")
@click.option("--ignore", multiple=True, metavar="编号,...", help="不做这些核查")
@click.option(
    "--fail-on", type=click.Choice(("error", "warning", "info")), default="error", help="达到这一级别时退出码为 1"
)
@quiet_option
@reveal_option
def command(
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    output: Path | None,
    annotate: Path | None,
    fail_on: Any,
    config: Path | None,
    **given: Any,
) -> None:
    """核查台账、项目清单和公文，列出编了号的问题。

    例：xianjie check 新田镇/ --division 江西省/赣州市/上犹县 --on 2024-09-30
    """
    formats = formats or ("text",)
    _hold_outputs(formats, output)
    with chinese_errors():
        with progress_bar(quiet=given["quiet"]) as progress:
            result = _check(paths, config, given, progress)
        _report(result, formats, output, reveal=given["reveal"])
        if annotate is not None:
            _annotate(result, paths, annotate, given)
    if not given["quiet"] and not result.judged_anything:
        click.echo("没有可以判定的内容", err=True)
    sys.exit(1 if result.worst_at_least(fail_on) or not result.judged_anything else 0)


def _hold_outputs(formats: tuple[str, ...], output: Path | None) -> None:
    if "xlsx" in formats and output is None:
        raise click.UsageError("--format xlsx 要用 -o 指定文件")
    if len(formats) > 1 and (output is None or output.suffix):
        raise click.UsageError("多种格式要用 -o 指定一个文件夹")


def _check(paths: tuple[Path, ...], config: Path | None, given: dict[str, Any], progress: Progress) -> CheckResult:
    from xianjie.checking import CheckRequest, check

    return check(
        CheckRequest(
            paths=paths,
            configuration=configuration(config),
            division=given["division"],
            on=_day(given["on"]),
            as_of=_day(given["as_of"]),
            settings=given["settings"],
            policies=given["policies"],
            select=_codes(given["select"]),
            ignore=_codes(given["ignore"]),
            complete=given["complete"],
            engine=given["engine"],
            waivers=given["waivers"],
            against=given["against"],
            password=given["password"],
        ),
        progress,
    )


def _day(value: date | None) -> date | None:
    return value


def _codes(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for text in texts for code in text.split(",") if code.strip())


def _report(result: CheckResult, formats: tuple[str, ...], output: Path | None, *, reveal: bool) -> None:
    for name in formats:
        target = output / _FILE_NAMES[name] if output is not None and len(formats) > 1 else output
        if name == "json":
            from reports.findings_json import render_json

            write_json(render_json(result, reveal=reveal), target)
        elif name == "xlsx":
            from reports.workbook import write_workbook

            assert target is not None
            write_workbook(result, target, reveal=reveal)
        else:
            from reports.text import render_text

            write_result(render_text(result, reveal=reveal), target)


def _annotate(result: CheckResult, paths: tuple[Path, ...], folder: Path, given: dict[str, Any]) -> None:
    from xianjie.annotating import annotate_copies
    from xianjie.annotating_documents import annotate_documents

    workbooks = annotate_copies(result, paths, folder, mark=given["mark"], password=given["password"])
    for note in (*workbooks, *annotate_documents(result, paths, folder)):
        if not given["quiet"]:
            click.echo(note, err=True)
