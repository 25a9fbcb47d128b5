"""The codes of faults in the file itself, one table: what a code is called, what it means, what to do.

A code is never given to another fault, nor reused.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

FILE_UNREADABLE: Final = "LED001"
FILE_ENCRYPTED: Final = "LED002"
KIND_UNKNOWN: Final = "LED003"
EMPTY_TABLE: Final = "LED004"
KEY_MISSING: Final = "LED005"
REQUIRED_MISSING: Final = "LED006"
COLUMN_REPEATED: Final = "LED007"
DIGITS_LOST: Final = "LED008"
UNCALCULATED: Final = "LED009"
NUMBER_UNREADABLE: Final = "LED010"
DAY_UNREADABLE: Final = "LED011"
UNIT_UNCLEAR: Final = "LED012"
HIDDEN: Final = "LED013"
CELL_ERROR: Final = "LED014"
TITLE_MISMATCH: Final = "LED015"
EXTENSION_MISMATCH: Final = "LED016"
FLAG_UNREADABLE: Final = "LED017"
TOTAL_MISMATCH: Final = "LED018"
READ_IN_PART: Final = "LED019"
REWRITTEN: Final = "LED020"


class FaultCode(Struct, frozen=True):
    """One code: its title, what it means and what the office is asked to do."""

    code: str
    title: str
    meaning: str
    suggestion: str


_TABLE: Final = (
    FaultCode(
        FILE_UNREADABLE,
        "文件无法读取",
        "文件损坏、为空或不是可读取的表格、文档。",
        "请用 Excel 或 WPS 打开确认后另存为 xlsx 重新报送。",
    ),
    FaultCode(
        FILE_ENCRYPTED,
        "文件已加密",
        "文件设有打开密码。",
        "请取消密码后重新报送，或用 --password 给出密码。",
    ),
    FaultCode(
        KIND_UNKNOWN,
        "无法识别的台账",
        "表头与已知的各类台账都对不上。",
        "请核对表头，或用 ledgers template 下发的空表重新填报。",
    ),
    FaultCode(
        EMPTY_TABLE,
        "空表",
        "工作表没有内容，或只有表头没有数据。",
        "请确认是否漏填；确无数据的请注明“无”。",
    ),
    FaultCode(
        KEY_MISSING,
        "缺关键列",
        "没有一组能够认定一户、一人或一个项目的列。",
        "请补上编号、证件号码，或村与户主姓名。",
    ),
    FaultCode(
        REQUIRED_MISSING,
        "缺必填列",
        "表中没有应当填报的列。",
        "请补上所缺的列并填写。",
    ),
    FaultCode(
        COLUMN_REPEATED,
        "列重复",
        "同一内容在表中有两列。",
        "请删去重复的列，或在表头中写明各列的区别。",
    ),
    FaultCode(
        DIGITS_LOST,
        "数字失真",
        "身份证号、账号等长数字被存为数值，末几位已经丢失。",
        "请把该列设为文本格式后重新填写，不能由现有数字推回。",
    ),
    FaultCode(
        UNCALCULATED,
        "公式未计算",
        "单元格是公式，文件中没有计算结果。",
        "请在 Excel 或 WPS 中打开、重新计算并保存后报送。",
    ),
    FaultCode(
        NUMBER_UNREADABLE,
        "数值无法识别",
        "应填数字的单元格里不是数字。",
        "请只填数字，说明写入备注。",
    ),
    FaultCode(
        DAY_UNREADABLE,
        "日期无法识别",
        "应填日期的单元格里不是可以识别的日期。",
        "请按 2024-07-01 的样式填写。",
    ),
    FaultCode(
        UNIT_UNCLEAR,
        "单位不明",
        "表头、标题都没有写明数量的单位，或单位前后矛盾。",
        "请在表头写明元或万元等单位。",
    ),
    FaultCode(
        HIDDEN,
        "有隐藏的行、列或表",
        "文件中有隐藏的内容，仍按数据核查。",
        "请取消隐藏并确认这些内容是否应当报送。",
    ),
    FaultCode(
        CELL_ERROR,
        "单元格错误值",
        "单元格显示 #REF!、#N/A 等错误。",
        "请修正公式后重新报送。",
    ),
    FaultCode(
        TITLE_MISMATCH,
        "标题与内容不符",
        "标题、文件名与表中的数据说法不一。",
        "请核对标题、文件名与表内数据。",
    ),
    FaultCode(
        EXTENSION_MISMATCH,
        "扩展名与内容不符",
        "文件的扩展名与实际格式不同。",
        "请用 Excel 或 WPS 打开后另存为 xlsx。",
    ),
    FaultCode(
        FLAG_UNREADABLE,
        "是否项无法识别",
        "应填“是”或“否”的单元格里是别的内容。",
        "请填“是”或“否”，说明写入备注。",
    ),
    FaultCode(
        TOTAL_MISMATCH,
        "合计与明细不符",
        "小计、合计行填的数与它所合计的各行相加不等。",
        "请核对合计行与明细后改正；合计用公式的，求和范围应包括全部明细行。",
    ),
    FaultCode(
        READ_IN_PART,
        "有些内容读不出",
        "这种文件格式只能读出单元格的值，读不出隐藏的行列、没有计算的公式和百分比格式。",
        "请用 Excel 或 WPS 另存为 xlsx 后重新报送。",
    ),
    FaultCode(
        REWRITTEN,
        "内容被自动改写",
        "表格软件把输入的编号、组名转成了日期，或去掉了前面的0。",
        "请把该列设为文本格式后按原样重填。",
    ),
)

FAULT_CODES: Final[Mapping[str, FaultCode]] = MappingProxyType({entry.code: entry for entry in _TABLE})
