"""The printed page held against GB/T 9704-2012, in millimetres."""

import pytest

from drafting import draft_document
from tests.drafting.incoming import SCAN, SOURCE
from tests.drafting.pages import Page, Row, fonts_missing, needs_soffice, pages, to_pdf

CHARACTER = 15.75 * 25.4 / 72
LINE = 28.95 * 25.4 / 72
LEFT, RIGHT, BOTTOM = 28, 184, 262
FULL = "国" * (28 * 22 * 2 - 2)
# The digits of the stand-in typeface are wider than half a character, which moves what is centred by half the difference.
DIGITS = 4


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, ...]:
    if why := fonts_missing():
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("公文")
    (folder / "来文.txt").write_text(SCAN.replace("1.申报。由车间提出。", FULL), encoding="utf-8")
    (folder / "通知.yaml").write_text(SOURCE, encoding="utf-8")
    return pages(to_pdf(draft_document(folder / "通知.yaml").docx_bytes, folder))


@needs_soffice
def test_the_page_by_the_standard(printed: tuple[Page, ...]) -> None:
    the_head(printed[0])
    the_title_and_the_addressee(printed[0])
    the_sign_off(printed)
    the_annex(next(page for page in printed if page.rows[0].text == "附件"))
    twenty_two_lines_of_twenty_eight(printed)
    page_numbers(printed)
    the_imprint(printed)


def near(measured: float, wanted: float, within: float = 1.0) -> bool:
    return abs(measured - wanted) <= within


def the_head(page: Page) -> None:
    head, number, rule = page.rows[0], page.row("示农办字"), page.rules[0]
    assert head.red
    assert near(head.top, 72, 3.2)  # the box of the characters; what is seen of them begins 2.9 mm lower
    assert near((head.left + head.right) / 2, (LEFT + RIGHT) / 2)
    assert head.left >= LEFT
    assert head.right <= RIGHT
    assert near((number.left + number.right) / 2, (LEFT + RIGHT) / 2)
    assert near(number.top - head.bottom, 2 * LINE, 2.5)
    assert near(rule.y - number.bottom, 4)
    assert near(rule.left, LEFT, 0.3)
    assert near(rule.right, RIGHT, 0.3)


def the_title_and_the_addressee(page: Page) -> None:
    rule = page.rules[0]
    title = [row for row in page.rows if "Song-Bold" in row.font and not row.red]
    addressee = page.row("各乡（镇）")
    assert near(title[0].top - rule.y, 2 * LINE, 2.5)
    assert all(near((row.left + row.right) / 2, (LEFT + RIGHT) / 2) for row in title)
    assert near(addressee.left, LEFT, 0.3)
    assert near(addressee.top - title[-1].bottom, LINE, 5)
    assert near(page.row("现将").left, LEFT + 2 * CHARACTER, 0.3)


def row_of(printed: tuple[Page, ...], text: str) -> Row:
    return next(row for page in printed for row in page.rows if row.text == text and "Fang" in row.font)


def the_sign_off(printed: tuple[Page, ...]) -> None:
    signature = row_of(printed, "中共示范县委农村工作领导小组办公室")
    day = row_of(printed, "2024年5月13日")
    assert near(signature.right, RIGHT, 0.5)  # a long name: it ends at the margin, the date stays centred under it
    assert near((signature.left + signature.right) / 2, (day.left + day.right) / 2, DIGITS)
    assert near(day.top - signature.top, LINE, 0.3)
    assert near(row_of(printed, "（此件公开发布）").left, LEFT + 2 * CHARACTER, 3)


def the_annex(page: Page) -> None:
    mark, title = page.rows[0], page.rows[1]
    assert "Hei" in mark.font
    assert near(mark.left, LEFT, 0.3)
    assert near(title.top - mark.top, 2 * LINE, 1)
    assert not any(row.red for row in page.rows)
    assert "Hei" in next(row for row in page.rows if "一、严格认定" in row.text).font


def twenty_two_lines_of_twenty_eight(printed: tuple[Page, ...]) -> None:
    full = [page for page in printed if all(set(row.text) == {"国"} for row in page.lines) and page.lines]
    page = max(full, key=lambda page: len(page.lines))
    assert len(page.lines) == 22
    assert {len(row.text) for row in page.lines} == {28}
    assert near(page.lines[0].left, LEFT, 0.3)
    assert near(page.lines[0].right, RIGHT, 0.6)
    assert near(page.lines[-1].bottom, BOTTOM, 4)
    assert all(near(below.top - above.top, LINE, 0.1) for above, below in zip(page.lines, page.lines[1:], strict=False))


def page_numbers(printed: tuple[Page, ...]) -> None:
    for number, page in enumerate(printed, start=1):
        row = page.rows[-1]
        assert row.text == f"—{number}—"
        assert near((row.top + row.bottom) / 2, BOTTOM + 7)
        edge = row.right - RIGHT if number % 2 else row.left - LEFT
        assert near(abs(edge), 14 * 25.4 / 72, 0.5)


def the_imprint(printed: tuple[Page, ...]) -> None:
    page = printed[-1]
    first, middle, last = page.rules
    assert len(printed) % 2 == 0
    assert near(last.y, BOTTOM, 0.5)
    assert all(near(rule.left, LEFT, 0.3) and near(rule.right, RIGHT, 0.3) for rule in page.rules)
    assert (first.points, middle.points, last.points) == (1.0, 0.75, 1.0)
    assert near(page.row("抄送：").left, LEFT + 14 * 25.4 / 72, 0.3)
    assert near(page.row("印发").right, RIGHT - 14 * 25.4 / 72, 0.3)
