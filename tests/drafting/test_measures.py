"""Every kind of document on paper, held against GB/T 9704-2012 in millimetres.

LibreOffice sets the pages, all in one run. What is seen of a red head is measured in its ink; all other text by the box of
its characters, of which a little more is blank above than below. The digits of the stand-in typefaces are wider than half a
character, and LibreOffice keeps a quarter of one between digits and Chinese: what is centred or ends with them may be off
by as much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import docx
import pytest
import yaml
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from msgspec import Struct
from PIL import Image

from drafting import draft_document, new_source
from drafting.kinds import KINDS
from policies.forms.form import FormRule, load_form
from tests.drafting.incoming import SCAN
from tests.drafting.pages import Page, Row, fonts_missing, needs_soffice, pages, red_ink, to_pdfs

FORM = load_form()
CHARACTER, LINE, SMALL = 15.75 * 25.4 / 72, 28.95 * 25.4 / 72, 14 * 25.4 / 72
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
DIGITS = 4.5
PHRASE = "巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作"
FULL = (PHRASE * 100)[: 28 * 22 * 2 - 2]  # two pages without a sign that lines may not begin or end with
FINAL = "状态: 正式稿\n成文日期: 2024年9月13日\n"
UNNUMBERED = {"函": {1}, "信函批复": {1}, "横表和扫描件": {7, 8}}


class Printed(Struct, frozen=True):
    """A document on paper: its pages, and the red ink of the first."""

    name: str
    pages: tuple[Page, ...]
    red: tuple[tuple[float, float], ...]

    def row(self, text: str) -> Row:
        return next(row for page in self.pages for row in page.rows if text in row.text)

    @property
    def first(self) -> Page:
        return self.pages[0]


def sources() -> Iterator[tuple[str, str]]:
    """The example of every kind as a final document, and the documents of measured.yaml."""
    for kind in KINDS:
        text = new_source(kind).replace("状态: 送审稿", FINAL.strip())
        yield kind, re.sub("# (发文字号|令号|编号):", r"\1:", text)
    yield from yaml.safe_load((Path(__file__).parent / "measured.yaml").read_text(encoding="utf-8")).items()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    if why := fonts_missing():
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("公文")
    (folder / "来文.txt").write_text(SCAN.replace("1.申报。由车间提出。", FULL), encoding="utf-8")
    write_landscape_table(folder / "横表.docx")
    page = Image.new("RGB", (620, 877), "white")
    page.save(folder / "扫描.pdf", save_all=True, append_images=[page.copy()])
    drafted = {}
    for name, text in sources():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        drafted[name] = draft_document(folder / f"{name}.yaml").docx_bytes
    made = to_pdfs(drafted, folder)
    return {name: Printed(name, pages(pdf), red_ink(pdf)) for name, pdf in made.items()}


def write_landscape_table(path: Path) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    table = document.add_table(40, 6)
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = "栏目" if not number else f"内容{number}"
    document.save(path)


@needs_soffice
def test_every_kind_measures_as_the_standard_says(printed: dict[str, Printed]) -> None:
    wrong = [f"{name}：{said}" for name, document in printed.items() for said in faults(document)]
    wrong += [said for measure in TOGETHER for said in measure(printed)]
    assert not wrong, "\n".join(wrong)


def faults(document: Printed) -> Iterator[str]:
    yield from the_text_area(document)
    yield from the_page_numbers(document)
    yield from HEADS.get(document.name, the_head)(document)
    if document.name not in WITHOUT_IMPRINT:
        yield from the_imprint(document)
    yield from SIGN_OFFS.get(document.name, nothing)(document)


def nothing(_: Printed) -> Iterator[str]:
    return iter(())


def off(what: str, measured: float, wanted: float, within: float = 1.0) -> Iterator[str]:
    if abs(measured - wanted) > within:
        yield f"{what} {measured:.1f}，应为 {wanted:.1f}"


def against(what: str, measured: float, rule: FormRule) -> Iterator[str]:
    if not rule.allows(measured):
        yield f"{what} {measured:.1f}，{rule.source} {rule.clause} 为 {rule.value}"


def the_text_area(document: Printed) -> Iterator[str]:
    for page in document.pages:
        for row in page.lines:
            overhang = CHARACTER if row.text[-1] in HANGING else 0
            in_head = page.landscape or row.red
            if not in_head and not LEFT - 1 < row.left <= row.right < RIGHT + 1 + overhang:
                yield f"超出版心：{row.text}"


def the_page_numbers(document: Printed) -> Iterator[str]:
    blank = UNNUMBERED.get(document.name, set())
    for number, page in enumerate(document.pages, start=1):
        if page.landscape:
            continue
        row = page.rows[-1] if page.rows else None
        shown = row is not None and row.text == f"—{number}—"
        if shown == (number in blank):
            yield f"第{number}页{'不应有' if shown else '没有'}页码"
        if shown and row:
            yield from against("页码距版心", (row.top + row.bottom) / 2 - BOTTOM, FORM["page_number_below_text"])
            edge = RIGHT - row.right if number % 2 else row.left - LEFT
            yield from off(f"第{number}页页码空字", edge, SMALL * FORM["page_number_indent"].value, 0.5)


def the_head(document: Printed) -> Iterator[str]:
    """A red head, two lines, the number, and the red rule 4 mm below it."""
    if not document.red:
        return
    yield from against("发文机关标志上边缘", document.red[0][0], FORM["head_top"])
    rule = next(rule for rule in document.first.rules if rule.points == 1.5)
    number = max((row for row in document.first.rows if row.bottom < rule.y), key=lambda row: row.bottom)
    yield from against("红线距发文字号", rule.y - number.bottom - SEEN_LOWER, FORM["rule_below_number"])
    yield from off("红线左端", rule.left, LEFT, 0.3)
    yield from off("红线右端", rule.right, RIGHT, 0.3)
    title = next(row for row in document.first.rows if "Song-Bold" in row.font and not row.red)
    yield from off("标题距红线", title.top - rule.y, FORM["lines_above_title"].value * LINE, 2.5)


def the_sealed_head_of_several(document: Printed) -> Iterator[str]:
    yield from the_head(document)
    heads = [row for row in document.first.rows if row.red]
    if len(heads) < 4:
        yield f"并列标志只有{len(heads)}行"
    tail = [row for row in heads if "文件" in row.text or row.text in {"文", "件"}]
    lowest = max(row.bottom for row in heads)
    highest = min(row.top for row in heads)
    if tail:
        middle = (tail[0].top + tail[0].bottom) / 2
        yield from off("“文件”居中", middle, (highest + lowest) / 2, 8)


def the_signers(document: Printed) -> Iterator[str]:
    """The number stands on the line of the last signer, one from the left; the names end one from the right."""
    yield from the_head(document)
    number = document.row("示农字")
    yield from off("发文字号左空", number.left - LEFT, CHARACTER)
    first = document.row("签发人：")
    if document.name == "联合请示":
        yield from off("签发人右空", RIGHT - first.right, CHARACTER)
        yield from off("第二行签发人", number.top - first.top, LINE, 0.5)
        if "李四" not in number.text:
            yield "发文字号不在最后一个签发人一行"


def the_letter(document: Printed) -> Iterator[str]:
    page, thick_above_thin = document.first, document.first.rules[-2:]
    yield from against("标志上边缘", document.red[0][0], FORM["letter_head_top"])
    yield from against("双线距标志", document.red[1][0] - document.red[0][1], FORM["letter_rule_below_head"])
    double = sorted(page.rules, key=lambda rule: rule.y)
    if [rule.points for rule in double] != [2.25, 0.75, 0.75, 2.25]:
        yield f"双线粗细 {[rule.points for rule in double]}"
    for rule in double:
        yield from against("双线长", rule.right - rule.left, FORM["letter_rule_length"])
        yield from off("双线居中", (rule.left + rule.right) / 2, 105, 0.5)
    yield from against("下双线距下页边", 297 - thick_above_thin[-1].y, FORM["letter_rule_above_foot"])
    number = document.row("〔2024〕")
    yield from off("发文字号右端", number.right, RIGHT, 0.5)
    yield from off("发文字号距双线", number.top + SEEN_LOWER - double[1].y, 4.94, 1.2)


def the_order(document: Printed) -> Iterator[str]:
    yield from against("标志上边缘距版心", document.red[0][0] - TOP, FORM["order_head_below_text_top"])
    number = document.row("第1号")
    yield from off("令号居中", (number.left + number.right) / 2, (LEFT + RIGHT) / 2, DIGITS)
    yield from off("令号距标志", number.top - document.red[0][1], 2 * LINE, 5)


def the_minutes(document: Printed) -> Iterator[str]:
    yield from against("标志上边缘", document.red[0][0], FORM["minutes_head_top"])
    for label in ("出席：", "请假：", "列席："):
        yield from off(label, document.row(label).left, LEFT + 2 * CHARACTER, 0.3)


def the_preprinted_paper(document: Printed) -> Iterator[str]:
    if document.red or any(row.red for row in document.first.rows):
        yield "套红纸上印了红色"


def the_imprint(document: Printed) -> Iterator[str]:
    page = document.pages[-1]
    black = [rule for rule in page.rules if not rule.red]
    if not black or page.landscape or len(document.pages) % 2:
        yield f"版记不在双页末面：共{len(document.pages)}页"
        return
    yield from off("版记末线", black[-1].y, BOTTOM, 0.5)
    for rule in (black[0], black[-1]):
        yield from off("版记线左端", rule.left, LEFT, 0.3)
        yield from off("版记线右端", rule.right, RIGHT, 0.3)
        yield from against("版记首末线粗", rule.points * 25.4 / 72, FORM["imprint_outer_rule"])
    yield from off("印发日期右空", RIGHT - page.row("印发").right, SMALL * FORM["imprint_indent"].value, 0.3)


def signed(document: Printed, name: str) -> tuple[Row, Row]:
    """The last line with that name, and the date below it."""
    rows = [row for page in document.pages for row in page.rows if "Fang" in row.font and row.bottom - row.top > 5.2]
    day = next(row for row in reversed(rows) if row.text == "2024年9月13日")
    return next(row for row in rows if row.text.startswith(name) and row.bottom <= day.top + 1), day


def sealed(document: Printed) -> Iterator[str]:
    signature, day = signed(document, "示范县农业农村局")
    yield from off("成文日期右空", RIGHT - day.right, CHARACTER * FORM["sealed_day_indent"].value, DIGITS)
    yield from off("署名居中", (signature.left + signature.right) / 2, (day.left + day.right) / 2, DIGITS)


def unsealed(document: Printed) -> Iterator[str]:
    signature, day = signed(document, "示范县农业农村局")
    yield from off("署名右空", RIGHT - signature.right, CHARACTER * FORM["unsealed_signature_indent"].value, 0.5)
    yield from off("日期右移", day.left - signature.left, CHARACTER * FORM["unsealed_day_after_signature"].value, 0.5)


def stamped(document: Printed) -> Iterator[str]:
    office, day = signed(document, "县长")
    stamp_right = RIGHT - CHARACTER * FORM["stamp_indent"].value
    stamp_left = stamp_right - 7 * CHARACTER
    yield from off("职务距签名章", stamp_left - office.right, CHARACTER * FORM["stamp_title_gap"].value, 0.5)
    yield from off("日期右空", RIGHT - day.right, CHARACTER * FORM["stamp_indent"].value, DIGITS)
    yield from off("签名章下空行", day.top - office.top, 2 * LINE, 0.5)


def several_unsealed(document: Printed) -> Iterator[str]:
    rows = [document.row("示范县民政局"), document.row("示范县财政局")]
    for row in rows:
        yield from off("署名右空", RIGHT - row.right, 2 * CHARACTER, 0.5)


Measure = Callable[[Printed], Iterator[str]]
LETTERS = ("函", "信函批复")
WITHOUT_IMPRINT = (*LETTERS, "公示", "方案单独成文")
HANGING = "，。、；：？！》）"
SEEN_LOWER = 0.9  # millimetres: how much lower the ink of 3号 ends than its box
HEADS: dict[str, Measure] = {
    **dict.fromkeys(LETTERS, the_letter),
    "命令": the_order,
    "纪要": the_minutes,
    "套红纸": the_preprinted_paper,
    "请示": the_signers,
    "报告": the_signers,
    "联合请示": the_signers,
    "并列标志": the_sealed_head_of_several,
}
SIGN_OFFS: dict[str, Measure] = {
    "通知": sealed,
    "打印红头": sealed,
    "函": sealed,
    "不盖章": unsealed,
    "方案单独成文": unsealed,
    "签名章": stamped,
    "命令": stamped,
}


def a_full_page(documents: dict[str, Printed]) -> Iterator[str]:
    """22 lines of 28 characters."""
    pages_of_text = [page for page in documents["整页"].pages if page.lines]
    full = [page for page in pages_of_text if all(set(row.text) <= set(PHRASE) for row in page.lines)]
    page = max(full, key=lambda page: len(page.lines))
    yield from off("每面行数", len(page.lines), FORM["lines_a_page"].value, 0)
    for row in page.lines:
        yield from off("每行字数", len(row.text), FORM["characters_a_line"].value, 0)
    yield from off("首行左端", page.lines[0].left, LEFT, 0.3)
    yield from off("首行右端", page.lines[0].right, RIGHT, 0.6)
    for above, below in pairwise(page.lines):
        yield from off("行距", below.top - above.top, LINE, 0.1)


def an_annex(documents: dict[str, Printed]) -> Iterator[str]:
    """On a page of its own: the mark flush left in 黑体, the title on the third line; nothing red."""
    page = next(page for page in documents["整页"].pages if page.rows and page.rows[0].text == "附件")
    mark, title = page.rows[0], page.rows[1]
    if "Hei" not in mark.font or any(row.red for row in page.rows):
        yield "附件标记不是黑体，或附件里有红色"
    yield from off("附件标记左端", mark.left, LEFT, 0.3)
    yield from off("附件标题", title.top - mark.top, (FORM["annex_title_line"].value - 1) * LINE)


def the_opening(documents: dict[str, Printed]) -> Iterator[str]:
    """Addressee flush left, a line below the title; text two characters in."""
    document = documents["整页"]
    title = [row for row in document.first.rows if "Song-Bold" in row.font and not row.red]
    for row in title:
        yield from off("标题居中", (row.left + row.right) / 2, (LEFT + RIGHT) / 2)
    addressee = document.row("各乡（镇）")
    yield from off("主送机关左端", addressee.left, LEFT, 0.3)
    yield from off("主送机关距标题", addressee.top - title[-1].bottom, LINE, 5)
    yield from off("正文缩进", document.row("现将").left, LEFT + 2 * CHARACTER, 0.3)
    yield from off("附注缩进", document.row("（此件公开发布）").left, LEFT + 2 * CHARACTER, 3)


def paper_with_a_printed_head(documents: dict[str, Printed]) -> Iterator[str]:
    """Room is kept exactly: all text stands where it stands below a printed head."""
    blank, full = documents["套红纸"].first, documents["打印红头"].first
    for text in ("示农字", "关于开展", "各乡（镇）", "现就开展"):
        yield from off(f"套红纸“{text}”", blank.row(text).top, full.row(text).top, 0.2)


def landscape_pages(documents: dict[str, Printed]) -> Iterator[str]:
    """The number keeps its place on the bound page: at the left edge of the turned one, odd below, even above."""
    turned = [(number, page) for number, page in enumerate(documents["横表和扫描件"].pages, 1) if page.landscape]
    if len(turned) < 2:
        yield "横表没有排成两页"
    for number, page in turned:
        signs = page.side_number(number)
        yield from off("横页页码距版心", 35 - signs.across, FORM["page_number_below_text"].value, 2)
        wanted = RIGHT - SMALL if number % 2 else LEFT + SMALL
        yield from off("横页页码位置", signs.end if number % 2 else signs.start, wanted, 1)
        if not any("栏目" in row.text for row in page.rows):
            yield f"第{number}页没有重复表头"


def pages_without_a_number(documents: dict[str, Printed]) -> Iterator[str]:
    *_, blank, imprint = documents["横表和扫描件"].pages
    if blank.rows or "印发" not in imprint.rows[-1].text:
        yield "版记前的空白页和版记页不应有页码"


TOGETHER = (a_full_page, an_annex, the_opening, paper_with_a_printed_head, landscape_pages, pages_without_a_number)
