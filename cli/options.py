"""Options that several commands have, and how errors and results reach the user."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from xianjie.configuration import Configuration

F = TypeVar("F", bound=Callable[..., Any])
USAGE_ERROR = 2
EXISTING = click.Path(exists=True, path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


class _DayType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer click
    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            self.fail(f"“{value}”应写成 2024-09-30 这样的日期", param, ctx)


DAY = _DayType()


def place_and_time(function: F) -> F:
    """--division, --on, --as-of, --set, --policies, --config."""
    for option in reversed(
        (
            click.option("--division", metavar="省/市/县", help="所在区划，写到已知的一级，如 江西省/赣州市/上犹县"),
            click.option("--on", type=DAY, help="按哪一天有效的要求判定"),
            click.option("--as-of", type=DAY, help="按哪一天判定进度和时限"),
            click.option("--set", "settings", multiple=True, metavar="名称=数值", help="文件没有给出的数值（配置值）"),
            click.option("--policies", multiple=True, type=FOLDER, help="本县要求所在的文件夹"),
            configuration_option,
        )
    ):
        function = option(function)
    return function


configuration_option = click.option("--config", type=FILE, help="配置文件；不写时用当前文件夹或其上级的 xianjie.toml")
reveal_option = click.option("--reveal", is_flag=True, help="不隐去身份证号、电话和银行账号")
quiet_option = click.option("--quiet", is_flag=True, help="不显示进度和说明")


def configuration(file: Path | None) -> Configuration:
    """The configuration named, else the one in the working folder or above it."""
    from xianjie.configuration import find_configuration, load_configuration

    return load_configuration(file or find_configuration(Path.cwd()))


@contextmanager
def chinese_errors() -> Iterator[None]:
    """What a user did wrong becomes one sentence and exit code 2; anything else keeps its traceback."""
    try:
        yield
    except click.ClickException:
        raise
    except Exception as error:
        if _is_ours(error):
            click.echo(f"错误：{error}", err=True)
            sys.exit(USAGE_ERROR)
        raise


def _is_ours(error: Exception) -> bool:
    """Errors this project raises speak Chinese; a bare ValueError is a bug and must show itself."""
    module = type(error).__module__.partition(".")[0]
    return module in {
        "xianjie",
        "checks",
        "policies",
        "ledgers",
        "documents",
        "drafting",
        "templates",
        "values",
        "reports",
    }


def write_result(text: str, target: Path | None) -> None:
    """A text result: to the file named, else to standard output as UTF-8 bytes."""
    if target is not None:
        from values.files import write_beside

        write_beside(target, text.encode("utf-8"))
        return
    click.echo(text, nl=False)


def write_json(text: str, target: Path | None) -> None:
    """JSON is UTF-8 whatever the console."""
    if target is not None:
        write_result(text, target)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
