"""Titles: composed by the rules for repeated words, cited in text, broken into lines by sense."""

from __future__ import annotations

import math
from functools import cache
from itertools import accumulate

from values.expressions import expression

NOTICE, ABOUT, OF_NOTICE = "通知", "关于", "的通知"
_RELAY = expression("[^《〈]*?转发(.+)")
_MARKED = expression("[《〈](.+)[》〉](?:的通知)*")
_REPEATED = expression("(?:的通知){2,}$")
_RULE = expression("(?:法|条例|规定|办法|细则|规则|规程|章程|准则)(?:（[^）]{1,8}）)?$")
_OF_TYPE = expression("的(?=(?:意见|决定|报告|通报|公告|通告|批复|函|纪要|方案|计划|规划|措施|要点|清单)$)")
LINE = 19  # characters of 2号 on a line of 156 mm, one kept free
HALF, SHORT = 0.55, 5
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
OBLONG, HOURGLASS = 4, 90


def full_title(agency: str, title: str) -> str:
    """The title with its issuing body in front: under a red head it is often left out."""
    return title if not agency or title.startswith(agency) else agency + title


def forwarding_title(agency: str, incoming_agency: str, incoming_title: str) -> str:
    """转发: one 关于, one 转发, one 通知.

    A document forwarded by a notice keeps its own words, 转发 taking the place of the outer ones. What was itself a
    relay is named by its source, so that 转发 stands once. Only laws, regulations and rules stand in book title marks.
    """
    source = _source_title(full_title(incoming_agency, incoming_title))
    about = "" if ABOUT in source else ABOUT
    if source.endswith(NOTICE):
        return f"{agency}{about}转发{source}"
    if _is_rule(source):
        return f"{agency}{about}转发《{cited(source)}》的通知"
    return f"{agency}{about}转发{_OF_TYPE.sub('', source)}的通知"


def issuing_title(agency: str, name: str) -> str:
    """印发: what is issued stands in book title marks, as offices write it whatever its type."""
    return f"{agency}关于印发《{cited(name)}》的通知"


def composed_title(agency: str, matter: str, genre: str = NOTICE) -> str:
    """A title from its matter, whether or not 关于 and the type were already written."""
    matter = matter.removeprefix(ABOUT).removesuffix(genre).removesuffix("的")
    return f"{agency}{ABOUT}{matter}的{genre}"


def cited(title: str) -> str:
    """A title as it stands inside 《》: marks within marks are 〈〉."""
    return title.replace("《", "〈").replace("》", "〉")


def _source_title(title: str) -> str:
    """The document at the root of a chain of relays."""
    while relay := _RELAY.fullmatch(title):
        rest = relay[1]
        marked = _MARKED.fullmatch(rest)
        title = _unmarked(marked[1]) if marked else rest if ABOUT in rest else rest.removesuffix(OF_NOTICE)
    return _REPEATED.sub(OF_NOTICE, title)


def _unmarked(title: str) -> str:
    """What stood within 《》: marks within it are the outer ones now."""
    return title.replace("〈", "《").replace("〉", "》")


def _is_rule(title: str) -> bool:
    return bool(_RULE.search(title))


def broken(title: str) -> str:
    """The title in lines of sense, as a trapezoid or diamond, none longer than the page allows."""
    plain = title.replace("\n", "")
    count = math.ceil(title_width(plain) / LINE)
    if "\n" in title or count <= 1:
        return title
    ends = min((_cost_and_ends(plain, lines) for lines in (count, count + 1)), key=lambda found: found[0])[1]
    return "\n".join(plain[start:end] for start, end in zip((0, *ends), ends, strict=False))


def title_width(text: str) -> float:
    """The width of a text in 2号, in characters: figures and Latin letters take about half of one."""
    return sum(HALF if sign.isascii() else 1 for sign in text)


def _cost_and_ends(title: str, count: int) -> tuple[float, tuple[int, ...]]:
    """The cheapest way to set the title in so many lines; infinitely dear and empty where there is none."""
    widths = [0.0, *accumulate(title_width(sign) for sign in title)]
    even = widths[-1] / count
    costs = [0.0, *(_break_cost(title, end) for end in range(1, len(title))), 0.0]

    @cache
    def best(start: int, left: int, above: float, falling: bool) -> tuple[float, tuple[int, ...]]:  # noqa: FBT001
        if left == 0:
            return (0.0, ()) if start == len(title) else (math.inf, ())
        options = []
        for end in range(start + 1, len(title) + 1) if left > 1 else (len(title),):
            size = widths[end] - widths[start]
            if size > LINE:
                break
            cost = costs[end] + _raggedness(size, even) + _shape(size, above, falling=falling)
            below, ends = best(end, left - 1, size, falling or size < above - 1)
            options.append((cost + below, (end, *ends)))
        return min(options, default=(math.inf, ()))

    cost, ends = best(0, count, 0.0, False)  # noqa: FBT003 - a cache is faster without names
    return cost + EXTRA_LINE * count, ends


def _shape(size: float, above: float, *, falling: bool) -> float:
    """What a line costs below the one above: lines may grow and then shrink, not grow again."""
    if falling and size > above + 1:
        return HOURGLASS
    return OBLONG if size == above else 0


def _raggedness(size: float, even: float) -> float:
    return BALANCE * (size - even) ** 2 + (SHORT_TAIL if size < SHORT else 0)


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
