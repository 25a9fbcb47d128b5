"""Which files an argument stands for."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ledgers.readers import collect_files, read_source
from tests.ledgers.readers.made_files import locked_zip, xlsx, zipped

WORKBOOK = xlsx(lambda _, sheet: sheet.write("A1", "张三"))


def paths_of(*arguments: Path) -> list[str]:
    return [source.path for source in collect_files(arguments)]


def gbk_zip(members: dict[str, bytes]) -> bytes:
    """As Chinese Windows packs: names in GBK, unmarked."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo("x" * len(name.encode("gbk")))
            archive.writestr(info, content)
    data = target.getvalue()
    for name in members:
        data = data.replace(b"x" * len(name.encode("gbk")), name.encode("gbk"), 2)
    return data


def test_folders_are_walked_in_order_and_locks_passed_over(tmp_path: Path) -> None:
    for name in (
        "乙乡/b.xlsx",
        "乙乡/a.csv",
        "甲乡/子/c.xls",
        "~$b.xlsx",
        ".hidden.xlsx",
        "Thumbs.db",
        ".git/x.csv",
        "xianjie.toml",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    assert paths_of(tmp_path) == ["乙乡/a.csv", "乙乡/b.xlsx", "甲乡/子/c.xls"]
    assert paths_of(tmp_path / "乙乡" / "b.xlsx", tmp_path) == ["b.xlsx", "乙乡/a.csv", "甲乡/子/c.xls"]


def test_same_name_under_two_arguments_is_told_apart(tmp_path: Path) -> None:
    for folder in ("甲乡", "乙乡"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "台账.xlsx").write_bytes(WORKBOOK)
    assert paths_of(tmp_path / "甲乡", tmp_path / "乙乡") == ["甲乡/台账.xlsx", "乙乡/台账.xlsx"]


def test_archives_are_opened_nested_and_in_gbk(tmp_path: Path) -> None:
    inner = gbk_zip({"丙村/台账.xlsx": WORKBOOK})
    (tmp_path / "报送.zip").write_bytes(
        zipped({"乙/内.zip": inner, "甲.xlsx": WORKBOOK, "__MACOSX/甲.xlsx": b"", "~$甲.xlsx": b""})
    )
    sources = collect_files([tmp_path])
    assert [source.path for source in sources] == ["报送.zip/乙/内.zip/丙村/台账.xlsx", "报送.zip/甲.xlsx"]
    for source in sources:
        book = read_source(source)
        assert book.path == source.path
        assert book.sheets[0].texts.item() == "张三"


def test_archive_that_cannot_be_opened_stands_for_itself(tmp_path: Path) -> None:
    (tmp_path / "坏.zip").write_bytes(zipped({"甲.xlsx": WORKBOOK})[:50])
    (tmp_path / "空.zip").write_bytes(zipped({}))
    sources = collect_files([tmp_path])
    assert [source.path for source in sources] == ["坏.zip", "空.zip"]
    assert [read_source(source).faults[0].code for source in sources] == ["LED001", "LED001"]


def test_encrypted_member_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.xlsx": WORKBOOK}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    (tmp_path / "密.zip").write_bytes(bytes(data))
    (source,) = collect_files([tmp_path])
    assert read_source(source).faults[0].code == "LED002"


@pytest.mark.parametrize("secret", ["abc", "密码"])
def test_encrypted_member_opens_with_the_password(tmp_path: Path, secret: str) -> None:
    (tmp_path / "密.zip").write_bytes(locked_zip("a.xlsx", WORKBOOK, secret.encode("gbk")))
    (source,) = collect_files([tmp_path])
    assert read_source(source, password=secret).sheets[0].texts.item() == "张三"
    told = {word: read_source(source, password=word).faults[0] for word in (None, "别的")}
    assert {fault.code for fault in told.values()} == {"LED002"}
    assert "请用 --password 提供密码" in told[None].message
    assert "所给密码不对" in told["别的"].message


def test_archive_under_another_cipher_asks_to_be_unpacked(tmp_path: Path) -> None:
    data = bytearray(locked_zip("a.xlsx", WORKBOOK, b"1"))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(signature) + offset] = 99
    (tmp_path / "密.zip").write_bytes(bytes(data))
    (source,) = collect_files([tmp_path])
    (fault,) = read_source(source, password="1").faults  # noqa: S106
    assert "AES" in fault.message
    assert "先解压" in fault.suggestion


def test_missing_argument_is_a_fault_of_its_own(tmp_path: Path) -> None:
    (source,) = collect_files([tmp_path / "没有.xlsx"])
    assert "不存在" in read_source(source).faults[0].message
