"""Faults of a file as a whole: what stands in the way and what the office can do."""

from __future__ import annotations

from ledgers.faults import EXTENSION_MISMATCH, FILE_ENCRYPTED, FILE_UNREADABLE
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

    def __init__(self, *, given: bool) -> None:
        super().__init__("encrypted")
        self.given = given


def unreadable(path: str, message: str, suggestion: str = SAVE_AGAIN, *, sheet: str | None = None) -> Fault:
    return Fault(FILE_UNREADABLE, Location(path, sheet=sheet), f"无法读取：{message}", suggestion)


def locked(path: str, *, given: bool) -> Fault:
    if given:
        message, suggestion = "文件已加密，所给密码不对", "请核对 --password，或在 WPS 中取消密码后重新保存"
    else:
        message, suggestion = "文件已加密", "请用 --password 提供密码，或在 WPS 中取消密码后重新保存"
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


def refused(path: str, kind: str, fault: Fault) -> Book:
    return Book(path, kind, (), (fault,))
