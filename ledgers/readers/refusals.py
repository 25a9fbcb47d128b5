"""Faults of a file as a whole: what stands in the way and what the office can do."""

from __future__ import annotations

from ledgers.faults import EXTENSION_MISMATCH, FAULT_CODES, FILE_ENCRYPTED, FILE_UNREADABLE, READ_IN_PART
from ledgers.model import Book, Fault, Location

SAVE_AGAIN = "请用 WPS 或 Excel 打开确认内容，另存为 .xlsx 后重新报送"


class UnreadableError(Exception):
    """A reader cannot read the content; carries the message and what to do, in Chinese."""

    def __init__(self, message: str, suggestion: str = SAVE_AGAIN, *, page: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion
        self.page = page


class LockedError(Exception):
    """The content is encrypted and the password is missing or wrong."""

    def __init__(self, *, given: bool, hopeless: str = "") -> None:
        super().__init__("encrypted")
        self.given = given
        self.hopeless = hopeless  # what it is that no password lets us open


def unreadable(path: str, message: str, suggestion: str = SAVE_AGAIN, *, sheet: str | None = None) -> Fault:
    return Fault(FILE_UNREADABLE, Location(path, sheet=sheet), f"无法读取：{message}", suggestion)


def never_opened(path: str, what: str) -> Fault:
    """Encrypted in a way that is not read here: asking for the password would lead nowhere."""
    suggestion = "请在 WPS 或 LibreOffice 中打开，取消密码后另存为 .xlsx 再报送"
    return Fault(FILE_ENCRYPTED, Location(path), f"{what}已加密，有密码也不能直接读取，{suggestion}", suggestion)


def locked(path: str, *, given: bool, what: str = "文件") -> Fault:
    otherwise = "先解压，再用解压后的文件夹作为参数" if what == "压缩包" else "在 WPS 中取消密码后重新保存"
    if given:
        message, suggestion = f"{what}已加密，所给密码不对", f"请核对 --password，或{otherwise}"
    else:
        message, suggestion = f"{what}已加密", f"请用 --password 提供密码，或{otherwise}"
    return Fault(FILE_ENCRYPTED, Location(path), f"{message}，{suggestion}", suggestion)


def extension_differs(path: str, extension: str, actual: str) -> Fault:
    return Fault(
        EXTENSION_MISMATCH,
        Location(path),
        f"扩展名是 {extension}，内容实为{actual}；已按内容读取",
        SAVE_AGAIN,
        observed=extension,
        expected=actual,
        severity="info",
    )


def values_only(path: str, what: str) -> Fault:
    """The values are read, what else the format holds is not: said, so that silence is not taken for nothing."""
    message = f"{what}只读出了单元格的值，隐藏的行列、没有计算的公式和百分比格式读不出来"
    return Fault(READ_IN_PART, Location(path), message, FAULT_CODES[READ_IN_PART].suggestion, severity="info")


def refused(path: str, kind: str, fault: Fault) -> Book:
    return Book(path, kind, (), (fault,))
