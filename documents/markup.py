"""A policy text on a web page: its paragraphs in order, without what the site puts around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree, html

from documents.model import OfficialDocument
from documents.package import UnreadableDocumentError
from documents.text import decode, documents_of
from values.expressions import expression

_DROPPED = {"script", "style", "nav", "header", "footer", "form", "noscript", "iframe", "button", "select", "aside"}
_INLINE = {"span", "a", "b", "strong", "i", "em", "u", "font", "sup", "sub", "o:p", "label", "small", "big"}
_AROUND = expression(r"nav|menu|foot|crumb|share|related|sidebar|copyright|toolbar", re.IGNORECASE)
_SITE_FOOT = expression(r"(版权所有|主办单位|网站标识码|.{0,12}ICP备|技术支持|联系我们|网站地图|打印本页|关闭窗口)")
_DECLARATION = expression(r"^\s*<\?xml[^>]*\?>")
_BLANKS = expression(r"[ \t\r\n\f\xa0]+")


def page_documents(data: bytes, name: str) -> tuple[OfficialDocument, ...]:
    """The documents on a page.

    Raises UnreadableDocumentError when there is no text on it.
    """
    try:
        root = html.document_fromstring(_DECLARATION.sub("", decode(data, name).lstrip("\ufeff")))
    except (etree.ParserError, ValueError) as error:
        raise UnreadableDocumentError(f"{name}：网页内容不完整，请重新保存网页") from error
    title = _named_title(root)
    blocks = [block for block in _blocks(root.find("body") if root.find("body") is not None else root) if block]
    if not blocks:
        raise UnreadableDocumentError(f"{name}：网页里没有文字，正文可能是附件或图片，请下载附件后再读")
    return documents_of("\n\n".join(_from_title(_above_foot(blocks), title)))


def _named_title(root: html.HtmlElement) -> str:
    """The title as government sites declare it, else the page's first heading."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle":
            return str(meta.get("content") or "").strip()
    heading = next(root.iter("h1"), None)
    return "" if heading is None else _BLANKS.sub(" ", heading.text_content()).strip()


def _from_title(blocks: Sequence[str], title: str) -> Sequence[str]:
    """The blocks below the site's own heading; the title stays above them where the text does not repeat it."""
    if not title:
        return blocks
    start = next((index for index, block in enumerate(blocks) if _tight(block) == _tight(title)), -1)
    below = blocks[start + 1 :]
    return below if _tight(title) in _tight("".join(below)) else [title, *below]


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def _above_foot(blocks: Sequence[str]) -> Sequence[str]:
    foot = next((index for index, block in enumerate(blocks) if index and _SITE_FOOT.match(block)), len(blocks))
    return blocks[:foot]


def _blocks(element: html.HtmlElement) -> Iterator[str]:
    """The paragraphs as a browser breaks them."""
    for piece in "".join(_pieces(element)).split("\n"):
        yield _BLANKS.sub(" ", piece).strip(" \u3000")


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    yield _flowing(element.text)
    for child in element:
        if isinstance(child.tag, str) and not _is_around(child):
            apart = child.tag not in _INLINE
            yield "\n" if apart else ""
            yield from _pieces(child)
            yield "\n" if apart else ""
        yield _flowing(child.tail)


def _flowing(text: str | None) -> str:
    return _BLANKS.sub(" ", text or "")


def _is_around(element: html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _DROPPED or (element.tag in {"div", "ul", "section"} and bool(_AROUND.search(names)))
