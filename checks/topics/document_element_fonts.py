"""The typefaces of the elements around the body: head, signers, annex mark, imprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checks.declare import check
from checks.drawn_lines import is_red
from checks.model import DocumentBreach
from checks.official_pages import SOURCE, elements_of, main_run, paragraphs_of, set_layout, typeface, wide_runs
from checks.typesets import Typeset, font_breach, typeset
from documents.layout import Layout, Run, SetParagraph
from documents.model import Element, ElementKind, OfficialDocument
from policies.forms.form import Form

_LABEL = "签发人"


@check("DOC214", severity="warning", source=SOURCE, clause="7.3.7", strength="规定")
def annex_mark_is_set_in_heiti(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """“附件”二字及顺序号不是3号黑体。

    看每个附件第一行的“附件”标记，不看附件说明（附件说明用3号仿宋）。
    """
    wanted = typeset(form, "annex_mark_font", "annex_mark_size")
    layout = set_layout(document)
    for inner in document.inner if layout else ():
        yield from _elements_off(inner, layout, ("附件",), wanted)


@check("DOC215", severity="info", source=SOURCE, clause="7.4.2、7.4.3", strength="一般")
def imprint_is_set_in_fangsong(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """版记不是4号仿宋。

    看抄送机关、印发机关和印发日期，一份文件只提示一次。
    """
    wanted = typeset(form, "imprint_font", "imprint_size")
    layout = set_layout(document)
    off = list(_elements_off(document, layout, ("抄送机关", "印发机关", "印发日期"), wanted)) if layout else []
    for breach in off[:1]:
        yield DocumentBreach(
            "版记", f"版记{breach.message[4:]}", breach.observed, breach.expected, breach.suggestion, breach.paragraph
        )


@check("DOC216", severity="info", source=SOURCE, clause="7.2.1、7.2.2、7.2.3、7.2.5", strength="一般")
def head_is_set_as_it_should(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """份号、密级、紧急程度或发文字号的字体字号不合。

    密级和紧急程度一般用3号黑体，发文字号用3号仿宋，份号用3号。
    """
    layout = set_layout(document)
    if layout is None:
        return
    size = form["copy_number_size"].value
    looked_at: tuple[tuple[ElementKind, Typeset], ...] = (
        ("密级", Typeset(form["secrecy_font"].one_of, size)),
        ("紧急程度", Typeset(form["urgency_font"].one_of, size)),
        ("发文字号", typeset(form, "body_font", "body_size")),
    )
    for kind, wanted in looked_at:
        yield from _elements_off(document, layout, (kind,), wanted)
    for element in elements_of(document, "份号"):
        for paragraph in paragraphs_of(layout, element):
            run = paragraph.main_run
            if run and not Typeset((), size).sized(run):
                yield font_breach("份号", paragraph, "份号", run, Typeset((), size))


def _elements_off(
    document: OfficialDocument, layout: Layout | None, kinds: tuple[ElementKind, ...], wanted: Typeset
) -> Iterator[DocumentBreach]:
    """The elements of these kinds that are not set as wanted, each once."""
    assert layout is not None
    for element in elements_of(document, *kinds):
        for paragraph in paragraphs_of(layout, element)[:1]:
            run = main_run([paragraph])
            if run and not wanted.says(run):
                yield font_breach(element.kind, paragraph, element.kind, run, wanted)


@check("DOC217", severity="info", source=SOURCE, clause="7.2.4", strength="推荐")
def red_head_is_red_xiaobiaosong(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """发文机关标志不是红色小标宋。

    标准推荐小标宋体、红色。字号由各单位自定，不看。
    """
    layout = set_layout(document)
    for element in elements_of(document, "发文机关标志")[:1] if layout else ():
        assert layout is not None
        paragraphs = paragraphs_of(layout, element)
        run = main_run(paragraphs)
        if run is None:
            continue
        wanted = form["head_font"].one_of
        if run.east_asian_font and typeface(run) not in wanted:
            message = f"发文机关标志用的是{run.east_asian_font}，推荐用{wanted[0]}"
            yield _head_breach(element, message, run.east_asian_font, wanted[0])
        if not is_red(run.colour):
            yield _head_breach(
                element, "发文机关标志不是红色", run.colour or "自动（黑色）", form["head_colour"].one_of[0]
            )


def _head_breach(element: Element, message: str, observed: str, expected: str) -> DocumentBreach:
    return DocumentBreach.at(
        element, message, observed=observed, expected=expected, suggestion="改正发文机关标志的字体或颜色"
    )


@check("DOC218", severity="warning", source=SOURCE, clause="7.2.6", strength="规定")
def signers_are_set_in_kaiti(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """签发人的字体不对。

    “签发人”三字用3号仿宋，签发人姓名用3号楷体。
    """
    layout = set_layout(document)
    size = form["body_size"].value
    label = Typeset(form["signer_label_font"].one_of, size)
    name = Typeset(form["signer_name_font"].one_of, size)
    for element in elements_of(document, "签发人") if layout else ():
        assert layout is not None
        for paragraph in paragraphs_of(layout, element):
            for run in _runs_of(paragraph, _LABEL):
                if not label.says(run):
                    yield font_breach("签发人", paragraph, "“签发人”三字", run, label)
            for run in _runs_of(paragraph, element.text.split("\u3000")[0]):
                if not name.says(run):
                    yield font_breach("签发人", paragraph, "签发人姓名", run, name)


def _runs_of(paragraph: SetParagraph, text: str) -> Iterable[Run]:
    return [run for run in wide_runs(paragraph) if text and text in run.text]
