"""YAML, JSON or Markdown with front matter as plain entries that know their line; every scalar is text as written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from documents.model import Paragraph
from documents.text import read_text
from drafting.faults import SourceError, SourceFault

Value = str | Paragraph | tuple["Entry", ...] | Mapping[str, "Entry"]
FENCE = "---"


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and the line where it begins; for a key of a mapping the line of the key."""

    line: int
    value: Value


def read_entries(path: Path) -> Mapping[str, Entry]:
    """The keys of a SOURCE file. Raises SourceError when it is no mapping of keys, or a key comes twice."""
    text = read_text(path)
    head, body, body_line = _front_matter(text)
    entries = _parsed(head, path.name)
    if body and "正文" not in entries:
        lines = [line.strip() for line in body.splitlines()]
        paragraphs = (Entry(body_line + index, line) for index, line in enumerate(lines) if line)
        entries = {**entries, "正文": Entry(body_line, tuple(paragraphs))}
    return entries


def _front_matter(text: str) -> tuple[str, str, int]:
    """YAML head and body of a Markdown text; the head keeps its line numbers."""
    lines = text.splitlines()
    fences = [index for index, line in enumerate(lines) if line.rstrip() == FENCE]
    if len(fences) < 2 or any(line.strip() for line in lines[: fences[0]]):
        return text, "", 0
    start, end = fences[0], fences[1]
    head = "\n".join(["", *lines[start + 1 : end]])
    return head, "\n".join(lines[end + 1 :]), end + 2


def _parsed(text: str, name: str) -> dict[str, Entry]:
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceError(name, [_syntax_fault(error)]) from error
    if not isinstance(node, MappingNode):
        raise SourceError(name, [SourceFault("", 1, "应为“键: 值”的形式，例如 文种: 转发通知")])
    faults: list[SourceFault] = []
    entries = _mapping(node, faults)
    if faults:
        raise SourceError(name, faults)
    return entries


def _syntax_fault(error: Exception) -> SourceFault:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else None
    return SourceFault("", line, "YAML 写法有误：请检查冒号后是否有空格、缩进是否对齐、引号是否成对")


def _entry(node: Node, faults: list[SourceFault]) -> Entry:
    line = node.start_mark.line + 1
    if isinstance(node, MappingNode):
        return Entry(line, _mapping(node, faults))
    if isinstance(node, SequenceNode):
        return Entry(line, tuple(_entry(child, faults) for child in node.value))
    return Entry(line, _scalar(node))


def _scalar(node: Node) -> str:
    if not isinstance(node, ScalarNode) or node.tag == "tag:yaml.org,2002:null":
        return ""
    return str(node.value).strip()


def _mapping(node: MappingNode, faults: list[SourceFault]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for key_node, value_node in node.value:
        key, line = _scalar(key_node), key_node.start_mark.line + 1
        if key in entries:
            faults.append(SourceFault(key, line, f"与第{entries[key].line}行重复，只能写一次"))
            continue
        entries[key] = Entry(line, _entry(value_node, faults).value)
    return entries
