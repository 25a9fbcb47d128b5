"""A scanned document as the pictures of its pages."""

from __future__ import annotations

import io
from pathlib import Path

from documents.model import Figure
from documents.package import UnreadableDocumentError

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})
DOTS_PER_INCH, QUALITY = 200, 85
MILLIMETRES_PER_POINT = 25.4 / 72


def scanned_pages(path: Path) -> tuple[Figure, ...]:
    """The pages of a PDF or of picture file as pictures, in their order.

    Raises UnreadableDocumentError.
    """
    return _pictures(path) if path.suffix.lower() in PICTURES else _pdf_pages(path)


def _pdf_pages(path: Path) -> tuple[Figure, ...]:
    import pypdfium2  # noqa: PLC0415 - for scans alone

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise UnreadableDocumentError(f"{path.name}：PDF 打不开，可能已损坏或有密码，请重新取得") from error
    with document:
        return tuple(_rendered(page, f"{path.stem}第{number}页") for number, page in enumerate(document, start=1))


def _rendered(page: object, name: str) -> Figure:
    width, height = (size * MILLIMETRES_PER_POINT for size in page.get_size())  # type: ignore[attr-defined]
    image = page.render(scale=DOTS_PER_INCH / 72).to_pil()  # type: ignore[attr-defined]
    file = io.BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=QUALITY)
    return Figure(name, file.getvalue(), width, height)


def _pictures(path: Path) -> tuple[Figure, ...]:
    from PIL import Image, ImageSequence, UnidentifiedImageError  # noqa: PLC0415 - the same

    try:
        with Image.open(path) as image:
            frames = list(ImageSequence.Iterator(image)) if getattr(image, "n_frames", 1) > 1 else []
            pages = [_as_png(frame) for frame in frames] or [path.read_bytes()]
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise UnreadableDocumentError(f"{path.name}：不是能打开的图片，请重新扫描或另存为 .jpg") from error
    return tuple(Figure(f"{path.stem}第{number}页", page) for number, page in enumerate(pages, start=1))


def _as_png(frame: object) -> bytes:
    file = io.BytesIO()
    frame.convert("RGB").save(file, "PNG")  # type: ignore[attr-defined]
    return file.getvalue()
