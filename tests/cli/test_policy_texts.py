"""xianjie policies verify, extract, diff as their user runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.cli.program import run
from tests.policies.fictional import TEXT, write_register, write_text

SCHEMAS = Path(__file__).parents[2] / "reports" / "schemas"
Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_register(tmp_path / "本县要求")


def hold_schema(name: str, data: Any) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(data)


def test_a_text_that_holds_passes(capsys: Capsys, tmp_path: Path, folder: Path) -> None:
    ran = run(capsys, "policies", "verify", write_text(tmp_path), "--policies", folder)
    assert ran.code == 0
    assert "SL24 《示例县2024年帮扶车间和增收工作要点》（示农发〔2024〕7号）：9 条要求，全部相符（来文.txt）" in ran.out
    assert "未核对（没有给出来文）：GN21" in ran.out
    assert "9 条要求，0 处不符。通过。" in ran.out


def test_all_wants_every_document(capsys: Capsys, tmp_path: Path, folder: Path) -> None:
    assert run(capsys, "policies", "verify", "--all", write_text(tmp_path), "--policies", folder).code == 1


def test_an_altered_value_fails_and_is_named(capsys: Capsys, tmp_path: Path, folder: Path) -> None:
    file = write_text(tmp_path, TEXT.replace("60%", "50%"))
    ran = run(capsys, "policies", "verify", file, "--policies", folder)
    assert ran.code == 1
    assert "数值不符：SL-1-1 一、" in ran.out
    assert "不低于50%" in ran.out


def test_verification_as_json(capsys: Capsys, tmp_path: Path, folder: Path) -> None:
    sources = tmp_path / "来文"
    sources.mkdir()
    write_text(sources, TEXT.replace("60%", "50%"))
    write_text(sources, TEXT.replace("2024", "2031"), "另一年.txt")
    (sources / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    write_text(sources, "今天买了菜。\n明天再去。", "说明.txt")
    ran = run(capsys, "policies", "verify", sources, "--policies", folder, "--format", "json")
    hold_schema("verification", ran.json)
    assert ran.code == 1
    (document,) = ran.json["documents"]
    assert [m["requirement"] for m in document["mismatches"]] == ["SL-1-1"]
    assert [u["file"] for u in ran.json["unknown"]] == ["另一年.txt"]
    assert {n["file"] for n in ran.json["not_read"]} == {"坏.pdf", "说明.txt"}


def test_a_note_beside_the_texts_does_not_fail(capsys: Capsys, tmp_path: Path, folder: Path) -> None:
    sources = tmp_path / "来文"
    sources.mkdir()
    write_text(sources)
    write_text(sources, "今天买了菜。\n明天再去。", "说明.txt")
    assert run(capsys, "policies", "verify", sources, "--policies", folder).code == 0


def test_texts_the_register_does_not_know_do_not_pass(capsys: Capsys, tmp_path: Path) -> None:
    ran = run(capsys, "policies", "verify", write_text(tmp_path))
    assert ran.code == 1
    assert "不在要求库中：来文.txt" in ran.out


def test_nothing_readable_cannot_be_done(capsys: Capsys, tmp_path: Path) -> None:
    (tmp_path / "扫描.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    ran = run(capsys, "policies", "verify", tmp_path / "扫描.jpg")
    assert (ran.code, ran.out) == (2, "")
    assert "扫描.jpg：是图片" in ran.err
    empty = tmp_path / "空"
    empty.mkdir()
    assert "没有政策文件" in run(capsys, "policies", "verify", empty).err


def test_entries_are_drafted_to_a_file(capsys: Capsys, tmp_path: Path) -> None:
    ran = run(capsys, "policies", "extract", write_text(tmp_path), "-o", tmp_path / "草稿.yaml")
    assert (ran.code, ran.out) == (0, "")
    assert "起草 11 条，每条都须由人确认" in ran.err
    draft = (tmp_path / "草稿.yaml").read_text(encoding="utf-8")
    assert "怎样完成" in draft
    assert len(yaml.safe_load(draft)["requirements"]) == 11


def test_a_draft_goes_to_the_screen_without_a_file(capsys: Capsys, tmp_path: Path) -> None:
    assert yaml.safe_load(run(capsys, "policies", "extract", write_text(tmp_path)).out)["id"] == "待确认"


def test_one_of_several_documents_is_chosen_by_its_number(capsys: Capsys, tmp_path: Path) -> None:
    file = write_text(tmp_path, TEXT + "\n\n" + TEXT.replace("[2024]7号", "[2024]8号").replace("60%", "70%"))
    assert "70%" in run(capsys, "policies", "extract", file).out
    assert "60%" in run(capsys, "policies", "extract", file, "--number", "示农发〔2024〕7号").out
    ran = run(capsys, "policies", "extract", file, "--number", "示农发〔2024〕9号")
    assert ran.code == 2
    assert "示农发[2024]7号、示农发[2024]8号" in ran.err


def test_two_years_compared(capsys: Capsys, tmp_path: Path) -> None:
    old = write_text(tmp_path, name="旧.txt")
    new = write_text(tmp_path, TEXT.replace("2024", "2025").replace("60%", "65%"), "新.txt")
    ran = run(capsys, "policies", "diff", old, new)
    assert ran.code == 1
    assert "数值变化：不低于60% → 不低于65%" in ran.out
    assert "合计：数值变化 1 处、新增 0 处、取消 0 处" in ran.out
    as_json = run(capsys, "policies", "diff", old, new, "--format", "json").json
    hold_schema("policy_differences", as_json)
    assert as_json["changed"][0]["new"]["figures"] == ["不低于65%"]


def test_no_difference_is_no_failure(capsys: Capsys, tmp_path: Path) -> None:
    file = write_text(tmp_path)
    assert run(capsys, "policies", "diff", file, file).code == 0


def test_a_text_and_a_draft_compare(capsys: Capsys, tmp_path: Path) -> None:
    file = write_text(tmp_path)
    run(capsys, "policies", "extract", file, "-o", tmp_path / "草稿.yaml")
    assert run(capsys, "policies", "diff", tmp_path / "草稿.yaml", file).code == 0


@pytest.mark.parametrize("command", ["extract", "diff"])
def test_unreadable_files_are_refused_in_words(capsys: Capsys, tmp_path: Path, command: str) -> None:
    file = write_text(tmp_path, "今天买了菜。\n明天再去。", "收据.txt")
    ran = run(capsys, "policies", command, *([file] * (2 if command == "diff" else 1)))
    assert ran.code == 2
    assert "收据.txt：看不出是政策文件" in ran.err
