"""产业基地 and 经营主体: one for each 重点村 and township, links with farmers, one year against the next."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.bases import bases_of_villages, entities_by_township
from calculations.records import first_records, says
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows
from checks.shapes import blank, equals
from policies.model import Setting

_BATCHES = ("巩固一批", "升级一批", "盘活一批", "调整一批")


def _due(frame: Frame, year: int, as_of: date) -> Frame:
    """What is to be reached within the year is not judged before its last day."""
    return frame if as_of >= date(year, 12, 31) else frame.filter(nw.col("_ledger") < 0)


@check("BAS101", severity="info", requires=("GX24-4-10", "GX24-4-14"), needs=("base", "farmer_link"))
def base_has_a_link_with_farmers(industry_bases: Records) -> Rows:
    """产业基地没有写联农带农机制。

    重点帮扶村要有的是联农带农的产业基地；联农带农机制空着的提示，带动户数原文没有要求，不看。
    """
    return Rows(
        field="farmer_link",
        fails=blank("farmer_link") & ~blank("base"),
        message="产业基地“{base}”没有写联农带农机制",
        expected="联农带农的产业基地",
        suggestion="补填带动方式（带动生产、就业务工、土地流转、帮助销售、资产入股、收益分红等）",
    )


@check(
    "BAS201",
    severity="warning",
    requires=("GX24-4-10", "GN21-4-5"),
    needs={"focus_villages": ("village",), "industry_bases": ("base", "village")},
)
def every_focus_village_has_a_base(
    focus_villages: Records, industry_bases: Records, *, focus_village_base_floor: Setting, as_of: date, year: int
) -> Frames:
    """重点帮扶村没有产业基地。

    基地所在村是它，或覆盖村（联村）里有它，都算有；几个村共用的联村基地各村都算。按整个村名认，“创新村”不算“新村”。
    全年的事，年度未过完的不判。基地有没有联农带农机制另见 BAS101。
    """
    rows = focus_villages.frame.filter(~blank("village"))
    names = [str(name) for (name,) in rows.select("village").unique().collect().iter_rows()]
    shared = "covered_villages" in industry_bases.fields
    bases = bases_of_villages(industry_bases.frame.filter(~blank("base")), names, shared=shared)
    missing = rows.select("_ledger", "_row", "village")
    if bases is not None:
        counts = bases.group_by("village").agg(nw.len().alias("count"))
        enough = counts.filter(nw.col("count") >= focus_village_base_floor.number)
        missing = missing.join(enough.select("village"), on="village", how="anti")
    return Frames(
        frame=_due(missing, year, as_of).select("_ledger", "_row"),
        field="village",
        message="重点帮扶村{village}没有对应的产业基地（至少{focus_village_base_floor}，含联村共用）",
        expected="每个重点帮扶村至少{focus_village_base_floor}联农带农的产业基地",
        suggestion="核对基地台账的所在村、覆盖村是否填全；确无基地的抓紧谋划",
    )


@check(
    "BAS202",
    severity="warning",
    requires=("GX24-4-9",),
    needs=("base", "township", "added_year"),
)
def every_township_adds_a_demonstration_base(
    industry_bases: Records, *, demonstration_base_floor: Setting, as_of: date, year: int
) -> Frames:
    """乡镇当年没有新增乡村振兴示范基地。

    按乡镇数新增年度为当年、名称或类型写明示范的基地；年度未过完的不判。有当年新增而没写是不是示范的、
    新增年度空着的，看不出来，不判。台账里一行也没有的乡镇另见 BAS203。
    """
    rows = industry_bases.frame.filter(~blank("township"))
    new = (nw.col("added_year") == year).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    shown = says(industry_bases.fields, "示范", "base", "base_type")
    flags = rows.select(
        "township",
        (new & shown).cast(nw.Int64).alias("new"),
        ((new & ~shown) | nw.col("added_year").is_null()).cast(nw.Int64).alias("unclear"),
    )
    counts = flags.group_by("township").agg(nw.col("new").sum(), nw.col("unclear").sum())
    few = first_records(rows, "township").join(
        counts.filter(nw.col("new") < demonstration_base_floor.number), on="township", how="inner"
    )
    few = _due(few, year, as_of)
    return Frames(
        frame=few.filter(nw.col("unclear") == 0).select("_ledger", "_row", "new"),
        unknown=few.filter(nw.col("unclear") > 0).select("_ledger", "_row"),
        because="新增年度空缺，或新增的基地没有写明是否示范基地",
        field="township",
        message="{township}当年新增示范基地{new}个",
        expected="每个乡镇至少新增{demonstration_base_floor}示范基地",
        suggestion="核对新增年度和基地类型是否填全；确无新增的抓紧谋划",
        observed="{new}个",
        shown={"new": "数"},
    )


@check(
    "BAS203",
    severity="warning",
    requires=("GX24-4-9",),
    needs={"industry_bases": ("base", "township"), "household_list": ("township",)},
    scope="县",
)
def no_township_is_left_out_of_the_bases(
    industry_bases: Records, household_list: Records, *, as_of: date, year: int
) -> Frames:
    """户名单里有的乡镇，产业基地台账里一个基地也没有。

    每个乡镇当年至少新增1个示范基地，台账里一行也没有的乡镇从户名单中看出；年度未过完的不判，没有声明覆盖全县的不判。
    """
    towns = household_list.frame.filter(~blank("township")).select("township").unique()
    present = industry_bases.frame.filter(~blank("base")).select("township")
    ledger = industry_bases.frame.select(nw.col("_ledger").min()).filter(~nw.col("_ledger").is_null())
    missing = towns.join(present, on="township", how="anti").join(ledger, how="cross")
    return Frames(
        frame=_due(missing, year, as_of).with_columns(nw.col("township").alias("subject")),
        field="township",
        message="{subject}在产业基地台账中没有基地",
        expected="每个乡镇当年至少新增1个示范基地",
        suggestion="核对基地台账是否报全；确无基地的抓紧谋划",
        shown={"subject": "文"},
        whole=True,
    )


@check(
    "BAS204",
    severity="warning",
    requires=("GX24-4-11",),
    needs={
        "business_entities": ("township", "entity", "households_led"),
        "business_entities_last_year": ("township", "entity", "households_led"),
    },
)
def entities_of_a_township_have_not_fallen(
    business_entities: Records, business_entities_last_year: Records, *, as_of: date, year: int
) -> Frames:
    """乡镇经营主体数或带动户数比上年减少。

    同一乡镇按主体名称去重计数，两年都有名录的乡镇才比，相等不算减少；带动户数只是带动能力的一种算法，有空缺的只比主体数。
    年度未过完的不判。
    """
    now = entities_by_township(business_entities.frame, "now")
    both = now.join(entities_by_township(business_entities_last_year.frame, "before"), on="township", how="inner")
    told = (nw.col("now_unread") == 0) & (nw.col("before_unread") == 0)
    fewer = nw.col("now_count") < nw.col("before_count")
    fewer = fewer | (told & (nw.col("now_led") < nw.col("before_led")))
    rows = business_entities.frame.filter(~blank("township") & ~blank("entity"))
    found = first_records(rows, "township").join(both.filter(fewer), on="township", how="inner")
    return Frames(
        frame=_due(found, year, as_of).drop("now_unread", "before_unread"),
        field="township",
        message="{township}经营主体{now_count}个、带动{now_led}户，上年{before_count}个、带动{before_led}户",
        expected="经营主体总数和带动能力较上年稳中有增",
        suggestion="核对两年名录是否填全；确有减少的说明原因",
        observed="{now_count}个、带动{now_led}户",
        shown={"now_count": "数", "now_led": "数", "before_count": "数", "before_led": "数"},
    )


# ---- 四个一批 ---------------------------------------------------------------------------------------------------


@check("BAS301", severity="info", requires=("GX24-4-13", "GN21-4-1"), needs=("asset_class", "four_batches"))
def industry_project_is_in_one_of_the_batches(assets: Records) -> Rows:
    """经营性资产没有填“四个一批”分类。

    只看资产类别为经营性的；三年行动方案另有文本，没有填的只提示。
    """
    return Rows(
        field="four_batches",
        fails=equals("asset_class", "经营性") & blank("four_batches"),
        message="经营性资产没有填“四个一批”分类",
        expected="逐项有“四个一批”分类和对应措施",
        suggestion="对照分类处置方案填写",
        cells=("asset_class",),
    )


@check("BAS302", severity="info", requires=("GX24-4-13",), needs=("asset_class", "four_batches"))
def batch_is_one_of_the_four(assets: Records) -> Rows:
    """“四个一批”分类不是巩固、升级、盘活、调整之一。

    只看资产类别为经营性、填了分类的；写成“巩固”“巩固一批”都认。
    """
    known = nw.col("four_batches").is_in(_BATCHES)
    return Rows(
        field="four_batches",
        fails=equals("asset_class", "经营性") & ~blank("four_batches") & ~known,
        message="“四个一批”分类填“{four_batches}”",
        expected="巩固、升级、盘活、调整四类之一",
        suggestion="对照分类处置方案改正",
        cells=("asset_class",),
    )
