"""How the elements of an official document look in plain text."""

from __future__ import annotations

import re

from documents.levels import level_of
from values.expressions import expression

BLANK = r"[〔〕\s\d]{0,12}"  # what a draft leaves open until it is signed
# also as it ought not to be written: in Chinese numerals, with the day left open
_YEAR = r"(?:\d{4}|[二一][〇○零O0ＯΟ一二三四五六七八九]{3}|[X×xＸ*]{2,4}|\d{2}[X×xＸ*]{2})"
_PART = r"(?:\d{1,2}|[〇○零一二三四五六七八九十廿卅]{1,3}|[X×xＸ*_＿]{1,4}|)"
DATE = rf"(?:{_YEAR}\s*年\s*{_PART}\s*月(?:\s*{_PART}\s*[日号])?|〔\s*〕年{BLANK}月{BLANK}日|〔\s*〕)"
NUMBER = expression(
    r"[（(]?([^\s，。：:]{1,24}?[〔\[［【（(]\d{4}[〕\]］】）)]第?\d{1,5}号|[^\s，。：:〔]{0,24}〔\s*\d{0,4}\s*〕\s*\d{0,5}\s*号)[）)]?"
)
UNENDED_NUMBER = expression(r"[^\s，。：:《》]{2,20}[〔\[［【（(]\d{4}[〕\]］】）)]第?\d{1,5}")  # 号 is missing
RED_HEAD = expression(r"\S{3,60}文件")
ONLY_DATE = expression(rf"{DATE}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}")
PRINTED = expression(rf"(.*?)\s*({DATE})\s*印发")
COPIES = expression(r"抄\s*[送报]\s*[：:\s]\s*(.*)", re.DOTALL)
LONE_PRINTED = expression(r"印\s*发")
REMARK = expression(r"[（(](.{2,60})[）)]")
_ANNEX = r"附\s*件\s*(\d{0,2}(?:[-—－]\d{1,2})?|[一二三四五六七八九十]{1,2})"
ANNEX_NOTE = expression(r"附\s*件\s*[：:]\s*(.*)", re.DOTALL)
ANNEX_MARK = expression(rf"{_ANNEX}\s*[：:]?")
TITLED_ANNEX_MARK = expression(rf"({_ANNEX}\s*[：:\s])\s*(\S.{{1,60}})")  # mark and title on one line
ANNEX_ENTRY = expression(r"\s*(\d{1,2})\s*[．.、]\s*(?=\D|\d{4}年|$)")
ADDRESSEE = expression(r"([^。：:]{2,300}?)[：:]")
SECRECY = expression(r"(绝密|机密|秘密)(★.*|[\d一二三五十长]{1,3}[年个月期]{1,2})?")
URGENCY = expression(r"特急|加急|特提|平急")
COPY_NUMBER = expression(r"\d{6}|0\d{2,4}")
TITLE_END = expression(
    r"(通知|通报|公告|通告|公示|决定|决议|意见|函|请示|报告|批复|纪要|公报|议案|命令|方案|措施|办法|要点|清单|规定|细则|计划|规划|制度|规则|指引|预案"
    r"|标准|规程|条例|台账)(的通知)?[》〉]?([（(][^）)]{1,12}[）)])?"
)
WEB_NOISE = expression(
    r"(您?当前所?在?的?位置|首页\s*[>＞]|访问量|浏览次数|点击数|索引号|相关文章|相关链接|关怀版|无障碍|扫一扫|下载文件|上一篇|下一篇|【?字体|打印本页"
    r"|内容概述|公开日期[：:]|发布(?:时间|日期|机构)[：:]|信息来源|主题词[：:]?|责任编辑|来源[：:]|来源[一-鿿]{2,20}$).*"
)
ENDS_SENTENCE = '。！？；：!?;:》”"』」）)】…'
ADDRESS_OPENING = expression(r"各|有关|市|县|区|省|局|机关")
BODY_OPENING = expression(r"现将|现就|为|根据|按照|经|你|近|《|今|当前|自")
LONGEST_TITLE = 120
LONGEST_SIGNATURE = 40


ISSUE = expression(
    r"[（(]?\s*第?\s*[\d〇一二三四五六七八九十百]{1,5}\s*[号期次]\s*[）)]?"
)  # of orders, minutes, announcements
OPEN_ISSUE = expression(r"[（(]?\s*第\s*[号期次]\s*[）)]?")  # of a draft
SIGNER = expression(r"签\s*发\s*人\s*[：:]?\s*(.*)", re.DOTALL)
SIGNED_LINE = expression("^.{0,40}签发人[：:].{2,30}$")
PERSONS = expression(r"(?:[一-鿿·]{1,2}\s?[一-鿿·]{1,3}[\s、，,]*){1,4}")
ISSUED_HEAD = expression(r"\S{2,40}(?:命令|令|纪要|公告|公报|通告|简报)")
_AGENCY_END = (
    r"(?:政府|委员会|委|局|办公室|办公厅|办|厅|部|中心|领导小组|指挥部|联席会议|专班|协会|联合会|总会|工会|妇联|团委|残联|公司|集团"
    r"|银行|学院|学校|医院|站|所|大队|支队|队|联社|合作社|社|管委会|处|署|公署|党组|党委|党工委|工委|支部|总支|人大|政协|法院|检察院|会议|街道|组|股|科|室|村|社区|镇|乡)"
)
AGENCY = expression(rf"[一-鿿（）()·、“”]{{1,40}}{_AGENCY_END}(?:[（(][^\W\d]{{1,12}}[）)])?")
POST = expression(
    r"(?:[^\W\d]{0,20}(?:省长|市长|区长|县长|旗长|州长|乡长|镇长|主席|主任|局长|厅长|部长|书记|院长|检察长|会长))\s*[一-鿿·\s]{0,8}"
)
CLOSING = expression(r"(?:特此|此[复函令致告]|妥否|以上|请|现[将就予]|敬请|专此|为盼|为荷|谨此)")
NOT_ADDRESSED = expression(
    r".*(?:如下|下列|以下|要求|意见|规定|强调|指出|通知|公告|表示|决定|包括|分别是|名单|内容|如次)$"
    r"|.*(?:填[报表]单位|制表单位|填[报表]人|填[报表](?:日期|时间)|单位名称|日期|时间|姓名|电话|联系人|说明|备注|注)$"
    r"|为|根据|按照|依据|经|现|鉴于|近"
)
OPENS_SENTENCE = expression("为|根据|按照|依据|经|现|鉴于|近")


def is_agency(text: str) -> bool:
    """The name of an office, or of several that issue together, and nothing else."""
    parts = [part for part in re.split(r"[\s　]+", text.strip()) if part]
    whole = "".join(parts)
    return bool(parts) and len(whole) <= LONGEST_SIGNATURE and bool(AGENCY.fullmatch(whole)) and not level_of(whole)[0]


def is_red_head(text: str) -> bool:
    """The name of an issuing body with 文件, as it stands in red above."""
    return bool(RED_HEAD.fullmatch(text)) and not text.startswith(("本", "附", "抄")) and not CLOSING.match(text)


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
        or bool(SIGNED_LINE.search(text))
        or bool(WEB_NOISE.match(text))
        or level_of(text)[0] > 0
    )
