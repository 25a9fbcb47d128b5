"""The pages of a document reckoned without Word, so that the imprint comes to an even page."""

import pytest

from drafting.pages import breaks_before_imprint, line_count


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("国" * 28, 1),
        ("国" * 29, 2),
        ("国" * 28 + "。", 1),
        ("国" * 27 + "《办法》", 2),
        ("国" * 26 + "2024年", 2),
        ("1234567890" * 6, 2),
        ("", 1),
    ],
)
def test_lines_of_a_paragraph(text: str, lines: int) -> None:
    assert line_count(text) == lines


def test_an_indent_takes_room() -> None:
    assert line_count("国" * 27, first=2) == 2


def context(body_lines: int) -> dict[str, object]:
    """An annex of so many lines on the pages after a notice of one page."""
    lines = [{"类": "正文", "题": "", "文": "国"}] * body_lines
    annex = {"标题": "甲", "文号": "", "段落": lines}
    return {
        "版头": "打印", "标题": "甲", "主送机关": "乙", "正文": [], "附件说明": [], "盖章": True, "署名": "丙", "附注": "",
        "附件": [annex], "抄送机关": "丙", "印发机关": "丁", "印发日期": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body_lines", "breaks"),
    [(3, 0), (15, 0), (18, 2), (25, 1), (40, 1), (45, 0)],
    ids=["even with room", "even, just room", "even and full", "odd", "odd and full", "even again"],
)
def test_breaks_before_the_imprint(body_lines: int, breaks: int) -> None:
    assert breaks_before_imprint(context(body_lines)) == breaks
