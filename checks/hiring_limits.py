"""Limits of age and disability that a post is offered with, told in ledgers and in notices alike."""

from __future__ import annotations

import re

from values.expressions import expression

_LIMITS = expression(
    r"[0-9]{2}\s*周?岁?\s*(?:[-—–~～至到]|—{2})\s*[0-9]{2}\s*周?岁"
    r"|(?<![0-9])(?!1[0-9])[0-9]{2}\s*周?岁\s*[(（]?含?[)）]?\s*(?:及其?)?(?:以下|以内|之内)"
    r"|(?:不超过|不得超过|不大于|小于|低于|未满|不满)\s*(?!1[0-9])[0-9]{2}\s*周?岁"
    r"|法定(?:劳动|退休)年龄(?:段)?(?:以?内|以下|范围内)"
    r"|(?:无|没有|非)(?:肢体)?残疾|残疾(?:人|人员)?(?:除外|不予|不得|不能)"
)
_LIFTED = expression("取消|不限|不设|不作|不再|不以|放宽|优先")


def hiring_limit(text: str) -> str | None:
    """An upper age or a bar to the disabled among conditions of hiring; not where its clause lifts it."""
    for clause in re.split("[。；;，,\n]", text):
        match = _LIMITS.search(clause)
        if match and not _LIFTED.search(clause):
            return match[0]
    return None
