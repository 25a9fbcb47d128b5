"""Where a module can be changed: every place, what is put there instead, and how to say so."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from tests.mutation.changes import called, changes, is_field

_TOLD = {  # what a finding tells people, not what it finds
    *("message", "expected", "suggestion", "because", "observed", "cells", "source", "clause", "title", "printed"),
    *("says", "elsewhere", "period", "strict", "strength"),
}
_SPEAKING = {"NotJudged", "Shown", "Path"}


class Site(Struct, frozen=True):
    """One change: `node.field` (or its element `index`) becomes `instead`."""

    node: ast.AST
    field: str
    index: int | None
    instead: Any
    line: int
    change: str

    def swap(self) -> Any:
        """Put the change in and give back what stood there."""
        held = getattr(self.node, self.field)
        before = held if self.index is None else held[self.index]
        self.put(self.instead)
        return before

    def put(self, what: Any) -> None:
        if self.index is None:
            setattr(self.node, self.field, what)
        else:
            getattr(self.node, self.field)[self.index] = what


def sites_of(definition: ast.stmt) -> Iterator[Site]:
    """Every change to a top-level statement; texts, docstrings, decorators and annotations are left alone."""
    names = sorted(
        {each.value for each in ast.walk(definition) if isinstance(each, ast.Constant) and is_field(each.value)}
    )
    for node, field, index, child in _visited(definition):
        for instead, change in changes(child, names, node):
            placed = ast.fix_missing_locations(ast.copy_location(instead, child))
            yield Site(node, field, index, placed, _line(child), change)


def visited_names(definition: ast.stmt) -> set[str]:
    """The names a definition works with, leaving out those only its declaration and its texts use."""
    return {child.id for _, _, _, child in _visited(definition) if isinstance(child, ast.Name)}


def _visited(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, Any]]:
    for field, value in ast.iter_fields(node):
        if _left_alone(node, field):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(child, ast.AST) and not _told(node, field, index, child):
                yield node, field, index, child
                yield from _visited(child)


def _left_alone(node: ast.AST, field: str) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Raise | ast.Assert):
        return True
    if field in {"decorator_list", "returns", "annotation"} or (isinstance(node, ast.ClassDef) and field == "keywords"):
        return True
    return (
        isinstance(node, ast.Call) and called(node) in _SPEAKING and not (called(node) == "Shown" and field == "args")
    )


def _told(node: ast.AST, field: str, index: int | None, child: ast.AST) -> bool:
    """Words for people: docstrings, messages, what stands in a formatted text."""
    if isinstance(child, ast.JoinedStr) or (isinstance(child, ast.keyword) and child.arg in _TOLD):
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    named = called(node) if isinstance(node, ast.Call) else ""
    return field == "args" and bool(index) and named in {"at", "DocumentBreach"}


def _line(node: Any) -> int:
    return node.ifs[0].lineno if isinstance(node, ast.comprehension) else node.lineno
