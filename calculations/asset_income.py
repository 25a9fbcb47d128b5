"""Income of assets and what of it reaches 脱贫人口 and 监测对象 directly (赣农办字〔2024〕21号, 六、)."""

from __future__ import annotations

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from calculations.sums import sums_by

DIRECT_USES = ("公益性岗位", "分红", "奖补")
INDIRECT_USES = ("小型公益事业",)
DIRECT_GROUPS = "脱贫|监测|边缘易致贫|突发严重困难|三类户|三类对象|两类增收|两类对象"
NEITHER = "非脱贫|非监测|未脱贫"
OTHER_GROUPS = "一般农户|普通农户|其他农户|村集体|集体经济|合作社|公司|企业|全体村民|其他村民"


def benefit_by_asset(income: nw.LazyFrame[IntoLazyFrameT], *, keys: tuple[str, ...]) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row an asset and period, amounts in 分.

    Args:
        income: one row a use or a beneficiary: `purpose`, `beneficiary_category`, `amount`.
        keys: what tells asset and period apart, none of them null.

    Returns:
        `keys`, `direct` (what 脱贫人口 and 监测对象 receive themselves, by 公益性岗位, 分红, 奖补 and 发展产业),
        `perhaps` (what may be theirs: the category or use is blank, mixed or not known), `whole` (all listed uses,
        小型公益事业 included), `unread` (amounts blank or unreadable), with `_ledger` and `_row` of the first record.
    """
    category, purpose, amount = nw.col("beneficiary_category"), nw.col("purpose"), nw.col("amount").fill_null(0)
    named, neither = _says(category, DIRECT_GROUPS), _says(category, NEITHER)
    theirs = named & ~neither & ~_says(category, OTHER_GROUPS)
    other = neither | (_says(category, OTHER_GROUPS) & ~named)
    shared = purpose.is_in(INDIRECT_USES).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    known = purpose.is_in((*DIRECT_USES, "发展产业")).fill_null(False)  # noqa: FBT003 - likewise
    direct = theirs & known
    perhaps = ~direct & ~shared & ~other
    zero = nw.lit(0)
    parts = {
        "direct": nw.when(direct).then(amount).otherwise(zero),
        "perhaps": nw.when(perhaps).then(amount).otherwise(zero),
        "whole": amount,
        "unread": nw.col("amount").is_null(),
    }
    return sums_by(income, keys, parts)


def _says(column: nw.Expr, pattern: str) -> nw.Expr:
    return column.str.contains(pattern).fill_null(False)  # noqa: FBT003 - narwhals' own signature
