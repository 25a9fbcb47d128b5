"""xianjie explain."""

from __future__ import annotations

import click

from cli.options import chinese_errors


@click.command("explain")
@click.argument("code", required=False, metavar="编号")
def command(code: str | None) -> None:
    """说明一个核查编号查什么、为什么、依据哪条；不写编号时列出全部。"""
    from reports.explanation import explain_check, explain_fault, list_checks

    with chinese_errors():
        if code is None:
            click.echo(list_checks(), nl=False)
        elif code.upper().startswith("LED"):
            click.echo(explain_fault(code.upper()), nl=False)
        else:
            click.echo(explain_check(code), nl=False)
