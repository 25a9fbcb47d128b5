"""A SOURCE with faults is refused: each with key, line and what was expected, all at once."""

from pathlib import Path

import pytest

from drafting import SourceError, draft_document, new_source
from drafting.source import read_source
from tests.drafting.incoming import SCAN, SOURCE

REQUIRED = {"转发通知": ("发文机关", "主送机关", "来文")}


def faults(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "来文.txt").write_text(SCAN, encoding="utf-8")
    (tmp_path / "空.txt").write_text("\n", encoding="utf-8")
    (tmp_path / "一句.txt").write_text("请认真落实。\n", encoding="utf-8")
    (tmp_path / "来文.wps").write_bytes(b"PK\x03\x04")
    file = tmp_path / "通知.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        draft_document(file)
    return [str(fault) for fault in caught.value.faults]


def test_every_fault_at_once_with_its_line(tmp_path: Path) -> None:
    text = "文种: 转发通知\n主送单位: 各乡\n发文字号: 示农字〔2024〕第013号\n成文日期: 2024-02-30\n盖章: 可以\n来文: 来文.txt\n"
    assert faults(tmp_path, text) == [
        "第2行“主送单位”：没有这个键，是否为“主送机关”",
        "第3行“发文字号”：应为机关代字、〔年份〕、顺序号和“号”，不加“第”、不编虚位，如 示农字〔2024〕13号，现为“示农字〔2024〕第013号”",
        "第4行“成文日期”：应为日历上有的日期，如 2024年9月13日，现为“2024-02-30”",
        "第5行“盖章”：应为 是 或 否，现为“可以”",
        "“发文机关”：缺少，应填写发文机关全称",
        "“主送机关”：缺少，应填写主送机关，末尾不用冒号",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ("文种: 转发通知", "文种: 转发通报"),
            "之一，现为“转发通报”，是否为“转发通知”",
        ),
        (("文种: 转发通知\n", ""), "“文种”：缺少"),
        (("状态: 正式稿", "状态: 草稿"), "应为送审稿、正式稿之一，现为“草稿”"),
        (("发文字号: 示农办字〔2024〕13号\n", ""), "“发文字号”：缺少，正式稿应填写"),
        (("示农办字〔2024〕13号", "示农办字〔2024〕  号"), "正式稿应填写完整"),
        (("成文日期: 2024-05-13\n", ""), "“成文日期”：缺少，正式稿应填写"),
        (("附注:", "发文机关:"), "第8行“发文机关”：与第3行重复"),
        (("来文: 来文.txt", "来文: 没有.txt"), "第6行“来文”：没有.txt：没有这个文件"),
        (("来文: 来文.txt", "来文: 来文.wps"), "来文.wps：不是完好的 .docx 文件"),
        (("来文: 来文.txt", "来文: {标题: 某通知}"), "应为文件名，或至少带“标题”和“正文”"),
        (("来文: 来文.txt", "来文: {标题: 某通知, 正闻: 甲}"), "“正闻”：没有这个键，是否为“正文”"),
        (("附注:", "来文文号: 范农办字〔2024〕9号\n附注:"), "其中的文号有：示例农办字[2024]5号、范农办字〔2024〕8号"),
        (("附注:", "附件: [{名称: 表}]\n附注:"), "每个附件应为名称，或带“标题”和“正文”"),
        (("附注:", "密级: 内部\n附注:"), "应为绝密、机密或秘密"),
        (("附注:", "签发人: 张三\n附注:"), "第8行“签发人”：只有上行文标注签发人，转发通知不用，请去掉"),
        (("来文: 来文.txt", "来文: &甲 [*甲]"), "YAML 写法有误"),
        (("来文: 来文.txt", "来文: 空.txt"), "“来文”：空.txt：是空文件"),
        (("来文: 来文.txt", "来文: 一句.txt"), "“来文”：没有读出标题"),
        (("附注: 此件公开发布", "附注: 此件: 公开"), "第8行YAML 写法有误"),
    ],
)
def test_a_fault_says_what_was_expected(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert any(said in fault for fault in faults(tmp_path, SOURCE.replace(*change)))


@pytest.mark.parametrize("text", ["", "就一句话", "- 甲\n- 乙\n"])
def test_what_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text) == ["第1行应为“键: 值”的形式，例如 文种: 转发通知"]


def test_a_missing_source_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="没有这个文件"):
        draft_document(tmp_path / "没有.yaml")


def test_json_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "通知.json"
    file.write_text('{"文种": "转发通知", "发文机关": "甲局", "主送机关": ["乙"], "来文": "通知.json"}', encoding="utf-8")
    assert read_source(file, REQUIRED).text("发文机关") == "甲局"


def test_markdown_with_front_matter_gives_the_body(tmp_path: Path) -> None:
    file = tmp_path / "通知.md"
    file.write_text(
        "---\n文种: 转发通知\n发文机关: 甲局\n主送机关: 乙\n来文: 通知.md\n---\n\n一、要求\n\n请落实。\n", encoding="utf-8"
    )
    source = read_source(file, REQUIRED)
    assert [part.text for part in source.paragraphs("正文")] == ["一、要求", "请落实。"]
    assert source.lines["发文机关"] == 3


@pytest.mark.parametrize("kind", ["转发通知", "印发通知"])
def test_the_example_source_can_be_drafted_at_once(tmp_path: Path, kind: str) -> None:
    (tmp_path / "来文.txt").write_text(SCAN, encoding="utf-8")
    file = tmp_path / "通知.yaml"
    file.write_text(new_source(kind), encoding="utf-8")
    assert draft_document(file).kind == kind


def test_the_example_of_every_key_is_a_good_value(tmp_path: Path) -> None:
    (tmp_path / "来文.txt").write_text(SCAN, encoding="utf-8")
    text = new_source("转发通知").replace("\n# ", "\n").partition("\n")[2]
    file = tmp_path / "通知.yaml"
    file.write_text(text, encoding="utf-8")
    read_source(file, REQUIRED)
