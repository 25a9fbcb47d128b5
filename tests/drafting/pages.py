"""A document on paper: rendered by LibreOffice, measured in millimetres."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pdfplumber
import pypdfium2
import pytest
from msgspec import Struct

MM = 25.4 / 72
SECONDS = 180
DOTS_PER_INCH = 150
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


def to_pdfs(documents: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """The documents as PDF in one run of LibreOffice, with a profile of its own so that runs do not meet."""
    for name, docx in documents.items():
        (folder / f"{name}.docx").write_bytes(docx)
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    sources = [str(folder / f"{name}.docx") for name in documents]
    environment = {**os.environ, "HOME": str(Path.home())}
    subprocess.run(
        [*command, "--outdir", str(folder), *sources], capture_output=True, timeout=SECONDS, check=True, env=environment
    )
    return {name: folder / f"{name}.pdf" for name in documents}


def red_ink(pdf: Path) -> tuple[tuple[float, float], ...]:
    """Where red begins and ends on the first page, from top to bottom, in millimetres."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=DOTS_PER_INCH / 72).to_numpy().astype(int)
    blue, green, red = picture[:, :, 0], picture[:, :, 1], picture[:, :, 2]
    lines = np.flatnonzero(((red > 180) & (green < 90) & (blue < 90)).any(axis=1))
    runs = np.split(lines, np.flatnonzero(np.diff(lines) > 1) + 1) if lines.size else []
    return tuple((run[0] / DOTS_PER_INCH * 25.4, (run[-1] + 1) / DOTS_PER_INCH * 25.4) for run in runs)


class Row(Struct, frozen=True):
    """A line of text on a page: its box in millimetres from the top left corner of the paper."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    font: str
    red: bool


class Rule(Struct, frozen=True):
    left: float
    right: float
    y: float
    points: float
    red: bool


class SideNumber(Struct, frozen=True):
    """A page number that runs down the side: how far in it stands, where it begins and ends."""

    across: float
    start: float
    end: float


class Page(Struct, frozen=True):
    rows: tuple[Row, ...]
    rules: tuple[Rule, ...]
    landscape: bool
    side: tuple[tuple[str, float, float, float], ...]

    def row(self, text: str) -> Row:
        return next(row for row in self.rows if text in row.text)

    @property
    def lines(self) -> tuple[Row, ...]:
        """The lines of the text, the page number left out."""
        return tuple(row for row in self.rows if row.top < 262)

    def side_number(self, number: int) -> SideNumber:
        assert "".join(sign for sign, *_ in self.side) == f"—{number}—"
        across = sum(middle for _, middle, _, _ in self.side) / len(self.side)
        return SideNumber(across, self.side[0][2], self.side[-1][3])


def pages(pdf: Path) -> tuple[Page, ...]:
    with pdfplumber.open(pdf) as document:
        return tuple(_page(page) for page in document.pages)


def _page(page: pdfplumber.page.Page) -> Page:
    landscape = page.width > page.height
    upright = [sign for sign in page.chars if sign["upright"]]
    side = [sign for sign in page.chars if not sign["upright"] and str(sign["text"]).strip()]
    placed = [(sign["text"], (sign["x0"] + sign["x1"]) / 2 * MM, sign["top"] * MM, sign["bottom"] * MM) for sign in side]
    return Page(tuple(_rows(upright)), tuple(_rules(page)), landscape, tuple(sorted(placed, key=lambda sign: sign[2])))


def _rows(signs: list[dict[str, object]]) -> Iterator[Row]:
    rows: dict[int, list[dict[str, object]]] = {}
    for sign in signs:
        rows.setdefault(round(sign["bottom"]), []).append(sign)
    for _, line in sorted(rows.items()):
        printed = [sign for sign in line if str(sign["text"]).strip()]
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
        red = line["stroking_color"] == (1.0, 0.0, 0.0)
        yield Rule(line["x0"] * MM, line["x1"] * MM, line["top"] * MM, line["linewidth"], red)
