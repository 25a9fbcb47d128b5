"""Repairs of typefaces and sizes: only the runs that are wrong, in the fonts the document itself uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from checks.official_pages import body_of, elements_of, is_wide, paragraphs_of, typeface
from checks.topics.document_fonts import body_run, is_strange, title_run, wrong_headings
from checks.typesets import Typeset, named, size_name, typeset
from documents.layout import Run, SetParagraph
from documents.model import ElementKind, OfficialDocument
from documents.model import Paragraph as BodyParagraph
from xianjie.repair.formatting import set_font, set_size
from xianjie.repair.model import Change, Repair, Work
from xianjie.repair.places import Stretch, Told, node_of, stretches_between, told

# what the typefaces are called in the sets that offices install, by the name of the 仿宋 in it; the first is the usual one
_SETS = {
    "仿宋_GB2312": {"楷体": "楷体_GB2312", "黑体": "黑体", "小标宋": "方正小标宋简体", "宋体": "宋体"},
    "仿宋": {"楷体": "楷体", "黑体": "黑体", "小标宋": "方正小标宋简体", "宋体": "宋体"},
    "方正仿宋_GBK": {
        "楷体": "方正楷体_GBK",
        "黑体": "方正黑体_GBK",
        "小标宋": "方正小标宋_GBK",
        "宋体": "方正书宋_GBK",
    },
    "FangSong": {"楷体": "KaiTi", "黑体": "SimHei", "小标宋": "FZXiaoBiaoSong-B05S", "宋体": "SimSun"},
}
_LIKE_BODY: tuple[ElementKind, ...] = ("主送机关", "附件说明", "署名", "成文日期", "附注")

Wrong = Callable[[Run], tuple[str, float | None]]
"""What a run has to become: the name of a font, or none to leave it; a size in points, or none."""


def font_name(work: Work, face: str) -> str:
    """What the document itself calls this typeface; else its name in the set that the document's 仿宋 belongs to."""
    used = _most_used(work, face)
    usual = next(iter(_SETS))
    if used or face == "仿宋":
        return used or usual
    return _SETS.get(_most_used(work, "仿宋"), _SETS[usual]).get(face, face)


def _most_used(work: Work, face: str) -> str:
    running = (p for line in work.layout.running for p in line.paragraphs)
    used: Counter[str] = Counter()
    for paragraph in (*work.layout.paragraphs, *running):
        for run in paragraph.runs:
            if typeface(run) == face:
                used[run.east_asian_font] += len(run.text)
    return used.most_common(1)[0][0] if used else ""


def reset(work: Work, paragraph: SetParagraph, wrong: Wrong, start: int = 0, end: int | None = None) -> Iterator[Told]:
    """Set the runs of a stretch of text that are wrong as they should be."""
    node = node_of(work, paragraph)
    if node is None:
        return
    until = len(paragraph.text) if end is None else end
    found = stretches_between(node, paragraph, start, until)
    changed = [(one.run, after) for one in found if (after := _reset(work, one, wrong))]
    for before, after in dict.fromkeys((named(run), after) for run, after in changed):
        yield paragraph.place.paragraph, before, after


def _reset(work: Work, found: Stretch, wrong: Wrong) -> str:
    name, size = wrong(found.run) if found.text.strip() else ("", None)
    if name and not any(map(is_wide, found.text)):
        name = ""  # what shows no Chinese character is in another font anyway
    if name:
        set_font(found.node, found.run, name, work.tracking)
    if size is not None:
        set_size(found.node, size, work.tracking)
    if not name and size is None:
        return ""
    return f"{size_name(found.run.size / 2 if size is None else size)}{name or found.run.east_asian_font}"


def unlike(work: Work, wanted: Typeset) -> Wrong:
    """What a run has to become to be set as wanted."""

    def wrong(run: Run) -> tuple[str, float | None]:
        name = "" if wanted.font(run) else font_name(work, wanted.fonts[0])
        return name, None if wanted.sized(run) else wanted.size

    return wrong


# ---- 正文 and 标题 -----------------------------------------------------------------------------------------------


def body_and_title(work: Work) -> list[Change]:
    """What most of the text is wrongly set in, wherever it is set so."""
    changes: list[Change] = []
    if any(finding.element == "标题" for finding in work.findings):
        title = work.document.element("标题")
        wanted = unlike(work, typeset(work.form, "title_font", "title_size"))
        paragraphs = paragraphs_of(work.layout, title) if title and title_run(work.document, work.layout) else []
        changes += told(work, "标题", (t for paragraph in paragraphs for t in reset(work, paragraph, wanted)))
    if any(finding.element == "正文" for finding in work.findings):
        changes += _body(work)
    return changes


def _body(work: Work) -> list[Change]:
    found = body_run(work.document, work.layout)
    if found is None:
        return []
    usual, wanted = found[1], typeset(work.form, "body_font", "body_size")
    should = unlike(work, wanted)

    def wrong(run: Run) -> tuple[str, float | None]:
        name, size = should(run)
        return (name if run.east_asian_font == usual.east_asian_font else ""), size if run.size == usual.size else None

    return told(work, "正文", (t for paragraph in _set_like_body(work) for t in reset(work, paragraph, wrong)))


def _set_like_body(work: Work) -> Iterable[SetParagraph]:
    """The body with what is set in the type of the body, of the annexes as well, in the order of the file."""
    parts = (work.document, *work.document.inner)
    found = {id(given) for part in parts for _, given in body_of(part, work.layout)}
    for part in parts:
        for element in elements_of(part, *_LIKE_BODY):
            found |= {id(paragraph) for paragraph in paragraphs_of(work.layout, element)}
    return [paragraph for paragraph in work.layout.paragraphs if id(paragraph) in found]


def strange_stretches(work: Work) -> list[Change]:
    """What was pasted into the body in another font or size."""
    found = body_run(work.document, work.layout)
    if found is None:
        return []
    usual = found[1]

    def wrong(run: Run) -> tuple[str, float | None]:
        if not is_strange(run, usual):
            return "", None
        foreign = is_strange(replace(run, size=usual.size), usual)
        return (usual.east_asian_font if foreign else ""), usual.size / 2 if run.size != usual.size else None

    numbers = {finding.paragraph for finding in work.findings}
    given = [g for _, g in body_of(work.document, work.layout) if g.place.paragraph in numbers]
    return told(work, "正文", (t for paragraph in given for t in reset(work, paragraph, wrong)))


# ---- 层次序数 ----------------------------------------------------------------------------------------------------


def headings(work: Work) -> list[Change]:
    return told(work, "层次序数", _headings(work))


def _headings(work: Work) -> Iterator[Told]:
    for paragraph, given, _ in wrong_headings(work.document, work.layout, work.form):
        wanted = Typeset(work.form[f"level_{paragraph.level}_font"].one_of, None)
        start, end = _heading_span(paragraph, given)
        if end > start:
            yield from reset(work, given, unlike(work, wanted), start, end)


def _heading_span(paragraph: BodyParagraph, given: SetParagraph) -> tuple[int, int]:
    """Where the heading stands in the text as it is set; nowhere where that cannot be told."""
    start = len(given.text) - len(given.text.lstrip())
    heading = paragraph.heading
    if given.number and not given.text.lstrip().startswith(heading):
        heading = heading.removeprefix(given.number)
    return (start, start + len(heading)) if given.text[start:].startswith(heading) else (0, 0)


# ---- the elements around the body --------------------------------------------------------------------------------


def _elements(kinds: Mapping[ElementKind, tuple[str | None, str | None]], *, inner: bool = False) -> Repair:
    """A repair of elements by kind, each with the values of its font and its size."""

    def mend(work: Work) -> list[Change]:
        found = {finding.element for finding in work.findings}
        wanted = {kind: values for kind, values in kinds.items() if kind in found or "版记" in found}
        changes: list[Change] = []
        for part in work.document.inner if inner else (work.document,):
            for kind, (font, size) in wanted.items():
                fonts = work.form[font].one_of if font else ()
                should = Typeset(fonts, work.form[size].value if size else None)
                changes += told(work, kind, _element(work, part, kind, should))
        return changes

    return mend


def _element(work: Work, part: OfficialDocument, kind: ElementKind, wanted: Typeset) -> Iterator[Told]:
    for element in elements_of(part, kind):
        for paragraph in paragraphs_of(work.layout, element):
            at = paragraph.text.find(element.text) if kind == "发文字号" else -1  # signers may stand beside it
            span = (at, at + len(element.text)) if at >= 0 else (0, len(paragraph.text))
            yield from reset(work, paragraph, unlike(work, wanted), *span)


def signers(work: Work) -> list[Change]:
    return told(work, "签发人", _signers(work))


def _signers(work: Work) -> Iterator[Told]:
    size = work.form["body_size"].value
    label = unlike(work, Typeset(work.form["signer_label_font"].one_of, size))
    name = unlike(work, Typeset(work.form["signer_name_font"].one_of, size))
    for element in elements_of(work.document, "签发人"):
        for paragraph in paragraphs_of(work.layout, element)[:1]:
            wanted = [("签发人", label), *((part, name) for part in element.text.split())]
            for text, should in wanted:
                at = paragraph.text.find(text)
                if at >= 0:
                    yield from reset(work, paragraph, should, at, at + len(text))


red_head_font = _elements({"发文机关标志": ("head_font", None)})
annex_marks = _elements({"附件": ("annex_mark_font", "annex_mark_size")}, inner=True)
imprint = _elements(
    {
        "抄送机关": ("imprint_font", "imprint_size"),
        "印发机关": ("imprint_font", "imprint_size"),
        "印发日期": ("imprint_font", "imprint_size"),
    }
)
head = _elements(
    {
        "份号": (None, "copy_number_size"),
        "密级": ("secrecy_font", "copy_number_size"),
        "紧急程度": ("urgency_font", "copy_number_size"),
        "发文字号": ("body_font", "body_size"),
    }
)
