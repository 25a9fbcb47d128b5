"""A commented SOURCE to begin with."""

from __future__ import annotations

from drafting.draft import KINDS
from drafting.faults import SourceError, SourceFault
from drafting.keys import KEYS

EXAMPLES = {
    "状态": "送审稿",
    "版头": "打印",
    "份号": '"000001"',
    "密级": "秘密★1年",
    "紧急程度": "加急",
    "发文机关": "示范县农业农村局",
    "发文机关标志": "示范县农业农村局文件",
    "发文字号": "示农字〔2024〕13号",
    "标题": "示范县农业农村局关于印发《示范县防止返贫监测工作方案》的通知",
    "事由": "做好防止返贫监测工作",
    "主送机关": "各乡（镇）人民政府，县直有关单位",
    "正文": "[第一段, 第二段]",
    "附件": "[附件一的名称, 附件二的名称]",
    "署名": "示范县农业农村局",
    "成文日期": "2024年9月13日",
    "盖章": "是",
    "附注": "此件公开发布",
    "抄送机关": "[县委办公室, 县政府办公室]",
    "印发机关": "示范县农业农村局办公室",
    "印发日期": "2024年9月13日",
    "来文": "来文.txt",
    "来文文号": "范农办字〔2024〕21号",
}
ASKED = ("状态", "来文")


def new_source(kind: str) -> str:
    """An example SOURCE of that kind: what is needed as keys, what may be left out as comments."""
    if kind not in KINDS:
        raise SourceError(kind, [SourceFault("文种", None, f"应为{'、'.join(KINDS)}之一，现为“{kind}”")])
    needed = [name for name in KEYS if name in (*KINDS[kind].required, *ASKED)]
    optional = [name for name in EXAMPLES if name not in needed]
    lines = [
        f"# {kind}。以 # 开头的行不起作用；去掉 # 即可填写该项，不填的由程序推出。",
        f"文种: {kind}",
        *(f"{name}: {EXAMPLES[name]}    # {KEYS[name].meaning}" for name in needed),
        "",
        *(f"# {name}: {EXAMPLES[name]}    # {KEYS[name].meaning}" for name in optional),
    ]
    return "\n".join(lines) + "\n"
