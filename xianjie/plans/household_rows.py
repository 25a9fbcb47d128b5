"""The rows of income and monitoring ledgers that speak of one household, brought together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from checks.model import Place
from ledgers.model import Ledger
from values.masks import is_masked
from xianjie.inputs.contexts import Context, period_end

KINDS = ("income", "monitoring")
_HEADS = frozenset({"", "户主", "本人", "户主本人"})
_CLASSES = ("labour_class", "household_type", "monitored_type", "risk_removed")  # read as the kind spells them


class Record(Struct, frozen=True):
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


class Group(Struct):
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
