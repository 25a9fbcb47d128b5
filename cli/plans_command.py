"""xianjie plans."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import EXISTING, FILE, FOLDER, chinese_errors, configuration, place_and_time, quiet_option

if TYPE_CHECKING:
    from templates import Field
    from xianjie.plans.plan_files import Progress
    from xianjie.plans.planning import Planned


@click.command("plans")
@click.argument("paths", nargs=-1, type=EXISTING, metavar="台账或文件夹...")
@click.option("-o", "--output", type=FOLDER, help="写到哪个文件夹：一村一个文件夹，一户一份")
@place_and_time
@click.option("--zip", "zip_file", type=FILE, help="另打成一个 zip")
@click.option("--joined", type=FILE, help="另合成一个 .docx 供打印，每户从第1页起")
@click.option("--template", type=FILE, help="用自己改过的模板 .docx")
@click.option("--fields", is_flag=True, help="列出模板可以使用的字段")
@click.option("--all", "everyone", is_flag=True, help="台账还有错误的户也生成")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="数目", help="同时用几个进程")
@click.option("--resume", is_flag=True, help="接着上次的做：没有变化的跳过，人工填过的保留")
@quiet_option
def command(
    paths: tuple[Path, ...], output: Path | None, config: Path | None, *, fields: bool, quiet: bool, **given: Any
) -> None:
    """一户一策：由收入台账、监测对象台账给每户生成一份帮扶计划。

    台账中还有错误的户不生成，列入索引.xlsx 并写明原因（--all 也生成）。措施、责任人、时限和预计增收额留给帮扶责任人填写。

    例：xianjie plans 收入台账.xlsx 监测对象台账.xlsx -o 一户一策/
    """
    if fields:
        _show_fields()
        return
    if not paths or output is None:
        raise click.UsageError("请写明台账，并用 -o 指定文件夹")
    from xianjie.plans.plan_cases import PlansRequest
    from xianjie.plans.planning import make_plans

    with chinese_errors():
        request = PlansRequest(paths, output, configuration(config), **given)
        done = make_plans(request, None if quiet else _progress())
    click.echo(str(output / "索引.xlsx"))
    if not quiet:
        _report(done)
    sys.exit(1 if done.left_out else 0)


def _progress() -> Progress | None:
    """A count on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return None
    return lambda done, total: click.echo(f"\r{done}/{total}{chr(10) if done == total else ''}", nl=False, err=True)


def _report(done: Planned) -> None:
    unchanged = f"，没有变化{done.unchanged}份" if done.unchanged else ""
    edited = f"，保留人工填过的{len(done.edited)}份" if done.edited else ""
    click.echo(f"生成{done.written}份{unchanged}{edited}；未生成{done.left_out}户{'，原因见索引.xlsx' if done.left_out else ''}。", err=True)
    for note in done.notes:
        click.echo(f"注意：{note}", err=True)


def _show_fields() -> None:
    from drafting.household_plan import TEMPLATE
    from xianjie.plans.plan_files import plan_fields

    click.echo("模板可以使用的字段（在 Word 或 WPS 中写成 {{ 字段 }}；列表用 {%tr for 项 in 列表 %} … {{ 项.字段 }} … {%tr endfor %}）：")
    for line in _field_lines(plan_fields(TEMPLATE), ""):
        click.echo(line)


def _field_lines(fields: tuple[Field, ...], indent: str) -> Iterator[str]:
    for field in fields:
        example = f"，如 {field.example}" if field.example not in (None, "") and not field.items else ""
        yield f"{indent}{field.name}{'（列表）' if field.type == 'list' else ''}：{field.title}{example}"
        yield from _field_lines(field.items, indent + "    ")
