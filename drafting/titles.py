"""Titles: composed by the rules for repeated words, cited in text, broken into lines by sense."""

from __future__ import annotations

import re
from functools import cache

NOTICE = "通知"
LINE = 19  # characters of 2号 on a line of 156 mm, one kept free
BEFORE = ("关于", "转发", "印发", "《", "〈", "的通知", "和", "与", "及")
AFTER = ("办公室", "领导小组", "人民政府", "委员会", "》", "〉", "局", "厅", "、", "关于转发", "关于印发")
# Words of this field that a line must not cut; a break beside one is better than a break at any character.
WORDS = [
    "中共",
    "党委",
    "县委",
    "市委",
    "省委",
    "区委",
    "乡镇",
    "人民政府",
    "农业农村",
    "农村工作",
    "领导小组",
    "领导小组办公室",
    "办公室",
    "乡村振兴",
    "巩固拓展",
    "脱贫攻坚",
    "成果",
    "有效衔接",
    "衔接",
    "脱贫人口",
    "防止返贫",
    "返贫",
    "监测对象",
    "监测",
    "帮扶",
    "动态",
    "持续",
    "稳定",
    "增收",
    "促进",
    "若干",
    "措施",
    "工作",
    "要点",
    "方案",
    "实施",
    "意见",
    "办法",
    "通知",
    "清单",
    "整改",
    "考核",
    "评估",
    "责任",
    "落实",
    "资金",
    "项目",
    "管理",
    "资产",
    "产业",
    "就业",
    "务工",
    "补助",
    "奖补",
    "小额信贷",
    "教育",
    "医疗",
    "住房",
    "安全",
    "饮水",
    "保障",
    "低收入",
    "群众",
    "农户",
    "收入",
    "排查",
    "核查",
    "年度",
    "进一步",
    "加强",
    "做好",
    "开展",
    "推进",
    "提升",
    "建设",
    "开发",
    "公益性",
    "岗位",
    "易地搬迁",
    "后续",
    "扶持",
    "社会",
    "救助",
    "专项",
    "行动",
    "有关",
    "问题",
    "集中",
    "台账",
    "机制",
    "健全",
    "完善",
    "规范",
    "计划",
]
NEVER_FIRST = "的、》〉）。，"
NEVER_LAST = "《〈（"
# What is weighed in breaking a title.
BALANCE, BESIDE_WORD, BREAK_ANYWHERE, INSIDE_WORD, SHORT_TAIL, EXTRA_LINE = 1, 12, 60, 200, 30, 30


def full_title(agency: str, title: str) -> str:
    """The title with its issuing body in front: under a red head it is often left out."""
    return title if not agency or title.startswith(agency) else agency + title


def forwarding_title(agency: str, incoming_agency: str, incoming_title: str) -> str:
    """转发: one 关于, one 转发, one 通知.

    A notice forwarded by a notice keeps its own words, 转发 taking the place of the outer ones. What was itself a
    relay is named by its source, so that 转发 stands once. Another type of document is named in book title marks.
    """
    source = _source_title(full_title(incoming_agency, incoming_title))
    if source.endswith(NOTICE):
        return f"{agency}转发{source}"
    verb = "转发" if "关于" in source else "关于转发"
    return f"{agency}{verb}《{cited(source)}》的通知"


def issuing_title(agency: str, name: str) -> str:
    return f"{agency}关于印发《{cited(name)}》的通知"


def notice_title(agency: str, matter: str) -> str:
    """A title from its matter, whether or not 关于 and 的通知 were already written."""
    matter = matter.removeprefix("关于").removesuffix("的通知")
    return f"{agency}关于{matter}的通知"


def cited(title: str) -> str:
    """A title as it stands inside 《》: marks within marks are 〈〉."""
    return title.replace("《", "〈").replace("》", "〉")


def _source_title(title: str) -> str:
    """The document at the root of a chain of relays."""
    if found := re.fullmatch(r".*?转发[《〈](.+)[》〉](?:的通知)?", title):
        return found.group(1).replace("〈", "《").replace("〉", "》")
    if found := re.fullmatch(r".*?转发(.+?关于.+的通知)", title):
        return found.group(1)
    return title


def broken(title: str) -> str:
    """The title in lines of sense and even length, none longer than the page allows."""
    plain = title.replace("\n", "")
    count = -(-len(plain) // LINE)
    if "\n" in title or count <= 1:
        return title
    ends = min((_cost_and_ends(plain, lines) for lines in (count, count + 1)), key=lambda found: found[0])[1]
    return "\n".join(plain[start:end] for start, end in zip((0, *ends), ends, strict=False))


def _cost_and_ends(title: str, count: int) -> tuple[float, tuple[int, ...]]:
    """The cheapest way to set the title in so many lines."""
    even = len(title) / count

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            length = len(title) - start
            return (_raggedness(length, even), (len(title),)) if 0 < length <= LINE else (float("inf"), ())
        options = []
        for end in range(start + 1, min(start + LINE, len(title) - 1) + 1):
            cost, ends = best(end, left - 1)
            options.append((cost + _raggedness(end - start, even) + _break_cost(title, end), (end, *ends)))
        return min(options, default=(float("inf"), ()))

    cost, ends = best(0, count)
    return cost + EXTRA_LINE * count, ends


def _raggedness(length: int, even: float) -> float:
    return BALANCE * (length - even) ** 2 + (SHORT_TAIL if length < 5 else 0)


def _break_cost(title: str, end: int) -> float:
    before, after = title[:end], title[end:]
    if after[0] in NEVER_FIRST or before[-1] in NEVER_LAST:
        return 1000
    if any(_cuts(word, before, after) for word in WORDS):
        return INSIDE_WORD
    if before.endswith(AFTER) or after.startswith(BEFORE):
        return 0
    beside = any(before.endswith(word) or after.startswith(word) for word in WORDS)
    return BESIDE_WORD if beside else BREAK_ANYWHERE


def _cuts(word: str, before: str, after: str) -> bool:
    return any(before.endswith(word[:cut]) and after.startswith(word[cut:]) for cut in range(1, len(word)))
