"""招聘公告 of 公益性岗位: on what conditions people are hired."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.declare import check
from checks.hiring_limits import hiring_limit
from checks.model import DocumentBreach
from documents.model import OfficialDocument


@check("PUB302", severity="info", requires=("GN21-8-7",))
def notice_of_hiring_sets_no_needless_limit(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """公益性岗位招聘公告有年龄上限或残疾限制。

    标题含公益性岗位（公益岗）和招聘、选聘、聘用、公告、管理办法等的文件，正文逐段看，与 PUB301 同样判断。
    """
    title = "".join(element.text for element in document.elements if element.kind == "标题")
    if not re.search("公益性?岗", title) or not re.search("招聘|选聘|招募|聘用|公告|管理办法|开发", title):
        return
    for paragraph in document.body:
        fault = hiring_limit(paragraph.text)
        if fault:
            yield DocumentBreach(
                element="正文",
                message=f"聘用条件含“{fault}”",
                observed=fault,
                expected="以能否胜任、能否完成职责任务为标准，取消残疾、年龄等不必要限制",
                suggestion="复核限制是否为岗位职责所必需；不必要的取消",
                paragraph=paragraph.place.paragraph,
                page=paragraph.place.page,
                row=paragraph.place.line,
            )
