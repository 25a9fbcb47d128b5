"""A fictional county's policy text with the damage a scan does, and the register entries that belong to it."""

from __future__ import annotations

import json
from pathlib import Path

TEXT = """示例县农业农村局文件

示农发[2024]7号

关于印发《示例县2024年帮扶车间
和增收工作要点》的通知

各乡(镇)人民政府:

现将《示例县2024年帮扶车间和增收工作要点》印发给你们,请认真
贯彻落实。

示例县农业农村局

2024年3月5日

示例县2024年帮扶车间和增收工作要点

为促进脱贫人口 稳定增收,制定本要点。

一、总体目标

确保全县衔接资金用于产业的 比重不低于 60% 并稳步提高,脱贫人口务工规模稳定在1.2万人以上。

二、重点工作

(一)办好帮扶车间。每个乡镇至少建成2个帮扶车间,每季度开展1次实地监测
监测结果公示。(责任单位:县人社局、县农业农村局(乡村振兴科),各乡镇)

(二)落实奖补政策

1.产业奖补。对监测对象按实际收入的10%奖补,最高不超过5000元。乡镇8月底前完成申报,县农业农村

局10月底前发放完毕。〔牵头单位:县农业农村局;配合单位:县财政局等〕

2.务工补贴。一是按月核对务工信息。二是对务工六个月以上的人员给予一次性补补贴500元。

三、工作要求

各乡(镇)每半月报送进展,严禁弄虚作假。
"""

ENTRIES: list[dict[str, object]] = [
    {"id": "SL-1-1", "clause": "一、", "title": "产业占比不低于60%", "level": "县", "scope": "县",
     "area": "衔接资金和项目", "figures": ["60%"], "quote": "衔接资金用于产业的比重不低于60%"},
    {"id": "SL-1-2", "clause": "一、", "title": "务工规模", "level": "县", "scope": "县",
     "area": "就业帮扶", "figures": ["1.2万人"], "quote": "脱贫人口务工规模稳定在1.2万人以上"},
    {"id": "SL-2-1", "clause": "二(一)", "title": "每个乡镇帮扶车间", "level": "乡镇", "scope": "乡镇",
     "area": "就业帮扶", "figures": ["2个"], "quote": "每个乡镇至少建成2个帮扶车间"},
    {"id": "SL-2-2", "clause": "二、（一）", "title": "车间监测", "level": "县", "scope": "县",
     "area": "就业帮扶", "figures": ["每季度", "1次"], "quote": "每季度开展1次实地监测"},
    {"id": "SL-2-3", "clause": "二(二)1.", "title": "奖补比例", "level": "户", "scope": "户",
     "area": "产业帮扶", "figures": ["10%", "5000元"], "quote": "按实际收入的10%奖补,最高不超过5000元"},
    {"id": "SL-2-4", "clause": "二(二)1", "title": "发放期限", "level": "县", "scope": "行",
     "area": "产业帮扶", "figures": ["10月底"], "quote": "县农业农村局10月底前发放完毕"},
    {"id": "SL-2-5", "clause": "二(二)2.", "title": "务工补贴", "level": "人", "scope": "行",
     "area": "就业帮扶", "figures": ["六个月", "500元"], "quote": "给予一次性补贴500元"},
    {"id": "SL-3-1", "clause": "三、", "title": "报送进展", "level": "乡镇", "scope": "乡镇",
     "area": "责任落实", "figures": ["每半月"], "quote": "每半月报送进展"},
    {"id": "SL-0-1", "clause": "印发通知正文", "title": "贯彻落实", "level": "县", "scope": "县",
     "area": "责任落实", "figures": [], "quote": "请认真贯彻落实"},
]  # fmt: skip

DOCUMENT: dict[str, object] = {
    "id": "SL24",
    "title": "示例县2024年帮扶车间和增收工作要点",
    "number": "示农发〔2024〕7号",
    "issuer": "示例县农业农村局",
    "divisions": ["江西省/赣州市/上犹县"],
    "valid": {"from": "2024-01-01", "to": "2024-12-31"},
    "validity_basis": "标题写明2024年",
}


def write_register(folder: Path) -> Path:
    """A folder for --policies; JSON is YAML."""
    folder.mkdir(exist_ok=True)
    entries = [{"judged": "partly", **entry} for entry in ENTRIES]
    file = folder / "SL24.yaml"
    file.write_text(json.dumps({**DOCUMENT, "requirements": entries}, ensure_ascii=False), encoding="utf-8")
    return folder


def write_text(folder: Path, text: str = TEXT, name: str = "来文.txt") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
