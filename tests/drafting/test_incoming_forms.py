"""What is forwarded or annexed, in whatever file it came."""

import io
from pathlib import Path

import docx
import openpyxl
import pytest

from drafting import Drafted, SourceError, draft_document
from tests.documents.made_pdf import made_pdf

FORWARDING = "文种: 转发通知\n发文机关: 示范县农业农村局\n主送机关: 各乡镇人民政府\n来文: {}\n"
ANNEXES = "附件:\n- {{标题: 排查方案, 正文: 一、目标}}\n- {{标题: 排查登记表, 文件: {}}}\n"
ISSUING = f"文种: 印发通知\n发文机关: 示范县农业农村局\n主送机关: 各乡镇人民政府\n{ANNEXES}"
LINES = ("范省农业农村厅文件", "范农字〔2024〕2号", "关于开展排查的通知", "各县农业农村局：", "请开展排查。", "范省农业农村厅", "2024年4月1日")
LEFT = (220, 230, 210, 90, 122, 380, 390)
WIDE = ((122, "为做好防止返贫监测工作，现将有关事项通知如下，请认真"), (90, "抓好落实，有关情况请于九月底前报我厅，不另行文通知各地。"))
PRINTED = [*zip(LEFT[:4], LINES[:4], strict=True), *WIDE, *zip(LEFT[4:], LINES[4:], strict=True)]
PAGE = "<html><head><meta charset='utf-8'></head><body>" + "".join(f"<p>{line}</p>" for line in LINES) + "</body></html>"


def drafted(tmp_path: Path, source: str, name: str, data: bytes) -> Drafted:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "来源.yaml").write_text(source.format(name), encoding="utf-8")
    return draft_document(tmp_path / "来源.yaml")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("来文.pdf", made_pdf([[(x, 760 - 50 * at, line) for at, (x, line) in enumerate(PRINTED)]])),
        ("来文.html", PAGE.encode()),
        ("来文.txt", "\n\n".join(LINES).encode("gb18030")),
        ("来文", "\n\n".join(LINES).encode("utf-16")),
    ],
    ids=["pdf", "page", "text", "no suffix"],
)
def test_a_document_is_told_by_its_content(tmp_path: Path, name: str, data: bytes) -> None:
    made = docx.Document(io.BytesIO(drafted(tmp_path, FORWARDING, name, data).docx_bytes))
    texts = [part.text.replace("\n", "") for part in made.paragraphs]
    assert "示范县农业农村局转发范省农业农村厅关于开展排查的通知" in texts
    assert {"范农字〔2024〕2号", "请开展排查。", "2024年4月1日"} <= set(texts)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    heads = (["集中排查登记表"], [], ["村", "户主", "收入", None], [None, None, "上年", "本年"])
    for row in (*heads, ["上坪村", "110101199001011237", 1, 2], ["注：逐户填写"]):
        sheet.append(row)
    for area in ("A1:D1", "A3:A4", "B3:B4", "C3:D3"):
        sheet.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_annexed_as_its_table(tmp_path: Path) -> None:
    made = docx.Document(io.BytesIO(drafted(tmp_path, ISSUING, "登记表.xlsx", workbook()).docx_bytes))
    (table,) = (table for table in made.tables if "上坪村" in {cell.text for row in table.rows for cell in row.cells})
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["村", "户主", "收入", "收入"],
        ["村", "户主", "上年", "本年"],
        ["上坪村", "110101********1237", "1", "2"],
    ]
    assert {"集中排查登记表", "注：逐户填写"} <= {part.text for part in made.paragraphs}


@pytest.mark.parametrize(("name", "data", "said"), [("表.xlsx", b"PK\x03\x04", "表.xlsx："), ("表.csv", b"\n\n", "表.csv：")])
def test_a_workbook_that_cannot_be_read_is_told_at_its_key(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=f"第4行“附件”：{said}"):
        drafted(tmp_path, ISSUING, name, data)
