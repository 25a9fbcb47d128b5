"""The kinds of documents: what each is called, what it cannot do without, which form it is set in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from drafting.faults import SourceFault
from drafting.keys import KEYS, NUMBER

Form = Literal["文件", "信函", "命令", "纪要"]
TITLE_KEYS = ("标题", "事由")
HEAD_KEYS = ("份号", "密级", "紧急程度", "发文字号", "抄送机关", "印发机关", "印发日期")
MINUTES_KEYS, ORDER_KEYS = ("编号", "出席", "请假", "列席"), ("令号",)


class Kind(Struct, frozen=True):
    """A kind as data.

    `genre` ends its title. The first of `forms` is what it is set in when the SOURCE names none. `unused` are keys it
    does not print. One that is `annexed` is no 文种: it is issued by a notice, or stands alone without a red head.
    """

    genre: str
    required: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ("文件",)
    template: str = ""
    head: Literal["打印", "无"] = "打印"
    unused: tuple[str, ...] = ()
    titled: bool = True
    upward: bool = False
    annexed: bool = False


INCOMING = ("来文", "来文文号")
NOT_UPWARD = ("签发人", *MINUTES_KEYS, *ORDER_KEYS)
PUBLIC = ("主送机关", *NOT_UPWARD)
KINDS: Mapping[str, Kind] = {
    "转发通知": Kind("通知", ("主送机关", "来文"), unused=("签名章", *NOT_UPWARD), titled=False),
    "印发通知": Kind("通知", ("主送机关",), unused=("签名章", *NOT_UPWARD), titled=False),
    "通知": Kind("通知", ("主送机关", "正文"), unused=(*INCOMING, "签名章", *NOT_UPWARD)),
    "通报": Kind("通报", ("主送机关", "正文"), unused=(*INCOMING, "签名章", *NOT_UPWARD)),
    "决定": Kind("决定", ("正文",), unused=(*INCOMING, *NOT_UPWARD)),
    "意见": Kind("意见", ("主送机关", "正文"), unused=(*INCOMING, "签名章", *NOT_UPWARD)),
    "公告": Kind("公告", ("正文",), unused=(*INCOMING, *PUBLIC)),
    "通告": Kind("通告", ("正文",), unused=(*INCOMING, *PUBLIC)),
    "公示": Kind("公示", ("正文",), head="无", unused=(*INCOMING, *PUBLIC)),
    "请示": Kind("请示", ("主送机关", "正文"), unused=(*INCOMING, "签名章", *MINUTES_KEYS, *ORDER_KEYS), upward=True),
    "报告": Kind("报告", ("主送机关", "正文"), unused=(*INCOMING, "签名章", *MINUTES_KEYS, *ORDER_KEYS), upward=True),
    "函": Kind("函", ("主送机关", "正文"), ("信函", "文件"), unused=(*INCOMING, "签名章", *NOT_UPWARD)),
    "批复": Kind("批复", ("主送机关", "正文"), ("文件", "信函"), unused=(*INCOMING, "签名章", *NOT_UPWARD)),
    "命令": Kind(
        "令", ("正文",), ("命令",), unused=(*INCOMING, "主送机关", "签发人", "附注", *HEAD_KEYS[:4], *MINUTES_KEYS), titled=False
    ),
    "纪要": Kind(
        "纪要", ("正文",), ("纪要",),
        unused=(*INCOMING, "主送机关", "签发人", "签名章", "联合发文机关", "盖章", *ORDER_KEYS),
    ),
    "整改通知": Kind("通知", ("主送机关", "正文"), template="通知", unused=(*INCOMING, "签名章", *NOT_UPWARD)),
    "实施方案": Kind("实施方案", ("正文",), unused=(*INCOMING, "签名章", *NOT_UPWARD), annexed=True),
    "工作要点": Kind("工作要点", ("正文",), unused=(*INCOMING, "签名章", *NOT_UPWARD), annexed=True),
    "工作清单": Kind("工作清单", ("正文",), unused=(*INCOMING, "签名章", *NOT_UPWARD), annexed=True),
    "整改方案": Kind("整改方案", ("正文",), unused=(*INCOMING, "签名章", *NOT_UPWARD), annexed=True),
}  # fmt: skip
ISSUING = "印发通知"
LETTER_UNUSED = ("印发机关", "印发日期", "联合发文机关")
ALONE_UNUSED = HEAD_KEYS


def requirements() -> dict[str, tuple[str, ...]]:
    """For each kind the keys it cannot do without."""
    return {name: ("发文机关", *kind.required) for name, kind in KINDS.items()}


def form_of(values: Mapping[str, Any]) -> Form:
    """The form a document is set in: what the SOURCE asks for where its kind has a choice."""
    kind = KINDS[values["文种"]]
    asked = values.get("格式")
    return next((form for form in kind.forms if form == asked), kind.forms[0])


def head_of(values: Mapping[str, Any]) -> str:
    return str(values.get("版头") or KINDS[values["文种"]].head)


def stands_alone(values: Mapping[str, Any]) -> bool:
    """A plan without a notice around it."""
    return KINDS[values["文种"]].annexed and head_of(values) == "无"


def template_of(values: Mapping[str, Any]) -> str:
    """The name of the template: that of the kind, of the notice that issues it, or of its second form."""
    name = str(values["文种"])
    kind, form = KINDS[name], form_of(values)
    if kind.annexed:
        return name if stands_alone(values) else ISSUING
    return kind.template or (name if form == kind.forms[0] else f"{name}（{form}格式）")


def kind_faults(values: Mapping[str, Any], lines: Mapping[str, int]) -> Iterator[SourceFault]:
    """What its kind asks of a SOURCE beyond the keys it names: no key it would not print, nothing open when final."""
    name = str(values.get("文种"))
    if name not in KINDS:
        return
    kind = KINDS[name]
    yield from _unused(name, values, lines)
    if "格式" in values and values["格式"] not in kind.forms:
        yield SourceFault("格式", lines["格式"], f"{name}用{kind.forms[0]}格式，请去掉或改正")
    if kind.titled and not any(key in lines for key in TITLE_KEYS):
        yield SourceFault("标题", None, "缺少，应填写标题，或填写“事由”由程序组成标题")
    if kind.annexed and not stands_alone(values) and "主送机关" not in lines:
        yield SourceFault("主送机关", None, f"缺少，{name}要用通知印发，应填写主送机关；单独成文的写“版头: 无”")
    if values.get("状态") == "正式稿":
        yield from _open_when_final(values, lines)


def _unused(name: str, values: Mapping[str, Any], lines: Mapping[str, int]) -> Iterator[SourceFault]:
    unused = [*KINDS[name].unused]
    unused += LETTER_UNUSED if form_of(values) == "信函" else ()
    unused += ALONE_UNUSED if stands_alone(values) else ()
    for key in unused:
        if key in lines:
            why = f"只有上行文标注签发人，{name}不用" if key == "签发人" else f"{name}不用这一项"
            yield SourceFault(key, lines[key], f"{why}，请去掉")


def _open_when_final(values: Mapping[str, Any], lines: Mapping[str, int]) -> Iterator[SourceFault]:
    """What a 送审稿 may leave open, a 正式稿 may not."""
    for key in (*_number_keys(values), "成文日期"):
        if key not in lines:
            yield SourceFault(key, None, f"缺少，正式稿应填写，{KEYS[key].meaning}")
    if (given := values.get("发文字号")) and not NUMBER.fullmatch(given):
        yield SourceFault("发文字号", lines["发文字号"], f"正式稿应填写完整，现为“{given}”")


def _number_keys(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The number its form carries, and for an upward document who has signed it."""
    if head_of(values) == "无":
        return ()
    minutes = ("编号",) if not values.get("发文字号") else ()
    number = {"命令": ("令号",), "纪要": minutes}.get(form_of(values), ("发文字号",))
    return (*number, *(("签发人",) if KINDS[values["文种"]].upward else ()))
