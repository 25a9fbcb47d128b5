"""The figures of a document: shares, parts and wholes, progress, tables and what the text says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from checks.declare import check
from checks.model import DocumentBreach
from checks.official_texts import own_texts
from documents.model import Element, OfficialDocument, Table
from values.expressions import expression

_NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SHARE = expression(
    rf"(?:共|总计|合计|总数为?|应[一-鿿]{{1,4}})[^。；\d]{{0,8}}?({_NUMBER})(万?[户人个元亩项家])[^。；\d]{{0,16}}?({_NUMBER})(万?[户人个元亩项家])"
    rf"[，,]?(?:占比?|占总数的?|完成率|覆盖率)(?:为|达到?)?(约?)({_NUMBER})[%％]"
)
_PARTS = expression(
    rf"(?:共|总计|合计|总投资|总额)[^。；\d]{{0,16}}?({_NUMBER})(万?[户人个元亩项家])[，,]\s*(?:其中|分别(?:为|是))[:：]?([^。；]+)"
)
_PART = expression(rf"({_NUMBER})(万?[户人个元亩项家])")
_LIST_OF = expression(
    r"(?:名单|清单|台账|附表|附件\d?)[^。；\d]{0,8}?共(?:计)?(\d{1,5})(户|人|个|项|条|家|名)|共(\d{1,5})(户|人|个|项|条|家|名)[^。；\d]{0,8}?(?:名单|清单|详?见附件)"
)
_ARRANGED = expression(rf"(?:共|总)?(?:安排|下达|筹措)[^，。；\d]{{0,20}}?({_NUMBER})(万?元)")
_SPENT = expression(
    rf"已(?:支出|拨付|使用|完成支付)({_NUMBER})(万?元)[，,](?:支出|拨付|使用)?进度(?:为|达|达到)?({_NUMBER})[%％]"
)
_TASKS = expression(r"(项目|资产|农户|脱贫户|监测户)[共计]?(\d{1,4})(个|处|户)")
_WHOLE_LIST = expression("缺口|不足部分|其余|剩余|分别")
_MONEY = frozenset({"元", "万元"})
_FEWEST_PARTS = 2


@check("DOC423", severity="warning", source="占比应与所写的总数、分数相符，按所写的位数四舍五入")
def shares_are_worked_out_right(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """一句话里的总数、分数和占比对不上。

    只看“共A户，……B户，占C%”这样单位相同的一句；按所写小数位四舍五入或截取都算对，写“约”的放宽一个单位。
    """
    for element in own_texts(document):
        if not {"%", "％"} & set(element.text):
            continue
        for found in _SHARE.finditer(element.text):
            whole, unit, part, part_unit, about, share = found.groups()
            if unit != part_unit or not _number(whole):
                continue
            actual = _number(part) * 100 / _number(whole)
            step = Fraction(1, 10 ** len(share.partition(".")[2]))
            if abs(actual - _number(share)) >= step * (2 if about else 1):
                yield DocumentBreach.at(
                    element,
                    f"“{found[0]}”，{part}÷{whole}约为{float(actual):.2f}%",
                    observed=f"{share}%",
                    expected=f"{float(actual):.2f}%",
                    suggestion="核对总数、分数和占比，改正写错的一处",
                )


@check("DOC424", severity="warning", source="分项之和不应大于总数")
def parts_are_no_more_than_the_whole(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """“共A户，分别为B户、C户”的分项之和与总数不符，或某个分项大于总数。

    写“分别为”“缺口”“其余”的分项应正好加到总数；写“其中”的分项可能交叉、可能不全，只报单个分项大于总数、
    各笔钱加起来大于总额的。单位不同的分项不算。
    """
    for element in own_texts(document):
        for found in _PARTS.finditer(element.text):
            whole, unit, rest = found.groups()
            parts = [_number(number) for number, of in _PART.findall(rest) if of == unit]
            exact = bool(_WHOLE_LIST.search(found[0])) and len(parts) >= _FEWEST_PARTS
            over = unit in _MONEY and sum(parts) > _number(whole)
            single = any(part > _number(whole) for part in parts)
            if single or over or (exact and sum(parts) != _number(whole)):
                total = _shown(sum(parts, Fraction(0)))
                yield DocumentBreach.at(
                    element,
                    f"总数{whole}{unit}，分项{'、'.join(map(_shown, parts))}，合计{total}{unit}",
                    observed=f"{whole}{unit}",
                    expected=f"{total}{unit}" if exact else "分项不大于总数",
                    suggestion="核对总数和分项，改正写错的一处",
                )


def _number(text: str) -> Fraction:
    return Fraction(re.sub("[,，]", "", text))


def _shown(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"


@check("DOC425", severity="warning", source="正文所说的个数应与附件名单一致")
def list_is_as_long_as_the_text_says(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """正文说名单、清单共多少，附件表格的行数不同。

    只判文后只有一张表、表里有连续序号的；合计行不算。
    """
    rows = _rows_annexed(document)
    if not rows:
        return
    for paragraph in document.body:
        found = _LIST_OF.search(paragraph.text)
        said = int(found[1] or found[3]) if found else rows
        if found and said != rows:
            yield DocumentBreach.at(
                Element("正文", paragraph.text, paragraph.place),
                f"正文写“{found[0]}”，附件表格有{rows}行",
                observed=str(said),
                expected=str(rows),
                suggestion="核对正文和附件，改正写错的一处",
            )


def _rows_annexed(document: OfficialDocument) -> int:
    """How many rows the one table has that is annexed; 0 where there are none, several, or no numbers in order."""
    tables = [p.table for inner in document.inner for p in inner.body if p.table]
    if len(tables) != 1:
        return 0
    (table,) = tables
    return _numbered_rows(table.rows[table.header_rows :])


def _numbered_rows(rows: tuple[tuple[object, ...], ...]) -> int:
    """How many rows are numbered 1, 2, 3 … in their first cell; 0 where they are not."""
    firsts = [str(getattr(row[0], "text", "")).strip() for row in rows if row]
    numbers = [int(text) for text in firsts if text.isdecimal()]
    return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0


@check("DOC451", severity="warning", source="进度应等于已用数除以安排数，按所写的位数四舍五入")
def progress_is_worked_out_right(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """“已支出B万元，支出进度C%”与前面“安排A万元”对不上。

    取前面最近一次写的安排数，单位相同才判；全文只有一个安排数时才判。
    """
    texts = list(own_texts(document))
    arranged = {(m[1], m[2]) for element in texts for m in _ARRANGED.finditer(element.text)}
    if len(arranged) != 1:
        return
    ((whole, unit),) = arranged
    for element in texts:
        for found in _SPENT.finditer(element.text):
            actual = _number(found[1]) * 100 / _number(whole)
            step = Fraction(1, 10 ** len(found[3].partition(".")[2]))
            if found[2] == unit and abs(actual - _number(found[3])) >= step:
                yield DocumentBreach.at(
                    element,
                    f"“{found[0]}”，{found[1]}÷{whole}约为{float(actual):.2f}%",
                    observed=f"{found[3]}%",
                    expected=f"{float(actual):.2f}%",
                    suggestion="核对安排数、已用数和进度，改正写错的一处",
                )


@check("DOC452", severity="warning", source="表格的合计应等于各行之和")
def totals_of_annexed_tables_add_up(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """附件表格的合计行与各行之和不符。

    只看前两格写“合计”“总计”的行、各行都是数字的列；有小计的表不判，序号、比例、年份列不看。
    """
    for inner in (document, *document.inner):
        for paragraph in inner.body:
            table = paragraph.table
            for column, said, total in _wrong_totals(table) if table is not None else ():
                yield DocumentBreach.at(
                    Element("附件" if inner is not document else "正文", "", paragraph.place),
                    f"“{column}”列合计写{said}，各行相加是{_shown(total)}",
                    observed=said,
                    expected=_shown(total),
                    suggestion="核对各行和合计，改正写错的一处",
                )


def _wrong_totals(table: Table) -> Iterator[tuple[str, str, Fraction]]:
    grid = [[cell.text.strip() for cell in row for _ in range(cell.across)] for row in table.rows]
    header, rows = grid[: table.header_rows] or [[]], grid[table.header_rows :]
    totals = [row for row in rows if {re.sub(r"\s", "", cell) for cell in row[:2]} & {"合计", "总计"}]
    if len(totals) != 1 or any("小计" in cell for row in rows for cell in row):
        return
    (total,) = totals
    others = [row for row in rows if row is not total and len(row) == len(total)]
    for index, said in enumerate(total):
        column, name = [row[index] for row in others], header[-1][index] if index < len(header[-1]) else ""
        if re.search("序号|比例|占比|率|年份|编号|电话", name) or not _is_number(said):
            continue
        if column and all(_is_number(text) for text in column) and sum(map(_number, column)) != _number(said):
            yield name, said, sum(map(_number, column), Fraction(0))


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(_NUMBER, text))


@check("DOC453", severity="warning", source="正文所说的个数应与附表一致")
def annexed_table_has_as_many_rows_as_the_text_says(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """正文说项目几个、农户几户，附表编号的行数不同。

    只判文后只有一张表、表题或表头说的是同一样东西、正文只说了一个数的。
    """
    rows = _rows_annexed(document)
    titles = " ".join(inner.title for inner in document.inner)
    said = [(p, m) for p in document.body for m in _TASKS.finditer(p.text) if m[1] in titles]
    if not rows or len({m[2] for _, m in said}) != 1:
        return
    paragraph, found = said[0]
    if int(found[2]) != rows:
        yield DocumentBreach.at(
            Element("正文", paragraph.text, paragraph.place),
            f"正文写“{found[0]}”，附表有{rows}行",
            observed=found[0],
            expected=str(rows),
            suggestion="核对正文和附表，改正写错的一处",
        )
