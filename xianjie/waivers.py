"""免查清单: findings a person has set aside, each with a reason, a name and a last day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from checks.model import Finding, Waived, Waiver
from values.plain_yaml import NotPlainYamlError, load_yaml
from xianjie.configuration import ConfigurationError, nearest

_KEYS = ("code", "key", "fingerprint", "reason", "by", "until")


class WaiverOutcome(Struct, frozen=True):
    """Findings that remain, findings set aside, and what is to be said about the list itself."""

    remaining: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    notes: tuple[str, ...]


def load_waivers(file: Path) -> tuple[Waiver, ...]:
    """Read a list of waivers.

    Raises:
        ConfigurationError: not YAML, or an entry lacks what it needs; names the entry.
    """
    try:
        data = load_yaml(file.read_text(encoding="utf-8-sig")) or []
    except OSError as error:
        raise ConfigurationError(f"找不到免查清单：{file}") from error
    except (NotPlainYamlError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file.name}：不是合法的 YAML(UTF-8)文件") from error
    if not isinstance(data, list):
        form = "- {code: IDN101, key: 村/户主, reason: …, by: …, until: 2024-12-31}"
        raise ConfigurationError(f"{file.name}：应为列表，每条形如 {form}")
    return tuple(_waiver(file, number, entry) for number, entry in enumerate(data, start=1))


def _waiver(file: Path, number: int, entry: Any) -> Waiver:
    where = f"{file.name} 第{number}条"
    if not isinstance(entry, dict):
        raise ConfigurationError(f"{where}：应写成 {{code: …, key: …, reason: …, by: …, until: …}}")
    for key in entry:
        if key not in _KEYS:
            raise ConfigurationError(f"{where}：不认识的“{key}”{nearest(str(key), _KEYS)}")
    missing = [key for key in ("reason", "by", "until") if not entry.get(key)]
    if missing or not (entry.get("fingerprint") or (entry.get("code") and entry.get("key"))):
        wanted = "、".join(missing) or "fingerprint，或 code 和 key"
        raise ConfigurationError(f"{where}：缺少 {wanted}")
    if not isinstance(entry.get("fingerprint"), str | None):
        raise ConfigurationError(f"{where}:fingerprint 请加引号，写成 \"{entry['fingerprint']}\"")
    try:
        until = date.fromisoformat(str(entry["until"]))
    except ValueError as error:
        raise ConfigurationError(f"{where}:until 应为 2024-12-31 这样的日期") from error
    return Waiver(
        reason=str(entry["reason"]),
        by=str(entry["by"]),
        until=until,
        code=entry.get("code"),
        key=str(entry["key"]) if entry.get("key") else None,
        fingerprint=entry.get("fingerprint"),
    )


def apply_waivers(findings: Iterable[Finding], waivers: Sequence[Waiver], day: date) -> WaiverOutcome:
    """Set findings aside. A waiver that matches nothing, or is past its day, is reported and has no effect."""
    remaining: list[Finding] = []
    waived: list[Waived] = []
    used: set[int] = set()
    for finding in findings:
        match = next((i for i, waiver in enumerate(waivers) if waiver.until >= day and _fits(waiver, finding)), None)
        if match is None:
            remaining.append(finding)
        else:
            used.add(match)
            waived.append(Waived(finding, waivers[match]))
    notes = tuple(_note(waiver, day) for i, waiver in enumerate(waivers) if i not in used)
    return WaiverOutcome(tuple(remaining), tuple(waived), notes)


def _fits(waiver: Waiver, finding: Finding) -> bool:
    if waiver.fingerprint:
        return waiver.fingerprint == finding.fingerprint
    return waiver.code == finding.code and waiver.key in waiver_keys(finding)


def waiver_keys(finding: Finding) -> frozenset[str]:
    """The keys a person may write: 村/户主, or the subject alone (a project, an asset, a unit)."""
    keys = {f"{finding.place.village}/{finding.subject}"} if finding.place.village else set()
    return frozenset(keys | {finding.subject or ""})


def _note(waiver: Waiver, day: date) -> str:
    what = waiver.fingerprint or f"{waiver.code} {waiver.key}"
    if waiver.until < day:
        return f"免查清单：{what} 已过期（{waiver.until}），不再生效"
    return f"免查清单：{what} 没有对应的问题，请核对或删去"
