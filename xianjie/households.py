"""Households out of income and monitoring ledgers: the rows that speak of one household, brought together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checks.model import Place
from drafting.household_plan import Household, Income, Measure
from ledgers.model import CellState, Ledger
from values.amounts import format_fen
from values.masks import is_masked
from xianjie.contexts import Context, period_end

KINDS = ("income", "monitoring")
_INCOMES = (
    ("工资性收入", "wage_income"), ("生产经营性收入", "business_income"), ("经营净收入", "net_business_income"),
    ("财产性收入", "property_income"), ("转移性收入", "transfer_income"), ("生产经营性支出", "business_expense"),
    ("家庭纯收入", "net_income"), ("人均纯收入", "per_capita_net_income"),
)  # fmt: skip
_SHORTFALLS = (
    ("主要风险", "main_risk"), ("次要风险", "other_risks"), ("减收因素", "decline_factors"), ("减收原因", "decline_reason"),
    ("拟替代增收项目", "alternative_income_project"),
)  # fmt: skip
_HEADS = frozenset({"", "户主", "本人", "户主本人"})
_CLASSES = ("labour_class", "household_type", "monitored_type", "risk_removed")  # read as the kind spells them


@dataclass(frozen=True)
class Record:
    """One row of one ledger, with where it stands."""

    ledger: Ledger
    context: Context
    row: int
    texts: Mapping[str, str]
    values: Mapping[str, Any]

    @property
    def place(self) -> Place:
        own = self.context.place
        return Place(own.county, self.text("township") or own.township, self.text("village") or own.village)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def year(self) -> int | None:
        """The year of the ledger, else that of the row's own period column."""
        period = period_end(self.text("period")) if self.context.year is None else None
        return period.year if period else self.context.year

    def shown(self, name: str) -> str:
        """A class in the kind's own words, anything else as it stands."""
        value = self.values.get(name) if name in _CLASSES else None
        return str(value) if value else self.text(name)


@dataclass
class Group:
    """The rows of one household. `conflict` says why they may be those of two."""

    records: list[Record] = field(default_factory=list)
    conflict: str = ""

    def first(self, *names: str, kind: str | None = None) -> str:
        """The first text any of the rows has under these names."""
        found = (
            text
            for name in names
            for record in self.records
            if kind in {None, record.ledger.kind.kind} and (text := record.shown(name))
        )
        return next(found, "")

    @property
    def context(self) -> Context:
        return self.records[0].context


def read_groups(ledgers: Iterable[tuple[Ledger, Context]]) -> list[Group]:
    """Every household of the ledgers, in the order they come; the latest year first within a household."""
    groups: list[Group] = []
    places: dict[tuple[str, ...], list[int]] = {}
    for record in _records(ledgers):
        at = _known(record, groups, places)
        if at is None:
            at = len(groups)
            groups.append(Group())
            _note_conflicts(at, record, groups, places)
        groups[at].records.append(record)
        for key in _keys(record):
            if at not in places.setdefault(key, []):
                places[key].append(at)
    for group in groups:
        group.records.sort(key=lambda record: -(record.year or 0))
    return groups


def _records(ledgers: Iterable[tuple[Ledger, Context]]) -> Iterator[Record]:
    """The rows of householders: those of other members of the family add nothing here."""
    for ledger, context in ledgers:
        if ledger.kind.kind not in KINDS:
            continue
        pairs = zip(ledger.texts.iter_rows(named=True), ledger.frame.iter_rows(named=True), strict=True)
        for texts, values in pairs:
            plain = {name: str(text).strip() for name, text in texts.items() if text is not None}
            if plain.get("householder") and plain.get("relation", "") in _HEADS:
                yield Record(ledger, context, int(texts["_row"]), plain, values)


def _keys(record: Record) -> list[tuple[str, ...]]:
    identity = _identity(record)
    place = record.place
    return [
        *([("户编号", record.text("household_id"))] if record.text("household_id") else []),
        *([("证件", identity)] if identity else []),
        ("户主", place.township or "", place.village or "", record.text("householder")),
    ]


def _identity(record: Record) -> str:
    text = record.text("householder_identity").upper()
    return "" if is_masked(text) else text


def _known(record: Record, groups: Sequence[Group], places: Mapping[tuple[str, ...], list[int]]) -> int | None:
    candidates = (at for key in _keys(record) for at in places.get(key, ()))
    return next((at for at in candidates if _same(record, groups[at].records[0])), None)


def _same(one: Record, other: Record) -> bool:
    """One household, or two that share a key? A number alone does not make two names one."""
    if _identity(one) and _identity(one) == _identity(other):
        return True
    if one.text("householder") != other.text("householder"):
        return False
    if one.text("household_id") and one.text("household_id") == other.text("household_id"):
        return True
    return not _both_differ(one, other, _identity) and not _both_differ(one, other, lambda r: r.text("household_id"))


def _both_differ(one: Record, other: Record, value: Callable[[Record], str]) -> bool:
    return bool(value(one) and value(other) and value(one) != value(other))


def _note_conflicts(
    at: int, record: Record, groups: Sequence[Group], places: Mapping[tuple[str, ...], list[int]]
) -> None:
    """Two families under one number: nobody can tell which of them it belongs to, so both say it."""
    number = record.text("household_id")
    for other in places.get(("户编号", number), ()) if number else ():
        groups[at].conflict = f"户编号与{groups[other].first('householder')}户相同，须先查清"
        groups[other].conflict = f"户编号与{record.text('householder')}户相同，须先查清"


def household_of(group: Group) -> Household:
    """The household as its rows tell it: the latest ledger first, blanks filled from the others."""
    place = group.records[0].place
    return Household(
        township=place.township or "",
        village=place.village or "",
        group=group.first("group"),
        householder=group.first("householder"),
        household_id=group.first("household_id"),
        identity=group.first("householder_identity"),
        phone=group.first("phone"),
        size=group.first("household_size"),
        household_type=group.first("household_type"),
        monitored_type=group.first("monitored_type"),
        identified_on=group.first("identified_on"),
        risk_removed={"是": "已消除", "否": "未消除"}.get(removed := group.first("risk_removed"), removed),
        labour_class=group.first("labour_class"),
        labour_count=group.first("labour_count"),
        helper=group.first("helper", "helper_signature"),
        helper_unit=group.first("helper_unit"),
        year=group.records[0].year,
        income_year=next((r.year for r in group.records if r.ledger.kind.kind == "income"), None),
        incomes=tuple(_incomes(group)),
        shortfalls=tuple((name, text) for name, fld in _SHORTFALLS if (text := group.first(fld))),
        measures=tuple(_measures(group)),
    )


def _incomes(group: Group) -> Iterator[Income]:
    """This year's and last year's figures as reported; last year's own ledger stands in where a column is missing."""
    own = [record for record in group.records if record.ledger.kind.kind == "income"]
    if not own:
        return
    latest = own[0]
    before = next((r for r in own if r.year and latest.year and r.year == latest.year - 1), None)
    for name, field_name in _INCOMES:
        this = _yuan(latest, f"{field_name}_this_year")
        last = _yuan(latest, f"{field_name}_last_year") or (_yuan(before, f"{field_name}_this_year") if before else "")
        if this or last:
            yield Income(name, last, this)


def _yuan(record: Record, name: str) -> str:
    """The amount in 元 whatever the unit of the column; what cannot be read stands as it is."""
    if record.values.get(f"{name}__state") == CellState.VALUE:
        return format_fen(int(record.values[name]))
    return record.text(name)


def _measures(group: Group) -> Iterator[Measure]:
    """A row of the ledger, a row of the plan."""
    seen: set[Measure] = set()
    for record in group.records:
        if text := record.text("measures"):
            names = ("measure_started_on", "measure_unit", "measure_progress")
            measure = Measure(text, *(record.text(name) for name in names))
            if measure not in seen:
                seen.add(measure)
                yield measure
