"""The formula that closes a document of its kind, for a text that leaves it out."""

from __future__ import annotations

from collections.abc import Sequence

from documents.model import Paragraph
from values.expressions import expression

_CLOSINGS = {
    "请示": "妥否，请批示。",
    "报告": "特此报告。",
    "批复": "此复。",
    "公告": "特此公告。",
    "通告": "特此通告。",
    "通知": "特此通知。",
}
_LETTERS = (
    (expression("复函|来函收悉|函收悉"), "特此函复。"),
    (expression("商请|恳请|请求|征求|征询|申请|请予|能否|可否"), "妥否，请函复。"),
    (expression(""), "特此函告。"),
)
_CLOSED = expression(
    "特此|此复|此函|妥否|当否|可否|盼复|函复为盼|请(?:予|及时|尽快|一并)?(?:批示|批准|审批|审批|批复|函复|复函|审阅|审议|示复)"
    "|现予(?:公告|公布|通告)|本(?:公告|通告|通知|决定|办法|意见)自.{2,16}起(?:施行|执行|实施)"
)
_LEADS_ON = expression("(?:通知|通报)如下|如下(?:通知|要求|安排)|现(?:就|将).{2,80}如下|事项(?:通知)?如下")
_LAST = 2


def with_closing(kind: str, title: str, body: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The text with the formula its kind closes with; as it is where it has one, or its kind wants none.

    A notice that says 通知如下 above its clauses does not say 特此通知 below them.
    """
    written = [part for part in body if part.text]
    formula = _formula(kind, title + "".join(part.text for part in written))
    if not written or not formula or any(_CLOSED.search(part.text) for part in written[-_LAST:]):
        return tuple(body)
    if kind == "通知" and any(_LEADS_ON.search(part.text) for part in written):
        return tuple(body)
    return (*body, Paragraph(formula))


def _formula(kind: str, text: str) -> str:
    if kind == "函":
        return next(formula for sign, formula in _LETTERS if sign.search(text))
    return _CLOSINGS.get(kind, "")
