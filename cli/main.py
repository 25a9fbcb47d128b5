"""The program `xianjie`: one command a file, each imported when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from cli.chinese import speak_chinese
from xianjie.version import __version__

_COMMANDS = {
    "check": "核查台账、项目清单和公文，列出编了号的问题",
    "draft": "按 GB/T 9704-2012 排出红头文件",
    "fix": "修公文里机械的毛病，每处改动都列出，原文件不动",
    "rectify": "由问题生成退回修改清单和整改台账",
    "compare": "比较两次核查：已整改、未整改、新增、无法判定",
    "checklist": "考核前的自查清单",
    "plans": "一户一策：每户一份帮扶计划",
    "policies": "要求库：文件、条款、要求和核查覆盖情况",
    "ledgers": "台账种类、字段，以及文件是怎样被认出来的",
    "explain": "说明一个核查编号查什么、为什么",
}
_MODULES = {name: f"cli.{name}_command" for name in _COMMANDS}


def _in_chinese(command: click.Command) -> click.Command:
    """The words of a usage line; groups hand them down to their commands."""
    command.options_metavar = "[选项]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 ..."
        for inner in command.commands.values():
            _in_chinese(inner)
    return command


class _Lazy(click.Group):
    """Knows the names and one line of each command; the rest is imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        if cmd_name not in _MODULES:
            return None
        command = importlib.import_module(_MODULES[cmd_name]).command
        assert isinstance(command, click.Command)
        return _in_chinese(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        with formatter.section("命令"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[选项]",
    subcommand_metavar="命令 ...",
)
@click.version_option(__version__, prog_name="xianjie", help="显示版本后退出。")
def program() -> None:
    """衔接：巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作的台账核查和公文工具。"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program; a mistake of the user ends with a Chinese sentence and exit code 2."""
    speak_chinese()
    _readable_console()
    program.main(args=list(arguments) if arguments is not None else None, prog_name="xianjie")


def _readable_console() -> None:
    """A console of another encoding (GBK) shows what it cannot print as ?, and never stops the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
