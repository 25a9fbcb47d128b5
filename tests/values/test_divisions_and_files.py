from __future__ import annotations

from pathlib import Path

import pytest

from values.divisions import (
    UnknownDivisionError,
    contains,
    county_of,
    division_code,
    join_division,
    known_counties,
    parse_division,
)
from values.files import FileInUseError, write_beside

SHANGYOU = ("江西省", "赣州市", "上犹县")


@pytest.mark.parametrize(
    ("path", "division"),
    [
        ("江西省", ("江西省",)),
        ("江西省/赣州市/上犹县", SHANGYOU),
        (" 江西省 / 赣州市 / 上犹县 / ", SHANGYOU),
        ("江西省/赣州市/上犹县/示范镇/示范村", (*SHANGYOU, "示范镇", "示范村")),
        ("重庆市/城口县", ("重庆市", "重庆市", "城口县")),
        ("重庆市/重庆市/城口县", ("重庆市", "重庆市", "城口县")),
    ],
)
def test_a_path_as_deep_as_known(path: str, division: tuple[str, ...]) -> None:
    assert parse_division(path) == division


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("江西省/赣州市/上尤县", "上犹县"),
        ("江西/赣州市", "江西省"),
        ("江西省/上犹县", "不认识的区划"),
        ("", "区划为空"),
        ("/", "区划为空"),
    ],
)
def test_an_unknown_place_is_refused_with_the_nearest(path: str, said: str) -> None:
    with pytest.raises(UnknownDivisionError, match=said):
        parse_division(path)


def test_a_registered_place_is_known_with_all_above_it() -> None:
    assert parse_division("江西省/赣州市/示范县/示范镇", registered=["江西省/赣州市/示范县"])[2] == "示范县"
    with pytest.raises(UnknownDivisionError):
        parse_division("江西省/赣州市/示范县")


def test_containing_codes_and_names() -> None:
    assert contains(("江西省",), SHANGYOU)
    assert contains(SHANGYOU, SHANGYOU)
    assert not contains(SHANGYOU, ("江西省",))
    assert not contains(("陕西省",), SHANGYOU)
    assert division_code((*SHANGYOU, "示范镇")) == "360724"
    assert division_code(("江西省", "赣州市", "示范县")) is None
    assert known_counties()["上犹县"] == (SHANGYOU,)
    assert len(known_counties()["鼓楼区"]) > 1
    assert county_of((*SHANGYOU, "示范镇")) == SHANGYOU
    assert join_division(SHANGYOU) == "江西省/赣州市/上犹县"


def test_a_file_is_written_in_one_step_with_its_folder(tmp_path: Path) -> None:
    target = tmp_path / "新" / "结果.json"
    write_beside(target, b"one")
    write_beside(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(target.parent.iterdir()) == [target]


def test_a_file_open_elsewhere_is_tried_again_and_then_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "结果.xlsx"
    target.write_bytes(b"before")
    pauses: list[float] = []
    monkeypatch.setattr("values.files.time.sleep", pauses.append)

    def refuse(self: Path, other: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileInUseError, match="可能正在 Excel 或 WPS 中打开"):
        write_beside(target, b"after")
    assert len(pauses) == 5
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "占位").write_bytes(b"")
    with pytest.raises(FileInUseError, match="无法写入"):
        write_beside(tmp_path / "占位" / "结果.json", b"")
