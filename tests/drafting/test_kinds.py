"""Every kind: its example can be drafted at once and is found faultless by our own check; keys it does not use are refused."""

from pathlib import Path

import pytest

from drafting import SourceError, draft_document, new_source
from drafting.kinds import KINDS
from xianjie.checking import CheckRequest, check

FINAL = "状态: 正式稿\n成文日期: 2024年9月13日"


def faults(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "来源.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        draft_document(file)
    return [str(fault) for fault in caught.value.faults]


def test_the_examples_of_all_kinds_pass_our_own_check(tmp_path: Path) -> None:
    made = tmp_path / "公文"
    made.mkdir()
    for kind in KINDS:
        file = tmp_path / f"{kind}.yaml"
        file.write_text(new_source(kind), encoding="utf-8")
        drafted = draft_document(file)
        assert drafted.kind == kind
        (made / f"{kind}.docx").write_bytes(drafted.docx_bytes)
    found = check(CheckRequest(paths=[made])).findings
    wrong = [f"{one.path} {one.code} {one.message}" for one in found if one.severity in ("error", "warning")]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("kind", "line", "said"),
    [
        ("通知", "签发人: 张三", "“签发人”：只有上行文标注签发人，通知不用，请去掉"),
        ("通知", "来文: 甲.docx", "“来文”：通知不用这一项，请去掉"),
        ("通知", "令号: 第1号", "“令号”：通知不用这一项，请去掉"),
        ("通知", "格式: 信函", "“格式”：通知用文件格式，请去掉或改正"),
        ("公告", "主送机关: 各乡", "“主送机关”：公告不用这一项，请去掉"),
        ("函", "印发机关: 示范县政府办", "“印发机关”：函不用这一项，请去掉"),
        ("命令", "签名章: 张三", "“签名章”"),
        ("命令", "发文字号: 示府令〔2024〕1号", "“发文字号”：命令不用这一项，请去掉"),
        ("纪要", "盖章: 是", "“盖章”：纪要不用这一项，请去掉"),
    ],
)
def test_a_key_that_its_kind_does_not_print_is_refused(tmp_path: Path, kind: str, line: str, said: str) -> None:
    key = line.partition(":")[0]
    text = "\n".join(given for given in new_source(kind).split("\n") if not given.startswith(f"{key}:"))
    assert any(said in fault for fault in faults(tmp_path, f"{text}\n{line}\n"))


@pytest.mark.parametrize(
    ("kind", "without", "said"),
    [
        ("通知", "事由", "“标题”：缺少，应填写标题，或填写“事由”由程序组成标题"),
        ("工作要点", "主送机关", "“主送机关”：缺少，工作要点要用通知印发，应填写主送机关；单独成文的写“版头: 无”"),
        ("请示", "签发人", "“签发人”：缺少，正式稿应填写"),
        ("命令", "令号", "“令号”：缺少，正式稿应填写"),
        ("纪要", "编号", "“编号”：缺少，正式稿应填写"),
    ],
)
def test_what_a_final_document_lacks_is_said(tmp_path: Path, kind: str, without: str, said: str) -> None:
    text = new_source(kind).replace("状态: 送审稿", FINAL)
    text = "\n".join(line for line in text.split("\n") if not line.startswith(f"{without}:"))
    assert any(said in fault for fault in faults(tmp_path, text))
