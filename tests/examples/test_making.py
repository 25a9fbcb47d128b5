"""The committed workbooks are what the generator makes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from examples.make_examples import COUNTY_FOLDER, LIST, make

WORKBOOKS = sorted(path.relative_to(COUNTY_FOLDER) for path in COUNTY_FOLDER.glob("新田镇*/*.xlsx"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("示范县")
    make(folder)
    return folder


def cells(path: Path) -> Iterator[tuple[str, str, Any]]:
    with path.open("rb") as file:
        for sheet in load_workbook(file).worksheets:
            for row in sheet.iter_rows():
                yield from ((sheet.title, cell.coordinate, cell.value) for cell in row if cell.value is not None)


@pytest.mark.parametrize("workbook", WORKBOOKS, ids=str)
def test_提交的工作簿就是生成的(workbook: Path, made: Path) -> None:
    if (made / workbook).read_bytes() != (COUNTY_FOLDER / workbook).read_bytes():  # another xlsxwriter, say
        assert list(cells(made / workbook)) == list(cells(COUNTY_FOLDER / workbook))


def test_一本不多一本不少(made: Path) -> None:
    assert sorted(path.relative_to(made) for path in made.glob("*/*.xlsx")) == WORKBOOKS


def test_埋设清单就是生成的(made: Path) -> None:
    assert (made / LIST).read_text(encoding="utf-8") == (COUNTY_FOLDER / LIST).read_text(encoding="utf-8")


def test_整个文件夹不到1MB() -> None:
    assert sum(path.stat().st_size for path in COUNTY_FOLDER.rglob("*") if path.is_file()) < 1_000_000
