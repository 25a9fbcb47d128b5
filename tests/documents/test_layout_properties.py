"""Wherever formatting is said, the effective result is the same; text comes back whole; a broken file is told in Chinese."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.docx import docx_documents
from documents.opening import documents_in
from documents.package import UnreadableDocumentError, numbered_paragraphs, parse_part
from documents.word.reading import read_word
from tests.documents.made_docx import defaults, first_of, layout_of, made_docx, p, r, style, theme, zipped
from tests.specimens import conformant

LEVELS = ("defaults", "default style", "base", "style", "direct")
RUNS = {
    "size": [("32", '<w:sz w:val="32"/>'), ("28", '<w:sz w:val="28"/>'), ("44", '<w:sz w:val="44"/>')],
    "east_asian_font": [
        ("仿宋_GB2312", '<w:rFonts w:eastAsia="仿宋_GB2312"/>'),
        ("华文仿宋", '<w:rFonts w:eastAsiaTheme="minorEastAsia"/>'),
        ("黑体", '<w:rFonts w:eastAsia="黑体"/>'),
    ],
    "spacing": [("-5", '<w:spacing w:val="-5"/>'), ("0", '<w:spacing w:val="0"/>')],
    "colour": [("FF0000", '<w:color w:val="FF0000"/>'), ("", '<w:color w:val="auto"/>')],
}
PARAGRAPHS = {
    "alignment": [
        ("center", '<w:jc w:val="center"/>'),
        ("both", '<w:jc w:val="both"/>'),
        ("right", '<w:jc w:val="end"/>'),
    ],
    "line": [
        ("560", '<w:spacing w:line="560" w:lineRule="exact"/>'),
        ("579", '<w:spacing w:line="579" w:lineRule="exact"/>'),
    ],
    "snaps_to_grid": [("False", '<w:snapToGrid w:val="0"/>'), ("True", "<w:snapToGrid/>")],
    "left": [("640", '<w:ind w:left="640"/>'), ("0", '<w:ind w:start="0"/>')],
}
ALL = {**RUNS, **PARAGRAPHS}


def said(placed: dict[str, dict[str, str]], level: str) -> tuple[str, str]:
    """The paragraph and run properties of a level."""
    given_here = placed.get(level, {})
    return (
        "".join(xml for name, xml in given_here.items() if name in PARAGRAPHS),
        "".join(xml for name, xml in given_here.items() if name in RUNS),
    )


@st.composite
def placements(draw: st.DrawFn) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Properties at random levels, and the value of each that is nearest to the run."""
    placed: dict[str, dict[str, str]] = {}
    effective: dict[str, str] = {}
    for name, values in ALL.items():
        for level in draw(
            st.lists(st.sampled_from(LEVELS), unique=True, max_size=3).map(lambda x: sorted(x, key=LEVELS.index))
        ):
            effective[name], xml = draw(st.sampled_from(values))
            placed.setdefault(level, {})[name] = xml
    return placed, effective


@given(placements())
@settings(max_examples=60, deadline=None)
def test_the_level_nearest_to_the_run_holds(placement: tuple[dict[str, dict[str, str]], dict[str, str]]) -> None:
    placed, effective = placement
    styles = (
        defaults(*said(placed, "defaults"))
        + style("a", *said(placed, "default style"))
        + style("b", *said(placed, "base"), based_on="a")
        + style("c", *said(placed, "style"), based_on="b")
    )
    paragraph, run = said(placed, "direct")
    found = first_of(p("正文", f'<w:pStyle w:val="c"/>{paragraph}', run), styles=styles, theme=theme("华文仿宋"))
    for name, expected in effective.items():
        assert str(getattr(found if name in PARAGRAPHS else found.runs[0], name)) == expected


CHARACTERS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), max_size=30
)


@given(st.lists(st.lists(CHARACTERS, max_size=4), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_text_comes_back_whole_however_it_is_cut(paragraphs: list[list[str]]) -> None:
    body = "".join(f"<w:p>{''.join(r(escape(text)) for text in texts)}</w:p>" for texts in paragraphs)
    layout = layout_of(body)
    assert [one.text for one in layout.paragraphs] == ["".join(texts) for texts in paragraphs]
    assert [one.place.paragraph for one in layout.paragraphs] == list(range(1, len(paragraphs) + 1))
    assert all("".join(run.text for run in one.runs) == one.text for one in layout.paragraphs)


def test_numbers_of_paragraphs_are_those_that_findings_name() -> None:
    for name, data in conformant().items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            root = parse_part(package.read("word/document.xml"), name)
        wanted = [number for number, _ in numbered_paragraphs(root)]
        assert [one.place.paragraph for one in read_word(data, name).layout.paragraphs] == wanted


CUTS = st.tuples(st.integers(0, 5000), st.integers(1, 60), st.binary(max_size=8))


@given(
    CUTS, st.sampled_from(["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "word/footer1.xml"])
)
@settings(max_examples=80, deadline=None)
def test_a_damaged_part_gives_a_document_or_words(cut: tuple[int, int, bytes], part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(conformant()["通知"])) as package:
        files = {name: package.read(name) for name in package.namelist()}
    at, length, put = cut
    data = files.get(part, b"")
    files[part] = data[:at] + put + data[at + length :]
    is_told_or_read(zipped(files))


@given(st.integers(0, 20000), st.binary(min_size=1, max_size=40))
@settings(max_examples=80, deadline=None)
def test_a_damaged_package_gives_a_document_or_words(at: int, put: bytes) -> None:
    data = conformant()["通知"]
    is_told_or_read(data[: at % len(data)] + put + data[at % len(data) + len(put) :])


VALUES = re.compile(rb'w:(val|w|line|left|firstLine|firstLineChars|id|start|sz|type)="[^"]*"')
ODD = st.sampled_from(
    [b"", b"-1", b"x", b"99999999999999999999", b"1e400", b"nan", b"\xe4\xb8\x80", b"0", b"16pt", b"inf"]
)


@given(st.integers(0, 400), ODD)
@settings(max_examples=80, deadline=None)
def test_a_value_that_no_program_writes_is_passed_over(which: int, odd: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(conformant()["转发通知"])) as package:
        files = {name: package.read(name) for name in package.namelist()}
    for part in ("word/document.xml", "word/styles.xml"):
        places = list(VALUES.finditer(files[part]))
        place = places[which % len(places)]
        files[part] = files[part][: place.start()] + b"w:" + place[1] + b'="' + odd + b'"' + files[part][place.end() :]
    assert docx_documents(zipped(files), "公文.docx")


def test_a_document_nested_without_end_is_told() -> None:
    body = "<w:sdt>" * 3000 + "</w:sdt>" * 3000
    is_told_or_read(made_docx(body))


def is_told_or_read(data: bytes) -> None:
    said = "公文.docx：已经读出"
    try:
        documents_in(data, "公文.docx")
    except UnreadableDocumentError as error:
        said = str(error)
    assert re.match("公文.docx：.*[一-鿿]{4}", said)
