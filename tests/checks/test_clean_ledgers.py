"""Ledgers honestly kept to the law of the place give no problem: tests/checks/clean/<kind>.yaml.

A file holds the `rows` of its kind (and those of `last_year`), `with` the kinds that are judged together with it, and
`in` what reads otherwise in one place. Every file also joins one run of all ledgers of the place. {year}, {last_year},
{year_before_last}, {next_year}, {county} and {township} stand for the case's own, {month} for each month a row names
under 每月, and an identity number is written with 17 digits and gets the check character that belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.catalogue import all_checks
from checks.declare import ANY_LEDGER, kind_of
from checks.engine.inputs import LedgerInput
from checks.model import Skipped
from tests.checks import tables
from values.identity import check_character

CLEAN = Path(__file__).parent / "clean"
PLACES: Mapping[str, tuple[tuple[str, ...], int]] = {
    "上犹县": (("江西省", "赣州市", "上犹县"), 2024),
    "南康区": (("江西省", "赣州市", "南康区"), 2024),
    "赣县区": (("江西省", "赣州市", "赣县区"), 2024),
    "北张乡": (("山西省", "吕梁市", "文水县", "北张乡"), 2022),
    "石泉县": (("陕西省", "安康市", "石泉县"), 2023),
}
KINDS = sorted(file.stem for file in CLEAN.glob("*.yaml"))
ROW_CHECKS = [c for c in all_checks() if c.form not in {"document", "package"}]
_IDENTITY = re.compile(r"360799[0-9]{11}")


def _load(kind: str) -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.load((CLEAN / f"{kind}.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - texts only
    return data


def _text(text: str, words: Mapping[str, str]) -> str:
    said = text.format_map(words)
    return said + check_character(said) if _IDENTITY.fullmatch(said) else said


def _rows(row: Mapping[str, str], words: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The record, once for each month it names under 每月."""
    for month in row.get("每月", "12").split():
        said = {**words, "month": f"{int(month):02d}"}
        yield {name: _text(text, said) for name, text in row.items() if name != "每月"}


def _ledgers(kinds: Iterable[str], place: str) -> Iterator[LedgerInput]:
    division, year = PLACES[place]
    town = division[3] if len(division) > 3 else "示范镇"
    years = {"year": year, "last_year": year - 1, "year_before_last": year - 2, "next_year": year + 1}
    words = {**{name: str(number) for name, number in years.items()}, "county": division[2], "township": town}
    for each in kinds:
        data = _load(each)
        held = {**data, **data.get("in", {}).get(place, {})}
        for part, own in (("rows", year), ("last_year", year - 1)):
            if part in held:
                filled = [row for written in held[part] for row in _rows(written, words)]
                table = tables.ledger(each, filled, path=f"{each}_{own}.xlsx", year=own)
                yield tables.given(table, division, on=date(year, 12, 31), year=own)


def problems(ledgers: Sequence[LedgerInput], covers: str = "乡镇") -> tuple[list[str], tuple[Skipped, ...]]:
    """What is told of the ledgers, hints aside, and what was not judged."""
    result = tables.run(ROW_CHECKS, ledgers, covers=covers)
    told = [f for f in result.findings if f.severity != "info"]
    return [f"{f.code} {f.path} {tables.where(f, ledgers)}：{f.message}" for f in told], result.skipped


@pytest.mark.parametrize("place", list(PLACES))
@pytest.mark.parametrize("kind", KINDS)
def test_clean_ledger_gives_no_problem(kind: str, place: str) -> None:
    data = _load(kind)
    told, skipped = problems(list(_ledgers((kind, *data.get("with", ())), place)), data.get("complete", "乡镇"))
    assert told == []
    own = {c.code for c in ROW_CHECKS if kind in c.ledgers}  # it has every column they look at
    assert [f"{s.code} {s.reason}" for s in skipped if s.code in own and "缺少列" in s.reason] == []


@pytest.mark.parametrize("place", list(PLACES))
def test_all_clean_ledgers_together_give_no_problem(place: str) -> None:
    told, _ = problems(list(_ledgers(KINDS, place)))
    assert told == []


def test_every_kind_a_check_takes_has_a_clean_ledger() -> None:
    taken = {kind_of(name) for c in ROW_CHECKS for name in c.ledgers} - {ANY_LEDGER}
    assert sorted(taken) == KINDS
