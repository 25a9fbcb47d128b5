"""Two years' documents compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.text import documents_of
from policies.differences import Differences, differences, years_between
from policies.drafts import DraftFileError, read_entries
from policies.extraction import Statement, extract, statements_of
from policies.verification import policy_texts
from reports.policy_draft import render_draft
from tests.policies.fictional import TEXT, write_register


def stated(text: str) -> tuple[Statement, ...]:
    return statements_of(policy_texts("来文.txt", documents_of(text))[0].clauses)


def found(old: str, new: str, years: int = 0) -> Differences:
    return differences(stated(old), stated(new), years=years)


def words(statements: tuple[Statement, ...]) -> list[str]:
    return [statement.text for statement in statements]


def test_the_same_text_has_no_differences() -> None:
    assert not found(TEXT, TEXT)


def test_a_changed_value_is_shown_with_both_clauses() -> None:
    (change,) = found(TEXT, TEXT.replace("60%", "65%")).changed
    assert (change.old.clause.label, change.new.clause.label) == ("一、", "一、")
    assert ([f.text for f in change.old.figures], [f.text for f in change.new.figures]) == (["60%"], ["65%"])


def test_a_clause_that_moved_is_matched_by_its_words() -> None:
    moved = TEXT.replace("(一)办好", "(三)办好").replace("2个帮扶车间", "3个帮扶车间")
    (change,) = found(TEXT, moved).changed
    assert (change.old.clause.label, change.new.clause.label) == ("二(一)", "二(三)")


def test_what_is_new_and_what_is_gone() -> None:
    result = found(
        TEXT,
        TEXT.replace("每季度开展1次实地监测", "为车间办理用工保险").replace(
            "各乡(镇)每半月报送进展", "建立3人以上网格队伍"
        ),
    )
    assert words(result.removed) == ["每季度开展1次实地监测监测结果公示", "各乡(镇)每半月报送进展"]
    assert words(result.added) == ["建立3人以上网格队伍"]


def test_a_value_written_in_another_way_is_the_same() -> None:
    assert not found(
        TEXT, TEXT.replace("1.2万人", "12000人").replace("8月底", "8月份底").replace("不低于 60%", "达到60%")
    )


def test_an_operator_that_changed_is_a_change() -> None:
    assert len(found(TEXT, TEXT.replace("不低于 60%", "超过60%")).changed) == 1


def test_years_that_move_on_with_the_document_are_no_change() -> None:
    old = TEXT.replace("1.2万人以上", "1.2万人以上,车间数量不少于2023年")
    new = old.replace("2024", "2025").replace("2023", "2024")
    assert not found(old, new, years=1)
    assert len(found(old, new).changed) == 1


def test_years_between_titles() -> None:
    assert years_between("示例县2023年方案", "示例县2025年方案") == 2
    assert years_between("示例县方案", "示例县2025年方案") == 0


def test_drafts_compare_like_their_texts(tmp_path: Path) -> None:
    for name, text in (("old", TEXT), ("new", TEXT.replace("5000元", "6000元"))):
        draft = render_draft(extract(policy_texts("a", documents_of(text))[0]))
        (tmp_path / f"{name}.yaml").write_text(draft, encoding="utf-8")
    (_, old), (_, new) = (read_entries(tmp_path / f"{name}.yaml") for name in ("old", "new"))
    (change,) = differences(old, new).changed
    assert [f.worded for f in change.new.figures][-1] == "最高不超过6000元"


def test_a_register_file_compares_too(tmp_path: Path) -> None:
    title, entries = read_entries(write_register(tmp_path / "p") / "SL24.yaml")
    assert title == "示例县2024年帮扶车间和增收工作要点"
    assert "60%" in {f.text for statement in entries for f in statement.figures}


@pytest.mark.parametrize("content", ["title: x", "requirements: [1]", "[1, 2]", "a: [", "requirements: 3"])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(DraftFileError, match=r"a\.yaml"):
        read_entries(tmp_path / "a.yaml")
