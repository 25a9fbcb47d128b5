"""The same policy text as plain text, Word file, PDF and web page; and what is refused, in words."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document

from documents.clauses import read_clauses
from documents.opening import NotAPolicyTextError, read_policy_documents
from documents.package import OLE_MAGIC, UnreadableDocumentError
from tests.documents.made_pdf import SIZE, Line, made_pdf
from tests.policies.fictional import TEXT, write_text

LEFT, ABOVE = 80, 760
INDENT = LEFT + 2 * SIZE
PAGES: list[list[Line]] = [
    [
        (LEFT + 60, ABOVE, "示例县2024年增收工作要点"),
        (INDENT, ABOVE - 60, "一、目标。衔接资金用于产业的比重不低于六成并且"),
        (LEFT, ABOVE - 90, "稳步提高，脱贫人口务工规模稳定在1.2万人以上，收入"),
        (280, 40, "—1—"),
    ],
    [
        (LEFT, ABOVE, "继续增长。"),
        (INDENT, ABOVE - 30, "二、时限。各乡镇8月底前完成申报。"),
        (280, 40, "—2—"),
    ],
]


def labels(path: Path) -> list[str]:
    return [clause.label for document in read_policy_documents(path) for clause in read_clauses(document)]


@pytest.fixture
def expected(tmp_path: Path) -> list[str]:
    return labels(write_text(tmp_path))


def test_a_word_file_reads_like_the_text(tmp_path: Path, expected: list[str]) -> None:
    document = Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "来文.docx"))
    assert set(labels(tmp_path / "来文.docx")) == set(expected)


def page(head: str = "", body: str = "") -> str:
    paragraphs = "".join(f"<p><span>{line}</span></p>" for line in TEXT.splitlines() if line)
    return f"<html><head>{head}</head><body>{body}<div id=zoom>{paragraphs}</div><div class='footer'>版权所有</div></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_reads_like_the_text(tmp_path: Path, expected: list[str], encoding: str) -> None:
    (tmp_path / "来文.html").write_bytes(page().encode(encoding))
    assert set(labels(tmp_path / "来文.html")) == set(expected)


def test_what_a_site_puts_around_the_text_is_left_out(tmp_path: Path) -> None:
    title = "关于印发《示例县2024年帮扶车间和增收工作要点》的通知"
    around = "<div class=nav><a>发展规划</a></div><ul><li>政策措施</li></ul><h1>" + title + "</h1>"
    (tmp_path / "a.htm").write_text(page(f'<meta name="ArticleTitle" content="{title}">', around), encoding="utf-8")
    (document,) = read_policy_documents(tmp_path / "a.htm")
    assert document.title == title
    assert not any("版权" in clause.text for clause in read_clauses(document))


def test_a_pdf_reads_across_its_pages(tmp_path: Path) -> None:
    file = tmp_path / "来文.pdf"
    file.write_bytes(made_pdf(PAGES))
    (document,) = read_policy_documents(file)
    first, second = read_clauses(document)
    assert document.title == "示例县2024年增收工作要点"
    assert first.text.endswith("并且稳步提高，脱贫人口务工规模稳定在1.2万人以上，收入继续增长。")
    assert second.place.page == 2


def test_a_scanned_page_among_others_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(made_pdf([*PAGES, []]))
    (document,) = read_policy_documents(tmp_path / "a.pdf")
    assert "第3页：这一页没有文字层" in str(document.faults[-1])


def refused(path: Path) -> str:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_policy_documents(path)
    assert str(caught.value).startswith(path.name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("扫描.pdf", made_pdf([[]]), "没有文字层"),
        ("坏.pdf", b"%PDF-1.4 broken", "损坏"),
        ("照片.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 40, "图片"),
        ("旧.doc", OLE_MAGIC + b"\0" * 600, ".doc"),
        ("空.txt", b"\r\n", "空文件"),
        ("繁体.txt", ("促進脫貧人口持續穩定增收，堅決守住不發生規模性返貧的底線。" * 8).encode("big5"), "编码"),
        ("二进制.txt", b"\x00\x01\x02\xff" * 50, "编码"),
        ("空.html", b"<html><body><script>1</script></body></html>", "没有文字"),
        ("收据.txt", "今天买了菜。\n明天再去。".encode(), "看不出是政策文件"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert why in refused(tmp_path / name)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "没有这个文件" in refused(tmp_path / "无.txt")


def test_an_ofd_is_told_what_to_do_with(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "版式.ofd", "w") as package:
        package.writestr("OFD.xml", "<OFD/>")
    assert "导出为 PDF" in refused(tmp_path / "版式.ofd")


def test_a_text_of_another_kind_is_told_from_a_broken_file(tmp_path: Path) -> None:
    with pytest.raises(NotAPolicyTextError):
        read_policy_documents(write_text(tmp_path, "今天买了菜。\n明天再去。"))
