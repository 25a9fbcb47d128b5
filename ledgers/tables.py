"""Ledgers found in an opened file: every table of every sheet, understood as one of the kinds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from ledgers.assembly import assemble
from ledgers.catalogue import ledger_kinds
from ledgers.faults import EMPTY_TABLE, FAULT_CODES, HIDDEN, KIND_UNKNOWN
from ledgers.matching import Candidate, Names, accepted, rank_kinds
from ledgers.model import Book, Fault, Ledger, LedgerKind, Location, Sheet
from ledgers.regions import Region, find_regions
from ledgers.vocabulary import Vocabulary, vocabulary

_ASIDES = ("说明", "目录", "字典", "封面", "下拉", "参数", "数据源", "选项", "来源", "未合并")
_LEGENDS = frozenset({"填表说明", "填报说明", "填写说明", "指标说明", "说明", "表格说明", "字段说明", "来源", "未合并"})


def find_ledgers(book: Book, kinds: Mapping[str, LedgerKind] | None = None) -> tuple[list[Ledger], list[Fault]]:
    """The ledgers of a book, sheet by sheet and top to bottom, and the faults that belong to none of them.

    Args:
        book: the file opened; its own faults are not repeated.
        kinds: the kinds to recognise, by name; all of them when not given.

    Returns:
        The ledgers, each with the faults of its table, and the faults of sheets that are empty, hidden or of no
        known kind. Nothing is raised for what an office may have typed.
    """
    words = vocabulary(kinds if kinds is not None else ledger_kinds())
    ledgers: list[Ledger] = []
    faults: list[Fault] = []
    for sheet in book.sheets:
        found, wrong = _ledgers_of(book, sheet, words)
        ledgers += found
        faults += wrong
    ledgers = _without_legends(ledgers)
    return ledgers, [_softened(fault, ledgers) for fault in faults if not (ledgers and _is_aside(fault))]


def _without_legends(ledgers: list[Ledger]) -> list[Ledger]:
    """A sheet 填表说明 beside a ledger explains it: the headers it lists are no table of their own."""
    others = [ledger for ledger in ledgers if (ledger.sheet or "").strip() not in _LEGENDS]
    return others or ledgers


def _is_aside(fault: Fault) -> bool:
    """Beside a ledger, a sheet that calls itself 填表说明 or 目录 is as it should be."""
    return fault.code == KIND_UNKNOWN and any(word in (fault.place.sheet or "") for word in _ASIDES)


def _softened(fault: Fault, ledgers: list[Ledger]) -> Fault:
    """Beside a ledger that was understood, a blank or foreign sheet is no error."""
    if not ledgers or fault.severity != "error":
        return fault
    return _with_severity(fault, aside=fault.code == EMPTY_TABLE)


def _with_severity(fault: Fault, *, aside: bool) -> Fault:
    return Fault(
        fault.code,
        fault.place,
        fault.message,
        fault.suggestion,
        fault.observed,
        fault.expected,
        severity="info" if aside else "warning",
    )


def _ledgers_of(book: Book, sheet: Sheet, words: Vocabulary) -> tuple[list[Ledger], list[Fault]]:
    place = Location(book.path, sheet.name)
    regions = find_regions(sheet, words)
    faults = [_hidden_sheet(place)] if sheet.hidden else []
    if not regions:
        return [], [*faults, _unknown(place, sheet) if _has_text(sheet) else _empty(place)]
    ledgers: list[Ledger] = []
    for region in regions:
        names = Names(region.title or "", sheet.name or "", PurePosixPath(book.path).stem)
        candidates = rank_kinds(words, region.headings, names)
        kind = accepted(candidates, len(region.headings), names)
        if kind is None:
            faults.append(_foreign(place, region, candidates))
        else:
            ledgers.append(assemble(book, sheet, region, kind, words))
    return ledgers, faults


def _has_text(sheet: Sheet) -> bool:
    return any(sheet.texts[name].null_count() < sheet.texts.height for name in sheet.texts.columns)


def _fault(code: str, place: Location, message: str, observed: str | None = None, expected: str | None = None) -> Fault:
    return Fault(code, place, message, FAULT_CODES[code].suggestion, observed, expected)


def _empty(place: Location) -> Fault:
    return _fault(EMPTY_TABLE, place, "工作表没有内容。")


def _hidden_sheet(place: Location) -> Fault:
    entry = FAULT_CODES[HIDDEN]
    return Fault(HIDDEN, place, "工作表被隐藏，仍按数据核查。", entry.suggestion, severity="info")


def _unknown(place: Location, sheet: Sheet) -> Fault:
    rows = sheet.texts.head(20).rows()
    fullest = max(rows, key=lambda row: sum(cell is not None for cell in row), default=())
    seen = "、".join(dict.fromkeys(cell.strip() for cell in fullest if cell))[:80]
    return _fault(KIND_UNKNOWN, place, f"没有找到已知台账的表头，看到的是：{seen}。", observed=seen)


def _foreign(place: Location, region: Region, candidates: list[Candidate]) -> Fault:
    seen = "、".join(heading.text for heading in region.headings.values())[:120]
    nearest = (
        f"最接近的是{candidates[0].kind.name}，只对上{candidates[0].matched}列" if candidates else "没有接近的台账"
    )
    row = region.header.top + 1
    where = Location(place.path, place.sheet, f"A{row}", row)
    expected = candidates[0].kind.name if candidates else None
    return _fault(KIND_UNKNOWN, where, f"认不出是哪类台账：表头为{seen}；{nearest}。", seen, expected)
