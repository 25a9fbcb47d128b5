"""The texts of a SOURCE with their punctuation made right; a forwarded document stays as it came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from documents.levels import paragraph_of
from documents.model import OfficialDocument, Paragraph, Table
from drafting.punctuation import count_changed, made_right

FORWARDING = "转发通知"
_TEXTS = frozenset({"标题", "事由", "主送机关", "附注", "抄送机关", "附件", "正文"})


def in_right_form(values: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The values, and one line that says how many signs were changed."""
    own = _TEXTS if values.get("文种") == FORWARDING else _TEXTS | {"来文"}
    right = {key: (_right(value) if key in own else (value, 0)) for key, value in values.items()}
    count = sum(changed for _, changed in right.values())
    notes = (f"标点：半角标点、文号括号等改为规范写法{count}处，文字未动，请核对",) if count else ()
    return {key: value for key, (value, _) in right.items()}, notes


def right_document(document: OfficialDocument) -> tuple[OfficialDocument, int]:
    elements = [(element, _right_text(element.text)) for element in document.elements]
    body, in_body = right_paragraphs(document.body)
    inner = [right_document(part) for part in document.inner]
    changed = replace(
        document,
        elements=tuple(replace(element, text=text) for element, (text, _) in elements),
        body=body,
        inner=tuple(part for part, _ in inner),
    )
    return changed, in_body + sum(count for _, (_, count) in elements) + sum(count for _, count in inner)


def _right(value: Any) -> tuple[Any, int]:
    if isinstance(value, str):
        return _right_text(value)
    if isinstance(value, OfficialDocument):
        return right_document(value)
    if isinstance(value, Paragraph):
        (paragraph,), count = right_paragraphs((value,))
        return paragraph, count
    if isinstance(value, tuple):
        parts = [_right(part) for part in value]
        return tuple(part for part, _ in parts), sum(count for _, count in parts)
    if isinstance(value, Mapping) and "标题" in value and not hasattr(value["标题"], "line"):
        named = {key: (_right(part) if key != "文件" else (part, 0)) for key, part in value.items()}
        return {key: part for key, (part, _) in named.items()}, sum(count for _, count in named.values())
    return value, 0


def _right_text(text: str) -> tuple[str, int]:
    right = made_right(text)
    return right, count_changed(text, right)


def right_paragraphs(paragraphs: Iterable[Paragraph]) -> tuple[tuple[Paragraph, ...], int]:
    pairs = [_right_paragraph(part) for part in paragraphs]
    return tuple(part for part, _ in pairs), sum(count for _, count in pairs)


def _right_paragraph(part: Paragraph) -> tuple[Paragraph, int]:
    if part.table:
        table, count = _right_table(part.table)
        return replace(part, table=table), count
    text, count = _right_text(part.text)
    return (paragraph_of(text, part.place) if count else part), count


def _right_table(table: Table) -> tuple[Table, int]:
    rows = [[(cell, *_right_text(cell.text)) for cell in row] for row in table.rows]
    right = tuple(tuple(replace(cell, text=text) for cell, text, _ in row) for row in rows)
    return replace(table, rows=right), sum(count for row in rows for _, _, count in row)
