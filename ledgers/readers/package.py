"""A zip package opened for reading: members by name, with bounds against archives that unpack without end."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from msgspec import Struct

MAX_UNPACKED: Final = 4 << 30
SUSPICIOUS_UNPACKED: Final = 256 << 20
SUSPICIOUS_RATIO: Final = 150
_RAW_DEFLATE: Final = -15
_LOCAL_HEADER: Final = 30


class PackageError(Exception):
    """The package is damaged or unpacks beyond reason; the text says so in Chinese."""


class PackageLockedError(Exception):
    """A member of the archive is encrypted."""


class Package(Struct, frozen=True):
    data: bytes
    members: Mapping[str, zipfile.ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def read(self, name: str) -> bytes:
        """The member's bytes; refuses a member that unpacks to more than it declares."""
        info = self.members[name]
        if info.flag_bits & 1:
            raise PackageLockedError(name)
        packed = packed_bytes(self.data, info)
        if info.compress_type == zipfile.ZIP_STORED:
            return packed
        if info.compress_type != zipfile.ZIP_DEFLATED:
            return _read_slowly(self.data, info)
        return _inflate(packed, info.file_size)


def packed_bytes(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """The member's bytes as they stand in the archive, still deflated."""
    header = info.header_offset
    if data[header : header + 4] != b"PK\x03\x04":
        raise PackageError("文件不完整或已损坏")
    start = header + _LOCAL_HEADER
    start += int.from_bytes(data[header + 26 : header + 28], "little")
    start += int.from_bytes(data[header + 28 : header + 30], "little")
    return data[start : start + info.compress_size]


def _inflate(packed: bytes, declared: int) -> bytes:
    try:
        content: bytes = _decompressor()(_RAW_DEFLATE).decompress(packed, max_length=declared + 1)
    except Exception as error:  # isal and zlib raise errors of their own
        raise PackageError("文件不完整或已损坏") from error
    if len(content) != declared:
        raise PackageError("压缩内容与其登记的大小不符，文件已损坏")
    return content


@cache
def _decompressor() -> Callable[[int], Any]:
    """Isal is optional, and inflates twice as fast; it is loaded when there is something to inflate."""
    try:
        from isal import isal_zlib  # noqa: PLC0415
    except ImportError:  # pragma: no cover - both give the same bytes
        return zlib.decompressobj
    found: Callable[[int], Any] = isal_zlib.decompressobj
    return found


def _read_slowly(data: bytes, info: zipfile.ZipInfo) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(info) as member:
            return member.read(info.file_size + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise PackageError("压缩方式不受支持或文件已损坏") from error


def open_package(data: bytes) -> Package:
    """Reads the directory of the archive; raises PackageError when damaged or unpacking beyond reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except Exception as error:  # zipfile raises half a dozen kinds on damaged directories
        raise PackageError("文件不完整或已损坏") from error
    _refuse_bombs(entries, len(data))
    return Package(data, {entry.filename.replace("\\", "/"): entry for entry in entries})


def _refuse_bombs(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    suspicious = unpacked > SUSPICIOUS_UNPACKED and unpacked > SUSPICIOUS_RATIO * size
    if unpacked > MAX_UNPACKED or suspicious:
        raise PackageError(f"文件展开后有 {unpacked >> 20} MB，超出合理大小")
