"""PDF and pictures of pages through LibreOffice, where it is installed: the layout is the .docx's as LibreOffice sees it."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from values.files import write_beside

_SECONDS, _SECONDS_EACH = 180, 20
_DOTS_PER_INCH = 100
_INSTALLED = ("ProgramFiles", "ProgramFiles(x86)")
_PREVIEW = "预览"


class ConversionError(RuntimeError):
    """No PDF could be made; the message is Chinese."""


def convert(documents: Sequence[Path], *, pdf: bool, preview: bool) -> list[Path]:
    """The PDF of each document beside it, and its pages as pictures: 名称-预览-1.png and on; all in one run.

    Earlier pictures of that name go.

    Raises:
        ConversionError: LibreOffice is missing, or did not make one.
    """
    made = list(zip(documents, _converted(documents), strict=True))
    written = [_written(document.with_suffix(".pdf"), data) for document, data in made if pdf]
    return [*written, *(path for document, data in made if preview for path in _previewed(document, data))]


def _written(path: Path, data: bytes) -> Path:
    write_beside(path, data)
    return path


def _previewed(document: Path, pdf: bytes) -> list[Path]:
    pictures = {_picture(document, number): picture for number, picture in enumerate(_pages(pdf), start=1)}
    for old in _earlier(document):
        if old not in pictures:
            old.unlink()
    return [_written(path, picture) for path, picture in pictures.items()]


def _picture(document: Path, number: int) -> Path:
    return document.with_name(f"{document.stem}-{_PREVIEW}-{number}.png")


def _earlier(document: Path) -> list[Path]:
    name = re.compile(rf"{re.escape(document.stem)}-{_PREVIEW}-\d+\.png")
    return [path for path in document.parent.iterdir() if name.fullmatch(path.name)]


def _pages(data: bytes) -> Iterator[bytes]:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            file = io.BytesIO()
            page.render(scale=_DOTS_PER_INCH / 72).to_pil().save(file, "PNG")
            yield file.getvalue()


def _converted(documents: Sequence[Path]) -> list[bytes]:
    """The PDF of each, in their order. Copies are converted: names may be the same in two folders."""
    program = _program()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies = {folder / f"{number}.docx": document for number, document in enumerate(documents)}
        for copy, document in copies.items():
            shutil.copyfile(document, copy)
        _run(program, folder, list(copies), documents)
        return [_made(copy, document) for copy, document in copies.items()]


def _run(program: str, folder: Path, copies: Sequence[Path], documents: Sequence[Path]) -> None:
    order = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    try:
        subprocess.run(  # noqa: S603 - the program found on this machine, no shell
            [*order, "--outdir", str(folder), *map(str, copies)],
            check=True,
            capture_output=True,
            timeout=_SECONDS + _SECONDS_EACH * len(copies),
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise ConversionError(f"LibreOffice 没能转换 {'、'.join(document.name for document in documents)}") from error


def _made(copy: Path, document: Path) -> bytes:
    try:
        return copy.with_suffix(".pdf").read_bytes()
    except OSError as error:
        raise ConversionError(f"LibreOffice 没能把 {document.name} 转成 PDF") from error


def _program(environment: Mapping[str, str] = os.environ) -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    folders = (Path(environment[name]) for name in _INSTALLED if name in environment)
    installed = (folder / "LibreOffice" / "program" / "soffice.exe" for folder in folders)
    program = found or next((str(path) for path in installed if path.is_file()), None)
    if program is None:
        raise ConversionError("没有找到 LibreOffice，不能转 PDF 或预览；docx 已生成，可在 WPS 中打开查看、另存为 PDF")
    return program
