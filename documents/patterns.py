"""How the elements of an official document look in plain text."""

from __future__ import annotations

import re

from documents.levels import level_of

BLANK = r"[〔〕\s\d]{0,12}"  # what a draft leaves open until it is signed
DATE = rf"(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日|〔\s*〕年{BLANK}月{BLANK}日|〔\s*〕)"
NUMBER = re.compile(
    r"[（(]?([^\s，。：:]{1,24}?[〔\[［【（(]\d{4}[〕\]］】）)]第?\d{1,5}号|[^\s，。：:〔]{0,24}〔\s*\d{0,4}\s*〕\s*\d{0,5}\s*号)[）)]?"
)
RED_HEAD = re.compile(r"\S{3,60}文件")
ONLY_DATE = re.compile(DATE)
PRINTED = re.compile(rf"(.*?)\s*({DATE})\s*印发")
COPIES = re.compile(r"抄送[：:\s]\s*(.*)")
REMARK = re.compile(r"[（(](.{2,60})[）)]")
ANNEX_NOTE = re.compile(r"附件[：:]\s*(.*)")
ANNEX_MARK = re.compile(r"附件\s*(\d{0,2})[：:]?")
ADDRESSEE = re.compile(r"([^。：:]{2,300}?)[：:]")
SECRECY = re.compile(r"(绝密|机密|秘密)(★.*)?")
URGENCY = re.compile(r"特急|加急|特提|平急")
COPY_NUMBER = re.compile(r"\d{6}")
TITLE_END = re.compile(
    r"(通知|通报|公告|通告|决定|决议|意见|函|请示|报告|批复|纪要|方案|措施|办法|要点|清单|规定|细则|计划|规划|制度|规则|指引|预案"
    r"|标准|规程|条例|台账)(的通知)?[》〉]?([（(][^）)]{1,12}[）)])?"
)
WEB_NOISE = re.compile(
    r"(您?当前所?在?的?位置|首页\s*[>＞]|访问量|浏览次数|点击数|索引号|相关文章|相关链接|关怀版|无障碍|扫一扫|下载文件|上一篇|下一篇|【?字体|打印本页).*"
)
ENDS_SENTENCE = '。！？；：!?;:》”"』」）)】…'
ADDRESS_OPENING = re.compile(r"各|有关|市|县|区|省|局|机关")
BODY_OPENING = re.compile(r"现将|现就|为|根据|按照|经|你|近|《|今|当前|自")
LONGEST_TITLE = 120
LONGEST_SIGNATURE = 40


def is_red_head(text: str) -> bool:
    return bool(RED_HEAD.fullmatch(text)) and not text.startswith(("本", "附", "抄"))


def is_number(text: str) -> bool:
    return bool(NUMBER.fullmatch(text))


def number_in(text: str) -> str:
    found = NUMBER.fullmatch(text)
    return found.group(1) if found else ""


def is_title_like(text: str) -> bool:
    """A line that can be the title of a document: short, unpunctuated at its end, named as documents are."""
    if len(text) > LONGEST_TITLE or level_of(text)[0] or "。" in text:
        return False
    return bool(re.search(TITLE_END.pattern + "$", text))


def is_structural(text: str) -> bool:
    """A line that stands by itself whatever precedes it."""
    patterns = (ONLY_DATE, PRINTED, ANNEX_MARK, NUMBER)
    return (
        any(pattern.fullmatch(text) for pattern in patterns)
        or bool(COPIES.match(text) or ANNEX_NOTE.match(text))
        or is_red_head(text)
        or bool(WEB_NOISE.match(text))
        or level_of(text)[0] > 0
    )
