"""The names a template uses, held against the fields there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import TemplateSyntaxError, nodes

from templates.environment import TemplateEnvironment
from templates.faults import nearest
from templates.fields import Field
from templates.syntax_words import said_in_chinese

Fields = Mapping[str, Field]
LOOP = Field("loop", "循环", "record")
ONE_VALUE = frozenset({"text", "number", "bool"})
PREFIX = re.compile(r"^(\{[{%#])(-?)(?:p|tr|tc|r)\s")
EMPTY_BODY = {"for": "{% endfor %}", "if": "{% endif %}"}
# docxtpl's own statements about table cells, gone before jinja2 sees the text
DOCXTPL_WORDS = frozenset({"vm", "hm", "colspan", "cellbg"})


class Scopes:
    """The names that hold where the reading has got to: fields outside, loop variables inside their loops."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._environment = TemplateEnvironment(body=True)
        self._scopes: list[dict[str, Field | None]] = [{field.name: field for field in fields}]

    def read(self, tag: str, word: str) -> Iterator[str]:
        """What is wrong with the names of one tag; a for tag opens a scope."""
        if tag.startswith("{#") or word in DOCXTPL_WORDS or word == "else":
            return
        source = PREFIX.sub(r"\1\2 ", tag)
        if word == "elif":
            source, word = source.replace("elif", "if", 1), "if"
        try:
            tree = self._environment.parse(source + EMPTY_BODY.get(word, ""))
        except TemplateSyntaxError as error:
            yield f"标签写法有误（{said_in_chinese(error.message or '')}）：{tag}"
            self._open_unread_loop(tag, word)
            return
        yield from self._faults(tree)
        yield from self._misused(tree, tag)
        self._bind(tree)

    def leave_loop(self) -> None:
        if len(self._scopes) > 1:
            self._scopes.pop()

    def _open_unread_loop(self, tag: str, word: str) -> None:
        """The variable of a loop that cannot be read still counts, so that one fault is not reported as many."""
        if word == "for":
            names = re.match(r".*?\bfor\s+(.*?)(?:\s+in\b|%)", tag)
            self._scopes.append({name.strip(): None for name in (names.group(1) if names else "").split(",")})

    def _faults(self, tree: nodes.Template) -> Iterator[str]:
        loops = list(tree.find_all(nodes.For))
        bound = {name.name for loop in loops for name in _names(loop.target)}
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in bound and not self._knows(name.name):
                yield f"没有“{name.name}”这个字段{nearest(name.name, self._known())}"
        for attribute in tree.find_all(nodes.Getattr):
            yield from self._attribute_faults(attribute)
        for used in tree.find_all(nodes.Filter):
            if used.name not in self._environment.filters:
                yield f"没有“{used.name}”这个过滤器{nearest(used.name, self._environment.filters)}"

    def _misused(self, tree: nodes.Template, tag: str) -> Iterator[str]:
        """Fields that are there, but not of the type that the tag wants."""
        for loop in tree.find_all(nodes.For):
            looped = self._field_of(loop.iter)
            if looped and looped.type in ONE_VALUE:
                yield f"“{looped.name}”不是列表，不能用 for 逐项写：{tag}"
        printed = self._printed(tree)
        if printed and printed.type == "list":
            yield f"“{printed.name}”是列表，要用 {{% for %}} 逐项写：{tag}"
        if printed and printed.type == "block" and not tag.startswith("{{p "):
            yield f"“{printed.name}”要独占一段，写成 {{{{p {printed.name} }}}}：{tag}"
        if printed and printed.type in ONE_VALUE and tag.startswith("{{p "):
            yield f"“{printed.name}”是文字，去掉标签里的 p：{tag}"

    def _printed(self, tree: nodes.Template) -> Field | None:
        """The field that a tag prints as it is."""
        whole = tree.body[0].nodes[0] if tree.body and isinstance(tree.body[0], nodes.Output) else None
        return self._field_of(whole) if isinstance(whole, nodes.Name | nodes.Getattr) else None

    def _attribute_faults(self, attribute: nodes.Getattr) -> Iterator[str]:
        owner = self._field_of(attribute.node)
        if owner is None or owner is LOOP:
            return
        if attribute.attr not in _items(owner):
            known = _items(owner)
            yield f"“{owner.name}”里没有“{attribute.attr}”这一项{nearest(attribute.attr, known)}"

    def _field_of(self, node: nodes.Node) -> Field | None:
        if isinstance(node, nodes.Name):
            return next((scope[node.name] for scope in reversed(self._scopes) if node.name in scope), None)
        if isinstance(node, nodes.Getattr) and (owner := self._field_of(node.node)):
            return _items(owner).get(node.attr)
        if isinstance(node, nodes.Getitem):
            return self._field_of(node.node)
        return None

    def _bind(self, tree: nodes.Template) -> None:
        for loop in tree.find_all(nodes.For):
            names = [name.name for name in _names(loop.target)]
            item = self._field_of(loop.iter) if len(names) == 1 else None
            self._scopes.append({**dict.fromkeys(names, item), "loop": LOOP})
        for assignment in tree.find_all(nodes.Assign):
            for name in _names(assignment.target):
                self._scopes[-1][name.name] = self._field_of(assignment.node)

    def _knows(self, name: str) -> bool:
        return any(name in scope for scope in self._scopes) or name in self._environment.globals

    def _known(self) -> set[str]:
        return {name for scope in self._scopes for name in scope}


def _names(target: nodes.Node) -> list[nodes.Name]:
    return [target] if isinstance(target, nodes.Name) else list(target.find_all(nodes.Name))


def _items(field: Field) -> Fields:
    return {item.name: item for item in field.items}
