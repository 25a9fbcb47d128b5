"""Relocated households: who is responsible, who helps them, and where they were settled."""

from __future__ import annotations

import re

import narwhals as nw

from calculations.employment import said
from checks.declare import check
from checks.model import Records, Rows
from checks.shapes import blank, equals, none_of
from policies.model import Setting

_MOVED_FROM, _MOVED_TO = "迁出|户籍", "迁入|居住|安置"


def _same(left: str, right: str) -> nw.Expr:
    """Two texts stand there and are the same."""
    return (nw.col(left) == nw.col(right)).fill_null(False) & ~blank(left)  # noqa: FBT003 - narwhals' own signature


def _led_from_where_they_left(unit: str) -> tuple[nw.Expr, nw.Expr]:
    """Whether a unit is that of the place left and not of the place moved to, and whether that cannot be told.

    Both count as in order where both are named: 迁入地牵头、迁出地配合.
    """
    left = (said(unit, _MOVED_FROM) & ~said(unit, _MOVED_TO)) | (_same(unit, "moved_from") & ~_same(unit, "moved_to"))
    told = left | said(unit, _MOVED_TO) | _same(unit, "moved_to")
    return left, ~told & ~blank(unit)


@check(
    "REL101",
    severity="warning",
    requires=("GN21-1-2", "SYQD-6-1"),
    needs=("monitoring_unit", "moved_from", "moved_to"),
)
def monitoring_is_led_where_the_household_lives(relocation: Records) -> Rows:
    """搬迁户的监测责任单位是迁出地。

    防止返贫监测帮扶由迁入地负属地责任。监测责任单位写“迁出地”“户籍地”，或与迁出地一致而与迁入地不同的列出；
    写“迁入地牵头、迁出地配合”的不列。写法与两地都对不上的不判。产业帮扶、民政救助归迁出地办理，不在这里查。
    """
    left, untold = _led_from_where_they_left("monitoring_unit")
    return Rows(
        field="monitoring_unit",
        fails=left,
        unknown=untold,
        because="监测责任单位的写法与迁入地、迁出地都对不上",
        message="监测责任单位填“{monitoring_unit}”，迁出地“{moved_from}”，迁入地“{moved_to}”",
        expected="迁入地负属地主体责任",
        suggestion="与两地核对监测责任，改由迁入地牵头；填错的改正",
        cells=("moved_from", "moved_to"),
    )


@check("REL102", severity="warning", requires=("SYQD-6-1", "GX24-3-7", "GN21-1-2"), needs=("monitoring_unit",))
def relocated_household_has_a_responsible_unit(relocation: Records) -> Rows:
    """搬迁户没有填监测（属地）责任单位。

    监测责任单位为空的列出。
    """
    return Rows(
        field="monitoring_unit",
        fails=blank("monitoring_unit"),
        message="监测责任单位为空",
        expected="明确属地责任单位",
        suggestion="按迁入地属地管理明确责任单位并填写",
    )


@check(
    "REL103",
    severity="warning",
    requires=("SYQD-6-10", "SYQD-6-1"),
    needs=("income_collecting_unit", "moved_from", "moved_to"),
)
def income_is_collected_where_the_household_lives(relocation: Records) -> Rows:
    """搬迁户的收入采集单位是迁出地。

    收入采集由迁入地牵头、迁出地配合。采集单位写“迁出地”“户籍地”，或与迁出地一致而与迁入地不同的列出；写法对不上的不判。
    """
    left, untold = _led_from_where_they_left("income_collecting_unit")
    return Rows(
        field="income_collecting_unit",
        fails=left,
        unknown=untold | blank("income_collecting_unit"),
        because="收入采集单位空缺，或写法与迁入地、迁出地都对不上",
        message="收入采集单位填“{income_collecting_unit}”，迁出地“{moved_from}”，迁入地“{moved_to}”",
        expected="收入采集由迁入地牵头，迁出地配合",
        suggestion="与两地核对，改由迁入地牵头采集；填错的改正",
        cells=("moved_from", "moved_to"),
    )


@check("REL104", severity="warning", requires=("SYQD-6-3", "GX24-3-3", "SYQD-6-1"), needs=("helper_moved_to",))
def household_has_a_helper_where_it_lives(relocation: Records) -> Rows:
    """搬迁户没有迁入地帮扶干部。

    双向帮扶要求两地都有干部；这里看迁入地一栏是否空着。
    """
    return Rows(
        field="helper_moved_to",
        fails=blank("helper_moved_to"),
        message="迁入地帮扶干部为空",
        expected="迁入地、迁出地均有帮扶干部",
        suggestion="由迁入地明确帮扶干部并填写；已明确的补填",
    )


@check("REL105", severity="warning", requires=("SYQD-6-3", "GX24-3-3"), needs=("helper_moved_from",))
def household_has_a_helper_where_it_came_from(relocation: Records) -> Rows:
    """搬迁户没有迁出地帮扶干部。

    双向帮扶要求两地都有干部；这里看迁出地一栏是否空着。
    """
    return Rows(
        field="helper_moved_from",
        fails=blank("helper_moved_from"),
        message="迁出地帮扶干部为空",
        expected="迁入地、迁出地均有帮扶干部",
        suggestion="由迁出地明确帮扶干部并填写；已明确的补填",
    )


@check("REL106", severity="info", requires=("SYQD-6-3", "GX24-3-3"), needs=("helper_moved_to", "helper_moved_from"))
def the_two_helpers_are_different_people(relocation: Records) -> Rows:
    """迁入地、迁出地帮扶干部填的是同一人。

    “均派”按两人理解是推断，同名不一定同人，只作提示。
    """
    return Rows(
        field="helper_moved_from",
        fails=_same("helper_moved_from", "helper_moved_to"),
        message="迁入地、迁出地帮扶干部都填“{helper_moved_from}”",
        expected="两地各有帮扶干部",
        suggestion="核对是否填重；确为同一人的，请迁出地另行明确",
        cells=("helper_moved_to",),
    )


@check("REL107", severity="warning", requires=("SYQD-6-3",), needs=("lead_or_support",))
def place_of_residence_leads(relocation: Records) -> Rows:
    """双向帮扶写成以迁出地为主。

    以迁入地为主、迁出地为辅。主辅一栏写明迁出地为主，或迁入地为辅的列出。只写“主”或“辅”的看不出是哪一地，不判。
    """
    reversed_ = said("lead_or_support", "迁出地?为?主|迁入地?为?辅|主(?:责|办)?[:：]迁出")
    told = reversed_ | said("lead_or_support", "迁入地?为?主|迁出地?为?辅|主(?:责|办)?[:：]迁入")
    return Rows(
        field="lead_or_support",
        fails=reversed_,
        unknown=~told,
        because="主辅空缺，或看不出哪一地为主",
        message="主辅填“{lead_or_support}”",
        expected="以迁入地为主、迁出地为辅",
        suggestion="按迁入地为主、迁出地为辅调整分工；填错的改正",
    )


@check(
    "REL108",
    severity="warning",
    requires=("SQ23-2(2)2-2",),
    needs=("zero_employment", "willing_to_work", "employment_help"),
)
def willing_household_without_work_is_helped(relocation: Records) -> Rows:
    """零就业搬迁户有就业意愿，没有就业帮扶措施。

    是否零就业为“是”、有就业意愿、就业帮扶措施为空的列出。没有就业意愿的不列。
    """
    wanted = equals("zero_employment", "是") & equals("willing_to_work", "是")
    not_wanted = equals("zero_employment", "否") | equals("willing_to_work", "否")
    return Rows(
        field="employment_help",
        fails=wanted & blank("employment_help"),
        unknown=blank("employment_help") & ~wanted & ~not_wanted,
        because="是否零就业、就业意愿空缺或无法识别",
        message="零就业户有就业意愿，就业帮扶措施为空",
        expected="对零就业户有就业意愿的劳动力开展精准就业帮扶",
        suggestion="入户了解需求，落实岗位推荐、培训等措施并填写；已落实的补填",
        cells=("zero_employment", "willing_to_work"),
    )


@check("REL109", severity="info", requires=("SYQD-6-9",), needs=("relocation_type", "focus_area"))
def concentrated_site_is_a_focus_area(relocation: Records) -> Rows:
    """集中安置的没有标为防止返贫监测帮扶重点区域。

    安置方式为集中、是否重点区域填“否”的提示。搬迁人口较多的社区“较多”未给人数，不判。
    """
    concentrated = equals("relocation_type", "集中")
    return Rows(
        field="focus_area",
        fails=concentrated & equals("focus_area", "否"),
        unknown=concentrated & none_of("focus_area", "是", "否"),
        because="是否重点区域空缺或无法识别",
        message="集中安置，是否重点区域填“{focus_area}”",
        expected="集中安置点作为防止返贫监测帮扶重点区域",
        suggestion="对照重点区域名单核对；漏列的补列，填错的改正",
        cells=("relocation_type",),
    )


def _any_place(names: str) -> str:
    return "|".join(re.escape(name) for name in names.split("、"))


@check("REL301", severity="info", requires=("SYQD-6-8",), needs=("moved_to", "relocation_type"))
def relocation_type_agrees_with_the_named_places(
    relocation: Records, *, concentrated_resettlement_places: Setting, scattered_resettlement_places: Setting
) -> Rows:
    """安置方式与文件所列主要迁入地不一致。

    迁入地是文件列名的集中安置处而填“分散”，或是列名的分散安置处而填“集中”的提示。不在名单的迁入地不提示：名单只是主要迁入地。
    """
    scattered = said("moved_to", _any_place(scattered_resettlement_places.text))
    concentrated = said("moved_to", _any_place(concentrated_resettlement_places.text))
    return Rows(
        field="relocation_type",
        fails=(concentrated & ~scattered & equals("relocation_type", "分散"))
        | (scattered & ~concentrated & equals("relocation_type", "集中")),
        message="迁入地“{moved_to}”，安置方式填“{relocation_type}”，与文件所列不一致",
        expected="集中安置：{concentrated_resettlement_places}；分散安置：{scattered_resettlement_places}",
        suggestion="对照安置点名册核对安置方式；同地另有其他安置方式的在备注说明",
        cells=("moved_to",),
    )
