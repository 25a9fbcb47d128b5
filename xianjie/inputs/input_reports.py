"""How every file was understood, for the reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from checks.model import Place
from checks.result import ColumnReport, DayFrom, InputReport, SheetReport
from documents.model import OfficialDocument
from values.divisions import Division, county_of, join_division
from xianjie.inputs.contexts import Context, today
from xianjie.inputs.opened import Opened
from xianjie.inputs.placing import Placed

if TYPE_CHECKING:
    from ledgers.model import Ledger

OFFICIAL_DOCUMENT = "official_document"
TEXT = "text"  # an annex, a plan: nobody issued it by itself


def report_inputs(opened: Opened, placed: Placed) -> tuple[InputReport, ...]:
    texts = dict(opened.texts)
    return tuple(report for path in opened.files for report in _reports(path, placed, texts.get(path)))


def _reports(path: str, placed: Placed, text: OfficialDocument | None) -> Iterator[InputReport]:
    """One of a file; one for each county where a ledger of it is of several."""
    ledgers = [(ledger, context) for ledger, context in placed.ledgers if ledger.path == path]
    if not ledgers:
        yield _other(path, placed, text)
        return
    counties: dict[Division | None, list[tuple[Ledger, Context]]] = {}
    for ledger, context in ledgers:
        counties.setdefault(county_of(context.division) if context.division else None, []).append((ledger, context))
    yield from (_ledgers(path, own) for own in counties.values())


def _other(path: str, placed: Placed, text: OfficialDocument | None) -> InputReport:
    for own, document, context in placed.documents:
        if own == path:
            return _document(path, document, context)
    none = DayFrom(today(), "今天")
    if text is not None:
        return InputReport(path, TEXT, text.title or None, None, none, none, Place())
    return InputReport(path, None, None, None, none, none, Place())


def _ledgers(path: str, own: Sequence[tuple[Ledger, Context]]) -> InputReport:
    ledger, context = own[0]
    return InputReport(
        path,
        ledger.kind.kind,
        ledger.title,
        join_division(context.division) if context.division else None,
        context.on,
        context.as_of,
        context.place,
        tuple(_sheet(each) for each, _ in own),
    )


def _sheet(ledger: Ledger) -> SheetReport:
    from ledgers.columnar.model import height_of

    return SheetReport(
        sheet=ledger.sheet,
        kind=ledger.kind.kind,
        header_rows=ledger.header_rows,
        data_rows=height_of(ledger),
        columns={name: ColumnReport(column.letter, column.header) for name, column in ledger.columns.items()},
        unrecognised=ledger.unrecognised,
        left_out_rows=tuple((left.row, left.why) for left in ledger.left_out),
    )


def _document(path: str, document: OfficialDocument, context: Context) -> InputReport:
    division = join_division(context.division) if context.division else None
    title = document.title or None
    return InputReport(path, OFFICIAL_DOCUMENT, title, division, context.on, context.as_of, context.place)
