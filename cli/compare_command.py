"""xianjie compare."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cli.options import FILE, chinese_errors, write_json, write_result


@click.command("compare")
@click.argument("old", type=FILE, metavar="上次.json")
@click.argument("new", type=FILE, metavar="这次.json")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="输出格式")
@click.option("-o", "--output", type=FILE, help="输出文件")
def command(old: Path, new: Path, form: str, output: Path | None) -> None:
    """逐条比较两次核查结果：已整改、未整改、新增、无法判定。"""
    from reports.comparison import render_comparison_json, render_comparison_text
    from xianjie.comparing import compare, read_findings

    with chinese_errors():
        before, after = read_findings(old), read_findings(new)
        comparison = compare(before, after.findings, after.judgement)
        if form == "json":
            write_json(render_comparison_json(comparison), output)
        else:
            write_result(render_comparison_text(comparison), output)
    sys.exit(1 if comparison.differs else 0)
