"""zip archives of submitted files: names in GBK or UTF-8, archives in archives, within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from ledgers.readers.detection import detect, detect_package
from ledgers.readers.package import Package, PackageError, PackageLockedError, open_package

MAX_DEPTH: Final = 4
MAX_MEMBERS: Final = 20_000
_UTF8: Final = 0x800
_ENCRYPTED: Final = 0x1
_AES: Final = 99  # a compression method that says: encrypted by AES
_PASSWORD_ENCODINGS: Final = ("utf-8", "gb18030")  # Chinese Windows packs with passwords in GBK


class MemberError(Exception):
    """A member cannot be unpacked; `locked` when it is encrypted."""

    def __init__(self, message: str, *, locked: bool = False) -> None:
        super().__init__(message)
        self.locked = locked


def archive_members(data: bytes) -> list[tuple[str, ...]]:
    """The files in the archive, each as the chain of names that leads to it, in the order of their names."""
    members = sorted(_members(data, MAX_DEPTH))
    if len(members) > MAX_MEMBERS:
        raise MemberError(f"压缩包内文件超过 {MAX_MEMBERS} 个")
    return members


def member_bytes(data: bytes, name: str, password: str | None = None) -> bytes:
    """What a member holds; an encrypted one is opened with the password."""
    package = _opened(data)
    for info in package.members.values():
        if member_name(info) == name:
            return _read(package, info, password)
    raise MemberError("压缩包已变动，找不到该文件")


def member_name(info: zipfile.ZipInfo) -> str:
    """The name as its author typed it: Chinese Windows writes GBK without saying so."""
    if info.flag_bits & _UTF8:
        return info.filename.replace("\\", "/")
    raw = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename


def _members(data: bytes, depth: int) -> Iterator[tuple[str, ...]]:
    package = _opened(data)
    if detect_package(package) != "zip":
        raise MemberError("不是普通的压缩包")
    for info in package.members.values():
        name = member_name(info)
        if name.endswith("/"):
            continue
        yield from ((name, *inner) for inner in _inside(package, info, name, depth))


def _inside(package: Package, info: zipfile.ZipInfo, name: str, depth: int) -> Iterator[tuple[str, ...]]:
    """What a nested archive holds; anything else, or one that cannot be opened, is itself the file."""
    if PurePosixPath(name).suffix.lower() != ".zip" or depth <= 1:
        yield ()
        return
    try:
        chains = list(_members(_read(package, info), depth - 1))
    except MemberError:
        chains = []
    yield from chains or [()]


def _opened(data: bytes) -> Package:
    if detect(data) != "zip":
        raise MemberError("不是 zip 压缩包")
    try:
        return open_package(data)
    except PackageError as refusal:
        raise MemberError(str(refusal)) from refusal


def _read(package: Package, info: zipfile.ZipInfo, password: str | None = None) -> bytes:
    if info.compress_type == _AES:
        raise MemberError("压缩包用 AES 方式加密，本工具解不开")
    if info.flag_bits & _ENCRYPTED and password:
        return _decrypted(package, info, password)
    try:
        return package.read(info.filename.replace("\\", "/"))
    except PackageLockedError as refusal:
        raise MemberError("压缩包已加密", locked=True) from refusal
    except PackageError as refusal:
        raise MemberError(str(refusal)) from refusal


def _decrypted(package: Package, info: zipfile.ZipInfo, password: str) -> bytes:
    """By the traditional cipher of zip, the one that WinRAR calls ZIP 传统加密."""
    with zipfile.ZipFile(io.BytesIO(package.data)) as archive:
        for secret in dict.fromkeys(password.encode(name) for name in _PASSWORD_ENCODINGS):
            try:
                return archive.read(info, pwd=secret)
            except (RuntimeError, zipfile.BadZipFile, zlib.error, EOFError):  # a wrong password shows as bad content
                continue
    raise MemberError("压缩包已加密", locked=True)
