"""A household out of its rows: the latest ledger first, blanks filled from the others, figures as reported."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.household_plan import Household, Income, Measure
from ledgers.model import CellState
from values.amounts import format_fen
from xianjie.plans.household_rows import Group, Record

_INCOMES = (
    ("工资性收入", "wage_income"), ("生产经营性收入", "business_income"), ("经营净收入", "net_business_income"),
    ("财产性收入", "property_income"), ("转移性收入", "transfer_income"), ("生产经营性支出", "business_expense"),
    ("家庭纯收入", "net_income"), ("人均纯收入", "per_capita_net_income"),
)  # fmt: skip
_SHORTFALLS = (
    ("主要风险", "main_risk"), ("次要风险", "other_risks"), ("减收因素", "decline_factors"), ("减收原因", "decline_reason"),
    ("拟替代增收项目", "alternative_income_project"),
)  # fmt: skip


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
