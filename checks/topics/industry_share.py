"""The share of industry in central funds against last year's: no lower (上犹县 2024), on the whole stable (江西省)."""

from __future__ import annotations

from fractions import Fraction

import narwhals as nw
from msgspec import Struct

from calculations.funds import industry_part
from checks.declare import check
from checks.model import Frame, Frames, Records
from policies.model import Setting
from values.amounts import format_fen
from values.shares import format_share


class _Funds(Struct, frozen=True):
    """Sums in 分, exact: two of them multiplied are too large for an expression of whole numbers."""

    part: int
    whole: int
    unclear: int
    unread: int

    @property
    def least(self) -> Fraction:
        return Fraction(self.part, self.whole)

    @property
    def most(self) -> Fraction:
        return Fraction(self.part + self.unclear, self.whole)

    @property
    def known(self) -> bool:
        return not self.unread and self.whole > 0


class _LastYear(Struct, frozen=True):
    """Last year's share lies between `least` and `most`; `text` is how it is shown."""

    least: Fraction
    most: Fraction
    text: str


@check(
    "PRJ204",
    severity="error",
    requires=("SYQD-3-4",),
    needs={
        "projects": ("central_funds", "project_category"),
        "projects_last_year": ("central_funds", "project_category"),
    },
    scope="县",
)
def industry_share_is_no_lower_than_last_year(
    projects: Records, projects_last_year: Records | None = None, *, industry_share_last_year: Setting | None = None
) -> Frames:
    """中央衔接资金用于产业发展的占比低于上年。

    与上年占比逐分比较，不先四舍五入，恰等于上年为合格。上年占比取配置值 industry_share_last_year，没有配置的由一同提交的
    上年项目清单算出；两样都没有的，无法判定。项目类别空缺、写法不明而影响结果的，也无法判定。不低于60%另由 PRJ201 判定。
    """
    share = industry_part(projects.frame, "central_funds")
    own = _collected(share)
    last = _last_year(projects_last_year, industry_share_last_year)
    short = own is not None and own.known and last is not None and own.most < last.least
    told = own is not None and own.known and last is not None and (short or own.least >= last.most)
    shown = f"（{format_share(own.part, own.whole)}）" if own else ""
    return Frames(
        frame=_when(share, yes=short),
        unknown=_when(share, yes=not told).select("_ledger"),
        because="没有上年占比：请一同提交上一年度的项目清单，或配置 industry_share_last_year"
        if last is None
        else "中央资金全空或有无法识别的，或项目类别空缺、写法不明的资金影响结果",
        field="central_funds",
        message=f"中央资金{{whole}}元，用于产业发展{{part}}元{shown}，占比低于上年{last.text if last else ''}",
        expected=f"产业发展占比不低于上年{last.text if last else ''}",
        suggestion="核对两年项目类别和中央资金是否填全；确实低于上年的，调整项目计划",
        observed="{part}元÷{whole}元",
        shown={"part": "元", "whole": "元"},
        whole=True,
    )


@check(
    "PRJ205",
    severity="info",
    requires=("GN21-3-4",),
    needs={
        "projects": ("central_funds", "project_category"),
        "projects_last_year": ("central_funds", "project_category"),
    },
    scope="县",
)
def industry_share_keeps_stable(
    projects: Records,
    projects_last_year: Records | None = None,
    *,
    industry_share_stability_margin: Setting,
    industry_share_last_year: Setting | None = None,
) -> Frames:
    """中央衔接资金用于产业发展的占比比上年下降，超过配置的幅度。

    文件只要求“总体稳定”，没有给幅度：幅度取配置值 industry_share_stability_margin（百分点），没有配置的不判，只作提示。
    上年占比的来路与 PRJ204 相同。下降恰等于幅度的不提示，上升的不提示。
    """
    share = industry_part(projects.frame, "central_funds")
    own = _collected(share)
    last = _last_year(projects_last_year, industry_share_last_year)
    margin = Fraction(industry_share_stability_margin.share.part, industry_share_stability_margin.share.whole)
    clear = own is not None and own.known and last is not None
    fell = clear and own is not None and last is not None and last.least - own.most > margin
    told = fell or (clear and own is not None and last is not None and last.most - own.least <= margin)
    before = last.text if last else ""
    return Frames(
        frame=_when(share, yes=fell),
        unknown=_when(share, yes=not told).select("_ledger"),
        because="没有上年占比，或中央资金、项目类别空缺或写法不明而影响结果",
        field="central_funds",
        message=f"中央资金用于产业发展的占比{format_share(own.part, own.whole) if own else ''}，上年{before}，"
        "下降超过{industry_share_stability_margin}",
        expected="总体稳定（下降不超过{industry_share_stability_margin}）",
        suggestion="核对两年项目类别和中央资金是否填全；确有下降的，说明原因",
        observed="{part}元÷{whole}元",
        shown={"part": "元", "whole": "元"},
        whole=True,
    )


def _collected(share: Frame) -> _Funds | None:
    for row in share.collect().iter_rows(named=True):
        return _Funds(*(int(row[name]) for name in ("part", "whole", "unclear", "unread")))
    return None


def _last_year(records: Records | None, configured: Setting | None) -> _LastYear | None:
    """The configured share, which an office gives on purpose, before the one worked out."""
    if configured is not None:
        value = Fraction(configured.share.part, configured.share.whole)
        return _LastYear(value, value, configured.text)
    funds = _collected(industry_part(records.frame, "central_funds")) if records else None
    if funds is None or not funds.known:
        return None
    text = f"{format_share(funds.part, funds.whole)}（{format_fen(funds.part)}元÷{format_fen(funds.whole)}元）"
    return _LastYear(funds.least, funds.most, text)


def _when(share: Frame, *, yes: bool) -> Frame:
    return share if yes else share.filter(nw.col("_ledger").is_null())
