"""Titles by the rules for repeated words, and broken into lines by sense."""

import pytest

from drafting.titles import LINE, broken, composed_title, forwarding_title, issuing_title

AGENCY = "示范县农业农村局"
ISSUED = "关于印发《帮扶车间管理若干措施》的通知"


@pytest.mark.parametrize(
    ("incoming_agency", "incoming", "title"),
    [
        ("范省农业农村厅", ISSUED, "示范县农业农村局转发范省农业农村厅关于印发《帮扶车间管理若干措施》的通知"),
        ("范省农业农村厅", "范省农业农村厅关于做好排查的通知", "示范县农业农村局转发范省农业农村厅关于做好排查的通知"),
        (
            "示例市农业农村局",
            "关于转发《范省农业农村厅关于做好排查的通知》的通知",
            "示范县农业农村局转发范省农业农村厅关于做好排查的通知",
        ),
        (
            "示例市农业农村局",
            "转发范省农业农村厅关于做好排查的通知",
            "示范县农业农村局转发范省农业农村厅关于做好排查的通知",
        ),
        ("范省农业农村厅", "关于促进增收的意见", "示范县农业农村局转发范省农业农村厅关于促进增收意见的通知"),
        ("", "帮扶车间管理办法", "示范县农业农村局关于转发《帮扶车间管理办法》的通知"),
    ],
)
def test_forwarding(incoming_agency: str, incoming: str, title: str) -> None:
    made = forwarding_title(AGENCY, incoming_agency, incoming)
    assert made == title
    assert [made.count(word) for word in ("关于", "转发", "通知")] == [1, 1, 1]


def test_issuing() -> None:
    assert issuing_title(AGENCY, "落实《办法》的方案") == "示范县农业农村局关于印发《落实〈办法〉的方案》的通知"


@pytest.mark.parametrize("matter", ["做好排查", "关于做好排查", "关于做好排查的通知"])
def test_a_matter_makes_a_title_however_it_was_written(matter: str) -> None:
    assert composed_title(AGENCY, matter) == "示范县农业农村局关于做好排查的通知"


@pytest.mark.parametrize(
    "title",
    [
        "中共示范县委农村工作领导小组办公室转发中共范省委农村工作领导小组办公室关于印发《促进脱贫人口持续增收若干措施》的通知",
        "示范县农业农村局关于印发《示范县2024年巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作要点》的通知",
        "示范县农业农村局关于做好2024年防止返贫动态监测和帮扶集中排查工作的通知",
    ],
)
def test_long_titles_break_by_sense(title: str) -> None:
    lines = broken(title).split("\n")
    assert "".join(lines) == title
    assert max(map(len, lines)) <= LINE
    assert not any(line.startswith(("的", "》", "、")) or line.endswith("《") for line in lines)
    for word in ("办公室", "脱贫人口", "防止返贫", "乡村振兴", "有效衔接", "排查"):
        assert title.count(word) == sum(line.count(word) for line in lines)


def test_short_titles_and_own_breaks_stay() -> None:
    assert broken("关于放假的通知") == "关于放假的通知"
    own = "示范县农业农村局关于做好\n2024年防止返贫动态监测工作的通知"
    assert broken(own) == own
