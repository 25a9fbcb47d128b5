"""Comments on the cells in question, and nothing else changed."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import Font, PatternFill
from PIL import Image as Picture

from ledgers.annotated import AnnotationError, Mark, Opinion, annotate_workbook, keeps_format
from ledgers.readers import read_book
from tests.ledgers.readers.made_files import bare_xlsx, encrypted, styles_of, xls, xlsx, zipped

YELLOW = "FFFFFF00"


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def plain(write=lambda _, sheet: sheet.write_column("A1", ["户主", "张三", "李四"])) -> bytes:
    return xlsx(write)


def comments(data: bytes, sheet: str = "台账") -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in opened(data)[sheet] for cell in row if cell.comment}


def test_comments_name_the_severity_and_join_on_one_cell() -> None:
    marks = [
        Mark("台账", "A2", "姓名不全"),
        Mark("台账", "A2", "再核对", "warning"),
        Mark("台账", "A3", "提示一下", "info"),
    ]
    copy = annotate_workbook(plain(), marks)
    assert comments(copy) == {"A2": "【错误】姓名不全\n【警告】再核对", "A3": "【提示】提示一下"}


def test_members_that_need_no_change_stay_byte_identical() -> None:
    source = plain()
    copy = annotate_workbook(source, [Mark("台账", "A2", "甲")])
    before, after = members(source), members(copy)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"[Content_Types].xml", "xl/worksheets/sheet1.xml"}
    untouched = zipfile.ZipFile(io.BytesIO(source)).getinfo("xl/styles.xml")
    kept = zipfile.ZipFile(io.BytesIO(copy)).getinfo("xl/styles.xml")
    assert (kept.CRC, kept.compress_size) == (untouched.CRC, untouched.compress_size)
    assert source[untouched.header_offset + 43 :][: kept.compress_size] in copy


def test_texts_stay_as_they_were() -> None:
    source = plain()
    copy = annotate_workbook(source, [Mark("台账", "B9", "空")], fill=True)
    before, after = (read_book(data, path="a.xlsx").sheets[0].texts for data in (source, copy))
    assert before.equals(after)


def test_fill_keeps_the_cells_own_format() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet["B2"] = 0.5
    sheet["B2"].font = Font(bold=True, color="FFFF0000")
    sheet["B2"].number_format = "0.00%"
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["C2"] = "甲"
    copy = opened(annotate_workbook(saved(book), [Mark("台账", "B2", "甲")], fill=True))["台账"]
    assert copy["B2"].fill.fgColor.rgb == YELLOW
    assert (copy["B2"].font.bold, copy["B2"].font.color.rgb, copy["B2"].number_format) == (True, "FFFF0000", "0.00%")
    assert copy["C2"].fill.fill_type is None


@pytest.mark.parametrize("cell", ["A1", "B2", "C2", "D2", "A3", "E9", "AA2"])
def test_blank_and_missing_cells_are_inserted_in_order(cell: str) -> None:
    rows = '<row r="2"><c r="B2"/><c r="D2" t="inlineStr"><is><t>甲</t></is></c></row><row r="5"/>'
    copy = annotate_workbook(bare_xlsx(rows, styles=styles_of(0)), [Mark("台账", cell, "缺")], fill=True)
    xml = members(copy)["xl/worksheets/sheet1.xml"].decode()
    places = [(int(row), len(column), column) for column, row in re.findall(r'<c r="([A-Z]+)(\d+)"', xml)]
    assert places == sorted(places)
    numbers = [int(number) for number in re.findall(r'<row r="(\d+)"', xml)]
    assert numbers == sorted(set(numbers))
    assert opened(copy)["台账"][cell].fill.fgColor.rgb == YELLOW
    assert opened(copy)["台账"]["D2"].value == "甲"


def test_missing_cell_takes_the_format_of_its_row_or_column() -> None:
    def write(book, sheet):
        sheet.set_column("C:C", 10, book.add_format({"num_format": "0.0"}))
        sheet.set_row(4, 20, book.add_format({"bold": True}))
        sheet.write("A1", "甲")

    sheet = opened(annotate_workbook(xlsx(write), [Mark("台账", "C3", "甲"), Mark("台账", "D5", "乙")], fill=True))[
        "台账"
    ]
    assert sheet["C3"].number_format == "0.0"
    assert sheet["D5"].font.bold


def test_sheet_without_cells_and_workbook_without_styles() -> None:
    empty = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    copy = opened(annotate_workbook(bare_xlsx("", sheet=empty), [Mark("台账", "B2", "甲")], fill=True))["台账"]
    assert copy["B2"].comment.text == "【错误】甲"
    assert copy["B2"].fill.fgColor.rgb == YELLOW


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_merged_cells_are_marked_where_they_are_seen() -> None:
    source = plain(lambda _, sheet: sheet.merge_range("B2:C4", "张三"))
    assert list(comments(annotate_workbook(source, [Mark("台账", "C4", "甲")]))) == ["B2"]


def commented() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet["A1"], sheet["A2"] = "户主", "张三"
    sheet["A1"].comment = Comment("经办人：已核实", "张主任")
    sheet["A2"].comment = Comment("请复核", "张主任")
    return saved(book)


def test_comments_people_left_stay_and_ours_come_below() -> None:
    copy = annotate_workbook(commented(), [Mark("台账", "A2", "甲"), Mark("台账", "A3", "乙")])
    expected = {"A1": "经办人：已核实", "A2": "请复核\n—— 核查意见 ——\n【错误】甲", "A3": "【错误】乙"}
    assert comments(copy) == expected
    drawing = members(copy)["xl/drawings/commentsDrawing1.vml"].decode()
    numbers = re.findall(r'id="(_x0000_s\d+)"', drawing)
    assert len(numbers) == len(set(numbers)) == 3


def test_a_second_copy_replaces_our_notes() -> None:
    first = annotate_workbook(commented(), [Mark("台账", "A2", "甲"), Mark("台账", "A3", "乙")])
    second = annotate_workbook(first, [Mark("台账", "A2", "丙"), Mark("台账", "A3", "丁")])
    assert comments(second) == {
        "A1": "经办人：已核实",
        "A2": "请复核\n—— 核查意见 ——\n【错误】丙",
        "A3": "【错误】丁",
    }


def test_legacy_drawing_stands_among_the_sheets_children_in_order() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet["A1"] = 1
    picture = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(picture, "PNG")
    sheet.add_image(Image(picture))
    sheet.conditional_formatting.add("A1:A9", DataBarRule("min", 0, "max", 1, color="FF638EC6"))
    sheet.add_table(openpyxl.worksheet.table.Table(displayName="T", ref="A1:A2"))
    sheet["A1"] = "列"
    sheet.protection.sheet = True
    xml = members(annotate_workbook(saved(book), [Mark("台账", "A2", "甲")]))["xl/worksheets/sheet1.xml"].decode()
    order = [
        "</sheetData>",
        "<sheetProtection",
        "<conditionalFormatting",
        "<drawing ",
        "<legacyDrawing ",
        "<tableParts",
    ]
    places = [xml.index(name) for name in order]
    assert places == sorted(places)


def test_nested_extension_list_does_not_draw_the_element_inside() -> None:
    after = (
        '<conditionalFormatting sqref="A1"><cfRule type="dataBar" priority="1"><extLst><ext/></extLst></cfRule>'
        "</conditionalFormatting><pageMargins left='1' right='1' top='1' bottom='1' header='1' footer='1'/>"
        "<extLst><ext/></extLst>"
    )
    copy = annotate_workbook(
        bare_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>', after=after), [Mark("台账", "A1", "甲")]
    )
    xml = members(copy)["xl/worksheets/sheet1.xml"].decode()
    assert re.search(r"footer='1'/><legacyDrawing[^>]*/><extLst>", xml)


def test_prefixed_sheet_stays_readable() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    copy = annotate_workbook(bare_xlsx("", sheet=sheet, styles=styles_of(0)), [Mark("台账", "B1", "甲")], fill=True)
    assert comments(copy) == {"B1": "【错误】甲"}
    assert opened(copy)["台账"]["A1"].value == 1


def test_shape_numbers_are_shared_by_no_two_sheets() -> None:
    source = xlsx(lambda book, sheet: (sheet.write("A1", "甲"), book.add_worksheet("二").write("A1", "乙")))
    marks = [Mark(sheet, f"A{row}", "甲") for sheet in ("台账", "二") for row in range(1, 1500)]
    parts = members(annotate_workbook(source, marks))
    numbers = re.findall(rb'id="_x0000_s(\d+)"', b"".join(parts[f"xl/drawings/vmlDrawing{n}.vml"] for n in (1, 2)))
    assert len(numbers) == len(set(numbers)) == 2 * 1499


def test_opinion_sheet_prints() -> None:
    opinions = [
        Opinion(1, "error", "台账", "A2", "人均纯收入低于重点关注线 <8300>", "《示范办法》第二条", "请核对"),
        Opinion(2, "info", None, None, "整个文件", "", ""),
    ]
    book = opened(annotate_workbook(plain(), [Mark("台账", "A2", "甲")], opinion=opinions))
    sheet = book["核查意见"]
    assert book.sheetnames[-1] == "核查意见"
    assert [cell.value for cell in sheet[2]] == ["序号", "级别", "位置", "问题", "依据", "处理建议"]
    assert [cell.value for cell in sheet[3]][:4] == ["1", "错误", "台账 A2", "人均纯收入低于重点关注线 <8300>"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["C3"].hyperlink.location == "'台账'!A2"
    again = annotate_workbook(saved(book), [], opinion=opinions)
    assert opened(again).sheetnames[-1] == "核查意见2"


def test_control_characters_in_a_message_do_not_break_the_file() -> None:
    assert comments(annotate_workbook(plain(), [Mark("台账", "A2", "甲\x00\x0b乙<&>")])) == {"A2": "【错误】甲乙<&>"}


def test_encrypted_copy_stays_encrypted() -> None:
    source = encrypted(plain(), "1234")
    copy = annotate_workbook(source, [Mark("台账", "A2", "甲")], password="1234")  # noqa: S106
    assert keeps_format(source)
    assert read_book(copy, path="a.xlsx").faults[0].code == "LED002"
    assert read_book(copy, path="a.xlsx", password="1234").sheets[0].texts.item(1, 0) == "张三"  # noqa: S106
    with pytest.raises(AnnotationError, match="--password"):
        annotate_workbook(source, [])


@pytest.mark.parametrize(
    ("source", "path", "sheet", "name"),
    [
        ("户主,证件号\n张三,520113198001010010\n".encode("gb18030"), "台账.csv", None, "表1"),
        (xls([["户主", "证件号"], ["张三", "520113198001010010"]]), "台账.xls", "台账", "台账"),
    ],
)
def test_other_formats_come_back_as_a_workbook_of_their_texts(
    source: bytes, path: str, sheet: str | None, name: str
) -> None:
    opinions = [Opinion(1, "error", sheet, "B2", "校验码", "国家标准", "请核对")]
    copy = annotate_workbook(source, [Mark(sheet, "B2", "校验码")], fill=True, opinion=opinions, path=path)
    book = opened(copy)
    assert not keeps_format(source)
    assert book.sheetnames == [name, "说明", "核查意见"]
    assert (book[name]["B2"].value, book[name]["B2"].data_type) == ("520113198001010010", "s")
    assert book[name]["B2"].comment.text == "【错误】校验码"
    assert path in book["说明"]["A1"].value


@pytest.mark.parametrize("source", [b"", b"Rar!\x1a\x07\x00", xls([["x"]])[:600]])
def test_what_cannot_be_read_cannot_be_annotated(source: bytes) -> None:
    with pytest.raises(AnnotationError, match="不能批注：无法读取"):
        annotate_workbook(source, [Mark("台账", "A1", "甲")])


def test_unknown_sheet_is_refused() -> None:
    with pytest.raises(AnnotationError, match="没有工作表“底稿”"):
        annotate_workbook(plain(), [Mark("底稿", "A1", "甲")])


def test_strict_workbook_is_copied_as_texts() -> None:
    parts = members(bare_xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>张三</t></is></c></row>'))
    strict = {
        name: body.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, body in parts.items()
    }
    source = zipped(strict)
    assert not keeps_format(source)
    assert comments(annotate_workbook(source, [Mark("台账", "A1:A9", "甲")], path="台账.xlsx")) == {"A1": "【错误】甲"}


def test_broken_style_sheet_is_refused_in_words() -> None:
    parts = members(plain()) | {"xl/styles.xml": b"<styleSheet"}
    with pytest.raises(AnnotationError, match="结构不合规范"):
        annotate_workbook(zipped(parts), [Mark("台账", "A1", "甲")], fill=True)
