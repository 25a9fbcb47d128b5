"""Repairs on documents made otherwise than the specimens: rules in paragraphs, one run for all, no settings, own headers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor
from lxml import etree

from documents.editing.package import paragraphs_of
from documents.word.reading import read_word
from tests.repair.documents import layout_of, member, members, repaired
from tests.specimens import conformant, defects, made
from tests.specimens.catalogue import variants
from xianjie.repair.rules import set_paragraph_edge


def changed(data: bytes, change: Callable[[dict[str, bytes]], Mapping[str, bytes]]) -> bytes:
    parts = members(data)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in {**parts, **change(parts)}.items():
            package.writestr(name, content)
    return out.getvalue()


def codes(data: bytes) -> set[str]:
    return {finding.code for finding in repaired(data).left}


def faulty(name: str) -> bytes:
    return next(defect.docx for defect in defects() if defect.name == name)


@pytest.mark.parametrize("track", [False, True])
def test_an_imprint_of_paragraphs_gets_rules_of_its_own(*, track: bool) -> None:
    result = repaired(made("纪要", [{"house": {"imprint_rules": [0, 0]}}]), track=track)
    assert [change.before for change in result.changes] == ["没有首条分隔线", "没有中间分隔线", "没有末条分隔线"]
    assert not {finding.code for finding in result.left} & {"DOC261", "DOC262"}


def test_a_rule_that_is_the_border_of_an_indented_line_gets_the_width_of_the_text() -> None:
    bordered = made("纪要", [{"house": {"imprint_rules": [0, 0]}}])
    for width, role in ((8, "抄送"), (6, "印发")):
        text = layout_of(bordered).paragraphs
        number = next(
            p.place.paragraph
            for p in text
            if (p.text.startswith("抄送") if role == "抄送" else p.text.endswith("印发"))
        )
        bordered = with_border(bordered, number or 0, "top", width)
    bordered = with_border(bordered, number or 0, "bottom", 8)
    result = repaired(bordered)
    assert [change.after for change in result.changes] == ["分隔线长156毫米"] * 2  # one for each line
    assert not {finding.code for finding in result.left} & {"DOC261", "DOC262"}


def with_border(data: bytes, number: int, edge: str, width: int) -> bytes:
    root = etree.fromstring(member(data, "word/document.xml"))
    node = next(node for found, node in paragraphs_of(root) if found == number)
    paragraph = next(p for p in layout_of(data).paragraphs if p.place.paragraph == number)
    set_paragraph_edge(node, paragraph, edge, {"sz": str(width), "color": "000000", "space": "0"}, None)
    return changed(data, lambda _: {"word/document.xml": etree.tostring(root)})


def test_a_heading_in_one_run_with_its_text_is_cut_off_from_it() -> None:
    paragraphs = layout_of(repaired(in_one_run()).data).paragraphs
    heading = next(p for p in paragraphs if p.text.startswith("（一）收入支出情况"))
    assert [(run.east_asian_font, run.text[-3:]) for run in heading.runs] == [
        ("楷体_GB2312", "情况。"),
        ("仿宋_GB2312", "支出。"),
    ]


def in_one_run() -> bytes:
    """The headings of the second level with their text in one w:r, set in the font of the body."""
    data = faulty("二级标题用仿宋")
    return in_body_by_pattern(data, r"(情况。)</w:t></w:r><w:r><w:rPr>(?:(?!</w:rPr>).)*</w:rPr><w:t[^>]*>", r"\1")


def in_body_by_pattern(data: bytes, pattern: str, new: str) -> bytes:
    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        body, count = re.subn(pattern, new, parts["word/document.xml"].decode())
        assert count
        return {"word/document.xml": body.encode()}

    return changed(data, change)


def test_page_numbers_are_added_where_the_package_has_no_settings() -> None:
    bare = changed(
        faulty("没有页码"),
        lambda parts: {
            name: re.sub(rb"<(Relationship|Override)[^>]*settings[^>]*/>", b"", parts[name])
            for name in ("[Content_Types].xml", "word/_rels/document.xml.rels")
        },
    )
    result = repaired(bare)
    layout = layout_of(result.data)
    assert layout.odd_and_even
    assert [(line.pages, line.paragraphs[0].text) for line in layout.running] == [
        ("default", "— 1 —"),
        ("even", "— 1 —"),
    ]


def test_a_header_stays_on_even_pages_when_they_are_set_apart() -> None:
    header = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:hdr>'
    result = repaired(with_header(faulty("单双页码都在右边"), header))
    shown = {(line.part, line.pages): line.paragraphs[0].text for line in layout_of(result.data).running}
    assert shown == {
        ("header", "default"): "内部资料",
        ("header", "even"): "内部资料",
        ("footer", "default"): "— 1 —",
        ("footer", "even"): "— 1 —",
    }


def with_header(data: bytes, header: str) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="h1" Type="{office}/header" Target="header1.xml"/></Relationships>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"

    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        relations, types, body = (
            parts[name].decode()
            for name in ("word/_rels/document.xml.rels", "[Content_Types].xml", "word/document.xml")
        )
        return {
            "word/header1.xml": header.encode(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", relation).encode(),
            "[Content_Types].xml": types.replace(
                "</Types>", f'<Override PartName="/word/header1.xml" ContentType="{kind}"/></Types>'
            ).encode(),
            "word/document.xml": body.replace(
                "<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="h1"/>'
            ).encode(),
        }

    return changed(data, change)


def test_a_footer_of_its_own_is_not_written_over() -> None:
    """Who wrote something else there has to say where the number goes."""
    data = changed(
        conformant()["通知"],
        lambda parts: {
            name: re.sub(rb"<w:fldSimple.*?</w:fldSimple>", b"<w:r><w:t>x</w:t></w:r>", xml)
            for name, xml in parts.items()
            if name.startswith("word/footer")
        },
    )
    result = repaired(data)
    assert "DOC271" in {finding.code for finding in result.left}
    assert result.data == data


def test_pages_of_so_many_pages_are_left_to_a_person() -> None:
    data = changed(
        faulty("页码写第几页"),
        lambda parts: {
            name: xml.replace(" 页".encode(), " 页 共 3 页".encode())
            for name, xml in parts.items()
            if name.startswith("word/footer")
        },
    )
    assert "DOC273" in codes(data)


def test_without_a_seal_on_the_page_the_place_of_the_date_is_left_to_a_person() -> None:
    data = made("通知·主题字体", [{"at": "日期", "set": {"right": 0}}])
    result = repaired(data)
    assert "DOC251" in {finding.code for finding in result.left}
    assert result.data == data


def test_a_shorter_date_moves_so_that_it_stands_as_it_stood() -> None:
    """Without a seal the form is told from the signature, which has not moved."""
    data = made("通知·不加盖印章", [{"at": "日期", "text": "二〇二四年九月十三日"}])
    result = repaired(data)
    assert "2024年9月13日" in [p.text for p in layout_of(result.data).paragraphs]
    assert "DOC251" not in {finding.code for finding in result.left}


@pytest.mark.parametrize(("variant", "font"), [("请示·签发人在表格", "方正楷体_GBK"), ("请示", "楷体_GB2312")])
def test_a_font_is_named_as_the_set_of_the_document_names_it(variant: str, font: str) -> None:
    result = repaired(made(variant, [{"house": {"looks": {"签发人": {"font": "仿宋"}}}}]))
    assert font in {run.east_asian_font for paragraph in layout_of(result.data).paragraphs for run in paragraph.runs}


def test_only_parts_that_change_are_written_anew() -> None:
    before = faulty("页码用仿宋")
    after = members(repaired(before).data)
    assert {name for name, content in members(before).items() if after[name] != content} == {
        "word/footer_portrait_default.xml",
        "word/footer_portrait_even.xml",
    }


def test_a_line_with_a_picture_keeps_its_height() -> None:
    inline = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/>'
        '<wp:docPr id="9" name="p"/></wp:inline></w:drawing></w:r><w:t'
    )
    data = in_body_by_pattern(faulty("行距25磅"), r"<w:t(?= xml:space=\"preserve\">全县所有农户)", "<w:t")
    data = in_body_by_pattern(data, r"(<w:r>(?:(?!<w:r>).)*全县所有农户)", inline.removesuffix("<w:t") + r"\1")
    paragraphs = read_word(repaired(data).data, "公文.docx").layout.paragraphs
    lines = {p.text[:4]: p.line for p in paragraphs if p.text}
    assert (lines["全县所有"], lines["为健全防"]) == (500, 579)


def test_a_page_number_in_a_text_box_is_moved_with_its_box() -> None:
    data = changed(
        conformant()["联合通知"],
        lambda parts: {
            name: re.sub(rb"<wp:align>(left|right)</wp:align>", b"<wp:align>center</wp:align>", xml)
            for name, xml in parts.items()
            if name.startswith("word/footer")
        },
    )
    result = repaired(data)
    assert [str(change) for change in result.changes] == [
        "全文 页码：单页居中 → 居右空1字（DOC272）",
        "全文 页码：双页居中 → 居左空1字（DOC272）",
    ]
    assert "DOC272" not in {finding.code for finding in result.left}


def test_a_plain_document_is_set_as_it_should_be_but_for_what_needs_a_person() -> None:
    """Typed into a word processor as it comes: what one repair shifts the next ones mend."""
    result = repaired(typed())
    left = {finding.code for finding in result.left if finding.severity != "info"}
    assert left == {"DOC231", "DOC233", "DOC251"}  # where the head stands, the red rule, with a seal or without
    assert repaired(result.data).data == result.data
    imprint = next(p for p in layout_of(result.data).paragraphs if p.text.endswith("日印发"))
    assert {(run.east_asian_font, run.size) for run in imprint.runs if run.text.strip()} == {("仿宋_GB2312", 28)}
    assert "".join(p.text for p in layout_of(result.data).paragraphs) == "".join(
        p.text.replace("[2024]", "〔2024〕") for p in layout_of(typed()).paragraphs
    )


@cache
def typed() -> bytes:
    document = Document()
    document.styles["Normal"].font.size = Pt(12)
    for line in variants()["局通知"].lines:
        lead = "　　" if line.role in ("正文", "附件说明") else ""
        paragraph = document.add_paragraph()
        run = paragraph.add_run(lead + line.text.replace("|", " " * 8).replace("〔2024〕", "[2024]"))
        if line.role in ("标志", "文号", "标题", "附件标题"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if line.role in ("署名", "日期"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if line.role == "标志":
            run.font.size, run.font.color.rgb = Pt(40), RGBColor(255, 0, 0)
        if line.role in ("标题", "附件标题"):
            run.font.size = Pt(18)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
