"""The formatting that holds is resolved as Word does it, whatever level says it."""

from __future__ import annotations

import io
import zipfile

import pytest

from documents.layout import Border
from documents.word.reading import read_word
from tests.documents.made_docx import PAGE, defaults, first_of, layout_of, made_docx, p, r, style, theme, zipped

SECTION = f"<w:sectPr>{PAGE}</w:sectPr>"
FANG = '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>'


def test_direct_formatting_goes_before_styles_and_these_before_defaults() -> None:
    styles = defaults(run='<w:sz w:val="21"/><w:color w:val="00FF00"/>') + style("a", run='<w:sz w:val="28"/>')
    run = first_of(p("正文", run='<w:sz w:val="32"/>'), styles=styles).runs[0]
    assert (run.size, run.colour) == (32, "00FF00")


def test_a_style_has_what_the_one_it_is_based_on_says() -> None:
    styles = style("a", '<w:jc w:val="both"/>', FANG) + style("b", '<w:ind w:firstLine="640"/>', based_on="a")
    paragraph = first_of(p("正文", '<w:pStyle w:val="b"/>'), styles=styles)
    assert (paragraph.alignment, paragraph.first_line, paragraph.runs[0].east_asian_font) == (
        "both",
        640,
        "仿宋_GB2312",
    )


def test_styles_that_are_based_on_each_other_end_somewhere() -> None:
    styles = style("b", run=FANG, based_on="c") + style("c", based_on="b")
    assert first_of(p("正文", '<w:pStyle w:val="b"/>'), styles=styles).runs[0].size == 32


@pytest.mark.parametrize(("east_asian", "expected"), [("", "宋体"), ("华文仿宋", "华文仿宋")])
def test_a_theme_font_is_that_of_the_language_unless_the_theme_names_one(east_asian: str, expected: str) -> None:
    styles = defaults(run='<w:rFonts w:eastAsiaTheme="minorEastAsia" w:asciiTheme="minorHAnsi"/>')
    run = first_of(p("正文"), styles=styles, theme=theme(east_asian)).runs[0]
    assert (run.east_asian_font, run.latin_font) == (expected, "Calibri")


def test_a_font_named_at_a_higher_level_goes_before_the_theme_below() -> None:
    styles = defaults(run='<w:rFonts w:eastAsiaTheme="minorEastAsia"/>') + style(
        "a", run='<w:rFonts w:eastAsia="黑体"/>'
    )
    assert first_of(p("一、总则"), styles=styles, theme=theme()).runs[0].east_asian_font == "黑体"


def test_bold_of_two_styles_cancels_out_and_direct_bold_stands() -> None:
    styles = style("a", run="<w:b/>") + style("s", run="<w:b/>", kind="character")
    assert not first_of(p("甲", run='<w:rStyle w:val="s"/>'), styles=styles).runs[0].bold
    assert first_of(p("甲", run='<w:rStyle w:val="s"/><w:b/>'), styles=styles).runs[0].bold
    assert not first_of(p("甲", run='<w:b w:val="0"/>'), styles=styles).runs[0].bold


@pytest.mark.parametrize(
    ("indents", "size", "first_line", "left"),
    [
        ('w:firstLineChars="200" w:firstLine="420"', 32, 640, 0),
        ('w:firstLineChars="0" w:firstLine="560"', 32, 560, 0),
        ('w:left="1575" w:hanging="945"', 32, -945, 1575),
        ('w:leftChars="200" w:hangingChars="100"', 28, -280, 560),
        ('w:left="0" w:hanging="0"', 32, 0, 0),
    ],
)
def test_indents_in_characters_go_before_those_in_twips(indents: str, size: int, first_line: int, left: int) -> None:
    paragraph = first_of(p("正文", f"<w:ind {indents}/>", f'<w:sz w:val="{size}"/>'))
    assert (paragraph.first_line, paragraph.left) == (first_line, left)


def test_characters_are_as_wide_as_their_spacing_makes_them() -> None:
    paragraph = first_of(p("正文", '<w:ind w:firstLineChars="200"/>', '<w:sz w:val="32"/><w:spacing w:val="-5"/>'))
    assert (paragraph.first_line, paragraph.first_line_chars) == (630, 200)


def test_lines_are_those_of_the_grid() -> None:
    section = f'<w:sectPr>{PAGE}<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    paragraph = first_of(p("正文", '<w:spacing w:beforeLines="100" w:line="560" w:lineRule="exact"/>') + section)
    assert (paragraph.before, paragraph.line, paragraph.line_rule) == (579, 560, "exact")


def test_a_list_indents_where_it_is_asked_for_and_the_paragraph_may_say_otherwise() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/><w:pPr><w:ind w:left="640" w:firstLine="100"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    styles = style("b", listed + '<w:ind w:left="10"/>') + style("c", '<w:ind w:left="20"/>')
    body = (
        p("甲", '<w:pStyle w:val="b"/>')
        + p("乙", '<w:pStyle w:val="c"/>' + listed)
        + p("丙", listed + '<w:ind w:left="5"/>')
    )
    found = layout_of(body, styles=styles, numbering=numbering).paragraphs
    assert [(one.number, one.left, one.first_line) for one in found] == [
        ("一、", 10, 100),
        ("二、", 640, 100),
        ("三、", 5, 100),
    ]


def test_a_style_may_be_that_of_a_deeper_level_of_its_list() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="b"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = style("b", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = p("甲", '<w:numPr><w:numId w:val="1"/></w:numPr>') + p("乙", '<w:pStyle w:val="b"/>') * 2
    assert [one.number for one in layout_of(body, styles=styles, numbering=numbering).paragraphs] == [
        "一、",
        "（一）",
        "（二）",
    ]


def test_lists_of_one_kind_count_on_until_one_begins_anew() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(p("甲", f'<w:numPr><w:numId w:val="{number}"/></w:numPr>') for number in (1, 2, 3, 3))
    assert [one.number for one in layout_of(body, numbering=numbering).paragraphs] == ["1.", "2.", "1.", "2."]


# Text


def test_revisions_are_read_as_accepted_and_counted() -> None:
    body = (
        f'<w:p>{r("各乡")}<w:ins w:id="1" w:author="甲">{r("（镇）")}</w:ins>'
        '<w:del w:id="2" w:author="甲"><w:r><w:delText>、村</w:delText></w:r></w:del></w:p>' + SECTION
    )
    layout = layout_of(body)
    assert layout.paragraphs[0].text == "各乡（镇）"
    assert [run.revision for run in layout.paragraphs[0].runs] == ["", "inserted", "deleted"]
    assert (layout.revisions, [str(place) for place in layout.revised]) == (2, ["第1段"])


def test_a_paragraph_whose_mark_is_deleted_runs_on() -> None:
    first = f'<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr>{r("各乡镇")}</w:p>'
    (paragraph,) = layout_of(first + p("人民政府：")).paragraphs
    assert (paragraph.text, paragraph.place.paragraph) == ("各乡镇人民政府：", 1)


def test_a_field_gives_what_it_showed_and_none_of_its_code() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF 甲 </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("附件1")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert (first_of(body).text, first_of(body).fields) == ("附件1", ("REF",))


def test_hidden_text_is_apart_and_symbols_are_signs() -> None:
    body = f'<w:p>{r("公开", "<w:vanish/>")}<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>{r("同意")}</w:p>'
    assert (first_of(body).text, first_of(body).hidden) == ("☑同意", "公开")


def test_content_controls_links_and_soft_returns_are_text() -> None:
    body = (
        f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{r('示范县')}</w:hyperlink><w:r><w:br/></w:r>"
        f"<w:sdt><w:sdtContent>{r('财政局')}</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"
    )
    assert first_of(body).text == "示范县\n财政局"


def test_the_paragraph_after_a_page_break_begins_a_page() -> None:
    broken = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    section = f"<w:p><w:pPr><w:sectPr>{PAGE}</w:sectPr></w:pPr></w:p>"
    body = p("甲") + broken + p("附件1") + section + p("附件2") + p("附件3", "<w:pageBreakBefore/>") + SECTION
    begun = {one.text: one.page_break_before for one in layout_of(body).paragraphs if one.text}
    assert begun == {"甲": False, "附件1": True, "附件2": True, "附件3": True}


# Pages, running lines, what is drawn


def test_sections_with_gutter_landscape_and_grid() -> None:
    first = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1300" w:gutter="288"/>'
        '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    )
    last = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgNumType w:start="3"/></w:sectPr>'
    layout = layout_of(f"<w:p><w:pPr>{first}</w:pPr></w:p>" + p("附表") + last)
    assert [(s.left, s.landscape, s.line_pitch, s.first_number) for s in layout.sections] == [
        (1588, False, 579, None),
        (1440, True, 0, 3),
    ]
    assert [one.section for one in layout.paragraphs] == [0, 1]


def test_what_a_tracked_change_keeps_of_a_section_is_no_section() -> None:
    kept = "<w:sectPrChange><w:sectPr><w:pgSz w:w='1' w:h='1'/></w:sectPr></w:sectPrChange>"
    assert len(layout_of(p("甲") + f"<w:sectPr>{PAGE}{kept}</w:sectPr>").sections) == 1


def test_footers_are_those_of_the_section_before_unless_it_has_its_own() -> None:
    number = '<w:fldSimple w:instr=" PAGE "/>'
    refers = '<w:footerReference w:type="{}" r:id="rId_{}"/>'
    first = refers.format("default", "footer1") + refers.format("even", "footer2")
    body = f"<w:p><w:pPr><w:sectPr>{first}</w:sectPr></w:pPr></w:p>" + p("附表") + "<w:sectPr><w:titlePg/></w:sectPr>"
    layout = layout_of(
        body,
        settings="<w:evenAndOddHeaders/>",
        footer1=f"<w:p>{r('— ')}{number}{r(' —')}</w:p>",
        footer2=p("双页"),
    )
    shown = [(line.section, line.pages, [one.text for one in line.paragraphs]) for line in layout.running]
    assert shown == [
        (0, "default", ["— 1 —"]), (0, "even", ["双页"]),
        (1, "default", ["— 1 —"]), (1, "first", []), (1, "even", ["双页"]),
    ]  # fmt: skip
    assert layout.odd_and_even


WPS_LINE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor behindDoc="0">'
    '<wp:positionH relativeFrom="page"><wp:posOffset>1008380</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>63500</wp:posOffset></wp:positionV><wp:extent cx="5616575" cy="0"/>'
    '<a:graphic><a:graphicData><wps:wsp><wps:cNvCnPr/><wps:spPr><a:prstGeom prst="line"/>'
    '<a:ln w="19050" cmpd="thickThin"><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></a:ln></wps:spPr></wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>"
)
VML_LINE = (
    '<w:r><w:pict><v:line from="0,5pt" to="442.25pt,5pt" strokecolor="red" strokeweight="1.5pt" style="position:absolute;'
    'mso-position-horizontal-relative:margin"><v:stroke linestyle="thickThin"/></v:line></w:pict></w:r>'
)


@pytest.mark.parametrize("line", [WPS_LINE.format(VML_LINE), VML_LINE])
def test_a_line_is_one_rule_however_it_is_drawn(line: str) -> None:
    (rule,) = layout_of(f"<w:p>{line}</w:p>" + SECTION, theme=theme()).rules
    assert (rule.left, rule.top, rule.length, rule.width) == (1588, 100, 8845, 12)
    assert (rule.colour, rule.measured_from, rule.kind) == ("FF0000", "paragraph", "thickThinSmallGap")


def test_text_boxes_share_the_number_of_their_anchor_and_are_read_once() -> None:
    inside = f"<w:txbxContent>{p('示范县人民政府文件')}</w:txbxContent>"
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:positionH relativeFrom="margin"><wp:align>center</wp:align>'
        '</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>2592000</wp:posOffset></wp:positionV><wp:extent cx="5616000" cy="720000"/>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:spPr/><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    layout = layout_of(p("甲") + f"<w:p>{box}</w:p>" + p("乙") + SECTION)
    assert [(one.place.paragraph, one.text, one.part) for one in layout.paragraphs] == [
        (1, "甲", "body"), (2, "", "body"), (2, "示范县人民政府文件", "text box"), (3, "乙", "body"),
    ]  # fmt: skip
    boxed = layout.paragraphs[2].box
    assert boxed is not None
    assert (boxed.top, boxed.aligned, boxed.measured_from) == (4082, "center", "page")


def test_the_borders_of_a_cell_are_those_of_its_paragraphs() -> None:
    red = '<w:bottom w:val="single" w:sz="12" w:color="FF0000"/>'
    table = f"<w:tbl><w:tblPr><w:tblBorders>{red}</w:tblBorders></w:tblPr><w:tr><w:tc>{p('示府发〔2024〕1号')}</w:tc></w:tr></w:tbl>"
    assert first_of(table).bottom == Border("single", 12, "FF0000")


def test_neighbours_of_the_same_borders_share_a_frame() -> None:
    line = '<w:{} w:val="single" w:sz="8"/>'
    framed = f"<w:pBdr>{line.format('top')}{line.format('bottom')}</w:pBdr>"
    other = f"<w:pBdr>{line.format('bottom')}</w:pBdr>"
    found = layout_of(p("抄送", framed) + p("印发", framed) + p("翻印", other)).paragraphs
    assert [(bool(one.top), bool(one.bottom)) for one in found] == [(True, False), (False, True), (False, True)]


def test_a_strict_document_is_read_like_any_other() -> None:
    data = made_docx(p("正文", run='<w:sz w:val="16pt"/>'))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    strict = {
        name: part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, part in files.items()
    }
    (paragraph,) = read_word(zipped(strict), "公文.docx").layout.paragraphs
    assert (paragraph.text, paragraph.runs[0].size) == ("正文", 32)
