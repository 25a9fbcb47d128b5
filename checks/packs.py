"""Named packs of checks that rest on published rules, not on a document: what of them runs is a county's choice.

Identity and logic always run; the lines of a pack that judge by ages, amounts or areas run where the county's
xianjie.toml switches them on: `[packs]`, `data_quality = ["年龄"]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from checks.model import Check, Skipped


class Pack(Struct, frozen=True):
    """A pack: `key` names it in a configuration, `name` to people; `lines` are switched on one by one."""

    key: str
    name: str
    source: str
    lines: tuple[str, ...]


DATA_QUALITY = Pack(
    "data_quality",
    "监测数据质量",
    "国家系统监测数据质量规则（贵州省2023年底口径）",
    ("年龄", "金额", "面积距离"),
)
PACKS: Mapping[str, Pack] = {DATA_QUALITY.key: DATA_QUALITY}


def runs(check: Check, switched_on: Mapping[str, Sequence[str]]) -> bool:
    """Is the check outside any pack, always run, or of a line that is switched on?"""
    return check.pack is None or check.line is None or check.line in switched_on.get(check.pack, ())


def switched_off(checks: Iterable[Check], switched_on: Mapping[str, Sequence[str]]) -> tuple[Skipped, ...]:
    """One entry a line that is off, with the codes it has and how it is switched on."""
    found: dict[tuple[str, str], list[str]] = {}
    for check in checks:
        if check.pack and check.line and not runs(check, switched_on):
            found.setdefault((check.pack, check.line), []).append(check.code)
    return tuple(_not_on(PACKS[pack], line, codes) for (pack, line), codes in found.items())


def _not_on(pack: Pack, line: str, codes: Sequence[str]) -> Skipped:
    reason = (
        f"未启用：“{pack.name}”中按{line}判断的{len(codes)}项（{'、'.join(codes)}）；"
        f'需要时在 xianjie.toml 的 [packs] 中写 {pack.key} = ["{line}"]'
    )
    return Skipped(codes[0], reason, not_applicable=True)
