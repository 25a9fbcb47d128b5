"""A template as text that can be reviewed: page, styles, paragraphs with their tags, fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from documents.package import BODY, W, numbered_paragraphs, paragraph_text, parse_part, read_parts
from templates.fields import Field, load_fields

STYLES = "word/styles.xml"
SHOWN_PARTS = (BODY, "word/header", "word/footer", "word/footnotes")


def outline(path: Path) -> str:
    """What is in a template, line by line; two templates with the same outline print the same."""
    parts = read_parts(path)
    styles = parse_part(parts[STYLES], path.name)
    names = {style.get(W + "styleId", ""): _name(style) for style in styles.iter(W + "style")}
    body = parse_part(parts[BODY], path.name)
    lines = [f"模板 {path.name}", "", "页面", *_sections(body), "", "样式", *_styles(styles, names)]
    for part in sorted(part for part in parts if part.startswith(SHOWN_PARTS) and part.endswith(".xml")):
        lines += ["", part, *_paragraphs(parse_part(parts[part], part), names)]
    return "\n".join([*lines, "", "字段", *_fields(load_fields(path.with_suffix(".yaml")))]) + "\n"


def _name(style: Element) -> str:
    named = style.find(W + "name")
    return "" if named is None else named.get(W + "val", "")


def _sections(body: Element) -> Iterator[str]:
    for section in body.iter(W + "sectPr"):
        yield f"  {_flat(section)}"


def _styles(styles: Element, names: Mapping[str, str]) -> Iterator[str]:
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault")
    yield f"  默认：{_flat(defaults)}" if defaults is not None else "  默认：无"
    for style in styles.iter(W + "style"):
        base = style.find(W + "basedOn")
        above = "" if base is None else f" ← {names.get(base.get(W + 'val', ''), '')}"
        properties = [_flat(found) for tag in ("pPr", "rPr") if (found := style.find(W + tag)) is not None]
        yield f"  {_name(style)}（{style.get(W + 'type')}）{above}：{'；'.join(properties)}"


def _flat(element: Element) -> str:
    """An element's children as name and values, in order."""
    children = (f"{_local(child.tag)}{_values(child)}{_inside(child)}" for child in element)
    return " ".join(children)


def _inside(element: Element) -> str:
    return f"[{_flat(element)}]" if len(element) else ""


def _values(element: Element) -> str:
    values = [f"{_local(name)}={value}" for name, value in element.attrib.items()]
    return f"({','.join(values)})" if values else ""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _paragraphs(root: Element, names: Mapping[str, str]) -> Iterator[str]:
    for number, paragraph in numbered_paragraphs(root):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        named = names.get("Normal" if style is None else style.get(W + "val", ""), "")
        yield f"  {number} 〔{named}〕 {paragraph_text(paragraph)}".rstrip()


def _fields(fields: Sequence[Field], indent: str = "  ") -> Iterator[str]:
    for field in fields:
        yield f"{indent}{field.name}（{field.type}{'，必填' if field.required else ''}）：{field.title}"
        yield from _fields(field.items, indent + "  ")


def write_outlines(folder: Path) -> None:
    """Bring the outline beside every template up to date."""
    for path in sorted(folder.glob("*.docx")):
        if path.with_suffix(".yaml").exists():
            path.with_suffix(".outline.txt").write_text(outline(path), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_outlines(Path(__file__).parent / "docs")
