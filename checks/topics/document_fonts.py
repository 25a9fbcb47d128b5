"""The typefaces of an official document by category, their sizes and colours."""

from __future__ import annotations

from collections.abc import Iterator

from checks.declare import check
from checks.drawn_lines import is_coloured
from checks.model import DocumentBreach
from checks.official_pages import (
    SOURCE,
    body_of,
    elements_of,
    main_run,
    paragraphs_of,
    set_layout,
    shortened,
    typeface,
    wide_runs,
)
from checks.typesets import Typeset, font_breach, named, typeset
from documents.layout import Layout, Run, SetParagraph
from documents.model import ElementKind, OfficialDocument, Paragraph
from policies.forms.form import Form

_BODY_FONTS = ("仿宋", "楷体", "黑体")  # the body in its own, headings and words that are set off in the others
_SENTENCE_ENDS = ("。", "；", "：", "！", "？")


# ---- 正文 and 标题 -----------------------------------------------------------------------------------------------


def body_run(document: OfficialDocument, layout: Layout) -> tuple[SetParagraph, Run] | None:
    """What most of the running text is set in, and the first paragraph that is set so."""
    plain = [given for paragraph, given in body_of(document, layout) if not paragraph.heading]
    paragraphs = plain or [given for _, given in body_of(document, layout)]
    run = main_run(paragraphs)
    if run is None:
        return None
    return next(paragraph for paragraph in paragraphs if run in paragraph.runs), run


def title_run(document: OfficialDocument, layout: Layout) -> tuple[SetParagraph, Run] | None:
    title = document.element("标题")
    paragraphs = paragraphs_of(layout, title) if title else []
    run = main_run(paragraphs)
    return (paragraphs[0], run) if run else None


@check("DOC211", severity="info", source=SOURCE, clause="5.2.2", strength="一般")
def body_is_set_in_fangsong(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """正文不是3号仿宋。

    看正文大部分文字的字体和字号，仿宋、仿宋_GB2312、方正仿宋、FangSong 都是仿宋。差得明显的由DOC219报。
    """
    layout = set_layout(document)
    found = body_run(document, layout) if layout else None
    wanted = typeset(form, "body_font", "body_size")
    if found and not wanted.says(found[1]) and not wanted.plainly_off(found[1]):
        yield font_breach("正文", found[0], "正文", found[1], wanted)


@check("DOC212", severity="info", source=SOURCE, clause="7.3.1", strength="一般")
def title_is_set_in_xiaobiaosong(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """标题不是2号小标宋。

    差得明显的由DOC219报。
    """
    layout = set_layout(document)
    found = title_run(document, layout) if layout else None
    wanted = typeset(form, "title_font", "title_size")
    if found and not wanted.says(found[1]) and not wanted.plainly_off(found[1]):
        yield font_breach("标题", found[0], "标题", found[1], wanted)


@check("DOC219", severity="warning", source=SOURCE, clause="5.2.2、7.3.1", strength="一般")
def body_and_title_are_not_plainly_off(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """正文或标题的字体字号明显不对。

    字号差五分之一以上，用了微软雅黑、等线这样给屏幕用的字体，或者字体字号都不对。标准的用语是“一般”，差得不多的只由DOC211、DOC212提示。
    """
    layout = set_layout(document)
    if layout is None:
        return
    looked_at: tuple[tuple[ElementKind, tuple[SetParagraph, Run] | None, Typeset], ...] = (
        ("标题", title_run(document, layout), typeset(form, "title_font", "title_size")),
        ("正文", body_run(document, layout), typeset(form, "body_font", "body_size")),
    )
    for kind, found, wanted in looked_at:
        if found and wanted.plainly_off(found[1]):
            yield font_breach(kind, found[0], kind, found[1], wanted)


# ---- 层次序数 ----------------------------------------------------------------------------------------------------


@check("DOC213", severity="info", source=SOURCE, clause="7.3.3", strength="一般")
def headings_are_set_by_level(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """层次标题的字体与层次不合。

    一般第一层用黑体，第二层用楷体，第三层、第四层用仿宋。单独成行的标题看整行，后面接正文的看标题一句；第一层写成一句话的不看。
    每一层只提示一次。
    """
    layout = set_layout(document)
    if layout is None:
        return
    wrong: dict[int, list[tuple[SetParagraph, Run]]] = {}
    for paragraph, given, run in wrong_headings(document, layout, form):
        wrong.setdefault(paragraph.level, []).append((given, run))
    for level, found in sorted(wrong.items()):
        where, run = found[0]
        wanted = form[f"level_{level}_font"].one_of[0]
        yield DocumentBreach(
            "层次序数",
            f"第{'一二三四'[level - 1]}层标题用的是{run.east_asian_font}，一般用{wanted}（共{len(found)}处）",
            run.east_asian_font,
            wanted,
            "改正标题的字体",
            where.place.paragraph,
        )


def wrong_headings(
    document: OfficialDocument, layout: Layout, form: Form
) -> Iterator[tuple[Paragraph, SetParagraph, Run]]:
    for paragraph, given in body_of(document, layout):
        in_text = paragraph.level == 1 and paragraph.text.endswith(_SENTENCE_ENDS)
        if not 1 <= paragraph.level <= 4 or not paragraph.heading or in_text:
            continue
        run = next(iter(wide_runs(given)), None)
        if run and not Typeset(form[f"level_{paragraph.level}_font"].one_of, None).font(run):
            yield paragraph, given, run


@check("DOC221", severity="info", source=SOURCE, clause="5.2.2", strength="一般")
def typefaces_are_not_mixed(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """正文里夹着别的字体或字号。

    多半是粘贴时带进来的：正文大部分是仿宋，个别文字是宋体、小标宋或别的字体，或字号与正文不同。仿宋、楷体、黑体之间的变化不看。正文本身不对的，只由DOC211、DOC219说。
    """
    layout = set_layout(document)
    found = body_run(document, layout) if layout else None
    if layout is None or found is None:
        return
    usual = found[1]
    if not typeset(form, "body_font", "body_size").says(usual):
        return  # the body itself is said to be off, and what is set rightly would look strange
    for _, given in body_of(document, layout):
        strange = [run for run in wide_runs(given) if is_strange(run, usual)]
        if strange:
            first = strange[0]
            yield DocumentBreach(
                "正文",
                f"“{shortened(first.text)}”是{named(first)}，与正文的{named(usual)}不同",
                named(first),
                named(usual),
                "选中这一段，改成正文的字体、字号",
                given.place.paragraph,
            )


def is_strange(run: Run, usual: Run) -> bool:
    if len(run.text.strip()) < 2:
        return False
    face = typeface(run)
    foreign = bool(run.east_asian_font) and face not in (typeface(usual), *_BODY_FONTS)
    return foreign or run.size != usual.size


# ---- 颜色 ---------------------------------------------------------------------------------------------------------


@check("DOC220", severity="warning", source=SOURCE, clause="5.2.4", strength="规定")
def text_is_black(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """版头以外的文字不是黑色。

    公文中文字的颜色，没有特殊说明的都是黑色。红字、蓝字多半是起草时的标记，或从网页粘来的链接。
    """
    layout = set_layout(document)
    if layout is None:
        return
    kinds: tuple[ElementKind, ...] = (
        "标题",
        "主送机关",
        "附件说明",
        "署名",
        "成文日期",
        "附注",
        "附件",
        "抄送机关",
        "印发机关",
    )
    for part in (document, *document.inner):
        for element in elements_of(part, *kinds):
            for paragraph in paragraphs_of(layout, element):
                yield from _coloured(element.kind, paragraph)
        for _, paragraph in body_of(part, layout):
            yield from _coloured("正文", paragraph)


def _coloured(kind: ElementKind, paragraph: SetParagraph) -> Iterator[DocumentBreach]:
    shown = (run for run in paragraph.runs if run.text.strip() and run.revision != "deleted")
    run = next((run for run in shown if is_coloured(run.colour)), None)
    if run:
        yield DocumentBreach(
            kind,
            f"“{shortened(run.text)}”不是黑色",
            run.colour,
            "黑色",
            "核对这处文字，定稿后改为黑色",
            paragraph.place.paragraph,
        )
