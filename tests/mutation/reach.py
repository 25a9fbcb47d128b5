"""Which checks reach a definition: through its own module, the shared rules of checks/ and calculations/."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from tests.mutation.patterns import has_one_alternative
from tests.mutation.sites import visited_names

ROOT = Path(__file__).parents[2]
Place = tuple[str, str]  # module, name


class Module(Struct, frozen=True, dict=True):
    """A module as it stood when the run began."""

    name: str
    path: str
    source: str
    tree: ast.Module

    @cached_property
    def definitions(self) -> Mapping[str, ast.stmt]:
        """Top-level statements by the first name they define; what defines none goes by its line."""
        return {(_names(each) or [f"line {each.lineno}"])[0]: each for each in self.tree.body if not _plain(each)}

    @cached_property
    def defined(self) -> Mapping[str, str]:
        """The definition each name belongs to."""
        return {name: first for first, each in self.definitions.items() for name in _names(each)}

    @cached_property
    def matched(self) -> frozenset[str]:
        """Patterns that are held to the start of a text anyhow: to leave out their ^ changes nothing."""
        used = re.findall(r"\b(\w+)\.(match|fullmatch|search|sub|split|findall|finditer)\(", self.source)
        return frozenset(n for n, _ in used) - {n for n, how in used if how not in {"match", "fullmatch"}}

    @cached_property
    def anchored(self) -> frozenset[str]:
        """Patterns of one alternative that begin with ^: to search for them is to match them."""
        written = re.findall(
            r"^(\w+) = (?:re\.compile|expression)\(\s*r?\"(\^[^|\"]*(?:\([^\"]*\))?[^|\"]*)\"", self.source, re.MULTILINE
        )
        return frozenset(name for name, pattern in written if has_one_alternative(pattern))

    @cached_property
    def imported(self) -> Mapping[str, Place]:
        return {
            alias.asname or alias.name: (each.module, alias.name)
            for each in self.tree.body
            if isinstance(each, ast.ImportFrom) and each.module
            for alias in each.names
        }


def _plain(statement: ast.stmt) -> bool:
    imports = isinstance(statement, ast.Import | ast.ImportFrom)
    return imports or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))


def _names(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


def _loaded(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) else ""


def modules() -> dict[str, Module]:
    """Every module of checks/ and calculations/ that rules are made of."""
    files = [f for folder in ("checks/topics", "checks", "calculations") for f in sorted((ROOT / folder).glob("*.py"))]
    return {found.name: found for file in files for found in [_module(file)]}


def _module(file: Path) -> Module:
    path = file.relative_to(ROOT).as_posix()
    source = file.read_text(encoding="utf-8")
    return Module(path.removesuffix(".py").replace("/", "."), path, source, ast.parse(source))


class Reach(Struct, frozen=True, dict=True):
    """Who uses what."""

    known: Mapping[str, Module]

    @cached_property
    def users(self) -> Mapping[Place, set[Place]]:
        """The definitions that use a definition."""
        found: dict[Place, set[Place]] = {}
        for module in self.known.values():
            for first, statement in module.definitions.items():
                for used in self._used(module, statement):
                    found.setdefault(used, set()).add((module.name, first))
        return found

    def _used(self, module: Module, statement: ast.stmt) -> Iterator[Place]:
        for name in visited_names(statement):
            if name in module.defined:
                yield module.name, module.defined[name]
            elif name in module.imported and module.imported[name][0] in self.known:
                origin, own = module.imported[name]
                yield origin, self.known[origin].defined.get(own, own)

    @cached_property
    def told(self) -> frozenset[Place]:
        """Functions that only make up words for people: what is used, but by no rule."""
        named = {name for m in self.known.values() for each in ast.walk(m.tree) if (name := _loaded(each))}
        functions = {
            (m.name, first)
            for m in self.known.values()
            for first, each in m.definitions.items()
            if isinstance(each, ast.FunctionDef) and not each.decorator_list and first in named
        }
        found: set[Place] = set()
        while more := {each for each in functions - found if self.users.get(each, set()) - {each} <= found}:
            found |= more
        return frozenset(found)

    def of(self, place: Place) -> list[Place]:
        """The definition and all that use it, the nearest first."""
        seen, waiting = [place], [place]
        while waiting:
            for user in sorted(self.users.get(waiting.pop(0), set())):
                if user not in seen:
                    seen.append(user)
                    waiting.append(user)
        return seen


def codes_of(statement: ast.stmt) -> list[str]:
    """The checks a statement declares."""
    decorators = statement.decorator_list if isinstance(statement, ast.FunctionDef) else []
    calls = [each for each in decorators if isinstance(each, ast.Call) and getattr(each.func, "id", "") == "check"]
    return [call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)]
