"""What a county's check names, held against the kinds of ledgers: the ledger, its fields, and values that fit them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct, field

from ledgers.catalogue import kind_of_table_name, ledger_kinds
from ledgers.cell_texts import Reading, canonical_choice, read_cell
from ledgers.model import CellState, Field, LedgerKind
from policies.local_shapes import Mistake, nearest
from policies.model import DeclaredCheck
from policies.written import Written
from values.amounts import parse_number
from values.days import parse_day
from values.shares import Share

FILLED, EMPTY = "非空", "空"
MEASURED = {"count": 1, "amount": 100, "area": 100, "number": 100, "share": 1_000_000, "year": 1}
"""Types that can be compared, and how many stored units make one."""
_WRITTEN_AS = {
    "count": "整数，如 3", "amount": "带单位的金额，如 300元、2万元", "area": "面积，如 1.5亩", "number": "数，如 1.5",
    "share": "比例，如 60%", "year": "年份，如 2024", "flag": "是 或 否",
}  # fmt: skip


class Bound(Struct, frozen=True):
    """A limit as written and in the units the field is stored in, exact."""

    text: str
    value: Fraction


class Filter(Struct, frozen=True):
    """The records meant: those where the field has one of the values, or is filled in, or is empty."""

    field: Field
    values: tuple[int | str, ...]
    text: str
    state: str | None = None  # 空 or 非空


class Names(Struct):
    """Looks up what a declared check names. Mistakes are collected; what could not be found is None."""

    declared: DeclaredCheck
    mistakes: list[Mistake] = field(default_factory=list)
    kind: LedgerKind | None = None

    def refuse(self, at: Written, text: str) -> None:
        self.mistakes.append(Mistake(self.declared.file, at.line, text))

    def find_ledger(self) -> None:
        at = self.declared.body.get("ledger")
        if at is None or not at.text:
            return
        kinds = ledger_kinds()
        by_name = {kind.name: kind for kind in kinds.values()}
        self.kind = kinds.get(at.text) or by_name.get(at.text) or kind_of_table_name(at.text)
        if self.kind is None:
            hint = nearest(at.text, (*by_name, *kinds))
            self.refuse(at, f"没有名为“{at.text}”的台账{hint}；可用 xianjie ledgers kinds 查看各种台账")

    def field_of(self, key: str, types: Iterable[str] = (), wanted: str = "") -> Field | None:
        at = self.declared.body.get(key)
        found = self.named(at) if at is not None and at.text else None
        if at is not None and found is not None and types and found.type not in types:
            self.refuse(at, f"字段“{found.name}”不能用在这里：应为{wanted}")
            return None
        return found

    def named(self, at: Written) -> Field | None:
        if self.kind is None or not at.text:
            return None
        found = _field(self.kind, at.text)
        if found is None:
            listed = "、".join(f.name for f in self.kind.fields)
            hint = nearest(at.text, words_of(self.kind)) or f"；有 {listed}"
            self.refuse(at, f"{self.kind.name}没有字段“{at.text}”{hint}")
        return found

    def bound(self, key: str, measured: Field | None) -> Bound | None:
        at = self.declared.body.get(key)
        if at is None or measured is None or not at.text:
            return None
        value = _stored(at.text, measured.type)
        if value is None:
            self.refuse(at, f"{key} 写成了“{at.text}”：字段“{measured.name}”应写{_WRITTEN_AS[measured.type]}")
            return None
        return Bound(at.text, value)

    def share(self, key: str) -> tuple[str, Share] | None:
        at = self.declared.body.get(key)
        if at is None or not at.text:
            return None
        value = _ratio(at.text)
        if value is None or not 0 <= value <= 1:
            self.refuse(at, f"{key} 写成了“{at.text}”：应写比例，如 60%")
            return None
        return at.text, Share(value.numerator, value.denominator)

    def day(self, key: str) -> date | None:
        at = self.declared.body.get(key)
        day = parse_day(at.text) if at is not None and at.text else None
        if at is not None and at.text and (day is None or not day.exact):
            self.refuse(at, f"{key} 写成了“{at.text}”：应为 2024-08-31 或 2024年8月底 这样确定的日期")
            return None
        return date.fromordinal(day.last) if day else None

    def filters(self, key: str) -> tuple[Filter, ...]:
        given = self.declared.body.get(key)
        found = (self._filter(name, value) for name, value in (given.pairs if given else None) or ())
        return tuple(one for one in found if one is not None)

    def _filter(self, name: Written, given: Written) -> Filter | None:
        known = self.named(name)
        if known is None:
            return None
        texts = [item.text or "" for item in given.texts()]
        if texts in ([FILLED], [EMPTY]):
            return Filter(known, (), f"{known.name}{'已填' if texts == [FILLED] else '为空'}", state=texts[0])
        if {FILLED, EMPTY} & set(texts):
            self.refuse(given, f"{FILLED}、{EMPTY} 只能单独写，不能和别的取值并列")
            return None
        values = self.values(known, given)
        return Filter(known, values, f"{known.name}为{'或'.join(texts)}") if values else None

    def values(self, known: Field, given: Written) -> tuple[int | str, ...]:
        """The values a field is held against, as it is stored."""
        if known.type in {"day", "month"}:
            self.refuse(given, f"字段“{known.name}”是日期，这里只能写 {FILLED} 或 {EMPTY}")
            return ()
        found = [(item, _value(known, item.text or "")) for item in given.texts()]
        for item, value in found:
            if value is None:
                self.refuse(item, _unfit(known, item.text or ""))
        return tuple(value for _, value in found if value is not None)


def _field(kind: LedgerKind, name: str) -> Field | None:
    """By its Chinese or English name, else by a spelling that only one field has."""
    named = [f for f in kind.fields if name in (f.name, f.field)]
    spelt = [f for f in kind.fields if name in f.spellings]
    return named[0] if named else spelt[0] if len(spelt) == 1 else None


def _stored(text: str, kind: str) -> Fraction | None:
    """A limit in stored units; an amount has to bear its unit."""
    number = _ratio(text) if kind == "share" else parse_number(text.removesuffix("亩") if kind == "area" else text)
    if number is None or ("元" in text) != (kind == "amount"):
        return None
    whole = kind in {"count", "year"}
    return None if whole and number.denominator != 1 else number * MEASURED[kind]


def _ratio(text: str) -> Fraction | None:
    """60%, 0.6, 3/5; a bare number above 1 may be meant as hundredths, and is refused."""
    try:
        share = Share.parse(text)
    except ValueError:
        return None
    value = Fraction(share.part, share.whole)
    return value if abs(value) <= 1 or text.endswith(("%", "％")) else None


def _value(known: Field, text: str) -> int | str | None:
    if known.type in MEASURED:
        stored = _stored(text, known.type)
        return int(stored) if stored is not None and stored.denominator == 1 else None
    cell = read_cell(text, Reading(known))
    if cell.state is not CellState.VALUE or (known.type == "choice" and not _is_choice(known, text)):
        return None if known.type != "text" else text
    return cell.value


def _is_choice(known: Field, text: str) -> bool:
    return known.open_list or canonical_choice(known, text) in {choice.value for choice in known.choices}


def _unfit(known: Field, text: str) -> str:
    if known.type == "choice":
        wanted = "、".join(choice.value for choice in known.choices)
        return f"字段“{known.name}”没有取值“{text}”{nearest(text, [c.value for c in known.choices])}；有 {wanted}"
    return f"字段“{known.name}”应写{_WRITTEN_AS.get(known.type, '一个值')}，写成了“{text}”"


def choices_of(known: Field) -> frozenset[str]:
    return frozenset(choice.value for choice in known.choices)


def unit_text(measured: Field) -> str:
    return {"amount": "元", "area": "亩"}.get(measured.type, measured.unit or "" if measured.type == "count" else "")


def words_of(kind: LedgerKind) -> Mapping[str, str]:
    """What a message may name in braces, Chinese or English, and the field it means."""
    return {name: f.field for f in kind.fields for name in (f.name, f.field)}
