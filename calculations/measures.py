"""What the words of ledgers say: codes of reasons for a decline, conclusions on a warning, kinds of measures."""

from __future__ import annotations

from calculations.labour import DEVELOPING_MEASURES, SUPPORTING_MEASURES, any_of

_CIRCLED = dict(zip(range(1, 9), "①②③④⑤⑥⑦⑧", strict=True))

DEVELOPING = any_of((*DEVELOPING_MEASURES, "岗位", "车间", "订单", "庭院", "培训", "经营", "打工", "用工"))
"""A measure that lets a household earn (赣农办字〔2024〕21号 二、, an open list)."""

SAFEGUARDING = any_of(
    (*SUPPORTING_MEASURES, "流转", "代种", "代养", "代管", "救助", "五保", "供养", "保障", "补贴", "养老", "入股")
)
"""A measure that holds up a household unable to work (the same clause, an open list)."""

QUALIFIES = "^符合$|符合(?:纳入|监测|识别|条件|标准|防止返贫)|应当?纳入|建议纳入|拟纳入|同意纳入"
"""A conclusion that the household meets the conditions."""

DOES_NOT_QUALIFY = "不符合|未符合|不再符合|不完全符合|不应|不建议|不予|不同意|不纳入|暂不|暂未|无需|无须|已消除|已清退"


def factor_code(number: int) -> str:
    """A pattern for one of the eight numbered reasons of a decline (北政发〔2022〕39号 二、（二）) in a list of them.

    The number stands alone (1、3), after 因素 (因素1) or in a circle (①); 12 holds neither 1 nor 2.
    """
    return f"(?:^|[^0-9]){number}(?:[^0-9]|$)|{_CIRCLED[number]}"
