"""YAML as entries that know their line; every scalar is text as written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from drafting.entries import Entry
from drafting.faults import SourceError, SourceFault
from values.expressions import expression

_FULL_WIDTH_COLON = expression(r"([一-鿿]{2,8})：")
_NO_SPACE = expression(r"([一-鿿]{2,8}):[^\s:]")
_TAB = expression(r" *\t")


def read_yaml(text: str, name: str) -> dict[str, Entry]:
    """The keys of a YAML text. Raises SourceError with everything that is wrong with how it is written."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceError(name, _syntax_faults(text, error)) from error
    if not isinstance(node, MappingNode):
        raise SourceError(name, list(_slips(text)) or [SourceFault("", 1, "应为“键: 值”的形式，例如 文种: 转发通知")])
    faults: list[SourceFault] = []
    try:
        entries = _mapping(node, faults)
    except RecursionError as error:
        raise SourceError(name, [SourceFault("", 1, "YAML 写法有误：不能用 & 和 * 让内容套自己")]) from error
    if faults:
        raise SourceError(name, faults)
    return entries


def _syntax_faults(text: str, error: Exception) -> list[SourceFault]:
    """The slips people make, each with its line; else what the parser says."""
    if slips := list(_slips(text)):
        return slips
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else None
    return [SourceFault("", line, "YAML 写法有误：请检查冒号后是否有空格、缩进是否对齐、引号是否成对")]


def _slips(text: str) -> Iterator[SourceFault]:
    for number, line in enumerate(text.splitlines(), start=1):
        if _TAB.match(line):
            yield SourceFault("", number, "YAML 写法有误：行首用了制表符（Tab），请改为空格")
        elif found := _FULL_WIDTH_COLON.match(line):
            yield SourceFault(found[1], number, "YAML 写法有误：键后应为英文冒号加一个空格，现为中文冒号")
        elif found := _NO_SPACE.match(line):
            yield SourceFault(found[1], number, "YAML 写法有误：冒号后应有一个空格")


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


def begins_with_key(text: str, names: Collection[str]) -> bool:
    """Whether the first line of a text that is no comment opens with one of these keys."""
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    found = re.match(r"([一-鿿]{2,8})\s*[:：]", first)
    return bool(found and found[1] in names)
