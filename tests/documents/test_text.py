"""A scanned policy text is read whole, and nothing is added to it."""

from pathlib import Path

import pytest

from documents.model import OfficialDocument
from documents.package import UnreadableDocumentError
from documents.text import documents_of, forwarded, read_text_document
from tests.drafting.incoming import SCAN

SEED = Path(__file__).parents[2].parent / "shared" / "seeds" / "000_865f41b1956b658a.txt"


def all_paragraphs(document: OfficialDocument) -> list[str]:
    own = [paragraph.text for paragraph in document.body]
    return own + [text for inner in document.inner for text in all_paragraphs(inner)]


def test_two_red_heads_are_two_documents() -> None:
    outer, inner = documents_of(SCAN)
    assert outer.number == "示例农办字[2024]5号"
    assert inner.number == "范农办字〔2024〕8号"
    assert inner.agency == "中共范省委农村工作领导小组办公室"


def test_the_forwarded_document_is_the_last_unless_its_number_is_named() -> None:
    documents = documents_of(SCAN)
    assert forwarded(documents) is documents[1]
    assert forwarded(documents, "示例农办字〔2024〕5号") is documents[0]
    assert forwarded(documents, "示例农办字〔2024〕6号") is None


def test_elements_of_the_incoming_document() -> None:
    document = documents_of(SCAN)[1]
    assert document.title == "关于印发《帮扶车间管理若干措施》的通知"
    assert document.text("主送机关") == "各市党委农村工作领导小组,省直有关单位"
    assert document.text("抄送机关") == "省财政厅 省人力资源和社会保障厅。"
    assert document.text("印发机关") == "中共范省委农村工作领导小组办公室秘书处"
    assert document.text("印发日期") == "2024年4月28日"
    assert not document.element("成文日期")


def test_addressee_and_body_in_one_paragraph_are_told_apart() -> None:
    outer = documents_of(SCAN)[0]
    assert outer.text("主送机关") == "各乡(镇)党委"
    assert outer.body[0].text.startswith("现将《帮扶车间管理若干措施》转发给你们")


def test_the_issued_text_stands_apart_with_its_own_title() -> None:
    (measures,) = documents_of(SCAN)[1].inner
    assert measures.title == "帮扶车间管理若干措施"
    assert [paragraph.level for paragraph in measures.body] == [0, 1, 1, 2, 3]
    assert measures.body[1].heading == "一、严格认定。"


def test_a_sentence_broken_by_a_page_is_mended() -> None:
    (measures,) = documents_of(SCAN)[1].inner
    assert "全产业链方式带动更多脱贫户" in measures.body[1].text


def test_spaces_go_and_no_other_character_changes() -> None:
    (measures,) = documents_of(SCAN)[1].inner
    assert measures.body[0].text == "为规范帮扶车间管理,根据有关要求提出以下措施。"
    assert measures.body[3].text == '(一)吸纳奖补。每吸纳1人每年补助500元/人,由县级据实发放,不设"门槛"。'


def test_a_heading_without_punctuation_is_not_joined_to_what_follows() -> None:
    (measures,) = documents_of(SCAN)[1].inner
    assert measures.body[2].text == "二、落实奖补"


def test_places_are_lines_of_the_file() -> None:
    document = documents_of(SCAN)[1]
    element = document.element("标题")
    assert element is not None
    assert SCAN.splitlines()[(element.line or 0) - 1] == "关于印发《帮扶车间管理若干措施》的通知"


def test_a_signed_notice_with_note_and_annexes() -> None:
    (notice,) = documents_of(
        "示范县农业农村局\n关于开展排查的通知\n示农字〔2024〕3号\n各乡（镇）人民政府：\n请于9月底前完成排查。\n"
        "附件：1.排查表\n2.汇总表\n示范县农业农村局\n2024年9月3日\n（此件公开发布）\n附件1\n排查表\n填写说明。\n"
    )
    assert [element.kind for element in notice.elements] == [
        "标题", "发文字号", "主送机关", "附件说明", "附件说明", "署名", "成文日期", "附注",
    ]  # fmt: skip
    assert [element.text for element in notice.elements if element.kind == "附件说明"] == ["排查表", "汇总表"]
    assert [paragraph.text for paragraph in notice.body] == ["请于9月底前完成排查。"]
    assert notice.inner[0].title == "排查表"


def test_words_of_the_web_page_are_left_out_and_said() -> None:
    (notice,) = documents_of(
        "您当前所在位置: 首页>政策\n\n关于印发《工作要点》的通知\n\n访问量: 3\n\n各村：\n\n现印发给你们。\n"
    )
    assert notice.title == "关于印发《工作要点》的通知"
    assert [str(fault) for fault in notice.faults] == [
        "第1行：不是公文的内容，没有读入：您当前所在位置:首页>政策",
        "第5行：不是公文的内容，没有读入：访问量: 3",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_office_software(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "来文.txt"
    file.write_bytes(SCAN.encode(encoding))
    assert read_text_document(file)[1].number == "范农办字〔2024〕8号"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.4", b"\xff\x00\x81\xff"]
)
def test_what_is_no_text_is_refused_in_chinese(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "来文.txt"
    file.write_bytes(data)
    with pytest.raises(UnreadableDocumentError, match=r"来文\.txt："):
        read_text_document(file)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="没有这个文件"):
        read_text_document(tmp_path / "没有.txt")


def test_an_empty_file_holds_no_document() -> None:
    assert documents_of("") == ()


@pytest.mark.skipif(not SEED.exists(), reason="没有原始政策文本")
def test_the_provincial_measures_are_read_to_the_last_character() -> None:
    _, notice = read_text_document(SEED)
    text = "".join(SEED.read_text(encoding="utf-8").split())
    (measures,) = notice.inner
    assert [paragraph.level for paragraph in measures.body] == [0] + [1] * 13
    whole = "".join("".join(paragraph.text.split()) for paragraph in measures.body)
    assert whole in text
    assert text.split(whole)[1].startswith("抄送")


@pytest.mark.parametrize("number", ["— 3 —", "-3-", "－ 12 －", "第3页", "第 3 页 共 9 页"])
def test_a_page_number_inside_a_sentence_is_left_out(number: str) -> None:
    (document,) = documents_of(
        f"示例县工作要点\n\n一、任务。确保脱贫人口务工就业规模稳定在三万人以上并且\n\n{number}\n\n稳步提高。\n\n二、要求。落实。"
    )
    assert [paragraph.text for paragraph in document.body] == [
        "一、任务。确保脱贫人口务工就业规模稳定在三万人以上并且稳步提高。",
        "二、要求。落实。",
    ]
