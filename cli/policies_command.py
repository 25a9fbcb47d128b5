"""xianjie policies."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cli.options import (
    DAY,
    EXISTING,
    FILE,
    FOLDER,
    chinese_errors,
    configuration,
    configuration_option,
    write_json,
    write_result,
)


@click.group("policies")
def command() -> None:
    """要求库：五份文件和本县要求，每条在哪、何时何地适用、怎么判。"""


_form = click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="输出格式")
_output = click.option("-o", "--output", type=FILE, help="输出文件")
_local = click.option("--policies", "folders", multiple=True, type=FOLDER, help="本县要求所在的文件夹")


@command.command("list")
@click.option("--division", metavar="省/市/县", help="只列此地适用的")
@click.option("--on", type=DAY, help="只列此日有效的；过渡期以后的日子，把原有的也列出并标“须核对新政策”")
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
    from xianjie.register.requirements import list_requirements as listed

    with chinese_errors():
        found = listed(configuration(config), folders, with_outlived=True, **filters)  # type: ignore[arg-type]  # click names them
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
    from xianjie.register.requirements import find_requirement

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
    from xianjie.register.requirements import coverage as covered

    with chinese_errors():
        found = covered(configuration(config), folders)
        if form == "json":
            write_json(render_coverage_json(found), None)
        else:
            write_result(render_coverage_text(found), None)


@command.command("verify")
@click.argument("sources", nargs=-1, required=True, type=EXISTING, metavar="来文...")
@click.option("--all", "all_wanted", is_flag=True, help="要求库中的文件须全部给出来文，缺的也算不通过")
@_form
@_output
@_local
@configuration_option
def verify(
    sources: tuple[Path, ...],
    *,
    all_wanted: bool,
    form: str,
    output: Path | None,
    folders: tuple[Path, ...],
    config: Path | None,
) -> None:
    """对照来文核对要求库：条款在不在，数值和原文短句还是不是那样。来文可以是文件或文件夹（txt、docx、pdf、网页）。"""
    from reports.policy_texts import render_verification_json, render_verification_text
    from xianjie.register.policy_texts import verify_sources

    with chinese_errors():
        run = verify_sources(configuration(config), folders, sources, all_wanted=all_wanted)
        if form == "json":
            write_json(render_verification_json(run), output)
        else:
            write_result(render_verification_text(run), output)
    sys.exit(0 if run.passed else 1)


@command.command("extract")
@click.argument("file", type=FILE, metavar="来文")
@click.option("--number", default="", metavar="文号", help="一份文件里有几份来文时，起草哪一份；不写时起草最后一份")
@click.option("-o", "--output", type=FILE, help="草稿 YAML；不写时显示在屏幕上")
def extract(file: Path, number: str, output: Path | None) -> None:
    """从新来文起草要求库条目：数值、时限、频次、责任单位各在哪一条。每一条都须由人对照原文确认。"""
    from reports.policy_draft import render_draft
    from xianjie.register.policy_texts import draft_entries

    with chinese_errors():
        draft = draft_entries(file, number=number)
        write_json(render_draft(draft), output)
    click.echo(
        f"《{draft.title}》：起草 {len(draft.entries)} 条，每条都须由人确认；"
        "适用地区、有效期、层级、判定范围、考核板块须填写，没有数值的要求须通读原文补上。",
        err=True,
    )


@command.command("diff")
@click.argument("old", type=FILE, metavar="旧来文")
@click.argument("new", type=FILE, metavar="新来文")
@_form
@_output
def diff(old: Path, new: Path, form: str, output: Path | None) -> None:
    """比较两年的来文（或起草的 YAML）：哪些数值变了，哪些是新增、取消的。"""
    from reports.policy_texts import render_differences_json, render_differences_text
    from xianjie.register.policy_texts import compare_texts

    with chinese_errors():
        comparison = compare_texts(old, new)
        if form == "json":
            write_json(render_differences_json(comparison), output)
        else:
            write_result(render_differences_text(comparison), output)
    sys.exit(1 if comparison.differences else 0)
