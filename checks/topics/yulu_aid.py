"""雨露计划: aid each term, and graduates helped into work."""

from __future__ import annotations

import re

import narwhals as nw

from calculations.employment import graduates_employed, said, school_term, term_text, unemployed
from calculations.funds import falls_short
from calculations.recurring import first_rows, identified, last_rows
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import blank, equals, is_blank, none_of
from policies.model import Setting


def _graduate(aid: Records) -> nw.Expr:
    """The ledger says, in one column or the other, that the student has graduated."""
    done = nw.lit(value=False)
    if "graduated" in aid.fields:
        done = done | equals("graduated", "是")
    return done | equals("at_school", "毕业") if "at_school" in aid.fields else done


@check("YUL101", severity="warning", requires=("GN21-9-3",), needs=("graduated", "one_to_one_helper"))
def graduate_has_a_helper(yulu_aid: Records) -> Rows:
    """雨露计划毕业生没有一对一帮扶人。

    已毕业、一对一帮扶人为空的列出。继续升学、参军的不列，在读的不要求。
    """
    on = (
        said("employment_state", "升学|读研|参军|入伍")
        if "employment_state" in yulu_aid.fields
        else nw.lit(value=False)
    )
    return Rows(
        field="one_to_one_helper",
        fails=_graduate(yulu_aid) & blank("one_to_one_helper") & ~on,
        unknown=blank("one_to_one_helper")
        & none_of("graduated", "是", "否")
        & ~_graduate(yulu_aid)
        & ~_at_school(yulu_aid),
        because="是否毕业空缺或无法识别",
        message="已毕业，一对一帮扶人为空",
        expected="对毕业生开展“一对一”就业帮扶，有帮扶责任人",
        suggestion="明确帮扶责任人并填写；已明确的补填",
        cells=("graduated",),
    )


def _at_school(aid: Records) -> nw.Expr:
    return equals("at_school", "在读") if "at_school" in aid.fields else nw.lit(value=False)


@check("YUL102", severity="warning", requires=("SYQD-4-2",), needs=("term", "applied_on"))
def spring_aid_was_applied_for(yulu_aid: Records, *, spring_subsidy_term: Setting, year: int) -> Rows:
    """符合条件的学生没有申报春季学期雨露计划补助。

    学期为文件指明的春季学期、申报日期为空的列出。已发放、申报状态写已申报的不列；写明不符合、放弃的不列。“尽快”没有截止日。
    """
    wanted = re.search("[0-9]{4}", spring_subsidy_term.text)
    spring = int(wanted[0]) * 2 if wanted else -1
    settled = nw.lit(value=False)
    if "application_state" in yulu_aid.fields:
        settled = said("application_state", "^已|通过|完成|^是$|不符合|放弃|不申报|不享受|退学|休学")
    if "paid_on" in yulu_aid.fields:
        settled = settled | (nw.col("paid_on__state") > 0)
    mine = (school_term("term", year) == spring) & ~settled
    return Rows(
        field="applied_on",
        fails=mine & is_blank("applied_on"),
        message="{term}补助申报日期为空",
        expected="符合条件的尽快申报{spring_subsidy_term}雨露计划补助",
        suggestion="符合条件的尽快上交申报材料；已申报的补填日期，不符合的在申报状态写明",
        cells=("term",),
    )


@check(
    "YUL103", severity="info", requires=("SQ23-2(2)1-7",), needs=("graduated", "employment_state", "willing_to_work")
)
def graduate_without_work_is_pushed_jobs(yulu_aid: Records) -> Rows:
    """雨露计划毕业生未就业，应列入岗位推送名单。

    已毕业、未就业的提示。继续升学、没有就业意愿的不列。
    """
    return Rows(
        field="employment_state",
        fails=_graduate(yulu_aid) & unemployed() & ~equals("willing_to_work", "否"),
        message="已毕业，就业状态填“{employment_state}”",
        expected="促进脱贫家庭高校毕业生就业",
        suggestion="列入岗位推送名单；已就业的更新状态",
        cells=("graduated",),
    )


@check("YUL201", severity="warning", requires=("GN21-9-2",), needs=("person_identity", "term", "aid_amount"))
def aid_is_paid_once_a_term(yulu_aid: Records, *, year: int) -> Frames:
    """同一学生同一学期有几条雨露计划补助。

    按证件号和学期，有补助金额的两条及以上列在最后一条；2024年春季与2023-2024学年第二学期算同一学期。
    学期写法认不出、证件号空缺或脱敏的不判。
    """
    aid = yulu_aid.frame.with_columns(school_term("term", year).alias("term_number"))
    aid = aid.filter(nw.col("aid_amount") > 0)
    clear = identified() & (nw.col("term_number") > 0)
    keys = ("person_identity", "term_number")
    told = aid.filter(clear)
    counted = told.with_columns(nw.lit(1).alias("_one")).group_by(*keys)
    times = counted.agg(nw.col("_one").sum().alias("times")).filter(nw.col("times") > 1)
    rows = last_rows(told, keys).join(times, on=list(keys), how="inner")
    return Frames(
        frame=rows.with_columns(term_text("term_number", year).alias("term_text")),
        unknown=aid.filter(~clear).select("_ledger", "_row"),
        because="学期写法认不出，或证件号空缺、脱敏",
        field="term",
        message="{term_text}有{times}条补助记录",
        expected="每学期补助一次",
        suggestion="核对有无重复申报；分次发放同一笔的合并填报",
        observed="{times}条",
        shown={"times": "数", "term_text": "文", "term_number": "数"},
        period="term_number",
    )


@check(
    "YUL202", severity="warning", requires=("GN21-9-2",), needs=("person_identity", "term", "at_school", "enrolled_on")
)
def student_has_aid_every_term(yulu_aid: Records, *, year: int) -> Frames:
    """在读学生缺某一学期的雨露计划补助记录。

    台账里别的学生已有记录的学期，入学早于该学期的在读学生也应有一条。休学、退学、毕业的不算；一个学期也没有人有记录的不判，
    入学日期认不出的不判。春季学期按3月、秋季学期按9月已入学算。
    """
    aid = yulu_aid.frame.with_columns(school_term("term", year).alias("term_number")).filter(identified())
    leaving = aid.filter(~equals("at_school", "在读")).select("person_identity")
    students = first_rows(aid, ("person_identity",)).join(leaving, on="person_identity", how="anti")
    students = students.join(
        aid.select("_ledger", "_row", nw.col("enrolled_on__month").alias("since")), on=["_ledger", "_row"], how="inner"
    )
    terms = aid.filter(nw.col("term_number") > 0).select("term_number").unique()
    present = aid.select("person_identity", "term_number")
    vague = present.filter(nw.col("term_number") == 0).select("person_identity")
    gaps = students.join(terms, how="cross").join(present, on=["person_identity", "term_number"], how="anti")
    unclear = gaps.join(vague, on="person_identity", how="inner").select("_ledger", "_row")
    gaps = gaps.join(vague, on="person_identity", how="anti")
    undated = gaps.filter(nw.col("since").is_null()).select("_ledger", "_row")
    return Frames(
        frame=gaps.filter(nw.col("since") <= nw.col("term_number") * 6 + 2).with_columns(
            term_text("term_number", year).alias("term_text")
        ),
        unknown=nw.concat([unclear, undated]).unique(),
        because="入学日期或学期认不出",
        field="term",
        message="在读，没有{term_text}的补助记录",
        expected="分学期落实补助，每学期一条",
        suggestion="符合条件的补报；已享受漏登的补登，不符合的在备注说明",
        observed="{term_text}无记录",
        shown={"term_text": "文", "term_number": "数"},
        period="term_number",
    )


@check(
    "YUL203",
    severity="error",
    requires=("GN21-9-4",),
    needs=("graduated", "willing_to_work", "employment_state", "person_identity"),
    scope="县",
)
def willing_graduates_reach_the_rate(yulu_aid: Records, *, graduate_employment_floor: Setting) -> Frames:
    """有就业意愿的雨露计划毕业生就业率低于下限。

    全县口径，没有声明覆盖全县（--complete 县）的不判。分母只数已毕业、有就业意愿的人，按证件号去重，升学、参军的不算；
    分母为零时不适用。交叉相乘比较，不先四舍五入，恰等于下限为合格。意愿、状态认不出的按有利的一边算，仍低于下限才列出。
    """
    floor = graduate_employment_floor.share
    rate = graduates_employed(yulu_aid.frame, _graduate(yulu_aid))
    surely = falls_short(nw.col("best_part"), nw.col("best_whole"), floor.part, floor.whole)
    perhaps = falls_short(nw.col("worst_part"), nw.col("worst_whole"), floor.part, floor.whole)
    return Frames(
        frame=rate.filter(surely),
        unknown=rate.filter(perhaps & ~surely).select("_ledger"),
        because="就业意愿、就业状态认不出，影响结果",
        field="employment_state",
        message="有就业意愿的毕业生{whole}人，已就业{part}人，就业率低于{graduate_employment_floor}",
        expected="不低于{graduate_employment_floor}",
        suggestion="逐人核实就业状态；确实未就业的开展一对一帮扶",
        observed="{part}人÷{whole}人",
        shown={"part": "数", "whole": "数"},
        whole=True,
    )
