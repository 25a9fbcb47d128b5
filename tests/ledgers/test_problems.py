"""Numbers of a 整改台账 are given once; two books of the same problems become one ledger."""

from __future__ import annotations

from msgspec.structs import replace

from ledgers.problems import Problem, reconciled, united

LINE = Problem(number="2024-社溪镇-001", township="社溪镇", description="措施单一", fingerprint="a-0")


def test_serials_go_on_from_the_highest_ever_given_even_if_lines_between_are_gone() -> None:
    kept = [LINE, replace(LINE, number="2024-社溪镇-009", fingerprint="b-0")]
    lines, new = united(kept, [Problem(township="社溪镇", description="新问题", fingerprint="c-0")], 2024)
    assert [line.number for line in lines] == ["2024-社溪镇-001", "2024-社溪镇-009", "2024-社溪镇-010"]
    assert new == 1


def test_another_year_and_another_township_begin_at_1() -> None:
    found = [
        Problem(township="社溪镇", fingerprint="c-0"),
        Problem(township="营前镇", fingerprint="d-0"),
        Problem(fingerprint="e-0"),
    ]
    lines, _ = united([LINE], found, 2025)
    assert [line.number for line in lines[1:]] == ["2025-社溪镇-001", "2025-营前镇-001", "2025-全县-001"]


def test_a_line_whose_hidden_fingerprint_was_deleted_is_known_by_its_words() -> None:
    lines, new = united([replace(LINE, fingerprint="", person="赵六")], [replace(LINE, number="")], 2024)
    assert new == 0
    assert [(line.number, line.person, line.fingerprint) for line in lines] == [("2024-社溪镇-001", "赵六", "a-0")]


def test_where_two_books_differ_the_townships_counts_and_the_other_is_noted() -> None:
    township, county = (
        replace(LINE, progress="已完成"),
        replace(LINE, progress="推进中", person="赵六", remark="请复核"),
    )
    lines, notes = reconciled([township], [county])
    assert (lines[0].progress, lines[0].person) == ("已完成", "赵六")
    assert lines[0].remark == "全县台账“整改进展”：推进中；全县台账“备注”：请复核"
    assert len(notes) == 2


def test_two_lines_with_one_number_are_both_kept() -> None:
    lines, _ = reconciled([LINE, replace(LINE, description="另一问题", fingerprint="")], [LINE])
    assert [line.description for line in lines] == ["措施单一", "另一问题"]
