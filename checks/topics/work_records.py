"""Records of work away and of public posts: dates, places, what has to be filled in, ages and wages."""

from __future__ import annotations

import narwhals as nw

from calculations.employment import employed, said, unemployed
from calculations.people import at_least, birth_month, own_number, under
from calculations.recurring import identified
from checks.declare import check
from checks.model import Frames, Records, Rows, Shown
from checks.packs import DATA_QUALITY
from checks.shapes import blank, equals, garbled, is_blank
from policies.model import Setting

_UNCLEAR_AGE = "证件号已脱敏、不完整"


@check("LAB201", severity="warning", needs=("person_identity", "started_on", "ended_on"), pack=DATA_QUALITY)
def work_starts_after_the_one_before_ended(employment: Records) -> Frames:
    """同一人前一段务工还没有结束，后一段已经开始。

    同一身份证号的几行，后开始的一段早于先开始的一段的结束日期的，列在后一段。同一天结束、开始的不列；只填到月的，能确定早于的才列。
    结束日期空着（仍在务工）的不比。例：3月1日至6月30日、7月1日起两段不列，3月1日至8月31日、7月1日起两段列出。
    """
    spells = employment.frame.filter(identified("person_identity"))
    earlier = spells.select(
        "person_identity",
        nw.col("started_on__last").alias("_before"),
        nw.col("ended_on").alias("_until"),
    )
    pairs = spells.join(earlier, on="person_identity", how="inner")
    overlap = (nw.col("_before") < nw.col("started_on")) & (nw.col("started_on__last") < nw.col("_until"))
    return Frames(
        frame=pairs.filter(overlap).group_by("_ledger", "_row").agg(nw.col("_until").max()),
        unknown=employment.frame.filter(identified("person_identity") & garbled("started_on")).select(
            "_ledger", "_row"
        ),
        because="务工开始日期无法识别",
        field="started_on",
        message="{started_on}开始务工，同一人前一段到{_until}才结束",
        expected="前一段结束之后开始",
        suggestion="核对两段的起止日期，改正一处",
        shown={"_until": "日期"},
    )


@check("LAB202", severity="warning", needs=("employment_state", "started_on", "ended_on"), pack=DATA_QUALITY)
def ended_work_has_an_end(employment: Records) -> Rows:
    """就业状态为未就业，有务工开始日期而结束日期空着。

    已就业、公岗、灵活就业的不看；没有开始日期的不列。例：未就业、3月至6月务工不列，未就业、3月起务工而没有结束日期列出。
    """
    return Rows(
        field="ended_on",
        fails=unemployed() & ~is_blank("started_on") & is_blank("ended_on"),
        message="就业状态填“{employment_state}”，{started_on}开始务工，结束日期空着",
        expected="已结束的务工有结束日期",
        suggestion="核实后补填结束日期；仍在务工的改正就业状态",
        cells=("employment_state", "started_on"),
    )


@check("LAB203", severity="info", needs=("employment_state", "work_place"), pack=DATA_QUALITY)
def place_of_work_is_told_to_the_county(employment: Records) -> Rows:
    """务工地点没有写到县级。

    已就业而务工地点里没有市、县、区、旗、州、镇、乡、村、街道、园区等字样的提示；写明国外、境外的不列。
    东莞、中山等没有县的市写到市就可以。例：广东省东莞市不列，只写“广东”的提示。
    """
    told = said("work_place", "[市县区旗州镇乡村盟园港]|街道|本地|国外|境外|海外|本省外")
    return Rows(
        field="work_place",
        fails=employed() & ~blank("work_place") & ~told,
        message="务工地点填“{work_place}”，没有写到县级",
        expected="务工地点写到县级",
        suggestion="联系本人核实后补填",
    )


_REQUIRED = {"monthly_income": "月收入", "employer": "务工单位", "job": "岗位工种", "work_place": "务工地点"}


@check("LAB204", severity="info", needs=("employment_state",), pack=DATA_QUALITY)
def record_of_work_is_complete(employment: Records) -> Rows:
    """已就业的人月收入、务工单位、岗位工种、务工地点有空着的。

    只看台账里有的列。灵活就业的单位可以空着；未就业的不看。例：各项都填了不列，已就业、务工单位空着提示。
    """
    fields = [f for f in _REQUIRED if f in employment.fields]
    empty = {f: is_blank(f) if f == "monthly_income" else blank(f) for f in fields}
    if "employer" in empty:
        empty["employer"] = empty["employer"] & ~equals("employment_state", "灵活")
    missing = nw.concat_str(
        nw.lit(""),
        *(nw.when(empty[f]).then(nw.lit(f"{_REQUIRED[f]}、")).otherwise(nw.lit("")) for f in fields),
    )
    any_empty = nw.lit(value=False)
    for each in empty.values():
        any_empty = any_empty | each
    return Rows(
        field="employment_state",
        fails=employed() & any_empty,
        message="就业状态填“{employment_state}”，空着的有：{missing}请补全",
        expected="务工信息填写完整",
        suggestion="联系本人核实后补填",
        shown={"missing": Shown(missing, "文")},
        cells=tuple(fields),
    )


@check("LAB205", severity="warning", needs=("work_region", "travel_subsidy"), pack=DATA_QUALITY)
def travel_subsidy_is_for_work_elsewhere(employment: Records) -> Rows:
    """县内务工的人填了交通补贴。

    务工区域为县内、交通补贴大于0的列出；务工区域空着的不判。本县另有县内交通补贴政策的，可列入免查清单。
    例：省外务工、交通补贴500元不列，县内务工、交通补贴500元列出。
    """
    paid = (nw.col("travel_subsidy") > 0).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    return Rows(
        field="travel_subsidy",
        fails=equals("work_region", "县内") & paid,
        unknown=paid & is_blank("work_region"),
        because="务工区域空着",
        message="务工区域填“{work_region}”，交通补贴填{travel_subsidy}",
        expected="交通补贴发给外出务工的人",
        suggestion="核对务工区域和补贴记录，改正一处",
        cells=("work_region",),
    )


@check("LAB206", severity="info", needs=("employment_state", "monthly_income"), pack=DATA_QUALITY, line="金额")
def monthly_wage_is_plausible(
    employment: Records, *, monthly_wage_floor: Setting, monthly_wage_ceiling: Setting
) -> Rows:
    """月收入少于下限或多于上限。

    已就业、月收入大于0的才看；恰等于上下限的不列。多为单位（元、万元）填错、年收入填成月收入，只作提示。
    例：月收入3500元不列，3.5元、42000元提示。
    """
    wage = nw.col("monthly_income")
    outside = (wage > 0) & ((wage < monthly_wage_floor.fen) | (wage > monthly_wage_ceiling.fen))
    return Rows(
        field="monthly_income",
        fails=employed() & outside,
        unknown=employed() & garbled("monthly_income"),
        because="月收入无法识别",
        message="月收入填{monthly_income}，不在{monthly_wage_floor}至{monthly_wage_ceiling}之间",
        expected="{monthly_wage_floor}至{monthly_wage_ceiling}",
        suggestion="核对单位和月数；属实的不必改",
    )


@check("LAB207", severity="warning", needs=("person_identity", "employment_state"), pack=DATA_QUALITY, line="年龄")
def listed_worker_is_of_working_age(employment: Records, *, year: int, working_age_from: Setting) -> Rows:
    """务工就业台账中未到劳动年龄的人就业。

    按身份证号到台账年度末仍不满劳动年龄，就业状态为已就业、公岗或灵活的列出；当年满的不列。
    例：17岁就业不列，14岁就业列出。
    """
    born = birth_month(employment.fields)
    return Rows(
        field="employment_state",
        fails=under(working_age_from.number, year, born) & employed(),
        unknown=employed() & ~is_blank("person_identity") & (born == 0),
        because=_UNCLEAR_AGE,
        message=f"{year}年末不满{{working_age_from}}，就业状态填“{{employment_state}}”",
        expected="不满{working_age_from}的没有就业",
        suggestion="核对证件号；确有其事的会同人社部门处理，填错的改正",
        cells=("person_identity",),
    )


@check("LAB208", severity="info", needs=("wage_income_this_year",), pack=DATA_QUALITY, line="金额")
def wage_income_is_plausible(income: Records, *, wage_income_floor: Setting) -> Rows:
    """工资性收入大于0而少于下限。

    多为单位（元、万元）填错。0、空着、恰等于下限的不列。例：工资性收入0元、12000元不列，1.2元提示。
    """
    wage = nw.col("wage_income_this_year")
    return Rows(
        field="wage_income_this_year",
        fails=(wage > 0) & (wage < wage_income_floor.fen),
        unknown=garbled("wage_income_this_year"),
        because="工资性收入无法识别",
        message="工资性收入填{wage_income_this_year}，大于0而少于{wage_income_floor}",
        expected="为0，或不少于{wage_income_floor}",
        suggestion="核对单位和金额；属实的不必改",
    )


# ---- public posts -----------------------------------------------------------------------------------------------


@check("PUB121", severity="info", needs=("person_identity", "on_post"), pack=DATA_QUALITY, line="年龄")
def post_holder_is_below_the_age(public_posts: Records, *, year: int, public_post_age_ceiling: Setting) -> Rows:
    """在岗的公益性岗位人员达到年龄上限。

    台账年度全年都达到参数给的周岁、在岗的提示，核实能否履职。当地文件取消年龄限制的地方不查；退岗的不看。
    例：66岁护林员不列，72岁在岗提示。
    """
    born = birth_month(public_posts.fields)
    here = equals("on_post", "在岗")
    return Rows(
        field="on_post",
        fails=here & at_least(public_post_age_ceiling.number, year, born),
        unknown=here & ~is_blank("person_identity") & (born == 0),
        because=_UNCLEAR_AGE,
        message=f"{year}年已满{{public_post_age_ceiling}}，在岗状态填“{{on_post}}”",
        expected="不满{public_post_age_ceiling}",
        suggestion="核实能否胜任、能否完成职责；已不能履职的办理退岗",
        cells=("person_identity",),
    )


@check("PUB122", severity="warning", needs=("post", "started_on"), pack=DATA_QUALITY)
def post_has_a_first_day(public_posts: Records) -> Rows:
    """填了公益性岗位没有到岗日期，或有到岗日期没有岗位。

    聘用期限另列一栏写明起止的，到岗日期可以空着，不列。例：护林、2024-01-01到岗不列，护林、到岗日期空着列出。
    """
    term = ~blank("contract_period") if "contract_period" in public_posts.fields else nw.lit(value=False)
    no_day = ~is_blank("post") & is_blank("started_on") & ~term
    return Rows(
        field="started_on",
        fails=no_day | (is_blank("post") & ~is_blank("started_on")),
        message="岗位名称{post}，到岗日期{started_on}",
        expected="岗位名称和到岗日期都填写",
        suggestion="对照聘用协议补填",
        cells=("post",),
    )


@check("PUB123", severity="info", needs=("person_identity", "post", "on_post"), pack=DATA_QUALITY)
def person_has_few_posts(public_posts: Records, *, public_posts_ceiling: Setting) -> Frames:
    """一个人在岗的公益性岗位达到上限个数。

    按身份证号数在岗的不同岗位，达到参数给的个数的提示；同一岗位的几行（逐月发放）算一个。退岗的不算，脱敏的不判。
    例：一人两岗不列，一人三岗提示。
    """
    here = public_posts.frame.filter(equals("on_post", "在岗") & ~is_blank("post"))
    here = here.with_columns(own_number("person_identity").alias("person_identity"))
    known = here.filter(identified("person_identity"))
    posts = known.select("person_identity", "post").unique().group_by("person_identity").agg(nw.len().alias("posts"))
    many = posts.filter(nw.col("posts") >= public_posts_ceiling.number)
    return Frames(
        frame=known.join(many, on="person_identity", how="inner").select("_ledger", "_row", "posts"),
        unknown=here.filter(~identified("person_identity") & ~is_blank("person_identity")).select("_ledger", "_row"),
        because="身份证号已脱敏或无法读取",
        field="post",
        message="岗位“{post}”，同一人在岗岗位{posts}个",
        expected="少于{public_posts_ceiling}",
        suggestion="核实各岗位是否都在履职，重复登记的删除",
        shown={"posts": "数"},
    )
