"""An unformatted Word file: its text word for word, its form made right."""

import io
import struct
import zlib
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting import Drafted, SourceError, draft_document
from drafting.source import read_source

OPEN = ("〔    〕    号", "〔    〕年〔  〕月〔  〕日", "〔    〕印发", "（发文机关）文件", "（发文机关）", "（发文机关）办公室")


def picture() -> bytes:
    """A red square as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff\0\0" * 40 for _ in range(40))
    head = struct.pack(">IIBBBBB", 40, 40, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def manuscript(path: Path, *, revised: bool = False) -> Path:
    """A notice as somebody typed it: wrong fonts, numbers counted by Word, a table, a picture, an annex."""
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("关于开展集中排查的通知").font.size = Pt(26)
    document.add_paragraph("各乡镇人民政府：")
    document.add_paragraph("现就集中排查有关事项通知如下：")
    document.add_paragraph("一、排查范围").runs[0].bold = True
    document.add_paragraph("脱贫户，逐户排查。", style="List Number")
    document.add_paragraph("监测户，逐户排查。", style="List Number")
    table = document.add_table(2, 3)
    for cell, text in zip(table._cells, ["乡镇", "户数", "备注", "新田镇", "319", "含搬迁户"], strict=True):
        cell.text = text
    document.add_paragraph("位置见下图。")
    document.add_picture(io.BytesIO(picture()), width=Cm(4))
    last = document.add_paragraph("二、时间安排。9月底前")
    if revised:
        for xml in (
            f'<w:del {nsdecls("w")} w:id="1" w:author="甲"><w:r><w:delText>也可延后</w:delText></w:r></w:del>',
            f'<w:ins {nsdecls("w")} w:id="2" w:author="甲"><w:r><w:t>全部</w:t></w:r></w:ins>',
        ):
            last._p.append(parse_xml(xml))
    last.add_run("完成。")
    document.add_paragraph("附件：排查登记表")
    for text in ("示范县农业农村局", "2024年9月13日"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_page_break()
    document.add_paragraph("附件")
    name = document.add_paragraph()
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    name.add_run("排查登记表").font.size = Pt(22)
    document.add_paragraph("逐户填写。")
    document.save(str(path))
    return path


def shown(drafted: Drafted) -> list[str]:
    """All texts in order, those of tables where they stand."""
    body = docx.Document(io.BytesIO(drafted.docx_bytes)).element.body
    space = body.nsmap["w"]
    found = ("".join(node.itertext(f"{{{space}}}t")) for node in body.iter(f"{{{space}}}p"))
    return [text for text in found if text.strip()]


def test_text_in_is_text_out(tmp_path: Path) -> None:
    texts = shown(draft_document(manuscript(tmp_path / "稿.docx")))
    assert [text for text in texts if text not in OPEN] == [
        "示范县农业农村局文件",
        "关于开展集中排查的通知",
        "各乡镇人民政府：",
        "现就集中排查有关事项通知如下：",
        "一、排查范围",
        "1.脱贫户，逐户排查。",
        "2.监测户，逐户排查。",
        "乡镇",
        "户数",
        "备注",
        "新田镇",
        "319",
        "含搬迁户",
        "位置见下图。",
        "二、时间安排。9月底前完成。",
        "附件：排查登记表",
        "示范县农业农村局",
        "2024年9月13日",
        "附件",
        "排查登记表",
        "逐户填写。",
        "示范县农业农村局办公室",
        "2024年9月13日印发",
    ]


def test_the_picture_is_kept(tmp_path: Path) -> None:
    made = docx.Document(io.BytesIO(draft_document(manuscript(tmp_path / "稿.docx")).docx_bytes))
    blobs = [part.blob for part in made.part.package.iter_parts() if str(part.partname).startswith("/word/media")]
    assert blobs == [picture()]


def test_revisions_are_taken_as_accepted_and_said(tmp_path: Path) -> None:
    drafted = draft_document(manuscript(tmp_path / "稿.docx", revised=True))
    assert "二、时间安排。9月底前全部完成。" in shown(drafted)
    assert "原稿有修订2处：按接受全部修订后的文字编排，请核对" in drafted.todo


def test_a_final_document_takes_no_open_revisions(tmp_path: Path) -> None:
    manuscript(tmp_path / "稿.docx", revised=True)
    source = tmp_path / "来源.yaml"
    source.write_text("原稿: 稿.docx\n状态: 正式稿\n发文字号: 示农字〔2024〕1号\n", encoding="utf-8")
    with pytest.raises(SourceError, match="第1行“原稿”：稿子还有修订2处，正式稿要先在 Word 或 WPS 中接受或拒绝"):
        draft_document(source)


def test_keys_go_before_what_the_manuscript_says(tmp_path: Path) -> None:
    manuscript(tmp_path / "稿.docx")
    source = tmp_path / "来源.yaml"
    source.write_text("原稿: 稿.docx\n标题: 关于做好集中排查的通知\n成文日期: 2024-09-14\n", encoding="utf-8")
    read = read_source(source, {"通知": ("发文机关", "主送机关", "正文")})
    assert (read.text("标题"), str(read.day("成文日期")), read.text("署名")) == ("关于做好集中排查的通知", "2024-09-14", "示范县农业农村局")


def test_what_is_not_set_is_told(tmp_path: Path) -> None:
    """A plan that stands alone has no imprint: who was to get a copy is not lost in silence."""
    document = docx.Document()
    for text in ("示范镇集中排查实施方案", "一、目标。逐户排查。", "二、时间。9月底前完成。", "抄送：县委办公室。"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "稿.docx"))
    drafted = draft_document(tmp_path / "稿.docx")
    assert drafted.kind == "实施方案"
    assert drafted.todo == ("原稿有1处文字没有编入，请核对：“抄送：县委办公室。”",)


WORDS = st.sampled_from([
    "一、总体要求", "（一）强化监测。对收入骤降的户逐户排查。", "1.逐户核实，", "为做好工作，结合实际制定本方案。", "附件2", "附件：1.甲表",
    "县农业农村局", "2024年9月13日", "注：以上为暂定。", "第一条 为规范管理，制定本办法。", "（此件公开发布）", "抄送：县委办", "特急",
    "请各地\n认真落实", "甲\t乙", "各乡镇人民政府：", "示范县农业农村局文件", "示农字〔2024〕13号", "—1—", "首页>政策", "2024年9月底前完成",
])  # fmt: skip


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=9), st.sampled_from(["通知", "报告", "实施方案"]))
def test_no_word_is_lost_in_silence(tmp_path: Path, texts: list[str], kind: str) -> None:
    """Whatever a manuscript is made of: it is set, told, or the whole is refused."""
    document = docx.Document()
    for text in (f"关于开展排查的{kind}", "各乡镇人民政府：", "请开展排查。", *texts):
        document.add_paragraph(text)
    document.save(str(tmp_path / "稿.docx"))
    try:
        drafted = draft_document(tmp_path / "稿.docx")
    except SourceError:
        return
    said = "".join(drafted.todo)
    lost = [text for text in texts if words(text) not in words("".join(shown(drafted))) and words(text)[:12] not in words(said)]
    assert all(text.startswith("附件") for text in lost) or "等" in said  # a mark of an annex is set anew; only three are quoted


def words(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def test_all_words_of_a_manuscript_are_set(tmp_path: Path) -> None:
    assert not [line for line in draft_document(manuscript(tmp_path / "稿.docx")).todo if "没有编入" in line]


@pytest.mark.parametrize(("head", "form"), [(["示范县农业农村局文件", "示农字〔2024〕1号"], "文件"), ([], "信函")])
def test_a_letter_is_set_in_the_form_it_came_in(tmp_path: Path, head: list[str], form: str) -> None:
    document = docx.Document()
    texts = [*head, "关于商请支持的函", "县财政局：", "请予支持。", "示范县农业农村局", "2024年9月1日", "示范县农业农村局办公室 2024年9月1日印发"]
    for text in texts:
        document.add_paragraph(text)
    document.save(str(tmp_path / "稿.docx"))
    drafted = draft_document(tmp_path / "稿.docx")
    assert ("2024年9月1日印发" in shown(drafted)) is (form == "文件")
