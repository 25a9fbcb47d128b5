"""From the shape a county wrote to what judges it: one function a shape, which asks for its fields and values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from calculations.calendar_periods import PeriodName, periods_over
from checks import local_frames, local_rows
from checks.local_fields import MEASURED, Filter, Names
from checks.local_records import Meant, meant_by
from checks.local_rows import RowShape, Said, literal
from checks.model import Answer, Records, Rows
from ledgers.model import Field
from policies.model import Policy

_SUMMED = ("count", "amount", "area", "number")
_COMPARED = "数、金额、面积、比例或年份"


class Plan(Struct, frozen=True):
    """What a declared check comes to. `several`: it looks at several records together."""

    needs: tuple[str, ...]
    described: str
    judge: Callable[..., Answer]
    several: bool = False
    uses_as_of: bool = False
    uses_year: bool = False


class _Given(Struct, frozen=True):
    """What every shape has: the names it may ask for, its words, its filters, the policy it stands in."""

    names: Names
    said: Said
    policy: Policy
    where: tuple[Filter, ...]
    unless: tuple[Filter, ...]

    @property
    def meant(self) -> Meant:
        return meant_by(self.where, self.unless)

    def needs(self, *fields: Field) -> tuple[str, ...]:
        return tuple(field.field for field in (*fields, *(one.field for one in (*self.where, *self.unless))))

    def rows(self, shape: RowShape) -> Plan:
        """A row shape that needs no day."""
        return Plan(
            self.needs(shape.field), self.described(shape), lambda _: local_rows.rows(shape, self.meant, self.said)
        )

    def described(self, shape: RowShape) -> str:
        return shape.expected + self.filtered()

    def filtered(self) -> str:
        where = f"；只看{'、'.join(one.text for one in self.where)}的" if self.where else ""
        unless = f"；{'、'.join(one.text for one in self.unless)}的不看" if self.unless else ""
        return where + unless


def plan_of(names: Names, said: Said, policy: Policy) -> Plan | None:
    """The plan of a declared check; None when its names or values are wrong, which `names` then holds."""
    given = _Given(names, said, policy, names.filters("where"), names.filters("unless"))
    return _PLANNERS.get(names.declared.text("shape"), _of_no_shape)(given)


def _of_no_shape(given: _Given) -> None:
    """The shape's own keys cannot be read; the field it names still can be wrong."""
    given.names.field_of("field")


def _required(given: _Given) -> Plan | None:
    field = given.names.field_of("field")
    return given.rows(local_rows.required(field)) if field else None


def _one_of(given: _Given) -> Plan | None:
    field, at = given.names.field_of("field"), given.names.declared.body.get("values")
    values = given.names.values(field, at) if field and at and at.items else ()
    if field is None or at is None or not values:
        return None
    listed = "、".join(item.text or "" for item in at.texts())
    return given.rows(local_rows.one_of(field, values, literal(listed)))


def _at_least(given: _Given) -> Plan | None:
    field = given.names.field_of("field", MEASURED, _COMPARED)
    bound = given.names.bound("value", field)
    return given.rows(local_rows.at_least(field, bound)) if field and bound else None


def _at_most(given: _Given) -> Plan | None:
    field = given.names.field_of("field", MEASURED, _COMPARED)
    bound = given.names.bound("value", field)
    return given.rows(local_rows.at_most(field, bound)) if field and bound else None


def _between(given: _Given) -> Plan | None:
    names = given.names
    field = names.field_of("field", MEASURED, _COMPARED)
    low, high = names.bound("from", field), names.bound("to", field)
    if field is None or low is None or high is None:
        return None
    if low.value > high.value:
        names.refuse(names.declared.body, f"from（{low.text}）大于 to（{high.text}）")
        return None
    return given.rows(local_rows.between(field, low, high))


def _before(given: _Given) -> Plan | None:
    field, day = given.names.field_of("field", ("day",), "日期"), given.names.day("day")
    if field is None or day is None:
        return None

    def judge(_: Records, *, as_of: date) -> Rows:
        return local_rows.rows(local_rows.before(field, day, as_of), given.meant, given.said)

    shape = local_rows.before(field, day, day)
    return Plan(given.needs(field), given.described(shape), judge, uses_as_of=True)


def _unique(given: _Given) -> Plan | None:
    names = given.names
    field, within = names.field_of("field"), names.field_of("within")
    if field is None or (within is None and names.declared.text("within")):
        return None
    fields = (field, within) if within else (field,)
    whose = f"同一“{within.name}”内" if within else ""
    return Plan(
        given.needs(*fields),
        f"{whose}“{field.name}”不重复{given.filtered()}",
        lambda records: local_frames.unique(records, field, within, given.meant, given.said),
        several=True,
    )


def _share_at_least(given: _Given) -> Plan | None:
    field = given.names.field_of("field", _SUMMED, "数、金额或面积（要合计的列）")
    floor = given.names.share("value")
    if field is None or floor is None or not given.where:
        return None
    words = literal("、".join(one.text for one in given.where))
    part, whole = meant_by(given.where, ()), meant_by((), given.unless)
    unless = f"；{'、'.join(one.text for one in given.unless)}的不计" if given.unless else ""
    return Plan(
        given.needs(field),
        f"{words}的“{field.name}”合计÷全部合计不低于{floor[0]}{unless}",
        lambda records: local_frames.share_at_least(records, field, part, whole, floor, words, given.said),
        several=True,
    )


def _each_period(given: _Given) -> Plan | None:
    names = given.names
    entity, day = (
        names.field_of("entity", ("text", "code", "choice"), "名称或编号"),
        names.field_of("field", ("day",), "日期"),
    )
    if entity is None or day is None:
        return None
    period: PeriodName = names.declared.text("period")  # type: ignore[assignment]  # held against the four

    def judge(records: Records, *, as_of: date, year: int) -> Answer:
        over = periods_over(period, year, as_of, since=given.policy.valid_from)
        return local_frames.each_period(records, entity, day, over, given.meant, given.said)

    return Plan(
        given.needs(entity, day),
        f"每个“{entity.name}”每{_ONE.get(period, '期')}至少有一条“{day.name}”在期内的记录，未到期的不判{given.filtered()}",
        judge,
        several=True,
        uses_as_of=True,
        uses_year=True,
    )


_ONE = {"月": "个月", "季度": "个季度", "半年": "半年", "半月": "半月"}
_PLANNERS: dict[str, Callable[[_Given], Plan | None]] = {
    "required": _required,
    "one_of": _one_of,
    "at_least": _at_least,
    "at_most": _at_most,
    "between": _between,
    "before": _before,
    "unique": _unique,
    "share_at_least": _share_at_least,
    "each_period": _each_period,
}
