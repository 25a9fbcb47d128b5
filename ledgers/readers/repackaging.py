"""A zip package written anew with some members changed; all others keep their deflated bytes."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from ledgers.readers.package import Package, packed_bytes

try:  # optional: deflates several times as fast
    from isal import isal_zlib
except ImportError:  # pragma: no cover - both paths give readable members
    isal_zlib = None  # type: ignore[assignment]  # stands for "not installed"

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_UTF8 = 0x800
_SIZES_FOLLOW = 0x8
_WORTH_FAST_DEFLATE = 1 << 20


def repackage(package: Package, changes: Mapping[str, bytes]) -> bytes:
    """The package with the members of `changes` replaced or, where new, added at the end."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    position = 0
    for info, packed in _entries(package, changes):
        name = _stored_name(info)
        local = _local_header(info, name)
        directory.append(_central_header(info, name, position))
        pieces += (local, packed)
        position += len(local) + len(packed)
    return b"".join((*pieces, *directory, _end_record(len(directory), sum(map(len, directory)), position)))


def _entries(package: Package, changes: Mapping[str, bytes]) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    for name, info in package.members.items():
        if name in changes:
            yield _deflated(name, changes[name], info)
        else:
            yield info, packed_bytes(package.data, info)
    for name, content in changes.items():
        if name not in package:
            yield _deflated(name, content, zipfile.ZipInfo(name))


def _deflated(name: str, content: bytes, like: zipfile.ZipInfo) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name, like.date_time)
    info.external_attr, info.create_system = like.external_attr, like.create_system
    info.orig_filename, info.flag_bits = like.orig_filename, like.flag_bits & _UTF8
    packed = _deflate(content)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.CRC, info.file_size, info.compress_size = zlib.crc32(content), len(content), len(packed)
    return info, packed


def _deflate(content: bytes) -> bytes:
    if isal_zlib is not None and len(content) > _WORTH_FAST_DEFLATE:
        return isal_zlib.compress(content, 1, -15)
    compressor = zlib.compressobj(1 if len(content) > _WORTH_FAST_DEFLATE else 6, zlib.DEFLATED, -15)
    return compressor.compress(content) + compressor.flush()


def _stored_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _dos_time(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _local_header(info: zipfile.ZipInfo, name: bytes) -> bytes:
    time, date = _dos_time(info)
    method, flags = info.compress_type, info.flag_bits & ~_SIZES_FOLLOW
    sizes = (info.CRC, info.compress_size, info.file_size)
    return _LOCAL.pack(b"PK\x03\x04", 20, flags, method, time, date, *sizes, len(name), 0) + name


def _central_header(info: zipfile.ZipInfo, name: bytes, position: int) -> bytes:
    time, date = _dos_time(info)
    made_by = info.create_system << 8 | 20
    sizes = (info.CRC, info.compress_size, info.file_size)
    head = (b"PK\x01\x02", made_by, 20, info.flag_bits & ~_SIZES_FOLLOW, info.compress_type, time, date, *sizes)
    lengths = (len(name), 0, len(info.comment), 0)
    attributes = (info.internal_attr, info.external_attr, position)
    return _CENTRAL.pack(*head, *lengths, *attributes) + name + info.comment


def _end_record(count: int, size: int, position: int) -> bytes:
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, position, 0)
