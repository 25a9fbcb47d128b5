"""Labour classes and the measures that go with them (赣农办字〔2024〕21号, 二、)."""

from __future__ import annotations

import re

DEVELOPING_MEASURES = (
    "产业", "种植", "养殖", "就业", "务工", "公益性岗位", "公益岗", "公岗", "帮扶车间", "订单农业", "庭院经济", "小额信贷",
    "金融", "技能培训", "能力培训", "创业", "以工代赈", "带动生产", "奖补", "光伏岗位",
)  # fmt: skip
SUPPORTING_MEASURES = (
    "土地流转", "代种代养", "社会救助", "低保", "特困", "兜底", "分红", "资产收益", "临时救助", "残疾人补贴", "综合保障",
)  # fmt: skip

MEASURES_BY_LABOUR_CLASS = {
    "全": ("带动生产", "吸纳就业", "发放奖补", "能力培训"),
    "弱、半": ("公益性岗位", "帮扶车间", "订单农业", "庭院经济"),
    "无": ("土地流转", "代种代养", "社会救助", "资产收益分红"),
}
"""What clause 二、 names for each class; the plans offer these, nothing else."""


def any_of(words: tuple[str, ...]) -> str:
    """A pattern that finds any of the words; no class of it depends on Unicode digits."""
    return "|".join(re.escape(word) for word in words)
