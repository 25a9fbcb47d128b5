"""Official documents alone are checked without what reads and judges ledgers, and nothing else comes out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from checks.catalogue import all_checks, document_checks
from checks.result import CheckResult
from reports.findings_json import render_json
from reports.text import render_text
from tests.specimens import conformant, defects
from xianjie import CheckRequest, check
from xianjie.checking_documents import check_documents
from xianjie.checking_inputs import check_inputs
from xianjie.configuration import Configuration

ROOT = Path(__file__).parents[2]
HEAVY = {"polars", "numpy", "narwhals", "pandas", "openpyxl", "duckdb", "fastexcel", "lxml", "pdfplumber", "docx"}
WITH_TABLE = "横排附表"


def documents() -> Iterator[tuple[str, bytes]]:
    yield from conformant().items()
    yield from ((f"缺陷 {each.name}", each.docx) for each in defects()[::12] if each.variant != WITH_TABLE)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Each in a folder of its own: nothing goes out with anything."""
    folder = tmp_path_factory.mktemp("公文")
    found = {name: folder / str(number) / "公文.docx" for number, (name, _) in enumerate(documents())}
    for name, data in documents():
        found[name].parent.mkdir()
        found[name].write_bytes(data)
    return found


def asked(*paths: Path, **more: Any) -> CheckRequest:
    given: dict[str, Any] = {"on": date(2024, 9, 30), "division": "江西省/赣州市/上犹县", **more}
    return CheckRequest(paths, **given)


def alone(request: CheckRequest) -> CheckResult:
    result = check_documents(request).result
    assert result is not None
    return result


def test_what_comes_out_is_what_the_whole_program_finds(files: Mapping[str, Path]) -> None:
    for name, file in files.items():
        if name == WITH_TABLE:
            continue
        short, long = alone(asked(file)), check_inputs(asked(file), {})
        assert set(short.checks_run) < set(long.checks_run)
        assert replace(short, checks_run=()) == replace(long, checks_run=()), name
        assert render_text(short) == render_text(long)
        assert as_json(short) == as_json(long)


def as_json(result: CheckResult) -> Any:
    return json.loads(render_json(replace(result, checks_run=())))


def test_several_are_checked_as_if_by_the_whole_program(files: Mapping[str, Path]) -> None:
    chosen = asked(*(file for name, file in files.items() if name != WITH_TABLE), select=("DOC",), ignore=("DOC4",))
    short, long = alone(chosen), check_inputs(chosen, {})
    assert short.findings
    assert (short.findings, short.skipped, short.inputs) == (long.findings, long.skipped, long.inputs)
    assert set(short.checks_run) == {check.code for check in document_checks()} & set(long.checks_run)


def test_an_earlier_result_and_waivers_are_minded(files: Mapping[str, Path], tmp_path: Path) -> None:
    file = files[next(name for name in files if name.startswith("缺陷") and alone(asked(files[name])).findings)]
    old = tmp_path / "上次.json"
    old.write_text(render_json(alone(asked(file))), encoding="utf-8")
    assert {finding.state for finding in alone(asked(file, against=old)).findings} == {"未整改"}
    first = alone(asked(file)).findings[0]
    waivers = tmp_path / "免查清单.yaml"
    waived = f"- {{fingerprint: {first.fingerprint}, reason: 已说明, by: 周晓明, until: 2099-12-31}}\n"
    waivers.write_text(waived, encoding="utf-8")
    assert len(alone(asked(file, waivers=waivers)).waived) == 1


@pytest.mark.parametrize(
    "more",
    [{"select": ("INC104",)}, {"ignore": ("IDN",)}, {"select": ("LED",)}],
)
def test_codes_of_ledgers_are_for_the_whole_program(files: Mapping[str, Path], more: Mapping[str, Any]) -> None:
    assert check_documents(asked(files["通知"], **more)).result is None


def test_a_table_may_be_a_ledger(files: Mapping[str, Path]) -> None:
    attempt = check_documents(asked(files[WITH_TABLE]))
    assert attempt.result is None
    assert len(attempt.known) == 1
    assert check(asked(files[WITH_TABLE])) == check_inputs(asked(files[WITH_TABLE]), {})


def test_what_goes_out_together_is_for_the_whole_program(files: Mapping[str, Path], tmp_path: Path) -> None:
    (tmp_path / "通知.docx").write_bytes(files["通知"].read_bytes())
    (tmp_path / "台账.csv").write_text("序号,姓名\n1,周晓明\n", encoding="utf-8")
    assert check_documents(asked(tmp_path)).result is None


def test_a_countys_own_checks_are_held_against_the_ledgers_fields(files: Mapping[str, Path], tmp_path: Path) -> None:
    text = (
        "id: SF24\ntitle: 示范县工作要点\nnumber: 示农发〔2024〕8号\nissued: 2024-03-01\ndivisions: [江西省/赣州市/上犹县]\n"
        "valid: {from: 2024-03-01, to: 2024-12-31}\nvalidity_basis: 标题写明2024年\nrequirements:\n"
        "  - {id: SF24-1, clause: 一、, title: 填聘用期限, level: 人, scope: 行, area: 就业帮扶, judged: machine,\n"
        "     check: {shape: required, ledger: 公益性岗位台账, field: 聘用期限}}\n"
    )
    (tmp_path / "要点.yaml").write_text(text, encoding="utf-8")
    request = asked(files["通知"], configuration=Configuration(policies=(tmp_path,)))
    assert check_documents(request).result is None
    assert check(request).register.startswith("7份文件")


def test_document_checks_are_all_that_judge_documents() -> None:
    assert document_checks() == tuple(check for check in all_checks() if check.form == "document")


@pytest.mark.parametrize("form", ["text", "json"])
def test_neither_engines_nor_readers_of_ledgers_are_loaded(files: Mapping[str, Path], form: str) -> None:
    order = ["check", str(files["通知"]), "--format", form, "--division", "江西省/赣州市/上犹县"]
    code = (
        "import sys\nfrom cli.main import main\n"
        f"try: main({order!r})\nexcept SystemExit: pass\nprint(*sorted(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    loaded = set(ran.stderr.split())
    assert not {name.partition(".")[0] for name in loaded} & HEAVY
    assert not [name for name in loaded if name.startswith("checks.topics.") and ".document" not in name]
