"""A picture in the line of text, and whole pages of a scan."""

from __future__ import annotations

import hashlib
import io

from markupsafe import escape

from documents.model import Figure
from templates.blocks import Attachment, Block, paragraph_style

STYLE, WHOLE_PAGE = "图", "整页图"
PICTURE_MARK = 'r:embed="picture'
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
EMU_PER_MILLIMETRE, TWIPS_PER_MILLIMETRE = 36000, 1440 / 25.4
DOTS_PER_INCH = 96
WIDEST, TALLEST = 156.0, 224.0  # the text area, with a little room below
KEPT = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif"}
_DRAWING = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number}" name="{name}"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing>"
)


class UnreadablePictureError(ValueError):
    """The file of a picture cannot be opened; the message is Chinese."""


def figure_block(figure: Figure, *, style: str = STYLE, tallest: float = TALLEST) -> Block:
    """The picture in a paragraph of its own; in the style of a whole page where it is one of a scan.

    Raises UnreadablePictureError.
    """
    attachment = _attachment(figure)
    width, height = figure_size(figure, tallest)
    drawing = _DRAWING.format(
        cx=round(width * EMU_PER_MILLIMETRE),
        cy=round(height * EMU_PER_MILLIMETRE),
        number=int(attachment.relationship.removeprefix("picture"), 16) % 10**8 + 1,
        name=escape(figure.name or "图"),
        relationship=attachment.relationship,
    )
    xml = f"<w:p><w:pPr>{paragraph_style(style)}</w:pPr><w:r>{drawing}</w:r></w:p>"
    return Block(xml, (attachment,), heights=(round(height * TWIPS_PER_MILLIMETRE),))


def figure_size(figure: Figure, tallest: float = TALLEST) -> tuple[float, float]:
    """Width and height in millimetres, made smaller where it would not fit the text area.

    Raises UnreadablePictureError.
    """
    width, height = figure.width, figure.height
    if not width or not height:
        _, pixels = _format_and_pixels(figure)
        across, down = pixels
        width = width or (height * across / down if height else across / DOTS_PER_INCH * 25.4)
        height = width * down / across
    shrunk = min(1.0, WIDEST / width, tallest / height)
    return width * shrunk, height * shrunk


def _format_and_pixels(figure: Figure) -> tuple[str, tuple[int, int]]:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - for documents with pictures alone

    try:
        with Image.open(io.BytesIO(figure.data)) as image:
            return image.format or "", image.size
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise UnreadablePictureError(f"{figure.name or '图片'}：不是能打开的图片，请另存为 .png 或 .jpg") from error


def _attachment(figure: Figure) -> Attachment:
    form, _ = _format_and_pixels(figure)
    data = figure.data if form in KEPT else _as_png(figure.data)
    ending = KEPT.get(form, "png")
    name = hashlib.sha256(data).hexdigest()[:12]
    return Attachment(f"word/media/{name}.{ending}", data, f"picture{name}", IMAGE, f"image/{ending}")


def _as_png(data: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415 - the same

    file = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.convert("RGB").save(file, "PNG")
    return file.getvalue()
