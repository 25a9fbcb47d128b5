"""The jinja2 environment of the templates: sandboxed, strict, escaping, plain look-ups."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
ALLOWED_GLOBALS = frozenset({"range", "namespace"})


class Missing(StrictUndefined):
    """A field that the data lacks: an error in Chinese that names it, never a silent blank."""

    @property
    def _undefined_message(self) -> str:
        return f"数据中没有“{self._undefined_name}”"


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Fields of a record are looked up as keys and nothing else: faster, and no method of a value can be reached."""

    def __init__(self, *, body: bool) -> None:
        super().__init__(autoescape=True, undefined=Missing, finalize=print_in_body if body else print_plain)
        self.globals = {name: value for name, value in self.globals.items() if name in ALLOWED_GLOBALS}

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def print_in_body(value: object) -> object:
    """A value as it stands in a paragraph; line breaks and tabs of the text are those of Word."""
    value = print_plain(value)
    if type(value) is str and ("\n" in value or "\t" in value):
        return Markup(str(escape(value)).replace("\n", LINE_BREAK).replace("\t", TAB))  # noqa: S704 - escaped just before
    return value


def print_plain(value: object) -> object:
    """A value as text: nothing for None, 是/否 for yes and no, no binary noise in figures."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if value is True or value is False:
        return "是" if value else "否"
    if isinstance(value, float):
        return format(Decimal(format(value, ".12g")), "f")
    return value
