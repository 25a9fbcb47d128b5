"""A .docx written by hand from the XML that a case is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from documents.docx import docx_documents
from documents.layout import Layout, SetParagraph
from documents.model import OfficialDocument
from documents.word.reading import read_word

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/>'


def made_docx(body: str, **parts: str) -> bytes:
    """The body and, by name, styles, numbering, settings, theme, and any header… or footer… (as relationship rId_name)."""
    related = {name: f"word/{'theme/' if name == 'theme' else ''}{name}.xml" for name in parts}
    files = {"word/document.xml": _root("document", f"<w:body>{body}</w:body>")}
    files["word/_rels/document.xml.rels"] = _relationships(related)
    files |= {
        path: parts[name] if name == "theme" else _root(_tag(name), parts[name]) for name, path in related.items()
    }
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return made.getvalue()


def layout_of(body: str, **parts: str) -> Layout:
    return read_word(made_docx(body, **parts), "公文.docx").layout


def first_of(body: str, **parts: str) -> SetParagraph:
    return layout_of(body, **parts).paragraphs[0]


def document_of(body: str, **parts: str) -> OfficialDocument:
    return docx_documents(made_docx(body, **parts), "公文.docx")[0]


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, run)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name: str, paragraph: str = "", run: str = "", *, based_on: str = "", kind: str = "paragraph") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    default = ' w:default="1"' if name == "a" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{default}><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def defaults(paragraph: str = "", run: str = "") -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def theme(east_asian: str = "", hans: str = "宋体") -> str:
    fonts = f'<a:latin typeface="Calibri"/><a:ea typeface="{east_asian}"/><a:cs typeface=""/><a:font script="Hans" typeface="{hans}"/>'
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>'
        '<a:clrScheme name="x"><a:accent1><a:srgbClr val="FF0000"/></a:accent1></a:clrScheme><a:fontScheme name="x">'
        f"<a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
    )


def _tag(name: str) -> str:
    return "hdr" if name.startswith("header") else "ftr" if name.startswith("footer") else name


def _root(tag: str, inside: str) -> str:
    return f"<w:{tag} {NAMESPACES}>{inside}</w:{tag}>"


def _relationships(related: Mapping[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId_{name}" Type="{_OFFICE}/{"".join(sign for sign in name if not sign.isdigit())}" '
        f'Target="{path.removeprefix("word/")}"/>'
        for name, path in related.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )
