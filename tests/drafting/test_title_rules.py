"""Titles through any chain of relays, and the shape of their lines, on titles nobody wrote down beforehand."""

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.titles import LINE, NEVER_FIRST, NEVER_LAST, broken, forwarding_title, title_width

AGENCIES = st.sampled_from(
    ["范省农业农村厅", "示例市农业农村局", "中共示范县委农村工作领导小组办公室", "示范镇人民政府", "示范县人社局"]
)
MATTERS = st.text("脱贫人口增收帮扶车间认定防止返贫监测集中排查工作项目资产管理", min_size=2, max_size=14)
ROOTS = st.one_of(
    st.builds("关于{}的通知".format, MATTERS),
    st.builds("关于印发《{}方案》的通知".format, MATTERS),
    st.builds("关于{}的意见".format, MATTERS),
    st.builds("{}管理办法".format, MATTERS),
    st.builds("2024年{}要点".format, MATTERS),
)
AS_RELAYED = ("{agency}转发{title}", "{agency}关于转发《{title}》的通知", "关于转发{title}的通知", "转发《{title}》")


@given(st.lists(AGENCIES, min_size=2, max_size=4), ROOTS, st.lists(st.sampled_from(AS_RELAYED), min_size=3, max_size=3))
def test_a_chain_of_relays_keeps_one_of_each_word(agencies: list[str], root: str, forms: list[str]) -> None:
    first, *relays, last = agencies
    title = first + root
    for agency, form in zip(relays, forms, strict=False):
        title = form.format(agency=agency, title=title.replace("《", "〈").replace("》", "〉") if "《{" in form else title)
    made = forwarding_title(last, "", title)
    assert [made.count(word) for word in ("关于", "转发")] == [1, 1]
    assert made.count("的通知") == 1
    assert made.startswith(last)
    assert first in made  # the source is named, whoever passed it on
    assert not any(agency in made.removeprefix(last) for agency in relays if agency not in (first, last))


@given(st.lists(AGENCIES, min_size=2, max_size=5), ROOTS)
def test_our_own_relays_relayed_again(agencies: list[str], root: str) -> None:
    title = agencies[0] + root
    made = [title := forwarding_title(agency, "", title) for agency in agencies[1:]]
    assert {one.removeprefix(agency) for one, agency in zip(made, agencies[1:], strict=True)} == {
        made[0].removeprefix(agencies[1])
    }


@given(MATTERS, st.sampled_from(["意见", "方案", "要点", "决定"]))
def test_book_title_marks_are_for_rules_alone(matter: str, kind: str) -> None:
    assert "《" not in forwarding_title("示范县农业农村局", "范省农业农村厅", f"关于{matter}的{kind}")
    assert f"《范省农业农村厅{matter}管理办法》" in forwarding_title("示范县农业农村局", "范省农业农村厅", f"{matter}管理办法")


TITLES = st.builds("{}关于{}{}的通知".format, AGENCIES, st.sampled_from(["做好", "印发", "进一步加强"]), st.one_of(MATTERS, ROOTS))


@settings(max_examples=40)
@given(TITLES)
def test_lines_of_any_title_read_and_look_right(title: str) -> None:
    lines = broken(title).split("\n")
    widths = [title_width(line) for line in lines]
    assert "".join(lines) == title
    assert max(widths) <= LINE
    assert len(lines) <= math.ceil(title_width(title) / LINE) + 1
    assert not any(line[0] in NEVER_FIRST or line[-1] in NEVER_LAST for line in lines)
    falls = [below < above - 1 for above, below in itertools.pairwise(widths)]
    grows = [below > above + 1 for above, below in itertools.pairwise(widths)]
    assert not any(fell and any(grows[index + 1 :]) for index, fell in enumerate(falls))  # no hourglass
