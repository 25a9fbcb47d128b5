"""What a drafted notice says, and what is still to be done before it goes out."""

import io
from pathlib import Path

import docx
import pytest

from drafting import draft_document
from tests.drafting.incoming import SCAN, SOURCE


def drafted(tmp_path: Path, text: str = SOURCE, incoming: str = SCAN) -> tuple[list[str], tuple[str, ...]]:
    (tmp_path / "来文.txt").write_text(incoming, encoding="utf-8")
    file = tmp_path / "通知.yaml"
    file.write_text(text, encoding="utf-8")
    made = draft_document(file)
    document = docx.Document(io.BytesIO(made.docx_bytes))
    return [paragraph.text for paragraph in document.paragraphs], made.todo


def test_a_forwarding_notice_from_top_to_bottom(tmp_path: Path) -> None:
    texts, _ = drafted(tmp_path)
    assert [text.replace("\n", "") for text in texts if text] == [
        "中共示范县委农村工作领导小组办公室文件",
        "示农办字〔2024〕13号",
        "中共示范县委农村工作领导小组办公室转发中共范省委农村工作领导小组办公室关于印发《帮扶车间管理若干措施》的通知",
        "各乡（镇）党委、人民政府，县直有关单位：",
        "现将《中共范省委农村工作领导小组办公室关于印发〈帮扶车间管理若干措施〉的通知》（范农办字〔2024〕8号）转发给你们，请认真贯彻落实。",
        "附件：中共范省委农村工作领导小组办公室关于印发《帮扶车间管理若干措施》的通知",
        "中共示范县委农村工作领导小组办公室",
        "2024年5月13日",
        "（此件公开发布）",
        "附件",
        "中共范省委农村工作领导小组办公室关于印发《帮扶车间管理若干措施》的通知",
        "范农办字〔2024〕8号",
        "各市党委农村工作领导小组,省直有关单位：",
        "现将《帮扶车间管理若干措施》印发给你们,请认真抓好贯彻落实。",
        "帮扶车间管理若干措施",
        "为规范帮扶车间管理,根据有关要求提出以下措施。",
        "一、严格认定。帮扶车间吸纳脱贫人口不少于5人,按照优先吸纳、稳定就业的全产业链方式带动更多脱贫户和监测对象增收。不得重复认定。",
        "二、落实奖补",
        '(一)吸纳奖补。每吸纳1人每年补助500元/人,由县级据实发放,不设"门槛"。',
        "1.申报。由车间提出。",
    ]


def test_the_red_head_and_the_imprint_of_the_superior_are_not_copied(tmp_path: Path) -> None:
    texts, _ = drafted(tmp_path)
    assert "中共范省委农村工作领导小组办公室文件" not in texts
    assert not any("秘书处" in text or "省财政厅" in text for text in texts)


def test_what_the_scan_lacks_is_said(tmp_path: Path) -> None:
    _, todo = drafted(tmp_path)
    assert "来文（范农办字〔2024〕8号）：所给文本没有署名、成文日期，附件中照录，请对照原件" in todo
    assert any("半角标点" in item for item in todo)


def test_a_draft_leaves_number_and_date_open(tmp_path: Path) -> None:
    text = (
        SOURCE.replace("正式稿", "送审稿")
        .replace("发文字号: 示农办字〔2024〕13号\n", "")
        .replace("成文日期: 2024-05-13\n", "")
    )
    texts, todo = drafted(tmp_path, text)
    assert "〔    〕    号" in texts
    assert "〔    〕年〔  〕月〔  〕日" in texts
    assert todo[:3] == (
        "发文字号：尚未编号，签发后填写",
        "成文日期：以签发日期为准，签发后填写",
        "印发日期：随成文日期填写",
    )


def test_the_year_of_the_number_is_held_against_the_date(tmp_path: Path) -> None:
    _, todo = drafted(tmp_path, SOURCE.replace("〔2024〕13号", "〔2023〕13号"))
    assert "发文字号：年份与成文日期（2024年5月13日）不一致，请核对" in todo


def test_a_named_number_chooses_the_document(tmp_path: Path) -> None:
    texts, _ = drafted(tmp_path, SOURCE + "来文文号: 示例农办字〔2024〕5号\n")
    assert "示例农办字〔2024〕5号" in texts


def test_what_is_given_goes_before_what_is_derived(tmp_path: Path) -> None:
    text = (
        SOURCE
        + "标题: 关于转发若干措施的通知\n正文: [一、提高认识, 请落实。]\n署名: 县委农办\n发文机关标志: 县委农办文件\n"
    )
    texts, _ = drafted(tmp_path, text)
    assert {"关于转发若干措施的通知", "一、提高认识", "请落实。", "县委农办", "县委农办文件"} <= set(texts)


def test_an_incoming_document_given_by_its_keys(tmp_path: Path) -> None:
    nested = "来文:\n  发文机关: 范省农业农村厅\n  发文字号: 范农字〔2024〕2号\n  标题: 关于开展排查的通知\n  正文: [请开展排查。]\n"
    nested += "  署名: 范省农业农村厅\n  成文日期: 2024年4月1日\n"
    texts, todo = drafted(tmp_path, SOURCE.replace("来文: 来文.txt\n", nested))
    assert [text for text in texts if text][-5:] == [
        "范省农业农村厅\n关于开展排查的通知",
        "范农字〔2024〕2号",
        "请开展排查。",
        "范省农业农村厅",
        "2024年4月1日",
    ]
    assert todo == ()


def test_issuing_with_annexes(tmp_path: Path) -> None:
    text = (
        "文种: 印发通知\n发文机关: 示范县农业农村局\n主送机关: 各乡（镇）人民政府\n"
        "附件:\n  - {标题: 集中排查工作方案, 正文: 一、目标}\n  - 排查登记表\n"
    )
    texts, todo = drafted(tmp_path, text)
    assert "示范县农业农村局关于印发《集中排查工作方案》的通知" in [line.replace("\n", "") for line in texts]
    assert {"附件：1.集中排查工作方案", "2.排查登记表", "附件1", "一、目标"} <= set(texts)
    assert "附件2：只有名称“排查登记表”，请附上正文" in todo
    assert "印发机关：未填写，暂按“示范县农业农村局办公室”编排，请核对" in todo


@pytest.mark.parametrize(("head", "printed"), [("打印", True), ("套红纸", False), ("无", False)])
def test_the_red_head_is_printed_only_when_asked(tmp_path: Path, head: str, *, printed: bool) -> None:
    texts, _ = drafted(tmp_path, SOURCE + f"版头: {head}\n")
    assert ("中共示范县委农村工作领导小组办公室文件" in texts) is printed
    assert ("示农办字〔2024〕13号" in texts) is (head != "无")


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "来文.txt").write_text(SCAN, encoding="utf-8")
    file = tmp_path / "通知.yaml"
    file.write_text(SOURCE, encoding="utf-8")
    assert draft_document(file).docx_bytes == draft_document(file).docx_bytes


def test_an_incoming_document_in_word(tmp_path: Path) -> None:
    drafted(tmp_path)
    (tmp_path / "来文.docx").write_bytes(draft_document(tmp_path / "通知.yaml").docx_bytes)
    lower = SOURCE.replace("来文.txt", "来文.docx").replace("中共示范县委农村工作领导小组办公室", "示范镇人民政府")
    texts, _ = drafted(tmp_path, lower.replace("示农办字〔2024〕13号", "示镇字〔2024〕2号"))
    assert (
        "示范镇人民政府转发中共示范县委农村工作领导小组办公室转发中共范省委农村工作领导小组办公室关于印发《帮扶车间管理若干措施》的通知"
        not in [text.replace("\n", "") for text in texts]
    )
    assert "示农办字〔2024〕13号" in texts
    assert "范农办字〔2024〕8号" in texts
    assert "1.申报。由车间提出。" in texts
