"""The form of official documents as values: the national standard, and house styles that say where they differ.

A form is one YAML in this folder, or a county's own file. A house style names what it rests on (`base`) and lists each
value that differs with the rule that sets it; all others are the base's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from values.plain_yaml import NotPlainYamlError, load_yaml

Strength = Literal["规定", "一般", "推荐", "可以", "惯例", "推算"]
NATIONAL = "国家标准"
_STRENGTHS = ("规定", "一般", "推荐", "可以", "惯例", "推算")
_RULE_KEYS = frozenset({"value", "within", "least", "most", "one_of", "unit", "clause", "strength", "title", "source"})
_FORM_KEYS = frozenset({"name", "source", "base", "values"})
_FOLDER = Path(__file__).parent


class FormError(ValueError):
    """A form that does not exist, or is written wrongly; the message is Chinese."""


class FormRule(Struct, frozen=True):
    """One value: what it is, how far a document may be off, the clause that sets it and how strongly it is worded."""

    name: str
    least: float
    most: float
    value: float
    one_of: tuple[str, ...]
    unit: str
    source: str
    clause: str
    strength: Strength
    title: str = ""

    def allows(self, measured: float) -> bool:
        return self.least <= measured <= self.most


class Form(Struct, frozen=True):
    """A form with its rules by name; `deviations` are those in which a house style differs from the standard."""

    name: str
    rules: Mapping[str, FormRule]
    deviations: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> FormRule:
        return self.rules[name]


def form_names() -> tuple[str, ...]:
    """The forms that come with the program."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def load_form(name: str = NATIONAL) -> Form:
    """The form of that name, or in that file.

    Raises FormError: there is none, or it is written wrongly.
    """
    path = _FOLDER / f"{name}.yaml" if name in form_names() else Path(name)
    try:
        text = path.read_text(encoding="utf-8")
        written = load_yaml(text)
    except OSError as error:
        raise FormError(f"没有名为“{name}”的公文格式；现有：{'、'.join(form_names())}，也可以写 YAML 文件名") from error
    except (NotPlainYamlError, UnicodeDecodeError) as error:
        raise FormError(f"{path.name}：不是写得对的 YAML 文件（UTF-8）") from error
    return _form(written, path.name)


def _form(written: Any, where: str) -> Form:
    if not isinstance(written, dict) or not isinstance(written.get("values"), dict) or set(written) - _FORM_KEYS:
        raise FormError(f"{where}：应有 name、source、values，另可有 base")
    base = load_form(str(written["base"])) if "base" in written else None
    source = str(written.get("source", ""))
    own = {str(name): _rule(str(name), rule, source, where) for name, rule in written["values"].items()}
    if base is not None and (unknown := set(own) - set(base.rules)):
        raise FormError(f"{where}：{'、'.join(sorted(unknown))} 不是{base.name}里的项目")
    rules = {**base.rules, **own} if base else own
    return Form(str(written.get("name", where)), rules, tuple(own) if base else ())


def _rule(name: str, written: Any, source: str, where: str) -> FormRule:
    rule: dict[str, Any] = written if isinstance(written, dict) else {}
    if set(rule) - _RULE_KEYS or rule.get("strength") not in _STRENGTHS:
        raise FormError(f"{where}：{name} 应写明 value（或 least、most、one_of）、unit、clause、strength")
    value = float(rule.get("value", rule.get("least", 0)))
    within = float(rule.get("within", 0))
    return FormRule(
        name=name,
        least=float(rule.get("least", value - within)),
        most=float(rule.get("most", value + within)),
        value=value,
        one_of=tuple(map(str, rule.get("one_of", ()))),
        unit=str(rule.get("unit", "")),
        source=str(rule.get("source", source)),
        clause=str(rule.get("clause", "")),
        strength=rule["strength"],
        title=str(rule.get("title", "")),
    )
