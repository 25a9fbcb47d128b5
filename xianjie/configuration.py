"""xianjie.toml: what an office sets once. Every mistake is named before anything is read."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from checks.packs import PACKS
from policies import Register, Setting
from policies.parameter_files import parse_value

FILE_NAME = "xianjie.toml"
_KEYS = {
    "division": str, "key": str, "policies": list, "waivers": str, "complete": str, "parameters": dict,
    "headers": dict, "divisions": list, "renamed": dict, "packs": dict,
    "form": str,
}  # fmt: skip


class ConfigurationError(ValueError):
    """The configuration, or an option, is wrong; the message is Chinese."""


class Configuration(Struct, frozen=True):
    """The settings of an office. Paths are absolute."""

    file: Path | None = None
    division: str | None = None
    key: bytes = b""
    policies: tuple[Path, ...] = ()
    waivers: Path | None = None
    complete: str | None = None
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    packs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    form: str = ""


def find_configuration(start: Path) -> Path | None:
    """xianjie.toml in a folder or above it."""
    return next((p for p in (folder / FILE_NAME for folder in (start, *start.parents)) if p.is_file()), None)


def load_configuration(file: Path | None) -> Configuration:
    """Read a configuration file.

    Raises:
        ConfigurationError: not there, not TOML, an unknown key or a value of the wrong kind.
    """
    if file is None:
        return Configuration()
    data = _read(file)
    for key, value in data.items():
        _hold_key(file, key, value)
    waivers = data.get("waivers")
    return Configuration(
        file=file,
        division=data.get("division"),
        key=str(data.get("key", "")).encode(),
        policies=tuple(_beside(file, path) for path in data.get("policies", [])),
        waivers=_beside(file, waivers) if waivers else None,
        complete=data.get("complete"),
        parameters=data.get("parameters", {}),
        headers=data.get("headers", {}),
        places=tuple(place["path"] for place in _places(file, data.get("divisions", []))),
        renamed=data.get("renamed", {}),
        packs=_packs(file, data.get("packs", {})),
        form=_form(file, data.get("form", "")),
    )


def _read(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"找不到配置文件：{file}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file.name}：不是合法的 TOML(UTF-8):{error}") from error


def _hold_key(file: Path, key: str, value: object) -> None:
    if key not in _KEYS:
        raise ConfigurationError(f"{file.name}：不认识的设置“{key}”{nearest(key, _KEYS)}")
    if not isinstance(value, _KEYS[key]):
        wanted = {str: "文字", list: "列表 [...]", dict: "小节"}[_KEYS[key]]
        raise ConfigurationError(f"{file.name}:{key} 应为{wanted}")


def _places(file: Path, places: Sequence[Any]) -> Sequence[dict[str, str]]:
    for place in places:
        if not isinstance(place, dict) or set(place) != {"path"} or not isinstance(place["path"], str):
            raise ConfigurationError(f'{file.name}:[[divisions]] 每项应写 path = "省/市/县"')
    return places


def _packs(file: Path, packs: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    """The lines switched on, by pack."""
    for name, lines in packs.items():
        where = f"{file.name} [packs]"
        if name not in PACKS:
            raise ConfigurationError(f"{where}：没有名为“{name}”的规则包{nearest(name, PACKS)}")
        known = PACKS[name].lines
        if not isinstance(lines, list):
            raise ConfigurationError(f'{where}:{name} 应写成列表，如 ["{known[0]}"]')
        for line in lines:
            if line not in known:
                can = "、".join(known)
                raise ConfigurationError(f"{where}:{name} 没有“{line}”{nearest(str(line), known)}；可写的有 {can}")
    return packs


def _form(file: Path, name: str) -> str:
    """A form of official documents: the name of one, or a file beside the configuration."""
    beside = _beside(file, name)
    return str(beside) if name and beside.is_file() else name


def _beside(file: Path, path: str) -> Path:
    return (file.parent / path).resolve()


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint 是否为“…”? when a known name is near, else nothing."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"，是否为“{found[0]}”?" if found else ""


def configured_settings(
    configuration: Configuration, register: Register, overrides: Sequence[str] = ()
) -> dict[str, Setting]:
    """The configured parameters, command line (NAME=VALUE) before file.

    Raises:
        ConfigurationError: unknown parameter, or a value that does not fit its unit.
    """
    where = configuration.file.name if configuration.file else FILE_NAME
    settings = {
        name: _setting(register, name, entry, f"{where} [parameters]")
        for name, entry in configuration.parameters.items()
    }
    for text in overrides:
        name, equals, value = text.partition("=")
        if not equals:
            raise ConfigurationError(f"--set 应写成 名称=数值，收到“{text}”")
        entry = {"value": value.strip(), "basis": "命令行 --set"}
        settings[name.strip()] = _setting(register, name.strip(), entry, "--set")
    return settings


def _setting(register: Register, name: str, entry: Any, where: str) -> Setting:
    if name not in register.parameters:
        raise ConfigurationError(f"{where}：没有名为“{name}”的参数{nearest(name, register.parameters)}")
    if not isinstance(entry, dict) or "value" not in entry:
        raise ConfigurationError(f'{where}:{name} 应写成 {{ value = …, unit = "…", basis = "…" }}')
    parameter = register.parameters[name]
    if "unit" in entry and entry["unit"] != parameter.unit:
        raise ConfigurationError(f"{where}:{name} 的单位应为“{parameter.unit}”，写成了“{entry['unit']}”")
    try:
        value = parse_value(str(entry["value"]), parameter.unit)
    except ValueError as error:
        raise ConfigurationError(f"{where}:{name}:{error}") from error
    text = f"{entry['value']}{parameter.unit if parameter.unit not in {'比例', '日期', '文本'} else ''}"
    return Setting(name, parameter.title, value, text, basis=str(entry.get("basis") or "未注明依据"))
