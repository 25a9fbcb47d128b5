"""Offices that were renamed: by the day, by the place, and as an office has configured."""

from __future__ import annotations

from datetime import date

import pytest

from policies.offices import current_names, current_office, renamings, shown_offices
from tests.checks import tables
from tests.checks.tables import GANXIAN

NOW = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("name", "on", "now"),
    [
        pytest.param("县扶贫办", date(2020, 6, 30), "县扶贫办", id="更名以前"),
        pytest.param("县扶贫办", date(2022, 6, 30), "县乡村振兴局", id="2021年改乡村振兴局"),
        pytest.param("县扶贫办", NOW, "县农业农村局", id="再并入农业农村局"),
        pytest.param("赣县区扶贫开发领导小组办公室", NOW, "赣县区农业农村局", id="全称"),
        pytest.param("区乡村振兴局", date(2024, 12, 31), "区乡村振兴局", id="地方2024年底前完成"),
        pytest.param("区乡村振兴局", date(2025, 1, 1), "区农业农村局", id="次日起"),
        pytest.param("江西省乡村振兴局", NOW, "江西省农业农村厅", id="省一级是厅"),
        pytest.param("国务院扶贫办", NOW, "农业农村部", id="国家一级是部"),
        pytest.param("国务院扶贫办", date(2022, 1, 1), "国家乡村振兴局", id="国家一级2021年"),
        pytest.param("中国银保监会", date(2023, 5, 17), "中国银保监会", id="揭牌前一天"),
        pytest.param("中国银保监会", date(2023, 5, 18), "国家金融监督管理总局", id="揭牌当天"),
        pytest.param("赣州银保监分局", NOW, "赣州金融监管分局", id="派出机构"),
        pytest.param("区银保监管组", NOW, "区金融监管支局", id="县级监管组"),
        pytest.param("县国土资源局", NOW, "县自然资源局", id="国土资源局"),
        pytest.param("县农业局", NOW, "县农业农村局", id="农业局"),
        pytest.param("区农业农村局", NOW, "区农业农村局", id="没有更名的"),
        pytest.param("各乡镇乡村振兴局派驻组", NOW, "各乡镇乡村振兴局派驻组", id="只认末尾"),
    ],
)
def test_the_name_on_a_day(name: str, on: date, now: str) -> None:
    assert current_office(name, on) == now


def test_what_an_office_configured_comes_first_and_has_no_day() -> None:
    own = {"乡村振兴局": "乡村振兴服务中心"}
    assert current_office("区乡村振兴局", date(2024, 1, 1), own) == "区乡村振兴服务中心"
    assert current_office("区财政局", NOW, own) == "区财政局"
    assert current_office("县农业农村局", NOW, {"农村局": "农业农村局"}) == "县农业农村局"


def test_every_renaming_says_when_and_on_what_ground() -> None:
    assert renamings()
    assert all(renaming.source and renaming.new for renaming in renamings())
    assert [r.since for r in renamings()] == sorted(r.since for r in renamings())


def test_both_names_are_shown_and_the_new_one_is_written() -> None:
    shown = shown_offices(["区乡村振兴局", "区农业农村局", "区财政局"], NOW)
    assert shown == "区乡村振兴局（现区农业农村局）、区农业农村局、区财政局"
    assert current_names(shown) == "区农业农村局、区财政局"
    assert current_names("区委统战部(区民宗局)、区财政局") == "区委统战部(区民宗局)、区财政局"
    assert current_names("") == ""


def _idle_asset(as_of: date) -> str | None:
    asset = tables.ledger("assets", [{"资产编号": "Z1", "资产类别": "经营性", "使用状态": "闲置", "处置方式": ""}])
    given = tables.given(asset, GANXIAN, on=date(2024, 12, 31), as_of=as_of)
    return tables.run(["AST104"], [given]).findings[0].responsible


def test_a_finding_of_a_later_day_names_the_office_of_that_day() -> None:
    assert "区乡村振兴局" in (_idle_asset(date(2024, 12, 31)) or "")
    assert "（现" not in (_idle_asset(date(2024, 12, 31)) or "")
    assert "区乡村振兴局（现区农业农村局）" in (_idle_asset(NOW) or "")
