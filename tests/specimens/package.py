"""A specimen as the bytes of a .docx: the parts around its body."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import quoteattr

from tests.specimens import shapes
from tests.specimens.lines import House, Line, Specimen, looks
from tests.specimens.paragraphs import paragraph_properties, run_properties
from tests.specimens.setting import body, footer_pages, style_id

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}
_NAMESPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES.items())
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME_CONTENT = "application/vnd.openxmlformats-officedocument.theme+xml"
_STAMPED = (2024, 1, 1, 0, 0, 0)


def docx(specimen: Specimen) -> bytes:
    house = specimen.house
    content = body(specimen)
    parts: dict[str, tuple[str, str, str]] = {}  # name → (relationship id, kind, XML)
    parts["styles.xml"] = ("styles", "styles", _styles(house))
    parts["settings.xml"] = ("settings", "settings", _settings(house))
    parts["numbering.xml"] = ("numbering", "numbering", _numbering(house))
    if house.method == "theme":
        parts["theme/theme1.xml"] = ("theme", "theme", _theme(house))
    if "commentRangeStart" in content:
        parts["comments.xml"] = ("comments", "comments", _comments())
    for kind in ("portrait", "landscape") if 'r:id="landscape_' in content else ("portrait",):
        for pages in footer_pages(house):
            parts[f"footer_{kind}_{pages}.xml"] = (f"{kind}_{pages}", "footer", _footer(house, pages, kind))
    return _zipped(_root("document", f"<w:body>{content}</w:body>"), parts)


def _root(name: str, content: str) -> str:
    return f'{_XML}<w:{name} {_NAMESPACES} mc:Ignorable="">{content}</w:{name}>'.replace(' mc:Ignorable=""', "")


def _zipped(document: str, parts: dict[str, tuple[str, str, str]]) -> bytes:
    relations = [(i, kind, name) for name, (i, kind, _) in parts.items()]
    relations += [(name, "image", f"media/{name}.png") for name in ("seal", "stamp") if f'r:embed="{name}"' in document]
    files: dict[str, bytes] = {
        "[Content_Types].xml": _content_types(parts).encode(),
        "_rels/.rels": _relationships([("document", "officeDocument", "word/document.xml")]).encode(),
        "word/document.xml": document.encode(),
        "word/_rels/document.xml.rels": _relationships(relations).encode(),
        **{f"word/{name}": xml.encode() for name, (_, _, xml) in parts.items()},
    }
    if 'r:embed="seal"' in document:
        files["word/media/seal.png"] = shapes.seal_png()
    if 'r:embed="stamp"' in document:
        files["word/media/stamp.png"] = shapes.stamp_png()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name, _STAMPED), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _content_types(parts: dict[str, tuple[str, str, str]]) -> str:
    overrides = [("document.xml", f"{_CONTENT}.document.main+xml")]
    overrides += [
        (name, _THEME_CONTENT if kind == "theme" else f"{_CONTENT}.{kind}+xml") for name, (_, kind, _) in parts.items()
    ]
    named = "".join(f'<Override PartName="/word/{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{named}</Types>'
    )


def _relationships(entries: list[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{i}" Type="{_RELATION}/{kind}" Target="{target}"/>' for i, kind, target in entries
    )
    return f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def _styles(house: House) -> str:
    if house.method == "defaults":
        look = house.look(Line("正文")) | {"first": 0}
        own = run_properties({k: v for k, v in look.items() if k != "first"}, house)
        spacing = re.search("<w:spacing [^>]*/>", paragraph_properties(look, house))
        assert spacing is not None
        paragraph = f"<w:pPr>{spacing[0]}</w:pPr>"
    else:
        own, paragraph = "<w:rPr/>", "<w:pPr/>"
    defaults = (
        f"<w:docDefaults><w:rPrDefault>{own}</w:rPrDefault><w:pPrDefault>{paragraph}</w:pPrDefault></w:docDefaults>"
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    roles = "".join(_style(role, house) for role in looks()) if house.method in ("style", "theme") else ""
    return _root("styles", defaults + normal + roles)


def _style(role: str, house: House) -> str:
    look = house.look(Line(role))
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(role)}"><w:name w:val={quoteattr("公文" + role)}/>'
        f'<w:basedOn w:val="a"/><w:pPr>{paragraph_properties(look, house)}</w:pPr>{run_properties(look, house)}</w:style>'
    )


def _settings(house: House) -> str:
    alternate = "<w:evenAndOddHeaders/>" if house.footers == "odd and even" else ""
    language = '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    return _root("settings", f"{alternate}{language}")


def _numbering(house: House) -> str:
    forms = (
        ("chineseCounting", "%1、", "黑体"),
        ("chineseCounting", "（%2）", "楷体"),
        ("decimal", "%3.", "仿宋"),
        ("decimal", "（%4）", "仿宋"),
    )
    look = house.look(Line("正文"))
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"{run_properties({**look, 'font': font}, house)}</w:lvl>"
        for level, (form, text, font) in enumerate(forms)
    )
    abstract = f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    restart = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(4)
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{restart}</w:num>' for number in range(1, 5)
    )
    return _root("numbering", abstract + numbers)


def _theme(house: House) -> str:
    def font(category: str) -> str:
        name = quoteattr(house.fonts[category])
        return (
            f'<a:latin typeface={name}/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface={name}/>'
        )

    fonts = f"<a:majorFont>{font('小标宋')}</a:majorFont><a:minorFont>{font('仿宋')}</a:minorFont>"
    dark, light = '<a:srgbClr val="000000"/>', '<a:srgbClr val="FFFFFF"/>'
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    colours = "".join(f"<a:{name}>{light if name.startswith('lt') else dark}</a:{name}>" for name in names)
    fill, line = (
        '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>',
        '<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>',
    )
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    lists = {"fillStyleLst": fill, "lnStyleLst": line, "effectStyleLst": effect, "bgFillStyleLst": fill}
    formats = "".join(f"<a:{name}>{form * 3}</a:{name}>" for name, form in lists.items())
    elements = "".join(
        f'<a:{tag} name="公文">{content}</a:{tag}>'
        for tag, content in (("clrScheme", colours), ("fontScheme", fonts), ("fmtScheme", formats))
    )
    return (
        f'{_XML}<a:theme xmlns:a="{_SPACES["a"]}" name="公文"><a:themeElements>{elements}</a:themeElements></a:theme>'
    )


def _comments() -> str:
    said = "<w:p><w:r><w:t>请核对此处。</w:t></w:r></w:p>"
    return _root("comments", f'<w:comment w:id="0" w:author="李四" w:initials="李">{said}</w:comment>')


# ---- page numbers --------------------------------------------------------------------------------------------------


def _footer(house: House, pages: str, kind: str) -> str:
    even = pages == "even"
    side = {"align": "left", "left": 1} if even else {"align": "right", "right": 1}
    look = {**side, **house.looks.get("页码 双" if even else "页码 单", {})}
    line = Line("页码", look=look)
    if kind == "landscape":
        return _root("ftr", _beside(house, even=even))
    if house.page_field in ("textbox", "outside"):
        return _root("ftr", _boxed(house, line, even=even))
    return _root("ftr", _numbered(house, line))


def _numbered(house: House, line: Line) -> str:
    look = house.look(line)
    properties = paragraph_properties(look, house, snapToGrid='<w:snapToGrid w:val="0"/>')
    own = run_properties(look, house)
    before, after = (f'<w:r>{own}<w:t xml:space="preserve">{dash}</w:t></w:r>' if dash else "" for dash in house.dashes)
    if house.page_field == "simple":
        field = f'<w:fldSimple w:instr=" PAGE "><w:r>{own}<w:t>1</w:t></w:r></w:fldSimple>'
    else:
        steps = (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE  \\* MERGEFORMAT </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
        field = "".join(f"<w:r>{own}{step}</w:r>" for step in steps)
    return f"<w:p><w:pPr>{properties}{own}</w:pPr>{before}{field}{after}</w:p>"


def _boxed(house: House, line: Line, *, even: bool) -> str:
    """The number in a text box within the footer, as WPS puts it in."""
    side = "left" if even else "right"
    x, y = (
        shapes.horizontal("margin", align="outside" if house.page_field == "outside" else side),
        shapes.vertical("paragraph", 0),
    )
    box = shapes.text_box(_numbered(house, line), x=x, y=y, size=(40, 7), serial=800)
    return f'<w:p><w:pPr><w:spacing w:line="360" w:lineRule="exact"/></w:pPr><w:r>{box}</w:r></w:p>'


def _beside(house: House, *, even: bool) -> str:
    """On a landscape page the number stands where it is on the others: turned, at the left, which is the foot."""
    from_top = 210 - 26 - 40 if not even else 28
    x, y = shapes.horizontal("page", 25), shapes.vertical("page", from_top)
    inside = _numbered(house, Line("页码", look={"align": "left" if even else "right", "left" if even else "right": 1}))
    box = shapes.text_box(inside, x=x, y=y, size=(7, 40), serial=801)
    return (
        f"<w:p><w:r>{box.replace('<wps:bodyPr ', '<wps:bodyPr vert=' + chr(34) + 'vert' + chr(34) + ' ')}</w:r></w:p>"
    )
