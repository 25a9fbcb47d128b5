"""Clauses by their numbers, with headings, responsible units and the parts inside a paragraph."""

import pytest

from documents.clauses import Clause, label_of, path_of, read_clauses
from documents.responsibility import split_responsibility
from documents.text import documents_of
from tests.policies.fictional import TEXT


def clauses_of(text: str) -> dict[tuple[str, ...], Clause]:
    (document,) = documents_of(text)
    return {clause.path: clause for clause in read_clauses(document)}


def test_a_text_falls_into_its_clauses() -> None:
    assert [clause.label for clause in clauses_of(TEXT).values()] == [
        "印发通知正文", "引言", "一、", "二、", "二(一)", "二(二)", "二(二)1.", "二(二)2.", "二(二)2.一是", "二(二)2.二是", "三、",
    ]  # fmt: skip


def test_a_clause_has_heading_place_and_responsible_units() -> None:
    clause = clauses_of(TEXT)["二", "（一）"]
    assert clause.heading == "办好帮扶车间"
    assert clause.place.line == TEXT.splitlines().index(next(r for r in TEXT.splitlines() if "办好帮扶" in r)) + 1
    assert clause.responsible == ("县人社局", "县农业农村局(乡村振兴科)", "各乡镇")


def test_leading_units_stand_before_those_that_help() -> None:
    assert clauses_of(TEXT)["二", "（二）", "1."].responsible == ("县农业农村局", "县财政局")


def test_a_sentence_broken_by_a_page_is_in_its_clause() -> None:
    assert "县农业农村局10月底前发放完毕" in clauses_of(TEXT)["二", "（二）", "1."].text


def test_running_text_below_a_heading_belongs_to_it() -> None:
    clause = clauses_of(TEXT)["一",]
    assert clause.heading == "总体目标"
    assert clause.text.startswith("一、总体目标\n确保")


def test_parts_stand_in_their_paragraph_and_by_themselves() -> None:
    clauses = clauses_of(TEXT)
    part = clauses["二", "（二）", "2.", "一是"]
    assert part.is_part
    assert part.text == "一是按月核对务工信息。"
    assert part.text in clauses["二", "（二）", "2."].text


def test_circled_numbers_are_parts_of_a_part() -> None:
    text = "示例县近期工作清单\n\n1.搬迁后扶。一是落实责任：①迁入地负责。②迁出地配合。二是便民服务。\n\n2.问题整改。按期整改。"
    paths = list(clauses_of(text))
    assert ("1.", "一是", "①") in paths
    assert ("1.", "一是", "②") in paths
    assert ("1.", "二是") in paths


def test_a_single_yishi_is_no_enumeration() -> None:
    text = "示例县近期工作清单\n\n1.重点工作。全县一是一二是二。\n\n2.问题整改。按期整改。"
    assert list(clauses_of(text)) == [("1.",), ("2.",)]


def test_a_lost_line_break_between_clauses_is_found() -> None:
    text = "示例县工作要点\n\n一、产业。占比不低于60%。二、就业。规模稳定。\n\n三、整改。按期完成。"
    assert [clause.heading for clause in clauses_of(text).values()] == ["产业", "就业", "整改"]


def test_a_number_that_is_not_the_next_one_cuts_nothing() -> None:
    text = "示例县工作要点\n\n1.产业。投入不低于1.5万元。5.6万人受益。\n\n2.就业。规模稳定。"
    assert list(clauses_of(text)) == [("1.",), ("2.",)]


def test_articles_are_cited_without_their_chapter() -> None:
    text = (
        "示例县奖补办法\n\n第一章 总则\n\n第一条 为规范奖补，制定本办法。\n\n第二章 标准\n\n第二条 标准如下：\n\n"
        "（一）种植每亩100元；\n\n（二）养殖每头200元。"
    )
    assert [clause.label for clause in clauses_of(text).values()] == [
        "第一章",
        "第一条",
        "第二章",
        "第二条",
        "第二条(一)",
        "第二条(二)",
    ]


def test_list_marks_of_a_conversion_do_not_hide_a_number() -> None:
    (document,) = documents_of("示例县工作要点\n\n一、任务\n\n- 1、摸底排查。逐户进行。\n- 2、数据研判。逐项进行。")
    assert [clause.path for clause in read_clauses(document)] == [("一",), ("一", "1."), ("一", "2.")]


def test_annexes_are_told_apart() -> None:
    text = (
        "关于印发《示例县工作要点》的通知\n\n各乡镇:\n\n现将要点印发给你们。\n\n附件1\n\n示例县工作要点\n\n一、任务。完成。\n\n"
        "附件2\n\n示例县责任清单\n\n一、单位。各乡镇。"
    )
    paths = list(clauses_of(text))
    assert ("附件2", "一") in paths
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("二(一)1.", ("二", "（一）", "1.")),
        ("二、（一）1", ("二", "（一）", "1.")),
        ("三、1", ("三", "1.")),
        ("二、引语", ("二",)),
        ("三、", ("三",)),
        ("十一、", ("十一",)),
        ("1.", ("1.",)),
        ("5.二是", ("5.", "二是")),
        ("6.一是③", ("6.", "一是", "③")),
        ("第三条（二）", ("第三条", "（二）")),
        ("引言", ("引言",)),
        ("转发通知正文", ("通知正文",)),
    ],
)
def test_a_label_names_a_path_however_it_is_written(label: str, path: tuple[str, ...]) -> None:
    assert path_of(label) == path


@pytest.mark.parametrize("label", ["三、", "二(一)1.", "1.", "6.一是③", "第三条(二)"])
def test_a_label_written_is_the_label_read(label: str) -> None:
    assert label_of(path_of(label)) == label


@pytest.mark.parametrize(
    ("text", "rest", "units"),
    [
        ("做好。〔责任单位:甲局、乙局等〕", "做好。", ("甲局", "乙局")),
        ("做好。（牵头单位：甲局；配合单位：乙局，各镇）", "做好。", ("甲局", "乙局", "各镇")),
        ("做好。(责任单位:区委统战部(区民宗局)、各镇)完", "做好。完", ("区委统战部(区民宗局)", "各镇")),
        ("做好。〔责任单位:甲局,各乡镇(以下任务均需各乡镇落实,不再一一列出)〕", "做好。", ("甲局", "各乡镇")),
        ("做好。\n责任单位：甲局、乙局。", "做好。", ("甲局", "乙局")),
        ("做好。(责任单位:甲局、乙局", "做好。", ("甲局", "乙局")),
        ("压实责任，明确单位。", "压实责任，明确单位。", ()),
    ],
)
def test_responsible_units(text: str, rest: str, units: tuple[str, ...]) -> None:
    assert split_responsibility(text) == (rest, units)
