"""The same household in several ledgers: its people, its head, its income, its state."""

from __future__ import annotations

import narwhals as nw

from calculations.agreement import readable
from calculations.growth import LAST, THIS
from calculations.people import by_household
from checks.agreement import Other, differing, staying
from checks.declare import check
from checks.model import Frames, Records
from checks.shapes import blank, equals

_SAME = "账账相符：同一户在几本台账中应一致"
_HOUSEHOLD = ("household_id",)
_ONE_YUAN = 100


@check(
    "ACR101",
    severity="warning",
    needs={"any_ledger": ("household_id", "household_size"), "household_list": ("household_id", "household_size")},
    source=_SAME,
)
def household_size_agrees_with_the_list(any_ledger: Records, household_list: Records) -> Frames:
    """家庭人口数与户名单不一致。

    按户编号对应。台账写明人口变动原因的户不列；户名单没有的户、同一户填了两个人口数的不判。
    """
    unexplained = blank("population_change_reason") if "population_change_reason" in any_ledger.fields else None
    return differing(
        any_ledger,
        Other(household_list, "户名单", "household_size"),
        on=_HOUSEHOLD,
        field="household_size",
        says="家庭人口数",
        printed="数",
        only=unexplained,
        suggestion="核对户籍和共同生活人口，改正一处；出生、死亡、迁移等自然变更在备注写明",
    )


@check(
    "ACR102",
    severity="warning",
    needs={"any_ledger": ("household_id", "householder"), "household_list": ("household_id", "householder")},
    source=_SAME,
)
def householder_agrees_with_the_list(any_ledger: Records, household_list: Records) -> Frames:
    """同一户编号的户主姓名与户名单不一致。

    按户编号对应，户主变更的核实后说明即可。姓名已脱敏（带*、某）的不比。
    """
    hidden = nw.col("householder").str.contains("[*＊×某]").fill_null(False)  # noqa: FBT003 - narwhals' own signature
    theirs = nw.when(~hidden).then(nw.col("householder"))
    return differing(
        any_ledger,
        Other(household_list, "户名单", "householder", theirs),
        on=_HOUSEHOLD,
        field="householder",
        says="户主姓名",
        only=~hidden,
        suggestion="核对户编号是否填错；户主已变更的在两本台账中一并更新",
    )


@check(
    "ACR103",
    severity="warning",
    needs={"look_back": ("household_id", THIS), "income": ("household_id", THIS)},
    source=_SAME,
)
def income_looked_back_at_agrees(look_back: Records, income: Records) -> Frames:
    """回头看台账的本年人均与收入台账不一致。

    按户编号对应，相差超过1元的列出。收入台账同一户填了两个数的不判。
    """
    return _income(look_back, income, THIS, "本年人均纯收入")


@check(
    "ACR104",
    severity="warning",
    needs={"look_back": ("household_id", LAST), "income": ("household_id", LAST)},
    source=_SAME,
)
def last_income_looked_back_at_agrees(look_back: Records, income: Records) -> Frames:
    """回头看台账的上年人均与收入台账不一致。

    按户编号对应，相差超过1元的列出。收入台账同一户填了两个数的不判。
    """
    return _income(look_back, income, LAST, "上年人均纯收入")


@check(
    "ACR105",
    severity="warning",
    needs={"income_decline": ("household_id", LAST), "income": ("household_id", LAST)},
    source=_SAME,
)
def last_income_of_the_decline_agrees(income_decline: Records, income: Records) -> Frames:
    """收入下降核查整改台账的上年人均与收入台账不一致。

    只比已经结算的上年数，本年是预计数，不比。按户编号对应，相差超过1元的列出；核查结论为数据有误的不列。
    """
    right = ~equals("conclusion", "数据有误") if "conclusion" in income_decline.fields else None
    return _income(income_decline, income, LAST, "上年人均纯收入", only=right)


def _income(mine: Records, income: Records, field: str, says: str, only: nw.Expr | None = None) -> Frames:
    return differing(
        mine,
        Other(income, "收入台账", field),
        on=_HOUSEHOLD,
        field=field,
        says=says,
        printed="金额",
        beyond=_ONE_YUAN,
        only=only,
        suggestion="以核实定稿的收入台账为准改正；收入台账有误的一并更正",
    )


@check(
    "ACR106",
    severity="warning",
    needs={
        "income_decline": ("household_id", "in_lowest_fifth"),
        "income": ("household_id", "in_lowest_fifth"),
    },
    source=_SAME,
)
def lowest_fifth_agrees_with_the_incomes(income_decline: Records, income: Records) -> Frames:
    """“是否后20%”在收入下降核查整改台账与收入台账中不一致。

    按户编号对应。只比标识，按收入重算另有核查。
    """
    return differing(
        income_decline,
        Other(income, "收入台账", "in_lowest_fifth"),
        on=_HOUSEHOLD,
        field="in_lowest_fifth",
        says="是否后20%",
        suggestion="对照县里给出的后20%名册，改正填错的一处",
    )


@check(
    "ACR107",
    severity="warning",
    needs={"any_ledger": ("household_id", "risk_removed"), "monitoring": ("household_id", "risk_removed")},
    source=_SAME,
)
def removed_risk_is_removed_in_the_monitoring_ledger(any_ledger: Records, monitoring: Records) -> Frames:
    """台账写风险已消除，监测对象台账写未消除。

    按户编号对应，以监测对象台账为准。反过来的（别的台账填报在先，后来消除了）不列。
    """
    return differing(
        any_ledger,
        Other(monitoring, "监测对象台账", "risk_removed"),
        on=_HOUSEHOLD,
        field="risk_removed",
        says="是否消除风险",
        breach=equals("risk_removed", "是") & equals("other", "否"),
        suggestion="核对风险消除程序是否办结，改正填错的一处",
    )


@check(
    "ACR108",
    severity="warning",
    needs={
        "any_ledger": ("household_id", "two_focus_groups"),
        "household_list": ("household_id", "two_focus_groups"),
    },
    source=_SAME,
)
def focus_group_agrees_with_the_list(any_ledger: Records, household_list: Records) -> Frames:
    """两类增收重点对象标识与户名单不一致。

    按户编号对应，填是、否不同的列出。户名单同一户填了两种的不判。
    """
    return differing(
        any_ledger,
        Other(household_list, "户名单", "two_focus_groups"),
        on=_HOUSEHOLD,
        field="two_focus_groups",
        says="两类标识",
        suggestion="对照两类增收重点对象名册，改正填错的一处",
    )


@check(
    "ACR109",
    severity="warning",
    needs={"household_list": ("household_id", "household_size"), "persons": ("household_id", "person_name")},
    source=_SAME,
)
def household_size_agrees_with_the_persons(household_list: Records, persons: Records) -> Frames:
    """户名单的家庭人口数与人口名单的人数不一致。

    按户编号数人口名单中的人，备注写死亡、迁出的不数，同户同名的几行算一人。人数多出来的列出；人数不够的，只在两本都有的户里十户有九户
    够数的时候列出，因为名单可能只录部分成员（如只录劳动力）。人口名单没有的户不判。
    """
    people = persons.frame.filter(staying(persons) & ~blank("person_name")).select("household_id", "person_name")
    counted = by_household(people.unique())
    joined = readable(household_list.frame, *_HOUSEHOLD).join(counted, on="household_id", how="inner")
    stated = joined.filter(~nw.col("household_size").is_null())
    whole = stated.select(
        (nw.col("people") >= nw.col("household_size")).cast(nw.Int64).sum().alias("whole"),
        nw.col("household_id").count().cast(nw.Int64).alias("all"),
    )
    complete = nw.col("whole") * 10 >= nw.col("all") * 9
    size, found = nw.col("household_size"), nw.col("people")
    rows = stated.join(whole, how="cross").filter((found > size) | ((found < size) & complete))
    return Frames(
        frame=rows.select("_ledger", "_row", "people"),
        unknown=joined.filter(nw.col("household_size").is_null()).select("_ledger", "_row"),
        because="家庭人口数空缺或无法识别",
        field="household_size",
        message="家庭人口数填{household_size}，人口名单中这户有{people}人",
        expected="与人口名单一致，或说明不一致的原因",
        suggestion="对照户口簿核对：漏录、多录的人改正人口名单，人口数填错的改正；出生、死亡、迁移在备注写明",
        shown={"people": "数"},
    )
