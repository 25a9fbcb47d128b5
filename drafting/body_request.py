"""正文来源: the keys that say of what data the text is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from drafting.data_bodies.model import KINDS
from drafting.faults import SourceFault
from drafting.keys import Key, day, one_of, text, texts

BODY_SOURCE = "正文来源"
REQUEST_KEYS: Mapping[str, Key] = {
    "类型": Key(one_of(*KINDS), f"{'、'.join(KINDS)}之一"),
    "区划": Key(text, "如 江西省/赣州市/示范县，默认取自 xianjie.toml"),
    "日期": Key(day, "按这一天有效的文件，默认为成文日期"),
    "本县要求": Key(texts, "本县要求的文件夹，可写几个"),
    "文件": Key(texts, "工作要点只取这些文件的任务：要求库编号、文号或标题"),
    "核查结果": Key(text, "整改方案用：核查结果.xlsx、核查结果的 JSON，或问题清单"),
    "台账": Key(texts, "实施方案用：脱贫户收入台账，可写几个文件或文件夹"),
}
EXAMPLES = {
    "工作要点": "{类型: 工作要点, 区划: 江西省/赣州市/示范县, 日期: 2024-03-01}",
    "整改方案": "{类型: 整改方案, 核查结果: 核查结果.xlsx}",
    "实施方案": "{类型: 实施方案, 区划: 江西省/赣州市/示范县, 日期: 2024-12-31, 台账: [2024年脱贫户收入台账.xlsx]}",
}
NEEDED = {"整改方案": "核查结果", "实施方案": "台账"}


def request_faults(given: Mapping[str, Any], line: int, folder: Path) -> Iterator[SourceFault]:
    """What a 正文来源 lacks, and files it names that are not there."""
    kind = given.get("类型")
    if not kind:
        yield SourceFault(BODY_SOURCE, line, f"缺少“类型”，应为{'、'.join(KINDS)}之一")
    elif (needed := NEEDED.get(kind)) and not given.get(needed):
        yield SourceFault(BODY_SOURCE, line, f"缺少“{needed}”，{kind}要用它：{REQUEST_KEYS[needed].meaning}")
    for key in ("本县要求", "核查结果", "台账"):
        for name in _names(given.get(key, ())):
            if not (folder / name).exists():
                yield SourceFault(f"{BODY_SOURCE}.{key}", line, f"{name}：没有这个文件或文件夹")


def _names(value: str | Sequence[str]) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value
