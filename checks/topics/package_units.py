"""Who is responsible: the notice, the table of tasks, and those it is sent to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from checks.declare import check
from checks.model import NotJudged, Package, PackageAnswer
from checks.official_texts import is_foreign, is_short_for, plain
from checks.package_places import Spot, cell_spot, table_cell
from checks.package_texts import own_annexes
from documents.model import OfficialDocument, Paragraph, Table
from documents.responsibility import split_responsibility
from values.expressions import expression

_SEVERAL = expression(r"[、，,；;/\s]+")
_GENERIC = expression(
    r"^(?:各|有关|相关|所有|其他|全体|本|涉及)|^(?:乡镇|村|村委会|村“两委”|驻村工作队|帮扶单位)$|(?:等|单位|部门)$"
)
_DEPARTMENTS = expression(
    "县直|区直|市直|各部门|各单位|有关单位|相关单位|有关部门|相关部门|成员单位|责任单位|帮扶单位|各科室|各股室|站所"
)
_TOWNSHIPS = expression(r"各\s*(?:乡|镇|街道)")
_TOWNSHIP = expression(r"(?:乡|镇|街道)(?:人民政府|党委|办事处|政府)?$")
_VILLAGE = expression(r"村|社区|驻村|工作队|帮扶|干部|公司|合作社|企业")
_OF_COUNTY = expression(r"^(?:中共)?(?:(?:[一-鿿]{2,6}?)?[县区市旗])?(?:委(?!办))?(?=.{2})")
_TASK = expression("任务|工作内容|事项|措施")
_UNIT = expression("责任单位|牵头单位|责任部门|牵头部门")
_SHORTEST = 4


class Tasked(Struct, frozen=True):
    """A task with those who are responsible for it."""

    task: str
    units: tuple[str, ...]
    spot: Spot
    helping: tuple[str, ...] = ()


def _units(text: str) -> tuple[str, ...]:
    """The units a cell names one by one; those named by a general word are nobody in particular."""
    bare = re.sub(r"[（(][^（）()]*[）)]", "", re.sub(r"(?:牵头|责任|配合|协办)(?:单位|部门)\s*[:：]", "、", text))
    found = (unit.strip("。") for unit in _SEVERAL.split(bare))
    return tuple(dict.fromkeys(unit for unit in found if len(unit) > 1 and not _GENERIC.search(unit)))


def _alike(one: str, other: str) -> bool:
    return is_short_for(one, other) or is_short_for(other, one)


def _in_texts(package: Package) -> Iterator[Tasked]:
    """The items of the notice and of the annexes this office wrote; what it forwards binds others."""
    for path, document in ((package.path, package.notice), *own_annexes(package)):
        for part in (document, *(inner for inner in document.inner if not is_foreign(inner))):
            yield from _in_text(path, part)


def _in_text(path: str, document: OfficialDocument) -> Iterator[Tasked]:
    """The items of a text that say who is responsible, by their heading."""
    heading = ""
    for paragraph in document.body:
        if paragraph.level:
            bare, _ = split_responsibility(paragraph.heading)
            heading = _name(bare, paragraph.number)
        _, units = split_responsibility(paragraph.text)
        named = tuple(unit for each in units for unit in _units(each))
        if named and heading:
            yield Tasked(heading, named, Spot(path, "正文", paragraph.place))


def _name(text: str, number: str = "") -> str:
    return plain(text.removeprefix(number)).strip("。：:；; ")


def _in_tables(package: Package) -> Iterator[Tasked]:
    """The rows of the tables of tasks, in workbooks and in Word files."""
    for enclosure in package.enclosures:
        tables = [ledger for ledger in enclosure.ledgers if ledger.kind.kind == "tasks"]
        for ledger in tables:
            for row in ledger.texts.iter_rows(named=True):
                units = _units(row.get("responsible_unit") or "")
                if units:
                    spot = cell_spot(enclosure, ledger, row["_row"], "responsible_unit")
                    yield Tasked(_name(row.get("task") or ""), units, spot, _units(row.get("cooperating_units") or ""))
        if enclosure.document is not None and not tables:
            yield from _in_document(enclosure.path, enclosure.document)


def _in_document(path: str, document: OfficialDocument) -> Iterator[Tasked]:
    for paragraph in document.body:
        if paragraph.table is not None:
            yield from _in_table(path, document, paragraph, paragraph.table)


def _in_table(path: str, document: OfficialDocument, paragraph: Paragraph, table: Table) -> Iterator[Tasked]:
    header = [cell.text for cell in table.rows[0]] if table.rows else []
    task = next((index for index, text in enumerate(header) if _TASK.search(text)), None)
    unit = next((index for index, text in enumerate(header) if _UNIT.search(text)), None)
    if task is None or unit is None:
        return
    for row in table.rows[1:]:
        if len(row) == len(header) and (units := _units(row[unit].text)):
            place = table_cell(document.layout, paragraph, row[task].text, row[unit].text)
            yield Tasked(_name(row[task].text), units, Spot(path, "附件", place))


@check("PKG131", severity="warning", source="通知和任务分解表里同一项任务的责任单位应一致")
def responsible_units_agree(package: Package) -> Iterator[PackageAnswer]:
    """同一项任务，通知（实施方案）写的责任单位，任务分解表里没有列为责任单位。

    任务按通知里小标题与表中任务名称对上的才比；有一个单位相同就不报，简称算相同；写“各责任单位”“有关部门”的不比。
    """
    items, rows = list(_in_texts(package)), list(_in_tables(package))
    for row in rows:
        for item in items:
            if not _is_same_task(item.task, row.task) or sum(_is_same_task(item.task, r.task) for r in rows) > 1:
                continue
            if not any(_alike(one, other) for one in item.units for other in row.units):
                yield row.spot.breach(
                    f"任务“{row.task}”的责任单位，这里是{'、'.join(row.units)}，文中写的是{'、'.join(item.units)}",
                    other=item.spot,
                    observed="、".join(row.units),
                    expected="、".join(item.units),
                    suggestion="核对分工，改正写错的一处",
                )


def _is_same_task(heading: str, task: str) -> bool:
    shorter, longer = sorted((heading, task), key=len)
    return heading == task or (len(shorter) >= _SHORTEST and longer.startswith(shorter))


@check("PKG132", severity="info", source="任务分解表所列单位应收到通知")
def units_with_tasks_are_sent_the_notice(package: Package) -> Iterator[PackageAnswer]:
    """任务分解表里的责任单位、配合单位，既不在主送，也不在抄送。

    “县直有关单位”“各成员单位”等包括所有部门，“各乡（镇）”包括所有乡镇；发文机关自己、村和企业不看。通知没有主送机关的不判。
    """
    tasked, addressee = list(_in_tables(package)), package.notice.element("主送机关")
    if not tasked:
        return
    if addressee is None:
        yield NotJudged("通知没有主送机关，看不出发给谁")
        return
    sent = "、".join(e.text.rstrip("。") for e in package.notice.elements if e.kind in {"主送机关", "抄送机关"})
    named = dict.fromkeys(unit for row in tasked for unit in (*row.units, *row.helping))
    missing = [unit for unit in named if not _is_reached(unit, sent, package.notice.agency)]
    if missing:
        yield Spot(package.path, "主送机关", addressee.place).breach(
            f"任务分解表里有{'、'.join(missing)}，主送、抄送里没有",
            other=tasked[0].spot.path,
            observed=addressee.text,
            expected=f"主送或抄送{'、'.join(missing)}",
            suggestion="核对发送范围，需要的补上",
        )


def _is_reached(unit: str, sent: str, sender: str) -> bool:
    if _VILLAGE.search(unit):
        return True
    every = _TOWNSHIPS if _TOWNSHIP.search(unit) else _DEPARTMENTS
    offices = [*_SEVERAL.split(sent), sender]
    return bool(every.search(sent)) or any(_alike(_core(unit), _core(office)) for office in offices if office)


def _core(unit: str) -> str:
    return _OF_COUNTY.sub("", unit)
