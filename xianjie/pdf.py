"""PDF through LibreOffice, where it is installed: the layout is the .docx's as LibreOffice sees it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from values.files import write_beside

_SECONDS = 180


class ConversionError(RuntimeError):
    """No PDF could be made; the message is Chinese."""


def convert_to_pdf(document: Path) -> Path:
    """The PDF beside a document.

    Raises:
        ConversionError: LibreOffice is missing, or did not make one.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ConversionError("没有找到 LibreOffice，不能转 PDF；docx 已生成，可在 WPS 中另存为 PDF")
    with tempfile.TemporaryDirectory() as folder:
        profile = (Path(folder) / "profile").as_uri()
        order = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        try:
            subprocess.run(  # noqa: S603 - the program found on the path, no shell
                [*order, "--outdir", folder, str(document)], check=True, capture_output=True, timeout=_SECONDS
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise ConversionError(f"LibreOffice 没能把 {document.name} 转成 PDF") from error
        made = Path(folder) / f"{document.stem}.pdf"
        if not made.is_file():
            raise ConversionError(f"LibreOffice 没能把 {document.name} 转成 PDF")
        target = document.with_suffix(".pdf")
        write_beside(target, made.read_bytes())
    return target
