"""Compile a template once, render it as often as there are records."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Template, UndefinedError
from jinja2.exceptions import SecurityError

from documents.package import BODY, UnreadableDocumentError, read_parts
from policies.forms.form import Form
from templates.archive import Archive, Compressor, deflate
from templates.blocks import STYLE_MARK, Attachment, attachments_in, with_style_numbers
from templates.checked_sources import keep_source, kept_source
from templates.environment import TemplateEnvironment
from templates.faults import TemplateError, TemplateFault
from templates.fields import Field, load_fields, missing_fields
from templates.figures import PICTURE_MARK
from templates.house_style import styled
from templates.layout import MARK, apply_layout
from templates.package_parts import CHANGED, with_attachments
from templates.sections import MARK as SECTION_MARK
from templates.sections import with_sections

DOCS = Path(__file__).parent / "docs"
CORE = "docProps/core.xml"
STYLES = "word/styles.xml"
TAGGED = ("word/document", "word/header", "word/footer", "word/footnotes", CORE)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")


class CompiledTemplate:
    """A template ready to be filled in."""

    def __init__(
        self, name: str, parts: Mapping[str, bytes], fields: Sequence[Field], compress: Compressor = deflate
    ) -> None:
        self.name = name
        self.fields = tuple(fields)
        self.parts = {part: data for part, data in parts.items() if not _has_tags(part, data)}
        self.tagged = _compile_parts(name, parts, self.fields)
        self._compress = compress
        self._archive = Archive(self.parts, compress)

    def render(self, context: Mapping[str, object]) -> bytes:
        """The filled-in document as the bytes of a .docx."""
        filled = self.render_parts(context)
        added = list(attachments_in(context)) if PICTURE_MARK in filled[BODY] else []
        if SECTION_MARK in filled[BODY]:
            filled[BODY], footers = with_sections(filled[BODY])
            added += footers
        parts = {part: encode(xml) for part, xml in filled.items()}
        return self._with_added(parts, added) if added else self._archive.with_parts(parts)

    def _with_added(self, parts: Mapping[str, bytes], added: Sequence[Attachment]) -> bytes:
        """The document with parts that its template has not: what lists the parts is written anew."""
        kept = {part: data for part, data in self.parts.items() if part not in CHANGED}
        return Archive(kept, self._compress).with_parts({**with_attachments(self.parts, added), **parts})

    def render_parts(self, context: Mapping[str, object]) -> dict[str, str]:
        """The XML of the parts that carry tags, filled in."""
        if missing := missing_fields(self.fields, context):
            raise TemplateError(self.name, [TemplateFault("", None, f"数据中没有“{name}”") for name in missing])
        try:
            return {part: self._finished(template.render(context)) for part, template in self.tagged.items()}
        except UndefinedError as error:
            raise TemplateError(self.name, [TemplateFault("", None, str(error))]) from error
        except SecurityError as error:
            raise TemplateError(self.name, [TemplateFault("", None, "标签里有不允许的操作")]) from error
        except (TypeError, ValueError, ArithmeticError) as error:
            message = f"标签里的运算无法进行（{error}）"
            raise TemplateError(self.name, [TemplateFault("", None, message)]) from error

    def _finished(self, xml: str) -> str:
        if MARK in xml:
            xml = apply_layout(xml)
        return with_style_numbers(xml, self.parts[STYLES]) if STYLE_MARK in xml else xml


def load_template(kind: str, form: Form | None = None) -> CompiledTemplate:
    """The template of a document kind that the program brings along, in a house style where one is given."""
    return compile_template(DOCS / f"{kind}.docx", form=form)


def compile_template(
    path: Path, fields: Sequence[Field] | None = None, compress: Compressor = deflate, form: Form | None = None
) -> CompiledTemplate:
    """The template in that file; its fields are those given, else those of the .yaml beside it.

    Raises TemplateError with every fault found, before anything is rendered.
    """
    if fields is None:
        fields = load_fields(path.with_suffix(".yaml"))
    try:
        parts = read_parts(path)
        return CompiledTemplate(path.name, styled(parts, form) if form else parts, fields, compress)
    except UnreadableDocumentError as error:
        raise TemplateError(path.name, [TemplateFault("", None, str(error))]) from error


def encode(xml: str) -> bytes:
    """UTF-8 without the characters that XML forbids; Word would refuse the whole file for one of them."""
    data = xml.encode("utf-8", errors="ignore").translate(None, _CONTROLS)
    for noncharacter in _NONCHARACTERS:
        if noncharacter in data:
            data = data.replace(noncharacter, b"")
    return data


def _has_tags(part: str, data: bytes) -> bool:
    tagged = part.startswith(TAGGED) and part.endswith(".xml")
    return tagged and (part.startswith("word/document") or any(sign in data for sign in (b"{", "｛".encode(), b"}")))


def _compile_parts(name: str, parts: Mapping[str, bytes], fields: Sequence[Field]) -> dict[str, Template]:
    tagged = {part: data for part, data in parts.items() if _has_tags(part, data)}
    sources = {part: kept_source(part, data, fields) for part, data in tagged.items()}
    unread = {part: tagged[part] for part, source in sources.items() if source is None}
    checked = _checked(name, unread, fields)
    for part, source in checked.items():
        keep_source(part, tagged[part], fields, source)
    return {part: _environment(part).from_string(source or checked[part]) for part, source in sources.items()}


def _checked(name: str, parts: Mapping[str, bytes], fields: Sequence[Field]) -> dict[str, str]:
    """The parts as jinja2 reads them, when nothing is wrong with any."""
    from templates.lint import faults_of_part, syntax_fault  # noqa: PLC0415 - a kept source needs neither

    faults = [fault for part, data in parts.items() for fault in faults_of_part(part, data, fields)]
    if faults:
        raise TemplateError(name, faults)
    sources = {part: patched(data.decode("utf-8-sig")) for part, data in parts.items()}
    refused = [syntax_fault(part, source, _environment(part)) for part, source in sources.items()]
    if failed := [fault for fault in refused if fault]:
        raise TemplateError(name, failed)
    return sources


def _environment(part: str) -> TemplateEnvironment:
    return TemplateEnvironment(body=part != CORE)


def patched(xml: str) -> str:
    """The XML as docxtpl makes it readable for jinja2: tags cut into runs joined, paragraph and row tags unwrapped."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - only needed to compile, and slow to import

    source: str = DocxTemplate.patch_xml(None, xml)
    return _unescape_in_tags(source)


def _unescape_in_tags(source: str) -> str:
    """Entities inside tags, which docxtpl leaves as they are; jinja2 would print or refuse them."""
    return re.sub(
        r"\{[{%].*?[%}]\}",
        lambda tag: tag.group().replace("&quot;", '"').replace("&apos;", "'").replace("&amp;", "&"),
        source,
    )
