"""People on public posts against the ledger of employment."""

from __future__ import annotations

import narwhals as nw

from calculations.employment import unemployed
from calculations.rosters import of_places, people_not_listed
from checks.agreement import Other, differing, staying
from checks.declare import check
from checks.model import Frames, Records
from checks.shapes import equals, is_blank, says

_LISTS = "账账相符：公益性岗位台账与务工就业台账应相互对得上"
_PERSON = ("person_identity",)
_CASUAL = "公益|公岗|灵活|零工|务农|自主|兼职"


@check(
    "ACR321",
    severity="info",
    needs={"public_posts": ("person_identity", "on_post"), "employment": ("person_identity",)},
    source=_LISTS,
)
def post_holder_is_in_the_employment_ledger(public_posts: Records, employment: Records) -> Frames:
    """在岗的公益性岗位人员不在务工就业台账中。

    按身份证号对应；户类型为一般农户的不列。就业台账没有的乡镇（没有乡镇列的按村）不比。证件号空缺、脱敏的不判。
    """
    here = equals("on_post", "在岗") & staying(public_posts)
    if "household_type" in public_posts.fields:
        here = here & ~equals("household_type", "一般农户")
    missing, unclear = people_not_listed(of_places(public_posts.frame.filter(here), employment.frame), employment.frame)
    return Frames(
        frame=missing.select("_ledger", "_row"),
        unknown=unclear,
        because="证件号空缺、脱敏，或就业台账中同名的人没有证件号",
        field="on_post",
        message="{person_name}在岗，不在务工就业台账中",
        expected="在岗人员列入务工就业台账",
        suggestion="补登务工就业台账；已退岗的更新在岗状态",
    )


@check(
    "ACR322",
    severity="warning",
    needs={"public_posts": ("person_identity", "on_post"), "employment": ("person_identity", "employment_state")},
    source=_LISTS,
)
def post_holder_is_employed(public_posts: Records, employment: Records) -> Frames:
    """公益性岗位人员在岗，务工就业台账写未就业。

    按身份证号对应，在公益性岗位上算就业。已退岗的、就业台账没有的人不判。
    """
    idle = nw.when(unemployed()).then(nw.col("employment_state"))
    return differing(
        public_posts,
        Other(employment, "务工就业台账", "employment_state", idle),
        on=_PERSON,
        field="on_post",
        says="在岗状态",
        only=equals("on_post", "在岗") | is_blank("on_post"),
        suggestion="核对是否在岗：在岗的就业状态改为公岗，已退岗的办理退岗",
    )


@check(
    "ACR323",
    severity="warning",
    needs={
        "public_posts": ("person_identity", "on_post", "employment_form"),
        "employment": ("person_identity", "employment_state", "employment_form"),
    },
    source=_LISTS,
)
def full_time_post_is_the_only_work(public_posts: Records, employment: Records) -> Frames:
    """全日制公益性岗位人员在岗，务工就业台账写在别处就业。

    按身份证号对应。就业形式为公益性岗位、灵活就业、零工、务农的不列，务工已结束的不列；非全日制岗位可以兼职，不列；
    在省外务工的另列。
    """
    elsewhere = equals("employment_state", "已就业") & ~says("employment_form", _CASUAL)
    if "ended_on" in employment.fields:
        elsewhere = elsewhere & is_blank("ended_on")
    if "on_public_post" in employment.fields:
        elsewhere = elsewhere & ~equals("on_public_post", "是")
    if "work_region" in employment.fields:
        elsewhere = elsewhere & ~equals("work_region", "省外")
    return differing(
        public_posts,
        Other(employment, "务工就业台账", "employment_form", nw.when(elsewhere).then(nw.col("employment_form"))),
        on=_PERSON,
        field="employment_form",
        says="在岗的用工形式",
        only=equals("on_post", "在岗") & (equals("employment_form", "全日制") | is_blank("employment_form")),
        suggestion="核对考勤：人不在岗的办理退岗，实为非全日制的改正用工形式",
    )
