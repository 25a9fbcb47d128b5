"""The kinds of ledgers as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def render_kinds_text(described: Sequence[Mapping[str, Any]], *, fields: bool) -> str:
    return "\n".join(line for entry in described for line in _kind(entry, fields=fields)) + "\n"


def _kind(entry: Mapping[str, Any], *, fields: bool) -> Iterator[str]:
    yield f"{entry['kind']}  {entry['name']}（{len(entry['fields'])}个字段）"
    if not fields:
        return
    for field in entry["fields"]:
        marks = [name for key, name in (("required", "必填"), ("sensitive", "个人信息")) if field[key]]
        unit = f"，{field['unit']}" if field["unit"] else ""
        yield f"  {field['field']}  {field['name']}  {field['type']}{unit}{''.join(f'，{m}' for m in marks)}"
        if field["spellings"]:
            yield f"      也写作：{'、'.join(field['spellings'])}"
