"""Copy an OpenType font under another family name and at regular weight: python3 fonts_rename.py IN OUT FAMILY.

LibreOffice asks for 方正小标宋简体 at regular weight and ignores a weight given in a fontconfig alias, so the bold face
that stands in for it must say that it is regular.
"""

import struct
import sys
from pathlib import Path

REGULAR = 400


def tables_of(font: bytes) -> dict[bytes, bytes]:
    count = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(count))
    return {tag: font[offset : offset + length] for tag, _, offset, length in entries}


def name_table(family: str) -> bytes:
    values = {1: family, 2: "Regular", 4: family, 6: "StandIn-Regular"}
    encoded = {identity: value.encode("utf-16-be") for identity, value in values.items()}
    records, strings = b"", b""
    for identity, value in encoded.items():
        records += struct.pack(">HHHHHH", 3, 1, 0x409, identity, len(value), len(strings))
        strings += value
    return struct.pack(">HHH", 0, len(encoded), 6 + len(records)) + records + strings


def at_regular_weight(tables: dict[bytes, bytes]) -> dict[bytes, bytes]:
    metrics, head = bytearray(tables[b"OS/2"]), bytearray(tables[b"head"])
    struct.pack_into(">H", metrics, 4, REGULAR)
    struct.pack_into(">H", metrics, 62, struct.unpack_from(">H", metrics, 62)[0] & ~0x21 | 0x40)
    struct.pack_into(">H", head, 44, 0)
    return {**tables, b"OS/2": bytes(metrics), b"head": bytes(head)}


def checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF


def assembled(tag: bytes, tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = tag + struct.pack(">HHHH", count, power * 16, power.bit_length() - 1, count * 16 - power * 16)
    directory, body, offset = b"", b"", 12 + 16 * count
    for name, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", name, checksum(data), offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return header + directory + body


def main(source: str, target: str, family: str) -> None:
    font = Path(source).read_bytes()
    tables = at_regular_weight(tables_of(font)) | {b"name": name_table(family)}
    Path(target).write_bytes(assembled(font[:4], tables))


if __name__ == "__main__":
    main(*sys.argv[1:])
