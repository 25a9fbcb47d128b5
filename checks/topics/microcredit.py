"""小额信贷: who wants a loan and has none, loans that fall due, balances and tasks of the county."""

from __future__ import annotations

from datetime import date, timedelta

import narwhals as nw

from calculations.loans import balances, new_loans
from calculations.records import says
from checks.declare import check
from checks.model import Frames, Records, Rows, Texts
from checks.shapes import blank, equals, garbled, is_blank, none_of, unread
from policies.model import Setting
from values.expressions import expression

_WORRIES = ("顾虑", "无意愿", "无项目")
_LIVING = expression("建房|装修|购房|买房|房贷|结婚|婚礼|彩礼|还债|还旧|旧债|看病|住院|学费|小轿车|私家车|理财|炒股")


@check(
    "LOA101",
    severity="warning",
    requires=("GN21-5-2", "BZ39-3-4", "SQ23-2(1)6-2"),
    needs=("eligible", "has_need", "borrowed", "not_borrowed_reason"),
)
def household_in_need_has_a_loan_or_a_reason(microcredit: Records) -> Rows:
    """符合条件、有贷款需求的户没有贷款，也没有写未贷原因。

    应贷尽贷以符合条件且有需求为前提：没有需求、不符合条件的户不报，写明未贷原因的不报。
    """
    wanted = equals("eligible", "是") & equals("has_need", "是")
    return Rows(
        field="borrowed",
        fails=wanted & equals("borrowed", "否") & blank("not_borrowed_reason"),
        unknown=blank("not_borrowed_reason")
        & (
            (wanted & unread("borrowed"))
            | (equals("borrowed", "否") & ~equals("eligible", "否") & ~equals("has_need", "否") & ~wanted)
        ),
        because="是否符合条件、是否有需求或是否已贷空缺",
        message="符合条件、有贷款需求，是否已贷填“{borrowed}”，没有写未贷原因",
        expected="应贷尽贷；没有贷款的写明原因",
        suggestion="与承贷银行核对；已放款的改正，未放款的写明原因并跟进",
        cells=("not_borrowed_reason",),
    )


@check(
    "LOA102",
    severity="warning",
    requires=("BZ39-3-4b",),
    needs=("borrowed", "not_borrowed_reason", "follow_up"),
)
def household_without_a_loan_is_followed_up(microcredit: Records) -> Rows:
    """有顾虑、无意愿、无项目而未贷款的户，没有写跟进措施。

    对这三种情形应分别普及知识、分析原因、筛选项目。不符合条件的户不在此列。
    """
    worried = nw.col("not_borrowed_reason").is_in(_WORRIES)
    if "eligible" in microcredit.fields:
        worried = worried & ~equals("eligible", "否")
    return Rows(
        field="follow_up",
        fails=equals("borrowed", "否") & worried & blank("follow_up"),
        message="未贷原因为“{not_borrowed_reason}”，没有写跟进措施",
        expected="按原因普及知识、分析原因、筛选项目并记录",
        suggestion="入户了解后填写跟进措施",
        cells=("not_borrowed_reason",),
    )


@check("LOA103", severity="warning", requires=("GX24-4-4",), needs=("due_on", "balance"))
def loan_past_its_day_is_paid_back(microcredit: Records, *, as_of: date) -> Rows:
    """小额信贷到期日已过，仍有贷款余额。

    到期日当天不算。只填到月的，过了当月最后一天才算。备注写明展期、续贷的不报。
    """
    extended = says(microcredit.fields, "展期|续贷", "remark")
    owing = (nw.col("balance") > 0) & ~extended
    over = nw.col("due_on__last") < as_of.toordinal()
    return Rows(
        field="balance",
        fails=owing & over,
        unknown=(owing & unread("due_on")) | (over & ~extended & garbled("balance")),
        because="到期日空缺或无法识别，或余额无法识别",
        message="到期日{due_on}，至{as_of}贷款余额{balance}",
        expected="到期还清，或办理展期、续贷",
        suggestion="与承贷银行核对余额；已还清的改正余额，未还的按贷后管理办法处置并记录",
        cells=("due_on",),
    )


@check(
    "LOA104",
    severity="error",
    needs=("loan_amount", "balance"),
    source="算术：贷款余额不大于贷款金额",
)
def balance_is_no_more_than_the_loan(microcredit: Records) -> Rows:
    """贷款余额大于贷款金额。

    比的是同一行的余额和放款金额；没有余额的不报。
    """
    return Rows(
        field="balance",
        fails=nw.col("balance") > nw.col("loan_amount"),
        unknown=(nw.col("balance") > 0) & unread("loan_amount"),
        because="贷款金额空缺或无法识别",
        message="贷款余额{balance}，大于贷款金额{loan_amount}",
        expected="不大于{loan_amount}",
        suggestion="核对合同和单位（元、万元），改正金额",
        cells=("loan_amount",),
    )


@check(
    "LOA105",
    severity="error",
    needs=("lent_on", "due_on"),
    source="一致性：到期日应晚于放款日期",
)
def loan_falls_due_after_it_was_given(microcredit: Records) -> Rows:
    """到期日不晚于放款日期。

    两个日期同一天或到期在前的列出；只填到月的，同月不算。
    """
    return Rows(
        field="due_on",
        fails=nw.col("due_on__last") <= nw.col("lent_on"),
        unknown=(garbled("lent_on") | garbled("due_on")),
        because="放款日期或到期日无法识别",
        message="到期日{due_on}，放款日期{lent_on}",
        expected="晚于{lent_on}",
        suggestion="对照贷款合同改正日期",
        cells=("lent_on",),
    )


@check(
    "LOA106",
    severity="error",
    needs=("overdue", "overdue_days"),
    source="一致性：有逾期天数的应填逾期",
)
def overdue_agrees_with_its_days(microcredit: Records) -> Rows:
    """是否逾期与逾期天数不一致。

    填“否”而逾期天数大于0的列出。逾期天数空着或为0的不报。
    """
    return Rows(
        field="overdue",
        fails=equals("overdue", "否") & (nw.col("overdue_days") > 0),
        message="是否逾期填“{overdue}”，逾期天数{overdue_days}",
        expected="与逾期天数一致",
        suggestion="与承贷银行核对，改正填错的一项",
        cells=("overdue_days",),
    )


@check(
    "LOA107",
    severity="warning",
    requires=("BZ39-3-4",),
    needs=("household_type", "need_checked_on", "has_need"),
)
def poor_household_was_asked_for_its_need(microcredit: Records) -> Rows:
    """脱贫户没有小额信贷需求排查结果。

    需求排查要全覆盖：户类型为脱贫户，是否有需求和排查日期都空着的列出；填了一项的不报。
    """
    return Rows(
        field="has_need",
        fails=equals("household_type", "脱贫户") & is_blank("has_need") & is_blank("need_checked_on"),
        unknown=none_of(
            "household_type", "脱贫户", "监测户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户", "一般农户"
        )
        & is_blank("has_need")
        & is_blank("need_checked_on"),
        because="户类型空缺或写法不明",
        message="脱贫户的贷款需求和排查日期都没有填",
        expected="需求排查全覆盖",
        suggestion="入户排查后填写是否有需求和排查日期",
        cells=("need_checked_on",),
    )


# ---- the county and its villages --------------------------------------------------------------------------------


@check("LOA201", severity="warning", requires=("GX24-4-3",), needs=("balance", "balance_last_year_end"), scope="县")
def balance_has_not_fallen(microcredit: Records, *, as_of: date, year: int) -> Frames:
    """全县小额信贷余额低于上年末。

    比的是年末时点余额合计与上年末余额合计，不是当年新增；与上年末比是按文意的理解。年度未过完的不判，
    没有声明覆盖全县的不判。
    """
    total = balances(microcredit.frame)
    if as_of < date(year, 12, 31):
        total = total.filter(nw.col("_ledger") < 0)
    readable = (nw.col("unread") == 0) & (nw.col("filled") > 0)
    return Frames(
        frame=total.filter(readable & (nw.col("now") < nw.col("before"))),
        unknown=total.filter(~readable).select("_ledger"),
        because="上年末余额全空，或有无法识别的余额",
        field="balance",
        message="贷款余额合计{now}元，上年末{before}元",
        expected="不低于上年末余额",
        suggestion="与承贷银行核对时点余额；确有下降的，摸排需求、落实应贷尽贷",
        observed="{now}元",
        shown={"now": "元", "before": "元"},
        whole=True,
    )


@check(
    "LOA202",
    severity="warning",
    requires=("BZ39-3-4",),
    needs={
        "household_list": ("household_id", "household_type", "village"),
        "microcredit": ("household_id", "village", "need_checked_on"),
    },
)
def every_poor_household_is_in_the_survey(household_list: Records, microcredit: Records) -> Frames:
    """脱贫户不在小额信贷需求排查台账中。

    按户编号对应。只看排查台账里有的村；整村没有排查台账的，看不出是没有排查还是没有提交，不判。
    """
    surveyed = microcredit.frame.filter(~blank("household_id"))
    poor = household_list.frame.filter(equals("household_type", "脱贫户"))
    here = poor.join(surveyed.filter(~blank("village")).select("village").unique(), on="village", how="inner")
    told = here.filter(~blank("household_id"))
    missing = told.join(surveyed.select("household_id"), on="household_id", how="anti")
    return Frames(
        frame=missing.select("_ledger", "_row"),
        unknown=here.filter(blank("household_id")).select("_ledger", "_row"),
        because="户编号空缺",
        field="household_id",
        message="户编号{household_id}的脱贫户不在小额信贷需求排查台账中",
        expected="需求排查全覆盖、无死角",
        suggestion="补入排查台账并入户排查；户编号填错的改正",
    )


@check("LOA203", severity="warning", requires=("GX24-4-2",), needs=("loan_amount", "lent_on"), scope="县")
def new_loans_reach_the_task(microcredit: Records, *, new_loan_task: Setting, as_of: date, year: int) -> Frames:
    """当年小额信贷新增贷款少于下达任务。

    任务数由上级另行下达，县里配置后才判；按放款日期在当年的贷款金额合计。年度未过完的不判。
    金额、日期有认不清的，算进去也不够看不出来，不判。
    """
    total = new_loans(microcredit.frame, year)
    if as_of < date(year, 12, 31):
        total = total.filter(nw.col("_ledger") < 0)
    short = nw.col("lent") < new_loan_task.fen
    return Frames(
        frame=total.filter(short & (nw.col("unclear") == 0)),
        unknown=total.filter(short & (nw.col("unclear") > 0)).select("_ledger"),
        because="有贷款金额、放款日期空缺或无法识别",
        field="loan_amount",
        message="当年新增贷款合计{lent}元，下达任务{new_loan_task}",
        expected="不少于{new_loan_task}",
        suggestion="核对放款台账是否填全；确未完成的说明情况",
        observed="{lent}元",
        shown={"lent": "元"},
        whole=True,
    )


# ---- hints ------------------------------------------------------------------------------------------------------


@check("LOA301", severity="info", requires=("GX24-4-4",), needs=("due_on", "balance"))
def loan_falls_due_soon(microcredit: Records, *, loan_due_warning_days: Setting, as_of: date) -> Rows:
    """小额信贷临近到期，仍有余额。

    提前几日提示原文没有写，由县里配置；判定日至到期日不超过配置天数、余额大于0的提示。已过期的另见 LOA103。
    """
    last = (as_of + timedelta(days=loan_due_warning_days.number)).toordinal()
    near = (nw.col("due_on__last") >= as_of.toordinal()) & (nw.col("due_on") <= last)
    return Rows(
        field="due_on",
        fails=near & (nw.col("balance") > 0),
        unknown=(nw.col("balance") > 0) & garbled("due_on"),
        because="到期日无法识别",
        message="到期日{due_on}，至{as_of}余额{balance}，临近到期",
        expected="到期前落实还款来源",
        suggestion="提醒农户，必要时提前商办展期、续贷",
        cells=("balance",),
    )


def _for_living(purpose: str) -> str | None:
    match = _LIVING.search(purpose)
    return match[0] if match else None


@check("LOA302", severity="info", requires=("GN21-5-2",), needs=("loan_purpose",))
def loan_is_for_production(microcredit: Records) -> Texts:
    """小额信贷用途出现生活开支字样。

    小额信贷用于发展生产、开展经营；用途含建房、结婚、还债、看病等字样的提示核对，只是提示。
    """
    return Texts(
        field="loan_purpose",
        judge=_for_living,
        message="贷款用途含“{fault}”，请核对是否用于发展生产、开展经营",
        expected="用于发展生产、开展经营",
        suggestion="对照合同和实地核对用途；填写笼统或填错的改正",
    )
