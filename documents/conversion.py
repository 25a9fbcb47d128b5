"""Old Word files (.doc, .wps, .rtf) made to .docx by LibreOffice, where that is installed."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from documents.package import UnreadableDocumentError

_SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")
_WINDOWS = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_RTF = b"{\\rtf"


def converted(data: bytes, name: str) -> bytes:
    """The file as a .docx.

    Raises UnreadableDocumentError where LibreOffice is not there or cannot open the file.
    """
    program = _program()
    if not program:
        raise UnreadableDocumentError(
            f"{name}：是旧版 Word 文件（doc、wps 或 rtf），请用 WPS 或 Word 打开后另存为 .docx"
        )
    with tempfile.TemporaryDirectory(prefix="xianjie-") as folder:
        given = Path(folder) / ("document.rtf" if data.startswith(_RTF) else "document.doc")
        given.write_bytes(data)
        _convert(program, given, name)
        made = given.with_suffix(".docx")
        if not made.exists():
            raise UnreadableDocumentError(f"{name}：LibreOffice 打不开这个文件，可能有密码或已损坏，请另存为 .docx")
        return made.read_bytes()


def _program() -> str:
    """Where LibreOffice is; empty where it is not installed."""
    found = (shutil.which(program) for program in _PROGRAMS)
    installed = (path for path in _WINDOWS if os.name == "nt" and Path(path).exists())
    return next((path for path in (*found, *installed) if path), "")


def _convert(program: str, given: Path, name: str) -> None:
    order = [
        program,
        f"-env:UserInstallation={_profile().as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(given.parent),
        str(given),
    ]
    try:
        subprocess.run(order, check=False, capture_output=True, timeout=_SECONDS, stdin=subprocess.DEVNULL)  # noqa: S603 - our own arguments
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocumentError(
            f"{name}：LibreOffice 在 {_SECONDS} 秒内没有打开这个文件，请另存为 .docx"
        ) from error
    except OSError as error:
        raise UnreadableDocumentError(f"{name}：LibreOffice 无法启动，请用 WPS 或 Word 另存为 .docx") from error


@cache
def _profile() -> Path:
    """A profile of this process alone, so that an open LibreOffice or another run is not in the way."""
    folder = Path(tempfile.mkdtemp(prefix="xianjie-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
