"""Which files go out together: one notice with what lies beside and below it, and nothing where that cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from xianjie.inputs.opening import open_inputs
from xianjie.inputs.packages import packages_of


def issued(title: str, body: str = "现将有关事项通知如下。", annex: str = "") -> str:
    listing = f"附件：{annex}\n\n" if annex else ""
    return f"示范县农业农村局{title}\n\n各乡（镇）人民政府：\n\n{body}\n\n{listing}示范县农业农村局\n2024年9月3日\n"


NOTICE = issued("关于开展收入监测的通知", annex="收入台账")
OTHER = issued("关于开展技能培训的通知", annex="培训台账")
PLAIN = issued("关于开展安全检查的通知")
FORWARDING = issued("转发《示范县农业农村局关于开展安全检查的通知》的通知", annex="来文")
LEDGER = "乡镇,村,户主姓名,户编号\n新田镇,上坪村,张三,1\n"

CASES: dict[str, tuple[Mapping[str, str], Mapping[str, list[str]]]] = {
    "一份通知带一份台账": ({"通知.txt": NOTICE, "台账.csv": LEDGER}, {"通知.txt": ["台账.csv"]}),
    "附件放在下面的文件夹": ({"通知.txt": NOTICE, "附件/台账.csv": LEDGER}, {"通知.txt": ["附件/台账.csv"]}),
    "读不了的文件也在里面": ({"通知.txt": NOTICE, "附件1.pdf": "坏的"}, {"通知.txt": ["附件1.pdf"]}),
    "只有台账": ({"台账.csv": LEDGER}, {}),
    "只有一份通知": ({"通知.txt": NOTICE}, {}),
    "两份通知都列了附件": ({"通知.txt": NOTICE, "通知2.txt": OTHER, "台账.csv": LEDGER}, {}),
    "列了附件的是通知": (
        {"通知.txt": NOTICE, "检查.txt": PLAIN, "台账.csv": LEDGER},
        {"通知.txt": ["台账.csv", "检查.txt"]},
    ),
    "转发的是通知，来文是附件": ({"转发.txt": FORWARDING, "来文.txt": PLAIN}, {"转发.txt": ["来文.txt"]}),
    "下面的文件夹自成一包": (
        {"检查.txt": PLAIN, "新田镇/通知.txt": NOTICE, "新田镇/台账.csv": LEDGER, "台账.csv": LEDGER},
        {"检查.txt": ["台账.csv"], "新田镇/通知.txt": ["新田镇/台账.csv"]},
    ),
    "下面是上面所转发的": (
        {
            "转发.txt": FORWARDING,
            "来文/来文.txt": issued("关于开展安全检查的通知", annex="检查表"),
            "来文/表.csv": LEDGER,
        },
        {"转发.txt": ["来文/来文.txt", "来文/表.csv"]},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_files_go_out_with_their_notice(name: str, tmp_path: Path) -> None:
    files, wanted = CASES[name]
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    found = {
        package.path: sorted(e.path for e in package.enclosures)
        for package in packages_of(open_inputs([tmp_path], None))
    }
    assert found == {path: sorted(enclosed) for path, enclosed in wanted.items()}
