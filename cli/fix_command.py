"""xianjie fix."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import DAY, FILE, chinese_errors, configuration, configuration_option, quiet_option


@click.command("fix")
@click.argument("document", type=FILE, metavar="公文.docx")
@click.option("-o", "--output", type=FILE, required=True, help="修好的文件；不能与原文件同名")
@click.option("--track-changes", is_flag=True, help="改动写成 Word 修订，打开后可逐处接受或拒绝")
@click.option("--as-of", type=DAY, help="修订上写的日期；不写时为今天")
@quiet_option
@configuration_option
def command(document: Path, output: Path, track_changes: bool, as_of: object, quiet: bool, config: Path | None) -> None:  # noqa: FBT001 - click gives it by name
    """只修公文里机械的毛病：括号、虚位、标点、页边距、字体、行距、缩进、页码、版记。每处改动都列出，原文件不动。"""
    from xianjie.repair.fixing import fix

    with chinese_errors():
        lines = fix(document, output, day=as_of, track=track_changes, configuration=configuration(config))
    if not quiet:
        for line in lines:
            click.echo(line)
