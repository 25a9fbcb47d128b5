"""Writing many files from one template fast: unchanged parts are compressed once and copied as bytes.

Time stamps are fixed, so the same data give the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

Compressor = Callable[[bytes], bytes]

_VERSION, _UTF8, _DEFLATED = 20, 0x800, 8
_TIME, _DAY = 0, (1 << 5) | 1  # 1980-01-01 00:00, the first moment a zip can name
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")


def deflate(data: bytes) -> bytes:
    """Raw deflate as zip wants it."""
    compressor = zlib.compressobj(6, zlib.DEFLATED, -15)
    return compressor.compress(data) + compressor.flush()


class _Entry(Struct, frozen=True):
    name: bytes
    crc: int
    packed: int
    size: int

    @classmethod
    def of(cls, name: str, data: bytes, packed: bytes) -> _Entry:
        return cls(name.encode("utf-8"), zlib.crc32(data), len(packed), len(data))

    def _common(self) -> tuple[int, ...]:
        return (_VERSION, _UTF8, _DEFLATED, _TIME, _DAY, self.crc, self.packed, self.size, len(self.name), 0)

    def local_header(self) -> bytes:
        return _LOCAL.pack(0x04034B50, *self._common()) + self.name

    def central_header(self, offset: int) -> bytes:
        return _CENTRAL.pack(0x02014B50, _VERSION, *self._common(), 0, 0, 0, 0, offset) + self.name


class Archive:
    """The parts of a package that stay, ready to be followed by those that change."""

    def __init__(self, parts: Mapping[str, bytes], compress: Compressor = deflate) -> None:
        self._compress = compress
        local, central = _append(b"", b"", parts, compress)
        self._local, self._central, self._count = local, central, len(parts)

    def with_parts(self, parts: Mapping[str, bytes]) -> bytes:
        """The whole file: the parts that stay, then these."""
        local, central = _append(self._local, self._central, parts, self._compress)
        count = self._count + len(parts)
        return local + central + _END.pack(0x06054B50, 0, 0, count, count, len(central), len(local), 0)


def _append(local: bytes, central: bytes, parts: Mapping[str, bytes], compress: Compressor) -> tuple[bytes, bytes]:
    pieces: list[bytes] = [local]
    headers: list[bytes] = [central]
    offset = len(local)
    for name, data in parts.items():
        packed = compress(data)
        entry = _Entry.of(name, data, packed)
        chunk: Sequence[bytes] = (entry.local_header(), packed)
        headers.append(entry.central_header(offset))
        pieces.extend(chunk)
        offset += sum(map(len, chunk))
    return b"".join(pieces), b"".join(headers)
