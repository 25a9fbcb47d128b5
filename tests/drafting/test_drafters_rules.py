"""What a drafter knows without being told: 主送 in order, closing formulas, days and punctuation in their right form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.levels import paragraph_of
from drafting.addressees import composed, out_of_order
from drafting.closings import with_closing
from drafting.day_forms import plain_day
from drafting.punctuation import count_changed, made_right

COUNTY = ["各乡（镇）党委", "各乡（镇）人民政府", "县委各部门", "县直各单位", "驻县各单位"]


@given(st.permutations(COUNTY))
def test_addressees_in_any_order_make_one_line(names: list[str]) -> None:
    line = composed(names)
    assert line.startswith("各乡（镇）党委、人民政府，县委各部门，")
    assert set(line.rpartition("，")[2].replace("各单位", "").split("、")) == {"县直", "驻县"}


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (["县财政局", "县农业农村局", "各乡镇人民政府", "县委组织部"], "各乡镇人民政府，县委组织部，县财政局、县农业农村局"),
        (["各村村委会", "各村党组织", "各联络组"], "各村党组织、村委会，各联络组"),
        (["县级各相关部门", "各镇巩固衔接领导小组"], "各镇巩固衔接领导小组，县级各相关部门"),
        (["各帮扶单位", "各乡（镇）", "城市社区管委会"], "各乡（镇），各帮扶单位，城市社区管委会"),
        (["县委办公室", "县人大常委会办公室", "县政府办公室"], "县委办公室，县人大常委会办公室，县政府办公室"),
    ],
)
def test_each_class_of_addressees_has_its_place(names: list[str], line: str) -> None:
    assert composed(names) == line


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("各乡(镇)党委、人民政府，县委各部门，县直、驻县各单位", None),
        ("各镇巩固衔接领导小组，县级各相关部门", None),
        ("各市党委农村工作领导小组，省委农村工作领导小组有关成员单位", None),
        ("各乡（镇），城市社区管委会，各帮扶单位", None),
        ("示范县人民政府", None),
        ("县直各单位，各乡镇人民政府", ("县直各单位", "各乡镇人民政府")),
    ],
)
def test_only_a_known_order_is_questioned(line: str, found: tuple[str, str] | None) -> None:
    assert out_of_order(line) == found


@pytest.mark.parametrize(
    ("kind", "title", "body", "closing"),
    [
        ("请示", "关于资金的请示", ["因资金不足，请求安排。"], "妥否，请批示。"),
        ("请示", "", ["因资金不足。", "当否，请批复。"], ""),
        ("报告", "", ["有关情况报告如下。"], "特此报告。"),
        ("报告", "", ["以上报告，请审阅。"], ""),
        ("批复", "", ["同意实施。"], "此复。"),
        ("公告", "", ["现公告如下。", "本公告自2024年9月1日起施行。"], ""),
        ("通告", "", ["禁止焚烧秸秆。"], "特此通告。"),
        ("通知", "", ["请做好排查。"], "特此通知。"),
        ("通知", "", ["现就有关事项通知如下：", "一、排查"], ""),
        ("通知", "", ["请做好排查。", "特此通知。"], ""),
        ("函", "关于商请支持的函", ["请予支持。"], "妥否，请函复。"),
        ("函", "关于数据的复函", ["来函收悉。"], "特此函复。"),
        ("函", "关于机构更名的函", ["我局已更名。"], "特此函告。"),
        ("函", "", ["请于9月底前函复。"], "特此函告。"),
        ("意见", "", ["一、目标"], ""),
        ("印发通知", "", ["现将方案印发给你们。"], ""),
    ],
)
def test_the_formula_that_closes_a_kind(kind: str, title: str, body: list[str], closing: str) -> None:
    made = [part.text for part in with_closing(kind, title, [paragraph_of(text) for text in body])]
    assert made == [*body, *([closing] if closing else [])]


@pytest.mark.parametrize("kind", ["请示", "报告", "批复", "公告", "通告", "通知", "函"])
def test_a_formula_is_never_doubled(kind: str) -> None:
    once = with_closing(kind, "", [paragraph_of("请做好排查。")])
    assert with_closing(kind, "", once) == once


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("二〇二四年九月十三日", "2024年9月13日"),
        ("二○二四年十月二十日", "2024年10月20日"),
        ("２０２４ 年 9 月 13 日", "2024年9月13日"),
        ("2024-9-13", "2024-9-13"),
        ("九月十三日", "九月十三日"),
    ],
)
def test_forms_of_a_day(written: str, plain: str) -> None:
    assert plain_day(written) == plain


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("各乡(镇)党委,县直各单位:", "各乡（镇）党委，县直各单位："),
        ("示农字[2024]13号、（2024）5号", "示农字〔2024〕13号、〔2024〕5号"),
        ("1、上年有收入;", "1.上年有收入；"),
        ("3、5月份", "3、5月份"),
        ('当前"三农"工作', "当前“三农”工作"),
        ('长5"的管', '长5"的管'),
        ("1,000元,10:30到", "1,000元，10:30到"),
        ("f(x)=1 (a)", "f(x)=1 (a)"),
        ("(2)项目(2024年)", "（2）项目（2024年）"),
        ("增幅5.6%", "增幅5.6%"),
    ],
)
def test_punctuation_made_right(written: str, right: str) -> None:
    assert made_right(written) == right


@given(st.text('甲乙丙,;:?!()[]〔〕（）"“”1234年号、.《》 '))
def test_no_word_is_touched(text: str) -> None:
    right = made_right(text)
    assert len(right) == len(text)
    assert [sign for sign in right if sign.isalnum()] == [sign for sign in text if sign.isalnum()]
    assert made_right(right) == right
    assert (count_changed(text, right) == 0) is (text == right)
