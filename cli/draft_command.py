"""xianjie draft."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import FILE, chinese_errors, quiet_option


@click.command("draft")
@click.argument("source", type=FILE, required=False, metavar="来源.yaml")
@click.option("-o", "--output", type=FILE, metavar="输出.docx", help="输出的 Word 文件")
@click.option("--pdf", is_flag=True, help="同时转成 PDF（须装有 LibreOffice）")
@click.option("--new", "kind", metavar="文种", help="打印一份带说明的样例，如 --new 转发通知")
@quiet_option
def command(source: Path | None, output: Path | None, kind: str | None, *, pdf: bool, quiet: bool) -> None:
    """按 GB/T 9704-2012 排出红头文件。

    例：xianjie draft 转发通知.yaml -o 转发通知.docx
    """
    from xianjie.typesetting import draft, example_source

    with chinese_errors():
        if kind is not None:
            click.echo(example_source(kind), nl=False)
            return
        if source is None or output is None:
            raise click.UsageError("请写来源文件和 -o 输出文件；用 --new 转发通知 可得到样例")
        notes = draft(source, output, pdf=pdf)
    if not quiet:
        for note in notes:
            click.echo(note, err=True)
