"""The survey of household incomes: every income entered, differences and growth that follow, a conclusion for each."""

from __future__ import annotations

import narwhals as nw
from msgspec.structs import replace

from calculations.growth import LAST, THIS
from checks.declare import check
from checks.model import Records, Rows
from checks.shapes import blank, distance, is_blank, unread

_ONE_YUAN = 100
_MILLION = 1_000_000
_HALF_POINT = 10_000  # a growth rate cut or rounded to whole percents lies within one percentage point, in millionths


def _income_entered(field: str, name: str) -> Rows:
    return Rows(
        field=field,
        fails=is_blank(field),
        message=f"本年{name}空着",
        expected=f"填写本年{name}，没有的填0",
        suggestion="入户核实后填写；确实没有这项收入的填0",
    )


@check(
    "INC110",
    severity="warning",
    requires=("BZ39-2(2)-1", "SQ23-3-5"),
    needs=("wage_income_this_year",),
)
def wage_income_is_entered(income: Records) -> Rows:
    """本年工资性收入空着。

    四类收入逐项排查，没有的填0。空着的列出；填了文字、认不出数字的另作数据问题列出，这里不重复。
    """
    return _income_entered("wage_income_this_year", "工资性收入")


@check(
    "INC111",
    severity="warning",
    requires=("BZ39-2(2)-1", "SQ23-3-5"),
    needs=("business_income_this_year",),
)
def business_income_is_entered(income: Records) -> Rows:
    """本年生产经营性收入空着。

    四类收入逐项排查，没有的填0。台账另填了经营净收入的不列。
    """
    rows = _income_entered("business_income_this_year", "生产经营性收入")
    if "net_business_income_this_year" not in income.fields:
        return rows
    return replace(rows, fails=rows.fails & is_blank("net_business_income_this_year"))


@check(
    "INC112",
    severity="warning",
    requires=("BZ39-2(2)-1", "SQ23-3-5"),
    needs=("property_income_this_year",),
)
def property_income_is_entered(income: Records) -> Rows:
    """本年财产性收入空着。

    四类收入逐项排查，财产性收入没有的也填0。
    """
    return _income_entered("property_income_this_year", "财产性收入")


@check(
    "INC113",
    severity="warning",
    requires=("BZ39-2(2)-1", "SQ23-3-5"),
    needs=("transfer_income_this_year",),
)
def transfer_income_is_entered(income: Records) -> Rows:
    """本年转移性收入空着。

    四类收入逐项排查，没有的填0。
    """
    return _income_entered("transfer_income_this_year", "转移性收入")


@check(
    "INC121",
    severity="error",
    needs=("increase", LAST, THIS),
    source="算术：增减额=本年收入-上年收入",
)
def increase_is_this_year_less_last(income: Records) -> Rows:
    """增减额与两年收入之差不符。

    台账没有写明按人均还是按全家的，与人均、家庭纯收入或总收入之差相符一个就不列，相差超过1元的才列出。
    """
    stated = nw.col("increase")
    fails = distance(stated, nw.col(THIS) - nw.col(LAST)) > _ONE_YUAN
    for last, this in _wholes(income):
        change = nw.col(this) - nw.col(last)
        fails = fails & ~(distance(stated, change) <= _ONE_YUAN).fill_null(False)  # noqa: FBT003
    return Rows(
        field="increase",
        fails=fails,
        unknown=~is_blank("increase") & unread("increase", LAST, THIS),
        because="填了增减额，但两年人均或增减额无法识别",
        message=f"增减额填{{increase}}，人均纯收入上年{{{LAST}}}、本年{{{THIS}}}",
        expected="本年减上年",
        suggestion="按两年同期数重算增减额；收入填错的先改正收入",
        cells=(LAST, THIS),
    )


@check("INC122", severity="warning", requires=("BZ39-2(3)-2",), needs=("increase", LAST, THIS))
def increase_is_entered(income: Records) -> Rows:
    """两年收入都有，增减额空着。

    应对照上年明细与本年同期逐项测算增减。两年人均都填了而增减额空着的列出。两期口径是否一致由人核对。
    """
    return Rows(
        field="increase",
        fails=is_blank("increase") & ~unread(LAST, THIS),
        message=f"人均纯收入上年{{{LAST}}}、本年{{{THIS}}}，没有填增减额",
        expected="填写本年同期与上年同期的差额",
        suggestion="按同期数计算差额后填写",
        cells=(LAST, THIS),
    )


@check(
    "INC123",
    severity="error",
    needs=("growth_rate", LAST, THIS),
    source="算术：增幅=（本年收入-上年收入）÷上年收入",
)
def growth_rate_follows_from_the_figures(income: Records) -> Rows:
    """增幅与两年收入不符。

    与按人均、家庭纯收入或总收入算的增幅相符一个就不列。填到整数百分点的允许舍入，相差1个百分点以上的才列出。上年为0的不判。
    """
    fails = _off(LAST, THIS)
    for last, this in _wholes(income):
        fails = fails & _off(last, this).fill_null(True)  # noqa: FBT003 - narwhals' own signature
    return Rows(
        field="growth_rate",
        fails=fails,
        unknown=~is_blank("growth_rate") & (unread("growth_rate", LAST, THIS) | (nw.col(LAST) <= 0)),
        because="填了增幅，但增幅或两年人均无法识别，或上年不大于0",
        message=f"增幅填{{growth_rate}}，人均纯收入上年{{{LAST}}}、本年{{{THIS}}}",
        expected="（本年-上年）÷上年",
        suggestion="按两年同期数重算增幅；收入填错的先改正收入",
        cells=(LAST, THIS),
    )


def _wholes(income: Records) -> list[tuple[str, str]]:
    """The household's own totals of both years that the ledger has: a difference may be taken of these."""
    pairs = [(f"{total}_last_year", f"{total}_this_year") for total in ("net_income", "total_income")]
    return [pair for pair in pairs if {*pair} <= income.fields]


def _off(last: str, this: str) -> nw.Expr:
    change = nw.col(this) - nw.col(last)
    return distance(nw.col("growth_rate") * nw.col(last), change * _MILLION) >= nw.col(last) * _HALF_POINT


@check(
    "INC124",
    severity="warning",
    requires=("BZ39-2(3)-3", "BZ39-2-2"),
    needs=("conclusion", LAST, THIS),
)
def household_has_a_conclusion(income: Records) -> Rows:
    """两年收入都有，没有增收、减收、持平的研判结论。

    结论写法不在三种之内的不列；结论与数字是否一致另查。
    """
    return Rows(
        field="conclusion",
        fails=is_blank("conclusion") & ~unread(LAST, THIS),
        message=f"人均纯收入上年{{{LAST}}}、本年{{{THIS}}}，研判结论空着",
        expected="研判增收、减收或收入持平",
        suggestion="比较两年收入，填写研判结论",
        cells=(LAST, THIS),
    )


@check("INC140", severity="warning", requires=("BZ39-0-1", "BZ39-2(1)-1"), needs=("household_type",))
def household_has_a_type(income: Records) -> Rows:
    """收入排查台账没有写户类型。

    排查对象是脱贫人口和三类监测户，逐户应写明是哪一类。写法不在列举之内的不列。
    """
    return Rows(
        field="household_type",
        fails=is_blank("household_type"),
        message="户类型空着",
        expected="写明脱贫户、脱贫不稳定户、边缘易致贫户或突发严重困难户",
        suggestion="对照脱贫户和监测对象名单补填",
    )


@check("INC305", severity="info", requires=("SQ23-2(3)4-2",), needs=("other_transfer_income_this_year",))
def other_transfers_are_not_left_out(income: Records) -> Rows:
    """其他转移性收入（赡养、理赔、捐赠等）空着。

    赡养收入、家庭理赔、社会捐赠等都要掌握，没有的填0。只是提示核对有没有漏项。
    """
    return Rows(
        field="other_transfer_income_this_year",
        fails=is_blank("other_transfer_income_this_year"),
        message="本年其他转移性收入空着，看不出有没有赡养、理赔、捐赠等收入",
        expected="统计不漏项，没有的填0",
        suggestion="入户问清赡养收入、家庭理赔、社会捐赠等，填写金额或0",
    )


@check("INC306", severity="info", requires=("SQ23-3-3",), needs=("helper_signature",))
def collected_figures_are_signed(income: Records) -> Rows:
    """收入采集没有采集人或帮扶责任人签字。

    台账有采集人一栏的，填了采集人也算。只列出待核，不说明数据有误。
    """
    unsigned = blank("helper_signature")
    if "surveyor" in income.fields:
        unsigned = unsigned & blank("surveyor")
    return Rows(
        field="helper_signature",
        fails=unsigned,
        message="没有采集人或帮扶责任人签字",
        expected="规范收入监测采集",
        suggestion="核对纸质采集表，补填采集人、签字人",
    )


def fell() -> nw.Expr:
    """This year's per-capita income is below last year's."""
    return nw.col(THIS) < nw.col(LAST)


@check(
    "INC161",
    severity="warning",
    requires=("SYQD-2-10", "SQ23-1-1", "SQ23-3-2", "BZ39-3-0b"),
    needs=(THIS, LAST, "alternative_income_project"),
)
def declining_household_has_a_measure(income: Records) -> Rows:
    """人均纯收入下降的户没有填增收措施。

    本年人均低于上年的户应有整改增收措施或替代增收项目。下降本身不是问题。人口变动原因写明了的户，人均变化可能由人口引起，不列。
    """
    fails = fell() & blank("alternative_income_project")
    if "population_change_reason" in income.fields:
        fails = fails & blank("population_change_reason")
    return Rows(
        field="alternative_income_project",
        fails=fails,
        unknown=unread(THIS, LAST),
        because="两年人均有空缺",
        message=f"人均纯收入由{{{LAST}}}降为{{{THIS}}}，没有填增收措施",
        expected="收入下降户逐户有增收措施",
        suggestion="入户核实，逐户定增收措施并填写；收入填错的改正",
        cells=(LAST, THIS),
    )
