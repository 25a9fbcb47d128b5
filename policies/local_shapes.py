"""The closed list of shapes in which a county states a check of its own (`check:` in a requirement), and their keys.

Here is only what can be said without knowing the ledgers; which fields there are and what fits them is held in
checks.local_fields. Mistakes are collected, so that a file can be put right in one go.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from policies.model import DeclaredCheck, Requirement
from policies.written import Written, read_written
from values.expressions import expression

_COMMON = ("shape", "ledger", "code", "where", "unless", "message", "suggestion", "severity")
SEVERITIES = ("error", "warning", "info")
PERIODS = ("月", "季度", "半年", "半月")
_CODE = expression(r"LOC[0-9]{3}")


class ShapeForm(Struct, frozen=True):
    """What a shape says, the keys it needs beside `ledger`, and those it may have."""

    meaning: str
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()


SHAPES: Mapping[str, ShapeForm] = {
    "required": ShapeForm("必须填写", ("field",)),
    "one_of": ShapeForm("取值须在所列之内", ("field", "values")),
    "at_least": ShapeForm("不低于", ("field", "value")),
    "at_most": ShapeForm("不高于", ("field", "value")),
    "between": ShapeForm("在两数之间，含两端", ("field", "from", "to")),
    "before": ShapeForm("日期不晚于某日，含当日", ("field", "day")),
    "unique": ShapeForm("不重复", ("field",), ("within",)),
    "share_at_least": ShapeForm("符合 where 的合计占全部合计的比例不低于", ("field", "where", "value")),
    "each_period": ShapeForm("每个月（季度、半年、半月）至少有一条记录", ("entity", "field", "period")),
}


class Mistake(Struct, frozen=True):
    """Something wrong in a county's file: where, and what was expected."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}第{self.line}行：{self.text}"


def with_declared_checks(requirements: Iterable[Requirement], file: Path) -> Iterator[Requirement]:
    """The requirements of a file, each with the checks it declares."""
    items = (read_written(file).get("requirements") or Written(1)).items or ()
    for requirement, item in zip(requirements, items, strict=True):
        declared = item.get("check")
        bodies = declared.texts() if declared else ()
        yield replace(requirement, checks=tuple(DeclaredCheck(file.name, body) for body in bodies))


def mistakes_of_form(requirement: Requirement, declared: DeclaredCheck) -> Iterator[Mistake]:
    """Everything wrong with the keys and the fixed words of a declared check."""
    body = declared.body
    if body.pairs is None:
        yield Mistake(declared.file, body.line, "check 应写成 {shape: …, ledger: …, field: …}")
        return
    form = SHAPES.get(declared.text("shape"))
    found = [*_shape(body), *_words(body), *_texts(body)]
    found += _keys(body, form) if form else []
    if requirement.judged == "hand":
        found.append((body.line, f"{requirement.id} 写了 judged: hand（人工），不能再写 check；应为 machine 或 partly"))
    yield from (Mistake(declared.file, line, text) for line, text in sorted(found))


_Found = Iterator[tuple[int, str]]


def _shape(body: Written) -> _Found:
    shape = body.get("shape")
    listed = "、".join(f"{name}（{form.meaning}）" for name, form in SHAPES.items())
    if shape is None:
        yield body.line, f"check 缺少 shape；可用的有 {listed}"
    elif shape.text not in SHAPES:
        yield shape.line, f"没有名为“{shape.text}”的 shape{nearest(shape.text or '', SHAPES)}；可用的有 {listed}"


def _keys(body: Written, form: ShapeForm) -> _Found:
    known = (*_COMMON, *form.needs, *form.may)
    seen: set[str] = set()
    for name, _ in body.pairs or ():
        key = name.text or ""
        if key not in known:
            yield (
                name.line,
                f"check 中不认识的键“{key}”{nearest(key, known)}；这种 shape 用 {'、'.join(('ledger', *form.needs))}",
            )
        elif key in seen:
            yield name.line, f"check 中“{key}”写了两次"
        seen.add(key)
    for key in ("ledger", *form.needs):
        if (value := body.get(key)) is None or value.text == "":
            yield (value or body).line, f"check 缺少 {key}"


def _words(body: Written) -> _Found:
    for key, allowed in (("severity", SEVERITIES), ("period", PERIODS)):
        value = body.get(key)
        if value is not None and value.text not in allowed:
            yield value.line, f"{key} 应为 {'、'.join(allowed)} 之一，写成了“{value.text or '列表'}”"
    code = body.get("code")
    if code is not None and not _CODE.fullmatch(code.text or ""):
        yield code.line, f"code 应写成 LOC 加三位数字，如 LOC012，写成了“{code.text or ''}”"


def _texts(body: Written) -> _Found:
    """Filters are mappings, `values` a list, all else a single text."""
    for key, value in body:
        if key in {"where", "unless"}:
            if not value.pairs:
                yield value.line, f"{key} 应写成 {{字段: 取值}}"
        elif key == "values":
            if not value.items or any(item.text is None for item in value.items):
                yield value.line, "values 应为列表，如 [护林, 保洁]"
        elif value.text is None:
            yield value.line, f"{key} 应为一个值，不能是列表或键值"


def nearest(name: str, known: Iterable[str], cutoff: float = 0.4) -> str:
    """A hint 是否为“…”？ when a known name is near, else nothing."""
    found: Sequence[str] = difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return f"，是否为“{found[0]}”？" if found else ""
