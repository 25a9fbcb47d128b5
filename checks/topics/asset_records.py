"""Asset records: ownership, keepers, title and hand-over."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import blank, equals, garbled, is_blank, none_of
from policies.model import Setting

_CLASSES = ("经营性", "公益性", "到户")


def _of_households() -> nw.Expr:
    return equals("asset_class", "到户")


@check("AST105", severity="warning", requires=("GX24-8-2",), needs=("asset_class", "ownership"))
def ownership_is_state_or_collective(assets: Records) -> Rows:
    """资产权属空缺，或不是国有、村集体。

    原文写国有资产、农村集体资产两类。到户资产不在内，不看；资产类别空缺的，写明国有、村集体即可，否则无法判定。
    """
    fits = equals("ownership", "国有") | equals("ownership", "村集体")
    unclear = none_of("asset_class", *_CLASSES)
    return Rows(
        field="ownership",
        fails=~fits & ~_of_households() & ~unclear,
        unknown=unclear & ~fits,
        because="资产类别空缺、不明，权属不是国有、村集体",
        message="权属为{ownership}",
        expected="国有资产或农村集体资产",
        suggestion="按确权登记填写权属，分别纳入国有资产或农村集体资产管理",
        cells=("asset_class",),
    )


@check("AST106", severity="warning", requires=("SYQD-3-9",), needs=("asset_class", "keeper"))
def asset_has_a_keeper(assets: Records) -> Rows:
    """资产没有管护人。

    管护人为空的列出。到户资产由农户自管，不看；由运营主体管护的填运营主体即可。
    """
    return Rows(
        field="keeper",
        fails=~_of_households() & blank("keeper"),
        message="管护人为空",
        expected="每项资产有管护人",
        suggestion="落实管护责任人并填写；由承租、运营单位管护的填该单位",
        cells=("asset_class",),
    )


@check("AST110", severity="warning", requires=("SYQD-3-7",), needs=("inspected_on",))
def asset_was_looked_at(assets: Records) -> Rows:
    """资产没有实地排查日期。

    全面排查清查要求每项资产有排查（检查）日期，为空的列出；是否实地由人看排查表和照片。填了认不出的另作数据问题。
    """
    return Rows(
        field="inspected_on",
        fails=is_blank("inspected_on"),
        message="没有排查（检查）日期",
        expected="每项资产实地排查清查",
        suggestion="补做排查并填日期；已排查漏登的凭排查表补登",
    )


@check("AST107", severity="warning", requires=("SYQD-3-9",), needs=("asset_class", "last_care_on"))
def last_care_is_not_too_long_ago(assets: Records, *, asset_maintenance_overdue_days: Setting, as_of: date) -> Rows:
    """最近管护日期距今超过县里配置的天数。

    天数由县里配置；没有配置的不判。只填到月的，整月可能的最晚一天也超过才列出。到户资产不看。
    """
    limit = as_of.toordinal() - asset_maintenance_overdue_days.number
    first, last = nw.col("last_care_on"), nw.col("last_care_on__last")
    return Rows(
        field="last_care_on",
        fails=~_of_households() & (last < limit),
        unknown=~_of_households() & (first.is_null() | ((first < limit) & (last >= limit))),
        because="最近管护日期空缺、无法识别，或只填到月、跨界",
        message="最近管护日期{last_care_on}，至{as_of}超过{asset_maintenance_overdue_days}",
        expected="{asset_maintenance_overdue_days}内管护过",
        suggestion="补做管护并登记；已管护漏登的凭佐证补登",
    )


@check(
    "AST108",
    severity="info",
    requires=("GX24-8-1",),
    needs=("title_confirmed_on", "handed_over_on"),
)
def handover_follows_title(assets: Records) -> Rows:
    """资产移交早于确权。

    原文先确权登记、后移交（次序为推断），只提示核对日期。只填到月的，同月不算早于。
    """
    return Rows(
        field="handed_over_on",
        fails=nw.col("handed_over_on__last") < nw.col("title_confirmed_on"),
        unknown=garbled("handed_over_on") | garbled("title_confirmed_on"),
        because="确权日期或移交日期无法识别",
        message="移交日期{handed_over_on}早于确权日期{title_confirmed_on}",
        expected="先确权登记，再移交",
        suggestion="核对两个日期，填错的改正",
        cells=("title_confirmed_on",),
    )


@check("AST109", severity="info", requires=("GX24-8-1",), needs=("handed_over_on", "receiving_unit"))
def handed_over_asset_names_its_receiver(assets: Records) -> Rows:
    """资产已移交，没有填接收单位。

    有移交日期、接收单位为空的提示。
    """
    return Rows(
        field="receiving_unit",
        fails=~is_blank("handed_over_on") & blank("receiving_unit"),
        message="移交日期{handed_over_on}，接收单位为空",
        expected="移交有接收单位",
        suggestion="按移交协议补填接收单位",
        cells=("handed_over_on",),
    )


@check(
    "AST212",
    severity="warning",
    requires=("GX24-8-1",),
    needs={
        "assets": ("project_id", "title_confirmed_on", "handed_over_on"),
        "projects": ("project_id", "audited_on"),
    },
)
def audited_asset_is_registered_and_handed_over(
    assets: Records, projects: Records, *, as_of: date, asset_handover_days: Setting | None = None
) -> Frames:
    """项目审计决算后，资产没有确权、移交日期，或早于决算。

    资产按项目编号找到项目的审计决算日期：决算已过的，确权日期、移交日期应填写，且不早于决算日。
    “及时”没有天数：县里配置了天数的，过了天数才要求。到户资产、没有决算日期的不看。
    """
    grace = asset_handover_days.number if asset_handover_days else 0
    audited = projects.frame.filter(~nw.col("project_id").is_null() & ~nw.col("audited_on").is_null())
    days = audited.group_by("project_id").agg(
        nw.col("audited_on").max().alias("audited"), nw.col("audited_on__last").max().alias("audited_last")
    )
    joined = assets.frame.join(days, on="project_id", how="inner")
    if "asset_class" in assets.fields:
        joined = joined.filter(~_of_households())
    due = nw.col("audited_last") + grace < as_of.toordinal()
    missing = due & (is_blank("title_confirmed_on") | is_blank("handed_over_on"))
    early = (nw.col("title_confirmed_on__last") < nw.col("audited")) | (
        nw.col("handed_over_on__last") < nw.col("audited")
    )
    unclear = garbled("title_confirmed_on") | garbled("handed_over_on")
    fails = (missing | early.fill_null(False)) & ~unclear  # noqa: FBT003 - narwhals' own signature
    return Frames(
        frame=joined.filter(fails).select("_ledger", "_row", "audited"),
        unknown=joined.filter(unclear).select("_ledger", "_row"),
        because="确权日期或移交日期无法识别",
        field="title_confirmed_on",
        message="项目审计决算{audited}，确权日期{title_confirmed_on}，移交日期{handed_over_on}",
        expected="审计决算后及时确权登记、移交",
        suggestion="按手续补办确权登记、移交并填写；日期填错的改正",
        shown={"audited": "日期"},
    )
