"""The same ledger in every format gives the findings of `xianjie check` at the same cells."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

import xianjie
from tests.ledgers.office_files import FORMATS, Drawn, as_xlsx
from tests.xianjie.test_parquet import households

TITLE = "社溪镇2024年脱贫户收入台账"
OF_THE_FORMAT = frozenset({"LED016", "LED019"})  # another format than its name says; what this one cannot show


def drawn() -> Drawn:
    table = households()
    texts = [[None if value in {None, ""} else f"{value}" for value in row] for row in table.iter_rows()]
    return Drawn([[TITLE], list(table.columns), *texts], [(0, 0, 0, table.width - 1)])


def findings(folder: Path, file: str, data: bytes) -> list[tuple[Any, ...]]:
    path = folder / f"2024年脱贫户收入台账{Path(file).suffix}"
    path.write_bytes(data)
    result = xianjie.check(xianjie.CheckRequest(paths=(path,), division="江西省/赣州市/上犹县"))
    told = (f for f in result.findings if f.code not in OF_THE_FORMAT)
    return sorted(
        (f.code, f.fingerprint if f.subject else "", f.field or "", f.cell or "", f.observed or "", f.message) for f in told
    )


@cache
def wanted(folder: Path) -> list[tuple[Any, ...]]:
    return findings(folder, "a.xlsx", as_xlsx(drawn()))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("xlsx")


@pytest.mark.parametrize("file", sorted(FORMATS))
def test_findings_do_not_depend_on_the_format(file: str, plain: Path, tmp_path: Path) -> None:
    reference = wanted(plain)
    assert len({code for code, *_ in reference}) > 5
    assert findings(tmp_path, file, FORMATS[file](drawn())) == reference
