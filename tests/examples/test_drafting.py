"""The example of a notice that forwards another can be drafted as it stands."""

from io import BytesIO
from pathlib import Path

from docx import Document

from documents.text import read_text_document
from drafting.draft import draft_document

COUNTY = Path(__file__).parents[2] / "examples" / "示范县"
TITLE = "江右省委农村工作领导小组办公室关于做好2024年脱贫人口收入监测和帮扶措施“回头看”工作的通知"


def test_来文的要素都读得出() -> None:
    (document,) = read_text_document(COUNTY / "来文.txt")
    read = {element.kind: "".join(element.text.split()) for element in document.elements}
    assert read["发文字号"] == "江右农办发〔2024〕36号"
    assert read["标题"] == TITLE
    assert read["成文日期"] == "2024年10月18日"


def test_转发通知排得出来() -> None:
    drafted = draft_document(COUNTY / "转发通知.yaml")
    text = "".join(paragraph.text for paragraph in Document(BytesIO(drafted.docx_bytes)).paragraphs)
    assert drafted.kind == "转发通知"
    assert "示县农办字〔2024〕13号" in text
    assert f"附件：{TITLE}" in text
