"""xianjie checklist."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from cli.options import DAY, FILE, FOLDER, chinese_errors, configuration, configuration_option, quiet_option


@click.command("checklist")
@click.option("-o", "--output", required=True, type=FILE, help="写成 .xlsx 或 .docx")
@click.option("--level", type=click.Choice(("县", "乡镇", "村", "部门")), help="哪一级的自查清单")
@click.option("--unit", metavar="责任单位", help="只列这个责任单位的")
@click.option("--findings", type=FILE, help="核查结果.json，用来填“核查情况”")
@click.option("--division", metavar="省/市/县", help="所在区划；不写时用核查结果或配置中的，都没有时列出全部")
@click.option("--on", type=DAY, help="按哪一天有效的要求列出")
@click.option("--policies", multiple=True, type=FOLDER, help="本县要求所在的文件夹")
@configuration_option
@quiet_option
def command(output: Path, on: date | None, config: Path | None, *, quiet: bool, **given: Any) -> None:
    """考核前的自查清单：按考核板块、层级和责任单位列出要求、依据、备查材料和核查情况。

    例：xianjie checklist -o 自查清单.xlsx --level 村 --division 江西省/赣州市/上犹县 --on 2024-12-31
    """
    from xianjie.register.checklists import ChecklistRequest, write_checklist

    with chinese_errors():
        done = write_checklist(ChecklistRequest(output, configuration(config), on=on, **given))
    click.echo(str(output))
    if not quiet:
        for note in done.notes:
            click.echo(note, err=True)
