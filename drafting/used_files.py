"""The files that a SOURCE names: whether they are there, and its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from documents.model import Figure, OfficialDocument, Paragraph
from drafting.faults import SourceFault


def missing_files(values: Mapping[str, Any], lines: Mapping[str, int], folder: Path) -> Iterator[SourceFault]:
    """Files that are named but not there."""
    for key, name in _named(values):
        if not (folder / name).is_file():
            why = "是文件夹，应为文件" if (folder / name).is_dir() else "没有这个文件"
            yield SourceFault(key, lines.get(key), f"{Path(name).name}：{why}")


def _named(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    incoming = values.get("来文")
    if isinstance(incoming, Mapping) and "文件" in incoming and isinstance(incoming["文件"].value, str):
        yield "来文", incoming["文件"].value
    for annex in values.get("附件", ()):
        if "文件" in annex:
            yield "附件", annex["文件"]


def with_pictures(values: Mapping[str, Any], folder: Path, faults: list[SourceFault]) -> dict[str, Any]:
    """The values with the pictures in their texts read; what cannot be read is a fault at its line."""
    return {key: _filled(key, value, folder, faults) for key, value in values.items()}


def _filled(key: str, value: Any, folder: Path, faults: list[SourceFault]) -> Any:
    if isinstance(value, Paragraph) and value.figure and not value.figure.data:
        return _pictured(key, value, value.figure.name, folder, faults)
    if isinstance(value, OfficialDocument):
        return replace(value, body=_filled(key, value.body, folder, faults))
    if isinstance(value, tuple):
        return tuple(_filled(key, part, folder, faults) for part in value)
    if isinstance(value, Mapping) and key == "附件":
        return {name: _filled(key, part, folder, faults) for name, part in value.items()}
    return value


def _pictured(key: str, paragraph: Paragraph, name: str, folder: Path, faults: list[SourceFault]) -> Paragraph:
    try:
        data = (folder / name).read_bytes()
    except OSError:
        faults.append(SourceFault(key, paragraph.place.line, f"图 {name}：没有这个文件，或打不开"))
        return paragraph
    if not _is_picture(data):
        faults.append(SourceFault(key, paragraph.place.line, f"图 {name}：应为 PNG、JPEG、GIF、BMP 或 TIFF 图片"))
    return replace(paragraph, figure=Figure(Path(name).name, data))


def _is_picture(data: bytes) -> bool:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - for pictures alone

    try:
        with Image.open(BytesIO(data)) as image:
            image.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return False
    return True
