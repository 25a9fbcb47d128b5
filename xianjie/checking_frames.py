"""`xianjie.check` for a pandas frame."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from checks.result import CheckResult
from ledgers.assembly import assemble
from ledgers.catalogue import ledger_kinds, with_spellings
from ledgers.headers import Header
from ledgers.model import Book, Ledger, LedgerKind
from ledgers.regions import Region, period_in
from ledgers.vocabulary import read_heading, vocabulary
from xianjie.check_request import CheckRequest
from xianjie.checking_inputs import check_opened
from xianjie.configuration import Configuration
from xianjie.frame_sheets import sheet_of_frame
from xianjie.inputs.opened import Opened
from xianjie.ledger_kinds import kind_named

if TYPE_CHECKING:
    import pandas as pd


def check_frame(
    frame: pd.DataFrame,
    kind: str,
    *,
    title: str | None = None,
    name: str = "数据框",
    configuration: Configuration | None = None,
    division: str | None = None,
    on: date | None = None,
    as_of: date | None = None,
    settings: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    complete: str | None = None,
) -> CheckResult:
    """Check a pandas frame as if a township had handed it in.

    Args:
        frame: columns under field names (`per_capita_net_income_this_year`), under headers as offices write them
            (2024年人均纯收入（元）), or as `LedgerFrame.frame` has them.
        kind: the ledger's kind, by its English or Chinese name.
        title: what would stand above the table; gives place and period (示范县新田镇2024年…).
        name: what findings give as the path.
        configuration: as for `check`, like everything that follows.
        division: see `CheckRequest`.
        on: see `CheckRequest`.
        as_of: see `CheckRequest`.
        settings: see `CheckRequest`.
        select: see `CheckRequest`.
        ignore: see `CheckRequest`.
        complete: see `CheckRequest`.

    Returns:
        Findings whose cells are those of `frame.to_excel(index=False)`: the header is row 1, record i row i + 2.

    Raises:
        ConfigurationError: there is no such kind, or the request is wrong.
    """
    request = CheckRequest(
        (),
        configuration or Configuration(),
        division=division,
        on=on,
        as_of=as_of,
        settings=tuple(settings),
        select=tuple(select),
        ignore=tuple(ignore),
        complete=complete,
    )
    return check_opened(request, lambda: _opened(frame, kind_named(kind), title, name, request.configuration))


def _opened(
    frame: pd.DataFrame, kind: LedgerKind, title: str | None, name: str, configuration: Configuration
) -> Opened:
    kinds = with_spellings(ledger_kinds(), configuration.headers)
    sheet = sheet_of_frame(frame, kinds[kind.kind], name)
    headings = {at: read_heading(tuple(str(sheet.texts[str(at)][0]).split("/"))) for at in range(sheet.texts.width)}
    header = Header(0, 0, 1, headings)
    region = Region(header, headings, sheet.texts.height, title, None, period_in(title), None, (), frozenset())
    ledger: Ledger = assemble(Book(name, "pandas", (sheet,)), sheet, region, kinds[kind.kind], vocabulary(kinds))
    names = {each.kind: each.name for each in kinds.values()}
    return Opened(files=(name,), ledgers=(ledger,), faults=ledger.faults, kind_names=names)
