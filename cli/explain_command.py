"""xianjie explain."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import FOLDER, chinese_errors, configuration, configuration_option


@click.command("explain")
@click.argument("code", required=False, metavar="编号")
@click.option("--policies", "folders", multiple=True, type=FOLDER, help="本县要求所在的文件夹")
@configuration_option
def command(code: str | None, folders: tuple[Path, ...], config: Path | None) -> None:
    """说明一个核查编号查什么、为什么、依据哪条；不写编号时列出全部，本县自定的（LOC…）也在内。"""
    from reports.explanation import explain_check, explain_fault, list_checks

    with chinese_errors():
        if code is not None and code.upper().startswith("LED"):
            click.echo(explain_fault(code.upper()), nl=False)
            return
        local = (*configuration(config).policies, *folders)
        click.echo(list_checks(local) if code is None else explain_check(code, local), nl=False)
