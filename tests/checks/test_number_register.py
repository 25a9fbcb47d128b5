"""The numbers of an office in two registers (two years, two halves of a year): one sequence, one owner of a sign."""

from __future__ import annotations

import pytest

from checks.engine.inputs import Engine, LedgerInput
from tests.checks import tables


def _register(path: str, ordinals: range, agency: str) -> LedgerInput:
    rows = [{"发文字号": f"示农字〔2024〕{n}号", "文件标题": "某通知", "发文机关": agency} for n in ordinals]
    return tables.given(tables.ledger("number_register", rows, path=path))


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
def test_the_second_register_is_told_where_the_first_has_the_number(engine: Engine) -> None:
    registers = [
        _register("甲.xlsx", range(1, 4), "示范县农业农村局"),
        _register("乙.xlsx", range(3, 6), "示范县农业农村局"),
    ]
    found = tables.run(["NUM101", "NUM102", "NUM106"], registers, engine=engine).findings
    assert [(f.code, f.path, f.cell, f.message) for f in found] == [
        ("NUM101", "乙.xlsx", "A5", "“示农字〔2024〕3号”已登记在甲.xlsx Sheet1 A7")
    ]


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
def test_the_first_register_tells_whose_the_sign_is(engine: Engine) -> None:
    registers = [
        _register("甲.xlsx", range(1, 4), "示范县农业农村局"),
        _register("乙.xlsx", range(4, 6), "示范县林业局"),
    ]
    found = tables.run(["NUM106"], registers, engine=engine).findings
    assert [(f.path, f.cell) for f in found] == [("乙.xlsx", "A5"), ("乙.xlsx", "A6")]
