"""A document on paper: rendered by LibreOffice, measured in millimetres."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pytest

MM = 25.4 / 72
SECONDS = 180
STAND_INS = ("FandolFang", "FandolHei", "FandolKai", "FandolSong")

needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="没有安装 LibreOffice（soffice），不能把公文排成页面来量"
)


def fonts_missing() -> str:
    """Why pages cannot be measured as they should be, empty when they can."""
    if shutil.which("fc-match") is None:
        return "没有 fontconfig，不知道用的是什么字体"
    asked = {"仿宋_GB2312": "FandolFang", "方正小标宋简体": "小标宋"}
    for name, wanted in asked.items():
        found = subprocess.run(["fc-match", name], capture_output=True, text=True, encoding="utf-8", check=False).stdout
        if wanted not in found:
            return f"没有 {name} 的替代字体，先运行 .ci/fonts.sh"
    return ""


def to_pdf(docx: bytes, folder: Path) -> Path:
    """The document as PDF, with a LibreOffice profile of its own so that runs do not meet."""
    source = folder / "document.docx"
    source.write_bytes(docx)
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    environment = {**os.environ, "HOME": str(Path.home())}
    subprocess.run([*command, str(source)], capture_output=True, timeout=SECONDS, check=True, env=environment)
    return folder / "document.pdf"


def to_pictures(pdf: Path, folder: Path, resolution: int = 60) -> list[Path]:
    """The pages as PNG, to look at."""
    subprocess.run(
        ["pdftoppm", "-r", str(resolution), "-png", str(pdf), str(folder / "page")], check=True, timeout=SECONDS
    )
    return sorted(folder.glob("page-*.png"))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text on a page: its box in millimetres from the top left corner of the paper."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    font: str
    red: bool


@dataclass(frozen=True, slots=True)
class Rule:
    left: float
    right: float
    y: float
    points: float


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[Row, ...]
    rules: tuple[Rule, ...]

    def row(self, text: str) -> Row:
        return next(row for row in self.rows if text in row.text)

    @property
    def lines(self) -> tuple[Row, ...]:
        """The lines of the text, the page number left out."""
        return tuple(row for row in self.rows if row.top < 262)


def pages(pdf: Path) -> tuple[Page, ...]:
    with pdfplumber.open(pdf) as document:
        return tuple(Page(tuple(_rows(page)), tuple(_rules(page))) for page in document.pages)


def _rows(page: pdfplumber.page.Page) -> Iterator[Row]:
    rows: dict[int, list[dict[str, object]]] = {}
    for sign in page.chars:
        rows.setdefault(round(sign["bottom"]), []).append(sign)
    for _, signs in sorted(rows.items()):
        printed = [sign for sign in signs if str(sign["text"]).strip()]
        if printed:
            yield _row(printed)


def _row(signs: list[dict[str, object]]) -> Row:
    first, last = signs[0], signs[-1]
    box = [float(str(value)) * MM for value in (first["x0"], last["x1"], first["top"], first["bottom"])]
    text = "".join(str(sign["text"]) for sign in signs)
    red = first["non_stroking_color"] == (1.0, 0.0, 0.0)
    return Row(text, *box, font=str(first["fontname"]).partition("+")[2], red=red)


def _rules(page: pdfplumber.page.Page) -> Iterator[Rule]:
    for line in sorted(page.lines, key=lambda line: line["top"]):
        yield Rule(line["x0"] * MM, line["x1"] * MM, line["top"] * MM, line["linewidth"])
