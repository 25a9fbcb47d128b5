"""What holds the house together: the wheel, the folders, the README, the generated pages."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from reports.explanation import checks_document

ROOT = Path(__file__).parents[1]
PACKAGES = {
    "cli", "xianjie", "reports", "drafting", "templates", "checks", "calculations", "policies", "ledgers", "documents", "values",
}  # fmt: skip


def shell_blocks() -> list[str]:
    return re.findall(r"```sh\n(.*?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    pytest.importorskip("hatchling", reason="没有 hatchling，不能构建")
    order = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(order, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_owns_exactly_our_top_level_names(wheel: zipfile.ZipFile) -> None:
    names = {name.partition("/")[0] for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == PACKAGES


@pytest.mark.parametrize("ending", [".yaml", ".docx", ".schema.json"])
def test_the_wheel_carries_every_data_file(wheel: zipfile.ZipFile, ending: str) -> None:
    inside = {name for name in wheel.namelist() if name.endswith(ending)}
    beside = {
        str(file.relative_to(ROOT).as_posix())
        for package in PACKAGES
        for file in (ROOT / package).rglob(f"*{ending}")
    }
    assert inside == beside


def test_readme_begins_with_two_one_line_commands() -> None:
    blocks = shell_blocks()
    assert len(blocks) == 2
    assert all("\n" not in block and block.startswith("python3 -m venv .venv") for block in blocks)
    assert blocks[0].endswith("xianjie check examples/示范县/新田镇 --config examples/示范县/xianjie.toml")
    assert blocks[1].endswith("-m pytest")


def test_the_finding_shown_in_the_readme_is_what_the_program_prints(capsys: pytest.CaptureFixture[str]) -> None:
    from tests.cli.program import run

    shown = re.findall(r"```\n(问题.*?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)[0]
    county = ROOT / "examples" / "示范县"
    ran = run(capsys, "check", county / "新田镇", "--config", county / "xianjie.toml")
    assert shown in ran.out


def test_the_page_of_checks_is_what_the_generator_writes() -> None:
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == checks_document()


def test_pins_name_versions_and_no_addresses() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.\-]+==[0-9A-Za-z.+]+", line) for line in lines)


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    wanted = {re.split(r"[<>=\[]", text)[0].lower() for text in project["dependencies"]}
    assert wanted <= pinned


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--help"], {"polars", "pandas", "openpyxl", "docx", "narwhals", "yaml"}),
        (["draft", "--help"], {"polars", "pandas", "openpyxl", "narwhals"}),
        (["check", "--help"], {"polars", "pandas", "openpyxl", "narwhals"}),
    ],
)
def test_help_and_draft_load_no_engine(arguments: list[str], forbidden: set[str]) -> None:
    code = (
        "import sys\nfrom cli.main import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\nprint(*sorted(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    loaded = {name.partition(".")[0] for name in ran.stderr.split()}
    assert not loaded & forbidden
