"""xianjie draft."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import FILE, chinese_errors, quiet_option


@click.command("draft")
@click.argument("sources", type=FILE, nargs=-1, metavar="来源.yaml...")
@click.option("-o", "--output", type=FILE, metavar="输出.docx", help="输出的 Word 文件；有几个来源时写文件夹")
@click.option("--pdf", is_flag=True, help="同时转成 PDF（须装有 LibreOffice）")
@click.option("--preview", is_flag=True, help="同时把各页画成图片：名称-预览-1.png 等（须装有 LibreOffice）")
@click.option("--config", type=FILE, metavar="文件", help="配置文件，默认用来源所在文件夹或其上级的 xianjie.toml")
@click.option("--new", "kind", metavar="文种", help="打印一份带说明的样例，如 --new 转发通知")
@quiet_option
def command(
    sources: tuple[Path, ...],
    output: Path | None,
    kind: str | None,
    config: Path | None,
    *,
    pdf: bool,
    preview: bool,
    quiet: bool,
) -> None:
    """按 GB/T 9704-2012 排出红头文件。

    例：xianjie draft 转发通知.yaml -o 转发通知.docx
    """
    from xianjie.typesetting import draft, example_source

    with chinese_errors():
        if kind is not None:
            click.echo(example_source(kind), nl=False)
            return
        if not sources or output is None:
            raise click.UsageError("请写来源文件和 -o 输出文件；用 --new 转发通知 可得到样例")
        notes = draft(sources, output, pdf=pdf, preview=preview, config=config)
    if not quiet:
        for note in notes:
            click.echo(note, err=True)
