"""xianjie rectify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import FILE, FOLDER, chinese_errors, configuration, configuration_option, quiet_option

if TYPE_CHECKING:
    from xianjie.rectification.rectifying import Rectified


@click.command("rectify")
@click.argument("source", type=FILE, metavar="核查结果或问题清单")
@click.option("-o", "--output", required=True, type=FOLDER, help="写到哪个文件夹；其中已有的整改台账会接着编")
@click.option("--number-year", type=click.IntRange(2000, 2100), metavar="年份", help="新问题编号用的年份")
@configuration_option
@quiet_option
def command(source: Path, output: Path, number_year: int | None, config: Path | None, *, quiet: bool) -> None:
    """由核查结果或上级反馈的问题清单生成退回修改清单、整改台账和整改通知。

    \b
    核查结果.json：数据问题退回修改，政策问题全部列入台账并注明待核。
    核查结果.xlsx：核实为“属实”的政策问题列入台账；不属实的不退回、不列入。
    问题清单.xlsx：每个问题列入台账。

    例：xianjie rectify 核查结果.xlsx -o 整改/
    """  # noqa: D301 - the backspace is click's sign for lines kept as they are
    from xianjie.rectification.rectifying import RectifyRequest, rectify

    with chinese_errors():
        done = rectify(RectifyRequest(source, output, configuration(config), number_year))
    _report(done, output, quiet=quiet)


def _report(done: Rectified, folder: Path, *, quiet: bool) -> None:
    for name in done.files:
        click.echo(str(folder / name))
    if quiet:
        return
    click.echo(_summary(done), err=True)
    for note in done.notes:
        click.echo(f"注意：{note}", err=True)
    for name in done.put_aside:
        click.echo(f"原文件已另存：{name}", err=True)


def _summary(done: Rectified) -> str:
    if not done.files:
        text = "没有需要退回或整改的问题"
    else:
        text = f"退回修改{done.returned}个；整改台账共{done.problems}个问题，新编号{done.new}个（{done.year}年）"
    left_out = "、".join(f"{verdict}{count}个" for verdict, count in done.left_out.items())
    return text + (f"；未列入整改台账的政策问题：{left_out}" if left_out else "") + "。"
