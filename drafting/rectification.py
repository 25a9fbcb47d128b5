"""From the lines of a 整改台账 to the contexts of its two documents: the ledger to print, the notice to send."""

from __future__ import annotations

from collections.abc import Sequence

from ledgers.problems import WHOLE_COUNTY, Problem
from values.masks import mask_text

LEDGER, NOTICE = "整改台账", "整改通知"
_BLANK_DAY = "　　　　年　　月　　日"
_NAMES = {"镇": ("你镇", "镇人民政府"), "乡": ("你乡", "乡人民政府"), "街道": ("你街道", "街道办事处")}


def ledger_title(county: str, township: str) -> str:
    place = f"{county}{township}" if township else county or WHOLE_COUNTY
    return f"{place}问题整改台账"


def ledger_context(title: str, problems: Sequence[Problem]) -> dict[str, object]:
    """What the template 整改台账 is filled with."""
    pending = sum(problem.pending for problem in problems)
    count = f"共{len(problems)}个问题，已销号{sum(not problem.open for problem in problems)}个"
    note = f"{count}，待核{pending}个。" if pending else f"{count}。"
    lines = [_line(number, problem) for number, problem in enumerate(problems, start=1)]
    return {"题名": title, "标题": title, "说明": note.replace(",", "，"), "问题": lines}


def _line(number: int, problem: Problem) -> dict[str, object]:
    texts = {
        "问题编号": problem.number,
        "问题来源": problem.source,
        "所在": _joined(problem.township, problem.village, problem.subject),
        "问题描述": problem.description,
        "依据条款": problem.basis,
        "责任": _joined(problem.unit, problem.person),
        "整改措施": problem.measure,
        "整改时限": problem.deadline,
        "整改进展": problem.progress,
        "日期": _joined(problem.completed_on, problem.closed_on),
        "佐证材料": problem.evidence,
        "备注": problem.remark,
    }
    return {"序号": number, **{name: mask_text(text) for name, text in texts.items()}}


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def notice_context(township: str, problems: Sequence[Problem], annex: str) -> dict[str, object]:
    """What the template 整改通知 is filled with. Deadline, signature and date are left to the person who sends it."""
    title = f"关于做好{township}有关问题整改工作的通知" if township else "关于做好有关问题整改工作的通知"
    addressed, addressee = _addressed(township)
    return {
        "题名": title,
        "标题": f"{title}\n（送审稿）",
        "主送机关": addressee,
        "称谓": addressed,
        "来源": "、".join(dict.fromkeys(p.source for p in problems if p.source)) or "梳理",
        "总数": len(problems),
        "待核数": sum(problem.pending for problem in problems),
        "时限": _BLANK_DAY,
        "附件": annex,
        "署名": "（发文机关署名）",
        "成文日期": _BLANK_DAY,
    }


def _addressed(township: str) -> tuple[str, str]:
    if not township:
        return "全县", "各乡镇人民政府，县直有关单位"
    for ending, (addressed, office) in _NAMES.items():
        if township.endswith(ending):
            return addressed, township.removesuffix(ending) + office
    return "你单位", township
