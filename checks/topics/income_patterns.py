"""Regularities of income figures in a village: leads to verify at the household, never a conclusion."""

from __future__ import annotations

import narwhals as nw

from calculations.growth import LAST, THIS
from checks.declare import check
from checks.model import Frame, Frames, Printed, Records

# Signals have to be strong before anyone is sent to a household: this tool's convention, no document states a number.
_AT_LEAST = 10  # households
_HALF = 2  # and one in two of the village
_ROUND = 100_000  # whole thousands of yuan
_SUGGESTION = "对照收入采集表和佐证，抽户核实；数据属实的说明原因，不需改动"


def _pattern(
    households: Frame, hit: Frame, keys: tuple[str, ...], *, field: str, message: str, printed: dict[str, Printed]
) -> Frames:
    """One lead for each group of `hit` that holds enough households and at least half of its village."""
    per = ["_ledger", "village"]
    village = households.group_by(per).agg(nw.len().alias("households"))
    found = hit.group_by([*per, *keys]).agg(nw.len().alias("alike"))
    strong = found.join(village, on=per, how="inner").filter(
        (nw.col("alike") >= _AT_LEAST) & (nw.col("alike") * _HALF >= nw.col("households"))
    )
    return Frames(
        whole=True,
        frame=strong.with_columns(nw.col("village").alias("subject")),
        field=field,
        message=message,
        expected="收入数据真实可靠，逐户核实",
        suggestion=_SUGGESTION,
        observed="{village}{alike}户",
        shown={"village": "文", "subject": "文", "alike": "数", "households": "数", **printed},
    )


@check("INC310", severity="info", requires=("GN21-13-3", "SQ23-3-3"), needs=("village", THIS))
def many_households_with_one_income(income: Records) -> Frames:
    """同一个村半数以上的户人均纯收入完全相同。

    同村10户以上、且占半数以上的户本年人均纯收入一分不差的，列为核实线索。只是线索，不说明数据有误。
    """
    known = income.frame.filter(~nw.col("village").is_null() & ~nw.col(THIS).is_null())
    return _pattern(
        known,
        known,
        (THIS,),
        field=THIS,
        message=f"{{village}}{{households}}户中有{{alike}}户本年人均纯收入同为{{{THIS}}}元，请核实",
        printed={THIS: "元"},
    )


@check("INC311", severity="info", requires=("GN21-13-3", "SQ23-3-3"), needs=("village", LAST, THIS))
def many_households_with_one_increase(income: Records) -> Frames:
    """同一个村半数以上的户人均增减额完全相同。

    同村10户以上、且占半数以上的户本年与上年人均之差一分不差的，列为核实线索；两年收入没有变化的不计在内。
    只是线索，不说明数据有误。
    """
    known = income.frame.filter(~nw.col("village").is_null() & ~nw.col(THIS).is_null() & ~nw.col(LAST).is_null())
    known = known.select("_ledger", "village", (nw.col(THIS) - nw.col(LAST)).alias("change"))
    return _pattern(
        known,
        known.filter(~(nw.col("change") == 0)),
        ("change",),
        field=THIS,
        message="{village}{households}户中有{alike}户人均增减额同为{change}元，请核实",
        printed={"change": "元"},
    )


@check("INC312", severity="info", requires=("GN21-13-3", "SQ23-3-3"), needs=("village", "growth_rate"))
def many_households_with_one_growth(income: Records) -> Frames:
    """同一个村半数以上的户填报的增幅完全相同。

    同村10户以上、且占半数以上的户增幅填得一样的，列为核实线索；增幅为0的不计在内。只是线索，不说明数据有误。
    """
    known = income.frame.filter(~nw.col("village").is_null() & ~nw.col("growth_rate").is_null())
    return _pattern(
        known,
        known.filter(~(nw.col("growth_rate") == 0)),
        ("growth_rate",),
        field="growth_rate",
        message="{village}{households}户中有{alike}户增幅同为{growth_rate}，请核实",
        printed={"growth_rate": "比例"},
    )


@check("INC313", severity="info", requires=("GN21-13-3", "SQ23-3-3"), needs=("village", THIS))
def many_incomes_in_whole_thousands(income: Records) -> Frames:
    """同一个村半数以上的户人均纯收入是整千元。

    同村10户以上、且占半数以上的户本年人均纯收入恰为整千元的，列为核实线索。只是线索，不说明数据有误。
    """
    known = income.frame.filter(~nw.col("village").is_null() & ~nw.col(THIS).is_null())
    return _pattern(
        known,
        known.filter((nw.col(THIS) % _ROUND == 0) & (nw.col(THIS) >= _ROUND)),
        (),
        field=THIS,
        message="{village}{households}户中有{alike}户本年人均纯收入是整千元，请核实",
        printed={},
    )
