"""Why a household is monitored, against what its members and its house look like."""

from __future__ import annotations

import narwhals as nw

from calculations.employment import able, unable
from calculations.people import DISABLED, ILL, at_school, by_household
from calculations.recurring import first_rows
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows
from checks.packs import DATA_QUALITY
from checks.shapes import blank, equals, says
from checks.topics.guarantees import bad_water, put_right, unsafe_house
from policies.model import Setting

_LABOUR_SHORT = "缺劳|缺少劳|劳动力不足|劳力不足"
_UNSTABLE_WORK = "务工|就业不稳|失业"


def says_risk(records: Records, pattern: str) -> nw.Expr:
    """The first or another risk of the household has the word."""
    found = says("main_risk", pattern)
    return found | says("other_risks", pattern) if "other_risks" in records.fields else found


def still_at_risk(records: Records) -> nw.Expr:
    return ~equals("risk_removed", "是") if "risk_removed" in records.fields else nw.lit(value=True)


@check("RSK101", severity="warning", needs=("main_risk", "risk_removed"), pack=DATA_QUALITY)
def risk_is_told(monitoring: Records) -> Rows:
    """监测对象没有填致贫返贫风险。

    风险类型（第一项）空着的列出；已消除风险的也应有当初的风险。例：因病不列，空着的列出。
    """
    return Rows(
        field="main_risk",
        fails=blank("main_risk"),
        message="致贫返贫风险空着（是否消除风险：{risk_removed}）",
        expected="填写主要风险",
        suggestion="对照识别认定材料补填",
    )


@check("RSK102", severity="warning", needs=("main_risk", "risk_note"), pack=DATA_QUALITY)
def other_risk_is_explained(monitoring: Records) -> Rows:
    """风险类型为“其他”，没有说明。

    风险类型只写其他（其它、其他原因、其他风险），风险说明和备注都空着的列出。写成“其他（婚变）”的算已说明。
    例：其他、说明“家庭纠纷致收入中断”不列，其他、说明空着列出。
    """
    told = ~blank("remark") if "remark" in monitoring.fields else nw.lit(value=False)
    return Rows(
        field="risk_note",
        fails=says("main_risk", "^其[他它](?:原因|风险)?$") & blank("risk_note") & ~told,
        message="致贫返贫风险填“{main_risk}”，没有说明",
        expected="写明是什么风险",
        suggestion="写明具体情况；属于列明的类型的改选",
        cells=("main_risk",),
    )


@check("RSK103", severity="warning", needs=("main_risk", "disaster_kind"), pack=DATA_QUALITY)
def disaster_is_named(monitoring: Records) -> Rows:
    """风险类型为自然灾害，没有写灾害类型。

    风险类型写到自然灾害、因灾而灾害类型空着的列出；直接写洪涝、干旱等的不列。例：因灾、洪涝不列，因自然灾害、类型空着列出。
    """
    return Rows(
        field="disaster_kind",
        fails=says_risk(monitoring, "自然灾害|因灾") & blank("disaster_kind"),
        message="致贫返贫风险填“{main_risk}”，自然灾害类型空着",
        expected="写明灾害类型",
        suggestion="按受灾情况补填（洪涝、干旱、地质灾害等）",
        cells=("main_risk",),
    )


def _against_people(any_ledger: Records, pattern: str, houses: Frame, *, fails: nw.Expr, unclear: nw.Expr) -> Frames:
    """Households at the risk whose members do not show it; the texts are put on by the check."""
    rows = any_ledger.frame.filter(says_risk(any_ledger, pattern) & still_at_risk(any_ledger))
    numbered = first_rows(rows, ("household_id",)).join(houses, on="household_id", how="inner")
    nameless = rows.filter(nw.col("household_id").is_null()).select("_ledger", "_row")
    vague = numbered.filter(fails & unclear).select("_ledger", "_row")
    return Frames(
        frame=numbered.filter(fails & ~unclear),
        unknown=nw.concat([nameless, vague]),
        because="没有户编号，或家里有人的相应情况空缺",
        field="main_risk",
        message="",
        expected="",
        suggestion="核实后改正风险类型或家庭成员信息；家庭情况已变化的更新风险",
    )


def _worded(answer: Frames, message: str, expected: str, *shown: str) -> Frames:
    return Frames(
        frame=answer.frame.select("_ledger", "_row", *shown),
        unknown=answer.unknown,
        because=answer.because,
        field=answer.field,
        message=message,
        expected=expected,
        suggestion=answer.suggestion,
        shown=dict.fromkeys(shown, "数"),
    )


@check(
    "RSK201",
    severity="warning",
    needs={"any_ledger": ("household_id", "main_risk"), "persons": ("household_id", "health")},
    pack=DATA_QUALITY,
)
def somebody_is_disabled(any_ledger: Records, persons: Records) -> Frames:
    """风险为因残，家里没有残疾人。

    按户编号对照人口名单：没有人健康状况写残疾、也没有残疾证号的列出。已消除风险的不看；人口名单没有这户的不列，家里有人健康状况空着的不判。
    例：因残、一人残疾不列，因残、全家健康列出。
    """
    certified = nw.lit(value=False)
    if "disability_number" in persons.fields:
        certified = ~blank("disability_number")
    houses = by_household(persons.frame, found=says("health", DISABLED) | certified, untold=blank("health"))
    answer = _against_people(any_ledger, "残", houses, fails=nw.col("found") == 0, unclear=nw.col("untold") > 0)
    return _worded(answer, "风险“{main_risk}”，人口名单中这户{people}人没有残疾的", "因残致贫的户有残疾人", "people")


@check(
    "RSK202",
    severity="warning",
    needs={"any_ledger": ("household_id", "main_risk"), "persons": ("household_id", "health")},
    pack=DATA_QUALITY,
)
def somebody_is_ill(any_ledger: Records, persons: Records) -> Frames:
    """风险为因病，家里没有大病、慢性病人。

    按户编号对照人口名单：没有人健康状况写大病、慢性病的列出。已消除风险的不看；人口名单没有这户的不列，家里有人健康状况空着的不判。
    例：因病、一人长期慢性病不列，因病、全家健康列出。
    """
    houses = by_household(persons.frame, found=says("health", ILL), untold=blank("health"))
    answer = _against_people(
        any_ledger, "因病|疾病|大病", houses, fails=nw.col("found") == 0, unclear=nw.col("untold") > 0
    )
    return _worded(
        answer, "风险“{main_risk}”，人口名单中这户{people}人没有患大病、慢性病的", "因病致贫的户有病人", "people"
    )


@check(
    "RSK203",
    severity="warning",
    needs={"any_ledger": ("household_id", "main_risk"), "persons": ("household_id", "at_school")},
    pack=DATA_QUALITY,
)
def somebody_is_at_school(any_ledger: Records, persons: Records) -> Frames:
    """风险为因学，家里没有在校生。

    按户编号对照人口名单：没有人在校生状况写明学校或年级的列出。已消除风险的不看；人口名单没有这户的不列。
    例：因学、一人大专在读不列，因学、没有在校生列出。
    """
    houses = by_household(persons.frame, found=at_school(persons.fields))
    answer = _against_people(
        any_ledger, "因学|上学|学费", houses, fails=nw.col("found") == 0, unclear=nw.lit(value=False)
    )
    return _worded(answer, "风险“{main_risk}”，人口名单中这户{people}人没有在校生", "因学致贫的户有在校生", "people")


@check(
    "RSK204",
    severity="warning",
    needs={"any_ledger": ("household_id", "main_risk"), "persons": ("household_id", "labour_class")},
    pack=DATA_QUALITY,
)
def household_short_of_labour_is_not_all_able(any_ledger: Records, persons: Records) -> Frames:
    """风险为缺劳动力，全家都有劳动能力。

    按户编号对照人口名单：人人都是普通或技能劳动力的列出，有一人是弱、半劳动力的不列，只有一口人的不列。已消除风险的不看；家里有人劳动技能空缺的不判。
    例：缺劳动力、两人中一人无劳动力不列，两人都是普通劳动力列出。
    """
    houses = _labour(persons)
    answer = _against_people(
        any_ledger,
        _LABOUR_SHORT,
        houses,
        fails=(nw.col("strong") == nw.col("people")) & (nw.col("people") > 1),
        unclear=nw.lit(value=False),
    )
    return _worded(
        answer, "风险“{main_risk}”，人口名单中这户{people}人都有劳动能力", "缺劳动力的户有人没有劳动能力", "people"
    )


def _labour(persons: Records) -> Frame:
    """Households with their strong workers (weak and half ones aside), all workers, and members nobody told of."""
    weak = says("labour_class", "弱|半")
    return by_household(
        persons.frame,
        strong=able() & ~weak,
        workers=able(),
        untold=~able() & ~unable(),
    )


@check(
    "RSK205",
    severity="info",
    needs={"any_ledger": ("household_id", "main_risk"), "persons": ("household_id", "labour_class")},
    pack=DATA_QUALITY,
)
def household_short_of_labour_has_few_workers(
    any_ledger: Records, persons: Records, *, labour_share_ceiling: Setting, labour_share_people: Setting
) -> Frames:
    """风险为缺劳动力，家里劳动力超过参数给的占比。

    家庭人口达到参数给的人数才看，恰等于占比不列，全家都有劳动能力的由 RSK204 列。弱、半劳动力不算。已消除风险的不看；家里有人劳动技能空缺的不判。
    例：5人中2人有劳动能力不列，5人中3人有的提示。
    """
    share = labour_share_ceiling.share
    houses = _labour(persons)
    over = nw.col("strong") * share.whole > nw.col("people") * share.part
    big = nw.col("people") >= labour_share_people.number
    answer = _against_people(
        any_ledger,
        _LABOUR_SHORT,
        houses,
        fails=over & big & (nw.col("strong") < nw.col("people")),
        unclear=nw.col("untold") > 0,
    )
    message = "风险“{main_risk}”，人口名单中这户{people}人有劳动力{strong}人，超过{labour_share_ceiling}"
    return _worded(answer, message, "劳动力不超过家庭人口的{labour_share_ceiling}", "people", "strong")


@check(
    "RSK206",
    severity="warning",
    needs={"any_ledger": ("household_id", "main_risk"), "persons": ("household_id", "labour_class")},
    pack=DATA_QUALITY,
)
def household_with_unstable_work_has_a_worker(any_ledger: Records, persons: Records) -> Frames:
    """风险为务工就业不稳，家里没有劳动力。

    按户编号对照人口名单：没有一人有劳动能力（含弱、半劳动力）的列出。已消除风险的不看；家里有人劳动技能空缺的不判。
    例：因务工就业不稳、一人普通劳动力不列，全家无劳动力列出。
    """
    answer = _against_people(
        any_ledger, _UNSTABLE_WORK, _labour(persons), fails=nw.col("workers") == 0, unclear=nw.col("untold") > 0
    )
    return _worded(
        answer, "风险“{main_risk}”，人口名单中这户{people}人没有劳动力", "因务工就业不稳的户有劳动力", "people"
    )


@check(
    "RSK207",
    severity="warning",
    needs={"monitoring": ("household_id", "main_risk"), "guarantees": ("household_id", "housing_grade")},
    pack=DATA_QUALITY,
)
def unsafe_house_is_among_the_risks(monitoring: Records, guarantees: Records) -> Frames:
    """三保障核查住房不安全，风险中没有住房。

    按户编号对照三保障核查表：住房登记为不安全、危房或C、D级，而监测对象的风险（含次要风险）没有写到住房的列出。已消除风险的不看；
    填了住房保障措施、是否达标填是的按已解决看。例：危房、风险“因病、住房出现安全问题”不列，危房、风险只写因病列出。
    """
    unsafe = unsafe_house() & ~put_right(guarantees)
    return _problem_without_risk(monitoring, guarantees, unsafe, "房", "住房不安全")


@check(
    "RSK208",
    severity="warning",
    needs={"monitoring": ("household_id", "main_risk"), "guarantees": ("household_id", "water_safe")},
    pack=DATA_QUALITY,
)
def bad_water_is_among_the_risks(monitoring: Records, guarantees: Records) -> Frames:
    """三保障核查饮水不安全，风险中没有饮水。

    判法同 RSK207：饮水登记为不安全、不达标、缺水，而风险没有写到饮水（用水、缺水）的列出。已消除风险的不看。
    例：饮水不安全、风险写饮水不列，只写因残列出。
    """
    return _problem_without_risk(monitoring, guarantees, bad_water(), "水", "饮水不安全")


def _problem_without_risk(
    monitoring: Records, guarantees: Records, problem: nw.Expr, pattern: str, words: str
) -> Frames:
    open_houses = by_household(guarantees.frame, problem=problem).filter(nw.col("problem") > 0).select("household_id")
    rows = monitoring.frame.filter(still_at_risk(monitoring) & ~says_risk(monitoring, pattern))
    return Frames(
        frame=rows.join(open_houses, on="household_id", how="inner").select("_ledger", "_row"),
        unknown=rows.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        field="main_risk",
        message=f"三保障核查{words}，风险填“{{main_risk}}”",
        expected=f"{words}的户，风险中写明",
        suggestion="核实住房、饮水；属实的补充风险和措施，已解决的更新核查表",
    )
