"""Packages through the product: every planted contradiction with both its places, and nothing of what agrees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.model import Finding
from tests.checks.packages.making import written, zipped
from xianjie import CheckRequest, check

HERE = Path(__file__).parent
DAY = date(2024, 12, 31)
_OTHER = re.compile(r"（另见 (.+)）$")


def _packages(folder: str) -> list[Any]:
    return [pytest.param(_load(file), id=file.stem) for file in sorted((HERE / folder).glob("*.yaml"))]


def _load(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - texts only
    return data


def _found(path: Path) -> list[Finding]:
    result = check(CheckRequest(paths=(path,), as_of=DAY, select=("PKG",)))
    return [finding for finding in result.findings if finding.code.startswith("PKG")]


def _told(finding: Finding, prefix: str = "") -> str:
    """PKG163 台账.xlsx E9（周大山） ← 计划.docx 第12段."""
    at = finding.cell or (f"第{finding.paragraph}段{finding.element}" if finding.paragraph else finding.element)
    other = _OTHER.search(finding.message)
    assert other is not None
    of = f"（{finding.subject}）" if finding.subject else ""
    return f"{finding.code} {finding.path} {at}{of} ← {other[1]}".replace(prefix, "")


@pytest.mark.parametrize("package", _packages("planted"))
def test_what_one_file_says_against_another_is_told_with_both_places(
    package: Mapping[str, Any], tmp_path: Path
) -> None:
    assert sorted(map(_told, _found(written(package, tmp_path / "包")))) == sorted(package["finds"])


@pytest.mark.parametrize("package", _packages("planted"))
def test_a_zip_is_read_as_the_folder_is(package: Mapping[str, Any], tmp_path: Path) -> None:
    found = _found(zipped(package, tmp_path / "包.zip"))
    assert sorted(_told(finding, "包.zip/") for finding in found) == sorted(package["finds"])


@pytest.mark.parametrize("package", _packages("clean"))
def test_a_package_that_agrees_is_told_nothing(package: Mapping[str, Any], tmp_path: Path) -> None:
    assert list(map(_told, _found(written(package, tmp_path / "包")))) == []
    assert list(map(_told, _found(zipped(package, tmp_path / "包.zip")))) == []


def test_annexes_bound_apart_are_not_missed_in_the_file_of_the_notice(tmp_path: Path) -> None:
    """One annex stands behind the notice, the others are files."""
    package = _load(HERE / "clean" / "县里的通知带台账任务表方案和一户一策.yaml")
    annex = package["files"].pop("附件2.docx")
    folder = written({**package, "notice": package["notice"] + annex}, tmp_path / "包")
    result = check(CheckRequest(paths=(folder,), as_of=DAY, select=("PKG", "DOC103", "DOC412")))
    assert [finding.code for finding in result.findings if finding.nature == "document"] == []


def test_there_are_ten_packages_and_three_clean_ones() -> None:
    assert (len(_packages("planted")), len(_packages("clean"))) == (10, 3)
