"""Which inputs a check judges together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from checks.declare import ANY_LEDGER, LAST_YEAR, kind_of
from checks.engine.inputs import COVERAGES, Assignment, LedgerInput
from checks.engine.rulings import Ruling, rule
from checks.model import Check, Skipped
from policies.model import Setting
from values.divisions import Division, county_of


class Group(Struct, frozen=True):
    """Inputs judged together: for each ledger argument of the check the indexes of its inputs."""

    check: Check
    ruling: Ruling
    as_of: date
    year: int
    arguments: tuple[tuple[int, ...], ...]

    @property
    def settings(self) -> dict[str, Setting]:
        return {name: setting for name, setting in self.ruling.settings if setting is not None}


def group(check: Check, assignment: Assignment) -> Iterator[Group | Skipped]:
    """Split the inputs of a check into groups that are judged together."""
    primary = check.ledgers[0]
    clusters: dict[tuple[object, ...], list[int]] = {}
    rulings: dict[tuple[object, ...], Ruling] = {}
    for index, given in _candidates(check, assignment, primary):
        ruling = rule(check, assignment, given.division, given.on)
        if not isinstance(ruling, Ruling):
            yield from (_at(skipped, given) for skipped in ruling)
            continue
        if reason := _unfit(check, ruling, primary, given, assignment):
            yield _at(Skipped(check.code, reason, requirement=ruling.cited.id if ruling.cited else None), given)
            continue
        key = _cluster(check, given, ruling)
        clusters.setdefault(key, []).append(index)
        rulings[key] = ruling
    for key, indexes in clusters.items():
        yield from _with_others(check, assignment, rulings[key], indexes)


def _cluster(check: Check, given: LedgerInput, ruling: Ruling) -> tuple[object, ...]:
    """Inputs with the same key are judged together: one kind, county, year and ruling.

    Where each record is judged by itself a county need not be apart from another with the same ruling.
    """
    alone = check.form != "frame" and len(check.ledgers) == 1
    county = None if alone or check.across_counties else _county(given)
    as_of = given.as_of if check.uses_as_of else None
    year = _year(given) if check.uses_year else None
    return (given.ledger.kind.kind, county, given.year, ruling, as_of, year)


def _year(given: LedgerInput) -> int:
    """The year a ledger reports on: that of its period, else that of the day it is judged by."""
    return given.on.year if given.year is None else given.year


def _candidates(check: Check, assignment: Assignment, argument: str) -> Iterable[tuple[int, LedgerInput]]:
    if argument != ANY_LEDGER:
        return _of_kind(assignment, kind_of(argument))
    wanted = check.needs[argument]
    return ((i, given) for i, given in enumerate(assignment.ledgers) if all(f in given.ledger.columns for f in wanted))


def _at(skipped: Skipped, given: LedgerInput) -> Skipped:
    ledger = given.ledger
    return replace(skipped, path=ledger.path, sheet=ledger.sheet)


def _unfit(check: Check, ruling: Ruling, argument: str, given: LedgerInput, assignment: Assignment) -> str | None:
    if missing := _missing(check, argument, given):
        return f"台账缺少列：{missing}"
    scope = check.scope or (ruling.cited.scope if ruling.cited else "行")
    if COVERAGES.index(scope) > COVERAGES.index(assignment.covers):
        return f"需全{scope}数据；输入已覆盖全{scope}时请加 --complete {scope}"
    return None


def _missing(check: Check, argument: str, given: LedgerInput) -> str:
    kind = given.ledger.kind
    absent = [f for f in check.needs.get(argument, ()) if f not in given.ledger.columns]
    return "、".join(kind.field_named(name).name for name in absent)


def _with_others(
    check: Check, assignment: Assignment, ruling: Ruling, indexes: Iterable[int]
) -> Iterator[Group | Skipped]:
    """The inputs with those of the check's other ledgers; each input that lacks one is told apart."""
    whole: list[int] = []
    others: list[set[int]] = [set() for _ in check.ledgers[1:]]
    for index in indexes:
        given = assignment.ledgers[index]
        found = [_or_none(check, assignment, argument, given) for argument in check.ledgers[1:]]
        reason = next((each for each in found if isinstance(each, str)), None)
        if reason is not None and _is_last_years(check, assignment, given):
            continue
        if reason is not None:
            cited = ruling.cited.id if ruling.cited else None
            yield _at(Skipped(check.code, reason, requirement=cited), given)
            continue
        whole.append(index)
        for known, more in zip(others, found, strict=True):
            known.update(more)  # type: ignore[arg-type]  # a text has been dealt with above
    if whole:
        first = assignment.ledgers[whole[0]]
        arguments = (tuple(whole), *(tuple(sorted(known)) for known in others))
        yield Group(check, ruling, first.as_of, _year(first), arguments)


def _or_none(check: Check, assignment: Assignment, argument: str, own: LedgerInput) -> tuple[int, ...] | str:
    """The counterparts; none, and no reason, for a ledger the check can do without."""
    found = _counterparts(check, assignment, argument, own)
    return () if isinstance(found, str) and argument in check.optional_ledgers else found


def _counterparts(check: Check, assignment: Assignment, argument: str, own: LedgerInput) -> tuple[int, ...] | str:
    """Inputs of another ledger for the same place and year (or the year before), or why there are none.

    Another township's ledger says nothing about this one; a county's does.
    """
    back = 1 if argument.endswith(LAST_YEAR) else 0
    found = [
        (index, given)
        for index, given in _of_kind(assignment, kind_of(argument))
        if _same_place(given, own) and _year_fits(given.year, own.year, back)
    ]
    if not found:
        return f"没有一同提交{'上一年度的' if back else ''}“{_kind_name(assignment, argument)}”"
    fit = tuple(index for index, given in found if not _missing(check, argument, given))
    return fit or f"“{found[0][1].ledger.kind.name}”缺少列：{_missing(check, argument, found[0][1])}"


def _is_last_years(check: Check, assignment: Assignment, own: LedgerInput) -> bool:
    """A ledger that another year's is held against need not itself have one before it."""
    if not any(argument.endswith(LAST_YEAR) for argument in check.ledgers) or own.year is None:
        return False
    kind = own.ledger.kind.kind
    return any(given.year == own.year + 1 and _same_place(given, own) for _, given in _of_kind(assignment, kind))


def _same_place(given: LedgerInput, own: LedgerInput) -> bool:
    townships = {given.place.township, own.place.township} - {None}
    return _county(given) == _county(own) and len(townships) < 2


def _year_fits(year: int | None, wanted: int | None, back: int) -> bool:
    if back:
        return year is not None and wanted is not None and year == wanted - back
    return year is None or wanted is None or year == wanted


def _kind_name(assignment: Assignment, argument: str) -> str:
    names = (assignment.extra or {}).get("kind_names", {})
    return str(names.get(kind_of(argument), kind_of(argument)))


def _of_kind(assignment: Assignment, kind: str) -> Iterator[tuple[int, LedgerInput]]:
    return ((i, given) for i, given in enumerate(assignment.ledgers) if given.ledger.kind.kind == kind)


def _county(given: LedgerInput) -> Division | None:
    return county_of(given.division) if given.division else None
