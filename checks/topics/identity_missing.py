"""Identity numbers that are not there, or begin with a code no province has."""

from __future__ import annotations

import narwhals as nw

from checks.declare import check
from checks.model import Records, Rows, Texts
from checks.packs import DATA_QUALITY
from checks.shapes import blank, is_blank, says
from checks.sound_texts import without_beginnings

_PROVINCES = frozenset(
    str(code)
    for codes in ((11, 16), (21, 24), (31, 38), (41, 47), (50, 55), (61, 66), (71, 72), (81, 84))
    for code in range(*codes)
)
_NO_PROVINCE = frozenset({"91", "99"})  # 外国人永久居留身份证; 系统给没有证件的人编的号，另有核查


@check("IDN108", severity="warning", needs=("person_name", "person_identity"), pack=DATA_QUALITY)
def person_has_an_identity_number(persons: Records) -> Rows:
    """人口名单中的人没有身份证号。

    身份证号空着，或是系统给没有证件的人编的号（999999开头）的列出。户编号、姓名都空着的行不看；脱敏的不判。
    例：填了号码的不列，新生儿还没有上户的也列出，便于跟踪。
    """
    number = nw.col("person_identity__state")
    return Rows(
        field="person_identity",
        fails=~blank("person_name") & (is_blank("person_identity") | says("person_identity", "^999999")),
        unknown=number > 1,
        because="身份证号已脱敏或无法读取",
        message="{person_name}的身份证号{person_identity}",
        expected="每人有身份证号",
        suggestion="对照户口簿补填；没有上户的协助上户后更新系统",
    )


def _unknown_province(number: str) -> str | None:
    first = number[:2]
    if not first.isdigit() or first in _PROVINCES | _NO_PROVINCE:
        return None
    return f"开头的{first}不是省级行政区划代码"


def _province(field: str) -> Texts:
    return Texts(
        field=field,
        judge=_unknown_province,
        doubtful=lambda frame: without_beginnings(frame, field, sorted(_PROVINCES | _NO_PROVINCE)),
        message="证件号码{fault}",
        expected="前两位为省级行政区划代码",
        suggestion="对照证件核对前六位；证件上就是这样的不必改",
    )


@check("IDN109", severity="info", needs=("person_identity",), pack=DATA_QUALITY)
def person_identity_begins_with_a_province(any_ledger: Records) -> Texts:
    """人员身份证号的开头不是省级行政区划代码。

    只看前两位：市、县的代码改过多次，老证件保留已撤销的代码，不查。港澳台居民居住证（81、82、83）、外国人永久居留证（9开头）不列。
    例：360799开头的不列，已撤销的区划代码不列，09开头的提示。
    """
    return _province("person_identity")


@check("IDN110", severity="info", needs=("householder_identity",), pack=DATA_QUALITY)
def householder_identity_begins_with_a_province(any_ledger: Records) -> Texts:
    """户主证件号码的开头不是省级行政区划代码。

    判法同 IDN109：只看前两位，市、县的代码不查。例：360799开头的不列，09开头的提示。
    """
    return _province("householder_identity")
