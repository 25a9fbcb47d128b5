"""xianjie policies."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import DAY, FOLDER, chinese_errors, configuration, configuration_option, write_json, write_result


@click.group("policies")
def command() -> None:
    """要求库：五份文件和本县要求，每条在哪、何时何地适用、怎么判。"""


_form = click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="输出格式")
_local = click.option("--policies", "folders", multiple=True, type=FOLDER, help="本县要求所在的文件夹")


@command.command("list")
@click.option("--division", metavar="省/市/县", help="只列此地适用的")
@click.option("--on", type=DAY, help="只列此日有效的")
@click.option("--document", metavar="编号或标题", help="只列此文件的")
@click.option("--kind", metavar="种类", help="只列此类（threshold、deadline 等）")
@click.option("--level", metavar="层级", help="只列此层级（县、乡镇、村、户等）")
@click.option("--checked/--by-hand", default=None, help="只列有机器核查的，或须人工的")
@_form
@_local
@configuration_option
def list_requirements(form: str, folders: tuple[Path, ...], config: Path | None, **filters: object) -> None:
    """列出要求，可按地方、日期、文件、种类、层级筛选。"""
    from reports.requirements import render_list_json, render_list_text
    from xianjie.requirements import list_requirements as listed

    with chinese_errors():
        found = listed(configuration(config), folders, **filters)  # type: ignore[arg-type]  # click names them
        if form == "json":
            write_json(render_list_json(found), None)
        else:
            write_result(render_list_text(found), None)


@command.command("show")
@click.argument("requirement_id", metavar="要求编号")
@_form
@_local
@configuration_option
def show(requirement_id: str, form: str, folders: tuple[Path, ...], config: Path | None) -> None:
    """一条要求的全部内容。"""
    from reports.requirements import render_one_json, render_one_text
    from xianjie.requirements import find_requirement

    with chinese_errors():
        found = find_requirement(configuration(config), folders, requirement_id)
        if form == "json":
            write_json(render_one_json(found), None)
        else:
            write_result(render_one_text(found), None)


@command.command("coverage")
@_form
@_local
@configuration_option
def coverage(form: str, folders: tuple[Path, ...], config: Path | None) -> None:
    """每份文件的要求：有机器核查的、须人工的、待写核查的。"""
    from reports.requirements import render_coverage_json, render_coverage_text
    from xianjie.requirements import coverage as covered

    with chinese_errors():
        found = covered(configuration(config), folders)
        if form == "json":
            write_json(render_coverage_json(found), None)
        else:
            write_result(render_coverage_text(found), None)
