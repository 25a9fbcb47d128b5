"""Ledgers' frames on the chosen engine, with their provenance.

`_ledger` (index of the input) and `_row` (true sheet row) travel as integers through every engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import Any

import narwhals as nw
import polars as pl

from calculations.agreement import PLACES
from checks.engine.inputs import Assignment, Engine
from checks.model import ABSENT, Frame, Records
from ledgers.columnar.model import StoredLedger, height_of, of_one_table
from ledgers.columnar.typed import own_values, typed
from ledgers.model import Ledger

PROVENANCE = ("_ledger", "_row")


class Frames:
    """Builds and keeps one frame for each set of inputs that is judged together."""

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._engine = assignment.engine
        self._built: dict[tuple[tuple[int, ...], Engine], Records] = {}

    def records(self, indexes: tuple[int, ...]) -> Records:
        return self._records(indexes, self._engine)

    def in_polars(self, indexes: tuple[int, ...]) -> Records:
        """The same where a plain count is wanted, which Polars has done before another engine has begun."""
        return self._records(indexes, "polars")

    def _records(self, indexes: tuple[int, ...], engine: Engine) -> Records:
        key = (indexes, engine)
        if key not in self._built:
            self._built[key] = self._build(indexes, engine)
        return self._built[key]

    def collected(self, wanted: Sequence[Frame]) -> Future[list[pl.DataFrame]]:
        """The rows of frames, at once or when they are there: Polars alone works beside the thread that asks."""
        if self._engine == "polars":
            return self._worker.submit(lambda: [collect(frame) for frame in wanted])
        found: Future[list[pl.DataFrame]] = Future()
        found.set_result([collect(frame) for frame in wanted])
        return found

    @cached_property
    def _worker(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1)

    def heights(self, indexes: tuple[int, ...]) -> dict[int, int]:
        """How many records each input has."""
        return {index: height_of(self._assignment.ledgers[index].ledger) for index in indexes}

    def place(self, where: int, field: str | None) -> str:
        """A cell of any input in words: file, sheet and address (calculations.agreement packs input and row)."""
        index, row = divmod(where, PLACES)
        ledger = self._assignment.ledgers[index].ledger
        column = ledger.columns.get(field or "")
        return " ".join(
            p for p in (ledger.path, ledger.sheet, f"{column.letter}{row}" if column else f"第{row}行") if p
        )

    def unit(self, index: int, field: str) -> str:
        """The unit an amount of an input's column is filled in with; 元 where the input has no such column."""
        ledger = self._assignment.ledgers[index].ledger
        column = ledger.columns.get(field)
        return (column.unit or ledger.kind.field_named(field).unit or "元") if column else "元"

    def _build(self, indexes: tuple[int, ...], engine: Engine) -> Records:
        ledgers = {index: self._assignment.ledgers[index].ledger for index in indexes}
        stored = {index: each for index, each in ledgers.items() if isinstance(each, StoredLedger)}
        held = [_numbered(index, each) for index, each in ledgers.items() if index not in stored]
        parts = [on_engine(_joined(held), engine)] if held else []
        tables = ({index: stored[index] for index in own} for own in of_one_table(stored))
        parts += [_of_table(own, engine) for own in tables]
        fields = frozenset[str]().union(*(ledger.columns for ledger in ledgers.values()))
        return Records(ledgers[indexes[0]].kind.kind, parts[0] if len(parts) == 1 else _united(parts), fields)


def _numbered(index: int, ledger: Ledger) -> pl.DataFrame:
    return ledger.frame.with_columns(pl.lit(index, pl.Int64).alias("_ledger"), pl.col("_row").cast(pl.Int64))


def _of_table(own: Mapping[int, StoredLedger], engine: Engine) -> Frame:
    """The records of one table with the number of their input."""
    index, first = next(iter(own.items()))
    pairs = [(county, index) for index, ledger in own.items() for county in ledger.counties or ()]
    if sum(height_of(ledger) for ledger in own.values()) == first.records.height:
        frame = stored_frame(first, engine)
    else:
        frame = stored_frame(first, engine, of_counties=[county for county, _ in pairs])
    if first.counties is None:
        return frame.with_columns(nw.lit(index, nw.Int64).alias("_ledger"))
    pairs = list(dict.fromkeys(((county or "").strip(), index) for county, index in pairs))  # as the reader gives them
    numbers = pl.DataFrame(pairs, schema={"_county": pl.String, "_ledger": pl.Int64}, orient="row")
    named = frame.with_columns(nw.col("county").fill_null("").alias("_named"))
    return named.join(on_engine(numbers, engine), left_on="_named", right_on="_county", how="inner").drop("_named")


def _joined(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """One frame of several; where a ledger lacks a column of another's, its cells are blank and marked absent."""
    if len(parts) == 1:
        return parts[0]
    whole = pl.concat(parts, how="diagonal")
    states = [name for name in whole.columns if name.endswith("__state")]
    return whole.with_columns(pl.col(states).fill_null(ABSENT)) if states else whole


def _united(parts: list[Frame]) -> Frame:
    """The same of frames that are on the engine."""
    schemas = [dict(part.collect_schema()) for part in parts]
    every = {name: dtype for schema in schemas for name, dtype in schema.items()}
    return nw.concat([part.select(*_all(every, schema)) for part, schema in zip(parts, schemas, strict=True)])


def _all(every: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[nw.Expr]:
    for name, dtype in every.items():
        absent = nw.lit(ABSENT if name.endswith("__state") else None, dtype)
        yield (nw.col(name).cast(dtype) if name in own else absent).alias(name)


def stored_frame(ledger: StoredLedger, engine: Engine, of_counties: Sequence[str | None] | None = None) -> Frame:
    """The records of the files a ledger is left in, typed inside the engine; pandas alone needs them in memory.

    `of_counties` are the values of the county column, as they stand, of the records wanted; all where null.
    """
    store = ledger.records
    if engine == "pandas":
        return on_engine(collect(stored_frame(ledger, "polars", of_counties)), engine)
    scanned = nw.from_native(store.scanned()) if engine == "polars" else _engine(engine).scanned(store)
    raw = own_values(scanned, store.columns)
    if of_counties is not None:
        county = nw.col("county")
        named = county.is_in([each for each in of_counties if each is not None]).fill_null(False)  # noqa: FBT003
        raw = raw.filter(named | county.is_null() if None in of_counties else named)
    return typed(raw, store.columns, lambda table: on_engine(table, engine))


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
