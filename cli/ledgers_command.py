"""xianjie ledgers."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cli.options import (
    EXISTING,
    FILE,
    chinese_errors,
    configuration,
    configuration_option,
    quiet_option,
    write_json,
    write_result,
)


@click.group("ledgers")
def command() -> None:
    """台账种类、字段，以及文件是怎样被认出来的。"""


_form = click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="输出格式")


@command.command("kinds")
@click.argument("kind", required=False, metavar="种类")
@_form
def kinds(kind: str | None, form: str) -> None:
    """列出台账种类；写明种类时列出它的字段。"""
    from reports.ledger_kinds import render_kinds_text
    from xianjie.ledger_kinds import kinds_described

    with chinese_errors():
        described = kinds_described(kind)
        if form == "json":
            write_json(json.dumps(described, ensure_ascii=False, indent=1) + "\n", None)
        else:
            write_result(render_kinds_text(described, fields=kind is not None), None)


@command.command("inspect")
@click.argument("file", type=EXISTING, metavar="文件")
@click.option("--password", help="打开密码")
@click.option("--reveal", is_flag=True, help="不隐去身份证号、电话和银行账号")
@_form
@configuration_option
def inspect(file: Path, form: str, config: Path | None, *, password: str | None, reveal: bool) -> None:
    """一个文件是怎样被认出来的：表头、列、略去的行，JSON 中逐格列出。"""
    from reports.inspection import render_inspection_json, render_inspection_text
    from xianjie.inputs.opening import open_inputs

    with chinese_errors():
        opened = open_inputs((file,), password, configuration(config).headers)
        if form == "json":
            write_json(render_inspection_json(opened, reveal=reveal), None)
        else:
            write_result(render_inspection_text(opened, reveal=reveal), None)


@command.command("template")
@click.argument("kind", metavar="种类")
@click.option("-o", "--output", required=True, type=FILE, help="写成 .xlsx")
def template(kind: str, output: Path) -> None:
    """一份空台账：必填列标*，下拉选项、格式和填表说明齐全，可直接下发填报。

    例：xianjie ledgers template 监测对象台账 -o 监测对象台账.xlsx
    """
    from xianjie.ledger_files import write_template

    with chinese_errors():
        write_template(kind, output)
    click.echo(str(output))


@command.command("merge")
@click.argument("files", nargs=-1, required=True, type=EXISTING, metavar="文件...")
@click.option("-o", "--output", required=True, type=FILE, help="写成 .xlsx（内部资料，含完整号码）")
@click.option("--kind", metavar="种类", help="汇总哪一种台账；不写时取行数最多的一种")
@click.option("--password", help="打开密码")
@configuration_option
@quiet_option
def merge(
    files: tuple[Path, ...], output: Path, kind: str | None, password: str | None, config: Path | None, *, quiet: bool
) -> None:
    """把各乡镇报来的同一种台账汇总成一份：列按栏目对齐，注明每行的来源，没有汇总的逐条列出原因。

    例：xianjie ledgers merge 报送/ -o 全县监测对象台账.xlsx --kind 监测对象台账
    """
    from xianjie.ledger_files import write_merged

    with chinese_errors():
        merged = write_merged(files, output, kind, password, configuration(config).headers)
    click.echo(str(output))
    if not quiet:
        for note in merged.notes:
            click.echo(note, err=True)
