"""Formats beyond xlsx and xls."""

from __future__ import annotations

import io

import docx
import pytest

from ledgers.readers import read_book
from tests.ledgers.readers.made_files import pdf, xlsb, zipped

ODS_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def ods(rows: str, styles: str = "", table: str = "") -> bytes:
    content = (
        f"<office:document-content {ODS_NAMESPACES} "
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="台账"{table}>{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def cell(text: str, kind: str = "string", more: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" {more}><text:p>{text}</text:p></table:table-cell>'


def test_ods_keeps_places_merges_and_marks() -> None:
    rows = (
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="9"/>'
        "</table:table-row>"
        f"<table:table-row>{cell('示范县', more='table:number-columns-spanned=&quot;2&quot;'.replace('&quot;', chr(34)))}"
        "<table:covered-table-cell/></table:table-row>"
        f'<table:table-row table:visibility="collapse"><table:table-cell/>'
        f"{cell('8,300.50', 'float', 'office:value=&quot;8300.5&quot;'.replace('&quot;', chr(34)))}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048571"><table:table-cell/></table:table-row>'
    )
    (sheet,) = read_book(ods(rows), path="台账.ods").sheets
    assert sheet.texts.rows() == [(None, None), (None, None), ("示范县", None), (None, "8300.5")]
    assert (sheet.merges, sheet.hidden_rows, sheet.hidden_columns) == (((2, 0, 2, 1),), {3}, {0, 1})


@pytest.mark.parametrize(
    ("kind", "attributes", "shown", "text"),
    [
        ("date", 'office:date-value="2024-08-09"', "24/8/9", "2024-08-09"),
        ("date", 'office:date-value="2024-08-01"', "2024年8月", "2024年8月"),
        ("date", 'office:date-value="2024-08-01T00:00:00"', "2024年8月1日", "2024-08-01"),
        ("boolean", 'office:boolean-value="true"', "真", "TRUE"),
        ("percentage", 'office:value="0.125"', "12.5%", "0.125"),
        ("string", "", "0012", "0012"),
    ],
)
def test_ods_values(kind: str, attributes: str, shown: str, text: str) -> None:
    (sheet,) = read_book(
        ods(f"<table:table-row>{cell(shown, kind, attributes)}</table:table-row>"), path="a.ods"
    ).sheets
    assert sheet.texts.item() == text


def test_ods_errors_formulas_and_long_numbers() -> None:
    cells = (
        cell("#DIV/0!", "string", 'table:formula="of:=1/0" calcext:value-type="error"')
        + '<table:table-cell table:formula="of:=1+1"/>'
        + cell("5.2E+17", "float", 'office:value="520113198001010048"')
    )
    (sheet,) = read_book(ods(f"<table:table-row>{cells}</table:table-row>"), path="a.ods").sheets
    assert sheet.cell_errors == {(0, 0): "#DIV/0!"}
    assert (sheet.uncalculated, sheet.digits_lost) == ({(0, 1)}, {(0, 2)})


def test_ods_that_repeats_without_end_is_refused() -> None:
    rows = f'<table:table-row table:number-rows-repeated="99999999">{cell("甲")}</table:table-row>'
    (fault,) = read_book(ods(rows), path="a.ods").faults
    assert fault.code == "LED001"


@pytest.mark.parametrize("password", [None, "1"])
def test_encrypted_ods_says_that_no_password_helps(password: str | None) -> None:
    data = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest:encryption-data/>",
            "content.xml": b"\x00\x01",
        }
    )
    (fault,) = read_book(data, path="a.ods", password=password).faults
    assert fault.code == "LED002"
    assert "有密码也不能直接读取" in fault.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_encodings_and_separators(encoding: str, delimiter: str) -> None:
    lines = [["示范县台账"], ["户主", "证件号", "备注"], ["张三", '="0012"', '"甲\n乙"'], [], ["李四", "5.2E+17", "无"]]
    data = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    (sheet,) = read_book(data, path="台账.csv").sheets
    assert sheet.texts.rows() == [
        ("示范县台账", None, None),
        ("户主", "证件号", "备注"),
        ("张三", "0012", "甲\n乙"),
        (None, None, None),
        ("李四", "5.2E+17", "无"),
    ]
    assert sheet.digits_lost == {(4, 1)}


def test_csv_hint_of_the_separator_is_no_record() -> None:
    (sheet,) = read_book(b"sep=;\r\na;b,c\r\n", path="台账.csv").sheets
    assert sheet.texts.rows() == [("a", "b,c")]


def test_docx_tables_with_spans_and_deleted_text() -> None:
    document = docx.Document()
    document.add_paragraph("附件")
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate((["户主", "收入", "x"], ["y", "上年", "本年"], ["张三", "8300", "9000"])):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 2).text = table.cell(1, 0).text = ""
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    target = io.BytesIO()
    document.save(target)
    (sheet,) = read_book(target.getvalue(), path="附件.docx").sheets
    assert sheet.name == "表1"
    assert sheet.texts.rows() == [("户主", "收入", None), (None, "上年", "本年"), ("张三", "8300", "9000")]
    assert sheet.merges == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_docx_without_tables_has_no_sheets_and_no_faults() -> None:
    target = io.BytesIO()
    docx.Document().save(target)
    book = read_book(target.getvalue(), path="通知.docx")
    assert (book.sheets, book.faults) == ((), ())


def test_pdf_table_is_joined_over_the_page_break() -> None:
    header = ["no", "name"]
    first = [header, *([str(n), f"p{n}"] for n in range(36))]
    second = [header, ["36", "p36"]]
    book = read_book(pdf([first, second]), path="附件.pdf")
    (sheet,) = book.sheets
    assert (sheet.name, sheet.texts.height) == ("表1", 38)
    assert sheet.texts.row(-1) == ("36", "p36")


def test_pdf_tables_that_end_on_their_page_stay_apart() -> None:
    book = read_book(pdf([[["a", "b"], ["1", "2"]], [["a", "b"], ["3", "4"]]]), path="附件.pdf")
    assert [sheet.texts.rows() for sheet in book.sheets] == [[("a", "b"), ("1", "2")], [("a", "b"), ("3", "4")]]


def test_pdf_page_without_text_is_a_fault() -> None:
    book = read_book(pdf([[["a", "b"]], []]), path="扫描.pdf")
    (fault,) = book.faults
    assert (fault.code, fault.place.page) == ("LED001", 2)
    assert "没有文字层" in fault.message
    assert len(book.sheets) == 1


def test_xml_spreadsheet_2003() -> None:
    data = """<?xml version="1.0" encoding="GB2312"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
     xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="台账"><Table>
     <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">示范县</Data></Cell></Row>
     <Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">8300.50</Data></Cell></Row>
     <Row><Cell><Data ss:Type="DateTime">2024-08-09T00:00:00.000</Data></Cell>
     <Cell><Data ss:Type="Error">#REF!</Data></Cell></Row></Table></Worksheet></Workbook>"""
    book = read_book(data.encode("gb18030"), path="导出.xls")
    (sheet,) = book.sheets
    assert sheet.texts.rows() == [("示范县", None), (None, None), (None, "8300.5"), ("2024-08-09", "#REF!")]
    assert (sheet.name, sheet.merges, sheet.hidden_rows) == ("台账", ((0, 0, 0, 1),), {2})
    assert sheet.cell_errors == {(3, 1): "#REF!"}
    assert [fault.code for fault in book.faults] == ["LED016"]


def test_xlsb_is_read_and_says_what_it_does_not_tell() -> None:
    book = read_book(xlsb([["户主姓名", "行政村"], ["张三", "甲村"]]), path="a.xlsb")
    assert book.sheets[0].texts.rows() == [("户主姓名", "行政村"), ("张三", "甲村")]
    (fault,) = book.faults
    assert (fault.code, fault.severity) == ("LED019", "info")
    assert "读不出来" in fault.message
