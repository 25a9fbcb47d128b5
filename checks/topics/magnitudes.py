"""Units mixed up: a village, or a record, powers of ten away from its peers."""

from __future__ import annotations

import narwhals as nw

from calculations.growth import THIS
from calculations.magnitudes import out_of_scale
from checks.declare import check
from checks.model import Frames, Printed, Records

_SOURCE = "数据合理性：同一列的单位应一致（元、万元）"
_SUGGESTION = "核对单位（元、万元）和小数点；属实的说明情况"


@check("MAG101", severity="warning", needs=("village", THIS), source=_SOURCE)
def village_incomes_are_of_one_size(income: Records) -> Frames:
    """一个村的人均纯收入与其他村相差十倍以上。

    取各村居中的数与全部村居中的数比较，不受个别户影响。有5个以上的村、八成的村大小相当时才比。相差10倍、1000倍、10000倍多为单位或小数点填错。
    """
    named = income.frame.filter(~nw.col("village").is_null())
    found = out_of_scale(named, THIS, ("_ledger", "village"), times=10, alike=True)
    shown: dict[str, Printed] = {"own": "金额", "usual": "金额", "times": "数", "village": "文", "subject": "文"}
    return Frames(
        whole=True,
        frame=found.with_columns(nw.col("village").alias("subject")),
        field=THIS,
        message="{village}本年人均纯收入多在{own}上下，其他村多在{usual}上下，相差约{times}倍",
        expected="各村单位一致",
        suggestion=_SUGGESTION,
        observed="{own}",
        shown=shown,
    )


def _record(records: Records, field: str, says: str, *, times: int) -> Frames:
    found = out_of_scale(records.frame, field, ("_ledger", "_row"), times=times, alike=False)
    return Frames(
        frame=found,
        field=field,
        message=f"{says}填{{{field}}}({{own}})，其他各行多在{{usual}}上下，相差约{{times}}倍",
        expected="各行单位一致",
        suggestion=_SUGGESTION,
        shown={"own": "金额", "usual": "金额", "times": "数"},
    )


@check("MAG102", severity="warning", needs=("total_investment",), source=_SOURCE)
def investments_are_of_one_size(projects: Records) -> Frames:
    """项目总投资与其他项目相差近万倍。

    与全部项目居中的数比较，相差约10000倍的列出，多为元、万元混用。大小项目相差几百倍是正常的，不列；不足5个项目的不比。
    """
    return _record(projects, "total_investment", "总投资", times=10_000)


@check("MAG103", severity="warning", needs=("original_value",), source=_SOURCE)
def asset_values_are_of_one_size(assets: Records) -> Frames:
    """资产原值与其他资产相差近万倍。

    与全部资产居中的数比较，相差约10000倍的列出，多为元、万元混用。大小资产相差几百倍是正常的，不列；不足5处的不比。
    """
    return _record(assets, "original_value", "资产原值", times=10_000)


@check("MAG104", severity="warning", needs=("loan_amount",), source=_SOURCE)
def loans_are_of_one_size(microcredit: Records) -> Frames:
    """小额信贷贷款金额与其他贷款相差近千倍。

    与全部贷款居中的数比较，相差约1000倍以上的列出，多为元、万元混用。没有贷款（填0、空着）的不计；不足5笔的不比。
    """
    return _record(microcredit, "loan_amount", "贷款金额", times=1_000)


@check("MAG105", severity="warning", needs=("total_income",), source=_SOURCE)
def village_collective_incomes_are_of_one_size(village_collective: Records) -> Frames:
    """村集体经济总收入与其他村相差近千倍。

    与全部村居中的数比较，相差约1000倍以上的列出，多为元、万元混用。没有收入的村不计；不足5个村的不比。
    """
    return _record(village_collective, "total_income", "集体经济总收入", times=1_000)


@check("MAG106", severity="warning", needs=("monthly_income",), source=_SOURCE)
def wages_are_of_one_size(employment: Records) -> Frames:
    """务工月收入与其他人相差近千倍。

    与全部人居中的数比较，相差约1000倍以上的列出，多为元、万元混用。没有收入的不计；不足5人的不比。
    """
    return _record(employment, "monthly_income", "月收入", times=1_000)
