"""A county's own checks: each `check:` of its requirements becomes a Check that the one run loop runs like any other.

Codes are LOC and three digits: the one written (`code: LOC012`), else the next free one in the order of the files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from checks.local_fields import Names, words_of
from checks.local_plans import Plan, plan_of
from checks.local_rows import Said, literal
from checks.model import Check, Severity
from ledgers.model import LedgerKind
from policies.entries import RegisterError
from policies.local_shapes import Mistake, mistakes_of_form, nearest
from policies.model import DeclaredCheck, Requirement
from policies.register import Register
from values.expressions import expression

_PLACEHOLDER = expression(r"\{([^{}]*)\}")


class LocalCheckError(RegisterError):
    """Checks in a county's files are wrong; the message is Chinese and names every mistake with file and line."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        ordered = sorted(set(mistakes), key=lambda mistake: (mistake.file, mistake.line, mistake.text))
        super().__init__("本县要求中的 check 有误，请改正：\n" + "\n".join(f"  {mistake}" for mistake in ordered))


def local_checks(register: Register) -> tuple[Check, ...]:
    """The checks that the local requirements of a register declare, in the order of their codes.

    Raises:
        LocalCheckError: names all mistakes of all files.
    """
    declared = [(requirement, one) for requirement in register.requirements.values() for one in requirement.checks]
    mistakes = [mistake for requirement, one in declared for mistake in mistakes_of_form(requirement, one)]
    mistakes += _codes_twice(declared)
    built = [_built(requirement, one, mistakes) for requirement, one in declared]
    if mistakes:
        raise LocalCheckError(mistakes)
    codes = _codes([one for _, one in declared])
    named = [check(code) for code, check in zip(codes, built, strict=True) if check is not None]
    return tuple(sorted(named, key=lambda check: check.code))


_Declared = tuple[Requirement, DeclaredCheck]


def _codes_twice(declared: Iterable[_Declared]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for _, one in declared:
        code = one.body.get("code")
        if code is None or not code.text:
            continue
        if code.text in seen:
            yield Mistake(one.file, code.line, f"code {code.text} 已用在别的要求上")
        seen.add(code.text)


def _codes(declared: Iterable[DeclaredCheck]) -> Iterator[str]:
    declared = list(declared)
    taken = {one.text("code") for one in declared}
    free = (code for code in (f"LOC{number:03}" for number in range(1, 1000)) if code not in taken)
    for one in declared:
        yield one.text("code") or next(free)


def _built(requirement: Requirement, declared: DeclaredCheck, mistakes: list[Mistake]) -> Callable[[str], Check] | None:
    """The check without its code; None, and what is wrong, when it cannot be made."""
    if declared.body.pairs is None:
        return None
    names = Names(declared)
    names.find_ledger()
    plan = plan_of(names, Said(_resolved(names, "message"), _resolved(names, "suggestion")), requirement.policy)
    mistakes += names.mistakes
    kind = names.kind
    if plan is None or kind is None:
        return None
    return lambda code: _check(code, requirement, declared, kind, plan)


def _resolved(names: Names, key: str) -> str | None:
    """A text of the county's own with the fields it names in braces, by their English names."""
    at = names.declared.body.get(key)
    if at is None or not at.text or names.kind is None:
        return None
    known = words_of(names.kind)
    parts = _PLACEHOLDER.split(at.text)
    for word in parts[1::2]:
        if word not in known:
            names.refuse(at, f"{key} 中的“{{{word}}}”不是{names.kind.name}的字段{nearest(word, known)}")
            return None
    return "".join(f"{{{known[part]}}}" if i % 2 else literal(part) for i, part in enumerate(parts))


def _check(code: str, requirement: Requirement, declared: DeclaredCheck, kind: LedgerKind, plan: Plan) -> Check:
    severity: Severity = declared.text("severity") or "warning"  # type: ignore[assignment]  # held against the three
    return Check(
        code=code,
        title=requirement.title,
        explanation=f"本县自定的核查（{declared.file}第{declared.body.line}行）。{kind.name}：{plan.described}。",
        form="frame" if plan.several else "row",
        nature="policy",
        severity=severity,
        requires=(requirement.id,),
        source=None,
        ledgers=(kind.kind,),
        needs={kind.kind: tuple(dict.fromkeys(plan.needs))},
        parameters=(),
        optional_parameters=frozenset(),
        uses_as_of=plan.uses_as_of,
        uses_year=plan.uses_year,
        scope=None,
        function=plan.judge,
    )
