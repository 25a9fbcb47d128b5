"""What can be changed in a piece of code: operators, numbers, fields, words, conditions, steps."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from ledgers.catalogue import ledger_kinds
from tests.mutation.patterns import patterns_without

_ORDERS = {ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt)}
_OPPOSITES = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATORS = {
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.Pow: ast.Mult,
    ast.Div: ast.Mult,
}
_SIGNS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.And: "and",
    ast.Or: "or",
    ast.Not: "not",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.Div: "/",
    ast.Invert: "~",
    ast.USub: "-",
    ast.UAdd: "+",
}
_METHODS = {
    "min": "max",
    "max": "min",
    "sum": "max",
    "any": "all",
    "all": "any",
    "startswith": "endswith",
    "endswith": "startswith",
    "any_horizontal": "all_horizontal",
    "all_horizontal": "any_horizontal",
    "min_horizontal": "max_horizontal",
    "max_horizontal": "min_horizontal",
    "sum_horizontal": "max_horizontal",
    "fullmatch": "match",
    "match": "search",
    "search": "match",
}
_BUILT_IN = {"min", "max", "any", "all", "sum"}
_DROPPED = {
    "filter",
    "fill_null",
    "unique",
    "drop_nulls",
    "strip",
    "rstrip",
    "lstrip",
    "abs",
    "removeprefix",
    "removesuffix",
}
_HOW = {"anti": "inner", "inner": "anti", "left": "inner"}
_PATTERNS = {
    "compile",
    "expression",
    "search",
    "match",
    "fullmatch",
    "findall",
    "finditer",
    "sub",
    "split",
    "contains",
    "replace_all",
    "says",
}
_WORDS = {
    *(
        "equals",
        "none_of",
        "says_risk",
        "startswith",
        "endswith",
        "count",
        "find",
        "replace",
        "removeprefix",
        "removesuffix",
    ),
    *("element", "elements", "text", "lit", "starts_with", "ends_with"),
}
_STRIPS = {"strip", "rstrip", "lstrip"}
Change = tuple[Any, str]


def changes(node: ast.AST, names: list[str], parent: ast.AST) -> Iterator[Change]:
    """What can stand in the place of a node; `names` are the fields its definition knows."""
    if isinstance(node, ast.Constant):
        yield from _constant_changes(node, names, parent)
    if isinstance(node, ast.Call) and called(node) == "unique" and _is_anti_join(parent):
        return
    for kind, make in _BY_KIND.items():
        if isinstance(node, kind):
            yield from make(node)


def _is_anti_join(node: ast.AST) -> bool:
    """What is joined so needs no unique keys."""
    return (
        isinstance(node, ast.Call)
        and called(node) == "join"
        and any(
            each.arg == "how" and isinstance(each.value, ast.Constant) and each.value.value == "anti"
            for each in node.keywords
        )
    )


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@cache
def _field_types() -> dict[str, frozenset[str]]:
    fields = [field for kind in ledger_kinds().values() for field in kind.fields]
    return {name: frozenset(f.type for f in fields if f.field == name) for name in {f.field for f in fields}}


def is_field(value: object) -> bool:
    """It is the name of a field of some ledger."""
    return isinstance(value, str) and value in _field_types()


def _compared(node: ast.Compare) -> Iterator[Change]:
    for number, operator in enumerate(node.ops):
        kind = type(operator)
        for other in _ORDERS.get(kind) or (_OPPOSITES[kind],):
            changed = [other() if n == number else each for n, each in enumerate(node.ops)]
            yield ast.Compare(node.left, changed, node.comparators), f"{_SIGNS[kind]} → {_SIGNS[other]}: {_short(node)}"


def _calculated(node: ast.BinOp) -> Iterator[Change]:
    kind = type(node.op)
    if kind in _OPERATORS and not any(_is_text(side) for side in (node.left, node.right)):
        other = _OPERATORS[kind]
        yield ast.BinOp(node.left, other(), node.right), f"{_SIGNS[kind]} → {_SIGNS[other]}: {_short(node)}"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _negated(node: ast.UnaryOp) -> Iterator[Change]:
    if not isinstance(node.operand, ast.Constant):
        yield node.operand, f"without {_SIGNS[type(node.op)]}: {_short(node)}"


def _joined(node: ast.BoolOp) -> Iterator[Change]:
    for number, value in enumerate(node.values):
        rest = [each for n, each in enumerate(node.values) if n != number]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest), f"without {_short(value)}"
    other: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield ast.BoolOp(other, node.values), f"{_SIGNS[type(node.op)]} → {_SIGNS[type(other)]}: {_short(node)}"


def _constant_changes(node: ast.Constant, names: list[str], parent: ast.AST) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value), f"{value} → {not value}"
    elif isinstance(value, int):
        yield from ((ast.Constant(other), f"{value} → {other}") for other in (value + 1, value - 1))
    elif isinstance(value, str):
        yield from ((ast.Constant(other), change) for other, change in _text_changes(value, names, parent))


def _text_changes(value: str, names: list[str], parent: ast.AST) -> Iterator[tuple[str, str]]:
    if is_field(value):
        others = [name for name in names if name != value]
        alike = [name for name in others if _field_types()[name] & _field_types()[value]]
        yield from ((other, f"{value} → {other}") for other in (alike or others)[:1])
    elif isinstance(parent, ast.Call) and called(parent) in _STRIPS:
        if len(value) > 1:  # a character more would hardly ever stand there
            yield value[1:], f"without {value[0]}: {value}"
    elif isinstance(parent, ast.Call) and called(parent) in _PATTERNS:
        yield from patterns_without(value)
    elif not value.isascii() and (
        isinstance(parent, ast.Compare) or (isinstance(parent, ast.Call) and called(parent) in _WORDS)
    ):
        yield f"{value}×", f"{value} → {value}×"


def _shorter(node: ast.Tuple | ast.List | ast.Set) -> Iterator[Change]:
    """The first or the last element less: a list of words is one decision, however long."""
    if len(node.elts) < 2 or not all(isinstance(each, ast.Constant) for each in node.elts):
        return
    for gone in (0, len(node.elts) - 1):
        kept = [each for number, each in enumerate(node.elts) if number != gone]
        yield (
            ast.Set(kept) if isinstance(node, ast.Set) else type(node)(kept, ast.Load()),
            f"without {_short(node.elts[gone])}",
        )


def _shorter_mapping(node: ast.Dict) -> Iterator[Change]:
    if len(node.keys) < 2 or not all(isinstance(each, ast.Constant) for each in node.keys):
        return
    for first, last, gone in ((1, None, 0), (0, -1, -1)):
        yield ast.Dict(node.keys[first:last], node.values[first:last]), f"without {_short(node.keys[gone] or node)}"


def _call_changes(node: ast.Call) -> Iterator[Change]:
    if isinstance(node.func, ast.Name) and node.func.id in _BUILT_IN:
        other = _METHODS[node.func.id]
        yield (
            ast.Call(ast.Name(other, ast.Load()), node.args, node.keywords),
            f"{node.func.id} → {other}: {_short(node)}",
        )
    if not isinstance(node.func, ast.Attribute):
        return
    name, held = node.func.attr, node.func.value
    if name in _DROPPED:
        yield held, f"without .{name}({', '.join(_short(each) for each in node.args)})"
    elif name in _METHODS:
        changed = ast.Attribute(held, _METHODS[name], ast.Load())
        yield ast.Call(changed, node.args, node.keywords), f"{name} → {_METHODS[name]}: {_short(node)}"


def _join_changes(node: ast.keyword) -> Iterator[Change]:
    if node.arg == "how" and isinstance(node.value, ast.Constant) and node.value.value in _HOW:
        other = _HOW[node.value.value]
        yield ast.keyword("how", ast.Constant(other)), f"how={node.value.value} → {other}"


def _turned_choice(node: ast.IfExp) -> Iterator[Change]:
    yield ast.IfExp(_not(node.test), node.body, node.orelse), f"turned round: {_short(node.test)}"


def _turned_if(node: ast.If) -> Iterator[Change]:
    yield ast.If(_not(node.test), node.body, node.orelse), f"turned round: if {_short(node.test)}"
    yield ast.If(ast.Constant(value=False), node.body, node.orelse), f"never: if {_short(node.test)}"


def _unfiltered(node: ast.comprehension) -> Iterator[Change]:
    if node.ifs:
        yield ast.comprehension(node.target, node.iter, [], node.is_async), f"without if {_short(node.ifs[0])}"


def _left_out(node: ast.stmt) -> Iterator[Change]:
    match node:
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            yield ast.If(ast.Constant(value=False), [node], []), f"without {_short(node)}"
        case ast.Assign(targets=[ast.Name(id=name)]) if _uses(node.value, name):
            yield ast.Pass(), f"without {_short(node)}"
        case ast.AugAssign():
            yield ast.Pass(), f"without {_short(node)}"


def _uses(value: ast.expr, name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(value))


def _not(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


_BY_KIND: dict[Any, Callable[[Any], Iterator[Change]]] = {
    ast.Compare: _compared,
    ast.BinOp: _calculated,
    ast.UnaryOp: _negated,
    ast.BoolOp: _joined,
    ast.Tuple | ast.List | ast.Set: _shorter,
    ast.Dict: _shorter_mapping,
    ast.Call: _call_changes,
    ast.keyword: _join_changes,
    ast.IfExp: _turned_choice,
    ast.If: _turned_if,
    ast.comprehension: _unfiltered,
    ast.stmt: _left_out,
}
