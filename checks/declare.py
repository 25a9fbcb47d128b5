"""The @check decorator: a function's signature is its declaration, and a bad one is refused at import.

Positional arguments name ledger kinds (`income`; `income_last_year` for the same kind one year earlier; `any_ledger` for
every kind that has the needed fields, each on its own; with a default of None the check also runs without it, and is given
None). Keyword-only ones name parameters of the register (a Setting;
with a default of None the check also runs without it); `as_of` is the day progress is judged, `year` the year the ledger
reports on. A document check takes `document`, and with `form` the values of the form it is held against; one of a notice
with its annexes takes `package`. The return annotation names the form.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from checks.model import Answer, Check, Form, Nature, Severity
from checks.packs import Pack
from values.expressions import expression

_FORMS: dict[str, Form] = {
    "Rows": "row",
    "Frames": "frame",
    "Texts": "text",
    "Iterator[DocumentBreach]": "document",
    "Iterator[DocumentAnswer]": "document",
    "Iterator[PackageAnswer]": "package",
}
_CODE = expression(r"[A-Z]{3}[0-9]{3}")
LAST_YEAR = "_last_year"
ANY_LEDGER = "any_ledger"
_NO_PARAMETERS = frozenset({"as_of", "year", "form"})
REGISTRY: dict[str, Check] = {}

F = TypeVar("F", bound=Callable[..., Answer])
Needs = Mapping[str, tuple[str, ...]] | tuple[str, ...]


class DeclarationError(TypeError):
    """A check is declared wrongly: a mistake of its author, refused at import."""


def check(
    code: str,
    *,
    severity: Severity,
    requires: Iterable[str] = (),
    needs: Needs = (),
    source: str | None = None,
    clause: str = "",
    strength: str | None = None,
    scope: str | None = None,
    pack: Pack | None = None,
    line: str | None = None,
    across_counties: bool = False,
) -> Callable[[F], F]:
    """Declare a check.

    Args:
        code: three letters for the topic and three digits; never reused.
        severity: error only for figures, dates and prohibitions stated without exception, and for provable data faults.
        requires: ids of every requirement it can judge; the finding cites the one whose value resolved.
        needs: fields that have to be in the ledger; a mapping by argument where there are several ledgers.
        source: what data quality and form rest on (a standard, a rule of arithmetic) where no requirement is in force.
        clause: the clause of the source.
        strength: how strongly the source words it (规定, 一般, 推荐, 可以, 惯例).
        scope: what the input has to cover, where that is more than the requirement's own scope.
        pack: the rule pack it belongs to, which is its source too where it names none.
        line: the line of the pack that a county has to switch on; none where it always runs.
        across_counties: ledgers of several counties are judged together, not each county's by itself.
    """
    if str in {type(requires), type(needs)}:
        raise DeclarationError(f"{code}: requires and needs are tuples; a comma is missing")

    def declare(function: F) -> F:
        if line is not None and (pack is None or line not in pack.lines):
            raise DeclarationError(f"{code}: {line} is no line of its pack")
        rests_on = source or (pack.source if pack else None)
        declared = replace(
            _declared(function, code, severity, tuple(requires), needs, rests_on, scope),
            clause=clause,
            strength=strength,
            pack=pack.key if pack else None,
            line=line,
            across_counties=across_counties,
        )
        if code in REGISTRY:
            raise DeclarationError(f"{code} is taken by {REGISTRY[code].function.__name__}")
        REGISTRY[code] = declared
        return function

    return declare


def _declared(
    function: Callable[..., Answer],
    code: str,
    severity: Severity,
    requires: tuple[str, ...],
    needs: Needs,
    source: str | None,
    scope: str | None,
) -> Check:
    signature = inspect.signature(function)
    form = _form(str(signature.return_annotation), code)
    parameters = signature.parameters.values()
    ledgers = tuple(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY)
    optional = frozenset(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY and p.default is None)
    settings = tuple(p for p in parameters if p.kind is p.KEYWORD_ONLY and p.name not in _NO_PARAMETERS)
    title, _, explanation = (inspect.getdoc(function) or "").partition("\n")
    if not _CODE.fullmatch(code) or not title:
        raise DeclarationError(
            f"{function.__name__}: needs a code like INC104 and a docstring, its first line the title"
        )
    if not requires and source is None:
        raise DeclarationError(f"{code}: rests on nothing; name requirements or a source")
    if ledgers[:1] and ledgers[0] in optional:
        raise DeclarationError(f"{code}: the first ledger is the one it judges, and cannot be left out")
    if not ledgers or (ANY_LEDGER in ledgers and not needs):
        raise DeclarationError(f"{code}: takes no ledger or document, or any ledger without the fields it needs")
    return Check(
        code=code,
        title=title.rstrip("。"),
        explanation=explanation.strip(),
        form=form,
        nature=_nature(form, requires),
        severity=severity,
        requires=requires,
        source=source,
        ledgers=() if form in {"document", "package"} else ledgers,
        needs=_needs_by_ledger(needs, ledgers, code),
        parameters=tuple(p.name for p in settings),
        optional_parameters=frozenset(p.name for p in settings if p.default is None),
        uses_as_of="as_of" in signature.parameters,
        uses_year="year" in signature.parameters,
        uses_form="form" in signature.parameters,
        scope=scope,
        function=function,
        optional_ledgers=optional,
    )


def _form(annotation: str, code: str) -> Form:
    if annotation not in _FORMS:
        raise DeclarationError(f"{code}: return annotation has to be one of {', '.join(_FORMS)}")
    return _FORMS[annotation]


def _nature(form: Form, requires: tuple[str, ...]) -> Nature:
    if form in {"document", "package"}:
        return "document"
    return "policy" if requires else "data"


def _needs_by_ledger(needs: Needs, ledgers: tuple[str, ...], code: str) -> Mapping[str, tuple[str, ...]]:
    if isinstance(needs, Mapping):
        if set(needs) - set(ledgers):
            raise DeclarationError(f"{code}: needs fields of a ledger it does not take")
        return needs
    return {ledgers[0]: needs} if needs else {}


def kind_of(argument: str) -> str:
    """The ledger kind an argument name asks for."""
    return argument.removesuffix(LAST_YEAR)
