"""产业奖补办法 of a county: what its text has to make clear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.declare import check
from checks.model import DocumentBreach
from documents.model import OfficialDocument
from values.expressions import expression

_RULES = expression("(?:产业.{0,8}(?:奖补|奖扶|奖励)|(?:奖补|奖扶|奖励).{0,8}产业).*(?:办法|细则|方案)")
_CONTENTS = {"奖补对象": "对象|范围", "奖补条件": "条件|资格|要求", "奖补标准": "标准|额度|每[亩头只张斤]|元/|％|%"}


def _rules(document: OfficialDocument) -> Iterator[OfficialDocument]:
    """The rules themselves: not the notice that issues them."""
    if _RULES.search(document.title) and not document.title.rstrip("》〉").endswith("通知"):
        yield document
    for inner in document.inner:
        yield from _rules(inner)


@check("AWD303", severity="warning", requires=("GN21-5-7",))
def award_rules_say_whom_when_and_how_much(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """产业奖补办法没有写明奖补对象、条件、标准中的某一项。

    只看标题为产业奖补（奖扶、奖励）办法、细则、方案的文本，印发通知看所附的文件；没有附文本的不判。
    按字样找，找不到一点字样的才列出，内容是否细化由人看。
    """
    for rules in _rules(document):
        text = "".join(paragraph.text for paragraph in rules.body)
        if not text:
            continue
        first = rules.body[0].place
        for name, words in _CONTENTS.items():
            if not re.search(words, text):
                yield DocumentBreach(
                    element="正文",
                    message=f"《{rules.title.strip('《》')}》中找不到{name}",
                    observed=None,
                    expected="明确奖补对象、奖补条件、奖补标准等",
                    suggestion=f"补写{name}；另有文件规定的，写明依据",
                    paragraph=first.paragraph,
                    page=first.page,
                    row=first.line,
                )
