"""A policy file read as a mapping: every mistake in it is refused with file, place and what was expected."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from values.plain_yaml import NotPlainYamlError, load_yaml

_WRITTEN_KEYS = {
    "文件": "id title number issuer issued divisions valid validity_basis forwarded_by requirements",
    "要求": "id clause title kind level scope area strength judged responsible ledgers needs form how figures quote"
    " values open_list period by_hand narrative same_as judged_as caution sets check sets_aside",
    "参数": "name title unit stricter values unset_reason base",
    "值": "value operator division from to requirement per",
}
_KEYS = {kind: tuple(keys.split()) for kind, keys in _WRITTEN_KEYS.items()}


class RegisterError(ValueError):
    """A policy file is wrong; the message is Chinese and names file and place."""


def read_mapping(file: Path) -> dict[str, Any]:
    try:
        data = load_yaml(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise RegisterError(f"{file.name}：打不开，没有读取权限，或不是文件") from error
    except UnicodeDecodeError as error:
        raise RegisterError(f"{file.name}：不是合法的 YAML(UTF-8)文件") from error
    except NotPlainYamlError as error:
        raise RegisterError(f"{file.name}{error}：不是合法的 YAML(UTF-8)文件") from error
    if not isinstance(data, dict):
        raise RegisterError(f"{file.name}：应为“键: 值”的 YAML")
    return data


class Entry(Struct, frozen=True):
    """A mapping read from a file, with refusals that name the place."""

    file: Path
    data: Mapping[str, Any]
    where: str = ""

    def refuse(self, wrong: object, key: str, why: str) -> None:
        if wrong:
            raise RegisterError(f"{self.file.name}{self.where}:{key}:{why}")

    def hold_keys(self, kind: str) -> None:
        for key in [str(key) for key in self.data if key not in _KEYS[kind]]:
            self.refuse(key or "空", key, f"不认识的键{nearest_name(key, _KEYS[kind])}")

    def mapping(self, key: str) -> Mapping[str, Any]:
        value = self.data.get(key) or {}
        self.refuse(not isinstance(value, dict), key, "应写成 {键: 值}")
        assert isinstance(value, dict)
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        self.refuse(value is None, key, "必填")
        return str(value).strip()

    def optional(self, key: str) -> str | None:
        value = self.data.get(key)
        return None if value is None else str(value).strip()

    def one_of(self, key: str, allowed: Iterable[str]) -> str:
        value = self.text(key)
        if value not in allowed:
            self.refuse(value, key, f"“{value}”不在允许值内：{'、'.join(allowed)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key) or []
        self.refuse(not isinstance(value, list), key, "应为列表")
        return tuple(str(item).strip() for item in value)

    def day(self, data: Mapping[str, Any], key: str) -> date:
        value = data.get(key)
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = None
        self.refuse(not isinstance(value, date), key, "应为 2024-09-30 这样的日期")
        assert isinstance(value, date)
        return value

    def inside(self, data: Mapping[str, Any], where: str) -> Entry:
        return Entry(self.file, data, f"{self.where} {where}")


def nearest_name(name: str, known: Iterable[str]) -> str:
    nearest = difflib.get_close_matches(name, list(known), n=1)
    return f"，是否为 {nearest[0]}?" if nearest else ""
