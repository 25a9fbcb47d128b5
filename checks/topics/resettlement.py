"""Resettlement sites: what is due every month, who heads a site, and what services there are."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.calendar_periods import periods_over
from calculations.employment import said
from calculations.recurring import first_rows, recurring_gaps
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows
from checks.shapes import blank, equals
from policies.model import Setting

_AT_HOME, _AT_ORIGIN = "迁入|居住|安置", "户籍|迁出"
_ROSTER = "像是花名册而不是逐月记录（没有一处填了两个月），或日期无法识别"


def _sites(relocation: Records) -> Frame:
    """Records of concentrated sites: a site is named, and the household was not settled on its own."""
    sites = relocation.frame.filter(~blank("resettlement_site"))
    return sites.filter(~equals("relocation_type", "分散")) if "relocation_type" in relocation.fields else sites


def _monthly(frame: Frame, key: str, day: str, month: str, year: int, as_of: date) -> tuple[Frame, Frame]:
    """Missing months by key, and records that cannot be judged; `day` is the column that says it was done."""
    done = frame.filter(nw.col(f"{day}__state") > 0).select(key, nw.col(month).alias("month"))
    gaps = recurring_gaps(first_rows(frame, (key,)), done, keys=(key,), periods=periods_over("月", year, as_of))
    return gaps.missing, gaps.unclear


@check("REL201", severity="warning", requires=("GX24-3-1",), needs=("resettlement_site", "dispatched_on"), scope="村")
def site_is_dispatched_each_month(
    relocation: Records, *, resettlement_dispatch_interval: Setting, as_of: date, year: int
) -> Frames:
    """安置点有的月份没有调度记录。

    每个安置点每月至少调度一次：台账年度内已过完的每个月，该安置点应有一个调度日期，同月几次只算一次。
    当月未过完的不判，分散安置的不算。日期只写到年的不判；没有一处填了两个月的，像是花名册，不判。
    """
    missing, unclear = _monthly(
        _sites(relocation), "resettlement_site", "dispatched_on", "dispatched_on__month", year, as_of
    )
    return Frames(
        frame=missing,
        unknown=unclear,
        because=_ROSTER,
        field="dispatched_on",
        message="安置点{resettlement_site}{due_text}没有调度记录",
        expected="每月调度{resettlement_dispatch_interval}",
        suggestion="已调度漏登的凭会议或现场记录补登；未调度的按月落实",
        observed="{due_text}无记录",
        shown={"due": "数", "due_text": "文"},
        period="due",
    )


@check("REL202", severity="warning", requires=("GX24-3-2",), needs=("household_id", "visited_on"))
def household_is_visited_each_month(
    relocation: Records, *, resettlement_visit_interval: Setting, as_of: date, year: int
) -> Frames:
    """搬迁户有的月份没有回访记录。

    按户编号逐户：台账年度内已过完的每个月应有一个回访日期，同月几次只算一次。当月未过完的不判。
    日期只写到年的不判；没有一户填了两个月的，像是花名册（每户一个最近回访日期），不判。
    """
    missing, unclear = _monthly(relocation.frame, "household_id", "visited_on", "visited_on__month", year, as_of)
    return Frames(
        frame=missing,
        unknown=unclear,
        because=_ROSTER,
        field="visited_on",
        message="户编号{household_id}({householder}){due_text}没有回访记录",
        expected="每月回访{resettlement_visit_interval}",
        suggestion="已回访漏登的凭走访记录补登；未回访的按月落实",
        observed="{due_text}无记录",
        shown={"due": "数", "due_text": "文"},
        period="due",
    )


@check("REL203", severity="warning", requires=("SQ23-2(2)2-1",), needs=("household_id", "surveyed_month"))
def household_is_surveyed_each_month(
    relocation: Records, *, resettlement_employment_survey_interval: Setting, as_of: date, year: int
) -> Frames:
    """搬迁户有的月份没有就业摸排记录。

    按户编号逐户：台账年度内已过完的每个月应有一条摸排月份，同月几次只算一次。当月未过完的不判。
    月份认不出的不判；没有一户填了两个月的，像是花名册，不判。
    """
    missing, unclear = _monthly(relocation.frame, "household_id", "surveyed_month", "surveyed_month", year, as_of)
    return Frames(
        frame=missing,
        unknown=unclear,
        because=_ROSTER,
        field="surveyed_month",
        message="户编号{household_id}({householder}){due_text}没有就业摸排记录",
        expected="每月摸排{resettlement_employment_survey_interval}",
        suggestion="已摸排漏登的补登；未摸排的按月落实",
        observed="{due_text}无记录",
        shown={"due": "数", "due_text": "文"},
        period="due",
    )


@check("REL204", severity="warning", requires=("GX24-3-1",), needs=("resettlement_site", "site_head"), scope="村")
def site_has_a_head(relocation: Records) -> Frames:
    """安置点没有点长。

    同一安置点各行的点长都空着才列，列在该安置点第一行。分散安置的不算。
    """
    sites = _sites(relocation)
    headed = sites.filter(~blank("site_head")).select("resettlement_site")
    headless = first_rows(sites, ("resettlement_site",)).join(headed, on="resettlement_site", how="anti")
    return Frames(
        frame=headless,
        field="site_head",
        message="安置点{resettlement_site}没有填点长",
        expected="安置点实行“点长制”，有点长",
        suggestion="明确点长并填写；已明确的补填",
        shown={"resettlement_site": "文"},
        period="resettlement_site",
    )


@check("SVC101", severity="warning", requires=("SYQD-6-5",), needs=("service_type", "agent"))
def site_has_a_counter_or_an_agent(service_points: Records) -> Rows:
    """安置点既没有一站式服务，也没有帮办代办专人。

    服务类型没有写“一站式”“社区服务中心”等，专人也空着的列出。小型安置点有专人即可。
    """
    counter = said("service_type", "一站式|服务中心|服务站|服务大厅|便民服务")
    return Rows(
        field="agent",
        fails=~counter & blank("agent"),
        message="服务类型填“{service_type}”，专人为空",
        expected="提供一站式服务，或明确专人帮办代办",
        suggestion="依托社区服务中心或村委会提供一站式服务；小型安置点明确专人并填写",
        cells=("service_type",),
    )


def _wrongly_at(field: str, wrong: str, right: str) -> nw.Expr:
    return said(field, wrong) & ~said(field, right)


@check("SVC102", severity="warning", requires=("SYQD-6-6",), needs=("matter", "applied_at"))
def application_is_taken_where_people_live(agency_services: Records) -> Rows:
    """低保、医保、残疾人补助等事项的申请地不是实际居住地。

    只看事项含低保、医保、残疾的：申请地写“户籍地”“迁出地”的列出；写具体地名的不判。
    """
    mine = said("matter", "低保|医保|残疾")
    return Rows(
        field="applied_at",
        fails=mine & _wrongly_at("applied_at", _AT_ORIGIN, _AT_HOME),
        unknown=mine & ~said("applied_at", f"{_AT_ORIGIN}|{_AT_HOME}"),
        because="申请地空缺，或只写地名、看不出是居住地还是户籍地",
        message="事项“{matter}”的申请地填“{applied_at}”",
        expected="实际居住地申请，迁入地统一受理，户籍地办理",
        suggestion="改由迁入地受理、转户籍地办理；填错的改正",
        cells=("matter",),
    )


@check("SVC103", severity="info", requires=("SYQD-6-2", "SYQD-6-6"), needs=("matter", "handled_at"))
def matter_of_the_place_of_origin_is_handled_there(agency_services: Records) -> Rows:
    """应由迁出地（户籍地）办理的事项填成迁入地办理。

    事项含产业帮扶、民政救助、低保、医保、残疾的：办理地写“迁入地”“居住地”的提示。只限须由户籍地办理的事项，
    当地已开通异地办理的不是问题，所以只作提示；写具体地名的不判。
    """
    mine = said("matter", "产业帮扶|民政|救助|低保|医保|残疾")
    return Rows(
        field="handled_at",
        fails=mine & _wrongly_at("handled_at", _AT_HOME, _AT_ORIGIN),
        unknown=mine & ~said("handled_at", f"{_AT_ORIGIN}|{_AT_HOME}"),
        because="办理地空缺，或只写地名、看不出是居住地还是户籍地",
        message="事项“{matter}”的办理地填“{handled_at}”",
        expected="由迁出地（户籍地）办理，迁入地协助",
        suggestion="核对办理单位；确由迁出地办理的改正，已可异地办理的在备注说明",
        cells=("matter",),
    )


@check("SVC104", severity="warning", requires=("SYQD-6-1",), needs=("matter", "handled_at"))
def matter_of_the_place_of_residence_is_handled_there(agency_services: Records) -> Rows:
    """应由迁入地牵头的监测帮扶事项填成迁出地办理。

    事项是入户核实、集中研判、识别纳入、精准帮扶、风险消除、集中排查、收入采集、自然变更、就业补助申报的：
    办理地写“迁出地”“户籍地”的列出；写“迁入地牵头、迁出地配合”的不列，写具体地名的不判。
    """
    mine = said("matter", "入户核实|集中研判|识别纳入|精准帮扶|风险消除|集中排查|收入采集|自然变更|就业补助")
    return Rows(
        field="handled_at",
        fails=mine & _wrongly_at("handled_at", _AT_ORIGIN, _AT_HOME),
        unknown=mine & ~said("handled_at", f"{_AT_ORIGIN}|{_AT_HOME}"),
        because="办理地空缺，或只写地名、看不出是迁入地还是迁出地",
        message="事项“{matter}”的办理地填“{handled_at}”",
        expected="由迁入地牵头，迁出地配合",
        suggestion="改由迁入地牵头办理；填错的改正",
        cells=("matter",),
    )


@check(
    "SVC201",
    severity="info",
    requires=("SYQD-6-5",),
    needs={"relocation": ("resettlement_site",), "service_points": ("resettlement_site",)},
)
def site_is_in_the_ledger_of_service_points(relocation: Records, service_points: Records) -> Frames:
    """安置点不在服务点台账中。

    按安置点名称对应，列在该安置点第一行。名称写法不同也会列出，所以只作提示。分散安置的不算。
    """
    sites = first_rows(_sites(relocation), ("resettlement_site",))
    served = service_points.frame.select("resettlement_site")
    return Frames(
        frame=sites.join(served, on="resettlement_site", how="anti"),
        field="resettlement_site",
        message="安置点{resettlement_site}在服务点台账中没有同名的服务点",
        expected="每个安置点有一站式服务或帮办代办专人",
        suggestion="核对两处名称；确实没有服务点的，依托社区服务中心或村委会落实",
        shown={"resettlement_site": "文"},
        period="resettlement_site",
    )
