"""Fifteen things offices' files do to readers."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from ledgers.model import Book, Sheet
from ledgers.readers import read_book
from tests.ledgers.readers.made_files import bare_xlsx, encrypted, styles_of, xls, xlsx

ID_TEXT = "520113198001010010"


def read(data: bytes, path: str = "台账.xlsx", password: str | None = None) -> Book:
    return read_book(data, path=path, password=password)


def only_sheet(data: bytes, path: str = "台账.xlsx") -> Sheet:
    book = read(data, path)
    assert book.faults == ()
    (sheet,) = book.sheets
    return sheet


def test_merged_header_cells_keep_their_ranges() -> None:
    def write(book, sheet):
        sheet.merge_range("A1:D1", "示范县收入台账")
        sheet.merge_range("A2:A3", "户主")
        sheet.merge_range("B2:D2", "上年度收入（元）")
        sheet.write_row("B3", ["工资性收入", "经营性收入", "合计"])

    sheet = only_sheet(xlsx(write))
    assert sheet.merges == ((0, 0, 0, 3), (1, 0, 2, 0), (1, 1, 1, 3))
    assert sheet.texts.rows() == [
        ("示范县收入台账", None, None, None),
        ("户主", "上年度收入（元）", None, None),
        (None, "工资性收入", "经营性收入", "合计"),
    ]


def test_title_and_footnote_rows_leave_numbers_as_they_are() -> None:
    def write(book, sheet):
        sheet.write("A1", "示范县收入台账")
        sheet.write_row("A2", ["张三", 8300])
        sheet.write("A3", "填表说明：单位为元")

    assert only_sheet(xlsx(write)).texts.rows() == [
        ("示范县收入台账", None),
        ("张三", "8300"),
        ("填表说明：单位为元", None),
    ]


def test_sheet_that_does_not_begin_at_a1_keeps_its_places() -> None:
    sheet = only_sheet(xlsx(lambda _, sheet: sheet.write("D5", "张三")))
    assert sheet.texts.shape == (5, 4)
    assert sheet.texts.item(4, 3) == "张三"
    assert sheet.texts.columns == ["0", "1", "2", "3"]


def test_blank_rows_and_columns_inside_stay() -> None:
    def write(book, sheet):
        sheet.write("A1", "张三")
        sheet.write("C4", "李四")

    assert only_sheet(xlsx(write)).texts.rows() == [
        ("张三", None, None),
        (None, None, None),
        (None, None, None),
        (None, None, "李四"),
    ]


@pytest.mark.parametrize("text", ["1,234.50", "0012", ID_TEXT, "１２３", "3.0", "1E5", "true", "2024-08-09 00:00:00"])
def test_numbers_stored_as_text_stay_as_they_stand(text: str) -> None:
    assert only_sheet(xlsx(lambda _, sheet: sheet.write_string("A1", text))).texts.item() == text


@pytest.mark.parametrize(
    "stored",
    ["5.2011319800101E+17", "5.2011319800101001E17", "5.2e+17", "520113198001010048", "6222020000001234", "-1e15"],
)
def test_long_numbers_are_told_and_show_no_digits_made_up(stored: str) -> None:
    sheet = only_sheet(bare_xlsx(f'<row r="1"><c r="A1"><v>{stored}</v></c></row>'))
    assert sheet.digits_lost == {(0, 0)}
    mantissa, _ = sheet.texts.item().split("E")
    assert len(mantissa.strip("-").replace(".", "")) <= 15
    assert float(sheet.texts.item()) == pytest.approx(float(stored))


@pytest.mark.parametrize("stored", ["123456789012345", "0.30000000000000004", "12345.678901234567", "1e5", "1E-20"])
def test_other_numbers_lose_nothing_a_spreadsheet_shows(stored: str) -> None:
    sheet = only_sheet(bare_xlsx(f'<row r="1"><c r="A1"><v>{stored}</v></c></row>'))
    assert sheet.digits_lost == frozenset()
    assert float(sheet.texts.item()) == pytest.approx(float(stored), abs=1e-9)
    assert "e" not in sheet.texts.item().lower()


def test_long_digits_that_are_the_text_of_a_formula_are_kept() -> None:
    cell = f'<row r="1"><c r="A1" t="str"><f>B1</f><v>{ID_TEXT}</v></c></row>'
    sheet = only_sheet(bare_xlsx(cell))
    assert sheet.texts.item() == ID_TEXT
    assert sheet.digits_lost == frozenset()


def test_true_dates_and_dates_as_text() -> None:
    def write(book, sheet):
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime("A1", dt.datetime(2024, 8, 9), day)  # noqa: DTZ001
        sheet.write_datetime("A2", dt.datetime(2024, 8, 9, 10, 30), day)  # noqa: DTZ001
        sheet.write("A3", "2024.8.9")
        sheet.write("A4", "2024年8月")

    assert only_sheet(xlsx(write)).texts["0"].to_list() == [
        "2024-08-09",
        "2024-08-09 10:30:00",
        "2024.8.9",
        "2024年8月",
    ]


@pytest.mark.parametrize("shown", [14, 31, 58, 30, "yyyy-mm-dd", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"])
def test_dates_in_chinese_built_in_formats_are_no_numbers(shown: int | str) -> None:
    rows = '<row r="1"><c r="A1" s="0"><v>45505</v></c><c r="B1"><v>45505</v></c></row>'
    sheet = only_sheet(bare_xlsx(rows.replace('"B1"', '"B1" s="1"'), styles=styles_of(shown, 0)))
    assert sheet.texts.row(0) == ("2024-08-01", "45505")


@pytest.mark.parametrize("shown", [17, 27, 57, "yyyy/m", "[$-804]yyyy&quot;年&quot;m&quot;月&quot;;@"])
def test_a_date_that_shows_only_its_month_has_no_day(shown: int | str) -> None:
    rows = '<row r="1"><c r="A1" s="0"><v>45505</v></c><c r="B1" s="0"><v>45513</v></c></row>'
    sheet = only_sheet(bare_xlsx(rows, styles=styles_of(shown)))
    assert sheet.texts.row(0) == ("2024年8月", "2024-08-09")


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>", "<v />"])
def test_formula_without_a_stored_value_is_uncalculated(value: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><f>A1+1</f>{value}</c></row>'
    sheet = only_sheet(bare_xlsx(rows))
    assert sheet.uncalculated == {(2, 2)}
    assert sheet.texts.shape == (3, 3)
    assert sheet.texts.item(2, 2) is None


def test_formula_whose_result_is_the_empty_text_is_blank() -> None:
    sheet = only_sheet(bare_xlsx('<row r="1"><c r="A1" t="str"><f>IF(1,"")</f><v></v></c></row>'))
    assert sheet.uncalculated == frozenset()


def test_hidden_rows_columns_and_sheets_are_read_and_told() -> None:
    def write(book, sheet):
        sheet.write_column("A1", ["张三", "李四", "王五"])
        sheet.write("D1", "备注")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("C:D", None, None, {"hidden": True})
        book.add_worksheet("底稿").hide()

    shown, hidden = read(xlsx(write)).sheets
    assert shown.hidden_rows == {1}
    assert shown.hidden_columns == {2, 3}
    assert shown.texts.item(1, 0) == "李四"
    assert (shown.hidden, hidden.hidden, hidden.name) == (False, True, "底稿")


def test_xls_is_read_with_all_marks() -> None:
    data = xls(
        [["示范县", None], [ID_TEXT, 520113198001010048.0], ["张三", 45505.0], ["李四", None]],
        number_format=27,
        hidden_rows=frozenset({3}),
        hidden_columns=frozenset({1}),
        errors={(3, 1): 42},
        merge=(0, 0, 0, 1),
    )
    sheet = only_sheet(data, "台账.xls")
    assert sheet.texts.rows() == [
        ("示范县", None),
        (ID_TEXT, "5.2011319800101E+17"),
        ("张三", "2024年8月"),
        ("李四", "#N/A"),
    ]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {1})
    assert (sheet.merges, sheet.digits_lost) == (((0, 0, 0, 1),), {(1, 1)})
    assert sheet.cell_errors == {(3, 1): "#N/A"}


def test_wrong_extension_is_read_by_content_and_told() -> None:
    book = read(xls([["张三"]]), "台账.xlsx")
    assert book.format == "xls"
    assert book.sheets[0].texts.item() == "张三"
    (fault,) = book.faults
    assert (fault.code, fault.severity) == ("LED016", "info")


@pytest.mark.parametrize("data", [xls([["张三"]]), xlsx(lambda _, sheet: sheet.write("A1", "张三"))])
def test_et_of_either_make_is_read(data: bytes) -> None:
    assert only_sheet(data, "台账.et").texts.item() == "张三"


def test_html_saved_as_xls_is_read_and_told() -> None:
    table = (
        '<html><table><tr><th colspan=2>收入</th></tr><tr><td>张三<br>户主</td><td rowspan="2">8300</td></tr></table>'
    )
    book = read(table.encode("gb18030"), "导出.xls")
    (sheet,) = book.sheets
    assert sheet.texts.rows() == [("收入", None), ("张三\n户主", "8300")]
    assert sheet.merges == ((0, 0, 0, 1), (1, 1, 2, 1))
    assert [fault.code for fault in book.faults] == ["LED016"]


def test_csv_in_gbk_keeps_rare_characters() -> None:
    sheet = only_sheet("户主,备注\n㐂某某,镕\n".encode("gb18030"), "台账.csv")
    assert sheet.name is None
    assert sheet.texts.rows() == [("户主", "备注"), ("㐂某某", "镕")]


def test_password() -> None:
    data = encrypted(xlsx(lambda _, sheet: sheet.write("A1", "张三")), "1234")
    assert read(data, password="1234").sheets[0].texts.item() == "张三"  # noqa: S106
    for password, expected in ((None, "请用 --password 提供密码"), ("4321", "密码不对")):
        book = read(data, password=password)
        assert book.sheets == ()
        (fault,) = book.faults
        assert fault.code == "LED002"
        assert expected in fault.message


def test_workbook_protected_without_a_password_opens_unasked() -> None:
    data = encrypted(xlsx(lambda _, sheet: sheet.write("A1", "张三")), "VelvetSweatshop")
    assert read(data).sheets[0].texts.item() == "张三"


def test_errors_booleans_and_percentages() -> None:
    def write(book, sheet):
        sheet.write_formula("A1", "=1/0", None, "#DIV/0!")
        sheet.write_boolean("B1", True)  # noqa: FBT003
        sheet.write_boolean("C1", False)  # noqa: FBT003
        sheet.write_number("D1", 0.125, book.add_format({"num_format": "0.00%"}))
        sheet.write_string("E1", "12%", book.add_format({"num_format": "0%"}))

    sheet = only_sheet(xlsx(write))
    assert sheet.texts.row(0) == ("#DIV/0!", "TRUE", "FALSE", "0.125", "12%")
    assert sheet.cell_errors == {(0, 0): "#DIV/0!"}
    assert sheet.percent_cells == {(0, 3)}


def test_times_of_day_and_zeros_shown_as_dates() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"><v>{v}</v></c></row>' for n, v in ((1, 0.5), (2, 0), (3, 45513)))
    sheet = only_sheet(bare_xlsx(rows, styles=styles_of(22)))
    assert sheet.texts["0"].to_list() == ["12:00:00", "1900-01-00", "2024-08-09"]


def test_cells_without_references_and_prefixed_names_are_placed() -> None:
    prefixed = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>张三</x:t></x:is></x:c></x:row>'
        '<x:row r="3" hidden="1"><x:c r="B3"><x:f>A1</x:f></x:c></x:row></x:sheetData></x:worksheet>'
    )
    sheet = only_sheet(bare_xlsx("", sheet=prefixed))
    assert sheet.texts.rows() == [(None, None), (None, "张三"), (None, None)]
    assert (sheet.hidden_rows, sheet.uncalculated) == ({2}, {(2, 1)})
    sheet = only_sheet(bare_xlsx('<row><c><v>1</v></c><c t="e"><v>#REF!</v></c></row><row><c><f>A1</f></c></row>'))
    assert sheet.texts.rows() == [("1", "#REF!"), (None, None)]
    assert sheet.uncalculated == {(1, 0)}


def test_openpyxl_workbook_with_formulas_is_uncalculated() -> None:
    book = openpyxl.Workbook()
    book.active.append(["张三", "=1+1"])
    target = io.BytesIO()
    book.save(target)
    assert only_sheet(target.getvalue()).uncalculated == {(0, 1)}


def test_rich_text_is_joined_and_readings_are_left_out() -> None:
    item = "<si><r><t>张</t></r><r><t xml:space='preserve'>三 </t></r><rPh sb='0' eb='1'><t>zhang</t></rPh></si>"
    shared = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{item}</sst>'
    sheet = only_sheet(bare_xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared=shared))
    assert sheet.texts.item() == "张三 "


def test_days_counted_from_1904() -> None:
    def write(book, sheet):
        sheet.write_datetime("A1", dt.datetime(2024, 8, 1), book.add_format({"num_format": "yyyy/m"}))  # noqa: DTZ001
        sheet.write_datetime("A2", dt.datetime(2024, 8, 9), book.add_format({"num_format": 14}))  # noqa: DTZ001

    assert only_sheet(xlsx(write, date_1904=True)).texts["0"].to_list() == ["2024年8月", "2024-08-09"]


def test_wide_sheets_and_many_sheets() -> None:
    def write(book, sheet):
        sheet.write_row("A1", [f"列{n}" for n in range(60)])
        for n in range(3):
            book.add_worksheet(f"村{n}").write("AB2", n)

    first, *others = read(xlsx(write)).sheets
    assert first.texts.width == 60
    assert [(sheet.name, sheet.texts.shape, sheet.texts.item(1, 27)) for sheet in others] == [
        (f"村{n}", (2, 28), str(n)) for n in range(3)
    ]
