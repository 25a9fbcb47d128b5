"""Parameters as their files write them: a value, the requirement that sets it, where and how long it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from policies.entries import Entry, RegisterError, read_mapping
from policies.model import BaseValue, Parameter, ParameterValue, Requirement, Value
from values.divisions import split_division
from values.shares import Share

_COUNTED = frozenset({"人", "户", "个", "次", "天", "月", "项", "年", "岁"})
_MEASURED = frozenset({"亩", "公里"})  # typed like a ledger's numbers, in hundredths


class ParameterFiles(Mapping[str, Parameter]):
    """The parameters of a folder, each file bearing the name of its parameter and read when that is first asked for."""

    def __init__(self, folder: Path, requirements: Mapping[str, Requirement]) -> None:
        self._files = {file.stem: file for file in sorted(folder.glob("*.yaml"))}
        self._requirements = requirements
        self._read: dict[str, Parameter] = {}

    def __getitem__(self, name: str) -> Parameter:
        if name not in self._read:
            parameter = read_parameter(self._files[name], self._requirements)
            if parameter.name != name:
                raise RegisterError(f"{self._files[name].name}:name：应与文件名相同，写成了 {parameter.name}")
            self._read[name] = parameter
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def read_parameter(file: Path, requirements: Mapping[str, Requirement]) -> Parameter:
    """One file; it is refused when it is written wrongly or cites what is not in the register."""
    return _parameter(Entry(file, read_mapping(file)), requirements)


def _parameter(entry: Entry, requirements: Mapping[str, Requirement]) -> Parameter:
    entry.hold_keys("参数")
    stricter = entry.optional("stricter")
    entry.refuse(stricter not in {None, "higher", "lower"}, "stricter", "只能是 higher 或 lower")
    items = entry.data.get("values")
    entry.refuse(not isinstance(items, list), "values", "应为列表（没有文件给出数值时写 [] 并写 unset_reason）")
    for number, item in _numbered(items):
        entry.refuse(not isinstance(item, dict), "values", f"第{number}个值应为“键: 值”")
    unit = entry.text("unit")
    compared = unit in {"元", "比例", "日期"} | _COUNTED | _MEASURED
    entry.refuse(stricter and not compared, "stricter", f"以“{unit}”为单位的值不能比较宽严")
    return Parameter(
        name=entry.text("name"),
        title=entry.text("title"),
        unit=unit,
        stricter=stricter,  # type: ignore[arg-type]  # held against both values above
        values=tuple(_parameter_value(entry.inside(i, f"第{n}个值"), unit, requirements) for n, i in _numbered(items)),
        unset_reason=entry.optional("unset_reason"),
        base=_base_value(entry, unit),
    )


def _base_value(entry: Entry, unit: str) -> BaseValue | None:
    base = entry.mapping("base")
    if not base:
        return None
    entry.refuse(set(base) != {"value", "source"}, "base", "应写 {value: 数值, source: 出处}")
    text = str(base["value"])
    try:
        return BaseValue(parse_value(text, unit), text, str(base["source"]))
    except ValueError as error:
        raise RegisterError(f"{entry.file.name}:base:{error}") from error


def _parameter_value(entry: Entry, unit: str, requirements: Mapping[str, Requirement]) -> ParameterValue:
    entry.hold_keys("值")
    requirement = entry.text("requirement")
    entry.refuse(requirement not in requirements, "requirement", f"要求 {requirement} 不在要求库中")
    text = entry.text("value")
    try:
        value = parse_value(text, unit)
    except ValueError as error:
        raise RegisterError(f"{entry.file.name}{entry.where}:value:{error}") from error
    return ParameterValue(
        value=value,
        text=text,
        operator=entry.text("operator", "="),
        division=split_division(entry.text("division")),
        valid_from=entry.day(entry.data, "from"),
        valid_to=entry.day(entry.data, "to"),
        requirement=requirement,
        per=entry.optional("per"),
    )


def parse_value(text: str, unit: str) -> Value:
    """A value as the register and the configuration write it, in the typed unit (元 → 分).

    Raises:
        ValueError: in Chinese, what was expected.
    """
    try:
        if unit == "元" or unit in _MEASURED:
            return int(Fraction(text) * 100)
        if unit == "比例":
            return Share.parse(text)
        if unit == "日期":
            return date.fromisoformat(text)
        if unit in _COUNTED:
            return int(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"“{text}”不是以“{unit}”为单位的值") from None
    return text


def _numbered(items: Any) -> Iterable[tuple[int, dict[str, Any]]]:
    return enumerate(items or [], start=1)
