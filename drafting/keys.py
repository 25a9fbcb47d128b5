"""The keys of a SOURCE: how each is read, and what is said when it is not as it should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from documents.model import OfficialDocument
from documents.text import plain_number
from drafting.body_entries import document, paragraphs
from drafting.day_forms import plain_day
from drafting.entries import Entry
from drafting.faults import WrongValueError
from values.expressions import expression

OPEN_NUMBER = "〔    〕    号"
NUMBER = expression(r"[^〔〕\s]{1,20}〔[12]\d{3}〕[1-9]\d{0,4}号")
PARTIAL_NUMBER = expression(r"[^〔〕]{0,20}〔\s*\d{0,4}\s*〕\s*\d{0,5}\s*号")
DAY = expression(r"(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?")
YES, NO = frozenset({"是", "true", "True", "yes", "有"}), frozenset({"否", "false", "False", "no", "无"})


def text(entry: Entry) -> str:
    if not isinstance(entry.value, str):
        raise WrongValueError("应为一段文字")
    return entry.value


def texts(entry: Entry) -> tuple[str, ...]:
    """A list of texts, or one text: a line each."""
    if isinstance(entry.value, str):
        return tuple(line.strip() for line in entry.value.splitlines() if line.strip())
    if isinstance(entry.value, tuple) and all(isinstance(item.value, str) for item in entry.value):
        return tuple(str(item.value) for item in entry.value if item.value)
    raise WrongValueError("应为一段文字，或文字的列表（每行以“- ”开头）")


def names(entry: Entry) -> tuple[str, ...]:
    """A list of names, or one text that divides them by 、 or a blank."""
    given = texts(entry)
    return tuple(name for line in given for name in re.split(r"[、，,\s]+", line) if name)


def one_of(*choices: str) -> Callable[[Entry], str]:
    def read(entry: Entry) -> str:
        if entry.value not in choices:
            raise WrongValueError(f"应为{'、'.join(choices)}之一，现为“{_shown(entry)}”")
        return str(entry.value)

    return read


def yes_or_no(entry: Entry) -> bool:
    if not isinstance(entry.value, str) or entry.value not in YES | NO:
        raise WrongValueError(f"应为 是 或 否，现为“{_shown(entry)}”")
    return entry.value in YES


def day(entry: Entry) -> date:
    found = DAY.fullmatch(plain_day(text(entry)))
    try:
        return date(*map(int, found.groups())) if found else _no_day(entry)
    except ValueError:
        return _no_day(entry)


def _no_day(entry: Entry) -> date:
    raise WrongValueError(f"应为日历上有的日期，如 2024年9月13日，现为“{_shown(entry)}”")


def number(entry: Entry) -> str:
    given = plain_number(text(entry))
    if NUMBER.fullmatch(given):
        return given
    if PARTIAL_NUMBER.fullmatch(text(entry)):
        return text(entry)
    raise WrongValueError(
        f"应为机关代字、〔年份〕、顺序号和“号”，不加“第”、不编虚位，如 示农字〔2024〕13号，现为“{_shown(entry)}”"
    )


def copy_number(entry: Entry) -> str:
    if not re.fullmatch(r"\d{1,6}", text(entry)):
        raise WrongValueError(f"应为6位以内的数字，现为“{_shown(entry)}”")
    return text(entry).zfill(6)


def secrecy(entry: Entry) -> str:
    if not re.fullmatch(r"(绝密|机密|秘密)(★\S+)?", text(entry)):
        raise WrongValueError(f"应为绝密、机密或秘密，可加“★”和保密期限，如 秘密★1年，现为“{_shown(entry)}”")
    return text(entry)


def annexes(entry: Entry) -> tuple[Mapping[str, Any], ...]:
    """Annexes as names, or as {标题, 正文 or 文件}; 正文 is a document."""
    items = entry.value if isinstance(entry.value, tuple) else (entry,)
    return tuple(_annex(item) for item in items if item.value)


def _annex(item: Entry) -> Mapping[str, Any]:
    if isinstance(item.value, str):
        return {"标题": item.value}
    if isinstance(item.value, Mapping):
        unknown = set(item.value) - {"标题", "正文", "文件"}
        if not unknown and "标题" in item.value and not {"正文", "文件"} <= set(item.value):
            return {key: document(entry) if key == "正文" else text(entry) for key, entry in item.value.items()}
    raise WrongValueError("每个附件应为名称，或带“标题”和“正文”（或“文件”）")


def stamp(entry: Entry) -> Mapping[str, str]:
    """A signature stamp: whose, and in what office."""
    if isinstance(entry.value, Mapping) and set(entry.value) == {"职务", "姓名"}:
        return {name: text(part) for name, part in entry.value.items()}
    raise WrongValueError("应写明 职务 和 姓名，如 {职务: 县长, 姓名: 张三}")


def order_number(entry: Entry) -> str:
    if not re.fullmatch(r"第\s*\d{0,4}\s*号", text(entry)):
        raise WrongValueError(f"应为“第”、顺序号和“号”，如 第1号，现为“{_shown(entry)}”")
    return text(entry)


def keyed(entry: Entry) -> Mapping[str, Entry]:
    if isinstance(entry.value, Mapping):
        return entry.value
    raise WrongValueError("应为几个键，如 {类型: 工作要点, 区划: 江西省/赣州市/示范县}")


def incoming(entry: Entry) -> Mapping[str, Entry] | OfficialDocument:
    """The forwarded document: the name of a file, the keys of a document, or what a manuscript holds."""
    if isinstance(entry.value, OfficialDocument):
        return entry.value
    if isinstance(entry.value, str):
        return {"文件": entry}
    if isinstance(entry.value, Mapping):
        return entry.value
    raise WrongValueError("应为文件名，或带“标题”“发文字号”“正文”等键的来文内容")


def _shown(entry: Entry) -> str:
    return entry.value if isinstance(entry.value, str) else "列表"


class Key(Struct, frozen=True):
    """How a key is read, and what it is for."""

    read: Callable[[Entry], Any]
    meaning: str


STATES = ("送审稿", "正式稿")
HEADS = ("打印", "套红纸", "无")
KEYS: Mapping[str, Key] = {
    "文种": Key(text, "文种，如 转发通知"),
    "状态": Key(one_of(*STATES), "送审稿（可不填发文字号、成文日期）或正式稿"),
    "原稿": Key(text, "未排版的稿子（.docx、.txt、.md），文字照录；其他键补稿子里没有的"),
    "版头": Key(one_of(*HEADS), "打印（打出红头）、套红纸（纸上已有红头）或无"),
    "格式": Key(one_of("文件", "信函"), "函、批复可用信函格式或文件格式"),
    "版式": Key(text, "本地的公文格式：名称或 YAML 文件，默认为国家标准"),
    "份号": Key(copy_number, "涉密公文的份号"),
    "密级": Key(secrecy, "密级和保密期限"),
    "紧急程度": Key(one_of("特急", "加急"), "特急或加急"),
    "发文机关": Key(text, "发文机关全称"),
    "联合发文机关": Key(names, "联合行文的其他机关，主办机关写在“发文机关”"),
    "发文机关标志": Key(text, "红头上的文字，默认为发文机关加“文件”；联合行文只用主办机关的，写明主办机关的标志"),
    "发文字号": Key(number, "如 示农字〔2024〕13号"),
    "取号": Key(keyed, "从发文登记簿取下一个号，写明 {登记簿: 发文登记簿.xlsx, 代字: 示农字}；与“发文字号”只写一项"),
    "令号": Key(order_number, "命令的编号，如 第1号"),
    "编号": Key(text, "纪要的编号，如 〔2024〕3号"),
    "签发人": Key(names, "上行文的签发人，联合行文的每个机关一人"),
    "标题": Key(text, "完整标题，不填则由发文机关、事由（或来文标题）和文种组成"),
    "事由": Key(text, "标题中“关于”之后的部分"),
    "主送机关": Key(texts, "主送机关，末尾不用冒号"),
    "正文": Key(paragraphs, "正文各段，每段一行，按 一、（一）1.（1）编层次"),
    "正文来源": Key(keyed, "正文由数据生成，接在“正文”之后：类型（工作要点、整改方案、实施方案）和所用的数据"),
    "附件": Key(annexes, "附件名称的列表"),
    "署名": Key(text, "默认为发文机关"),
    "成文日期": Key(day, "如 2024年9月13日"),
    "盖章": Key(yes_or_no, "是或否，默认为是"),
    "签名章": Key(stamp, "以签发人签名章署名的（命令、人事任免等），写明 {职务: 县长, 姓名: 张三}"),
    "附注": Key(text, "如 此件公开发布，不带括号"),
    "抄送机关": Key(texts, "抄送机关"),
    "印发机关": Key(text, "一般为发文机关的办公室"),
    "印发日期": Key(day, "默认同成文日期"),
    "出席": Key(texts, "纪要的出席人员，每个单位一行"),
    "请假": Key(texts, "纪要的请假人员"),
    "列席": Key(texts, "纪要的列席人员"),
    "来文": Key(incoming, "被转发或印发的文件：文件名，或文件的内容"),
    "来文文号": Key(text, "一个文件中有几份公文时，要转发的那一份的文号"),
}
INCOMING_KEYS: Mapping[str, Key] = {
    "文件": Key(text, "文件名"),
    "发文机关": Key(text, "来文机关"),
    "发文机关标志": Key(text, "来文红头上的文字"),
    "发文字号": Key(text, "来文文号"),
    "标题": Key(text, "来文标题"),
    "主送机关": Key(texts, "来文的主送机关"),
    "正文": Key(paragraphs, "来文各段"),
    "署名": Key(text, "来文署名"),
    "成文日期": Key(text, "来文成文日期"),
}
