"""The forms a SOURCE comes in: JSON, YAML, Markdown, plain text; read to the same keys, whatever the encoding."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.model import Paragraph
from documents.package import UnreadableDocumentError
from drafting import SourceError
from drafting.entries import Entry
from drafting.json_entries import read_json
from drafting.markdown import read_markdown
from drafting.source import Source, read_source

REQUIRED = {"通知": ("发文机关", "主送机关", "正文"), "印发通知": ("发文机关", "主送机关"), "转发通知": ("发文机关", "主送机关", "来文")}
KEYED = "文种: 通知\n发文机关: 示范县农业农村局\n主送机关: 各乡镇人民政府\n标题: 关于开展排查的通知\n正文: 请开展排查。\n"
PLAIN = """示范县农业农村局文件
示农字〔2024〕13号

关于开展集中排查的通知

各乡（镇）人民政府，县直有关单位：
现就集中排查有关事项通知如下：
一、排查范围
（一）脱贫户。逐户排查。
1.收入情况。
二、时间安排
9月底前完成。

附件：1.排查登记表
2.汇总表

示范县农业农村局
2024年9月13日
（此件公开发布）

抄送：县委办公室，县政府办公室。
示范县农业农村局办公室 2024年9月13日印发
"""


def read(tmp_path: Path, name: str, text: str | bytes) -> Source:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_source(file, REQUIRED)


def faults(tmp_path: Path, name: str, text: str | bytes) -> list[str]:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, name, text)
    return [str(fault) for fault in caught.value.faults]


def texts(parts: tuple[Paragraph, ...]) -> list[str]:
    return [part.text for part in parts]


# JSON


def plain(entry: Entry) -> Any:
    if isinstance(entry.value, dict):
        return {key: plain(part) for key, part in entry.value.items()}
    return [plain(part) for part in entry.value] if isinstance(entry.value, tuple) else entry.value


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"))).map(str.strip)
JSON = st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(WORDS, JSON, max_size=4), st.booleans(), st.sampled_from([None, 2, "\t"]))
def test_any_json_is_read_as_written(data: dict[str, Any], ascii_: bool, indent: int | str | None) -> None:  # noqa: FBT001
    text = json.dumps(data, ensure_ascii=ascii_, indent=indent)
    assert {key: plain(entry) for key, entry in read_json(text, "来源.json").items()} == data


def test_json_knows_the_line_of_every_key(tmp_path: Path) -> None:
    text = '{\n\t"文种": "通知",\n\t"发文机管": "甲局",\n\t"主送机关": ["乙"],\n\t"盖章": true,\n\t"份号": 1,\n\t"成文日期": "2024-13-01"\n}'
    assert faults(tmp_path, "通知.json", text)[:2] == [
        "第3行“发文机管”：没有这个键，是否为“发文机关”",
        "第7行“成文日期”：应为日历上有的日期，如 2024年9月13日，现为“2024-13-01”",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{\n"文种": "通知",\n}', "第3行JSON 写法有误：键要加英文双引号，最后一项之后不加逗号"),
        ('{\n"文种": "通知"\n"标题": "甲"}', "第3行JSON 写法有误：两项之间应有英文逗号，结尾应有大括号 }"),
        ('{\n"文种"："通知"}', "第2行JSON 写法有误：“文种”之后应有英文冒号"),
        ('{\n"文种": 通知}', "第2行JSON 写法有误：这里应为值；文字要加英文双引号，最后一项之后不加逗号"),
        ('{\n"文种": "通知\n"}', "第2行JSON 写法有误：引号没有成对，或文字里有换行、没有转义的反斜杠"),
        ('{"正文": ["甲" "乙"]}', "第1行JSON 写法有误：两项之间应有英文逗号，结尾应有方括号 ]"),
        ('{"文种": "通知"} 多余', "第1行JSON 写法有误：大括号之后还有多余的内容"),
        ('{"甲": ' + "[" * 60 + "]" * 60 + "}", "第1行JSON 写法有误：套得太深，超过50层"),
        ('["通知"]', '第1行应为 {"键": "值"} 的形式，例如 {"文种": "转发通知"}'),
    ],
)
def test_wrong_json_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert faults(tmp_path, "通知.json", text) == [said]


def test_a_key_that_comes_twice_in_json(tmp_path: Path) -> None:
    assert "第3行“标题”：与第2行重复，只能写一次" in faults(tmp_path, "甲.json", '{\n"标题": "甲",\n"标题": "乙"}')


# YAML


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("文种: 通知\n\t发文机关: 甲局\n", ["第2行YAML 写法有误：行首用了制表符（Tab），请改为空格"]),
        (
            "文种：通知\n发文机关:甲局\n主送机关: 乙\n",
            [
                "第1行“文种”：YAML 写法有误：键后应为英文冒号加一个空格，现为中文冒号",
                "第2行“发文机关”：YAML 写法有误：冒号后应有一个空格",
            ],
        ),
        ("文种: '通知\n", ["第2行YAML 写法有误：请检查冒号后是否有空格、缩进是否对齐、引号是否成对"]),
        ("文种: 通知\n文种: 函\n标题: 甲\n标题: 乙\n", ["第2行“文种”：与第1行重复，只能写一次", "第4行“标题”：与第3行重复，只能写一次"]),
        (KEYED + "原稿: 没有.docx\n", ["第6行“原稿”：没有.docx：没有这个文件"]),
        (KEYED + "原稿: 甲.yaml\n", ["第6行“原稿”：应为未排版的 .docx、.txt 或 .md 文件"]),
        (KEYED + "附件:\n- {标题: 甲, 文件: 没有.docx}\n", ["第6行“附件”：没有.docx：没有这个文件"]),
        (KEYED.replace("正文: 请开展排查。", "正文:\n- 请开展排查。\n- 图: 没有.png"), ["第7行“正文”：图 没有.png：没有这个文件，或打不开"]),
        (KEYED.replace("正文: 请开展排查。", "正文:\n- 图: 来源.yaml"), ["第6行“正文”：图 来源.yaml：应为 PNG、JPEG、GIF、BMP 或 TIFF 图片"]),
        (KEYED.replace("正文: 请开展排查。", "正文:\n- 表格: [[甲, 乙], [1]]"), ["第5行“正文”：表格各行的格数应相同，第6行不同"]),
    ],
)  # fmt: skip
def test_wrong_yaml_is_told_all_at_once(tmp_path: Path, text: str, said: list[str]) -> None:
    assert faults(tmp_path, "来源.yaml", text) == said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(("name", "text"), [("来源.yaml", KEYED), ("来源.txt", PLAIN), ("来源.md", f"---\n{KEYED}---\n")])
def test_any_encoding_of_notepad(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    assert read(tmp_path, name, text.encode(encoding)).text("发文机关") == "示范县农业农村局"


def test_a_table_among_the_paragraphs(tmp_path: Path) -> None:
    text = KEYED.replace("正文: 请开展排查。", "正文:\n- 甲\n- 表格: [[村, 户数], [上坪村, 3]]\n- 特此通知。")
    body = read(tmp_path, "来源.yaml", text).paragraphs("正文")
    assert body[1].table
    assert [[cell.text for cell in row] for row in body[1].table.rows] == [["村", "户数"], ["上坪村", "3"]]


# Front matter and Markdown


def test_front_matter_that_does_not_end(tmp_path: Path) -> None:
    assert faults(tmp_path, "来源.md", "---\n文种: 通知\n\n一、要求\n") == ["第1行开头的 --- 没有结束：在各键之后另起一行再写 ---"]


def test_a_body_in_two_places(tmp_path: Path) -> None:
    assert faults(tmp_path, "来源.md", f"---\n{KEYED}---\n正文在这里\n") == ["第6行“正文”：写了两处：这里和第8行以后，只能写一处"]


def test_plain_text_below_front_matter_stays_as_written(tmp_path: Path) -> None:
    source = read(tmp_path, "来源.txt", "---\n文种: 印发通知\n发文机关: 甲局\n主送机关: 乙\n---\n一、要求\n- 甲\n# 乙\n")
    assert texts(source.paragraphs("正文")) == ["一、要求", "- 甲", "# 乙"]


MARKDOWN = """# 关于开展排查的通知

**总体要求**如下
请`逐户`排查，见[办法](https://example.com)。

## 排查范围

### 脱贫户
1. 收入
2. 住房
   - 一般住房
## 时间安排
　　9月底前完成。

| 村 | 户数 |
| --- | --- |
| 上坪村 | 3 |

![位置图](图/位置%20图.png)<img src='乙.png'><u>线</u>

<!-- 批注 -->
<p align="center">居中</p>

<table><tr><th colspan="2">户数</th></tr><tr><td>甲</td><td>乙</td></tr></table>
"""


def test_markdown_as_tools_write_it() -> None:
    made = read_markdown(MARKDOWN)
    assert made.title == "关于开展排查的通知"
    assert [(part.level, part.text) for part in made.paragraphs if part.text] == [
        (0, "总体要求如下"),
        (0, "请逐户排查，见办法。"),
        (1, "一、排查范围"),
        (2, "（一）脱贫户"),
        (3, "1.收入"),
        (3, "2.住房"),
        (0, "一般住房"),
        (1, "二、时间安排"),
        (0, "9月底前完成。"),
        (0, "线"),
        (0, "居中"),
    ]
    first, second = [part.table for part in made.paragraphs if part.table]
    assert [[cell.text for cell in row] for row in first.rows] == [["村", "户数"], ["上坪村", "3"]]
    assert second.rows[0][0].across == 2
    assert [part.figure.name for part in made.paragraphs if part.figure] == ["图/位置 图.png", "乙.png"]


def test_headings_with_numbers_keep_them() -> None:
    made = read_markdown("# 标题\n## 一、范围\n## 二、要求\n### （一）甲\n## 第三部分 乙\n")
    assert texts(made.paragraphs) == ["一、范围", "二、要求", "（一）甲", "第三部分 乙"]


def test_markup_that_is_neither_table_nor_comment_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, "来源.md", f"---\n{KEYED.replace('正文: 请开展排查。', '')}---\n甲\n\n<video src='x'></video>\n") == [
        "第10行不认识这里的 HTML，请改写为普通文字、表格或图片"
    ]


SCRAPS = [
    "---\n", "文种: 通知\n", "文种：通知\n", "主送机关:\n- 乙\n", "正文: |\n  一、甲\n", "标题: [甲]\n", "附件: {标题: 甲}\n", "来文: [甲]\n",
    "来文: {}\n", "正文来源: 甲\n", "正文来源: {类型: [甲]}\n", "# 甲\n", "|a|b|\n|-|-|\n|1|2|\n", "<table><tr><td>1</td></tr></table>\n",
    "<b\n", "1. 甲\n   - 乙\n",
    "{", "}", "[", "]", '"文种": "通知",', "：", "\t", "&a *a", "!!python/object:x {}", "? 甲\n: 乙\n", "甲乙丙\n", "《》", "\0", "'", '"',
    "- ", "附件: [[甲]]\n",
    "正文:\n- {表格: [[甲]]}\n", "正文:\n- {图: x}\n", "原稿: 稿.txt\n", "状态: 正式稿\n",
]  # fmt: skip
LINES = st.lists(st.text("甲乙丙一二、（）。，1.《》“”2024年", min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1, max_size=6)


@given(LINES)
def test_no_character_of_an_official_text_is_lost_in_markdown(lines: list[str]) -> None:
    made = read_markdown("开头\n" + "\n".join(lines))
    assert "".join(texts(made.paragraphs)).replace(" ", "") == "开头" + "".join(lines).replace(" ", "")


def test_markdown_without_front_matter_is_read_like_a_text(tmp_path: Path) -> None:
    text = "# 关于开展排查的通知\n\n各乡镇人民政府：\n\n请开展排查。\n\n|甲|乙|\n|-|-|\n|1|2|\n\n示范县农业农村局\n\n2024年9月13日\n"
    source = read(tmp_path, "来源.md", text)
    assert (source.kind, source.text("标题"), source.text("署名")) == ("通知", "关于开展排查的通知", "示范县农业农村局")
    assert source.texts("主送机关") == ("各乡镇人民政府",)
    assert [bool(part.table) for part in source.paragraphs("正文")] == [False, True]


# Plain text


def test_the_elements_of_a_plain_text(tmp_path: Path) -> None:
    source = read(tmp_path, "来源.txt", PLAIN)
    assert {key: str(source.values[key]) for key in ("文种", "发文机关", "发文字号", "标题", "署名", "成文日期", "附注", "印发机关")} == {
        "文种": "通知",
        "发文机关": "示范县农业农村局",
        "发文字号": "示农字〔2024〕13号",
        "标题": "关于开展集中排查的通知",
        "署名": "示范县农业农村局",
        "成文日期": "2024-09-13",
        "附注": "此件公开发布",
        "印发机关": "示范县农业农村局办公室",
    }
    assert [annex["标题"] for annex in source.values["附件"]] == ["排查登记表", "汇总表"]
    assert texts(source.paragraphs("正文"))[-1] == "9月底前完成。"
    assert source.manuscript == tuple(PLAIN.splitlines())


def test_what_a_text_lacks_is_asked_for(tmp_path: Path) -> None:
    said = faults(tmp_path, "来源.txt", "关于开展集中排查的通知\n\n请开展排查。\n请各地落实。\n")
    assert said == ["“主送机关”：原稿里没有读出；请在原稿里写明，或另写一个 YAML，用“原稿”指明稿子、用本键补上，应填写主送机关，末尾不用冒号"]


def test_keys_add_what_a_manuscript_lacks(tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("关于开展集中排查的通知\n\n请开展排查。\n请各地落实。\n", encoding="gb18030")
    source = read(tmp_path, "来源.yaml", "原稿: 稿.txt\n发文机关: 甲局\n主送机关: 各乡镇人民政府\n状态: 正式稿\n成文日期: 2024-09-13\n")
    assert (source.kind, source.text("发文机关")) == ("通知", "甲局")
    assert texts(source.paragraphs("正文")) == ["请开展排查。", "请各地落实。"]  # no 特此通知。 in a manuscript


def test_the_issuing_body_may_stay_open_until_signed(tmp_path: Path) -> None:
    source = read(tmp_path, "来源.txt", "关于开展集中排查的通知\n\n各乡镇人民政府：\n请开展排查。\n")
    assert source.text("发文机关") == "（发文机关）"
    assert "发文机关：原稿没有写明，红头、署名和标题待填" in source.notes


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("稿.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "是旧版 .doc 或加密文件"),
        ("稿.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "是旧版 .doc 或加密文件"),
        ("稿.docx", b"PK\x03\x04broken", "不是完好的 .docx 文件"),
        ("稿.pdf", b"%PDF-1.7", "PDF 不能作来源，可以写在 来文 或 附件 里"),
        ("稿.txt", b"", "是空文件，没有可以编排的文字"),
        ("稿.txt", b"\xff\xff\0\x01\x81", "既不是 UTF-8 也不是 GB 18030 编码的文本"),
    ],
)
def test_files_that_are_no_source(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    from drafting import draft_document

    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=said):
        draft_document(tmp_path / name)


def test_names_that_a_scan_divides_by_blanks(tmp_path: Path) -> None:
    source = read(tmp_path, "来源.txt", PLAIN.replace("县委办公室，县政府办公室。", "县委办公室 县政府办公室。"))
    assert source.texts("抄送机关") == ("县委办公室", "县政府办公室")


def test_a_number_quoted_before_its_title_is_told(tmp_path: Path) -> None:
    body = "正文: [根据示农字〔2024〕3号《关于排查的通知》, 请落实《排查方案》（示农字〔2024〕4号）。]"
    source = read(tmp_path, "来源.yaml", KEYED.replace("正文: 请开展排查。", body))
    assert source.notes == ("正文：“根据示农字〔2024〕3号《关于排查的通知》”先引了文号，一般先引标题，后在圆括号内注文号，请核对",)


def test_a_manuscript_holds_no_keys(tmp_path: Path) -> None:
    said = faults(tmp_path, "来源.md", "---\n原稿: 来源.md\n文种: 通知\n---\n正文\n")
    assert said == ["第2行“原稿”：稿子里不再写键，请把键都写在本文件里"]


def test_lines_of_windows_end_the_same(tmp_path: Path) -> None:
    assert faults(tmp_path, "来源.md", "---\r\n文种: 通知\r\n") == ["第1行开头的 --- 没有结束：在各键之后另起一行再写 ---"]
    source = read(tmp_path, "来源.txt", PLAIN.replace("\n", "\r\n"))
    assert (source.kind, source.text("标题")) == ("通知", "关于开展集中排查的通知")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(SCRAPS), max_size=9), st.sampled_from([".md", ".txt", ".yaml", ".json", ""]))
def test_whatever_is_written_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, parts: list[str], suffix: str) -> None:
    file = tmp_path_factory.getbasetemp() / f"来源{suffix}"
    file.write_text("".join(parts), encoding="utf-8")
    try:
        read_source(file, REQUIRED)
    except (SourceError, UnreadableDocumentError):
        return
