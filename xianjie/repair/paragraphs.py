"""Repairs of the text area: what is centred, flush or indented, and the blank lines between elements."""

from __future__ import annotations

from collections.abc import Iterator

from checks.official_pages import (
    before,
    character,
    figure,
    first_indent,
    is_centred,
    line_height,
    lines_between,
    paragraph_of,
    paragraphs_of,
    pitch,
    placed_across,
    width,
)
from checks.topics.document_text_area import wrongly_indented
from documents.layout import SetParagraph
from documents.model import ElementKind, OfficialDocument
from xianjie.repair.formatting import align, indent, set_room_before, strip
from xianjie.repair.model import Change, Work
from xianjie.repair.places import Told, node_of, told

_SPACES = " \u3000\xa0"
_ALIGNED = {"left": "左对齐", "both": "两端对齐", "center": "居中", "right": "居右", "distribute": "分散对齐"}
_HALF = 1 / 2  # of a character


def centre(work: Work, paragraph: SetParagraph) -> Iterator[Told]:
    node = node_of(work, paragraph)
    if node is not None and "\t" not in paragraph.text:
        strip(node, work.tracking)
        indent(node, character(paragraph), work.tracking, left=0, right=0, first=0)
        align(node, "center", work.tracking)
        yield paragraph.place.paragraph, _ALIGNED[paragraph.alignment], "居中"


def set_flush(work: Work, paragraph: SetParagraph, count: float = 0, *, wraps_flush: bool = True) -> Iterator[Told]:
    """Begin so many characters in from the left: as a whole, or the first line alone."""
    node = node_of(work, paragraph)
    if node is None or paragraph.text.lstrip(_SPACES).startswith("\t"):
        return
    strip(node, work.tracking)
    across = {"left": count, "first": 0.0} if wraps_flush else {"left": 0.0, "first": count}
    indent(node, character(paragraph), work.tracking, **across)
    if paragraph.alignment in ("center", "right", "distribute"):
        align(node, "left", work.tracking)
    yield paragraph.place.paragraph, placed_across(paragraph), f"左空{figure(count)}字" if count else "顶格"


def shift_to(work: Work, paragraph: SetParagraph, count: float) -> Iterator[Told]:
    """Move a paragraph as a whole so that its first line begins so many characters in; what hangs goes on hanging."""
    node = node_of(work, paragraph)
    if node is None or paragraph.text.lstrip(_SPACES).startswith("\t"):
        return
    unit = character(paragraph)
    strip(node, work.tracking)
    first = paragraph.first_line / unit
    indent(node, unit, work.tracking, left=max(0.0, count - first), first=min(first, count))
    if paragraph.alignment in ("center", "right", "distribute"):
        align(node, "left", work.tracking)
    yield paragraph.place.paragraph, placed_across(paragraph), f"左空{figure(count)}字"


def set_lines_above(work: Work, above: SetParagraph, below: SetParagraph, lines: float) -> Iterator[Told]:
    """So many lines of room between two paragraphs, by the room before the lower; blank paragraphs stay."""
    room = lines_between(work.layout, work.document, above, below)
    line = pitch(work.layout, work.document) or line_height(work.layout, below)
    node = node_of(work, below)
    if room is None or node is None:
        return
    missing = (lines - (room.least + room.most) / 2) * (line.least + line.most) / 2
    if below.before + missing >= 0:
        set_room_before(node, below.before + missing, work.tracking)
        yield below.place.paragraph, f"上面空{figure(round((room.least + room.most) / 2, 1))}行", f"空{figure(lines)}行"


# ---- by check ----------------------------------------------------------------------------------------------------


def centred_title(work: Work) -> list[Change]:
    return told(work, "标题", _centred(work, work.document, "标题"))


def _centred(work: Work, part: OfficialDocument, kind: ElementKind) -> Iterator[Told]:
    element = part.element(kind)
    for paragraph in paragraphs_of(work.layout, element) if element else ():
        if not is_centred(work.layout, paragraph):
            yield from centre(work, paragraph)


def flush_addressee(work: Work) -> list[Change]:
    element = work.document.element("主送机关")
    where = paragraph_of(work.layout, element) if element else None
    return told(work, "主送机关", set_flush(work, where) if where else ())


def indented_body(work: Work) -> list[Change]:
    rule = work.form["body_indent"]
    wrong = wrongly_indented(work.document, work.layout, rule)
    return told(work, "正文", (t for p in wrong for t in set_flush(work, p, rule.value, wraps_flush=False)))


def blank_lines(work: Work) -> list[Change]:
    rules = {"主送机关": "lines_above_addressee", "附件说明": "lines_above_annex_note"}
    changes: list[Change] = []
    for finding in work.findings:
        element = next((e for e in work.document.elements if e.kind == finding.element), None)
        below = paragraph_of(work.layout, element) if element else None
        shown = [p for p in before(work.layout, below) if p.text.strip()] if below else []
        if below and shown and finding.element in rules:
            lines = work.form[rules[finding.element]].value
            changes += told(work, finding.element, set_lines_above(work, shown[-1], below, lines))
    return changes


def annex_list(work: Work) -> list[Change]:
    return told(work, "附件说明", _annex_list(work))


def _annex_list(work: Work) -> Iterator[Told]:
    """The first line by the form, those of the other annexes below its number, what wraps below the name."""
    first = work.document.element("附件说明")
    where = paragraph_of(work.layout, first) if first else None
    if first is None or where is None:
        return
    wanted = work.form["annex_note_indent"].value
    if abs(first_indent(where) - wanted) > _HALF:
        yield from shift_to(work, where, wanted)
        label, unit = where.text.strip().partition("：")[0] + "：", character(where)
        below = wanted + width(where, label) / unit
        for paragraph in paragraphs_of(work.layout, first)[1:]:
            if paragraph.text.strip()[:1].isdigit() and abs(first_indent(paragraph) - below) > _HALF:
                yield from shift_to(work, paragraph, below)
    else:
        yield from _hanging(work, where, wanted)


def _hanging(work: Work, where: SetParagraph, begins: float) -> Iterator[Told]:
    node, text = node_of(work, where), where.text.lstrip(_SPACES)
    name = text.lstrip("附件：: \u30001234567890.．、")
    hangs = width(where, text[: len(text) - len(name)]) / character(where)
    if node is not None and name:
        strip(node, work.tracking)
        indent(node, character(where), work.tracking, left=begins + hangs, first=-hangs)
        yield where.place.paragraph, "回行没有与名称首字对齐", f"悬挂{figure(round(hangs, 1))}字"


def indented_remark(work: Work) -> list[Change]:
    element = work.document.element("附注")
    where = paragraph_of(work.layout, element) if element else None
    count = work.form["remark_indent"].value
    return told(work, "附注", set_flush(work, where, count, wraps_flush=False) if where else ())
