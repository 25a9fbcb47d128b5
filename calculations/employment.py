"""Who can work, who works, and how many people that makes (赣农办字〔2024〕21号 七、; 赣县区 2024 二(二)5.; 石泉县 2023 二(二))."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import narwhals as nw

from calculations.recurring import identified

Frame: TypeAlias = nw.LazyFrame[Any]
EMPLOYED = ("已就业", "公岗", "灵活")
UNEMPLOYED = "未就业|未务工|待业|失业|^否$"
_ABLE = "^(?:有|全|普通|技能|弱|半|部分)"
_UNABLE = "^(?:无|丧失|完全丧失|没有|否)"
_SERVICES = {
    "policy_talks": "宣介|宣讲|宣传",
    "guidance_sessions": "指导",
    "job_recommendations": "推荐|介绍",
    "training_sessions": "培训|见习",
}


def said(field: str, pattern: str) -> nw.Expr:
    """A text has the pattern in it; a blank one has not."""
    return nw.col(field).fill_null("").str.contains(pattern)


def able(field: str = "labour_class") -> nw.Expr:
    """A labour class says that the person can work, weakly or in part included."""
    return said(field, _ABLE)


def unable(field: str = "labour_class") -> nw.Expr:
    return said(field, _UNABLE)


def employed(field: str = "employment_state") -> nw.Expr:
    """已就业, on a public post, or flexibly employed."""
    return nw.col(field).fill_null("").is_in(EMPLOYED)


def unemployed(field: str = "employment_state") -> nw.Expr:
    return said(field, UNEMPLOYED)


def head_count(records: Frame, sure: nw.Expr, perhaps: nw.Expr) -> Frame:
    """One row: how many different people `sure` holds for (`least`), and how many at most (`most`), with `_ledger`.

    People are told apart by `person_identity`; a record without one may be anybody and counts only towards `most`.
    """
    told = records.select(
        "_ledger",
        "person_identity",
        "person_identity__state",
        sure.cast(nw.Int64).alias("least"),
        (sure | perhaps).cast(nw.Int64).alias("most"),
    )
    known = told.filter(identified()).group_by("person_identity")
    people = known.agg(nw.col("_ledger").min(), nw.col("least").max(), nw.col("most").max())
    nameless = told.filter(~identified()).with_columns((nw.col("least") * 0).alias("least"))
    both = nw.concat([frame.select("_ledger", "least", "most") for frame in (people, nameless)])
    return both.select(nw.col("_ledger").min(), nw.col("least").sum(), nw.col("most").sum()).filter(
        ~nw.col("_ledger").is_null()
    )


def households_without_work(employment: Frame) -> Frame:
    """One row a household (`household_id`) with a person able to work and none employed.

    `unclear` counts its members whose state, or labour class, cannot be told.
    """
    state = employed() | unemployed()
    class_ = able() | unable()
    members = employment.filter(~nw.col("household_id").is_null()).select(
        "household_id",
        able().cast(nw.Int64).alias("able"),
        employed().cast(nw.Int64).alias("employed"),
        (~state | ~class_).cast(nw.Int64).alias("unclear"),
    )
    houses = members.group_by("household_id").agg(
        nw.col("able").sum(), nw.col("employed").sum(), nw.col("unclear").sum()
    )
    return houses.filter((nw.col("able") > 0) & (nw.col("employed") == 0))


def service_counts(content: str) -> Mapping[str, int] | None:
    """How often each service is due by a configured text such as 1次政策宣介、3次岗位推荐、1次技能培训; None if unclear.

    The text has to name every item with its number.
    """
    counts: dict[str, int] = {}
    for item in re.split("[、,，;；]", content):
        number = re.search("[0-9]+", item)
        field = next((name for name, words in _SERVICES.items() if re.search(words, item)), None)
        if number is None or field is None or field in counts:
            return None
        counts[field] = int(number[0])
    return counts


def graduates_employed(aid: Frame, graduate: nw.Expr) -> Frame:
    """One row over the graduates of 雨露计划 who want to work, each person once: the share who do, and its bounds.

    `part` of `whole` is what is clear; `best_part` of `best_whole` the share if everything unclear counted in its favour,
    `worst_part` of `worst_whole` if it counted against. With `_ledger`. Further study is no wish to work.
    """
    studying = said("employment_state", "升学|读研|参军|入伍")
    wish, works = nw.col("willing_to_work").fill_null(""), employed()
    wants, may_want = (wish == "是") & ~studying, (wish != "是") & (wish != "否") & ~studying
    maybe_works = works | ~unemployed()
    people = aid.filter(graduate & (wants | may_want)).select(
        "_ledger",
        "person_identity",
        "person_identity__state",
        wants.cast(nw.Int64).alias("whole"),
        (wants & works).cast(nw.Int64).alias("part"),
        maybe_works.cast(nw.Int64).alias("best_part"),
        (wants | maybe_works).cast(nw.Int64).alias("best_whole"),
        (wants & works).cast(nw.Int64).alias("worst_part"),
        (wants | ~works).cast(nw.Int64).alias("worst_whole"),
    )
    figures = ("whole", "part", "best_part", "best_whole", "worst_part", "worst_whole")
    known = people.filter(identified()).group_by("person_identity")
    once = known.agg(nw.col("_ledger").min(), *(nw.col(name).max() for name in figures))
    nameless = people.filter(~identified())
    both = nw.concat([frame.select("_ledger", *figures) for frame in (once, nameless)])
    return both.select(nw.col("_ledger").min(), *(nw.col(name).sum() for name in figures)).filter(
        ~nw.col("_ledger").is_null()
    )


def school_term(field: str, year: int) -> nw.Expr:
    """The term a text names as year * 2 (spring) or year * 2 + 1 (autumn); 0 where it names none within three years."""
    term = nw.lit(0)
    for of in range(year - 3, year + 2):
        between = "[-—–~～至/]"
        spring = f"{of} ?年?度?春|{of - 1}年?{between}+{of} ?学?年?度?[（(]?第?(?:二|2|下)"
        autumn = f"{of} ?年?度?秋|{of}年?{between}+{of + 1} ?学?年?度?[（(]?第?(?:一|1|上)"
        term = nw.when(said(field, autumn)).then(nw.lit(of * 2 + 1)).otherwise(term)
        term = nw.when(said(field, spring)).then(nw.lit(of * 2)).otherwise(term)
    return term.cast(nw.Int64)


def term_text(field: str, year: int) -> nw.Expr:
    """A term as `school_term` numbers it, in words."""
    text = nw.lit("")
    for of in range(year - 3, year + 2):
        text = nw.when(nw.col(field) == of * 2).then(nw.lit(f"{of}年春季学期")).otherwise(text)
        text = nw.when(nw.col(field) == of * 2 + 1).then(nw.lit(f"{of}年秋季学期")).otherwise(text)
    return text
