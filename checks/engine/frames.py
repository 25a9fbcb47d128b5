"""Ledgers' frames on the chosen engine, with their provenance.

`_ledger` (index of the input) and `_row` (true sheet row) travel as integers through every engine.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import narwhals as nw
import polars as pl

from checks.engine.inputs import Assignment, Engine
from checks.model import ABSENT, Frame, Records

PROVENANCE = ("_ledger", "_row")


class Frames:
    """Builds and keeps one frame for each set of inputs that is judged together."""

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._built: dict[tuple[int, ...], Records] = {}

    def records(self, indexes: tuple[int, ...]) -> Records:
        if indexes not in self._built:
            self._built[indexes] = self._build(indexes)
        return self._built[indexes]

    def heights(self, indexes: tuple[int, ...]) -> dict[int, int]:
        """How many records each input has."""
        return {index: self._assignment.ledgers[index].ledger.frame.height for index in indexes}

    def unit(self, index: int, field: str) -> str:
        """The unit an amount of an input's column is filled in with; 元 where the input has no such column."""
        ledger = self._assignment.ledgers[index].ledger
        column = ledger.columns.get(field)
        return (column.unit or ledger.kind.field_named(field).unit or "元") if column else "元"

    def _build(self, indexes: tuple[int, ...]) -> Records:
        ledgers = [self._assignment.ledgers[i].ledger for i in indexes]
        parts = [
            ledger.frame.with_columns(pl.lit(i, pl.Int64).alias("_ledger"), pl.col("_row").cast(pl.Int64))
            for i, ledger in zip(indexes, ledgers, strict=True)
        ]
        whole = parts[0] if len(parts) == 1 else _joined(parts)
        fields = frozenset[str]().union(*(ledger.columns for ledger in ledgers))
        return Records(ledgers[0].kind.kind, on_engine(whole, self._assignment.engine), fields)


def _joined(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """One frame of several; where a ledger lacks a column of another's, its cells are blank and marked absent."""
    whole = pl.concat(parts, how="diagonal")
    states = [name for name in whole.columns if name.endswith("__state")]
    return whole.with_columns(pl.col(states).fill_null(ABSENT)) if states else whole


def on_engine(frame: pl.DataFrame, engine: Engine) -> Frame:
    """A frame as the engine has it."""
    if engine == "polars":
        return nw.from_native(frame.lazy())
    lazy: Frame = _engine(engine).frame_of(frame)
    return lazy


def collect(frame: Frame) -> pl.DataFrame:
    """The rows of a lazy frame from any engine, as Polars."""
    implementation = frame.implementation
    if implementation.is_polars():
        found: pl.DataFrame = frame.collect().to_native()
    else:
        found = _engine("spark" if implementation.is_spark_like() else str(implementation.value)).collected(frame)
    return found


def _engine(name: str) -> ModuleType:
    """Imported when first asked for: pandas is slow to load, duckdb and Spark are optional."""
    return import_module(f"checks.engine.{name}_engine")
