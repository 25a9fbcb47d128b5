"""Many filled-in documents in one file to print: each a section of its own, with its own footer and pages from 1."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import IO

from templates.faults import TemplateError, TemplateFault
from templates.package_parts import CONTENT_TYPES, RELATIONSHIPS
from templates.render import CompiledTemplate, encode

DOCUMENT = "word/document.xml"
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
# The paragraph that carries a section break: one point high, so that it never opens a page of its own.
BREAK = (
    '<w:p><w:pPr><w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{}</w:pPr></w:p>'
)
SECTION = re.compile(r"<w:sectPr\b(?:(?!<w:sectPr\b).)*?</w:sectPr>\s*$", re.DOTALL)
REFERENCE = re.compile(r'(<w:(?:footer|header)Reference\b[^>]*\br:id=")([^"]+)(")')
AFTER_PAGE_NUMBERS = re.compile(
    r"<w:(?:cols|formProt|vAlign|noEndnote|titlePg|textDirection|bidi|rtlGutter|docGrid|printerSettings)\b|</w:sectPr>"
)
UNIQUE_ID = re.compile(r'(<(?:wp:docPr|w:bookmarkStart|w:bookmarkEnd)\b[^>]*?\b(?:w:)?id=")(\d+)(")')
RELATION = re.compile(r"<Relationship\b[^>]*?/>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


class _Joiner:
    """What grows while documents are added: parts, relationships, content types."""

    def __init__(self, template: CompiledTemplate) -> None:
        self.template = template
        self.relationships = template.parts[RELATIONSHIPS].decode("utf-8")
        self.content_types = template.parts[CONTENT_TYPES].decode("utf-8")
        self.targets = _targets(self.relationships)
        self.extra: dict[str, str] = {}
        self.added_relationships: list[str] = []
        self.added_types: list[str] = []

    def section(self, rendered: Mapping[str, str], number: int) -> tuple[str, str]:
        """The body of one document and its section properties, its footers added under new names."""
        body, section = _split(self.template.name, rendered[DOCUMENT])
        section = REFERENCE.sub(lambda found: self._own_part(found, rendered, number), section)
        if number > 1:
            body = UNIQUE_ID.sub(lambda found: f"{found[1]}{int(found[2]) + number * 10000}{found[3]}", body)
        return body, _pages_from_one(section)

    def _own_part(self, found: re.Match[str], rendered: Mapping[str, str], number: int) -> str:
        target = self.targets.get(found[2], "")
        part = f"word/{target}"
        if number == 1 or part not in rendered:
            return found.group()
        copy, identity = target.replace(".xml", f"_{number}.xml"), f"{found[2]}_{number}"
        self.extra[f"word/{copy}"] = rendered[part]
        self.added_relationships.append(_repeated(self.relationships, found[2], identity, copy))
        self.added_types.append(_declared(self.content_types, part, f"/word/{copy}"))
        return f"{found[1]}{identity}{found[3]}"

    def changed_parts(self) -> dict[str, str]:
        """The parts that the added footers bring and change."""
        relationships = _with_entries(self.relationships, self.added_relationships, "</Relationships>")
        types = _with_entries(self.content_types, self.added_types, "</Types>")
        return {RELATIONSHIPS: relationships, CONTENT_TYPES: types, **self.extra}


def join_documents(template: CompiledTemplate, contexts: Iterable[Mapping[str, object]], file: IO[bytes]) -> int:
    """Write one .docx with a section for every context; the number of documents in it."""
    joiner = _Joiner(template)
    first: dict[str, str] = {}
    pending, count = "", 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        with package.open(_info(DOCUMENT), "w", force_zip64=True) as stream:
            for count, context in enumerate(contexts, start=1):
                rendered = template.render_parts(context)
                first = first or dict(rendered)
                body, section = joiner.section(rendered, count)
                opening = _before_body(rendered[DOCUMENT]) if count == 1 else BREAK.format(pending)
                stream.write(encode(opening + body))
                pending = section
            stream.write(encode(f"{pending}</w:body></w:document>"))
        if not count:
            raise TemplateError(template.name, [TemplateFault("", None, "没有可以合并的数据")])
        _write_rest(package, joiner, first)
    return count


def _write_rest(package: zipfile.ZipFile, joiner: _Joiner, first: Mapping[str, str]) -> None:
    changed = joiner.changed_parts()
    rendered = {part: xml for part, xml in first.items() if part != DOCUMENT}
    for part, xml in {**rendered, **changed}.items():
        package.writestr(_info(part), encode(xml))
    for part, data in joiner.template.parts.items():
        if part not in changed:
            package.writestr(_info(part), data)


def _info(part: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(part, FIRST_MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _before_body(xml: str) -> str:
    return xml[: _body_start(xml)]


def _body_start(xml: str) -> int:
    return xml.index(">", xml.index("<w:body")) + 1


def _split(name: str, xml: str) -> tuple[str, str]:
    body = xml[_body_start(xml) : xml.rindex("</w:body>")]
    section = SECTION.search(body)
    if not section:
        raise TemplateError(name, [TemplateFault(DOCUMENT, None, "模板末尾没有页面设置，请在 WPS 中另存一次")])
    return body[: section.start()], section.group().strip()


def _pages_from_one(section: str) -> str:
    """The section properties with page numbers starting from 1, in the place the schema wants them."""
    section = re.sub(r"<w:pgNumType\b[^>]*/>", "", section)
    return AFTER_PAGE_NUMBERS.sub(lambda found: f'<w:pgNumType w:start="1"/>{found.group()}', section, count=1)


def _targets(relationships: str) -> dict[str, str]:
    entries = (dict(ATTRIBUTE.findall(entry)) for entry in RELATION.findall(relationships))
    return {entry["Id"]: entry["Target"].removeprefix("/word/") for entry in entries}


def _with_entries(xml: str, entries: list[str], end: str) -> str:
    return xml.replace(end, "".join(entries) + end)


def _repeated(relationships: str, identity: str, new: str, target: str) -> str:
    entry = next(entry for entry in RELATION.findall(relationships) if f'Id="{identity}"' in entry)
    return re.sub(r'Target="[^"]*"', f'Target="{target}"', entry.replace(f'Id="{identity}"', f'Id="{new}"'))


def _declared(content_types: str, part: str, copy: str) -> str:
    entry: str = next(entry for entry in re.findall(r"<Override\b[^>]*?/>", content_types) if f'"/{part}"' in entry)
    return entry.replace(f"/{part}", copy)
