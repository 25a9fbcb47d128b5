"""A draft of register entries as YAML: every entry marked as a draft, what a person has to fill marked 待确认."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from policies.extraction import Draft, DraftEntry
from policies.figures import Figure
from policies.register import AREAS, LEVELS

OPEN = "待确认"
_SCOPES = ("行", "户", "村", "乡镇", "县", "省")
_HEAD = """# 由 policies extract 从来文起草，只是草稿：每一条都要由人对照原文确认。
# 怎样完成：
#   1. 填 id（大写字母和数字）、divisions（如 [江西省/赣州市/上犹县]）、valid（起止日期）、validity_basis（起止日期的依据）；
#   2. 逐条核对 clause、figures、quote 与原文，写好 title，把“待确认”换成确定的内容，删去不是要求的条目；
#   3. 确认一条，删去该条的 draft: true。没有删去的，要求库拒绝读入；
#   4. 原文没有数值的要求（程序、责任、禁止事项）没有起草，请通读原文补上；
#   5. 把编号 NEW-n 改成正式编号；要让核查用上数值，在 parameters/ 下写参数，数值一律取自原文；
#   6. 放进 --policies 所指的文件夹，再运行 policies verify 对照原文。
"""


def render_draft(draft: Draft) -> str:
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    yield _HEAD.rstrip()
    yield f"id: {OPEN}"
    yield f"title: {_text(draft.title or OPEN)}"
    yield f"number: {_text(draft.number) if draft.number else 'null'}"
    yield f"issuer: {_text(draft.issuer) if draft.issuer else 'null'}"
    yield f"issued: {draft.issued or 'null'}"
    yield f"divisions: [{OPEN}]"
    yield f"valid: {{from: {OPEN}, to: {OPEN}}}"
    yield f"validity_basis: {OPEN}"
    yield "requirements:" + ("" if draft.entries else " []")
    for entry in draft.entries:
        yield from _entry_lines(entry)


def _entry_lines(entry: DraftEntry) -> Iterator[str]:
    yield f"  - id: {entry.id}"
    yield "    draft: true  # 对照原文确认后删去这一行"
    yield f"    clause: {_text(entry.clause)}"
    yield f"    title: {_text(entry.title)}  # 写成一句要求"
    if entry.kind:
        yield f"    kind: {entry.kind}  # 按措辞推测"
    yield f"    level: {_guess(entry.level, LEVELS)}"
    yield f"    scope: {_guess(None, _SCOPES)}"
    yield f"    area: {_guess(None, AREAS)}"
    if entry.strength:
        yield f"    strength: {entry.strength}  # 按措辞推测"
    yield f"    judged: {_guess(None, ('machine', 'partly', 'hand'))}"
    yield f"    responsible: {_list(entry.responsible)}"
    yield f"    figures: {_list(_unique(entry.figures))}  # {_meaning(entry.figures)}"
    yield f"    quote: {_text(entry.quote)}"
    if entry.period:
        yield f"    period: {_text(entry.period)}"
    if entry.targets:
        yield f"    # 涉及对象：{'、'.join(entry.targets)}"


def _guess(guess: str | None, allowed: Iterable[str]) -> str:
    choices = "、".join(allowed)
    return f"{guess}  # 按措辞推测，可选：{choices}" if guess else f"{OPEN}  # 可选：{choices}"


def _unique(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.text for figure in figures))


def _meaning(figures: Iterable[Figure]) -> str:
    return "；".join(dict.fromkeys(_words(figure) for figure in figures))


def _words(figure: Figure) -> str:
    parts = (
        figure.kind,
        figure.worded,
        figure.operator and f"运算 {figure.operator}",
        figure.unit and f"单位 {figure.unit}",
    )
    return " ".join(part for part in parts if part)


def _list(texts: Iterable[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)


def _text(text: str) -> str:
    """A JSON string is a YAML string whatever is in it."""
    return json.dumps(text, ensure_ascii=False)
