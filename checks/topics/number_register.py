"""The register of numbers an office has given out: each once, in order, in form, under the office's own sign.

A number is 机关代字〔年份〕顺序号号. The sign and the year run by themselves: each starts at 1 every year.
"""

from __future__ import annotations

import re

import narwhals as nw

from calculations.agreement import place
from checks.declare import check
from checks.model import Frame, Frames, Records, Texts
from checks.shapes import blank, equals, says
from values.expressions import expression

_FORM = "GB/T 9704-2012 7.2.5（发文字号）"
_ORDER = "发文字号按机关代字和年份从1起连续编排"
_NUMBER = r"^[^〔\[（(【]+[〔\[（(【][12][0-9]{3}[〕\]）)】]第?[0-9]{1,5}号?$"
_GOOD = expression(r"[^〔〕\s\d]+〔[12]\d{3}〕[1-9]\d*号")
_HEAD = r".*[〔\[（(【]"
_TAIL = r"[〕\]）)】].*"
_BY = ("sign", "number_year")
# From 1901 to 2099 four years have 1461 days: counted in quarters of a day, so that no expression divides, a year begins with
# the first day that is not below 1461 times the year less 1520. Its numbers are good for ten days more.
_YEAR, _BEFORE, _FIRST_DAYS = 1461, 1520, 40


def _numbers(records: Records) -> Frame:
    """The entries that stand in the form of a number: sign, year, ordinal, beside day and agency."""
    number = nw.col("document_number")
    entries = records.frame.filter(says("document_number", _NUMBER))
    ordinal = number.str.replace_all(r".*[〕\]）)】]第?", "").str.replace_all("号", "")
    columns = [c for c in ("issued_on", "issuing_agency") if c in records.fields]
    return entries.select(
        "_ledger",
        "_row",
        place().alias("place"),
        *columns,
        number.str.replace_all(r"[〔\[（(【].*", "").alias("sign"),
        number.str.replace_all(_HEAD, "").str.replace_all(_TAIL, "").cast(nw.Int64).alias("number_year"),
        ordinal.cast(nw.Int64).alias("ordinal"),
    )


def _next(entries: Frame, *columns: str) -> Frame:
    """The entries as those before the next ordinal, so that each can be joined to the one before it."""
    renamed = [nw.col(column).alias(f"{column}_before") for column in columns]
    return entries.select(*_BY, (nw.col("ordinal") + 1).alias("ordinal"), *renamed).unique()


@check("NUM101", severity="error", source=_ORDER, needs=("document_number",))
def number_is_given_once(number_register: Records) -> Frames:
    """同一发文字号登记了两次。

    代字、年份、顺序号都相同就是重号，括号和“第”写法不同也算。第一次登记的不报，报后来的。
    """
    entries = _numbers(number_register)
    firsts = entries.group_by(*_BY, "ordinal").agg(nw.col("place").min().alias("first"))
    again = entries.join(firsts, on=[*_BY, "ordinal"], how="inner")
    return Frames(
        frame=again.filter(nw.col("place") > nw.col("first")),
        field="document_number",
        elsewhere="document_number",
        message="“{document_number}”已登记在{first}",
        expected="一文一号",
        suggestion="核对两份文件，后一份重新编号",
        shown={"first": "处"},
    )


@check("NUM102", severity="warning", source=_ORDER, needs=("document_number",))
def numbers_run_on(number_register: Records) -> Frames:
    """发文字号跳号。

    同一代字、同一年份里，前一个号没有登记。作废的号也应登记并注明作废。年份从1号开始，登记簿只摘了后一段的请忽略第一条。
    """
    entries = _numbers(number_register)
    before = _next(entries)
    gaps = entries.filter(nw.col("ordinal") > 1).join(before, on=[*_BY, "ordinal"], how="anti")
    return Frames(
        frame=gaps.with_columns((nw.col("ordinal") - 1).alias("missing")),
        field="document_number",
        message="“{document_number}”前面没有登记第{missing}号",
        expected="顺序号连续",
        suggestion="补登漏记的号；没有用的号登记为作废",
        shown={"missing": "数"},
    )


@check("NUM103", severity="error", source=_FORM, needs=("document_number",))
def number_has_its_form(number_register: Records) -> Texts:
    """发文字号的写法不对：括号、年份、虚位、“第”、“号”。

    对：示农字〔2024〕13号。
    """
    return Texts(
        field="document_number",
        judge=_form_fault,
        message="“{document_number}”{fault}",
        expected="机关代字、〔四位年份〕、不编虚位的顺序号和“号”",
        suggestion="改正登记簿；已经印发的核对原件",
    )


def _form_fault(text: str) -> str | None:
    plain = re.sub(r"\s", "", text)
    if _GOOD.fullmatch(plain):
        return None
    faults = (
        (r"〔\d{4}〕", "年份应写四位，用六角括号〔〕"),
        (r"^[^第]+$", "顺序号前不加“第”"),
        (r"[〕\]）)】]第?(?![第0])", "顺序号不编虚位"),
        (r"号$", "末尾应有“号”"),
    )
    said = [fault for pattern, fault in faults if not re.search(pattern, plain)]
    return "；".join(said) or "不是发文字号的写法"


@check("NUM104", severity="warning", source=_ORDER, needs=("document_number", "issued_on"))
def numbers_follow_the_days(number_register: Records) -> Frames:
    """号在后的文件，成文日期反而早。

    与同一代字、同一年份的前一个号相比。日期只写到月、空着或认不出的不判；作废的号不判。
    """
    entries = _dated(number_register)
    pairs = entries.join(_next(entries, "issued_on"), on=[*_BY, "ordinal"], how="inner")
    return Frames(
        frame=pairs.filter(nw.col("issued_on") < nw.col("issued_on_before")),
        field="issued_on",
        message="“{document_number}”的成文日期是{issued_on}，前一个号是{issued_on_before}",
        expected="不早于前一个号的成文日期",
        suggestion="核对两份文件的日期和编号",
        shown={"issued_on_before": "日期"},
        observed="{issued_on}",
    )


def _dated(records: Records) -> Frame:
    kept = records.frame.filter(nw.col("issued_on") == nw.col("issued_on__last"))
    if "voided" in records.fields:
        kept = kept.filter(~equals("voided", "是"))
    return _numbers(Records(records.kind, kept, records.fields))


@check("NUM105", severity="error", source=_ORDER, needs=("document_number", "issued_on"))
def number_is_of_the_year_of_its_day(number_register: Records) -> Frames:
    """发文字号的年份与成文日期的年份不一致（年末年初换号）。

    每年从1号起重新编。1月上旬成文、用上年末号的不判；日期只写到月的看年份。
    """
    day, begins = nw.col("issued_on") * 4, nw.col("number_year") * _YEAR - _BEFORE
    wrong = _dated(number_register).filter((day < begins) | (day >= begins + _YEAR + _FIRST_DAYS))
    return Frames(
        frame=wrong,
        field="document_number",
        message="“{document_number}”的年份与成文日期{issued_on}不一致",
        expected="与成文日期同年",
        suggestion="核对文号和日期，改正写错的一处",
    )


@check("NUM106", severity="warning", source="机关代字专属于发文机关", needs=("document_number", "issuing_agency"))
def sign_belongs_to_one_agency(number_register: Records) -> Frames:
    """同一机关代字，登记了不同的发文机关。

    代字代表发文机关，不同机关不能共用。发文机关空着的不判；报与第一次登记不同的。
    """
    entries = _numbers(number_register).filter(~blank("issuing_agency"))
    firsts = entries.group_by("sign").agg(nw.col("place").min()).select("place")
    owners = entries.join(firsts, on="place", how="inner").select("sign", nw.col("issuing_agency").alias("owner"))
    wrong = entries.join(owners, on="sign", how="inner")
    return Frames(
        frame=wrong.filter(nw.col("issuing_agency") != nw.col("owner")),
        field="document_number",
        message="代字“{sign}”先前是{owner}的，这里是{issuing_agency}",
        expected="一个机关用一个代字",
        suggestion="核对发文机关和代字",
        shown={"sign": "文", "owner": "文"},
        observed="{document_number}",
    )
