"""联农带农 and what households with an industry are served with: links, half-yearly checks, guidance, insurance."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.calendar_periods import Period, periods_over
from calculations.labour import DEVELOPING_MEASURES, any_of
from calculations.records import first_records, says
from calculations.recurring import no_number
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows, Texts
from checks.shapes import blank, equals, garbled
from policies.model import Setting
from values.expressions import expression

_PARTS = expression(r"[、,，;；/|\s+＋]+")
_LINKS = (
    "生产", "务工", "就业", "用工", "岗位", "流转", "租", "销售", "收购", "订单", "入股", "股份", "合作", "分红", "收益", "托管", "代种",
    "代养", "技术", "带动", "车间",
)  # fmt: skip
_COURTYARD = ("种植", "养殖", "手工", "旅游", "休闲", "服务", "民宿", "农家乐", "加工")
_NOTHING = {"", "无", "暂无", "没有", "-", "—", "否"}
_GROWING = "种植|养殖|蚕桑|种养"
_SUPPORTED = ("产业帮扶", "就业帮扶", "公益性岗位", "金融帮扶")


@check("LNK101", severity="warning", requires=("GX24-4-14", "SQ23-2(1)4-1"), needs=("entity", "link_type"))
def link_of_an_entity_is_stated(farmer_links: Records) -> Rows:
    """联农带农台账没有写联结方式。

    写了什么方式不在这里判；带动户数原文没有要求，不看。
    """
    return Rows(
        field="link_type",
        fails=blank("link_type") & ~blank("entity"),
        message="{entity}没有写联结方式",
        expected="写明联农带农的联结方式",
        suggestion="对照带动协议补填，可以填几种",
    )


@check("LNK102", severity="info", requires=("GX24-6-3",), needs=("output", "unsold"))
def unsold_share_keeps_below_the_line(consumption_support: Records, *, unsold_share_line: Setting) -> Rows:
    """帮扶产品滞销量占产量的比例高于预警线。

    预警线原文没有写，由县里配置；恰等于线不算，产量或滞销量空着的不判，登记了已预警的不提示。
    """
    line = unsold_share_line.share
    over = nw.col("unsold") * line.whole > nw.col("output") * line.part
    if "warned" in consumption_support.fields:
        over = over & ~equals("warned", "是")
    return Rows(
        field="unsold",
        fails=over & (nw.col("output") > 0),
        unknown=garbled("output") | garbled("unsold"),
        because="产量或滞销量无法识别",
        message="{product}产量{output}，滞销量{unsold}，高于预警线{unsold_share_line}",
        expected="滞销量不高于产量的{unsold_share_line}",
        suggestion="及时预警并对接销售；已处置的登记",
        cells=("output",),
    )


@check("LNK201", severity="warning", requires=("GX24-4-15",), needs=("entity", "checked_on"))
def entity_is_checked_each_half_year(
    farmer_links: Records, *, benefit_check_interval: Setting, as_of: date, year: int
) -> Frames:
    """经营主体有的半年没有带动效果核查记录。

    已过完的上半年、下半年各算各的，不能合计；按每个主体计。协议在半年开始以后才签的，那个半年不算。
    核查日期只写到年、认不出是哪个半年的不判。
    """
    rows = farmer_links.frame.filter(~blank("entity"))
    halves = periods_over("半年", year, as_of)
    firsts = first_records(rows, "entity")
    if "agreement_on" in farmer_links.fields:
        signed = rows.group_by("entity").agg(nw.col("agreement_on").min().alias("since"))
        firsts = firsts.join(signed, on="entity", how="left")
    else:
        firsts = firsts.with_columns(no_number().alias("since"))
    gaps = [_unchecked(rows, firsts, half, benefit_check_interval.number) for half in halves]
    none = firsts.with_columns(nw.lit("").alias("half")).filter(nw.col("_ledger") < 0)
    blurred = rows.filter(_blurred(halves)).select("entity")
    found = nw.concat([none, *gaps]) if gaps else none
    return Frames(
        frame=found.join(blurred, on="entity", how="anti").select("_ledger", "_row", "entity", "half"),
        unknown=found.join(blurred, on="entity", how="inner").select("_ledger", "_row").unique(),
        because="核查日期无法识别，或只写到年",
        field="checked_on",
        message="{entity}{half}没有带动效果核查记录",
        expected="每半年核查{benefit_check_interval}",
        suggestion="补做核查；已核查漏登的补登日期",
        observed="{half}无核查记录",
        shown={"entity": "文", "half": "文"},
        period="half",
    )


def _unchecked(rows: Frame, firsts: Frame, half: Period, least: int) -> Frame:
    first, last = half.first.toordinal(), half.last.toordinal()
    inside = rows.filter((nw.col("checked_on") >= first) & (nw.col("checked_on__last") <= last))
    counts = inside.select("entity", "checked_on").unique().group_by("entity").agg(nw.len().alias("count"))
    enough = counts.filter(nw.col("count") >= least).select("entity")
    due = firsts.filter(~(nw.col("since") > first).fill_null(False))  # noqa: FBT003 - narwhals' own signature
    return due.join(enough, on="entity", how="anti").with_columns(nw.lit(half.text).alias("half"))


def _blurred(halves: tuple[Period, ...]) -> nw.Expr:
    """A day of checking that cannot be read, or that lies across the end of a half year."""
    found = garbled("checked_on")
    for half in halves:
        last = half.last.toordinal()
        found = found | ((nw.col("checked_on") <= last) & (nw.col("checked_on__last") > last))
    return found.fill_null(False)  # noqa: FBT003 - narwhals' own signature


# ---- households with an industry, and what they are served with ----------------------------------------------------


def _unserved(households: Frame, service: Records) -> Frame:
    """First rows of households that a service ledger has nothing of, in villages it does have."""
    told = households.filter(~blank("household_id") & ~blank("village"))
    villages = service.frame.filter(~blank("village")).select("village").unique()
    here = told.join(villages, on="village", how="inner")
    served = service.frame.select("household_id")
    return first_records(here.join(served, on="household_id", how="anti"), "household_id").select("_ledger", "_row")


_HOUSEHOLD = ("household_id", "village")


@check(
    "LNK202",
    severity="info",
    requires=("SQ23-2(1)5-1",),
    needs={"industry_awards": (*_HOUSEHOLD, "industry", "award_amount"), "insurance": _HOUSEHOLD},
)
def household_with_an_industry_is_insured(industry_awards: Records, insurance: Records) -> Frames:
    """有种养产业的户没有农业保险记录。

    产业奖补中的种植、养殖户与农业保险台账对照，只看保险台账里有的村。参保自愿，没有参保不算错，只提示。
    """
    growing = industry_awards.frame.filter(says(industry_awards.fields, _GROWING, "industry"))
    return Frames(
        frame=_unserved(growing.filter(nw.col("award_amount") > 0), insurance),
        field="industry",
        message="户编号{household_id}有{industry}产业，没有参保记录",
        expected="有产业的脱贫群众享受保险政策扶持",
        suggestion="宣传保险政策，愿意的协助参保；已参保的补登",
    )


@check(
    "LNK203",
    severity="info",
    requires=("SQ23-2(1)2-1",),
    needs={"industry_awards": (*_HOUSEHOLD, "industry", "award_amount"), "technical_guidance": _HOUSEHOLD},
)
def household_with_an_industry_is_guided(industry_awards: Records, technical_guidance: Records) -> Frames:
    """有种养产业的户没有技术指导记录。

    产业奖补中的种植、养殖户与技术指导台账对照，只看技术指导台账里有的村。只提示。
    """
    growing = industry_awards.frame.filter(says(industry_awards.fields, _GROWING, "industry"))
    return Frames(
        frame=_unserved(growing.filter(nw.col("award_amount") > 0), technical_guidance),
        field="industry",
        message="户编号{household_id}有{industry}产业，没有技术指导记录",
        expected="对脱贫群众开展培训和田间指导",
        suggestion="安排技术员、指导员入户；已指导的补登",
    )


@check(
    "LNK204",
    severity="info",
    requires=("BZ39-3-1",),
    needs={"measures": (*_HOUSEHOLD, "measure"), "technical_guidance": _HOUSEHOLD},
)
def household_that_grows_has_an_adviser(measures: Records, technical_guidance: Records) -> Frames:
    """有种植措施的户没有落实技术指导员。

    措施名称含种植的户与技术指导台账对照，只看技术指导台账里有的村。各项服务不必每户都有，只提示。
    """
    growing = measures.frame.filter(says({"measure"}, "种植", "measure"))
    return Frames(
        frame=_unserved(growing, technical_guidance),
        field="measure",
        message="户编号{household_id}有“{measure}”措施，没有技术指导记录",
        expected="落实技术指导员",
        suggestion="落实指导员；已落实的补登技术指导台账",
    )


@check(
    "LNK205",
    severity="info",
    requires=("BZ39-3-2b", "BZ39-3-5b"),
    needs=("household_id", "labour_class", "measure_category", "measure"),
)
def able_household_works_or_produces(measures: Records) -> Frames:
    """有劳动能力的户没有生产、务工或公益岗位措施。

    劳动能力为全、弱半的户，全部措施里没有一项产业、就业、公益性岗位、金融类，也认不出开发式措施的提示。
    鼓励引导的事，本人意愿要问清，只提示；无劳动能力的户不看。
    """
    rows = measures.frame.filter(~blank("household_id"))
    able = rows.filter(equals("labour_class", "全") | equals("labour_class", "弱、半"))
    working = nw.col("measure_category").is_in(_SUPPORTED).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    working = working | says({"measure"}, any_of(DEVELOPING_MEASURES), "measure")
    missing = able.join(rows.filter(working).select("household_id"), on="household_id", how="anti")
    return Frames(
        frame=first_records(missing, "household_id").select("_ledger", "_row"),
        field="measure",
        message="劳动能力为“{labour_class}”的户，措施中没有生产、务工或公益岗位",
        expected="有劳动能力的引导参加生产、务工或公益岗位",
        suggestion="入户了解意愿；已有措施的补登，本人不愿意的备注",
    )


# ---- lists that are open ------------------------------------------------------------------------------------------


def _outside(text: str, known: tuple[str, ...]) -> str | None:
    parts = [part for part in _PARTS.split(text.strip()) if part not in _NOTHING]
    strange = [part for part in parts if not any(word in part for word in known)]
    return "、".join(strange) or None


def _strange_link(text: str) -> str | None:
    return _outside(text, _LINKS)


def _strange_courtyard(text: str) -> str | None:
    return _outside(text, _COURTYARD)


@check("LNK301", severity="info", requires=("GX24-4-16", "BZ39-3-5c"), needs=("link_type",))
def link_is_one_that_is_named(farmer_links: Records) -> Texts:
    """联结方式不在文件列举之内。

    列举以“等”收尾，列举之外的只提示核对写法；带动生产、就业务工、土地流转、帮助销售、资产入股、收益分红、订单、托管等都认。
    """
    return Texts(
        field="link_type",
        judge=_strange_link,
        message="联结方式“{fault}”不在文件列举之内，请核对写法",
        expected="带动生产、就业务工、土地流转、帮助销售、资产入股、收益分红等",
        suggestion="写法不规范的统一；确是别的方式的不用改",
    )


@check("LNK302", severity="info", requires=("GX24-4-12",), needs=("courtyard_type",))
def courtyard_economy_is_one_that_is_named(measures: Records) -> Texts:
    """庭院经济类型不在五类之内。

    鼓励事项：没有发展庭院经济的不报；填了的与种植、养殖、手工、休闲旅游、生产生活服务对照，之外的只提示。
    """
    return Texts(
        field="courtyard_type",
        judge=_strange_courtyard,
        message="庭院经济类型“{fault}”不在五类之内，请核对写法",
        expected="庭院特色种植、养殖、手工、休闲旅游、生产生活服务",
        suggestion="写法不规范的统一；确是别的类型的不用改",
    )
