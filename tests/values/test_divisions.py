"""Places by name and code, and what is said of a place nobody knows."""

from __future__ import annotations

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

SHANGYOU = ("江西省", "赣州市", "上犹县")
REGISTERED = ["江西省/赣州市/示范县"]


@pytest.mark.parametrize(
    ("text", "division"),
    [
        pytest.param("360724", SHANGYOU, id="县的代码"),
        pytest.param("360700", SHANGYOU[:2], id="市的代码"),
        pytest.param("360000", SHANGYOU[:1], id="省的代码"),
        pytest.param("500229", ("重庆市", "重庆市", "城口县"), id="直辖市的县的代码"),
        pytest.param("441900", ("广东省", "东莞市"), id="不设县的市的代码"),
        pytest.param("360724/示范镇", (*SHANGYOU, "示范镇"), id="代码后接乡镇"),
        pytest.param("上犹县", SHANGYOU, id="全国只有一个的县名"),
        pytest.param("上犹县/示范镇/示范村", (*SHANGYOU, "示范镇", "示范村"), id="县名后接乡镇和村"),
        pytest.param("赣州市/上犹县", SHANGYOU, id="市名起头"),
        pytest.param("示范县", ("江西省", "赣州市", "示范县"), id="登记过的县名"),
        pytest.param("吉林市", ("吉林省", "吉林市"), id="与省同名的市"),
    ],
)
def test_a_code_or_a_name_that_is_enough_by_itself(text: str, division: tuple[str, ...]) -> None:
    assert parse_division(text, registered=REGISTERED) == division


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("上犹", "江西省/赣州市/上犹县", id="少写一字，跨级给出"),
        pytest.param("江西省/上犹县", "江西省/赣州市/上犹县", id="少写一级"),
        pytest.param("江西省/赣州市/上尤县", "江西省/赣州市/上犹县", id="写错一字"),
        pytest.param("鼓楼区", "有4个.*江苏省/南京市/鼓楼区.*请写明省和市", id="重名"),
        pytest.param("360799", "赣州市的代码以3607开头", id="没有的代码"),
        pytest.param("3607", "应为六位", id="不满六位的代码"),
        pytest.param("999999", "不认识的区划代码", id="没有的省"),
        pytest.param("示犯县", "江西省/赣州市/示范县", id="登记过的写错"),
        pytest.param("江西省/赣州市/没有县", r"\[\[divisions\]\] 中登记", id="可登记"),
    ],
)
def test_a_place_nobody_knows_is_refused_with_the_nearest(text: str, said: str) -> None:
    with pytest.raises(UnknownDivisionError, match=said):
        parse_division(text, registered=REGISTERED)


@pytest.mark.parametrize(
    ("path", "division", "written"),
    [
        ("广东省/东莞市/长安镇", ("广东省", "东莞市", "东莞市", "长安镇"), "广东省/东莞市/长安镇"),
        ("河南省/济源市/示范镇", ("河南省", "济源市", "济源市", "示范镇"), "河南省/济源市/示范镇"),
        ("重庆市/城口县/示范镇", ("重庆市", "重庆市", "城口县", "示范镇"), "重庆市/城口县/示范镇"),
        ("重庆市/重庆市/城口县", ("重庆市", "重庆市", "城口县"), "重庆市/城口县"),
        ("北京市/东城区", ("北京市", "北京市", "东城区"), "北京市/东城区"),
    ],
)
def test_a_city_without_counties_and_a_municipality_stand_as_their_own_next_level(
    path: str, division: tuple[str, ...], written: str
) -> None:
    assert parse_division(path) == division
    assert join_division(division) == written
    assert parse_division(written) == division


def test_a_city_without_counties_falls_back_to_the_city() -> None:
    town = parse_division("广东省/东莞市/长安镇")
    assert contains(parse_division("广东省/东莞市"), town)
    assert division_code(county_of(town)) == "441900"
    assert known_counties()["东莞市"] == (("广东省", "东莞市", "东莞市"),)


@pytest.mark.parametrize(("path", "code"), [("江西省", "360000"), ("江西省/赣州市", "360700"), ("台湾省", None)])
def test_a_code_has_six_digits_or_is_not_known(path: str, code: str | None) -> None:
    assert division_code(tuple(path.split("/"))) == code
