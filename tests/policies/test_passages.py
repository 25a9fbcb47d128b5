"""What counts as the same words, and what does not."""

import pytest

from policies.passages import holds, holds_figure, nearest


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("占比总体稳定、不低于 60% 工程建设", "占比总体稳定，不低于60%"),
        ("本年度度因天气", "本年度因天气"),
        ("（含）以上", "(含)以上"),
        ("最高不超过 50元 /人·月", "最高不超过50元/人·月"),
        ("“两类增收重点对象”", '"两类增收重点对象"'),
        ("低于６０％", "低于60%"),
    ],
)
def test_damage_does_not_count(text: str, passage: str) -> None:
    assert holds(text, passage)


@pytest.mark.parametrize(("text", "figure"), [
    ("不低于60%且", "60%"), ("每季度至少1研究", "每季度至少1"), ("3.2万人以上", "3.2万人"), ("“1131”就业", "1131"),
    ("上午12：00之前", "12:00"), ("七支专家", "七支"),
])  # fmt: skip
def test_a_figure_stands_by_itself(text: str, figure: str) -> None:
    assert holds_figure(text, figure)


@pytest.mark.parametrize(("text", "figure"), [
    ("至少11项", "1项"), ("不低于15%", "5%"), ("13.2万人", "3.2万人"), ("10.5%", "5%"), ("11131", "1131"), ("60.5%", "60"),
    ("二十一次", "一次"), ("12月8日", "2月8日"), ("100万元", "10万元"),
])  # fmt: skip
def test_a_figure_inside_another_is_none(text: str, figure: str) -> None:
    assert not holds_figure(text, figure)


def test_doubled_digits_are_not_taken_for_damage() -> None:
    assert not holds("1131服务", "131服务")
    assert not holds("不低于66%", "不低于6%")


def test_the_nearest_words_are_shown_to_the_end_of_their_sentence() -> None:
    text = "加快拨付，确保9月份资金支付进度不低于70%，确保支出率。"
    assert nearest([text], "确保9月份资金支付进度不低于75%") == "确保9月份资金支付进度不低于70%"


def test_nothing_is_shown_where_nothing_is_alike() -> None:
    assert nearest(["加强组织领导。"], "确保9月份资金支付进度不低于75%") == ""
